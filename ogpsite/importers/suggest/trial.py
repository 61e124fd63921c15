"""A suggested map tried on its own file, without writing: what an import would give, and what it would leave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ogpsite.importers import columns, declared, layout, mapping
from ogpsite.importers.cells import Table
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.report import Kind, Note, Notes, one_line
from ogpsite.importers.table import desk_for
from ogpsite.nouns import dataclass

SHOWN = 5


@dataclass(frozen=True)
class Outcome:
    """How many records of each kind there would be, the notes, and lines for people."""

    records: tuple[tuple[str, int], ...]
    notes: tuple[Note, ...]
    lines: tuple[str, ...]


def tried(text: str, tables: Sequence[Table], into: Path | None) -> Outcome:
    """Apply the map. A fault of the map itself would be ours; it is told, so that a person can mend the map."""
    notes = Notes()
    try:
        whole = mapping.whole_map(declared.parsed(text, "suggested map"), "suggested")
        desk = desk_for(whole, into or Path(" "), notes)
        drafts = layout.drafts(columns.bind(whole, tables, notes), desk)
    except ImportFault as fault:
        return Outcome((), notes.all, ("This map can't be used yet:", *str(fault).split("\n")))
    found = ", ".join(f"{count} {kind}" for kind, count in drafts.records) or "no records"
    lines = [f"This map gives: {found}."]
    counts = Counter(note.kind for note in notes.all)
    kinds: tuple[tuple[Kind, str], ...] = (("skipped", "rows not taken over"), ("unknown", "values not understood"))
    for kind, words in kinds:
        if counts[kind]:
            lines.append(f"{counts[kind]} {words}, for example:")
            lines += [f"  {one_line(str(note), 150)}" for note in notes.all if note.kind == kind][:SHOWN]
    return Outcome(drafts.records, notes.all, tuple(lines))
