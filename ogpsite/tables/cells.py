"""How a table is written: cells as text, lines of CSV, and texts that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence

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

BREAK = "\0"  # between texts that are looked at together
BEGINS = re.compile(rf"{BREAK}\s*[=+\-@＝＋－＠]")
NOTHING = {type(None)}
WORDS, NUMBERS = {str, type(None)}, {int, type(None)}


def without(signs: str) -> Callable[[str], bool]:
    """What tells whether none of some signs stands in a text; they are given as they stand within a set of a pattern.

    Where a text holds nothing but ASCII, bytes are counted, which takes a fifth of the time.
    """
    pattern = re.compile(f"[^{signs}]*")
    small = bytes(n for n in range(128) if not pattern.fullmatch(chr(n)))

    def is_free(words: str) -> bool:
        if not words.isascii():
            return pattern.fullmatch(words) is not None
        data = words.encode("ascii")
        return len(data.translate(None, small)) == len(data)

    return is_free


is_clean = without(rf";\t\r{NEVER.replace(BREAK, chr(1))}")


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
    if text.isprintable():  # most titles
        return text
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)


def head(names: Sequence[str], separator: str = ",") -> str:
    """The line with the names of the columns, as they are."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerow(names)
    return out.getvalue()


def written(columns: Sequence[Sequence[Value]]) -> str:
    """Columns as lines of CSV for machines (RFC 4180): commas, CRLF."""
    return lines(columns, ",", False)


def for_spreadsheets(columns: Sequence[Sequence[Value]]) -> str:
    """Columns for spreadsheets where the comma is the decimal sign: with semicolons."""
    return lines(columns, ";", True)


def lines(columns: Sequence[Sequence[Value]], separator: str, comma: bool) -> str:
    """Lines of CSV; the cells are made column by column."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows(zip(*[cleaned(one, comma) for one in columns], strict=True))
    return out.getvalue()


def cleaned(values: Sequence[Value], comma: bool) -> Sequence[str]:
    """The cells of a column."""
    kinds = set(map(type, values))
    if kinds == NOTHING:
        return [""] * len(values)
    if kinds <= NUMBERS:
        return ["" if one is None else str(one) for one in values]
    if not kinds <= WORDS:
        return [cell(one, comma) for one in values]
    words = [one if type(one) is str else "" for one in values]
    return words if are_harmless(words) else [*map(harmless, words)]


def are_harmless(words: Sequence[str]) -> bool:
    """Whether nothing in some texts is to be changed, told by a glance at all at once."""
    joined = BREAK.join(("", *words))
    return joined.count(BREAK) == len(words) and is_clean(joined) and not BEGINS.search(joined)
