"""When the preview's process looks for what nobody uses any more."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from ogpsite.serve.heap import MOST, SOME, Heap


class Ring:
    """A thing that only a search lets go."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def heap() -> Iterator[Heap]:
    before = gc.get_threshold()
    yield Heap()
    gc.unfreeze()
    gc.set_threshold(*before)


def old() -> weakref.ref[Ring]:
    """Something that lived through the searches of young objects, and that nobody uses."""
    ring = Ring()
    gc.collect(1)
    gc.collect(1)
    return weakref.ref(ring)


def test_a_pause_lets_go_what_some_sites_left(heap: Heap) -> None:
    ring = old()
    for _ in range(SOME - 1):
        heap.replaced()
    heap.pause()
    assert ring() is not None
    heap.replaced()
    heap.pause()
    assert ring() is None


def test_without_a_pause_what_many_sites_left_is_let_go(heap: Heap) -> None:
    ring = old()
    for _ in range(MOST - 1):
        heap.replaced()
    assert ring() is not None
    heap.replaced()
    assert ring() is None


def test_what_was_set_apart_is_searched_at_rest_only(heap: Heap) -> None:
    ring = old()
    heap.first()
    heap.search()
    assert ring() is not None
    for _ in range(SOME):
        heap.replaced()
    heap.rest()
    assert ring() is None
    assert gc.get_freeze_count()


def test_old_objects_are_not_searched_by_themselves(heap: Heap) -> None:
    ring = old()
    kept = [[number] for number in range(300_000)]
    assert ring() is not None
    assert len(kept) == 300_000
