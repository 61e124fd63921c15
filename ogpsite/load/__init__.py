"""The only reading of content: files → sources, with the line of every value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from ogpsite.load.checked import checked
from ogpsite.load.files import (
    Inside,
    Stamp,
    Texts,
    beside_settings,
    content,
    digest,
    has_site,
    listing,
    media_type,
    read_bytes,
    read_text,
    signs,
    stored,
    twins,
)
from ogpsite.load.hostile import dangers, name_problems
from ogpsite.load.ledger import ledger
from ogpsite.load.metadata import told_by
from ogpsite.load.syntax import parse_yaml
from ogpsite.load.tables import csv_node
from ogpsite.model import kinds
from ogpsite.model.again import Again
from ogpsite.model.limits import DENSE, USUAL, Limits, too_much
from ogpsite.model.values import Node, Packed, Source, Tree
from ogpsite.problems import Faults, Phrase, Place, Problem, of_field, phrase

__all__ = [
    "Inside",
    "Stamp",
    "beside_settings",
    "content",
    "csv_node",
    "dangers",
    "digest",
    "has_site",
    "load",
    "markdown_of",
    "markdown_source",
    "media_type",
    "parse_yaml",
    "read_bytes",
    "read_text",
    "signs",
    "sources_of",
    "stored",
    "told_by",
]


Begin = Callable[[Mapping[str, int]], None]  # is told the files of a site, with their sizes in bytes


def load(
    root: Path,
    again: Again | None = None,
    inside: Inside | None = None,
    begin: Begin | None = None,
) -> tuple[Tree, tuple[Problem, ...]]:
    """Reads `site.yaml` and `content/` below `root`: all sources, all other files, and every fault found.

    With what an earlier reading left `again`, files that are as they were are not read. What somebody just found in
    the site's folders is taken out of `inside`, instead of a look of our own. `begin`: who is told of the files.
    """
    faults: Faults = []
    sources: list[Source] = []
    texts: dict[str, int] = {}
    files: dict[str, int] = {}
    again = again or Again()
    limits = USUAL
    for path, stamp in announced(listing(root, faults, inside), begin):
        found = match(path)
        if found is None:
            faults.extend(wrong_in_name(path))
            if path.startswith("content/"):
                files[path.removeprefix("content/")] = stamp.size
            continue
        own, wrong = read_again(root, path, stamp, found, again, limits)
        texts[path] = stamp.size
        sources.extend(own)
        faults.extend(wrong)
        if path == "site.yaml":
            limits = own_limits(own)
        if len(texts) + len(files) > limits.files:
            message = phrase("the site holds more than {count} files", count=f"{limits.files:,}")
            faults.append(Problem(Place("content"), "limit", message, phrase("raise `limits.files` in site.yaml")))
            break
    faults.extend(again.kept("twins", (), (tuple(texts), tuple(files)), lambda: tuple(twins([*texts, *below(files)]))))
    tree = Tree(tuple(sources), files, Texts(root, texts, limits), ledger(root, faults), checked(root, faults))
    return tree, tuple(faults)


def announced(there: Iterator[tuple[str, Stamp]], begin: Begin | None) -> Iterable[tuple[str, Stamp]]:
    """The files with what the disk says of them; `begin` is told of them all before the first is read."""
    if begin is None:
        return there
    found = [*there]
    begin({path: stamp.size for path, stamp in found})
    return found


match = lru_cache(maxsize=100_000)(kinds.match)


@lru_cache(maxsize=100_000)
def wrong_in_name(path: str) -> tuple[Problem, ...]:
    return tuple(name_problems(path))


File = tuple[tuple[Source, ...], tuple[Problem, ...]]  # what it holds, what is wrong


def below(files: Iterable[str]) -> Iterator[str]:
    return (f"content/{path}" for path in files)


def read_again(root: Path, path: str, stamp: Stamp, found: kinds.Match, again: Again, limits: Limits = USUAL) -> File:
    """What a file holds; as it was known where it didn't change."""
    given = (str(root), stamp, again.changes(path), limits)
    return again.kept(("file", path), (), given, lambda: read(root, path, stamp.size, found, limits))


def read(root: Path, path: str, size: int, found: kinds.Match, limits: Limits = USUAL) -> File:
    """What a file holds."""
    faults: Faults = [*wrong_in_name(path), *name_faults(path, found)]
    text = read_text(root, path, size, faults, limits)
    sources = tuple(sources_of(path, found, text, faults, limits))
    faults.extend(beyond(sources, limits))
    return tuple(map(packed, sources)), tuple(faults)


def packed(one: Source) -> Source:
    """A source whose inside is kept as bytes."""
    node = Packed.of(one.node)
    rest = one.body, one.body_line, one.language, one.parent, one.broken
    return Source(one.kind, one.id, one.key, one.path, node, *rest)


def own_limits(settings: Iterable[Source]) -> Limits:
    """The limits that site.yaml sets, known before all other files; what is wrong with them is told later."""
    for source in settings:
        given = source.node.value.get("limits") if isinstance(source.node.value, dict) else None
        if given and isinstance(given.value, dict):
            return USUAL.with_given({name: one.value for name, one in given.value.items()})
    return USUAL


def beyond(sources: Iterable[Source], limits: Limits) -> Iterator[Problem]:
    """Texts that are too long or too dense to be shown in bounded time."""
    for source in sources:
        public = source.kind == "contribution"  # shown as it was written, never read as Markdown
        fault = too_much(source.body, limits, not public)
        if fault:
            yield Problem(Place(source.path, source.body_line + fault[0]), "limit", fault[1], fault[2])
        for node in long_texts(source.node, min(DENSE, limits.text)):
            fault = too_much(str(node.value), limits, not public)
            if fault:
                yield Problem(Place(source.path, node.line + fault[0]), "limit", fault[1], fault[2])


def long_texts(node: Node, least: int) -> list[Node]:
    """Every text in a node, however deep, that is as long at least."""
    found, queue = [], [node]
    for one in queue:
        value = one.value
        if isinstance(value, str):
            if len(value) >= least:
                found.append(one)
        elif value:
            queue.extend(value.values() if isinstance(value, dict) else value)
    return found


def name_faults(path: str, found: kinds.Match) -> Iterator[Problem]:
    """Keys that can't be addresses."""
    for name in found.named:
        if not kinds.KEY.fullmatch(name):
            key = kinds.slug(name)
            hint = phrase("rename it to {key}", key=repr(key)) if key else phrase("rename it with the letters a-z")
            yield Problem(
                Place(path),
                "name",
                phrase("the name {name} holds more than small letters a-z, digits and hyphens", name=repr(name)),
                hint,
            )


def sources_of(
    path: str, found: kinds.Match, text: str | None, faults: Faults, limits: Limits = USUAL
) -> Iterator[Source]:
    """The sources that a file holds: one for a record, one for each item of a list or mapping."""
    if path.endswith(".md"):
        yield markdown_source(path, found, text, faults, limits)
        return
    if path.endswith(".csv"):
        node = csv_node(path, text, faults, limits) if text is not None else None
    else:
        node = parse_yaml(path, text, 1, faults, limits) if text is not None else None
    if found.single:
        if node is not None and not isinstance(node.value, dict) and not node.empty:
            faults.append(wrong_shape(path, node, phrase("fields such as `title: …`, each on its own line")))
            node = None
        yield source(found, path, node or Node({}, 1), broken=node is None)
    elif node is None:
        yield Source(found.kind.name, "", "", path, Node({}, 1), parent=found.parent, broken=True)
    elif found.kind.holds == "map":
        yield from map_sources(path, found, node, faults)
    else:
        yield from list_sources(path, found, node, faults)


def source(
    found: kinds.Match, path: str, node: Node, body: str = "", body_line: int = 0, broken: bool = False
) -> Source:
    """The one source of a file."""
    identifier = kinds.identity(found.kind, found.key, found.parent)
    return Source(
        found.kind.name, identifier, found.key, path, node, body, body_line, found.language, found.parent, broken
    )


def map_sources(path: str, found: kinds.Match, node: Node, faults: Faults) -> Iterator[Source]:
    """The records of a file that maps keys to records."""
    if not isinstance(node.value, dict):
        if not node.empty:
            faults.append(wrong_shape(path, node, phrase("a key for each record, followed by its fields")))
            yield Source(found.kind.name, "", "", path, Node({}, 1), parent=found.parent, broken=True)
        return
    for key, item in node.value.items():
        if not kinds.KEY.fullmatch(key):
            message = phrase("the key {key} holds more than small letters a-z, digits and hyphens", key=repr(key))
            faults.append(Problem(Place(path, item.line), "name", message, kinds.proposal(key)))
        shaped = isinstance(item.value, dict) or item.empty
        if not shaped:
            faults.append(wrong_shape(path, item, phrase("fields below {key}, each on its own line", key=repr(key))))
        fields = item if isinstance(item.value, dict) else Node({}, item.line)
        yield Source(found.kind.name, key, key, path, fields, broken=not shaped)


def list_sources(path: str, found: kinds.Match, node: Node, faults: Faults) -> Iterator[Source]:
    """The records of a file that is a list; those without a key of their own are numbered."""
    if not isinstance(node.value, tuple):
        if not node.empty:
            faults.append(wrong_shape(path, node, phrase("a list: each record begins with `- `")))
            yield Source(found.kind.name, "", "", path, Node({}, 1), parent=found.parent, broken=True)
        return
    numbered = found.kind.name in ("timeline", "check")
    torn = {fault.place for fault in faults}
    for number, item in enumerate(node.value, 1):
        if not isinstance(item.value, dict):
            faults.append(wrong_shape(path, item, phrase("fields, each on its own line")))
            yield Source(found.kind.name, "", "", path, Node({}, item.line), parent=found.parent, broken=True)
            continue
        key = str(number) if numbered else key_of(path, item, faults)
        if key:
            identifier = kinds.identity(found.kind, key, found.parent)
            broken = Place(path, item.line) in torn
            yield Source(found.kind.name, identifier, key, path, item, parent=found.parent, broken=broken)
        else:
            yield Source(found.kind.name, "", "", path, item, parent=found.parent, broken=True)


def key_of(path: str, item: Node, faults: Faults) -> str:
    """The `key` of an item of a list, or an empty text with a fault."""
    assert isinstance(item.value, dict)
    node = item.value.get("key")
    if node is None or not isinstance(node.value, str) or not node.value:
        hint = phrase("fill the cell in the column key, for example with c-001; it is permanent")
        if not path.endswith(".csv"):
            hint = phrase("add a line such as `key: c-001`; it is permanent")
        faults.append(Problem(Place(path, item.line), "missing", of_field("key", phrase("this item has no key")), hint))
        return ""
    if not kinds.KEY.fullmatch(node.value):
        message = of_field("key", kinds.no_key(str(node.value)))
        faults.append(Problem(Place(path, node.line), "name", message, kinds.proposal(node.value)))
    return node.value


def wrong_shape(path: str, node: Node, expected: Phrase) -> Problem:
    """A fault for a file or item that isn't a list, mapping or text where one is expected."""
    return Problem(
        Place(path, node.line),
        "value",
        phrase("here should stand {expected}", expected=expected),
        phrase("see the examples in the docs"),
    )


def markdown_source(path: str, found: kinds.Match, text: str | None, faults: Faults, limits: Limits = USUAL) -> Source:
    """The source of a Markdown file: front matter between `---` lines, then the body."""
    if text is None:
        return source(found, path, Node({}, 1), broken=True)
    lines = text.split("\n")
    if not has_fields(lines):
        if found.language or found.kind.name == "home":
            return source(found, path, Node({}, 1), text.strip("\n"), 1)
        message = phrase("the file does not begin with a line `---`")
        hint = phrase("a record begins with `---`, its fields (such as `title: …`), and another `---`")
        faults.append(Problem(Place(path, 1), "front-matter", message, hint))
        return source(found, path, Node({}, 1), broken=True)
    end = end_of_fields(lines)
    if end is None:
        message = phrase("the fields begin with `---`, but no second `---` ends them")
        hint = phrase("put a line `---` after the last field, before the text")
        faults.append(Problem(Place(path, 1), "front-matter", message, hint))
        return source(found, path, Node({}, 1), broken=True)
    node = parse_yaml(path, "\n".join(lines[1:end]), 2, faults, limits)
    if node is not None and not isinstance(node.value, dict) and not node.empty:
        faults.append(wrong_shape(path, node, phrase("fields such as `title: …`, each on its own line")))
        node = None
    body, body_line = trimmed(lines[end + 1 :], end + 2)
    fields = node if node is not None and not node.empty else Node({}, 1)
    return source(found, path, fields, body, body_line, broken=node is None)


def has_fields(lines: list[str]) -> bool:
    """Whether the lines of a file begin with fields."""
    return lines[0].rstrip() == "---"


def end_of_fields(lines: list[str]) -> int | None:
    """The number of the line that ends the fields."""
    return next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)


def markdown_of(root: Path, path: str, size: int) -> str:
    """The Markdown of a record's file, as its source holds it; nothing where there is none, or it can't be shown.

    The public's words are none. What is wrong with the file is told by who loads it.
    """
    found = match(path) if path.endswith(".md") else None
    text = read_text(root, path, size, []) if found and found.kind.name != "contribution" else None
    if text is None:
        return ""
    lines = text.split("\n")
    end = end_of_fields(lines) if has_fields(lines) else -1
    body = "" if end is None else trimmed(lines[end + 1 :], 0)[0]
    return "" if too_much(body, USUAL) else body


def trimmed(lines: list[str], first: int) -> tuple[str, int]:
    """The lines without blank ones at both ends, and the number of the first that is left."""
    blank = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    return "\n".join(lines[blank:]).rstrip(), first + blank
