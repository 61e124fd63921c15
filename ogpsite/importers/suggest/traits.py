"""What the cells of a column look like: days, addresses, shares, states, ids, long texts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from ogpsite.importers import dues, habits, pieces
from ogpsite.importers.cells import Cell
from ogpsite.importers.progress import period_of
from ogpsite.importers.suggest import states
from ogpsite.importers.suggest.meaning import of
from ogpsite.model.dates import Calendar
from ogpsite.nouns import dataclass

ENOUGH = 0.6
ID = re.compile(r"[^\W\d_]{0,12}[ .\-_]{0,2}\d{1,4}(?:[.\-_/]\d{1,4})*(?:\.?[a-z])?[.)]?")
CALENDAR = Calendar("north", (4, 1))


@dataclass(frozen=True)
class Traits:
    """Shares (0 to 1) of the filled cells that look like something, and how long and how different they are."""

    count: int
    day: float
    url: float
    share: float
    state: float
    id: float
    period: float
    length: float
    distinct: int


def of_cells(cells: Sequence[Cell]) -> Traits:
    """The traits of filled cells; of very long columns, of the first thousand."""
    some = cells[:1000]
    texts = [cell.text.strip() for cell in some]

    def part(test: Callable[[Cell], bool]) -> float:
        return sum(test(cell) for cell in some) / len(some) if some else 0.0

    return Traits(
        len(cells),
        part(is_day),
        part(lambda cell: bool(re.search(r"https?://|www\.", cell.text))),
        part(is_share),
        part(is_state),
        part(lambda cell: bool(ID.fullmatch(cell.text.strip()))),
        part(lambda cell: bool(period_of(cell))),
        sum(map(len, texts)) / len(texts) if texts else 0.0,
        len(set(texts)),
    )


def is_state(cell: Cell) -> bool:
    """Whether a cell says a state, or lists nothing but states."""
    return all(len(text) < 60 and states.guess(text) for text in pieces.items(cell.text))


def is_day(cell: Cell) -> bool:
    """Whether a cell says a day, or a month, quarter or year, or lists such days."""
    return cell.kind == "date" or all(len(text) < 60 and day_of(text) for text in pieces.items(cell.text))


@lru_cache(maxsize=20_000)
def day_of(text: str) -> datetime.date | None:
    """The day, or the last day of the time, that a text says."""
    return dues.latest_day(text, CALENDAR, habits.DAY_FIRST) or dues.serial_day(text)


def is_share(cell: Cell) -> bool:
    """Whether a cell is a share of something: 40 %, 0.4, 40."""
    value = habits.share(cell)
    return value is not None and value <= 100


def level_of(text: str) -> int:
    """The level that a cell's own words say: by their first word (`Hito 1.2`), else by the depth of their number.

    0 where they say none.
    """
    text = text.strip()
    number, words = pieces.number_and_words(text)
    first = re.match(r"[^\W\d_]+", text)
    if number and first and len(first[0]) > 3 and (level := of(first[0]).level):
        return level
    if not number or (words and len(number) == 4 and number.isdigit()):
        return 0
    digits = re.sub(r"^[^\W\d_]+[-. ]?", "", number).strip(".-")
    return min(3, 1 + len(re.findall(r"[.\-](?=\d)", digits)))


def pattern_of(text: str) -> str:
    """The text up to its number with `#` for each number, and `*` for what follows: `hito #.#*`."""
    found = re.match(r"\D{0,30}?\d+(?:[.\-]\d+)*", text.strip())
    if not found:
        return ""
    head = re.sub(r"\d+", "#", " ".join(found[0].split()).casefold())
    return head if found.end() == len(text.strip()) else head + "*"


def names_kind(text: str) -> int:
    """The level that a word such as *Hito* in a column of kinds says."""
    return of(text).level if of(text).role == "title" else 0
