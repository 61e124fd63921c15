"""What a zipped workbook (xlsx, xlsm, ods) would unpack to: read as a stream before anything trusts its claims."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import field
from pathlib import PurePosixPath
from xml.parsers import expat

from ogpsite.importers.cells import letters
from ogpsite.importers.fault import ImportFault
from ogpsite.nouns import dataclass

MOST_BYTES = 150_000_000
MOST_CELLS = 1_000_000
MOST_TEXT = 60_000_000
LONGEST_CELL = 32_767
CHUNK = 1 << 18
Area = tuple[int, int, int]


@dataclass
class Seen:
    """What the scan of one sheet saw: remarks on cells, and merged cells as first row, last row, column."""

    name: str
    remarks: list[str] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0
    text: int = 0

    def filled(self, file: str, row: int, column: int, length: int = 0) -> None:
        """Take note of a filled cell (counted from 0); refuse a sheet that reaches too far or holds too much."""
        self.last_row, self.last_column = max(self.last_row, row + 1), max(self.last_column, column + 1)
        self.text += length
        at = f"{self.name}!{letters(column)}{row + 1}"
        if self.last_row * self.last_column > MOST_CELLS:
            raise ImportFault(
                f"{file}: the sheet {self.name} reaches to row {self.last_row:,}, "
                f"column {letters(self.last_column - 1)} "
                f"(filled cell {at}): more than {MOST_CELLS:,} cells",
                "delete the stray cells far below or far to the right of the table, or divide the sheet",
            )
        if self.text > MOST_TEXT:
            raise ImportFault(
                f"{file}: the sheet {self.name} holds more than {MOST_TEXT // 1_000_000} million characters (at {at})",
                "divide it",
            )


def refuse_bombs(file: str, parts: zipfile.ZipFile) -> None:
    """Refuse an archive that says it unpacks to more than any tracker, or that holds an odd number of parts."""
    total = sum(part.file_size for part in parts.infolist())
    if total > MOST_BYTES or len(parts.infolist()) > 10_000:
        raise ImportFault(
            f"{file} unpacks to {total // 1_000_000} MB in {len(parts.infolist())} parts; "
            f"more than {MOST_BYTES // 1_000_000} MB is not read",
            "take the pictures out, or divide it",
        )


def chunks(file: str, parts: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part in pieces, and never more than it may hold, whatever the archive claims."""
    total = 0
    with parts.open(name) as stream:
        while piece := stream.read(CHUNK):
            total += len(piece)
            if total > MOST_BYTES:
                raise ImportFault(f"{file}: {name} unpacks to more than {MOST_BYTES // 1_000_000} MB", "divide it")
            yield piece


class Reader:
    """Reads one XML part as a stream; a document type (where entities are declared) is refused."""

    def __init__(self, file: str, part: str) -> None:
        self.file, self.part = file, part
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.StartElementHandler = lambda name, given: self.start(name.rpartition("}")[2], plain(given))
        self.parser.EndElementHandler = lambda name: self.end(name.rpartition("}")[2])
        self.parser.CharacterDataHandler = self.said

    def refuse(self, *_: object) -> None:
        """No spreadsheet program writes a document type; attacks do."""
        raise ImportFault(
            f"{self.file}: {self.part} declares a document type or entities, which no spreadsheet program writes",
            "open it in a spreadsheet program and save a copy; if somebody sent it to you, ask whether it is theirs",
        )

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def said(self, text: str) -> None:
        """Characters between elements."""

    def run(self, parts: zipfile.ZipFile) -> None:
        """Read the part to its end."""
        try:
            for piece in chunks(self.file, parts, self.part):
                self.parser.Parse(piece, False)
            self.parser.Parse(b"", True)
        except expat.ExpatError as fault:
            raise ImportFault(
                f"{self.file} is damaged: {self.part}, line {fault.lineno}: {expat.ErrorString(fault.code)}",
                "open it in a spreadsheet program and save it again",
            ) from None


def plain(given: dict[str, str]) -> dict[str, str]:
    """Attributes without their namespaces."""
    return {name.rpartition("}")[2]: value for name, value in given.items()}


class Strings(Reader):
    """The lengths of the shared strings of an xlsx file."""

    def __init__(self, file: str, part: str) -> None:
        super().__init__(file, part)
        self.lengths: list[int] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "si":
            self.lengths.append(0)

    def said(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class Sheet(Reader):
    """A sheet of an xlsx file: how far it reaches, formulas without a result, errors, cells that are full."""

    def __init__(self, file: str, part: str, name: str, lengths: list[int]) -> None:
        super().__init__(file, part)
        self.seen, self.lengths = Seen(name), lengths
        self.row, self.column = -1, -1
        self.kind, self.value, self.inside = "", "", ""
        self.formula = self.result = False
        self.length = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "row":
            self.row = int(given["r"]) - 1 if given.get("r", "").isdigit() else self.row + 1
            self.column = -1
        elif name == "c":
            row, column = place(given.get("r", ""))
            self.row = self.row if row < 0 else row
            self.column = self.column + 1 if column < 0 else column
            self.kind, self.value, self.length = given.get("t", ""), "", 0
            self.formula = self.result = False
        elif name == "mergeCell":
            self.merge(given.get("ref", ""))
        self.formula, self.result = self.formula or name == "f", self.result or name == "v"
        self.inside = name if name in ("v", "t") else ""

    def said(self, text: str) -> None:
        if self.inside:
            self.length += len(text)
            if len(self.value) < 20:
                self.value += text

    def end(self, name: str) -> None:
        self.inside = ""
        if name == "c":
            self.cell()

    def cell(self) -> None:
        """What one cell holds."""
        shared = self.kind == "s" and self.value.strip().isdigit() and int(self.value) < len(self.lengths)
        length = self.lengths[int(self.value)] if shared else self.length
        at = f"{self.seen.name}!{letters(self.column)}{self.row + 1}"
        if self.length:
            self.seen.filled(self.file, self.row, self.column, length)
        if self.kind == "e":
            self.seen.remarks.append(f"{at}: an error ({self.value.strip()}), read as blank")
        elif self.formula and not self.result:
            self.seen.remarks.append(
                f"{at}: a formula whose result the file does not hold, read as blank; "
                "open the file in a spreadsheet program and save it"
            )
        if length >= LONGEST_CELL:
            self.seen.remarks.append(f"{at}: {length:,} characters, the most a cell can hold: was the text cut off?")

    def merge(self, reference: str) -> None:
        """A merged area; only its height matters."""
        first, _, last = reference.partition(":")
        (top, left), (bottom, _) = place(first), place(last)
        if 0 <= top < bottom and left >= 0:
            self.seen.merged.append((top, bottom, left))


def place(reference: str) -> tuple[int, int]:
    """`C7` → row 6, column 2; -1 where it says nothing."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", reference)
    if not found:
        return -1, -1
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


class Relations(Reader):
    """A small part of an xlsx file as its elements' attributes, by name."""

    def __init__(self, file: str, part: str) -> None:
        super().__init__(file, part)
        self.found: list[tuple[str, dict[str, str]]] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        self.found.append((name, given))


class Open(Reader):
    """content.xml of an OpenDocument spreadsheet: how far its sheets reach, repeated cells counted."""

    def __init__(self, file: str, part: str) -> None:
        super().__init__(file, part)
        self.sheets: list[Seen] = []
        self.row = self.column = 0
        self.rows = self.times = 1
        self.length, self.inside, self.given = 0, False, False

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "table":
            self.sheets.append(Seen(given.get("name", "")))
            self.row = 0
        elif name == "table-row":
            self.rows, self.column = count(given, "number-rows-repeated"), 0
        elif name in ("table-cell", "covered-table-cell"):
            self.times, self.length = count(given, "number-columns-repeated"), 0
            self.given = "value-type" in given
            height = count(given, "number-rows-spanned")
            if height > 1 and self.sheets:
                self.sheets[-1].merged.append((self.row, self.row + height - 1, self.column))
        self.inside = self.inside or name == "p"

    def said(self, text: str) -> None:
        if self.inside:
            self.length += len(text)

    def end(self, name: str) -> None:
        if name == "p":
            self.inside = False
        elif name in ("table-cell", "covered-table-cell"):
            if self.sheets and (self.length or self.given):
                last = self.column + self.times - 1
                self.sheets[-1].filled(self.file, self.row + self.rows - 1, last, self.length * self.times * self.rows)
            self.column += self.times
        elif name == "table-row":
            self.row += self.rows


def count(given: dict[str, str], name: str) -> int:
    """How often something is repeated, or how far it spans."""
    return max(1, int(given[name])) if given.get(name, "").isdigit() else 1


def scan(file: str, parts: zipfile.ZipFile) -> dict[str, Seen]:
    """What every sheet holds, by its name; refuses what would eat the memory."""
    refuse_bombs(file, parts)
    names = set(parts.namelist())
    if "content.xml" in names:
        reader = Open(file, "content.xml")
        reader.run(parts)
        return {seen.name: seen for seen in reader.sheets}
    if "xl/workbook.xml" not in names:
        return {}
    lengths: list[int] = []
    if "xl/sharedStrings.xml" in names:
        strings = Strings(file, "xl/sharedStrings.xml")
        strings.run(parts)
        lengths = strings.lengths
    found: dict[str, Seen] = {}
    for name, part in sheets(file, parts):
        if part in names:
            sheet = Sheet(file, part, name, lengths)
            sheet.run(parts)
            found[name] = sheet.seen
    return found


def sheets(file: str, parts: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The sheets of an xlsx file: their names, and the parts that hold them."""
    book = Relations(file, "xl/workbook.xml")
    book.run(parts)
    targets: dict[str, str] = {}
    if "xl/_rels/workbook.xml.rels" in parts.namelist():
        links = Relations(file, "xl/_rels/workbook.xml.rels")
        links.run(parts)
        targets = {given.get("Id", ""): given.get("Target", "") for _, given in links.found}
    for name, given in book.found:
        if name == "sheet":
            target = targets.get(given.get("id", ""), "")
            part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            yield given.get("name", ""), part
