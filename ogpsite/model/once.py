"""What a pure function makes of an immutable noun, kept with the noun for as long as it lives."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

Noun = TypeVar("Noun")
Made = TypeVar("Made")
P = ParamSpec("P")
SIGN = "once "  # no attribute can have such a name


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
            return known[key]
        except KeyError:
            made = known[key] = function(noun, *values)  # type: ignore[call-arg]
            return made

    return kept  # type: ignore[return-value]
