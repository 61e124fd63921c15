"""JSON beside every record: what its files say and what follows from it, in all languages at once."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from ogpsite import jsonwords, links
from ogpsite.model import kinds, records
from ogpsite.model.blanks import iso
from ogpsite.model.facts import CommitmentFacts, Edition, MilestoneFacts
from ogpsite.model.fields import declared
from ogpsite.model.findings import NOTICE
from ogpsite.model.noted import read_whole
from ogpsite.model.once import once
from ogpsite.model.site import Output, Site
from ogpsite.model.values import Due, FileRef, Party, Period, Ref, Text
from ogpsite.outputs.filling import output
from ogpsite.outputs.options import Options
from ogpsite.published import PARTS, UNPUBLISHED
from ogpsite.tables import findings
from ogpsite.theme import Theme

Data = dict[str, Any]
EMPTIES = frozenset({str, tuple, Text})  # of which nothing is written where they are empty; a nought is


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """One file for each record that has a page."""
    for uid in parts(edition):
        yield from of_record(edition, theme, options, uid)


def parts(edition: Edition) -> tuple[str, ...]:
    """The records that have a page: the file of each can be made by itself."""
    return tuple(
        uid
        for uid, record in edition.site.by_uid.items()
        if record.meta.kind == "settings"
        or (record.meta.kind != "home" and kinds.KINDS[record.meta.kind].address.startswith("/"))
    )


def of_record(edition: Edition, theme: Theme, options: Options, uid: str) -> Iterator[Output]:
    """The file of one record."""
    record = edition.site.by_uid[uid]
    if record.meta.kind == "settings":
        yield output(edition, "index.json", written(home(edition)))
    else:
        path = f"{kinds.address_of(record).strip('/')}/index.json"
        yield output(edition, path, written(whole(edition, record)))


def written(data: Data) -> str:
    return jsonwords.written(data) + "\n"


def home(edition: Edition) -> Data:
    """The site as a whole: its settings, and where every record is."""
    site = edition.site
    found = [
        {"kind": kind, "id": record.id, "address": kinds.address_of(record)}
        for kind, records_ in sorted(site.by_kind.items())
        if kind not in ("settings", "home") and kinds.KINDS[kind].address.startswith("/")
        for record in records_
    ]
    settings = fields(site, site.settings)
    return {"kind": "site", "day": iso(site.day), "generator": f"ogpsite {edition.version}", **settings} | {
        "self_check": self_check(edition, ""),
        "records": found,
    }


def whole(edition: Edition, record: records.Record) -> Data:
    """A record with its parts, and what is derived from it."""
    data = summary(edition, record) | fields(edition.site, record)
    for kind in PARTS.get(record.meta.kind, ()):
        if parts := parts_by_whole(edition.site, kind).get(record.id):
            data[kinds.KINDS[kind].plural.lower().replace(" ", "_")] = [part(edition, one) for one in parts]
    derived = derived_of(edition, record)
    if derived:
        data["derived"] = derived
    if record.meta.kind == "plan":
        data["self_check"] = self_check(edition, record.id)
    return data


@once
def parts_by_whole(site: Site, kind: str) -> Mapping[str, list[records.Record]]:
    """The records of a kind by the id of the record that they are a part of, in the order of their own ids."""
    found: dict[str, list[records.Record]] = {}
    for one in site.by_kind.get(kind, ()):
        found.setdefault(whole_of(site, one), []).append(one)
    return found


def whole_of(site: Site, one: records.Record) -> str:
    """The id of the record that one is a part of: by its folder; a meeting also by its forum, or as that of the only
    one."""
    if not isinstance(one, records.Meeting) or one.meta.parent:
        return one.meta.parent
    forums = site.all(records.Forum)
    return one.forum.target.partition(":")[2] if one.forum else forums[0].id if len(forums) == 1 else ""


def self_check(edition: Edition, plan: str) -> Data:
    """What the self-check found for a plan (or, without one, for the site); never the IRM's word (docs/audit.md)."""
    found = {rule: one for (held_by, rule), one in findings.written(edition).items() if held_by == plan}
    return {"notice": NOTICE, "rules": edition.site.settings.rules or "national-2022", "findings": found}


def part(edition: Edition, record: records.Record) -> Data:
    """A record inside its parent's: whole where it has no page of its own."""
    if kinds.KINDS[record.meta.kind].address.startswith("#"):
        return summary(edition, record) | fields(edition.site, record)
    facts = edition.facts.commitments.get(record.uid)
    state = {"status": facts.status or None} if facts else {}
    return summary(edition, record) | state


def summary(edition: Edition, record: records.Record) -> Data:
    """Identity, address, title and last change."""
    site = edition.site
    updated = edition.facts.updated.get(record.uid)
    address = kinds.address_of(record)
    title = next((getattr(record, name) for name in ("title", "name", "label") if getattr(record, name, None)), None)
    return {
        "kind": record.meta.kind,
        "id": record.id,
        "address": address,
        "url": f"{site.settings.url.rstrip('/')}{address}",
        **({"title": plain(site, title)} if isinstance(title, Text) else {}),
        **({"updated": updated.isoformat()} if updated else {}),
        **({"draft": True} if record.draft else {}),
    }


def fields(site: Site, record: records.Record) -> Data:
    """Everything that a record's files say, but what is not for the public."""
    data = group(site, record)
    if record.body:
        data["body"] = plain(site, record.body)
    if record.meta.translations:
        data["translations"] = list(record.meta.translations)
    return {name: value for name, value in data.items() if name not in UNPUBLISHED}


def group(site: Site, value: Any) -> Data:
    """The fields of a record or group that hold something."""
    found: Data = {}
    whole = read_whole(value) if isinstance(value, records.Record) else None
    for attribute, spec in declared(type(value)):
        inner = whole[attribute] if whole else getattr(value, attribute)
        if inner is None or (not inner and (type(inner) in EMPTIES or spec.kind == "boolean")):
            continue
        name = "type" if spec.name == "kind" and isinstance(value, records.Record) else spec.name
        found[name] = plain(site, inner)
    if key := getattr(value, "key", ""):
        found = {"key": key} | found
    return found


def plain(site: Site, value: Any) -> Any:
    """A value as JSON holds it."""
    if type(value) is str:
        return value
    if isinstance(value, Text):
        return dict(value.variants)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Ref):
        return reference(site, value)
    if isinstance(value, Party):
        return reference(site, value.ref) if value.ref and value.ref.target else {"name": plain(site, value.name)}
    if isinstance(value, Due):
        return due(value)
    if isinstance(value, FileRef):
        return file(site, value)
    if isinstance(value, Period):
        return {"start": plain(site, value.start), "end": plain(site, value.end)} | (
            {"label": plain(site, value.label)} if value.label else {}
        )
    if isinstance(value, tuple):
        return [plain(site, one) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return group(site, value)
    return value


def reference(site: Site, ref: Ref) -> Data:
    """Which record is meant, and where it is."""
    if ref.target == "all":
        return {"kind": "contribution", "id": "all"}
    kind, _, identifier = ref.target.partition(":")
    record = site.get(ref)
    return {"kind": kind, "id": identifier} | ({"address": kinds.address_of(record)} if record else {})


def due(value: Due) -> Data:
    """A due date as written, and the latest day that it can mean."""
    words: Data = {"text": dict(value.words.variants)} if value.form == "text" else {"written": value.written}
    return {"form": value.form, **words, "by": value.by.isoformat() if value.by else None}


def file(site: Site, value: FileRef) -> Data:
    stored = site.files.get(value.path)
    found: Data = {"path": value.path, "address": links.file_address(value.path)}
    if stored:
        found |= {"size": stored.size, "sha256": stored.sha256, "media_type": stored.media_type}
    return found


def derived_of(edition: Edition, record: records.Record) -> Mapping[str, Any]:
    """What is derived, never written (content-model 4)."""
    facts = edition.facts
    if record.uid in facts.commitments:
        return commitment_facts(edition.site, facts.commitments[record.uid])
    if record.uid in facts.plans:
        plan = facts.plans[record.uid]
        counts = {status or "no_report": number for status, number in plan.counts.items()}
        return {
            "status": plan.status,
            "commitments": len(plan.commitments),
            "commitments_by_status": counts,
            "milestones": plan.milestones,
            "milestones_complete": plan.milestones_complete,
            "overdue_milestones": len(plan.overdue),
        }
    if record.uid in facts.consultations:
        found = facts.consultations[record.uid]
        return {
            "status": found.status,
            "contributions": len(found.contributions),
            "owed_an_answer": len(found.owed),
            "unanswered": [one.id for one in found.unanswered],
            "unanswered_days": found.unanswered_days,
            "responses_by_decision": {code: number for code, number in found.decisions.items() if number},
        }
    if record.uid in facts.gatherings:
        held = facts.gatherings[record.uid]
        return {"held": held.held, "minutes_published": held.minutes_out, "days_to_minutes": held.minutes_days}
    return {}


def commitment_facts(site: Site, facts: CommitmentFacts) -> Data:
    """Where a commitment stands; the three voices stay apart."""
    return {
        "reported": {
            "status": facts.status or None,
            "newest_report": facts.newest.id if facts.newest else None,
            "overdue_days": facts.overdue_days,
            "stale": facts.stale,
        },
        "checked_by_others": [
            {"result": check.result, "status": check.status, "on": check.on.isoformat()} for check in facts.checks
        ],
        "coded_by_irm": [{"assessment": one.assessment.id, **group(site, one.codes)} for one in facts.irm],
        "milestones": [milestone_facts(one) for one in facts.milestones],
    }


def milestone_facts(facts: MilestoneFacts) -> Data:
    return {
        "key": facts.milestone.key,
        "status": facts.status or None,
        "raw_status": facts.raw_status or None,
        "percent": facts.percent,
        "overdue_days": facts.overdue_days,
        "expected": due(facts.expected) if facts.expected else None,
        "slip_days": facts.slip_days,
        "evidence_strength": facts.strength,
        "evidence": len(facts.proofs),
    }
