"""The nouns of an import of contributions: entries, replies, meetings, the harvest of an export, and the wishes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Literal

from ogpsite.importers.report import Notes
from ogpsite.nouns import dataclass

Texts = Mapping[str, str]  # by language; "" is the language of the import
State = Literal["published", "rejected", "withdrawn", "unmoderated", "refused", "unsubmitted"]
INCLUDES = ("rejected", "withdrawn", "unsubmitted")


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the person who imports asks for; empty where they say nothing."""

    consultation: str
    into: Path
    source: str = ""
    mapping: Path | None = None
    title: str = ""
    opens: str = ""
    closes: str = ""
    mechanism: str = ""
    plan: str = ""
    language: str = ""
    names: str = ""
    private: bool = False
    include: frozenset[str] = frozenset()
    officials: frozenset[str] = frozenset()
    answered_on: str = ""
    answered_by: str = ""
    decision: str = ""
    space: str = ""
    dates: str = ""
    dry_run: bool = False
    overwrite: bool = False
    tell: Callable[[str], None] = lambda words: None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One contribution of an export. `id` is its permanent name there; `at` its cell or place in the file."""

    id: str
    at: str
    text: Texts
    title: Texts = field(default_factory=dict)
    day: datetime.date | None = None
    author: str = ""
    pseudonym: bool = False
    organisation: str = ""
    sector: str = ""
    consent: Literal["yes", "no", ""] = ""
    state: State = "published"
    moderated: bool = False
    reason: str = ""
    withdrawn_on: datetime.date | None = None
    votes: tuple[int | None, int | None] = (None, None)
    about: tuple[str, ...] = ()
    attachments: tuple[Mapping[str, str], ...] = ()
    private: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What officials answered: to which entries, what was decided (empty where it isn't said), and why."""

    id: str
    at: str
    answers: tuple[str, ...]
    reasons: Texts
    decision: str = ""
    day: datetime.date | None = None
    by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Encounter:
    """A meeting of a platform's process."""

    id: str
    at: str
    title: Texts
    day: datetime.date
    text: Texts = field(default_factory=dict)
    place: str = ""
    attended: int | None = None
    organisations: tuple[str, ...] = ()
    comments: int | None = None
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Harvest:
    """All that one export gives. `title`, `purpose`, `platform_url`, `attended` describe the consultation itself."""

    channel: str
    mechanism: str
    entries: tuple[Entry, ...]
    replies: tuple[Reply, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    rows: tuple[tuple[str, int], ...] = ()
    consultation: Mapping[str, object] = field(default_factory=dict)
    attended: int | None = None
    last_day: datetime.date | None = None


@dataclass(frozen=True)
class Ground:
    """What the steps have at hand: the wishes, the site's languages and time zone, and where to note things."""

    options: Options
    languages: tuple[str, ...]
    zone: datetime.tzinfo
    zone_name: str
    notes: Notes

    @property
    def language(self) -> str:
        """The language of texts that do not say theirs."""
        return self.options.language if self.options.language in self.languages else self.languages[0]
