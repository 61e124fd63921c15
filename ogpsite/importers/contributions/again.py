"""Importing again: what is in a list already stays, what an editor wrote wins, what is new is added at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from ogpsite.importers import ledger, render
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.layout import Draft
from ogpsite.importers.report import Notes
from ogpsite.nouns import dataclass

Item = dict[str, object]


@dataclass(frozen=True)
class Merged:
    """The new text of a list. `edited` says that people changed the file: then it is not the importer's own."""

    draft: Draft
    edited: bool = False
    added: int = 0
    kept: str = ""


def merge(
    path: str, items: Sequence[Item], into: Path, before: Mapping[str, str], overwrite: bool, notes: Notes
) -> Merged:
    """The list at `path` with the items of this import. Raises ImportFault where the file can't be added to."""
    text = ledger.on_disk(into / path)
    if text is None or overwrite:
        return Merged(Draft(path, render.document(items)), added=len(items))
    there = listed(path, text)
    new = {str(item["key"]): item for item in items}
    fresh = [item for item in items if str(item["key"]) not in there]
    note_gone(path, there, new, notes)
    if before.get(path) == ledger.fingerprint(text):
        whole = [new.get(key) or render.tidy(item) for key, item in there.items()]
        return Merged(Draft(path, render.document([*whole, *fresh])), added=len(fresh))
    return Merged(appended(path, text, there, fresh), True, len(fresh), differing(there, new))


def listed(path: str, text: str) -> dict[str, object]:
    """The items of the list by key."""
    try:
        found = render.parsed(text)
    except yaml.YAMLError as fault:
        raise ImportFault(f"{path} is not valid YAML: {getattr(fault, 'problem', fault)}", "`ogpsite check`") from None
    items = found if isinstance(found, list) else [] if not found else None
    if items is None or not all(isinstance(item, dict) and item.get("key") for item in items):
        raise ImportFault(f"{path} is not a list of items with keys", "`ogpsite check` says where")
    return {str(item["key"]): item for item in items}


def appended(path: str, text: str, there: Mapping[str, object], fresh: Sequence[Item]) -> Draft:
    """The file as it stands, with the new items at its end."""
    if not fresh:
        return Draft(path, text)
    after = (text if text.endswith("\n") else text + "\n") + render.document(fresh)
    try:
        whole = listed(path, after)
    except ImportFault:
        whole = {}
    if list(whole.values()) != [*there.values(), *(render.as_text(item) for item in fresh)]:
        raise ImportFault(
            f"{path}: new items cannot be added at its end", "begin each item with `- ` in the first column"
        )
    return Draft(path, after)


def differing(there: Mapping[str, object], new: Mapping[str, Item]) -> str:
    """Which items say something else than the export; they are left as the editor has them."""
    found = []
    for key, item in there.items():
        if key in new and isinstance(item, dict):
            other = render.as_text(new[key])
            assert isinstance(other, dict)
            fields = [name for name in {**item, **other} if item.get(name) != other.get(name)]
            if fields:
                found.append(f"{key} ({', '.join(fields)})")
    few = ", ".join(found[:20]) + (f" and {len(found) - 20} more" if len(found) > 20 else "")
    return f"the export differs in {len(found)} items: {few}" if found else ""


def note_gone(path: str, there: Mapping[str, object], new: Mapping[str, Item], notes: Notes) -> None:
    """Note items that this export does not give (any more)."""
    gone = [key for key in there if key not in new]
    if gone:
        words = ", ".join(gone[:20]) + (f" and {len(gone) - 20} more" if len(gone) > 20 else "")
        notes.add("remark", path, f"{len(gone)} items are not in this export; they stay: {words}")
