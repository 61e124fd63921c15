"""The imported tracker of a real plan: its known defects are found."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner
from sites import REAL

from ogpsite.cli import commands

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("real")]
FILES = ("commitments.csv", "milestones.csv", "progress.csv", "responses.csv", "meetings.csv")
Json = dict[str, Any]


@pytest.fixture(scope="module")
def us(tmp_path_factory: pytest.TempPathFactory) -> Json:
    if not REAL.is_dir():
        pytest.skip("the real data (../shared/real, or OGPSITE_REAL) is not here")
    root = tmp_path_factory.mktemp("us")
    paths = [str(REAL / "us-nap5" / name) for name in FILES]
    made = CliRunner().invoke(
        commands, ["import", "table", *paths, "--map", "us-nap5", "--into", str(root)], standalone_mode=False
    )
    assert made.return_value == 0, made.output
    result = CliRunner().invoke(
        commands, ["audit", "--json", "--source", str(root), "--as-of", "2024-08-29"], standalone_mode=False
    )
    assert result.return_value == 0, result.output
    found: Json = json.loads(result.stdout)
    return found


def of_plan(us: Json, rule: str) -> Json:
    found: Json = us["plans"]["2022-2024"][rule]
    return found


def test_complete_without_evidence(us: Json) -> None:
    """33 are complete. Two never had a link (US0113.3, US0147.2); of US0113.4 the links were dead already."""
    found = of_plan(us, "PROG-2")
    assert found["state"] == "not_met"
    assert found["figures"]["complete"] == 33
    prefix = "milestone:2022-2024/"
    assert {f"{prefix}us0113#us0113-3", f"{prefix}us0147#us0147-2"} <= set(found["breaks"])
    assert len(found["breaks"]) == 3


def test_see_previous_update(us: Json) -> None:
    """13 that are complete have their links only in the update before."""
    notes = of_plan(us, "PROG-2")["notes"]
    assert [note["code"] for note in notes] == ["evidence-only-earlier"] * 13
    assert "milestone:2022-2024/us0120#us0120-0" in {note["record"] for note in notes}


def test_links_to_a_local_disk(us: Json) -> None:
    found = us["site"]["MR2.2-e"]
    disks = [gap for gap in found["gaps"] if gap["code"] == "local-disk"]
    assert found["state"] == "not_met"
    assert len(disks) >= 3
    assert all(gap["record"].startswith("response:") for gap in disks)
    assert not any("Users" in gap["detail"] for gap in disks), "the account names of officials"


def test_one_host_holds_a_quarter_of_the_links(us: Json) -> None:
    found = us["site"]["LINK-1"]
    assert found["state"] == "not_met"
    assert found["figures"]["local"] == 0
    details = {gap["detail"].rpartition(" ")[2] for gap in found["gaps"] if gap["code"] == "concentration"}
    assert details == {"whitehouse.gov"}
    assert found["figures"]["host:whitehouse.gov"] / found["figures"]["links"] > 0.25


def test_milestones_without_due_dates(us: Json) -> None:
    assert of_plan(us, "PROG-1")["state"] == "cannot_tell"
    assert len(of_plan(us, "PROG-1")["notes"]) == 37
    assert of_plan(us, "PLAN-3")["figures"] == {"milestones": 70, "verifiable": 0}
