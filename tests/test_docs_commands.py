"""Every fenced command of README and docs is run as written, or says beside itself why that can't be.

A line is left out where its comment holds one of `REASONS`, which readers see too. All other lines of a page are
run one after the other, by a shell, in a folder of their own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sites import ROOT, SMALL, write_site

pytestmark = pytest.mark.slow
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
REASONS = ("needs ", "runs until ", "of which this is one")


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The commands of a page's shell blocks, with their line numbers; a line that ends with a backslash goes on."""
    text = path.read_text("utf-8")
    for block in re.finditer(r"^```(?:sh|bash|shell|console)\n(.*?)^```", text, re.S | re.M):
        first = text[: block.start(1)].count("\n") + 1
        for number, line in enumerate(re.sub(r"\\\n", "\0", block[1]).split("\n")):
            if line.strip() and not line.lstrip().startswith("#"):
                yield first + number, line.replace("\0", "\\\n")


def reason(line: str) -> str:
    """Why a line is not run; empty where it is."""
    comment = line.rpartition("  # ")[2] if "  # " in line else ""
    return comment if any(one in comment for one in REASONS) else ""


def nothing(folder: Path) -> Path:
    return folder


def small_site(folder: Path) -> Path:
    """The small site of the tests, whose plan is 2025-2028."""
    return write_site(folder / "my-repository", SMALL)


def editors_site(folder: Path) -> Path:
    """A site with what the editors' page speaks of."""
    body = "procurement-authority:\n  name: Procurement Authority\n  sector: government\n"
    register = {"content/organisations.yaml": SMALL["content/organisations.yaml"] + body}
    page = {"content/pages/about.md": "---\ntitle: About\n---\nAbout.\n"}
    return write_site(folder / "my-repository", SMALL, register, page)


STAGES: dict[str, Callable[[Path], Path]] = {
    "README.md": nothing,
    "start.md": nothing,
    "hosting.md": nothing,
    "editors.md": editors_site,
}


@pytest.mark.parametrize("path", [path for path in PAGES if list(lines(path))], ids=lambda path: path.name)
def test_commands_run_as_written(path: Path, tmp_path: Path) -> None:
    folder = STAGES.get(path.name, small_site)(tmp_path)
    script = ["set -e"]
    for number, line in lines(path):
        if not reason(line):
            script += [f'at="{path.name}:{number}"', line]
    script.insert(1, "trap 'echo \"failed at $at\" >&2' ERR")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment |= {"SOURCE_DATE_EPOCH": "1795500000", "CI": "true"}
    words = ["bash", "-c", "\n".join(script)]
    done = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, timeout=600, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def test_reasons_are_not_the_rule() -> None:
    every = [line for path in PAGES for _, line in lines(path)]
    assert sum(not reason(line) for line in every) > len(every) / 2
