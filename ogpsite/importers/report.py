"""What an import did and what it noticed: notes while it runs, the report at its end, for people and for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from ogpsite.nouns import dataclass

Kind = Literal["skipped", "unread", "unknown", "date", "link", "blank", "trimmed", "remark"]
HEADINGS: dict[Kind, str] = {
    "skipped": "Rows that were not taken over, and why",
    "unknown": "Values that were not understood",
    "date": "Dates read from words",
    "link": "Links that are broken or suspicious",
    "unread": "Columns and sheets that nobody reads",
    "blank": "Blank cells that the map gives a meaning",
    "trimmed": "Cells with blanks at an end or control characters (taken off)",
    "remark": "Remarks",
}
FEW = 5


@dataclass(frozen=True, slots=True)
class Note:
    """One thing noticed: its kind, the cell or file, and the words."""

    kind: Kind
    at: str
    words: str

    def __str__(self) -> str:
        return f"{self.at}: {self.words}" if self.at else self.words


@dataclass(slots=True)
class Notes:
    """Where the steps of one import write down what they notice."""

    found: dict[Note, None] = field(default_factory=dict)

    def add(self, kind: Kind, at: str, words: str) -> None:
        """Write down, once."""
        self.found[Note(kind, at, words)] = None

    @property
    def all(self) -> tuple[Note, ...]:
        """What was written down, in that order."""
        return tuple(self.found)


@dataclass(frozen=True)
class Report:
    """The outcome of an import. Paths are relative to the site's folder, with `/`."""

    dry_run: bool = False
    rows_read: tuple[tuple[str, int], ...] = ()
    records: tuple[tuple[str, int], ...] = ()
    written: tuple[str, ...] = ()
    would_write: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[tuple[str, str, str, str], ...] = ()

    def of(self, kind: Kind) -> tuple[Note, ...]:
        """The notes of one kind, in the order in which they were made."""
        return tuple(note for note in self.notes if note.kind == kind)

    @property
    def skipped(self) -> tuple[Note, ...]:
        """Rows that were not taken over, and why."""
        return self.of("skipped")

    @property
    def unread(self) -> tuple[Note, ...]:
        """Columns and sheets that the map does not mention."""
        return self.of("unread")

    @property
    def unknown(self) -> tuple[Note, ...]:
        """Values that were not understood, with their cells."""
        return self.of("unknown")

    @property
    def dates(self) -> tuple[Note, ...]:
        """Dates that were read from words, with what was understood."""
        return self.of("date")

    @property
    def links(self) -> tuple[Note, ...]:
        """Links that are broken or suspicious, with what became of them."""
        return self.of("link")

    @property
    def remarks(self) -> tuple[Note, ...]:
        """Everything else worth knowing."""
        return self.of("remark")

    def lines(self) -> list[str]:
        """The report for people, one line an item."""
        return [*self.outcome(), *self.noticed()]

    def outcome(self) -> Iterator[str]:
        """What was read and written."""
        yield "Read: " + (", ".join(f"{name} {count} rows" for name, count in self.rows_read) or "nothing")
        yield "Found: " + (", ".join(f"{count} {kind}" for kind, count in self.records) or "no records")
        if self.dry_run:
            yield f"Would write: {len(self.would_write)} files; already the same: {len(self.unchanged)}"
            yield from (f"  {path}" for path in self.would_write)
        else:
            yield f"Written: {len(self.written)} files; already the same: {len(self.unchanged)}"
        yield from self.updated()
        if self.kept:
            yield f"Kept as they are: {len(self.kept)} files (--overwrite replaces them)"
            yield from (f"  {path}: {why}" for path, why in self.kept)

    def updated(self) -> Iterator[str]:
        """What changes in files that were there, and what was changed on both sides."""
        if self.changes:
            what = "Would change" if self.dry_run else "Changed"
            yield f"{what} in files that were there: {len(self.changes)} values"
            yield from (f"  {path}: {one_line(words)}" for path, words in self.changes)
        if self.conflicts:
            yield (
                f"Conflicts: {len(self.conflicts)} values were changed both by hand and in the file. Yours were kept "
                "(--overwrite takes the file's; --keep-mine settles it for yours)"
            )
            yield from (
                f"  {path}: {field_}: yours: {one_line(yours)}; the file's: {one_line(theirs)}"
                for path, field_, yours, theirs in self.conflicts
            )

    def noticed(self) -> Iterator[str]:
        """What was noticed, by kind."""
        for kind, heading in HEADINGS.items():
            notes = self.of(kind)
            if notes:
                yield ""
                yield f"{heading}: {len(notes)}"
                shown = notes[:FEW] if kind in ("blank", "trimmed") else notes
                yield from (f"  {one_line(str(note))}" for note in shown)
                if len(shown) < len(notes):
                    yield f"  … and {len(notes) - len(shown)} more"

    def as_json(self) -> dict[str, object]:
        """The report for machines."""
        return {
            "dry_run": self.dry_run,
            "rows_read": dict(self.rows_read),
            "records": dict(self.records),
            "written": list(self.written),
            "would_write": list(self.would_write),
            "unchanged": list(self.unchanged),
            "kept": [{"file": path, "why": why} for path, why in self.kept],
            "changes": [{"file": path, "what": words} for path, words in self.changes],
            "conflicts": [
                {"file": path, "field": field_, "yours": yours, "theirs": theirs}
                for path, field_, yours, theirs in self.conflicts
            ],
            "counts": dict(sorted(Counter(note.kind for note in self.notes).items())),
            "notes": [{"kind": note.kind, "at": note.at, "words": note.words} for note in self.notes],
        }


def one_line(text: str, width: int = 240) -> str:
    """A text for a terminal: no line ends, no control characters, not endless."""
    clean = "".join(char if char.isprintable() else " " for char in text)
    return clean if len(clean) <= width else clean[: width - 1] + "…"
