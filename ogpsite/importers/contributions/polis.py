"""Polis exports: comments.csv (statements with votes and moderation) and summary.csv beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ogpsite.importers.cells import Table
from ogpsite.importers.contributions import moments
from ogpsite.importers.contributions.nouns import Entry, Ground, Harvest, State
from ogpsite.importers.contributions.sheet import Row, Sheet, at, whole
from ogpsite.importers.fault import ImportFault

MARKS = frozenset({"comment-id", "comment-body"})
STATES: Mapping[str, State] = {"1": "published", "0": "unmoderated", "-1": "rejected"}
COLUMNS = {
    "key": "comment-id",
    "text": "comment-body",
    "received_on": "timestamp",
    "votes.for": "agrees",
    "votes.against": "disagrees",
    "moderation": "moderated",
    "author": "author-id",
}
UNREAD = {
    "author-id": "the number of an unnamed author",
    "datetime": "the same moment as timestamp, in a time zone whose name is ambiguous",
}
ABOUT = {"topic": "title", "url": "platform_url", "conversation-description": "purpose"}


def recognise(table: Table) -> bool:
    """Whether a table is one of Polis."""
    return bool(table.rows) and {cell.text.strip() for cell in table.rows[0]} >= MARKS


def is_summary(table: Table) -> bool:
    """Whether a table is the list of key and value that Polis calls summary.csv."""
    return {"topic", "comments"} <= {at(row, 0).text.strip() for row in table.rows[:30]}


def harvest(tables: tuple[Table, ...], ground: Ground) -> Harvest:
    """All statements, and what the summary says of the conversation."""
    comments = [table for table in tables if recognise(table)]
    if not comments:
        raise ImportFault("no file is the comments.csv of a Polis export", "its columns are comment-id, comment-body …")
    entries: list[Entry] = []
    for table in comments:
        entries += statements(table, ground)
    summary = facts_of(next((table for table in tables if is_summary(table)), None))
    for table in tables:
        if table not in comments and not is_summary(table):
            ground.notes.add("unread", table.name, "single votes and participants are not taken over, only their sums")
    compare(summary, len(entries), ground)
    return Harvest(
        channel="Polis",
        mechanism="platform",
        entries=tuple(entries),
        rows=tuple((table.name, len(table.rows) - 1) for table in comments),
        consultation={name: summary[key] for key, name in ABOUT.items() if summary.get(key)},
        attended=int(summary["voters"]) if summary.get("voters", "").isdigit() else None,
    )


def statements(table: Table, ground: Ground) -> list[Entry]:
    """The rows of comments.csv."""
    names = [cell.text.strip() for cell in table.rows[0]]
    roles = {role: (names.index(name),) for role, name in COLUMNS.items() if name in names}
    sheet = Sheet(table=table, header=0, roles=roles)
    for column, name in enumerate(names):
        if name and name not in [*COLUMNS.values()][:-1]:
            ground.notes.add("unread", sheet.heading(column).at, f"“{name}”: {UNREAD.get(name, 'not read')}")
    found = [entry for cells in sheet.rows() if (entry := statement(Row(sheet, cells, {}), ground))]
    note_authors(sheet, ground)
    return found


def statement(row: Row, ground: Ground) -> Entry | None:
    """One statement."""
    text = row.cell("text").text.strip()
    if not text:
        ground.notes.add("skipped", row.at, "a statement without words")
        return None
    word = row.cell("moderation").text.strip()
    if word and word not in STATES:
        ground.notes.add("unknown", row.cell("moderation").at, f"“{word}” for moderated: neither 1, 0 nor -1")
    moment = row.cell("received_on")
    day = moments.day_of(moment, "", ground.zone)
    if day is None and moment.text:
        ground.notes.add("unknown", moment.at, f"“{moment.text}” is no timestamp: left without a day")
    return Entry(
        id=f"c-{row.cell('key').text.strip()}",
        at=row.at,
        text={"": text},
        day=day,
        state=STATES.get(word, "unmoderated" if word else "published"),
        moderated=bool(word),
        votes=(whole(row, "votes.for", ground), whole(row, "votes.against", ground)),
        private={"author-id": row.cell("author").text.strip()} if row.cell("author").text.strip() else {},
    )


def note_authors(sheet: Sheet, ground: Ground) -> None:
    """Note how many wrote; nobody's number is published."""
    if "author" in sheet.roles:
        found = Counter(cell.text.strip() for cell in sheet.column(sheet.roles["author"][0]))
        words = f"{len(found)} different authors"
        if found["0"]:
            words += f"; {found['0']} statements are by the owner of the conversation (author-id 0)"
        ground.notes.add("remark", sheet.table.name, words)


def facts_of(summary: Table | None) -> dict[str, str]:
    """The summary as key and value."""
    pairs = [(at(row, 0).text.strip(), at(row, 1).text.strip()) for row in summary.rows] if summary else []
    return {key: value for key, value in pairs if key}


def compare(summary: Mapping[str, str], count: int, ground: Ground) -> None:
    """Note where the summary counts otherwise."""
    said = summary.get("comments", "")
    if said.isdigit() and int(said) != count:
        ground.notes.add("remark", "summary", f"counts {said} comments; the file of comments holds {count}")
