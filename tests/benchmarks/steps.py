"""What each step of a build takes: processor seconds, by clocks that are put around functions of the program.

    python -m benchmarks.steps small medium --cases cold nocache record --times 5      (in tests/; or: make steps)

The build is that of the benchmark, by one process. Of the runs of a case that with the least time is told, so that its
steps add up. Written to tests/benchmarks/results/: the table, every run, and a profile of each case (cProfile), whole
and as the functions that take most. A step whose functions are gone or aren't called ends the run.
"""

# ruff: noqa: T201 - its words are its result
from __future__ import annotations

import argparse
import io
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import clocks, run
from benchmarks.records import SIZES
from benchmarks.table_of_steps import functions

CASES = ("cold", "nocache", "record")
TESTS = Path(__file__).parent.parent
TOP = 60  # functions of a profile that are written
HOT = 15  # of these, those that are told
Found = dict[str, Any]  # what `clocked` writes


def child(kind: str, file: Path, command: list[str], folder: Path) -> None:
    """Runs a command of the program in a process of its own, as `clocked` says. Raises RuntimeError with its words."""
    environment = os.environ | {"PYTHONPATH": str(TESTS)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody installs the program so
    code = "from benchmarks import clocked; clocked.main()"
    line = [sys.executable, "-P", "-c", code, kind, str(file), *command]
    ended = subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"{command}: {(ended.stdout + ended.stderr)[-2000:]}")


def clocked(folder: Path, record: str, case: str, number: int) -> Found:
    """One run of a case, clocked. Raises LookupError where a step didn't run that a cold build has."""
    command = run.readied(run.OWN, folder, record, case, number)[1:]
    time.sleep(0.06)  # what was written a moment ago would be looked at again
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        child("clocks", Path(file.name), command, folder)
        found: Found = json.loads(Path(file.name).read_bytes())
    if case == "cold" and found["never"]:
        raise LookupError(f"never called: {', '.join(found['never'])}; say in tests/benchmarks/table_of_steps.py why")
    return found


def profiled(folder: Path, record: str, case: str, number: int, name: str) -> None:
    """Keeps the profile of one run beside the figures."""
    command = run.readied(run.OWN, folder, record, case, number)[1:]
    time.sleep(0.06)
    run.RESULTS.mkdir(exist_ok=True)
    file = run.RESULTS / f"{name}.prof"
    child("profile", file, command, folder)
    tell_profile(file)


def tell_profile(file: Path) -> None:
    """Writes beside a profile the functions that take most, by themselves and with all they call."""
    out = io.StringIO()
    stats = pstats.Stats(str(file), stream=out).strip_dirs()
    for key in ("tottime", "cumtime"):
        stats.sort_stats(key).print_stats(TOP)
    file.with_suffix(".txt").write_text(out.getvalue(), "utf-8")
    print(hot(stats), file=sys.stderr)


def hot(stats: pstats.Stats) -> str:
    """The functions that take most by themselves, with their share: the hot spots."""
    whole = stats.total_tt  # type: ignore[attr-defined]
    rows = sorted(((own, calls, place) for place, (_, calls, own, *_) in stats.stats.items()), reverse=True)  # type: ignore[attr-defined]
    return "\n".join(
        f"{100 * own / whole:5.1f} % {calls:8,} × {file}:{name}" for own, calls, (file, _, name) in rows[:HOT]
    )


def measured(size: str, cases: list[str], times: int, base: Path, keeps: bool = True) -> dict[str, list[Found]]:
    """Every run of every case of a size; with a profile of each case where it `keeps` them."""
    folder = base / size / "ogpsite"
    record = run.prepared(run.OWN, folder, size)
    found: dict[str, list[Found]] = {}
    for case in cases:
        if case == "record":  # beside a site as it is after two builds
            for number in range(2):
                clocked(folder, record, "cold" if number == 0 else "again", -1)
        found[case] = [clocked(folder, record, case, number) for number in range(times)]
        if keeps:
            profiled(folder, record, case, times, f"{size}-{case}")
    return found


def seconds(one: Found) -> float:
    return float(one["user"] + one["system"])


def least(runs: list[Found]) -> Found:
    return min(runs, key=seconds)


def table(size: str, found: dict[str, list[Found]]) -> str:
    """Steps with their seconds (in brackets those of the system) and shares for every case, in Markdown."""
    best = {case: least(runs) for case, runs in found.items()}
    heads = "".join(f" {case}: s (of it system) | share |" for case in best)
    lines = [f"| {size}: {SIZES[size]:,} records |{heads}", f"|---|{'---:|---:|' * len(best)}"]
    for step in next(iter(best.values()))["steps"]:
        lines.append(f"| {step} |{''.join(cells(one['steps'][step], seconds(one)) for one in best.values())}")
    sums = "".join(cells((one["user"], one["system"]), seconds(one)) for one in best.values())
    return "\n".join([*lines, f"| **all** |{sums}"]) + "\n"


def cells(used: Sequence[float], whole: float) -> str:
    user, system = used[:2]
    return f" {user + system:.3f} ({system:.3f}) | {100 * (user + system) / whole:.1f} % |"


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("sizes", nargs="*", default=["small", "medium"], help=f"of {', '.join(SIZES)}")
    words.add_argument("--cases", nargs="+", default=["cold"], choices=CASES)
    words.add_argument("--times", type=int, default=5)
    words.add_argument("--no-profile", action="store_true", help="without the profiles, which take three times as long")
    given = words.parse_args()
    clocks.none_missing([target for target, _ in functions()])
    run.RESULTS.mkdir(exist_ok=True)
    found: dict[str, dict[str, list[Found]]] = {}
    with tempfile.TemporaryDirectory(prefix="ogpsite-steps-") as base:
        for size in given.sizes:
            found[size] = measured(size, given.cases, given.times, Path(base), not given.no_profile)
            print(table(size, found[size]), flush=True)
    (run.RESULTS / "steps.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    (run.RESULTS / "steps.md").write_text("\n".join(table(size, one) for size, one in found.items()), "utf-8")


if __name__ == "__main__":
    main()
