"""`--refuse`: chosen rules of the self-check stand in the way of a build; without it, none does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sites import bare, bare_theme

from audit.republic import COMMITMENT, REPUBLIC, examined, swap
from ogpsite.audit import RULES
from ogpsite.audit.refusal import rules_named
from ogpsite.cli import commands

pytestmark = pytest.mark.slow  # each builds sites of its own

UNFINISHED = swap(COMMITMENT, ("problem: Data is hidden.", "problem: TBD"))


def site(root: Path, *changes: dict[str, str | bytes | None]) -> Path:
    examined(root, {"site.yaml": bare(REPUBLIC["site.yaml"]), **bare_theme()}, *changes)
    return root


def run(root: Path, *words: str) -> Result:
    where = ["--source", str(root), "--as-of", "2027-01-01"]
    return CliRunner().invoke(commands, [*words, *where], standalone_mode=False)


def test_a_build_is_never_stopped_unasked(tmp_path: Path) -> None:
    root = site(tmp_path, dict(UNFINISHED))
    result = run(root, "build")
    assert result.return_value == 0
    assert (root / "output" / "index.html").is_file()


def test_a_chosen_rule_stops_it_with_the_place(tmp_path: Path) -> None:
    root = site(tmp_path)
    result = run(root, "build", "--strict", "--refuse", "PROG-1")
    assert result.return_value == 1
    assert not (root / "output").exists()
    assert (
        f"{root.as_posix()}/{COMMITMENT}:2: error: PROG-1 is not met (2025-2026): 1 day late; it was promised by "
        "2026-12-31  [self-check]\n"
        "     2 | title: Open data\n"
        "       = Nothing is overdue: mend the records, or build without --refuse; `ogpsite audit` tells more\n"
    ) in result.stderr
    assert "Nothing was written: 1 error." in result.stderr


def test_a_chosen_rule_that_is_met_does_not(tmp_path: Path) -> None:
    root = site(tmp_path)
    assert run(root, "build", "--strict", "--refuse", "PLACE-1", "--refuse", "MR3.1").return_value == 0


def test_check_refuses_as_a_build_would(tmp_path: Path) -> None:
    result = run(site(tmp_path), "check", "--refuse", "PROG", "--json")
    assert result.return_value == 1
    told = json.loads(result.stdout)
    assert [one["code"] for one in told["problems"] if one["severity"] == "error"] == ["self-check"]


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("PLACE-1", ("PLACE-1",)),
        ("place-1", ("PLACE-1",)),
        ("MR2.2", tuple(rule for rule in RULES if rule.startswith("MR2.2"))),
        ("MR", tuple(rule for rule in RULES if rule.startswith("MR"))),
        ("CTP", ("CTP-1", "CTP-2", "CTP-3", "CTP-R")),
    ],
)
def test_names_of_rules_and_families(name: str, rules: tuple[str, ...]) -> None:
    assert rules_named(name) == rules


@pytest.mark.parametrize("name", ["", "PLA", "MR9", "2.2", "nonsense"])
def test_what_is_no_rule_is_refused_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is no rule of the self-check"):
        rules_named(name)
    said = CliRunner().invoke(commands, ["build", "--refuse", name, "--source", str(tmp_path)])
    assert said.exit_code == 2
    assert "is no rule of the self-check" in said.stderr
