"""Pictures of the data: right numbers, a table and a CSV file that say the same, and no colour alone."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator

import pytest
from sites import DAY, text_of

from ogpsite.build import Result
from ogpsite.derive import history
from ogpsite.model import records
from ogpsite.model.facts import CommitmentFacts

PICTURES = {
    "plans/status-by-plan": "plans/index.html",
    "plans/2025-2028/status-by-theme": "plans/2025-2028/index.html",
    "plans/2025-2028/progress-history": "plans/2025-2028/index.html",
    "plans/2025-2028/milestones": "plans/2025-2028/milestones/index.html",
    "plans/2025-2028/open-contracting/progress-history": "plans/2025-2028/open-contracting/index.html",
    "plans/2025-2028/open-contracting/milestones": "plans/2025-2028/open-contracting/index.html",
    "consultations/2024-priorities/decisions": "consultations/2024-priorities/index.html",
    "forum/attendance": "forum/index.html",
    "forum/balance": "forum/index.html",
    "progress/2025-2028/evidence-strength": "progress/2025-2028/index.html",
}


def table(result: Result, path: str) -> list[list[str]]:
    """A CSV file as rows."""
    data = next(one.data for one in result.outputs if one.path == f"{path}.csv")
    return list(csv.reader(io.StringIO(data.decode())))


def figures(html: str) -> Iterator[str]:
    yield from re.findall(r"<figure class=\"chart.*?</figure>", html, re.S)


@pytest.mark.parametrize(("path", "page"), PICTURES.items())
@pytest.mark.parametrize("language", ["", "fr/", "ar/"])
def test_every_picture_has_a_csv_file_beside_its_page(sample: Result, path: str, page: str, language: str) -> None:
    rows = table(sample, f"{language}{path}")
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    html = text_of(sample, f"{language}{page}")
    name = path.rpartition("/")[2]
    found = [one for one in figures(html) if f"{name}.csv" in one]
    assert len(found) == 1
    assert re.search(r'<figcaption id="([\w-]+)-title">\S', found[0])
    assert 'aria-labelledby="' in found[0]
    assert not re.findall(r"<svg(?![^>]*aria-hidden)", found[0])  # the words beside the drawings say it all


def test_the_table_says_what_the_picture_and_the_file_say(sample: Result) -> None:
    html = text_of(sample, "plans/2025-2028/index.html")
    figure = next(one for one in figures(html) if "status-by-theme.csv" in one)
    cells = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", figure, re.S)
    shown = [[name, *re.findall(r">(\d+)</td>", row)] for name, row in cells]
    assert shown == table(sample, "plans/2025-2028/status-by-theme")[1:]
    spoken = re.findall(r'class="unseen">([^<]+): </span><strong>(\d+)', figure)
    assert sum(int(number) for _, number in spoken) == sum(int(cell) for row in shown for cell in row[1:])
    for svg in re.findall(r'<svg class="bar".*?</svg>', figure, re.S):
        shares = [float(one) for one in re.findall(r' width="([\d.]+)%"', svg)]
        assert sum(shares) == pytest.approx(100, abs=0.01)


def test_counts_of_all_themes_are_those_of_the_plan(sample: Result) -> None:
    assert sample.edition
    for plan in sample.edition.facts.plans.values():
        rows = table(sample, f"plans/{plan.plan.key}/status-by-theme")
        assert sum(int(cell) for row in rows[1:] for cell in row[1:]) == len(plan.commitments)
        last = table(sample, f"plans/{plan.plan.key}/progress-history")[-1]
        assert sum(int(cell) for cell in last[1:]) == len(plan.commitments)


def test_the_history_ends_where_the_commitment_stands(sample: Result) -> None:
    assert sample.edition
    for facts in sample.edition.facts.commitments.values():
        assert history.status_on(facts, DAY) == facts.status
        assert history.milestones_on(facts, DAY) == {one.milestone.key: one.status for one in facts.milestones}
        assert history.status_on(facts, datetime.date(2000, 1, 1)) == ""


def test_a_correction_counts_from_the_day_on_which_it_came(sample: Result) -> None:
    assert sample.edition
    facts: CommitmentFacts = sample.edition.facts.commitments["commitment:2022-2024/open-budget"]
    wrong = next(one for one in facts.reports if one.uid in facts.corrections)
    right = next(one for one in facts.reports if one.uid == facts.corrections[wrong.uid])
    day = history.out_on(right)
    assert wrong in history.reports_by(facts, day - datetime.timedelta(days=1))
    assert wrong not in history.reports_by(facts, day)


def test_promised_and_expected_days_stand_in_the_file(sample: Result) -> None:
    rows = table(sample, "plans/2025-2028/beneficial-ownership/milestones")
    assert rows[0] == ["Milestone", "Start", "First promised", "Now expected", "Status", "Days overdue"]
    law = next(row for row in rows if row[0] == "Law adopted and published")
    assert law[2:] == ["2025-12-31", "2027-03-31", "Limited", "328"]


def test_the_line_of_the_day_and_every_bar_lie_in_the_picture(sample: Result) -> None:
    html = text_of(sample, "plans/2025-2028/milestones/index.html")
    chart = next(figures(html))
    assert chart.count('class="today"') == chart.count('<li class="lap')
    for at, width in re.findall(r'<rect class="(?:span|over|later)" x="([\d.]+)%" width="([\d.]+)%"', chart):
        assert 0 <= float(at) <= 100
        assert float(at) + float(width) <= 100.01


def test_withheld_numbers_stay_withheld(sample: Result) -> None:
    assert sample.edition
    meetings = [one for one in sample.edition.site.all(records.Meeting) if one.attendance]
    hidden = {one.date.isoformat(): set(one.attendance.suppressed) for one in meetings if one.attendance}
    rows = table(sample, "forum/attendance")
    assert any(hidden.values())
    for row in rows[1:]:
        for name, cell in zip(("government", "civil_society", "other"), row[1:], strict=True):
            assert (cell == "") == (name in hidden[row[0]])


def test_the_printable_plan_holds_every_commitment_and_milestone(sample: Result) -> None:
    assert sample.edition
    html = text_of(sample, "plans/2025-2028/print/index.html")
    facts = sample.edition.facts.plans["plan:2025-2028"]
    for one in facts.commitments:
        assert f'id="commitment-{one.commitment.key}"' in html
        for item in one.milestones:
            assert str(item.milestone.title["en"]).replace("'", "&#39;") in html or item.milestone.title["en"] in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
