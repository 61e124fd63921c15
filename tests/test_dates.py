"""Days, due dates and periods (content-model 1.5)."""

from __future__ import annotations

import calendar
import datetime
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpsite.model import dates
from ogpsite.model.dates import Calendar, NotADate

NORTH = Calendar()
SOUTH = Calendar("south", (7, 1))
JANUARY = Calendar("north", (1, 1))

DUE = [
    ("2026-06-30", NORTH, "day", "2026-06-30"),
    ("2024-02-29", NORTH, "day", "2024-02-29"),
    ("2025-12", NORTH, "month", "2025-12-31"),
    ("2024-02", NORTH, "month", "2024-02-29"),
    ("2025-02", NORTH, "month", "2025-02-28"),
    ("2025-Q1", NORTH, "quarter", "2025-03-31"),
    ("2025-Q4", NORTH, "quarter", "2025-12-31"),
    ("2025-q2", NORTH, "quarter", "2025-06-30"),
    ("2025-H1", NORTH, "half", "2025-06-30"),
    ("2025-H2", NORTH, "half", "2025-12-31"),
    ("2025", NORTH, "year", "2025-12-31"),
    ("FY2026-27", NORTH, "fiscal-year", "2027-03-31"),
    ("FY2026-2027", NORTH, "fiscal-year", "2027-03-31"),
    ("FY2026-27", SOUTH, "fiscal-year", "2027-06-30"),
    ("FY2026-27", JANUARY, "fiscal-year", "2026-12-31"),
    ("FY2099-00", NORTH, "fiscal-year", "2100-03-31"),
    ("spring 2027", NORTH, "season", "2027-06-20"),
    ("summer 2027", NORTH, "season", "2027-09-22"),
    ("autumn 2027", NORTH, "season", "2027-12-21"),
    ("fall 2027", NORTH, "season", "2027-12-21"),
    ("Fall 2027", NORTH, "season", "2027-12-21"),
    ("winter 2027", NORTH, "season", "2028-03-20"),
    ("spring 2027", SOUTH, "season", "2027-12-21"),
    ("summer 2027", SOUTH, "season", "2028-03-20"),
    ("autumn 2027", SOUTH, "season", "2027-06-20"),
    ("winter 2027", SOUTH, "season", "2027-09-22"),
]


@pytest.mark.parametrize(("written", "calendar", "form", "by"), DUE)
def test_a_due_date_means_the_latest_possible_day(written: str, calendar: Calendar, form: str, by: str) -> None:
    due = dates.due(written, calendar)
    assert (due.form, due.written, str(due.by)) == (form, written, by)


def test_ongoing_is_never_due() -> None:
    assert dates.due("ongoing", NORTH).by is None
    assert dates.due("Ongoing", NORTH).form == "ongoing"


SINCE = [
    ("2026-06-30", "2026-06-30"),
    ("2025-12", "2025-12-01"),
    ("2025-Q2", "2025-04-01"),
    ("2025-H2", "2025-07-01"),
    ("2025", "2025-01-01"),
    ("FY2026-27", "2026-04-01"),
    ("autumn 2027", "2027-09-22"),
]


@pytest.mark.parametrize(("written", "first"), SINCE)
def test_a_start_means_the_first_possible_day(written: str, first: str) -> None:
    assert str(dates.since(written, NORTH).by) == first


WRONG = "2026-W12 FY2026-28 FY2026 autumn 2026-Q5 2026-H3 2026-13 2026-00 20225 0225-12 2026-6 26-06-30 soon".split()


@pytest.mark.parametrize("written", [*WRONG, "", "Q2 2026", "2026 autumn", "2026-06-31", "30.6.2026"])
def test_what_is_no_due_date(written: str) -> None:
    with pytest.raises(NotADate):
        dates.due(written, NORTH)


PERIODS = [
    ("2025-06", "2025-06-01", "2025-06-30"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2025-q2", "2025-04-01", "2025-06-30"),
    ("2025-h1", "2025-01-01", "2025-06-30"),
    ("2025-h2", "2025-07-01", "2025-12-31"),
    ("2025", "2025-01-01", "2025-12-31"),
    ("2025-06-cso", "2025-06-01", "2025-06-30"),
    ("2025-06-correction", "2025-06-01", "2025-06-30"),
    ("2025-06-correction-2", "2025-06-01", "2025-06-30"),
    ("2025-final", "2025-01-01", "2025-12-31"),
]


@pytest.mark.parametrize(("name", "start", "end"), PERIODS)
def test_the_period_that_a_files_name_says(name: str, start: str, end: str) -> None:
    period = dates.period(name)
    assert (str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize(
    "name",
    [
        "2025-13",
        "2025-00",
        "2025-q5",
        "2025-h3",
        "2025-13-cso",
        "2025-q5-cso",
        "25-06",
        "june-2025",
        "2025-6",
        "2025-06-30",
    ],
)
def test_names_that_say_no_period(name: str) -> None:
    with pytest.raises(NotADate):
        dates.period(name)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-01", -1, "2025-12-01"),
        ("2026-05-05", 0, "2026-05-05"),
    ],
)
def test_months_later(start: str, months: int, end: str) -> None:
    assert str(dates.months_later(datetime.date.fromisoformat(start), months)) == end


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2200, 12, 31)))
def test_every_day_can_be_written(day: datetime.date) -> None:
    assert dates.day(day.isoformat()) == day
    assert dates.due(day.isoformat(), NORTH).by == day


@given(
    st.one_of(
        st.text(max_size=30),
        st.from_regex(r"[Ff]?[Yy]? ?\d{0,5}-?[QqHhWw]?\d{0,4}-?\d{0,3}", fullmatch=True),
        st.from_regex(r"(spring|summer|autumn|fall|winter) \d{1,5}", fullmatch=True),
    )
)
def test_any_text_is_a_date_or_is_refused_in_words(text: str) -> None:
    for read in (
        lambda words: dates.due(words, SOUTH),
        lambda words: dates.since(words, SOUTH),
        dates.day,
        dates.period,
    ):
        try:
            read(text)
        except NotADate as fault:
            assert str(fault)


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2199, 12, 31)), st.sampled_from("mqhy"))
def test_a_due_date_is_never_before_the_start_of_the_same_words(day: datetime.date, form: str) -> None:
    quarter, half = (day.month + 2) // 3, (day.month + 5) // 6
    words = {"m": f"{day:%Y-%m}", "q": f"{day.year}-Q{quarter}", "h": f"{day.year}-H{half}", "y": f"{day.year}"}[form]
    first, last = dates.since(words, NORTH).by, dates.due(words, NORTH).by
    assert first is not None and last is not None
    assert first <= day <= last


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("31.12.2028", "write 2028-12-31"),
        ("31.12.28", "write 2028-12-31"),
        ("12/31/2028", "write 2028-12-31"),
        ("2028/12/31", "write 2028-12-31"),
        ("03/04/2028", "write 2028-04-03 or 2028-03-04, as it is meant"),
        ("04/04/2028", "write 2028-04-04"),
        ("31.02.2026", "February 2026 has 28 days; write a day as 2026-06-30"),
        ("31 June 2026", "June has 30 days; write a day as 2026-06-30"),
        ("2026-06-31", ""),
        ("2028-1-5", "write 2028-01-05"),
        ("13.13.2026", ""),
        ("0.5.2026", ""),
        ("31 Foo 2026", ""),
    ],
)
def test_a_day_in_another_order_is_answered_with_the_one_to_write(text: str, told: str) -> None:
    for general in (dates.DAY_HINT, dates.DUE_HINT):
        assert dates.hint(text, general) == (told or general)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Q4 2025", "2025-Q4"),
        ("4Q2025", "2025-Q4"),
        ("h1/2025", "2025-H1"),
        ("H3 2025", ""),
        ("December 2025", "2025-12"),
        ("by the end of March 2025", "2025-03"),
        ("12/2025", "2025-12"),
        ("13/2025", ""),
        ("2025/06", "2025-06"),
        ("end of 2025", "2025"),
        ("the end of time", ""),
        ("Foo 2025", ""),
    ],
)
def test_a_span_in_other_words_is_answered_where_spans_are_allowed(text: str, told: str) -> None:
    assert dates.hint(text, dates.DUE_HINT) == (f"write {told}" if told else dates.DUE_HINT)
    if told:
        dates.due(told, dates.Calendar())
    assert dates.hint(text) == dates.DAY_HINT


@given(st.lists(st.integers(-400, 4000), min_size=1))
def test_the_number_in_the_middle_is_the_one_that_python_finds(days: list[int]) -> None:
    assert dates.median(days) == statistics.median(days)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)), st.integers(-300, 300))
def test_some_months_later_is_the_same_day_or_the_last_of_its_month(day: datetime.date, months: int) -> None:
    later = dates.months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])
