"""Walks through the values of a record: every reference, party and file in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from ogpsite.model import kinds, records
from ogpsite.model.fields import FILES, REFERENCES, inner
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


def references_in(value: Any, path: str) -> Iterator[tuple[str, Ref]]:
    """Every reference in a record, group or list."""
    if isinstance(value, Ref):
        yield path, value
    elif isinstance(value, Party):
        if value.ref:
            yield path, value.ref
    elif isinstance(value, tuple):
        for one in value:
            yield from references_in(one, path)
    else:
        for name, found in inner(value, REFERENCES):
            yield from references_in(found, f"{path}.{name}" if path else name)


@lasting
def files_of(record: records.Record) -> tuple[FileRef, ...]:
    """Every file that a record names in its fields."""
    return tuple(files_in(record))


def files_in(value: Any) -> Iterator[FileRef]:
    """Every file in a record, group or list."""
    if isinstance(value, FileRef):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from files_in(one)
    else:
        for _, found in inner(value, FILES):
            yield from files_in(found)


def parent_uid(record: records.Record) -> str:
    """The identity of the record that holds this one, or an empty text."""
    above = kinds.KINDS[record.meta.kind].parent
    return f"{above}:{record.meta.parent}" if above and record.meta.parent else ""
