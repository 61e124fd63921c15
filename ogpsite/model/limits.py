"""How large, deep and dense content may be: beyond these limits a file is an error with its place, never a hang."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, replace
from typing import Any

from ogpsite.nouns import dataclass
from ogpsite.problems import Phrase, phrase

MEGABYTE = 1_000_000
NESTED = 20  # levels of lists and quotations in Markdown
LINES = 5_000  # lines of one paragraph, list or table
BLOCKS = 4_000  # paragraphs, list items and headings of one text
CELLS = 300  # cells in one row of a table
RUN = 200  # the same sign in a row
UNPAIRED = 200  # brackets that open and never close, in a paragraph
SHORTENED = 300  # abbreviations that a text explains
DENSE = 100  # characters: a shorter text can't be too dense
SIGNS = "[]!`*_<>{~&\\"
BLOCK_END = re.compile(r"\n[ \t]*\n")
LEADING = re.compile(r"(?m)^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])(?=[ \t>]))+")
NESTING = re.compile(
    r"[>*+.)-](?=[ \t>])[ \t]*(?:[>*+-]|\d{1,9}[.)])[ \t>]"
)  # one level of lists or quotations in another
REPEATED = re.compile(rf"([`*_<>~\[\]!&\\])\1{{{RUN},}}")


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a site (`limits` in site.yaml). Sizes of files are in megabytes of 1,000,000 bytes."""

    text_file: int = 10
    text: int = 1_000_000
    values: int = 300_000
    nesting: int = 30
    files: int = 100_000
    evidence: int = 500
    picture: int = 100
    signs: int = 1_000

    def with_given(self, given: dict[str, Any]) -> Limits:
        """These limits with those that a site sets itself; what isn't a whole number above 0 is left out."""
        known = {field.name for field in fields(self)}
        sane = {name: int(value) for name, value in given.items() if name in known and is_limit(value)}
        return replace(self, **sane)


USUAL = Limits()
BOUNDS = Limits(signs=2_000, text=10_000_000)  # of who converts, whoever asks: no text may hold up a build


def is_limit(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdigit() and 0 < int(value[:12]) <= 10**9


def too_much(text: str, limits: Limits, markdown: bool = True) -> tuple[int, Phrase, Phrase] | None:
    """Why a text can't be shown in bounded time: the line where (from 0), what is wrong, what to do. None: it can.

    The rules are counts, not times: the same text is judged alike on every machine.
    """
    if len(text) > limits.text:
        return 0, *too_long(limits)
    if not markdown or len(text) < DENSE or is_light(text, limits):
        return None
    start = line = blocks = 0
    for end in [*(found.start() for found in BLOCK_END.finditer(text)), len(text)]:
        block = text[start:end]
        fault = dense(block, limits)
        if fault:
            return line + len(block) - len(block.lstrip("\n")), *fault
        line += block.count("\n")
        start, blocks = end, blocks + 1
    if text.count("*[") > SHORTENED:
        return 0, phrase("the text explains more than {count} abbreviations", count=SHORTENED), phrase("leave some out")
    if blocks > BLOCKS:
        message = phrase("the text has more than {count} paragraphs", count=f"{BLOCKS:,}")
        return line, message, phrase("split it into several records or pages")
    return None


FEW = 50  # of a sign: far below each limit
LOOKED_FOR = tuple(f"{SIGNS}(|")
MARKS = "".join(LOOKED_FOR).encode()


def is_light(text: str, limits: Limits) -> bool:
    """Whether a text comes near no limit, at a glance: it needn't be looked through paragraph by paragraph."""
    return (
        limits.signs >= FEW
        and text.count("\n") <= min(LINES, BLOCKS)
        and (count_of_marks(text) <= FEW or max(map(text.count, LOOKED_FOR)) <= FEW)
        and not NESTING.search(text)
        and "\t" not in text
        and " " * 8 * NESTED not in text
    )


def count_of_marks(text: str) -> int:
    """How many of all signs that are looked for stand in a text."""
    data = text.encode(errors="surrogatepass")
    return len(data) - len(data.translate(None, MARKS))


def too_long(limits: Limits) -> tuple[Phrase, Phrase]:
    hint = phrase("split it, or raise `limits.text` in site.yaml")
    return phrase("the text is longer than {count} characters", count=f"{limits.text:,}"), hint


def dense(block: str, limits: Limits) -> tuple[Phrase, Phrase] | None:
    """What makes a paragraph, list or table too dense to be read as Markdown."""
    if block.count("\n") > LINES:
        message = phrase("a list, table or paragraph has more than {count} lines", count=f"{LINES:,}")
        return message, phrase("split it, or publish it as a file")
    repeated = REPEATED.search(block)
    if repeated:
        message = phrase(
            "the sign {sign} stands here more than {count} times in a row", sign=repr(repeated[1]), count=RUN
        )
        return message, phrase("remove them")
    if any(depth(found[0]) > NESTED for found in LEADING.finditer(block)) or indented(block):
        message = phrase("lists or quotations are nested deeper than {count} levels", count=NESTED)
        return message, phrase("write it with fewer levels")
    if block.count("|") > CELLS and any(row.count("|") > CELLS for row in block.split("\n")):
        message = phrase("a row of a table has more than {count} cells", count=CELLS)
        return message, phrase("publish the table as a file")
    for opening, closing in ("[]", "()", "<>"):
        if block.count(opening) - block.count(closing) > UNPAIRED:
            message = phrase(
                "the sign {sign} opens more than {count} times and is never closed", sign=repr(opening), count=UNPAIRED
            )
            return message, phrase("close or remove them")
    if len(block) > limits.signs:
        counts = Counter(sign for sign in block if sign in SIGNS)
        most = max(counts, key=counts.__getitem__, default="")
        if most and counts[most] > limits.signs:
            message = phrase(
                "a paragraph, list or table holds more than {count} times the sign {sign}",
                count=f"{limits.signs:,}",
                sign=repr(most),
            )
            return message, phrase("split it with blank lines, or raise `limits.signs` in site.yaml")
    return None


def depth(marks: str) -> int:
    """How many signs of lists and quotations stand in a row."""
    return len(re.findall(r"[>*+-]|\d+[.)]", marks))


def indented(block: str) -> bool:
    """Whether items of a list step in further than any list needs."""
    return any(len(found[0]) > 8 * NESTED for found in re.finditer(r"(?m)^[ \t]+(?=[>*+-]|\d)", block))
