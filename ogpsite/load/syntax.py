"""The only YAML: text → nodes with their lines, and what libyaml says in an editor's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml

from ogpsite.model.limits import USUAL, Limits
from ogpsite.model.values import Node
from ogpsite.problems import Faults, Phrase, Place, Problem, of_field, phrase

LINE_SIGNS = {0x85: " ", 0x2028: " ", 0x2029: " "}  # YAML would count them as ends of lines; no editor does
LONGEST = 2_000  # characters of a line that are looked at to word a fault
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
UNSAID = frozenset(("", "~", "null", "Null", "NULL"))  # bare words that stand for no value
UNTAGGED = (None, "!")
SCALAR, MAPPING_END = yaml.ScalarEvent, yaml.MappingEndEvent


def parse_yaml(path: str, text: str, first: int, faults: Faults, limits: Limits = USUAL) -> Node | None:
    """YAML → nodes, every scalar as the text that was written. `first` is the line of the file where `text` begins.

    None with a fault where it isn't YAML, uses anchors, aliases, tags or several documents, or is beyond the limits.
    """
    try:
        loader = LOADER(text.translate(LINE_SIGNS))
        events: list[Any] = list(islice(iter(loader.get_event, None), 2 * limits.values))
        if len(events) == 2 * limits.values:
            message = phrase("the file holds more than {count} values", count=f"{limits.values:,}")
            mark: Any = events[-1].start_mark
            line = int(mark.line) + first
            hint = phrase("split it, or raise `limits.values` in site.yaml")
            faults.append(Problem(Place(path, line), "limit", message, hint))
            return None
        return Builder(path, first, faults, limits.nesting).document(events)
    except yaml.MarkedYAMLError as error:
        faults.append(yaml_fault(path, text, first, error))
    except yaml.YAMLError:
        message = phrase("this is not valid YAML: it holds a character that can't be read")
        faults.append(
            Problem(Place(path, first), "yaml", message, phrase("write the text again, without pasted characters"))
        )
    except Stop:
        pass
    return None


class Stop(Exception):  # noqa: N818 - ends the reading of one file, after its fault was noted
    """The rest of the file can't be understood."""


class Builder:
    """Builds nodes from YAML events, keeping lines and noting what the content model doesn't allow."""

    def __init__(self, path: str, first: int, faults: Faults, deepest: int) -> None:
        self.path, self.first, self.faults, self.deepest = path, first, faults, deepest
        self.events: Iterator[Any] = iter(())

    def document(self, events: list[yaml.Event]) -> Node:
        kinds = list(map(type, events))
        if kinds.count(yaml.DocumentStartEvent) > 1:
            second = kinds.index(yaml.DocumentStartEvent, kinds.index(yaml.DocumentStartEvent) + 1)
            message = phrase("a second `---` begins another document inside the fields")
            self.stop(
                events[second], "yaml", message, phrase("a record has one block of fields; remove the line `---`")
            )
        self.events = islice(events, 2, len(events) - 2)  # the stream and the document begin and end around them
        first = next(self.events, None)
        return self.node(first, None, 0) if first is not None else Node(None, self.first)

    def line(self, event: Any) -> int:
        return int(event.start_mark.line) + self.first

    def stop(self, event: yaml.Event, code: str, message: Phrase, hint: Phrase) -> None:
        self.faults.append(Problem(Place(self.path, self.line(event)), code, message, hint))
        raise Stop

    def node(self, event: Any, line: int | None, depth: int) -> Node:
        """The node that begins with `event`; `line` is that of its key, where it has one."""
        at = line if line is not None else self.line(event)
        if is_plain(event) and depth <= self.deepest:
            plain = not event.style  # None from one parser of the library, an empty text from the other
            return Node(None if plain and event.value in UNSAID else event.value, at, plain)
        if depth > self.deepest:
            self.stop(
                event,
                "yaml",
                phrase("the fields are nested deeper than {count} levels", count=self.deepest),
                phrase("simplify the record"),
            )
        if isinstance(event, yaml.AliasEvent):
            self.stop(
                event,
                "alias",
                phrase("`*{anchor}` stands for another value", anchor=event.anchor),
                phrase("write the value out, or quote it"),
            )
        if getattr(event, "anchor", None):
            self.stop(
                event,
                "alias",
                phrase("`&{anchor}` names a value", anchor=event.anchor),
                phrase("remove the name, or put the text in quotes"),
            )
        if getattr(event, "tag", None) not in (None, "!"):
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.stop(
                event,
                "alias",
                phrase("the tag `{tag}` is not used here", tag=tag),
                phrase("remove it, or put the text in quotes"),
            )
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self.mapping(depth), at)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self.sequence(depth), at)
        raise AssertionError(event)

    def sequence(self, depth: int) -> tuple[Node, ...]:
        items = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.node(event, None, depth + 1))
        return tuple(items)

    def mapping(self, depth: int) -> dict[str, Node]:
        items: dict[str, Node] = {}
        first, below = self.first, depth + 1
        event: Any
        for event in self.events:
            if type(event) is MAPPING_END:
                break
            line = event.start_mark.line + first
            if not is_plain(event) or below > self.deepest:
                self.node(event, None, below)
            value = self.node(next(self.events), line, below)
            name = event.value if isinstance(event, yaml.ScalarEvent) else ""
            if not name:
                self.stop(event, "yaml", phrase("a field needs a name before its colon"), phrase("write `name: value`"))
            elif name in items:
                message = of_field(
                    name, phrase("this field stands here twice, first in line {line}", line=items[name].line)
                )
                self.faults.append(
                    Problem(Place(self.path, line), "duplicate-key", message, phrase("keep one of them"))
                )
            else:
                items[name] = value
        return items


def is_plain(event: Any) -> bool:
    """Whether an event is a scalar with which nothing is wrong, as most are."""
    return type(event) is SCALAR and event.anchor is None and event.tag in UNTAGGED


def yaml_fault(path: str, text: str, first: int, error: yaml.MarkedYAMLError) -> Problem:
    """What libyaml could not read, in an editor's words."""
    mark: Any = error.problem_mark or error.context_mark
    lines = text.split("\n")
    number = min(mark.line, len(lines) - 1) if mark else 0
    problem, context = error.problem or "", error.context or ""
    opened: Any = error.context_mark
    if opened and ("quoted scalar" in context or "flow" in context or "simple key" in context):
        number = opened.line  # where it begins, not where the library gave up
    number, message, hint = yaml_words(lines, min(number, len(lines) - 1), problem, context)
    return Problem(Place(path, number + first), "yaml", message, hint)


def yaml_words(lines: list[str], number: int, problem: str, context: str) -> tuple[int, Phrase, Phrase]:
    """Line, message and hint for a complaint of libyaml. The faults that editors make most come first."""
    line = lines[number][:LONGEST] if lines else ""
    tab = next((n for n in range(number + 1) if re.match(r" *\t", lines[n][:LONGEST]) and lines[n].strip()), None)
    if tab is not None and (tab >= number - 1 or "token" in problem):
        return tab, phrase("the line is indented with a tab"), phrase("use spaces: two for each level")
    if "quoted scalar" in context:
        hint = phrase("close it, or leave both quotation marks out")
        return number, phrase("a quotation mark opens here and is never closed"), hint
    if "mapping values are not allowed" in problem:
        before = without_colon(lines, number)
        if before is None or line.partition(": ")[2].rstrip().endswith(":") or ": " in line.partition(": ")[2]:
            return number, *colon_words(line)
        return before, *shape_words(lines[before], WITHOUT_COLON, context)
    sign = re.search(r"(?:^|[:,\[-] )\s*([@`%*&])", line)
    if sign and ("cannot start any token" in problem or "scanning an a" in context):
        message = phrase("a text that begins with {sign} must stand in quotes", sign=sign[1])
        return number, message, phrase("put the whole text in quotes")
    previous = lines[number - 1][:LONGEST] if number else ""
    if BEHIND_QUOTES.match(line) or BEHIND_QUOTES.match(previous):
        at = number if BEHIND_QUOTES.match(line) else number - 1
        hint = phrase("put the whole text in one pair of quotation marks")
        return at, phrase("words stand behind a closing quotation mark"), hint
    return number, *shape_words(line, problem, context)


WITHOUT_COLON = "could not find expected ':'"


def without_colon(lines: list[str], number: int) -> int | None:
    """The line before, where it should have been a field beside this one but has no colon, or no blank behind it."""
    at = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), None)
    if at is None or not (found := re.match(r"( *(?:- )?)[\w.-]+(?: +[^:#]|:\S)[^:]*$", lines[at][:LONGEST])):
        return None
    depth = len(lines[number]) - len(lines[number].lstrip(" "))
    return at if len(found[1]) == depth else None


BEHIND_QUOTES = re.compile(r"""\s*(?:- )?[\w.-]+:\s+(["']).*\1\s*\S""")


def colon_words(line: str) -> tuple[Phrase, Phrase]:
    """Message and hint for a colon too many."""
    name, _, value = line.strip().removeprefix("- ").partition(": ")
    if ": " in value or value.endswith(":"):
        hint = phrase('write {name}: "{value}"', name=name, value=value)
        return phrase("a text with a colon must stand in quotes"), hint
    hint = phrase("is the line before indented rightly, or a quote missing?")
    return phrase("a colon stands where none can be"), hint


def shape_words(line: str, problem: str, context: str) -> tuple[Phrase, Phrase]:
    """Message and hint for lines that are not put together as YAML wants them."""
    if WITHOUT_COLON in problem and re.match(r"\s*(?:- )?[\w.-]+:\S", line):
        return phrase("a blank is missing behind the colon"), phrase("write `name: value`")
    if WITHOUT_COLON in problem:
        hint = phrase("add `name:` before it, or indent it further")
        return phrase("this line is neither a field (`name: value`) nor part of one"), hint
    if "block sequence entries are not allowed" in problem:
        return phrase("a list can't begin on this line"), phrase("begin each item `- ` on a line of its own")
    if "did not find expected" in problem and "flow" in context:
        message = phrase("a bracket `[` or `{` opens here and is never closed, or a comma is missing")
        return message, phrase("close it, or put the text in quotes")
    if "did not find expected" in problem:
        hint = phrase("items of one list or record begin in one column")
        return phrase("the indentation does not fit the lines above"), hint
    message = phrase("this is not valid YAML ({words})", words=problem or context)
    return message, phrase("put texts with special characters in quotes")
