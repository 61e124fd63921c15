"""Workbooks (xlsx, xlsm, xlsb, xls, ods) → tables; the only user of python-calamine."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

from ogpsite.importers.cells import Table, address, cell
from ogpsite.importers.fault import ImportFault

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
ERROR = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*\bt="e"')
MOST_CELLS = 5_000_000
MOST_BYTES = 500_000_000
FILLED = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)><(?:v|is|f)')


def read(path: Path) -> tuple[Table, ...]:
    """Every sheet of a workbook, in its order, with the results of formulas."""
    remarks = looked_at(path)
    try:
        import python_calamine as calamine
    except ImportError:
        raise ImportFault(
            f"{path.name}: reading workbooks needs the package python-calamine, which is not installed",
            "pip install python-calamine, or save the sheets as CSV",
        ) from None
    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            found = tuple(sheet(name, path.name, book.get_sheet_by_name(name)) for name in book.sheet_names)
            return (replace(found[0], remarks=remarks), *found[1:]) if found else ()
    except calamine.PasswordError:
        raise ImportFault(f"{path.name} is protected by a password", "save a copy without the password") from None
    except (calamine.CalamineError, OSError) as fault:
        raise ImportFault(
            f"{path.name} cannot be read as a workbook: {str(fault).strip() or type(fault).__name__}",
            "open it in a spreadsheet program and save it again as .xlsx or .ods; it may be cut short or misnamed",
        ) from None


def sheet(name: str, file: str, found: object) -> Table:
    """One sheet; rows and columns before the first filled cell are kept, so that addresses are right."""
    rows = found.to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    return Table(
        name,
        file,
        tuple(
            tuple(cell(value, address(name, number, column)) for column, value in enumerate(row))
            for number, row in enumerate(rows)
        ),
    )


def looked_at(path: Path) -> tuple[str, ...]:
    """Remarks on cells that hold errors; refuses files whose unpacking would eat the memory."""
    remarks: list[str] = []
    if not zipfile.is_zipfile(path):
        return ()
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
                raise ImportFault(f"{path.name} unpacks to more than {MOST_BYTES // 1_000_000} MB", "divide it")
            for name in parts.namelist():
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                    xml = parts.read(name)
                    refuse_far_cell(path.name, name, xml)
                    remarks += [
                        f"{name}, cell {found[1].decode()}: an error, read as blank" for found in ERROR.finditer(xml)
                    ]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as fault:
        raise ImportFault(
            f"{path.name} is damaged: {fault}", "open it in a spreadsheet program and save it again"
        ) from None
    return tuple(remarks)


def refuse_far_cell(file: str, part: str, xml: bytes) -> None:
    """Refuse a sheet whose last filled row and column span more cells than any table has."""
    last_row = last_column = 0
    for found in FILLED.finditer(xml):
        last_row = max(last_row, int(found[2]))
        last_column = max(last_column, column_number(found[1].decode()))
    if last_row * last_column > MOST_CELLS:
        raise ImportFault(
            f"{file}: a sheet ({part}) reaches to row {last_row}, column {last_column}: more than {MOST_CELLS:,} cells",
            "delete the stray cell far below or far to the right of the table",
        )


def column_number(name: str) -> int:
    """1 for A, 27 for AA."""
    total = 0
    for letter in name:
        total = total * 26 + ord(letter) - 64
    return total
