"""How a table is written: cells as text, lines of CSV, and texts that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from ogpsite.model.blanks import Days, left
from ogpsite.tables.nouns import Value

SEPARATOR = "|"
# A spreadsheet computes a cell that begins with one of these (fullwidth ones too), whatever blanks stand before it.
# After `;` or a tab as well: a file opened with the other separator begins a new cell there.
FORMULA = re.compile(r"(^|[;\t])(\s*)([=+\-@＝＋－＠])")
# Forbidden in XML, and no use to anybody; without the two signs around what is left open (`model/blanks.py`), which no
# text that was read holds. As they stand within a set of a pattern.
NEVER = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud802-\udfff"
FORBIDDEN = re.compile(f"[{NEVER}]")
HARMLESS = re.compile(rf"(?!\s*[=+\-@＝＋－＠])[^;\t\r{NEVER}]*")  # most cells: nothing in them is to be changed


def cell(value: Value, comma: bool = False) -> str:
    """A value as it stands in a CSV file; `comma` writes decimals as spreadsheets of many languages expect them."""
    if type(value) is str:
        return harmless(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Days):
        return left(value)
    if isinstance(value, int | float):
        return str(value).replace(".", ",") if comma else str(value)
    return harmless(SEPARATOR.join(value) if isinstance(value, tuple) else value)


def harmless(text: str) -> str:
    """A text that no spreadsheet computes: an apostrophe stands before what would begin a formula."""
    if HARMLESS.fullmatch(text):
        return text
    return FORMULA.sub(r"\1\2'\3", plain(text))


def plain(text: str) -> str:
    """A text without control characters, its lines ended by LF."""
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)


def head(names: Sequence[str], separator: str = ",") -> str:
    """The line with the names of the columns, as they are."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerow(names)
    return out.getvalue()


def written(rows: Iterable[Sequence[Value]]) -> str:
    """Rows as lines of CSV for machines (RFC 4180): commas, CRLF."""
    return lines(rows, ",", False)


def for_spreadsheets(rows: Iterable[Sequence[Value]]) -> str:
    """Rows for spreadsheets where the comma is the decimal sign: with semicolons."""
    return lines(rows, ";", True)


def lines(rows: Iterable[Sequence[Value]], separator: str, comma: bool) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows(
        [value if value is None or type(value) is int else cell(value, comma) for value in row] for row in rows
    )  # nothing and whole numbers are written by the writer itself as `cell` says them
    return out.getvalue()
