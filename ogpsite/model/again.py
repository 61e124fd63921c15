"""What a process remembers from one build to the next: results of pure steps, by what they were made from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar, cast

Made = TypeVar("Made")
Noun = TypeVar("Noun")
NOTHING: tuple[Any, ...] = (None, (), (), None)
EACH = "each"  # stands in place of a result where there is one for each noun


class Again:
    """Results of pure functions. What two builds in a row didn't ask for is forgotten, so it never grows.

    It also counts how often each file was told to have changed, whatever its times and sizes say.
    """

    def __init__(self) -> None:
        self.new: dict[Hashable, tuple[Any, ...]] = {}
        self.old: dict[Hashable, tuple[Any, ...]] = {}
        self.counted: dict[str, int] = {}
        self.everything = 0

    def note(self, paths: Iterable[str]) -> None:
        """Notes that files changed; the empty path means that any of them may have."""
        for path in paths:
            if path:
                self.counted[path] = self.counted.get(path, 0) + 1
            else:
                self.everything += 1

    def changes(self, path: str) -> tuple[int, int]:
        """How often a file was told to have changed."""
        return self.everything, self.counted.get(path, 0)

    def turn(self) -> None:
        """After a whole build: what it didn't ask for is let go with the next."""
        self.old, self.new = self.new, {}

    def told(self, is_sure: Callable[[object], bool]) -> list[tuple[Any, ...]]:
        """All that this build asked for, as plain values and nouns, for another process (`Again.of`).

        What was made from a value that isn't sure is left out.
        """
        old = self.old  # what another process told was sure
        found = (one for key, one in self.new.items() if one is old.get(key) or all(map(is_sure, one[2])))
        return [(one[0], tuple(one[1].values()), one[2], EACH) if isinstance(one[1], dict) else one for one in found]

    @classmethod
    def of(cls, told: Iterable[tuple[Any, ...]]) -> Again:
        """What another process told."""
        again = cls()
        for entry in told:
            key, nouns, values, result = entry
            each = result == EACH
            again.old[key] = (key, {id(pair[0]): pair for pair in nouns}, values, None) if each else entry
        return again

    def kept(
        self, key: Hashable, nouns: tuple[object, ...], values: tuple[object, ...], make: Callable[[], Made]
    ) -> Made:
        """What was made of the same nouns (the very same objects) and equal values under this key, or made now."""
        found = self.new.get(key) or self.old.get(key) or NOTHING
        same = found[2] == values and len(found[1]) == len(nouns)
        if not (same and found[0] is not None and all(a is b for a, b in zip(found[1], nouns, strict=True))):
            found = (key, nouns, values, make())
        self.new[key] = found
        return cast("Made", found[3])

    def each(
        self, key: Hashable, nouns: Sequence[Noun], values: tuple[object, ...], make: Callable[[Noun], Made]
    ) -> list[Made]:
        """What is made of each noun; only of those that are new, where the values are equal to those of before."""
        found = self.new.get(key) or self.old.get(key) or NOTHING
        known: dict[int, tuple[object, Made]] = found[1] if found[0] is not None and found[2] == values else {}
        made = {}
        result = []
        for noun in nouns:
            before = known.get(id(noun))
            if before is None or before[0] is not noun:
                before = (noun, make(noun))
            made[id(noun)] = before
            result.append(before[1])
        self.new[key] = (key, made, values, None)
        return result

    def same(self, key: Hashable, value: Made) -> Made:
        """The value of the build before where this one is equal to it, so that what follows from it is known again."""
        return self.kept(key, (), (value,), lambda: value)
