"""Several milestones in one cell: which columns hold lists, and which of them go item by item with the milestones."""

from __future__ import annotations

from collections.abc import Iterator

from ogpsite.importers import pieces
from ogpsite.importers.suggest.entry import Entry
from ogpsite.importers.suggest.regions import Col
from ogpsite.importers.suggest.roles import Part

MOST = 0.6
BODIES = ("lead", "supporting.government", "supporting.civil_society", "supporting.other")


def settle(found: Entry, title: Part, owner: Part | None) -> None:
    """Let an entry of milestones have one row for each item, where the cells of its titles hold lists."""
    if "title" not in found.columns or not holds_lists(title.col, owner):
        return
    found.items = title.col
    spread(found, "title")
    given = found.columns["title"]
    if isinstance(given, dict) and any(pieces.number_and_words(item)[0] for item in all_items(title.col)):
        given["take"] = "words"
    found.guesses.append("title: a cell holds several milestones; each becomes one")


def all_items(col: Col) -> Iterator[str]:
    """The items of all cells of a column."""
    for cell in col.filled:
        yield from pieces.items(cell.text)


def spread(found: Entry, first: str) -> None:
    """Name the fields that go item by item: the first one, and those whose cells hold as many values as items."""
    assert found.items is not None
    names = [name for name in found.columns if name == first or goes_along(found, name, found.items)]
    for name in names:
        given = found.columns[name]
        whole = dict(given) if isinstance(given, dict) and "column" in given else {"column": given}
        found.columns[name] = {**whole, "split": pieces.LIST}
    found.rest["each"] = [first, *(name for name in names if name != first)]


def goes_along(found: Entry, name: str, items: Col) -> bool:
    """Whether the cells of a field hold one value for each item."""
    cols = [col for col in found.region.cols if col.name in headings_of(found.columns[name])]
    bar = 1.0 if name in BODIES else MOST
    return name != "commitment" and bool(cols) and all(col is items or parallel(items, col, bar) for col in cols)


def headings_of(given: object) -> list[object]:
    """The headings that a field is read from."""
    inner = given.get("column") if isinstance(given, dict) and "column" in given else given
    return list(inner.values()) if isinstance(inner, dict) else [inner]


def of_row(part: Part, title: Part) -> bool:
    """Whether a column beside a list of milestones says something of their commitment: who leads it."""
    return part.role in BODIES and not parallel(title.col, part.col, 1.0)


def parallel(items: Col, col: Col, bar: float = MOST) -> bool:
    """Whether a column's cells hold as many values as those of another hold items, in most rows with several."""
    pairs = [(one, other) for one, other in counts(items, col) if other > 1]
    return bool(pairs) and sum(one == other for one, other in pairs) >= bar * len(pairs)


def counts(items: Col, col: Col) -> Iterator[tuple[int, int]]:
    """By row how many items there are, and how many values."""
    for one, other in zip(items.cells, col.cells, strict=True):
        yield len(pieces.items(one.text)) if one.text.strip() else 0, len(pieces.items(other.text))


def holds_lists(col: Col, owner: Part | None) -> bool:
    """Whether most cells hold several items: marked by numbers or bullets, or lines where each row is a commitment."""
    read = [pieces.items(cell.text) for cell in col.filled]
    several = [one for one in read if len(one) > 1]
    if not read or len(several) < MOST * len(read):
        return False
    marked = [cell for cell in col.filled if is_marked(cell.text)]
    if len(marked) >= MOST * len(several):
        return True
    apart = owner is not None and owner.traits.distinct == owner.traits.count == len(owner.col.cells)
    return apart and all(len(item) > 3 for one in several for item in one)


def is_marked(text: str) -> bool:
    """Whether a list's items begin with numbers, letters or bullets."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) == 1:
        return len(pieces.items(text)) > 1
    return sum(map(pieces.begins_item, lines)) > 1
