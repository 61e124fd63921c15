"""A site to publish, and the command that publishes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sites import DAY, SMALL, bare, bare_theme, write_site

from ogpsite.cli import commands

Publish = Callable[..., dict[str, Any]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small site in the bare theme."""
    return write_site(tmp_path / "site", {**bare_theme(), "site.yaml": bare(SMALL["site.yaml"])})


@pytest.fixture
def publish(root: Path) -> Publish:
    """Runs `ogpsite publish … --json` and gives what it says; `words` come after the target."""

    def run(target: str, *words: str, code: int = 0) -> dict[str, Any]:
        day = () if "--rollback" in words else ("--as-of", DAY.isoformat())
        line = ["publish", target, "--source", str(root), *day, "--json", *words]
        done = CliRunner().invoke(commands, line, standalone_mode=False)
        if done.exception:
            raise done.exception
        assert done.return_value == code, done.output
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return run


def retold(root: Path, words: str) -> None:
    """Changes one page of the site."""
    path = root / "content/plans/2025-2028/plan.md"
    path.write_text(path.read_text("utf-8").replace("Third action plan", words), "utf-8")


CHANGED = "data/plans.json"  # a file that `retold` changes, whatever the theme shows


def built(root: Path) -> dict[str, bytes]:
    """The files of the last build."""
    folder = root / "output"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".ogpsite")
    }
