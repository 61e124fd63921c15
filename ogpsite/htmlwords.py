"""Words as they stand in HTML: escaped once, and quickly, because a page does it hundreds of times."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner as inner
except ImportError:  # it has no name of its own in other versions

    def inner(words: str, /) -> str:
        return str(escape(words))


escaped: Callable[[str], str] = inner  # words as they stand in HTML

marked: Callable[[str], Markup] = partial(str.__new__, Markup)  # as Markup(words), for words that are text and safe


def shown(value: Any) -> str:
    """A value as it stands in a page: as `str(escape(value))`."""
    return KINDS[type(value)](value)


class Kinds(dict[type, Callable[[Any], str]]):
    """How values of each type stand in a page."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        found = self[kind] = getattr(kind, "__html__", None) or (lambda value: escaped(str(value)))
        return found


KINDS = Kinds({str: escaped, Markup: lambda html: html, int: str, float: str})
