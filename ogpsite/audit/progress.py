"""The plan and its commitments: complete, verifiable, in time, with evidence, in believable steps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ogpsite.audit.case import DAY, Case, Verdict, by_holder
from ogpsite.model import records
from ogpsite.model.blanks import counted
from ogpsite.model.dates import months_later
from ogpsite.model.facts import CommitmentFacts, MilestoneFacts, Proof
from ogpsite.model.findings import Gap

DONE = ("complete", "withdrawn")
RANKS = {
    # the least and the most that a status can mean on the way from 0 to 3: "in progress" is limited or substantial
    "not_started": (0, 0),
    "limited": (1, 1),
    "in_progress": (1, 2),
    "substantial": (2, 2),
    "complete": (3, 3),
}


def length(case: Case) -> Verdict:
    """PLAN-1: two or four years, ending on one of the usual days."""
    plan, figures = case.plan, case.rule.figures
    years = [int(one) for one in str(figures["years"]).split(" or ")]
    ends = [month_day for month_day in str(figures.get("ends", "")).split(" or ") if month_day]
    last_days = {months_later(plan.start, 12 * n) - late * DAY for n in years for late in (0, 1)}
    gaps = []
    if plan.end not in last_days:
        gaps.append(Gap(code="length", record=plan.uid, detail=f"{plan.start} to {plan.end}"))
    if ends and f"{plan.end:%m-%d}" not in ends:
        gaps.append(Gap(code="end-day", record=plan.uid, until=plan.end))
    return Verdict(state="not_met" if gaps else "met", proofs=() if gaps else (plan.uid,), gaps=tuple(gaps))


def due_from(case: Case) -> tuple[bool, tuple[records.Day, ...]]:
    """Whether the plan's text can be judged: the plan is out, or has begun; and the day on which that changes."""
    day = min(case.plan.published_on or case.plan.start, case.plan.start)
    return case.day >= day, (day,)


def completeness(case: Case) -> Verdict:
    """PLAN-2: commitments with lead, problem, solution, a milestone with output and due date, and a value."""
    due, borders = due_from(case)
    if not case.commitments:
        return Verdict(state="cannot_tell" if due else "not_yet_due", remarks=case.nothing_promised, borders=borders)
    lacking = {one.commitment.uid: missing(one.commitment) for one in case.commitments}
    gaps = tuple(
        Gap(code="incomplete", record=uid, count=len(names), detail=", ".join(names))
        for uid, names in lacking.items()
        if names
    )
    parts = 5 * len(lacking)
    return Verdict(
        state="met" if not gaps else "not_met" if due else "not_yet_due",
        proofs=tuple(uid for uid, names in lacking.items() if not names),
        gaps=gaps if due else (),
        notes=() if due else gaps,
        figures={
            "commitments": len(lacking),
            "complete": len(lacking) - len(gaps),
            "percent": int(1000 * (parts - sum(len(names) for names in lacking.values())) / parts) / 10,
        },
        borders=borders,
    )


def missing(commitment: records.Commitment) -> list[str]:
    """Which of the five parts a commitment lacks."""
    planned = any(one.outputs and one.due and one.due.by for one in commitment.milestones)
    parts = {
        "lead": commitment.lead,
        "problem": commitment.problem,
        "solution": commitment.solution,
        "milestone": planned,
        "value": commitment.values,
    }
    return [name for name, there in parts.items() if not there]


def milestones(case: Case) -> Iterator[tuple[CommitmentFacts, MilestoneFacts, str]]:
    """The milestones of the commitments that aren't withdrawn, with their identities."""
    for one in case.commitments:
        for milestone in one.milestones:
            yield one, milestone, f"milestone:{one.commitment.id}#{milestone.milestone.key}"


def verifiable(case: Case) -> Verdict:
    """PLAN-3: every milestone has an output or a means of verification, and a day by which it is to be done."""
    due, borders = due_from(case)
    proofs, gaps, undated = [], [], []
    for _, facts, uid in milestones(case):
        one = facts.milestone
        faults = [] if one.outputs or one.verification else [Gap(code="not-verifiable", record=uid)]
        if one.due is not None and one.due.by is None:
            faults.append(Gap(code="ongoing", record=uid, detail=one.due.written or one.due.words.best()[1]))
        if one.due is None and not faults:
            undated.append(Gap(code="no-due", record=uid))
        elif not faults:
            proofs.append(uid)
        gaps += faults
    if not proofs and not gaps and not undated:
        remarks = ("no-milestones",) if case.commitments else case.nothing_promised
        return Verdict(state="cannot_tell" if due else "not_yet_due", remarks=remarks, borders=borders)
    found = "not_met" if gaps else "cannot_tell" if undated else "met"
    return Verdict(
        state=found if due or found == "met" else "not_yet_due",
        proofs=tuple(proofs),
        gaps=tuple(gaps) if due else (),
        notes=tuple(undated) if due else (*gaps, *undated),
        figures={"milestones": len(list(milestones(case))), "verifiable": len(proofs)},
        borders=borders,
    )


def overdue(case: Case) -> Verdict:
    """PROG-1: no milestone is late: its first promised day is over and it isn't complete."""
    if case.day < case.plan.start:
        return Verdict(state="not_yet_due", borders=(case.plan.start,))
    proofs, gaps, undated, borders = [], [], [], []
    for _, facts, uid in milestones(case):
        due = facts.milestone.due
        if facts.status in DONE:
            proofs += [uid] if facts.status == "complete" and due and due.by and due.by < case.day else []
        elif due is None:
            undated.append(Gap(code="no-due", record=uid))
        elif due.by is not None and due.by < case.day:
            gaps.append(Gap(code="overdue", record=uid, since=due.by, count=counted(due.by, case.day)))
        elif due.by is not None:
            borders.append(due.by + DAY)
    days = [gap.count for gap in gaps if gap.count]
    return Verdict(
        state="not_met" if gaps else "cannot_tell" if undated else "met",
        proofs=tuple(proofs),
        gaps=tuple(sorted(gaps, key=lambda gap: str(gap.since))),
        notes=tuple(undated),
        figures={"overdue": len(gaps), "most_days": max(days, default=0)},
        remarks=("due-missing",) if undated else (),
        borders=() if gaps else tuple(borders),
    )


def proven(case: Case) -> Verdict:
    """PROG-2: what is reported complete has evidence; where only an earlier report gives it, that is noted."""
    proofs, gaps, notes = [], [], []
    for uid, newest, found in completed(case):
        strong = [proof for proof in found if proof.strength != "none"]
        if not strong:
            gaps.append(Gap(code="complete-without-evidence", record=uid))
            continue
        proofs += [uid, *(proof.source for proof in strong if proof.source)]
        if newest and all(proof.source and proof.source != newest for proof in strong):
            notes.append(Gap(code="evidence-only-earlier", record=uid))
    total = len(gaps) + len([uid for uid in proofs if uid.startswith(("milestone:", "commitment:"))])
    reported = any(one.newest for one in case.commitments)
    nothing = "cannot_tell" if case.day >= case.plan.start and not reported else "met" if reported else "not_yet_due"
    return Verdict(
        state="not_met" if gaps else "met" if proofs else nothing,
        proofs=tuple(dict.fromkeys(proofs)),
        gaps=tuple(gaps),
        notes=tuple(notes),
        figures={"complete": total, "without_evidence": len(gaps), "evidence_only_earlier": len(notes)},
        borders=(case.plan.start,),
    )


def completed(case: Case) -> Iterator[tuple[str, str, tuple[Proof, ...]]]:
    """What the newest reports call complete: identity, the newest report, all proofs.

    A commitment without milestones is a unit of its own; its proofs are its own and those of its reports.
    """
    for _, facts, uid in milestones(case):
        if facts.status == "complete":
            yield uid, facts.report.uid if facts.report else "", facts.proofs
    held = by_holder(case)
    for one in case.commitments:
        if one.status == "complete" and not one.milestones and one.newest:
            holders = {one.commitment.uid: "", **{report.uid: report.uid for report in one.reports}}
            found = (
                Proof(proof.evidence, proof.strength, source)
                for uid, source in holders.items()
                for proof in held.get(uid, ())
            )
            yield one.commitment.uid, one.newest.uid, tuple(found)


def steps(case: Case) -> Verdict:
    """PROG-3: the status of a commitment goes forward, a step at a time, and isn't better than what is still open."""
    gaps, proofs = [], []
    for one in case.commitments:
        valid = [report for report in reversed(one.reports) if report.uid not in one.corrections]
        faults = [*moves(valid), *flattering(one)]
        gaps += faults
        proofs += [report.uid for report in valid if not any(gap.record == report.uid for gap in faults)]
    return reported(case, proofs, gaps, {"flagged": len(gaps)})


def moves(reports: list[records.Progress]) -> Iterator[Gap]:
    """Where the status of reports that follow each other went back, or jumped."""
    for before, after in pairwise(reports):
        if before.status in RANKS and after.status in RANKS:
            old, new = RANKS[before.status], RANKS[after.status]
            detail = f"{before.status} → {after.status}"
            if new[1] < old[0]:
                yield Gap(code="regression", record=after.uid, since=after.reported_on, detail=detail)
            elif new[0] - old[1] > 1:
                yield Gap(code="jump", record=after.uid, since=after.reported_on, detail=detail)


def flattering(one: CommitmentFacts) -> Iterator[Gap]:
    """Where the newest report calls the commitment better than its worst open milestone, without a word."""
    report = one.newest
    open_ = [m for m in one.milestones if m.status in RANKS and m.status != "complete"]
    if report is None or report.status not in RANKS or not open_ or has_words(report):
        return
    low = min(open_, key=lambda facts: RANKS[facts.status][1])
    if RANKS[report.status][0] > RANKS[low.status][1]:
        detail = f"{report.status}; {low.milestone.key}: {low.status}"
        yield Gap(code="better-than-milestone", record=report.uid, detail=detail)


def has_words(report: records.Progress) -> bool:
    """Whether a report says anything in words."""
    return bool(report.summary or report.body or report.challenges or report.next_steps)


def challenges(case: Case) -> Verdict:
    """PROG-4: a report of little progress says what stood in the way."""
    gaps, proofs = [], []
    for one in case.commitments:
        for report in one.reports:
            if report.uid in one.corrections or report.status not in ("not_started", "limited"):
                continue
            said = report.challenges or any(milestone.challenges for milestone in report.milestones)
            if said:
                proofs.append(report.uid)
            else:
                gaps.append(Gap(code="no-challenges", record=report.uid, since=report.reported_on))
    return reported(case, proofs, gaps, {"reports": len(proofs) + len(gaps), "silent": len(gaps)})


def reported(case: Case, proofs: list[str], gaps: list[Gap], figures: dict[str, int]) -> Verdict:
    """A verdict over reports: where there is none, nothing is due before the plan begins, and then nobody can tell."""
    any_report = any(one.reports for one in case.commitments)
    state = (
        "not_met" if gaps else "met" if any_report else "cannot_tell" if case.day >= case.plan.start else "not_yet_due"
    )
    return Verdict(
        state=state,
        proofs=tuple(proofs),
        gaps=tuple(gaps),
        figures=figures,
        remarks=() if any_report else ("no-report",),
        borders=(case.plan.start,),
    )
