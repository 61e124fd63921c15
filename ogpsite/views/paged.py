"""Long lists in pages: how many entries stand on a page, where each page lies, and the ways between them.

The first page keeps the address of the list; a further one lies below it (`/commitments/page-2/`). Where a list has
become shorter, the address of a page that is gone leads to the list (`permanence`). Lists by plan or by year have
addresses of their own and grow no more when these have ended: who wants to cite a part of a list cites one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import TypeVar

from ogpsite.views.tongue import Tongue, View

Entry = TypeVar("Entry")
PER_PAGE = (
    500  # entries: members have some hundreds of records after ten years; a page has at most 0.8 MB, packed 60 kB
)
LEAVES = 200  # commitments of a plan that stand whole on one page; OGP's longest plans have some 150
SHARED = 200  # entries of each of several lists that share a page
FETCHED = 2000  # entries of all pages that a script puts together, to filter them in place
NEAR = 2  # pages before and after this one whose numbers are shown


def count(entries: int) -> int:
    """How many pages a list has; one even without entries."""
    return max(1, -(-entries // PER_PAGE))


def part(found: Sequence[Entry], number: int) -> Sequence[Entry]:
    """The entries of a page."""
    return found[(number - 1) * PER_PAGE : number * PER_PAGE]


def top(found: Sequence[Entry]) -> Sequence[Entry]:
    """The entries of a list that stand on a page which it shares with others."""
    return found[:SHARED]


def rest(total: int, most: int | None = None) -> View | None:
    """How many entries of a list stand on such a page; None where all do."""
    most = SHARED if most is None else most
    return {"shown": most, "total": total} if total > most else None


def cut(sizes: Iterable[int], most: int) -> tuple[int, ...]:
    """Where the pages of a list end that is cut between its groups alone, as numbers of groups: as many groups on each
    as hold at most so many entries, and one at least."""
    found, there, number = [], 0, 0
    for number, size in enumerate(sizes, 1):
        if there and there + size > most:
            found.append(number - 1)
            there = 0
        there += size
    return (*found, number)


def of_groups(found: Sequence[Entry], ends: Sequence[int], number: int) -> Sequence[Entry]:
    """The groups of a page of a list that is cut between them."""
    return found[ends[number - 2] if number > 1 else 0 : ends[number - 1]]


def address(base: str, number: int) -> str:
    return base if number == 1 else f"{base}page-{number}/"


def titled(tongue: Tongue, title: object, number: int) -> object:
    """The title of a page of a list."""
    return title if number == 1 else tongue.say("{title}, page {number}", title=title, number=number)


def pager(tongue: Tongue, base: str, number: int, total: int, in_place: bool = False) -> View | None:
    """The ways between the pages of a list of so many entries."""
    ends = tuple(min(page * PER_PAGE, total) for page in range(1, count(total) + 1))
    return pager_of(tongue, base, number, ends, in_place)


def pager_of(tongue: Tongue, base: str, number: int, ends: Sequence[int], in_place: bool = False) -> View | None:
    """As `pager`, for pages that end after so many entries. None where all stand on one page.

    `in_place`: a script fetches all pages, so all are linked; else those at the ends and near this one.
    """
    pages = len(ends)
    if pages < 2:
        return None

    def href(page: int) -> str:
        return tongue.href(address(base, page)) if 0 < page <= pages else ""

    shown = [page for page in range(1, pages + 1) if in_place or page in (1, pages) or abs(page - number) <= NEAR]
    gaps = {after for before, after in pairwise(shown) if after - before > 1}
    return {
        "first": (ends[number - 2] if number > 1 else 0) + 1,
        "last": ends[number - 1],
        "total": ends[-1],
        "previous": href(number - 1),
        "next": href(number + 1),
        "in_place": in_place,
        "links": [
            {"number": page, "href": href(page), "current": page == number, "gap": page in gaps} for page in shown
        ],
    }


def ends_of(sizes: Sequence[int], ends: Sequence[int]) -> tuple[int, ...]:
    """After how many entries the pages end that are cut after these groups."""
    sums = (0, *accumulate(sizes))
    return tuple(sums[end] for end in ends)
