"""Object storage that speaks S3 (AWS, MinIO, Scaleway, OVH, Cloudflare R2 …), behind any CDN; the only boto3.

New bytes go first to a store of the site's own, named by their SHA-256, where nobody looks. When all are there, they
are copied to their places inside the storage: files that pages need first, then pages; what is no longer published goes
last. If that is interrupted, every file is whole, no page names a file that isn't there, and publishing again completes
it. Each page loads its static files from a folder named by their content, and those of the release before stay as
long: a page is shown in its own style, whichever release it is of. The store also holds what the last releases need,
so that going back sends nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ogpsite import hosting
from ogpsite.hosting import media, rules
from ogpsite.hosting.rules import ASSETS, Hosting
from ogpsite.publish.address import Address
from ogpsite.publish.release import Plan, Release, Where, failed, listed, listing, nothing_before
from ogpsite.write.manifest import MANIFEST as STATE

STORE = ".ogpsite/objects"
HISTORY = ".ogpsite/releases.json"
AT_ONCE = 16  # requests under way at a time
MANY = 1000  # keys that one request may delete
ASSET = re.compile(ASSETS)


class ObjectTarget:
    """`s3://BUCKET/PREFIX`, with `?endpoint=https://…` and `&region=…` for others than AWS."""

    def __init__(self, address: Address, where: Where) -> None:
        self.address, self.where = address, where
        self.bucket = address.place
        self.prefix = f"{address.host}/" if address.host else ""
        options = dict(address.options)
        unknown = sorted(set(options) - {"endpoint", "region"})
        if unknown:
            raise failed(address.text, f"{unknown[0]!r} is not an option of such an address", "endpoint and region are")
        self.client = client_of(address.text, options)

    def published(self) -> Mapping[str, str]:
        """What the last release that was begun holds; places that an interrupted one left undone count as changed."""
        files, doubtful = listed(self.get(STATE)), self.undone()
        there = self.keys() if files else set()
        return {path: sha for path, sha in files.items() if path in there and path not in doubtful}

    def send(self, release: Release, plan: Plan) -> None:
        wanted = {release.files[path]: path for path in (*plan.added, *plan.changed)}
        stored = {key.removeprefix(f"{STORE}/") for key in self.keys(STORE)}
        missing = {sha: path for sha, path in wanted.items() if sha not in stored}
        self.each("Sending", missing.items(), lambda item: self.put(f"{STORE}/{item[0]}", release, item[1]))
        history = [*self.history(), {"release": f"{self.where.moment}Z-{release.digest}", "files": dict(release.files)}]
        self.switch(plan, release.files, history[-self.where.keep :], self.published())

    def rollback(self) -> str:
        history = self.history()
        if len(history) < 2:
            raise nothing_before(self.address.text)
        files = history[-2]["files"]
        before = self.published()
        self.switch(Plan.between(before, files), files, history[:-1], before)
        return str(history[-2]["release"])

    def switch(
        self, plan: Plan, files: Mapping[str, str], history: list[dict[str, Any]], before: Mapping[str, str]
    ) -> None:
        """Puts a release in its places; everything it needs is in the store. `before` is what readers have open now:
        the static files that its pages load stay until the next release."""
        now, then = self.model(files), self.model(before)
        told = {path for path in files if said_of(now, path) != said_of(then, path)} if before else set()
        moved = sorted({*plan.added, *plan.changed, *told}, key=last_pages)
        undone = json.dumps(sorted({*moved, *plan.removed, *self.undone()})).encode()
        self.write(f"{STATE}.undone", undone, "application/json")
        self.write(HISTORY, json.dumps(history).encode(), "application/json")
        for pages in (False, True):
            part = [path for path in moved if path.endswith(".html") is pages]
            self.each("Showing", part, lambda path: self.copy(said_of(now, path), files[path], path))
        open_still = {path for path in before if ASSET.match(path)}
        gone = sorted((set(plan.removed) | self.places()) - set(files) - open_still)
        self.delete(gone)
        self.write(STATE, listing(files), "application/json")
        self.delete([f"{STATE}.undone"])
        needed = {sha for release in history for sha in release["files"].values()}
        stored = self.keys(STORE)
        self.delete(sorted(key for key in stored if key.removeprefix(f"{STORE}/") not in needed))

    def undone(self) -> set[str]:
        """The places that an interrupted release may have left as they were."""
        try:
            return set(json.loads(self.get(f"{STATE}.undone") or b"[]"))
        except (ValueError, TypeError):
            return set(self.keys())

    def history(self) -> list[dict[str, Any]]:
        """The releases that the store can show again, oldest first."""
        try:
            found = json.loads(self.get(HISTORY) or b"[]")
            return [one for one in found if isinstance(one["files"], dict) and one["release"]]
        except (ValueError, TypeError, KeyError):
            return []

    def places(self) -> set[str]:
        """The files that readers can see; those that others put there are told apart by the list of the release."""
        ours = {path for release in self.history() for path in release["files"]}
        return {key for key in self.keys() if key in ours or ASSET.match(key)}

    def model(self, files: Mapping[str, str]) -> Hosting | None:
        """How a release is to be served; what it is made of is in the store."""
        return rules.read(self.get(f"{STORE}/{files[hosting.RULES]}")) if hosting.RULES in files else None

    def keys(self, below: str = "") -> set[str]:
        """Every key below the prefix, without it."""
        pages = self.ask(lambda: list(self.client.get_paginator("list_objects_v2").paginate(**self.listing(below))))
        return {one["Key"].removeprefix(self.prefix) for page in pages for one in page.get("Contents", ())}

    def listing(self, below: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Prefix": f"{self.prefix}{below}"}

    def get(self, path: str) -> bytes:
        """An object's bytes; empty where it isn't there."""
        try:
            found = self.client.get_object(Bucket=self.bucket, Key=self.prefix + path)["Body"].read()
            return bytes(found)
        except self.client.exceptions.NoSuchKey:
            return b""
        except Exception as error:
            raise self.fault(error) from None

    def put(self, key: str, release: Release, path: str) -> None:
        with (release.folder / path).open("rb") as file:
            self.client.put_object(Bucket=self.bucket, Key=self.prefix + key, Body=file)

    def write(self, path: str, data: bytes, media: str) -> None:
        """A small file of ours."""
        where = {"Bucket": self.bucket, "Key": self.prefix + path}
        self.ask(lambda: self.client.put_object(**where, Body=data, ContentType=media, CacheControl="no-store"))

    def copy(self, said: Mapping[str, str], sha: str, path: str) -> None:
        """From the store to the place where readers look, with what the storage is to say of it."""
        source = {"Bucket": self.bucket, "Key": f"{self.prefix}{STORE}/{sha}"}
        place = {"Bucket": self.bucket, "Key": self.prefix + path}
        self.client.copy_object(**place, CopySource=source, MetadataDirective="REPLACE", **said)

    def delete(self, paths: list[str]) -> None:
        for start in range(0, len(paths), MANY):
            objects = [{"Key": self.prefix + path} for path in paths[start : start + MANY]]
            wanted = {"Objects": objects, "Quiet": True}
            self.ask(lambda wanted=wanted: self.client.delete_objects(Bucket=self.bucket, Delete=wanted))  # type: ignore[misc]

    def each(self, words: str, items: Iterable[Any], work: Callable[[Any], None]) -> None:
        """Does the work for all items, several at once; the first failure ends it."""
        found = list(items)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for number, future in enumerate([pool.submit(work, item) for item in found]):
                if number % 500 == 0:
                    self.where.tell(f"{words} {number:,} of {len(found):,} files")
                try:
                    future.result()
                except Exception as error:
                    pool.shutdown(cancel_futures=True)
                    raise self.fault(error) from None

    def ask(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except Exception as error:
            raise self.fault(error) from None

    def fault(self, error: Exception) -> Exception:
        """In plain words; a fault that isn't the storage's stays what it is."""
        if type(error).__module__.partition(".")[0] not in ("botocore", "boto3", "urllib3"):
            return error
        hint = "look at the bucket's name, the endpoint, and the keys in your AWS settings; then publish again"
        return failed(self.address.text, f"the storage says: {error}", hint)


def said_of(site: Hosting | None, path: str) -> dict[str, str]:
    """What the storage says of a file: media type, language, cache time, and where it leads. (Other headers are the
    business of the CDN: `_host/cdn-headers.json`.)"""
    if site is None:
        return {"ContentType": media.media_type(path), "CacheControl": rules.BRIEFLY}
    headers = site.headers(path)
    names = (
        ("Content-Type", "ContentType"),
        ("Cache-Control", "CacheControl"),
        ("Content-Language", "ContentLanguage"),
    )
    found = {ours: headers[name] for name, ours in names if name in headers}
    leads = site.leads(path)
    return found | ({"WebsiteRedirectLocation": leads} if leads else {})


def last_pages(path: str) -> tuple[bool, str]:
    """Order of showing: what pages need comes before them."""
    return path.endswith(".html"), path


def client_of(place: str, options: Mapping[str, str]) -> Any:
    """A connection with the keys of the environment or of the AWS settings."""
    try:
        import boto3
        from botocore.config import Config
    except ImportError:
        hint = 'pip install "ogpsite[s3]"'
        raise failed(place, "publishing to object storage needs an extra that is not installed", hint) from None
    config = Config(max_pool_connections=AT_ONCE, retries={"max_attempts": 5, "mode": "standard"})
    endpoint, region = options.get("endpoint"), options.get("region")
    try:
        return boto3.client("s3", endpoint_url=endpoint, region_name=region, config=config)
    except Exception as error:
        raise failed(
            place, f"the storage can't be used: {error}", "look at your AWS settings and the endpoint"
        ) from None
