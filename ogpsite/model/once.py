"""What a pure function makes of an immutable noun, kept with the noun for as long as it lives."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from ogpsite.folded import INSIDE_SIGN, unfold
from ogpsite.model.noted import APART, APART_SIGN, FRAMES, UNKNOWN, Node, apart_key, noted, unnoted

Noun = TypeVar("Noun")
Made = TypeVar("Made")
P = ParamSpec("P")
SIGN = "once "  # no attribute can have such a name
HERE_SIGN = "here "


def once(function: Callable[Concatenate[Noun, P], Made]) -> Callable[Concatenate[Noun, P], Made]:
    """The function, which is asked once for each noun (and plain values beside it): a record, a site or an edition.

    Only for functions that give something immutable, or what nobody changes.
    """
    name = f"{SIGN}{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def kept(noun: Any, *values: Any) -> Any:
        known = noun.__dict__
        key: Any = (name, *values) if values else name
        try:
            made, node = known[key]
        except KeyError:
            made, node = known[key] = noted(lambda: function(noun, *values))  # type: ignore[call-arg]
        if FRAMES:
            FRAMES[-1].others.add(node or UNKNOWN)  # as `read`, which is asked for all the time
        return made

    kept.key = name  # type: ignore[attr-defined]
    return kept  # type: ignore[return-value]


def lasting(function: Callable[Concatenate[Noun, P], Made]) -> Callable[Concatenate[Noun, P], Made]:
    """As `once`, for a function of a record alone that gives plain values or nouns, and is asked mostly where nobody
    notes what is read: there its result goes with the record to later builds, for what each build asks for."""
    return kept_with(APART_SIGN, function)


def folding(function: Callable[Concatenate[Noun, P], Made]) -> Callable[Concatenate[Noun, P], Made]:
    """As `lasting`, for what few builds ask for: it is folded with the record's fields (`folded.py`)."""
    return kept_with(INSIDE_SIGN, function)


def passing(function: Callable[Concatenate[Noun, P], Made]) -> Callable[Concatenate[Noun, P], Made]:
    """As `lasting`, but for this process alone."""
    return kept_with(HERE_SIGN, function)


def kept_with(begin: str, function: Callable[Concatenate[Noun, P], Made]) -> Callable[Concatenate[Noun, P], Made]:
    """What `lasting` gives; the name of each result begins with `begin`."""
    noting = once(function)
    sign = f"{begin}{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def kept(noun: Any, *values: Any) -> Any:
        if FRAMES:
            return noting(noun, *values)  # type: ignore[call-arg]
        known, key = noun.__dict__, f"{sign} {values}" if values else sign
        if key not in known:
            unfold(noun)
        if key not in known:
            known[key] = function(noun, *values)  # type: ignore[call-arg]
        return known[key]

    return kept  # type: ignore[return-value]


def recall(function: Callable[..., Any], noun: object, values: tuple[Any, ...], made: object, node: Node) -> None:
    """Gives a function of this module what it made of a noun in an earlier process, and what was read for it."""
    vars(noun).update({(function.key, *values): (made, node)})  # type: ignore[attr-defined, dict-item]


def apart(function: Callable[[Noun], Made]) -> Callable[[Noun], Made]:
    """The function of a record alone, asked once; who asks has read its result, and not what it was made from.

    For what rarely changes with the record, such as the addresses in its texts. Its result must tell all in its repr.
    """
    return apart_with(APART_SIGN, function)


def apart_folding(function: Callable[[Noun], Made]) -> Callable[[Noun], Made]:
    """As `apart`, for what few builds ask for: it is folded with the record's fields."""
    return apart_with(INSIDE_SIGN, function)


def apart_with(begin: str, function: Callable[[Noun], Made]) -> Callable[[Noun], Made]:
    """What `apart` gives; the name of each result begins with `begin`."""
    name = function.__qualname__
    sign = f"{begin}{function.__module__}.{name}"
    APART[name] = function

    @wraps(function)
    def kept(noun: Any) -> Any:
        known = noun.__dict__
        if sign not in known:
            unfold(noun)
        if sign not in known:
            known[sign] = unnoted(lambda: function(noun))
        made = known[sign]
        if FRAMES:
            FRAMES[-1].others.add(apart_key(name, noun.uid, made))
        return made

    return kept
