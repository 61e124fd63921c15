"""Pictures of the data: rows of parts as plain values, each picture with its table and the address of its CSV file.

Every part says its number in words too, so no picture needs its colours, or to be seen at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from ogpsite.derive import history
from ogpsite.model import kinds, vocabulary
from ogpsite.model.facts import CommitmentFacts, ConsultationFacts, ForumFacts, PlanFacts, ProgressFacts
from ogpsite.nouns import dataclass
from ogpsite.views.evidence import STRENGTH_WORDS
from ogpsite.views.tongue import Tongue, View

STATUSES = ("complete", "substantial", "in_progress", "limited", "not_started", "", "withdrawn")
SEATS = {"government": "Government", "civil_society": "Civil society", "other": "Others"}
STATES = {"waiting": "Awaiting an answer", "unanswered": "Unanswered"}


@dataclass(frozen=True)
class Part:
    """A kind of part: its code, the class that colours it, its icon (or none), its words."""

    code: str
    style: str
    icon: str
    words: object


@dataclass(frozen=True)
class Row:
    """A row of a picture: what it is about, and how many of each part.

    `hidden` parts are withheld. `whole` is the number with them, where that is known.
    """

    title: object
    numbers: Mapping[str, int]
    href: str = ""
    hidden: frozenset[str] = frozenset()
    day: datetime.date | None = None
    whole: int = 0


def stacked(
    tongue: Tongue,
    key: str,
    address: str,
    title: object,
    first: object,
    parts: Sequence[Part],
    rows: Iterable[Row],
    absolute: bool = False,
) -> View | None:
    """A picture of rows of parts; None where there is nothing to show. `first` heads the column of the rows' names.

    Every bar is whole, and shows shares; `absolute` ones are as long as their number is large. A tongue that doesn't
    draw gives the table alone.
    """
    found = [row for row in rows if sum(row.numbers.values()) or row.hidden]
    used = [part for part in parts if any(row.numbers.get(part.code) or part.code in row.hidden for row in found)]
    if not found:
        return None
    csv = tongue.href(f"{address}{key}.csv")
    if not tongue.draws:
        columns = [first, *(part.words for part in used)]
        cells = [[row.day or row.title, *(number(row, part.code) for part in used)] for row in found]
        return {"csv": csv, "columns": columns, "cells": cells}
    longest = max(total(row) for row in found)
    return {
        "csv": csv,
        "key": key,
        "title": title,
        "first": first,
        "parts": [vars(part) for part in used],
        "signs": any(part.icon for part in used),
        "rows": [row_view(row, used, longest if absolute else total(row)) for row in found],
    }


def total(row: Row) -> int:
    return max(row.whole, sum(row.numbers.values()))


def number(row: Row, code: str) -> int | None:
    """How many of a part; None where that is withheld."""
    return None if code in row.hidden else row.numbers.get(code, 0)


def row_view(row: Row, parts: Sequence[Part], scale: int) -> View:
    """A row with the place of every part in percent of the picture's width; `rest` is what is withheld."""
    at, shown = 0.0, []
    for part in parts:
        count = row.numbers.get(part.code, 0)
        share = 100 * count / scale if scale else 0
        shown.append({**vars(part), "count": number(row, part.code), "at": round(at, 3), "share": round(share, 3)})
        at += share
    rest = 100 * total(row) / scale - at if scale else 0
    withheld = {"at": round(at, 3), "share": round(rest, 3)} if row.hidden and rest > 0.01 else None
    return {"title": row.title, "href": row.href, "parts": shown, "rest": withheld}


def status_parts(tongue: Tongue) -> list[Part]:
    """The statuses, best first, in the order in which they always stand."""
    return [
        Part(
            code,
            f"st-{code or 'no_report'}",
            code or "no_report",
            tongue.label(vocabulary.STATUS, code) or tongue.say("No report"),
        )
        for code in STATUSES
    ]


def counted(codes: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for code in codes:
        found[code] = found.get(code, 0) + 1
    return found


def by_plan(tongue: Tongue) -> View | None:
    """Commitments by status, a row for each plan, the newest first."""
    plans = sorted(tongue.facts.plans.values(), key=lambda one: (one.plan.start, one.plan.id), reverse=True)
    rows = [Row(tongue.title(one.plan), one.counts, tongue.to(one.plan)["href"]) for one in plans]
    title = tongue.say("Commitments by status, plan by plan")
    return stacked(tongue, "status-by-plan", "/plans/", title, tongue.say("Plan"), status_parts(tongue), rows)


def by_theme(tongue: Tongue, facts: PlanFacts) -> View | None:
    """Commitments of a plan by status, a row for each theme."""
    themes = {one.key: one for one in facts.plan.themes}
    groups: dict[str, list[str]] = {key: [] for key in (*themes, "")}
    for one in facts.commitments:
        key = one.commitment.theme.target.rpartition("/")[2] if one.commitment.theme else ""
        groups.setdefault(key, []).append(one.status)
    address = kinds.address_of(facts.plan)
    rows = [
        Row(
            tongue.text(themes[key].title) if key in themes else tongue.say("Other commitments"),
            counted(found),
            tongue.href(f"{address}#theme-{key}") if key in themes else "",
        )
        for key, found in groups.items()
    ]
    title = tongue.say("Commitments by status, theme by theme")
    return stacked(tongue, "status-by-theme", address, title, tongue.say("Theme"), status_parts(tongue), rows)


def plan_history(tongue: Tongue, facts: PlanFacts) -> View | None:
    """Commitments of a plan by status at the end of each half-year, as was reported by then."""
    plan, day = facts.plan, min(facts.plan.end, tongue.site.day)
    if day <= plan.start:
        return None
    rows = [
        Row(tongue.day(on), counted(history.status_on(one, on) for one in facts.commitments), day=on)
        for on in history.half_years(plan.start, day)
    ]
    title = tongue.say("How it went: commitments by status, half-year by half-year")
    address = kinds.address_of(plan)
    return stacked(tongue, "progress-history", address, title, tongue.say("Day"), status_parts(tongue), rows)


def commitment_history(tongue: Tongue, facts: CommitmentFacts) -> View | None:
    """Milestones of a commitment by status with each of the government's reports, the oldest first."""
    days = sorted({history.out_on(one) for one in facts.reports})
    if not facts.milestones or len(days) < 2:
        return None
    rows = [Row(tongue.day(on), counted(history.milestones_on(facts, on).values()), day=on) for on in days]
    title = tongue.say("How it went: milestones by status, report by report")
    address = kinds.address_of(facts.commitment)
    return stacked(tongue, "progress-history", address, title, tongue.say("Reported on"), status_parts(tongue), rows)


def attendance(tongue: Tongue, facts: ForumFacts) -> View | None:
    """Who came to the meetings of a forum; numbers that are withheld stay out, and say so."""
    parts = [
        Part(code, style, "", tongue.say(SEATS[code]))
        for code, style in (
            ("government", "se-government"),
            ("civil_society", "se-civil-society"),
            ("other", "se-other"),
        )
    ]
    rows = [
        Row(
            tongue.day(one.date),
            {part.code: getattr(one.attendance, part.code) or 0 for part in parts},
            tongue.to(one)["href"],
            frozenset(one.attendance.suppressed) & set(SEATS),
            one.date,
            one.attendance.attended or 0,
        )
        for one in reversed(facts.meetings)
        if one.attendance
    ]
    title = tongue.say("Who came: people at meetings of the forum")
    return stacked(tongue, "attendance", forum_address(facts), title, tongue.say("Meeting"), parts, rows, absolute=True)


def balance(tongue: Tongue, facts: ForumFacts) -> View | None:
    """Seats of a forum by sector on the last day of each year."""
    parts = [Part(code, f"se-{code}", "", tongue.label(vocabulary.SECTOR, code)) for code in vocabulary.SECTOR]
    rows = [Row(str(one.year), one.seats) for one in facts.years]
    title = tongue.say("Who sits in it: seats by sector, year by year")
    return stacked(tongue, "balance", forum_address(facts), title, tongue.say("Year"), parts, rows)


def forum_address(facts: ForumFacts) -> str:
    return kinds.address_of(facts.forum) if facts.forum else "/forum/"


def decision_parts(tongue: Tongue) -> list[Part]:
    """What was decided, then what waits for an answer."""
    words = {code: tongue.label(vocabulary.DECISION, code) for code in vocabulary.DECISION}
    words |= {code: tongue.say(said) for code, said in STATES.items()}
    return [Part(code, f"de-{code}", "", said) for code, said in words.items()]


def by_decision(tongue: Tongue, facts: ConsultationFacts) -> View | None:
    """Contributions that are owed an answer, by what was decided, a row for each theme that they are about."""
    groups: dict[str, list[str]] = {}
    names: dict[str, object] = {}
    for one in facts.owed:
        answers = facts.answers.get(one.uid, ())
        code = answers[-1].decision if answers else facts.states[one.uid]
        themes = [ref for ref in one.about if ref.target.startswith("theme:")]
        for ref in themes:
            link = tongue.link(ref)
            names[ref.target] = link["title"] if link else ref.written
        for target in [ref.target for ref in themes] or [""]:
            groups.setdefault(target, []).append(code)
    names[""] = tongue.say("No theme named") if len(groups) > 1 else tongue.say("All contributions")
    rows = [
        Row(names[target], counted(found))
        for target, found in sorted(groups.items(), key=lambda pair: (not pair[0], pair))
    ]
    title = tongue.say("What became of the contributions, theme by theme")
    address = kinds.address_of(facts.consultation)
    return stacked(tongue, "decisions", address, title, tongue.say("Theme"), decision_parts(tongue), rows)


def strength_parts(tongue: Tongue) -> list[Part]:
    return [Part(code, f"sg-{code}", code, tongue.say(words)) for code, words in STRENGTH_WORDS.items()]


def strengths(tongue: Tongue, facts: ProgressFacts, address: str) -> View | None:
    """Milestones by the strength of their best proof: all of them, then commitment by commitment."""
    found = [one for one in facts.commitments if one.milestones]
    rows = [Row(tongue.title(one.commitment), counted(item.strength for item in one.milestones),
                tongue.to(one.commitment)["href"]) for one in found]  # fmt: skip
    if len(rows) > 1:
        every = counted(item.strength for one in found for item in one.milestones)
        rows.insert(0, Row(tongue.say("All milestones"), every))
    title = tongue.say("Milestones by the strength of their best proof")
    return stacked(tongue, "evidence-strength", address, title, tongue.say("Commitment"), strength_parts(tongue), rows)
