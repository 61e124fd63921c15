"""The pages of the self-check, the cycle of a plan, and the forum in figures."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from conftest import Known, Site
from sites import DAY, ROOT, SMALL, Files, text_of

from ogpsite import audit, build
from ogpsite.audit import history
from ogpsite.build import Result
from ogpsite.model.facts import ForumFacts, Lap
from ogpsite.views import standards

pytestmark = pytest.mark.slow  # each builds sites of its own

PLAN_FILE = "content/plans/2025-2028/plan.md"
TIMELINE = "content/plans/2025-2028/timeline.yaml"
FORUM = "content/forum/forum.md"
MEETING = "content/forum/meetings/2026-05-05-results.md"
REQUIREMENTS = ("1.1", "2.1", "2.2", "3.1", "3.2", "3.3", "4.1", "5.1")


# the self-check


def test_a_page_for_every_requirement(sample: Result) -> None:
    for number in REQUIREMENTS:
        html = text_of(sample, f"standards/{number}/index.html")
        assert "This is a self-check. Only the IRM decides." in html
        assert "Contest a result" in html
    for number in ("1.1", "2.2"):
        for phase in standards.HALVES:
            assert "Only the IRM decides." in text_of(sample, f"standards/{number}/{phase}/index.html")


def test_a_phase_shows_its_rules_and_those_of_both(sample: Result) -> None:
    making = text_of(sample, "standards/2.2/development/index.html")
    running = text_of(sample, "standards/2.2/implementation/index.html")
    assert ("MR2.2-d" in making, "MR2.2-d" in running) == (True, False)
    assert ("MR2.2-c" in making, "MR2.2-c" in running) == (False, True)
    assert "MR2.2-a" in making
    assert "MR2.2-a" in running


def test_pages_show_what_the_audit_found(sample: Result) -> None:
    """State, proof and gaps of every finding are on the page of its requirement, each in its own place."""
    assert sample.edition
    for one in sample.edition.findings:
        html = text_of(sample, f"standards/{standards.name_of(one.rule.group)}/index.html")
        _, _, rest = html.partition(f'id="{standards.anchor(one)}"')
        card = rest.partition("</article>")[0]
        assert card, one.rule.id
        assert {"met": "Met", "not_met": "Not met"}.get(one.state, "") in card
        assert f">{one.rule.id}</bdi>" in card
        assert ("What is missing or breaks it" in card) == bool(one.gaps)


def test_the_irm_stands_beside_and_is_not_merged(sample: Result) -> None:
    """What the IRM found on 1.1 of the second plan stands in a place of its own; our state is the audit's."""
    html = text_of(sample, "standards/1.1/index.html")
    assert "What the IRM found" in html
    before, _, _ = html.partition('class="irm-voice"')
    assert "What the IRM found" not in before.rpartition("</article>")[0]


def test_pages_do_not_depend_on_findings(known: Known) -> None:
    """The addresses follow from the rule set alone, so that links to them are known before anything is judged."""
    edition = known()
    groups = {group for group, _ in standards.pages(edition)}
    assert groups == {rule.group for rule in audit.rules_of("national-2022").values()}


def test_the_data_is_the_audit(sample: Result) -> None:
    data = json.loads(text_of(sample, "standards/index.json"))
    assert sample.edition
    assert sum(data["counts"].values()) == len(sample.edition.findings)
    own = json.loads(text_of(sample, "standards/5.1/index.json"))["findings"]
    assert {one["rule"] for one in own} == {"MR5.1"}
    assert all(one["history"] for one in own)


# how it went


def then(site: Site, rule: str, *changes: Files) -> list[tuple[str, str]]:
    result = site(*changes)
    assert result.edition
    return [(str(day), state) for day, state in result.edition.history["2025-2028"][rule]]


def test_history_is_what_was_known_then(site: Site) -> None:
    """The report came in July 2026: 2.2-c, due from the middle of 2025, was not met before, whatever we know now."""
    evidence = "content/plans/2025-2028/commitments/open-clinics/progress/2026-06.md"
    text = SMALL[evidence].replace("    summary:", "    evidence: [https://health.example/t]\n    summary:")
    found = dict(then(site, "MR2.2-c", {evidence: text}))
    assert found["2025-05-31"] == "not_yet_due"
    assert found["2025-07-31"] == "not_met"
    assert found["2026-06-30"] == "not_met"
    assert found["2026-07-31"] == "met"


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 5, 9, -1])
def test_history_is_what_an_audit_of_that_day_says(sample: Result, number: int) -> None:
    assert sample.edition is not None
    past = sample.edition.history
    days = sorted({day for rules in past.values() for states in rules.values() for day, _ in states})
    then = build.examine(build.Job(ROOT, days[number])).edition
    assert then is not None
    told = {(one.plan, one.rule.id): one.state for one in then.findings}
    compared = 0
    for plan, rules in past.items():
        for rule, states in rules.items():
            for day, state in states:
                if day == days[number]:
                    assert told[plan, rule] == state, (day, plan, rule)
                    compared += 1
    assert compared > 10


def test_the_whole_site_has_a_history_too(site: Site) -> None:
    """Evidence on a drive counts from the day on which its report came out."""
    drive = report_on_a_drive("2026-02-10")
    told = json.loads(text_of(site(drive), "standards/2.2/index.json"))["findings"]
    own = next(one for one in told if one["rule"] == "MR2.2-e")
    states = {one["day"]: one["state"] for one in own["history"]}
    assert (states["2026-01-31"], states["2026-02-28"]) == ("met", "not_met")
    assert 'id="mr2.2-e-site"' in text_of(site(drive), "standards/2.2/index.html")


def report_on_a_drive(day: str) -> Files:
    folder = "content/plans/2025-2028/commitments/open-clinics/progress"
    text = f"---\nreported_on: {day}\nstatus: limited\nevidence: [https://drive.google.com/x]\n---\nWords.\n"
    return {f"{folder}/2025-12.md": text}


def test_history_runs_from_development_to_the_day(site: Site) -> None:
    days = [day for day, _ in then(site, "MR1.1-a")]
    assert (days[0], days[-1]) == ("2024-04-30", "2026-10-31")
    assert len(days) == 31


def test_large_sites_ask_for_fewer_days(known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    site = known().site
    assert len(history.days(site)) == 31
    monkeypatch.setattr(history, "BUDGET", 200)
    assert [day.month for day in history.days(site)][:3] == [6, 9, 12]
    monkeypatch.setattr(history, "BUDGET", 1)
    assert {day.month for day in history.days(site)} == {6, 12}


def test_the_strip_says_it_in_words(sample: Result) -> None:
    html = text_of(sample, "standards/1.1/index.html")
    assert html.count('class="history"') >= 3
    assert "Not met: <time" in html


# the cycle


def laps(known: Known, *changes: Files, **options: Any) -> dict[str, Lap]:
    """The laps of the small plan by key, phases by their titles."""
    return {one.key or one.title["en"]: one for one in known(*changes, **options).facts.cycles["plan:2025-2028"].laps}


def delivered(day: str) -> Files:
    return {PLAN_FILE: SMALL[PLAN_FILE].replace("themes:", f"delivered_on: {day}\nthemes:")}


@pytest.mark.parametrize(
    ("delivery", "expected"), [("2024-12-16", "2025-04-16"), ("2024-10-31", "2025-02-28"), ("2023-10-31", "2024-02-29")]
)
def test_the_irm_has_four_months(known: Known, delivery: str, expected: str) -> None:
    found = laps(known, delivered(delivery))
    assert str(found["review"].end) == expected
    assert str(found["results"].end) == "2029-04-30"


def test_what_the_irm_sent(known: Known) -> None:
    review = "---\ntitle: R\nkind: irm-action-plan-review\nplan: 2025-2028\npublished_on: 2025-06-11\n---\n"
    found = laps(known, delivered("2024-12-16"), {"content/assessments/review.md": review})["review"]
    assert (found.state, str(found.got), found.uid) == ("came", "2025-06-11", "assessment:review")
    draft = review.replace("plan:", "stage: for-comment\nplan:")
    assert laps(known, delivered("2024-12-16"), {"content/assessments/review.md": draft})["review"].state == "late"
    in_time = datetime.date(2025, 4, 16)
    assert laps(known, delivered("2024-12-16"), day=in_time)["review"].state == "now"


def test_phases_with_their_first_dates(known: Known) -> None:
    """A phase that moved keeps its first days; one that was dropped is still shown; one without change has none."""
    first = (
        "- published_on: 2024-03-01\n  phases:\n"
        "    - {title: Ideas, start: 2024-05-01, end: 2024-06-01}\n"
        "    - {title: Draft, start: 2024-06-02, end: 2024-07-01}\n"
        "    - {title: Fair, start: 2024-07-02, end: 2024-07-03}\n"
    )
    second = (
        "- published_on: 2024-05-15\n  phases:\n"
        "    - {title: Ideas, start: 2024-05-01, end: 2024-06-01}\n"
        "    - {title: Draft, start: 2024-08-01, end: 2024-09-01}\n"
    )
    found = laps(known, {TIMELINE: first + second})
    assert found["Ideas"].first_start is None
    assert (str(found["Draft"].start), str(found["Draft"].first_start)) == ("2024-08-01", "2024-06-02")
    assert found["Fair"].dropped
    assert not laps(known, {TIMELINE: first})["Fair"].dropped


def test_what_is_only_recalled_says_so(sample: Result) -> None:
    html = text_of(sample, "plans/2025-2028/cycle/index.html")
    assert html.count("recalled, not confirmed") == 2
    assert 'role="img"' in html


# the forum


def forum(known: Known, *changes: Files, **options: Any) -> ForumFacts:
    return known(*changes, **options).facts.forums["forum:forum"]


@pytest.mark.parametrize(
    ("met", "day", "due", "late"),
    [
        ("2026-05-05", DAY, "2026-11-05", 19),
        ("2026-05-24", DAY, "2026-11-24", 0),
        ("2026-05-23", DAY, "2026-11-23", 1),
        ("2025-08-31", datetime.date(2026, 2, 28), "2026-02-28", 0),
        ("2025-08-31", datetime.date(2026, 3, 1), "2026-02-28", 1),
    ],
)
def test_the_next_meeting(known: Known, met: str, day: datetime.date, due: str, late: int) -> None:
    """Six months after the last meeting of the forum; a day still inside the limit is not late."""
    text = SMALL[MEETING].replace("2026-05-05", met)
    found = forum(known, {MEETING: None, f"content/forum/meetings/{met}-x.md": text}, day=day)
    assert (str(found.next_due), found.next_late_days) == (due, late)


def test_only_forum_meetings_move_the_next_one(known: Known) -> None:
    other = SMALL[MEETING].replace("2026-05-05", "2026-09-01").replace("[forum, results]", "[results]")
    found = forum(known, {"content/forum/meetings/2026-09-01-other.md": other})
    assert found.last
    assert found.last.key == "2026-05-05-results"
    assert len(found.meetings) == 2


def test_seats_over_the_years(known: Known) -> None:
    """Counted on the last day of each year, first and last day of a seat included; observers hold none."""
    members = (
        "members:\n"
        "  - {organisation: office, from: 2024-01-01}\n"
        "  - {organisation: watch, from: 2024-12-31, to: 2025-12-31}\n"
        "  - {organisation: health, from: 2026-01-01, role: observer}\n"
    )
    found = forum(known, {FORUM: f"---\ntitle: Forum\n{members}---\n"})
    assert [(one.year, dict(one.seats)) for one in found.years] == [
        (2024, {"government": 1, "civil-society": 1}),
        (2025, {"government": 1, "civil-society": 1}),
        (2026, {"government": 1}),
    ]


def test_open_decisions_with_their_age(known: Known) -> None:
    decisions = (
        "decisions:\n"
        "  - {key: d-1, text: Publish the list, due: 2026-06}\n"
        "  - {key: d-2, text: Done, status: done}\n"
        "  - {key: d-3, text: Without a day}\nkind:"
    )
    found = forum(known, {MEETING: SMALL[MEETING].replace("kind:", decisions)})
    assert [(one.decision.key, one.age_days, one.overdue_days) for one in found.open_decisions] == [
        ("d-1", 203, 147),
        ("d-3", 203, 0),
    ]


def test_minutes_against_the_limit(known: Known, site: Site) -> None:
    dates = "date: 2026-05-05\nminutes_published_on: 2026-06-10"
    change = {MEETING: SMALL[MEETING].replace("date: 2026-05-05", dates)}
    assert forum(known, change).median_days == 36
    html = text_of(site(change), "forum/index.html")
    assert "6 days past the limit" in html
    data = json.loads(text_of(site(change), "forum/figures.json"))
    assert (data["median_days_to_minutes"], data["minutes_within_days"]) == (36, 30)


def test_small_numbers_stay_withheld(site: Site) -> None:
    change = {MEETING: SMALL[MEETING].replace("kind:", "attendance: {attended: 30, government: 3, other: 9}\nkind:")}
    html = text_of(site(change), "forum/index.html")
    assert "withheld" in html
    assert ">3</td>" not in html
