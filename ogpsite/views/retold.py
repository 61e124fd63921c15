"""What a view says of a record on many pages, said once for all pages of a language."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from ogpsite.model.facts import RETOLD
from ogpsite.model.noted import FRAMES, UNKNOWN, noted

Speaker = TypeVar("Speaker")
Said = TypeVar("Said")
Given = ParamSpec("Given")
ROOM = 20_000  # answers of a function in a language that are kept: those of a larger site would fill the memory
NOTHING: frozenset[str] = frozenset()


def retold(function: Callable[Concatenate[Speaker, Given], Said]) -> Callable[Concatenate[Speaker, Given], Said]:
    """The function of a tongue and nouns or words, asked once for each in an edition and a language.

    It must give what nobody changes. With its answer is kept in which languages it fell back, and what it read.
    """

    @wraps(function)
    def kept(tongue: Any, noun: Any, *more: Any) -> Any:
        known = tongue.retold.get(function)
        if known is None:
            known = tongue.retold[function] = {}
        key: Any = noun if type(noun) is str else id(noun)
        if more:
            key = (key, *[one if type(one) is str else id(one) for one in more])
        found = known.get(key)
        if found is None:
            if len(known) >= ROOM:
                return function(tongue, noun, *more)  # type: ignore[call-arg]
            before, tongue.fallen = tongue.fallen, set()
            try:
                made, node = noted(lambda: function(tongue, noun, *more))  # type: ignore[call-arg]
                found = known[key] = (made, tongue.fallen or NOTHING, node, noun, more)  # nouns live on with their id
            finally:
                tongue.fallen = before
        if found[1]:
            tongue.fallen |= found[1]
        if FRAMES:
            FRAMES[-1].others.add(found[2] or UNKNOWN)
        return found[0]

    return kept  # type: ignore[return-value]


def of_edition(edition: Any, words: object, leaves: bool) -> dict[Any, dict[Any, Any]]:
    """What was said of an edition in the words of a language, by function; apart where the day is left open."""
    told: dict[object, dict[Any, dict[Any, Any]]] = vars(edition).setdefault(RETOLD, {})
    return told.setdefault((words, leaves), {})
