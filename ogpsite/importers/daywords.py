"""Days in words of many languages → days; only what names day, month and year, and never a guess of the order."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from ogpsite.nouns import dataclass

LISTS = (
    "january february march april may june july august september october november december",
    "jan feb mar apr - jun jul aug sep oct nov dec",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene - - abr - - - ago setiembre - - dic",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "janv fevr - avr - - juil - sept - - -",
    "jan fev - abr mai - - ago set out nov dez",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
    "جانفي فيفري مارس افريل ماي جوان جويلية اوت سبتمبر اكتوبر نوفمبر ديسمبر",
    "كانون_الثاني شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين_الاول تشرين_الثاني كانون_الاول",
)
DIGITS = {ord(char): str(number) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for number, char in enumerate(digits)}


def folded(text: str) -> str:
    """The text without accents and capitals, sign for sign, so that places stay the same."""
    return "".join(sign(char) for char in text.translate(DIGITS))


@cache
def sign(char: str) -> str:
    """One sign without accent; Arabic letters with hamza as without."""
    if char in "أإآٱ":
        return "ا"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


MONTHS = {
    folded(name.replace("_", " ")): number
    for words in LISTS
    for number, name in enumerate(words.split(), 1)
    if name != "-"
}
NAME = "(" + "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True)) + r")\b\.?"
YEAR = r"((?:19|20)\d\d)\b"
OF = r"(?:\s+(?:de|del|of|di|do)|\s*,)?\s*"
NUMBER = r"\b(\d{1,2})(?:\s?(?:st|nd|rd|th|er|re|º|o|ª|\.º|\.))?"
FORMS = (
    (re.compile(rf"{NUMBER}{OF}\b{NAME}{OF}{YEAR}"), (3, 2, 1)),
    (re.compile(rf"\b{NAME}\s+{NUMBER}\s*,?\s*{YEAR}"), (3, 1, 2)),
    (re.compile(r"\b((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)"), (1, 2, 3)),
    (re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"), (1, 2, 3)),
)
FAR_YEAR = re.compile(rf"\b{NAME}\s+{NUMBER}(?!\d)(?P<gap>[^\d]*(?:\d{{1,2}}:\d\d[^\d]*)*?){YEAR}")
NUMERIC = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)\b")
MONTH_OF_YEAR = re.compile(rf"\b{NAME}{OF}{YEAR}")


@dataclass(frozen=True, slots=True)
class Said:
    """A day found in a text: the words, where they stand, and what they mean; `other` where it may be another day."""

    words: str
    start: int
    end: int
    day: datetime.date
    other: datetime.date | None = None


def first(text: str) -> Said | None:
    """The first day that a text names."""
    return next(iter(every(text)), None)


def every(text: str) -> list[Said]:
    """All days that a text names, in their order; overlapping readings once."""
    plain = folded(text)
    found = sorted(readings(text, plain), key=lambda said: (said.start, -said.end))
    kept: list[Said] = []
    for said in found:
        if not kept or said.start >= kept[-1].end:
            kept.append(said)
    return kept


def readings(text: str, plain: str) -> Iterator[Said]:
    """Every way in which a part of the text is a day."""
    for pattern, (year, month, day) in FORMS:
        for match in pattern.finditer(plain):
            yield from said(text, match, match[year], match[month], match[day])
    for match in FAR_YEAR.finditer(plain):
        if len(match["gap"]) <= 40:
            yield from said(text, match, match[4], match[1], match[2])
    for match in NUMERIC.finditer(plain):
        yield from numeric(text, match)


def said(text: str, match: re.Match[str], year: str, month: str, day: str) -> Iterator[Said]:
    """A reading, if there is such a day."""
    found = date(int(year), int(month) if month.isdigit() else MONTHS[month], int(day))
    if found:
        yield Said(text[match.start() : match.end()].strip(), match.start(), match.end(), found)


def numeric(text: str, match: re.Match[str]) -> Iterator[Said]:
    """`30.06.2026`, `30/06/2026`: day first with points; else both orders where both are days."""
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    day_first, month_first = date(year, two, one), date(year, one, two)
    if match[2] == ".":
        month_first = None
    found = day_first or month_first
    other = month_first if day_first and month_first and day_first != month_first else None
    if found:
        yield Said(match[0], match.start(), match.end(), found, other)


def month_of(text: str) -> str:
    """A month as `2026-06`, where the text is nothing but its name and a year; else an empty text."""
    match = MONTH_OF_YEAR.fullmatch(folded(text).strip())
    return f"{match[2]}-{MONTHS[match[1]]:02}" if match else ""


def date(year: int, month: int, day: int) -> datetime.date | None:
    """The day, if there is one."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
