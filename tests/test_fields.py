"""Which fields of a record may hold other values: whoever looks for texts, references or files looks there alone."""

from __future__ import annotations

from pathlib import Path

from ogpsite.build import Job, examine
from ogpsite.model.fields import LEAVES, PLAIN, declared, holding, inner_texts, wording
from ogpsite.model.values import Text

ROOT = Path(__file__).parent.parent


def test_a_plain_field_holds_nothing_else() -> None:
    """Every record and group of the sample, field by field, as declared."""
    import datetime

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
            elif name not in holding(type(value)):
                flat = held if isinstance(held, tuple) else (held,)
                assert all(isinstance(one, Text) for one in flat), (type(value), name, held)
                seen.add((type(value), name))
        queue.extend(found for _, found in inner_texts(value))
    assert len(seen) > 80
