"""JSON is written as Python's own writer writes it."""

from __future__ import annotations

import datetime
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from ogpsite import jsonwords

LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.builds(Markup, st.text())
    | st.sampled_from(["\n", '"', "\\", "\u2028", "</script>", "ع", "\x00", "\ud800"])
)  # fmt: skip
KEYS = st.text() | st.integers() | st.booleans() | st.none() | st.builds(Markup, st.text())
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner) | st.dictionaries(KEYS, inner)
    ),
    max_leaves=30,
)
INNER = LEAVES | st.lists(LEAVES, max_size=2) | st.dictionaries(st.text(), LEAVES, max_size=2)
FEW = st.dictionaries(st.text(), INNER, min_size=1, max_size=3)


def plain(value: object) -> Any:
    assert isinstance(value, datetime.date)
    return {"day": value.isoformat(), "parts": [value.year, []]}


@given(VALUES)
def test_it_is_written_as_python_writes_it(value: object) -> None:
    assert jsonwords.written(value, plain) == json.dumps(value, ensure_ascii=False, indent=1, default=plain)


@given(st.lists(st.text() | st.just("100 %s"), min_size=1, max_size=4, unique=True), st.data())
def test_rows_are_written_as_objects(names: list[str], data: st.DataObject) -> None:
    cells = LEAVES.filter(lambda one: not isinstance(one, datetime.date))
    kinds = [cells | st.lists(cells, max_size=2).map(tuple), st.text(), st.text() | st.none(), st.none()]
    columns_of = [data.draw(st.sampled_from(kinds)) for _ in names]  # most hold one kind of value
    rows = data.draw(st.lists(st.tuples(*columns_of), max_size=3))
    expected = [json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, indent=1) for row in rows]
    columns: list[tuple[Any, ...]] = [*zip(*rows, strict=True)] if rows else [()] * len(names)
    assert jsonwords.rows(names, columns) == expected


@given(VALUES, FEW, FEW)
def test_what_is_written_already_stands_in_others_as_it_is(
    value: object, one: dict[str, Any], two: dict[str, Any]
) -> None:
    written = jsonwords.Written(jsonwords.written(value, plain))
    held = {"before": [written, 1], "last": written}
    assert jsonwords.written(held) == jsonwords.written({"before": [value, 1], "last": value}, plain)
    named = {f"1{key}": inner for key, inner in one.items()}, {f"2{key}": inner for key, inner in two.items()}
    texts = [jsonwords.Written(jsonwords.written(part, plain)) for part in named]
    whole = {**named[0], "x": [1], **named[1]}
    assert jsonwords.joined(texts[0], {"x": [1]}, texts[1]) == jsonwords.written(whole, plain)
