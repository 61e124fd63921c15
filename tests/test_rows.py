"""What outputs read, as rows of numbers: kept, taken up again, and asked which of them hold a number."""

from __future__ import annotations

import random
from array import array
from collections.abc import Collection

import pytest

from ogpsite.memory.rows import FEW, Rows

MANY = 0x01000001  # bytes that stand in others' numbers, too: 0x00010000 and 0x01 side by side hold it


def rows_of(found: list[list[int]], kept: int) -> Rows:
    """Rows of which some were kept before, and some came since."""
    before = Rows()
    for one in found[:kept]:
        before.add(array("I", one))
    rows = Rows(*before.since(0))
    for one in found[kept:]:
        rows.add(array("I", one))
    return rows


def drawn(seed: int) -> list[list[int]]:
    """Rows of numbers whose bytes are alike, some rows empty; from one row to hundreds."""
    dice = random.Random(seed)
    some = [0, 1, 256, 257, 65536, MANY, 1 << 24, (1 << 31) + 1, *(dice.randrange(1 << 32) for _ in range(30))]
    return [dice.sample(some, dice.choice((0, 0, 1, 2, 9))) for _ in range(dice.choice((1, 5, 300)))]


@pytest.mark.parametrize("seed", range(30))
def test_rows_are_as_they_were_given(seed: int) -> None:
    found, kept = drawn(seed), random.Random(seed).randrange(10)
    rows = rows_of(found, kept)
    assert [list(rows[at]) for at in range(len(rows))] == found
    again = Rows(*rows.since(0))
    again.extend(*Rows().since(0))
    assert [list(again[at]) for at in range(len(again))] == found
    since = Rows(*rows_of(found[:kept], 0).since(0))
    since.extend(*rows.since(min(kept, len(found))))
    assert [list(since[at]) for at in range(len(since))] == found, "what is kept beside the rest"


@pytest.mark.parametrize("seed", range(30))
def test_who_holds_a_number(seed: int) -> None:
    found = drawn(seed)
    rows = rows_of(found, random.Random(seed).randrange(10))
    there = sorted({number for row in found for number in row})
    for wanted in ([], there[:1], there[-3:], [2, 255], there[:FEW], there):
        expected = {at for at, row in enumerate(found) if not set(wanted).isdisjoint(row)}
        assert rows.with_any(wanted) == expected
    assert all(rows.with_any([one]) == {at for at, row in enumerate(found) if one in row} for one in there)


def led_to(found: list[list[int]], begun: Collection[int]) -> set[int]:
    """As `Rows.led_to`, row by row."""
    reached = set(begun)
    for at, row in enumerate(found):
        if not reached.isdisjoint(row):
            reached.add(at)
    return reached


@pytest.mark.parametrize("seed", range(30))
def test_what_leads_to_others(seed: int) -> None:
    dice = random.Random(seed)
    found = [dice.sample(range(at), min(at, dice.choice((0, 0, 1, 3)))) for at in range(dice.choice((1, 40, 300)))]
    rows = rows_of(found, dice.randrange(20))
    for begun in (set(), {0}, {len(found) - 1}, set(dice.sample(range(len(found)), min(3, len(found))))):
        reached = set(begun)
        rows.led_to(reached)
        assert reached == led_to(found, begun)
