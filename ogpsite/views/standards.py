"""What the pages of the self-check show: what each rule asks, our state, the proof, the gaps, and how it went."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from ogpsite import audit
from ogpsite.audit import history
from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import Edition
from ogpsite.model.findings import (
    CONFIDENCE,
    GROUPS,
    NOTICE,
    PHASES,
    REMARKS,
    STATES,
    Figure,
    Finding,
    Window,
    worst,
)
from ogpsite.parts import Part
from ogpsite.views import paged
from ogpsite.views.gaps import READINGS, gap, link_of
from ogpsite.views.retold import retold
from ogpsite.views.shell import Crumbs, Frame, shell
from ogpsite.views.tongue import Shown, Tongue, View

STANDARDS = "Standards"
NEXT = datetime.timedelta(days=1)
HALVES = ("development", "implementation")
MOST = 8  # proofs shown at once; the rest is folded away
FIGURES = {
    "government": "Government",
    "civil_society": "Civil society",
    "meetings": "Meetings",
    "longest_gap_days": "Longest gap in days",
    "update_days": "Days with an update",
    "needed": "Needed",
    "commitments": "Commitments",
    "failing": "Commitments that fail",
    "kinds": "Kinds of evidence",
    "violations": "Violations",
    "evidence": "Proofs",
    "days_before_start": "Days before the start",
    "opportunities": "Opportunities to take part",
    "outreach": "Outreach",
    "days": "Days",
    "owed": "Owed an answer",
    "answered": "Answered",
    "percent": "Percent",
    "responses": "Responses",
    "refused": "Refusals",
    "without_reasons": "Without reasons",
    "findings": "Findings of the IRM",
    "not_met": "Not met",
    "coded": "Coded by the IRM",
    "without_progress": "Without progress",
    "plans": "Action plans",
    "contrary": "Contrary to process",
    "recommendations": "Recommendations",
    "without_response": "Without a response",
    "languages": "Languages",
    "complete": "Complete",
    "milestones": "Milestones",
    "verifiable": "Verifiable",
    "overdue": "Overdue",
    "most_days": "Most days late",
    "without_evidence": "Without evidence",
    "evidence_only_earlier": "Evidence only in an earlier report",
    "reports": "Reports",
    "silent": "Without a word on challenges",
    "flagged": "Flagged",
    "files": "Files",
    "without_value": "Without a value",
    "contributions": "Contributions",
    "placeholders": "Unfinished texts",
    "local": "Copies kept here",
    "links": "Links to other sites",
    "percent_local": "Percent kept here",
    "median_days": "Median of days",
    "months": "Months",
    "at_risk_months": "Months until it is at risk",
    "updates": "Updates",
    "versions": "Versions",
    "lost": "Lost addresses",
    "changed_files": "Files with other bytes",
    "parts": "Parts",
    "placeholders_allowed": "Unfinished texts",
    "untranslated": "Not translated",
    "host": "On the host",
    "years": "Years",
    "ends": "Last days",
}


def groups(edition: Edition) -> dict[str, list[str]]:
    """The requirements and families of checks of the site's rule set, with the ids of their rules."""
    found: dict[str, list[str]] = {}
    for rule in audit.rules_of(edition.site.settings.rules or "national-2022").values():
        found.setdefault(rule.group, []).append(rule.id)
    return found


def name_of(group: str) -> str:
    """How a group is called in addresses: 1.1, ctp, prog …"""
    return group.removeprefix("MR").lower()


def address(group: str, phase: str = "") -> str:
    return f"/standards/{name_of(group)}/{f'{phase}/' if phase else ''}"


def pages(edition: Edition) -> list[tuple[str, str]]:
    """The pages of single requirements, as (group, phase): of both phases where a requirement has rules for both."""
    rules = audit.rules_of(edition.site.settings.rules or "national-2022")
    found = []
    for group, names in groups(edition).items():
        found.append((group, ""))
        phases = {rules[name].phase for name in names}
        if group.startswith("MR") and (phases & {"both", "always"} or len(phases) > 1):
            found.extend((group, phase) for phase in HALVES)
    return found


def overview(tongue: Tongue) -> View:
    """All requirements and checks, for every plan and for the site."""
    plans = sorted(tongue.facts.plans.values(), key=lambda one: (one.plan.start, one.plan.id), reverse=True)
    columns = [one.plan.id for one in plans]
    every = groups(tongue.edition)
    rows = [row(tongue, group, columns) for group in every]
    found = tongue.edition.findings
    view = {
        "notice": tongue.say(NOTICE),
        "rules": tongue.label(vocabulary.RULES, tongue.site.settings.rules or "national-2022"),
        "plans": [tongue.to(one.plan) for one in plans],
        "requirements": [one for one in rows if one["group"].startswith("MR")],
        "checks": [one for one in rows if not one["group"].startswith("MR")],
        "states": [by_state(tongue, state) for state in STATES if any(one.state == state for one in found)],
        "turning": turning(tongue),
    }
    return view | shell(tongue, Frame(tongue.say(STANDARDS), "/standards/", data="/standards/index.json"))


def by_state(tongue: Tongue, state: str) -> View:
    """All findings of one state: the list behind its number."""
    found = [brief(tongue, one) for one in tongue.edition.findings if one.state == state]
    anchor = f"state-{state.replace('_', '-')}"
    return {"state": state, "words": tongue.say(STATES[state]), "count": len(found), "anchor": anchor, "found": found}


def row(tongue: Tongue, group: str, plans: Sequence[str]) -> View:
    """A requirement with its worst state for each plan, and for the site."""
    found = [one for one in tongue.edition.findings if one.rule.group == group]
    cells = []
    for plan in (*plans, ""):
        states = [one.state for one in found if one.plan == plan]
        state = worst(states) if states else ""
        anchor = f"#plan-{plan}" if plan else "#site"
        words = tongue.say(STATES[state]) if state else ""
        cells.append({"state": state, "words": words, "href": f"{tongue.href(address(group))}{anchor}"})
    return {
        "group": group,
        "number": name_of(group) if group.startswith("MR") else "",
        "title": tongue.say(GROUPS[group]),
        "href": tongue.href(address(group)),
        "cells": cells,
    }


@retold
def brief(tongue: Tongue, one: Finding) -> View:
    """A finding in a list."""
    plan = tongue.site.by_uid.get(f"plan:{one.plan}") if one.plan else None
    return {
        "title": tongue.say(one.rule.title),
        "id": one.rule.id,
        "state": one.state,
        "state_words": tongue.say(STATES[one.state]),
        "href": f"{tongue.href(address(one.rule.group))}#{anchor(one)}",
        "plan": tongue.title(plan) if plan else tongue.say("The whole site"),
        "gap_count": len(one.gaps),
        "turns_on": tongue.day(one.turns_on),
    }


def turning(tongue: Tongue) -> list[View]:
    """What will change its state next, if nothing else happens."""
    found = [one for one in tongue.edition.findings if one.turns_on and one.state in ("met", "at_risk", "not_yet_due")]
    return [brief(tongue, one) for one in sorted(found, key=lambda one: (one.turns_on, one.rule.id))[:6]]


def page(tongue: Tongue, group: str, phase: str = "") -> View:
    """One requirement or family of checks: every rule of it, for every plan and for the site."""
    found = [one for one in tongue.edition.findings if one.rule.group == group and in_phase(one, phase)]
    sections = [section(tongue, plan, found, group, phase) for plan in dict.fromkeys(one.plan for one in found)]
    view = {
        "notice": tongue.say(NOTICE),
        "number": name_of(group) if group.startswith("MR") else "",
        "phase": tongue.say(PHASES[phase]) if phase else "",
        "phases": phase_links(tongue, group, phase),
        "sections": sections,
        "summary": [standing(tongue, one) for one in sections],
        "most": paged.SHARED if any(paged.rest(most(one)) for one in found) else 0,
    }
    title: object = tongue.say(GROUPS[group])
    if phase:
        title = tongue.say("{requirement} – {phase}", requirement=title, phase=view["phase"])
    crumbs: Crumbs = ((tongue.say(STANDARDS), "/standards/"),)
    if phase:
        crumbs = (*crumbs, (tongue.say(GROUPS[group]), address(group)))
    headings = tuple((one["anchor"], one["title"]) for one in sections)
    data = f"{address(group)}index.json"
    return view | shell(tongue, Frame(title, address(group, phase), "", crumbs, data=data, headings=headings))


def most(one: Finding) -> int:
    """How long the longest list of a finding is."""
    return max(len(one.proofs), len(one.gaps), len(one.notes))


def standing(tongue: Tongue, section: View) -> View:
    """Where a plan (or the site) stands, in a line: its worst state, and how many of the rules are met."""
    states = [one["state"] for one in section["findings"]]
    state = worst(states)
    return {
        "anchor": section["anchor"],
        "title": section["title"],
        "state": state,
        "state_words": tongue.say(STATES[state]),
        "met": sum(one == "met" for one in states),
        "total": len(states),
        "gaps": sum(one["gap_count"] for one in section["findings"]),
    }


def in_phase(one: Finding, phase: str) -> bool:
    return not phase or one.phase in (phase, "both", "always")


def phase_links(tongue: Tongue, group: str, phase: str) -> list[View]:
    found = [one for one in pages(tongue.edition) if one[0] == group]
    return [
        {
            "title": tongue.say(PHASES[name]) if name else tongue.say("All"),
            "href": tongue.href(address(group, name)),
            "current": name == phase,
        }
        for _, name in found
        if len(found) > 1
    ]


def section(tongue: Tongue, plan: str, found: Iterable[Finding], group: str, phase: str) -> View:
    """The findings of one plan (or of the site), beside what the IRM itself found."""
    record = tongue.site.by_uid.get(f"plan:{plan}") if plan else None
    own = [finding(tongue, one) for one in found if one.plan == plan]
    return {
        "anchor": f"plan-{plan}" if plan else "site",
        "title": tongue.title(record) if record else tongue.say("The whole site"),
        "href": tongue.href(kinds.address_of(record)) if record else "",
        "findings": own,
        "irm": irm_findings(tongue, plan, name_of(group), phase) if group.startswith("MR") and plan else [],
    }


def irm_findings(tongue: Tongue, plan: str, number: str, phase: str) -> list[View]:
    """What final assessments found on a requirement, the newest first: the voice that decides."""
    wanted = {"development": "co-creation"}.get(phase, phase)
    found = [
        (one, item)
        for one in tongue.site.all(records.Assessment)
        if one.kind.startswith("irm-") and one.stage in (None, "final")
        if one.plan and one.plan.target == f"plan:{plan}"
        for item in one.requirements
        if item.number == number and (not wanted or item.phase in (None, wanted))
    ]
    found.sort(key=lambda pair: (str(pair[0].published_on), pair[0].id), reverse=True)
    return [
        {
            "assessment": tongue.to(one),
            "on": tongue.day(one.published_on),
            "phase": tongue.label(vocabulary.PHASE, item.phase),
            "state": {"yes": "met", "no": "not_met"}.get(item.met or "", "cannot_tell"),
            "words": tongue.say("Met") if item.met == "yes" else tongue.say("Not met") if item.met else "",
            "note": tongue.long(item.note, f"irm-{plan}-{n}", 4, one.meta.place.path),
        }
        for n, (one, item) in enumerate(found, 1)
    ]


def anchor(one: Finding) -> str:
    return f"{one.rule.id.lower()}-{one.plan or 'site'}"


@retold
def finding(tongue: Tongue, one: Finding) -> View:
    """One rule: what is asked, our state, proof, gaps, parts, and how it went over the plan's life."""
    rule = one.rule
    shown = {
        "anchor": anchor(one),
        "asked": tongue.say(rule.wording),
        "counted": Shown(rule.counted, "" if tongue.language == "en" else "en"),
        "parameters": figures(tongue, rule.figures),
        "source": rule.source,
        "read_on": tongue.day(rule.read_on),
        "confidence": rule.confidence,
        "confidence_words": tongue.say(CONFIDENCE[rule.confidence]),
        "figures": figures(tongue, one.figures),
        "proofs": [link_of(tongue, uid) for uid in one.proofs[:MOST]],
        "more_proofs": [link_of(tongue, uid) for uid in paged.top(one.proofs)[MOST:]],
        "more_count": max(0, len(one.proofs) - MOST),
        "gaps": [gap(tongue, item) for item in paged.top(one.gaps)],
        "notes": [gap(tongue, item) for item in paged.top(one.notes)],
        "windows": [window(tongue, item) for item in one.windows],
        "remarks": [tongue.say(REMARKS[code]) for code in one.remarks],
        **strip(tongue, one),
    }
    return Part(brief(tongue, one) | shown)


def figures(tongue: Tongue, found: Mapping[str, Figure]) -> list[View]:
    """Numbers with their names; a name may have a part of its own behind a colon."""
    rows = []
    for name, value in found.items():
        key, _, rest = name.partition(":")
        words = tongue.say(FIGURES[key]) if key in FIGURES else Shown(key.replace("_", " "), "en")
        number = value if isinstance(value, str) else tongue.figure(value)
        rows.append({"words": words, "of": rest, "number": number})
    return rows


def window(tongue: Tongue, one: Window) -> View:
    """A year, product or report by which a rule was decided."""
    words = tongue.say(READINGS[one.reading], label=one.label) if one.reading in READINGS else Shown(one.reading, "en")
    if one.reading == "report" and one.label in vocabulary.ASSESSMENT_KIND:
        words = tongue.say(vocabulary.ASSESSMENT_KIND[one.label])
    return {
        "words": words,
        "start": tongue.day(one.start),
        "end": tongue.day(one.end),
        "state": one.state,
        "state_words": tongue.say(STATES[one.state]),
        "figures": figures(tongue, one.figures),
        "proofs": [link_of(tongue, uid) for uid in paged.top(one.proofs)],
        "gaps": [gap(tongue, item) for item in paged.top(one.gaps)],
    }


def strip(tongue: Tongue, one: Finding) -> View:
    """The states over the plan's life as a strip, and in words: since when which state held."""
    known = tongue.edition.history.get(one.plan, {}).get(one.rule.id, ())
    plans = [plan for plan in tongue.site.all(records.Plan) if one.plan in ("", plan.id)]
    if not known or not plans:
        return {"strip": [], "strip_words": [], "ahead": None, "rest": None}
    lives = [history.span(plan, tongue.site.day) for plan in plans]
    start, until = min(first for first, _ in lives), max(last for _, last in lives)
    points = [*known, (until, one.state)]
    end = max(until, *(plan.end for plan in plans))
    whole = (end - start).days + 1
    begins = [start, *(day + NEXT for day, _ in known)]
    bars = [
        {"at": tongue.share(first, start, whole), "width": tongue.share(day, first - NEXT, whole), "state": state}
        for first, (day, state) in zip(begins, points, strict=True)
    ]
    ahead, rest = (share(until, start - NEXT, whole) for share in (tongue.share, tongue.rest))
    return {"strip": bars, "strip_words": runs(tongue, points), "ahead": ahead, "rest": rest}


def runs(tongue: Tongue, points: Sequence[tuple[datetime.date, str]]) -> list[View]:
    """The states one after the other, each with the first and the last day on which it was asked for."""
    found: list[tuple[str, datetime.date, datetime.date]] = []
    for day, state in points:
        if found and found[-1][0] == state:
            found[-1] = (state, found[-1][1], day)
        else:
            found.append((state, day, day))
    return [
        {
            "state": state,
            "words": tongue.say(STATES[state]),
            "from": tongue.day(first),
            "to": tongue.day(last),
            "several": first != last,
        }
        for state, first, last in found
    ]
