"""What of a cell is meant: the part that the map takes, the number or the words of “1.2 Publish”, its pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def divided(cell: Cell, marks: tuple[str, ...]) -> Iterator[Cell]:
    """The pieces of a cell between the marks."""
    pattern = "|".join(re.escape(mark) for mark in marks)
    for piece in re.split(pattern, cell.text) if pattern else [cell.text]:
        if piece.strip():
            yield Cell(piece.strip(), cell.at, cell.kind)
