"""What a feed says of a change, in the words of one language: a title, and what changed, line by line."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from ogpsite import prose
from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.facts import Change, CommitmentFacts, ConsultationFacts
from ogpsite.model.values import Text
from ogpsite.nouns import dataclass
from ogpsite.views.retold import retold
from ogpsite.views.tongue import Tongue

HAPPENED = {  # what is said of a change, instead of the kind of record
    "corrected": "Corrected",
    "withdrawn": "Withdrawn",
    "contributions": "New contributions",
    "updated": "Updated",
}
LENGTH = 600  # of a text in an entry
FOUNDED = datetime.date(2011, 9, 20)  # of OGP: the day of what no day of the content dates


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed. `key` is its identity for ever: it holds no words that anybody may correct."""

    key: str
    day: datetime.date
    title: str
    href: str
    kind: str
    lines: tuple[str, ...]


def entry(tongue: Tongue, change: Change) -> Entry:
    """A change as an entry. Its record must be there."""
    record = tongue.site.by_uid[change.uid]
    shown = tongue.to(record)
    lines = tuple(line for line in lines_of(tongue, change, record) if line)
    return Entry(
        key_of(change, record), change.day, title(tongue, change, record), shown["href"], str(shown["kind"]), lines
    )


def key_of(change: Change, record: records.Record) -> str:
    """The identity of a change: of its record, and which of its changes it is."""
    if change.what == "contributions":
        return f"{change.uid}/contributions/{change.day.isoformat()}"
    if isinstance(record, records.Gathering) and record.body and change.day != record.announced_on:
        return f"{change.uid}/minutes"
    return f"{change.uid}/withdrawn" if change.what == "withdrawn" else change.uid


def title(tongue: Tongue, change: Change, record: records.Record) -> str:
    """What happened, to what, in which commitment or consultation."""
    name: object = tongue.title(record)
    holder = tongue.site.by_uid.get(f"{kinds.KINDS[record.meta.kind].parent}:{record.meta.parent}")
    if holder is not None:
        name = tongue.say("{title} – {whole}", title=name, whole=tongue.title(holder))
    what: object = tongue.say(HAPPENED.get(change.what) or kinds.KINDS[record.meta.kind].singular)
    if isinstance(record, records.Gathering) and key_of(change, record).endswith("/minutes"):
        what = tongue.say("Minutes")
    return str(tongue.say("{what}: {title}", what=what, title=name))


def lines_of(tongue: Tongue, change: Change, record: records.Record) -> Iterator[str]:
    """What changed, in words."""
    if change.what == "withdrawn":
        withdrawn = getattr(record, "withdrawn", None)
        yield shortened(tongue, withdrawn.reason) if withdrawn else ""
    elif change.what == "contributions":
        yield from new_contributions(tongue, change)
    elif isinstance(record, records.Gathering) and key_of(change, record).endswith("/minutes"):
        yield from minutes(tongue, record)
    else:
        yield from LINES.get(type(record), plain)(tongue, record)


def notice(tongue: Tongue, one: records.Notice) -> Entry:
    """That something is gone, with the reason."""
    title = str(tongue.say("Withdrawn: {title}", title=tongue.text(one.title)))
    page = one.address.partition("#")[0]
    address = page if page.endswith("/") else f"{page}/"
    words = tuple(line for line in (shortened(tongue, one.reason),) if line)
    href = tongue.href(address) + one.address[len(page) :]
    return Entry(f"withdrawn:{one.address}", one.on, title, href, str(tongue.say("Withdrawn")), words)


def moved(tongue: Tongue, page: str, target: str) -> Entry:
    """That what could be followed at a page is to be found elsewhere."""
    title = str(tongue.say("This page has moved"))
    return Entry(f"moved:{page}", FOUNDED, title, target, title, ())


def shortened(tongue: Tongue, *texts: Text) -> str:
    """The beginning of the first text that there is."""
    for text in texts:
        found = text.best(*tongue.languages)[1]
        if found:
            return prose.excerpt(found, LENGTH)
    return ""


def new_contributions(tongue: Tongue, change: Change) -> Iterator[str]:
    """How many came in that day; their words are on the page."""
    number = arrivals(tongue, tongue.facts.consultations[change.uid])[change.day]
    yield str(tongue.count("{count} contribution", "{count} contributions", number))


@retold
def arrivals(tongue: Tongue, facts: ConsultationFacts) -> Counter[datetime.date | None]:
    """How many contributions came in on each day."""
    return Counter(one.published_on or one.received_on for one in facts.contributions)


def status(tongue: Tongue, code: str) -> str:
    return str(tongue.label(vocabulary.STATUS, code) or tongue.say("No report"))


def progress(tongue: Tongue, one: records.Progress) -> Iterator[str]:
    """The status reported and the one before; every milestone that the report speaks of; the report's summary."""
    facts = tongue.facts.commitments[f"commitment:{one.meta.parent}"]
    reporter = tongue.site.get(one.reported_by)
    if reporter:
        yield str(tongue.say("Reported by {body}", body=tongue.title(reporter)))
    before = status_before(facts, one)
    now = status(tongue, one.status)
    if before and before != one.status:
        yield str(tongue.say("Status: {status}; before: {before}", status=now, before=status(tongue, before)))
    else:
        yield str(tongue.say("Status: {status}", status=now))
    titles = {item.key: item for item in facts.commitment.milestones}
    for said in one.milestones:
        if said.key in titles:
            milestone = tongue.text(titles[said.key].title)
            yield str(tongue.say("{title}: {status}", title=milestone, status=status(tongue, said.status)))
            if said.due:
                yield str(tongue.say("{title}: now expected {due}", title=milestone, due=tongue.due(said.due)))
    yield shortened(tongue, one.summary, one.body)


def status_before(facts: CommitmentFacts, one: records.Progress) -> str:
    """The status of the report that came before, among those of the same voice."""
    voice = facts.reports if facts.is_own(one) else facts.others_reports
    place = next((n for n, report in enumerate(voice) if report.uid == one.uid), len(voice))
    older = voice[place + 1 :]
    return next((report.status for report in older if report.uid not in facts.corrections), "")


def check(tongue: Tongue, one: records.Check) -> Iterator[str]:
    by = tongue.party(one.by)
    result = tongue.label(vocabulary.CHECK_RESULT, one.result)
    yield str(tongue.say("{body}: {result}", body=by["title"], result=result) if by else result)
    if one.milestone and (milestone := tongue.link(one.milestone)):
        yield str(milestone["title"])
    if one.status:
        yield str(tongue.say("In their view: {status}", status=status(tongue, one.status)))
    yield shortened(tongue, one.note)


def response(tongue: Tongue, one: records.Response) -> Iterator[str]:
    yield str(tongue.label(vocabulary.DECISION, one.decision))
    yield shortened(tongue, one.heard)
    yield shortened(tongue, one.reasons)
    yield from (str(tongue.say("What changed: {title}", title=link["title"])) for link in tongue.links(one.effects))


def consultation(tongue: Tongue, one: records.Consultation) -> Iterator[str]:
    yield str(tongue.say("Open from {start} to {end}", start=day(tongue, one.opens), end=day(tongue, one.closes)))
    yield shortened(tongue, one.purpose, one.body)


def announced(tongue: Tongue, one: records.Gathering) -> Iterator[str]:
    """When and where, and what it will be about: nothing that can only be known after it."""
    place = tongue.text(one.place)
    yield f"{day(tongue, one.date)}, {place}" if place else day(tongue, one.date)
    yield from (str(tongue.text(point)) for point in one.agenda)


def minutes(tongue: Tongue, one: records.Gathering) -> Iterator[str]:
    """When it was, what was decided, and the beginning of the minutes."""
    yield day(tongue, one.date)
    for decision in one.decisions:
        yield str(tongue.say("Decision: {text}", text=tongue.text(decision.text)))
    yield shortened(tongue, one.body)


def day(tongue: Tongue, found: datetime.date) -> str:
    return tongue.said.day(found)


def plan(tongue: Tongue, one: records.Plan) -> Iterator[str]:
    yield str(tongue.say("From {start} to {end}", start=day(tongue, one.start), end=day(tongue, one.end)))
    yield shortened(tongue, one.summary, one.body)


def timeline(tongue: Tongue, one: records.Timeline) -> Iterator[str]:
    yield shortened(tongue, one.note)
    for phase in one.phases:
        span = tongue.say("From {start} to {end}", start=day(tongue, phase.start), end=day(tongue, phase.end))
        yield str(tongue.say("{title}: {status}", title=tongue.text(phase.title), status=span))


def assessment(tongue: Tongue, one: records.Assessment) -> Iterator[str]:
    yield str(tongue.label(vocabulary.ASSESSMENT_KIND, one.kind))
    yield str(tongue.label(vocabulary.STAGE, one.stage) or "")
    yield shortened(tongue, one.body)


def document(tongue: Tongue, one: records.Document) -> Iterator[str]:
    yield str(tongue.label(vocabulary.DOCUMENT_TYPE, one.type) or one.type)
    yield shortened(tongue, one.body)


def plain(tongue: Tongue, record: records.Record) -> Iterator[str]:
    """Any other record by its summary, or the beginning of its text."""
    texts = [getattr(record, name) for name in ("summary", "outcome") if isinstance(getattr(record, name, None), Text)]
    yield shortened(tongue, *texts, record.body)


LINES: dict[type, Callable[[Tongue, Any], Iterator[str]]] = {
    records.Progress: progress,
    records.Check: check,
    records.Response: response,
    records.Consultation: consultation,
    records.Meeting: announced,
    records.Event: announced,
    records.Plan: plan,
    records.Timeline: timeline,
    records.Assessment: assessment,
    records.Document: document,
}
