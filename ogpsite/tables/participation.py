"""The tables of participation: consultations, what the public said, what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ogpsite.model import records, vocabulary
from ogpsite.model.facts import ConsultationFacts, Edition
from ogpsite.model.values import Ref
from ogpsite.tables.columns import DAYS, KEY, THE_PLAN, TITLE, own, page, updated
from ogpsite.tables.nouns import Column, Line, Table, consultations
from ogpsite.tables.reading import language, party, reference, target


def consultation_lines(edition: Edition, facts: ConsultationFacts) -> Iterator[Line]:
    yield Line(edition, facts.consultation, facts=facts)


def counted(name: str, what: str) -> Column:
    """A number that the record of a consultation gives."""

    def get(line: Line) -> Any:
        return getattr(line.record.counts, name) if line.record.counts else None

    return Column(name if name != "contributions" else "counted", "integer", what, get)


CONSULTATIONS = Table(
    "consultations",
    "Consultations",
    "A consultation.",
    consultations,
    consultation_lines,
    (
        Column("id", "string", KEY, lambda line: line.record.id, required=True),
        Column("plan", "string", THE_PLAN, lambda line: reference(line.record.plan), to="plans"),
        own("title", "text", TITLE),
        own("mechanism", "string", "How people take part.", codes=vocabulary.MECHANISM),
        own("opens", "date", "First day.", required=True),
        own("closes", "date", "Last day.", required=True),
        Column(
            "status",
            "string",
            "State on the day of the figures.",
            lambda line: line.facts.status,
            codes=vocabulary.CONSULTATION_STATUS,
        ),
        own("purpose", "text", "What it is for (Markdown)."),
        counted("invited", "People who were invited."),
        counted("registered", "People who registered."),
        counted("attended", "People who took part."),
        counted("contributions", "Contributions by the record's own count, published or not."),
        Column("contributions", "integer", "Contributions in this data.", lambda line: len(line.facts.contributions)),
        Column("owed", "integer", "Contributions that are owed an answer.", lambda line: len(line.facts.owed)),
        Column("unanswered", "integer", "Those without an answer.", lambda line: len(line.facts.unanswered)),
        Column(
            "unanswered_days",
            "integer",
            "Days since it closed, while answers are owed; else 0.",
            lambda line: line.facts.unanswered_days,
            unit=DAYS,
        ),
        own("submit_url", "string", "Where to contribute."),
        own("platform_url", "string", "Its page on a participation platform."),
        updated(),
        page(),
    ),
)


def contributions(edition: Edition) -> Mapping[str, Any]:
    """Each contribution, with what is known of its consultation."""
    return {one.uid: (one, facts) for facts in edition.facts.consultations.values() for one in facts.contributions}


def contribution_lines(edition: Edition, found: tuple[records.Contribution, ConsultationFacts]) -> Iterator[Line]:
    one, facts = found
    yield Line(edition, one, facts=facts)


def answers(line: Line) -> tuple[str, ...]:
    return tuple(one.id for one in line.facts.answers.get(line.record.uid, ()))


def votes(line: Line, name: str) -> Any:
    return getattr(line.record.votes, name) if line.record.votes else None


def withdrawal(line: Line, name: str) -> Any:
    return getattr(line.record.withdrawn, name) if line.record.withdrawn else None


ITS_CONSULTATION = Column(
    "consultation", "string", "Consultation.", lambda line: line.record.meta.parent, to="consultations", required=True
)
CONTRIBUTIONS = Table(
    "contributions",
    "Contributions",
    "What somebody said in a consultation. Words that were rejected or withdrawn, and names withheld, are absent.",
    contributions,
    contribution_lines,
    (
        Column("id", "string", KEY, lambda line: line.record.id, required=True),
        ITS_CONSULTATION,
        own("title", "text", TITLE),
        Column("text", "text", "The words, as they were written.", lambda line: line.record.text or line.record.body),
        Column(
            "language",
            "string",
            "Language of the words.",
            lambda line: language(line.edition.site, line.record.text or line.record.body),
        ),
        own("received_on", "date", "Day on which it came."),
        own("channel", "string", "How it came."),
        own("attribution", "string", "How its author is shown.", codes=vocabulary.ATTRIBUTION),
        own("author", "string", "Author, where the name may be shown."),
        Column(
            "organisation",
            "string",
            "Organisation that speaks: its key, or its name.",
            lambda line: party(line.edition.site, line.record.organisation),
        ),
        own("sector", "string", "Sector of the author.", codes=vocabulary.SECTOR),
        Column(
            "moderation",
            "string",
            "What moderation decided.",
            lambda line: line.record.moderation or "published",
            codes=vocabulary.MODERATION,
        ),
        own("moderation_reason", "text", "Why."),
        Column("about", "list", "What it speaks of, each with its kind.", lambda line: targets(line.record.about)),
        Column("votes_for", "integer", "Votes for it.", lambda line: votes(line, "for_")),
        Column("votes_against", "integer", "Votes against it.", lambda line: votes(line, "against")),
        Column("answered", "boolean", "Whether an answer speaks of it.", lambda line: bool(answers(line))),
        Column("responses", "list", "Ids of its answers.", answers),
        Column("withdrawn_on", "date", "Day of withdrawal.", lambda line: withdrawal(line, "on")),
        Column("withdrawn_reason", "text", "Why it was withdrawn (Markdown).", lambda line: withdrawal(line, "reason")),
        page(),
    ),
)


def targets(refs: tuple[Ref, ...]) -> tuple[str, ...]:
    return tuple(target(ref) for ref in refs if ref.target)


def response_lines(edition: Edition, facts: ConsultationFacts) -> Iterator[Line]:
    yield from (Line(edition, one, facts=facts) for one in facts.responses)


def answered(line: Line) -> tuple[str, ...]:
    """The contributions that a response answers; one that answers all names each."""
    return tuple(uid.partition(":")[2] for uid, found in line.facts.answers.items() if line.record in found)


RESPONSES = Table(
    "responses",
    "Responses",
    "A reasoned response to contributions.",
    consultations,
    response_lines,
    (
        Column("id", "string", KEY, lambda line: line.record.id, required=True),
        ITS_CONSULTATION,
        Column("answers", "list", "Contributions that it answers.", answered),
        own("heard", "text", "What was heard (Markdown)."),
        own("decision", "string", "What was decided.", codes=vocabulary.DECISION),
        own("reasons", "text", "The reasons (Markdown)."),
        Column("effects", "list", "What changed, each with its kind.", lambda line: targets(line.record.effects)),
        Column(
            "by",
            "string",
            "Who answers: key of the organisation, or its name.",
            lambda line: party(line.edition.site, line.record.by),
        ),
        own("on", "date", "Day."),
        page(),
    ),
)
