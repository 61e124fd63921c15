"""What the pages of plans and of their versions show."""

from __future__ import annotations

from typing import cast

from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import CommitmentFacts, PlanFacts
from ogpsite.views import charts, gantt, lists, paged, texts
from ogpsite.views.beginnings import beginning, opening
from ogpsite.views.charts import STATUSES
from ogpsite.views.commitments import by_number, commitment_card, overdue_row, theme_of
from ogpsite.views.reports import status_words
from ogpsite.views.shell import PLANS, Frame, data_address, shell
from ogpsite.views.tongue import Tongue, View, related


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
        "summary": opening(tongue, plan, "summary", "body"),
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
        "commitments_rest": paged.rest(len(facts.commitments)),
        "overdue": [overdue_row(tongue, *pair) for pair in paged.top(facts.overdue)],
        "overdue_rest": paged.rest(len(facts.overdue)),
        **pictures(tongue, facts),
        **{f"{kind}s": related(tongue, one, kind) for kind in ("consultation", "assessment", "event")},
        "support": related(tongue, one, "support"),
    }
    crumbs = ((tongue.say(PLANS), "/plans/"),)
    headings = plan_headings(tongue, view)
    frame = Frame(tongue.title(one), kinds.address_of(one), view["summary"], crumbs, one, data_address(one), headings)
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
        "milestones_href": tongue.href(f"{address}milestones/") if gantt.is_there(facts.commitments) else "",
    }


def in_themes(one: records.Plan, facts: PlanFacts) -> list[CommitmentFacts]:
    """The commitments in the order of the plan's themes; those without one last."""
    order = {theme.key: n for n, theme in enumerate(one.themes)}
    return sorted(sorted(facts.commitments, key=by_number), key=lambda found: order.get(theme_of(found), len(order)))


def themes(tongue: Tongue, one: records.Plan, facts: PlanFacts) -> list[View]:
    """The commitments by theme; those without one come last."""
    listed = paged.top(in_themes(one, facts))
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
        beginning(tongue, one, "summary", "body"),
        crumbs,
        one,
        data_address(one),
        tongue.contents(one.body, headings),
    )
    return view | shell(tongue, frame)
