"""The least that each step of a build needs: the same inputs given to the libraries alone, or made by C.

    python -m benchmarks.floors small medium --times 5      (in tests/; or: make floors)

One build is caught in a process (`inputs`), then each floor is taken over what its steps got and gave: the least of
some runs. Where no library does a step, the floor is to make the very same values anew, by C (`marshal`). Printed
beside what the step takes now (`benchmarks.steps`), and written to tests/benchmarks/results/floors.md.
"""

# ruff: noqa: T201 - its words are its result
from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import clocks, run, steps
from benchmarks.records import SIZES
from benchmarks.table_of_steps import OPENING, STEPS, WHY, functions

Floor = tuple[float, str]  # seconds, and what was done in them


def floors(size: str, times: int, base: Path) -> dict[str, Floor]:
    """The floor of each step of a cold build."""
    folder = base / size / "floors"
    run.prepared(run.OWN, folder, size)
    command = list(run.OWN.command[1:])
    steps.child(
        "clocks", base / "warm.json", command, folder
    )  # so that all is compiled that an installation has compiled
    run.readied(run.OWN, folder, "", "cold", 0)
    file = base / f"{size}.json"
    steps.child("floors", file, [str(times), *command], folder)
    found: dict[str, Any] = json.loads(file.read_bytes())
    opening = opened(found.pop("modules"), times, base)
    return {OPENING: (opening, "Python with the same modules of its own and of libraries"), **found}


def opened(modules: list[str], times: int, base: Path) -> float:
    """What it takes to begin Python and open some modules: the least of some runs."""
    code = f"for one in {modules!r}:\n try: __import__(one)\n except Exception: pass\nimport os; os._exit(0)"
    return min(run.measured([sys.executable, "-P", "-c", code], base).cpu for _ in range(times))


Measured = tuple[steps.Found, dict[str, Floor]]  # what the steps take now, and their floors


def table(found: dict[str, Measured]) -> str:
    """Each step with what it takes now and its floor, in seconds, for every size, in Markdown."""
    heads = "".join(f" {SIZES[size]:,}: now | floor |" for size in found)
    lines = [f"| step |{heads} the floor is | why the rest |", f"|---|{'---:|---:|' * len(found)}---|---|"]
    for step in STEPS:
        pairs = [pair(step.name, *one) for one in found.values()]
        what = next(iter(found.values()))[1].get(step.name, (0.0, "–"))[1]
        lines.append(f"| {step.name} |{''.join(map(cells, pairs))} {what} | {WHY[step.name]} |")
    sums = [[pair(step.name, *one) for step in STEPS] for one in found.values()]
    whole = "".join(cells((sum(now for now, _ in one), sum(min(both) for both in one))) for one in sums)
    return "\n".join([*lines, f"| **all** |{whole} of each step the lesser of both | |", "", *beside(found)]) + "\n"


def pair(step: str, now: steps.Found, least: dict[str, Floor]) -> tuple[float, float]:
    """What a step takes now, and its floor."""
    user, system, _ = now["steps"][step]
    return user + system, least.get(step, (0.0, ""))[0]


def cells(both: tuple[float, float]) -> str:
    return f" {both[0]:.3f} | {both[1]:.3f} |"


def beside(found: dict[str, Measured]) -> Iterator[str]:
    """What else was measured over the same inputs: the libraries as they come."""
    for size, (now, least) in found.items():
        for name, (seconds, what) in least.items():
            if name not in now["steps"]:
                yield f"- {SIZES[size]:,} records, {name}: {seconds:.3f} s ({what})"


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("sizes", nargs="*", default=["small", "medium"], help=f"of {', '.join(SIZES)}")
    words.add_argument("--times", type=int, default=5)
    given = words.parse_args()
    clocks.none_missing([target for target, _ in functions()])
    run.RESULTS.mkdir(exist_ok=True)
    found: dict[str, Measured] = {}
    with tempfile.TemporaryDirectory(prefix="ogpsite-floors-") as base:
        for size in given.sizes:
            now = steps.least(steps.measured(size, ["cold"], given.times, Path(base), keeps=False)["cold"])
            found[size] = now, floors(size, given.times, Path(base))
            (run.RESULTS / "floors.md").write_text(table(found), "utf-8")
    print(table(found))


if __name__ == "__main__":
    main()
