"""The tables of meetings: who came, in numbers, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ogpsite.model import records, vocabulary
from ogpsite.model.facts import Edition
from ogpsite.model.values import Ref
from ogpsite.tables.columns import DAYS, KEY, THE_PLAN, TITLE, of_part, own, page, updated
from ogpsite.tables.nouns import Column, Line, Table, gatherings
from ogpsite.tables.reading import due, due_on, parties, party, reference, references


def meeting_lines(edition: Edition, one: records.Gathering) -> Iterator[Line]:
    yield Line(edition, one, facts=edition.facts.gatherings[one.uid])


CELLS = (
    ("invited", "People who were invited."),
    ("registered", "People who registered."),
    ("attended", "People who took part."),
    ("government", "People from government."),
    ("civil_society", "People from civil society."),
    ("other", "Other people."),
    ("women", "Women."),
    ("men", "Men."),
    ("young", "Young people."),
)


def attendance(name: str, what: str) -> Column:
    """A number of people; empty too where it was so small that it could point at persons."""

    def get(line: Line) -> Any:
        return getattr(line.record.attendance, name) if line.record.attendance else None

    return Column(f"people_{name}", "integer", what, get)


def hidden(line: Line) -> tuple[str, ...]:
    return tuple(f"people_{name}" for name in line.record.attendance.suppressed) if line.record.attendance else ()


def comments(line: Line) -> int | None:
    return line.record.comments_collected if isinstance(line.record.comments_collected, int) else None


def comments_in(line: Line) -> str | None:
    found = line.record.comments_collected
    return reference(found) if isinstance(found, Ref) else None


def of_event(line: Line, name: str) -> Any:
    return getattr(line.record, name, None)


MEETINGS = Table(
    "meetings",
    "Meetings and events",
    "A meeting of the forum, or an event.",
    gatherings,
    meeting_lines,
    (
        Column("id", "string", KEY, lambda line: line.record.uid, required=True),
        Column(
            "record",
            "string",
            "Meeting of the forum, or event.",
            lambda line: line.record.meta.kind,
            codes={"meeting": "Meeting", "event": "Event"},
        ),
        Column("kind", "list", "What sort of meeting or event.", lambda line: line.record.kind),
        own("title", "text", TITLE),
        own("date", "date", "Day.", required=True),
        own("place", "text", "Place."),
        own("online_url", "string", "Where to join online."),
        own("open", "string", "Who may come.", codes=vocabulary.OPEN_TO),
        own("announced_on", "date", "Day of the announcement."),
        Column("held", "boolean", "Whether it was held by the day of the figures.", lambda line: line.facts.held),
        Column("minutes", "boolean", "Whether its minutes are out.", lambda line: line.facts.minutes_out),
        own("minutes_published_on", "date", "Day on which the minutes came out."),
        Column(
            "minutes_days",
            "integer",
            "Days from the meeting to its minutes.",
            lambda line: line.facts.minutes_days,
            unit=DAYS,
        ),
        *(attendance(name, what) for name, what in CELLS),
        Column("people_hidden", "list", "Columns that are empty because the number is small.", hidden),
        Column(
            "organisations",
            "list",
            "Organisations that took part: keys, or names where they are not in the register.",
            lambda line: parties(line.edition.site, line.record.organisations),
        ),
        Column(
            "results_presented_on",
            "list",
            "Commitments whose results were presented.",
            lambda line: references(line.record.results_presented_on),
        ),
        Column("comments_collected", "integer", "Comments that were collected.", comments),
        Column("consultation", "string", "Consultation that holds the comments.", comments_in, to="consultations"),
        Column("plan", "string", THE_PLAN, lambda line: reference(of_event(line, "plan")), to="plans"),
        Column(
            "commitments",
            "list",
            "Commitments that it is about.",
            lambda line: references(of_event(line, "commitments") or ()),
        ),
        Column(
            "provider",
            "string",
            "Who offers it: key of the organisation, or its name.",
            lambda line: party(line.edition.site, of_event(line, "provider")),
        ),
        Column("decisions", "integer", "Number of decisions.", lambda line: len(line.record.decisions)),
        updated(),
        page(),
    ),
)


def decision_lines(edition: Edition, one: records.Gathering) -> Iterator[Line]:
    for count, decision in enumerate(one.decisions, 1):
        yield Line(edition, one, decision, number=count)


DECISIONS = Table(
    "decisions",
    "Decisions",
    "A decision of a meeting.",
    gatherings,
    decision_lines,
    (
        Column("id", "string", KEY, lambda line: f"{line.record.uid}/{line.part.key or line.number}", required=True),
        Column("meeting", "string", "Meeting.", lambda line: line.record.uid, to="meetings", required=True),
        Column("date", "date", "Day.", lambda line: line.record.date),
        of_part("text", "text", "What was decided."),
        Column(
            "owner",
            "string",
            "Who carries it out: key of the organisation, or its name.",
            lambda line: party(line.edition.site, line.part.owner),
        ),
        Column("due", "string", "By when, as it is written.", lambda line: due(line.edition.site, line.part.due)),
        Column(
            "due_on",
            "date",
            "The latest day that this can mean; empty where no day follows.",
            lambda line: due_on(line.part.due),
        ),
        Column(
            "status",
            "string",
            "Where it stands.",
            lambda line: line.part.status or "open",
            codes=vocabulary.DECISION_STATUS,
        ),
        page(),
    ),
)
