"""The table of the self-check: what each rule of OGP found. Only the IRM decides whether a member complies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ogpsite.audit.data import gap_words
from ogpsite.model.facts import Edition
from ogpsite.model.findings import CONFIDENCE, PHASES, STATES, Finding
from ogpsite.tables.columns import KEY
from ogpsite.tables.nouns import Column, Line, Table, findings


def finding_lines(edition: Edition, found: Iterable[Finding]) -> Iterator[Line]:
    yield from (Line(edition, None, part=one) for one in found)


def finding_id(line: Line) -> str:
    found: Finding = line.part
    return f"{found.plan or 'site'}/{found.rule.id}"


def gaps(line: Line) -> tuple[str, ...]:
    return tuple(gap_words(gap, leaves=True).replace("|", "/") for gap in line.part.gaps)


STANDARDS = Table(
    "standards",
    "Self-check against the standards",
    "What a rule of OGP's standards found for a plan or the site, on the day of the figures. Only the IRM decides.",
    findings,
    finding_lines,
    (
        Column("id", "string", KEY, finding_id, required=True),
        Column("plan", "string", "Action plan; empty for the site.", lambda line: line.part.plan or None, to="plans"),
        Column("rule", "string", "Id of the rule.", lambda line: line.part.rule.id),
        Column("title", "string", "Title of the rule, in English.", lambda line: line.part.rule.title),
        Column("group", "string", "Requirement or family of checks.", lambda line: line.part.rule.group),
        Column("phase", "string", "Phase of the plan.", lambda line: line.part.phase, codes=PHASES),
        Column("standard", "integer", "Number of OGP's standard.", lambda line: line.part.rule.standard or None),
        Column("state", "string", "State.", lambda line: line.part.state, codes=STATES),
        Column("turns_on", "date", "Day on which the state will change.", lambda line: line.part.turns_on),
        Column("proofs", "list", "Records that prove it, each with its kind.", lambda line: line.part.proofs),
        Column("breaks", "list", "Records that break it, each with its kind.", lambda line: line.part.breaks),
        Column("gaps", "list", "What breaks it, in English.", gaps),
        Column("source", "string", "Where the rule is from.", lambda line: line.part.rule.source or None),
        Column(
            "confidence",
            "string",
            "How well the rule's wording is known.",
            lambda line: line.part.rule.confidence,
            codes=CONFIDENCE,
        ),
    ),
)
