"""How long work stays in small steps: whoever goes through all records asks now and then whether to go on."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from itertools import islice
from typing import Any, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")
STEP = 16  # records between two pulses


def go_on() -> None:
    """The pulse of work that nothing ends."""


def paced(found: Mapping[Key, Value], pulse: Callable[[], None]) -> Mapping[Key, Value]:
    """The mapping; who goes through its values or items feels the pulse now and then, which may end the work."""
    return found if pulse is go_on else Paced(found, pulse)


class Paced(dict[Key, Value]):
    """A dict, looked up as quickly as any."""

    def __init__(self, found: Mapping[Key, Value], pulse: Callable[[], None]) -> None:
        super().__init__(found)
        self.pulse = pulse

    def values(self) -> PacedValues:  # type: ignore[override]
        return PacedValues(self)

    def items(self) -> PacedItems:  # type: ignore[override]
        return PacedItems(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (list(super().items()),)


class PacedValues(ValuesView[Any]):
    """The values, in small steps."""

    _mapping: Paced[Any, Any]

    def __iter__(self) -> Iterator[Any]:
        return in_steps(iter(dict.values(self._mapping)), self._mapping.pulse)


class PacedItems(ItemsView[Any, Any]):
    """The pairs, in small steps."""

    _mapping: Paced[Any, Any]

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return in_steps(iter(dict.items(self._mapping)), self._mapping.pulse)


def in_steps(found: Iterator[Value], pulse: Callable[[], None]) -> Iterator[Value]:
    """All of them, with the pulse before every few."""
    while step := tuple(islice(found, STEP)):
        pulse()
        yield from step
