"""The clocks of the benchmarks count all time once, and say so where what they clock is gone."""

from __future__ import annotations

import os
import sys
import time
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks import alike, clocked_others, floors, least, run, same_libraries, steps
from benchmarks.clocks import Clocks, Fitter, found, none_missing
from benchmarks.inputs import CAUGHT, plain
from benchmarks.others import Tool
from benchmarks.records import SIZES
from benchmarks.table_of_steps import GARBAGE, OPENING, REST, STEPS, WHY, functions

PROGRAM = """
from functools import lru_cache

def outer(busy): busy(0.03); return inner(busy, more=1) + sum(several(busy))
def inner(busy, times=2, *, more=0): busy(0.02 * times); return times + more
def several(busy):
    for n in range(2): busy(0.01); yield n
@lru_cache
def kept(busy): busy(0.01); return 7
class Thing:
    @property
    def size(self): return 3
TABLE = {"inner": inner}
def held(value):
    def shown(): return value
    return shown
shown = held(1)
"""


def busy(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


@pytest.fixture
def program() -> Iterator[Any]:
    module: Any = types.ModuleType("clocked_program")
    exec(PROGRAM, module.__dict__)
    sys.modules["clocked_program"] = module
    yield module
    del sys.modules["clocked_program"]


def fitted(*named: tuple[str, str], whole: tuple[str, ...] = ()) -> tuple[Clocks, Fitter]:
    clocks = Clocks(("opening", "first", "second", "third"), whole)
    wanted = {f"clocked_program:{name}": clocks.around(step) for name, step in named}
    fitter = Fitter(wanted, clocks, "opening")
    fitter.start()
    fitter.end()
    return clocks, fitter


def test_no_time_is_counted_twice_and_none_is_lost(program: Any) -> None:
    clocks, _ = fitted(("outer", "first"), ("inner", "second"), ("several", "third"))
    before = time.process_time()
    assert program.outer(busy) == 4
    whole = time.process_time() - before
    used = [user + system for user, system in zip(clocks.user, clocks.system, strict=True)]
    assert used[1] - clocks_before(used, whole) == pytest.approx(0.03, abs=0.01)
    assert used[2:] == pytest.approx([0.04, 0.02], abs=0.01)


def clocks_before(used: list[float], whole: float) -> float:
    """What the first clock got of the time before it was entered: a process is counted from its beginning."""
    return sum(used) - whole


def test_within_a_whole_step_no_other_clock_runs(program: Any) -> None:
    clocks, fitter = fitted(("outer", "first"), ("inner", "second"), ("several", "third"), whole=("first",))
    program.outer(busy)
    assert clocks.calls == [0, 1, 0, 0]
    assert fitter.used == {f"clocked_program:{name}" for name in ("outer", "inner", "several")}


def test_functions_are_clocked_however_they_are_reached(program: Any) -> None:
    by_table, size = program.TABLE["inner"], program.Thing()
    clocks, _ = fitted(("inner", "first"), ("kept", "second"), ("Thing.size", "third"))
    assert (by_table(lambda _: None, 5, more=2), program.kept(busy), program.kept(busy), size.size) == (7, 7, 7, 3)
    assert clocks.calls[1:] == [1, 1, 1]


def test_a_module_is_fitted_when_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "opened_later.py").write_text("def work(): return 1\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    clocks = Clocks(("opening", "work"))
    fitter = Fitter({"opened_later:work": clocks.around("work")}, clocks, "opening")
    fitter.start()
    try:
        import opened_later  # type: ignore[import-not-found]
    finally:
        fitter.end()
    assert opened_later.work() == 1
    assert clocks.calls[1] == 1
    assert clocks.calls[0] >= 1


@pytest.mark.parametrize(
    ("name", "words"), [("renamed", "is gone"), ("TABLE", "no function"), ("shown", "holds values")]
)
def test_what_cannot_be_clocked_is_told(program: Any, name: str, words: str) -> None:
    with pytest.raises(LookupError, match=words):
        found(f"clocked_program:{name}")
    with pytest.raises(LookupError, match=words):
        none_missing(["clocked_program:inner", f"clocked_program:{name}"])


def test_every_function_that_is_clocked_or_caught_is_there() -> None:
    none_missing([target for target, _ in functions()])
    none_missing([f"ogpsite.{name}" for name in CAUGHT])


def test_every_step_has_a_floor_or_is_known_to_have_none() -> None:
    without = {OPENING, GARBAGE, REST, "addresses and links checked", "names of pages"}
    names = {step.name for step in STEPS}
    assert names - without <= least.FLOORS.keys()
    assert names == WHY.keys()


def test_values_as_python_writes_them_are_the_same_and_shared() -> None:
    class Noun:
        __dataclass_fields__ = ("one", "two")

        def __init__(self, one: object, two: object) -> None:
            self.one, self.two = one, two

    inner = ["x", 1]
    made = plain({"a": Noun(inner, frozenset("ba")), "b": inner})
    assert made == {"a": (("x", 1), ("a", "b")), "b": ("x", 1)}
    assert made["a"][0] is made["b"]


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setitem(SIZES, "little", 12)
    monkeypatch.setattr(run, "RESULTS", tmp_path / "results")
    return tmp_path


@pytest.mark.slow
def test_steps_of_a_little_site_add_up_and_its_profile_is_kept(little: Path) -> None:
    found = steps.measured("little", ["cold", "nocache", "record"], 1, little)
    for one in (steps.least(runs) for runs in found.values()):
        whole = sum(user + system for user, system, _ in one["steps"].values())
        assert whole == pytest.approx(one["user"] + one["system"])
        assert one["steps"]["views"][2] > 0
    assert found["cold"][0]["steps"]["views"][2] > found["record"][0]["steps"]["views"][2]
    table = steps.table("little", found)
    assert all(f"| {step.name} |" in table for step in STEPS)
    assert "function calls" in (little / "results/little-cold.txt").read_text("utf-8")


@pytest.mark.slow
def test_a_step_that_a_cold_build_never_takes_ends_the_run(little: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong: Callable[..., None] = lambda kind, file, *_: file.write_text('{"never": ["ogpsite.theme:Theme.render"]}')  # noqa: E731
    monkeypatch.setattr(steps, "child", wrong)
    record = run.prepared(run.OWN, little / "little/ogpsite", "little")
    with pytest.raises(LookupError, match=r"Theme\.render"):
        steps.clocked(little / "little/ogpsite", record, "cold", 0)


@pytest.mark.slow
def test_floors_of_a_little_site_are_taken(little: Path) -> None:
    found = floors.floors("little", 1, little)
    assert found.keys() == {OPENING, *least.FLOORS}
    assert all(seconds > 0 for seconds, _ in found.values())
    now = {"steps": {step.name: (1.0, 0.5, 1) for step in STEPS}}
    table = floors.table({"little": (now, found)})
    assert "| views | 1.500 | 0.0" in table
    assert "- 12 records, Markdown without extensions: 0.0" in table


def test_steps_that_are_compared_with_others_are_there() -> None:
    assert {name for names in same_libraries.OURS.values() for name in names} <= {step.name for step in STEPS}
    assert {*same_libraries.OURS, clocked_others.REST} == {*clocked_others.STEPS}
    for program in clocked_others.PROGRAMS.values():
        assert {step for _, step in program.functions} | {clocked_others.OPENING, clocked_others.REST} == {
            *clocked_others.STEPS
        }


@pytest.mark.slow
@pytest.mark.parametrize(
    "tool", [one for one in alike.TOOLS if one.name in clocked_others.PROGRAMS], ids=lambda one: one.name
)
def test_others_with_the_same_libraries_are_clocked(little: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    found = same_libraries.clocked(tool, "little", 1, little)
    assert all(found[step] > 0 for step in clocked_others.STEPS)
    assert (little / f"results/little-{tool.name}.txt").is_file()
