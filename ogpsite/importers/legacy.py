"""Old binary workbooks (xls) and binary parts (xlsb): passwords and the reach of a sheet, before they are opened."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator

from ogpsite.importers.cells import letters
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.unpacked import MOST_CELLS, chunks

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFFA
"""Sector numbers from here on are marks: free, end of chain, tables."""
FILEPASS, BEGINNING = 0x2F, 0x0809
CELLS = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})
"""Records that hold a filled cell: formula, numbers, texts, booleans (Microsoft, [MS-XLS] 2.3)."""


def refuse_unreadable(file: str, raw: bytes) -> None:
    """Refuse what python-calamine could not read, or only with too much memory: passwords, far cells …"""
    names = dict(streams(file, raw))
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        raise ImportFault(f"{file} is protected by a password", "save a copy without the password")
    book = names.get("Workbook", names.get("Book"))
    if book is None:
        what = "a Word document" if "WordDocument" in names else "no workbook"
        raise ImportFault(f"{file} is {what}, though its name says so", "save the table as .xlsx or .csv")
    biff(file, content(file, raw, *book))


def streams(file: str, raw: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """The streams of a compound file: name, first sector and size ([MS-CFB] 2.6)."""
    size, table, first = header(file, raw)
    for entry in pieces(b"".join(chain(file, raw, first, size, table)), 128):
        length = struct.unpack_from("<H", entry, 64)[0]
        if len(entry) == 128 and entry[66] in (2, 5):
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            start, bytes_ = struct.unpack_from("<IQ", entry, 116)
            yield ("/root" if entry[66] == 5 else name), (start, bytes_ & 0xFFFFFFFF)


def header(file: str, raw: bytes) -> tuple[int, list[int], int]:
    """Size of a sector, the table of sectors, and where the directory begins."""
    if len(raw) < 512:
        raise damaged(file)
    size = 1 << min(struct.unpack_from("<H", raw, 30)[0], 16)
    first, more = struct.unpack_from("<I", raw, 48)[0], struct.unpack_from("<I", raw, 68)[0]
    parts = [number for number in struct.unpack_from("<109I", raw, 76) if number < END]
    seen = 0
    while more < END and seen < len(raw) // size + 1:
        numbers = struct.unpack(f"<{size // 4}I", sector(file, raw, more, size))
        parts += [number for number in numbers[:-1] if number < END]
        more, seen = numbers[-1], seen + 1
    table: list[int] = []
    for number in parts:
        table += struct.unpack(f"<{size // 4}I", sector(file, raw, number, size))
    return size, table, first


def sector(file: str, raw: bytes, number: int, size: int) -> bytes:
    """One sector."""
    found = raw[(number + 1) * size : (number + 2) * size]
    if len(found) < size:
        found += bytes(size - len(found)) if found else b""
    if not found:
        raise damaged(file)
    return found


def chain(file: str, raw: bytes, first: int, size: int, table: list[int]) -> Iterator[bytes]:
    """The sectors of a stream, in order; a chain that bites its tail is a fault."""
    number, left = first, len(table) + 1
    while number < END:
        if number >= len(table) or not left:
            raise damaged(file)
        yield sector(file, raw, number, size)
        number, left = table[number], left - 1


def content(file: str, raw: bytes, start: int, length: int) -> bytes:
    """A stream's bytes; short ones lie in the stream of the root, in sectors of 64 bytes."""
    size, table, _ = header(file, raw)
    if length >= struct.unpack_from("<I", raw, 56)[0]:
        return b"".join(chain(file, raw, start, size, table))[:length]
    small = b"".join(chain(file, raw, struct.unpack_from("<I", raw, 60)[0], size, table))
    numbers = list(struct.unpack(f"<{len(small) // 4}I", small))
    root = next((where for name, where in streams(file, raw) if name == "/root"), (END, 0))
    whole = b"".join(chain(file, raw, root[0], size, table))
    return b"".join(chain(file, bytes(64) + whole, start, 64, numbers))[:length]


def pieces(raw: bytes, size: int) -> Iterator[bytes]:
    """Pieces of one size."""
    return (raw[at : at + size] for at in range(0, len(raw) - size + 1, size))


def damaged(file: str) -> ImportFault:
    """What is said of a file that is cut short or not what it claims to be."""
    return ImportFault(
        f"{file} cannot be read as a workbook: it is damaged or cut short",
        "open it in a spreadsheet program and save it again as .xlsx or .ods",
    )


def biff(file: str, stream: bytes) -> None:
    """Refuse a stream of records that is encrypted, or whose cells reach too far."""
    at = row = column = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == FILEPASS:
            raise ImportFault(f"{file} is protected by a password", "save a copy without the password")
        if kind == BEGINNING:
            row = column = 0
        elif kind in CELLS and length >= 4:
            here, there = struct.unpack_from("<HH", stream, at + 4)
            row, column = max(row, here + 1), max(column, there + 1)
            refuse_far(file, "a sheet", row, column)
        at += 4 + length


def refuse_far(file: str, sheet: str, row: int, column: int) -> None:
    """Refuse a sheet with more cells than any table has."""
    if row * column > MOST_CELLS:
        raise ImportFault(
            f"{file}: {sheet} reaches to row {row:,}, column {letters(column - 1)}: more than {MOST_CELLS:,} cells",
            "delete the stray cells far below or far to the right of the table, or divide the sheet",
        )


def refuse_far_binary(file: str, parts: zipfile.ZipFile) -> None:
    """The same for the sheets of an xlsb file ([MS-XLSB] 2.1.4): row records (0) and cell records (1 to 11)."""
    for name in parts.namelist():
        if not (name.startswith("xl/worksheets/") and name.endswith(".bin")):
            continue
        row = column = last = 0
        for kind, start in binary(b"".join(chunks(file, parts, name))):
            if kind == 0:
                last = int.from_bytes(start[:4], "little")
            elif kind <= 11:
                row, column = max(row, last + 1), max(column, int.from_bytes(start[:4], "little") + 1)
                refuse_far(file, name, row, column)


def binary(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a binary part: kind and the first bytes."""
    at = 0
    while at < len(raw):
        kind, at = varied(raw, at, 2)
        length, at = varied(raw, at, 4)
        yield kind, raw[at : at + 4]
        at += length


def varied(raw: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of one to four bytes, seven bits each, and where the next one begins."""
    value = 0
    for shift in range(most):
        byte = raw[at] if at < len(raw) else 0
        at += 1
        value |= (byte & 0x7F) << (7 * shift)
        if not byte & 0x80:
            break
    return value, at
