"""JSON Schema of every record, from its declarations: for editors' tools, and for checking files elsewhere."""

from __future__ import annotations

from typing import Any

from ogpsite.model import kinds
from ogpsite.model.fields import Field, fields_of
from ogpsite.model.records import Evidence

Schema = dict[str, Any]
TEXT: Schema = {
    "anyOf": [
        {"type": ["string", "number", "boolean"]},
        {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}},
    ]
}
SCALAR: Schema = {"type": ["string", "number", "boolean"]}
DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2026-06-30"]}
DUE: Schema = {
    "anyOf": [
        {"type": ["string", "integer"], "examples": ["2026-06-30", "2026-06", "2026-Q4", "FY2026-27", "ongoing"]},
        {
            "type": "object",
            "properties": {
                "text": {"title": "Text", "description": "The words of the plan itself.", **TEXT},
                "by": {"title": "By", "description": "The latest day that they can mean.", **DAY},
            },
            "required": ["text"],
            "additionalProperties": False,
        },
    ]
}
ADDRESS: Schema = {"type": "string", "pattern": "^https?://", "examples": ["https://example.org/report.pdf"]}
MAPPING: Schema = {"type": "object"}
SIMPLE: dict[str, Schema] = {
    "text": TEXT,
    "prose": TEXT,
    "day": DAY,
    "due": DUE,
    "since": DUE,
    "url": ADDRESS,
    "number": {"type": ["number", "string"]},
    "percent": {"type": ["number", "string"], "minimum": 0, "maximum": 100},
    "whole": {"type": ["integer", "string"], "minimum": 0},
    "boolean": {"type": ["boolean", "string"], "enum": [True, False, "true", "false", "yes", "no"]},
    "email": {"type": "string", "examples": ["name@example.org"]},
    "key": {"type": ["string", "number"], "pattern": kinds.KEY.pattern.join("^$")},
    "names": {"type": "object", "additionalProperties": TEXT},
    "pairs": {"type": "object", "additionalProperties": {"type": "string"}},
    "targets": {"type": "object", "additionalProperties": {"type": "string"}},
    "csp": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
    "languages": {"type": "array", "items": {"type": "string"}, "minItems": 1, "examples": [["en", "fr"]]},
    "file": {"type": "string", "examples": ["report.pdf", "/documents/report.pdf"]},
    "party": TEXT,
    "period": {
        "type": "object",
        "properties": {
            "label": {"title": "Label", "description": "Its name.", **TEXT},
            "start": {"title": "Start", "description": "First day.", **DAY},
            "end": {"title": "End", "description": "Last day.", **DAY},
        },
        "additionalProperties": False,
    },
    "supporting": {"anyOf": [{"type": "array", "items": TEXT}, MAPPING]},
}


EXAMPLES: dict[str, str] = {
    # what a value may look like, by the kind of field: for editors' tools
    "text": "Words in the site's first language",
    "prose": "Words in the site's first language; Markdown",
    "word": "A word",
    "day": "2026-06-30",
    "due": "2026-Q4",
    "since": "2026-01",
    "url": "https://example.org/report.pdf",
    "address": "/old/address/",
    "link": "https://example.org/",
    "email": "name@example.org",
    "contact": "name@example.org",
    "key": "m1",
    "number": "3",
    "whole": "40",
    "percent": "50",
    "boolean": "true",
    "file": "report.pdf",
    "party": "health",
    "ref": "open-contracting",
    "evidence": "https://example.org/report.pdf",
    "proof": "https://example.org/report.pdf",
    "zone": "Europe/Lisbon",
    "month-day": "04-01",
    "colour": "#1a5fb4",
    "ogp-id": "US0113",
}
NAME: Schema = {"pattern": kinds.KEY.pattern.join("^$")}
OWN_KEY: Schema = {
    "title": "Key",
    "description": "Its permanent name, in addresses and references: small letters a-z, digits and hyphens.",
    "examples": ["c-001"],
    "type": ["string", "number"],
}
PRIVATE: Schema = {
    "title": "Private",
    "description": "Notes of your own, in any fields. Nothing of this is ever published.",
    "examples": [{"note": "Ask the author before we quote this."}],
}
KEYED = ("contribution", "response")  # items of lists that need a key; others are numbered


def schema_of(kind: str) -> Schema:
    """The JSON Schema (2020-12) of a record as it is written; for lists and registers, of the whole file."""
    found = kinds.KINDS[kind]
    record = group(found.record, ("key",) if found.holds == "list" else ())
    whole: Schema = record
    if found.holds == "list":
        if kind in KEYED:
            record["required"] = ["key", *record.get("required", [])]
        whole = {"type": "array", "items": record}
    if found.holds == "map":
        whole = {"type": "object", "propertyNames": NAME, "additionalProperties": record}
    words = (found.record.__doc__ or "").split("\n")[0]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": found.singular,
        "description": words,
        **whole,
    }


def group(type_: type, extra: tuple[str, ...] = ()) -> Schema:
    """The schema of a record or group."""
    properties: Schema = dict.fromkeys(extra, OWN_KEY)
    properties |= {spec.name: field(spec) for spec in fields_of(type_)}
    required = [spec.name for spec in fields_of(type_) if spec.required]
    return {
        "type": "object",
        "properties": {**properties, "private": PRIVATE},
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def field(spec: Field) -> Schema:
    """The schema of a field, with its description."""
    one = value(spec)
    if spec.many and spec.kind not in ("evidence", "items"):
        one = {"anyOf": [{"type": "array", "items": one}, one]}
    about: Schema = {"title": spec.name.replace("_", " ").capitalize(), "description": described(spec)}
    if "examples" not in one and spec.kind in EXAMPLES and not spec.choices:
        about["examples"] = [EXAMPLES[spec.kind]]
    return {**about, **one}


def described(spec: Field) -> str:
    """What a field is; codes are told with their words."""
    codes = "; ".join(f"{code}: {words}" for code, words in spec.choices.items() if words and words != code)
    return f"{spec.doc} Codes: {codes}." if codes else spec.doc


def value(spec: Field) -> Schema:
    """The schema of one value of a field."""
    if spec.kind == "choice":
        codes: list[Any] = list(spec.choices)
        booleans = [True, False] if "yes" in spec.choices or "on" in spec.choices else []
        return {"enum": codes + booleans}
    if spec.kind == "evidence":
        one: Schema = {"anyOf": [{"type": "string"}, group(Evidence)]}
        return {"anyOf": [{"type": "array", "items": one}, one]}
    if spec.kind == "proof":
        return {"anyOf": [{"type": "string"}, group(Evidence)]}
    if spec.kind == "items" and spec.of:
        return {"type": "array", "items": group(spec.of)}
    if spec.kind == "map" and spec.of:
        return {"type": "object", "propertyNames": NAME, "additionalProperties": group(spec.of)}
    if spec.kind in ("group", "supporting") and spec.of:
        own = group(spec.of)
        return own if spec.kind == "group" else {"anyOf": [{"type": "array", "items": TEXT}, own]}
    return SIMPLE.get(spec.kind, SCALAR)
