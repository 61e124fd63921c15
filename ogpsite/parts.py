"""Parts of views that stand on many pages: what a macro shows of one is made once, and kept with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ogpsite.model.once import once


class Part(dict[str, Any]):
    """A part of a view that many pages are given, and nobody changes; else a dict like the others."""


class Several(list[Any]):
    """Such parts together: a list that many pages are given, and nobody changes."""


KEPT = frozenset({Part, Several})


def again(macro: Callable[..., Any], part: Any, *values: Any) -> Any:
    """What a macro shows of a part, with plain values beside it; of anything else it is made each time.

    Only for macros that show nothing but what they are given: the page on which they stand first isn't the only one.
    """
    return kept(part, macro, *values) if type(part) in KEPT else macro(part, *values)


@once
def kept(part: Any, macro: Callable[..., Any], *values: Any) -> Any:
    return macro(part, *values)
