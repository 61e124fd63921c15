"""The lines of the workbook's sheets are those that xlsxwriter writes."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpsite.model.blanks import Days, left, said_in
from ogpsite.model.today import Today
from ogpsite.tables import lines, workbook
from ogpsite.tables.nouns import Column, Value

xlsxwriter = pytest.importorskip("xlsxwriter")
COLUMNS = [Column(f"column {n}", ("string", "date", "number")[n % 3], "", lambda line: None) for n in range(30)]
TEXTS = [
    "", " ", "a", " before", "behind\t", "line\nbreak", "line\r\nbreak\n", "\u00a0", "<b> & \"q\" 'a'", "=1+1",
    "_x000D_", "_x0041", "__x0041__", "\x00\x07\x1f\ufffe", "😀", "العربية", "x" * 40_000, "😀" * 20_000,
    "a" + "😀" * 16_383, "a" * 32_766 + "😀",
]  # fmt: skip
DAYS = ["1899-12-31", "1900-01-02", "1900-02-28", "1900-03-01", "2026-11-24", "9999-12-31"]
NUMBERS = [0, 1, -1, 10**15, 10**17, 0.1, 1 / 3, -2.5e-9, 1e300, True, False]
WHOLE: list[list[Value]] = [
    [(TEXTS[(n + at) % 20], DAYS[(n + at) % 6], NUMBERS[n % 11])[at % 3] if (n + at) % 5 else None for at in range(30)]
    for n in range(63)
]


def by_library(columns: Sequence[Column], first: int, rows: Sequence[Sequence[Value]]) -> bytes:
    """The same lines by xlsxwriter; its texts, which stand in a part of their own, put into their cells."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    looks, sheet = book.add_worksheet(), book.add_worksheet()
    looks.write_blank(0, 0, None, head)
    looks.write_blank(0, 1, None, day)
    for n, column in enumerate(columns if first == 0 else ()):
        sheet.write_string(0, n, column.name, head)
    for place, row in enumerate(rows, first or 1):
        for n, (column, value) in enumerate(zip(columns, row, strict=True)):
            if isinstance(value, bool):
                sheet.write_boolean(place, n, value)
            elif isinstance(value, int | float):
                sheet.write_number(place, n, value)
            elif column.type == "date" and isinstance(value, str) and value[:4] >= "1900":
                sheet.write_datetime(place, n, datetime.datetime.fromisoformat(value), day)
            elif value not in (None, ()):
                sheet.write_string(place, n, lines.fitting("|".join(value) if isinstance(value, tuple) else str(value)))
    book.close()
    with zipfile.ZipFile(out) as parts:
        strings = parts.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in parts.namelist() else b""
        words = re.findall(rb"<si>(.*?)</si>", strings, re.DOTALL)
        body = parts.read("xl/worksheets/sheet2.xml").partition(workbook.BEGIN)[2].partition(workbook.END)[0]
    inline = lambda found: b't="inlineStr"><is>' + words[int(found[1])] + b"</is>"  # noqa: E731
    return re.sub(rb't="s"><v>(\d+)</v>', inline, body)


@pytest.mark.parametrize("first", [0, 64, 1_048_512])
def test_every_sort_of_cell(first: int) -> None:
    listed: list[Value] = [("a", "b"), *[None] * 28, ()]
    rows = [listed, *WHOLE][:63]
    assert lines.lines(COLUMNS, first, rows) == by_library(COLUMNS, first, rows)


def test_lines_without_cells_are_left_out() -> None:
    nothing: list[Value] = [None, ()]
    rows: list[list[Value]] = [nothing, [None, "2026-01-01"], *[nothing] * 20, ["a", None]]
    for first in (0, 64):
        assert lines.lines(COLUMNS[:2], first, rows) == by_library(COLUMNS[:2], first, rows)
    assert lines.lines(COLUMNS[:2], 64, []) == by_library(COLUMNS[:2], 64, []) == b""


@given(
    st.lists(st.tuples(st.text(max_size=20), st.none(), st.floats(allow_nan=False, allow_infinity=False)), max_size=20)
)
def test_any_text_and_number(rows: list[tuple[Value, ...]]) -> None:
    safe = [row for row in rows if not str(row[0]).startswith("<r>")]  # xlsxwriter takes it for rich text as it stands
    assert lines.lines(COLUMNS[:3], 64, safe) == by_library(COLUMNS[:3], 64, safe)


SOME = ["a", "ab c", "x", "_", "_x0041_", " b", "b\t", "<", "", "é", "\x07", "\r\n"]
KINDS = st.tuples(
    st.lists(st.text(max_size=9) | st.none(), min_size=1, max_size=20),
    st.lists(st.sampled_from(SOME), min_size=1),
    st.lists(st.integers(-(10**6), 10**6) | st.none(), min_size=1),
    st.lists(st.sampled_from(DAYS[1:]) | st.none(), min_size=1) | st.lists(st.sampled_from(DAYS), min_size=1),
    st.lists(st.lists(st.sampled_from(["a", "b&", "_x0041_"])).map(tuple) | st.just("c"), min_size=1),
)


@given(KINDS)
def test_columns_of_one_kind(columns: tuple[list[Value], ...]) -> None:
    """Most columns hold one kind of value, and are told by a glance at all at once."""
    rows = [row for row in zip(*columns, strict=False) if not str(row[0]).startswith("<r>")]
    about = [COLUMNS[0], COLUMNS[3], COLUMNS[2], COLUMNS[1], COLUMNS[6]]
    assert lines.lines(about, 64, rows) == by_library(about, 64, rows)


def test_the_first_day_that_a_spreadsheet_knows() -> None:
    """Of it xlsxwriter makes a time of no day."""
    assert lines.lines(COLUMNS[:2], 64, [[None, "1900-01-01"]]).endswith(b'<c r="B65" s="2"><v>1</v></c></row>')


def test_a_text_in_the_library_s_own_words_stays_a_text() -> None:
    assert b"&lt;r&gt;&lt;t&gt;x&lt;/t&gt;&lt;/r&gt;" in lines.lines(COLUMNS[:1], 64, [["<r><t>x</t></r>"]])


def test_a_number_of_days_stays_open() -> None:
    day = datetime.date(2026, 11, 24)
    days = left(Days(day - datetime.timedelta(days=12), Today.of(day)))
    found = lines.lines(COLUMNS[:3], 64, [["a", None, days]])
    assert days.encode(errors="surrogatepass") in found
    assert said_in(found, day) == by_library(COLUMNS[:3], 64, [["a", None, 12]])


def test_columns_have_letters() -> None:
    assert [lines.letters_of(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
