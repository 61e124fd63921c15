"""Old binary workbooks of the least bytes: compound files ([MS-CFB]) with records of cells ([MS-XLS])."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SECTOR, SMALL, ENTRY, LONG = 512, 64, 128, 4096
FREE, CHAIN_ENDS, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def filled(raw: bytes, size: int) -> bytes:
    return raw + bytes(-len(raw) % size)


def chained(first: int, length: int) -> list[int]:
    """The numbers of sectors that follow each other."""
    return [*range(first + 1, first + length), CHAIN_ENDS] if length else []


def entry(name: str, kind: int, start: int, length: int, child: int = FREE, right: int = FREE) -> bytes:
    """One entry of the directory: 5 is the root, 2 a stream."""
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, FREE, right, child)
    return (head + bytes(36) + struct.pack("<IQ", start, length)).ljust(ENTRY, b"\0")


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with up to three streams; those below 4,096 bytes lie in the root's own stream."""
    sectors: list[bytes] = [b"", b""]  # the table of sectors, and the directory, are filled in at the end
    table, small_table, small = [TABLE, CHAIN_ENDS], list[int](), b""
    entries = []
    for number, (name, raw) in enumerate(streams.items(), 1):
        right = number + 1 if number < len(streams) else FREE
        if len(raw) >= LONG:
            start, count = len(sectors), -(-len(raw) // SECTOR)
            sectors += [filled(raw, SECTOR)[at : at + SECTOR] for at in range(0, count * SECTOR, SECTOR)]
            table += chained(start, count)
        else:
            start, count = len(small) // SMALL, -(-len(raw) // SMALL)
            small += filled(raw, SMALL)
            small_table += chained(start, count)
        entries.append(entry(name, 2, start, len(raw), right=right))
    whole = filled(small, SECTOR)
    root, count = len(sectors), len(whole) // SECTOR
    sectors += [whole[at : at + SECTOR] for at in range(0, len(whole), SECTOR)]
    table += chained(root, count)
    smalls = len(sectors) if small else CHAIN_ENDS
    if small:
        sectors.append(struct.pack(f"<{len(small_table)}I", *small_table).ljust(SECTOR, b"\xff"))
        table.append(CHAIN_ENDS)
    sectors[0] = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    first = entry("Root Entry", 5, root if small else CHAIN_ENDS, len(whole), child=1 if entries else FREE)
    sectors[1] = filled(first + b"".join(entries), SECTOR)
    head = SIGNATURE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIII", 0, 1, 1, 0, LONG, smalls, 1 if small else 0, CHAIN_ENDS)
    head += struct.pack("<I", 0) + struct.pack("<109I", 0, *[FREE] * 108)
    return head + b"".join(sectors)


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def label(row: int, column: int, text: str) -> bytes:
    """A cell with a text, without the table of shared texts."""
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def number(row: int, column: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def book(*cells: bytes, extra: bytes = b"") -> bytes:
    """The stream of a workbook with one sheet, called Commitments; `extra` are records before its list of sheets."""
    beginning = [record(0x0809, struct.pack("<HHHHII", 0x0600, what, 0x0DBB, 0x07CC, 0, 6)) for what in (5, 0x10)]
    end, name = record(0x000A), "Commitments"
    listed = len(record(0x0085, struct.pack("<IHBB", 0, 0, len(name), 0) + name.encode()))
    start = len(beginning[0]) + len(extra) + listed + len(end)
    sheets = record(0x0085, struct.pack("<IHBB", start, 0, len(name), 0) + name.encode())
    return beginning[0] + extra + sheets + end + beginning[1] + b"".join(cells) + end


def varied(value: int) -> bytes:
    """A number in bytes of seven bits, as in parts of xlsb files."""
    found = b""
    while value > 0x7F:
        found, value = found + bytes([value & 0x7F | 0x80]), value >> 7
    return found + bytes([value])


def binary(kind: int, data: bytes) -> bytes:
    """One record of a part of an xlsb file."""
    return varied(kind) + varied(len(data)) + data
