"""The moments that exports write, in all their forms → days in the site's time zone."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from ogpsite.importers import daywords
from ogpsite.importers.cells import Cell

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MILLISECONDS = re.compile(r"[1-9]\d{11,13}")
SECONDS = re.compile(r"[1-9]\d{8,9}")
ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp]\.?\s?[Mm]\.?|[ap]\.\s?m\.)?\s*"
    r"(Z|UTC|GMT|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{3,4})?)?"
)
NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ ,T].*)?")
UNSET = datetime.date(1980, 1, 1)  # LimeSurvey writes it where it keeps no dates


def day_of(cell: Cell, order: str, zone: datetime.tzinfo) -> datetime.date | None:
    """The day that a cell says; `order` is dmy, mdy or unknown. None for what is no day or could be two."""
    text = " ".join(cell.text.split())
    if not text:
        return None
    found = epoch(text, zone) or iso(text, zone) or numeric(text, order)
    if found is None:
        said = daywords.first(text)
        found = said.day if said and said.other is None else None
    return found if found != UNSET and found and 1990 <= found.year <= 2100 else None


def epoch(text: str, zone: datetime.tzinfo) -> datetime.date | None:
    """Seconds or milliseconds since 1970."""
    if MILLISECONDS.fullmatch(text):
        seconds = int(text) / 1000
    elif SECONDS.fullmatch(text):
        seconds = float(text)
    else:
        return None
    try:
        return (EPOCH + datetime.timedelta(seconds=seconds)).astimezone(zone).date()
    except OverflowError:
        return None


def iso(text: str, zone: datetime.tzinfo) -> datetime.date | None:
    """`2024-03-01`, `2024-03-01T10:11:12Z`, `2024/03/01 10:11:12 AM GMT+1`; a moment in another zone is moved."""
    match = ISO.fullmatch(text)
    if not match:
        return None
    try:
        day = datetime.datetime(int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return day.date()
        moment = day.replace(hour=hour_of(match[4], match[7] or ""), minute=int(match[5]), second=int(match[6] or 0))
    except ValueError:
        return None
    shift = offset(match[8] or "")
    return moment.date() if shift is None else moment.replace(tzinfo=shift).astimezone(zone).date()


def hour_of(hour: str, half: str) -> int:
    """The hour of a day of 24."""
    if not half:
        return int(hour)
    return int(hour) % 12 + (12 if half.lower().startswith("p") else 0)


def offset(words: str) -> datetime.timezone | None:
    """`Z`, `UTC`, `GMT+1`, `+02:00`; None where there is none, or a name that means several zones."""
    if words in ("Z", "UTC", "GMT"):
        return datetime.UTC
    match = re.fullmatch(r"(?:UTC|GMT)?\s?([+-])(\d{1,2})(?::?(\d{2}))?", words)
    if not match:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return datetime.timezone(datetime.timedelta(minutes=min(minutes, 14 * 60) * (1 if match[1] == "+" else -1)))


def numeric(text: str, order: str) -> datetime.date | None:
    """`30/06/2026 10:15`; with an order, or where only one is possible."""
    match = NUMERIC.fullmatch(text)
    if not match:
        return None
    one, two, year = int(match[1]), int(match[2]), int(match[3])
    year += 2000 if year < 100 else 0
    day_first, month_first = daywords.date(year, two, one), daywords.date(year, one, two)
    if order:
        return day_first if order == "dmy" else month_first
    if day_first and month_first and day_first != month_first:
        return None
    return day_first or month_first


def order_of(cells: Iterable[Cell], wish: str = "") -> str:
    """Whether a column writes the day or the month first: as wished, as a number above 12 shows, or as they rise."""
    if wish:
        return {"day-first": "dmy", "month-first": "mdy"}[wish]
    found = [NUMERIC.fullmatch(" ".join(cell.text.split())) for cell in cells]
    pairs = [(int(match[1]), int(match[2]), int(match[3])) for match in found if match]
    day_first = any(one > 12 for one, _, _ in pairs) or any(match and "." in match[0][:3] for match in found)
    month_first = any(two > 12 for _, two, _ in pairs)
    if day_first != month_first:
        return "dmy" if day_first else "mdy"
    return "" if day_first or len(set(pairs)) < 3 else as_they_rise(pairs)


def as_they_rise(pairs: list[tuple[int, int, int]]) -> str:
    """Forms write rows in the order of time: the one order in which the days rise, if it is only one."""
    day_first = sorted(pairs, key=lambda pair: (pair[2], pair[1], pair[0])) == pairs
    month_first = sorted(pairs, key=lambda pair: (pair[2], pair[0], pair[1])) == pairs
    if day_first == month_first:
        return ""
    return "dmy" if day_first else "mdy"
