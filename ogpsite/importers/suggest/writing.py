"""The suggested map as a text: YAML with comments that say what was understood, and from which cells."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from ogpsite.importers import headings, render
from ogpsite.importers.cells import Cell, letters
from ogpsite.importers.suggest.book import Book
from ogpsite.importers.suggest.entry import Entry
from ogpsite.importers.suggest.frame import Frame, too_early
from ogpsite.importers.suggest.regions import Col
from ogpsite.importers.suggest.roles import PERSONAL, Sorted

SAMPLES = 3
ORDER = (
    "layout",
    "header",
    "first_row",
    "last_row",
    "stop",
    "once",
    "each",
    "where",
    "columns",
    "constants",
    "lead_from",
    "roll_up",
)


def map_text(book: Book, frame: Frame, understood: Sequence[str], outcome: Sequence[str], command: str) -> str:
    """The whole map."""
    parts = [
        *comments(["Suggested by `ogpsite import table --suggest`. Read it, correct it, keep it for the next import:"]),
        f"#     {command}",
        "#",
        *comments(understood),
        *(["#", *comments(outcome)] if outcome else []),
        "",
        block({"languages": list(frame.languages)}),
    ]
    if frame.site:
        parts += ["# For a folder without site.yaml. Put your own in.", block({"site": frame.site})]
    parts += [f"# A guess: {words}." for words in frame.guesses]
    parts += [block({"plan": plan_with_themes(book, frame)})]
    if any(one.record == "meeting" for one in book.entries):
        parts.append(block({"forum": {"title": "Multi-stakeholder forum"}}))
    parts += organisations()
    aside = unread_sheets(book)
    if aside:
        parts += [
            "# Left alone; take a name out of this list to be reminded of it at every import.",
            block({"unread_sheets": aside}),
        ]
    parts.append("tables:")
    parts += [textwrap.indent(table_text(one, book, frame), "  ") for one in book.entries]
    return "\n".join(parts).rstrip() + "\n"


def comments(lines: Sequence[str]) -> list[str]:
    """Lines as comments."""
    return [f"# {' '.join(line.splitlines())}".rstrip() for line in lines]


def block(data: Mapping[str, object]) -> str:
    """A part of the map, with an empty line after it."""
    return render.document(data)


def organisations() -> list[str]:
    """How bodies are entered in the register."""
    return [
        "# Bodies that the register doesn't know are entered with this sector.",
        block({"organisations": {"sector": "government"}}),
    ]


def plan_with_themes(book: Book, frame: Frame) -> dict[str, object]:
    """The plan, with the themes that the tables name."""
    from ogpsite.importers.slugs import slug, unique

    taken: set[str] = set()
    themes = [{"key": unique(slug(title), taken), "title": title} for title in theme_titles(book)]
    return {**frame.plan, **({"themes": themes} if themes else {})}


def theme_titles(book: Book) -> list[str]:
    """The different words in the columns of themes."""
    found: dict[str, str] = {}
    for one in book.entries:
        if "theme" in one.columns:
            names = [one.columns["theme"]] if isinstance(one.columns["theme"], str) else []
            for col in one.region.cols:
                if col.name in names:
                    found |= {cell.text.strip().casefold(): headings.tidy(cell.text) for cell in col.filled}
    return list(found.values())


def unread_sheets(book: Book) -> list[str]:
    """Sheets that no entry reads."""
    read = {one.region.name for one in book.entries}
    return list(dict.fromkeys(table.region.name for table, _ in book.left if table.region.name not in read))


def table_text(one: Entry, book: Book, frame: Frame) -> str:
    """One entry of `tables:`."""
    lines = [f"{one.name}:", f"  record: {one.record}"]
    sheets = one.rest.get("sheets")
    lines.append(indented({"sheets": sheets} if sheets else {"sheet": one.region.name}))
    lines += [f"  # {' '.join(words.split())}" for words in one.guesses]
    for name in ORDER:
        if name == "columns":
            lines.append(columns_text(one))
        elif name == "constants":
            lines += constants_text(one, book, frame)
        elif one.rest.get(name):
            lines.append(indented({name: one.rest[name]}))
    aside = left_columns(one, book)
    if aside:
        lines += ["  # Nobody reads these columns:", indented({"unread": aside})]
    return "\n".join(lines) + "\n"


def indented(data: Mapping[str, object]) -> str:
    """A key of an entry."""
    return textwrap.indent(render.document(data).rstrip("\n"), "  ")


def columns_text(one: Entry) -> str:
    """The columns of an entry, each with samples."""
    lines = ["  columns:"]
    for name, given in one.columns.items():
        text = render.document({name: given}).rstrip("\n")
        shown = samples_of(one, given)
        lines += ([f"    # {shown}"] if shown else []) + [textwrap.indent(text, "    ")]
    return "\n".join(lines)


def samples_of(one: Entry, given: object) -> str:
    """The first cells of a column, for a comment."""
    inner = given.get("column") if isinstance(given, dict) else given
    name = next(iter(inner.values()), "") if isinstance(inner, dict) else inner
    col = next((col for col in one.region.cols if col.name == name), None)
    return " | ".join(shown(cell) for cell in col.filled[:SAMPLES]) if col else ""


def constants_text(one: Entry, book: Book, frame: Frame) -> list[str]:
    """Values that no cell gives."""
    given = one.rest.get("constants")
    constants: dict[str, object] = dict(given) if isinstance(given, dict) else {}
    lines = []
    alone = "lead" not in one.columns and "once" not in one.rest
    if one.record == "commitment" and (alone or first_of(one, book)):
        constants.setdefault("lead", frame.lead)
        lines.append("  # The lead of all commitments for which no cell names one.")
    if one.record == "progress" and "period" not in one.columns and "period" not in constants:
        constants["period"] = frame.period
        if too_early(frame.period, frame.day):
            lines.append("  # That period is not over yet, so today counts as the day of these reports.")
            lines.append(indented({"periods": {frame.period: {"reported_on": frame.day}}}))
        why = "that of the file's titles" if frame.said else "nothing in the file says one, so the month of today"
        lines.append(f"  # The period of these reports: {why}. Next time, say --period.")
    return [*lines, indented({"constants": constants})] if constants else []


def first_of(one: Entry, book: Book) -> bool:
    """Whether an entry is the first one of commitments: it says what holds for all of them."""
    return one is next(other for other in book.entries if other.record == "commitment")


def left_columns(one: Entry, book: Book) -> list[str]:
    """Columns of a region that no entry reads; named once, in its first entry."""
    here = [other for other in book.entries if other.region is one.region]
    if here[0] is not one:
        return []
    used = {col.place for other in here for col in other.used}
    used |= {col.place for other in here for col in cols_named(other)}
    return [col.name for col in one.region.cols if col.place not in used and (col.filled or col.heading)]


def cols_named(one: Entry) -> Iterator[Col]:
    """The columns that an entry names."""
    words = repr(one.columns) + repr(one.rest.get("where", ""))
    yield from (col for col in one.region.cols if repr(col.name) in words)


def shown(cell: Cell, width: int = 40) -> str:
    """A cell on one line, not too long."""
    text = "".join(char if char.isprintable() else " " for char in headings.tidy(cell.text))
    return text if len(text) <= width else text[: width - 1] + "…"


def understood(tables: Sequence[Sorted], book: Book) -> list[str]:
    """What was understood of each table, with three sample rows."""
    kinds = {id(table.region): kind for table, kind in book.kinds}
    lines: list[str] = []
    for table in tables:
        region = table.region
        names = [one.name for one in book.entries if region.name in listed(one) and alike(one, table)]
        where = f"rows {region.first} to {region.numbers[-1]}" if not region.form else "a form"
        heads = "" if region.form else f", headings in row {'-'.join(map(str, region.header))}"
        lines.append(f"Sheet “{region.name}” ({region.table.file}), {where}{heads}: {MEANS.get(kinds[id(region)], '')}")
        why = next((words for left, words in book.left if left is table), "")
        if why:
            lines.append(f"  not read: {why}")
            continue
        lines.append(f"  tables: {', '.join(names)}")
        lines += column_lines(table, [one for one in book.entries if one.name in names])
    return lines


MEANS = {
    "form": "one commitment, labels with values beside them",
    "meetings": "a list of meetings",
    "answers": "answers to the public",
    "ladder": "commitments and milestones in rows below each other",
    "flat": "milestones, with their commitments in columns of their own",
    "progress": "reports",
    "milestones": "milestones",
    "commitments": "commitments",
    "nothing": "something else",
}


def listed(one: Entry) -> list[object]:
    """The sheets of an entry."""
    sheets = one.rest.get("sheets")
    return list(sheets) if isinstance(sheets, list) else [one.region.name]


def alike(one: Entry, table: Sorted) -> bool:
    """Whether an entry reads a region."""
    return one.region is table.region or (
        one.region.name != table.region.name and one.region.header == table.region.header
    )


def column_lines(table: Sorted, entries: Sequence[Entry]) -> Iterator[str]:
    """A line for each column: what it is read as, and its first cells."""
    personal = {part.place for part in table.parts if part.role in PERSONAL}
    for col in table.region.cols:
        means = [
            f"{one.name}.{name}" for one in entries for name, given in one.columns.items() if named(given, col.name)
        ]
        means = list(dict.fromkeys(means))
        what = ", ".join(means) or ("left out: names people" if col.place in personal else "not read")
        heading = headings.tidy(col.heading) or "(no heading)"
        letter = "" if table.region.form else f"{letters(col.place)} "
        samples = " | ".join(shown(cell, 30) for cell in col.filled[:SAMPLES])
        yield f"  {letter}“{heading[:60]}” → {what}: {samples or '(empty)'}"


def named(given: object, name: str) -> bool:
    """Whether a column of a map names a heading."""
    if isinstance(given, str):
        return given == name
    if not isinstance(given, dict):
        return False
    inner = given.get("column", {key: value for key, value in given.items() if isinstance(value, str)})
    names = [inner] if isinstance(inner, str) else list(inner.values()) if isinstance(inner, dict) else []
    return name in names or any(name in (given.get(key) or ()) for key in ("with", "marked"))
