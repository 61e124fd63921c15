"""The lines of a sheet as a workbook holds them (SpreadsheetML, ECMA-376 part 1, 18.3.1), written quickly.

As xlsxwriter writes them, with which the tests compare it: to open that, and to give it every cell, took a tenth of a
build after one changed sentence. A text stands in its cell (`inlineStr`), so that a sheet depends on its rows alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from ogpsite.model.blanks import OPENS
from ogpsite.tables.cells import SEPARATOR, plain
from ogpsite.tables.nouns import Column, Value

LONGEST = 32_767  # units of UTF-16 that a cell may hold
HEAD, DAY = 1, 2  # the numbers of the looks of headings and of days in the frame of the workbook
NO_DAY = datetime.date(1899, 12, 31).toordinal()  # days are counted from here
FEBRUARY = 59  # after it, one more: spreadsheets hold 1900 for a leap year
FIRST = 1900  # they know no day before
BLOCK = 16  # lines that say together from which column to which they reach
ESCAPE = re.compile("(_x[0-9a-fA-F]{4}_)")  # would be read as one character
SIGNS = re.compile("[&<>]")


def lines(columns: Sequence[Column], first: int, rows: Sequence[Sequence[Value]]) -> bytes:
    """Some lines of a sheet, `first` being the number of the first from 0; line 0 names the columns.

    A number of days that is left open (`model/blanks.py`) stays so.
    """
    letters = [letters_of(n) for n in range(len(columns))]
    days = [column.type == "date" for column in columns]
    head: list[Sequence[Value]] = [] if first else [[column.name for column in columns]]
    cells = [[text(letters[n], 1, column.name, f' s="{HEAD}"') for n, column in enumerate(columns)] for _ in head]
    for line, row in enumerate(rows, first + len(head) + 1):
        cells.append([cell(*one, line) for one in zip(letters, days, row, strict=True) if not is_empty(one[2])])
    return "".join(put_together([*head, *rows], cells, first)).encode(errors="surrogatepass")


def put_together(rows: Sequence[Sequence[Value]], cells: Sequence[Sequence[str]], first: int) -> Iterator[str]:
    """Each line around its cells, with how far its block of lines reaches. A line without cells is left out."""
    for begin in range(0, len(rows), BLOCK):
        some = rows[begin : begin + BLOCK]
        held = [n for row in some for n, value in enumerate(row) if not is_empty(value)]
        for at, inside in enumerate(cells[begin : begin + BLOCK], first + begin + 1):
            if inside:
                yield f'<row r="{at}" spans="{min(held) + 1}:{max(held) + 1}">{"".join(inside)}</row>'


def is_empty(value: Value) -> bool:
    return value is None or value == ()


def cell(letters: str, is_day: bool, value: Value, line: int) -> str:
    """One cell: numbers and days as such, everything else as text, never as a formula."""
    if isinstance(value, bool):
        return f'<c r="{letters}{line}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{letters}{line}"><v>{value:.16G}</v></c>'
    if isinstance(value, str) and value.startswith(OPENS):
        return f'<c r="{letters}{line}"><v>{value}</v></c>'
    if is_day and isinstance(value, str) and int(value[:4]) >= FIRST:
        count = datetime.date.fromisoformat(value).toordinal() - NO_DAY
        return f'<c r="{letters}{line}" s="{DAY}"><v>{count + (count > FEBRUARY)}</v></c>'
    return text(letters, line, fitting(SEPARATOR.join(value) if isinstance(value, tuple) else str(value)))


def text(letters: str, line: int, words: str, look: str = "") -> str:
    """A cell with a text."""
    if "_x" in words:
        words = ESCAPE.sub(r"_x005F\1", words)
    kept = ' xml:space="preserve"' if words[:1].isspace() or words[-1:].isspace() else ""
    if SIGNS.search(words):
        words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<c r="{letters}{line}"{look} t="inlineStr"><is><t{kept}>{words}</t></is></c>'


def fitting(text: str) -> str:
    """A text that fits in a cell; the whole of a longer one is in the CSV and JSON."""
    found = plain(text)
    if len(found) > LONGEST:
        found = f"{found[: LONGEST - 1]}…"
    if len(found) > LONGEST // 2:  # signs beyond the basic plane, such as emoji, are two units
        found = found.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", "ignore")
    return found


def letters_of(number: int) -> str:
    """The letters of a column, whose number counts from 0: A to Z, AA …"""
    before, last = divmod(number, 26)
    return (letters_of(before - 1) if before else "") + chr(ord("A") + last)
