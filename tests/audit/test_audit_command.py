"""`ogpsite audit`: the documented JSON, the reports, exit codes; and the same findings in the open data."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sites import Files, bare, bare_theme

from audit.republic import COMMITMENT, DAY, PLAN, REPUBLIC, examined, swap
from ogpsite import build
from ogpsite.audit import RULES
from ogpsite.audit.data import gap_words
from ogpsite.cli import commands
from ogpsite.model.findings import GAPS, NOTICE, STATES, Gap

pytestmark = pytest.mark.slow  # each builds sites of its own

HOSTILE = swap(
    COMMITMENT, ("title: Open data", 'title: "<script>alert(1)</script> *x* [y](z)"'), ("Publish it.", "TBD")
)


def audit(root: Path, *arguments: str, change: Files | None = None, on: str = "2026-07-15") -> Result:
    examined(root, change or {})
    words = ["audit", "--source", str(root), "--as-of", on, *arguments]
    return CliRunner().invoke(commands, words, standalone_mode=False)


def as_json(root: Path, change: Files | None = None, on: str = "2026-07-15") -> dict[str, Any]:
    result = audit(root, "--json", change=change, on=on)
    assert result.return_value == 0
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_json_has_the_documented_shape(tmp_path: Path) -> None:
    found = as_json(tmp_path)
    assert list(found) == ["self_check", "site_title", "day", "rules", "counts", "site", "plans", "rule_texts"]
    assert (found["self_check"], found["day"], found["rules"]) == (NOTICE, "2026-07-15", "national-2022")
    assert set(found["site"]) | set(found["plans"][PLAN]) == set(RULES) == set(found["rule_texts"])
    keys = ["state", "phase", "turns_on", "proofs", "breaks", "gaps", "notes", "figures", "windows", "remarks"]
    for one in (*found["site"].values(), *found["plans"][PLAN].values()):
        assert list(one) == keys
        assert one["state"] in STATES
    assert sum(found["counts"].values()) == len(RULES)


def test_json_of_one_finding(tmp_path: Path) -> None:
    found = as_json(tmp_path, on="2026-09-06")["plans"][PLAN]["MR1.1-b"]
    assert found == {
        "state": "not_met",
        "phase": "both",
        "turns_on": None,
        "proofs": [
            "meeting:2024-09-05-one",
            "meeting:2025-03-05-two",
            "meeting:2025-09-05-three",
            "meeting:2026-03-05-four",
        ],
        "breaks": ["meeting:2026-03-05-four"],
        "gaps": [
            {
                "code": "long-gap",
                "words": "no forum meeting between 2026-03-05 and 2026-09-06",
                "record": "meeting:2026-03-05-four",
                "from": "2026-03-05",
                "to": "2026-09-06",
                "count": 185,
            }
        ],
        "notes": [],
        "figures": {"meetings": 4, "longest_gap_days": 185},
        "windows": [],
        "remarks": [],
    }


def test_the_same_json_twice(tmp_path: Path) -> None:
    assert audit(tmp_path / "a", "--json").stdout == audit(tmp_path / "b", "--json").stdout


def test_every_record_named_is_there(tmp_path: Path) -> None:
    result = examined(tmp_path)
    assert result.edition is not None
    site = result.edition.site
    for one in result.edition.findings:
        for uid in (*one.proofs, *one.breaks, *(gap.record for gap in one.notes if gap.record)):
            assert uid.replace("milestone:", "commitment:").partition("#")[0] in site.by_uid, uid


def test_open_data_holds_the_same(tmp_path: Path) -> None:
    themed = {"site.yaml": bare(REPUBLIC["site.yaml"]), **bare_theme()}
    examined(tmp_path, themed)
    result = build.make(build.Job(tmp_path, DAY))
    assert result.ok
    files = {output.path: output.data for output in result.outputs}
    told = as_json(tmp_path, themed)
    plan = json.loads(files[f"plans/{PLAN}/index.json"])["self_check"]
    assert plan == {"notice": NOTICE, "rules": "national-2022", "findings": told["plans"][PLAN]}
    assert json.loads(files["index.json"])["self_check"]["findings"] == told["site"]


def test_text_names_state_proof_gap_and_day(tmp_path: Path) -> None:
    said = audit(tmp_path, on="2027-09-30").stdout
    assert said.count(NOTICE) == 2
    assert "Day: 2027-09-30. Rules: national-2022." in said
    assert "  ! AT RISK  CTP-1  The next plan is published in time\n" in said
    assert f"      gap: no next plan was published by 2027-12-31 (plan:{PLAN})\n      turns on: 2028-01-01\n" in said
    assert "      proof: timeline:2025-2026~1\n" in said


def test_markdown_means_only_itself(tmp_path: Path) -> None:
    site = swap("site.yaml", ("title: Open government in Republica", 'title: "*Open* [here](x) <b>"'))
    said = audit(tmp_path, "--format", "markdown", change=site).stdout
    assert said.startswith("# Self-check: \\*Open\\* \\[here\\](x) \\<b\\>\n")
    assert "\n- **Met**: MR3.1 The timeline was out two weeks before the start\n" in said


class Tags(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_is_one_safe_page(tmp_path: Path) -> None:
    site = swap("site.yaml", ("title: Open government in Republica", 'title: "</title><script>alert(1)</script>"'))
    said = audit(tmp_path, "--format", "html", change={**HOSTILE, **site}).stdout
    page = Tags()
    page.feed(said)
    assert "script" not in page.tags
    assert {"html", "title", "h1", "h2", "h3", "h4"} <= set(page.tags)
    assert "link" not in page.tags
    assert "img" not in page.tags
    assert NOTICE in page.text
    assert "Not met: PLACE-1 No unfinished text" in page.text


def test_a_terminal_is_told_nothing_to_obey(tmp_path: Path) -> None:
    result = audit(tmp_path, change=swap(COMMITMENT, ("due: 2026-H2", 'due: {text: "soon \\e[31m"}')))
    assert "\x1b" not in result.stdout
    assert "no day by which it is to be done: soon" in result.stdout


@pytest.mark.parametrize(
    ("states", "on", "code"),
    [
        ((), "2027-05-01", 0),
        (("not-met",), "2026-07-15", 0),
        (("not-met",), "2026-07-16", 1),
        (("at-risk",), "2027-09-29", 0),
        (("at-risk",), "2027-09-30", 1),
        (("at-risk", "cannot-tell"), "2026-07-15", 1),
    ],
)
def test_fail_on(tmp_path: Path, states: tuple[str, ...], on: str, code: int) -> None:
    arguments = [word for state in states for word in ("--fail-on", state)]
    result = audit(tmp_path, *arguments, on=on)
    assert result.return_value == code
    assert NOTICE in result.stdout


def test_errors_of_the_content_are_told_as_always(tmp_path: Path) -> None:
    wrong = swap(COMMITMENT, ("lead: office", "lead: offce"))
    result = audit(tmp_path, change=wrong)
    assert result.return_value == 1
    assert "there is no organisation 'offce'" in result.stderr
    assert result.stdout == ""
    told = json.loads(audit(tmp_path, "--json", change=wrong).stdout)
    assert (told["ok"], told["errors"]) == (False, 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--as-of", "2026-02-30"], "--as-of: '2026-02-30' is not a day: February 2026 has 28 days"),
        (["--source", "nowhere"], "There is no folder 'nowhere'"),
        (["--fail-on", "red"], "'red' is not one of"),
        (["--json", "--format", "html"], "give one of them"),
    ],
)
def test_usage(arguments: list[str], words: str) -> None:
    result = CliRunner().invoke(commands, ["audit", *arguments])
    assert result.exit_code == 2
    assert words in result.stderr


def test_no_site(tmp_path: Path) -> None:
    result = CliRunner().invoke(commands, ["audit", "--source", str(tmp_path)], standalone_mode=False)
    assert result.return_value == 1
    assert "there is no site.yaml in this folder" in result.stderr


def test_drafts_can_be_counted(tmp_path: Path) -> None:
    draft = swap("content/forum/forum.md", ("title: Forum\n", "title: Forum\ndraft: true\n"))
    meetings = {path: None for path in REPUBLIC if "/meetings/" in path}
    change = {**draft, **meetings}
    assert as_json(tmp_path, change)["plans"][PLAN]["MR1.1-a"]["state"] == "not_met"
    told = json.loads(audit(tmp_path, "--json", "--drafts", change=change).stdout)
    assert told["plans"][PLAN]["MR1.1-a"]["state"] == "met"


@pytest.mark.parametrize("code", GAPS)
def test_gaps_have_words(code: str) -> None:
    words = gap_words(Gap(code=code, since=DAY, until=DAY, count=1234, detail="this"))
    assert "{" not in words
    assert "None" not in words
