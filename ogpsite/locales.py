"""What is known of languages: how they write numbers and days, their names and directions, catalogues.

Babel knows it. What it says is kept by later builds, so that most don't open it.
"""

from __future__ import annotations

import datetime
import gettext
import hashlib
import io
import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, ParamSpec, cast

from ogpsite.memory.shelves import Memory, Shelf, digest

if TYPE_CHECKING:
    from babel import Locale

SOURCE = "en"  # the language in which messages are written in the templates


class Answers:
    """What Babel says, as plain values. To open it with the tables of one language takes 20 ms, and to read a catalogue
    30; later builds are spared both as long as they ask for nothing new."""

    def __init__(self) -> None:
        self.said, self.catalogues = Shelf(), Shelf()
        self.forgetting: list[Callable[[], None]] = []  # for each function that asks: forgets what this process knows

    def keep_in(self, memory: Memory) -> None:
        """From now on answers are kept in a memory. All that were said stay there, unless they are too many."""
        said = memory.shelf(SAID)
        if said is self.said:
            return
        self.said, self.catalogues = said, memory.shelf(CATALOGUES)
        for forget in self.forgetting:
            forget()
        if len(said.at_first) <= ANSWERS_KEPT:
            for key in said.at_first:
                said.hold(key)


ANSWERS = Answers()
SAID, CATALOGUES = "said", "catalogues"  # the shelves
ANSWERS_KEPT = 50_000  # days and numbers; beyond them, those are forgotten that a build had no use for
Given = ParamSpec("Given")


def asking_babel(ask: Callable[Given, str]) -> Callable[Given, str]:
    """A pure function of plain values that asks Babel, which isn't opened where the answer is known."""

    @lru_cache(maxsize=100_000, typed=True)
    def said(*given: Given.args, **more: Given.kwargs) -> str:
        key = f"{ask.__name__} {given!r} {more or ''}"
        found: str = ANSWERS.said.remembered(key, partial(ask, *given, **more))
        return found

    ANSWERS.forgetting.append(said.cache_clear)
    return cast(Callable[Given, str], said)


@asking_babel
def number_words(value: float | int, language: str) -> str:
    from babel import numbers

    return str(numbers.format_decimal(value, locale=locale_of(language), numbering_system=digits_of(language)))


@asking_babel
def share_words(share: float, language: str) -> str:
    from babel import numbers

    return str(numbers.format_percent(share, locale=locale_of(language), numbering_system=digits_of(language)))


@asking_babel
def money_words(value: float, currency: str, language: str) -> str:
    from babel import numbers

    locale, decimals = locale_of(language), value % 1 != 0
    pattern = locale.currency_formats["standard"].pattern
    if not decimals:
        pattern = re.sub(r"\.0+", "", pattern)
    said = numbers.format_currency(
        value, currency, pattern, locale, currency_digits=decimals, numbering_system=digits_of(language)
    )
    return str(said)


@asking_babel
def month_words(day: datetime.date, language: str) -> str:
    from babel import dates

    return str(dates.format_skeleton("yMMMM", day, locale=locale_of(language)))


@asking_babel
def day_words(day: datetime.date, form: str, language: str) -> str:
    from babel import dates

    said = str(dates.format_date(day, format=form, locale=locale_of(language)))
    if is_french(language) and day.day == 1:  # French says « 1er », which Unicode's tables leave out
        return re.sub(r"^1\b", "1er", said)
    return said


def is_french(language: str) -> bool:
    return language.split("-")[0] == "fr"


LATIN = "latn"
ZEROS = {
    # the digit nought of each numbering system in use, by Unicode's name of the system
    "arab": 0x0660, "arabext": 0x06F0, "beng": 0x09E6, "deva": 0x0966, "mymr": 0x1040,
}  # fmt: skip


@asking_babel
def digits_of(language: str) -> str:
    """The digits in which a language is written by default (Unicode CLDR): Latin in `ar`, Eastern Arabic in `ar-EG`."""
    found = str(locale_of(language).default_numbering_system)
    return found if found in ZEROS else LATIN


class Absent(gettext.NullTranslations):
    """What a catalogue says where it has no translation: nothing, so that the next one is asked."""

    def gettext(self, message: str) -> str:
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return ""


@cache
def translations(data: bytes, language: str) -> gettext.GNUTranslations:
    """The catalogue of a .po file. Raises ValueError where it isn't one."""
    key = digest(language, hashlib.sha256(data).hexdigest())
    found = gettext.GNUTranslations(io.BytesIO(ANSWERS.catalogues.remembered(key, partial(packed, data, language))))
    found.add_fallback(Absent())
    return found


ANSWERS.forgetting.append(translations.cache_clear)


def packed(data: bytes, language: str) -> bytes:
    """A .po file as gettext reads it, which takes a tenth of the time. Raises ValueError where it isn't one."""
    from babel.messages import mofile, pofile

    try:
        # the language, because a catalogue that doesn't name its own would lose its plural forms
        catalogue = pofile.read_po(io.BytesIO(data), locale=locale_of(language), abort_invalid=True)
    except pofile.PoFileError as error:
        raise ValueError(str(error)) from None
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    return compiled.getvalue()


@cache
def locale_of(language: str) -> Locale:
    """Babel's locale of a language; English conventions where it has none."""
    from babel import Locale, UnknownLocaleError

    plain = {"en": "en-001"}  # English of the world, not of one country: 24 November 2026
    for name in (plain.get(language, language), language.split("-")[0], plain[SOURCE]):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise AssertionError("English is always there")


RIGHT_TO_LEFT = frozenset("ar arc arz azb ckb dv fa ha-Arab he ku-Arab nqo ps sd ug ur yi".split())


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return "ltr" if language == SOURCE else direction_of(language)


@asking_babel
def direction_of(language: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "rtl" if language in RIGHT_TO_LEFT or language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


@asking_babel
def name_of(language: str) -> str:
    """The name of a language in itself; its code where nobody knows it."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return language
    name = locale.get_display_name(locale) or language
    return str(name[:1].upper() + name[1:])


@asking_babel
def name_in(language: str, other: str) -> str:
    """The name of a language in another one; its code where nobody knows it."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-").get_display_name(locale_of(other)) or language)
    except (UnknownLocaleError, ValueError):
        return language
