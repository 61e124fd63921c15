"""Changes to the text of a YAML file that somebody edited: only the lines of what changes; comments and order stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from ogpsite.importers import render
from ogpsite.nouns import dataclass

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path = tuple[str, ...]
"""Steps from the top: a key of a mapping, or `#` and the key of an item of a list."""


class Unpatchable(Exception):  # noqa: N818 - caught by the caller, who tells it as a conflict
    """The text is written in a way in which a single value cannot be exchanged."""


@dataclass(frozen=True)
class Spot:
    """A place in the text: its container node, the lines it takes (the last one excluded), and its indentation."""

    node: yaml.Node
    first: int
    end: int
    indent: int
    item: bool


def put(text: str, path: Path, before: object, after: object) -> str:
    """The text with the value at a path as `after` has it; `before` and `after` are the whole values, old and new.

    Raises Unpatchable where the result would not read as it should.
    """
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    root = yaml.compose(text, Loader=LOADER)
    if root is None or getattr(root, "flow_style", False):
        raise Unpatchable
    spot, depth = Spot(root, 0, len(lines), 0, False), 0
    for step in path:
        below = inside(spot, step, lines)
        if below is None or (isinstance(below.node, yaml.CollectionNode) and below.node.flow_style):
            break
        spot, depth = below, depth + 1
    changed = replaced(lines, spot, path, depth, after)
    if render.parsed(changed) != at_path(render.as_text(before), path, at(after, path)):
        raise Unpatchable
    return changed


def replaced(lines: list[str], spot: Spot, path: Path, depth: int, after: object) -> str:
    """The lines with the deepest place that can be exchanged as a whole put in anew, or added at the end of its own."""
    if depth == len(path):
        made = rendered(path[-1], at(after, path), spot.indent, spot.item)
        return "".join([*lines[: spot.first], made, *lines[spot.end :]])
    step = path[depth]
    there = inside(spot, step, lines)
    value = at(after, path[: depth + 1])
    if there is not None:
        made = rendered(step, value, there.indent, there.item)
        return "".join([*lines[: there.first], made, *lines[there.end :]])
    children = parts(spot.node)
    if not children:
        raise Unpatchable
    indent = children[0][1].start_mark.column if not step.startswith("#") else spot.node.start_mark.column
    end = trimmed(lines, spot.first, spot.end, children[-1][2], indent)
    return "".join([*lines[:end], rendered(step, value, indent, step.startswith("#")), *lines[end:]])


def inside(spot: Spot, step: str, lines: Sequence[str]) -> Spot | None:
    """The place of one step below another place."""
    children = parts(spot.node)
    for number, (name, key, value) in enumerate(children):
        if name == step:
            following = children[number + 1][1].start_mark.line if number + 1 < len(children) else spot.end
            item = step.startswith("#")
            indent = spot.node.start_mark.column if item else key.start_mark.column
            end = trimmed(lines, key.start_mark.line, following, value, indent)
            return Spot(value, key.start_mark.line, end, indent, item)
    return None


def parts(node: yaml.Node) -> list[tuple[str, yaml.Node, yaml.Node]]:
    """The entries of a mapping or the items of a list: name, the node where each begins, the node of its value."""
    if isinstance(node, yaml.MappingNode):
        return [(str(key.value), key, value) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [("#" + key_of(item), item, item) for item in node.value]
    return []


def key_of(item: yaml.Node) -> str:
    """The `key` of an item of a list."""
    pairs = item.value if isinstance(item, yaml.MappingNode) else ()
    return next((str(value.value) for key, value in pairs if key.value == "key"), "")


def trimmed(lines: Sequence[str], first: int, end: int, value: yaml.Node, indent: int) -> int:
    """Where a value ends: without the blank lines and comments that stand before what follows."""
    block = isinstance(value, yaml.ScalarNode) and value.style in ("|", ">")
    while end > first + 1:
        line = lines[end - 1]
        comment = line.lstrip().startswith("#") and (not block or len(line) - len(line.lstrip()) <= indent)
        if line.strip() and not comment:
            break
        end -= 1
    return end


def rendered(step: str, value: object, indent: int, item: bool) -> str:
    """An entry or item as YAML, indented."""
    text = render.document([render.tidy(value)] if item else {step: render.tidy(value)})
    text = "\n".join(line.removeprefix("  ") for line in text.split("\n")) if item and text.startswith("  -") else text
    return "".join(" " * indent + line if line.strip() else line for line in text.splitlines(keepends=True))


def at(value: object, path: Path) -> object:
    """The value at a path."""
    for step in path:
        if step.startswith("#") and isinstance(value, Sequence) and not isinstance(value, str):
            value = next(item for item in value if isinstance(item, Mapping) and str(item.get("key")) == step[1:])
        elif isinstance(value, Mapping):
            value = value[step]
    return value


def at_path(value: object, path: Path, new: object) -> object:
    """The value with another one at a path, as texts."""
    if not path:
        return render.as_text(new)
    step, rest = path[0], path[1:]
    if step.startswith("#"):
        items = list(value) if isinstance(value, list) else []
        found = [str(item.get("key")) == step[1:] if isinstance(item, Mapping) else False for item in items]
        if not any(found):
            return [*items, render.as_text(new)]
        return [at_path(one, rest, new) if hit else one for one, hit in zip(items, found, strict=True)]
    known = dict(value) if isinstance(value, Mapping) else {}
    return {**known, step: at_path(known.get(step), rest, new)}
