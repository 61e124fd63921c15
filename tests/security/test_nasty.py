"""Some two thousand nasty sites: words, a place, exit code 1; never a traceback, never a hang, whatever the command."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sites import DAY, SMALL, bare, bare_theme, write_site

from ogpsite import build
from ogpsite.cli import commands
from ogpsite.problems import Problem, worded
from security.nasty import Nasty, all_nasty

pytestmark = pytest.mark.slow  # each makes sites of its own

ALL = all_nasty()
GROUPS = sorted({one.group for one in ALL})
LINED = {"settings", "start", "due", "published_on", "commitment.md", "plan.md", "front"}  # groups that break one value


class HangError(Exception):
    """Something took far longer than it may."""


@contextmanager
def bounded(name: str) -> Iterator[None]:
    """At most five seconds of work; a wait without work ends after a minute."""

    def ring(*_: object) -> None:
        raise HangError(name)

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(60)
    begun = time.process_time()
    try:
        yield
        assert time.process_time() - begun < 5, f"{name}: a hang"
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def prepared(one: Nasty, root: Path, themed: bool = False) -> bool:
    """The nasty site on disk; False where this file system can't hold it."""
    settings = {"site.yaml": bare(SMALL["site.yaml"]), **bare_theme()} if themed else {}
    write_site(root, settings)
    try:
        one.prepare(root)
    except (OSError, ValueError):
        return False
    return True


def sane(problem: Problem) -> bool:
    """Whether a problem can be shown: in bounds, with nothing that a terminal would obey."""
    told = worded(problem)
    return len(told) < 4_000 and all(char.isprintable() or char == "\n" for char in told) and bool(problem.place.path)


@pytest.mark.parametrize("group", GROUPS)
def test_every_nasty_site_is_told_or_sound(group: str, tmp_path: Path) -> None:
    for number, one in enumerate(one for one in ALL if one.group == group):
        root = tmp_path / str(number)
        if not prepared(one, root):
            continue
        with bounded(one.name):
            result = build.examine(build.Job(root, DAY))
            if result.edition:
                assert result.edition.findings
        fatal = [problem for problem in result.problems if problem.fatal]
        assert all(sane(problem) for problem in result.problems), (one.name, result.problems)
        assert (result.edition is None) <= bool(fatal), one.name
        lineless = ("encoding", "limit", "file", "name", "unread")
        if group in LINED and fatal:
            assert any(problem.place.line for problem in fatal) or fatal[0].code in lineless, (one.name, fatal)
        if one.place and fatal:
            beside = one.place.rpartition("/")[0]  # what belongs to a record that isn't there is told, too
            assert any(problem.place.path.startswith(beside) for problem in fatal), (one.name, fatal)


COMMANDS = {
    "build": "build -s {} --as-of 2026-11-24 -o {}/output",
    "check": "check -s {} --as-of 2026-11-24",
    "privacy": "check -s {} --as-of 2026-11-24 --privacy",
    "sarif": "check -s {} --as-of 2026-11-24 --format sarif",
    "audit": "audit -s {} --as-of 2026-11-24",
    "new": "new news hello -s {} --title Hello --no-open",
    "report": "report 2025-2028 --period 2026-12 -s {}",
    "migrate": "migrate -s {} --dry-run",
    "editors": "editors -s {}",
    "publish": "publish folder:{}/www -s {} --as-of 2026-11-24 -y",
    "links": "links -s {} --as-of 2026-11-24 --cached",
    "import": "import contributions {0}/table.csv --into {0} --consultation new-ideas --dry-run",
}
OTHERS = [
    one for one in ALL if one.group not in ("commitment.md", "plan.md", "2026-06.md", "consultation.md", "forum.md")
]
SAMPLE = [one for one in OTHERS if "2026-05" not in one.name][::3]
TABLE = "text,date\nShorter waiting times,2026-01-02\n"


@pytest.mark.parametrize("number", range(len(COMMANDS)))
def test_every_command_meets_nasty_sites(number: int, tmp_path: Path) -> None:
    """Each command over its share of the sample, each share with settings, dates, files and names."""
    name = list(COMMANDS)[number]
    for count, one in enumerate(SAMPLE[number :: len(COMMANDS)]):
        root = tmp_path / str(count)
        if not prepared(one, root, themed=name in ("build", "publish")):
            continue
        if not (root / "table.csv").exists():
            (root / "table.csv").write_text(TABLE)
        words = COMMANDS[name].replace("{0}", "{}").replace("{}", str(root)).split()
        with bounded(f"{name}: {one.name}"):
            outcome = CliRunner().invoke(commands, words, standalone_mode=False)
        told = outcome.output + (outcome.stderr if outcome.stderr_bytes else "")
        fault = outcome.exception
        assert fault is None or isinstance(fault, click.ClickException), (name, one.name, repr(fault))
        assert fault or outcome.return_value in (0, 1, None), (name, one.name)
        assert "Traceback" not in told, (name, one.name)
