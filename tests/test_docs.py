"""The docs say what is true now: tables made from declarations, links that lead somewhere, commands that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from sites import ROOT

from ogpsite.cli import commands
from ogpsite.reference import pages

DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("path", pages())
def test_reference_is_current(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == pages()[path], "run `make reference`"


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
        group: list[str] = [words[0]]
        if words[0] == "import" and len(words) > 1:
            group.append(words[1])
        shown = CliRunner().invoke(commands, [*group, "--help"])
        assert shown.exit_code == 0, f"{path.name}: ogpsite {line}"
        for option in re.findall(r"(?<=\s)--[a-z-]+", f" {line}"):
            assert option in shown.output, f"{path.name}: ogpsite {line}: no option {option}"


def test_exit_codes_are_told() -> None:
    assert CliRunner().invoke(commands, ["nonsense"]).exit_code == 2
