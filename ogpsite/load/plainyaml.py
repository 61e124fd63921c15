"""YAML that is written plainly, read line by line, as most front matter is; the library reads all other.

Whatever could be read in two ways, and whatever is wrong, isn't decided here. `tests/test_plainyaml.py` holds that what
is read is what the library reads, with its lines, by many ugly texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ogpsite.model.limits import USUAL, Limits
from ogpsite.model.values import Node

KEY = r"([A-Za-z_][A-Za-z0-9_.-]{0,99})"
QUOTED = r""""([^"\\]*(?:\\["\\n][^"\\]*)*)"|'([^']*)'"""
LETTER = r"(?:[\w/(]|«|“)"  # begins a bare text; not in one set, which takes ten times as long to compile
ROW = re.compile(  # the `- ` of an item, a key, and a value: in quotes, in brackets, in the lines below, or bare
    rf"""( *)(- )?(?:{KEY}:(?: +|$))?(?:{QUOTED}|\[([^\]]*)\]|{{([^}}]*)}}|(\|-?)"""
    rf"""|((?:{LETTER}|\.\.?/)[^:#]*(?:(?::(?=[^ ])|(?<=[^ ])#)[^:#]*)*))?"""
)
PIECE = re.compile(  # of what stands in brackets
    rf""" *(?:{KEY}: +)?(?:(?:{QUOTED}) *|({LETTER}[^][,:#?{{}}]*))(?:,(?! *$)|$)"""
)
ESCAPED = re.compile(r"\\(.)")
DEEPEST = 50  # levels, whatever a site allows
UNSAID = frozenset(("null", "Null", "NULL"))  # bare words that stand for no value
NO_ROW: tuple[Any, ...] = (None,) * 9
Row = tuple[int, bool, str, Node | None, int]  # column, whether it begins an item, key, value on this line, its number


class Unsure(Exception):  # noqa: N818 - ends the reading of a text that isn't plain
    """Only the library can tell."""


def plain_yaml(text: str, first: int, limits: Limits = USUAL) -> Node | None:
    """YAML → nodes, as `parse_yaml`; None where it isn't written plainly, or holds nothing."""
    if len(text) >= limits.values or not is_usual(text):
        return None
    try:
        return Reader(tuple(rows(text.split("\n"), first)), min(limits.nesting, DEEPEST)).document()
    except Unsure:
        return None


def is_usual(text: str) -> bool:
    """Whether a text holds no tabs, nor other signs that the library treats apart."""
    return text.replace("\n", "").replace("\xa0", "").replace("\u202f", "").isprintable()


def rows(lines: list[str], first: int) -> Iterator[Row]:
    """The lines that say something, each with what stands on it alone; `first` is the number of the first."""
    at = 0
    while at < len(lines):
        line, number = lines[at], first + at
        at += 1
        match = ROW.fullmatch(line.rstrip(" "))
        indent, dash, key, double, single, items, fields, block, bare = match.groups() if match else NO_ROW
        if dash is key is None:
            if line.lstrip(" ")[:1] not in ("", "#"):
                raise Unsure
            continue
        column, node = len(indent), None
        if bare is not None or double is not None or single is not None:
            node = scalar(double, single, bare, number)
        elif block is not None and key:
            found, at = written_below(lines, at, column + 2 * bool(dash))
            node = Node(found if block == "|" else found.removesuffix("\n"), number, False)
        elif items is not None:
            node = Node(tuple(node for _, node in pieces(items, number, False)), number)
        elif fields is not None:
            named = tuple(pieces(fields, number, True))
            node = Node(dict(named), number)
            if len(named) != len(dict(named)):
                raise Unsure
        elif not key:
            raise Unsure
        yield column, bool(dash), key or "", node, number


def scalar(double: str | None, single: str | None, bare: str | None, number: int) -> Node:
    """A text between quotation marks, or without any."""
    if bare is not None:
        bare = bare.rstrip(" ")
        return Node(None if bare in UNSAID else bare, number)
    if double is not None and "\\" in double:
        double = ESCAPED.sub(lambda sign: "\n" if sign[1] == "n" else sign[1], double)
    return Node(double if single is None else single, number, False)


def pieces(inside: str, number: int, named: bool) -> Iterator[tuple[str, Node]]:
    """What stands between brackets, each with its name where it is `named`."""
    at = 0
    while inside.strip(" ") and at < len(inside):
        match = PIECE.match(inside, at)
        if match is None or (match[1] is not None) != named:
            raise Unsure
        yield match[1], scalar(match[2], match[3], match[4], number)
        at = match.end()


def written_below(lines: list[str], at: int, column: int) -> tuple[str, int]:
    """The text of several lines that stands from a line on, further in than a column; and the line behind it."""
    indent = len(lines[at]) - len(lines[at].lstrip(" ")) if at < len(lines) else 0
    if indent <= column or not lines[at].strip(" "):
        raise Unsure
    found = []
    while at < len(lines) and (lines[at].startswith(" " * indent) or not lines[at].strip(" ")):
        found.append(lines[at][indent:])
        at += 1
    ended = at < len(lines) or not found[-1]
    while not found[-1]:
        found.pop()
    return "\n".join(found) + "\n" * ended, at


class Reader:
    """Puts rows together; `at` is the next one."""

    def __init__(self, found: tuple[Row, ...], deepest: int) -> None:
        self.rows, self.deepest, self.at = found, deepest, 0

    def document(self) -> Node | None:
        if not self.rows:
            return None
        column, dash, _, _, number = self.rows[0]
        node = Node(self.sequence(column, 0) if dash else self.mapping(column, 0), number)
        if self.at < len(self.rows):
            raise Unsure
        return node

    def mapping(self, column: int, depth: int, began: bool = False) -> dict[str, Node]:
        """The fields that begin in a column. `began`: the first one stands behind the `- ` of an item."""
        if depth + 1 >= self.deepest:
            raise Unsure
        fields: dict[str, Node] = {}
        while self.at < len(self.rows):
            here, dash, key, node, number = self.rows[self.at]
            if began:
                here, dash, began = column, False, False
            if here < column:
                break
            if here > column or dash or key in fields:
                raise Unsure
            self.at += 1
            fields[key] = node or self.below(column, number, depth + 1)
        return fields

    def below(self, column: int, number: int, depth: int) -> Node:
        """The value of a key in a column behind which nothing stands."""
        if self.at < len(self.rows):
            here, dash, *_ = self.rows[self.at]
            if dash and here >= column:
                return Node(self.sequence(here, depth), number)
            if not dash and here > column:
                return Node(self.mapping(here, depth), number)
        return Node(None, number)

    def sequence(self, column: int, depth: int) -> tuple[Node, ...]:
        """The items that begin in a column."""
        if depth + 1 >= self.deepest:
            raise Unsure
        items = []
        while self.at < len(self.rows):
            here, dash, key, node, number = self.rows[self.at]
            if here < column or (here == column and not dash):
                break
            if here > column:
                raise Unsure
            if key:
                items.append(Node(self.mapping(column + 2, depth + 1, began=True), number))
            else:
                self.at += 1
                items.append(node or Node(None, number))
        return tuple(items)
