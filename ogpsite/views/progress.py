"""What the pages on progress show: three voices side by side, what is late, slipped, stale, unproven, unchecked."""

from __future__ import annotations

from collections.abc import Mapping

from ogpsite.derive.progress import code_of, complete_by, standing
from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import (
    CommitmentFacts,
    Difference,
    Edition,
    Expectation,
    Group,
    MilestoneFacts,
    ProgressFacts,
)
from ogpsite.model.values import Due
from ogpsite.views import broken, charts, evidence, lists, paged, rates, terms
from ogpsite.views.commitments import overdue_row
from ogpsite.views.reports import status_words
from ogpsite.views.shell import Crumbs, Frame, shell
from ogpsite.views.tongue import Tongue, View

PROGRESS = "Progress"
ALONE = "outside-plans"
LISTS = {
    # where the list behind a figure stands, where that isn't its own name
    "commitments": "voices",
    "reported": "complete-government-all",
    "others": "complete-others-all",
    "irm": "complete-irm-all",
}
OTHERS_WORDS = {
    "disputed": "Disputed",
    "confirmed": "Confirmed",
    "cannot_verify": "Cannot verify",
    "reported": "Reported on by others, not checked",
    "": "Not checked by anybody outside government",
}
WHY_WORDS = {
    "disputed": "Others dispute the report",
    "status": "Others see another status",
    "irm": "The IRM coded another completion",
}


def places(edition: Edition) -> dict[str, str]:
    """The address of each set of commitments that has a page of its own, by its name in the facts."""
    found = {}
    for name in edition.facts.progress:
        kind, _, key = name.partition(":")
        if kind == "plan":
            found[name] = f"/progress/{key}/"
        elif kind == "organisation":
            found[name] = f"/progress/by-organisation/{key}/"
        elif kind == "alone":
            found[name] = f"/progress/{ALONE}/"
    return found


def overview(tongue: Tongue) -> View:
    """Progress of every plan, and of every ministry."""
    every = places(tongue.edition)
    current = tongue.facts.current
    names = [
        *(one.plan.uid for one in sorted(tongue.facts.plans.values(), key=lambda one: one.plan.start, reverse=True)),
        *(name for name in ("alone",) if name in every),
    ]
    bodies = sorted(
        (name for name in every if name.startswith("organisation:")), key=lambda name: by_name(tongue, name)
    )
    view = {
        "current": row(tongue, current.plan.uid, every) if current else None,
        "overdue": [overdue_row(tongue, *pair) for pair in current.overdue[:5]] if current else [],
        "plans": [row(tongue, name, every) for name in names],
        "bodies": [row(tongue, name, every) for name in bodies],
        **rates.ambition(tongue, tongue.facts.progress["all"]),
        "terms": terms.explained(tongue, "ambition"),
        **broken.broken(tongue),
    }
    return view | shell(tongue, Frame(tongue.say(PROGRESS), "/progress/", data="/progress/index.json"))


def by_name(tongue: Tongue, name: str) -> str:
    return str(tongue.title(tongue.site.by_uid[name])).casefold()


def row(tongue: Tongue, name: str, every: Mapping[str, str]) -> View:
    """One set of commitments in figures; each figure names the place of the list behind it."""
    facts = tongue.facts.progress[name]
    href = tongue.href(every[name])
    return {"title": title_of(tongue, name), "href": href, "figures": figures(tongue, facts, href)}


def title_of(tongue: Tongue, name: str) -> object:
    record = tongue.site.by_uid.get(name)
    return tongue.title(record) if record else tongue.say("Commitments outside plans")


def figures(tongue: Tongue, facts: ProgressFacts, href: str = "") -> list[View]:
    """The figures of a set of commitments, each with the place of the list behind it; `bad` ones are shown red.

    The number of a voice that said nothing at all is None: silence is no zero.
    """
    total = len(facts.commitments)
    done = (
        ("reported", tongue.say("Complete, says government"), complete_by(facts, "government")),
        ("others", tongue.say("Complete, say others"), complete_by(facts, "others")),
        ("irm", tongue.say("Complete, says the IRM"), complete_by(facts, "irm")),
    )
    wrong = (
        ("differences", tongue.say("Voices differ"), len(facts.differences)),
        ("overdue", tongue.say("Milestones overdue"), len(facts.overdue)),
        ("slipped", tongue.say("Milestones put off"), len(facts.slipped)),
        ("stale", tongue.say("Without a recent report"), len(facts.stale)),
        ("unproven", tongue.say("Complete without evidence"), len(facts.unproven) + len(facts.unproven_commitments)),
        ("unchecked", tongue.say("Never checked"), len(facts.checked[""])),
    )
    shares = {key: tongue.said.percent(number, total) if number is not None else "" for key, _, number in done}
    return [
        {
            "key": key,
            "words": words,
            "number": number,
            "share": shares.get(key, ""),
            "href": f"{href}#{LISTS.get(key, key)}",
            "bad": bool(number) and key not in shares and key != "commitments",
        }
        for key, words, number in (("commitments", tongue.say("Commitments"), total), *done, *wrong)
    ]


def page(tongue: Tongue, name: str) -> View:
    """The progress of one set of commitments: of a plan, of a ministry, of those outside plans."""
    facts = tongue.facts.progress[name]
    address = places(tongue.edition)[name]
    record = tongue.site.by_uid.get(name)
    view = {
        "about": tongue.to(record) if record else None,
        "kind": name.partition(":")[0],
        "others": neighbours(tongue, name),
        "figures": figures(tongue, facts),
        "total": len(facts.commitments),
        "voices": voices(tongue, facts),
        "rates": rates.rates(tongue, facts),
        "most": most(facts),
        "differences": [difference(tongue, one) for one in paged.top(facts.differences)],
        "overdue": [overdue_row(tongue, *pair) for pair in paged.top(facts.overdue)],
        "overdue_commitments": [late_commitment(tongue, one) for one in paged.top(facts.overdue_commitments)],
        "slipped": [slipped(tongue, *pair) for pair in paged.top(facts.slipped)],
        "expectations": [expectation(tongue, one) for one in paged.top(facts.expectations)],
        "stale": [stale(tongue, one) for one in paged.top(facts.stale)],
        "unproven": [overdue_row(tongue, *pair) for pair in paged.top(facts.unproven)],
        "unproven_commitments": rates.commitment_links(tongue, paged.top(facts.unproven_commitments)),
        "evidence": evidence.by_strength(tongue, facts),
        "strengths": charts.strengths(tongue, facts, address),
        "hosts": [evidence.host(tongue, one) for one in facts.hosts],
        "unchecked": rates.commitment_links(tongue, paged.top(facts.checked[""])),
        "unchecked_count": len(facts.checked[""]),
        "list_href": list_href(tongue, name),
        "late_href": lists.href(tongue, "/commitments/", lists.Choice("status", "overdue")),
        "summary_href": tongue.href(f"/plans/{name.partition(':')[2]}/summary/") if name.startswith("plan:") else "",
        **rates.ambition(tongue, facts),
        "terms": terms.explained(tongue, "ambition"),
    }
    title = tongue.say("Progress: {name}", name=title_of(tongue, name))
    crumbs: Crumbs = ((tongue.say(PROGRESS), "/progress/"),)
    frame = Frame(title, address, "", crumbs, None, f"{address}index.json", headings(tongue, view))
    return view | shell(tongue, frame)


def most(facts: ProgressFacts) -> int:
    """How many entries each list of the page shows at most, where that isn't all of them; else 0."""
    proofs = max(map(len, facts.evidence.values()), default=0)
    longest = max(len(facts.commitments), len(facts.overdue), len(facts.slipped), len(facts.unproven), proofs)
    return paged.SHARED if longest > paged.SHARED else 0


def list_href(tongue: Tongue, name: str) -> str:
    """The list of a set's commitments, with its filters."""
    kind, _, key = name.partition(":")
    return lists.href(tongue, "/commitments/", lists.Choice(kind, key))


def headings(tongue: Tongue, view: View) -> tuple[tuple[str, object], ...]:
    """The contents of a page on progress."""
    return (
        ("voices", tongue.say("Three voices")),
        ("rates", tongue.say("Completion rates")),
        ("differences", tongue.say("Where the voices differ")),
        ("overdue", tongue.say("What is late")),
        ("slipped", tongue.say("What was put off")),
        ("expected", tongue.say("Expected and reported")),
        ("stale", tongue.say("Without a recent report")),
        ("unproven", tongue.say("Complete without evidence")),
        ("evidence", tongue.say("How strong the evidence is")),
        ("unchecked", tongue.say("Never checked")),
        *((("ambition", tongue.say("By ambition")),) if view["ambition"] else ()),
    )


def neighbours(tongue: Tongue, name: str) -> list[View]:
    """The pages of the same kind, to go on from one to the other."""
    kind = name.partition(":")[0]
    every = places(tongue.edition)
    names = sorted((one for one in every if one.startswith(f"{kind}:")), key=lambda one: by_name(tongue, one))
    found = [{"title": title_of(tongue, one), "href": tongue.href(every[one]), "current": one == name} for one in names]
    return found if len(found) > 1 else []


def voices(tongue: Tongue, facts: ProgressFacts) -> list[View]:
    """The three voices, each with its own groups of commitments. Nothing is computed across them."""
    total = len(facts.commitments)
    government = [
        group(tongue, "reported", code or "no_report", status_words(tongue, code), found)
        for code, found in facts.reported.items()
        if found
    ]
    others = [
        group(tongue, "checked", code or "unchecked", tongue.say(OTHERS_WORDS[code]), facts.checked[code])
        for code in OTHERS_WORDS
        if facts.checked[code]
    ]
    irm = [
        group(tongue, "coded", code or "no_code", coded_words(tongue, code), found)
        for code, found in facts.coded.items()
        if found
    ]
    titles = (
        ("government", tongue.say("What government reports"), government),
        ("others", tongue.say("What others checked"), others),
        ("irm", tongue.say("What the IRM coded"), irm),
    )
    return [
        {"voice": voice, "title": title, "groups": groups, "complete": complete_by(facts, voice), "total": total}
        for voice, title, groups in titles
    ]


def coded_words(tongue: Tongue, code: str) -> object:
    return tongue.label(vocabulary.COMPLETION, code) or tongue.say("Not coded by the IRM")


def group(tongue: Tongue, prefix: str, code: str, words: object, found: Group) -> View:
    """Some commitments on which one voice says the same."""
    return {
        "code": code,
        "anchor": f"{prefix}-{code.replace('_', '-')}",
        "words": words,
        "count": len(found),
        "commitments": rates.commitment_links(tongue, paged.top(found)),
    }


def difference(tongue: Tongue, one: Difference) -> View:
    """What each voice says of a commitment on which they differ, with the day on which it was said."""
    facts = one.commitment
    code = code_of(facts, "completion")
    said = next((found for found in facts.irm if found.codes.completion), None)
    return {
        "commitment": rates.commitment_link(tongue, facts),
        "why": [tongue.say(WHY_WORDS[why]) for why in one.why],
        "status": facts.status or "no_report",
        "status_words": status_words(tongue, facts.status),
        "reported_on": tongue.day(facts.newest.reported_on if facts.newest else None),
        "checks": [other(tongue, check) for check in standing(tongue.site, facts)],
        "reports": [others_report(tongue, report) for report in facts.others_reports],
        "code": code,
        "code_words": coded_words(tongue, code),
        "assessment": tongue.to(said.assessment) if said else None,
        "coded_on": tongue.day(said.assessment.published_on if said else None),
    }


def other(tongue: Tongue, check: records.Check) -> View:
    """What one body outside government found."""
    return {
        "result": check.result,
        "result_words": tongue.label(vocabulary.CHECK_RESULT, check.result),
        "status": check.status or "",
        "status_words": tongue.label(vocabulary.STATUS, check.status),
        "by": tongue.party(check.by),
        "on": tongue.day(check.on),
        "milestone": tongue.link(check.milestone),
        "href": tongue.href(kinds.address_of(check)),
    }


def others_report(tongue: Tongue, report: records.Progress) -> View:
    return {
        "status": report.status,
        "status_words": status_words(tongue, report.status),
        "by": tongue.link(report.reported_by),
        "on": tongue.day(report.reported_on),
        "href": tongue.href(kinds.address_of(report)),
    }


def late_commitment(tongue: Tongue, facts: CommitmentFacts) -> View:
    return {
        **rates.commitment_link(tongue, facts),
        "end": tongue.day(facts.end),
        "days": tongue.days(facts.end, facts.late_on),
        "status": facts.status or "no_report",
        "status_words": status_words(tongue, facts.status),
    }


def slipped(tongue: Tongue, facts: CommitmentFacts, milestone: MilestoneFacts) -> View:
    """A milestone that is now expected later than was promised."""
    keys = {"due_key": sort_key(milestone.milestone.due), "expected_key": sort_key(milestone.expected)}
    return overdue_row(tongue, facts, milestone) | {"slip_days": milestone.slip_days} | keys


def sort_key(due: Due | None) -> str:
    """By what the script of tables sorts a day, whatever its words."""
    return str(due.by.toordinal()) if due and due.by else "0"


def expectation(tongue: Tongue, one: Expectation) -> View:
    """Time gone by against milestones reported complete."""
    return {
        "commitment": rates.commitment_link(tongue, one.commitment),
        "elapsed": one.elapsed,
        "elapsed_words": tongue.said.percent(one.elapsed, 100),
        "done": one.done,
        "done_words": tongue.said.percent(one.done, 100) if one.done is not None else "",
        "due": len(one.due),
        "steps": [overdue_row(tongue, one.commitment, item) for item in one.due],
        "complete": one.complete,
        "milestones": one.milestones,
        "behind": one.behind,
    }


def stale(tongue: Tongue, facts: CommitmentFacts) -> View:
    """A running commitment without a recent report."""
    newest = facts.newest
    return {
        **rates.commitment_link(tongue, facts),
        "reported_on": tongue.day((newest.published_on or newest.reported_on) if newest else None),
        "leads": tongue.links(facts.commitment.lead),
    }
