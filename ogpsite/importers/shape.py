"""Rows → records: commitments with their milestones, responses, meetings and events, joined by their keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ogpsite.importers import fields, proofs, slots, values
from ogpsite.importers.atlas import TableMap, fold
from ogpsite.importers.cells import Cell
from ogpsite.importers.rows import Bound, Row
from ogpsite.importers.slots import Desk
from ogpsite.importers.slugs import slug, unique
from ogpsite.problems import near


@dataclass(frozen=True)
class Milestone:
    """A milestone: its key, the id by which rows mean it, its fields, and the id of the one it is part of."""

    id: str
    key: str
    at: str
    commitment: str
    part_of: str
    fields: Mapping[str, object]


@dataclass(frozen=True)
class Commitment:
    """A commitment: its key, the id by which rows mean it, its fields and free text."""

    id: str
    key: str
    at: str
    fields: dict[str, object]
    body: str = ""


@dataclass(frozen=True)
class Item:
    """Another record of a table: an answer, a meeting, an event."""

    key: str
    at: str
    fields: dict[str, object]
    body: str = ""
    words: str = ""


@dataclass
class Plan:
    """The commitments and milestones of a plan by folded id, in the order of their tables."""

    commitments: dict[str, Commitment] = field(default_factory=dict)
    milestones: dict[str, Milestone] = field(default_factory=dict)

    def steps(self, commitment: str) -> list[Milestone]:
        """The milestones of a commitment, each followed by its parts."""
        mine = [step for step in self.milestones.values() if step.commitment == commitment]
        return [step for top in mine if not top.part_of for step in self.with_parts(top, mine)]

    def with_parts(self, top: Milestone, mine: Sequence[Milestone]) -> Iterator[Milestone]:
        """A milestone and its parts, theirs included."""
        yield top
        for part in mine:
            if part.part_of == fold(top.id):
                yield from self.with_parts(part, mine)

    def leaves(self, commitment: str) -> list[Milestone]:
        """The milestones that have no parts: those on which reports are made."""
        wholes = {step.part_of for step in self.milestones.values()}
        return [step for step in self.steps(commitment) if fold(step.id) not in wholes]


def of_record(tables: Sequence[Bound], record: str) -> Iterator[tuple[TableMap, Row]]:
    """All rows of one kind of record."""
    for bound in tables:
        if bound.map.record == record:
            for row in bound.rows:
                yield bound.map, row


def link(row: Row, table: TableMap, name: str, desk: Desk) -> Cell:
    """A cell that links rows, cut as the map says; blank where the table has no such column."""
    column = table.column(name)
    if column is None or name not in row.cells:
        return Cell(str(table.constants.get(name, "")), row.at)
    cell = slots.clean(row.cell(name), column, desk.notes)
    values.note_number(cell, name, desk.notes)
    return cell


def plan(tables: Sequence[Bound], desk: Desk) -> Plan:
    """The plan's commitments and milestones."""
    found = Plan()
    for table, row in of_record(tables, "commitment"):
        add_commitment(found, table, row, desk)
    add_milestones(found, list(of_record(tables, "milestone")), desk)
    leads(found, tables, desk)
    return found


def add_milestones(found: Plan, rows: Sequence[tuple[TableMap, Row]], desk: Desk) -> None:
    """Wholes before their parts, however the tables are ordered; what is left has no whole, and is noted."""
    waiting = [(fold(link(row, table, "part_of", desk).text), table, row) for table, row in rows]
    while waiting:
        ready = [item for item in waiting if not item[0] or item[0] in found.milestones]
        late = [item for item in waiting if item[0] and item[0] not in found.milestones]
        for _, table, row in ready or late:
            add_milestone(found, table, row, desk)
        waiting = late if ready else []


def identity(table: TableMap, row: Row, given: Mapping[str, object], desk: Desk) -> tuple[str, str]:
    """The id of a row and the words for its key: its `key` column, else its title."""
    cell = link(row, table, "key", desk)
    if cell.text:
        return cell.text, cell.text
    title = given.get("title", "")
    words = str(next(iter(title.values()), "") if isinstance(title, Mapping) else title)
    return words, words


def add_commitment(found: Plan, table: TableMap, row: Row, desk: Desk) -> None:
    """A commitment from its row; one without title, or with an id that was there, is left out and noted."""
    given = values.filled(row, table, desk)
    name, words = identity(table, row, given, desk)
    if lacking := missing(table, given, ("lead",)):
        desk.notes.add("skipped", row.at, f"no {lacking}")
    elif fold(name) in found.commitments:
        desk.notes.add("skipped", row.at, f"the id {name} stands already at {found.commitments[fold(name)].at}")
    else:
        key = unique(slug(words), {other.key for other in found.commitments.values()})
        found.commitments[fold(name)] = Commitment(name, key, row.at, given, body(row, table, desk))


def add_milestone(found: Plan, table: TableMap, row: Row, desk: Desk) -> None:
    """A milestone from its row, under its commitment or the milestone it is part of."""
    given = values.filled(row, table, desk)
    name, words = identity(table, row, given, desk)
    whole = link(row, table, "part_of", desk)
    parent = found.milestones.get(fold(whole.text))
    owner = link(row, table, "commitment", desk)
    commitment = parent.commitment if parent else fold(owner.text)
    if whole.text and parent is None:
        desk.notes.add("skipped", row.at, lost(whole, "milestone", [m.id for m in found.milestones.values()]))
    elif commitment not in found.commitments:
        desk.notes.add("skipped", row.at, lost(owner, "commitment", [c.id for c in found.commitments.values()]))
    elif lacking := missing(table, given):
        desk.notes.add("skipped", row.at, f"no {lacking}")
    elif fold(name) in found.milestones:
        desk.notes.add("skipped", row.at, f"the id {name} stands already at {found.milestones[fold(name)].at}")
    else:
        note_other_owner(owner, commitment, found, desk)
        taken = {other.key for other in found.milestones.values() if other.commitment == commitment}
        step = Milestone(name, unique(slug(words), taken), row.at, commitment, fold(whole.text), given)
        found.milestones[fold(name)] = step


def note_other_owner(owner: Cell, commitment: str, found: Plan, desk: Desk) -> None:
    """Note a row whose commitment is not that of the milestone it is part of."""
    if owner.text and fold(owner.text) != commitment:
        home = found.commitments[commitment].id
        desk.notes.add("remark", owner.at, f"says {owner.text}, but its milestone belongs to {home}: put there")


def lost(cell: Cell, what: str, known: Sequence[str]) -> str:
    """Why a row without parent was left out."""
    if not cell.text:
        return f"no {what} is named"
    meant = near(cell.text, known)
    return f"there is no {what} {cell.text}" + (f"; did you mean {meant}?" if meant else "")


def missing(table: TableMap, given: Mapping[str, object], later: tuple[str, ...] = ()) -> str:
    """The first required field that a row does not give."""
    for name in fields.required(table.record):
        if name not in given and name not in later:
            return name
    return ""


def body(row: Row, table: TableMap, desk: Desk) -> str:
    """The free text of a record: its `body` column, and what the map puts after it (`{field}`: that cell's words)."""
    column = table.column("body")
    text = ""
    if column and "body" in row.cells:
        cell = slots.clean(row.cell("body"), column, desk.notes)
        proofs.note_links(cell, desk.notes)
        text = cell.text
    after = table.after_body
    for name in row.cells:
        after = after.replace("{" + name + "}", row.word(name))
    return "\n\n".join(filter(None, (text, after.strip())))


def leads(found: Plan, tables: Sequence[Bound], desk: Desk) -> None:
    """Give commitments the leads of their milestones, where the map says so; those left without one are taken out."""
    from_milestones = any(bound.map.lead_from for bound in tables)
    for name, commitment in list(found.commitments.items()):
        mine = found.steps(name)
        if "lead" not in commitment.fields and from_milestones:
            named = [key for step in mine for key in listed(step.fields.get("lead"))]
            if named:
                commitment.fields["lead"] = list(dict.fromkeys(named))
        if "lead" not in commitment.fields:
            desk.notes.add("skipped", commitment.at, f"{commitment.id} has no lead; give one under `constants:`")
            del found.commitments[name]
            for step in mine:
                desk.notes.add("skipped", step.at, f"its commitment {commitment.id} was left out")
                del found.milestones[fold(step.id)]


def listed(value: object) -> list[str]:
    """A value as a list of words."""
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)]


def items(tables: Sequence[Bound], record: str, desk: Desk) -> list[Item]:
    """The meetings or events of all tables, keys made of their day and title."""
    found: list[Item] = []
    taken: set[str] = set()
    for table, row in of_record(tables, record):
        given = values.filled(row, table, desk)
        if lacking := missing(table, given):
            desk.notes.add("skipped", row.at, f"no {lacking}")
            continue
        name, words = identity(table, row, given, desk)
        if not link(row, table, "key", desk).text:
            words = f"{given['date']}-{name}"
        found.append(Item(unique(slug(words), taken), row.at, given, body(row, table, desk)))
    return found


def answers(table: TableMap, rows: Sequence[Row], desk: Desk) -> list[Item]:
    """The answers of one table; each keeps the words of its number for the contribution that it answers."""
    found: list[Item] = []
    taken: set[str] = set()
    for row in rows:
        given = values.filled(row, table, desk)
        lacking = missing(table, given) or ("heard" if table.contribution is not None and "heard" not in given else "")
        if lacking:
            desk.notes.add("skipped", row.at, f"no {lacking}")
            continue
        words = link(row, table, "key", desk).text or f"r-{row.at.rpartition('!')[2]}"
        answered = link(row, table, "answers", desk)
        if answered.text:
            given["answers"] = [slug(piece) for piece in answered.text.replace(";", ",").split(",")]
        found.append(Item(unique(slug(words), taken), row.at, given, "", about(row, table, desk)))
    return found


def about(row: Row, table: TableMap, desk: Desk) -> str:
    """The theme that an answer's row names."""
    column = table.column("about")
    return values.theme(link(row, table, "about", desk), column, desk) if column else ""
