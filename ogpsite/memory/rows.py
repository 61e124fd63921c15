"""Rows of small numbers, one behind the other, as they lie on disk: a tenth of what tuples of numbers take."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator

FEW = 12  # numbers that are looked for one by one, which is done in C; from there on each row is looked at
SIZE = array("I").itemsize


class Rows:
    """Rows that were kept, and behind them those that came since. A row has its place as its number."""

    def __init__(self, data: bytes = b"", ends: bytes = b"") -> None:
        """`data`: all numbers of all rows; `ends`: where each row ends in it, counted in numbers."""
        self.data, self.ends = data, array("I", ends)
        self.kept = len(self.ends)
        self.border = len(data) // SIZE
        self.more = bytearray()

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, at: int) -> array[int]:
        begin, end = self.ends[at - 1] if at else 0, self.ends[at]
        if at < self.kept:
            return array("I", self.data[begin * SIZE : end * SIZE])
        return array("I", self.more[(begin - self.border) * SIZE : (end - self.border) * SIZE])

    def add(self, row: array[int]) -> None:
        """Puts a row behind the others."""
        self.more += row.tobytes()
        self.ends.append(self.border + len(self.more) // SIZE)

    def put(self, numbers: array[int], ends: array[int]) -> None:
        """Puts several rows behind the others: their numbers, and where each row ends among these."""
        first = self.border + len(self.more) // SIZE
        self.more += numbers.tobytes()
        self.ends.extend([first + end for end in ends])

    def since(self, kept: int) -> tuple[bytes, bytes]:
        """The rows from one on, as they are given to `extend`."""
        begin = (self.ends[kept - 1] if kept else 0) * SIZE
        data = self.data[begin:] + bytes(self.more[max(0, begin - len(self.data)) :])
        return data, self.ends[kept:].tobytes()

    def extend(self, data: bytes, ends: bytes) -> None:
        """Puts rows behind the others, as `since` gave them."""
        self.more += data
        self.ends.frombytes(ends)

    def with_any(self, wanted: Collection[int]) -> set[int]:
        """The rows that hold one of some numbers."""
        if len(wanted) <= FEW:
            return {row for number in wanted for row in self.with_one(number)}
        among = frozenset(wanted)
        return {at for at in range(len(self)) if not among.isdisjoint(self[at])}

    def with_one(self, number: int) -> Iterator[int]:
        """The rows that hold a number."""
        needle = array("I", (number,)).tobytes()
        for data, first in ((self.data, 0), (self.more, self.border)):
            at = data.find(needle)
            while at >= 0:
                if at % SIZE:
                    at = data.find(needle, at + 1)
                    continue
                row = bisect_right(self.ends, first + at // SIZE)
                yield row
                at = data.find(needle, (self.ends[row] - first) * SIZE)

    def led_to(self, found: set[int]) -> None:
        """Adds the rows that hold one of those found, or one that is added. A row holds numbers of rows before it."""
        if not found:
            return
        for data, first in ((self.data, 0), (self.more, self.border)):
            for at, number in enumerate(memoryview(data).cast("I"), first):
                if number in found:
                    found.add(bisect_right(self.ends, at))
