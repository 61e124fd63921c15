"""Dates in words → the forms of the content model; only for words that are nothing but a date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping

from ogpsite.model import dates
from ogpsite.model.dates import Calendar, NotADate

NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTHS: Mapping[str, int] = {
    **{name.lower(): number for number, name in enumerate(NAMES, 1)},
    **{name[:3].lower(): number for number, name in enumerate(NAMES, 1)},
    "sept": 9,
}
MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–−", "-"))
LEAD_IN = re.compile(r"(?:by (?:the )?end of |by |the end of |end of )", re.IGNORECASE)
CONTRACT = re.compile(
    r"\d{4}-\d\d-\d\d|\d{4}-\d\d|\d{4}-Q[1-4]|\d{4}-H[12]|\d{4}|FY\d{4}-\d{2,4}"
    r"|(?:spring|summer|autumn|fall|winter) \d{4}|ongoing",
    re.IGNORECASE,
)


def contract_form(text: str, calendar: Calendar) -> bool:
    """Whether the words are themselves a due date of the content model."""
    try:
        return CONTRACT.fullmatch(text) is not None and bool(dates.due(text, calendar))
    except NotADate:
        return False


def latest_day(text: str, calendar: Calendar) -> datetime.date | None:
    """The last day that the words allow, where they are nothing but a date (after “By”, “End of” and the like)."""
    form = form_of(LEAD_IN.sub("", plain(text), count=1) if LEAD_IN.match(plain(text)) else plain(text))
    try:
        return dates.due(form, calendar).by if form else None
    except NotADate:
        return None


def exact_day(text: str) -> datetime.date | None:
    """A single day, written as 2026-06-30, 30 June 2026 or June 30, 2026."""
    form = form_of(plain(text))
    try:
        return dates.day(form)
    except NotADate:
        return None


def plain(text: str) -> str:
    """The words with plain hyphens and single blanks, without a full stop."""
    return " ".join(text.translate(HYPHENS).split()).rstrip(".")


def form_of(words: str) -> str:
    """The form of the content model that says the same as the words; empty where none does."""
    for pattern, write in FORMS:
        found = re.fullmatch(pattern, words, re.IGNORECASE)
        if found:
            return write(found)
    return ""


def on_day(year: str, month: str, day: str) -> str:
    """A day from the name of its month."""
    return f"{year}-{MONTHS[month.lower()]:02}-{int(day):02}"


FORMS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"(\d{4}-\d\d-\d\d)(?: \d\d:.*)?", lambda found: found[1]),
    (rf"(\d{{1,2}}) {MONTH},? (\d{{4}})", lambda found: on_day(found[3], found[2], found[1])),
    (rf"{MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", lambda found: on_day(found[3], found[1], found[2])),
    (rf"{MONTH},? (\d{{4}})", lambda found: f"{found[2]}-{MONTHS[found[1].lower()]:02}"),
    (r"(\d{4})-?([QH][1-4])", lambda found: f"{found[1]}-{found[2]}"),
    (r"([QH][1-4]) (\d{4})", lambda found: f"{found[2]}-{found[1]}"),
    (r"(spring|summer|autumn|fall|winter),? (\d{4})", lambda found: f"{found[1].lower()} {found[2]}"),
    (r"(\d{4}-(?:0[1-9]|1[0-2]))", lambda found: found[1]),
    (r"(?:FY ?)?(\d{4})[-/](\d{4}|\d\d)", lambda found: f"FY{found[1]}-{found[2]}"),
    (r"(\d{4})", lambda found: found[1]),
)
