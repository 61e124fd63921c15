"""The states of the requirements on days gone by, as one process gives them to another, and a build to the next."""

from __future__ import annotations

import datetime

from ogpsite.model.facts import Edition
from ogpsite.model.late import LateMapping
from ogpsite.model.noted import Node, Told, told

States = dict[str, dict[str, tuple[tuple[int, str], ...]]]  # on days gone by, by plan and rule
Past = tuple[States, int]  # these, and their node


def recall(edition: Edition, known: States, node: Node | None) -> None:
    """Gives an edition the states on days gone by that an earlier build or another process found."""
    on = datetime.date.fromordinal
    made = {
        plan: {rule: tuple((on(day), state) for day, state in states) for rule, states in rules.items()}
        for plan, rules in known.items()
    }
    edition.history.made = (made, node)  # type: ignore[attr-defined]


def is_open(edition: Edition) -> bool:
    """Whether the states on days gone by are found when somebody asks for them, which nobody did."""
    return isinstance(edition.history, LateMapping) and edition.history.made is None


def known(edition: Edition) -> Past | None:
    """The states on days gone by, if they were found in this process, with the number of what was read for it."""
    if not isinstance(edition.history, LateMapping) or not edition.history.made:
        return None
    made, node = edition.history.made
    states = {
        plan: {rule: tuple((day.toordinal(), state) for day, state in states) for rule, states in rules.items()}
        for plan, rules in made.items()
    }
    return states, node.number if node else -1


def found(edition: Edition) -> tuple[Past | None, Told]:
    """The states on days gone by, found now, with what was read for it."""
    if isinstance(edition.history, LateMapping):
        dict(edition.history)
    return known(edition), told()
