"""Columns that many tables have, and the words that they share."""

from __future__ import annotations

from typing import Any

from ogpsite.tables.nouns import Column
from ogpsite.tables.reading import address

KEY = "Permanent id."
TITLE = "Title."
COMMITMENT = "Commitment."
PLAN = "Action plan; empty for a commitment outside plans."
THE_PLAN = "Action plan."
UPDATED = "Last change."
ADDRESS = "Address of its page."
STATUS = "Status by the newest report of the government; empty where there is none."
DAYS, PERCENT = "days", "%"


def own(name: str, type_: str, what: str, **more: Any) -> Column:
    """A column that holds a field of the record as it is."""
    attribute = f"{name}_" if name in ("from", "for") else name
    return Column(name, type_, what, lambda line: getattr(line.record, attribute) or None, **more)


def of_part(name: str, type_: str, what: str, **more: Any) -> Column:
    """A column that holds a field of the record's part as it is."""
    return Column(name, type_, what, lambda line: getattr(line.part, name) or None, **more)


def page() -> Column:
    return Column("address", "string", ADDRESS, lambda line: address(line.edition, line.record))


def updated() -> Column:
    return Column("updated", "date", UPDATED, lambda line: line.edition.facts.updated.get(line.record.uid))


def milestone_id(commitment: str, key: str) -> str:
    """The id of a milestone, or of what a report says of it."""
    return f"{commitment}#{key}"
