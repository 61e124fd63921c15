"""How two texts differ, word by word: what was kept, taken out, put in. Pure; knows neither files nor pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ogpsite.nouns import dataclass

if TYPE_CHECKING:
    from difflib import SequenceMatcher

TOKEN = re.compile(r"([^\W_]+(?:['’\-.,/:][^\W_]+)*|[^\w\s]|_+)(\s*)")  # a word or sign, and the blank behind it
FAR = 0.25  # below this likeness two paragraphs are shown one after the other, not mixed
LONG = 6_000_000  # pairs of words above which paragraphs are compared as wholes


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph: `same`, `out` (only in the old text) or `in` (only in the new one)."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the comparison; `kind` says whether it is kept, changed, taken out or put in as a whole."""

    kind: str
    pieces: tuple[Piece, ...]


def compare(old: Sequence[str], new: Sequence[str]) -> tuple[Paragraph, ...]:
    """The paragraphs of two texts as one text with its changes, in the order of reading."""
    found: list[Paragraph] = []
    matcher = compared([bare(one) for one in old], [bare(one) for one in new])
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found.extend(Paragraph("same", (Piece("same", words),)) for words in new[j1:j2])
        else:
            found.extend(replaced(old[i1:i2], new[j1:j2]))
    return tuple(found)


def bare(words: str) -> str:
    """A paragraph without differences of spacing."""
    return " ".join(words.split())


def compared(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str]:
    """Two lists of words or paragraphs, beside each other. Few builds compare any, so Python's own is opened here."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, old, new, autojunk=False)


def replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that gave way to others: each new one beside the old one that it is most like, in order.

    Between two such pairs come first the paragraphs that were taken out, then those that were put in.
    """
    at, fresh = 0, 0
    for n, words in enumerate(new):
        likeness, best = max(((like(one, words), -m) for m, one in enumerate(old[at:], at)), default=(0.0, 0))
        if likeness >= FAR:
            yield from (whole("out", one) for one in old[at:-best])
            yield from (whole("in", one) for one in new[fresh:n])
            yield Paragraph("changed", by_words(old[-best], words))
            at, fresh = 1 - best, n + 1
    yield from (whole("out", one) for one in old[at:])
    yield from (whole("in", one) for one in new[fresh:])


def whole(kind: str, words: str) -> Paragraph:
    return Paragraph(kind, (Piece(kind, words),))


def like(old: str, new: str) -> float:
    """How like two paragraphs are, from 0 to 1, by their words."""
    first, second = old.casefold().split(), new.casefold().split()
    if len(first) * len(second) > LONG:
        return 0.0
    matcher = compared(first, second)
    return matcher.ratio() if matcher.quick_ratio() >= FAR else 0.0


Token = tuple[str, str]
Run = tuple[bool, int, int, int, int]


def by_words(old: str, new: str) -> tuple[Piece, ...]:
    """One paragraph's words: kept, taken out, put in. Lone words between changes go with the changes."""
    first, second = TOKEN.findall(bare(old)), TOKEN.findall(bare(new))
    matcher = compared([word for word, _ in first], [word for word, _ in second])
    runs: list[Run] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        last = i2 == len(first) or j2 == len(second)
        kept = tag == "equal" and (i2 - i1 > 1 or not runs or last)
        if runs and runs[-1][0] is kept is False:
            _, i1, _, j1, _ = runs.pop()
        runs.append((kept, i1, i2, j1, j2))
    return tuple(pieces(runs, first, second))


def pieces(runs: Iterable[Run], first: Sequence[Token], second: Sequence[Token]) -> Iterator[Piece]:
    """Runs of kept and changed words as pieces, with the blanks of the text they come from between them."""
    before = ""
    for kept, i1, i2, j1, j2 in runs:
        parts = (("same", second, j1, j2),) if kept else (("out", first, i1, i2), ("in", second, j1, j2))
        for kind, tokens, start, end in parts:
            if start == end:
                continue
            if before and ((start and tokens[start - 1][1]) or (before, kind) == ("out", "in")):
                yield Piece("same", " ")
            yield Piece(kind, "".join(word + behind for word, behind in tokens[start:end]).strip())
            before = kind


def amount(paragraphs: Iterable[Paragraph]) -> tuple[int, int]:
    """How many words were taken out and put in."""
    counts = {"out": 0, "in": 0, "same": 0}
    for paragraph in paragraphs:
        for piece in paragraph.pieces:
            counts[piece.kind] += len(piece.words.split())
    return counts["out"], counts["in"]
