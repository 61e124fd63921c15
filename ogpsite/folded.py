"""The inside of nouns as bytes: how they are read safely, and how a record keeps its fields until one is asked for.

A build with one changed sentence asks few records for their fields. So what is kept of a record for later builds is a
few values that each build asks for, and all others as one piece of bytes, which is opened when the first is asked for.
"""

from __future__ import annotations

import dataclasses
import datetime
import io
import pickle
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

from ogpsite.nouns import is_noun

PLAIN_NOUNS = ("Index", "Phrase")  # nouns that aren't dataclasses
FOLD = "folded in"  # no attribute can have such a name
TEXT = "text in"  # nor such a one; the languages of a record's text that is read late, each with its piece
INSIDE_SIGN = "inside "  # begins the name of what is made of a record, and kept with its folded fields
OPEN = frozenset({"meta", "body"})  # fields that each build asks for, and one whose text lies in the source, too


Late = tuple[Any, int]  # a file of pieces (`memory/files.py`), and the number of one that is read when it's asked for


class Damaged(Exception):  # noqa: N818 - the name of a state, as Refused
    """What is remembered of a record proved to be damaged when it was asked for: all must be read anew."""


class Here:
    """Stands for a file of pieces in what is written to it."""


class Filing(Protocol):
    """What writes a file of pieces. Nouns with a method `filed` tell it which of their parts shall be read late, and
    give their class with their state, in which these are late."""

    def moved(self, found: bytes | Late) -> Late:
        """Bytes, or a part of another file, in this one."""

    def text(self, text: str) -> Late:
        """A text in this file, once for each text (the very same object)."""


class Nouns(pickle.Unpickler):
    """Reads plain values and the program's own immutable nouns; anything else is damage.

    `known`: nouns of another file, which are spoken of by their number. `here`: the file that is read, which late
    parts lie in.
    """

    known: Sequence[Any] = ()
    here: Any = None

    def find_class(self, module: str, name: str) -> Any:
        if self.here is not None and (module, name) == (__name__, Here.__name__):
            return self.here
        return noun_of(module, name)

    def persistent_load(self, number: Any) -> Any:
        return self.known[number]


@cache
def noun_of(module: str, name: str) -> Any:
    """The class of a noun. Raises UnpicklingError where it is none."""
    found = getattr(sys.modules.get(module), name, None)
    own = isinstance(found, type) and found.__module__ == module and module.startswith("ogpsite.")
    if own and (is_noun(found) or name in PLAIN_NOUNS):
        return found
    if (module, name) == ("datetime", "date"):
        return datetime.date
    raise pickle.UnpicklingError(f"{module}.{name} is no noun")


@cache
def folding(kind: Any) -> tuple[str, ...]:
    """The fields of a kind of record that are folded, in order."""
    return tuple(one.name for one in dataclasses.fields(kind) if one.name not in OPEN)


def kind_of(record: Any) -> Any:
    return type(record)


def piece(found: bytes | Late) -> bytes:
    """Bytes, read from their file where they lie there. Raises Damaged."""
    if isinstance(found, bytes):
        return found
    file, number = found
    try:
        body: bytes = file.piece(number)
    except (OSError, ValueError, IndexError) as fault:
        raise Damaged(str(fault)) from fault
    return body


def folded(record: Any) -> bytes:
    """The fields of a record and what is kept with them, as bytes."""
    known, kind = vars(record), kind_of(record)
    body: bytes | Late | None = known.get(FOLD)
    if body is None:
        inside = {name: one for name, one in known.items() if type(name) is str and name.startswith(INSIDE_SIGN)}
        body = pickle.dumps((tuple(known[name] for name in folding(kind)), inside), protocol=5)
    return piece(body)


def unfold(record: Any, wanted: str = "") -> None:
    """Gives a record its fields, if they are folded; its text only where that is wanted.

    Raises Damaged where they lie in a file, and aren't whole.
    """
    known, kind = vars(record), kind_of(record)
    if wanted == "body":  # which isn't among the folded ones
        file, variants = known.get(TEXT, (None, ()))
        if file is not None:
            found = [(language, piece((file, at)).decode(errors="surrogatepass")) for language, at in variants]
            known.setdefault(wanted, kind.text_of(found))
            known.pop(TEXT, None)
        return
    body = known.get(FOLD)
    if body is not None:
        fields, inside = Nouns(io.BytesIO(piece(body))).load()
        for name, value in (*zip(folding(kind), fields, strict=True), *inside.items()):
            known.setdefault(name, value)  # another thread may have been here meanwhile
        known.pop(FOLD, None)
