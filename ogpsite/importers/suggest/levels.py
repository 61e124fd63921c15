"""How commitments, milestones and their parts share a table: in columns of their own, or in rows below each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ogpsite.importers.atlas import fold
from ogpsite.importers.cells import Cell
from ogpsite.importers.suggest import meaning, traits
from ogpsite.importers.suggest.regions import Col, Region, at
from ogpsite.importers.suggest.roles import Part, Sorted
from ogpsite.nouns import dataclass

MEETING = frozenset({"gathering", "attended", "agenda", "place"})


@dataclass(frozen=True)
class Ladder:
    """Rows of several levels below each other: the column that tells them apart, and each row's level by its number.

    `by`: `words` (numbers and words of the column), `kind` (a column of kinds) or `alone` (commitments stand alone).
    """

    col: Col
    levels: dict[int, int]
    by: str
    first: int = 0


def kind_of(table: Sorted) -> str:
    """What a region holds: form, meetings, answers, ladder, flat, commitments, milestones, progress, or nothing."""
    region = table.region
    if region.form:
        return "form"
    titled = [part for part in table.parts if part.role == "title"]
    if is_meetings(table):
        return "meetings"
    if table.first("heard") and table.first("reply"):
        return "answers"
    if ladder(table):
        return "ladder"
    levels = {part.level for part in titled if part.level}
    if 1 in levels and levels & {2, 3}:
        return "flat"
    if is_progress(table):
        return "progress"
    if not titled:
        return "nothing"
    if levels & {2, 3}:
        return "milestones"
    return "commitments" if levels == {1} else generic(table)


def generic(table: Sorted) -> str:
    """What a table is whose title names no level: what its ids and its sheet say."""
    ids = {part.level for part in table.parts if part.role == "id"}
    said = meaning.of(table.region.name)
    named = said.level if said.role == "title" else 0
    if 2 in ids or named > 1:
        return "milestones"
    if 1 in ids or named == 1:
        return "commitments"
    first = table.first("id")
    depths = Counter(traits.level_of(cell.text) for cell in first.col.filled) if first else Counter()
    if depths and depths.most_common(1)[0][0] >= 2:
        return "milestones"
    useful = {part.role for part in table.parts} & {"lead", "due", "start", "status", "percent", "problem", "theme"}
    return "commitments" if useful else "nothing"


def is_meetings(table: Sorted) -> bool:
    """Whether a table lists meetings: a day, and what meetings have."""
    roles = {part.role for part in table.parts}
    said = meaning.of(table.region.name).role == "gathering"
    leveled = any(part.level for part in table.parts if part.role == "title")
    return not leveled and "due" in roles and (said or len(roles & MEETING) >= 2)


def is_progress(table: Sorted) -> bool:
    """Whether a table holds reports on records of other tables: an id, something reported, and no title of its own."""
    roles = {part.role for part in table.parts}
    linked = table.first("id") or table.first("title")
    told = roles & {"status", "percent", "progress"} or any(part.col.meaning.period for part in table.parts)
    plain = not {"lead", "problem", "solution", "due"} & roles
    repeated = linked is not None and linked.traits.distinct < linked.traits.count
    named = meaning.of(table.region.name).role in ("progress", "status", "comments")
    titled = any(part.role == "title" for part in table.parts)
    if not linked or not told or not plain:
        return False
    return not titled or ("period" in roles and (repeated or named)) or (named and table.first("id") is not None)


def ladder(table: Sorted) -> Ladder | None:
    """The rows of several levels, if the table has such."""
    return by_kind(table) or by_words(table) or by_standing_alone(table)


def by_kind(table: Sorted) -> Ladder | None:
    """Rows told apart by a column of kinds (*Compromiso*, *Hito*)."""
    part = table.first("kind")
    if part is None:
        return None
    levels = {n: level for n, cell in numbered(table.region, part.col) if (level := traits.names_kind(cell.text))}
    return Ladder(part.col, levels, "kind") if mixed(levels) and len(levels) * 2 >= len(part.col.filled) else None


def by_words(table: Sorted) -> Ladder | None:
    """Rows told apart by the numbers or first words of a column: 1, 1.1, 1.1.1; *Compromiso 1*, *Hito 1.1*."""
    explicit = {part.level for part in table.parts if part.role == "title"}
    for part in table.parts:
        if part.role not in ("id", "title", "description", "theme", "outputs"):
            continue
        cells = list(numbered(table.region, part.col))
        levels = {n: level for n, cell in cells if (level := traits.level_of(cell.text))}
        first = table.region.first
        above = titles_above(table, part.col, levels)
        levels = {**above, **levels}
        whole = len(levels) >= (0.8 if part.role == "id" else 0.6) * len(part.col.filled)
        alone = sum(stands_alone(table.region, n) for n, level in levels.items() if level == 1)
        if not mixed(levels) and alone and all(level == 1 for level in levels.values()):
            if alone == len(levels) and len(levels) < len(table.region.numbers) and (len(levels) > 1 or above):
                rest = {n: 2 for n in table.region.numbers if n not in levels}
                return Ladder(part.col, {**levels, **rest}, "words", min([first, *above]))
            continue
        if not mixed(levels) or not whole or part.level > 1:
            continue
        if 1 in explicit and explicit & {2, 3} and not stepped(table, levels):
            continue
        if levels[min(levels)] == 1:
            return Ladder(part.col, levels, "words", min([first, *above]))
    return None


def titles_above(table: Sorted, col: Col, levels: dict[int, int]) -> dict[int, int]:
    """The title of the first block, where the titles of the others stand in rows between their tables."""
    blocks = [n for n, level in levels.items() if level == 1 and stands_alone(table.region, n)]
    found: dict[int, int] = {}
    floor = table.region.header[0]
    for number in range(max(1, floor - 3), floor):
        cell = at(table.region.table, number, col.place)
        pattern = traits.pattern_of(cell.text)
        others = {traits.pattern_of(at(table.region.table, n, col.place).text) for n in blocks}
        if blocks and pattern and pattern in others:
            found[number] = 1
    return found


def by_standing_alone(table: Sorted) -> Ladder | None:
    """Commitments as single cells above the rows of their milestones, where no column holds commitments."""
    titled = [part for part in table.parts if part.role == "title"]
    region = table.region
    if any(part.level == 1 for part in titled) or len(region.cols) < 3 or not titled:
        return None
    alone = [number for number in region.numbers if stands_alone(region, number)]
    if len(alone) < 2 or alone[0] != region.numbers[0] or len(alone) * 2 > len(region.numbers):
        return None
    places = Counter(next(p for p, cell in enumerate(region.row(n)) if cell.text.strip()) for n in alone)
    place, count = places.most_common(1)[0]
    if count != len(alone):
        return None
    col = next(col for col in region.cols if col.place == place)
    return Ladder(col, {n: 1 if n in alone else 2 for n in region.numbers}, "alone")


def stands_alone(region: Region, number: int) -> bool:
    """Whether a row has words in one cell only, or the same in all (merged)."""
    return len({fold(cell.text) for cell in region.row(number) if cell.text.strip()}) == 1


def stepped(table: Sorted, levels: dict[int, int]) -> bool:
    """Whether titles of commitments stand only in their own rows, and those of milestones only in theirs."""
    one, two = table.first("title", 1), table.first("title", 2) or table.first("title", 3)
    if one is None or two is None:
        return False
    firsts = [n for n, level in levels.items() if level == 1]
    seconds = [n for n, level in levels.items() if level > 1]
    empty = [n for n in firsts if not at(table.region.table, n, two.place).text.strip()]
    bare = [n for n in seconds if not at(table.region.table, n, one.place).text.strip()]
    return len(empty) >= 0.8 * len(firsts) and len(bare) >= 0.8 * len(seconds)


def mixed(levels: dict[int, int]) -> bool:
    """Whether there are commitments and something below them."""
    found = set(levels.values())
    return 1 in found and 2 in found


def numbered(region: Region, col: Col) -> list[tuple[int, Cell]]:
    """The filled cells of a column with the numbers of their rows."""
    return [(number, cell) for number, cell in zip(region.numbers, col.cells, strict=True) if cell.text.strip()]


def settled(table: Sorted) -> Sorted:
    """The parts of a flat table with a level for every title and id: generic ones by their place, 3 without 2 is 2."""
    parts = list(table.parts)
    levels = {part.level for part in parts if part.role == "title"}
    if 3 in levels and 2 not in levels:
        parts = [replace(part, level=2) if part.level == 3 else part for part in parts]
    two = next((part for part in parts if part.role == "title" and part.level == 2), None)
    one = next((part for part in parts if part.role == "title" and part.level == 1), None)
    if two and one is None:
        before = [part for part in parts if part.role == "title" and not part.level and part.place < two.place]
        parts = [replace(part, level=1) if part in before[:1] else part for part in parts]
    return replace(table, parts=tuple(ids_settled(replace(table, parts=tuple(parts)))))


def ids_settled(table: Sorted) -> list[Part]:
    """The parts with a level for every id that names none: that of the title right of it, or what its cells say."""
    titles = [part for part in table.parts if part.role == "title" and part.level]
    found: list[Part] = []
    for part in table.parts:
        if part.role != "id" or part.level or not titles:
            found.append(part)
            continue
        right = next((title.level for title in titles if title.place > part.place), titles[-1].level)
        depth = Counter(traits.level_of(cell.text) for cell in part.col.filled).most_common(1)
        deep = depth[0][0] if depth and depth[0][0] > 1 else right
        top = next((title for title in titles if title.level == 1), None)
        if deep == 1 and top and top.traits.distinct < 0.8 * part.traits.distinct and len(titles) > 1:
            deep = 2
        found.append(replace(part, level=deep))
    return found


def filled_down(cells: Sequence[Cell]) -> list[str]:
    """The texts of a column, blanks as the one above."""
    found: list[str] = []
    for cell in cells:
        found.append(fold(cell.text) or (found[-1] if found else ""))
    return found


def belongs_to(part: Part, owner: Part) -> bool:
    """Whether the cells of a column say one thing for each value of another column, and not one for each row."""
    groups: dict[str, set[str]] = {}
    sizes: Counter[str] = Counter()
    for name, cell in zip(filled_down(owner.col.cells), part.col.cells, strict=True):
        sizes[name] += 1
        if cell.text.strip():
            groups.setdefault(name, set()).add(fold(cell.text))
    several = [name for name, count in sizes.items() if count > 1]
    if not several:
        return part.place < owner.place
    return all(len(groups.get(name, ())) <= 1 for name in several)
