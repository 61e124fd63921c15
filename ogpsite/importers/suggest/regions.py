"""Where the tables and forms of a sheet are: headings, the rows below them, titles above, notes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import cached_property

from ogpsite.importers import headings, tongues
from ogpsite.importers.atlas import fold
from ogpsite.importers.cells import Cell, Table, letters
from ogpsite.importers.suggest import meaning
from ogpsite.importers.suggest.meaning import SURE, Meaning
from ogpsite.nouns import dataclass

LONGEST_HEADING = 260
CERTAIN = 88
MOST_LINES = 4
NOTE = re.compile(r"(?:fuente|source|fonte|nota|note|notas|notes|total|elabora|\*|leyenda|legend|legende|observ|obs\b)")
CORE = frozenset({"title", "lead", "problem", "description", "solution", "start", "due", "objective"})


@dataclass(frozen=True)
class Col:
    """A column of a region: its place, the name by which a map means it, what its heading means, and its cells."""

    place: int
    name: str
    heading: str
    meaning: Meaning
    cells: tuple[Cell, ...] = field(repr=False)

    @cached_property
    def filled(self) -> list[Cell]:
        """The cells with words."""
        return [cell for cell in self.cells if cell.text.strip()]


@dataclass(frozen=True)
class Region:
    """A table or a form in a sheet. Rows count from 1; `last` is 0 where it goes to the end of the sheet.

    `stop` is how the first row after a table begins, where something else follows.
    """

    table: Table
    header: tuple[int, ...]
    first: int
    last: int
    form: bool
    cols: tuple[Col, ...]
    numbers: tuple[int, ...]
    titles: tuple[Cell, ...] = ()
    stop: str = ""

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return self.table.name

    def row(self, number: int) -> tuple[Cell, ...]:
        """The cells of a row, counted from 1."""
        return self.table.rows[number - 1]


def of_table(table: Table) -> list[Region]:
    """The regions of one sheet, from top to bottom."""
    rows = table.rows
    heads = list(header_rows(rows))
    labels = [number for number, row in enumerate(rows, 1) if is_label_row(row)]
    turned = [number for number, row in enumerate(rows, 1) if is_label_row(row, several=True)]
    filled = [number for number, row in enumerate(rows, 1) if any(cell.text.strip() for cell in row)]
    if len(turned) >= 4 and len(turned) >= 0.6 * len(filled) and is_form(rows, turned, ()):
        return form_regions(table, turned, ()) if len(labels) < len(turned) else form_regions(table, labels, heads)
    if is_form(rows, labels, heads):
        return form_regions(table, labels, heads)
    if not heads:
        heads = list(unknown_header(rows))
    found = []
    for place, head in enumerate(heads):
        end = heads[place + 1][0] - 1 if place + 1 < len(heads) else len(rows)
        floor = heads[place - 1][-1] if place else 0
        found.append(table_region(table, head, end, floor))
    return [region for region in found if region.numbers]


def header_rows(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, ...]]:
    """The rows with headings, those of several lines together; one that only repeats the first is left out."""
    scored = {number: score for number, row in enumerate(rows, 1) if (score := header_score(row)) >= 2}
    taken = 0
    seen: set[frozenset[str]] = set()
    candidates = sorted(scored)
    if not candidates:
        return
    near = [number for number in candidates if number <= candidates[0] + 3]
    first = max(near, key=lambda number: (scored[number], -number))
    for number in [first, *(n for n in candidates if n > first)]:
        words = frozenset(fold(cell.text) for cell in rows[number - 1] if cell.text.strip())
        if number <= taken or words in seen or (number != first and not strong(rows[number - 1])):
            continue
        if any(len(words & other) >= max(2, 0.7 * len(words)) for other in seen):
            continue
        seen.add(words)
        whole = with_neighbours(rows, number, scored[number], taken)
        taken = whole[-1]
        yield whole


def header_score(row: Sequence[Cell]) -> float:
    """How much a row looks like headings: one for each cell whose words name a column for certain, half for others."""
    filled = [cell for cell in row if cell.text.strip()]
    texts = {fold(cell.text) for cell in filled}
    if len(texts) < 2:
        return 0
    score = sum(weight(text) for text in texts)
    odd = sum(cell.kind in ("date",) or len(cell.text) > LONGEST_HEADING for cell in filled)
    return score if score / len(texts) >= (0.34 if score >= 3 else 0.5) and odd <= len(filled) / 4 else 0


def weight(text: str) -> float:
    """How surely a text is a heading."""
    if len(text) > LONGEST_HEADING or "://" in text:
        return 0
    found = meaning.of(headings.tidy(text).replace(headings.JOINT, "/"))
    if found.period and not found.role and len(text) < 40:
        return 0.5
    long_answer = len(text) > 90 and not text.rstrip(" :*").endswith("?")
    return 0 if long_answer or found.score < SURE else 1 if found.score >= CERTAIN else 0.5


def strong(row: Sequence[Cell]) -> bool:
    """Whether a row below a table is the heading of another one, and not data that sounds like it."""
    texts = [cell.text for cell in row if cell.text.strip()]
    sure = [text for text in texts if weight(text) == 1]
    return len(sure) >= 3 and len(sure) >= 0.7 * len(texts)


def with_neighbours(rows: Sequence[Sequence[Cell]], number: int, score: float, taken: int) -> tuple[int, ...]:
    """A row of headings with the rows of groups above it and of parts below it."""
    found = [number]
    while len(found) < MOST_LINES and found[0] - 1 > taken and is_group_row(rows, found[0] - 1, found[0]):
        found.insert(0, found[0] - 1)
    while len(found) < MOST_LINES and found[-1] < len(rows) and is_part_row(rows, found[-1], found[-1] + 1):
        found.append(found[-1] + 1)
    return tuple(found)


def is_group_row(rows: Sequence[Sequence[Cell]], number: int, below: int) -> bool:
    """Whether a row holds groups of the headings below it: several texts, or one that does not stand at the left."""
    filled = {place: fold(cell.text) for place, cell in enumerate(rows[number - 1]) if cell.text.strip()}
    under = {place: fold(cell.text) for place, cell in enumerate(rows[below - 1]) if cell.text.strip()}
    if not filled or not under or any(len(text) > 120 for text in filled.values()) or is_label_row(rows[number - 1]):
        return False
    merged = [place for place, text in filled.items() if under.get(place) == text]
    others = {text for place, text in filled.items() if under.get(place) != text}
    if merged:
        return True
    named = [text for text in others if (found := meaning.of(text)).level or found.period or found.score >= CERTAIN]
    return bool(named) and (len(others) > 1 or min(filled) > min(under))


def is_part_row(rows: Sequence[Sequence[Cell]], number: int, below: int) -> bool:
    """Whether the row below headings holds parts of them: it names columns that the row above leaves blank."""
    over = {place: fold(cell.text) for place, cell in enumerate(rows[number - 1]) if cell.text.strip()}
    cells = {place: cell for place, cell in enumerate(rows[below - 1]) if cell.text.strip()}
    if not cells:
        return False
    repeated = [place for place, cell in cells.items() if over.get(place) == fold(cell.text)]
    own = [cell for place, cell in cells.items() if place not in repeated]
    named = [cell for cell in own if weight(cell.text) or dates_only(cell.text)]
    new = [place for place in cells if place not in over]
    if repeated and (not own or len(named) * 2 >= len(own)):
        return True
    return bool(own) and bool(new) and len(named) >= 2 and len(named) * 4 >= len(own) * 3


def dates_only(text: str) -> bool:
    """Whether a heading names nothing but a period or a state."""
    found = meaning.of(headings.tidy(text))
    return bool(found.period or found.status)


def unknown_header(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, ...]]:
    """Headings in a language that nobody here knows: the first row of several short texts with fuller rows below."""
    for number, row in enumerate(rows[:30], 1):
        filled = [cell for cell in row if cell.text.strip()]
        below = [len([c for c in other if c.text.strip()]) for other in rows[number : number + 3]]
        texts = all(cell.kind == "text" and len(cell.text) < 80 for cell in filled)
        if len(filled) >= 2 and texts and below and max(below) >= max(2, len(filled) // 2):
            yield (number,)
            return


def table_region(table: Table, head: tuple[int, ...], end: int, floor: int) -> Region:
    """A table below its headings, without the notes at its end and the title of what follows it."""
    repeated = headings.words_of(table, head[-1])
    numbers = [
        number
        for number in range(head[-1] + 1, end + 1)
        if any(cell.text.strip() for cell in table.rows[number - 1])
        and not headings.repeated(table.rows[number - 1], repeated)
    ]
    first = head[-1] + 1
    while numbers and is_hint_row(table.rows[numbers[0] - 1]):
        first = numbers.pop(0) + 1
    numbers, last = without_notes(table, numbers, end)
    titles = tuple(
        next(cell for cell in row if cell.text.strip())
        for row in table.rows[floor : head[0] - 1]
        if any(cell.text.strip() for cell in row)
    )
    stop = beginning(table, last) if last else ""
    return Region(table, head, first, last, False, cols_of(table, head, numbers), tuple(numbers), titles, stop)


def beginning(table: Table, last: int) -> str:
    """How the first filled row after a table begins: by its first cell, a number at its end left open."""
    for row in table.rows[last:]:
        words = next((fold(cell.text) for cell in row if cell.text.strip()), "")
        if words:
            return words if len(words) <= 30 else words[:30].rpartition(" ")[0] or words[:30]
    return ""


def is_hint_row(row: Sequence[Cell]) -> bool:
    """Whether a row below headings only explains them: column numbers, or words in brackets."""
    texts = [cell.text.strip() for cell in row if cell.text.strip()]
    bracketed = [text for text in texts if re.fullmatch(r"[(\[<{].*[)\]>}]|d+[/.-]m+[/.-](?:a|y|j)+", text.lower())]
    counted = [text.strip("().") for text in texts] == [str(number) for number in range(1, len(texts) + 1)]
    return len(texts) >= 2 and (len(bracketed) >= 0.7 * len(texts) or (counted and len(texts) > 2))


def without_notes(table: Table, numbers: Sequence[int], end: int) -> tuple[list[int], int]:
    """The rows without single cells at the end that are notes, sums or the title of the next table."""
    found = list(numbers)
    usual = max((len(distinct(table.rows[number - 1])) for number in found), default=0)
    while len(found) > 1 and usual > 2:
        words = distinct(table.rows[found[-1] - 1])
        apart = found[-1] - found[-2] > 1
        if len(words) > 2 or not (NOTE.match(tongues.plain(min(words, key=len))) or (len(words) == 1 and apart)):
            break
        found.pop()
    cut = len(found) != len(numbers) or end < len(table.rows)
    return found, (found[-1] if cut and found else 0)


def distinct(row: Sequence[Cell]) -> set[str]:
    """The different words of a row."""
    return {fold(cell.text) for cell in row if cell.text.strip()}


def cols_of(table: Table, head: Sequence[int], numbers: Sequence[int]) -> tuple[Col, ...]:
    """The columns of a table, each with the name by which a map can mean it."""
    lines = headings.lines_of(table, head)
    heads = [headings.joined(parts) for parts in lines]
    known = headings.places(table, head)
    width = max([len(heads), *(len(table.rows[number - 1]) for number in numbers)], default=0)
    found = []
    for place in range(width):
        words = heads[place] if place < len(heads) else ""
        cells = tuple(at(table, number, place) for number in numbers)
        if not words and not any(cell.text.strip() for cell in cells):
            continue
        alone = words and known.get(fold(words)) == [place]
        name = words if alone else f"column {letters(place)}"
        said = headings.joined([part.replace(headings.JOINT, "/") for part in lines[place]]) if words else ""
        found.append(Col(place, name, words, meaning.of(said), cells))
    return tuple(found)


def at(table: Table, number: int, place: int) -> Cell:
    """A cell, blank where the row does not reach it."""
    row = table.rows[number - 1]
    return row[place] if place < len(row) else Cell("", f"{table.name}!{letters(place)}{number}")


def is_label_row(row: Sequence[Cell], several: bool = False) -> bool:
    """Whether a row is a label with one value beside it, or `several`."""
    pair = headings.label_and_values(row)
    count = len({fold(cell.text) for cell in pair[1].values()}) if pair else 0
    if pair is None or not count or (count > 1 and not several):
        return False
    value = next(iter(pair[1].values()))
    found = meaning.of(headings.tidy(pair[0].text))
    same = meaning.of(headings.tidy(value.text))
    return weight(pair[0].text) == 1 and found.role not in ("", "id") and not (same.score >= CERTAIN and same.role)


def is_form(rows: Sequence[Sequence[Cell]], labels: Sequence[int], heads: Sequence[tuple[int, ...]]) -> bool:
    """Whether labels below each other say more than headings beside each other."""
    roles = {(found.role, found.level) for found in meant(rows, labels)}
    first = heads[0][0] if heads else len(rows) + 1
    before = [number for number in labels if number < first]
    core = {role for role, _ in roles} & CORE
    return len(roles) >= 3 and len(core) >= 2 and (len(before) >= 3 or not heads)


def meant(rows: Sequence[Sequence[Cell]], labels: Sequence[int]) -> Iterator[Meaning]:
    """What the labels of these rows mean."""
    for number in labels:
        pair = headings.label_and_values(rows[number - 1])
        if pair:
            yield meaning.of(headings.tidy(pair[0].text))


def form_regions(table: Table, labels: Sequence[int], heads: Sequence[tuple[int, ...]]) -> list[Region]:
    """The parts of a sheet that is a form: labels with values, and the tables between them."""
    found: list[Region] = []
    start, total = 1, len(table.rows)
    for place, head in enumerate(heads):
        following = heads[place + 1][0] - 1 if place + 1 < len(heads) else total
        later = [number for number in labels if head[-1] < number <= following]
        end = later[0] - 1 if later else following
        while later and end > head[-1] and len(distinct(table.rows[end - 1])) < 2:
            end -= 1
        if any(start <= number < head[0] for number in labels):
            found.append(form_region(table, start, head[0] - 1))
        found.append(table_region(table, head, end, head[0] - 1))
        start = end + 1
    if any(number >= start for number in labels):
        found.append(form_region(table, start, total))
    return [region for region in found if region.numbers]


def form_region(table: Table, first: int, last: int) -> Region:
    """A form between two rows: each label is a column with one cell."""
    cols: list[Col] = []
    numbers: list[int] = []
    titles: list[Cell] = []
    for number in range(first, last + 1):
        pair = headings.label_and_values(table.rows[number - 1])
        if pair is None:
            continue
        label, values = pair
        words = headings.tidy(label.text)
        if not values:
            titles.append(label)
        elif words not in {col.name for col in cols}:
            numbers.append(number)
            cells = (
                tuple(values.values())
                if len({fold(cell.text) for cell in values.values()}) > 1
                else (next(iter(values.values())),)
            )
            cols.append(Col(len(cols), words, words, meaning.of(words), cells))
    end = last if last < len(table.rows) else 0
    return Region(table, (1,), first, end, True, tuple(cols), tuple(numbers), tuple(titles))
