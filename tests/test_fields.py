"""Which fields of a record may hold other values: whoever looks for texts, references or files looks there alone."""

from __future__ import annotations

import dataclasses
import datetime
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from ogpsite.build import Job, examine
from ogpsite.derive import facets
from ogpsite.derive.proofs import proofs_in
from ogpsite.model import records
from ogpsite.model.fields import (
    FILES,
    LEAVES,
    PLAIN,
    PROOFS,
    REFERENCES,
    declared,
    having,
    holding,
    inner_texts,
    sought_in,
    wording,
)
from ogpsite.model.records import Evidence
from ogpsite.model.values import FileRef, Party, Ref
from ogpsite.relate.walking import references_in

ROOT = Path(__file__).parent.parent
SOUGHT = ((REFERENCES, (Ref, Party)), (FILES, FileRef), (PROOFS, Evidence))


def everything_in(value: object) -> Iterator[object]:
    """A value and all that it holds, whatever is declared of it."""
    yield value
    if isinstance(value, tuple):
        parts = list(value)
    elif dataclasses.is_dataclass(value):
        parts = [getattr(value, one.name) for one in dataclasses.fields(value)]
    else:
        return
    for one in parts:
        yield from everything_in(one)


def kinds_said(wanted: str) -> set[str]:
    """The kinds of all fields whose type names a noun."""
    groups = [kind for kind in vars(records).values() if dataclasses.is_dataclass(kind) and isinstance(kind, type)]
    return {
        spec.kind
        for group in groups
        for name, spec in declared(group)
        if re.search(rf"\b{wanted}\b", str(annotation_of(group, name)))
    }


def annotation_of(group: type, name: str) -> object:
    found = (inspect.get_annotations(base) for base in group.__mro__)
    return next(said[name] for said in found if name in said)


def test_fields_are_sought_by_what_their_types_say() -> None:
    """A new kind of field that holds a reference, file or proof must be named where it is sought."""
    assert kinds_said("Ref") | kinds_said("Party") <= REFERENCES
    assert kinds_said("FileRef") <= FILES
    assert kinds_said("Evidence") == PROOFS
    assert {"party", "ref"} <= REFERENCES & (kinds_said("Ref") | kinds_said("Party"))


def test_all_that_is_sought_is_found() -> None:
    """Every reference, file and proof of the sample, with those in groups of groups, is found by the walks."""
    edition = examine(Job(ROOT, datetime.date(2026, 11, 24))).edition
    assert edition
    counts = [0, 0, 0]
    for record in edition.site.by_uid.values():
        inside = list(everything_in(record))
        refs = [one for one in inside if isinstance(one, Ref)]
        files = [one for one in inside if isinstance(one, FileRef)]
        proofs = [one for one in inside if isinstance(one, Evidence)]
        assert sorted(ref.written for _, ref in references_in(record, "")) == sorted(ref.written for ref in refs)
        assert sorted(one.path for one in sought_in(record, FILES, FileRef)) == sorted(one.path for one in files)
        assert [one for _, one in proofs_in(record, record.uid)] == sought_in(record, PROOFS, Evidence) == proofs
        counts = [counts[0] + len(refs), counts[1] + len(files), counts[2] + len(proofs)]
    assert min(counts) > 20


def test_a_plain_field_holds_nothing_else() -> None:
    """Every record and group of the sample, field by field, as declared."""
    edition = examine(Job(ROOT, datetime.date(2026, 11, 24))).edition
    assert edition
    seen: set[tuple[type, str]] = set()
    queue: list[object] = list(edition.site.by_uid.values())
    while queue:
        value = queue.pop()
        if isinstance(value, tuple):
            queue.extend(value)
            continue
        for name, spec in declared(type(value)):
            held = getattr(value, name)
            if spec.kind in PLAIN:
                assert name not in wording(type(value))
                flat = held if isinstance(held, tuple) else (held,)
                assert all(type(one) in LEAVES for one in flat), (type(value), name, held)
                seen.add((type(value), name))
            for sought, nouns in SOUGHT:
                if name not in holding(type(value), sought):
                    assert not any(isinstance(one, nouns) for one in everything_in(held)), (type(value), name, held)
                    seen.add((type(value), name))
        queue.extend(found for _, found in inner_texts(value))
    assert len(seen) > 80


def test_what_a_type_can_not_have_no_record_of_it_has() -> None:
    """Who asks only for what a type has (`having`) finds the same as who asks each record."""
    edition = examine(Job(ROOT, datetime.date(2026, 11, 24))).edition
    assert edition
    names = ("lead", "by", "kind", "documents", "policy_areas", "reported_on", "theme", "no_such_field", "date")
    for record in edition.site.by_uid.values():
        assert having(type(record), names) == tuple(name for name in names if hasattr(record, name))


def test_a_facet_that_is_not_asked_for_has_no_keys() -> None:
    edition = examine(Job(ROOT, datetime.date(2026, 11, 24))).edition
    assert edition
    site, facts = edition.site, edition.facts
    for record in site.by_uid.values():
        asked = dict(facets.facets_of(type(record)))
        assert not [n for n, keys in facets.FACETS.items() if n not in asked and any(keys(site, facts, record))]
