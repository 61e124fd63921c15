"""Where MkDocs and Pelican, which use the same python-markdown and Jinja2, spend their time on the sites alike.

    python -m benchmarks.same_libraries small medium --times 5      (in tests/; MkDocs and Pelican on the PATH)

By the clocks of `benchmarks.clocks`, put into their functions in their own Python; the least of some cold runs, beside
ogpsite's. Written to tests/benchmarks/results/: the table, and a profile of each (cProfile). What isn't installed is
told and left out.
"""

# ruff: noqa: T201 - its words are its result
from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import alike, run, steps
from benchmarks.clocked_others import MARKDOWN, OPENING, PROGRAMS, READING, REST, STEPS, TEMPLATES, WRITING
from benchmarks.others import Tool
from benchmarks.records import SIZES, records

OURS = {  # the steps of ogpsite that are the same work
    MARKDOWN: (MARKDOWN,),
    TEMPLATES: (TEMPLATES, "templates opened"),
    READING: ("files found and read", "front matter (YAML)"),
    WRITING: (WRITING,),
    OPENING: (OPENING,),
}


def python_of(program: str) -> str:
    """The Python that runs a program, from its first line."""
    line = Path(shutil.which(program) or "").read_text("utf-8").split("\n")[0]
    return line.removeprefix("#!").strip()


def one(kind: str, file: Path, tool: Tool, folder: Path) -> None:
    """One cold run of another program. Raises RuntimeError with its words where it fails."""
    for name in (tool.output, *tool.caches):
        run.put_aside(folder / name)
    code = "from benchmarks import clocked_others; clocked_others.main()"
    os.environ["PYTHONPATH"] = os.pathsep.join((str(steps.TESTS), str(folder)))
    try:
        run.measured([python_of(tool.program), "-P", "-c", code, kind, str(file), tool.name, *tool.command[1:]], folder)
    finally:
        del os.environ["PYTHONPATH"]


def clocked(tool: Tool, size: str, times: int, base: Path) -> dict[str, float]:
    """The steps of the run with the least time; its profile is kept."""
    folder = base / size / tool.name
    tool.write(folder, records(SIZES[size]))
    runs = []
    for number in range(times + 1):  # the first compiles what an installation has compiled
        file = base / f"{tool.name}-{number}.json"
        one("clocks", file, tool, folder)
        found: dict[str, Any] = json.loads(file.read_bytes())
        if found["never"]:
            raise LookupError(
                f"{tool.name} never called {', '.join(found['never'])}; say in {__file__} what it calls now"
            )
        runs.append(found["steps"])
    run.RESULTS.mkdir(exist_ok=True)
    profile = run.RESULTS / f"{size}-{tool.name}.prof"
    one("profile", profile, tool, folder)
    steps.tell_profile(profile)
    return min(runs[1:], key=lambda found: float(sum(found.values())))


def own(size: str, times: int, base: Path) -> dict[str, float]:
    """The same of ogpsite: its steps that are the same work, and everything else."""
    found = steps.least(steps.measured(size, ["cold"], times, base, keeps=False)["cold"])
    used = {step: user + system for step, (user, system, _) in found["steps"].items()}
    same = {step: sum(used[name] for name in names) for step, names in OURS.items()}
    return same | {REST: sum(used.values()) - sum(same.values())}


def table(size: str, found: dict[str, dict[str, float]]) -> str:
    lines = [f"| {size}: {SIZES[size]:,} records | {' | '.join(found)} |", f"|---|{'---:|' * len(found)}"]
    for step in STEPS:
        lines.append(f"| {step} | {' | '.join(f'{each[step]:.3f}' for each in found.values())} |")
    lines.append(f"| **all** | {' | '.join(f'{sum(each.values()):.3f}' for each in found.values())} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("sizes", nargs="*", default=["small", "medium"], help=f"of {', '.join(SIZES)}")
    words.add_argument("--times", type=int, default=5)
    given = words.parse_args()
    tools = [tool for tool in alike.TOOLS if tool.name in PROGRAMS and shutil.which(tool.program)]
    for name in PROGRAMS.keys() - {tool.name for tool in tools}:
        print(f"{name} is not installed: left out", file=sys.stderr)
    told = []
    with tempfile.TemporaryDirectory(prefix="ogpsite-same-") as base:
        for size in given.sizes:
            found = {"ogpsite": own(size, given.times, Path(base))}
            found |= {tool.name: clocked(tool, size, given.times, Path(base)) for tool in tools}
            told.append(table(size, found))
            print(told[-1], flush=True)
    (run.RESULTS / "same_libraries.md").write_text("\n".join(told), "utf-8")


if __name__ == "__main__":
    main()
