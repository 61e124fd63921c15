"""Calendars: read by icalendar; whole days with identities for ever, stamped by the content."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import pytest
from icalendar import Calendar
from sites import SMALL

from ogpsite.build import Result
from ogpsite.outputs.calendars import escaped, folded
from outputs.conftest import Make, Outputs

pytestmark = pytest.mark.slow  # each builds sites of its own

COMMITMENT = "content/plans/2025-2028/commitments/open-clinics/commitment.md"
PLAN = "content/plans/2025-2028/plan.md"


def calendars(outputs: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in outputs.items() if path.endswith("calendar.ics")}


def events(data: bytes) -> dict[str, Any]:
    found: list[Any] = Calendar.from_ical(data).walk("VEVENT")
    return {str(one["UID"]): one for one in found}


def starts(one: Any) -> datetime.date:
    day: datetime.date = one["DTSTART"].dt
    return day


def test_icalendar_reads_every_calendar(outputs: Outputs) -> None:
    found = calendars(outputs)
    assert len(found) > 60
    for path, data in found.items():
        calendar: Any = Calendar.from_ical(data)
        assert calendar["VERSION"] == "2.0"
        assert calendar["PRODID"] and calendar["X-WR-CALNAME"]
        assert calendar["X-WR-TIMEZONE"] == "UTC"
        assert not calendar.errors, path
        inside = calendar.walk("VEVENT")
        assert inside
        assert len({str(one["UID"]) for one in inside}) == len(inside)
        for one in inside:
            assert not one.errors
            assert one["DTEND"].dt - one["DTSTART"].dt == datetime.timedelta(days=1)
            assert type(starts(one)) is datetime.date  # a whole day, in every time zone the same
            assert one["DTSTAMP"].dt.utcoffset() == datetime.timedelta(0)
            assert one["SUMMARY"] and one["URL"]


def test_lines_as_the_standard_asks(outputs: Outputs) -> None:
    """CRLF everywhere, at most 75 octets, and no line broken inside a character."""
    for data in calendars(outputs).values():
        assert data.endswith(b"END:VCALENDAR\r\n")
        assert data.count(b"\n") == data.count(b"\r\n")
        for line in data.split(b"\r\n"):
            assert len(line) <= 75
            line.decode()


@pytest.mark.parametrize(
    "text", ["a" * 74, "a" * 75, "a" * 76, "a" * 500, "é" * 200, "a" + "😀" * 100, "", "شراكة" * 60]
)
def test_folding(text: str) -> None:
    lines = folded(text).split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "".join([lines[0], *(line[1:] for line in lines[1:])]) == text
    assert all(line.startswith(" ") for line in lines[1:])


def test_escaping() -> None:
    assert escaped("a; b, c\\d\r\ne\x07") == "a\\; b\\, c\\\\d\\ne"


def test_what_is_in_them(outputs: Outputs, sample: Result) -> None:
    """Meetings, events, deadlines, due dates and what the IRM owes: each day that the records hold."""
    assert sample.edition
    site, facts = sample.edition.site, sample.edition.facts
    found = {key.partition("@")[0]: one for key, one in events(outputs["calendar.ics"]).items()}
    for kind in ("meeting", "event"):
        for one in site.by_kind[kind]:
            assert starts(found[one.uid]) == one.date  # type: ignore[attr-defined]
    for one in site.by_kind["consultation"]:
        assert starts(found[f"{one.uid}/closes"]) == one.closes  # type: ignore[attr-defined]
    due = [(c, m) for c in facts.commitments.values() for m in c.milestones if m.milestone.due and m.milestone.due.by]
    for commitment, item in due:
        assert item.milestone.due
        assert starts(found[f"milestone:{commitment.commitment.id}/{item.milestone.key}"]) == item.milestone.due.by
    assert len([key for key in found if key.startswith("milestone:")]) == len(due)
    expected = [one for plan in facts.cycles.values() for one in plan.laps if one.kind == "irm" and not one.got]
    assert expected
    assert sorted(starts(one) for key, one in found.items() if "/irm-" in key) == sorted(one.end for one in expected)


def test_each_has_its_own(outputs: Outputs) -> None:
    """A commitment's calendar holds its own milestones, those of the plan and of who leads it too, and no others'."""
    own = events(outputs["plans/2025-2028/open-contracting/calendar.ics"])
    mine = {key for key in own if key.startswith("milestone:")}
    assert mine and all(key.startswith("milestone:2025-2028/open-contracting/") for key in mine)
    assert mine <= set(events(outputs["plans/2025-2028/calendar.ics"]))
    assert not mine & set(events(outputs["plans/2022-2024/calendar.ics"]))
    assert any(
        mine <= set(events(data)) for path, data in calendars(outputs).items() if path.startswith("organisations/")
    )


def test_identity_and_stamp(made: Make) -> None:
    """The identity holds no words; the stamp is the day of the newest report."""
    one = events(made("calendars")["calendar.ics"])["milestone:2025-2028/open-clinics/m1@ogp.testland.example"]
    assert starts(one) == datetime.date(2025, 12, 31)
    assert one["DTSTAMP"].dt.date() == datetime.date(2026, 7, 10)
    assert str(one["SUMMARY"]) == "Due: Publish waiting times"
    assert "Status: In progress" in str(one["DESCRIPTION"])
    assert str(one["URL"]) == "https://ogp.testland.example/plans/2025-2028/open-clinics/#milestone-m1"


def test_words_may_change_and_identities_stay(made: Make) -> None:
    before = events(made("calendars")["calendar.ics"])
    renamed = {COMMITMENT: SMALL[COMMITMENT].replace("Publish prices", "Publish all prices")}
    after = events(made("calendars", changes=renamed)["calendar.ics"])
    assert list(before) == list(after)
    assert [key for key in before if before[key].to_ical() != after[key].to_ical()] == [
        "milestone:2025-2028/open-clinics/m2@ogp.testland.example"
    ]


def test_a_day_that_passes_changes_nothing(made: Make) -> None:
    """Not even where a due date, a meeting or a deadline passes in between, if nothing was written about it."""
    coming = {
        "content/forum/meetings/2026-12-09-next.md": "---\ntitle: Next\ndate: 2026-12-09\n---\n",
        "content/consultations/2024-ideas/consultation.md": SMALL[
            "content/consultations/2024-ideas/consultation.md"
        ].replace("2024-06-01", "2026-12-01"),
        COMMITMENT: SMALL[COMMITMENT].replace("2027-Q2", "2026-12"),
    }
    first = made("calendars", changes=coming, day=datetime.date(2026, 11, 24))
    assert first == made("calendars", changes=coming, day=datetime.date(2027, 1, 24))


def test_what_is_withdrawn_is_cancelled(made: Make) -> None:
    gone = SMALL[COMMITMENT].replace("lead: health", "lead: health\nwithdrawn: {on: 2026-09-01, reason: No money.}")
    found = events(made("calendars", changes={COMMITMENT: gone})["plans/2025-2028/open-clinics/calendar.ics"])
    assert {str(one["STATUS"]) for key, one in found.items() if key.startswith("milestone:")} == {"CANCELLED"}
    assert {one["DTSTAMP"].dt.date() for one in found.values()} == {datetime.date(2026, 9, 1)}


def test_no_calendar_without_a_day(made: Make) -> None:
    """A commitment outside plans without dates, and a body that leads nothing else, have none, and name none."""
    alone = {
        "content/commitments/alone.md": "---\ntitle: Alone\nlead: office\n---\nWords.\n",
        "content/forum/forum.md": "---\ntitle: Forum\n---\n",
    }
    found = made("calendars", "pages", changes=alone)
    for folder in ("commitments/alone", "organisations/office"):
        assert f"{folder}/calendar.ics" not in found
        assert b'href="calendar.ics"' not in found[f"{folder}/index.html"]
    assert "plans/2025-2028/calendar.ics" in found
    assert b'href="calendar.ics"' in found["plans/2025-2028/index.html"]


def test_what_came_is_not_expected_any_more(made: Make) -> None:
    review = {
        PLAN: SMALL[PLAN].replace("end: 2028-12-31", "end: 2028-12-31\ndelivered_on: 2024-12-15"),
    }
    key = "plan:2025-2028/irm-review@ogp.testland.example"
    one = events(made("calendars", changes=review)["plans/2025-2028/calendar.ics"])[key]
    assert starts(one) == datetime.date(2025, 4, 15)
    review["content/assessments/2025-review.md"] = (
        "---\ntitle: Review\nkind: irm-action-plan-review\nplan: 2025-2028\npublished_on: 2025-05-02\n---\n"
    )
    assert key not in events(made("calendars", changes=review)["plans/2025-2028/calendar.ics"])
