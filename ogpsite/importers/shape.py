"""Rows → records: commitments with their milestones, responses, meetings and events, joined by their keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from ogpsite.importers import fields, proofs, slots, values
from ogpsite.importers.atlas import TableMap, fold
from ogpsite.importers.cells import Cell
from ogpsite.importers.rows import Bound, Row
from ogpsite.importers.slots import Desk
from ogpsite.importers.slugs import slug, unique
from ogpsite.nouns import dataclass
from ogpsite.problems import near


@dataclass(frozen=True)
class Milestone:
    """A milestone: its key, the id by which rows mean it, its fields, and the id of the one it is part of."""

    id: str
    key: str
    at: str
    commitment: str
    part_of: str
    fields: dict[str, object]


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
    keys: dict[str, set[str]] = field(default_factory=dict)
    mine: dict[str, list[Milestone]] = field(default_factory=dict)
    parts: dict[str, list[Milestone]] = field(default_factory=dict)

    def key(self, words: str, commitment: str = "") -> str:
        """A key that is free among the commitments, or among the milestones of one commitment."""
        return unique(slug(words), self.keys.setdefault(commitment, set()))

    def add(self, step: Milestone) -> None:
        """Add a milestone to its commitment and the milestone it is part of."""
        self.milestones[fold(step.id)] = step
        (self.parts if step.part_of else self.mine).setdefault(step.part_of or step.commitment, []).append(step)

    def find(self, name: str, commitment: str = "") -> Milestone | None:
        """The milestone that a row means; ids that begin anew in every commitment are told apart by it."""
        own = self.milestones.get(fold(scoped(name, commitment))) if commitment else None
        return own or self.milestones.get(fold(name))

    def steps(self, commitment: str) -> list[Milestone]:
        """The milestones of a commitment, each followed by its parts."""
        return [step for top in self.mine.get(commitment, ()) for step in self.with_parts(top)]

    def with_parts(self, top: Milestone) -> Iterator[Milestone]:
        """A milestone and its parts, theirs included."""
        yield top
        for part in self.parts.get(fold(top.id), ()):
            yield from self.with_parts(part)

    def leaves(self, commitment: str) -> list[Milestone]:
        """The milestones that have no parts: those on which reports are made."""
        return [step for step in self.steps(commitment) if fold(step.id) not in self.parts]

    def remove(self, commitment: str) -> None:
        """Take a commitment out, with its milestones."""
        for step in self.steps(commitment):
            self.parts.pop(fold(step.id), None)
            del self.milestones[fold(step.id)]
        self.mine.pop(commitment, None)
        del self.commitments[commitment]


def scoped(name: str, commitment: str) -> str:
    """The id of a milestone whose number or title another commitment has, too."""
    return f"{commitment} / {name}"


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
    meant = column.values.get(fold(cell.text))
    return cell if meant is None else Cell(meant, cell.at, cell.kind)


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
    before = found.commitments.get(fold(name))
    if before and table.once:
        complete(before.fields, given, before, row, desk)
    elif lacking := missing(table, given, ("lead",)):
        desk.notes.add("skipped", row.at, f"no {lacking}")
    elif before:
        desk.notes.add("skipped", row.at, f"the id {name} stands already at {before.at}")
    else:
        key = found.key(words)
        found.commitments[fold(name)] = Commitment(name, key, row.at, given, body(row, table, desk))


def complete(
    fields_: dict[str, object], given: Mapping[str, object], before: Commitment | Milestone, row: Row, desk: Desk
) -> None:
    """What another row of the same record adds: blanks are filled, lists joined; what differs is noted."""
    for name, value in given.items():
        old = fields_.setdefault(name, value)
        if isinstance(old, list) and isinstance(value, list):
            fields_[name] = [*old, *(item for item in value if item not in old)]
        elif old != value:
            desk.notes.add("skipped", row.at, f"{name} of {before.id} differs from {before.at}: the first one was kept")


def add_milestone(found: Plan, table: TableMap, row: Row, desk: Desk) -> None:
    """A milestone from its row, under its commitment or the milestone it is part of."""
    given = values.filled(row, table, desk)
    name, words = identity(table, row, given, desk)
    whole = link(row, table, "part_of", desk)
    owner = link(row, table, "commitment", desk)
    parent = found.find(whole.text, fold(owner.text)) if whole.text else None
    commitment = parent.commitment if parent else fold(owner.text)
    before = found.find(name, commitment)
    if before and before.commitment != commitment and commitment in found.commitments:
        name, before = scoped(name, commitment), None
    if before and table.once and before.commitment == commitment:
        complete(before.fields, given, before, row, desk)
    elif whole.text and parent is None:
        desk.notes.add("skipped", row.at, lost(whole, "milestone", [m.id for m in found.milestones.values()]))
    elif commitment not in found.commitments:
        desk.notes.add("skipped", row.at, lost(owner, "commitment", [c.id for c in found.commitments.values()]))
    elif lacking := missing(table, given):
        desk.notes.add("skipped", row.at, f"no {lacking}")
    elif before:
        desk.notes.add("skipped", row.at, f"the id {name} stands already at {before.at}")
    else:
        note_other_owner(owner, commitment, found, desk)
        part_of = fold(parent.id) if parent else ""
        found.add(Milestone(name, found.key(words, commitment), row.at, commitment, part_of, given))


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
    given = [bound.map.constants for bound in tables if bound.map.record == "commitment"]
    otherwise = next((constants["lead"] for constants in given if "lead" in constants), None)
    for name, commitment in list(found.commitments.items()):
        mine = found.steps(name)
        if "lead" not in commitment.fields and from_milestones:
            named = [key for step in mine for key in listed(step.fields.get("lead"))]
            if named:
                commitment.fields["lead"] = list(dict.fromkeys(named))
        if "lead" not in commitment.fields and otherwise is not None:
            commitment.fields["lead"] = values.constant(otherwise, fields.fields("commitment")["lead"], desk)
            desk.notes.add("blank", commitment.at, f"no lead; {otherwise} taken, as the map says")
        if "lead" not in commitment.fields:
            desk.notes.add("skipped", commitment.at, f"{commitment.id} has no lead; give one under `constants:`")
            for step in mine:
                desk.notes.add("skipped", step.at, f"its commitment {commitment.id} was left out")
            found.remove(name)


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
