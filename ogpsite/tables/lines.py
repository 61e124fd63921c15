"""The lines of a sheet as a workbook holds them (SpreadsheetML, ECMA-376 part 1, 18.3.1), written quickly.

As xlsxwriter writes them, with which the tests compare it: to open that, and to give it every cell, took a tenth of a
build after one changed sentence. A text stands in its cell (`inlineStr`), so that a sheet depends on its rows alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from ogpsite.model.blanks import OPENS
from ogpsite.tables.cells import NEVER, SEPARATOR, plain, without
from ogpsite.tables.nouns import Column

LONGEST = 32_767  # units of UTF-16 that a cell may hold
HEAD, DAY = 1, 2  # the numbers of the looks of headings and of days in the frame of the workbook
NO_DAY = datetime.date(1899, 12, 31).toordinal()  # days are counted from here
FEBRUARY = 59  # after it, one more: spreadsheets hold 1900 for a leap year
FIRST = 1900  # they know no day before
FIRST_DAY, BEHIND_DAYS = "1900", ":"  # what stands before and behind all days that are written
BLOCK = 16  # lines that say together from which column to which they reach
ESCAPE = re.compile("(_x[0-9a-fA-F]{4}_)")  # would be read as one character
SIGNS = re.compile("[&<>]")
ODD = f"&<>_\r{OPENS}{NEVER}"
is_clean = without(ODD.replace("_", ""))
NOTHING, NUMBERS, WORDS = {type(None)}, {int}, {str, type(None)}
LISTS = frozenset({tuple, list})
SIMPLE = re.compile(rf"[^\s{ODD}](?:[^{ODD}]*[^\s{ODD}])?")  # most texts stand in their cell as they are


def lines(columns: Sequence[Column], first: int, rows: Sequence[Sequence[Any]]) -> bytes:
    """Some lines of a sheet, `first` being the number of the first from 0; line 0 names the columns.

    A number of days that is left open (`model/blanks.py`) stays so.
    """
    letters = [letters_of(n) for n in range(len(columns))]
    head = [text(letters[n], 1, column.name, f' s="{HEAD}"') for n, column in enumerate(columns)]
    cells = [] if first else [tuple(head)]
    begin = first + len(cells) + 1
    held = zip(letters, columns, zip(*rows, strict=True), strict=True) if rows else ()
    made = [of_column(sign, column.type == "date", values, begin) for sign, column, values in held]
    cells += zip(*made, strict=True)
    return "".join(put_together(cells, first)).encode(errors="surrogatepass")


def put_together(cells: Sequence[Sequence[str]], first: int) -> Iterator[str]:
    """Each line around its cells, with how far its block of lines reaches. A line without cells is left out."""
    for begin in range(0, len(cells), BLOCK):
        some = cells[begin : begin + BLOCK]
        held = [n for n, column in enumerate(zip(*some, strict=True), 1) if any(column)]
        for at, row in enumerate(some, first + begin + 1):
            if inside := "".join(row):
                yield f'<row r="{at}" spans="{held[0]}:{held[-1]}">{inside}</row>'


def of_column(letters: str, is_day: bool, values: Sequence[Any], first: int) -> list[str]:
    """The cells of a column from the line `first` on; "" where there is none."""
    kinds = set(map(type, values))
    if not kinds.isdisjoint(LISTS):
        values = [(SEPARATOR.join(one) if one else None) if type(one) in LISTS else one for one in values]
        kinds = set(map(type, values))
    if kinds == NOTHING:
        return [""] * len(values)
    begin = f'<c r="{letters}'
    held = [one for one in values if one]
    if is_day and kinds <= WORDS and held and min(held) >= FIRST_DAY and max(held) < BEHIND_DAYS:
        return [
            f'{begin}{line}" s="{DAY}"><v>{number_of(value)}</v></c>' if value else ""
            for line, value in enumerate(values, first)
        ]
    if kinds <= WORDS and not is_day and are_simple(held):
        return [
            "" if value is None else f'{begin}{line}" t="inlineStr"><is><t>{value}</t></is></c>'
            for line, value in enumerate(values, first)
        ]
    if kinds == NUMBERS:
        return [f'{begin}{line}"><v>{value:.16G}</v></c>' for line, value in enumerate(values, first)]
    return ["" if value is None else cell(letters, is_day, value, line) for line, value in enumerate(values, first)]


def are_simple(words: list[str]) -> bool:
    """Whether texts stand in their cells as they are, told by a glance at all at once."""
    whole = "".join(words)
    return (
        is_clean(whole)
        and "_x" not in whole
        and [*map(str.strip, words)] == words
        and max(map(len, words), default=0) < LONGEST // 2
    )


def cell(letters: str, is_day: bool, value: Any, line: int) -> str:
    """One cell: numbers and days as such, everything else as text, never as a formula."""
    if type(value) is str and not is_day and len(value) < LONGEST // 2 and SIMPLE.fullmatch(value):
        return f'<c r="{letters}{line}" t="inlineStr"><is><t>{value}</t></is></c>'
    if isinstance(value, bool):
        return f'<c r="{letters}{line}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{letters}{line}"><v>{value:.16G}</v></c>'
    if isinstance(value, str) and value.startswith(OPENS):
        return f'<c r="{letters}{line}"><v>{value}</v></c>'
    if is_day and isinstance(value, str) and int(value[:4]) >= FIRST:
        return f'<c r="{letters}{line}" s="{DAY}"><v>{number_of(value)}</v></c>'
    return text(letters, line, fitting(str(value)))


@lru_cache(maxsize=4096)
def number_of(day: str) -> int:
    """A day as spreadsheets count them."""
    count = datetime.date.fromisoformat(day).toordinal() - NO_DAY
    return count + (count > FEBRUARY)


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
