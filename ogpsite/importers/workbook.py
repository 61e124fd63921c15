"""Workbooks (xlsx, xlsm, xlsb, xls, ods) → tables; the only user of python-calamine."""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ogpsite.importers import legacy, unpacked
from ogpsite.importers.cells import Cell, Table, address, cell
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.unpacked import Area, Seen

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
MOST_FILE_BYTES = 60_000_000
ALIKE = {".xlsm": ".xlsx"}
FIRST_REAL_DAY = datetime.date(1900, 3, 1)
"""Spreadsheets count 29 February 1900, a day that never was; before this day their numbers are no days to rely on."""


def read(path: Path) -> tuple[Table, ...]:
    """Every sheet of a workbook, in its order, with the results of formulas."""
    raw = whole(path)
    kind, seen, remarks = looked_at(path.name, raw)
    ending = path.suffix.lower()
    if kind != ALIKE.get(ending, ending):
        remarks = (*remarks, f"its name ends in {ending}, but it is a {kind[1:]} workbook; read as that")
    try:
        import python_calamine as calamine
    except ImportError:
        raise ImportFault(
            f"{path.name}: reading workbooks needs the package python-calamine, which is not installed",
            "pip install python-calamine, or save the sheets as CSV",
        ) from None
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
            found = tuple(sheet(name, path.name, book, seen) for name in book.sheet_names)
            return (replace(found[0], remarks=(*remarks, *found[0].remarks)), *found[1:]) if found else ()
    except calamine.PasswordError:
        raise ImportFault(f"{path.name} is protected by a password", "save a copy without the password") from None
    except (calamine.CalamineError, OSError) as fault:
        raise ImportFault(
            f"{path.name} cannot be read as a workbook: {str(fault).strip() or type(fault).__name__}",
            "open it in a spreadsheet program and save it again as .xlsx or .ods; it may be cut short or misnamed",
        ) from None


def whole(path: Path) -> bytes:
    """The file's bytes, where they are not too many."""
    try:
        size = path.stat().st_size
        if size > MOST_FILE_BYTES:
            raise ImportFault(
                f"{path.name} has {size // 1_000_000} MB; more than {MOST_FILE_BYTES // 1_000_000} MB is not read",
                "take the pictures out, or divide it",
            )
        return path.read_bytes()
    except OSError as fault:
        raise ImportFault(f"{path.name} cannot be read: {fault.strerror}", "may you read it?") from None


def looked_at(file: str, raw: bytes) -> tuple[str, Mapping[str, Seen], tuple[str, ...]]:
    """What the file really is, what its sheets hold, and remarks; refuses what is hostile, locked or no workbook."""
    if raw.startswith(legacy.SIGNATURE):
        legacy.refuse_unreadable(file, raw)
        return ".xls", {}, ()
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        raise ImportFault(f"{file} cannot be read as a workbook: {what_else(raw)}", hint_for(raw))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            seen = unpacked.scan(file, parts)
            if "xl/workbook.bin" in parts.namelist():
                legacy.refuse_far_binary(file, parts)
            return zipped(file, parts), seen, macros(parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
        raise ImportFault(f"{file} is damaged: {fault}", "open it in a spreadsheet program and save it again") from None


def zipped(file: str, parts: zipfile.ZipFile) -> str:
    """Which kind of workbook an archive is."""
    names = set(parts.namelist())
    for part, kind in (("xl/workbook.xml", ".xlsx"), ("xl/workbook.bin", ".xlsb"), ("content.xml", ".ods")):
        if part in names:
            return kind
    what = "a Word document" if "word/document.xml" in names else "an archive without a workbook in it"
    raise ImportFault(f"{file} cannot be read as a workbook: it is {what}", "save the table as .xlsx, .ods or .csv")


def macros(parts: zipfile.ZipFile) -> tuple[str, ...]:
    """A remark where there are macros."""
    found = any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in parts.namelist())
    return ("holds macros; they were not run, only the cells were read",) if found else ()


def what_else(raw: bytes) -> str:
    """What a file is that is no workbook."""
    start = raw[:400].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if raw.startswith(b"PK"):
        return "it is damaged or cut short"
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        return "it is a web page (HTML) under a workbook's name"
    if raw.startswith(b"%PDF"):
        return "it is a PDF"
    return "it is something else, perhaps a text file" if b"\x00" not in raw[:400] else "it is something else"


def hint_for(raw: bytes) -> str:
    """What to do about it."""
    if what_else(raw).endswith("text file"):
        return "if it is a table as text, rename it to .csv"
    return "open it in a spreadsheet program and save it again as .xlsx or .ods"


def sheet(name: str, file: str, book: object, seen: Mapping[str, Seen]) -> Table:
    """One sheet; rows and columns before the first filled cell are kept, so that addresses are right."""
    found = book.get_sheet_by_name(name)  # type: ignore[attr-defined]
    scanned = seen.get(name)
    merged = scanned.merged if scanned else areas(found.merged_cell_ranges)
    remarks = list(scanned.remarks if scanned else ())
    rows = [list(made(name, number, row, remarks)) for number, row in enumerate(rows_of(found))]
    if filled := fill(rows, merged):
        remarks.append(f"{name}: {filled} merged cells; each row that they span has their value")
    return Table(name, file, tuple(tuple(row) for row in rows), tuple(remarks))


def rows_of(found: object) -> Sequence[Sequence[object]]:
    """The values of a sheet's rows."""
    return found.to_python(skip_empty_area=False)  # type: ignore[attr-defined, no-any-return]


def made(name: str, number: int, row: Sequence[object], remarks: list[str]) -> Iterator[Cell]:
    """The cells of one row up to the last filled one; a day before March 1900 is remarked, for none is meant."""
    width = max((column + 1 for column, value in enumerate(row) if value not in ("", None)), default=0)
    for column, value in enumerate(row[:width]):
        at = address(name, number, column)
        if isinstance(value, datetime.date) and not day_of(value) >= FIRST_REAL_DAY:
            remarks.append(
                f"{at}: a date at the beginning of 1900 (29 February 1900 never was): probably a number or a slip"
            )
        yield cell(value, at)


def day_of(value: datetime.date) -> datetime.date:
    """The day of a moment."""
    return value.date() if isinstance(value, datetime.datetime) else value


def areas(ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]] | None) -> list[Area]:
    """Merged areas of several rows: first row, last row, column."""
    return [(top, bottom, left) for (top, left), (bottom, _) in ranges or () if bottom > top]


def fill(rows: list[list[Cell]], merged: Sequence[Area]) -> int:
    """Give every row that a merged cell spans its value, as people see it; how many areas there were."""
    filled = 0
    for top, bottom, column in merged:
        if top >= len(rows) or column >= len(rows[top]) or not rows[top][column].text.strip():
            continue
        source = rows[top][column]
        for number in range(top + 1, min(bottom + 1, len(rows))):
            row = rows[number]
            sheet_name = source.at.rpartition("!")[0]
            row.extend(Cell("", address(sheet_name, number, place)) for place in range(len(row), column + 1))
            if not row[column].text.strip():
                row[column] = Cell(source.text, row[column].at, source.kind)
        filled += 1
    return filled
