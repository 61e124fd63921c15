"""Publishing to object storage, against moto's server: only what changed, right headers, deletes last, back again."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from ogpsite.publish import objects
from publish.conftest import CHANGED, Publish, built, retold
from publish.killing import command, killed_after

pytestmark = pytest.mark.slow
OURS = (".ogpsite",)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host.replace('0.0.0.0', '127.0.0.1')}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A new bucket, and the keys in the environment, where the tools of AWS look for them."""
    for name, value in (("ACCESS_KEY_ID", "x"), ("SECRET_ACCESS_KEY", "x"), ("DEFAULT_REGION", "us-east-1")):
        monkeypatch.setenv(f"AWS_{name}", value)
    urllib.request.urlopen(urllib.request.Request(f"{endpoint}/moto-api/reset", method="POST")).close()
    found = boto3.resource("s3", endpoint_url=endpoint).Bucket("opengov")
    found.create()
    yield found


def shown(bucket: Any, prefix: str = "") -> dict[str, bytes]:
    """What readers can see."""
    found = {one.key.removeprefix(prefix): one for one in bucket.objects.filter(Prefix=prefix)}
    return {key: one.get()["Body"].read() for key, one in found.items() if not key.startswith(OURS)}


def test_there_and_back(root: Path, publish: Publish, bucket: Any, endpoint: str) -> None:
    target = f"s3://opengov/site?endpoint={endpoint}"
    bucket.put_object(Key="mine.txt", Body=b"mine")
    bucket.put_object(Key="site/mine.txt", Body=b"mine")
    publish(target, "--yes")
    first = built(root)
    assert shown(bucket, "site/") == {**first, "mine.txt": b"mine"}
    page = bucket.Object("site/index.html").get()
    assert page["ContentType"] == "text/html; charset=utf-8"
    assert page["CacheControl"] == "public, max-age=300"
    assert bucket.Object("site/data/plans.csv").get()["ContentType"] == "text/csv; charset=utf-8"
    stamps = {one.key: one.last_modified for one in bucket.objects.all()}
    (root / "content/news").mkdir()
    (root / "content/news/2026-11-01-news.md").write_text("---\ntitle: News\ndate: 2026-11-01\n---\nNews.\n")
    retold(root, "Another name")
    told = publish(target, "--yes")
    assert CHANGED in told["changed"] and told["added"]
    assert shown(bucket, "site/") == {**built(root), "mine.txt": b"mine"}
    same = set(first) - set(told["changed"])
    assert {f"site/{path}": stamps[f"site/{path}"] for path in same} == {
        f"site/{path}": bucket.Object(f"site/{path}").last_modified for path in same
    }, "what did not change is left alone"
    assert publish(target, "--yes")["published"] is False
    publish(target, "--rollback", "--yes")
    assert shown(bucket, "site/") == {**first, "mine.txt": b"mine"}
    assert bucket.Object("mine.txt").get()["Body"].read() == b"mine"


def test_what_is_kept_to_go_back_to(root: Path, publish: Publish, bucket: Any, endpoint: str) -> None:
    target = f"s3://opengov?endpoint={endpoint}"
    for number in range(3):
        retold(root, f"Third action plan {number}")
        publish(target, "--yes", "--keep", "1")
    stored = [one.key for one in bucket.objects.filter(Prefix=".ogpsite/objects/")]
    assert len(stored) == len(set(built(root).values())), "words that were taken back are in no store"
    told = publish(target, "--rollback", "--yes", code=1)
    assert told["problems"][0]["message"] == "no earlier release is kept there"


def test_a_bucket_that_is_not_there(publish: Publish, bucket: Any, endpoint: str) -> None:
    [problem] = publish(f"s3://nowhere?endpoint={endpoint}", "--yes", code=1)["problems"]
    assert problem["message"].startswith("the storage says: ") and "NoSuchBucket" in problem["message"]


def test_order_of_showing(
    root: Path, publish: Publish, bucket: Any, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes go to the store, then what pages need is shown, then pages; what goes, goes last."""
    target = f"s3://opengov?endpoint={endpoint}"
    publish(target, "--yes")
    (root / "content/news").mkdir()
    (root / "content/news/2026-11-01-news.md").write_text("---\ntitle: News\ndate: 2026-11-01\n---\nNews.\n")
    (root / "content/forum/meetings/2026-05-05-results.md").unlink()
    (root / "addresses.csv").unlink()  # published by mistake: nobody is owed the page
    seen: list[tuple[str, str]] = []
    for name in ("put", "copy", "delete"):
        original = getattr(objects.ObjectTarget, name)

        def noted(self: Any, *words: Any, name: str = name, original: Any = original) -> Any:
            seen.append((name, str(words[-1])))
            return original(self, *words)

        monkeypatch.setattr(objects.ObjectTarget, name, noted)
    told = publish(target, "--yes", "--let-go")
    assert told["gone"]
    names = [name for name, _ in seen]
    assert names == sorted(names, key=("put", "copy", "delete").index)
    copied = [path for name, path in seen if name == "copy"]
    pages = [path.endswith(".html") for path in copied]
    assert any(pages) and not all(pages) and pages == sorted(pages)


def test_interrupted_it_is_completed_the_next_time(root: Path, publish: Publish, bucket: Any, endpoint: str) -> None:
    target = f"s3://opengov?endpoint={endpoint}"
    publish(target, "--yes")
    first = built(root)
    retold(root, "Another name")
    publish(target, "--dry-run")
    new = built(root)
    words = command(root, target, "--yes")
    for number in range(14):
        finished = killed_after(words, 1.2 + number * 0.15)
        found = shown(bucket)
        assert set(first) <= set(found), "nothing that was there is missing"
        assert all(data in (first.get(path), new.get(path)) for path, data in found.items()), "every file is whole"
        if finished:
            break
    publish(target, "--yes")
    assert shown(bucket) == new


def test_what_the_storage_says_of_each_file(root: Path, publish: Publish, bucket: Any, endpoint: str) -> None:
    """Redirects are objects that lead on; what changes in the headers alone reaches files that did not change."""
    target = f"s3://opengov?endpoint={endpoint}"
    publish(target, "--yes")
    assert "WebsiteRedirectLocation" not in bucket.Object("index.html").get()
    settings = root / "site.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}redirects: {{/launch/: https://archive.example/launch, /first/: /plans/}}\n", "utf-8")
    publish(target, "--yes")
    there = {
        path: bucket.Object(f"{path}/index.html").get()["WebsiteRedirectLocation"] for path in ("launch", "fr/first")
    }
    assert there == {"launch": "https://archive.example/launch", "fr/first": "/fr/plans/"}
    assert bucket.Object("feed.xml").get()["ContentType"] == "application/atom+xml; charset=utf-8"
    assert bucket.Object("fr/index.html").get()["ContentLanguage"] == "fr"
    publish(target, "--rollback", "--yes")
    assert "launch/index.html" not in shown(bucket)


def test_static_files_of_the_release_before_stay_once(root: Path, publish: Publish, bucket: Any, endpoint: str) -> None:
    """Whoever has a page open still finds its style; after the next release it is gone."""
    target = f"s3://opengov?endpoint={endpoint}"
    kept = []
    for number in range(3):
        style = root / "themes/bare/static/style.css"
        style.parent.mkdir(exist_ok=True)
        style.write_text(f"body {{ margin: {number}px }}", "utf-8")
        publish(target, "--yes", "--keep", "1")
        kept.append(next(path for path in built(root) if path.startswith("assets/") and path.count("/") == 2))
    assert [path in shown(bucket) for path in kept] == [False, True, True]
    style_of = bucket.Object(kept[-1]).get()
    assert style_of["CacheControl"] == "public, max-age=31536000, immutable"
