"""What is told of nodes, one by one."""

from __future__ import annotations

from collections.abc import Iterator

from ogpsite.model.noted import Told


def each(told: Told) -> Iterator[tuple[int, list[int], list[str], list[int]]]:
    """Each node: its number, and the fields, names and nodes that it read."""
    a = b = c = 0
    for number, d, e, f in zip(told.numbers, *told.ends, strict=True):
        yield number, list(told.fields[a:d]), told.names[b:e], list(told.nodes[c:f])
        a, b, c = d, e, f
