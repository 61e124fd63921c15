"""Acting contrary to process, the clock of the IRM, and self-assessments."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ogpsite.audit.case import DAY, Case, Verdict, by_windows, unique
from ogpsite.model import records
from ogpsite.model.dates import months_later
from ogpsite.model.findings import Day, Gap, Window, worst

REVIEWS = ("irm-action-plan-review", "irm-design-report")
RESULTS = ("irm-results-report", "irm-implementation-report", "irm-end-of-term-report")
NO_PROGRESS = ("not_started", "no_evidence")
COMMENTS = ("contribution", "consultation-report")


def plans(case: Case) -> list[records.Plan]:
    """All plans in the order of their first days."""
    return sorted(case.site.all(records.Plan), key=lambda one: (one.start, one.id))


def next_plan(case: Case) -> records.Plan | None:
    """The plan that names this one as the one before; else the first that begins later."""
    named = [one for one in plans(case) if one.previous and one.previous.target == case.plan.uid]
    later = [one for one in plans(case) if one.start > case.plan.start and one.previous is None]
    return next(iter(named or later), None)


def plan_in_time(case: Case) -> Verdict:
    """CTP-1: the next plan is published within a year after the end of this one."""
    last = months_later(case.plan.end, case.number("months"))
    warning = months_later(case.plan.end, case.number("at_risk_months"))
    following = next_plan(case)
    out = following.published_on if following else None
    if following and out and out <= case.day:
        if out <= last:
            return Verdict(state="met", proofs=(following.uid,))
        return Verdict(state="not_met", gaps=(Gap(code="late-plan", record=following.uid, since=out, until=last),))
    if following and out is None and following.start <= case.day:
        return Verdict(state="cannot_tell", notes=(Gap(code="plan-undated", record=following.uid),))
    state = "not_met" if case.day > last else "at_risk" if case.day >= warning else "not_yet_due"
    gaps = (Gap(code="no-next-plan", record=case.plan.uid, until=last),) if state in ("not_met", "at_risk") else ()
    coming = (out or following.start,) if following else ()
    return Verdict(state=state, gaps=gaps, borders=(warning, last + DAY, *coming))


def irm_products(case: Case, final: bool = True) -> list[records.Assessment]:
    """The IRM's assessments of the plan, by their day; `final` leaves out drafts for comment."""
    found = [
        one
        for one in case.site.all(records.Assessment)
        if one.kind.startswith("irm-")
        and one.plan is not None
        and one.plan.target == case.plan.uid
        and (not final or one.stage in (None, "final"))
    ]
    return sorted(found, key=lambda one: (str(one.published_on), one.id))


def review_due(case: Case, months: int) -> Day:
    """The day by which the IRM's first finding is expected."""
    return months_later(case.plan.delivered_on or case.plan.published_on or case.plan.start, months)


def irm_requirements(case: Case) -> Verdict:
    """CTP-2: no final finding of the IRM says that a minimum requirement was not met; the newest of each counts."""
    newest: dict[tuple[str, str | None], tuple[records.Assessment, str]] = {}
    for product in irm_products(case):
        for one in product.requirements:
            if one.met is not None:
                newest[one.number, one.phase] = (product, one.met)
    if not newest:
        due = review_due(case, case.number("months")) + DAY
        state = "cannot_tell" if case.day >= due else "not_yet_due"
        return Verdict(state=state, remarks=("no-irm-finding",), borders=(due,))
    failed = {pair: product for pair, (product, met) in newest.items() if met == "no"}
    gaps = tuple(
        Gap(code="irm-not-met", record=product.uid, since=product.published_on, detail=" ".join(filter(None, pair)))
        for pair, product in sorted(failed.items(), key=lambda one: (one[0][0], one[0][1] or ""))
    )
    proofs = tuple(dict.fromkeys(product.uid for product, met in newest.values() if met == "yes"))
    figures = {"findings": len(newest), "not_met": len(failed)}
    return Verdict(state="not_met" if gaps else "met", proofs=proofs, gaps=gaps, figures=figures)


def irm_progress(case: Case) -> Verdict:
    """CTP-3: the IRM found progress on at least one commitment."""
    found: dict[str, tuple[str, str]] = {}
    own = case.facts.plans[case.plan.uid].commitments
    for one in own:
        for code in one.irm:  # the newest first
            if code.codes.completion and code.assessment.kind.startswith("irm-"):
                found[one.commitment.uid] = (code.codes.completion, code.assessment.uid)
                break
    moving = [assessment for completion, assessment in found.values() if completion not in NO_PROGRESS]
    uncoded = [one for one in case.commitments if one.commitment.uid not in found]
    if moving:
        return Verdict(
            state="met",
            proofs=tuple(dict.fromkeys(moving)),
            figures={"coded": len(found), "without_progress": len(found) - len(moving)},
        )
    if found and not uncoded:
        gaps = tuple(Gap(code="no-progress", record=uid, detail=code) for uid, (code, _) in found.items())
        return Verdict(state="not_met", gaps=gaps, figures={"coded": len(found), "without_progress": len(found)})
    due = months_later(case.plan.end, case.number("months")) + DAY
    state = "cannot_tell" if case.day >= due else "not_yet_due"
    return Verdict(state=state, remarks=("no-irm-finding",), borders=(due,))


def procedural_review(case: Case) -> Verdict:
    """CTP-R: no two plans in a row were contrary to process."""
    standing = {plan.uid: contrary(case, plan) for plan in plans(case)}
    notices = tuple(
        one.uid for one in case.site.all(records.Assessment) if one.kind == "notice" and one.stage != "for-comment"
    )
    borders = tuple(day for _, _, days in standing.values() for day in days)
    order = plans(case)
    if len(order) < 2:
        return Verdict(state="not_yet_due", remarks=("no-next-plan-yet",), borders=borders)
    pairs = [(one.uid, two.uid) for one, two in pairwise(order)]
    states = {pair: both(standing[pair[0]][0], standing[pair[1]][0]) for pair in pairs}
    broken = dict.fromkeys(uid for pair, state in states.items() if state == "not_met" for uid in pair)
    gaps = tuple(Gap(code="contrary", record=uid, detail=", ".join(standing[uid][1])) for uid in broken)
    clean = tuple(uid for uid, (state, _, _) in standing.items() if state == "met")
    return Verdict(
        state=worst(states.values()),
        proofs=clean,
        gaps=gaps,
        figures={"plans": len(order), "contrary": sum(state == "not_met" for state, _, _ in standing.values())},
        remarks=("notice-recorded",) if broken and notices else (),
        borders=borders,
    )


def both(first: str, second: str) -> str:
    """How two plans in a row stand: contrary only where both are, open where that can still be."""
    if "met" in (first, second):
        return "met"
    return (
        worst(state for state in (first, second) if state != "not_met") if {first, second} != {"not_met"} else "not_met"
    )


def contrary(case: Case, plan: records.Plan) -> tuple[str, list[str], tuple[Day, ...]]:
    """How a plan stands by the rules of the set on acting contrary to process: state, broken rules, borders."""
    checks = {"CTP-1": plan_in_time, "CTP-2": irm_requirements, "CTP-3": irm_progress}
    found = {
        name: judge(replace(case, plan=plan, rule=case.rules[name]))
        for name, judge in checks.items()
        if case.rules[name].applies
    }
    broken = [name for name, verdict in found.items() if verdict.state == "not_met"]
    states = ("not_yet_due" if one.state == "at_risk" else one.state for one in found.values())
    return worst(states), broken, tuple(day for one in found.values() for day in one.borders)


def irm_clock(case: Case) -> Verdict:
    """IRM-1: the review and the results when they are expected; every recommendation has a government response."""
    months = case.number("months")
    windows = []
    remarks = ["irm-clock"]
    if case.plan.delivered_on:
        windows.append(product_window(case, "review", months_later(case.plan.delivered_on, months), REVIEWS))
    else:
        state = "cannot_tell" if case.day >= case.plan.start else "not_yet_due"
        windows.append(Window(reading="review", state=state))
        remarks.append("no-delivery-day")
    windows.append(product_window(case, "results", months_later(case.plan.end, months), RESULTS))
    if any(product.recommendations for product in irm_products(case)):
        windows.append(recommendations(case))
    ends = (*(window.end + DAY for window in windows if window.end), case.plan.start)
    return by_windows(tuple(windows), remarks=tuple(remarks), borders=ends)


def product_window(case: Case, name: str, last: Day, kinds: tuple[str, ...]) -> Window:
    """Whether a product of the IRM came by the day on which it was expected; its draft counts."""
    came = [one for one in irm_products(case, final=False) if one.kind in kinds and one.published_on]
    if came:
        day = came[0].published_on
        late = day is not None and day > last
        gaps = (Gap(code="product-late", record=came[0].uid, since=day, until=last, detail=name),) if late else ()
        proofs = () if late else (came[0].uid,)
        return Window(reading=name, end=last, state="not_met" if late else "met", proofs=proofs, gaps=gaps)
    late = case.day > last
    gaps = (Gap(code="product-missing", record=case.plan.uid, until=last, detail=name),) if late else ()
    return Window(reading=name, end=last, state="not_met" if late else "not_yet_due", gaps=gaps)


def recommendations(case: Case) -> Window:
    """Whether each recommendation has a response."""
    every = [(product, one) for product in irm_products(case) for one in product.recommendations]
    silent = [(product, one) for product, one in every if one.response in (None, "none")]
    answered = dict.fromkeys(product.uid for product, one in every if one.response not in (None, "none"))
    return Window(
        reading="recommendations",
        state="not_met" if silent else "met",
        proofs=tuple(answered),
        gaps=tuple(Gap(code="no-government-response", record=p.uid, detail=one.key) for p, one in silent),
        figures={"recommendations": len(every), "without_response": len(silent)},
    )


def self_assessments(case: Case) -> dict[str, list[records.Assessment]]:
    """The self-assessments of the plan: draft and final of each kind together."""
    found: dict[str, list[records.Assessment]] = {}
    for one in case.site.all(records.Assessment):
        if one.kind.startswith("self-assessment-") and one.plan and one.plan.target == case.plan.uid:
            found.setdefault(one.kind, []).append(one)
    return dict(sorted(found.items()))


def no_self_assessment(case: Case) -> Verdict:
    """What can be said without one: it is awaited for some months after the end of the plan."""
    due = months_later(case.plan.end, case.number("months")) + DAY
    state = "cannot_tell" if case.day >= due else "not_yet_due"
    return Verdict(state=state, remarks=("no-report",), borders=(due,))


def comment_period(case: Case) -> Verdict:
    """SA-1: two weeks for comments on the draft; comments and answers are published."""
    groups = self_assessments(case)
    if not groups:
        return no_self_assessment(case)
    windows = tuple(one_comment_period(case, kind, group) for kind, group in groups.items())
    ends = tuple(window.end + DAY for window in windows if window.end)
    unknown = any(window.end is None for window in windows)
    silent = any(window.end and window.state == "cannot_tell" for window in windows)
    remarks = (*(("no-comment-period",) if unknown else ()), *(("no-comments-recorded",) if silent else ()))
    return by_windows(windows, remarks=remarks, borders=ends)


def one_comment_period(case: Case, kind: str, group: list[records.Assessment]) -> Window:
    """How one self-assessment stands."""
    uids = tuple(one.uid for one in group)
    known = [(one.comment_period.from_, one.comment_period.to, one.uid) for one in group if one.comment_period]
    whole = [(start, end, uid) for start, end, uid in known if start and end]
    if not whole:
        return Window(reading="report", label=kind, state="cannot_tell")
    start, end, uid = whole[0]
    length = (end - start).days + 1  # both days included
    figures = {"days": length}
    gaps: tuple[Gap, ...] = ()
    comments, answers = said_of(case, group, start, end)
    if length < case.number("days"):
        state = "not_met"
        gaps = (Gap(code="short-comment-period", record=uid, since=start, until=end, count=length),)
    elif case.day <= end:
        state = "not_yet_due"
    elif comments and answers:
        state = "met"
    elif comments:
        state, gaps = "not_met", (Gap(code="no-answers", record=uid),)
    else:
        state = "cannot_tell"
    proofs = (*uids, *comments, *answers) if state == "met" else ()
    return Window(
        reading="report",
        label=kind,
        start=start,
        end=end,
        state=state,
        proofs=unique(proofs),
        gaps=gaps,
        figures=figures,
    )


def said_of(case: Case, group: list[records.Assessment], start: Day, end: Day) -> tuple[list[str], list[str]]:
    """Where the comments on a self-assessment, and the answers to them, are published."""
    uids = {one.uid for one in group}
    comments, answers = [], []
    for proof in case.facts.proofs:
        if proof.source in uids and proof.strength != "none":
            comments += [proof.source] if proof.evidence.type in COMMENTS else []
            answers += [proof.source] if proof.evidence.type == "reasoned-response" else []
    for document in case.site.all(records.Document):
        if any(ref.target in uids for ref in document.about):
            comments += [document.uid] if document.type in COMMENTS else []
            answers += [document.uid] if document.type == "reasoned-response" else []
    for one in case.site.all(records.Consultation):
        if one.plan and one.plan.target == case.plan.uid and start <= one.opens and one.closes <= end:
            facts = case.facts.consultations[one.uid]
            comments += [one.uid] if facts.owed else []
            answers += [answer.uid for answer in facts.responses]
    return comments, answers


def two_languages(case: Case) -> Verdict:
    """SA-2: the self-assessment in the site's first language and in English."""
    groups = self_assessments(case)
    if not groups:
        return no_self_assessment(case)
    windows = tuple(languages_of(case, kind, group) for kind, group in groups.items())
    unknown = any(window.state == "cannot_tell" for window in windows)
    return by_windows(windows, remarks=("language-unknown",) if unknown else ())


def languages_of(case: Case, kind: str, group: list[records.Assessment]) -> Window:
    """In which of the two languages a self-assessment is available: as a document, or as text on its page."""
    first = case.site.languages[0]
    here: set[str] = set()
    unknown = False
    for one in group:
        here |= {language for language in one.body if one.body[language].strip()}
        for paper in one.documents:
            if paper.file or paper.url or paper.archive_url:
                here |= {paper.language} if paper.language else set()
                unknown = unknown or not paper.language
    missing = [language for language in dict.fromkeys((first, "en")) if language not in here]
    uids = tuple(one.uid for one in group)
    state = "met" if not missing else "cannot_tell" if unknown else "not_met"
    gap = Gap(code="no-language", record=uids[-1], detail=", ".join(missing))
    return Window(
        reading="report",
        label=kind,
        state=state,
        proofs=uids if state == "met" else (),
        gaps=(gap,) if state == "not_met" else (),
        figures={"languages": ", ".join(sorted(here))},
    )
