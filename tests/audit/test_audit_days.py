"""Days: both readings of “twice a year”, years and their shares, month ends, and what turns on which day."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from sites import Files

from audit.republic import DAY, HERE, REPUBLIC, day, findings, front, meeting
from ogpsite.audit import data
from ogpsite.audit.case import needed, plan_years
from ogpsite.model import records
from ogpsite.model.findings import Finding, Window, worst

ONE_DAY = datetime.timedelta(days=1)


def quiet(start: str, end: str, *updates: str) -> Files:
    """A republic with nothing but a plan, and documents of some days as its only updates."""
    kept = ("site.yaml", "content/organisations.yaml")
    return {
        **{path: None for path in REPUBLIC if path not in kept},
        f"{HERE}/plan.md": front(f"title: Plan\nstart: {start}\nend: {end}\n"),
        **{
            f"content/documents/d-{number}.md": front(f"title: Letter\ndate: {one}\nurl: https://a.example/{number}\n")
            for number, one in enumerate(updates)
        },
    }


def updates(root: Path, on: str, start: str, end: str, *days: str) -> tuple[Finding, Finding]:
    found = findings(root, quiet(start, end, *days), on=day(on))
    return found["MR2.2-a"], found["MR2.2-b"]


def shown(finding: Finding, reading: str) -> list[tuple[str, str, object]]:
    return [(w.label, w.state, w.figures["update_days"]) for w in finding.windows if w.reading == reading]


def test_twice_in_january_is_twice_a_year_but_not_every_six_months(tmp_path: Path) -> None:
    twice, regular = updates(tmp_path, "2025-12-31", "2025-01-01", "2026-12-31", "2025-01-02", "2025-01-30")
    assert (twice.state, regular.state) == ("met", "not_met")
    assert [(str(gap.since), str(gap.until)) for gap in regular.gaps] == [("2025-01-30", "2025-12-31")]
    assert regular.breaks == ("document:d-1",)


@pytest.mark.parametrize(("on", "state"), [("2025-12-31", "not_yet_due"), ("2026-01-01", "not_met")])
def test_once_a_year(tmp_path: Path, on: str, state: str) -> None:
    twice, _ = updates(tmp_path, on, "2025-01-01", "2026-12-31", "2025-06-30")
    assert twice.state == state


def test_two_updates_on_one_day_are_one(tmp_path: Path) -> None:
    twice, _ = updates(tmp_path, "2026-01-01", "2025-01-01", "2026-12-31", "2025-06-30", "2025-06-30")
    assert twice.state == "not_met"
    assert shown(twice, "plan-year")[0] == ("1", "not_met", 1)
    assert twice.proofs == ("document:d-0", "document:d-1")


def test_years_of_the_plan_and_of_the_calendar_differ(tmp_path: Path) -> None:
    days = ("2024-08-01", "2024-09-01", "2025-08-01", "2025-12-31", "2026-05-01")
    twice, _ = updates(tmp_path, "2026-11-24", "2024-07-01", "2026-06-30", *days)
    assert shown(twice, "plan-year") == [("1", "met", 2), ("2", "met", 3)]
    assert shown(twice, "calendar-year") == [("2025", "met", 2)]
    assert twice.state == "met"
    gap = ("2024-08-01", "2024-09-01", "2026-01-15", "2026-02-01")
    twice, _ = updates(tmp_path / "other", "2026-11-24", "2024-07-01", "2026-06-30", *gap)
    assert shown(twice, "plan-year") == [("1", "met", 2), ("2", "met", 2)]
    assert shown(twice, "calendar-year") == [("2025", "not_met", 0)]
    assert twice.state == "not_met"


@pytest.mark.parametrize(("second", "state"), [("2025-02-28", "met"), ("2025-03-01", "not_met")])
def test_six_months_after_the_end_of_august(tmp_path: Path, second: str, state: str) -> None:
    _, regular = updates(tmp_path, second, "2024-08-01", "2026-07-31", "2024-08-31", second)
    assert regular.state == state


def test_six_months_after_the_end_of_august_before_a_leap_day(tmp_path: Path) -> None:
    _, regular = updates(tmp_path, "2024-02-29", "2023-08-01", "2025-07-31", "2023-08-31", "2024-02-29")
    assert regular.state == "met"
    assert str(regular.turns_on) == "2024-08-30"


def test_news_and_free_pages_are_no_updates(tmp_path: Path) -> None:
    news = {"content/news/n.md": front("title: News\ndate: 2025-06-01\n"), "content/pages/p.md": front("title: P\n")}
    found = findings(tmp_path, quiet("2025-01-01", "2026-12-31", "2025-02-01"), news, on=day("2026-01-01"))
    assert found["MR2.2-a"].windows[0].figures["update_days"] == 1


def a_plan(start: str, end: str) -> records.Plan:
    return records.Plan(start=day(start), end=day(end))


def test_years_of_a_plan() -> None:
    years = list(plan_years(a_plan("2024-02-29", "2026-02-27")))
    assert [(str(one.start), str(one.end), one.whole) for one in years] == [
        ("2024-02-29", "2025-02-27", True),
        ("2025-02-28", "2026-02-27", True),
    ]


def test_a_year_that_is_cut_off_asks_for_its_share() -> None:
    years = list(plan_years(a_plan("2022-12-28", "2024-12-31")))
    assert [needed(one, 2) for one in years] == [2, 2, 0]
    years = list(plan_years(a_plan("2023-01-01", "2024-06-30")))
    assert [needed(one, 2) for one in years] == [2, 0]  # 182 of 366 days are less than half
    years = list(plan_years(a_plan("2023-01-01", "2024-07-01")))
    assert [needed(one, 2) for one in years] == [2, 1]


def test_the_worst_year_decides() -> None:
    order = ["not_met", "at_risk", "cannot_tell", "not_yet_due", "met"]
    assert [worst(order[n:]) for n in range(5)] == order
    assert worst([]) == "not_applicable"


def test_meetings_of_each_year(tmp_path: Path) -> None:
    path = "content/forum/meetings/2025-09-05-three.md"
    found = findings(tmp_path, {path: meeting("2025-09-05")}, on=day("2026-12-31"))["MR5.1"]
    assert found.state == "not_met"
    states = [(w.label, str(w.start), str(w.end), w.state, w.figures["meetings"]) for w in found.windows]
    assert states == [("1", "2025-01-01", "2025-12-31", "not_met", 1), ("2", "2026-01-01", "2026-12-31", "met", 2)]
    first: Window = found.windows[0]
    assert first.proofs == ("meeting:2025-03-05-two",)


def states_on(root: Path, on: datetime.date) -> tuple[dict[str, str], dict[str, datetime.date]]:
    found = findings(root, on=on)
    turns = {rule: one.turns_on for rule, one in found.items() if one.turns_on}
    return {rule: one.state for rule, one in found.items()}, turns


@pytest.mark.slow
def test_each_border_changes_exactly_the_rules_that_said_so(tmp_path: Path) -> None:
    """From one turning day to the next: the day before nothing has changed, on the day exactly those rules have."""
    on, borders = DAY, []
    while on < day("2028-03-01"):
        states, turns = states_on(tmp_path, on)
        if not turns:
            break
        next_day = min(turns.values())
        before, told = states_on(tmp_path, next_day - ONE_DAY)
        after, _ = states_on(tmp_path, next_day)
        assert before == states, f"something changed between {on} and {next_day}"
        assert told == turns
        changed = {rule for rule in after if after[rule] != before[rule]}
        assert changed == {rule for rule, turn in turns.items() if turn == next_day}
        borders.append(next_day.isoformat())
        on = next_day
    assert borders == [
        "2026-07-16",  # a seat is over: 1.1-a
        "2026-09-06",  # the next meeting is late: 1.1-b
        "2027-01-01",  # the half-year of a milestone is over: PROG-1
        "2027-05-01",  # results and self-assessment didn't come: IRM-1, SA-1, SA-2
        "2027-09-30",  # month 9: CTP-1
        "2028-01-01",  # a year without a plan: CTP-1
    ]


def test_an_announced_meeting_counts_only_when_it_was_held(tmp_path: Path) -> None:
    coming = {"content/forum/meetings/2026-09-06-six.md": meeting("2026-09-06", body="")}
    found = findings(tmp_path, coming)["MR1.1-b"]
    assert (found.state, str(found.turns_on)) == ("met", "2026-09-06")
    assert len(found.proofs) == 4
    assert findings(tmp_path, coming, on=day("2026-09-06"))["MR1.1-b"].breaks == ("meeting:2026-09-06-six",)


def test_both_days_of_a_membership_count(tmp_path: Path) -> None:
    forum = "content/forum/forum.md"
    change = {forum: REPUBLIC[forum].replace("from: 2024-01-01, to", "from: 2026-07-15, to")}
    states = [
        findings(tmp_path, change, on=day(on))["MR1.1-a"].state for on in ("2026-07-14", "2026-07-15", "2026-07-16")
    ]
    assert states == ["not_met", "met", "not_met"]


def test_results_of_another_plan_are_not_results_of_this_one(tmp_path: Path) -> None:
    old = {
        "content/plans/2023-2024/plan.md": front("title: First plan\nstart: 2023-01-01\nend: 2024-12-31\n"),
        "content/plans/2023-2024/commitments/old.md": front("title: Old\nlead: office\n"),
        "content/forum/meetings/2026-06-18-five.md": meeting(
            "2026-06-18",
            "results",
            "results_presented_on: [2023-2024/old]\ncomments_collected: 3\norganisations: [watch]\n",
        ),
    }
    found = findings(tmp_path, old, on=day("2027-01-01"))["MR5.1"]
    assert found.state == "not_met"
    assert [(gap.code, gap.record) for gap in found.notes] == [("no-results-shown", "meeting:2026-06-18-five")]


@pytest.mark.parametrize("on", ["1000-01-01", "9000-12-31"])
def test_no_day_that_can_be_written_is_too_far(tmp_path: Path, on: str) -> None:
    """At either end of time there is room for every window."""
    assert findings(tmp_path, on=day(on))["PLAN-1"].state == "met"
    assert findings(tmp_path, quiet("1000-01-01", "1001-12-31"), on=day(on))["CTP-1"].state in (
        "not_yet_due",
        "not_met",
    )
    assert findings(tmp_path, quiet("8999-01-01", "9000-12-31"), on=day(on))["CTP-1"].state == "not_yet_due"


@pytest.mark.parametrize("leaves", [False, True])
def test_a_report_that_leaves_days_open_leaves_them_in_its_findings(
    leaves: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "finding_data", lambda one, leaves=False: (one.rule.id, leaves))
    report = data.report_data(findings(tmp_path).values(), DAY, "national-2022", "", leaves=leaves)
    told = [*report["site"].items(), *(one for plan in report["plans"].values() for one in plan.items())]
    assert told and all(one == (rule, leaves) for rule, one in told)
