"""What a command opens: start-up is held by the modules that are imported, not by the clock of a busy machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sites import DAY, SMALL, write_site

from ogpsite.outputs import MAKERS

HEAVY = {
    "babel", "brotli", "concurrent", "jinja2", "markdown", "multiprocessing", "nh3", "PIL", "tornado", "watchdog",
    "xlsxwriter", "yaml",
}  # fmt: skip
ANSWERING = {"pages"}  # opened to find faults of templates
RARE = {"ctypes", "difflib", "shutil", "statistics", "zipfile"}  # opened only by who needs them
TOLD = "import sys; from ogpsite.cli import main\ntry: main()\nfinally: print(*sorted({*sys.modules}), file=sys.stderr)"


def opened(*words: str) -> set[str]:
    """The modules that a command has opened when it ends."""
    done = subprocess.run([sys.executable, "-c", TOLD, *words], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def rooms(modules: set[str]) -> set[str]:
    return {one.split(".")[1] for one in modules if one.startswith("ogpsite.")}


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_who_asks_for_words_opens_no_room(word: str) -> None:
    found = opened(word)
    assert not {one.partition(".")[0] for one in found} & HEAVY
    assert not rooms(found) & {"build", "load", "theme", "outputs", "views", "tables", "prose", "relate", "derive"}


@pytest.mark.slow
def test_where_nothing_changed_nothing_is_opened(tmp_path: Path) -> None:
    """A first check opens no more than it must, and a sentence neither what draws pictures nor what begins workers."""
    root = write_site(tmp_path / "site", SMALL)
    words = ("--source", str(root), "--as-of", DAY.isoformat())
    found = opened("check", *words)
    rare = {one.partition(".")[0] for one in found} & (RARE | {"PIL", "brotli", "concurrent", "xlsxwriter"})
    assert not rare
    assert not {one.partition(".")[0] for one in found} & {"babel", "jinja2", "markdown", "nh3", "tempfile", "zoneinfo"}
    makers = {f"ogpsite.outputs.{name}" for name in MAKERS} - {f"ogpsite.outputs.{name}" for name in ANSWERING}
    assert not found & makers
    assert not rooms(found) & {"hosting", "privacy", "tables"}
    for command in ("build", "check"):
        anew = {one.partition(".")[0] for one in opened(command, *words)}
        assert not anew & {"pygments", "concurrent", "multiprocessing"}, "processes are forked without Python's pool"
        found = opened(command, *words)
        assert not {one.partition(".")[0] for one in found} & HEAVY, command
        assert not rooms(found) & {"build", "load", "theme", "outputs", "views", "tables", "prose", "relate", "derive"}
    with (root / "content/plans/2025-2028/commitments/open-clinics/commitment.md").open("a", encoding="utf-8") as file:
        file.write("\nA sentence.\n")
    found = opened("build", *words)
    assert not {one.partition(".")[0] for one in found} & {"PIL", "babel", "brotli", "multiprocessing", "xlsxwriter"}


def test_the_command_ends_with_its_code_and_all_its_words(tmp_path: Path) -> None:
    """It ends at once, without taking apart what it made: nothing that was said may be lost."""
    root = write_site(tmp_path / "site", SMALL)
    command = [sys.executable, "-m", "ogpsite"]
    for words, code in ((("--help",), 0), (("check", "--frob"), 2), (("check", "-s", str(tmp_path)), 1)):
        done = subprocess.run([*command, *words], capture_output=True, text=True, timeout=300, cwd=root)
        assert done.returncode == code
        assert (done.stdout if code == 0 else done.stderr).strip()
