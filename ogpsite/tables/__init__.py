"""Open data as tables: which there are, and their rows. CSV, JSON, the workbook and the schemas follow."""

from __future__ import annotations

import datetime
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import replace

from ogpsite.memory.readings import imprint
from ogpsite.memory.shelves import packed, unpacked
from ogpsite.model.facts import Edition
from ogpsite.model.once import once
from ogpsite.model.site import Site
from ogpsite.model.values import Text
from ogpsite.tables import cells, meetings, participation, plans, register, standards, voices
from ogpsite.tables.nouns import Column, Line, Table, Value
from ogpsite.tables.ogp import OGP

TABLES: tuple[Table, ...] = (
    plans.PLANS,
    plans.COMMITMENTS,
    plans.MILESTONES,
    voices.PROGRESS,
    voices.EVIDENCE,
    voices.CHECKS,
    voices.CODES,
    participation.CONSULTATIONS,
    participation.CONTRIBUTIONS,
    participation.RESPONSES,
    meetings.MEETINGS,
    meetings.DECISIONS,
    register.ORGANISATIONS,
    register.ASSESSMENTS,
    register.RECOMMENDATIONS,
    standards.STANDARDS,
)
Rows = list[tuple[Value, ...]]
SHORT = 60  # characters of ids, keys and codes
LARGE = 1_000_000  # bytes of a table


def columns_of(table: Table, site: Site) -> tuple[Column, ...]:
    """The columns as they are written: a text has one for each language, named `title`, `title_fr`, `title_ar` …

    The one without a code holds the site's first language, or the language in which there are words.
    """
    return tuple(each for column in table.columns for each in in_languages(column, site))


def in_languages(column: Column, site: Site) -> Iterator[Column]:
    if column.type != "text":
        yield column
        return
    for language in site.languages:
        name = column.name if language == site.languages[0] else f"{column.name}_{language.replace('-', '_').lower()}"
        yield replace(column, name=name, language=language)


def rows_of(table: Table, edition: Edition) -> Rows:
    """Every row of a table, in the order of its ids as the site lists them."""
    return kept_rows(edition, table.name)


@once
def kept_rows(edition: Edition, name: str) -> Rows:
    table = named(name)
    return [tuple(map(shared, row(table, line))) for line in table.lines(edition)]


def shared(value: Value) -> Value:
    """A cell's value; of equal short texts the same one, because ids, keys and codes stand in thousands of cells."""
    return sys.intern(value) if type(value) is str and len(value) < SHORT else value


def csv_of(edition: Edition, name: str) -> bytes:
    """A table as CSV."""
    is_packed, data = kept_csv(edition, name)
    return unpacked(data) if is_packed else data


@once
def kept_csv(edition: Edition, name: str) -> tuple[bool, bytes]:
    """A table as CSV: a large one packed, as every worker holds it."""
    table = named(name)
    data = cells.written([column.name for column in columns_of(table, edition.site)], rows_of(table, edition))
    return (True, packed(data)) if len(data) > LARGE else (False, data)


@once
def printed(edition: Edition, name: str) -> tuple[int, str]:
    """Size and SHA-256 of a table as CSV: asked by those who tell of it."""
    data = csv_of(edition, name)
    return len(data), hashlib.sha256(data).hexdigest()


def named(name: str) -> Table:
    return next(one for one in (*TABLES, OGP) if one.name == name)


def row(table: Table, line: Line) -> Iterator[Value]:
    site = line.edition.site
    for column in table.columns:
        value = column.get(line)
        if column.type == "text":
            yield from texts(value, site)
        elif isinstance(value, datetime.date):
            yield value.isoformat()
        else:
            yield value


def texts(value: Text | None, site: Site) -> Iterator[str | None]:
    """A text in each language of the site."""
    first, *others = site.languages
    yield (value.best(first)[1] or None) if value else None
    for language in others:
        yield (value[language] or None) if value else None


@once
def summed(edition: Edition, name: str) -> tuple[str, int]:
    """The digest of a table's rows, and their number: asked by those who needn't see them."""
    rows = kept_rows(edition, name)
    return imprint(rows).hex(), len(rows)


@once
def last_change(edition: Edition) -> datetime.date:
    """The newest day on which something in the site changed; its own day where nothing has one."""
    return max(edition.facts.updated.values(), default=edition.site.day)


def messages() -> Iterator[str]:
    """The words for people in the declarations, in English."""
    for table in (*TABLES, OGP):
        yield from (table.title, table.what)
        for column in table.columns:
            yield column.what
            yield from column.codes.values()
            if column.unit and column.unit != "%":
                yield column.unit
