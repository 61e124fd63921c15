"""What of a cell is meant: the part that the map takes, the number or the words of “1.2 Publish”, its pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ogpsite.importers.atlas import Column
from ogpsite.importers.cells import Cell

KINDS = (
    r"(?:commitment|compromiso|compromisso|engagement|milestone|hito|jalon|marco|meta|étape|etapa|action|acci[oó]n|"
    r"aç[aã]o|activity|actividad|activit[ée]|atividade|indicator|indicador|indicateur|n[°ºo]\.?|nro\.?|n[uú]m\.?|#)"
)
NUMBERED = re.compile(
    rf"(?P<kind>(?:{KINDS}\s*)*)(?P<number>(?:[A-Za-z]{{1,4}}[-.]?)?\d{{1,4}}(?:[.\-]\d{{1,3}})*[a-z]?)(?![\w%])"
    r"(?P<mark>\s*[.):–—-]*)\s*(?P<words>.*)",
    re.IGNORECASE | re.DOTALL,
)

LIST = "list"
"""Written as `split: list`: the cell holds a list."""
BULLET = re.compile(r"(?:[•·▪▫●○◦‣➢➤✓✔■□\uf0b7\uf0a7]\s*|[-–—*]\s+)")
SIGN = re.compile(r"[•▪●◦‣➢➤■\uf0b7\uf0a7]")
LETTER = re.compile(r"\(?[a-zA-Z][.)]\s+\S")
INLINE = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=;))\(?(\d{1,2})[.)]\s+(?=\S)")


def number_and_words(text: str) -> tuple[str, str]:
    """`Hito 1.2: Publicar` → `1.2`, `Publicar`; a text without a number at its beginning is all words.

    A bare number counts only where a mark follows it, so that “5 reports” stays whole; so does a year.
    """
    found = NUMBERED.match(text.strip())
    if not found:
        return "", text.strip()
    number, words = found["number"], found["words"].strip()
    bare = number.isdigit() and not found["kind"] and (not found["mark"].strip() or len(number) == 4)
    lettered = number[:1].isalpha() and not found["mark"].strip() and bool(words) and not re.search(r"\d[.\-]", number)
    if (bare or lettered) and words:
        return "", text.strip()
    return number, words


def cut(cell: Cell, column: Column) -> Cell:
    """The part of a cell that its column takes."""
    text = cell.text.strip()
    if column.after and column.after in text:
        text = text.partition(column.after)[2].strip()
    if column.before:
        text = text.partition(column.before)[0].strip()
    if column.before_last and column.before_last in text:
        text = text.rpartition(column.before_last)[0].strip()
    if column.take:
        number, words = number_and_words(text)
        text = number if column.take == "number" else words or text
    return Cell(text, cell.at, cell.kind)


def items(text: str) -> list[str]:
    """The items of a list in one cell, without bullets but with their numbers.

    Lines that begin with a number, a letter or a bullet begin an item, and lines without one continue it. Where no
    two lines do, every line is an item; in a single line, numbers that count from 1 or bullets begin items.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) == 1:
        return [bare(item) for item in inline(lines[0])]
    begins = [number for number, line in enumerate(lines) if begins_item(line)]
    if len(begins) < 2:
        return [bare(line) for line in lines]
    edges = [0, *begins[1:], len(lines)]
    return [bare("\n".join(lines[first:last])) for first, last in pairwise(edges)]


def begins_item(line: str) -> bool:
    """Whether a line begins with a bullet, a letter or a number, as items of a list do."""
    return bool(BULLET.match(line) or LETTER.match(line)) or bool(number_and_words(line)[0])


def bare(item: str) -> str:
    """An item without its bullet."""
    return BULLET.sub("", item, count=1).strip()


def inline(line: str) -> list[str]:
    """The items of a list that stands in one line: `1) Publish 2) Train`, `• Publish • Train`; else the line."""
    counted = list(INLINE.finditer(line))
    if len(counted) > 1 and [int(found[1]) for found in counted] == list(range(1, len(counted) + 1)):
        edges = [0, *(found.start() for found in counted[1:]), len(line)]
        return [line[first:last].strip(" ;,") for first, last in pairwise(edges)]
    parts = [part.strip() for part in SIGN.split(line) if part.strip()]
    return parts if len(parts) > 1 else [line]


def divided(cell: Cell, marks: tuple[str, ...]) -> Iterator[Cell]:
    """The pieces of a cell between the marks; of one that holds a list, its items."""
    if LIST in marks:
        yield from (Cell(text, cell.at, cell.kind) for text in items(cell.text))
        return
    pattern = "|".join(re.escape(mark) for mark in marks)
    for piece in re.split(pattern, cell.text) if pattern else [cell.text]:
        if piece.strip():
            yield Cell(piece.strip(), cell.at, cell.kind)
