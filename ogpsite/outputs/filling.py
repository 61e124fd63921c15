"""The blanks of pages and data files filled in with the words of a day, and anew with those of another."""

from __future__ import annotations

import datetime
import hashlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, chain
from operator import add
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
# of each blank, where in the bytes it begins, how long it is, and which of these is said there: three numbers in a row
Places = tuple[bytes, tuple[Spec, ...]]
NOWHERE: Places = (b"", ())
Say = Callable[[int], bytes]  # what is said in a blank


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


def closed(page: bytes, fill: Filler) -> tuple[bytes, Places]:
    """The bytes of a page with its blanks filled in, and where they were."""
    if RARE not in page:
        return page, NOWHERE
    pieces = page.split(RARE)  # many times faster than to look for a whole mark
    if not all(one.startswith(AFTER) for one in pieces[1:]):  # letters of another script begin with it, too
        pieces = [piece for one in page.split(OPENING) for piece in one.split(CLOSING)]
    else:
        pieces[1:] = [one[2:] for one in pieces[1:]]
    marks = pieces[1::2]
    own = {mark: n for n, mark in enumerate(dict.fromkeys(marks))}
    specs = tuple([MARKS.specs[int(number)] for number in own])
    made, row = joined(pieces[::2], [*map(fill, specs)].__getitem__, [*map(own.__getitem__, marks)])
    return whole(made), (row, specs)


def whole(page: bytes) -> bytes:
    """A page, in which nothing is left open. Raises UnicodeError where its words can't be written."""
    if RARE in page:
        page.decode()
    return page


def anew(data: bytes, places: Places, fill: Filler) -> tuple[bytes, Places]:
    """The bytes of a page that was filled in for another day, and where its blanks are now."""
    row, specs = places
    made, now = filled_in(data, row, [*map(fill, specs)].__getitem__)
    return made, (now, specs)


def filled_in(data: bytes, row: bytes, say: Say) -> tuple[bytes, bytes]:
    """Bytes whose blanks say something else now, and where these are now."""
    numbers = array("I", row)
    begins, ends = numbers[::3], map(add, numbers[::3], numbers[1::3])
    kept = [data[end:begin] for end, begin in zip((0, *ends), (*begins, len(data)), strict=True)]
    return joined(kept, say, numbers[2::3])


def joined(kept: Sequence[bytes], say: Say, which: Sequence[int]) -> tuple[bytes, bytes]:
    """Pieces of a file with what is said between them, and the row of where that stands."""
    said = [*map(say, which)]
    made = [*chain.from_iterable(zip(kept[:-1], said, strict=True)), kept[-1]]
    begins = [*accumulate(map(len, made))][:-1:2]
    row = chain.from_iterable(zip(begins, map(len, said), which, strict=True))
    return b"".join(made), array("I", row).tobytes()


# Data files: their marks say by themselves what is to be filled in, and so does the last number of each place.

KINDS = (DAYS, ISO, GROUPED)
NUMBERS = {kind.encode(): n for n, kind in enumerate(KINDS)}


class Said(dict[int, bytes]):
    """What is said in the blanks of data files on a day, by these numbers."""

    def __init__(self, day: datetime.date) -> None:
        self.fill = Filler(NOBODY, day)

    def __missing__(self, number: int) -> bytes:
        value, kind = divmod(number, len(KINDS))
        data = self[number] = self.fill((KINDS[kind], value))
        return data


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
    marks = zip(pieces[1::3], pieces[2::3], strict=True)
    which = [int(value) * len(KINDS) + NUMBERS[kind] for kind, value in marks]
    return Filled(path, *joined(pieces[::3], Said(day_of(edition)).__getitem__, which))


# a file that needn't be made: path, SHA-256, size; with blanks also the day they say, and places
Known = tuple[Any, ...]


def places_of(outputs: Iterable[Output]) -> dict[str, bytes]:
    """Where the blanks are of those outputs that have any, by their paths."""
    return {one.path: one.places for one in outputs if isinstance(one, Filled)}


class Blanks:
    """The blanks of data files that needn't be made, filled in anew for a day; `read` gives the bytes of a file."""

    def __init__(self, day: datetime.date, read: Callable[[str], bytes]) -> None:
        self.day, self.read, self.said = day.toordinal(), read, Said(day)

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
            made, places = filled_in(data, one[4], self.said.__getitem__)
            outputs[one[0]] = Output(one[0], made)
            found.append((one[0], hashlib.sha256(made).hexdigest(), len(made), self.day, places))
        return found, outputs
