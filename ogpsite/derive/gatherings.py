"""Meetings and the forum: minutes, seats, attendance, open decisions."""

from __future__ import annotations

from ogpsite.model import records
from ogpsite.model.facts import (
    GatheringFacts,
)
from ogpsite.model.site import Site


def gathering_facts(site: Site, gathering: records.Gathering) -> GatheringFacts:
    """Whether a meeting was held, and how long its minutes took or are taking."""
    if gathering.date > site.day:
        return GatheringFacts(held=False)
    limit = 30 if site.settings.minutes_within_days is None else site.settings.minutes_within_days
    if not gathering.body:
        return GatheringFacts(True, False, None, max(0, (site.day - gathering.date).days - limit))
    days = ((gathering.minutes_published_on or gathering.date) - gathering.date).days
    return GatheringFacts(True, True, days, max(0, days - limit))
