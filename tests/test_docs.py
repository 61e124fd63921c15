"""The docs say what is true now: tables made from declarations, links that lead somewhere, commands that exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from browser_tools import missing
from click.testing import CliRunner
from sites import ROOT

from ogpsite.cli import commands
from ogpsite.cli.reference import SHELLS
from ogpsite.cli.reference import pages as of_commands
from ogpsite.reference import pages

DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


MADE = {**pages(), **of_commands()}


@pytest.mark.parametrize("path", MADE)
def test_reference_is_current(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == MADE[path], "run `make reference`"


@pytest.mark.parametrize("shell", SHELLS)
def test_shells_can_complete(shell: str) -> None:
    script = CliRunner(env={"_OGPSITE_COMPLETE": f"{shell}_source"}).invoke(commands, prog_name="ogpsite")
    assert script.exit_code == 0 and "_OGPSITE_COMPLETE" in script.output
    words = {"COMP_WORDS": "ogpsite publ", "COMP_CWORD": "publ" if shell == "fish" else "1"}
    told = CliRunner(env={"_OGPSITE_COMPLETE": f"{shell}_complete", **words}).invoke(commands, prog_name="ogpsite")
    assert "publish" in told.output


def test_the_manual_page_is_clean() -> None:
    if shutil.which("man") is None:
        missing("man", "install it (Debian: apt-get install man-db)")
    done = subprocess.run(
        ["man", "--warnings", "-l", str(ROOT / "docs/ogpsite.1")],
        capture_output=True,
        text=True,
        env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
    )
    assert done.returncode == 0 and done.stderr == ""
    assert "ogpsite publish [TARGET] [OPTIONS]" in done.stdout


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    written = re.sub(r"```.*?```|`[^`\n]+`", "", path.read_text("utf-8"), flags=re.S)  # what is shown is no link
    for target in re.findall(r"\]\(([^)#\s]+)", written):
        if "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def commands_of(path: Path) -> str:
    """The commands in a page: inline code that begins with `ogpsite`, and lines of shell blocks."""
    text = path.read_text("utf-8")
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.S))
    inline = "\n".join(f"`{code}`" for code in re.findall(r"`(ogpsite [a-z][^`\n]*)`", text))
    return f"\n{blocks}\n{inline}"


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_commands_exist(path: Path) -> None:
    """Every `ogpsite …` in the docs names a command and options that there are."""
    for line in re.findall(r"(?:(?<=`)|(?<=sh\n)|(?<=\n))ogpsite ([^`\n]*)", commands_of(path)):
        words = line.split("#")[0].split()
        if words[0].startswith("-"):
            assert CliRunner().invoke(commands, words).exit_code == 0
            continue
        group: list[str] = [words[0]]
        if words[0] == "import" and len(words) > 1:
            group.append(words[1])
        shown = CliRunner().invoke(commands, [*group, "--help"])
        assert shown.exit_code == 0, f"{path.name}: ogpsite {line}"
        for option in re.findall(r"(?<=\s)--[a-z-]+", f" {line}"):
            assert option in shown.output, f"{path.name}: ogpsite {line}: no option {option}"


def test_each_threat_is_attacked_by_a_test_that_there_is() -> None:
    """The table of SECURITY.md: threat, defence, test."""
    table = (ROOT / "SECURITY.md").read_text("utf-8").partition("## Threats")[2]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")][1:]
    files = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    code = "".join(files.values())
    for threat, _, test in rows:
        for name in re.findall(r"`([^`]+)`", test):
            if name.startswith("test_") and not name.endswith(".py"):
                assert f"def {name}(" in code, f"{threat}: {name}"
            elif name.startswith("make "):
                assert f"\n{name.removeprefix('make ')}:" in (ROOT / "Makefile").read_text("utf-8"), name
            else:
                assert (ROOT / name).exists() or any(path.endswith(f"/{name}") for path in files), f"{threat}: {name}"
    assert len(rows) > 25


def test_exit_codes_are_told() -> None:
    assert CliRunner().invoke(commands, ["nonsense"]).exit_code == 2
