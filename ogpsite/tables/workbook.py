"""All tables as one workbook (XLSX) for spreadsheets; the only user of xlsxwriter, which may be missing."""

from __future__ import annotations

import datetime
import importlib.util
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from ogpsite.memory.readings import imprint
from ogpsite.memory.shelves import Shelf, digest
from ogpsite.model.facts import Edition
from ogpsite.tables import TABLES, Rows, columns_of
from ogpsite.tables.cells import SEPARATOR, plain
from ogpsite.tables.nouns import Column, Value
from ogpsite.tables.zipped import Packed, zipped

LONGEST = 32_767  # characters that a cell may hold
WIDTHS = {"date": 12, "integer": 10, "number": 10, "boolean": 8}
FIRST = 1900  # spreadsheets know no day before
Say = Callable[[str], str]


def is_possible() -> bool:
    """Whether the library is here: pip install 'ogpsite[spreadsheets]'."""
    return importlib.util.find_spec("xlsxwriter") is not None


def written(edition: Edition, rows: Mapping[str, Rows], say: Say, made_on: datetime.date, shelf: Shelf) -> bytes:
    """The workbook: a sheet that explains every column, and one for each table. The same bytes for the same tables.

    Each table's sheet holds its own words, so that it depends on its rows alone, and is kept on the shelf by them.
    """
    parts = frame(edition, rows, say, made_on)
    packed = {name: Packed.of(data) for name, data in parts.items() if not name.startswith(SHEETS)}
    packed[f"{SHEETS}1.xml"] = Packed.of(parts[f"{SHEETS}1.xml"])
    for number, table in enumerate(TABLES, 2):
        columns = columns_of(table, edition.site)
        key = digest(table.name, repr([(one.name, one.type) for one in columns]), imprint(rows[table.name]).hex())
        kept = shelf.remembered(key, partial(sheet, table.name, columns, rows[table.name]))
        packed[f"{SHEETS}{number}.xml"] = Packed(*kept)
    return zipped({name: packed[name] for name in parts})


def opened() -> tuple[Any, io.BytesIO, Any, Any]:
    """An empty workbook, where it will be written, and the looks of headings and of days."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": False})
    return book, out, head, book.add_format({"num_format": "yyyy-mm-dd"})


def frame(edition: Edition, rows: Mapping[str, Rows], say: Say, made_on: datetime.date) -> dict[str, bytes]:
    """The parts of the whole workbook; the sheets of the tables are as large as they will be, but blank."""
    book, out, head, day = opened()
    settings = edition.site.settings
    title = settings.title.best(*edition.site.languages)[1]
    moment = datetime.datetime(made_on.year, made_on.month, made_on.day, 12)
    book.set_properties({"title": title, "author": "", "comments": settings.url, "created": moment})
    explain(book.add_worksheet("columns"), edition, head, say)
    for table in TABLES:
        blank = book.add_worksheet(table.name)
        blank.write_blank(0, 0, None, head)
        blank.write_blank(0, 1, None, day)  # the looks are numbered as they are met: as in each sheet
        filtered(blank, rows[table.name], len(columns_of(table, edition.site)))
    book.close()
    return parts_of(out)


def sheet(name: str, columns: Sequence[Column], rows: Rows) -> tuple[bytes, int, int]:
    """The sheet of a table, packed: made in a workbook of its own, behind another sheet, as it will lie."""
    book, out, head, day = opened()
    book.add_worksheet("columns")
    fill(book.add_worksheet(name), columns, rows, head, day)
    book.close()
    parts = parts_of(out)
    words = WORDS.findall(parts["xl/sharedStrings.xml"])
    inline = SHARED.sub(lambda found: b't="inlineStr"><is>' + words[int(found[1])] + b"</is>", parts[f"{SHEETS}2.xml"])
    made = Packed.of(inline)
    return made.data, made.check, made.size


SHEETS = "xl/worksheets/sheet"
WORDS = re.compile(rb"<si>(.*?)</si>", re.DOTALL)
SHARED = re.compile(rb't="s"><v>(\d+)</v>')


def parts_of(out: io.BytesIO) -> dict[str, bytes]:
    with zipfile.ZipFile(out) as book:
        return {name: book.read(name) for name in book.namelist()}


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
    filtered(sheet, rows, len(columns))


def filtered(sheet: Any, rows: Rows, width: int) -> None:
    """Lets readers filter a sheet by its columns."""
    if rows:
        sheet.autofilter(0, 0, len(rows), width - 1)


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
