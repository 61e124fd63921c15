"""Requirements 3.1 to 4.1: the timeline, outreach, a way to contribute, and the reasoned response."""

from __future__ import annotations

import datetime
import re

from ogpsite.audit.case import DAY, Case, Verdict, development_consultations, papers
from ogpsite.model import records
from ogpsite.model.blanks import counted
from ogpsite.model.facts import ConsultationFacts
from ogpsite.model.findings import Day, Gap
from ogpsite.model.placeholders import PLACEHOLDER

OUTREACH = ("outreach", "awareness")
PAPERS = ("outreach-invitation", "outreach-report")
REFUSED = ("not_accepted", "deferred", "out_of_scope")


def first_timeline(case: Case) -> records.Timeline | None:
    """The first published version of the timeline."""
    versions = [one for one in case.site.parts(case.plan, records.Timeline) if one.published_on]
    return min(versions, key=lambda one: (str(one.published_on), one.id), default=None)


def timeline(case: Case) -> Verdict:
    """MR3.1: the first timeline came out two weeks before the start, and lists an opportunity to take part."""
    first, start = first_timeline(case), case.plan.development_start
    if start is None:
        never = first is None and case.day >= case.plan.start
        gaps = (Gap(code="no-timeline", record=case.plan.uid, since=case.until),) if never else ()
        borders = (case.plan.start,)
        state = "not_met" if never else "cannot_tell"
        return Verdict(state=state, gaps=gaps, remarks=("no-development-start",), borders=borders)
    last = start - datetime.timedelta(days=case.number("days"))
    if first is None or first.published_on is None:
        late = case.day > last
        gaps = (Gap(code="no-timeline", record=case.plan.uid, since=last),) if late else ()
        return Verdict(state="not_met" if late else "not_yet_due", gaps=gaps, borders=(last + DAY,))
    opportunities = sum(len(phase.opportunities) for phase in first.phases)
    late = first.published_on > last
    lacking = not opportunities
    gaps = (
        *((Gap(code="late-timeline", record=first.uid, since=first.published_on, until=last),) if late else ()),
        *((Gap(code="no-opportunity", record=first.uid),) if lacking else ()),
    )
    figures = {"days_before_start": (start - first.published_on).days, "opportunities": opportunities}
    proofs = () if gaps else (first.uid,)
    return Verdict(state="not_met" if gaps else "met", proofs=proofs, gaps=gaps, figures=figures)


def outreach(case: Case) -> list[tuple[Day | None, str]]:
    """The outreach held for the plan, and papers that tell of it: day and record."""
    found: list[tuple[Day | None, str]] = [
        (one.date, one.uid)
        for one in case.site.all(records.Event)
        if one.date <= case.site.day
        and set(OUTREACH) & set(one.kind)
        and (one.plan is None or one.plan.target == case.plan.uid)
    ]
    return sorted({*found, *papers(case, PAPERS, own_day=True)}, key=lambda pair: (str(pair[0]), pair[1]))


def outreach_in_time(case: Case) -> Verdict:
    """MR3.2: outreach between the publication of the timeline and the close of the consultation."""
    first = first_timeline(case)
    closes = max((one.closes for one in development_consultations(case)), default=None)
    start = first.published_on if first else None
    last = closes or case.closing
    done = [(day, uid) for day, uid in outreach(case) if day is not None and day <= last]
    within = [(day, uid) for day, uid in done if start is not None and day >= start]
    if within:
        proofs = tuple(dict.fromkeys(uid for _, uid in within))
        return Verdict(state="met", proofs=proofs, figures={"outreach": len(proofs)})
    undated = [uid for day, uid in outreach(case) if day is None]
    if (done and start is None) or undated:
        notes = tuple(Gap(code="outreach-undecided", record=uid, since=day) for day, uid in done)
        return Verdict(state="cannot_tell", notes=notes, remarks=() if start else ("no-timeline",))
    late = case.day > last
    outside = tuple(uid for _, uid in outreach(case)) or (case.plan.uid,)
    gaps = tuple(Gap(code="no-outreach", record=uid, since=start, until=last) for uid in outside)
    return Verdict(state="not_met" if late else "not_yet_due", gaps=gaps if late else (), borders=(last + DAY,))


def way_to_contribute(case: Case) -> Verdict:
    """MR3.3: a consultation that is open for longer than a moment; the days are shown."""
    consultations = [one for one in development_consultations(case) if one.opens <= case.site.day]
    least = case.number("minimum_days")
    proofs, gaps, figures = [], [], {}
    for one in consultations:
        open_days = (one.closes - one.opens).days + 1  # both days included
        figures[f"days:{one.id}"] = open_days
        if one.opens >= one.closes:
            gaps.append(Gap(code="single-day", record=one.uid, since=one.opens, until=one.closes))
        elif open_days < least:
            gaps.append(Gap(code="too-short", record=one.uid, since=one.opens, until=one.closes, count=open_days))
        else:
            proofs.append(one.uid)
    if proofs:
        return Verdict(state="met", proofs=tuple(proofs), notes=tuple(gaps), figures=figures)
    late = case.day > case.closing
    if late and not gaps:
        gaps = [Gap(code="no-consultation", record=case.plan.uid, until=case.closing)]
    state = "not_met" if late else "not_yet_due"
    return Verdict(state=state, gaps=tuple(gaps) if late else (), figures=figures, borders=(case.closing + DAY,))


def final_day(case: Case) -> Day:
    """The day of the final plan; the plan's first day where it isn't recorded."""
    return case.plan.published_on or case.plan.start


def response_exists(case: Case) -> Verdict:
    """MR4.1-a: a reasoned response is published; one after the final plan is late, but met."""
    found = [
        (one.published_on or one.on, one.uid)
        for consultation in development_consultations(case)
        for one in case.site.parts(consultation, records.Response)
    ]
    found += [(day or case.closing, uid) for day, uid in papers(case, ("reasoned-response",))]
    remarks = () if case.plan.published_on else ("no-publication-day",)
    if found:
        day, uid = min(found)
        late = case.plan.published_on is not None and day > case.plan.published_on
        notes = (Gap(code="late-response", record=uid, since=day, until=case.plan.published_on),) if late else ()
        proofs = tuple(dict.fromkeys(uid for _, uid in sorted(found)))
        return Verdict(state="met", proofs=proofs, notes=notes, remarks=(*remarks, *(("late",) if late else ())))
    last = final_day(case)
    late = case.day > last
    gaps = (Gap(code="no-response", record=case.plan.uid, until=last),) if late else ()
    state = "not_met" if late else "not_yet_due"
    return Verdict(state=state, gaps=gaps, remarks=remarks, borders=(last + DAY,))


def consulted(case: Case) -> list[ConsultationFacts]:
    """Who contributed is owed an answer, also where the consultation was cancelled afterwards."""
    return [case.facts.consultations[one.uid] for one in development_consultations(case, cancelled=True)]


def coverage(case: Case) -> Verdict:
    """MR4.1-b: every contribution that moderation let in has an answer when the final plan is out."""
    owed = [(facts, one) for facts in consulted(case) for one in facts.owed]
    unanswered = [(facts, one) for facts, one in owed if one.uid not in facts.answers]
    last = final_day(case)
    late = case.day > last
    if not owed:
        nobody = [
            one for one in consulted(case) if one.consultation.counts and one.consultation.counts.contributions == 0
        ]
        if late and nobody and len(nobody) == len(consulted(case)):
            return Verdict(state="met", proofs=tuple(one.consultation.uid for one in nobody))
        state = "cannot_tell" if late else "not_yet_due"
        return Verdict(state=state, remarks=("no-contributions",), borders=(last + DAY,))
    open_ = tuple(
        Gap(
            code="unanswered",
            record=one.uid,
            since=facts.consultation.closes,
            count=counted(facts.consultation.closes, case.day) if facts.consultation.closes < case.day else 0,
        )
        for facts, one in unanswered
    )
    answered = len(owed) - len(unanswered)
    answers = dict.fromkeys(answer.uid for facts, one in owed for answer in facts.answers.get(one.uid, ()))
    return Verdict(
        state="met" if not unanswered else "not_met" if late else "not_yet_due",
        proofs=tuple(answers),
        gaps=open_ if late else (),
        notes=() if late else open_,
        figures={
            "owed": len(owed),
            "answered": answered,
            "percent": int(1000 * answered / len(owed)) / 10,  # rounded down: 100 only where all are answered
        },
        borders=(last + DAY,),
    )


def reasons(case: Case) -> Verdict:
    """MR4.1-c: every refusal, delay or referral out of scope says why."""
    responses = [one for facts in consulted(case) for one in facts.responses]
    if not responses:
        last = final_day(case)
        state = "cannot_tell" if case.day > last else "not_yet_due"
        return Verdict(state=state, remarks=("no-responses",), borders=(last + DAY,))
    refused = [one for one in responses if one.decision in REFUSED]
    silent = [one for one in refused if not has_reasons(one)]
    return Verdict(
        state="not_met" if silent else "met",
        proofs=tuple(one.uid for one in refused if one not in silent),
        gaps=tuple(Gap(code="no-reasons", record=one.uid) for one in silent),
        figures={"responses": len(responses), "refused": len(refused), "without_reasons": len(silent)},
    )


def has_reasons(response: records.Response) -> bool:
    """Whether a response gives reasons: words, and not such as are still to be written."""
    words = (response.reasons[language].strip() for language in response.reasons)
    return any(re.search(r"\w", text) and not PLACEHOLDER.fullmatch(text) for text in words)
