"""Builds the same records with ogpsite and with other generators, by turns, and tells medians and ratios.

    python -m benchmarks.run small medium --times 5      (in tests/; or: make bench)

Each case runs as a process of its own: cold (no output, no cache), nothing changed, one record changed, one template
changed, and for ogpsite a new day, and a cold build that begins no cache (`--no-cache`). Written to
tests/benchmarks/results/: every run, and a table. Programs that are not installed are told and left out.
"""

# ruff: noqa: T201 - its words are its result
from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import alike, others, site_ogpsite
from benchmarks.records import SIZES, records

RESULTS = Path(__file__).parent / "results"
DAY = "2026-11-24"
OWN = others.Tool(
    "ogpsite",
    "ogpsite",
    ("ogpsite", "build", "--as-of", DAY),
    site_ogpsite.write,
    "content/plans/{group}/commitments/{key}/commitment.md",
    "themes/own/templates/plans/commitment.html",
    "output",
    (".ogpsite", ".output.ogpsite"),  # the cache, and the site before the last one, which the next is made from
)
CASES = ("nocache", "cold", "nothing", "record", "template", "day")
OURS = ("nocache", "day")  # cases that only ogpsite has


@dataclass(frozen=True)
class Run:
    """One run: seconds by the clock, seconds of the processors, and the largest process in MB."""

    wall: float
    cpu: float
    peak: float


def measured(command: Iterable[str], folder: Path) -> Run:
    """Runs a command to its end. Raises RuntimeError with its words where it fails."""
    with tempfile.TemporaryFile() as words:
        started = time.perf_counter()
        process = subprocess.Popen(list(command), cwd=folder, stdout=words, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            words.seek(0)
            raise RuntimeError(f"{process.args!r}: {words.read()[-2000:].decode(errors='replace')}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def prepared(tool: others.Tool, folder: Path, size: str) -> str:
    """The site of a tool; gives the file of a commitment that will change."""
    tool.write(folder, records(SIZES[size]))
    if tool is OWN:
        with (folder / "site.yaml").open("a", encoding="utf-8") as file:
            file.write("theme: own\n")
        site_ogpsite.put(folder / "themes/own/theme.yaml", "name: Own\nextends: default\n")
        site_ogpsite.put(folder / OWN.template, '{% extends "default/plans/commitment.html" %}\n')
    first = next(records(SIZES[size]))
    return tool.record.format(key=first.key, group=first.group, path=f"commitments/{first.group}/{first.key}")


def readied(tool: others.Tool, folder: Path, record: str, case: str, number: int) -> list[str]:
    """Changes what a case changes; gives the command."""
    command = list(tool.command)
    if case in ("cold", "nocache"):
        for name in (tool.output, *tool.caches):
            put_aside(folder / name)
    if case == "record":
        with (folder / record).open("a", encoding="utf-8") as file:
            file.write(f"\nA new sentence, number {number}.\n")
    if case == "template":
        text = (folder / tool.template).read_text("utf-8")
        mark = "{% block head %}" if tool is OWN else ""
        line = f'{mark}<meta name="number" content="{number}">{"{% endblock %}" if mark else ""}'
        kept = (
            text.split("\n<!--number-->")[0] if tool is not OWN else '{% extends "default/plans/commitment.html" %}\n'
        )
        (folder / tool.template).write_text(f"{kept}{line}" if tool is OWN else f"{kept}\n<!--number-->{line}", "utf-8")
    if case == "day":
        command[-1] = f"2026-11-{25 + number % 5}"
    return [*command, "--no-cache"] if case == "nocache" else command


def put_aside(path: Path) -> None:
    """Moves a folder away; it is deleted when all is measured.

    New files right after thousands were deleted cost more: ext4 steps over each number that was freed half a minute ago
    or less. A site that is built from nothing has none such.
    """
    if path.is_dir():
        aside = path.parent.parent / "aside"
        aside.mkdir(exist_ok=True)
        path.rename(aside / f"{len([*aside.iterdir()])}-{path.name}")


def turns(tools: list[others.Tool], size: str, times: int, base: Path) -> Iterator[tuple[str, str, Run]]:
    """Every case of every tool, by turns, some times over."""
    sites = {tool.name: base / size / tool.name for tool in tools}
    changed = {tool.name: prepared(tool, sites[tool.name], size) for tool in tools}
    for number in range(times):
        for case in CASES:
            for tool in tools:
                if case not in OURS or tool is OWN:
                    folder = sites[tool.name]
                    command = readied(tool, folder, changed[tool.name], case, number)
                    yield tool.name, case, measured(command, folder)
                    if case == "day":
                        measured(tool.command, folder)  # back to the day of the other cases


def table(found: dict[str, dict[str, dict[str, list[Run]]]]) -> str:
    """Medians and ratios in Markdown."""
    lines = []
    for size, tools in found.items():
        lines += [f"\n### {size}: {SIZES[size]:,} records\n"]
        lines += ["| case | tool | wall s | processor s | largest process MB | ogpsite ÷ it: wall | processor |"]
        lines += ["| --- | --- | ---: | ---: | ---: | ---: | ---: |"]
        for case in CASES:
            own = tools["ogpsite"].get(case)
            for name, cases in tools.items():
                if case in cases and own:
                    wall, cpu, peak = (middle(cases[case], what) for what in ("wall", "cpu", "peak"))
                    ratios = f"{middle(own, 'wall') / wall:.2f} | {middle(own, 'cpu') / cpu:.2f}"
                    lines.append(f"| {case} | {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {ratios} |")
    return "\n".join(lines) + "\n"


def middle(runs: list[Run], what: str) -> float:
    return float(statistics.median(getattr(run, what) for run in runs))


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("sizes", nargs="*", default=["small", "medium"], help=f"of {', '.join(SIZES)}")
    words.add_argument("--times", type=int, default=5)
    words.add_argument("--tools", default="", help="only these, with commas")
    words.add_argument(
        "--alike", action="store_true", help="others write the pages of ogpsite, not the least (alike.py)"
    )
    given = words.parse_args()
    os.environ.pop(
        "PYTHONDONTWRITEBYTECODE", None
    )  # else every run would compile the program anew: nobody installs it so
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    wanted = [
        tool
        for tool in (OWN, *(alike if given.alike else others).TOOLS)
        if not given.tools or tool.name in given.tools.split(",")
    ]
    tools = [tool for tool in wanted if shutil.which(tool.program)]
    for tool in wanted:
        if tool not in tools:
            print(f"{tool.name} is not installed: left out", file=sys.stderr)
    found: dict[str, dict[str, dict[str, list[Run]]]] = {}
    RESULTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ogpsite-bench-") as base:
        for size in given.sizes:
            for name, case, run in turns(tools, size, given.times, Path(base)):
                found.setdefault(size, {}).setdefault(name, {}).setdefault(case, []).append(run)
                print(f"{size:7} {case:9} {name:9} {run.wall:7.2f} s {run.cpu:7.2f} cpu {run.peak:6.0f} MB", flush=True)
            data = {
                size: {n: {c: [vars(r) for r in rs] for c, rs in cs.items()} for n, cs in ts.items()}
                for size, ts in found.items()
            }
            (RESULTS / "runs.json").write_text(json.dumps(data, indent=1) + "\n", "utf-8")
            machine = (
                f"{platform.machine()}, {len(os.sched_getaffinity(0))} processors, Python {platform.python_version()}"
            )
            (RESULTS / "table.md").write_text(
                f"{machine}; medians of {given.times} runs by turns\n{table(found)}", "utf-8"
            )
    print(table(found))


if __name__ == "__main__":
    main()
