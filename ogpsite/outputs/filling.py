"""The blanks of a page filled in with the words of a day, and anew with those of another."""

from __future__ import annotations

import datetime
import re

from markupsafe import escape

from ogpsite.model.blanks import CLOSES, MARKS, OPENS, Spec, filled
from ogpsite.words import Words

MARK = re.compile(f"{OPENS}(\\d+){CLOSES}")
Place = tuple[int, int, Spec]  # where in the bytes what is filled in begins, how long it is, and what is said there


class Filler:
    """What is said in the blanks of pages in one language, on one day; each once, for most stand on several pages."""

    def __init__(self, said: Words, day: datetime.date) -> None:
        self.said, self.day = said, day
        self.known: dict[Spec, bytes] = {}

    def __call__(self, spec: Spec) -> bytes:
        data = self.known.get(spec)
        if data is None:
            data = self.known[spec] = str(escape(filled(spec, self.said, self.day))).encode()
        return data


def closed(html: str, fill: Filler) -> tuple[bytes, tuple[Place, ...]]:
    """The bytes of a page with its blanks filled in, and where they were."""
    pieces = MARK.split(html)
    specs = [MARKS.specs[int(number)] for number in pieces[1::2]]
    return joined([piece.encode() for piece in pieces[::2]], specs, fill)


def anew(data: bytes, places: tuple[Place, ...], fill: Filler) -> tuple[bytes, tuple[Place, ...]]:
    """The bytes of a page that was filled in for another day, and where its blanks are now."""
    kept, before = [], 0
    for start, length, _ in places:
        kept.append(data[before:start])
        before = start + length
    return joined([*kept, data[before:]], [spec for _, _, spec in places], fill)


def joined(kept: list[bytes], specs: list[Spec], fill: Filler) -> tuple[bytes, tuple[Place, ...]]:
    """Pieces of a page with what is said between them."""
    made, places, at = [kept[0]], [], len(kept[0])
    for piece, spec in zip(kept[1:], specs, strict=True):
        data = fill(spec)
        places.append((at, len(data), spec))
        made += (data, piece)
        at += len(data) + len(piece)
    return b"".join(made), tuple(places)
