"""The YAML of a map → plain values, each with its line; every scalar is the text that was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

import yaml

from ogpsite.importers.fault import ImportFault
from ogpsite.nouns import dataclass
from ogpsite.problems import near

Value = str | list["Given"] | dict[str, "Given"]


@dataclass(frozen=True)
class Given:
    """A value of the map, where it stands, and its dotted name."""

    value: Value
    line: int
    name: str = ""


@dataclass
class Faults:
    """All that is wrong in one map, told at once."""

    file: str
    found: list[str] = field(default_factory=list)

    def add(self, at: Given, words: str) -> None:
        """One fault, with its line and name."""
        self.found.append(f"{self.file}:{at.line}: {at.name + ': ' if at.name else ''}{words}")

    def stop(self) -> None:
        """Raise what was found, if anything was."""
        if self.found:
            raise ImportFault("\n".join(self.found), "the keys of a map are listed in docs/import.md")

    def strange(self, given: Given, allowed: frozenset[str], what: str = "key") -> None:
        """Every key of a mapping that is not among `allowed`."""
        for key, value in mapping(given).items():
            if key not in allowed:
                meant = near(key, allowed)
                self.add(value, f"unknown {what} {key!r}" + (f"; did you mean {meant!r}?" if meant else ""))


def read(path: Path) -> Given:
    """The map's top level."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise ImportFault(f"the map {path} cannot be read: {fault}", "a map is a UTF-8 text file") from None
    return parsed(text, path.name)


def parsed(text: str, name: str) -> Given:
    """The values of a YAML text; a duplicate key, an alias or a tag is a fault with its line."""
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise ImportFault(f"{name}: aliases (*name) are not used in maps", "write the value out")
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise ImportFault(
            f"{name}{line}: not valid YAML: {getattr(fault, 'problem', None) or fault}",
            "most often a text with a colon needs quotes, or a line is indented wrongly",
        ) from None
    if not isinstance(node, yaml.MappingNode):
        raise ImportFault(f"{name} is not a mapping of keys to values", "see docs/import.md for an example")
    return given(node, name, "")


def given(node: yaml.Node, file: str, name: str) -> Given:
    """A YAML node as a plain value."""
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Given(pairs(node, file, name), line, name)
    if isinstance(node, yaml.SequenceNode):
        return Given([given(item, file, f"{name}.{n}") for n, item in enumerate(node.value, 1)], line, name)
    return Given(str(node.value), line, name)


def pairs(node: yaml.MappingNode, file: str, name: str) -> dict[str, Given]:
    """The entries of a mapping."""
    found: dict[str, Given] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise ImportFault(f"{file}:{key.start_mark.line + 1}: a key must be a word", "")
        if key.value in found:
            raise ImportFault(f"{file}:{key.start_mark.line + 1}: {key.value!r} stands twice", "keep one of them")
        child = f"{name}.{key.value}" if name else str(key.value)
        found[key.value] = given(value, file, child)
    return found


def mapping(value: Given) -> dict[str, Given]:
    """The entries, none where it is something else."""
    return value.value if isinstance(value.value, dict) else {}


def words(value: Given | None) -> tuple[str, ...]:
    """A text or a list of texts, as a list of texts."""
    return tuple(each_word(value)) if value is not None else ()


def each_word(value: Given) -> Iterator[str]:
    """The texts in a value, mappings left out."""
    if isinstance(value.value, str):
        yield value.value
    elif isinstance(value.value, list):
        for item in value.value:
            yield from each_word(item)


def word(value: Given | None) -> str:
    """A text, empty where it is something else."""
    return value.value if value is not None and isinstance(value.value, str) else ""


def plain(value: Given) -> object:
    """The value without its lines: texts, lists and mappings."""
    if isinstance(value.value, dict):
        return {key: plain(item) for key, item in value.value.items()}
    if isinstance(value.value, list):
        return [plain(item) for item in value.value]
    return value.value


def truth(given: Given | None) -> bool:
    """`yes` or `true`."""
    return word(given).lower() in ("yes", "true")
