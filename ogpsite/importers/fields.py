"""Which fields a table may fill: those that the model declares for a record, and the columns that link rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ogpsite.model import records
from ogpsite.model.fields import Field, fields_of

RECORDS: Mapping[str, type] = {
    "commitment": records.Commitment,
    "milestone": records.Milestone,
    "progress": records.Progress,
    "response": records.Response,
    "meeting": records.Meeting,
    "event": records.Event,
}
LINKS: Mapping[str, frozenset[str]] = {
    "commitment": frozenset({"key"}),
    "milestone": frozenset({"key", "commitment", "part_of"}),
    "progress": frozenset({"milestone", "commitment", "period"}),
    "response": frozenset({"key", "about", "answers"}),
    "meeting": frozenset({"key"}),
    "event": frozenset({"key"}),
}
NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "milestone": (("commitment", "part_of"),),
    "progress": (("period",), ("milestone", "commitment")),
}
BODIES = frozenset({"commitment", "progress", "meeting", "event"})
GROUPS = frozenset({"group", "supporting"})
NOT_A_CELL = frozenset({"items", "map", "period", "answers", "address"}) | GROUPS


@cache
def fields(record: str) -> Mapping[str, Field]:
    """The fields of a record that a cell may fill, groups with a dot (`supporting.government`)."""
    found: dict[str, Field] = {}
    for field in fields_of(RECORDS[record]):
        if field.kind in GROUPS and field.of:
            found |= {f"{field.name}.{inner.name}": inner for inner in fields_of(field.of)}
        elif field.kind not in NOT_A_CELL and field.name not in LINKS[record]:
            found[field.name] = field
    if record == "progress":
        found |= {field.name: field for field in fields_of(records.MilestoneReport) if field.name not in found}
    return {name: field for name, field in found.items() if field.kind not in NOT_A_CELL}


@cache
def columns(record: str) -> frozenset[str]:
    """Every name that may stand under `columns:` of a table. Of other records, cells name only these two kinds."""
    cells = {
        name for name, field in fields(record).items() if not field.to or set(field.to) & {"organisation", "theme"}
    }
    return frozenset(cells) | LINKS[record] | ({"body"} if record in BODIES else frozenset())


@cache
def constants(record: str) -> frozenset[str]:
    """Every name that may stand under `constants:` of a table."""
    return frozenset(fields(record)) | LINKS[record]


@cache
def order(record: str) -> Mapping[str, int]:
    """In which order the fields of a record are written."""
    names = [field.name for field in fields_of(RECORDS[record])]
    return {name: place for place, name in enumerate(names)}


@cache
def report_of_milestone() -> frozenset[str]:
    """The fields that a report says of one milestone."""
    return frozenset(field.name for field in fields_of(records.MilestoneReport))


def required(record: str) -> tuple[str, ...]:
    """The fields without which a record is not valid, as far as a table gives them."""
    return tuple(name for name, field in fields(record).items() if field.required and "." not in name)
