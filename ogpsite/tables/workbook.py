"""All tables as one workbook (XLSX) for spreadsheets; the only user of xlsxwriter, which may be missing."""

from __future__ import annotations

import datetime
import importlib.util
import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import Any

from ogpsite.memory.beside import always
from ogpsite.memory.shelves import Shelf, digest, packed, unpacked
from ogpsite.model.blanks import leaves_open, said_in
from ogpsite.model.facts import Edition
from ogpsite.model.site import Site
from ogpsite.tables import TABLES, Read, Share, columns_of, lines, shares_of, summed
from ogpsite.tables.nouns import Column, Table
from ogpsite.tables.zipped import Packed, piece, sums, together, zipped
from ogpsite.xmlwords import escape

WIDTHS = {"date": 12, "integer": 10, "number": 10, "boolean": 8}
PIECE = 64  # lines of a sheet that are made together
Say = Callable[[str], str]
Lines = list[tuple[str, ...]]
Todo = tuple[Sequence[Column], int, Read]  # a piece of a sheet: its columns, the number of its first line, its rows
Framed = tuple[list[str], dict[str, tuple[bytes, int, int]], dict[str, tuple[bytes, bytes]]]


def is_possible() -> bool:
    """Whether the library is here: pip install 'ogpsite[spreadsheets]'."""
    return importlib.util.find_spec("xlsxwriter") is not None


def written(edition: Edition, say: Say, made_on: datetime.date, shelf: Shelf) -> bytes:
    """The workbook: a sheet that explains every column, and one for each table. The same bytes for the same tables.

    Each table's sheet holds its own words, so that it depends on its rows alone; it is made in pieces of some rows, and
    all is kept on the shelf by what it is made from.
    """
    names, frame_of, shells = framed(edition, say, made_on, shelf)
    parts = {name: Packed(*found) for name, found in frame_of.items()}
    sheets = {table.name: Sheet(edition, table, shells[table.name], shelf) for table in TABLES}
    for key, found in ((key, found) for one in sheets.values() for key, found in one.todo.items()):
        data = lines.lines(*found)
        shelf.keep(key, (packed(data),) if leaves_open(data) else tuple(piece(data)))
    for number, table in enumerate(TABLES, 2):
        parts[f"{SHEETS}{number}.xml"] = sheets[table.name].whole()
    return zipped({name: parts[name] for name in names})


class Sheet:
    """The sheet of a table, as far as it is on the shelf; `todo` are the pieces that are to be made, by their keys.

    Of a sheet its check sum and size lie there, and the names of its pieces. A piece that leaves numbers of days open
    lies there as it is, alone in a tuple; others as they stand in the workbook, with check sum and size.
    """

    def __init__(self, edition: Edition, table: Table, shell: Sequence[bytes], shelf: Shelf) -> None:
        self.shell, self.shelf = shell, shelf
        self.day = day = edition.site.day
        columns = columns_of(table, edition.site)
        about = digest(table.name, repr([(one.name, one.type) for one in columns]))
        self.key = digest(SHEETS, about, summed(edition, table.name)[0])
        self.todo: dict[str, Todo] = {}
        self.known = shelf.get(self.key)
        if self.known and any(shelf.get(name) is None for name in self.known[2]):
            self.known = None
        self.names: list[str] = [*self.known[2]] if self.known else []
        held: dict[str, Read] = {}  # of the shares of one piece; most of them go on in the next
        for first, begin, shares in cut(shares_of(edition, table.name)) if self.known is None else ():
            self.names.append(digest(about, f"{first} {begin}", *(one.open_mark(day) for one in shares)))
            if shelf.get(self.names[-1]) is None:
                held = {one.mark: held[one.mark] if one.mark in held else one.open_rows(day) for one in shares}
                rows = [row for one in shares for row in held[one.mark]]
                count = PIECE if first else PIECE - 1
                self.todo[self.names[-1]] = (columns, first, rows[begin : begin + count])

    def whole(self) -> Packed:
        """The sheet, once its pieces are on the shelf."""
        before, after = map(piece, self.shell)
        pieces = [before, *map(self.piece, self.names), after]
        if self.known is None:
            self.known = self.shelf.keep(self.key, (*sums(pieces), tuple(self.names)))
        return Packed(together(pieces), *self.known[:2])

    def piece(self, name: str) -> Packed:
        """A piece as it stands there. What it leaves open is filled in, which is kept for other builds of the day."""
        found = self.shelf.get(name)
        if len(found) == 1:
            day, data = self.day, found[0]
            found = self.shelf.remembered(
                f"{name} {day.toordinal()}", lambda: tuple(piece(said_in(unpacked(data), day)))
            )
        return Packed(*found)


def cut(shares: Sequence[Share]) -> Iterator[tuple[int, int, Sequence[Share]]]:
    """Pieces of a sheet, whose first line names its columns: the number of its first line, and the shares of rows that
    hold its own, with the number of rows before these."""
    ends = list(accumulate(one.size for one in shares))
    for first in range(0, (ends[-1] if ends else 0) + 1, PIECE):
        begin, end = max(0, first - 1), first + PIECE - 1
        at, after = bisect_right(ends, begin), bisect_left(ends, end) + 1
        yield first, begin - (ends[at - 1] if at else 0), shares[at:after]


def opened() -> tuple[Any, io.BytesIO, Any, Any]:
    """An empty workbook, where it will be written, and the looks of headings and of days."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": False})
    return book, out, head, book.add_format({"num_format": "yyyy-mm-dd"})


def framed(edition: Edition, say: Say, made_on: datetime.date, shelf: Shelf) -> Framed:
    """The frame as it lies on the shelf, or made now."""
    settings = edition.site.settings
    title = settings.title.best(*edition.site.languages)[1]
    sizes = [summed(edition, table.name)[1] for table in TABLES]
    about = explained(edition, say)
    key = digest("frame", title, settings.url, made_on.isoformat(), repr(sizes), repr(about))
    return shelf.remembered(key, lambda: frame(form_of(edition.site, sizes, title, made_on), about))


def form_of(site: Site, sizes: Sequence[int], title: str, made_on: datetime.date) -> dict[str, bytes]:
    """The parts of a workbook without lines. They are kept with marks in place of the words, the day and the sizes of a
    site: to open the library takes longer than all else."""
    marked = tuple(size and FIRST + number for number, size in enumerate(sizes))
    kept = always("workbook", f"{site.languages} {marked}", partial(form, site, marked, TITLE, URL, DAY))
    said = {TITLE: escape(title), URL: escape(site.settings.url), DAY.isoformat(): made_on.isoformat()}
    said |= {str(mark + 1): str(size + 1) for mark, size in zip(marked, sizes, strict=True)}
    return {name: MARK.sub(lambda found: said[found[0].decode()].encode(), data) for name, data in kept.items()}


def form(site: Site, sizes: Sequence[int], title: str, address: str, made_on: datetime.date) -> dict[str, bytes]:
    """As `form_of`, by the library."""
    book, out, head, day = opened()
    moment = datetime.datetime(made_on.year, made_on.month, made_on.day, 12)
    book.set_properties({"title": title, "author": "", "comments": address, "created": moment})
    explain(book.add_worksheet("columns"), sum(len(columns_of(table, site)) for table in TABLES), head)
    for table, size in zip(TABLES, sizes, strict=True):
        sheet, columns = book.add_worksheet(table.name), columns_of(table, site)
        sheet.write_blank(0, 0, None, head)
        sheet.write_blank(size, len(columns) - 1, None, day)  # so that it is as large as it will be
        for n, column in enumerate(columns):
            sheet.set_column(n, n, WIDTHS.get(column.type, 24))
        sheet.freeze_panes(1, 1)
        if size:
            sheet.autofilter(0, 0, size, len(columns) - 1)  # lets readers filter it by its columns
    book.close()
    return {name: CELLS.sub(BEGIN + END, data) for name, data in parts_of(out).items()}


def frame(parts: dict[str, bytes], explained: Lines) -> Framed:
    """The names of all parts of the workbook; all parts but the sheets of the tables; of these, what stands before and
    after their rows."""
    shells = {}
    for number, table in enumerate(TABLES, 2):
        before, sign, after = parts[f"{SHEETS}{number}.xml"].partition(BEGIN)
        shells[table.name] = (before + sign, after)
    parts[f"{SHEETS}1.xml"] = parts[f"{SHEETS}1.xml"].replace(BEGIN, BEGIN + lines.lines(MEANING, 0, explained))
    left = [name for name in parts if not name.startswith(SHEETS) or name == f"{SHEETS}1.xml"]
    return list(parts), {name: Packed.of(parts[name])[:] for name in left}, shells


TITLE, URL, DAY = "%title%", "%address%", datetime.date(2000, 1, 1)
FIRST = 8300  # rows of the first table in what is kept; the next one has one more, and so on
MARK = re.compile(rf"{TITLE}|{URL}|{DAY}|(?<=[A-Z$])83\d\d\b".encode())
MEANING = [Column(name, "string", "", str) for name in ("table", "title", "column", "type", "meaning", "unit")]
SHEETS = "xl/worksheets/sheet"
BEGIN, END = b"<sheetData>", b"</sheetData>"
CELLS = re.compile(b"%b.*%b|<sheetData/>" % (BEGIN, END), re.DOTALL)


def parts_of(out: io.BytesIO) -> dict[str, bytes]:
    import zipfile

    with zipfile.ZipFile(out) as book:
        return {name: book.read(name) for name in book.namelist()}


def explained(edition: Edition, say: Say) -> Lines:
    """What each column means, line by line."""
    return [
        (table.name, say(table.title), column.name, column.type, say(column.what), unit(column, say))
        for table in TABLES
        for column in columns_of(table, edition.site)
    ]


def explain(sheet: Any, count: int, head: Any) -> None:
    """The sheet that says what each column means, without its lines."""
    sheet.write_blank(0, 0, None, head)
    sheet.write_blank(count, len(MEANING) - 1, None, head)
    sheet.set_column(0, 3, 22)
    sheet.set_column(4, 4, 80)
    sheet.freeze_panes(1, 0)


def unit(column: Column, say: Say) -> str:
    return say(column.unit) if column.unit not in ("", "%") else column.unit
