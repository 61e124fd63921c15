"""Small values that pass from one process to another by the ten thousand: read and written without asking dataclasses.

Python's own way asks `dataclasses.fields` for every single value, which takes most of the time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def quickly(kind: type[T]) -> type[T]:
    """A frozen dataclass with slots, whose state is the tuple of its fields."""
    names = tuple(one.name for one in fields(kind))  # type: ignore[arg-type]
    puts = tuple(getattr(kind, name).__set__ for name in names)
    first, *rest = names
    get = attrgetter(first, *rest)

    def state(self: Any) -> tuple[Any, ...]:
        found = get(self)
        return found if rest else (found,)

    def restored(self: Any, state: Iterable[Any]) -> None:
        for put, value in zip(puts, state, strict=True):
            put(self, value)

    kind.__getstate__ = state  # type: ignore[method-assign]
    kind.__setstate__ = restored  # type: ignore[attr-defined]
    return kind
