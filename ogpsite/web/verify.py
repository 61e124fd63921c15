"""Whether a copy of a site is whole: every file against `manifest-sha256.txt`, in a folder or on the web."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit

from ogpsite import load
from ogpsite.model import manifest
from ogpsite.nouns import dataclass
from ogpsite.problems import Place, Problem, Refused, of_system, phrase
from ogpsite.web import client

LARGEST = 10_000_000_000  # bytes of one file that are read from the web
LONGEST = 200_000_000  # bytes of a manifest
AT_ONCE = 4  # requests to the host of a copy
NOT_OURS = (".git/", ".ogpsite.json")
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Checked:
    """What was found: files that are as they should be, changed, missing, not in the list; digest of the list."""

    good: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    more: tuple[str, ...] = ()
    digest: str = ""

    @property
    def ok(self) -> bool:
        return not (self.changed or self.missing or self.unread)


def verify(where: str, against: str = "", tell: Tell = lambda words: None) -> Checked:
    """Checks a folder or an address against its own manifest, or against the one `against` (folder, file, address).

    Raises Refused where there is no manifest that can be read.
    """
    data = manifest_of(against or where)
    try:
        wanted = manifest.read(data)
    except (ValueError, UnicodeDecodeError) as fault:
        message = phrase("{file} can't be read: {error}", file=manifest.NAME, error=fault)
        hint = phrase("fetch or build the site again")
        raise Refused(Problem(Place(against or where), "manifest", message, hint)) from None
    found = on_the_web(where, wanted, tell) if is_address(where) else in_folder(Path(where), wanted)
    return replace(found, digest=hashlib.sha256(data).hexdigest())


def is_address(where: str) -> bool:
    return where.lower().startswith(("http://", "https://"))


def manifest_of(where: str) -> bytes:
    """The bytes of a manifest: beside a site, or itself. Raises Refused."""
    if is_address(where):
        address = where if where.endswith(".txt") else f"{where.rstrip('/')}/{manifest.NAME}"
        answer = client.ask(address, "GET", limits_for(where, LONGEST))
        if answer.status == 200 and answer.whole and not answer.fault:
            return answer.body
        why = client.FAULTS.get(answer.fault) or phrase("it answers {status}", status=answer.status)
        message = phrase("the manifest can't be fetched: {reason}", reason=why)
        hint = phrase("name the address of the site's first page; sites built before manifests were made have none")
        raise Refused(Problem(Place(address), "manifest", message, hint))
    path = Path(where)
    path = path / manifest.NAME if path.is_dir() else path
    try:
        return load.read_bytes(path)
    except OSError as error:
        hint = phrase("name the folder of a built site (`ogpsite build` makes output/), or its address")
        message = phrase("there is no manifest to check against: {reason}", reason=of_system(error))
        raise Refused(Problem(Place(path.as_posix()), "manifest", message, hint)) from None


def limits_for(where: str, size: int) -> client.Limits:
    """The limits for a site that was named by hand: its own host may lie in a private network. Raises Refused."""
    try:
        host = (urlsplit(where).hostname or "").lower()
    except ValueError:
        hint = phrase("write it as {value}", value="https://www.example.org/")
        raise Refused(Problem(Place(where), "manifest", phrase("this address can't be read"), hint)) from None
    return client.Limits(seconds=300, size=size, hosts=frozenset({host}))


def in_folder(folder: Path, wanted: Mapping[str, str]) -> Checked:
    """Every file of a folder."""
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    outcomes = {path: outcome_on_disk(folder, path, digest) for path, digest in wanted.items()}
    return replace(sorted_out(outcomes), more=tuple(sorted(strange(there, wanted))))


def strange(there: set[str], wanted: Mapping[str, str]) -> Iterator[str]:
    """Files that the manifest doesn't name, and that no build or host puts there."""
    for path in there - set(wanted) - {manifest.NAME}:
        packed = next((path.removesuffix(end) for end in manifest.PACKED if path.endswith(end)), "")
        if not path.startswith(NOT_OURS) and manifest.is_listed(path) and packed not in wanted:
            yield path


def outcome_on_disk(folder: Path, path: str, digest: str) -> str:
    """good, changed or missing; else why the file can't be read."""
    try:
        return "good" if load.digest(folder / path) == digest else "changed"
    except FileNotFoundError:
        return "missing"
    except OSError as error:
        return error.strerror or "it can't be read"


def on_the_web(where: str, wanted: Mapping[str, str], tell: Tell) -> Checked:
    """Every file of a published site, some at once."""
    limits = replace(limits_for(where, LARGEST), hashed=True)
    tell(f"Fetching {len(wanted)} files")

    def outcome(path: str) -> str:
        answer = client.ask(f"{where.rstrip('/')}/{quote(path)}", "GET", limits)
        if answer.fault:
            return client.FAULTS[answer.fault]
        if answer.status in (404, 410):
            return "missing"
        if answer.status != 200:
            return f"it answers {answer.status}"
        if not answer.whole:
            return client.FAULTS["timeout"]
        return "good" if answer.body.decode() == wanted[path] else "changed"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted_out(dict(zip(wanted, pool.map(outcome, wanted), strict=True)))


def sorted_out(outcomes: Mapping[str, str]) -> Checked:
    """The outcomes by kind."""

    def of(kind: str) -> tuple[str, ...]:
        return tuple(sorted(path for path, outcome in outcomes.items() if outcome == kind))

    known = ("good", "changed", "missing")
    unread = tuple(sorted((path, why) for path, why in outcomes.items() if why not in known))
    return Checked(of("good"), of("changed"), of("missing"), unread)
