"""Walks through the values of a record: every reference, party and file in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ogpsite.model import kinds, records
from ogpsite.model.fields import FILES, REFERENCES, inner, sought_in
from ogpsite.model.once import folding, lasting
from ogpsite.model.values import FileRef, Party, Ref


def rewritten(value: Any, visit: Callable[[Any], Any]) -> Any:
    """A record, group or list with `visit` applied to every reference and party in it; the same where none changed."""
    if isinstance(value, Ref | Party):
        return visit(value)
    if isinstance(value, tuple):
        made = tuple(rewritten(one, visit) for one in value)
        return value if all(a is b for a, b in zip(made, value, strict=True)) else made
    changed = {name: new for name, old in inner(value, REFERENCES) if (new := rewritten(old, visit)) is not old}
    return replace(value, **changed) if changed else value


@folding
def references(record: records.Record) -> tuple[tuple[str, Ref], ...]:
    """Every reference in a record, with the path of its field."""
    return tuple(references_in(record, ""))


def references_in(value: Any, path: str) -> list[tuple[str, Ref]]:
    """Every reference in a record or group."""
    found: list[tuple[str, Ref]] = []
    for name, held in inner(value, REFERENCES):
        here = f"{path}.{name}" if path else name
        for one in held if type(held) is tuple else (held,):
            if isinstance(one, Ref):
                found.append((here, one))
            elif isinstance(one, Party):
                found += [(here, one.ref)] if one.ref else []
            else:
                found += references_in(one, here)
    return found


@lasting
def files_of(record: records.Record) -> tuple[FileRef, ...]:
    """Every file that a record names in its fields."""
    return tuple(sought_in(record, FILES, FileRef))


def parent_uid(record: records.Record) -> str:
    """The identity of the record that holds this one, or an empty text."""
    above = kinds.KINDS[record.meta.kind].parent
    return f"{above}:{record.meta.parent}" if above and record.meta.parent else ""
