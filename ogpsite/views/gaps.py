"""What breaks a rule of the self-check, or is to be noted, in words; and the records that it names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from ogpsite import locales
from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.findings import Gap, gap_message
from ogpsite.parts import Part
from ogpsite.views.retold import retold
from ogpsite.views.tongue import Shown, Tongue, View

READINGS = {
    "plan-year": "Year {label} of the plan",
    "calendar-year": "Calendar year {label}",
    "review": "Review by the IRM",
    "results": "Results report of the IRM",
    "recommendations": "Answers to recommendations",
    "report": "Report",
}
PARTS = {
    # of a commitment (PLAN-2), and of the evidence of co-creation (MR2.2-d)
    "lead": "Lead body",
    "problem": "Problem to solve",
    "solution": "What is promised",
    "milestone": "Milestone with an output and a due date",
    "value": "Open government value",
    "timeline": "Timeline of co-creation",
    "outreach": "Outreach",
    "consultation": "Consultation",
    "reasoned-response": "Reasoned response",
    "final-plan": "Final plan",
    "forum-minutes": "Minutes of the forum",
}
ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def gap(tongue: Tongue, one: Gap) -> View:
    """What breaks a rule, or is to be noted, in words, with its record."""
    nothing = tongue.say("(no day)")
    values = {
        "since": tongue.day(one.since) if one.since else nothing,
        "until": tongue.day(one.until) if one.until else nothing,
        "count": tongue.figure(one.count) if one.count is not None else "",
        "detail": DETAILS.get(one.code, plain)(tongue, one.detail),
    }
    link = link_of(tongue, one.record) if one.record else None
    return {"words": tongue.say(gap_message(one), **values), "link": link, "code": one.code}


def plain(tongue: Tongue, detail: str) -> object:
    """A detail as it stands, with its days in the reader's language."""
    return ISO_DAY.sub(lambda found: str(tongue.day(datetime.date.fromisoformat(found[0]))), detail)


def parts(tongue: Tongue, detail: str) -> object:
    """What is missing: parts, one after the other."""
    return ", ".join(str(tongue.say(PARTS[one])) if one in PARTS else one for one in detail.split(", "))


def product(tongue: Tongue, detail: str) -> object:
    return tongue.say(READINGS[detail], label="") if detail in READINGS else detail


def statuses(tongue: Tongue, detail: str) -> object:
    """Codes of statuses in their words: `limited → complete`, `complete; m2: limited`."""

    def said(found: re.Match[str]) -> str:
        return str(tongue.label(vocabulary.STATUS | vocabulary.COMPLETION, found[0]) or found[0])

    return re.sub(r"(?<![\w-])[a-z_]+(?![\w-])", said, detail)


def requirement(tongue: Tongue, detail: str) -> object:
    """The number of a requirement, with the phase in which it was looked at."""
    number, _, phase = detail.partition(" ")
    said = tongue.label(vocabulary.PHASE, phase)
    return f"{number} ({said})" if said else detail


def languages(tongue: Tongue, detail: str) -> object:
    return ", ".join(locales.name_of(code) for code in detail.split(", "))


def concentration(tongue: Tongue, detail: str) -> object:
    """How many of the links lie on one host."""
    found = re.fullmatch(r"(\d+) of (\d+) links: (.*)", detail)
    if not found:
        return detail
    part, whole = (tongue.said.number(int(found[n])) for n in (1, 2))
    return tongue.say("{part} of {whole} links lie on {host}", part=part, whole=whole, host=found[3])


DETAILS: dict[str, Callable[[Tongue, str], object]] = {
    "missing-kind": parts,
    "incomplete": parts,
    "product-missing": product,
    "product-late": product,
    "regression": statuses,
    "jump": statuses,
    "better-than-milestone": statuses,
    "no-progress": statuses,
    "irm-not-met": requirement,
    "falls-back": languages,
    "no-language": languages,
    "concentration": concentration,
}


@retold
def link_of(tongue: Tongue, uid: str) -> View:
    """The page of a record that proves or breaks a rule."""
    kind, _, identifier = uid.partition(":")
    if kind == "milestone":
        holder, _, key = identifier.partition("#")
        record = tongue.site.by_uid.get(f"commitment:{holder}")
        if isinstance(record, records.Commitment):
            found = next((one for one in record.milestones if one.key == key), None)
            title = tongue.text(found.title) if found else Shown(key)
            href = tongue.href(f"{kinds.address_of(record)}#milestone-{key}")
            return Part({"title": title, "href": href, "kind": tongue.say("Milestone"), "of": tongue.title(record)})
    record = tongue.site.by_uid.get(uid)
    if record is None:
        return Part({"title": Shown(uid), "href": "", "kind": "", "of": ""})
    above = tongue.site.by_uid.get(f"{kinds.KINDS[kind].parent}:{record.meta.parent}")
    of = tongue.title(above) if above and kind not in ("commitment", "meeting") else ""
    if not kinds.KINDS[kind].address:
        kind_words = tongue.say(kinds.KINDS[kind].singular)
        return Part({"title": tongue.title(record), "href": "", "kind": kind_words, "of": of})
    return Part({**tongue.to(record), "of": of})
