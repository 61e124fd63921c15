"""Which column of a table is what (`Sheet`), and its rows → entries and replies; one reading for forms and tables."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import get_args

from ogpsite.importers.atlas import fold
from ogpsite.importers.cells import Cell, Table
from ogpsite.importers.contributions import consent, moments
from ogpsite.importers.contributions.nouns import Entry, Ground, Reply, State
from ogpsite.importers.daywords import folded
from ogpsite.importers.markup import words_of
from ogpsite.importers.slugs import slug, unique
from ogpsite.nouns import dataclass

BLANK = Cell("", "")
ROLES: Mapping[str, str] = {
    "key": "what identifies the contribution in its source; becomes its permanent key",
    "text": "the words; several columns are joined under their headings",
    "title": "a heading",
    "received_on": "the day it came",
    "author": "the author's name; only published with consent",
    "organisation": "the body that speaks; only published with consent",
    "sector": "the author's sector",
    "consent": "leave to publish the name",
    "publish": "leave to publish the contribution",
    "moderation": "published, redacted or rejected",
    "moderation_reason": "why it was moderated",
    "votes.for": "votes for it",
    "votes.against": "votes against it",
    "about": "themes or commitments",
    "attachments": "addresses of attached papers",
    "submitted": "filled only where the form was sent",
    "answer": "what officials answered",
    "decision": "what was decided",
    "answered_on": "the day of the answer",
    "answered_by": "who answered",
}
DECISIONS: Mapping[str, str] = {
    # words of decisions in English, Spanish, French and Portuguese → the codes of the content model
    **dict.fromkeys(
        ("accepted", "aceptada", "aceptado", "aceptadas", "acceptee", "accepte", "aceita", "aceite"), "accepted"
    ),
    **dict.fromkeys(("adopted", "incorporated", "incorporada", "retenue", "approved", "aprobada", "مقبول"), "accepted"),
    **dict.fromkeys(("partly accepted", "partially accepted", "partial", "parcialmente aceptada"), "partly_accepted"),
    **dict.fromkeys(("partiellement acceptee", "parcialmente aceita", "parcial", "partly"), "partly_accepted"),
    **dict.fromkeys(("rejected", "not accepted", "rechazada", "no aceptada", "rejetee", "refusee"), "not_accepted"),
    **dict.fromkeys(("rejeitada", "nao aceita", "recusada", "declined", "مرفوض"), "not_accepted"),
    **dict.fromkeys(
        ("already covered", "already implemented", "ya cubierta", "deja couverte", "ja coberta"), "already_covered"
    ),
    **dict.fromkeys(
        ("out of scope", "fuera de alcance", "hors sujet", "hors perimetre", "fora do escopo"), "out_of_scope"
    ),
    **dict.fromkeys(
        ("deferred", "evaluating", "under review", "aplazada", "reportee", "adiada", "en estudio"), "deferred"
    ),
    **dict.fromkeys(("referred", "derivada", "transmise", "encaminhada"), "referred"),
}
MODERATIONS: Mapping[str, State] = {
    **dict.fromkeys(("published", "accepted", "approved", "visible", "1", "publicado", "publie"), "published"),
    **dict.fromkeys(("rejected", "hidden", "spam", "-1", "rechazado", "oculto", "rejete", "rejeitado"), "rejected"),
    **dict.fromkeys(("pending", "unmoderated", "0", "pendiente", "en attente", "pendente", "new"), "unmoderated"),
    "withdrawn": "withdrawn",
}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table with what its columns are: roles by column, personal columns by kind, words of cells by role."""

    table: Table
    header: int
    roles: Mapping[str, tuple[int, ...]]
    personal: Mapping[int, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: str = ""

    def heading(self, column: int) -> Cell:
        """The heading of a column."""
        return at(self.table.rows[self.header], column)

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The rows below the headings in which anything stands."""
        return (row for row in self.table.rows[self.header + 1 :] if any(cell.text.strip() for cell in row))

    def column(self, number: int) -> list[Cell]:
        """The cells of a column."""
        return [at(row, number) for row in self.rows()]


def headings(row: tuple[Cell, ...]) -> str:
    """The headings of a table for a message, cut where they are long or many."""
    names = [" ".join(cell.text.split()) for cell in row if cell.text.strip()]
    shown = [f"“{name if len(name) <= 40 else name[:39] + '…'}”" for name in names[:20]]
    return (", ".join(shown) or "not named") + (f" and {len(names) - 20} more" if len(names) > 20 else "")


def at(row: tuple[Cell, ...], column: int) -> Cell:
    """A cell, blank where the row is shorter."""
    return row[column] if 0 <= column < len(row) else BLANK


@dataclass(frozen=True)
class Row:
    """One row of a sheet, asked by role."""

    sheet: Sheet
    cells: tuple[Cell, ...]
    orders: Mapping[int, str]

    def cell(self, role: str) -> Cell:
        """The first filled cell of a role."""
        found = (at(self.cells, column) for column in self.sheet.roles.get(role, ()))
        return next((cell for cell in found if cell.text.strip()), BLANK)

    def word(self, role: str) -> str:
        """Its words, translated by the map's `values:`."""
        text = self.cell(role).text.strip()
        return self.sheet.values.get(role, {}).get(fold(text), text)

    @property
    def at(self) -> str:
        """The place of the row."""
        return next((cell.at for cell in self.cells if cell.at), self.sheet.table.name)


def read(sheet: Sheet, ground: Ground) -> tuple[list[Entry], list[Reply]]:
    """All entries and replies of a sheet; rows without words are noted."""
    wish = sheet.dates or ground.options.dates
    dated = {*sheet.roles.get("received_on", ()), *sheet.roles.get("answered_on", ())}
    orders = {column: moments.order_of(sheet.column(column), wish) for column in sorted(dated)}
    taken: set[str] = set()
    entries: list[Entry] = []
    replies: list[Reply] = []
    for cells in sheet.rows():
        row = Row(sheet, cells, orders)
        text = text_of(row)
        if not text:
            ground.notes.add("skipped", row.at, "no words in any column that is read as text")
            continue
        made = entry(row, text, unique(key_of(row, text), taken), ground)
        entries.append(made)
        replies.extend(reply(row, made.id, ground))
    return entries, replies


def entry(row: Row, text: str, key: str, ground: Ground) -> Entry:
    """One row as a contribution."""
    state = state_of(row, ground)
    allowed = consent_of(row, ground)
    return Entry(
        id=key,
        at=row.at,
        text={"": text},
        title={"": words_of(row.cell("title").text).strip()},
        day=day(row, "received_on", ground),
        author=" ".join(author_of(row).split()),
        organisation=" ".join(row.cell("organisation").text.split()),
        sector=row.word("sector"),
        consent="yes" if allowed == "yes" else "no" if allowed else "",
        state="refused" if allowed == "refused" else state,
        moderated=bool(row.cell("moderation").text.strip()),
        reason=row.cell("moderation_reason").text.strip(),
        votes=(whole(row, "votes.for", ground), whole(row, "votes.against", ground)),
        about=tuple(piece for piece in pieces(row, "about") if piece),
        attachments=tuple({"url": url} for url in re.findall(r"https?://[^\s,;|]+", row.cell("attachments").text)),
        private=private_of(row),
    )


def author_of(row: Row) -> str:
    """The author's name, first and last name from several columns."""
    found = (at(row.cells, column).text.strip() for column in row.sheet.roles.get("author", ()))
    return " ".join(dict.fromkeys(text for text in found if text))


def key_of(row: Row, text: str) -> str:
    """The id of the row; else a short hash of its moment, which stays the same when rows come or go."""
    given = slug(row.cell("key").text.strip()) if row.cell("key").text.strip() else ""
    if given:
        return f"c-{given}" if given[0].isdigit() else given
    basis = row.cell("received_on").text.strip() or text
    return "c-" + hashlib.sha256(basis.encode()).hexdigest()[:8]


def text_of(row: Row) -> str:
    """The words; where several columns give them, each under its heading."""
    columns = row.sheet.roles.get("text", ())
    parts = [(heading_of(row.sheet, column), words_of(at(row.cells, column).text).strip()) for column in columns]
    filled = [(heading, words) for heading, words in parts if words]
    if len(columns) == 1:
        return filled[0][1] if filled else ""
    return "\n\n".join(f"{heading}\n{words}" for heading, words in filled)


def heading_of(sheet: Sheet, column: int) -> str:
    """A question without the code that LimeSurvey puts before it, and without HTML."""
    words = " ".join(words_of(sheet.heading(column).text).split())
    return re.sub(r"^[A-Za-z]\w{0,20}(?:\[\w+\])?\. +(?=\S)", "", words) or words


def state_of(row: Row, ground: Ground) -> State:
    """What moderation decided, and whether the form was sent at all."""
    if "submitted" in row.sheet.roles and not row.cell("submitted").text.strip():
        return "unsubmitted"
    cell = row.cell("moderation")
    word = fold(row.word("moderation"))
    if not word:
        return "published"
    found = MODERATIONS.get(word) or next((state for state in get_args(State) if state == word), None)
    if found is None:
        ground.notes.add("unknown", cell.at, f"“{cell.text}” for moderation: not known, so it is written as a draft")
    return found or "unmoderated"


def consent_of(row: Row, ground: Ground) -> consent.Said | None:
    """What the author allowed; None where nobody asked."""
    answers = []
    for role, about in (("publish", "contribution"), ("consent", "name")):
        if role not in row.sheet.roles:
            continue
        cell = row.cell(role)
        word = row.sheet.values.get(role, {}).get(fold(cell.text)) or consent.said(cell.text, about)
        if word == "unclear" and cell.text.strip():
            ground.notes.add("unknown", cell.at, "neither yes nor no to publication: read as no")
        answers.append("refused" if word == "refused" else "yes" if word == "yes" else "no")
    if "refused" in answers:
        return "refused"
    return None if not answers else "yes" if answers[-1] == "yes" else "no"


def reply(row: Row, answered: str, ground: Ground) -> Iterator[Reply]:
    """What officials answered in the same row."""
    cell = row.cell("answer")
    reasons = words_of(cell.text).strip()
    word = row.word("decision")
    decision = DECISIONS.get(fold_plain(word), word if word in DECISIONS.values() else "")
    if word and not decision and reasons:
        ground.notes.add("unknown", row.cell("decision").at, f"“{word}” is no decision that is known; see `values:`")
    if not reasons:
        if decision:
            ground.notes.add("skipped", row.at, f"decided ({word}), but no reasons are given: no response was written")
        return
    yield Reply(
        id=answered,
        at=cell.at,
        answers=(answered,),
        reasons={"": reasons},
        decision=decision,
        day=day(row, "answered_on", ground),
        by=row.word("answered_by"),
    )


def fold_plain(word: str) -> str:
    """A word without accents and capitals."""
    return " ".join(folded(word.replace("_", " ")).split())


def day(row: Row, role: str, ground: Ground) -> datetime.date | None:
    """The day of a cell; one that can't be read, or could be two days, is noted."""
    cell = row.cell(role)
    if not cell.text.strip():
        return None
    order = next((row.orders[column] for column in row.sheet.roles.get(role, ()) if at(row.cells, column) is cell), "")
    found = moments.day_of(cell, order, ground.zone)
    if found is None and not cell.text.startswith("1980-01-01"):
        why = (
            "it could be two days: say --dates day-first or month-first"
            if moments.NUMERIC.match(cell.text)
            else "no day"
        )
        ground.notes.add("unknown", cell.at, f"“{cell.text}” for {role}: {why}")
    return found


def whole(row: Row, role: str, ground: Ground) -> int | None:
    """A number of votes."""
    cell = row.cell(role)
    if not cell.text.strip():
        return None
    if re.fullmatch(r"\d{1,12}(?:\.0+)?", cell.text.strip()):
        return int(float(cell.text))
    ground.notes.add("unknown", cell.at, f"“{cell.text}” for {role}: not a whole number")
    return None


def pieces(row: Row, role: str) -> list[str]:
    """The words of a cell that holds several, each translated by the map."""
    known = row.sheet.values.get(role, {})
    found = (piece.strip() for piece in re.split(r"[;|\n]", row.cell(role).text))
    return [known.get(fold(piece), "" if known else piece) for piece in found if piece]


def private_of(row: Row) -> dict[str, str]:
    """The cells of personal columns, by kind."""
    found: dict[str, str] = {}
    for column, kind in row.sheet.personal.items():
        text = at(row.cells, column).text.strip()
        if text:
            found[kind] = f"{found[kind]}; {text}" if kind in found else text
    return found
