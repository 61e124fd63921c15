"""The figures of the accountability pages as JSON beside them: progress, self-check, changes, answers, forum, cycle.

Every figure is given with the ids of the records behind it. The three voices have keys of their own; a voice that
said nothing is null, never zero.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ogpsite import jsonwords
from ogpsite.audit.data import report_data
from ogpsite.derive.progress import complete_by
from ogpsite.model import kinds, records
from ogpsite.model.blanks import iso
from ogpsite.model.facts import (
    Change,
    ConsultationFacts,
    CycleFacts,
    Edition,
    ForumFacts,
    Group,
    Held,
    ProgressFacts,
    Step,
)
from ogpsite.model.findings import NOTICE, Finding
from ogpsite.model.site import Output
from ogpsite.outputs.filling import output
from ogpsite.outputs.options import Options
from ogpsite.tables import findings
from ogpsite.theme import Theme
from ogpsite.views import changes, progress, standards

Data = dict[str, Any]


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """One file beside each page of figures."""
    for name in parts(edition):
        yield from part(edition, theme, options, name)


def parts(edition: Edition) -> tuple[str, ...]:
    """What can be made by itself: the figures of each kind of page."""
    return tuple(PARTS)


def part(edition: Edition, theme: Theme, options: Options, name: str) -> Iterator[Output]:
    """The files of one kind of page."""
    yield from PARTS[name](edition)


def of_progress(edition: Edition) -> Iterator[Output]:
    yield written("/progress/", edition, {"by": everything(edition)})
    for name, address in progress.places(edition).items():
        yield written(address, edition, {"about": name} | progress_data(edition.facts.progress[name]))


def of_changes(edition: Edition) -> Iterator[Output]:
    found = [change_data(one) for one in edition.facts.changes if changes.is_shown(edition, one)]
    yield written("/changes/", edition, {"changes": found})
    gone = [withdrawn(one) for one in edition.site.settings.notices if one.on <= edition.site.day]
    yield written(changes.CORRECTIONS, edition, {"corrections": corrections(edition), "notices": gone})


def of_answers(edition: Edition) -> Iterator[Output]:
    for facts in edition.facts.consultations.values():
        yield written(f"{kinds.address_of(facts.consultation)}contributions/", edition, answers(facts))


def of_forums(edition: Edition) -> Iterator[Output]:
    for forum in edition.facts.forums.values():
        if forum.forum:
            yield written(f"{kinds.address_of(forum.forum)}figures.json", edition, forum_data(forum))


def of_cycles(edition: Edition) -> Iterator[Output]:
    for cycle in edition.facts.cycles.values():
        yield written(f"{kinds.address_of(cycle.plan)}cycle/", edition, cycle_data(cycle))


def written(address: str, edition: Edition, data: Data) -> Output:
    path = address.lstrip("/")
    path = f"{path}index.json" if path.endswith("/") else path
    whole = {"day": iso(edition.site.day), **data}
    return output(edition, path, jsonwords.written(whole, plain) + "\n")


def plain(value: object) -> str:
    assert isinstance(value, datetime.date)
    return iso(value)


def everything(edition: Edition) -> Data:
    """The figures of every set of commitments, without their lists."""
    return {
        name: {"address": address, "figures": numbers(edition.facts.progress[name])}
        for name, address in sorted(progress.places(edition).items())
    }


def numbers(facts: ProgressFacts) -> Data:
    return {
        "commitments": len(facts.commitments),
        "complete": {voice: complete_by(facts, voice) for voice in ("government", "others", "irm")},
        "milestones": facts.milestones,
        "milestones_complete_by_government": facts.milestones_complete,
        "voices_differ": len(facts.differences),
        "milestones_overdue": len(facts.overdue),
        "milestones_put_off": len(facts.slipped),
        "without_recent_report": len(facts.stale),
        "complete_without_evidence": len(facts.unproven) + len(facts.unproven_commitments),
        "never_checked": len(facts.checked[""]),
    }


def progress_data(facts: ProgressFacts) -> Data:
    """One set of commitments: figures, and the lists behind them."""
    return {
        "figures": numbers(facts),
        "government": grouped(facts.reported, "no_report"),
        "others": grouped(facts.checked, "unchecked") | {"called_complete": ids(facts.seen_complete)},
        "irm": grouped(facts.coded, "not_coded"),
        "rates": [{"voice": one.voice, "of": one.key, "part": one.part, "whole": one.whole} for one in facts.rates],
        "differences": [
            {"commitment": one.commitment.commitment.id, "why": list(one.why)} for one in facts.differences
        ],
        **late_data(facts),
        "evidence": {code: [held(one) for one in found] for code, found in facts.evidence.items()},
        "milestones_by_best_evidence": {code: [step(one) for one in found] for code, found in facts.strengths.items()},
        "hosts": [
            {"host": one.host, "proofs": len(one.held), "percent": one.share, "too_much": one.much}
            for one in facts.hosts
        ],
        "ambition_by_irm": [
            {
                "level": one.level or None,
                "commitments": ids(one.commitments),
                "complete_by_government": ids(one.complete_reported),
                "complete_by_irm": ids(one.complete_irm),
            }
            for one in facts.ambition
        ],
    }


def late_data(facts: ProgressFacts) -> Data:
    """What is late, put off, behind, silent, or complete without evidence."""
    return {
        "overdue": [step(one) | {"days": one[1].overdue_days} for one in facts.overdue],
        "overdue_commitments": [
            {"commitment": one.commitment.id, "days": one.overdue_days} for one in facts.overdue_commitments
        ],
        "put_off": [step(one) | {"days": one[1].slip_days} for one in facts.slipped],
        "expected": [
            {
                "commitment": one.commitment.commitment.id,
                "percent_of_time": one.elapsed,
                "percent_of_milestones_complete": one.done,
                "milestones_due": len(one.due),
                "milestones_complete": one.complete,
                "milestones": one.milestones,
            }
            for one in facts.expectations
        ],
        "without_recent_report": ids(facts.stale),
        "complete_without_evidence": [step(one) for one in facts.unproven],
        "commitments_complete_without_evidence": ids(facts.unproven_commitments),
    }


def ids(found: Group) -> list[str]:
    return [one.commitment.id for one in found]


def grouped(found: Mapping[str, Group], nothing: str) -> Data:
    return {code or nothing: ids(own) for code, own in found.items()}


def step(one: Step) -> Data:
    return {"commitment": one[0].commitment.id, "milestone": one[1].milestone.key}


def held(one: Held) -> Data:
    evidence = one.proof.evidence
    found = {
        "commitment": one.commitment.commitment.id,
        "milestone": one.milestone,
        "url": evidence.url,
        "archive_url": evidence.archive_url,
        "file": evidence.file.path if evidence.file else "",
    }
    return {name: value for name, value in found.items() if value}


def self_check(edition: Edition) -> Iterator[Output]:
    """All findings, and those of each requirement with their history."""
    settings = edition.site.settings
    title = settings.title.best(*edition.site.languages)[1]
    rules = settings.rules or "national-2022"
    texts = findings.written(edition)

    def shown(one: Finding) -> jsonwords.Written:
        return texts[one.plan, one.rule.id]

    yield written(
        "/standards/", edition, report_data(edition.findings, edition.site.day, rules, title, leaves=True, shown=shown)
    )
    for group in standards.groups(edition):
        found = [
            jsonwords.joined(
                {"rule": one.rule.id, "plan": one.plan or None},
                shown(one),
                {"history": states_then(edition, one.plan, one.rule.id)},
            )
            for one in edition.findings
            if one.rule.group == group
        ]
        yield written(standards.address(group), edition, {"self_check": NOTICE, "findings": found})


def states_then(edition: Edition, plan: str, rule: str) -> list[Data]:
    known = edition.history.get(plan, {}).get(rule, ())
    return [{"day": plain(day), "state": state} for day, state in known]


def change_data(one: Change) -> Data:
    return {
        "day": one.day,
        "what": one.what,
        "record": one.uid,
        "plan": one.plan or None,
        "commitments": list(one.commitments),
        "organisations": list(one.organisations),
        "counts_for_2_2": one.counts,
    }


def corrections(edition: Edition) -> list[Data]:
    return [
        {
            "day": one.day,
            "what": one.what,
            "record": one.uid,
            "now": one.by or None,
            "reason": dict(one.reason.variants),
        }
        for one in edition.facts.corrections
    ]


def withdrawn(one: records.Notice) -> Data:
    """A record that isn't there any more."""
    return {
        "address": one.address,
        "title": dict(one.title.variants),
        "day": one.on,
        "reason": dict(one.reason.variants),
    }


def answers(facts: ConsultationFacts) -> Data:
    """What came in to a consultation, and what was answered."""
    states = sorted(set(facts.states.values()))
    return {
        "consultation": facts.consultation.id,
        "received": facts.received,
        "listed": len(facts.contributions),
        "owed_an_answer": len(facts.owed),
        "by_state": {state: keyed(uid for uid, one in facts.states.items() if one == state) for state in states},
        "withheld": [one.id for one in facts.contributions if one.moderation in ("rejected", "redacted")],
        "unanswered_days": facts.unanswered_days,
        "days_to_answer": {uid.partition(":")[2]: days for uid, days in sorted(facts.answer_days.items())},
        "answers_by_decision": {code: number for code, number in facts.decisions.items() if number},
        "answers_without_reasons": [one.id for one in facts.without_reasons],
    }


def keyed(uids: Iterable[str]) -> list[str]:
    return sorted(uid.partition(":")[2] for uid in uids)


def forum_data(facts: ForumFacts) -> Data:
    """How a forum works."""
    assert facts.forum
    return {
        "forum": facts.forum.id,
        "meetings_held": [one.id for one in facts.meetings],
        "seats_by_year": [{"year": one.year, "day": one.day, "seats": dict(one.seats)} for one in facts.years],
        "median_days_to_minutes": facts.median_days,
        "minutes_within_days": facts.minutes_limit,
        "open_decisions": [
            {
                "meeting": one.gathering.id,
                "decision": one.decision.key or None,
                "age_days": one.age_days,
                "overdue_days": one.overdue_days,
            }
            for one in facts.open_decisions
        ],
        "last_forum_meeting": facts.last.id if facts.last else None,
        "next_meeting_due_by": facts.next_due,
    }


def cycle_data(facts: CycleFacts) -> Data:
    """The cycle of a plan."""
    return {
        "plan": facts.plan.id,
        "laps": [
            {
                "kind": one.kind,
                "what": one.key or dict(one.title.variants),
                "start": one.start,
                "end": one.end,
                "first_start": one.first_start,
                "first_end": one.first_end,
                "state": one.state,
                "came_on": one.got,
                "record": one.uid or None,
                "left_out_later": one.dropped,
                "recalled": one.recalled,
            }
            for one in facts.laps
        ],
    }


PARTS: dict[str, Callable[[Edition], Iterator[Output]]] = {
    "progress": of_progress,
    "standards": self_check,
    "changes": of_changes,
    "answers": of_answers,
    "forums": of_forums,
    "cycles": of_cycles,
}
