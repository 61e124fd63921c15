"""All tables as one workbook (XLSX) for spreadsheets; the only user of xlsxwriter, which may be missing."""

from __future__ import annotations

import datetime
import importlib.util
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ogpsite.model.facts import Edition
from ogpsite.tables import TABLES, Rows, columns_of
from ogpsite.tables.cells import SEPARATOR, plain
from ogpsite.tables.nouns import Column, Value

LONGEST = 32_767  # characters that a cell may hold
WIDTHS = {"date": 12, "integer": 10, "number": 10, "boolean": 8}
FIRST = 1900  # spreadsheets know no day before
Say = Callable[[str], str]


def is_possible() -> bool:
    """Whether the library is here: pip install 'ogpsite[spreadsheets]'."""
    return importlib.util.find_spec("xlsxwriter") is not None


def written(edition: Edition, rows: Mapping[str, Rows], say: Say, made_on: datetime.date) -> bytes:
    """The workbook: a sheet that explains every column, and one for each table. The same bytes for the same tables."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    settings = edition.site.settings
    title = settings.title.best(*edition.site.languages)[1]
    moment = datetime.datetime(made_on.year, made_on.month, made_on.day, 12)
    book.set_properties({"title": title, "author": "", "comments": settings.url, "created": moment})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    explain(book.add_worksheet("columns"), edition, head, say)
    for table in TABLES:
        fill(book.add_worksheet(table.name), columns_of(table, edition.site), rows[table.name], head, day)
    book.close()
    return as_on_unix(out)


def as_on_unix(packed: io.BytesIO) -> bytes:
    """The same file without the mark of the system on which it was packed: the same bytes on every system."""
    again = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            new.writestr(entry, old.read(name))
    return again.getvalue()


def explain(sheet: Any, edition: Edition, head: Any, say: Say) -> None:
    """The sheet that says what each column means."""
    lines = [
        (table.name, say(table.title), column.name, column.type, say(column.what), unit(column, say))
        for table in TABLES
        for column in columns_of(table, edition.site)
    ]
    names = ("table", "title", "column", "type", "meaning", "unit")
    for place, line in enumerate((names, *lines)):
        for n, text in enumerate(line):
            sheet.write_string(place, n, plain(text), head if place == 0 else None)
    sheet.set_column(0, 3, 22)
    sheet.set_column(4, 4, 80)
    sheet.freeze_panes(1, 0)


def unit(column: Column, say: Say) -> str:
    return say(column.unit) if column.unit not in ("", "%") else column.unit


def fill(sheet: Any, columns: Sequence[Column], rows: Rows, head: Any, day: Any) -> None:
    """The sheet of a table."""
    for n, column in enumerate(columns):
        sheet.write_string(0, n, column.name, head)
        sheet.set_column(n, n, WIDTHS.get(column.type, 24))
    for place, row in enumerate(rows, 1):
        for n, (column, value) in enumerate(zip(columns, row, strict=True)):
            put(sheet, place, n, column, value, day)
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def put(sheet: Any, place: int, n: int, column: Column, value: Value, day: Any) -> None:
    """One cell: numbers and days as such, everything else as text, never as a formula."""
    if value is None or value == ():
        return
    if isinstance(value, bool):
        sheet.write_boolean(place, n, value)
    elif isinstance(value, int | float):
        sheet.write_number(place, n, value)
    elif column.type == "date" and isinstance(value, str) and int(value[:4]) >= FIRST:
        sheet.write_datetime(place, n, datetime.datetime.fromisoformat(value), day)
    else:
        sheet.write_string(place, n, fitting(SEPARATOR.join(value) if isinstance(value, tuple) else str(value)))


def fitting(text: str) -> str:
    """A text that fits in a cell; the whole of a longer one is in the CSV and JSON."""
    text = plain(text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
