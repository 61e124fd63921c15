"""MkDocs or Pelican in their own Python, with clocks put into their functions, or under the profiler.

python -P -c "from benchmarks import clocked_others; clocked_others.main()" clocks|profile FILE mkdocs build …
"""

from __future__ import annotations

import json
import sys
from typing import NamedTuple

from benchmarks.clocks import Clocks, Fitter

OPENING, REST = "opening the program and its libraries", "everything else"
MARKDOWN, TEMPLATES, READING, WRITING = "Markdown to HTML", "templates", "files and front matter", "writing"
STEPS = (OPENING, READING, MARKDOWN, TEMPLATES, WRITING, REST)
SHARED = ("markdown.core:Markdown.convert", MARKDOWN), ("jinja2.environment:Template.render", TEMPLATES)


class Program(NamedTuple):
    """Where a program begins, as `module:function`, and the functions that do its steps."""

    begins: str
    functions: tuple[tuple[str, str], ...]


PROGRAMS = {
    "mkdocs": Program(
        "mkdocs.__main__:cli",
        (
            *SHARED,
            ("mkdocs.structure.files:get_files", READING),
            ("mkdocs.structure.pages:Page.read_source", READING),
            ("mkdocs.utils:write_file", WRITING),
        ),
    ),
    "pelican": Program(
        "pelican.__main__:main",
        (
            *SHARED,
            ("pelican.readers:Readers.read_file", READING),
            ("pelican.generators:Generator.get_files", READING),
            ("pelican.writers:Writer._open_w", WRITING),
            ("pelican.writers:Writer.write_file", WRITING),
        ),
    ),
}


def main() -> None:
    """Runs a program with clocks, or under the profiler, and writes what was found."""
    kind, file, name, *command = sys.argv[1:]
    program = PROGRAMS[name]
    sys.argv = [name, *command]
    if kind == "profile":
        import cProfile

        profile = cProfile.Profile()
        profile.runcall(ended, program)
        profile.dump_stats(file)
        return
    clocks = Clocks(STEPS, (OPENING, MARKDOWN, TEMPLATES))
    fitter = Fitter({target: clocks.around(step) for target, step in program.functions}, clocks, OPENING)
    clocks.enter(0)
    fitter.start()
    clocks.enter(clocks.steps.index(REST))
    ended(program)
    clocks.leave()
    clocks.leave()
    never = sorted({target for target, _ in program.functions} - fitter.used)
    used = [user + system for user, system in zip(clocks.user, clocks.system, strict=True)]
    with open(file, "w", encoding="utf-8") as out:  # noqa: PTH123 - without opening more of Python
        json.dump({"steps": dict(zip(clocks.steps, used, strict=True)), "never": never}, out)


def ended(program: Program) -> None:
    module, _, name = program.begins.partition(":")
    try:
        getattr(__import__(module, fromlist=[name]), name)()
    except SystemExit as end:
        if end.code:
            raise RuntimeError(f"{program.begins} ended with {end.code}") from None
