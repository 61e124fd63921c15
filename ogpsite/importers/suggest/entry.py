"""An entry of the map that is suggested: a table of a region, with its columns as the map will write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from ogpsite.importers import pieces
from ogpsite.importers.atlas import Column, fold
from ogpsite.importers.suggest.regions import Col, Region
from ogpsite.importers.suggest.roles import Part
from ogpsite.nouns import dataclass

Spec = str | dict[str, object]


@dataclass
class Entry:
    """One entry of `tables:`. `columns` by field; `rest` are the other keys; `guesses` are for a person to look at.

    `items`: the column whose cells hold lists of the records.
    """

    name: str
    record: str
    region: Region
    columns: dict[str, Spec] = field(default_factory=dict)
    rest: dict[str, object] = field(default_factory=dict)
    guesses: list[str] = field(default_factory=list)
    used: list[Col] = field(default_factory=list)
    items: Col | None = None

    def col_periods(self) -> set[str]:
        """The periods that the headings of its columns name."""
        return {col.meaning.period for col in self.used if col.meaning.period}

    def put(self, name: str, part: Part | None, **options: object) -> None:
        """Give a field its column, unless it has one."""
        if part is not None and name not in self.columns:
            self.columns[name] = spec(part, **options)
            self.used += [part.col, *(col for _, col in part.others), *part.below]


def spec(part: Part, **options: object) -> Spec:
    """A column as the map writes it."""
    given = {key: value for key, value in options.items() if value not in ("", None, False, {})}
    names: Spec = part.col.name
    if part.others:
        names = {part.language: part.col.name, **{language: col.name for language, col in part.others}}
    if part.below:
        given["with"] = [col.name for col in part.below]
    return {"column": names, **given} if given else names


def cut(text: str, options: dict[str, object]) -> str:
    """The part of a cell that a column with these options takes."""
    from ogpsite.importers.cells import Cell

    words = {name: str(options.get(name, "")) for name in ("before", "before_last", "after", "take")}
    return pieces.cut(Cell(text, ""), Column("", {}, **words)).text  # type: ignore[arg-type]


def separator(cells: Sequence[str], short: bool = False) -> str | list[str]:
    """What separates several values in the cells of one column; empty where nothing does.

    A comma counts only where the pieces stand alone elsewhere, or are short names: it also stands inside names.
    """
    whole = {fold(text) for text in cells}
    marks = [mark for mark, words in (("\n", "newline"), (";", ";"), ("|", "|")) if any(mark in c for c in cells)]
    named = {"\n": "newline", ";": ";", "|": "|"}
    found = [named[mark] for mark in marks]
    for mark in (" / ", ","):
        split = [text for text in cells if mark in text]
        parts = [fold(part) for text in split for part in text.split(mark) if part.strip()]
        alone = [part for part in parts if part in whole]
        brief = [part for part in parts if len(part) <= (40 if short else 12)]
        if split and (len(alone) * 2 >= len(parts) or len(brief) == len(parts)):
            found.append(mark)
    return found if len(found) > 1 else found[0] if found else ""
