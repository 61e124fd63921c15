"""The blanks of a page filled in with the words of a day, and anew with those of another."""

from __future__ import annotations

import datetime
import re

from markupsafe import escape

from ogpsite.model.blanks import CLOSES, MARKS, OPENS, Spec, filled
from ogpsite.words import Words

MARK = re.compile(f"{OPENS}(\\d+){CLOSES}")
Place = tuple[int, int, Spec]  # where in the bytes what is filled in begins, how long it is, and what is said there


def closed(html: str, said: Words, day: datetime.date) -> tuple[bytes, tuple[Place, ...]]:
    """The bytes of a page with its blanks filled in, and where they were."""
    pieces = MARK.split(html)
    specs = [MARKS.specs[int(number)] for number in pieces[1::2]]
    return joined([piece.encode() for piece in pieces[::2]], specs, said, day)


def anew(data: bytes, places: tuple[Place, ...], said: Words, day: datetime.date) -> tuple[bytes, tuple[Place, ...]]:
    """The bytes of a page that was filled in for another day, and where its blanks are now."""
    kept, before = [], 0
    for start, length, _ in places:
        kept.append(data[before:start])
        before = start + length
    return joined([*kept, data[before:]], [spec for _, _, spec in places], said, day)


def joined(kept: list[bytes], specs: list[Spec], said: Words, day: datetime.date) -> tuple[bytes, tuple[Place, ...]]:
    """Pieces of a page with what is said between them."""
    made, places, at = [kept[0]], [], len(kept[0])
    words: dict[Spec, bytes] = {}
    for piece, spec in zip(kept[1:], specs, strict=True):
        data = words.get(spec)
        if data is None:
            data = words[spec] = str(escape(filled(spec, said, day))).encode()
        places.append((at, len(data), spec))
        made += (data, piece)
        at += len(data) + len(piece)
    return b"".join(made), tuple(places)
