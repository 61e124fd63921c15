"""Real trackers, imported and built: the facts of their READMEs hold in the JSON that the site publishes."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sites import DAY, REAL

from ogpsite import build
from ogpsite.cli import commands

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("real")]
Json = dict[str, Any]

US = {
    "xlsx": ["us-nap5.xlsx", "meetings.csv"],
    "csv": ["commitments.csv", "milestones.csv", "progress.csv", "responses.csv", "meetings.csv"],
}


def published(root: Path, folder: str, files: list[str], name: str) -> dict[str, Json]:
    """Every JSON file of the site made from an import, by its path; the built site is clean but for warnings."""
    if not REAL.is_dir():
        pytest.skip("the real data (../shared/real, or OGPSITE_REAL) is not here")
    arguments = [str(REAL / folder / file) for file in files]
    made = CliRunner().invoke(commands, ["import", "table", *arguments, "--map", name, "--into", str(root)])
    assert made.exit_code == 0, made.output
    result = build.make(build.Job(root, DAY))
    assert result.ok
    assert any(problem.code == "link" for problem in result.problems) or name != "us-nap5"
    return {output.path: json.loads(output.data) for output in result.outputs if output.path.endswith("index.json")}


@pytest.fixture(scope="module", params=US)
def us(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Json]:
    return published(tmp_path_factory.mktemp("us"), "us-nap5", US[request.param], "us-nap5")


@pytest.fixture(scope="module")
def us_facts() -> Json:
    found: Json = json.loads((REAL / "us-nap5" / "facts.json").read_text("utf-8"))
    return found


def commitments(site: dict[str, Json]) -> list[Json]:
    return [one for one in site.values() if one.get("kind") == "commitment"]


def test_us_commitments_and_milestones(us: dict[str, Json], us_facts: Json) -> None:
    found = commitments(us)
    assert len(found) == us_facts["commitments"] == 36
    plan = us["plans/2022-2024/index.json"]
    titles = {theme["key"]: theme["title"]["en"] for theme in plan["themes"]}
    theme = {one["id"]: titles[one["theme"]["id"].rpartition("/")[2]] for one in found}
    assert Counter(theme.values()) == us_facts["commitments_per_theme"]
    milestones = [(one, milestone) for one in found for milestone in one["derived"]["milestones"]]
    assert len(milestones) == us_facts["milestones"] == 70
    assert Counter(milestone["status"] for _, milestone in milestones) == us_facts["mapped_status_counts"]
    by_theme: dict[str, Counter[str]] = {}
    for one, milestone in milestones:
        by_theme.setdefault(theme[one["id"]], Counter())[milestone["raw_status"]] += 1
    assert {name: dict(counts) for name, counts in by_theme.items()} == us_facts["milestone_status_by_theme"]
    sizes = Counter(len(one["milestones"]) for one in found)
    assert sizes[1] == us_facts["commitments_with_one_milestone"] == 23
    assert max(sizes) == 7
    assert {one["ogp_id"] for one in found if len(one["milestones"]) == 7} == {"US0113"}
    complete = [one for one in found if all(m["status"] == "complete" for m in one["derived"]["milestones"])]
    assert len(complete) == us_facts["commitments_all_milestones_complete"] == 14
    assert {one["id"] for one in complete} == {
        one["id"] for one in found if one["derived"]["reported"]["status"] == "complete"
    }
    not_started = [m["key"] for _, m in milestones if m["status"] == "not_started"]
    assert not_started == ["us0118-2"]


def test_us_progress_and_evidence(us: dict[str, Json], us_facts: Json) -> None:
    reports = [
        (report["id"].rpartition("@")[2], report) for one in commitments(us) for report in one["progress_reports"]
    ]
    assert Counter(period for period, _ in reports) == {"2023-08": 36, "2024-02": 36}
    said = [(period, milestone) for period, report in reports for milestone in report["milestones"]]
    assert Counter(period for period, _ in said) == us_facts["progress"]["rows_per_period"]
    for period, expected in us_facts["progress"]["status_filled"].items():
        assert Counter(one["raw_status"] for where, one in said if where == period) == expected
    assert all(one["summary"]["en"] for _, one in said)
    longest = max(len(one["summary"]["en"]) for _, one in said)
    assert longest == us_facts["progress"]["longest_text"]
    entries = Counter(period for period, one in said for _ in one.get("evidence", ()))
    assert entries == us_facts["evidence"]["url_entries"]
    proofs = [proof.get("url") or proof["title"]["en"] for _, one in said for proof in one.get("evidence", ())]
    assert len(set(proofs)) == us_facts["evidence"]["urls_distinct_in_both_periods"] == 187
    with_proof = {one["key"] for _, one in said if one.get("evidence")}
    every = {milestone["key"] for one in commitments(us) for milestone in one["milestones"]}
    wanted = {key.lower().replace(".", "-") for key in us_facts["evidence"]["milestones_without"]}
    assert every - with_proof == wanted


def test_us_responses_and_meetings(us: dict[str, Json], us_facts: Json) -> None:
    consultation = next(one for one in us.values() if one.get("kind") == "consultation")
    assert len(consultation["responses"]) == us_facts["responses"]["pairs"] == 18
    assert consultation["derived"]["unanswered"] == []
    meetings = [one for one in us.values() if one.get("kind") == "meeting"]
    assert len(meetings) == us_facts["meetings"]["rows"] == 20
    days = sorted(one["date"] for one in meetings)
    assert (days[0], days[-1]) == (us_facts["meetings"]["first"], us_facts["meetings"]["last"])
    assert sum("recording" in one for one in meetings) == us_facts["meetings"]["with_recording"]


@pytest.fixture(scope="module")
def canada(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Json]:
    return published(tmp_path_factory.mktemp("canada"), "canada-nap6", ["canada-nap6.xlsx"], "canada-nap6")


def test_canada(canada: dict[str, Json]) -> None:
    facts = json.loads((REAL / "canada-nap6" / "facts.json").read_text("utf-8"))
    found = commitments(canada)
    assert len(found) == facts["commitments"] == 4
    assert all(set(one["title"]) == {"en", "fr"} for one in found)
    top = {one["number"]: [m for m in one["milestones"] if "part_of" not in m] for one in found}
    parts = {one["number"]: [m for m in one["milestones"] if "part_of" in m] for one in found}
    assert {number: len(milestones) for number, milestones in top.items()} == facts["milestones_per_commitment"]
    assert {number: len(milestones) for number, milestones in parts.items()} == facts["indicators_per_commitment"]
    indicators = [one for milestones in parts.values() for one in milestones]
    assert len(indicators) == facts["indicators"] == 65
    assert all(set(one["title"]) == {"en", "fr"} for one in indicators)
    deadlines = [one["due"] for one in indicators]
    pairs = {(one["text"]["en"], one["text"]["fr"]) for one in deadlines}
    assert len(pairs) == facts["deadlines"]["distinct_en_fr_pairs"] == 38
    leads = Counter(lead["id"] for one in indicators for lead in one["lead"])
    assert dict(leads) == facts["leads"]
    assert all("progress_reports" not in one for one in found)


def test_canada_shows_every_deadline_as_written(tmp_path: Path) -> None:
    published(tmp_path, "canada-nap6", ["canada-nap6.xlsx"], "canada-nap6")
    result = build.make(build.Job(tmp_path, DAY))
    text = (REAL / "canada-nap6" / "canada-nap6.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for language, prefix in (("en", ""), ("fr", "fr/")):
        pages = " ".join(
            " ".join(output.data.decode().split())
            for output in result.outputs
            if output.path.startswith(f"{prefix}plans/2025-2029/") and output.path.endswith(".html")
        )
        for row in rows:
            written = " ".join(row[f"indicator_deadline_{language}"].split())
            shown = written.replace("&", "&amp;").replace("'", "&#39;").replace('"', "&#34;")
            assert shown in pages, written
