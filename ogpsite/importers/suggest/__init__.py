"""`ogpsite import table --suggest`: a spreadsheet that nobody has seen before → a map for it. The story, in order."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from ogpsite.importers import ledger, reading
from ogpsite.importers.commas import Form
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.suggest import book as books
from ogpsite.importers.suggest import frame as frames
from ogpsite.importers.suggest import regions, roles, trial, writing
from ogpsite.importers.suggest.roles import Sorted
from ogpsite.nouns import dataclass

__all__ = ["Suggestion", "save_map", "suggest"]


@dataclass(frozen=True)
class Suggestion:
    """A suggested map: its text, what was understood, what an import with it would give, and all for machines."""

    text: str
    understood: tuple[str, ...]
    outcome: tuple[str, ...]
    command: str
    data: dict[str, object]

    def lines(self) -> list[str]:
        """What was understood and what it would give, for people."""
        return [*self.understood, "", *self.outcome]


def suggest(
    files: Sequence[Path],
    into: Path | None,
    day: datetime.date,
    form: Form,
    save: str,
    tell: Callable[[str], None],
) -> Suggestion:
    """Propose a map for these files. Writes nothing. Raises ImportFault where no table can be understood."""
    tell(f"Reading {', '.join(path.name for path in files)}")
    tables = reading.read(files, form)
    tell(f"Looking at {len(tables)} sheets")
    found: list[Sorted] = [roles.sort(region) for table in tables for region in regions.of_table(table)]
    book = books.put_together(found)
    if not any(one.record in ("commitment", "meeting") for one in book.entries):
        raise ImportFault(
            "no commitments were found in " + ", ".join(f"{table.name} ({table.file})" for table in tables),
            "write a map by hand: docs/import.md explains every key, with examples",
        )
    frame = frames.frame(found, files, into, day)
    understood = writing.understood(found, book)
    quoted = " ".join(f'"{path.name}"' if " " in path.name else path.name for path in files)
    command = f"ogpsite import table {quoted} --map {save or 'my-map.yaml'} --into {into or 'my-site'}"
    tell("Trying the map")
    text = writing.map_text(book, frame, understood, (), command)
    outcome = trial.tried(text, tables, into)
    text = writing.map_text(book, frame, understood, outcome.lines, command)
    data: dict[str, object] = {
        "map": text,
        "understood": understood,
        "records": dict(outcome.records),
        "notes": [{"kind": note.kind, "at": note.at, "words": note.words} for note in outcome.notes],
        "tables": [{"name": one.name, "record": one.record, "sheet": one.region.name} for one in book.entries],
    }
    return Suggestion(text, tuple(understood), outcome.lines, command, data)


def save_map(path: Path, text: str, overwrite: bool) -> None:
    """Write a suggested map to a new file."""
    if path.exists() and not overwrite:
        raise ImportFault(f"{path} is there already", "name another file, or write --overwrite to replace it")
    ledger.replace(path, text)
