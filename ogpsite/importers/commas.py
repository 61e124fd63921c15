"""CSV files → tables: knows their encodings and what separates their columns."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ogpsite.importers.cells import Table, address, cell
from ogpsite.importers.fault import ImportFault
from ogpsite.nouns import dataclass

ENDINGS = (".csv", ".tsv", ".tab", ".txt")
SEPARATORS = (",", ";", "\t", "|")
LONGEST_CELL = 10_000_000
MOST_BYTES = 60_000_000
MOST_CELLS = 1_000_000
TRIED = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp850", "mac_roman", "gb18030", "cp932")
"""Encodings shown where nobody can tell which one is meant: Windows, DOS and Macintosh ones, Chinese, Japanese."""
WESTERN = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS (code page 850)"}
USUAL = frozenset("áéíóúñüçãõâêôàèìòùëïîûœæäöåø’")
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Form:
    """How a CSV file is written, where somebody says so: its encoding and what separates its columns."""

    encoding: str = ""
    separator: str = ""


def form_of(encoding: str, separator: str) -> Form:
    """How CSV files are written, in the words of the command line or of a map. Raises ImportFault for other words."""
    mark = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";"}.get(separator.lower(), separator)
    if len(mark) > 1:
        raise ImportFault(f"the separator {separator!r} is not one sign", "write , ; | or tab")
    return Form(encoding, mark)


def read(path: Path, form: Form = Form()) -> Table:
    """The one table of a CSV file, named as the file is."""
    text, remarks = decoded(path, form.encoding)
    if not text.strip():
        raise ImportFault(f"{path.name} is empty", "export the sheet again")
    separator, text = separator_of(text, form.separator)
    rows = records(path.name, text, separator)
    refuse_too_many(path.name, rows)
    found = tuple(
        tuple(cell(value, address(path.stem, number, column)) for column, value in enumerate(row))
        for number, row in enumerate(rows)
    )
    return Table(path.stem, path.name, found, remarks)


def refuse_too_many(name: str, rows: list[list[str]]) -> None:
    """Refuse a table with more cells than any tracker."""
    cells = sum(len(row) for row in rows)
    if cells > MOST_CELLS:
        raise ImportFault(f"{name}: {len(rows):,} rows and {cells:,} cells; more than {MOST_CELLS:,}", "divide it")


def decoded(path: Path, encoding: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of the file: as somebody says, else UTF-8, UTF-16, UTF-32 or a Western code page."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ImportFault(f"{path.name} has more than {MOST_BYTES // 1_000_000} MB", "divide it")
        raw = path.read_bytes()
    except OSError as fault:
        raise ImportFault(f"{path.name} cannot be read: {fault.strerror}", "may you read it?") from None
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ImportFault(f"{path.name} is a workbook, though its name says text", "rename it to .xlsx, .xls or .ods")
    if encoding:
        return as_said(path.name, raw, encoding), ()
    if any(raw.startswith(mark) for mark, _ in MARKS) or b"\x00" in raw[:200]:
        return wide(path.name, raw)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return mixed(path.name, raw) or western(path.name, raw)


def as_said(name: str, raw: bytes, encoding: str) -> str:
    """The text in the encoding that somebody named."""
    try:
        return raw.decode("utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding)
    except LookupError:
        raise ImportFault(f"there is no encoding {encoding!r}", f"for example: {', '.join(TRIED)}") from None
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        raise ImportFault(
            f"{name}, line {line}: byte {fault.start + 1} is no {encoding}", "name another encoding"
        ) from None


def wide(name: str, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """UTF-16 or UTF-32, with or without its mark."""
    codec = next((codec for mark, codec in MARKS if raw.startswith(mark)), "")
    codec = codec or ("utf-16-le" if raw[1:2] == b"\x00" else "utf-16-be")
    try:
        return raw.decode(codec), (f"read as {codec.upper()[:6]}",)
    except UnicodeDecodeError:
        raise ImportFault(f"{name} is not a text file", "export the sheet again as “CSV UTF-8”") from None


def mixed(name: str, raw: bytes) -> tuple[str, tuple[str, ...]] | None:
    """A file pasted together of UTF-8 and Windows-1252 lines: each line by its own; None where it isn't one."""
    lines = raw.split(b"\n")
    odd = {number for number, line in enumerate(lines) if not is_utf8(line)}
    accented = {number for number, line in enumerate(lines) if any(byte > 127 for byte in line)}
    if len(accented - odd) == 0:
        return None
    texts: list[str] = []
    for number, line in enumerate(lines):
        try:
            texts.append(line.decode("cp1252" if number in odd else "utf-8-sig" if number == 0 else "utf-8"))
        except UnicodeDecodeError:
            return None
    where = ", ".join(str(number + 1) for number in sorted(odd)[:10]) + (", …" if len(odd) > 10 else "")
    which = f"line {where} is" if len(odd) == 1 else f"lines {where} ({len(odd)} in all) are"
    return "\n".join(texts), (f"mixed encodings: UTF-8, but {which} Windows-1252; look at the accents there",)


def is_utf8(line: bytes) -> bool:
    """Whether a line is UTF-8."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def western(name: str, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """A Western code page whose result looks like words; else a fault that shows what other encodings would give."""
    texts = {codec: raw.decode(codec, "replace") for codec in WESTERN}
    codec = max(texts, key=lambda one: accents(texts[one]))
    if "\ufffd" not in texts[codec] and looks_western(texts[codec]):
        name_of = WESTERN[codec]
        return texts[codec], (f"not UTF-8; read as {name_of}. Look at its accents, or save it as “CSV UTF-8”",)
    raise ImportFault(
        f"{name} is neither UTF-8 nor UTF-16, and its words make no sense in Windows-1252. They would read\n"
        + "\n".join(f"       {codec}: {sample}" for codec, sample in previews(raw)),
        "take the one that reads right: --encoding cp1251 (or another); or save the file as “CSV UTF-8”",
    )


def accents(text: str) -> int:
    """How much the signs beyond ASCII look like words: small accented letters inside words speak for an encoding."""
    odd = re.findall(r"(?<=([a-z ,;]))([^\x00-\x7f])(?=([a-z ,;.]))", text)
    good = [sign for _, sign, after in odd if after.isalpha() and sign in USUAL]
    bad = [sign for before, sign, after in odd if before.isalpha() and after.isalpha() and sign not in USUAL]
    return len(good) - len(bad)


def looks_western(text: str) -> bool:
    """Whether accents stand alone among plain letters, as in the languages of Western Europe."""
    odd = re.findall(r"[^\x00-\x7f]+", text)
    letters = [run for run in odd if any(char.isalpha() for char in run)]
    together = sum(len(run) for run in letters if len(run) > 2)
    return together * 3 <= sum(len(run) for run in odd)


def previews(raw: bytes) -> Iterator[tuple[str, str]]:
    """The first words with accents in every encoding that allows them."""
    for codec in TRIED:
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        words = [word for word in re.findall(r"[^\s,;|\"]+", text) if not word.isascii()]
        yield codec, " ".join(words[:5])[:60]


def separator_of(text: str, given: str = "") -> tuple[str, str]:
    """What separates the columns, and the text without the line `sep=;` that some programs put first."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.rstrip("\r\n")) == 5:
        return given or first[4], rest
    if given:
        return given, text
    return max(SEPARATORS, key=lambda separator: columns_by(text, separator)), text


def columns_by(text: str, separator: str) -> tuple[int, int]:
    """How many filled cells the rows at the beginning have if `separator` separates them, where most rows agree."""
    widths: list[int] = []
    try:
        for row in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator):
            if any(value.strip() for value in row):
                widths.append(len(row))
            if len(widths) >= 60:
                break
    except csv.Error:
        return 0, 0
    wide = Counter(width for width in widths if width > 1)
    usual, times = max(wide.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return (times * usual if times * 2 >= len(widths) else 0), usual


def records(name: str, text: str, separator: str) -> list[list[str]]:
    """The rows; a quotation mark that never ends is a fault, because it would swallow the rest of the table."""
    csv.field_size_limit(LONGEST_CELL)
    rows: list[list[str]] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        rows.extend(reader)
    except (csv.Error, TypeError, ValueError) as fault:
        raise ImportFault(
            f"{name}, row {len(rows) + 1}: {fault}",
            "look for a quotation mark that is not doubled or not closed",
        ) from None
    return rows
