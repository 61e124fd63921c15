"""Interface words, plurals, dates and numbers by language, text direction, fall-backs. Pure; knows no files."""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from typing import Any

from markupsafe import Markup, escape

from ogpsite import locales
from ogpsite.htmlwords import marked
from ogpsite.htmlwords import shown as shown_in_page
from ogpsite.locales import LATIN, SOURCE, ZEROS, direction
from ogpsite.model.blanks import Blank, Days, counting, is_open, numbered, saying
from ogpsite.model.vocabulary import InContext
from ogpsite.problems import Phrase

FRENCH = re.compile(r" ([:;?!»])")  # in French a blank stands before these, and no line is broken there
SIGNS = r"[A-Za-z0-9/*.'\"#-](?:[A-Za-z0-9/*._@#=':\[\]-]*[A-Za-z0-9/*\]'\"])?"
WRITTEN = re.compile(  # what an editor writes, inside a message: `key: value`, {name}.md, 2026-06-30, ogpsite build
    rf"`[^`]+`|(?:[A-Za-z0-9/*._@#=-]*\{{\w+\}})+(?:[A-Za-z0-9/*._@#=:-]*[A-Za-z0-9/*])?|{SIGNS}(?: {SIGNS})*"
)


def set_apart(message: str) -> str:
    """A message that is read from the right, with what is read from the left in it kept apart (Unicode's isolates)."""
    return WRITTEN.sub(lambda one: f"\u2068{one[0]}\u2069" if LETTER.search(VALUE.sub("", one[0])) else one[0], message)


VALUE = re.compile(r"^\{\w+\}$")  # it is set apart itself
LETTER = re.compile(r"[A-Za-z0-9{/]")


class Said:
    """Interface words in a language; as HTML they are marked where they had to stay in English."""

    __slots__ = ("language", "text")

    def __init__(self, text: Markup, language: str = "") -> None:
        self.text, self.language = text, language

    def __html__(self) -> str:
        if not self.language:
            return str(self.text)
        return f'<span lang="{self.language}" dir="{direction(self.language)}">{self.text}</span>'

    def __str__(self) -> str:
        if "<" in self.text:
            return str(self.text.striptags())
        return self.text.unescape() if "&" in self.text else str.__str__(self.text)

    def __repr__(self) -> str:
        return f"Said({str(self.text)!r}, {self.language!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Said) and (self.text, self.language) == (other.text, other.language)

    def __hash__(self) -> int:
        return hash((self.text, self.language))


class Words:
    """The words of one language, from catalogues in the order in which they are asked."""

    def __init__(self, language: str, catalogues: Iterable[bytes] = ()) -> None:
        self.language = language
        self.direction = direction(language)
        self.given = tuple(catalogues)
        self.catalogues = tuple(locales.translations(data, language) for data in self.given)
        self.fixed: dict[str, Said] = {}  # messages without values, already said once
        self.forms: dict[str, tuple[str, str, str]] = {}  # of messages with values: words, their direction, `foreign`
        self.numbers: dict[int, str] = {}  # the small ones, of which pages are full

    @cached_property
    def digits(self) -> str:
        return locales.digits_of(self.language)

    def __reduce__(self) -> tuple[type[Words], tuple[str, tuple[bytes, ...]]]:
        return Words, (self.language, self.given)

    def prepare(self) -> None:
        """Opens what days and numbers are said with, ahead of its use."""
        self.day(datetime.date(2000, 1, 1))
        self.number(0)

    def say(self, message: str, **values: Any) -> Said | Blank:
        """A message with its values; `{name}` in it is replaced by the value, escaped."""
        if values:
            return saying(self, message, values) if is_open(values.values()) else self.said(message, values)
        if type(message) is str and message in self.fixed:  # most messages: without context, said before
            return self.fixed[message]
        known = identity(message)
        if known not in self.fixed:
            self.fixed[known] = self.said(message, values)
        return self.fixed[known]

    def said(self, message: str, values: dict[str, Any]) -> Said:
        known = message if type(message) is str else identity(message)
        if known not in self.forms:
            self.forms[known] = self.form(message)
        found, direction, language = self.forms[known]
        return Said(filled(found, self.shown(values), direction), language)

    def form(self, message: str) -> tuple[str, str, str]:
        """The words of a message with the places for its values, their direction, and their language where it is
        another."""
        for name in dict.fromkeys((identity(message), message)):
            for catalogue in self.catalogues:
                found = catalogue.gettext(name)
                if found:
                    return found, self.direction, ""
        return message, "ltr", self.foreign()

    def count(self, one: str, many: str, number: int | Days, **values: Any) -> Said | Blank:
        """A message in the plural form of `number`, which is `{count}` in it."""
        if type(number) is Days or (values and is_open(values.values())):
            return counting(self, one, many, number, values)
        assert not isinstance(number, Days)
        given = {"count": self.number(number), **self.shown(values)}
        for catalogue in self.catalogues:
            found = catalogue.ngettext(one, many, number)
            if found:
                return Said(filled(found, given, self.direction))
        return Said(filled(one if number == 1 else many, given, "ltr"), self.foreign())

    def told(self, message: str, in_page: bool = False) -> str:
        """What a problem says, in this language as far as its catalogues go; words that are no phrase stay.

        In a page that is read from the right, values, days, paths and commands are kept apart from the words around
        them (Unicode's isolates): 2026-06-30 would be read as 30-06-2026, and `content/` as `/content`.
        """
        if not message or not isinstance(message, Phrase):
            return message  # an empty message is what a catalogue says of itself
        found = next(filter(None, (one.gettext(message.message) for one in self.catalogues)), "")
        if message.low:
            found = found.lower()
        turned = in_page and self.direction == "rtl"
        apart = "\u2068{}\u2069" if turned else "{}"
        if turned:
            found = set_apart(found)
        elif in_page:
            found = self.unbroken(found)
        values: dict[str, object] = {
            name: self.told(value, in_page) if isinstance(value, Phrase) else apart.format(value)
            for name, value in message.values.items()
        }
        return str(Phrase(found or message.message, values, message.low and not found))

    def unbroken(self, found: str) -> str:
        """Words of a page without the blanks at which no line may be broken."""
        return FRENCH.sub("\u00a0\\1", found) if locales.is_french(self.language) else found

    def in_terminal(self, message: str) -> str:
        """The same for a terminal that puts words from both sides in order: each line is one text of its own there."""
        if self.direction == "ltr":
            return self.told(message)
        return "\n".join(f"\u2067{line}\u2069" for line in self.told(message, in_page=True).split("\n"))

    def foreign(self) -> str:
        """English, where this is another language and a message is missing."""
        return "" if self.language.split("-")[0] == SOURCE else SOURCE

    def shown(self, values: dict[str, Any]) -> dict[str, Any]:
        """Values with plain numbers (years, pages) in this language's digits."""
        for value in values.values():
            if isinstance(value, int):
                break
        else:
            return values  # before which digits the language has is asked of Babel
        if self.digits == LATIN:
            return values
        return {name: self.native(str(value)) if isinstance(value, int) else value for name, value in values.items()}

    def native(self, text: str) -> str:
        """A text of numbers in this language's digits."""
        return text if self.digits == LATIN else text.translate(digit_table(self.digits))

    def figure(self, value: object) -> object:
        """A value of a view as it is shown: numbers in this language's digits, anything else as it is."""
        if type(value) is Days:
            return numbered(self, value)
        return self.number(value) if isinstance(value, int | float) and not isinstance(value, bool) else value

    def number(self, value: float | int) -> str:
        if type(value) is not int or value >= 10_000:
            return self.number_in(value)
        if value not in self.numbers:
            self.numbers[value] = self.number_in(value)
        return self.numbers[value]

    def number_in(self, value: float | int) -> str:
        return self.native(locales.number_words(value + 0, self.language))

    def percent(self, part: float, whole: float) -> str:
        """A share as a whole percentage; an empty text where there is nothing to share.

        Only all is 100 %, and only nothing is 0 %, however near a share comes to them.
        """
        if not whole:
            return ""
        share = round(part / whole, 2)
        share = min(share, 0.99) if part < whole else share
        share = max(share, 0.01) if part > 0 else share
        return self.native(locales.share_words(share, self.language))

    def money(self, value: float, currency: str) -> str:
        if re.fullmatch(r"[A-Z]{3}", currency):
            return self.native(locales.money_words(value, currency, self.language))
        return f"{self.number(value)} {currency}".strip()

    def size(self, count: int) -> str:
        """A file's size in the unit people use."""
        if count < 1000:
            return str(self.say("{number} bytes", number=self.number(count)))
        if count < 1_000_000:
            return str(self.say("{number} kB", number=self.rounded(count / 1000)))
        if count < 1_000_000_000:
            return str(self.say("{number} MB", number=self.rounded(count / 1_000_000)))
        return str(self.say("{number} GB", number=self.rounded(count / 1_000_000_000)))

    def rounded(self, value: float) -> str:
        """A number with one decimal below ten, else without."""
        return self.number(round(value, 1) if value < 9.95 else round(value))

    def day(self, day: datetime.date, form: str = "long") -> str:
        return self.native(locales.day_words(day, form, self.language))

    def month(self, day: datetime.date) -> str:
        return self.native(locales.month_words(day.replace(day=1), self.language))

    def order(self, text: str) -> str:
        """What a text is sorted by: its letters in the order of this language's alphabet."""
        return sorted_by(text, self.language.split("-")[0])

    def name_of(self, language: str) -> str:
        """The name of another language in this one; its code where nobody knows it."""
        return locales.name_in(language, self.language)


ALPHABETS = {
    # where the letters of a language stand elsewhere than in Unicode's table
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "es": "abcdefghijklmnñopqrstuvwxyz",
}
SCRIPTS = (
    # titles in a language's own script stand before those in others, as its readers look for them
    (frozenset("ar fa ps ur".split()), 0x0600, 0x06FF),
    (frozenset("be bg kk ky mk mn ru sr tg uk".split()), 0x0400, 0x052F),
    (frozenset(["el"]), 0x0370, 0x03FF),
    (frozenset(["hy"]), 0x0530, 0x058F),
    (frozenset(["ka"]), 0x10A0, 0x10FF),
)
BEHIND = "\ufffd"  # a sign behind the letters of all scripts that a page may hold, where scripts sort by it, too
LEADING = re.compile(r"^[^\w]+")  # signs before the first letter
ARTICLE = re.compile(r"\bال(?=\w{2})")  # Arabic sorts words without it


@lru_cache(maxsize=100_000)
def sorted_by(text: str, language: str) -> str:
    """A text that compares as dictionaries of the language sort: case and accents aside, in the alphabet's order."""
    alphabet = ALPHABETS.get(language, "")
    found = ARTICLE.sub("", text) if language == "ar" else text
    folded = found.casefold()
    if not alphabet:
        in_order = bare = LEADING.sub("", folded if folded.isascii() else "".join(map(unaccented, folded)))
    else:
        bare = LEADING.sub("", "".join(letter if letter in alphabet else unaccented(letter) for letter in folded))
        first, last = min(alphabet), max(alphabet)
        # letters are numbered from where the alphabet begins, so that other scripts stay before and behind them
        in_order = "".join(
            f"{first}{alphabet.index(one):02d}" if first <= one <= last and one in alphabet else one for one in bare
        )
    begin, end = next((span for names, *span in SCRIPTS if language in names), (0, 0x10FFFF))
    return in_order if not bare[:1].isalpha() or begin <= ord(bare[0]) <= end else f"{BEHIND}{in_order}"


def initial(text: str, language: str) -> str:
    """The letter under which a text stands in an A–Z; an empty text where it begins with none."""
    bare = re.sub(r"^[\W_]+", "", ARTICLE.sub("", text) if language.split("-")[0] == "ar" else text)
    letter = bare[:1]
    if letter.casefold() not in ALPHABETS.get(language.split("-")[0], ""):
        letter = unaccented(letter)[:1]
    return letter.upper()[:1] if letter.isalpha() else ""


@lru_cache(maxsize=10_000)
def unaccented(letter: str) -> str:
    """A letter without its accents and vowel signs."""
    return "".join(one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(one))


@cache
def digit_table(digits: str) -> dict[int, int]:
    """Latin digits → those of a numbering system."""
    return {ord("0") + number: ZEROS[digits] + number for number in range(10)}


SIGN = "\x04"  # gettext's own, between a context and its message


def identity(message: str) -> str:
    """What a message is found by in a catalogue: itself, with its context before it where it has one."""
    return f"{message.context}{SIGN}{message}" if isinstance(message, InContext) else message


def parts(found: str) -> tuple[str | None, str]:
    """The context and the words of an identity."""
    context, sign, words = found.rpartition(SIGN)
    return (context if sign else None), words


def shown(found: str) -> str:
    """An identity as people read it."""
    context, words = parts(found)
    return f"{words} [{context}]" if context else words


def filled(message: str, values: dict[str, Any], direction: str) -> Markup:
    """A message with `{name}` replaced by the values, everything escaped for HTML.

    A value that is written against the message's direction stands apart (`bdi`), or it would mix up its neighbours.
    """
    parts = list(parts_of(message))
    for n in range(1, len(parts), 2):
        html = shown_in_page(values[name] if (name := parts[n]) in values else f"{{{name}}}")
        parts[n] = html if direction == "ltr" and html.isascii() else apart(html, direction)
    return marked("".join(parts))


LEFTWARD = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
RIGHTWARD = "[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u0370-\u058f\u0900-\u1fff]"
TAGS = re.compile(r"<[^<>]*>|&#?\w+;")


@cache
def one_of(letters: str) -> re.Pattern[str]:
    """A pattern of many letters, which takes a millisecond to compile; what makes no page doesn't need it."""
    return re.compile(letters)


def apart(html: str, direction: str) -> str:
    """A value among words of a direction, set apart where it needs to be.

    What has letters of both directions is read in that of the words around; else its own letters decide.
    """
    if not turns(html, direction):
        return html
    bare = TAGS.sub("", html)
    mixed = one_of(LEFTWARD).search(bare) and one_of(RIGHTWARD).search(bare)
    return f'<bdi dir="{direction}">{html}</bdi>' if mixed else f"<bdi>{html}</bdi>"


def turns(html: str, direction: str) -> bool:
    """Whether words have letters that run against a direction, and nothing around them sets them apart yet."""
    if html.startswith(("<bdi", "<span lang=")):
        return False
    if direction == "ltr":
        return not html.isascii() and bool(one_of(LEFTWARD).search(html))
    return bool(one_of(RIGHTWARD).search(TAGS.sub("", html) if "<" in html or "&" in html else html))


@cache
def parts_of(message: str) -> tuple[str, ...]:
    """A message cut at its `{name}`s: text as HTML, name, text, name, … text."""
    return tuple(part if n % 2 else str(escape(part)) for n, part in enumerate(re.split(r"\{(\w+)\}", message)))


Message = tuple[str, str]  # identity, many; `many` is empty where a message has no plural


PLURALS = {
    # Unicode's tables have a form for millions in these languages, which no page needs and few editors know
    "fr": "nplurals=2; plural=(n > 1);",
    "pt": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "it": "nplurals=2; plural=(n != 1);",
}


def catalogue(messages: Iterable[Message], language: str, old: bytes = b"") -> bytes:
    """A .po file with every message, keeping the translations of an older one; the rest is left to be translated.

    Raises ValueError where the old one can't be read.
    """
    from babel.messages import Catalog, pofile

    try:
        known = pofile.read_po(io.BytesIO(old), abort_invalid=True) if old else Catalog()
    except pofile.PoFileError as error:
        raise ValueError(str(error)) from None
    locale = locales.locale_of(language)
    made = Catalog(locale=locale, project="ogpsite", charset="utf-8")
    forms = known.plural_forms if b"Plural-Forms:" in old else PLURALS.get(locale.language, made.plural_forms)
    made.mime_headers = [("Plural-Forms", forms)]
    for one, many in sorted(set(messages)):
        context, words = parts(one)
        name = (words, many) if many else words
        found = known.get(name, context) or (known.get(name) if context else None)
        comments = found.user_comments if found else ()
        made.add(name, found.string if found else None, user_comments=comments, context=context)
    out = io.BytesIO()
    pofile.write_po(out, made, omit_header=True, sort_output=True, width=118)
    head = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
    head += '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    head += f'"Plural-Forms: {made.plural_forms}\\n"\n\n'
    return head.encode() + out.getvalue()


def untranslated(messages: Iterable[Message], data: bytes) -> list[Message]:
    """The messages that a catalogue doesn't translate, or not in every plural form."""
    from babel.messages import pofile

    known = pofile.read_po(io.BytesIO(data))
    missing = []
    for one, many in sorted(set(messages)):
        context, words = parts(one)
        found = known.get((words, many) if many else words, context)
        forms = found.string if found and not found.fuzzy else ""
        if not forms or (isinstance(forms, tuple | list) and not all(forms)):
            missing.append((one, many))
    return missing
