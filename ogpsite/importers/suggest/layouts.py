"""The tables of a map for one region: one function for each way in which commitments and milestones share a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ogpsite.importers.atlas import fold
from ogpsite.importers.slugs import slug
from ogpsite.importers.suggest import filling, levels, lists, traits
from ogpsite.importers.suggest.entry import Entry, Spec
from ogpsite.importers.suggest.levels import Ladder
from ogpsite.importers.suggest.regions import Col, Region, at
from ogpsite.importers.suggest.roles import Part, Sorted

ROLL_UP = {
    "all": {"complete": "complete", "not_started": "not_started", "withdrawn": "withdrawn"},
    "otherwise": "in_progress",
}
PLACED = frozenset({"status", "percent", "progress", "comments", "challenges", "next_steps", "evidence", "revised"})
REPORTED = PLACED | {"reported_on", "period", "actual"}
NAMES = {"commitment": "commitments", "milestone": "milestones", "progress": "progress"}


def entry(region: Region, record: str, name: str = "") -> Entry:
    """An empty entry for a region."""
    found = Entry(name or NAMES[record], record, region)
    if region.form:
        found.rest["layout"] = "form"
        if region.first > 1:
            found.rest["first_row"] = region.first
    else:
        if region.header != (1,):
            found.rest["header"] = (
                region.header[0] if len(region.header) == 1 else f"{region.header[0]}-{region.header[-1]}"
            )
        if region.first != region.header[-1] + 1:
            found.rest["first_row"] = region.first
    if region.stop and not region.form:
        found.rest["stop"] = region.stop
    elif region.last:
        found.rest["last_row"] = region.last
    return found


def identity(found: Entry, title: Part | None, number: Part | None) -> None:
    """The columns for key, number and title: an id of its own, or the number at the beginning of the title."""
    if number is not None:
        long = number.traits.length > 25
        found.put("key", number, take="number" if long else "")
        found.put("number", number, take="number" if long else "")
    if title is None:
        return
    if is_numbered(title.col):
        if number is None:
            found.put("key", title, take="number")
            found.put("number", title, take="number")
        found.put("title", title, take="words")
    else:
        found.put("title", title)


def is_numbered(col: Col) -> bool:
    """Whether the cells of a column begin with a number and have words after it."""
    from ogpsite.importers.pieces import number_and_words

    read = [number_and_words(cell.text) for cell in col.filled]
    return bool(read) and sum(bool(number and words) for number, words in read) >= 0.8 * len(read)


def link_of(found: Entry, fill_down: bool = False) -> Spec:
    """How rows of other tables mean the records of this entry: by its key, else by its title."""
    given = found.columns.get("key") or found.columns.get("title", "")
    if isinstance(given, dict) and "from" in given:
        return given
    whole: dict[str, object] = dict(given) if isinstance(given, dict) and "column" in given else {"column": given}
    if isinstance(whole["column"], dict):
        whole["column"] = next(iter(whole["column"].values()))
    if fill_down:
        whole["fill_down"] = "yes"
    return whole if len(whole) > 1 else str(whole["column"])


def flat(table: Sorted) -> list[Entry]:
    """Each row a milestone (or a part of one), with its commitment in columns of its own."""
    table = levels.settled(table)
    titles = {level: table.first("title", level) for level in (1, 2, 3)}
    one, two = titles[1], titles[2]
    if one is None or two is None:
        return []
    numbers = {level: table.first("id", level) for level in (1, 2, 3)}
    owner = numbers[1] or one
    listed_ = lists.holds_lists(two.col, one)
    tops = [part for part in table.parts if at_top(part, owner, two) or (listed_ and lists.of_row(part, two))]
    rest = [part for part in table.parts if part not in tops and part.role not in ("title", "id")]
    top = entry(table.region, "commitment")
    identity(top, one, numbers[1])
    filling.fill(top, table, tops, "commitment")
    top.rest["once"] = "yes"
    down(top, "key", "number", "title")
    made = [top, *steps(table, top, titles, numbers, rest)]
    return [*made, *reports(table, made, [part for part in rest if part.role in REPORTED], tops)]


def down(found: Entry, *names: str) -> None:
    """Read blank cells of these fields as the ones above them, where the column has blanks."""
    for name in names:
        given = found.columns.get(name)
        if given is None:
            continue
        col = next((col for col in found.used if col.name in listed(given)), None)
        if col is not None and len(col.filled) < len(col.cells):
            found.columns[name] = {
                **(given if isinstance(given, dict) and "column" in given else {"column": given}),
                "fill_down": "yes",
            }


def listed(given: Spec) -> list[object]:
    """The headings in a column as the map writes it."""
    inner = given.get("column", given) if isinstance(given, dict) else given
    return list(inner.values()) if isinstance(inner, dict) else [inner]


def at_top(part: Part, owner: Part, two: Part) -> bool:
    """Whether a column of a flat table says something of the commitment and not of the milestone."""
    if part.role in ("title", "id"):
        return False
    if part.level:
        return part.level == 1
    if part.role in REPORTED or part.role in ("outputs", "indicator", "verification", "target", "baseline", "weight"):
        return False
    if part.role in ("start", "due", "description"):
        return part.place < two.place and levels.belongs_to(part, owner)
    if part.role in filling.BODIES:
        return levels.belongs_to(part, owner)
    return True


def steps(
    table: Sorted, top: Entry, titles: dict[int, Part | None], numbers: dict[int, Part | None], rest: Sequence[Part]
) -> list[Entry]:
    """The milestones of a flat table, several where each has columns of its own, and their parts."""
    wide = [part for part in table.all("title", 2) if part.col.meaning.number]
    if len(wide) > 1:
        return [one_of_many(table, top, part, rest) for part in wide]
    deep = titles[3] is not None
    found = entry(table.region, "milestone")
    identity(found, titles[2], numbers[2])
    found.columns["commitment"] = link_of(top)
    down_link(found, "commitment", top)
    mine = [part for part in rest if not deep or part.level == 2]
    filling.fill(found, table, mine, "milestone")
    found.rest["where"] = {"title": "*"}
    if deep:
        down(found, "key", "number", "title")
    if deep or repeated(titles, numbers):
        found.rest["once"] = "yes"
    if not deep:
        if titles[2] is not None:
            lists.settle(found, titles[2], titles[1])
        return [found]
    part = entry(table.region, "milestone", "parts")
    identity(part, titles[3], numbers[3])
    part.columns["commitment"] = found.columns["commitment"]
    part.columns["part_of"] = link_of(found)
    down_link(part, "part_of", found)
    filling.fill(part, table, [one for one in rest if one not in mine], "milestone")
    part.rest["where"] = {"title": "*"}
    return [found, part]


def down_link(found: Entry, name: str, owner: Entry) -> None:
    """A link that is filled down as the column that it means is."""
    given = owner.columns.get("key") or owner.columns.get("title")
    if isinstance(given, dict) and given.get("fill_down"):
        link = found.columns[name]
        found.columns[name] = {**(link if isinstance(link, dict) else {"column": link}), "fill_down": "yes"}
    found.used += owner.used[:1]


def repeated(titles: dict[int, Part | None], numbers: dict[int, Part | None]) -> bool:
    """Whether the same milestone has several rows, one for each report."""
    part = numbers[2] or titles[2]
    owner = titles[1]
    if part is None or owner is None:
        return False
    pairs = list(zip(levels.filled_down(owner.col.cells), (fold(cell.text) for cell in part.col.cells), strict=True))
    pairs = [pair for pair in pairs if pair[1]]
    return len(set(pairs)) < len(pairs)


def one_of_many(table: Sorted, top: Entry, title: Part, rest: Sequence[Part]) -> Entry:
    """The milestones in one of several groups of columns (*Hito 1*, *Plazo 1*, *Hito 2* …)."""
    number = title.col.meaning.number
    found = entry(table.region, "milestone", f"milestones-{number}")
    identity(found, title, None)
    found.columns["commitment"] = link_of(top)
    down_link(found, "commitment", top)
    mine = [part for part in rest if part.col.meaning.number == number]
    filling.fill(found, table, mine, "milestone")
    found.rest["where"] = {"title": "*"}
    return found


def reports(table: Sorted, made: Sequence[Entry], parts: Sequence[Part], tops: Sequence[Part] = ()) -> list[Entry]:
    """The reports on the records of a table: on its lowest level, by the columns that name a period, or one for all."""
    found: list[Entry] = []
    numbered = [one for one in made if one.name.startswith("milestones-")]
    for owner in numbered or made[-1:]:
        number = owner.name.partition("-")[2]
        own = [part for part in parts if not numbered or part.col.meaning.number == number]
        found += by_period(table, reported(owner, own, made[0]), own)
    above = [part for part in tops if part.role in REPORTED and part.level == 1]
    if made[0].record == "commitment" and above and len(made) > 1:
        found += by_period(table, made[0], above)
    return found


def reported(owner: Entry, parts: Sequence[Part], top: Entry) -> Entry:
    """What a table's states are about: where a cell lists milestones and has one state for all, the commitment."""
    states = [part for part in parts if part.role in ("status", "percent")]
    alone = owner.items is not None and not any(lists.parallel(owner.items, part.col) for part in states)
    return top if alone and top.record == "commitment" else owner


def by_period(table: Sorted, owner: Entry, parts: Sequence[Part]) -> list[Entry]:
    """One table of reports for each period that headings name, and one for the columns without."""
    periods = sorted({part.col.meaning.period for part in parts if part.col.meaning.period})
    found = []
    for period in ["", *periods]:
        mine = [part for part in parts if part.col.meaning.period == period]
        if not period and periods:
            mine = [part for part in mine if part.role not in ("comments", "reported_on")]
        made = one_report(table, owner, mine, period)
        if made is not None:
            found.append(made)
    return found


def one_report(table: Sorted, owner: Entry, parts: Sequence[Part], period: str) -> Entry | None:
    """The reports of one period on the records of one entry."""
    whole = owner.record == "commitment"
    name = "-".join(filter(None, ("reports", owner.name.partition("-")[2] if "-" in owner.name else "", period)))
    found = entry(table.region, "progress", name)
    if "first_row" in owner.rest:
        found.rest["first_row"] = owner.rest["first_row"]
    found.columns["commitment" if whole else "milestone"] = link_of(owner)
    if not whole and "commitment" in owner.columns:
        found.columns["commitment"] = owner.columns["commitment"]
    down_link(found, "commitment" if whole else "milestone", owner)
    conditions = {name: words for name, words in filling.where(owner).items() if name not in ("title", "key")}
    found.rest["where"] = conditions
    found.items = owner.items
    if not filling.report(found, table, parts, whole):
        return None
    if found.items is not None:
        lists.spread(found, "milestone")
    at = next((part for part in parts if part.role == "period"), None)
    if at is not None:
        found.put("period", at)
    elif period:
        found.rest["constants"] = {"period": period}
    if not whole:
        found.rest["roll_up"] = ROLL_UP
    return found


def rows_of_levels(table: Sorted, steps_: Ladder) -> list[Entry]:
    """Commitments, milestones and their parts in rows below each other."""
    made: list[Entry] = []
    found: list[Entry] = []
    for level in (1, 2, 3):
        numbers = [number for number, at_level in steps_.levels.items() if at_level == level]
        if not numbers:
            continue
        part = of_level(table, steps_, level, numbers, made)
        made.append(part)
        own = [one for one in table.parts if one.role in REPORTED and filled_in(one.col, table.region, numbers)]
        below = [n for n, at_level in steps_.levels.items() if at_level > level]
        if level == 1 and below:
            own = [one for one in own if one.level == 1 or not filled_in(one.col, table.region, below)]
            own = [] if not any(one.role in ("status", "percent") for one in own) else own
        found += by_period(table, part, own)
    return [*made, *found]


def filled_in(col: Col, region: Region, numbers: Sequence[int]) -> bool:
    """Whether a column has words in some of these rows."""
    wanted = set(numbers)
    return any(cell.text.strip() for n, cell in zip(region.numbers, col.cells, strict=True) if n in wanted)


def of_level(table: Sorted, steps_: Ladder, level: int, numbers: Sequence[int], above: Sequence[Entry]) -> Entry:
    """The entry for the rows of one level."""
    record = "commitment" if level == 1 else "milestone"
    found = entry(table.region, record, "parts" if level == 3 else "")
    if steps_.first and steps_.first < table.region.first:
        found.rest["first_row"] = steps_.first
    found.rest["where"] = {steps_.col.name: words_for(table.region, steps_, level, numbers)}
    title_of_level(found, table, steps_, level, numbers)
    if above:
        found.columns["commitment"] = {"above": above[0].name}
        if level == 3 and len(above) > 1:
            found.columns["part_of"] = {"above": above[1].name}
    parts = [
        part
        for part in table.parts
        if part.role not in ("title", "id", "kind")
        and part.level in (0, level)
        and filled_in(part.col, table.region, numbers)
    ]
    filling.fill(found, table, [part for part in parts if part.role not in REPORTED], record)
    found.used.append(steps_.col)
    return found


def words_for(region: Region, steps_: Ladder, level: int, numbers: Sequence[int]) -> list[str]:
    """The words by which a map finds the rows of one level."""
    cells = [at(region.table, number, steps_.col.place).text for number in numbers]
    if steps_.by == "alone":
        if level == 1:
            return ["(alone)"]
        return ["(not alone)"]
    firsts = [n for n, at_level in steps_.levels.items() if at_level == 1]
    if level == 2 and steps_.by == "words" and all(levels.stands_alone(region, n) for n in firsts):
        deeper = 3 in steps_.levels.values()
        if not deeper:
            return ["(not alone)"]
    if steps_.by == "kind":
        return list(dict.fromkeys(" ".join(text.split()) for text in cells))
    found = list(dict.fromkeys(traits.pattern_of(text) or ("*" if text.strip() else "") for text in cells))
    if "*" in found and level > 1:
        found = [word for word in found if word != "*"] or ["*"]
    return (
        [word.removesuffix("*") + "*" if len(word) > 1 else word for word in found]
        if any(word.endswith("*") for word in found)
        else found
    )


def title_of_level(found: Entry, table: Sorted, steps_: Ladder, level: int, numbers: Sequence[int]) -> None:
    """The title of the rows of one level: the column of titles where it is filled there, else the telling column."""
    own = next((part for part in table.parts if part.col is steps_.col), None)
    titles = [part for part in table.parts if part.role == "title" and part.col is not steps_.col]
    titles += [part for part in table.parts if part.role == "description" and part.col is not steps_.col]
    share = {part: filled_share(part.col, table.region, numbers) for part in titles}
    best = next(
        (part for part in sorted(titles, key=lambda one: (one.level not in (level, 0),)) if share[part] >= 0.5), None
    )
    ladder_part = replace(
        own or Part(steps_.col, "title", level, traits.of_cells(steps_.col.filled)), others=(), below=()
    )
    number = next(
        (part for part in table.parts if part.role == "id" and filled_share(part.col, table.region, numbers) >= 0.5),
        None,
    )
    if best is not None:
        if number is not None or (steps_.by == "words" and ladder_part.role == "id"):
            whole = number or ladder_part
            found.put("key", whole)
            found.put("number", whole)
        if is_numbered(best.col) and number is None and "key" not in found.columns:
            found.put("key", best, take="number")
            found.put("number", best, take="number")
            found.put("title", best, take="words")
        else:
            found.put("title", best)
        return
    cells = [at(table.region.table, n, steps_.col.place).text for n in numbers]
    if steps_.by == "words" and all(traits.pattern_of(text) for text in cells):
        found.put("key", ladder_part, take="number")
        found.put("number", ladder_part, take="number")
        found.put("title", ladder_part, take="words")
    else:
        found.put("title", ladder_part)


def filled_share(col: Col, region: Region, numbers: Sequence[int]) -> float:
    """The share of these rows in which a column has words."""
    cells = [at(region.table, number, col.place).text.strip() for number in numbers]
    return sum(map(bool, cells)) / len(cells) if cells else 0.0


def name_for(region: Region, base: str) -> str:
    """A name for the entry of one sheet among several."""
    return f"{base}-{slug(region.name, 30)}"
