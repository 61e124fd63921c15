"""Records → content files: which record lies at which path, and in which order its fields stand there."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ogpsite.importers import fields, progress, render, shape
from ogpsite.importers.atlas import fold
from ogpsite.importers.render import markdown, tidy
from ogpsite.importers.rows import Bound
from ogpsite.importers.shape import Commitment, Item, Plan
from ogpsite.importers.slots import Desk
from ogpsite.model import records
from ogpsite.model.fields import fields_of
from ogpsite.nouns import dataclass


@dataclass(frozen=True)
class Draft:
    """A content file to be written: its path inside the site's folder, and its text."""

    path: str
    text: str


@dataclass(frozen=True)
class Drafts:
    """All files of an import, and how many records of each kind they hold."""

    files: tuple[Draft, ...]
    records: tuple[tuple[str, int], ...]


def drafts(tables: Sequence[Bound], desk: Desk) -> Drafts:
    """Every file that the tables give."""
    plan = shape.plan(tables, desk)
    reports = progress.reports(tables, plan, desk)
    counts: Counter[str] = Counter()
    counts["commitments"] = len(plan.commitments)
    counts["milestones"] = sum(1 for step in plan.milestones.values() if not step.part_of)
    counts["third-level milestones"] = len(plan.milestones) - counts["milestones"]
    counts["progress reports"] = len(reports)
    counts["milestone reports"] = sum(len(report.milestones) for report in reports)
    files = [
        *plan_file(plan, desk),
        *(commitment_file(commitment, plan, desk) for commitment in plan.commitments.values()),
        *(report_file(report, plan, desk) for report in reports),
        *consultations(tables, desk, counts),
        *gatherings(tables, desk, counts),
        *settings(desk),
    ]
    return Drafts(tuple(files), tuple((kind, count) for kind, count in counts.items() if count))


def settings(desk: Desk) -> Iterator[Draft]:
    """The site's settings, where the map has them for a folder without site.yaml."""
    site = dict(desk.map.site)
    if site:
        agency = str(site.get("lead_agency", ""))
        if agency:
            site["lead_agency"] = desk.register.key(agency)
        yield Draft("site.yaml", render.document(from_map(records.Settings, site, desk)))


def from_map(record: type, given: Mapping[str, object], desk: Desk) -> dict[str, object]:
    """A part of the map as it is written; its plain texts are in the map's first language."""
    known = {field.name: field for field in fields_of(record)}
    found: dict[str, object] = {}
    for name, value in given.items():
        field = known.get(name)
        if field and field.of and isinstance(value, list):
            found[name] = [from_map(field.of, item, desk) if isinstance(item, Mapping) else item for item in value]
        elif field and field.localised and isinstance(value, str):
            found[name] = desk.say({desk.map.languages[0]: value})
        else:
            found[name] = tidy(value)
    return found


def plan_folder(desk: Desk) -> str:
    """Where the plan lies."""
    return f"content/plans/{desk.map.plan_key}"


def plan_file(plan: Plan, desk: Desk) -> Iterator[Draft]:
    """The plan, from the map."""
    if plan.commitments:
        front, body = bodied(*parted(from_map(records.Plan, desk.map.plan, desk)), "summary", desk)
        yield Draft(f"{plan_folder(desk)}/plan.md", markdown(front, body))


def commitment_folder(commitment: Commitment, desk: Desk) -> str:
    """Where a commitment lies."""
    return f"{plan_folder(desk)}/commitments/{commitment.key}"


def commitment_file(commitment: Commitment, plan: Plan, desk: Desk) -> Draft:
    """A commitment with its milestones; fields in the order of the content model."""
    front = ordered("commitment", commitment.fields)
    steps = [milestone(step, plan) for step in plan.steps(fold(commitment.id))]
    if steps:
        front["milestones"] = steps
    front, body = bodied(front, commitment.body, "summary", desk)
    return Draft(f"{commitment_folder(commitment, desk)}/commitment.md", markdown(front, body))


def milestone(step: shape.Milestone, plan: Plan) -> dict[str, object]:
    """A milestone as its commitment lists it."""
    given: dict[str, object] = {"key": step.key, **step.fields}
    if step.part_of:
        given["part_of"] = plan.milestones[step.part_of].key
    return ordered("milestone", given)


def ordered(record: str, given: Mapping[str, object]) -> dict[str, object]:
    """The fields in the order of their declaration; those without a place come last."""
    places = fields.order(record)
    return {name: tidy_day(given[name]) for name in sorted(given, key=lambda name: places.get(name, len(places)))}


def tidy_day(value: object) -> object:
    """A text that is a day as a day, so that it stands without quotes; other texts as they are."""
    found = tidy(value) if isinstance(value, str) else value
    return found if isinstance(found, datetime.date) else value


def parted(given: dict[str, object]) -> tuple[dict[str, object], str]:
    """A part of the map without its `body`, and that."""
    return {name: value for name, value in given.items() if name != "body"}, str(given.get("body", "")).strip()


def bodied(front: dict[str, object], body: str, otherwise: str, desk: Desk) -> tuple[dict[str, object], str]:
    """Free text as the body where it is in the site's first language, else in a field that takes languages."""
    if not body or desk.own:
        return front, body
    text: object = desk.say({desk.map.languages[0]: body})
    return {**front, otherwise: [text] if otherwise == "agenda" else text}, ""


def report_file(report: progress.Report, plan: Plan, desk: Desk) -> Draft:
    """A progress report."""
    commitment = plan.commitments[report.commitment]
    front = ordered("progress", report.whole)
    steps = {
        step.key: ordered("progress", report.milestones[fold(step.id)])
        for step in plan.steps(report.commitment)
        if fold(step.id) in report.milestones
    }
    if steps:
        front["milestones"] = steps
    return Draft(f"{commitment_folder(commitment, desk)}/progress/{report.period}.md", markdown(front))


def consultations(tables: Sequence[Bound], desk: Desk, counts: Counter[str]) -> Iterator[Draft]:
    """Consultations of the map, with the answers of the tables and the contributions that they answer."""
    for bound in tables:
        if bound.map.record != "response":
            continue
        found = shape.answers(bound.map, bound.rows, desk)
        folder = f"content/consultations/{bound.map.consultation}"
        yield consultation_file(bound.map.consultation, folder, desk)
        counts["consultations"] += 1
        counts["responses"] += len(found)
        if bound.map.contribution is not None:
            given = [contribution(item, bound.map.contribution, desk) for item in found]
            counts["contributions"] += len(given)
            yield Draft(f"{folder}/contributions.yaml", render.document(given))
        yield Draft(f"{folder}/responses.yaml", render.document([response(item) for item in found]))


def consultation_file(key: str, folder: str, desk: Desk) -> Draft:
    """A consultation, from the map."""
    given = from_map(records.Consultation, desk.map.consultations[key], desk)
    front, body = bodied(*parted(given), "purpose", desk)
    return Draft(f"{folder}/consultation.md", markdown(front, body))


def contribution(item: Item, constants: Mapping[str, object], desk: Desk) -> dict[str, object]:
    """What an answer says was heard, as the contribution that it answers."""
    return {
        "key": item.key,
        **from_map(records.Contribution, constants, desk),
        "text": item.fields.get("heard", ""),
        **({"about": [item.words]} if item.words else {}),
    }


def response(item: Item) -> dict[str, object]:
    """An answer."""
    answered = item.fields.get("answers", [item.key])
    rest = ordered("response", {key: value for key, value in item.fields.items() if key != "answers"})
    return {"key": item.key, "answers": answered, **rest}


def gatherings(tables: Sequence[Bound], desk: Desk, counts: Counter[str]) -> Iterator[Draft]:
    """The forum with its meetings, and the events."""
    meetings = shape.items(tables, "meeting", desk)
    events = shape.items(tables, "event", desk)
    counts["meetings"], counts["events"] = len(meetings), len(events)
    if meetings and desk.map.forum:
        front, body = bodied(*parted(from_map(records.Forum, desk.map.forum, desk)), "mandate", desk)
        yield Draft("content/forum/forum.md", markdown(front, body))
    yield from gathered("meeting", "content/forum/meetings", meetings, desk)
    yield from gathered("event", "content/events", events, desk)


def gathered(record: str, folder: str, items: Sequence[Item], desk: Desk) -> Iterator[Draft]:
    """Meetings or events, one file each."""
    for item in items:
        front, body = bodied(ordered(record, item.fields), item.body, "agenda", desk)
        yield Draft(f"{folder}/{item.key}.md", markdown(front, body))
