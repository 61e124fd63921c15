"""Plain values as JSON that people can read. (Python's own writer is fast only where everything stands on one line.)"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from json.encoder import encode_basestring as quoted
from math import isfinite
from typing import Any

from ogpsite.model.blanks import Days, left

STRINGS, NUMBERS, NOTHING = {str}, {int}, {type(None)}
KNOWN = (str, int, float, list, tuple, dict)  # what Python's own writer writes by itself, and what extends it


def written(value: object, default: Callable[[Any], Any] | None = None, within: str = "\n") -> str:
    """As `json.dumps(value, ensure_ascii=False, indent=1, default=default)`, several times faster. Days up to that of a
    build stay open (`outputs/filling.py`).

    `within`: the line end and margin of a value that will stand in another one.
    """
    return below(value, within, default)


class Written(str):
    """A value as `written` gives it, which stands in others as it is."""

    __slots__ = ()


def joined(*objects: dict[str, Any] | Written) -> Written:
    """Objects with something in them as one that holds what all of them do."""
    texts = (one if isinstance(one, Written) else written(one) for one in objects)
    return Written(f"{{{','.join([one[1:-2] for one in texts])}\n}}")


def rows(names: Sequence[str], columns: Sequence[Sequence[Any]], within: str = "\n") -> list[str]:
    """Rows of values, given by columns, each as `written` gives an object with these names."""
    inner = f"{within} "
    lines = [f"{quoted(name).replace('%', '%%')}: %s" for name in names]
    form = f"{{{inner}{f',{inner}'.join(lines)}{within}}}"
    return [form % row for row in zip(*[column(values, inner) for values in columns], strict=True)]


def column(values: Sequence[Any], margin: str) -> list[str]:
    """Each value of a column; most hold nothing but words, or nothing at all."""
    kinds = set(map(type, values))
    if kinds == STRINGS:
        return [*map(quoted, values)]
    if kinds == NOTHING:
        return ["null"] * len(values)
    if kinds == NUMBERS:
        return [*map(repr, values)]
    return [quoted(one) if type(one) is str else "null" if one is None else below(one, margin, None) for one in values]


def below(value: Any, margin: str, default: Callable[[Any], Any] | None) -> str:
    """A value behind what stands before it; `margin` begins its other lines."""
    kind = type(value)
    if kind is str:
        return quoted(value)
    if kind is bool or value is None:
        return "null" if value is None else "true" if value else "false"
    if kind is int:
        return repr(value)
    inner = f"{margin} "
    if kind is dict and value and set(map(type, value)) == STRINGS:
        lines = [
            f"{quoted(key)}: {quoted(one) if type(one) is str else below(one, inner, default)}"
            for key, one in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(lines)}{margin}}}"
    if (kind is list or kind is tuple) and value:
        return f"[{inner}{f',{inner}'.join([below(one, inner, default) for one in value])}{margin}]"
    if (kind is list or kind is tuple or kind is dict) and not value:
        return "{}" if kind is dict else "[]"
    if kind is float and isfinite(value):
        return repr(value)
    if kind is Days:
        return left(value)
    if kind is Written:
        return str(value.replace("\n", margin))  # within words it writes no new line
    if default is not None and not isinstance(value, KNOWN):
        return below(default(value), margin, default)
    # what is rare is left to Python
    return json.dumps(value, ensure_ascii=False, indent=1, default=default).replace("\n", margin)
