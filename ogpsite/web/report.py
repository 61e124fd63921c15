"""What was found when links were checked, by commitment: in words, as Markdown for a report, and as data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from ogpsite.model import records
from ogpsite.model.checked import COLUMNS, STATES, Checked, Outward
from ogpsite.model.site import Site
from ogpsite.web import client

WORST = ("broken", "unsure", "unchecked", "moved")
WHY = {**client.FAULTS, "robots": "its robots.txt forbids it", "closed": "its robots.txt could not be read"}
REST = "Outside commitments"
Groups = list[tuple[str, str, list[tuple[Outward, Checked]]]]


def as_csv(found: Iterable[Checked]) -> str:
    """`links.csv`: one link on each line, sorted."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in sorted(found, key=lambda one: one.url):
        since = one.broken_since.isoformat() if one.broken_since else ""
        writer.writerow([one.url, one.state, one.detail, one.checked.isoformat(), since, one.moved_to])
    return stream.getvalue()


def by_commitment(site: Site, links: Iterable[Outward], found: Mapping[str, Checked]) -> Groups:
    """The links that need a look, by commitment; those outside commitments last. Worst first."""
    groups: dict[str, list[tuple[Outward, Checked]]] = {}
    for link in links:
        one = found.get(link.url)
        if one and one.state in WORST:
            groups.setdefault(link.commitment, []).append((link, one))
    names = sorted(groups, key=lambda uid: (uid == "", uid))
    return [
        (uid.partition(":")[2], title(site, uid), sorted(groups[uid], key=lambda pair: WORST.index(pair[1].state)))
        for uid in names
    ]


def title(site: Site, uid: str) -> str:
    record = site.by_uid.get(uid)
    return record.title.best(*site.languages)[1] if isinstance(record, records.Commitment) else REST


def why(one: Checked) -> str:
    """What is wrong with a link, in words."""
    words = WHY.get(one.detail) or f"it answers {one.detail}"
    return f"it moved for good to {one.moved_to}" if one.state == "moved" else words


def since(one: Checked) -> str:
    return f", since {one.broken_since}" if one.broken_since else ""


def text(groups: Groups) -> str:
    """The report for a terminal."""
    lines = []
    for identity, name, pairs in groups:
        lines.append(f"{identity}: {name}" if identity else name)
        for link, one in pairs:
            lines.append(f"  {one.state}: {one.url}")
            lines.append(f"      {why(one)}{since(one)}; in {link.place}")
    return "\n".join((*lines, "")) if lines else ""


def markdown(groups: Groups) -> str:
    """The report for an issue tracker."""
    lines = ["# Links to other sites", ""]
    for identity, name, pairs in groups:
        lines += [f"## {plain(name)}" + (f" (`{identity}`)" if identity else ""), ""]
        lines += [
            f"- **{one.state}** <{one.url}>: {plain(why(one))}{since(one)} (`{link.place}`)" for link, one in pairs
        ]
        lines.append("")
    return "\n".join(lines) if groups else "# Links to other sites\n\nEvery link answers.\n"


def plain(words: str) -> str:
    """Words without what Markdown would take for signs."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in words)


def as_data(groups: Groups, found: Iterable[Checked]) -> dict[str, Any]:
    """The report for machines: how many are in which state, and the links that need a look."""
    counts = dict.fromkeys(STATES, 0)
    for one in found:
        counts[one.state] += 1
    return {
        "counts": counts,
        "commitments": [
            {
                "commitment": identity or None,
                "title": name,
                "links": [
                    {
                        "url": one.url,
                        "state": one.state,
                        "detail": one.detail,
                        "why": why(one),
                        "broken_since": one.broken_since.isoformat() if one.broken_since else None,
                        "moved_to": one.moved_to or None,
                        "record": link.record,
                        "field": link.field,
                        "file": link.place.path,
                        "line": link.place.line or None,
                    }
                    for link, one in pairs
                ],
            }
            for identity, name, pairs in groups
        ],
    }
