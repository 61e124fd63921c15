"""All regions of all files put together: which gives the commitments, and how the others point to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from ogpsite.importers import headings
from ogpsite.importers.slugs import unique
from ogpsite.importers.suggest import filling, frame, layouts, levels, links, meaning
from ogpsite.importers.suggest.entry import Entry, Spec
from ogpsite.importers.suggest.layouts import entry, identity, name_for
from ogpsite.importers.suggest.roles import Part, Sorted
from ogpsite.nouns import dataclass


@dataclass
class Book:
    """What is suggested so far: the entries, and regions that are left alone, with the reason."""

    entries: list[Entry] = field(default_factory=list)
    left: list[tuple[Sorted, str]] = field(default_factory=list)
    kinds: list[tuple[Sorted, str]] = field(default_factory=list)

    def of(self, record: str) -> list[Entry]:
        """The entries of one kind of record."""
        return [one for one in self.entries if one.record == record]


WHY = {
    "nothing": "nothing in it looks like commitments, milestones or reports",
    "answers": "answers to the public need a consultation: see “answers” in docs/import.md",
    "unlinked": "it is not clear to which commitments its rows belong",
}


def put_together(tables: Sequence[Sorted]) -> Book:
    """The entries for all regions."""
    book = Book()
    kinds = [(table, levels.kind_of(table)) for table in tables]
    book.kinds = kinds
    forms = {table.region.name for table, kind in kinds if kind == "form"}
    for table, kind in kinds:
        if kind == "form":
            book.entries += form(table, book)
        elif kind == "commitments" and table.region.name not in forms:
            book.entries += commitments(table)
    for table, kind in sorted(kinds, key=lambda pair: pair[0].first("title", 3) is not None):
        if kind == "ladder":
            steps = levels.ladder(table)
            assert steps is not None
            book.entries += layouts.rows_of_levels(table, steps)
        elif kind == "flat":
            book.entries += flat(table, book)
        elif kind == "milestones" or (kind == "commitments" and table.region.name in forms):
            below(table, book, forms)
    for table, kind in kinds:
        if kind == "progress":
            progress(table, book)
        elif kind == "meetings":
            book.entries.append(meetings(table))
        elif kind in WHY:
            book.left.append((table, WHY[kind]))
    book.entries = [one for one in book.entries if is_whole(one)]
    settle_ids(book)
    settle_periods(book)
    settle_reports(book)
    settle_leads(book)
    return named(book)


def is_whole(one: Entry) -> bool:
    """Whether an entry has what its kind of record cannot do without."""
    if one.record == "progress":
        return "status" in one.columns and all(one.columns.get(name) != "" for name in ("milestone", "commitment"))
    titled = "title" in one.columns or "title" in dict_of(one.rest.get("constants"))
    linked = one.record != "milestone" or one.columns.get("commitment") not in (None, "")
    return (titled or "once" in one.rest) and linked and (one.record != "meeting" or "date" in one.columns)


def settle_ids(book: Book) -> None:
    """Where numbers begin anew in every sheet, commitments are known by their titles."""
    titles: dict[str, set[str]] = {}
    numbered = [one for one in book.of("commitment") if "key" in one.columns and not one.region.form]
    for one in numbered:
        for key, title in dict(links.names_of(one)).items():
            titles.setdefault(key, set()).add(title)
    if len(numbered) < 2 or all(len(found) < 2 for found in titles.values()):
        return
    for one in numbered:
        old = layouts.link_of(one)
        if isinstance(old, dict) and "from" in old:
            continue
        del one.columns["key"]
        for other in book.entries:
            given = other.columns.get("commitment")
            if other.region is one.region and given is not None and bare(given) == bare(old):
                down = {"fill_down": "yes"} if isinstance(given, dict) and given.get("fill_down") else {}
                link = layouts.link_of(one)
                other.columns["commitment"] = {**(link if isinstance(link, dict) else {"column": link}), **down}


def bare(link: Spec) -> object:
    """A link without how blank cells are read."""
    return (
        {name: value for name, value in link.items() if name != "fill_down"}
        if isinstance(link, dict) and len(link) > 2
        else (link.get("column") if isinstance(link, dict) and set(link) <= {"column", "fill_down"} else link)
    )


def settle_periods(book: Book) -> None:
    """Reports without a period get that which the name of their sheet, or the title above it, says."""
    for one in book.of("progress"):
        if "period" in one.columns or "period" in dict_of(one.rest.get("constants")):
            continue
        said = [frame.period_in(text) for text in (one.region.name, *(cell.text for cell in one.region.titles))]
        found = next(filter(None, said), "")
        if found:
            one.rest["constants"] = {**dict_of(one.rest.get("constants")), "period": found}


def settle_reports(book: Book) -> None:
    """Where a table of reports names periods, a column of states beside the milestones only repeats the newest ones."""
    told = {one.rest.get("of") for one in book.of("progress") if "period" in one.columns and one.rest.get("apart")}
    for one in list(book.of("progress")):
        plain = "period" not in one.columns and not one.col_periods()
        if told and plain and not one.rest.get("apart"):
            book.entries.remove(one)
    for one in book.of("progress"):
        one.rest.pop("apart", None)
        one.rest.pop("of", None)


def dict_of(given: object) -> dict[str, object]:
    """A mapping, empty where it is none."""
    return dict(given) if isinstance(given, dict) else {}


def settle_leads(book: Book) -> None:
    """Commitments without a column for their lead get the leads of their milestones."""
    if any("lead" in one.columns for one in book.of("milestone")):
        for one in book.of("commitment"):
            if "lead" not in one.columns:
                one.rest["lead_from"] = "milestones"


def commitments(table: Sorted) -> list[Entry]:
    """A table of commitments, with reports on them where it holds states."""
    found = entry(table.region, "commitment")
    title = table.first("title", 1) or table.first("title", 0) or table.first("title")
    number = table.first("id", 1) or table.first("id", 0)
    identity(found, title, number)
    rest = [part for part in table.parts if part.role not in (*layouts.REPORTED, "title") and part.level < 2]
    extra = [part for part in table.all("title") if part is not title]
    filling.fill(found, table, rest, "commitment")
    for part in extra:
        found.put("summary", part)
    made = layouts.by_period(table, found, [part for part in table.parts if part.role in layouts.REPORTED])
    evidence = table.first("evidence")
    if not made and evidence:
        found.put("evidence", evidence, **filling.options_of("evidence", evidence))
    return [found, *made]


def flat(table: Sorted, book: Book) -> list[Entry]:
    """A table with commitments and milestones; its commitments are only pointed to where another table has them."""
    made = layouts.flat(table)
    if not made:
        return []
    settled = levels.settled(table)
    alike = [one for one in book.entries if one.region.header == table.region.header and one.region is not table.region]
    if any(one.columns.get("title") == made[0].columns.get("title") for one in alike if one.record == "commitment"):
        for one in [*made, *alike]:
            one.rest |= {"once": "yes"} if one.record == "milestone" else {}
        return made
    for owner in book.of("commitment"):
        for part in (settled.first("id", 1), settled.first("title", 1)):
            link = links.reference(part, owner) if part else None
            if link is not None:
                return pointing(made[1:], made[0], link)
    return made


def pointing(made: Sequence[Entry], top: Entry, link: Spec) -> list[Entry]:
    """The entries with another link to the commitment than that of their own table."""
    own = top.columns.get("key") or top.columns.get("title")
    down = isinstance(own, dict) and own.get("fill_down")
    whole: dict[str, object] = dict(link) if isinstance(link, dict) else {"column": link}
    whole |= {"fill_down": "yes"} if down else {}
    for one in made:
        if "commitment" in one.columns:
            one.columns["commitment"] = whole if len(whole) > 1 else link
    return list(made)


def below(table: Sorted, book: Book, forms: set[str]) -> None:
    """A table of milestones whose commitments are elsewhere: in another table, in its form, or in its sheet's name."""
    link = owner_of(table, book, forms)
    if link is None:
        made = owners(table, book)
        if made is None:
            if levels.generic(table) == "commitments" or table.first("title", 2) is None:
                book.entries += commitments(table)
            else:
                book.left.append((table, WHY["unlinked"]))
            return
        book.entries.append(made)
        link = layouts.link_of(made)
    made_here = parts_of(table, book, link) or steps(table, link)
    for one in made_here:
        one.columns["commitment"] = link
    rest = [part for part in table.parts if part.role in layouts.REPORTED]
    made_here += layouts.reports(table, made_here, rest)
    if not any(one.record == "progress" for one in made_here) and (evidence := table.first("evidence")):
        made_here[-1].put("evidence", evidence, **filling.options_of("evidence", evidence))
    book.entries += made_here


def steps(table: Sorted, link: Spec) -> list[Entry]:
    """The milestones of a table, and their parts."""
    top = Entry("", "commitment", table.region)
    top.columns["key"] = link
    two = table.first("title", 2) or table.first("title", 0) or table.first("title")
    three = table.first("title", 3)
    if two is three:
        number = table.first("id", 2)
        two, three = (number, three) if number else (three, None)
    numbers: dict[int, Part | None] = {2: table.first("id", 2) or table.first("id", 0), 3: table.first("id", 3)}
    if three is None and numbers[3]:
        numbers[2] = numbers[3]
    rest = [part for part in table.parts if part.role not in ("title", "id")]
    return layouts.steps(table, top, {1: None, 2: two, 3: three}, numbers, rest)


def parts_of(table: Sorted, book: Book, link: Spec) -> list[Entry]:
    """The parts of milestones that another table has; none where it is not so."""
    title, whole = table.first("title", 3), table.first("id", 2) or table.first("title", 2)
    if title is None or whole is None:
        return []
    for owner in book.of("milestone"):
        up = links.reference(whole, owner)
        if up is None:
            continue
        found = entry(table.region, "milestone", "parts")
        identity(found, title, table.first("id", 3) or table.first("id", 0))
        found.columns |= {"commitment": link, "part_of": up}
        found.used.append(whole.col)
        rest = [part for part in table.parts if part.role not in ("title", "id", *layouts.REPORTED)]
        filling.fill(found, table, rest, "milestone")
        found.rest["where"] = {"title": "*"}
        return [found]
    return []


def owners(table: Sorted, book: Book) -> Entry | None:
    """Commitments made from a table of milestones: from its column of their ids, or its sheet; None without either."""
    number = table.first("id", 1)
    if number is not None and not book.of("commitment"):
        found = entry(table.region, "commitment")
        identity(found, replace(number, role="title"), number)
        found.rest["once"] = "yes"
        return found
    return from_sheet(table) if one_for_each_sheet(table, book) else None


def owner_of(table: Sorted, book: Book, forms: set[str]) -> Spec | None:
    """How the rows of a table of milestones name their commitment; None where they don't."""
    if table.region.name in forms:
        return {"from": "sheet"}
    parts = [*table.all("id", 1), *table.all("title", 1), *table.all("id"), *table.all("theme"), *table.all("title")]
    for owner in book.of("commitment"):
        for part in parts:
            link = links.reference(part, owner)
            if link is not None:
                return link
    return None


def one_for_each_sheet(table: Sorted, book: Book) -> bool:
    """Whether the sheet of a table stands for one commitment."""
    alike = {other.region.name for other, kind in book.kinds if kind in ("milestones", "commitments")}
    words = [table.region.name, *(cell.text for cell in table.region.titles)]
    said = any(meaning.of_part(text.split(":")[0]).level == 1 for text in words)
    return said or (len(alike) > 1 and not book.of("commitment"))


def from_sheet(table: Sorted) -> Entry:
    """The commitment that a sheet stands for: its title is that above the table, else the sheet's name."""
    found = entry(table.region, "commitment")
    found.rest["once"] = "yes"
    found.columns["key"] = {"from": "sheet"}
    found.rest["constants"] = {"title": title_above(table)}
    lead = table.first("lead")
    if lead and lead.traits.distinct == 1:
        found.put("lead", lead, **filling.options_of("lead", lead))
    return found


def title_above(table: Sorted) -> str:
    """The title of a commitment above its table, else the name of the sheet."""
    texts = [headings.tidy(cell.text) for cell in table.region.titles]
    named = [text for text in texts if meaning.of_part(text.split(":")[0]).level == 1]
    whole = next(iter(named), "") or (texts[-1] if texts else "") or table.region.name
    after = whole.partition(":")[2].strip()
    return after if after and meaning.of_part(whole.partition(":")[0]).level == 1 else whole


def form(table: Sorted, book: Book) -> list[Entry]:
    """A commitment from a form, known by the name of its sheet."""
    found = entry(table.region, "commitment")
    several = any(len(col.cells) > 1 for col in table.region.cols)
    if not several:
        found.columns["key"] = {"from": "sheet"}
    number = table.first("id")
    if number:
        found.put("number", number)
    title = table.first("title", 1) or table.first("title")
    if title:
        found.put("title", title, take="words" if layouts.is_numbered(title.col) else "")
    again = any(one.region.name == table.region.name and one.record == "commitment" for one in book.entries)
    if again:
        found.rest["once"] = "yes"
    elif title is None:
        found.rest["constants"] = {"title": title_above(table)}
    rest = [part for part in table.parts if part.role not in ("title", "id")]
    filling.fill(found, table, rest, "commitment")
    return [found, *layouts.by_period(table, found, [part for part in rest if part.role in layouts.REPORTED])]


def progress(table: Sorted, book: Book) -> None:
    """Reports on the records of other tables."""
    parts = [*reversed(table.all("id")), *table.all("title")]
    for owner in [*reversed(book.of("milestone")), *book.of("commitment")]:
        for part in parts:
            link = links.reference(part, owner)
            if link is None:
                continue
            top = Entry(owner.name, owner.record, table.region)
            top.columns["key"] = link
            made = layouts.by_period(table, top, [one for one in table.parts if one.role in layouts.REPORTED])
            for one in made:
                one.columns["commitment" if owner.record == "commitment" else "milestone"] = link
                one.used.append(part.col)
                one.rest["apart"] = "yes"
                filling.no_condition(one)
            if made:
                book.entries += made
                return
    book.left.append((table, WHY["unlinked"]))


def meetings(table: Sorted) -> Entry:
    """A list of meetings."""
    found = Entry("meetings", "meeting", table.region)
    found.rest |= entry(table.region, "commitment").rest
    found.put("date", table.first("due"))
    for role in ("gathering", "title", "agenda", "theme"):
        found.put("title", table.first(role))
    if "title" not in found.columns:
        found.rest["constants"] = {"title": table.region.name}
    found.put("place", table.first("place"))
    if (attended := table.first("attended")) and attended.traits.share >= 0.8:
        found.put("attendance.attended", attended)
    if (agenda := table.first("agenda")) and agenda.col not in found.used:
        found.put("agenda", agenda, split="newline")
    for role in ("description", "comments", "progress"):
        found.put("body", table.first(role))
    return found


def named(book: Book) -> Book:
    """The entries with names of their own, those of several sheets that read alike as one."""
    alike: dict[str, Entry] = {}
    for one in book.entries:
        region = one.region
        key = repr(
            (one.record, one.columns, sorted(one.rest.items(), key=str), region.header, region.last, region.form)
        )
        before = alike.get(key)
        if before is None or before.region.name == region.name:
            alike[key if before is None else f"{key} {len(alike)}"] = one
        else:
            sheets = before.rest.setdefault("sheets", [before.region.name])
            assert isinstance(sheets, list)
            sheets.append(region.name)
    taken: set[str] = set()
    kept = list(alike.values())
    several = {one.name for one in kept if sum(other.name == one.name for other in kept) > 1}
    for one in kept:
        old = one.name
        base = name_for(one.region, old) if old in several and "sheets" not in one.rest else old
        one.name = unique(base, taken)
        for other in kept:
            if other.region is one.region:
                renamed(other, old, one.name)
    book.entries = kept
    return book


def renamed(entry_: Entry, old: str, new: str) -> None:
    """Let `above:` follow the new name of an entry."""
    for name, given in entry_.columns.items():
        if isinstance(given, dict) and given.get("above") == old:
            entry_.columns[name] = {**given, "above": new}
