"""Open data as tables: which there are, and their rows. CSV, JSON, the workbook and the schemas follow."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from ogpsite import jsonwords
from ogpsite.memory.shelves import digest, packed, unpacked
from ogpsite.model.blanks import LEFT, Days, leaves_open, left, said_in
from ogpsite.model.facts import Edition
from ogpsite.model.once import once
from ogpsite.model.site import Site
from ogpsite.model.values import Text
from ogpsite.tables import cells, meetings, participation, plans, register, standards, voices
from ogpsite.tables.files import wants_semicolons
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
Read = list[tuple[Any, ...]]  # rows with lists where tuples were
SHARE = 16  # records whose rows are made, and kept, together
# records of a site up to which rows are held and kept as they stand in the files, and as they were made, for who makes
# the workbook: to unpack them takes five times as long as to read them
ROOM = 5000
PLAIN = frozenset({str, int, float, bool, tuple, Days, type(None)})  # what stands in a cell as it is
BETWEEN = "\0"  # never stands in JSON
NUMBERS, WORDS = 1, 2  # what some rows leave open: only numbers in cells of their own, or something within words
NUMBER = re.compile(LEFT.pattern + rb"(?=,?\n)")  # such a number as it stands in JSON: no words hold a line end there


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
    return [row for one in shares_of(edition, table.name) for row in one.rows(edition.site.day)]


class Share(NamedTuple):
    """The rows of some records, as they stand in the files.

    Days up to that of a build are left open in them (`model/blanks.py`), so that they are the same on every day.
    """

    mark: str  # the digest of the rows
    size: int  # rows
    csv: bytes
    semicolons: bytes  # empty where nobody wants them
    json: bytes
    leaves: int = 0  # what is left open: NUMBERS, WORDS or nothing
    is_packed: bool = False  # whether the bytes are, where there is no room: every worker holds the rows of all tables
    columns: Sequence[Sequence[Value]] = ()  # the rows as they were made in this process, where there is room for them

    def kept(self) -> Share:
        """What is sent to other processes and kept."""
        return self._replace(columns=()) if self.columns else self

    def held(self, site: Site) -> Share:
        """What a process holds: packed where there is no room for it otherwise."""
        if self.is_packed or len(site.by_uid) <= ROOM:
            return self
        csv, semicolons, json_ = map(packed, (self.csv, self.semicolons, self.json))
        return self._replace(csv=csv, semicolons=semicolons, json=json_, is_packed=True, columns=())

    def whole(self, data: bytes) -> bytes:
        """One of the three, not packed."""
        return unpacked(data) if self.is_packed else data

    def objects(self) -> list[bytes]:
        """Each row as it stands in the JSON file."""
        return self.whole(self.json).split(BETWEEN.encode()) if self.size else []

    def rows(self, day: datetime.date) -> Rows:
        """The rows as they are on a day."""
        found = read_rows(said_in(self.whole(self.json), day)) if self.size else ()
        return [tuple([tuple(value) if type(value) is list else value for value in row]) for row in found]

    def open_rows(self, day: datetime.date) -> Read:
        """The rows, with marks for numbers that are left open; as they are on a day if words hold it."""
        if not self.size:
            return []
        if self.columns and self.leaves != WORDS:
            return [*zip(*map(with_marks, self.columns), strict=True)]
        data = self.whole(self.json)
        return read_rows(NUMBER.sub(rb'"\g<0>"', data) if self.leaves == NUMBERS else said_in(data, day))

    def mark_on(self, day: datetime.date) -> str:
        """The digest of the rows as they are on a day."""
        return f"{self.mark} {day.isoformat()}" if self.leaves else self.mark

    def open_mark(self, day: datetime.date) -> str:
        """The digest of what `open_rows` gives."""
        return self.mark_on(day) if self.leaves == WORDS else self.mark


def with_marks(values: Sequence[Value]) -> Sequence[Value]:
    """A column with marks for numbers of days that are left open."""
    if Days not in set(map(type, values)):
        return values
    return [left(one) if isinstance(one, Days) else one for one in values]


def read_rows(data: bytes) -> Read:
    """Rows as they stand in JSON, with lists where tuples were."""
    found = json.loads(f"[{data.decode(errors='surrogatepass').replace(BETWEEN, ',')}]")
    return [*map(tuple, map(dict.values, found))]


def shares_of(edition: Edition, name: str) -> list[Share]:
    """All rows of a table."""
    return [share(edition, name, number) for number in range(number_of_shares(edition, name))]


def number_of_shares(edition: Edition, name: str) -> int:
    return -(-len(holders(edition, name)) // SHARE)


@once
def holders(edition: Edition, name: str) -> Mapping[str, Any]:
    """What the rows of a table are from, by identity."""
    return named(name).of(edition)


@once
def share(edition: Edition, name: str, number: int) -> Share:
    """The rows of some of the holders, made together."""
    table, found = named(name), holders(edition, name)
    some = islice(found, number * SHARE, (number + 1) * SHARE)
    lines = [line for uid in some for line in table.lines(edition, found[uid])]
    columns = columns_made(table, lines, edition.site.languages)
    names = [column.name for column in columns_of(table, edition.site)]
    objects = jsonwords.rows(names, columns, within="\n ")
    semicolons = cells.for_spreadsheets(columns) if wants_semicolons(edition) else ""
    files = [one.encode(errors="surrogatepass") for one in (cells.written(columns), semicolons, BETWEEN.join(objects))]
    mark = hashlib.blake2b(files[2], digest_size=12).hexdigest()
    marks, numbers = (len(form.findall(files[2])) if leaves_open(files[2]) else 0 for form in (LEFT, NUMBER))
    leaves = WORDS if marks > numbers else NUMBERS if marks else 0
    return Share(mark, len(lines), files[0], files[1], files[2], leaves, columns=columns).held(edition.site)


def csv_of(edition: Edition, name: str) -> bytes:
    """A table as CSV: UTF-8, commas. Days up to that of the build are left open, as in the other files."""
    names = [column.name for column in columns_of(named(name), edition.site)]
    rows = (one.whole(one.csv) for one in shares_of(edition, name))
    return b"".join((cells.head(names).encode(), *rows))


def semicolons_of(edition: Edition, name: str) -> bytes:
    """A table as CSV for spreadsheets where the comma is the decimal sign, with a mark that says UTF-8."""
    names = [column.name for column in columns_of(named(name), edition.site)]
    rows = (one.whole(one.semicolons) for one in shares_of(edition, name))
    return b"".join((cells.head(names, ";").encode("utf-8-sig"), *rows))


def json_of(edition: Edition, name: str) -> bytes:
    """A table as JSON: tens of megabytes in a large site, which are copied no more than needed."""
    found = [one.whole(one.json).replace(BETWEEN.encode(), b",\n ") for one in shares_of(edition, name) if one.size]
    return b"[\n %b\n]\n" % b",\n ".join(found) if found else b"[]\n"


def objects_of(edition: Edition, name: str) -> list[bytes]:
    """Each row of a table as it stands in its JSON file."""
    return [row for one in shares_of(edition, name) for row in one.objects()]


@once
def printed(edition: Edition, name: str) -> tuple[int, str]:
    """Size and SHA-256 of a table as CSV: asked by those who tell of it."""
    data = said_in(csv_of(edition, name), edition.site.day)
    return len(data), hashlib.sha256(data).hexdigest()


def named(name: str) -> Table:
    return next(one for one in (*TABLES, OGP) if one.name == name)


def columns_made(table: Table, lines: Sequence[Line], languages: Sequence[str]) -> list[Sequence[Value]]:
    """The values of each column in some lines."""
    found: list[Sequence[Value]] = []
    for column in table.columns:
        values = [*map(column.get, lines)]
        if column.type == "text":
            found += texts(values, languages)
        elif PLAIN.issuperset(map(type, values)):
            found.append(values)
        else:
            found.append([one.isoformat() if isinstance(one, datetime.date) else one for one in values])
    return found


def texts(values: Sequence[Text | None], languages: Sequence[str]) -> Iterator[Sequence[str | None]]:
    """Texts in each language of the site; in the first one also those that are in none of it."""
    first, *others = languages
    if not any(values):
        yield from [[None] * len(values)] * len(languages)
        return
    yield [(value.best(first)[1] or None) if value else None for value in values]
    for language in others:
        yield [(value[language] or None) if value else None for value in values]


@once
def summed(edition: Edition, name: str) -> tuple[str, int]:
    """The digest of a table's rows, and their number: asked by those who needn't see them."""
    found = shares_of(edition, name)
    return digest(*(one.mark_on(edition.site.day) for one in found)), sum(one.size for one in found)


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
