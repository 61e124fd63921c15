"""CSV files → tables: knows their encodings and what separates their columns."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ogpsite.importers.cells import Table, address, cell
from ogpsite.importers.fault import ImportFault

ENDINGS = (".csv", ".tsv", ".txt")
SEPARATORS = (",", ";", "\t")
LONGEST_CELL = 10_000_000


def read(path: Path) -> Table:
    """The one table of a CSV file, named as the file is."""
    text, remarks = decoded(path)
    if not text.strip():
        raise ImportFault(f"{path.name} is empty", "export the sheet again")
    separator, text = separator_of(text)
    rows = tuple(
        tuple(cell(value, address(path.stem, number, column)) for column, value in enumerate(row))
        for number, row in enumerate(records(path.name, text, separator))
    )
    return Table(path.stem, path.name, rows, remarks)


def decoded(path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of the file: UTF-8, else UTF-16, else the Western code page of Windows, which is then remarked."""
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise ImportFault(f"{path.name} cannot be read: {fault.strerror}", "may you read it?") from None
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ImportFault(f"{path.name} is a workbook, though its name says text", "rename it to .xlsx, .xls or .ods")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw[:200]:
        return sixteen(path.name, raw)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252"), (
            "not UTF-8; read as Windows-1252. Look at its accents, or save it as “CSV UTF-8”",
        )
    except UnicodeDecodeError as fault:
        raise ImportFault(
            f"{path.name} is neither UTF-8, UTF-16 nor Windows-1252 (byte {fault.start + 1})",
            "save it as “CSV UTF-8”",
        ) from None


def sixteen(name: str, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """UTF-16, with or without its mark."""
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    codec = "utf-16" if marked else "utf-16-le" if raw[1:2] == b"\x00" else "utf-16-be"
    try:
        return raw.decode(codec), ("read as UTF-16",)
    except UnicodeDecodeError:
        raise ImportFault(f"{name} is not a text file", "export the sheet again as “CSV UTF-8”") from None


def separator_of(text: str) -> tuple[str, str]:
    """What separates the columns, and the text without the line `sep=;` that some programs put first."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.rstrip("\r\n")) == 5:
        return first[4], rest
    return max(SEPARATORS, key=lambda separator: columns_by(text, separator)), text


def columns_by(text: str, separator: str) -> int:
    """How many columns the first row has if `separator` separates them."""
    try:
        return len(next(csv.reader(io.StringIO(text), delimiter=separator), ()))
    except csv.Error:
        return 0


def records(name: str, text: str, separator: str) -> list[list[str]]:
    """The rows; a quotation mark that never ends is a fault, because it would swallow the rest of the table."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as fault:
        raise ImportFault(
            f"{name}, row {len(rows) + 1} (near line {reader.line_num}): {fault}",
            "look for a quotation mark that is not doubled or not closed",
        ) from None
    return rows
