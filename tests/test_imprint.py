"""Digests of what a build is made from: equal ones for equal values, and others for all that can be told apart."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import combinations

import pytest

from ogpsite.imprint import imprint
from ogpsite.model import kinds, records
from ogpsite.model.fields import Field, fields_of
from ogpsite.model.values import Due, Party, Ref, Text
from ogpsite.problems import Place

DAY = datetime.date(2026, 11, 24)
EN = Text((("en", "words"),))
APART = [
    *("", "1", 1, 1.0, True, None, b"1", (), ("",), (None,), ("1", "2"), ("12",), (("1",), "2"), {}, {"a": "1"}),
    *(DAY, (DAY,), DAY.toordinal(), str(DAY), Text(), EN, EN.variants, (EN,)),
    *(Due("text", EN), Due("text", written="words"), Ref("a", Place("a", 1)), Ref("a", Place("a", 2)), Place("a", 1)),
    *(Party(name=EN), Party(), records.Evidence(title=EN), records.Rules(title=EN), records.Evidence(url="words")),
]


def test_what_can_be_told_apart_has_another_digest() -> None:
    same = [(one, other) for one, other in combinations(APART, 2) if imprint(one) == imprint(other)]
    assert not same


def test_equal_values_have_equal_digests_whichever_objects_they_are_made_of() -> None:
    word = "".join(["wo", "rds"])  # another object than the literal
    one = (EN, Due("text", EN, by=DAY), records.Evidence(title=EN, date=DAY))
    again = Text((("en", word),))
    other = (again, Due("text", Text((("en", word),)), by=datetime.date(2026, 11, 24)))
    assert imprint(one) == imprint((*other, replace(records.Evidence(title=again), date=DAY)))


def values_of(spec: Field) -> object:
    """Something that a field may hold: groups whole, as far as their own fields have values."""
    inside = spec.of() if spec.of else EN
    return (inside,) if spec.many or spec.of else inside


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_every_group_of_every_record_has_a_digest(kind: str) -> None:
    record: type = kinds.KINDS[kind].record
    found = {spec.name: imprint(values_of(spec)) for spec in fields_of(record)}
    assert all(len(one) == 12 for one in found.values())


def test_what_nobody_can_write_plainly_has_none() -> None:
    with pytest.raises(ValueError, match="unmarshallable"):
        imprint((object(),))
