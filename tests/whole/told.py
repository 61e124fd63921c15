"""All that is known of the country on a day, in words that can be compared: records, relations, facts, findings.

cd tests && python -m whole.told    writes the files of this folder anew; read what changed before you commit it
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from sites import SMALL, Files, write_site

from ogpsite import build
from ogpsite.audit import report
from ogpsite.audit.history import days, states
from ogpsite.derive import FACTS
from ogpsite.derive.history import half_years, milestones_on, status_on
from ogpsite.model import facts, records
from ogpsite.model.blanks import Days
from ogpsite.model.facts import CommitmentFacts, Edition
from ogpsite.model.values import Due, FileRef, Party, Ref, Text
from whole.country import COUNTRY, DAYS

HERE = Path(__file__).parent
HOW = ("late_on", "due", "promised")  # by which days are counted: the days are told
NAMED = (records.Milestone, records.Decision)  # shown by their keys where something is said of them
EMPTY: tuple[Any, ...] = (None, "", (), [], {})


def known(folder: Path, day: datetime.date, *changes: Files) -> Edition:
    """The country on a day, which must be without errors."""
    root = write_site(folder, dict.fromkeys(SMALL), COUNTRY, *changes)
    result = build.examine(build.Job(root, day))
    assert result.edition, [f"{one.place} {one.message}" for one in result.problems]
    return result.edition


def plain(value: Any, deep: bool = False) -> Any:
    """A value as text, list or mapping. Records and commitments within others are their identities; where it isn't
    asked for more, milestones are their keys."""
    if isinstance(value, records.Record):
        return value.uid
    if isinstance(value, CommitmentFacts):
        return value.commitment.uid
    if isinstance(value, Text):
        return dict(value.variants)
    if isinstance(value, facts.MilestoneFacts):
        return whole(value) if deep else value.milestone.key
    if isinstance(value, NAMED):
        return value.key
    return whole(value)


def whole(value: Any) -> Any:
    """A value with all its parts; what is empty is left out."""
    if isinstance(value, Days):  # counted when its day is filled in
        return int(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Ref):
        return f"{value.written} → {value.target} (line {value.place.line})"
    if isinstance(value, Party):
        return whole(value.ref) if value.ref else plain(value.name)
    if isinstance(value, FileRef):
        return f"{value.path} (line {value.place.line})"
    if isinstance(value, Due):
        return f"{value.form}: {value.written or dict(value.words.variants)} by {value.by}"
    if isinstance(value, Mapping):
        pairs = {str(name): plain(one) for name, one in value.items()}
        return {name: one for name, one in pairs.items() if one not in EMPTY}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if dataclasses.is_dataclass(value):
        found = {name: plain(getattr(value, name)) for name in names(type(value))}
        return {name: one for name, one in found.items() if one not in EMPTY and one is not False}
    return value


def names(kind: type) -> list[str]:
    """What a record or group says of itself: its fields; of a fact its properties, too, however it keeps them."""
    fields = [field.name for field in dataclasses.fields(kind)]
    asked = (name for one in reversed(kind.__mro__) for name, value in vars(one).items() if isinstance(value, property))
    derived = sorted(asked) if kind.__module__ == facts.__name__ else []
    if kind.__module__ != facts.__name__:
        return fields
    return sorted(name for name in (*fields, *derived) if name not in HOW)


def of_record(record: records.Record) -> dict[str, Any]:
    """The fields of a record: groups and items with all their parts."""
    fields = {
        field.name: every(getattr(record, field.name))
        for field in dataclasses.fields(record)
        if "field" in field.metadata or field.name == "body"
    }
    lines = " ".join(f"{path}:{line}" for path, line in record.meta.lines.items())
    found = {"place": f"{record.meta.place.path}:{record.meta.place.line}", "lines": lines, **fields}
    return {name: one for name, one in found.items() if one not in EMPTY and one is not False}


def every(value: Any) -> Any:
    """As `whole`, but milestones and decisions with all their parts."""
    if isinstance(value, tuple):
        return [every(one) for one in value]
    return whole(value) if isinstance(value, NAMED) else plain(value)


def all_records(edition: Edition) -> dict[str, Any]:
    return {uid: of_record(one) for uid, one in edition.site.by_uid.items()}


def relations(edition: Edition) -> dict[str, Any]:
    site = edition.site
    return {
        "children": whole(site.children),
        "mentions": {uid: [f"{one.source} in {one.field}" for one in found] for uid, found in site.mentions.items()},
    }


def all_facts(edition: Edition) -> dict[str, Any]:
    found = {name: parts(getattr(edition.facts, name)) for name in FACTS}
    day = edition.site.day
    history = {
        uid: {
            half.isoformat(): [status_on(one, half), milestones_on(one, half)]
            for half in half_years(datetime.date(2025, 1, 1), day)
        }
        for uid, one in edition.facts.commitments.items()
    }
    return {**found, "history": history}


def parts(found: Any) -> Any:
    """Facts of each record, each with all its parts."""
    if isinstance(found, Mapping):
        return {name: whole_fact(one) for name, one in found.items()}
    if isinstance(found, tuple):
        return [whole_fact(one) for one in found]
    return whole_fact(found)


def fact(value: Any, deep: bool) -> Any:
    return [plain(one, deep) for one in value] if isinstance(value, tuple) else plain(value)


def whole_fact(one: Any) -> Any:
    if dataclasses.is_dataclass(one) and not isinstance(one, type):
        found = {name: fact(getattr(one, name), isinstance(one, CommitmentFacts)) for name in names(type(one))}
        return {name: value for name, value in found.items() if value not in EMPTY and value is not False}
    return plain(one)


def self_check(edition: Edition, form: str, *plans: str) -> str:
    """The report of the self-check for some plans (the site: an empty name); for all of them where none is named."""
    site = edition.site
    titles = {one.id: one.title.best()[1] for one in site.all(records.Plan)}
    head = report.Head(site.settings.title.best()[1], site.day, site.settings.rules or "", titles)
    chosen = tuple(one for one in edition.findings if not plans or one.plan in plans)
    return report.FORMATS[form](chosen, head)


def told(edition: Edition) -> Iterator[tuple[str, str]]:
    """Name and text of each thing that is told."""
    yield "facts.yaml", as_text(all_facts(edition))
    if edition.site.day == DAYS["half-way"]:  # the records are much the same on the other days
        yield "records.yaml", as_text(all_records(edition))
        yield "relations.yaml", as_text(relations(edition))
        yield "self-check.md", self_check(edition, "markdown", "", "2025-2028")
        yield "self-check.html", self_check(edition, "html", "", "2025-2028")
    yield "self-check.txt", self_check(edition, "text")
    past = {day.isoformat(): None for day in days(edition.site)}
    now = states(edition.site, edition.facts, {})
    yield "history.yaml", as_text({"days": list(past), "now": now})


def as_text(found: Any) -> str:
    return yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=1000, default_flow_style=None)


def first_difference(found: str, wanted: str) -> str:
    """The first line that differs: quicker to find, and to read, than all of them."""
    pairs = enumerate(itertools.zip_longest(found.splitlines(), wanted.splitlines()), 1)
    return next((f"line {n}: {one!r} instead of {other!r}" for n, (one, other) in pairs if one != other), "")


def folder_of(name: str) -> Path:
    return HERE / name.replace(" ", "-")


def main() -> None:
    for name, day in DAYS.items():
        place = Path(tempfile.mkdtemp())
        folder_of(name).mkdir(exist_ok=True)
        for file, text in told(known(place, day)):
            (folder_of(name) / file).write_text(text, "utf-8")
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
