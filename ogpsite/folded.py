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
from typing import Any

from ogpsite.nouns import is_noun

PLAIN_NOUNS = ("Index", "Phrase")  # nouns that aren't dataclasses
FOLD = "folded in"  # no attribute can have such a name
INSIDE_SIGN = "inside "  # begins the name of what is made of a record, and kept with its folded fields
OPEN = frozenset({"meta", "body"})  # fields that each build asks for, and one whose text lies in the source, too


class Nouns(pickle.Unpickler):
    """Reads plain values and the program's own immutable nouns; anything else is damage.

    `known`: nouns of another file, which are spoken of by their number.
    """

    known: Sequence[Any] = ()

    def find_class(self, module: str, name: str) -> Any:
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


def folded(record: Any) -> bytes:
    """The fields of a record and what is kept with them, as bytes."""
    known, kind = vars(record), kind_of(record)
    body: bytes | None = known.get(FOLD)
    if body is None:
        inside = {name: one for name, one in known.items() if type(name) is str and name.startswith(INSIDE_SIGN)}
        body = pickle.dumps((tuple(known[name] for name in folding(kind)), inside), protocol=5)
    return body


def unfold(record: Any) -> None:
    """Gives a record its fields, if they are folded."""
    known, kind = vars(record), kind_of(record)
    body = known.get(FOLD)
    if body is not None:
        fields, inside = Nouns(io.BytesIO(body)).load()
        for name, value in (*zip(folding(kind), fields, strict=True), *inside.items()):
            known.setdefault(name, value)  # another thread may have been here meanwhile
        known.pop(FOLD, None)
