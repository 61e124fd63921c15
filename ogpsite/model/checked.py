"""The nouns of links that lead to other sites: who holds them, and what was found when they were checked."""

from __future__ import annotations

import datetime
from dataclasses import field

from ogpsite.nouns import dataclass
from ogpsite.problems import Place

NAME = "links.csv"  # what was found, beside site.yaml
COLUMNS = ("url", "state", "detail", "checked", "broken_since", "moved_to")
STATES = {
    "good": "It answers",
    "moved": "It answers at another address for good",
    "broken": "It doesn't answer",
    "unsure": "It answers, but not to everybody",
    "unchecked": "It was not asked",
}


@dataclass(frozen=True, slots=True)
class Outward:
    """A link to another site: in which record and field, and in which commitment's case (an identity, or empty)."""

    url: str
    record: str
    field: str
    place: Place
    commitment: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found at an address. detail is a status or a code of `web.client.FAULTS`.

    broken_since is the day on which it was first found broken, and kept until it answers again. moved_to is where it
    leads for good.
    """

    url: str
    state: str
    detail: str = ""
    checked: datetime.date = datetime.date.min
    broken_since: datetime.date | None = None
    moved_to: str = ""
    line: int = field(default=0, compare=False)
