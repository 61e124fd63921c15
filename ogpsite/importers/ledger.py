"""What the importer wrote before, and what an editor has changed since: the only writing of imported files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ogpsite.importers.fault import ImportFault
from ogpsite.importers.layout import Draft

FILE = ".ogpsite/imported.json"
ONLY_IF_ABSENT = frozenset({"site.yaml"})


@dataclass(frozen=True)
class Outcome:
    """What becomes of every file: to write, the same already, or kept (with the reason)."""

    write: tuple[Draft, ...]
    unchanged: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    again: tuple[str, ...]


def read(into: Path) -> dict[str, str]:
    """The fingerprints of what was written, by path."""
    path = into / FILE
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {str(name): str(value) for name, value in found.items()}
    except (ValueError, KeyError, AttributeError, TypeError):
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
    return "" if before[draft.path] == fingerprint(text) else "it was edited since the last import"


def refuse_outside(into: Path, path: str) -> None:
    """Refuse to write through a link that leaves the site's folder."""
    if not (into / path).resolve().is_relative_to(into.resolve()):
        raise ImportFault(f"{path} would be written outside {into}", "a folder on the way is a link; remove it")


def write(into: Path, outcome: Outcome, before: Mapping[str, str], register: Draft | None) -> None:
    """Write the files whole, one after the other, then the ledger."""
    prints = dict(before)
    for draft in outcome.write:
        replace(into / draft.path, draft.text)
        prints[draft.path] = fingerprint(draft.text)
    for path in outcome.unchanged:
        prints[path] = fingerprint(on_disk(into / path) or "")
    if register is not None:
        replace(into / register.path, register.text)
    if prints != before:
        replace(into / FILE, json.dumps({"files": prints}, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def replace(path: Path, text: str) -> None:
    """Put a file in place only when it is whole."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.half")
        half.write_bytes(text.encode())
        half.replace(path)
    except OSError as fault:
        raise ImportFault(f"{path} cannot be written: {fault.strerror or fault}", "") from None


def gone(before: Mapping[str, str], drafts: Sequence[Draft], folder: str) -> Iterator[str]:
    """Files of an earlier import inside a folder that this one does not give any more."""
    now = {draft.path for draft in drafts}
    return (path for path in sorted(before) if path.startswith(f"{folder}/") and path not in now)
