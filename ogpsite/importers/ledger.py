"""What the importer wrote before, and what an editor has changed since: the only writing of imported files."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from ogpsite.importers.fault import ImportFault
from ogpsite.importers.layout import Draft
from ogpsite.nouns import dataclass

FILE = ".ogpsite/imported.json"
ONLY_IF_ABSENT = frozenset({"site.yaml"})
EDITED = "it was edited since the last import"


@dataclass(frozen=True)
class Past:
    """What earlier imports wrote: by path the fingerprint of the file, and what the tables said (as plain texts)."""

    prints: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What becomes of every file: to write, the same already, or kept (with the reason)."""

    write: tuple[Draft, ...]
    unchanged: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    again: tuple[str, ...]


def read(into: Path) -> dict[str, str]:
    """The fingerprints of what was written, by path."""
    return dict(past(into).prints)


def past(into: Path) -> Past:
    """What earlier imports wrote into a folder."""
    path = into / FILE
    if not path.is_file():
        return Past()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Past(
            {str(name): str(value) for name, value in found["files"].items()}, dict(found.get("said", {}).items())
        )
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        raise ImportFault(
            f"{FILE} is damaged, so nobody knows which files were edited by hand",
            "restore it from the repository's history; or delete it: every file that differs is then kept",
        ) from None


def fingerprint(text: str) -> str:
    """The SHA-256 of a text, whichever line ends its file has."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def on_disk(path: Path) -> str | None:
    """The text of a file, None where there is none."""
    if not path.exists():
        return None
    try:
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        return "\x00unreadable"


def decide(drafts: Sequence[Draft], into: Path, before: Mapping[str, str], overwrite: bool) -> Outcome:
    """What becomes of every file; a file that somebody edited is kept unless `overwrite` is asked for."""
    write, unchanged, kept, again = [], [], [], []
    for draft in drafts:
        refuse_outside(into, draft.path)
        text = on_disk(into / draft.path)
        why = reason_to_keep(draft, into, text, before, overwrite)
        if text == draft.text:
            unchanged.append(draft.path)
        elif why:
            kept.append((draft.path, why))
        else:
            write.append(draft)
            if text is None and draft.path in before:
                again.append(draft.path)
    return Outcome(tuple(write), tuple(unchanged), tuple(kept), tuple(again))


def reason_to_keep(draft: Draft, into: Path, text: str | None, before: Mapping[str, str], overwrite: bool) -> str:
    """Why a file is not written, if it isn't."""
    folder, _, name = draft.path.rpartition("/")
    if name == "commitment.md" and (into / f"{folder}.md").exists():
        return f"the commitment is described in {folder.rpartition('/')[2]}.md"
    if text is None or (overwrite and draft.path not in ONLY_IF_ABSENT):
        return ""
    if draft.path in ONLY_IF_ABSENT:
        return "the site has its settings"
    if draft.path not in before:
        return "it was there before, and not written by an import"
    return "" if before[draft.path] == fingerprint(text) else EDITED


def refuse_outside(into: Path, path: str) -> None:
    """Refuse to write through a link that leaves the site's folder."""
    if not (into / path).resolve().is_relative_to(into.resolve()):
        raise ImportFault(f"{path} would be written outside {into}", "a folder on the way is a link; remove it")


def write(
    into: Path,
    outcome: Outcome,
    before: Mapping[str, str],
    register: Draft | None,
    said: Mapping[str, object] | None = None,
    by_hand: Collection[str] = (),
) -> None:
    """Write all files or none, then the ledger.

    `said` is what the tables said, for the next import; files `by_hand` stay known as edited, however they changed.
    """
    prints = dict(before)
    files = {draft.path: draft.text for draft in outcome.write}
    for path, text in files.items():
        if path not in by_hand:
            prints[path] = fingerprint(text)
    for path in outcome.unchanged:
        if path not in by_hand:
            prints[path] = fingerprint(on_disk(into / path) or "")
    if register is not None:
        files[register.path] = register.text
    known = past(into).values
    remembered = known if said is None else said
    if prints != before or remembered != known:
        whole = {"files": prints, **({"said": remembered} if remembered else {})}
        files[FILE] = json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    replace_all(into, files)


def replace_all(into: Path, files: Mapping[str, str]) -> None:
    """Put all files in place, or leave everything as it was and say why."""
    made: list[Path] = []
    old: dict[Path, bytes | None] = {}
    path = into
    try:
        for name, text in files.items():
            path = into / name
            made += folders(path.parent)
            half = path.with_name(f".{path.name}.half")
            made.append(half)
            half.write_bytes(text.encode())
        for name in files:
            path = into / name
            old[path] = path.read_bytes() if path.is_file() else None
            path.with_name(f".{path.name}.half").replace(path)
    except OSError as fault:
        undo(made, old)
        raise ImportFault(
            f"{path} cannot be written: {fault.strerror or fault}; nothing was changed",
            "make room, or the folder writable, and import again",
        ) from None


def folders(folder: Path) -> list[Path]:
    """Make a folder with those above it; the new ones, outermost first."""
    if folder.is_dir():
        return []
    made = folders(folder.parent)
    folder.mkdir(exist_ok=True)
    return [*made, folder]


def undo(made: Sequence[Path], old: Mapping[Path, bytes | None]) -> None:
    """Put back what stood there, and take away what was made."""
    for path, content in old.items():
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True) if content is None else path.write_bytes(content)
    for path in reversed(made):
        with contextlib.suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)


def replace(path: Path, text: str) -> None:
    """Put a file in place only when it is whole."""
    replace_all(path.parent, {path.name: text})


def gone(before: Mapping[str, str], drafts: Sequence[Draft], folder: str) -> Iterator[str]:
    """Files of an earlier import inside a folder that this one does not give any more.

    Reports are named only where this import has others on their period: a file on one quarter says nothing of others.
    """
    now = {draft.path for draft in drafts}
    periods = {path.rpartition("/")[2] for path in now if "/progress/" in path}
    for path in sorted(before):
        other = "/progress/" in path and path.rpartition("/")[2] not in periods
        if path.startswith(f"{folder}/") and path not in now and (not other or not periods):
            yield path
