"""The tables of bodies and assessments: the register of organisations, who assessed what, and what was recommended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ogpsite.model import records, vocabulary
from ogpsite.model.facts import Edition
from ogpsite.tables.columns import KEY, THE_PLAN, TITLE, of_part, own, page
from ogpsite.tables.nouns import Column, Line, Table, all_of
from ogpsite.tables.reading import party, reference


def alone(edition: Edition, one: records.Record) -> Iterator[Line]:
    yield Line(edition, one)


ORGANISATIONS = Table(
    "organisations",
    "Organisations",
    "A body of the register.",
    all_of(records.Organisation),
    alone,
    (
        Column("id", "string", KEY, lambda line: line.record.id, required=True),
        own("name", "text", "Name."),
        own("acronym", "text", "Short name."),
        own("sector", "string", "Sector.", codes=vocabulary.SECTOR),
        own("url", "string", "Its own site."),
        Column(
            "parent",
            "string",
            "The body it belongs to.",
            lambda line: reference(line.record.parent),
            to="organisations",
        ),
        Column(
            "leads",
            "integer",
            "Commitments that it leads.",
            lambda line: len(line.edition.site.mentioned_by(line.record.uid, "commitment", "lead")),
        ),
        page(),
    ),
)


def comment_day(line: Line, name: str) -> Any:
    return getattr(line.record.comment_period, name) if line.record.comment_period else None


ASSESSMENTS = Table(
    "assessments",
    "Assessments",
    "A product of the IRM, a self-assessment, an independent review or a notice.",
    all_of(records.Assessment),
    alone,
    (
        Column("id", "string", KEY, lambda line: line.record.id, required=True),
        own("title", "text", TITLE),
        own("kind", "string", "What it is.", codes=vocabulary.ASSESSMENT_KIND),
        own("stage", "string", "Draft for comment, or final; empty means final.", codes=vocabulary.STAGE),
        Column("plan", "string", THE_PLAN, lambda line: reference(line.record.plan), to="plans"),
        Column(
            "by",
            "string",
            "Who wrote it: key of the organisation, or its name.",
            lambda line: party(line.edition.site, line.record.by),
        ),
        own("published_on", "date", "Day of publication."),
        Column("comment_from", "date", "First day for comments.", lambda line: comment_day(line, "from_")),
        Column("comment_to", "date", "Last day for comments.", lambda line: comment_day(line, "to")),
        Column("commitments_coded", "integer", "Commitments that it codes.", lambda line: len(line.record.codes)),
        Column(
            "recommendations", "integer", "Number of recommendations.", lambda line: len(line.record.recommendations)
        ),
        page(),
    ),
)


def recommendation_lines(edition: Edition, one: records.Assessment) -> Iterator[Line]:
    yield from (Line(edition, one, item) for item in one.recommendations)


RECOMMENDATIONS = Table(
    "recommendations",
    "Recommendations",
    "A recommendation of an assessment, and what was done with it.",
    all_of(records.Assessment),
    recommendation_lines,
    (
        Column("id", "string", KEY, lambda line: f"{line.record.id}/{line.part.key}", required=True),
        Column("assessment", "string", "Assessment.", lambda line: line.record.id, to="assessments", required=True),
        of_part("text", "text", "What is recommended (Markdown)."),
        of_part("response", "string", "Response of the government.", codes=vocabulary.RECOMMENDATION_RESPONSE),
        of_part("response_text", "text", "The response in words (Markdown)."),
        Column(
            "action",
            "string",
            "The commitment that carries it out.",
            lambda line: reference(line.part.action),
            to="commitments",
        ),
        of_part("status", "string", "Where it stands.", codes=vocabulary.RECOMMENDATION_STATUS),
        page(),
    ),
)
