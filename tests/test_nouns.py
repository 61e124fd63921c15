"""What `nouns.dataclass` makes of a class is what `dataclasses.dataclass` makes of it, only later."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import json
import operator
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field
from functools import partial
from typing import Any

import pytest

from ogpsite import nouns

WAYS: tuple[Callable[..., Any], ...] = (dataclasses.dataclass, nouns.dataclass)
TOLD = """
import dataclasses, importlib, inspect, json, pkgutil, sys
import ogpsite.nouns
if sys.argv[1] == "python":
    ogpsite.nouns.dataclass = dataclasses.dataclass
METHODS = ("__init__", "__repr__", "__eq__", "__lt__", "__setattr__", "__delattr__")
found = {}
for info in pkgutil.walk_packages(ogpsite.__path__, "ogpsite."):
    if info.name == "ogpsite.__main__":
        continue
    for one in vars(importlib.import_module(info.name)).values():
        if isinstance(one, type) and one.__module__ == info.name and dataclasses.is_dataclass(one):
            parameters = inspect.signature(one).parameters.values()
            found[f"{info.name}.{one.__qualname__}"] = [
                [repr(value).partition(" at 0x")[0] for value in dataclasses.fields(one)],
                [(each.name, str(each.kind), each.default is each.empty) for each in parameters],
                [repr(one.__dataclass_params__), one.__match_args__, one.__hash__ is None],
                [sorted(vars(one).get("__slots__", ())), hasattr(one, "__dict__")],
                [getattr(one, name) is getattr(object, name) for name in METHODS],
            ]
print(json.dumps(found))
"""


def declared(way: Callable[..., Any]) -> dict[str, Any]:
    """The same classes, made in one way."""

    @way(frozen=True, slots=True)
    class Slotted:
        a: int
        b: dict[str, int] = field(default_factory=dict, hash=False)
        c: str = field(default="x", compare=False, repr=False)

        def first(self) -> int:
            return self.a

    @way(frozen=True, slots=True)
    class Longer(Slotted):
        d: int = 3
        b: dict[str, int] = field(default_factory=lambda: {"b": 1}, hash=False)

    @way(frozen=True, kw_only=True)
    class Named:
        d: int = 3
        e: str
        f: tuple[str, ...] = field(default=(), kw_only=False)

    @way
    class Plain:
        d: list[int] = field(default_factory=list)
        g: int = field(default=7, init=False)

        def __post_init__(self) -> None:
            self.d = [*self.d, 1]

    @way(frozen=True, order=True)
    class Ordered:
        d: int
        e: int = 0

    @way(frozen=True, repr=False)
    class Own:
        d: int

        def __eq__(self, other: object) -> bool:
            return True

    @way(frozen=True)
    class Hashed:
        d: int

        def __hash__(self) -> int:
            return 5

    @way(frozen=True)
    class Nothing:
        """No field."""

    return {name: kind for name, kind in locals().items() if isinstance(kind, type)}


PAIRS = [(name, *(declared(way)[name] for way in WAYS)) for name in declared(WAYS[0])]
GIVEN: dict[str, tuple[dict[str, Any], ...]] = {
    "Slotted": ({"a": 1}, {"a": 1, "c": "y"}, {"a": 2, "b": {"z": 1}}),
    "Longer": ({"a": 1}, {"a": 1, "d": 4}, {"a": 2, "b": {}}),
    "Named": ({"e": "e"}, {"e": "e", "f": ("g",)}, {"d": 1, "e": "f"}),
    "Plain": ({}, {"d": [3]}),
    "Ordered": ({"d": 1}, {"d": 2}, {"d": 1, "e": 5}),
    "Own": ({"d": 1}, {"d": 2}),
    "Hashed": ({"d": 1}, {"d": 2}),
    "Nothing": ({}, {}),
}


def said(ask: Callable[[], Any]) -> str:
    """What comes of asking; of a fault its kind and words."""
    try:
        return repr(ask())
    except (TypeError, AttributeError) as fault:
        return f"{type(fault).__name__}: {fault}"


def of_class(kind: Any) -> list[object]:
    """What can be asked of a class."""
    parameters = inspect.signature(kind).parameters.values()
    return [
        [(one.name, one.kind, one.default is one.empty) for one in parameters],
        [(one.name, one.type, one.default, one.kw_only) for one in dataclasses.fields(kind)],
        [name for name in "abcdefg" if hasattr(kind, name)],  # what holds where nothing is given
        (kind.__match_args__, kind.__hash__ is None, vars(kind).get("__slots__"), repr(kind.__dataclass_params__)),
        [said(lambda: kind(unheard=1)), said(lambda: kind(*range(9)))],
    ]


def of_noun(one: Any, others: list[Any]) -> list[object]:
    """What can be asked of one, beside others of its class."""
    first = next((each.name for each in dataclasses.fields(one)), "none")
    touched = copy.copy(one)
    return [
        repr(one).partition(" at 0x")[0],
        [(one == other, one != other, said(partial(operator.lt, one, other))) for other in [*others, object()]],
        said(lambda: hash(one) == hash(copy.copy(one))),
        dataclasses.asdict(one),
        said(lambda: dataclasses.astuple(dataclasses.replace(one))),
        [said(lambda: setattr(touched, first, 9)), said(lambda: delattr(touched, first))],
        "" if hasattr(one, "__slots__") else said(lambda: setattr(touched, "unheard", 9)),  # of Python a fault
    ]


@pytest.mark.parametrize(("name", "python", "ours"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_what_is_made_is_the_same(name: str, python: Any, ours: Any) -> None:
    assert of_class(python) == of_class(ours)
    made = [[kind(**given) for given in GIVEN[name]] for kind in (python, ours)]
    for one, other in zip(*made, strict=True):
        assert of_noun(one, made[0]) == of_noun(other, made[1])


@nouns.dataclass(frozen=True, slots=True)
class Passed:
    a: int
    b: tuple[int, ...] = ()


@nouns.dataclass(frozen=True)
class Kept:
    a: int


class Loose(Kept):
    """A class made of a noun may hold more than its fields."""


def test_nouns_pass_to_other_processes() -> None:
    for one in (Passed(1, (2,)), Kept(3)):
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(one, protocol)) == one


def test_a_class_made_of_a_noun_holds_its_fields_fast() -> None:
    loose = Loose(1)
    loose.more = 2  # type: ignore[attr-defined]
    with pytest.raises(dataclasses.FrozenInstanceError):
        loose.a = 3  # type: ignore[misc]
    assert (loose.a, vars(loose)) == (1, {"a": 1, "more": 2})


def test_nothing_is_made_before_it_is_asked_for() -> None:
    kind = declared(nouns.dataclass)["Slotted"]
    late = {name for name, one in vars(kind).items() if isinstance(one, nouns.Later)}
    assert {"__init__", "__eq__", "__hash__", "__repr__", "__setattr__", "__dataclass_fields__"} <= late
    assert nouns.is_noun(kind)
    assert nouns.is_noun(Loose)
    assert not nouns.is_noun(int)
    one = kind(1)
    still = {name for name, one in vars(kind).items() if isinstance(one, nouns.Later)}
    assert late - still == {"__init__", "__dataclass_fields__"}
    assert one == kind(1)
    assert not isinstance(vars(kind)["__eq__"], nouns.Later)


def test_many_may_ask_at_once() -> None:
    """The threads of a preview meet in the same class."""
    for _ in range(50):
        kinds = declared(nouns.dataclass)
        with ThreadPoolExecutor(8) as threads:
            made = list(threads.map(lambda _: kinds["Longer"](1), range(8)))  # noqa: B023
        assert all(one == made[0] and hash(one) == hash(made[0]) for one in made)


@pytest.mark.slow
def test_every_noun_is_as_python_would_make_it() -> None:
    command = [sys.executable, "-c", TOLD]
    env = {**os.environ, "PYTHONHASHSEED": "0"}  # sets are told in the same order
    told = [
        json.loads(
            subprocess.run([*command, way], check=True, capture_output=True, text=True, timeout=300, env=env).stdout
        )
        for way in ("python", "ours")
    ]
    assert len(told[0]) > 200
    assert told[0] == told[1]
