"""The blanks of pages and data files filled in with the words of a day, and anew with those of another."""

from __future__ import annotations

import datetime
import hashlib
from array import array
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any

from markupsafe import escape

from ogpsite.model.blanks import (
    CLOSING,
    DAYS,
    GROUPED,
    ISO,
    LEFT,
    MARKS,
    NOBODY,
    OPENING,
    RARE,
    Spec,
    filled,
    leaves_open,
)
from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.words import Words

AFTER = OPENING[1:2]
Place = tuple[int, int, Spec]  # where in the bytes what is filled in begins, how long it is, and what is said there


class Filler:
    """What is said in the blanks of pages in one language, on one day; each once, for most stand on several pages."""

    def __init__(self, said: Words, day: datetime.date) -> None:
        self.said, self.day = said, day
        self.known: dict[Spec, bytes] = {}
        self.marked: dict[bytes, tuple[bytes, Spec]] = {}  # by the number that stands in a mark

    def __call__(self, spec: Spec) -> bytes:
        data = self.known.get(spec)
        if data is None:
            data = self.known[spec] = str(escape(filled(spec, self.said, self.day))).encode()
        return data

    def of_mark(self, number: bytes) -> tuple[bytes, Spec]:
        """What is said in a blank of this process, and by what, found once."""
        found = self.marked.get(number)
        if found is None:
            spec = MARKS.specs[int(number)]
            found = self.marked[number] = self(spec), spec
        return found


def closed(page: bytes, fill: Filler) -> tuple[bytes, tuple[Place, ...]]:
    """The bytes of a page with its blanks filled in, and where they were."""
    if RARE not in page:
        return page, ()
    pieces = page.split(RARE)  # many times faster than to look for a whole mark
    if not all(one.startswith(AFTER) for one in pieces[1:]):  # letters of another script begin with it, too
        pieces = [piece for one in page.split(OPENING) for piece in one.split(CLOSING)]
    else:
        pieces[1:] = [one[2:] for one in pieces[1:]]
    made, places = joined(pieces[::2], map(fill.of_mark, pieces[1::2]))
    return whole(made), places


def whole(page: bytes) -> bytes:
    """A page, in which nothing is left open. Raises UnicodeError where its words can't be written."""
    if RARE in page:
        page.decode()
    return page


def anew(data: bytes, places: Iterable[Place], fill: Filler) -> tuple[bytes, tuple[Place, ...]]:
    """The bytes of a page that was filled in for another day, and where its blanks are now."""
    made: list[bytes] = []
    now: list[Place] = []
    before = more = 0  # how far it is made; by how much that is longer than it was
    for start, length, spec in places:
        said = fill(spec)
        now.append((start + more, len(said), spec))
        made += (data[before:start], said)
        before, more = start + length, more + len(said) - length
    return b"".join((*made, data[before:])), tuple(now)


def joined(kept: list[bytes], said: Iterable[tuple[bytes, Spec]]) -> tuple[bytes, tuple[Place, ...]]:
    """Pieces of a page with what is said between them, and by what."""
    made, places, at = [kept[0]], [], len(kept[0])
    for piece, (data, spec) in zip(kept[1:], said, strict=True):
        size = len(data)
        places.append((at, size, spec))
        made += (data, piece)
        at += size + len(piece)
    return b"".join(made), tuple(places)


# Data files: their marks say by themselves what is to be filled in; their places are kept in little room.

KINDS = (DAYS, ISO, GROUPED)


class Filled(Output):
    """A data file whose blanks are filled in; `places` says where they are."""

    __slots__ = ("places",)
    places: bytes

    def __init__(self, path: str, data: bytes, places: bytes) -> None:
        super().__init__(path, data)
        object.__setattr__(self, "places", places)

    def __reduce__(self) -> tuple[type[Filled], tuple[str, bytes, bytes]]:
        return Filled, (self.path, self.data, self.places)


def day_of(edition: Edition) -> datetime.date:
    """The day of an edition, which nobody has read."""
    return datetime.date.fromordinal(datetime.date.toordinal(edition.site.day))


def output(edition: Edition, path: str, words: str | bytes) -> Output:
    """A data file. What `words` leave open is filled in: who makes it has not read the day."""
    data = words.encode(errors="surrogatepass") if isinstance(words, str) else words
    if not leaves_open(data):
        return Output(path, data)
    pieces = LEFT.split(data)
    specs: list[Spec] = [(kind.decode(), int(number)) for kind, number in zip(pieces[1::3], pieces[2::3], strict=True)]
    fill = Filler(NOBODY, day_of(edition))
    made, places = joined(pieces[::3], ((fill(spec), spec) for spec in specs))
    return Filled(path, made, kept(places))


def kept(places: tuple[Place, ...]) -> bytes:
    """Places of data as they are kept: of each three numbers, the last of which is what is said there."""
    return array(
        "I",
        chain.from_iterable((at, size, rest[0] * len(KINDS) + KINDS.index(kind)) for at, size, (kind, *rest) in places),
    ).tobytes()


def data_anew(data: bytes, places: bytes, fill: Filler) -> tuple[bytes, bytes]:
    """As `anew`, for a data file."""
    numbers = array("I", places)
    found = tuple(
        (at, size, (KINDS[said % len(KINDS)], said // len(KINDS)))
        for at, size, said in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
    )
    made, now = anew(data, found, fill)
    return made, kept(now)


# a file that needn't be made: path, SHA-256, size; with blanks also the day they say, and places
Known = tuple[Any, ...]


def places_of(outputs: Iterable[Output]) -> dict[str, bytes]:
    """Where the blanks are of those outputs that have any, by their paths."""
    return {one.path: one.places for one in outputs if isinstance(one, Filled)}


class Blanks:
    """The blanks of data files that needn't be made, filled in anew for a day; `read` gives the bytes of a file."""

    def __init__(self, day: datetime.date, read: Callable[[str], bytes]) -> None:
        self.day, self.read, self.fill = day.toordinal(), read, Filler(NOBODY, day)

    def with_places(self, prints: Iterable[Known], places: Mapping[str, bytes]) -> list[Known]:
        """What is kept of files, with their places."""
        return [(*one, self.day, places[one[0]]) if one[0] in places else one for one in prints]

    def renewed(self, known: list[Known], unread: bool) -> tuple[list[Known], dict[str, Output]] | None:
        """What is known of some files now, and those that are filled in anew, by their paths; None where one doesn't
        hold what it did. `unread`: nobody wants their bytes."""
        if unread or not any(one[3:] and one[3] != self.day for one in known):
            return known, {}
        found: list[Known] = []
        outputs: dict[str, Output] = {}
        for one in known:
            if not one[3:] or one[3] == self.day:
                found.append(one)
                continue
            data = self.read(one[0])
            if hashlib.sha256(data).hexdigest() != one[1]:
                return None
            made, places = data_anew(data, one[4], self.fill)
            outputs[one[0]] = Output(one[0], made)
            found.append((one[0], hashlib.sha256(made).hexdigest(), len(made), self.day, places))
        return found, outputs
