"""Records put together to the immutable Site, with their relations both ways."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from ogpsite.model import records
from ogpsite.model.once import lasting
from ogpsite.model.site import Mention, Site
from ogpsite.relate.walking import parent_uid, references

Mentions = Mapping[str, tuple[Mention, ...]]
Placed = tuple[records.Record, str]  # a record, and the identity of the one that holds it


def placed(record: records.Record) -> Placed:
    return record, parent_uid(record)


def mentions_of(final: Iterable[records.Record]) -> Mentions:
    """By the identity of each record, who mentions it."""
    found: dict[str, dict[Mention, None]] = {}
    for record in final:
        for target, mention in mentions_in(record):
            found.setdefault(target, {})[mention] = None
    return {uid: tuple(own) for uid, own in found.items()}


def site_of(
    final: Iterable[Placed],
    day: datetime.date,
    drafts: bool,
) -> Site:
    """The site with its relations both ways."""
    by_kind: dict[str, list[records.Record]] = {}
    by_uid: dict[str, records.Record] = {}
    children: dict[str, list[records.Record]] = {}
    for record, above in final:
        by_uid[record.uid] = record
        by_kind.setdefault(record.meta.kind, []).append(record)
        if above:
            children.setdefault(above, []).append(record)
    settings = next((one for one in by_kind.get("settings", ()) if isinstance(one, records.Settings)), None)
    return Site(
        settings=settings or records.Settings(),
        day=day,
        drafts=drafts,
        by_kind={kind: tuple(found) for kind, found in by_kind.items()},
        by_uid=by_uid,
        children={uid: tuple(found) for uid, found in children.items()},
        mentions=mentions_of(by_uid.values()),
    )


@lasting
def mentions_in(record: records.Record) -> tuple[tuple[str, Mention], ...]:
    """The records that this one mentions, each with the mention."""
    return tuple((ref.target, Mention(record.uid, path)) for path, ref in references(record) if ref.target)
