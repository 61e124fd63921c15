"""Which field of a record a column fills, by its role: commitments, milestones, reports."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ogpsite.importers import pieces
from ogpsite.importers.suggest import states
from ogpsite.importers.suggest.entry import Entry, separator, spec
from ogpsite.importers.suggest.roles import Part, Sorted

COMMITMENT = {
    "ogp_id": "ogp_id",
    "lead": "lead",
    "supporting.government": "supporting.government",
    "supporting.civil_society": "supporting.civil_society",
    "supporting.other": "supporting.other",
    "start": "start",
    "due": "end",
    "description": "summary",
    "problem": "problem",
    "causes": "causes",
    "done_so_far": "done_so_far",
    "solution": "solution",
    "objective": "results",
    "results": "results",
    "transparency": "transparency",
    "accountability": "accountability",
    "participation": "participation",
    "values": "values",
    "sdgs": "sdgs",
    "budget": "budget",
    "theme": "theme",
}
MORE = ("relevance", "extra", "outputs", "indicator", "target", "verification")
"""Roles for which a commitment has no field: their words go below its summary, under their headings."""
MILESTONE = {
    "description": "outputs",
    "outputs": "outputs",
    "verification": "verification",
    "indicator": "indicator",
    "baseline": "baseline",
    "target": "target",
    "start": "start",
    "due": "due",
    "lead": "lead",
    "supporting.government": "supporting.government",
    "supporting.civil_society": "supporting.civil_society",
    "supporting.other": "supporting.other",
    "weight": "weight",
}
REPORT = {
    "percent": "percent",
    "progress": "summary",
    "challenges": "challenges",
    "next_steps": "next_steps",
    "evidence": "evidence",
    "revised": "due",
    "reported_on": "reported_on",
}
BODIES = frozenset({"lead", "supporting.government", "supporting.civil_society", "supporting.other"})
MANY = frozenset({"values", "sdgs"})
STATES = ("complete", "substantial", "in_progress", "limited", "not_started", "withdrawn")
DEPTH = {"progress": 0, "commitment": 1, "milestone": 2}


def options_of(role: str, part: Part) -> dict[str, object]:
    """How the cells of a column are read."""
    cells = [cell.text for cell in part.col.filled]
    if role in BODIES:
        return {"split": separator(cells) or (commas(cells) if role != "lead" else "")}
    if role in MANY:
        return {"split": separator(cells, short=True)}
    if role == "evidence":
        return {"split": separator_of_links(cells)}
    return {}


MARKS = (" - ", " – ", " — ", " to ", " al ", " a ", " au ", " à ", " até ", " hasta ", "–", "/", "-")


def between(part: Part) -> str:
    """What stands between the first and the last day in the cells of one column; empty where they have none."""
    cells = [cell.text for cell in part.col.filled]
    return next((mark for mark in MARKS if cells and all(text.count(mark) == 1 for text in cells)), "")


def commas(cells: Sequence[str]) -> str:
    """A comma, where it stands between names in a list of bodies; before “and” it belongs to a name."""
    listed = [text for text in cells if "," in text]
    inside = [text for text in listed if re.search(r", (?:and|y|e|et) ", text)]
    return "," if listed and not inside else ""


def separator_of_links(cells: Sequence[str]) -> str | list[str]:
    """What separates several addresses in a cell."""
    found = [word for mark, word in (("\n", "newline"), (";", ";")) if any(mark in text for text in cells)]
    if any(", http" in text or ",http" in text for text in cells):
        found.append(",")
    if any(" http" in text.replace(", http", "").replace("; http", "") for text in cells) and not found:
        pairs = [text for text in cells if text.count("http") > 1]
        found += [" "] if pairs and all(text.split()[0].startswith("http") for text in pairs) else []
    return found if len(found) > 1 else found[0] if found else ""


def fill(entry: Entry, table: Sorted, parts: Sequence[Part], record: str) -> None:
    """Give the fields of a record the columns of these parts."""
    names = COMMITMENT if record == "commitment" else MILESTONE
    for part in parts:
        mark = between(part) if part.role == "span" else ""
        if mark:
            entry.columns["start"] = spec(part, before=mark)
            entry.put("end" if record == "commitment" else "due", part, after=mark)
    for role, name in names.items():
        for part in parts:
            if part.role == role:
                entry.put(name, part, **options_of(role, part))
    if record == "commitment":
        more(entry, parts)


def more(entry: Entry, parts: Sequence[Part]) -> None:
    """Put texts without a field of their own below the summary."""
    fields_ = set(COMMITMENT)
    extra = [
        part
        for part in parts
        if (part.role in MORE or (part.role in fields_ and part.role not in ("start", "due", "lead", "values")))
        and part.col not in entry.used
    ]
    texts = [part for part in extra if part.role in MORE or part.traits.length > 20]
    if not texts:
        return
    summary = entry.columns.get("summary")
    columns = [col for part in texts for col in (part.col, *part.below)]
    base: dict[str, object] = dict(summary) if isinstance(summary, dict) and "column" in summary else {}
    if summary and not base:
        base = {"column": summary}
    before = base.get("with")
    base["with"] = [*(before if isinstance(before, list) else []), *(col.name for col in columns)]
    entry.columns["summary"] = base
    entry.used += columns


def report(entry: Entry, table: Sorted, parts: Sequence[Part], whole: bool) -> bool:
    """Give a report its columns; False where nothing says a status. `whole`: of a commitment, not a milestone."""
    status = next((part for part in parts if part.role == "status"), None)
    percent = next((part for part in parts if part.role == "percent"), None)
    if status is not None:
        entry.put("status", status, values=values_of(entry, status))
        entry.rest["where"] = {**where(entry), "status": "*"}
        words_alone(entry, status, parts)
    elif table.marks:
        entry.columns["status"] = {
            "marked": [col.name for col in table.marks],
            "values": {col.name: col.meaning.status for col in table.marks},
        }
        entry.used += table.marks
        entry.guesses.append("status: the column that is ticked")
    elif percent is not None:
        ranges = {"0": "not_started", "1-99": "in_progress", "100": "complete"}
        entry.put("status", percent, values=ranges)
        entry.rest["where"] = {**where(entry), "status": "*"}
        entry.guesses.append("status: from the share that is done; 0 is not started, 100 complete")
    else:
        return False
    for role, name in REPORT.items():
        for part in parts:
            if part.role == role and not (whole and name in ("percent", "due")):
                entry.put(name, part, **options_of(role, part))
    comments(entry, parts)
    return True


def words_alone(entry: Entry, status: Part, parts: Sequence[Part]) -> None:
    """Rows that say something but no state: they are reports, too, and the state is a guess."""
    for part in parts:
        if part.role != "progress":
            continue
        pairs = list(zip(status.col.cells, part.col.cells, strict=True))
        alone = sum(bool(words.text.strip()) and not state.text.strip() for state, words in pairs)
        given = entry.columns["status"]
        values = given.get("values") if isinstance(given, dict) else None
        if alone and isinstance(given, dict) and isinstance(values, dict):
            given["values"] = {**values, "": "in_progress"}
            entry.rest["where"] = {**dropped(where(entry)), "status or summary": "*"}
            entry.guesses.append(f"status: {alone} rows have words but no state; taken for in_progress")
        return


def dropped(conditions: dict[str, object]) -> dict[str, object]:
    """The conditions without that on the status."""
    return {name: words for name, words in conditions.items() if not name.startswith("status")}


def no_condition(entry: Entry) -> None:
    """In a table of nothing but reports every row is one: those without a state are told."""
    kept = dropped(where(entry))
    entry.rest.pop("where", None)
    if kept:
        entry.rest["where"] = kept


def where(entry: Entry) -> dict[str, object]:
    """The conditions that an entry has already."""
    found = entry.rest.get("where", {})
    assert isinstance(found, dict)
    return found


def comments(entry: Entry, parts: Sequence[Part]) -> None:
    """Remarks are the summary where there is no other, else they stand below it."""
    for part in parts:
        if part.role == "comments" and "summary" not in entry.columns:
            entry.put("summary", part)
        elif part.role == "comments" and part.col not in entry.used:
            before = entry.columns["summary"]
            whole: dict[str, object] = dict(before) if isinstance(before, dict) and "column" in before else {}
            whole = whole or {"column": before}
            given = whole.get("with")
            columns = [part.col, *(col for _, col in part.others), *part.below]
            whole["with"] = [*(given if isinstance(given, list) else []), *(col.name for col in columns)]
            entry.columns["summary"] = whole
            entry.used += columns


def values_of(entry: Entry, status: Part) -> dict[str, str]:
    """The words of a column of states with the codes that they mean; those that are guessed or unknown are told."""
    found: dict[str, str] = {}
    texts = [text for cell in status.col.filled for text in (pieces.items(cell.text) if entry.items else [cell.text])]
    for text in texts:
        word = " ".join(text.split())
        if word in found or len(found) > 60:
            continue
        found[word] = states.guess(word)
    guessed = sorted(word for word, code in found.items() if code and not states.sure(word))
    unknown = sorted(word for word, code in found.items() if not code)
    if guessed:
        entry.guesses.append(f"status: guesses, look at them: {'; '.join(guessed[:8])}")
    if unknown:
        entry.guesses.append(f"status: not understood, so these rows give no report: {'; '.join(unknown[:8])}")
    return {word: code for word, code in found.items() if code}
