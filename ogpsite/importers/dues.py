"""Dates in words → the forms of the content model; only for words that are nothing but a date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from ogpsite.importers import daywords
from ogpsite.importers.daywords import MONTHS, OF
from ogpsite.model import dates
from ogpsite.model.dates import Calendar, NotADate

HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–−", "-"))
CONTRACT = re.compile(
    r"\d{4}-\d\d-\d\d|\d{4}-\d\d|\d{4}-Q[1-4]|\d{4}-H[12]|\d{4}|FY\d{4}-\d{2,4}"
    r"|(?:spring|summer|autumn|fall|winter) \d{4}|ongoing",
    re.IGNORECASE,
)
LEAD_IN = re.compile(
    r"(?:by (?:the )?end of |by |no later than |until |(?:the )?end of |"
    r"hasta (?:el )?(?:fin(?:al(?:es)?)? de )?|a mas tardar (?:en |el )?|para (?:el )?(?:fin(?:al(?:es)?)? de )?|"
    r"(?:a )?fin(?:al(?:es)?)? de(?:l ano)? |"
    r"d'ici (?:a )?(?:la )?(?:fin )?(?:de )?|jusqu'(?:a|en) (?:la )?(?:fin )?(?:de )?|(?:a )?(?:la )?fin (?:de )?|"
    r"ate (?:o )?(?:(?:fim|final) d[eo] )?|(?:ao? |no )?(?:fim|final) d[eo] )"
)
"""Words before a deadline in English, Spanish, French and Portuguese, without accents."""
NAME = "(" + "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True)) + r")\b\.?"
SEASONS = {
    "spring": "spring", "printemps": "spring", "primavera": "spring",
    "summer": "summer", "ete": "summer", "verano": "summer", "verao": "summer",
    "autumn": "autumn", "fall": "fall", "automne": "autumn", "otono": "autumn", "outono": "autumn",
    "winter": "winter", "hiver": "winter", "invierno": "winter", "inverno": "winter",
}  # fmt: skip
ORDINALS = {
    1: r"1(?:st|er|ero|era|ra|ere|re|o|a|º|°|ª)?|i|first|primer[oa]?|premiere?|primeir[oa]",
    2: r"2(?:nd|d|do|da|ndo|e|eme|o|a|º|°|ª)?|ii|second|segund[oa]|deuxieme|seconde?",
    3: r"3(?:rd|ro|ra|e|eme|er|o|a|º|°|ª)?|iii|third|tercer[oa]?|troisieme|terceir[oa]",
    4: r"4(?:th|to|ta|e|eme|o|a|º|°|ª)?|iv|fourth|cuart[oa]|quatrieme|quart[oa]",
}
QUARTER = r"(?:quarter|trimestre|trim\.?)"
HALF = r"(?:half(?:-year)?|semester|semestre|sem\.?)"
NUMERIC = re.compile(r"(\d{1,2})([./\- ])(\d{1,2})\2(\d{4}|\d\d)(?: \d\d?:\d\d.*)?")
FIRST_SERIAL, LAST_SERIAL = 32_874, 73_050
"""The numbers by which spreadsheets count the days from 1990 to 2099."""


def contract_form(text: str, calendar: Calendar) -> bool:
    """Whether the words are themselves a due date of the content model."""
    try:
        return CONTRACT.fullmatch(text) is not None and bool(dates.due(text, calendar))
    except NotADate:
        return False


def latest_day(text: str, calendar: Calendar, order: str = "") -> datetime.date | None:
    """The last day that the words allow, where they are nothing but a date (after “By”, “Fin de” and the like)."""
    words = plain(text)
    if found := exact_day(words, order):
        return found
    form = form_of(words) or form_of(LEAD_IN.sub("", words, count=1) if LEAD_IN.match(words) else "")
    try:
        return dates.due(form, calendar).by if form else exact_day(LEAD_IN.sub("", words, count=1), order)
    except NotADate:
        return None


def first_day(text: str) -> datetime.date | None:
    """The first day of a month, quarter, half-year or year."""
    found = re.fullmatch(r"(\d{4})(?:-(?:(\d\d)|Q([1-4])|H([12])))?", form_of(plain(text)))
    if not found:
        return None
    quarter, half = int(found[3] or 0), int(found[4] or 0)
    first = int(found[2] or 0) or (3 * quarter - 2 if quarter else 6 * half - 5 if half else 1)
    return daywords.date(int(found[1]), first, 1)


def exact_day(text: str, order: str = "") -> datetime.date | None:
    """A single day: 2026-06-30, 30 June 2026, 30 de junio de 2026; 30/06/26 where `order` or the day says how."""
    words = plain(text)
    if found := NUMERIC.fullmatch(words):
        return in_figures(int(found[1]), int(found[3]), found[4], order)
    words = re.sub(r"(?<=\d)[-/.](?=[a-z])|(?<=[a-z])[-/](?=\d)", " ", words)
    words = re.sub(rf"({NAME}[, ]+)'?(\d\d)$", r"\g<1>20\g<3>", words) if re.match(r"\d", words) else words
    form = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[ t]\d\d:.*)?", words)
    if form:
        try:
            return dates.day(form[1])
        except NotADate:
            return None
    words = re.sub(r"^(?:(?:le|el|the|on)|[^\W\d]+day,?|[^\W\d]+di|[^\W\d]+feira,?) ", "", words)
    said = daywords.first(words)
    return said.day if said and said.other is None and (said.start, said.end) == (0, len(words)) else None


def in_figures(first: int, second: int, year: str, order: str) -> datetime.date | None:
    """A day in figures; where nothing says whether the day or the month comes first, none."""
    full = int(year) if len(year) == 4 else 2000 + int(year)
    day_first, month_first = daywords.date(full, second, first), daywords.date(full, first, second)
    if order == "day-month":
        return day_first
    if order == "month-day":
        return month_first
    return day_first or month_first if not (day_first and month_first) or first == second else None


def serial_day(text: str) -> datetime.date | None:
    """The day that a spreadsheet's number counts: 45473 is 30 June 2024."""
    if not re.fullmatch(r"\d{5}(?:\.0+)?", text) or not FIRST_SERIAL <= int(text[:5]) <= LAST_SERIAL:
        return None
    return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(text[:5]))


def plain(text: str) -> str:
    """The words without capitals, accents and full stop, with plain hyphens, apostrophes and single blanks."""
    return daywords.folded(" ".join(text.translate(HYPHENS).replace("’", "'").split()).rstrip("."))


def form_of(words: str) -> str:
    """The form of the content model that says the same as the words; empty where none does."""
    for pattern, write in FORMS:
        found = re.fullmatch(pattern, words)
        if found:
            return write(found)
    return ""


def month(found: re.Match[str]) -> str:
    """A month from its name."""
    year = found[2] if len(found[2]) == 4 else f"20{found[2]}"
    return f"{year}-{MONTHS[found[1]]:02}"


def part(unit: str, number: int, year: int) -> Callable[[re.Match[str]], str]:
    """A quarter or half-year: `number` is the group with its number in any words, `year` that with the year."""

    def write(found: re.Match[str]) -> str:
        for value, words in ORDINALS.items():
            if re.fullmatch(words, found[number]):
                return f"{found[year]}-{unit}{value}" if value <= {"Q": 4, "H": 2}[unit] else ""
        return ""

    return write


ANY = "(" + "|".join(ORDINALS.values()) + ")"
FORMS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (rf"{NAME}(?:{OF}|[-/])(\d{{4}})", month),
    (rf"{NAME}[-/ ']+(\d\d)", month),
    (r"(\d{4})[- ]?([qhts])([1-4])", lambda found: lettered(found[2], found[3], found[1])),
    (r"([qhts])([1-4])[-/ ]*(?:of |de )?(\d{4})", lambda found: lettered(found[1], found[2], found[3])),
    (rf"{ANY} {QUARTER}(?: of| de| del| do)?(?: ano)? (\d{{4}})", part("Q", 1, 2)),
    (rf"{QUARTER} {ANY}(?: of| de| del| do|,)? ?(\d{{4}})", part("Q", 1, 2)),
    (rf"{ANY} {HALF}(?: of| de| del| do)?(?: ano)? (\d{{4}})", part("H", 1, 2)),
    (rf"{HALF} {ANY}(?: of| de| del| do|,)? ?(\d{{4}})", part("H", 1, 2)),
    (rf"(\d{{4}})[-/ ]*{QUARTER} {ANY}", part("Q", 2, 1)),
    (rf"(\d{{4}})[-/ ]*{HALF} {ANY}", part("H", 2, 1)),
    (rf"({'|'.join(SEASONS)})(?: de)?,? (\d{{4}})", lambda found: f"{SEASONS[found[1]]} {found[2]}"),
    (r"(\d{4}-(?:0[1-9]|1[0-2]))", lambda found: found[1]),
    (r"(0?[1-9]|1[0-2])[/.-](\d{4})", lambda found: f"{found[2]}-{int(found[1]):02}"),
    (r"(?:fy ?)?(\d{4})[-/](\d{4}|\d\d)", lambda found: f"FY{found[1]}-{found[2]}"),
    (r"(\d{4})", lambda found: found[1]),
)


def lettered(letter: str, number: str, year: str) -> str:
    """`Q2` and `T2` are quarters (trimestre), `H1` and `S1` half-years (semestre)."""
    unit = {"q": "Q", "t": "Q", "h": "H", "s": "H"}.get(letter, "")
    return f"{year}-{unit}{number}" if unit and (unit == "Q" or number in "12") else ""
