"""The tables of promises: plans, commitments, milestones, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ogpsite.model import vocabulary
from ogpsite.model.facts import CommitmentFacts, Edition, PlanFacts
from ogpsite.model.values import Text
from ogpsite.tables.columns import (
    ADDRESS,
    COMMITMENT,
    DAYS,
    KEY,
    PERCENT,
    PLAN,
    STATUS,
    TITLE,
    milestone_id,
    of_part,
    own,
    page,
    updated,
)
from ogpsite.tables.nouns import Column, Line, Table, commitments, plans
from ogpsite.tables.reading import address, due, due_on, number, reference, references, supporters


def plan_lines(edition: Edition, facts: PlanFacts) -> Iterator[Line]:
    yield Line(edition, facts.plan, facts=facts)


PLANS = Table(
    "plans",
    "Action plans",
    "An action plan.",
    plans,
    plan_lines,
    (
        Column("id", "string", KEY, lambda line: line.record.id, required=True),
        own("title", "text", TITLE),
        own("number", "string", "Number among the member's plans."),
        own("start", "date", "First day.", required=True),
        own("end", "date", "Last day.", required=True),
        Column(
            "status",
            "string",
            "State on the day of the figures.",
            lambda line: line.facts.status,
            codes=vocabulary.PLAN_STATUS,
        ),
        own("development_start", "date", "First day of co-creation."),
        own("development_end", "date", "Last day of co-creation."),
        own("published_on", "date", "Day of publication."),
        own("delivered_on", "date", "Day of delivery to OGP."),
        Column("previous", "string", "The plan before.", lambda line: reference(line.record.previous), to="plans"),
        Column("commitments", "integer", "Number of commitments.", lambda line: len(line.facts.commitments)),
        Column(
            "commitments_complete",
            "integer",
            "Commitments that the government reports complete.",
            lambda line: line.facts.counts.get("complete", 0),
        ),
        Column(
            "commitments_without_report",
            "integer",
            "Commitments without any report of the government.",
            lambda line: line.facts.counts.get("", 0),
        ),
        Column(
            "milestones",
            "integer",
            "Number of milestones, without their parts.",
            lambda line: line.facts.milestones,
        ),
        Column(
            "milestones_complete",
            "integer",
            "Milestones that the government reports complete, without parts.",
            lambda line: line.facts.milestones_complete,
        ),
        Column(
            "milestones_overdue",
            "integer",
            "Milestones and parts that are overdue by the date first promised.",
            lambda line: len(line.facts.overdue),
        ),
        own("summary", "text", "Summary (Markdown)."),
        updated(),
        page(),
    ),
)


def commitment_lines(edition: Edition, facts: CommitmentFacts) -> Iterator[Line]:
    yield Line(edition, facts.commitment, facts=facts)


def theme_of(line: Line) -> str | None:
    found = reference(line.record.theme)
    return found.rpartition("/")[2] if found else None


def theme_title(line: Line) -> Text | None:
    plan = line.edition.site.plan_of(line.record)
    key = theme_of(line)
    return next((one.title for one in plan.themes if one.key == key), None) if plan and key else None


def top(facts: CommitmentFacts) -> list[Any]:
    return [one for one in facts.milestones if one.depth == 0]


def checked(line: Line, result: str) -> int:
    return sum(one.result == result for one in line.facts.checks)


def coded(line: Line, name: str) -> Any:
    return getattr(line.facts.irm[0].codes, name) if line.facts.irm else None


def withdrawal(line: Line, name: str) -> Any:
    return getattr(line.record.withdrawn, name) if line.record.withdrawn else None


COMMITMENTS = Table(
    "commitments",
    "Commitments",
    "A commitment.",
    commitments,
    commitment_lines,
    (
        Column("id", "string", KEY, lambda line: line.record.id, required=True),
        Column("plan", "string", PLAN, lambda line: line.record.meta.parent or None, to="plans"),
        own("number", "string", "Number in the plan."),
        own("ogp_id", "string", "Id that OGP gave it."),
        own("title", "text", TITLE),
        Column("theme", "string", "Key of the plan's theme.", theme_of),
        Column("theme_title", "text", "Theme of the plan.", theme_title),
        Column("lead", "list", "Organisations that lead it.", lambda line: references(line.record.lead)),
        Column(
            "supporting",
            "list",
            "Organisations that support it: keys, or names where they are not in the register.",
            lambda line: supporters(line.edition.site, line.record.supporting),
        ),
        Column("start", "date", "First day.", lambda line: line.facts.start),
        Column("end", "date", "Last day.", lambda line: line.facts.end),
        Column("status", "string", STATUS, lambda line: line.facts.status or None, codes=vocabulary.STATUS),
        Column(
            "reported_on",
            "date",
            "Day of that report.",
            lambda line: line.facts.newest.reported_on if line.facts.newest else None,
        ),
        Column(
            "report",
            "string",
            "Id of that report.",
            lambda line: line.facts.newest.id if line.facts.newest else None,
            to="progress",
        ),
        Column(
            "overdue_days",
            "integer",
            "Days since the last day, where it is over and the commitment is not done; else 0.",
            lambda line: line.facts.overdue_days,
            unit=DAYS,
        ),
        Column(
            "stale", "boolean", "Whether no report came for longer than the site allows.", lambda line: line.facts.stale
        ),
        Column(
            "milestones", "integer", "Number of milestones, without their parts.", lambda line: len(top(line.facts))
        ),
        Column(
            "milestones_complete",
            "integer",
            "Milestones that the government reports complete, without parts.",
            lambda line: sum(one.status == "complete" for one in top(line.facts)),
        ),
        Column(
            "milestones_overdue",
            "integer",
            "Milestones and parts that are overdue by the date first promised.",
            lambda line: sum(one.late_on is not None for one in line.facts.milestones),
        ),
        Column(
            "checks_confirmed",
            "integer",
            "Checks by others that confirmed it.",
            lambda line: checked(line, "confirmed"),
        ),
        Column(
            "checks_disputed", "integer", "Checks by others that disputed it.", lambda line: checked(line, "disputed")
        ),
        Column(
            "irm_completion",
            "string",
            "Completion as the IRM coded it.",
            lambda line: coded(line, "completion"),
            codes=vocabulary.COMPLETION,
        ),
        Column(
            "irm_ambition",
            "string",
            "Potential for results as the IRM coded it.",
            lambda line: coded(line, "ambition"),
            codes=vocabulary.AMBITION,
        ),
        own("values", "list", "Open government values."),
        own("policy_areas", "list", "Policy areas."),
        own("challenge_areas", "list", "Areas of the Open Gov Challenge."),
        own("sdgs", "list", "Sustainable Development Goals or targets."),
        own("summary", "text", "Summary (Markdown)."),
        own("problem", "text", "What problem does it address? (Markdown)"),
        own("causes", "text", "What are the causes of the problem? (Markdown)"),
        own("baseline", "text", "How were things before? (Markdown)"),
        own("done_so_far", "text", "What has been done so far? (Markdown)"),
        own("solution", "text", "What is promised? (Markdown)"),
        own("results", "text", "What results are sought? (Markdown)"),
        own("transparency", "text", "How will it promote transparency? (Markdown)"),
        own("accountability", "text", "How will it foster accountability? (Markdown)"),
        own("participation", "text", "How will it improve citizen participation? (Markdown)"),
        Column("text", "text", "Further text (Markdown).", lambda line: line.record.body),
        own("budget", "text", "Money and its source."),
        Column("origin", "list", "Contributions that shaped it.", lambda line: references(line.record.origin)),
        Column(
            "carried_over_from",
            "string",
            "The earlier commitment it continues.",
            lambda line: reference(line.record.carried_over_from),
            to="commitments",
        ),
        Column("related", "list", "Related commitments.", lambda line: references(line.record.related)),
        Column("withdrawn_on", "date", "Day of withdrawal.", lambda line: withdrawal(line, "on")),
        Column("withdrawn_reason", "text", "Why it was withdrawn (Markdown).", lambda line: withdrawal(line, "reason")),
        updated(),
        page(),
    ),
)


def milestone_lines(edition: Edition, facts: CommitmentFacts) -> Iterator[Line]:
    for one in facts.milestones:
        yield Line(edition, facts.commitment, one.milestone, one)


def milestone_lead(line: Line) -> tuple[str, ...]:
    return references(line.part.lead or line.record.lead)


MILESTONES = Table(
    "milestones",
    "Milestones",
    "A milestone of a commitment, or a part of one.",
    commitments,
    milestone_lines,
    (
        Column("id", "string", KEY, lambda line: milestone_id(line.record.id, line.part.key), required=True),
        Column("commitment", "string", COMMITMENT, lambda line: line.record.id, to="commitments", required=True),
        Column("plan", "string", PLAN, lambda line: line.record.meta.parent or None, to="plans"),
        of_part("number", "string", "Number in the plan."),
        of_part("title", "text", "What will be done."),
        Column(
            "part_of",
            "string",
            "The milestone of which it is a part.",
            lambda line: reference(line.part.part_of),
            to="milestones",
        ),
        Column("level", "integer", "0 for a milestone, 1 for a part of one, and so on.", lambda line: line.facts.depth),
        Column(
            "start",
            "string",
            "Start as it is written in the plan.",
            lambda line: due(line.edition.site, line.part.start),
        ),
        Column("start_on", "date", "The first day that this can mean.", lambda line: due_on(line.part.start)),
        Column(
            "due",
            "string",
            "Due date as it is written in the plan.",
            lambda line: due(line.edition.site, line.part.due),
        ),
        Column(
            "due_on",
            "date",
            "The latest day that this can mean; empty where no day follows.",
            lambda line: due_on(line.part.due),
        ),
        Column(
            "expected",
            "string",
            "A later date that a report announced.",
            lambda line: due(line.edition.site, line.facts.expected),
        ),
        Column(
            "expected_on",
            "date",
            "The latest day that this can mean; empty where no day follows.",
            lambda line: due_on(line.facts.expected),
        ),
        Column(
            "slip_days",
            "integer",
            "Days from the date first promised to the one now expected.",
            lambda line: line.facts.slip_days,
            unit=DAYS,
        ),
        Column("status", "string", STATUS, lambda line: line.facts.status or None, codes=vocabulary.STATUS),
        Column(
            "raw_status", "string", "The status in the words of the source.", lambda line: line.facts.raw_status or None
        ),
        Column("percent", "number", "Share done.", lambda line: number(line.facts.percent), unit=PERCENT),
        Column("report", "string", "Id of that report.", lambda line: milestone_report(line), to="progress"),
        Column(
            "overdue_days",
            "integer",
            "Days since the date first promised, where it is over and the milestone is not done; else 0.",
            lambda line: line.facts.overdue_days,
            unit=DAYS,
        ),
        Column("evidence", "integer", "Number of proofs.", lambda line: len(line.facts.proofs)),
        Column(
            "evidence_strength",
            "string",
            "The strongest proof: local copy, archived, link, behind a barrier, none.",
            lambda line: line.facts.strength,
        ),
        Column("lead", "list", "Organisations that lead it.", milestone_lead),
        Column(
            "supporting",
            "list",
            "Organisations that support it: keys, or names where they are not in the register.",
            lambda line: supporters(line.edition.site, line.part.supporting),
        ),
        Column("weight", "number", "Its share in the commitment.", lambda line: number(line.part.weight)),
        of_part("outputs", "text", "Expected outputs (Markdown)."),
        of_part("verification", "text", "How anyone can verify it (Markdown)."),
        of_part("indicator", "text", "What is measured (Markdown)."),
        of_part("baseline", "text", "The value at the start (Markdown)."),
        of_part("target", "text", "The value aimed at (Markdown)."),
        Column(
            "address", "string", ADDRESS, lambda line: f"{address(line.edition, line.record)}#milestone-{line.part.key}"
        ),
    ),
)


def milestone_report(line: Line) -> str | None:
    return milestone_id(line.facts.report.id, line.part.key) if line.facts.report else None
