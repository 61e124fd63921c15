"""The nouns of a foreign table: its cells, each with its text and its address such as `Milestones!F27`."""

from __future__ import annotations

import datetime

from ogpsite.nouns import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. kind: text, number, date or truth, as the file had it; `at` is its address."""

    text: str
    at: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook, or a CSV file: its rows, blank ones included, so that addresses are right."""

    name: str
    file: str
    rows: tuple[tuple[Cell, ...], ...]
    remarks: tuple[str, ...] = ()


def address(sheet: str, row: int, column: int) -> str:
    """The address of a cell; row and column count from 0."""
    return f"{sheet}!{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell(value: object, at: str) -> Cell:
    """A cell from a value as a reader gives it: a text stays as it is, the rest gets its plain form."""
    match value:
        case None:
            return Cell("", at)
        case bool():
            return Cell("yes" if value else "no", at, "truth")
        case float() | int():
            return Cell(number(value), at, "number")
        case datetime.datetime():
            return Cell(moment(value), at, "date")
        case datetime.date():
            return Cell(value.isoformat(), at, "date")
        case _:
            return Cell(lines(str(value)), at)


def number(value: float) -> str:
    """A number as people write it: 5 and not 5.0."""
    return str(int(value)) if value == value and abs(value) < 1e15 and value == int(value) else repr(value)


def moment(value: datetime.datetime) -> str:
    """A day, with the time of day only where there is one."""
    return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")


def lines(text: str) -> str:
    """The text with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
