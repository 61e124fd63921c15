"""Which choices a page with pre-built filters offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

Groups = Mapping[str, tuple[str, ...]]  # the values of each filter
MANY = 50  # choices; a longer list stands on the page without a filter alone, for it would grow with every page
OTHER = "other"  # in place of a filter: for the choices that all pages share on which one is chosen
ALL = "all"  # for what the page without a filter offers
MOST = 500  # choices that are offered at all


def grouped(choices: Iterable[tuple[str, str]]) -> Groups:
    """Choices, as (filter, value), by their filter; what filters nothing is left out."""
    found: dict[str, list[str]] = {}
    for name, value in choices:
        if name:
            found.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in found.items()}


def offered(groups: Groups, filter_: str, value: str, number: int = 1) -> Iterator[tuple[str, str]]:
    """All choices on the first page where nothing is chosen; else those of the short lists, and the chosen one itself.

    What has very many values (the commitments of a large site) isn't offered: the page of each links to its own lists.
    """
    for name, values in groups.items():
        if len(values) <= (MANY if filter_ or number > 1 else MOST):
            yield from ((name, one) for one in values)
        elif name == filter_:
            yield name, value


def of_others(groups: Groups, name: str, which: str = "") -> list[str]:
    """The values of a filter that pages of another one offer; where `which` is `ALL`, the page without any."""
    return [one for of, one in offered(groups, "" if which == ALL else OTHER, "") if of == name]
