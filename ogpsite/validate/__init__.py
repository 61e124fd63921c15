"""Source → record by the declared fields; every fault is collected, with its place and what to do."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from ogpsite.model import dates, kinds, records
from ogpsite.model.again import Again
from ogpsite.model.values import Node, Source
from ogpsite.problems import Place, Problem, did_you_mean, phrase, small
from ogpsite.validate.readers import READERS
from ogpsite.validate.reading import Context, Reading, is_out
from ogpsite.validate.rules import check

__all__ = ["Context", "settings", "validate"]


def settings(sources: Sequence[Source], files: Iterable[str]) -> tuple[records.Settings, Context, tuple[Problem, ...]]:
    """The record of site.yaml, and the context for reading all others.

    Where the languages can't be read, the context has none: nothing else can be judged then.
    """
    source = (
        sources[0] if sources else Source("settings", "settings", "settings", "site.yaml", Node({}, 1), broken=True)
    )
    named = source.node.value.get("languages") if isinstance(source.node.value, dict) else None
    languages = tuple(str(node.value) for node in named.value) if named and isinstance(named.value, tuple) else ()
    known = Context(tuple(dict.fromkeys(languages)) or ("en",), files=frozenset(files))
    reading = Reading(source, {}, known, READERS)
    record: records.Settings = reading.record(records.Settings)
    check(reading, record)
    month, _, number = (record.fiscal_year_start or "04-01").partition("-")
    calendar = dates.Calendar(record.seasons or "north", (int(month), int(number)))
    areas = known.policy_areas | {key for key, _ in record.policy_areas}
    problems = tuple(reading.problems)
    if not record.languages:
        problems = tuple(one for one in problems if one.code != "language" or one.message.startswith("languages:"))
    return record, Context(record.languages, calendar, known.files, areas), problems


def validate(
    sources: Iterable[Source], context: Context, day: datetime.date, drafts: bool = False, again: Again | None = None
) -> tuple[tuple[records.Record, ...], tuple[Problem, ...]]:
    """Every record of the sources, with those of its translations that are out on a day, and every fault.

    A faulty record is given as far as it could be read, so that other records' mentions of it are not faults too.
    With `again`, a record whose sources and context are the same objects as before is the same object, too.
    """
    again = again or Again()
    mains: dict[tuple[str, str], Source] = {}
    siblings: dict[tuple[str, str], dict[str, Source]] = {}
    problems: list[Problem] = []
    for source in sources:
        identity = (source.kind, source.id)
        if source.kind == "settings" or not source.key:
            continue
        if source.language and source.language not in context.languages[1:]:
            problems.append(strange_language(source, context))
        elif source.language:
            siblings.setdefault(identity, {})[source.language] = source
        elif identity in mains:
            problems.append(same_identity(source, mains[identity]))
        else:
            mains[identity] = source
    problems.extend(orphan(source) for key, group in siblings.items() if key not in mains for source in group.values())
    alone = [main for identity, main in mains.items() if identity not in siblings]
    found = dict(
        zip(map(id, alone), again.each("records", alone, (context,), partial(record_of, context, {})), strict=True)
    )
    for identity, others in siblings.items():
        if main := mains.get(identity):
            out = {language: one for language, one in others.items() if is_out(one, day, drafts)}
            nouns = (context, main, *out.values())
            found[id(main)] = again.kept(("record", *identity), nouns, (), partial(record_of, context, out, main))
    pairs = [found[id(main)] for main in mains.values()]
    problems.extend(problem for _, faults in pairs for problem in faults)
    return tuple(record for record, _ in pairs), tuple(problems)


def record_of(
    context: Context, siblings: Mapping[str, Source], main: Source
) -> tuple[records.Record, tuple[Problem, ...]]:
    """A record with its translations, and its faults."""
    reading = Reading(main, siblings, context, READERS)
    record: records.Record = reading.record(kinds.KINDS[main.kind].record)
    check(reading, record)
    return record, tuple(reading.problems)


def strange_language(source: Source, context: Context) -> Problem:
    """A translation into a language that the site doesn't have, or into that of the record itself."""
    if source.language == context.languages[0]:
        message = phrase(
            "this is a translation into {language}, the site's first language", language=repr(source.language)
        )
        here = phrase(
            "write these words into the record's own file, whose name has no .{language}", language=source.language
        )
        return Problem(Place(source.path), "language", message, here)
    hint = did_you_mean(
        source.language, context.languages, phrase("the site's languages: {known}", known=", ".join(context.languages))
    )
    message = phrase(
        "a translation into {language}, which `languages` in site.yaml doesn't list", language=repr(source.language)
    )
    return Problem(Place(source.path), "language", message, hint)


def same_identity(source: Source, first: Source) -> Problem:
    """Two sources that would be one record."""
    line = source.node.line if source.path == first.path or kinds.KINDS[source.kind].holds != "file" else 0
    other = Place(first.path, first.node.line if line else 0)
    word = small(kinds.KINDS[source.kind].singular)
    message = phrase("the key {key} is already used by another {kind}", key=repr(source.key), kind=word)
    return Problem(Place(source.path, line), "collision", message, phrase("give one of them another key"), other=other)


def orphan(source: Source) -> Problem:
    message = phrase("this is a translation, but the record it translates is missing")
    hint = phrase("the record's own file has the same name without .{language}", language=source.language)
    return Problem(Place(source.path), "unread", message, hint)
