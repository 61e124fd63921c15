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
from pathlib import Path
from typing import Any

from benchmarks import clocks, run, steps
from benchmarks.records import SIZES
from benchmarks.table_of_steps import OPENING, STEPS, functions

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


def table(size: str, now: steps.Found, found: dict[str, Floor]) -> str:
    """Step, what it takes now, its floor, and how often that goes into it, in Markdown."""
    lines = [
        f"| {size}: {SIZES[size]:,} records | now, s | floor, s | now ÷ floor | the floor is |",
        "|---|---:|---:|---:|---|",
    ]
    whole = least = 0.0
    for step in STEPS:
        user, system, _ = now["steps"][step.name]
        floor, what = found.get(step.name, (0.0, "nothing"))
        whole, least = whole + user + system, least + min(floor, user + system)
        ratio = f"{(user + system) / floor:.1f}" if floor else "–"
        lines.append(f"| {step.name} | {user + system:.3f} | {floor:.3f} | {ratio} | {what} |")
    lines.append(f"| **all** | {whole:.3f} | {least:.3f} | {whole / least:.1f} | |")
    more = [f"- {name}: {seconds:.3f} s, {what}" for name, (seconds, what) in found.items() if name not in now["steps"]]
    return "\n".join([*lines, "", *more]) + "\n"


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("sizes", nargs="*", default=["small", "medium"], help=f"of {', '.join(SIZES)}")
    words.add_argument("--times", type=int, default=5)
    given = words.parse_args()
    clocks.none_missing([target for target, _ in functions()])
    run.RESULTS.mkdir(exist_ok=True)
    told = []
    with tempfile.TemporaryDirectory(prefix="ogpsite-floors-") as base:
        for size in given.sizes:
            now = steps.least(steps.measured(size, ["cold"], given.times, Path(base), keeps=False)["cold"])
            told.append(table(size, now, floors(size, given.times, Path(base))))
            print(told[-1], flush=True)
    (run.RESULTS / "floors.md").write_text("\n".join(told), "utf-8")


if __name__ == "__main__":
    main()
