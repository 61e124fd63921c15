"""What a map says besides its tables: languages, plan, site and period, as far as the file or the site tells them."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

import yaml

from ogpsite.importers import dues, habits, headings, ledger, render, tongues
from ogpsite.importers.progress import PERIOD, last_day
from ogpsite.importers.progress import period_of as period_cell
from ogpsite.importers.suggest import meaning, traits
from ogpsite.importers.suggest.roles import Sorted
from ogpsite.nouns import dataclass

SPAN = re.compile(
    r"(?<!\d)(20[0-4]\d)\s*(?:[-–—/_]|a|al|à|au|to|ao|until|hasta|até)\s*(20[0-4]\d|\d\d)(?!\d)", re.IGNORECASE
)
REPORTING = re.compile(
    r"report|informe|rapport|relat|avance|avanc|update|actualiz|atualiz|mise a jour|suivi|seguim|acompanh|trimest|corte"
)
PLAN = re.compile(r"\b(?:plan|plano|pan|nap|action)\b", re.IGNORECASE)
FIRST_PLAN_YEAR = 2011


@dataclass(frozen=True)
class Frame:
    """The parts of a map around its tables; `guesses` says which of them nobody said."""

    languages: tuple[str, ...]
    plan: Mapping[str, object]
    site: Mapping[str, object]
    lead: str
    period: str
    said: bool
    guesses: tuple[str, ...] = ()
    day: datetime.date = datetime.date(2011, 9, 20)


@dataclass
class Settings:
    """What a site says already: its settings and its plans by key."""

    settings: Mapping[str, object] = field(default_factory=dict)
    plans: dict[str, Mapping[str, object]] = field(default_factory=dict)


def look(into: Path | None) -> Settings:
    """What stands in the site's folder."""
    found = Settings()
    if into is None:
        return found
    text = ledger.on_disk(into / "site.yaml")
    found.settings = mapping_of(text or "")
    for path in sorted((into / "content" / "plans").glob("*/plan.md")):
        front = (ledger.on_disk(path) or "").split("---\n", 2)
        found.plans[path.parent.name] = mapping_of(front[1] if len(front) > 2 else "")
    return found


def mapping_of(text: str) -> Mapping[str, object]:
    """A YAML text as a mapping; an empty one where it is none."""
    try:
        found = render.parsed(text)
    except yaml.YAMLError:
        return {}
    return found if isinstance(found, Mapping) else {}


def frame(tables: Sequence[Sorted], files: Sequence[Path], into: Path | None, day: datetime.date) -> Frame:
    """The frame for these tables, in this site, on this day."""
    there = look(into)
    languages = languages_of(tables, there)
    plan, guesses = plan_of(tables, files, there, languages)
    lead = str(there.settings.get("lead_agency") or "")
    if not lead:
        lead = UNNAMED.get(languages[0], UNNAMED["en"])
    period, said = period_of(tables, files, day)
    site = {} if there.settings else site_of(languages, lead, plan)
    return Frame(languages, plan, site, lead, period, said, tuple(guesses), day)


UNNAMED = {
    "en": "Not named in the source",
    "es": "No indicado en la fuente",
    "fr": "Non indiqué dans la source",
    "pt": "Não indicado na fonte",
}
TITLES = {"en": "Action plan", "es": "Plan de acción", "fr": "Plan d'action", "pt": "Plano de ação"}
SITES = {"en": "Open Government", "es": "Gobierno Abierto", "fr": "Gouvernement ouvert", "pt": "Governo Aberto"}
HERE = {"en": "Our country", "es": "Nuestro país", "fr": "Notre pays", "pt": "Nosso país"}


def languages_of(tables: Sequence[Sorted], there: Settings) -> tuple[str, ...]:
    """The languages of the texts, the most frequent first; only those that the site has."""
    votes: Counter[str] = Counter()
    for table in tables:
        for place, language in enumerate(table.languages):
            votes[language] += len(table.region.numbers) * (3 if place == 0 else 1)
    found = [language for language, _ in votes.most_common()] or ["en"]
    given = there.settings.get("languages")
    if isinstance(given, list) and given:
        shared = [language for language in found if language in given]
        return tuple(shared or [str(given[0])])
    return tuple(found)


def texts_around(tables: Sequence[Sorted], files: Sequence[Path]) -> Iterator[str]:
    """Titles above the tables, names of sheets and files: where people write what a file is."""
    for table in tables:
        yield from (headings.tidy(cell.text) for cell in table.region.titles)
    yield from dict.fromkeys(table.region.name for table in tables)
    yield from (path.stem.replace("_", " ") for path in files)


def plan_of(
    tables: Sequence[Sorted], files: Sequence[Path], there: Settings, languages: Sequence[str]
) -> tuple[dict[str, object], list[str]]:
    """Key, title, first and last day of the plan."""
    if len(there.plans) == 1:
        key, front = next(iter(there.plans.items()))
        known = {name: front[name] for name in ("title", "start", "end") if name in front}
        if len(known) == 3:
            return {"key": key, **known}, []
    texts = list(texts_around(tables, files))
    title = next((text for text in texts if PLAN.search(text) and len(text) < 200), "")
    span = next((pair for text in texts if (pair := years_in(text))), None)
    guesses = []
    days = list(days_in(tables))
    if span is None:
        years = [day.year for day in days if day.year >= FIRST_PLAN_YEAR]
        span = (min(years), max(years)) if years else (2024, 2028)
        guesses.append(
            "key, start, end: " + ("from the days in the tables" if years else "nothing in the file says them")
        )
    else:
        guesses.append("start, end: the first and the last day of the years that the file names")
    key = f"{span[0]}-{span[1]}" if span[0] != span[1] else str(span[0])
    if not title:
        title = f"{TITLES.get(languages[0], TITLES['en'])} {key}"
        guesses.append("title: the file has none")
    first, last = datetime.date(span[0], 1, 1), datetime.date(span[1], 12, 31)
    return {"key": key, "title": title, "start": first, "end": last}, guesses


def years_in(text: str) -> tuple[int, int] | None:
    """The first and the last year of a plan that a text names."""
    for found in SPAN.finditer(text):
        first, last = int(found[1]), int(found[2])
        last = last if last > 99 else first // 100 * 100 + last
        if first < last <= first + 6:
            return first, last
    return None


def days_in(tables: Sequence[Sorted]) -> Iterator[datetime.date]:
    """The first and last days of commitments and milestones."""
    for table in tables:
        for part in table.parts:
            if part.role == "period":
                yield from (last_day(found) for cell in part.col.filled[:500] if (found := period_cell(cell)))
            if part.role in ("start", "due"):
                for cell in part.col.filled[:500]:
                    if len(cell.text) < 60 and (day := dues.latest_day(cell.text, traits.CALENDAR, habits.DAY_FIRST)):
                        yield day


def site_of(languages: Sequence[str], lead: str, plan: Mapping[str, object]) -> dict[str, object]:
    """Settings for a folder that has none."""
    first = languages[0]
    return {
        "title": SITES.get(first, SITES["en"]),
        "url": "https://example.org/",
        "languages": list(languages),
        "country": HERE.get(first, HERE["en"]),
        "lead_agency": lead,
        "contact": {"name": lead},
    }


def period_of(tables: Sequence[Sorted], files: Sequence[Path], day: datetime.date) -> tuple[str, bool]:
    """The period of reports where no column names one: that of titles, sheets or files, else the month of the day."""
    for text in texts_around(tables, files):
        if found := period_in(text):
            return found, True
    return day.isoformat()[:7], False


def period_in(text: str) -> str:
    """The period that a title names; a year alone only where the title speaks of reporting."""
    found = meaning.dated(SPAN.sub(" ", text))[0]
    if PERIOD.fullmatch(found) and not found.isdigit():
        return found
    return found if found and REPORTING.search(tongues.plain(text)) else ""


def too_early(period: str, day: datetime.date) -> bool:
    """Whether the last day of a period is still to come."""
    return last_day(period) > day
