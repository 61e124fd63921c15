"""The JSON Schemas of the figures beside the accountability pages (`outputs/figures.py`)."""

from __future__ import annotations

from typing import Any

from ogpsite.model.findings import STATES
from ogpsite.published import Schema, closed

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "number"}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
NAMES: Schema = {"type": "object", "additionalProperties": TEXT}
STATE: Schema = {"enum": list(STATES)}
VOICES = ("government", "others", "irm")


def maybe(one: Schema) -> Schema:
    """A value, or null."""
    return {"anyOf": [one, {"type": "null"}]}


def many(one: Schema) -> Schema:
    return {"type": "array", "items": one}


def by_name(one: Schema) -> Schema:
    """A mapping from any name."""
    return {"type": "object", "additionalProperties": one}


def whole(title: str, properties: Schema) -> Schema:
    """The schema of a file: nothing but these, all of them, and the day that they hold for."""
    found = {"day": DAY, **properties}
    schema = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": schema, "title": title, **closed(found, tuple(found))}


def every(properties: dict[str, Any], *left_out: str) -> Schema:
    """An object with all of these, but for those that may be left out."""
    return closed(properties, tuple(name for name in properties if name not in left_out))


COUNTS = ("commitments", "milestones", "milestones_complete_by_government", "voices_differ", "milestones_overdue")
MORE_COUNTS = ("milestones_put_off", "without_recent_report", "complete_without_evidence", "never_checked")
FIGURES = every(
    dict.fromkeys((*COUNTS, *MORE_COUNTS), WHOLE) | {"complete": every(dict.fromkeys(VOICES, maybe(WHOLE)))}
)
IDS = many(TEXT)
STEP = {"commitment": TEXT, "milestone": TEXT}
PROOF = closed(STEP | dict.fromkeys(("url", "archive_url", "file"), TEXT), ("commitment",))
PROGRESS = {
    "about": TEXT,
    "figures": FIGURES,
    **dict.fromkeys(VOICES, by_name(IDS)),
    "rates": many(every({"voice": {"enum": list(VOICES)}, "of": TEXT, "part": WHOLE, "whole": WHOLE})),
    "differences": many(every({"commitment": TEXT, "why": IDS})),
    "overdue": many(every(STEP | {"days": WHOLE})),
    "overdue_commitments": many(every({"commitment": TEXT, "days": WHOLE})),
    "put_off": many(every(STEP | {"days": maybe({"type": "integer"})})),
    "expected": many(
        every(
            {
                "commitment": TEXT,
                "percent_of_time": NUMBER,
                "percent_of_milestones_complete": maybe(NUMBER),
                **dict.fromkeys(("milestones_due", "milestones_complete", "milestones"), WHOLE),
            }
        )
    ),
    "without_recent_report": IDS,
    "complete_without_evidence": many(every(STEP)),
    "commitments_complete_without_evidence": IDS,
    "evidence": by_name(many(PROOF)),
    "milestones_by_best_evidence": by_name(many(every(STEP))),
    "hosts": many(every({"host": TEXT, "proofs": WHOLE, "percent": NUMBER, "too_much": FLAG})),
    "ambition_by_irm": many(
        every(
            {"level": maybe(TEXT), "commitments": IDS, "complete_by_government": IDS, "complete_by_irm": IDS},
        )
    ),
}
FINDING = {
    "state": STATE,
    "phase": TEXT,
    "turns_on": maybe(DAY),
    "proofs": IDS,
    "breaks": IDS,
    "gaps": many({"type": "object"}),
    "notes": many({"type": "object"}),
    "figures": by_name({"type": ["number", "string"]}),
    "windows": many({"type": "object", "required": ["reading", "label", "from", "to", "state"]}),
    "remarks": IDS,
}
LAP = {
    "kind": TEXT,
    "what": {"anyOf": [TEXT, NAMES]},
    "start": DAY,
    "end": DAY,
    **dict.fromkeys(("first_start", "first_end", "came_on"), maybe(DAY)),
    "state": TEXT,
    "record": maybe(TEXT),
    "left_out_later": FLAG,
    "recalled": FLAG,
}
CHANGE = {"day": DAY, "what": TEXT, "record": TEXT, "plan": maybe(TEXT), "commitments": IDS, "organisations": IDS}
CORRECTION = {"day": DAY, "what": TEXT, "record": TEXT, "now": maybe(TEXT), "reason": NAMES}
DECISION = {"meeting": TEXT, "decision": maybe(TEXT), "age_days": WHOLE, "overdue_days": WHOLE}

ADDRESSES = {
    # where figures lie, and what each holds
    "/progress/index.json": "figures-overview",
    "/progress/{set}/index.json": "figures-progress",
    "/progress/by-organisation/{organisation}/index.json": "figures-progress",
    "/standards/index.json": "figures-standards",
    "/standards/{requirement}/index.json": "figures-requirement",
    "/changes/index.json": "figures-changes",
    "/changes/corrections/index.json": "figures-corrections",
    "/consultations/{consultation}/contributions/index.json": "figures-answers",
    "/forum/figures.json": "figures-forum",
    "/forum/{forum}/figures.json": "figures-forum",  # where there are several
    "/plans/{plan}/cycle/index.json": "figures-cycle",
}
SCHEMAS: dict[str, Schema] = {
    "figures-overview": whole(
        "Progress of every set of commitments, in figures",
        {"by": by_name(every({"address": TEXT, "figures": FIGURES}))},
    ),
    "figures-progress": whole("Progress of one set of commitments, with the lists behind each figure", PROGRESS),
    "figures-standards": whole(
        "The self-check: every finding",
        {
            "self_check": TEXT,
            "site_title": TEXT,
            "rules": TEXT,
            "counts": every(dict.fromkeys(STATES, WHOLE)),
            "site": by_name(every(FINDING)),
            "plans": by_name(by_name(every(FINDING))),
            "rule_texts": by_name({"type": "object", "required": ["wording"]}),
        },
    ),
    "figures-requirement": whole(
        "The findings of one requirement, with their history",
        {
            "self_check": TEXT,
            "findings": many(
                every(
                    {"rule": TEXT, "plan": maybe(TEXT), **FINDING, "history": many(every({"day": DAY, "state": STATE}))}
                )
            ),
        },
    ),
    "figures-changes": whole("What changed", {"changes": many(every(CHANGE | {"counts_for_2_2": FLAG}))}),
    "figures-corrections": whole(
        "What was corrected, replaced or withdrawn",
        {
            "corrections": many(every(CORRECTION)),
            "notices": many(every({"address": TEXT, "title": NAMES, "day": DAY, "reason": NAMES})),
        },
    ),
    "figures-answers": whole(
        "What came in to a consultation, and what was answered",
        {
            "consultation": TEXT,
            "received": WHOLE,
            "listed": WHOLE,
            "owed_an_answer": WHOLE,
            "by_state": by_name(IDS),
            "withheld": IDS,
            "unanswered_days": WHOLE,
            "days_to_answer": by_name(WHOLE),
            "answers_by_decision": by_name(WHOLE),
            "answers_without_reasons": IDS,
        },
    ),
    "figures-forum": whole(
        "How a forum works",
        {
            "forum": TEXT,
            "meetings_held": IDS,
            "seats_by_year": many(every({"year": WHOLE, "day": DAY, "seats": by_name(WHOLE)})),
            "median_days_to_minutes": maybe(NUMBER),
            "minutes_within_days": WHOLE,
            "open_decisions": many(every(DECISION)),
            "last_forum_meeting": maybe(TEXT),
            "next_meeting_due_by": maybe(DAY),
        },
    ),
    "figures-cycle": whole("The cycle of a plan", {"plan": TEXT, "laps": many(every(LAP))}),
}
