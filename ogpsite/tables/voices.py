"""The tables of what is said of promises: reports, checks by others, codes of the IRM, and the evidence of each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from ogpsite import derive, links
from ogpsite.model import dates, kinds, records, vocabulary
from ogpsite.model.facts import CommitmentFacts, Edition
from ogpsite.tables.columns import (
    COMMITMENT,
    KEY,
    PERCENT,
    TITLE,
    milestone_id,
    of_part,
    own,
    page,
)
from ogpsite.tables.nouns import Column, Line, Table, all_of, commitments
from ogpsite.tables.reading import due, due_on, number, party, reference


def progress_lines(edition: Edition, facts: CommitmentFacts) -> Iterator[Line]:
    """A line for each report, and one for each milestone that it speaks of."""
    for report in (*facts.reports, *facts.others_reports):
        yield Line(edition, report, facts=facts)
        for one in report.milestones:
            yield Line(edition, report, one, facts)


def period(line: Line, name: str) -> datetime.date:
    found = line.record.period or dates.period(line.record.key)
    return getattr(found, name)  # type: ignore[no-any-return]


def said(line: Line, name: str) -> Any:
    """What the report says of the milestone, or of the whole commitment."""
    return getattr(line.part or line.record, name) or None


def report_id(line: Line) -> str:
    return milestone_id(line.record.id, line.part.key) if line.part else line.record.id


def reported_milestone(line: Line) -> str | None:
    return milestone_id(line.record.meta.parent, line.part.key) if line.part else None


VOICE = {"government": "Government", "others": "Others"}
PROGRESS = Table(
    "progress",
    "Progress reports",
    "What a progress report says of a commitment, or of one of its milestones.",
    commitments,
    progress_lines,
    (
        Column("id", "string", KEY, report_id, required=True),
        Column(
            "commitment", "string", COMMITMENT, lambda line: line.record.meta.parent, to="commitments", required=True
        ),
        Column(
            "milestone",
            "string",
            "Milestone; empty where the row is about the whole commitment.",
            reported_milestone,
            to="milestones",
        ),
        Column(
            "voice",
            "string",
            "Who speaks: the government, or others.",
            lambda line: "government" if line.facts.is_own(line.record) else "others",
            codes=VOICE,
        ),
        Column(
            "reported_by",
            "string",
            "Organisation that reports; empty for the first lead.",
            lambda line: reference(line.record.reported_by),
            to="organisations",
        ),
        Column("period_start", "date", "First day of the period.", lambda line: period(line, "start")),
        Column("period_end", "date", "Last day of the period.", lambda line: period(line, "end")),
        own("reported_on", "date", "Day of the report."),
        own("published_on", "date", "Day of publication."),
        Column(
            "status", "string", "Status that is reported.", lambda line: said(line, "status"), codes=vocabulary.STATUS
        ),
        Column("raw_status", "string", "The status in the words of the source.", lambda line: said(line, "raw_status")),
        Column(
            "percent",
            "number",
            "Share done.",
            lambda line: number(line.part.percent) if line.part else None,
            unit=PERCENT,
        ),
        Column(
            "due",
            "string",
            "A later date that the report announces.",
            lambda line: due(line.edition.site, line.part.due) if line.part else None,
        ),
        Column(
            "due_on",
            "date",
            "The latest day that this can mean; empty where no day follows.",
            lambda line: due_on(line.part.due) if line.part else None,
        ),
        Column(
            "summary",
            "text",
            "What was done (Markdown).",
            lambda line: line.part.summary if line.part else line.record.summary or line.record.body,
        ),
        Column("challenges", "text", "What stood in the way (Markdown).", lambda line: said(line, "challenges")),
        Column(
            "next_steps",
            "text",
            "What comes next (Markdown).",
            lambda line: None if line.part else line.record.next_steps,
        ),
        Column(
            "correction_of",
            "string",
            "The report that this one corrects.",
            lambda line: reference(line.record.correction_of),
        ),
        Column(
            "corrected_by",
            "string",
            "The report that corrects this one.",
            lambda line: line.facts.corrections.get(line.record.uid, "").partition(":")[2] or None,
        ),
        Column("evidence", "integer", "Number of proofs.", lambda line: len((line.part or line.record).evidence)),
        page(),
    ),
)


def check_lines(edition: Edition, facts: CommitmentFacts) -> Iterator[Line]:
    yield from (Line(edition, one, facts=facts) for one in facts.checks)


CHECKS = Table(
    "checks",
    "Checks by others",
    "What somebody outside government verified or disputed.",
    commitments,
    check_lines,
    (
        Column("id", "string", KEY, lambda line: line.record.id, required=True),
        Column(
            "commitment", "string", COMMITMENT, lambda line: line.record.meta.parent, to="commitments", required=True
        ),
        Column(
            "milestone",
            "string",
            "Milestone; empty where the row is about the whole commitment.",
            lambda line: reference(line.record.milestone),
            to="milestones",
        ),
        Column(
            "by",
            "string",
            "Who checked: key of the organisation, or its name.",
            lambda line: party(line.edition.site, line.record.by),
        ),
        own("on", "date", "Day."),
        own("result", "string", "What was found.", codes=vocabulary.CHECK_RESULT),
        own("status", "string", "Status as they see it.", codes=vocabulary.STATUS),
        own("note", "text", "Their words (Markdown)."),
        page(),
    ),
)


def code_lines(edition: Edition, one: records.Assessment) -> Iterator[Line]:
    for number_, codes in enumerate(one.codes, 1):
        yield Line(edition, one, codes, number=number_)


CODES = Table(
    "irm-codes",
    "Codes of the IRM",
    "What an assessment coded for a commitment; never mixed with what the government reports.",
    all_of(records.Assessment),
    code_lines,
    (
        Column("id", "string", KEY, lambda line: f"{line.record.id}/{line.number}", required=True),
        Column("assessment", "string", "Assessment.", lambda line: line.record.id, to="assessments", required=True),
        Column(
            "commitment",
            "string",
            COMMITMENT,
            lambda line: reference(line.part.commitment),
            to="commitments",
            required=True,
        ),
        own("stage", "string", "Draft for comment, or final; empty means final.", codes=vocabulary.STAGE),
        of_part("verifiable", "string", "Verifiability.", codes=vocabulary.YES_NO),
        of_part("specificity", "string", "Specificity (until 2018).", codes=vocabulary.SPECIFICITY),
        of_part("relevance", "list", "Open government lens: yes, no, or values."),
        of_part("ambition", "string", "Potential for results.", codes=vocabulary.AMBITION),
        of_part("impact", "string", "Potential impact (until 2019).", codes=vocabulary.IMPACT),
        of_part("completion", "string", "Completion.", codes=vocabulary.COMPLETION),
        of_part("early_results", "string", "Early results.", codes=vocabulary.EARLY_RESULTS),
        of_part(
            "opened_government", "string", "Did it open government? (until 2020)", codes=vocabulary.OPENED_GOVERNMENT
        ),
        of_part("promising", "string", "Promising commitment.", codes=vocabulary.YES_NO),
        of_part("starred", "string", "Starred commitment (until 2019).", codes=vocabulary.YES_NO),
    ),
)


def evidence_lines(edition: Edition, facts: CommitmentFacts) -> Iterator[Line]:
    """Every proof of a commitment, its milestones, its reports, and of checks by others."""
    one = facts.commitment
    yield from proofs(edition, one, one, "")
    for milestone in one.milestones:
        yield from proofs(edition, one, milestone, milestone.key)
    for report in (*facts.reports, *facts.others_reports):
        yield from proofs(edition, report, report, "")
        for said_ in report.milestones:
            yield from proofs(edition, report, said_, said_.key)
    for check in facts.checks:
        yield from proofs(edition, check, check, (reference(check.milestone) or "").partition("#")[2])


def proofs(edition: Edition, record: records.Record, holder: Any, milestone: str) -> Iterator[Line]:
    for number_, evidence in enumerate(holder.evidence, 1):
        yield Line(edition, record, evidence, milestone, number_, record)


def evidence_id(line: Line) -> str:
    milestone = f"#{line.facts}" if line.facts and line.record.meta.kind != "check" else ""
    return f"{line.record.id}{milestone}/{line.number}"


def commitment_of(line: Line) -> str:
    meta: records.Meta = line.record.meta
    return meta.id if meta.kind == "commitment" else meta.parent


def stored(line: Line, name: str) -> Any:
    found = line.edition.site.files.get(line.part.file.path) if line.part.file else None
    return getattr(found, name) if found else None


def file_address(line: Line) -> str | None:
    if not stored(line, "path"):
        return None
    return f"{line.edition.site.settings.url.rstrip('/')}{links.file_address(line.part.file.path)}"


EVIDENCE = Table(
    "evidence",
    "Evidence",
    "A proof that a commitment, a milestone, a report or a check by others gives.",
    commitments,
    evidence_lines,
    (
        Column("id", "string", KEY, evidence_id, required=True),
        Column("commitment", "string", COMMITMENT, commitment_of, to="commitments", required=True),
        Column(
            "milestone",
            "string",
            "Milestone; empty where the row is about the whole commitment.",
            lambda line: milestone_id(commitment_of(line), line.facts) if line.facts else None,
            to="milestones",
        ),
        Column(
            "given_by",
            "string",
            "What gives it: the commitment, a report, or a check by others.",
            lambda line: line.record.meta.kind,
            codes={kind: kinds.KINDS[kind].singular for kind in ("commitment", "progress", "check")},
        ),
        Column(
            "report",
            "string",
            "Id of that report.",
            lambda line: line.record.id if line.record.meta.kind == "progress" else None,
            to="progress",
        ),
        Column(
            "check",
            "string",
            "Id of that check.",
            lambda line: line.record.id if line.record.meta.kind == "check" else None,
            to="checks",
        ),
        of_part("title", "text", TITLE),
        of_part("type", "string", "Type of document."),
        of_part("date", "date", "Day of the document."),
        Column(
            "captured",
            "date",
            "Day on which the copy kept here was made; where nobody said it, the day since which it is published.",
            lambda line: links.captured(line.edition.site, line.part),
        ),
        Column(
            "publisher",
            "string",
            "Who published it: key of the organisation, or its name.",
            lambda line: party(line.edition.site, line.part.publisher),
        ),
        of_part("url", "string", "Where it was published."),
        of_part("archive_url", "string", "A copy in a web archive."),
        Column("file", "string", "Address of the copy kept here.", file_address),
        Column("size", "integer", "Size of that copy.", lambda line: stored(line, "size"), unit="bytes"),
        Column("media_type", "string", "Media type of that copy.", lambda line: stored(line, "media_type")),
        Column("sha256", "string", "SHA-256 of that copy.", lambda line: stored(line, "sha256")),
        Column(
            "strength",
            "string",
            "How well it will last: local copy, archived, link, behind a barrier, none.",
            lambda line: strength(line),
        ),
        of_part("language", "string", "Language of the document."),
        of_part("licence", "string", "Its licence, where it is not the site's."),
        of_part("page", "string", "Page or section that proves the claim."),
        of_part("accessible", "string", "Whether people with disabilities can read it.", codes=vocabulary.ACCESSIBLE),
    ),
)


def strength(line: Line) -> str:
    return derive.strength(line.edition.site, line.part)
