"""Days, due dates and periods: from what people write to the days they mean (content-model 1.5)."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ogpsite.model.today import Today
from ogpsite.model.values import Due, Period
from ogpsite.nouns import dataclass
from ogpsite.problems import Phrase, phrase

DAY_HINT = phrase("write a day as 2026-06-30")
DUE_HINT = phrase(
    "write a day as 2026-06-30, a month as 2026-06, or a quarter as 2026-Q2 "
    "(also 2026-H1, 2026, FY2026-27, autumn 2026, ongoing, or {text: …, by: 2026-06-30})"
)
NUMBERS = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SHORTEST = 28  # days that every month has
SEASONS = {"spring": 0, "summer": 1, "autumn": 2, "fall": 2, "winter": 3}
SEASON_ENDS = {
    # the last day of spring, summer, autumn, winter: month, day, years later
    "north": ((6, 20, 0), (9, 22, 0), (12, 21, 0), (3, 20, 1)),
    "south": ((12, 21, 0), (3, 20, 1), (6, 20, 0), (9, 22, 0)),
}


OTHER_ORDERS = (  # patterns as text: compiled only where a date is wrong
    r"(?P<day>\d{1,2})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<year>[12]\d{3}|\d{2})",
    r"(?P<year>[12]\d{3})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<name>[A-Za-z]+),? (?P<year>[12]\d{3})",
    r"(?P<name>[A-Za-z]+) (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>[12]\d{3})",
)
OTHER_SPANS = (
    r"(?P<part>[QqHh])(?P<number>[1-4])[ /-]?(?P<year>[12]\d{3})",
    r"(?P<number>[1-4])(?P<part>[QqHh])[ /-]?(?P<year>[12]\d{3})",
    r"(?P<year>[12]\d{3})[ /](?P<part>[QqHh])(?P<number>[1-4])",
    r"(?i)(?:(?:by|before|the|end|of|in) )*(?P<name>[A-Za-z]+),? (?P<year>[12]\d{3})",
    r"(?P<month>\d{1,2})[./-](?P<year>[12]\d{3})",
    r"(?P<year>[12]\d{3})[./](?P<month>\d{1,2})",
    r"(?i)(?:(?:by|the|end|of|in) )+(?P<year>[12]\d{3})",
)


class NotADate(ValueError):  # noqa: N818 - told to an editor in its own words
    """Why a text is not the day, due date or period that was asked for."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The member's own calendar: hemisphere of its seasons, first day of its fiscal year (month, day)."""

    seasons: str = "north"
    fiscal_year_start: tuple[int, int] = (4, 1)


def day(text: str) -> datetime.date:
    """`2026-06-30` → the day. Raises NotADate with the reason."""
    found = NUMBERS.fullmatch(text)
    if not found or found[3] is None or len(text) != 10:
        raise NotADate(phrase("{text} is not a day", text=repr(text)))
    year, month, number = int(found[1]), int(found[2]), int(found[3])
    if year < 1:
        raise NotADate(phrase("{text} is not a day: there is no year 0", text=repr(text)))
    if not 1000 <= year <= 9000:  # months and years are counted from days: both sides need room
        raise NotADate(phrase("{text} is not a day: the year {year} can't be meant", text=repr(text), year=found[1]))
    if not 1 <= month <= 12:
        raise NotADate(phrase("{text} is not a day: there is no month {month}", text=repr(text), month=month))
    last = last_of_month(year, month).day
    if not 1 <= number <= last:
        named = Phrase(MONTHS[month - 1], {})
        name = phrase("{month} {year}", month=named, year=year) if month == 2 else named
        raise NotADate(phrase("{text} is not a day: {name} has {last} days", text=repr(text), name=name, last=last))
    return datetime.date(year, month, number)


def hint(text: str, general: Phrase = DAY_HINT) -> Phrase:
    """What to write instead of a text that is no day: the one date, or the two, that can be meant, else the `general`
    forms. Months, quarters, halves and years are proposed only where `general` allows them.
    """
    plain = re.sub("[\u2010-\u2015]", "-", text)  # hyphens and dashes that word processors put in
    for order in OTHER_ORDERS:
        if found := re.fullmatch(order, plain):
            return of_parts(found.groupdict(), plain) or general
    for form in OTHER_SPANS if general is DUE_HINT else ():
        if found := re.fullmatch(form, plain):
            parts = found.groupdict()
            month = named_month(parts)
            if "part" in parts and f"{parts['part']}{parts['number']}".lower() in ("h3", "h4"):
                return general
            if "part" in parts:
                return phrase("write {value}", value=f"{parts['year']}-{parts['part'].upper()}{parts['number']}")
            if "name" not in parts and "month" not in parts:
                return phrase("write {value}", value=parts["year"])
            if 1 <= month <= 12:
                return phrase("write {value}", value=f"{parts['year']}-{month:02}")
    return general


def named_month(parts: Mapping[str, str | None]) -> int:
    """The number of a month, by its digits or its English name; 0 where it is none."""
    name = str(parts.get("name") or "").capitalize()
    return MONTHS.index(name) + 1 if name in MONTHS else int(parts.get("month") or 0)


def of_parts(parts: Mapping[str, str], text: str) -> Phrase | None:
    """What to write instead of a day in another order; None where nothing follows from it."""
    year = int(parts["year"]) if len(parts["year"]) == 4 else 2000 + int(parts["year"])
    month, number = named_month(parts), int(parts["day"])
    if month > 12 >= number and parts.get("sign") == "/" and not text.startswith(parts["year"]):
        month, number = number, month  # the American order
    if not 1 <= month <= 12 or number < 1:
        return None
    last = calendar.monthrange(year, month)[1]
    if number > last and text.startswith(parts["year"]) and parts.get("sign") == "-":
        return None  # the fault itself says how long the month is
    if number > last:
        named = Phrase(MONTHS[month - 1], {})
        name = phrase("{month} {year}", month=named, year=year) if month == 2 else named
        return phrase("{name} has {last} days; write a day as 2026-06-30", name=name, last=last)
    meant = f"{year}-{month:02}-{number:02}"
    clear = "sign" not in parts or parts["sign"] == "." or text.startswith(parts["year"])
    if clear or number > 12 or number == month:
        return phrase("write {value}", value=meant)
    return phrase("write {one} or {other}, as it is meant", one=meant, other=f"{year}-{number:02}-{month:02}")


@lru_cache(maxsize=10_000)
def last_of_month(year: int, month: int) -> datetime.date:
    """The last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


@lru_cache(maxsize=10_000)
def due(text: str, calendar_: Calendar) -> Due:
    """A due date in one of the written forms → with the latest day it can mean. Raises NotADate with the reason."""
    lowered = text.lower()
    if lowered == "ongoing":
        return Due("ongoing", written=text)
    form, by = due_day(text, lowered, calendar_)
    return Due(form, written=text, by=by)


def since(text: str, calendar_: Calendar) -> Due:
    """A start in one of the written forms → with the first day it can mean. Raises NotADate with the reason."""
    form, by = due_day(text, text.lower(), calendar_)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "fiscal-year": 12, "season": 3}.get(form, 0)
    first = months_later(by + datetime.timedelta(days=1), -months) if months else by
    return Due(form, written=text, by=first)


def due_day(text: str, lowered: str, calendar_: Calendar) -> tuple[str, datetime.date]:
    """The form of a due date, and the latest day that it can mean."""
    if found := re.fullmatch(r"(\d{4})-?q([1-4])", lowered):
        return "quarter", last_of_month(real_year(text, found[1]), int(found[2]) * 3)
    if found := re.fullmatch(r"(\d{4})-?h([12])", lowered):
        return "half", last_of_month(real_year(text, found[1]), int(found[2]) * 6)
    if found := re.fullmatch(r"fy ?(\d{4})-(\d{2}|\d{4})", lowered):
        return "fiscal-year", fiscal_year_end(text, found[1], found[2], calendar_)
    if found := re.fullmatch(r"(spring|summer|autumn|fall|winter) (\d{4})", lowered):
        month, number, later = SEASON_ENDS[calendar_.seasons][SEASONS[found[1]]]
        return "season", datetime.date(real_year(text, found[2]) + later, month, number)
    found = NUMBERS.fullmatch(text)
    if found and found[2] is None:
        return "year", datetime.date(real_year(text, found[1]), 12, 31)
    if found and found[3] is None and len(text) == 7:
        year, month = real_year(text, found[1]), int(found[2])
        if not 1 <= month <= 12:
            raise NotADate(phrase("{text} is not a month: there is no month {month}", text=repr(text), month=month))
        return "month", last_of_month(year, month)
    if not found:
        raise NotADate(phrase("{text} is not a date", text=repr(text)))
    return "day", day(text)


def real_year(text: str, digits: str) -> int:
    """The year, if it is one that a plan can name."""
    year = int(digits)
    if not 1900 <= year <= 2200:
        raise NotADate(phrase("{text} is not a date: the year {year} can't be meant", text=repr(text), year=digits))
    return year


def fiscal_year_end(text: str, first: str, second: str, calendar_: Calendar) -> datetime.date:
    """The day before the next fiscal year begins."""
    year = real_year(text, first)
    if int(second) % 100 != (year + 1) % 100 or (len(second) == 4 and int(second) != year + 1):
        raise NotADate(
            phrase(
                "{text} is not a fiscal year: after {first} comes {next}", text=repr(text), first=first, next=year + 1
            )
        )
    month, number = calendar_.fiscal_year_start
    return datetime.date(year + 1, month, number) - datetime.timedelta(days=1)


@lru_cache(maxsize=10_000)
def period(name: str) -> Period:
    """The period that a report's file name says: `2025-06`, `2025-q2`, `2025-h1`, `2025`, with anything behind it.

    Raises NotADate where the name says none.
    """
    found = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])|-q([1-4])|-h([12]))?(?:-(?![qh]\d)[a-z][a-z0-9-]*)?", name)
    if not found:
        raise NotADate(
            phrase("the file name {name} is not a period such as 2025-06, 2025-q2, 2025-h1 or 2025", name=repr(name))
        )
    year = real_year(name, found[1])
    if found[2]:
        return Period(datetime.date(year, int(found[2]), 1), last_of_month(year, int(found[2])))
    if found[3]:
        return Period(datetime.date(year, int(found[3]) * 3 - 2, 1), last_of_month(year, int(found[3]) * 3))
    if found[4]:
        return Period(datetime.date(year, int(found[4]) * 6 - 5, 1), last_of_month(year, int(found[4]) * 6))
    return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31))


def month_of(day: datetime.date) -> datetime.date:
    """The first day of the month in which a day lies."""
    return day.first_of_month() if isinstance(day, Today) else day.replace(day=1)


def months_later(start: datetime.date, months: int) -> datetime.date:
    """The same day some months later (or earlier); the last day of the month where it is shorter."""
    count = start.year * 12 + start.month - 1 + months
    year, month = divmod(count, 12)
    day = start.day
    return datetime.date(year, month + 1, day if day <= SHORTEST else min(day, last_of_month(year, month + 1).day))


def median(days: Sequence[int]) -> float:
    """The number in the middle. Python's own brings random numbers and fractions with it, 5 ms of a cold build."""
    found = sorted(days)
    half, odd = divmod(len(found), 2)
    return found[half] if odd else (found[half - 1] + found[half]) / 2
