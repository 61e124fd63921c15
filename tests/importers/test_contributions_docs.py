"""The pages on importing contributions and minutes say what the importers do: their tables, options and examples."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from click import Command, Group
from sites import ROOT

from importers.samples import Folder, docx_parts, paragraph, run
from importers.test_contributions_forms import GOOGLE, LETTERS
from ogpsite.cli import importing
from ogpsite.importers.contributions import mapped, sources
from ogpsite.importers.contributions.sheet import ROLES

CONTRIBUTIONS = (ROOT / "docs/import-contributions.md").read_text("utf-8")
MINUTES = (ROOT / "docs/import-minutes.md").read_text("utf-8")


def command(name: str) -> Command:
    group = importing.import_
    assert isinstance(group, Group)
    return group.commands[name]


@pytest.mark.parametrize(("name", "page"), [("contributions", CONTRIBUTIONS), ("minutes", MINUTES)])
def test_every_option_is_explained(name: str, page: str) -> None:
    options = {option for one in command(name).params for option in one.opts if option.startswith("--")}
    assert {option for option in options if f"`{option}" not in page and f" {option} " not in page} == set()
    known = options | {"--from"}
    assert {word for word in re.findall(r"--[a-z-]+", page) if word not in known} <= {"---"}


def test_every_source_role_and_key_of_a_map_is_explained() -> None:
    assert all(f"`{name}`" in CONTRIBUTIONS for name in (*sources.SOURCES, *ROLES, *mapped.TOP))


def example(page: str, start: str) -> str:
    """The block of an example that begins with some words."""
    block = next(
        block for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", page, re.M) if block.strip().startswith(start)
    )
    return textwrap.dedent(block)


def test_the_map_of_the_page_works(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    table = folder.csv("letters.csv", [[*row, *[""] * (12 - len(row))] for row in LETTERS])
    words = example(CONTRIBUTIONS, "source: Letters of 2024")
    folder.contribute(table, mapping=folder.file("map.yaml", words), answered_on="2024-07-01")
    assert [item["key"] for item in folder.items()] == ["c-7a", "c-7b"]
    assert folder.items("responses")[0]["decision"] == "accepted"


def test_the_google_form_of_the_page_gives_what_it_says(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.contribute(folder.csv("form.csv", GOOGLE[:2]))
    made = folder.text("content/consultations/survey/contributions.yaml")
    assert made == example(CONTRIBUTIONS, "- key: c-").strip("\n") + "\n"


def test_the_decisions_of_the_page_are_found(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    lines = example(MINUTES, "Decision: The forum").strip().split("\n")
    title = paragraph("Minutes of 14 May 2024", style="Titel")
    folder.minute(folder.zip("x.docx", docx_parts([title, *(paragraph(run(line)) for line in lines)])))
    found = folder.meeting()[0]["decisions"]
    assert [one["key"] for one in found] == ["d-1", "a-1", "d-2", "d-3", "a-2", "d-4"] and len(lines) == 6
    assert (found[1]["owner"], str(found[1]["due"])) == ("health", "2024-06-30")
