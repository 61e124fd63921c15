"""What the pages of plans, versions and commitments show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from ogpsite import prose
from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import CommitmentFacts, IrmCodes, MilestoneFacts, PlanFacts, Proof
from ogpsite.views import charts, gantt, lists, terms, texts
from ogpsite.views.charts import STATUSES
from ogpsite.views.shell import Frame, lead, shell
from ogpsite.views.tongue import Shown, Tongue, View

PLANS = "Action plans"


def plan_list(tongue: Tongue) -> View:
    """All plans, the newest first, and the commitments outside them."""
    plans = sorted(tongue.facts.plans.values(), key=lambda one: (one.plan.start, one.plan.id), reverse=True)
    alone = [facts for facts in tongue.facts.commitments.values() if not facts.commitment.meta.parent]
    view = {
        "current": [plan_card(tongue, one) for one in plans if one.status != "ended"],
        "archive": [plan_card(tongue, one) for one in plans if one.status == "ended"],
        "standalone": [commitment_card(tongue, one) for one in alone],
        "by_plan": charts.by_plan(tongue) if len(plans) > 1 else None,
    }
    title = tongue.say(PLANS)
    return view | shell(tongue, Frame(title, "/plans/"))


def plan_card(tongue: Tongue, facts: PlanFacts) -> View:
    """A plan at a glance."""
    plan = facts.plan
    return {
        **tongue.to(plan),
        "number": plan.number,
        "start": tongue.day(plan.start),
        "end": tongue.day(plan.end),
        "status": facts.status,
        "status_words": tongue.label(vocabulary.PLAN_STATUS, facts.status),
        "commitment_count": len(facts.commitments),
        "summary": lead(tongue, plan.summary, plan.body),
        "counts": status_counts(tongue, facts),
        "complete_count": facts.counts.get("complete", 0),
        "overdue_count": len(facts.overdue),
        "milestone_count": facts.milestones,
        "milestones_complete": facts.milestones_complete,
        "rate": tongue.said.percent(facts.counts.get("complete", 0), len(facts.commitments)),
    }


def status_counts(tongue: Tongue, facts: PlanFacts) -> list[View]:
    """How many commitments stand where, with the share of all for a bar."""
    total = len(facts.commitments)
    return [
        {
            "status": status or "no_report",
            "words": status_words(tongue, status),
            "count": facts.counts.get(status, 0),
            "share": round(100 * facts.counts.get(status, 0) / total, 3) if total else 0,
        }
        for status in STATUSES
        if facts.counts.get(status)
    ]


def status_words(tongue: Tongue, status: str) -> object:
    """A status in words; without a report it says so, and not "not started"."""
    return tongue.label(vocabulary.STATUS, status) or tongue.say("No report")


def plan(tongue: Tongue, one: records.Plan) -> View:
    """A plan: themes, commitments by status, timeline, documents, versions."""
    facts = tongue.facts.plans[one.uid]
    origin = one.meta.place.path
    view = plan_card(tongue, facts) | {
        "key": one.key,
        "progress_href": tongue.href(f"/progress/{one.key}/"),
        "list_href": lists.href(tongue, "/commitments/", lists.Choice("plan", one.id)),
        "late_href": lists.href(tongue, "/commitments/", lists.Choice("status", "overdue")),
        "summary_href": tongue.href(f"{kinds.address_of(one)}summary/"),
        "cycle_href": tongue.href(f"{kinds.address_of(one)}cycle/"),
        "standards_href": tongue.href("/standards/"),
        "lead": tongue.long(one.summary, "summary", 2, origin),
        "body": tongue.long(one.body, "text", 3, origin),
        "development_start": tongue.day(one.development_start),
        "development_end": tongue.day(one.development_end),
        "published_on": tongue.day(one.published_on),
        "delivered_on": tongue.day(one.delivered_on),
        "previous": tongue.link(one.previous),
        "next": [tongue.to(other) for other in tongue.site.mentioned_by(one.uid, "plan", "previous")],
        "themes": themes(tongue, one, facts),
        "criteria": [
            {"title": tongue.text(item.title), "text": tongue.long(item.text, f"criterion-{n}", 4, origin)}
            for n, item in enumerate(one.criteria, 1)
        ],
        "documents": tongue.documents(one.documents),
        "timeline": [timeline(tongue, version) for version in timelines(tongue, one)],
        "versions": [version_card(tongue, version) for version in texts.versions(tongue.site, one)],
        "compared": texts.compared(tongue, one),
        "overdue": [overdue_row(tongue, *pair) for pair in facts.overdue],
        **pictures(tongue, facts),
        **{f"{kind}s": related(tongue, one, kind) for kind in ("consultation", "assessment", "event")},
        "support": related(tongue, one, "support"),
    }
    frame = Frame(
        tongue.title(one),
        kinds.address_of(one),
        lead(tongue, one.summary, one.body),
        ((tongue.say(PLANS), "/plans/"),),
        one,
        data_address(one),
        plan_headings(tongue, view),
    )
    return view | shell(tongue, frame)


def plan_headings(tongue: Tongue, view: View) -> tuple[tuple[str, object], ...]:
    """The parts of a plan's page that are there, as its contents."""
    course = view["course"] and len(view["course"]["rows"]) > 1
    return (
        ("overview", tongue.say("At a glance")),
        ("commitments", tongue.say("Commitments")),
        *((("course", tongue.say("How it went")),) if course else ()),
        *((("overdue", tongue.say("Overdue milestones")),) if view["overdue"] else ()),
        ("timeline", tongue.say("How the plan was made")),
        ("documents", tongue.say("Documents and versions")),
    )


def pictures(tongue: Tongue, facts: PlanFacts) -> View:
    """The pictures of a plan, and where its larger ones and its printable text lie."""
    address = kinds.address_of(facts.plan)
    return {
        "by_theme": charts.by_theme(tongue, facts),
        "course": charts.plan_history(tongue, facts),
        "print_href": tongue.href(f"{address}print/"),
        "milestones_href": tongue.href(f"{address}milestones/") if gantt.of_plan(tongue, facts) else "",
    }


def data_address(record: records.Record) -> str:
    """Where a record's JSON lies: beside its page in the site's first language."""
    return f"{kinds.address_of(record)}index.json"


def related(tongue: Tongue, record: records.Record, kind: str) -> list[View]:
    """Records of a kind that mention this one."""
    return [tongue.to(one) for one in tongue.site.mentioned_by(record.uid, kind)]


def themes(tongue: Tongue, one: records.Plan, facts: PlanFacts) -> list[View]:
    """The commitments by theme; those without one come last."""
    listed = sorted(facts.commitments, key=by_number)
    found = [
        {
            "key": theme.key,
            "title": tongue.text(theme.title),
            "description": tongue.long(theme.description, f"theme-{theme.key}", 4, one.meta.place.path),
            "commitments": [commitment_card(tongue, c) for c in listed if theme_of(c) == theme.key],
        }
        for theme in one.themes
    ]
    rest = [commitment_card(tongue, c) for c in listed if not theme_of(c)]
    if rest:
        title = tongue.say("Other commitments") if found else ""
        found.append({"key": "other", "title": title, "description": "", "commitments": rest})
    return found


def by_number(facts: CommitmentFacts) -> tuple[object, ...]:
    """The order of commitments as the plan numbers them: 2 before 10; those without a number last."""
    pieces = re.findall(r"\d+|\D+", str(facts.commitment.number or ""))
    order = tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces)
    return (not pieces, order, facts.commitment.id)


def theme_of(facts: CommitmentFacts) -> str:
    theme = facts.commitment.theme
    return theme.target.rpartition("/")[2] if theme else ""


def commitment_card(tongue: Tongue, facts: CommitmentFacts) -> View:
    """A commitment in a list."""
    one = facts.commitment
    top = [milestone for milestone in facts.milestones if milestone.depth == 0]
    return {
        **tongue.to(one),
        "number": one.number,
        "ogp_id": one.ogp_id,
        "leads": tongue.links(one.lead),
        "status": facts.status or "no_report",
        "status_words": status_words(tongue, facts.status),
        "reported_on": tongue.day(facts.newest.reported_on if facts.newest else None),
        "milestone_count": len(top),
        "milestones_complete": sum(milestone.status == "complete" for milestone in top),
        "overdue_count": sum(milestone.late_on is not None for milestone in facts.milestones),
        "stale": facts.stale and facts.newest is not None,
        "disputed": any(check.result == "disputed" for check in facts.checks),
        "summary": lead(tongue, one.summary, one.solution, one.problem, one.body),
    }


def overdue_row(tongue: Tongue, facts: CommitmentFacts, milestone: MilestoneFacts) -> View:
    """An overdue milestone in a list."""
    address = tongue.href(f"{kinds.address_of(facts.commitment)}#milestone-{milestone.milestone.key}")
    return {
        "title": tongue.text(milestone.milestone.title),
        "href": address,
        "commitment": tongue.to(facts.commitment),
        "due": tongue.due(milestone.milestone.due),
        "days": milestone.overdue_days,
        "status": milestone.status or "no_report",
        "status_words": status_words(tongue, milestone.status),
        "expected": tongue.due(milestone.expected),
    }


def timelines(tongue: Tongue, one: records.Plan) -> list[records.Timeline]:
    """The versions of a plan's timeline, the first one first."""
    return sorted(
        tongue.site.parts(one, records.Timeline), key=lambda version: (str(version.published_on), version.key)
    )


def timeline(tongue: Tongue, version: records.Timeline) -> View:
    origin = version.meta.place.path
    return {
        "key": version.key,
        "published_on": tongue.day(version.published_on),
        "note": tongue.long(version.note, f"timeline-{version.key}", 4, origin),
        "phases": [
            {
                "title": tongue.text(phase.title),
                "start": tongue.day(phase.start),
                "end": tongue.day(phase.end),
                "state": phase_state(tongue, phase),
                "opportunities": [opportunity(tongue, item, version, n) for n, item in enumerate(phase.opportunities)],
            }
            for phase in version.phases
        ],
    }


def phase_state(tongue: Tongue, phase: records.Phase) -> str:
    day = tongue.site.day
    return "past" if phase.end < day else "now" if phase.start <= day else "future"


def opportunity(tongue: Tongue, item: records.Opportunity, version: records.Timeline, number: int) -> View:
    return {
        "title": tongue.text(item.title),
        "how": tongue.long(item.how, f"opportunity-{version.key}-{number}", 5, version.meta.place.path),
        "url": item.url,
        "link": tongue.link(item.consultation) or tongue.link(item.event),
    }


def version_card(tongue: Tongue, version: records.Version) -> View:
    return {**tongue.to(version), "date": tongue.day(version.date)}


def version(tongue: Tongue, one: records.Version) -> View:
    """The text of a plan as it stood on a day."""
    plan_ = cast(records.Plan, tongue.site.by_uid[f"plan:{one.meta.parent}"])
    body, headings = tongue.long_with_headings(one.body, "text", 2, one.meta.place.path)
    every = texts.versions(tongue.site, plan_)
    view = {
        "plan": tongue.to(plan_),
        "date": tongue.day(one.date),
        "lead": tongue.long(one.summary, "summary", 2, one.meta.place.path),
        "number": tongue.said.number(every.index(one) + 1),
        "total": tongue.said.number(len(every)),
        "newest": every[-1] is one,
        "newest_href": tongue.href(kinds.address_of(every[-1])),
        "changed": texts.changed(tongue, one),
        "body": body,
        "others": [version_card(tongue, other) for other in every if other is not one],
        "compared": texts.compared(tongue, plan_, one),
    }
    crumbs = ((tongue.say(PLANS), "/plans/"), (tongue.title(plan_), kinds.address_of(plan_)))
    title = tongue.say("{plan}: {version}", plan=tongue.title(plan_), version=tongue.title(one))
    frame = Frame(
        title,
        kinds.address_of(one),
        lead(tongue, one.summary, one.body),
        crumbs,
        one,
        data_address(one),
        tuple((heading.anchor, heading.words) for heading in headings if heading.level == 2),
    )
    return view | shell(tongue, frame)


QUESTIONS = (
    ("problem", "What problem does it address?"),
    ("causes", "What are the causes of the problem?"),
    ("baseline", "How were things before?"),
    ("done_so_far", "What has been done so far?"),
    ("solution", "What is promised?"),
    ("results", "What results are sought?"),
    ("transparency", "How will it promote transparency?"),
    ("accountability", "How will it foster accountability?"),
    ("participation", "How will it improve citizen participation?"),
)


def commitment(tongue: Tongue, one: records.Commitment) -> View:
    """A commitment, from the problem to the proof: three voices side by side."""
    facts = tongue.facts.commitments[one.uid]
    origin = one.meta.place.path
    plan_ = tongue.site.plan_of(one)
    view = commitment_card(tongue, facts) | {
        "key": one.key,
        "plan": tongue.to(plan_) if plan_ else None,
        "theme": tongue.link(one.theme),
        "lead": tongue.long(one.summary, "summary", 2, origin),
        "body": tongue.long(one.body, "text", 3, origin),
        "start": tongue.day(facts.start),
        "end": tongue.day(facts.end),
        "overdue_days": facts.overdue_days,
        "supporting": supporting(tongue, one.supporting),
        "contact": contact(tongue, one.contact),
        "questions": [
            {"key": name, "question": tongue.say(question), "answer": answer}
            for name, question in QUESTIONS
            if (answer := tongue.long(getattr(one, name), name, 4, origin))
        ],
        "ogp_values": [tongue.label(vocabulary.OGP_VALUE, code) for code in one.values],
        "policy_areas": [tongue.policy_area(key) for key in one.policy_areas],
        "challenge_areas": [tongue.label(vocabulary.CHALLENGE_AREA, code) or code for code in one.challenge_areas],
        "sdgs": [{"number": goal, "href": f"https://sdgs.un.org/goals/goal{goal.split('.')[0]}"} for goal in one.sdgs],
        "budget": tongue.text(one.budget),
        "withdrawn": withdrawn(tongue, one.withdrawn, origin),
        "carried_over_from": tongue.link(one.carried_over_from),
        "carried_on_in": [
            tongue.to(other) for other in tongue.site.mentioned_by(one.uid, "commitment", "carried_over_from")
        ],
        "related": tongue.links(one.related),
        "evidence": tongue.proofs(one.evidence),
        "milestones": [milestone(tongue, item, origin) for item in facts.milestones],
        "gantt": gantt.of_commitment(tongue, facts),
        "terms": terms.explained(tongue, "irm", "milestone", "overdue", "evidence"),
        "course": charts.commitment_history(tongue, facts),
        "reports": [report(tongue, facts, item) for item in (*facts.reports, *facts.others_reports)],
        "checks": [check(tongue, item, one) for item in facts.checks],
        "irm": [irm(tongue, item) for item in facts.irm],
        "history": texts.history(tongue, one),
        **shaped_by(tongue, one),
    }
    return view | shell(tongue, commitment_frame(tongue, one, plan_, view))


def commitment_frame(tongue: Tongue, one: records.Commitment, plan_: records.Plan | None, view: View) -> Frame:
    crumbs = [(tongue.say(PLANS), "/plans/")]
    if plan_:
        crumbs.append((cast("object", tongue.title(plan_)), kinds.address_of(plan_)))  # type: ignore[arg-type]
    headings = (
        ("about", tongue.say("About this commitment")),
        ("milestones", tongue.say("Milestones")),
        ("progress", tongue.say("Progress reports")),
        ("checks", tongue.say("Checks by others")),
        ("irm", tongue.say("Independent review (IRM)")),
        ("shaped", tongue.say("You said, we did")),
    )
    return Frame(
        tongue.title(one),
        kinds.address_of(one),
        str(view["summary"]),
        tuple(crumbs),
        one,
        data_address(one),
        headings,
    )


def supporting(tongue: Tongue, found: records.Supporting | None) -> list[View]:
    """Who supports, by group."""
    if found is None:
        return []
    groups = (
        (tongue.say("Government"), found.government),
        (tongue.say("Civil society"), found.civil_society),
        (tongue.say("Others"), (*found.other, *found.bodies)),
    )
    return [{"title": title, "bodies": tongue.parties(bodies)} for title, bodies in groups if bodies]


def contact(tongue: Tongue, found: records.Contact | None) -> View | None:
    if found is None:
        return None
    return {"name": tongue.text(found.name), "role": tongue.text(found.role), "email": found.email}


def withdrawn(tongue: Tongue, found: records.Withdrawal | None, origin: str) -> View | None:
    if found is None:
        return None
    return {"on": tongue.day(found.on), "reason": tongue.long(found.reason, "withdrawn", 3, origin)}


def milestone(tongue: Tongue, facts: MilestoneFacts, origin: str, prefix: str = "milestone") -> View:
    """A milestone with its promise, its status and its proof; anchors in its texts begin with `prefix`."""
    one = facts.milestone
    texts = {
        name: tongue.long(getattr(one, name), f"{prefix}-{one.key}-{name}", min(4 + facts.depth, 6), origin)
        for name in ("outputs", "verification", "indicator", "baseline", "target")
    }
    return {
        "key": one.key,
        "title": tongue.text(one.title),
        "number": one.number,
        "depth": facts.depth,
        **texts,
        "start": tongue.due(one.start),
        "due": tongue.due(one.due),
        "due_by": tongue.day(one.due.by) if one.due and one.due.form != "day" else "",
        "expected": tongue.due(facts.expected),
        "slip_days": facts.slip_days or 0,
        "overdue_days": facts.overdue_days,
        "not_verifiable": bool(one.due and one.due.by is None),
        "leads": tongue.links(one.lead),
        "supporting": supporting(tongue, one.supporting),
        "weight": tongue.said.number(one.weight) if one.weight is not None else "",
        "status": facts.status or "no_report",
        "status_words": status_words(tongue, facts.status),
        "raw_status": facts.raw_status,
        "percent": facts.percent,
        "percent_words": tongue.said.percent(facts.percent, 100) if facts.percent is not None else "",
        "reported": tongue.day(facts.report.reported_on) if facts.report else "",
        "strength": facts.strength,
        "proofs": [tongue.proof(proof) for proof in distinct(facts.proofs)],
    }


def distinct(proofs: Iterable[Proof]) -> Iterable[Proof]:
    """Each proof once, also where the plan and several reports name it."""
    found: dict[object, Proof] = {}
    for one in proofs:
        given = one.evidence
        file = given.file.path if given.file else ""
        found.setdefault((file, given.url, given.archive_url, given.page, file or given.url or given.title), one)
    return found.values()


def report(tongue: Tongue, facts: CommitmentFacts, one: records.Progress) -> View:
    """A progress report, whole."""
    origin = one.meta.place.path
    titles = {item.milestone.key: item.milestone.title for item in facts.milestones}
    corrected_by = facts.corrections.get(one.uid, "")
    reporter = tongue.link(one.reported_by) or (
        tongue.link(facts.commitment.lead[0]) if facts.commitment.lead else None
    )
    return {
        "key": one.key,
        "title": tongue.title(one),
        "reported_on": tongue.day(one.reported_on),
        "by": reporter,
        "others": one in facts.others_reports,
        "status": one.status,
        "status_words": status_words(tongue, one.status),
        "raw_status": one.raw_status,
        "summary": tongue.long(one.summary, f"report-{one.key}-summary", 4, origin),
        "body": tongue.long(one.body, f"report-{one.key}-text", 4, origin),
        "challenges": tongue.long(one.challenges, f"report-{one.key}-challenges", 4, origin),
        "next_steps": tongue.long(one.next_steps, f"report-{one.key}-next", 4, origin),
        "evidence": tongue.proofs(one.evidence),
        "corrected_by": corrected_by.rpartition("@")[2],
        "correction_of": one.correction_of.target.rpartition("@")[2] if one.correction_of else "",
        "draft": bool(one.draft or (one.published_on and one.published_on > tongue.site.day)),
        "milestones": [
            {
                "key": item.key,
                "title": tongue.text(titles[item.key]) if item.key in titles else Shown(item.key),
                "status": item.status,
                "status_words": status_words(tongue, item.status),
                "raw_status": item.raw_status,
                "percent": item.percent,
                "percent_words": tongue.said.percent(item.percent, 100) if item.percent is not None else "",
                "summary": tongue.long(item.summary, f"report-{one.key}-{item.key}-summary", 5, origin),
                "challenges": tongue.long(item.challenges, f"report-{one.key}-{item.key}-challenges", 5, origin),
                "evidence": tongue.proofs(item.evidence),
                "due": tongue.due(item.due),
            }
            for item in one.milestones
        ],
    }


def check(tongue: Tongue, one: records.Check, commitment_: records.Commitment) -> View:
    """What somebody outside government found."""
    return {
        "key": one.key,
        "by": tongue.party(one.by),
        "on": tongue.day(one.on),
        "milestone": tongue.link(one.milestone),
        "result": one.result,
        "result_words": tongue.label(vocabulary.CHECK_RESULT, one.result),
        "status": one.status,
        "status_words": tongue.label(vocabulary.STATUS, one.status),
        "note": tongue.long(one.note, f"check-{one.key}", 4, one.meta.place.path),
        "evidence": tongue.proofs(one.evidence),
    }


def irm(tongue: Tongue, found: IrmCodes) -> View:
    """The IRM's codes from one assessment."""
    codes = found.codes
    rows = (
        ("verifiable", tongue.say("Verifiable"), [codes.verifiable], vocabulary.YES_NO),
        ("specificity", tongue.say("Specificity"), [codes.specificity], vocabulary.SPECIFICITY),
        ("relevance", tongue.say("Open government lens"), codes.relevance, vocabulary.YES_NO | vocabulary.OGP_VALUE),
        ("ambition", tongue.say("Potential for results"), [codes.ambition], vocabulary.AMBITION),
        ("impact", tongue.say("Potential impact"), [codes.impact], vocabulary.IMPACT),
        ("completion", tongue.say("Completion"), [codes.completion], vocabulary.COMPLETION),
        ("early_results", tongue.say("Early results"), [codes.early_results], vocabulary.EARLY_RESULTS),
        (
            "opened_government",
            tongue.say("Did it open government?"),
            [codes.opened_government],
            vocabulary.OPENED_GOVERNMENT,
        ),
        ("promising", tongue.say("Promising"), [codes.promising], vocabulary.YES_NO),
        ("starred", tongue.say("Starred"), [codes.starred], vocabulary.YES_NO),
    )
    return {
        "assessment": tongue.to(found.assessment),
        "published_on": tongue.day(found.assessment.published_on),
        "completion": codes.completion or "",
        "completion_words": tongue.label(vocabulary.COMPLETION, codes.completion),
        "codes": [
            {"key": key, "name": name, "words": [tongue.label(vocabulary_, code) for code in given if code]}
            for key, name, given, vocabulary_ in rows
            if any(given)
        ],
    }


def shaped_by(tongue: Tongue, one: records.Commitment) -> View:
    """Contributions that shaped a commitment, the answers that speak of it, and where it was presented."""
    uids = {one.uid, *(f"milestone:{one.id}#{item.key}" for item in one.milestones)}
    contributions = dict.fromkeys(
        (*(tongue.site.get(ref) for ref in one.origin), *tongue.site.mentioned_by(one.uid, "contribution", "about"))
    )
    responses = dict.fromkeys(
        found for uid in sorted(uids) for found in tongue.site.mentioned_by(uid, "response", "effects")
    )
    meetings = dict.fromkeys(
        found for kind in ("meeting", "event") for found in tongue.site.mentioned_by(one.uid, kind)
    )
    return {
        "contributions": [contribution_line(tongue, item) for item in contributions if item],
        "responses": [response_line(tongue, item) for item in responses if isinstance(item, records.Response)],
        "meetings": [
            {**tongue.to(item), "date": tongue.day(item.date)}
            for item in sorted(cast("Iterable[records.Gathering]", meetings), key=lambda item: (item.date, item.id))
        ],
        "news": related(tongue, one, "news"),
        "documents": related(tongue, one, "document"),
        "support": related(tongue, one, "support"),
        "recommendations": recommendations_for(tongue, one),
    }


def contribution_line(tongue: Tongue, one: records.Record) -> View:
    assert isinstance(one, records.Contribution)
    language, found = (one.text or one.body).best(*tongue.languages)
    words = Shown(prose.cut(" ".join(found.split()), 160), "" if language == tongue.language else language)
    return {**tongue.to(one), "key": one.key, "words": words}


def response_line(tongue: Tongue, one: records.Response) -> View:
    return {
        **tongue.to(one),
        "decision": one.decision,
        "decision_words": tongue.label(vocabulary.DECISION, one.decision),
        "reasons": lead(tongue, one.reasons),
        "on": tongue.day(one.on),
    }


def recommendations_for(tongue: Tongue, one: records.Commitment) -> list[View]:
    """Recommendations that this commitment carries out."""
    return [
        {"assessment": tongue.to(assessment), "text": lead(tongue, item.text), "key": item.key}
        for assessment in tongue.site.all(records.Assessment)
        for item in assessment.recommendations
        if item.action and item.action.target == one.uid
    ]
