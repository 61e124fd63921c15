"""Facts in the words of one language: texts with their fall-backs, days, due dates, links, evidence."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from ogpsite import derive, htmlwords, links, locales, prose, words
from ogpsite.model import dates, kinds, records
from ogpsite.model.blanks import REST, SHARE, Blank, Days, Spec, dated, filled, numbered
from ogpsite.model.facts import Edition, Proof, days_since
from ogpsite.model.policy_areas import POLICY_AREAS
from ogpsite.model.today import Today
from ogpsite.model.values import Due, FileRef, Party, Period, Ref, Stored, Text
from ogpsite.model.vocabulary import DOCUMENT_TYPE
from ogpsite.nouns import dataclass
from ogpsite.views import retold, shown

View = dict[str, Any]


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """Words in a language; as HTML they are marked where that is not the page's language.

    `within` is the direction of a page in whose language they are, where some of their letters run against it.
    """

    words: str
    language: str = ""
    within: str = ""

    def __html__(self) -> str:
        if not self.language:
            html = htmlwords.escaped(self.words) if type(self.words) is str else htmlwords.shown(self.words)
            return words.apart(html, self.within) if self.within else html
        return f'<span lang="{self.language}" dir="{locales.direction(self.language)}">{escape(self.words)}</span>'

    def __str__(self) -> str:
        return self.words

    def __bool__(self) -> bool:
        return bool(self.words)

    def __repr__(self) -> str:  # a view is known again by it, so it is asked for often
        return f"Shown({self.words!r}, {self.language!r}, {self.within!r})"


class Tongue:
    """One language of the site: everything that a view needs to speak it. Notes where a text had to fall back."""

    draws = True  # pictures are drawn, and not only told as tables

    def __init__(self, edition: Edition, said: words.Words, pages: Collection[str], leaves: bool = False) -> None:
        """`leaves`: the day, and days that are counted up to it, are left open until the page is filled in."""
        self.leaves = leaves
        self.edition, self.site, self.facts = edition, edition.site, edition.facts
        self.said, self.language = said, said.language
        self.languages = (self.language, *self.site.languages)
        self.default = self.site.languages[0]
        self.pages = pages
        self.places: links.Places | None = None  # what a link in running text may lead to
        self.fallen: set[str] = set()
        self.retold = retold.of_edition(edition, said, leaves)

    # words

    def say(self, message: str, **values: Any) -> words.Said | Blank:
        return self.said.say(message, **values)

    def count(self, one: str, many: str, number: int | Days, **values: Any) -> words.Said | Blank:
        return self.said.count(one, many, number, **values)

    def label(self, vocabulary: Mapping[str, str], code: str | None) -> words.Said | Blank | None:
        """The words of a code of a closed list."""
        return self.said.say(vocabulary[code]) if code and code in vocabulary else None

    def text(self, text: Text, original: bool = False) -> Shown:
        """A short text; `original` ones (the public's words) are not expected to be translated."""
        language, found = text.best(*self.languages)
        return self.shown(language, found, original)

    def shown(self, language: str, found: str, original: bool = False) -> Shown:
        """Words that were found in a language."""
        if not found or language in ("", self.language):
            return Shown(found, "", self.said.direction if words.turns(found, self.said.direction) else "")
        if not original:
            self.fallen.add(language)
        return Shown(found, language)

    def long(self, text: Text, prefix: str, level: int = 3, origin: str = "") -> Markup:
        """A long text as HTML; `prefix` keeps its anchors apart from others of the page."""
        return self.long_with_headings(text, prefix, level, origin)[0] if text.variants else NO_TEXT

    def long_with_headings(
        self, text: Text, prefix: str, level: int, origin: str
    ) -> tuple[Markup, tuple[prose.Heading, ...]]:
        language, found = text.best(*self.languages)
        if not found:
            return NOTHING
        rendered = prose.render(found, level, prefix)
        html = prose.relinked(
            rendered.html,
            lambda target: self.target(target, origin),
            lambda target, words, early: shown.picture(self.site.pictures, target, origin, words, early),
            self.elsewhere,
        )
        if language != self.language:
            self.fallen.add(language)
            html = self.foreign(language, html)
        return htmlwords.marked(html), rendered.headings

    def contents(self, text: Text, headings: Iterable[prose.Heading]) -> tuple[tuple[str, Shown], ...]:
        """The chief headings of a long text as contents of its page: anchors and words."""
        language, _ = text.best(*self.languages)
        return tuple((one.anchor, self.shown(language, one.words)) for one in headings if one.level == 2)

    def elsewhere(self, address: str) -> str:
        """What opens behind a link to a film or a map of another site; nothing for other links."""
        kind, host = shown.kind_of(address)
        if kind == "film":
            return str(self.say("A film on {host}. It opens there; nothing of it is loaded here.", host=host))
        if kind == "map":
            return str(self.say("A map on {host}. It opens there; nothing of it is loaded here.", host=host))
        return ""

    def quoted(self, text: Text) -> Markup:
        """The public's words, as they were written, in their own language."""
        language, found = text.best(*self.languages)
        html = prose.plain(found)
        return Markup(html if language in ("", self.language) else self.foreign(language, html))

    def foreign(self, language: str, html: str) -> str:
        """A block in another language, with the language's name for the reader."""
        name = escape(locales.name_of(language))
        direction = locales.direction(language)
        return f'<div class="foreign" lang="{language}" dir="{direction}" data-language="{name}">{html}</div>'

    # days

    def day(self, day: datetime.date | None) -> Markup | Blank:
        if day is None:
            return NO_DAY
        if isinstance(day, Today):  # whoever asks for its words has read it
            return dated(self.said, day) if self.leaves else time_of(self.said, day)
        known = self.retold.setdefault(time_of, {})
        found: Markup | None = known.get(day)
        if found is None:
            found = known[day] = time_of(self.said, day)
        return found

    def days(self, since: datetime.date | None, day: datetime.date | None) -> int | Days:
        """How many days something is late on a day; 0 where no day is given."""
        found = days_since(since, day)
        return found if self.leaves else int(found)

    def share(
        self, day: datetime.date, start: datetime.date, whole: int, less: float = 0.0, least: float | None = None
    ) -> float | Blank:
        """Where a day lies in a picture, in percent of its `whole` days from its start; with `least`, how far that is
        from a place in it (`less`), at least."""
        return self.placed(day, (SHARE, start.toordinal(), whole, less, least))

    def rest(self, day: datetime.date, start: datetime.date, whole: int) -> float | Blank:
        """What `share` leaves of the picture."""
        return self.placed(day, (REST, start.toordinal(), whole, 0.0, None))

    def placed(self, day: datetime.date, spec: Spec) -> float | Blank:
        if self.leaves and isinstance(day, Today):
            return Blank(self.said, spec, day)
        return float(filled(spec, self.said, day))

    def figure(self, number: float | int | Days) -> str | Blank:
        """A number in the digits of this language."""
        if isinstance(number, Days):
            return numbered(self.said, number) if self.leaves else self.said.number(int(number))
        return self.said.number(number)

    def due(self, due: Due | None) -> Shown | None:
        """A due date as its author wrote it, in the page's language where it has a form of the model."""
        if due is None:
            return None
        if due.form == "text":
            return self.text(due.words)
        if due.form == "ongoing":
            return Shown(str(self.say("Ongoing")))
        return Shown(str(self.due_words(due)))

    def due_words(self, due: Due) -> object:
        """The words of a due date with a form."""
        assert due.by is not None
        numbers = re.findall(r"\d+", due.written)
        year = int(numbers[0]) if due.form != "season" else int(numbers[-1])
        if due.form == "day":
            return self.said.day(due.by)
        if due.form == "month":
            return self.said.month(datetime.date(year, int(numbers[1]), 1))
        if due.form == "quarter":
            return self.say("Quarter {number} of {year}", number=numbers[1], year=year)
        if due.form == "half":
            return self.half(int(numbers[1]), year)
        if due.form == "season":
            return self.season(due.written.split()[0].lower(), year)
        if due.form == "fiscal-year":
            return self.say("Fiscal year {years}", years=due.written[2:].strip())
        return str(year)

    def half(self, number: int, year: int) -> object:
        if number == 1:
            return self.say("First half of {year}", year=year)
        return self.say("Second half of {year}", year=year)

    def season(self, name: str, year: int) -> object:
        if name == "spring":
            return self.say("Spring {year}", year=year)
        if name == "summer":
            return self.say("Summer {year}", year=year)
        if name == "winter":
            return self.say("Winter {year}", year=year)
        return self.say("Autumn {year}", year=year)

    def period(self, period: Period) -> Shown:
        """A reporting period by its label, or by the span that it covers."""
        if period.label:
            return self.text(period.label)
        start, end = period.start, period.end
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        whole = start.day == 1 and (end + datetime.timedelta(days=1)).day == 1
        if whole and months == 1:
            return Shown(self.said.month(start))
        if whole and months == 3 and start.month % 3 == 1:
            return Shown(str(self.say("Quarter {number} of {year}", number=end.month // 3, year=start.year)))
        if whole and months == 6 and start.month % 6 == 1:
            return Shown(str(self.half(end.month // 6, start.year)))
        if whole and months == 12 and start.month == 1:
            return Shown(str(start.year))
        return Shown(f"{self.said.day(start, 'medium')} – {self.said.day(end, 'medium')}")

    # links

    def href(self, address: str) -> str:
        """An address of the site in this language."""
        return address if self.language == self.default else f"/{self.language}{address}"

    def target(self, target: str, origin: str) -> str | None:
        """Where a link in running text leads: a page in this language, a file, another site; None where nowhere."""
        if links.leads_outside(target):
            return target
        if self.places is None:
            self.places = links.Places(self.pages, links.files_of(self.site), self.site.languages)
        found = links.internal(target, origin, self.places)
        if found is None:
            return None
        kind, address = found
        return self.href(address) if kind == "page" else address

    def link(self, ref: Ref | None) -> View | None:
        """The page that a reference leads to, with its title."""
        record = self.site.get(ref)
        if ref is None or record is None:
            return None
        kind, _, identifier = ref.target.partition(":")
        if kind not in PARTS:
            return self.to(record)
        address, title = kinds.address_of(record), self.title(record)
        if kind == "milestone" and isinstance(record, records.Commitment):
            key = identifier.partition("#")[2]
            found = next((one for one in record.milestones if one.key == key), None)
            title = self.text(found.title) if found else title
            address = f"{address}#milestone-{key}"
        if kind == "theme" and isinstance(record, records.Plan):
            key = identifier.rpartition("/")[2]
            found_theme = next((one for one in record.themes if one.key == key), None)
            title = self.text(found_theme.title) if found_theme else title
            address = f"{address}#theme-{key}"
        return {"title": title, "href": self.href(address), "kind": self.say(singular(kind)), "uid": ref.target}

    def links(self, refs: Iterable[Ref]) -> list[View]:
        return [found for ref in refs if (found := self.link(ref))]

    @retold.retold
    def to(self, record: records.Record) -> View:
        """The page of a record, with its title."""
        kind = self.say(singular(record.meta.kind))
        address = kinds.address_of(record)
        return {"title": self.title(record), "href": self.href(address), "kind": kind, "uid": record.uid}

    @retold.retold
    def title(self, record: records.Record) -> Shown:
        """What a record is called."""
        for name in ("title", "name", "label"):
            text = getattr(record, name, None)
            if isinstance(text, Text) and text:
                return self.text(text, original=record.meta.kind == "contribution")
        if isinstance(record, records.Progress):
            period = record.period
            span = self.period(period or dates.period(record.key))
            return Shown(str(self.say("Report on {period}", period=span)))
        if isinstance(record, records.Contribution):
            language, found = (record.text or record.body).best(*self.languages)
            short = prose.cut(" ".join(found.split()), 80)
            if not short:  # words that were withdrawn or rejected
                return Shown(str(self.say("Contribution {key}", key=record.key)))
            return Shown(short, "" if language == self.language else language)
        if isinstance(record, records.Response):
            return Shown(str(self.say("Response of {day}", day=self.said.day(record.on))))
        if isinstance(record, records.Timeline):
            assert record.published_on
            return Shown(str(self.say("Timeline of {day}", day=self.said.day(record.published_on))))
        if isinstance(record, records.Check):
            return Shown(str(self.say("Check of {day}", day=self.said.day(record.on))))
        return Shown(record.key)

    def party(self, party: Party | None) -> View | None:
        """A body: a link where it is in the register."""
        if party is None:
            return None
        if party.ref and party.ref.target:
            return self.link(party.ref)
        return {"title": self.text(party.name), "href": ""} if party.name else None

    def parties(self, parties: Iterable[Party]) -> list[View]:
        return [found for party in parties if (found := self.party(party))]

    def policy_area(self, key: str) -> View:
        own = dict(self.site.settings.policy_areas)
        title = self.text(own[key]) if key in own else Shown(str(self.say(POLICY_AREAS.get(key, key))))
        return {"key": key, "title": title, "href": self.href(f"/policy-areas/{key}/")}

    # files and evidence

    def file(self, file: FileRef | None) -> View | None:
        """A local file: address, name, size, type, hash."""
        stored = self.site.files.get(file.path) if file else None
        if stored is None:
            return None
        return {
            "href": links.file_address(stored.path),
            "name": posixpath.basename(stored.path),
            "size": self.said.size(stored.size),
            "type": file_type(stored),
            "media_type": stored.media_type,
            "sha256": stored.sha256,
        }

    def proof(self, proof: Proof) -> View:
        """A piece of evidence with its strength."""
        return self.evidence(proof.evidence) | {"strength": proof.strength}

    def proofs(self, found: Iterable[records.Evidence]) -> list[View]:
        """Evidence with its strength, where it is meant to prove something."""
        return [self.proof(Proof(one, derive.strength(self.site, one))) for one in found]

    @retold.retold
    def evidence(self, one: records.Evidence) -> View:
        file = self.file(one.file)
        title = self.text(one.title) or Shown(file["name"] if file else one.url)
        return {
            "title": title,
            "url": one.url,
            "host": host_of(one.url),
            "file": file,
            "archive_url": one.archive_url,
            "date": self.day(one.date),
            "captured": self.day(links.captured(self.site, one)) if file else "",
            "publisher": self.party(one.publisher),
            "language": self.said.name_of(one.language) if one.language else "",
            "licence": one.licence,
            "page": one.page,
            "accessible": one.accessible or "",
            "type": document_type(self, one.type),
        }

    def documents(self, found: Iterable[records.Evidence]) -> list[View]:
        return [self.evidence(one) for one in found]


NO_DAY = NO_TEXT = Markup("")
NOTHING: tuple[Markup, tuple[prose.Heading, ...]] = (NO_TEXT, ())


def time_of(said: words.Words, day: datetime.date) -> Markup:
    """A day as HTML."""
    return htmlwords.marked(f'<time datetime="{day.isoformat()}">{htmlwords.shown(said.day(day))}</time>')


def related(tongue: Tongue, record: records.Record, kind: str) -> list[View]:
    """Records of a kind that mention this one."""
    return [tongue.to(one) for one in tongue.site.mentioned_by(record.uid, kind)]


PARTS = {"milestone": "Milestone", "theme": "Theme"}


def singular(kind: str) -> str:
    """The English name of a kind, also of parts."""
    return PARTS.get(kind) or kinds.KINDS[kind].singular


@lru_cache(maxsize=20_000)
def host_of(url: str) -> str:
    """Whose site an address leads to, as readers know it; an empty text where it names none."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def document_type(tongue: Tongue, code: str) -> object:
    """The words of a type of document; a type outside the list is shown as written."""
    return tongue.label(DOCUMENT_TYPE, code) or code


def file_type(stored: Stored) -> str:
    """A file's type as people call it: the ending in capitals."""
    return posixpath.splitext(stored.path)[1].removeprefix(".").upper()
