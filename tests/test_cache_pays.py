"""No case is slower with the cache than without it, in seconds of the processors, by turns; no absolute limits."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from benchmarks import site_ogpsite
from benchmarks.records import records
from benchmarks.run import measured

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cache-pays")]

COUNT = 60
TURNS, MOST = 2, 8  # turns at least and at most: a busy machine may spoil some
CLEARLY = 0.85  # of the time without a cache, at most
FILLS = 1.25  # what a cold build may take that begins one: it writes down what every page read
DAY = 24
BUILD = (sys.executable, "-m", "ogpsite", "build", "--as-of")
PAGE = "themes/own/templates/plans/commitment.html"


@dataclass
class Sides:
    """The same site twice: one is built with the cache, the other without."""

    kept: Path
    bare: Path
    record: str
    best: dict[str, tuple[float, float]] = field(default_factory=dict)

    def change(self, how: Callable[[Path], object]) -> None:
        for folder in (self.kept, self.bare):
            how(folder)

    def turn(self, case: str, day: int = DAY) -> None:
        """Builds both; the least seconds of each are kept."""
        command = (*BUILD, f"2026-11-{day}")
        with_it = measured(command, self.kept).cpu
        without = measured((*command, "--no-cache"), self.bare).cpu
        before = self.best.get(case, (with_it, without))
        self.best[case] = (min(before[0], with_it), min(before[1], without))


def said(sides: Sides, number: int) -> None:
    """A sentence at the end of a record."""

    def write(folder: Path) -> None:
        with (folder / sides.record).open("a", encoding="utf-8") as file:
            file.write(f"\nA new sentence, number {number}.\n")

    sides.change(write)


def looked(sides: Sides, number: int) -> None:
    """Another template of a page."""
    block = f'{{% block head %}}<meta name="number" content="{number}">{{% endblock %}}'
    text = f'{{% extends "default/plans/commitment.html" %}}\n{block}'
    sides.change(lambda folder: site_ogpsite.put(folder / PAGE, text))


def bared(folder: Path) -> None:
    """Puts aside what builds left, as the benchmarks do: where files were just deleted, ext4 makes new ones dearer."""
    aside = folder.with_name(f"{folder.name}-aside")
    aside.mkdir(exist_ok=True)
    for name in ("output", ".ogpsite", ".output.ogpsite"):
        if (folder / name).exists():
            (folder / name).rename(aside / f"{len(list(aside.iterdir()))}{name}")


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory, module_monkeypatch: None) -> Sides:
    base = tmp_path_factory.mktemp("cache-pays")
    site_ogpsite.write(base / "kept", records(COUNT))
    with (base / "kept/site.yaml").open("a", encoding="utf-8") as file:
        file.write("theme: own\n")
    site_ogpsite.put(base / "kept/themes/own/theme.yaml", "name: Own\nextends: default\n")
    site_ogpsite.put(base / "kept" / PAGE, '{% extends "default/plans/commitment.html" %}\n')
    shutil.copytree(base / "kept", base / "bare")
    first = next(records(COUNT))
    found = Sides(base / "kept", base / "bare", f"content/plans/{first.group}/commitments/{first.key}/commitment.md")
    found.turn("first")  # compiles what isn't compiled yet
    return found


@pytest.fixture(scope="module")
def module_monkeypatch() -> Iterator[None]:
    """As the program is used: Python keeps what it compiled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


CASES: dict[str, Callable[[Sides, int], None]] = {
    "nothing": lambda sides, number: None,
    "record": said,
    "template": looked,
    "day": lambda sides, number: None,
}


@pytest.mark.parametrize("case", CASES)
def test_a_build_with_the_cache_is_clearly_cheaper(case: str, sides: Sides) -> None:
    for number in range(MOST):
        CASES[case](sides, number)
        sides.turn(case, DAY + 1 + number % 5 if case == "day" else DAY)
        if case == "day":
            measured((*BUILD, f"2026-11-{DAY}"), sides.kept)  # back to the day of the others
        with_it, without = sides.best[case]
        if number + 1 >= TURNS and with_it <= CLEARLY * without:
            return
    pytest.fail(f"{case}: {with_it:.2f} s of processors with the cache, {without:.2f} without it")


def test_to_begin_a_cache_costs_little(sides: Sides) -> None:
    """What is held honestly: a cold build also notes what every page read, so it can't cost nothing."""
    for number in range(MOST):
        sides.change(bared)
        sides.turn("cold")
        with_it, without = sides.best["cold"]
        if number + 1 >= TURNS and with_it <= FILLS * without:
            return
    pytest.fail(f"cold: {with_it:.2f} s of processors and a cache for the next builds, {without:.2f} without one")
