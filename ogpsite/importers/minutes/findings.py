"""What a text says of its own meeting: title, day, place; from labelled lines, the title and the file's name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from ogpsite.importers import daywords
from ogpsite.importers.daywords import Said, folded
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.minutes.blocks import Block, Document, Grid, Heading, Paragraph, said, words_of
from ogpsite.nouns import dataclass

DATE_LABEL = re.compile(
    r"\W*(?:meeting date|date(?: and time| & time| et heure| de la reunion| of (?:the )?meeting)?|when|"
    r"fecha(?: y hora| de la reunion)?|"
    r"dia|data(?: e hora| da reuniao)?|datum|дата|التاريخ|تاريخ(?: الاجتماع)?|اليوم والتاريخ|日期)\s*[:：]"
)
PLACE_LABEL = re.compile(
    r"\W*(?:place|venue|location|where|lugar|sede|lieu|local|ort|место|المكان|مكان(?: الاجتماع)?|地點|地点)\s*[:：]\s*"
)
IN_NAME = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])[-_. ](0?[1-9]|1[0-2])[-_. ]((?:19|20)\d\d)(?!\d)"),
)
FIRST_LINES = 40
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Found:
    """The title, the block that holds it (if it is to leave the body), the day, where it was found, the place."""

    title: str
    title_block: Block | None
    day: datetime.date
    day_from: str
    place: str = ""
    remarks: tuple[str, ...] = ()


def look(document: Document, wish: datetime.date | None = None, title: str = "") -> Found:
    """What the document says. Raises ImportFault where no day can be found."""
    block = title_block(document.blocks)
    words = title or (words_of(block) if block else "") or stem(document.name)
    day, where, remarks = day_of(document, words, wish)
    return Found(words, block, day, where, place_of(document.blocks), remarks)


def title_block(blocks: Sequence[Block]) -> Block | None:
    """The block of the title: of that style, else the first heading, else a short first paragraph."""
    first = [block for block in blocks[:FIRST_LINES] if words_of(block)]
    styled = next((block for block in first if isinstance(block, Paragraph) and block.title), None)
    if styled:
        return styled
    heading = next((block for block in first[:5] if isinstance(block, Heading)), None)
    if heading:
        return heading
    start = first[0] if first and isinstance(first[0], Paragraph) else None
    return (
        start
        if start and len(words_of(start)) <= LONGEST_TITLE and not DATE_LABEL.match(folded(words_of(start)))
        else None
    )


def stem(name: str) -> str:
    """A file's name as words."""
    return " ".join(re.sub(r"[-_]+", " ", name.rpartition(".")[0]).split())


def lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The first lines of the text; a row of a table as `first cell: second cell`."""
    for block in blocks[:FIRST_LINES]:
        if isinstance(block, Grid):
            for row in block.words()[:FIRST_LINES]:
                filled = [cell for cell in row if cell]
                if len(filled) == 2:
                    yield f"{filled[0].rstrip(':： ')}: {filled[1]}"
        else:
            yield from (line for line in said(block.spans).split("\n") if line.strip())


def day_of(document: Document, title: str, wish: datetime.date | None) -> tuple[datetime.date, str, tuple[str, ...]]:
    """The day of the meeting, and where it was found; days that do not agree are remarked."""
    if wish:
        return wish, "--date", ()
    named = day_in_name(document.name)
    labelled = [
        one for line in lines(document.blocks) if DATE_LABEL.match(folded(line)) for one in daywords.every(line)
    ]
    in_title = daywords.every(title)
    anywhere = [one for line in lines(document.blocks) for one in daywords.every(line)]
    for where, found in (("a line of the text", labelled), ("the title", in_title)):
        day = agreed(found[:1], named)
        if day:
            other = f"the file's name says {named}, {where} says {day}" if named and named != day else ""
            return day, where, (other,) if other else ()
    if named:
        return named, "the file's name", ()
    day = agreed(anywhere[:1], None)
    if day:
        return day, "the first day that the text names", ()
    unsure = next((one for one in (*labelled, *in_title, *anywhere) if one.other), None)
    why = f"“{unsure.words}” could be two days" if unsure else "neither text nor file name says it"
    raise ImportFault(f"{document.name}: the day of the meeting is not known: {why}", "give it: --date 2026-06-30")


def agreed(found: Sequence[Said], named: datetime.date | None) -> datetime.date | None:
    """The day that is meant; one that could be two is settled by the file's name, or not at all."""
    for one in found:
        if one.other is None:
            return one.day
        if named in (one.day, one.other):
            return named
    return None


def day_in_name(name: str) -> datetime.date | None:
    """A day in a file's name: 2021-11-30, 20211130, 30-11-2021, or in words."""
    for pattern, order in zip(IN_NAME, ((1, 2, 3), (3, 2, 1)), strict=True):
        match = pattern.search(name)
        if match:
            return daywords.date(*(int(match[number]) for number in order))
    found = daywords.first(stem(name))
    return found.day if found and found.other is None else None


def place_of(blocks: Sequence[Block]) -> str:
    """The place of the meeting, from a labelled line."""
    for line in lines(blocks):
        match = PLACE_LABEL.match(folded(line))
        if match:
            return " ".join(line[match.end() :].split())[:300]
    return ""
