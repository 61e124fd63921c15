"""The commitments under the column names of OGP's own public database, so that both can be joined and compared.

Source of the names: the public spreadsheet behind OGP's data explorer, read by public scripts (its full header could
not be read). What this record cannot know (`Region`) stays empty; OGP's booleans are 1 and 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ogpsite.model import records, vocabulary
from ogpsite.model.values import Party, Ref, Text
from ogpsite.tables.nouns import Column, Line, Table, commitments
from ogpsite.tables.plans import commitment_lines, theme_title
from ogpsite.tables.reading import address

QUESTIONS = (
    "summary", "problem", "causes", "baseline", "done_so_far", "solution", "results", "transparency", "accountability",
    "participation",
)  # fmt: skip


def words(line: Line, text: Text | None) -> str | None:
    return text.best(*line.edition.site.languages)[1] or None if text else None


def member_id(line: Line) -> str | None:
    return line.record.ogp_id or None


def country(line: Line) -> str | None:
    return words(line, line.edition.site.settings.country)


def year(line: Line) -> int | None:
    plan = line.edition.site.plan_of(line.record)
    return (plan.delivered_on or plan.published_on or plan.start).year if plan else None


def plan_number(line: Line) -> str | None:
    plan = line.edition.site.plan_of(line.record)
    return plan.number or plan.id if plan else None


def full_text(line: Line) -> str | None:
    """The answers to all questions of the template, and what else is written, one below the other."""
    texts = (*(getattr(line.record, name) for name in QUESTIONS), line.record.body)
    return "\n\n".join(found for text in texts if (found := words(line, text))) or None


def names(line: Line, bodies: Iterable[Ref | Party]) -> str | None:
    """The names of some bodies, with semicolons between them."""
    site = line.edition.site
    found = []
    for one in bodies:
        ref = one.ref if isinstance(one, Party) else one
        body = site.get(ref)
        if isinstance(body, records.Organisation):
            found.append(words(line, body.name))
        elif isinstance(one, Party):
            found.append(words(line, one.name))
    return "; ".join(name for name in found if name) or None


def supporting(line: Line) -> str | None:
    held = line.record.supporting
    return names(line, (*held.government, *held.civil_society, *held.other, *held.bodies)) if held else None


def value(code: str) -> Any:
    return lambda line: int(code in line.record.values)


def coded(name: str, codes: dict[str, str]) -> Any:
    """What the newest assessment coded, in OGP's English words."""

    def get(line: Line) -> str | None:
        found = getattr(line.facts.irm[0].codes, name) if line.facts.irm else None
        return codes.get(found) if found else None

    return get


def of_assessment(line: Line, kinds: tuple[str, ...]) -> str | None:
    found = next((one.codes.completion for one in line.facts.irm if one.assessment.kind in kinds), None)
    return vocabulary.COMPLETION[found] if found else None


MIDTERM = ("irm-progress-report", "irm-implementation-report", "irm-results-report", "irm-end-of-term-report")

OGP = Table(
    "ogp-commitments",
    "Commitments under OGP's column names",
    "A commitment, under the column names of OGP's own database.",
    commitments,
    commitment_lines,
    (
        Column("Commitment Unique Identifier", "string", "Id that OGP gave it.", member_id),
        Column("Repository Id", "string", "Permanent id.", lambda line: line.record.id, required=True),
        Column("Country/Locality", "string", "Name of the member.", country),
        Column("Region", "string", "Left empty: not part of this record.", lambda line: None),
        Column("Theme", "string", "Theme of the plan.", lambda line: words(line, theme_title(line))),
        Column("Year Of Submission", "integer", "Year in which the plan was delivered.", year),
        Column("Action Plan Number", "string", "Number among the member's plans.", plan_number),
        Column("Commitment Number", "string", "Number in the plan.", lambda line: line.record.number or None),
        Column("Commitment Title", "string", "Title.", lambda line: words(line, line.record.title)),
        Column("Short Title", "string", "Key in its address.", lambda line: line.record.key),
        Column("Full Text", "string", "The answers to all questions (Markdown).", full_text),
        Column("Lead Institution", "string", "Names of those who lead it.", lambda line: names(line, line.record.lead)),
        Column("Supporting Institution(s)", "string", "Names of those who support it.", supporting),
        Column("URL", "string", "Address of its page.", lambda line: address(line.edition, line.record)),
        Column("OGP Value Access To Information", "integer", "1 or 0.", value("transparency")),
        Column("OGP Value Civic Participation", "integer", "1 or 0.", value("participation")),
        Column("OGP Value Public Accountability", "integer", "1 or 0.", value("accountability")),
        Column("OGP Value Technology", "integer", "1 or 0.", value("technology")),
        Column("Specificity", "string", "Specificity (until 2018).", coded("specificity", vocabulary.SPECIFICITY)),
        Column("Potential Impact", "string", "Potential impact (until 2019).", coded("impact", vocabulary.IMPACT)),
        Column(
            "Completion (Progress Report)",
            "string",
            "Completion as the IRM coded it.",
            lambda line: of_assessment(line, MIDTERM),
        ),
        Column(
            "Did It Open Government (Overall)",
            "string",
            "Did it open government? (until 2020)",
            coded("opened_government", vocabulary.OPENED_GOVERNMENT),
        ),
    ),
)
