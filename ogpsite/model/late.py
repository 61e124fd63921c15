"""Values that are made when somebody asks for them: a page needs few of the facts of a large site."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from typing import Any, TypeVar, overload

from ogpsite.model.noted import FRAMES, Node, fact_key, noted, read
from ogpsite.model.noted import unnoted as apart_from

Key = TypeVar("Key")
Value = TypeVar("Value")
ValueOf = TypeVar("ValueOf", covariant=True)


class LateMap(Mapping[Key, ValueOf]):
    """A mapping with known keys, whose values are made one by one by a pure function, each once."""

    def __init__(self, keys: Iterable[Key], make: Callable[[Key], ValueOf]) -> None:
        self.names = dict.fromkeys(keys)
        self.make = make
        self.made: dict[Key, tuple[ValueOf, Node | None]] = {}

    def __getitem__(self, key: Key) -> ValueOf:
        found = self.made.get(key)
        if found is None:
            if key not in self.names:
                raise KeyError(key)
            found = self.made[key] = noted(lambda: self.make(key))
        if FRAMES:
            read(found[1])
        return found[0]

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)

    def __contains__(self, key: object) -> bool:
        return key in self.names

    def __iter__(self) -> Iterator[Key]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


class LateTuple(Sequence[ValueOf]):
    """A list that is made as a whole, by a pure function, once."""

    def __init__(self, make: Callable[[], tuple[ValueOf, ...]]) -> None:
        self.make = make
        self.made: tuple[tuple[ValueOf, ...], Node | None] | None = None

    @property
    def is_made(self) -> bool:
        return self.made is not None

    @property
    def whole(self) -> tuple[ValueOf, ...]:
        if self.made is None:
            self.made = noted(self.make)
        if FRAMES:
            read(self.made[1])
        return self.made[0]

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self.whole,)

    @overload
    def __getitem__(self, at: int) -> ValueOf: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[ValueOf, ...]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return self.whole[at]

    def __iter__(self) -> Iterator[ValueOf]:
        return iter(self.whole)

    def __len__(self) -> int:
        return len(self.whole)

    def __eq__(self, other: object) -> bool:
        return self.whole == (other.whole if isinstance(other, LateTuple) else other)

    def __hash__(self) -> int:
        return hash(self.whole)


class LateMapping(Mapping[Key, ValueOf]):
    """A mapping that is made as a whole, by a pure function, once."""

    def __init__(self, make: Callable[[], Mapping[Key, ValueOf]]) -> None:
        self.make = make
        self.made: tuple[Mapping[Key, ValueOf], Node | None] | None = None

    @property
    def whole(self) -> Mapping[Key, ValueOf]:
        if self.made is None:
            self.made = noted(self.make)
        if FRAMES:
            read(self.made[1])
        return self.made[0]

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self.whole),)

    def __getitem__(self, key: Key) -> ValueOf:
        return self.whole[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self.whole)

    def __len__(self) -> int:
        return len(self.whole)


class LateEach(Mapping[Key, ValueOf]):
    """A mapping that is made as a whole; who asks for one value has read that one, not what all were made from."""

    def __init__(self, name: str, make: Callable[[], Mapping[Key, ValueOf]]) -> None:
        self.name, self.make = name, make
        self.made: tuple[Mapping[Key, ValueOf], Node | None] | None = None
        self.notes: dict[Any, str] = {}  # that a value was read; each is read several times

    @property
    def whole(self) -> tuple[Mapping[Key, ValueOf], Node | None]:
        if self.made is None:
            self.made = apart_from(lambda: noted(self.make))
        return self.made

    def get(self, key: Any, default: Any = None) -> Any:
        found = self.whole[0].get(key)
        if FRAMES:
            note = self.notes.get(key)
            if note is None:
                note = self.notes[key] = fact_key(self.name, key, found)
            FRAMES[-1].others.add(note)
        return default if found is None else found

    def __getitem__(self, key: Key) -> ValueOf:
        found: ValueOf | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return self.get(key) is not None

    def all(self) -> Mapping[Key, ValueOf]:
        """All values; who asks for them has read what they were made from, and notes none by itself."""
        if FRAMES:
            read(self.whole[1])
        return self.whole[0]

    def __iter__(self) -> Iterator[Key]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self.all())

    def values(self) -> ValuesView[ValueOf]:
        return self.all().values()

    def items(self) -> ItemsView[Key, ValueOf]:
        return self.all().items()

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self.whole[0]),)
