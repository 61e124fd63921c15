"""How a record declares its fields: each by kind, once; validation, references, schemas and docs follow from it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from ogpsite.model.values import Text
from ogpsite.nouns import dataclass

EMPTY = Text()
Sought = TypeVar("Sought")
ANY = ("*",)


@dataclass(frozen=True, slots=True)
class Field:
    """The declaration of one field.

    kind names how a value is read (the table `READERS` in `validate`). `choices` are codes with their English words;
    `to` the kinds of record that a reference may lead to (`ANY`: all); `of` the class of a group or of the items of
    a list; `many` says that several values may be given.
    """

    name: str
    kind: str
    doc: str
    required: bool = False
    many: bool = False
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    to: tuple[str, ...] = ()
    of: type | None = None
    localised: bool = False


LOCALISED = frozenset({"text", "prose"})
WORDS = frozenset({"word", "key", "url", "link", "email", "contact", "zone", "month-day", "colour", "ogp-id"})
LISTS = frozenset({"items", "map", "evidence", "languages", "names", "pairs", "targets", "csp"})


def declare(
    kind: str,
    doc: str,
    *,
    required: bool = False,
    many: bool = False,
    choices: Mapping[str, str] | None = None,
    to: tuple[str, ...] = (),
    of: type | None = None,
) -> Any:
    """A dataclass field that carries its declaration; without a value it is None, an empty tuple or an empty text."""
    spec = Field("", kind, doc, required, many, choices or {}, to, of, kind in LOCALISED)
    return dataclasses.field(default=blank(spec), metadata={"field": spec}, kw_only=True)


def blank(spec: Field) -> Any:
    """What a field holds where nothing was given."""
    if spec.many or spec.kind in LISTS:
        return ()
    if spec.localised:
        return EMPTY
    return "" if spec.kind in WORDS else {"boolean": False}.get(spec.kind)


@cache
def fields_of(record: type) -> tuple[Field, ...]:
    """The declared fields of a record type or group, in the order of their declaration."""
    return tuple(
        dataclasses.replace(field.metadata["field"], name=field.name.rstrip("_"))
        for field in dataclasses.fields(record)
        if "field" in field.metadata
    )


LEAVES = frozenset({str, int, float, bool, type(None), datetime.date})  # types of values that hold no other ones
PLAIN = frozenset(
    "word key day choice number percent whole boolean url link email contact address".split()
)  # kinds of fields that hold nothing but these, or several of them
PROOFS = frozenset({"evidence", "proof"})  # kinds of fields that hold proofs, which hold files and who published them
FILES = PROOFS | {"file"}
REFERENCES = PROOFS | {"ref", "answers", "count-or-ref", "party"}


def declared_by(type_: type) -> tuple[tuple[str, Field], ...]:
    """The attributes of a type that hold declared fields, with these; none of a type that declares nothing."""
    found = fields_of(type_) if dataclasses.is_dataclass(type_) else ()
    return tuple((attribute(spec.name), spec) for spec in found)


declared: Callable[[type], tuple[tuple[str, Field], ...]] = cache(declared_by)


def holding_by(type_: type, sought: frozenset[str]) -> tuple[str, ...]:
    """The attributes of a type whose values may hold what is sought (`REFERENCES`, `FILES`, `PROOFS`).

    What is sought may stand in a group, or in a group of a group.
    """
    return tuple(
        name for name, spec in declared(type_) if spec.kind in sought or (spec.of and holding_by(spec.of, sought))
    )


holding: Callable[[type, frozenset[str]], tuple[str, ...]] = cache(holding_by)


def wording_by(type_: type) -> tuple[str, ...]:
    """The attributes of a type whose values may hold other ones: texts, references, files, groups and lists of them."""
    return tuple(name for name, spec in declared(type_) if spec.kind not in PLAIN)


wording: Callable[[type], tuple[str, ...]] = cache(wording_by)


def inner(value: object, sought: frozenset[str]) -> list[tuple[str, Any]]:
    """What a record or group holds in which there may be something that is sought: each attribute and its value."""
    return [(name, found) for name in holding(type(value), sought) if (found := getattr(value, name))]


def sought_in(value: object, sought: frozenset[str], type_: type[Sought]) -> list[Sought]:
    """Every value of a type that is sought in a record or group, however deep, in the order of its fields."""
    found: list[Sought] = []
    for name in holding(type(value), sought):
        held = getattr(value, name)
        for one in held if type(held) is tuple else (held,):
            if isinstance(one, type_):
                found.append(one)
            elif one:
                found += sought_in(one, sought, type_)
    return found


def inner_texts(value: object) -> list[tuple[str, Any]]:
    """What a record or group holds that may hold more, as texts do: each such field's attribute and its value."""
    return [(name, found) for name in wording(type(value)) if type(found := getattr(value, name)) not in LEAVES]


def having_by(type_: type, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some attributes that a type of record has: to ask each record for one that it can't have is slow."""
    return tuple(name for name in names if hasattr(type_, name))


having: Callable[[type, tuple[str, ...]], tuple[str, ...]] = cache(having_by)


def attribute(name: str) -> str:
    """The attribute that holds a field: a Python keyword gets an underscore (`from` → `from_`)."""
    return f"{name}_" if name in ("from", "for") else name
