"""The days on which the self-check is asked again, and what is kept of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.republic import DAY, PLAN, REPUBLIC, day, examined, front
from ogpsite.audit import history
from ogpsite.audit.rules import RULES
from ogpsite.model.facts import Edition

OLD = {"content/plans/2022-2023/plan.md": front("title: First plan\nstart: 2022-01-01\nend: 2023-12-31\n")}


def edition(folder: Path, *changes: dict[str, str], on: str = "2026-07-15") -> Edition:
    found = examined(folder, *changes, on=day(on)).edition
    assert found
    return found


def days(found: Edition) -> list[str]:
    return [one.isoformat() for one in history.days(found.site)]


def test_month_ends_from_the_making_to_the_day(tmp_path: Path) -> None:
    found = days(edition(tmp_path))
    assert (found[0], found[-1], len(found)) == ("2024-06-30", "2026-06-30", 25)
    assert "2026-02-28" in found and "2024-09-30" in found


@pytest.mark.parametrize(
    ("on", "last"), [("2026-06-30", "2026-05-31"), ("2026-07-01", "2026-06-30"), ("2030-01-01", "2026-11-30")]
)
def test_only_days_before_the_day_and_before_the_end(tmp_path: Path, on: str, last: str) -> None:
    assert days(edition(tmp_path, on=on))[-1] == last


def test_the_first_day_of_a_plan_counts(tmp_path: Path) -> None:
    begins = {"content/plans/2022.md": front("title: P\nstart: 2022-01-31\nend: 2022-03-01\n")}
    assert days(edition(tmp_path, begins))[:3] == ["2022-01-31", "2022-02-28", "2024-06-30"]


@pytest.mark.parametrize(("budget", "count", "months"), [(1, 5, {"06", "12"}), (300, 9, {"03", "06", "09", "12"})])
def test_in_a_large_site_fewer_days_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, budget: int, count: int, months: set[str]
) -> None:
    found = edition(tmp_path)
    monkeypatch.setattr(history, "BUDGET", budget)
    assert 25 * len(found.site.by_uid) > 300 and 9 * len(found.site.by_uid) <= 300
    asked = days(found)
    assert (asked[0], len(asked), {one[5:7] for one in asked}) == ("2024-06-30", count, months)


def test_as_many_as_the_budget_allows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = edition(tmp_path)
    monkeypatch.setattr(history, "BUDGET", 25 * len(found.site.by_uid))
    assert len(days(found)) == 25
    monkeypatch.setattr(history, "BUDGET", 25 * len(found.site.by_uid) - 1)
    assert len(days(found)) == 9


def test_which_plans_are_alive(tmp_path: Path) -> None:
    site = edition(tmp_path, OLD).site
    asked = (
        "2021-12-31",
        "2022-01-01",
        "2023-12-30",
        "2023-12-31",
        "2024-06-02",
        "2024-06-03",
        "2026-07-14",
        "2026-07-15",
    )
    assert [sorted(history.alive(site, day(one))) for one in asked] == [
        [], ["2022-2023"], ["2022-2023"], [], [], [PLAN], [PLAN], []
    ]  # fmt: skip


def test_the_states_of_the_requirements(tmp_path: Path) -> None:
    found = edition(tmp_path)
    states = history.states(found.site, found.facts, {})
    wanted = {rule: one.state for one in found.findings if (rule := one.rule.id).startswith("MR")}
    assert states[PLAN] | states[""] == wanted
    assert set(states) == {PLAN, ""}
    assert all(RULES[rule][0].scope == ("plan" if plan else "site") for plan, own in states.items() for rule in own)


def test_links_that_lead_nowhere_count_where_their_record_was_there(tmp_path: Path) -> None:
    found = edition(tmp_path)
    for uid, state in (("meeting:2026-06-18-five", "not_met"), ("meeting:nowhere", "met")):
        assert history.states(found.site, found.facts, {uid: ("file:///C:/a.doc",)})[""]["MR2.2-e"] == state


def test_rules_that_a_set_leaves_out_have_no_history(tmp_path: Path) -> None:
    settings = {"site.yaml": REPUBLIC["site.yaml"].replace("country:", "rules: national-2017\ncountry:")}
    found = edition(tmp_path, settings)
    assert "MR2.2-a" not in history.states(found.site, found.facts, {})[PLAN]


def test_what_was_true_on_each_day_of_a_life(tmp_path: Path) -> None:
    site = edition(tmp_path, OLD).site
    a, b = {"MR1.1-a": "met"}, {"MR1.1-a": "not_met", "MR3.1": "met"}
    past = {
        day("2024-06-30"): {PLAN: b, "": {"MR2.1": "met"}},
        day("2024-06-03"): {PLAN: a, "": {"MR2.1": "not_met"}},
        day("2024-06-02"): {PLAN: a, "": {"MR2.1": "cannot_tell"}},
        day("2023-06-30"): {"2022-2023": a},
        day("2021-06-30"): {"2022-2023": b, "": {"MR2.1": "met"}},
        DAY: {PLAN: a, "": {"MR2.1": "met"}},
    }
    assert history.history(site, past) == {
        "2022-2023": {"MR1.1-a": ((day("2023-06-30"), "met"),)},
        PLAN: {
            "MR1.1-a": ((day("2024-06-03"), "met"), (day("2024-06-30"), "not_met")),
            "MR3.1": ((day("2024-06-30"), "met"),),
        },
        "": {
            "MR2.1": (
                (day("2024-06-02"), "cannot_tell"),
                (day("2024-06-03"), "not_met"),
                (day("2024-06-30"), "met"),
            )
        },
    }


def test_without_plans_there_is_no_history(tmp_path: Path) -> None:
    gone = dict.fromkeys(
        path for path in REPUBLIC if path.startswith(("content/plans", "content/cons", "content/events"))
    )
    rest = dict.fromkeys(path for path in REPUBLIC if path.startswith(("content/assess", "content/forum/meetings")))
    found = examined(tmp_path, gone, rest).edition
    assert found
    assert history.days(found.site) == () and history.history(found.site, {}) == {}
