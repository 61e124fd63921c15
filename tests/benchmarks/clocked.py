"""One command of the program in this process: with clocks, under Python's profiler, or caught for the floors.

    python -P -c "from benchmarks import clocked; clocked.main()" clocks|profile|floors FILE build --as-of DAY

`FILE` gets what was found. The process works alone (no workers), as other processes' clocks can't be read.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from benchmarks import table_of_steps as table
from benchmarks.clocks import Around, Clocks, Fitter


def alone(function: Callable[..., Any]) -> Callable[..., Any]:
    """In place of `workers.cores`: one processor."""
    return lambda: 1


def main() -> None:
    kind, file, *command = sys.argv[1:]
    sys.argv = ["ogpsite", *command]
    {"clocks": clocked, "profile": profiled, "floors": floors}[kind](file)


def clocked(file: str) -> None:
    """Writes the seconds of each step, those of the whole, and the functions that were never called."""
    whole = [step.name for step in table.STEPS if step.whole]
    clocks = Clocks([step.name for step in table.STEPS], [*whole, table.OPENING])
    wanted: dict[str, Around] = {target: clocks.around(step) for target, step in table.functions()}
    fitter = Fitter(wanted | {"ogpsite.workers:cores": alone}, clocks, table.OPENING)
    clocks.collecting(table.GARBAGE)
    clocks.enter(clocks.steps.index(table.OPENING))
    fitter.start()
    clocks.enter(clocks.steps.index(table.REST))  # until here it was Python itself
    code = ended()
    clocks.leave()
    clocks.leave()
    used = zip(clocks.user, clocks.system, clocks.calls, strict=True)
    found = {
        "steps": dict(zip(clocks.steps, used, strict=True)),
        "user": sum(clocks.user),
        "system": sum(clocks.system),
        "never": sorted(wanted.keys() - fitter.used),
    }
    told(file, found, code)


def profiled(file: str) -> None:
    import cProfile

    fitter = Fitter({"ogpsite.workers:cores": alone})
    fitter.start()
    profile = cProfile.Profile()
    code = profile.runcall(ended)
    profile.dump_stats(file)
    os._exit(code)


def floors(file: str) -> None:
    """Writes the floor of each step; the first of the command is how often each is taken."""
    from benchmarks.inputs import Inputs  # the program is opened by the build that it catches

    _, times, *command = sys.argv
    inputs = Inputs(command)
    from benchmarks.least import all_of

    told(file, {"modules": inputs.opened, **all_of(inputs, int(times))}, 0)


def ended() -> int:
    """Runs the command; gives its exit code."""
    from ogpsite.cli import main

    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def told(file: str, found: object, code: int) -> None:
    """Writes what was found, and ends at once, as the program does."""
    with open(file, "w", encoding="utf-8") as out:  # noqa: PTH123 - without opening more of Python
        json.dump(found, out)
    os._exit(code)
