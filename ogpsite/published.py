"""JSON Schema of every record as it is published beside its page (`…/index.json`), from its declarations.

`schema` describes what editors write; this what readers get: dates and references resolved, nothing private.
"""

from __future__ import annotations

from typing import Any

from ogpsite.model import kinds, records, vocabulary
from ogpsite.model.fields import Field, fields_of
from ogpsite.model.findings import PHASES, STATES

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
PARTS = {
    # the records that are published inside another one's file
    "plan": ("timeline", "version", "commitment"),
    "commitment": ("progress", "check"),
    "consultation": ("contribution", "response"),
    "forum": ("meeting",),
}
UNPUBLISHED = frozenset({"draft", "publish", "csp", "compress", "barrier_hosts", "barrier_hosts_replace", "edit_url"})
STRING: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "number"}
BOOLEAN: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
TEXT: Schema = {"type": "object", "additionalProperties": STRING, "description": "A text by language code."}


def closed(properties: Schema, required: tuple[str, ...] = (), what: str = "") -> Schema:
    """An object that holds nothing but these."""
    return {
        "type": "object",
        **({"description": what} if what else {}),
        "properties": properties,
        **({"required": list(required)} if required else {}),
        "additionalProperties": False,
    }


REFERENCE = closed({"kind": STRING, "id": STRING, "address": STRING}, ("kind", "id"), "Another record.")
PARTY: Schema = {"anyOf": [REFERENCE, closed({"name": TEXT}, ("name",))]}
DUE = closed(
    {"form": STRING, "written": STRING, "text": TEXT, "by": {"anyOf": [DAY, {"type": "null"}]}},
    ("form", "by"),
    "A due date as written, and the latest day that it can mean.",
)
FILE = closed(
    {"path": STRING, "address": STRING, "size": WHOLE, "sha256": STRING, "media_type": STRING}, ("path", "address")
)
PERIOD = closed({"start": DAY, "end": DAY, "label": TEXT}, ("start", "end"))
SIMPLE: dict[str, Schema] = {
    "text": TEXT,
    "prose": TEXT,
    "day": DAY,
    "due": DUE,
    "since": DUE,
    "ref": REFERENCE,
    "answers": REFERENCE,
    "party": PARTY,
    "file": FILE,
    "period": PERIOD,
    "number": NUMBER,
    "percent": NUMBER,
    "whole": WHOLE,
    "boolean": BOOLEAN,
    "count-or-ref": {"anyOf": [WHOLE, REFERENCE]},
    "languages": {"type": "array", "items": STRING},
    "names": {"type": "array", "items": {"type": "array"}},
    "pairs": {"type": "array", "items": {"type": "array"}},
    "targets": {"type": "array"},
    "csp": {"type": "array"},
}
IDENTITY: Schema = {
    "kind": STRING,
    "id": {"type": "string", "description": "Permanent id among records of its kind."},
    "address": {"type": "string", "description": "Address of its page, from the root of the site."},
    "url": {"type": "string", "description": "Whole address of its page."},
    "title": TEXT,
    "updated": DAY,
    "draft": BOOLEAN,
}


GAP = closed(
    {"code": STRING, "words": STRING, "record": STRING, "from": DAY, "to": DAY, "count": {"type": "integer"}}
    | {"detail": STRING},
    ("code", "words"),
)
STRINGS: Schema = {"type": "array", "items": STRING}
FIGURES: Schema = {"type": "object", "additionalProperties": {"type": ["number", "string"]}}
WINDOW = closed(
    {
        "reading": STRING,
        "label": STRING,
        "from": {"anyOf": [DAY, {"type": "null"}]},
        "to": {"anyOf": [DAY, {"type": "null"}]},
        "state": {"enum": list(STATES)},
        "proofs": STRINGS,
        "gaps": {"type": "array", "items": GAP},
        "figures": FIGURES,
    },
    ("reading", "state"),
)
FINDING = closed(
    {
        "state": {"enum": list(STATES)},
        "phase": {"enum": list(PHASES)},
        "turns_on": {"anyOf": [DAY, {"type": "null"}]},
        "proofs": STRINGS,
        "breaks": STRINGS,
        "gaps": {"type": "array", "items": GAP},
        "notes": {"type": "array", "items": GAP},
        "figures": FIGURES,
        "windows": {"type": "array", "items": WINDOW},
        "remarks": STRINGS,
    },
    ("state",),
)
SELF_CHECK = closed(
    {"notice": STRING, "rules": STRING, "findings": {"type": "object", "additionalProperties": FINDING}},
    ("notice", "rules", "findings"),
    "What the self-check found, by the id of each rule; never the IRM's word.",
)


def schema_of(kind: str) -> Schema:
    """The JSON Schema (2020-12) of a record's published file."""
    return {"$schema": DRAFT, "title": kinds.KINDS[kind].singular, **body_of(kind)}


def published_kinds() -> tuple[str, ...]:
    """The kinds whose records have a page, and so a file, of their own."""
    return tuple(
        kind.name for kind in kinds.TABLE if kind.address.startswith("/") and kind.name not in ("home", "settings")
    )


def body_of(kind: str) -> Schema:
    """A record with its parts, and what is derived from it."""
    record = kinds.KINDS[kind].record
    inside = {
        kinds.KINDS[part].plural.lower().replace(" ", "_"): {"type": "array", "items": part_of(part)}
        for part in PARTS.get(kind, ())
    }
    derived = {"derived": DERIVED[kind]} if kind in DERIVED else {}
    if kind == "plan":
        derived["self_check"] = SELF_CHECK
    what = (record.__doc__ or "").split("\n")[0]
    return closed(own(record) | inside | derived, ("kind", "id", "address", "url"), what)


def part_of(kind: str) -> Schema:
    """A record inside its parent's file: whole where it has no page of its own."""
    if kinds.KINDS[kind].address.startswith("#"):
        return closed(own(kinds.KINDS[kind].record), ("kind", "id", "address"))
    state = {"status": {"enum": [*vocabulary.STATUS, None]}} if kind == "commitment" else {}
    return closed(IDENTITY | state, ("kind", "id", "address"))


def own(record: type[records.Record]) -> Schema:
    """Everything that a record itself says."""
    more: Schema = {"key": STRING, "body": TEXT, "translations": {"type": "array", "items": STRING}}
    return IDENTITY | more | members(record)


def members(type_: type) -> Schema:
    """The fields of a record or group, named as they are published."""
    is_record = issubclass(type_, records.Record)
    return {
        "type" if spec.name == "kind" and is_record else spec.name: field(spec)
        for spec in fields_of(type_)
        if not (is_record and spec.name in UNPUBLISHED)
    }


def group(type_: type) -> Schema:
    return closed({"key": STRING} | members(type_))


def field(spec: Field) -> Schema:
    """The schema of a field, with its description."""
    one = value(spec)
    many = spec.many or spec.kind in ("evidence", "items", "map")
    return {"description": spec.doc, **({"type": "array", "items": one} if many else one)}


def value(spec: Field) -> Schema:
    """The schema of one value of a field."""
    if spec.kind == "choice":
        return {"enum": list(spec.choices)}
    if spec.kind in ("evidence", "proof"):
        return group(records.Evidence)
    if spec.of:
        return group(spec.of)
    return SIMPLE.get(spec.kind, STRING)


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


GATHERING = closed({"held": BOOLEAN, "minutes_published": BOOLEAN, "days_to_minutes": or_null({"type": "integer"})})
MILESTONE = closed(
    {
        "key": STRING,
        "status": {"enum": [*vocabulary.STATUS, None]},
        "raw_status": or_null(STRING),
        "percent": or_null(NUMBER),
        "overdue_days": WHOLE,
        "expected": or_null(DUE),
        "slip_days": or_null({"type": "integer"}),
        "evidence_strength": STRING,
        "evidence": WHOLE,
    },
    ("key", "status"),
)
REPORTED = closed(
    {
        "status": {"enum": [*vocabulary.STATUS, None]},
        "newest_report": or_null(STRING),
        "overdue_days": WHOLE,
        "stale": BOOLEAN,
    },
    ("status",),
)
CHECKED = closed(
    {"result": {"enum": list(vocabulary.CHECK_RESULT)}, "status": {"enum": [*vocabulary.STATUS, None]}, "on": DAY},
    ("result", "on"),
)
CODED = closed({"assessment": STRING, **members(records.Codes)}, ("assessment",))
DERIVED: dict[str, Schema] = {
    # what is computed, never written (content-model 4); the three voices stay apart
    "plan": closed(
        {
            "status": {"enum": list(vocabulary.PLAN_STATUS)},
            "commitments": WHOLE,
            "commitments_by_status": {"type": "object", "additionalProperties": WHOLE},
            "milestones": WHOLE,
            "milestones_complete": WHOLE,
            "overdue_milestones": WHOLE,
        },
        ("status", "commitments"),
    ),
    "commitment": closed(
        {
            "reported": REPORTED,
            "checked_by_others": {"type": "array", "items": CHECKED},
            "coded_by_irm": {"type": "array", "items": CODED},
            "milestones": {"type": "array", "items": MILESTONE},
        },
        ("reported", "checked_by_others", "coded_by_irm", "milestones"),
    ),
    "consultation": closed(
        {
            "status": {"enum": list(vocabulary.CONSULTATION_STATUS)},
            "contributions": WHOLE,
            "owed_an_answer": WHOLE,
            "unanswered": {"type": "array", "items": STRING},
            "unanswered_days": WHOLE,
            "responses_by_decision": {"type": "object", "additionalProperties": WHOLE},
        },
        ("status", "contributions"),
    ),
    "meeting": GATHERING,
    "event": GATHERING,
}


def home_schema() -> Schema:
    """The schema of the site's own file, `index.json`: its settings, and where every record is."""
    listed = closed({"kind": STRING, "id": STRING, "address": STRING}, ("kind", "id", "address"))
    more: Schema = {
        "kind": {"const": "site"},
        "day": DAY,
        "generator": STRING,
        "key": STRING,
        "self_check": SELF_CHECK,
        "records": {"type": "array", "items": listed},
    }
    return {
        "$schema": DRAFT,
        "title": "Site",
        **closed(more | members(records.Settings), ("kind", "day", "records", "title", "url", "languages")),
    }
