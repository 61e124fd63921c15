"""By what records are found and filtered: what the facets and their keys are called, and in which order they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import Edition
from ogpsite.nouns import dataclass
from ogpsite.views.tongue import Shown, Tongue


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet: its name in `derive/facets.py` and in addresses, what it is called, and the words of a key."""

    name: str
    title: str
    words: Callable[[Tongue, str], object]


STATES = vocabulary.about(
    "contribution",
    {
        # where a contribution stands
        "unanswered": "Unanswered",
        "waiting": "Awaiting an answer",
        "answered": "Answered",
        "rejected": "Not published",
        "withdrawn": "Withdrawn",
    },
)
STATUS_WORDS: Mapping[str, str] = {
    **vocabulary.STATUS,
    "no_report": "No report",
    "overdue": "Overdue",
    **vocabulary.CONSULTATION_STATUS,
    **{code: words for code, words in STATES.items() if code not in vocabulary.CONSULTATION_STATUS},
    **vocabulary.STATUS,
}
TYPES = (vocabulary.MEETING_KIND, vocabulary.EVENT_KIND, vocabulary.ASSESSMENT_KIND, vocabulary.SUPPORT_KIND)
TYPE_WORDS: Mapping[str, str] = {code: words for table in reversed(TYPES) for code, words in table.items()} | {
    "other": "Other"
}


def titled(kind: str) -> Callable[[Tongue, str], object]:
    """The words of a key that is the id of a record."""
    return lambda tongue, key: tongue.title(tongue.site.by_uid[f"{kind}:{key}"])


def theme_words(tongue: Tongue, key: str) -> object:
    """A theme's title; with its plan's, where another plan has a theme of the same title."""
    plan_key, _, theme_key = key.rpartition("/")
    found = {
        (plan.id, theme.key): tongue.text(theme.title)
        for plan in tongue.site.all(records.Plan)
        for theme in plan.themes
    }
    title = found.get((plan_key, theme_key)) or Shown(theme_key)
    if sum(str(one) == str(title) for one in found.values()) > 1:
        plan = tongue.title(tongue.site.by_uid[f"plan:{plan_key}"])
        return tongue.say("{title} – {whole}", title=title, whole=plan)
    return title


def plural_words(tongue: Tongue, key: str) -> object:
    return tongue.say(kinds.KINDS[key].plural)


FACETS: tuple[Facet, ...] = (
    Facet("kind", "Kind of page", plural_words),
    Facet("status", "Status", lambda tongue, key: tongue.label(STATUS_WORDS, key) or key),
    Facet("plan", "Action plan", titled("plan")),
    Facet("theme", "Theme", theme_words),
    Facet("area", "Policy area", lambda tongue, key: tongue.policy_area(key)["title"]),
    Facet("organisation", "Organisation", titled("organisation")),
    Facet("year", "Year", lambda tongue, key: Shown(key)),
    Facet("type", "Type", lambda tongue, key: tongue.label(TYPE_WORDS, key) or key),
    Facet("sector", "Sector", lambda tongue, key: tongue.label(vocabulary.SECTOR, key) or key),
)
BY_NAME: Mapping[str, Facet] = {facet.name: facet for facet in FACETS}


def keys_of(edition: Edition, record: records.Record, name: str) -> tuple[str, ...]:
    """The keys of a record in a facet."""
    return edition.facts.facets.get(record.uid, {}).get(name, ())


def in_order(tongue: Tongue, name: str, keys: Iterable[str]) -> list[str]:
    """Keys in the order in which people look for them: statuses by their list, years newest first, the rest by name."""
    if name in ("status", "sector"):
        order = tuple(STATUS_WORDS if name == "status" else vocabulary.SECTOR)
        return sorted(keys, key=lambda key: order.index(key) if key in order else len(order))
    if name in ("year", "plan"):
        return sorted(keys, reverse=True)
    return sorted(keys, key=lambda key: tongue.said.order(str(BY_NAME[name].words(tongue, key))))
