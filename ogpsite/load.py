"""The only reading of content and the only YAML: files → sources, with the line of every value."""

from __future__ import annotations

import csv
import hashlib
import io
import mimetypes
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from ogpsite.model import kinds
from ogpsite.model.values import Node, Source, Stored, Tree
from ogpsite.problems import Place, Problem

LARGEST_TEXT = 10_000_000  # bytes; a text file beyond it is a mistake, and would hold up the build
DEEPEST = 30  # levels of nesting in YAML
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
LINE_SIGNS = {0x85: " ", 0x2028: " ", 0x2029: " "}  # YAML would count them as ends of lines; no editor does
TEXTS = (".md", ".yaml", ".yml", ".csv")
Faults = list[Problem]


def load(root: Path) -> tuple[Tree, tuple[Problem, ...]]:
    """Reads `site.yaml` and `content/` below `root`: all sources, all other files, and every fault found."""
    faults: Faults = []
    sources: list[Source] = []
    texts: dict[str, tuple[str, ...]] = {}
    files: dict[str, int] = {}
    for path, size in listing(root, faults):
        found = kinds.match(path)
        if found is None:
            if path.startswith("content/"):
                files[path.removeprefix("content/")] = size
            continue
        faults.extend(name_faults(path, found))
        text = read_text(root, path, size, faults)
        texts[path] = tuple(text.split("\n")) if text is not None else ()
        sources.extend(sources_of(path, found, text, faults))
    faults.extend(twins([*texts, *(f"content/{path}" for path in files)]))
    return Tree(tuple(sources), files, texts), tuple(faults)


def listing(root: Path, faults: Faults) -> Iterator[tuple[str, int]]:
    """Every file that may be content, as path and size in bytes, sorted; what is ignored by rule is left out."""
    if (root / "site.yaml").is_file():
        yield "site.yaml", (root / "site.yaml").stat().st_size
    base = (root / "content").resolve()
    for path in sorted(walk(root / "content", root, faults)):
        relative = path.relative_to(root).as_posix()
        if not is_text(relative):
            shown = relative.encode(errors="surrogateescape").decode(errors="replace")
            message = "the name of this file holds characters that are not UTF-8"
            faults.append(Problem(Place(shown), "file", message, "rename it"))
        elif path.is_symlink() and path.exists() and not path.resolve().is_relative_to(base):
            hint = "put a copy of the file here instead"
            faults.append(Problem(Place(relative), "file", "this link leads out of the content folder", hint))
        elif path.is_file():
            yield relative, path.stat().st_size
        else:
            hint = "only ordinary files and folders can be content"
            faults.append(Problem(Place(relative), "file", "this is not a file that can be read", hint))


def is_text(name: str) -> bool:
    """Whether a name can be written as UTF-8: some systems allow any bytes in the names of files."""
    return name.isprintable() and not any("\ud800" <= char <= "\udfff" for char in name)


def walk(folder: Path, root: Path, faults: Faults) -> Iterator[Path]:
    """All files below a folder except those ignored by rule: `_drafts/`, dot files, README.md. Links to folders that
    lie outside are given as they are, for their fault to be told."""
    if not folder.is_dir():
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        place = Place(folder.relative_to(root).as_posix())
        faults.append(Problem(place, "file", f"the folder can't be read: {error.strerror}", "check its rights"))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in ("_drafts", "README.md"):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from walk(entry, root, faults)
        else:
            yield entry


def name_faults(path: str, found: kinds.Match) -> Iterator[Problem]:
    """Keys that can't be addresses."""
    for name in found.named:
        if not kinds.KEY.fullmatch(name):
            key = kinds.slug(name)
            hint = f"rename it to {key!r}" if key else "rename it with the letters a-z"
            yield Problem(Place(path), "name", f"the name {name!r} {kinds.NOT_A_KEY}", hint)


def twins(paths: list[str]) -> Iterator[Problem]:
    """Files that differ only by capital letters."""
    seen: dict[str, str] = {}
    for path in paths:
        first = seen.setdefault(path.casefold(), path)
        if first != path:
            message = f"this file and {first!r} differ only by capital letters"
            hint = "many computers can't tell them apart; rename one"
            yield Problem(Place(path), "collision", message, hint, other=Place(first))


def read_text(root: Path, path: str, size: int, faults: Faults) -> str | None:
    """The text of a file, or None with a fault where it can't be read as text."""
    if size > LARGEST_TEXT:
        message = f"the file is larger than {LARGEST_TEXT // 1_000_000} MB"
        faults.append(Problem(Place(path), "encoding", message, "split it, or publish it as evidence"))
        return None
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        faults.append(Problem(Place(path), "file", f"the file can't be read: {error.strerror}", "check its rights"))
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        faults.append(Problem(Place(path, 1), "encoding", "the file is saved as UTF-16, not as UTF-8", SAVE_AGAIN))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"a character of line {line} is not UTF-8 (byte {data[error.start]:#04x})"
        faults.append(Problem(Place(path, line), "encoding", message, SAVE_AGAIN))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = CONTROL.search(text)
    if control:
        line = text[: control.start()].count("\n") + 1
        message = f"line {line} holds an invisible control character (code {ord(control[0])})"
        faults.append(Problem(Place(path, line), "encoding", message, "delete it; it often comes with pasted text"))
        return None
    return text


SAVE_AGAIN = "save the file again with the encoding UTF-8"


def sources_of(path: str, found: kinds.Match, text: str | None, faults: Faults) -> Iterator[Source]:
    """The sources that a file holds: one for a record, one for each item of a list or mapping."""
    if path.endswith(".md"):
        yield markdown_source(path, found, text, faults)
        return
    if path.endswith(".csv"):
        node = csv_node(path, text, faults) if text is not None else None
    else:
        node = parse_yaml(path, text, 1, faults) if text is not None else None
    if found.single:
        if node is not None and not isinstance(node.value, dict) and not node.empty:
            faults.append(wrong_shape(path, node, "fields such as `title: …`, each on its own line"))
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
            faults.append(wrong_shape(path, node, "a key for each record, followed by its fields"))
            yield Source(found.kind.name, "", "", path, Node({}, 1), parent=found.parent, broken=True)
        return
    for key, item in node.value.items():
        if not kinds.KEY.fullmatch(key):
            message = f"the key {key!r} {kinds.NOT_A_KEY}"
            faults.append(Problem(Place(path, item.line), "name", message, kinds.proposal(key)))
        shaped = isinstance(item.value, dict) or item.empty
        if not shaped:
            faults.append(wrong_shape(path, item, f"fields below {key!r}, each on its own line"))
        fields = item if isinstance(item.value, dict) else Node({}, item.line)
        yield Source(found.kind.name, key, key, path, fields, broken=not shaped)


def list_sources(path: str, found: kinds.Match, node: Node, faults: Faults) -> Iterator[Source]:
    """The records of a file that is a list; those without a key of their own are numbered."""
    if not isinstance(node.value, tuple):
        if not node.empty:
            faults.append(wrong_shape(path, node, "a list: each record begins with `- `"))
            yield Source(found.kind.name, "", "", path, Node({}, 1), parent=found.parent, broken=True)
        return
    numbered = found.kind.name in ("timeline", "check")
    torn = {fault.place for fault in faults}
    for number, item in enumerate(node.value, 1):
        if not isinstance(item.value, dict):
            faults.append(wrong_shape(path, item, "fields, each on its own line"))
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
        hint = "fill the cell in the column key, for example with c-001; it is permanent"
        if not path.endswith(".csv"):
            hint = "add a line such as `key: c-001`; it is permanent"
        faults.append(Problem(Place(path, item.line), "missing", "key: this item has no key", hint))
        return ""
    if not kinds.KEY.fullmatch(node.value):
        message = f"key: {node.value!r} {kinds.NOT_A_KEY}"
        faults.append(Problem(Place(path, node.line), "name", message, kinds.proposal(node.value)))
    return node.value


def wrong_shape(path: str, node: Node, expected: str) -> Problem:
    """A fault for a file or item that isn't a list, mapping or text where one is expected."""
    return Problem(Place(path, node.line), "value", f"here should stand {expected}", "see the examples in the docs")


def markdown_source(path: str, found: kinds.Match, text: str | None, faults: Faults) -> Source:
    """The source of a Markdown file: front matter between `---` lines, then the body."""
    if text is None:
        return source(found, path, Node({}, 1), broken=True)
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        if found.language or found.kind.name == "home":
            return source(found, path, Node({}, 1), text.strip("\n"), 1)
        message = "the file does not begin with a line `---`"
        hint = "a record begins with `---`, its fields (such as `title: …`), and another `---`"
        faults.append(Problem(Place(path, 1), "front-matter", message, hint))
        return source(found, path, Node({}, 1), broken=True)
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        message = "the fields begin with `---`, but no second `---` ends them"
        hint = "put a line `---` after the last field, before the text"
        faults.append(Problem(Place(path, 1), "front-matter", message, hint))
        return source(found, path, Node({}, 1), broken=True)
    node = parse_yaml(path, "\n".join(lines[1:end]), 2, faults)
    if node is not None and not isinstance(node.value, dict) and not node.empty:
        faults.append(wrong_shape(path, node, "fields such as `title: …`, each on its own line"))
        node = None
    body, body_line = trimmed(lines[end + 1 :], end + 2)
    fields = node if node is not None and not node.empty else Node({}, 1)
    return source(found, path, fields, body, body_line, broken=node is None)


def trimmed(lines: list[str], first: int) -> tuple[str, int]:
    """The lines without blank ones at both ends, and the number of the first that is left."""
    while lines and not lines[0].strip():
        lines, first = lines[1:], first + 1
    return "\n".join(lines).rstrip(), first


def csv_node(path: str, text: str, faults: Faults) -> Node | None:
    """A CSV file as a list of items: columns named as fields, nested ones with a dot."""
    head = text.split("\n", 1)[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    rows = csv_rows(path, text, delimiter, faults)
    if not rows:
        return Node((), 1) if rows is not None else None
    columns = [column.strip() for column in rows[0][1]]
    wrong = csv_head_fault(path, columns)
    if wrong:
        faults.append(wrong)
        return None
    filled = ((start, row) for start, row in rows[1:] if any(cell.strip() for cell in row))
    return Node(tuple(csv_item(path, columns, row, start, faults) for start, row in filled), 1)


def csv_rows(path: str, text: str, delimiter: str, faults: Faults) -> list[tuple[int, list[str]]] | None:
    """The rows of a CSV file with the lines in which they begin; None with a fault where they can't be told apart."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for row in reader:
            rows.append((start, row))
            start = reader.line_num + 1
    except csv.Error as error:
        message = "a quotation mark opens in this row and is never closed"
        if "expected after" in str(error):
            start, message = reader.line_num, "words stand behind a closing quotation mark"
        hint = 'put the whole cell in quotation marks, and write those inside it twice: "He said ""yes""."'
        faults.append(Problem(Place(path, start), "value", message, hint))
        return None
    return rows


def csv_head_fault(path: str, columns: list[str]) -> Problem | None:
    """What is wrong with the names of the columns."""
    twice = next((name for n, name in enumerate(columns) if name and name in columns[:n]), "")
    if twice:
        return Problem(Place(path, 1), "duplicate-key", f"{twice}: this column stands here twice", "keep one of them")
    if "key" not in columns:
        hint = "the first line names the columns, for example: key,text,attribution"
        return Problem(Place(path, 1), "missing", "key: the table has no such column, and it is required", hint)
    return None


def csv_item(path: str, columns: list[str], row: list[str], line: int, faults: Faults) -> Node:
    """A row as a mapping; `consent.on` becomes `on` inside `consent`."""
    nameless = any(cell.strip() for cell, column in zip(row, columns, strict=False) if not column)
    if nameless or any(cell.strip() for cell in row[len(columns) :]):
        message = f"the row has {len(row)} cells, but only {len([name for name in columns if name])} columns have names"
        hint = "a cell that holds the sign between the cells must stand in quotation marks"
        faults.append(Problem(Place(path, line), "value", message, hint))
        columns = [column if column == "key" else "" for column in columns]
    item: dict[str, Any] = {}
    for column, cell in zip(columns, row, strict=False):
        if column:
            put_cell(item, column.split("."), Node(cell.strip() or None, line, cell=True))
    return mapping_of_cells(item, line)


def put_cell(item: dict[str, Any], names: list[str], cell: Node) -> None:
    """A cell at its place; where a group has a cell of its own (`text` beside `text.fr`), that has no name in it."""
    for name in names[:-1]:
        inner = item.setdefault(name, {})
        if isinstance(inner, Node):
            inner = item[name] = {"": inner}
        item = inner
    last = names[-1]
    if isinstance(item.get(last), dict):
        item, last = item[last], ""
    item[last] = cell


def mapping_of_cells(item: dict[str, Any], line: int) -> Node:
    """Cells by column as a node; groups in which nothing stands are left out."""
    found: dict[str, Node] = {}
    for name, inner in item.items():
        node = inner if isinstance(inner, Node) else mapping_of_cells(inner, line)
        if isinstance(inner, Node) or any(not one.empty for one in (node.value or {}).values()):  # type: ignore[union-attr]
            found[name] = node
    return Node(found, line, cell=True)


def parse_yaml(path: str, text: str, first: int, faults: Faults) -> Node | None:
    """YAML → nodes, every scalar as the text that was written. `first` is the line of the file where `text` begins.

    None with a fault where the text isn't YAML or uses anchors, aliases, tags or several documents.
    """
    try:
        events = list(yaml.parse(text.translate(LINE_SIGNS), Loader=LOADER))
        return Builder(path, first, faults).document(events)
    except yaml.MarkedYAMLError as error:
        faults.append(yaml_fault(path, text, first, error))
    except yaml.YAMLError:
        message = "this is not valid YAML: it holds a character that can't be read"
        faults.append(Problem(Place(path, first), "yaml", message, "write the text again, without pasted characters"))
    except Stop:
        pass
    return None


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Stop(Exception):  # noqa: N818 - ends the reading of one file, after its fault was noted
    """The rest of the file can't be understood."""


class Builder:
    """Builds nodes from YAML events, keeping lines and noting what the content model doesn't allow."""

    def __init__(self, path: str, first: int, faults: Faults) -> None:
        self.path, self.first, self.faults = path, first, faults
        self.events: Iterator[yaml.Event] = iter(())

    def document(self, events: list[yaml.Event]) -> Node:
        inside = [e for e in events if not isinstance(e, yaml.StreamStartEvent | yaml.StreamEndEvent)]
        starts = [e for e in inside if isinstance(e, yaml.DocumentStartEvent)]
        if len(starts) > 1:
            message = "a second `---` begins another document inside the fields"
            self.stop(starts[1], "yaml", message, "a record has one block of fields; remove the line `---`")
        self.events = (e for e in inside if not isinstance(e, yaml.DocumentStartEvent | yaml.DocumentEndEvent))
        first = next(self.events, None)
        return self.node(first, None, 0) if first is not None else Node(None, self.first)

    def line(self, event: Any) -> int:
        return int(event.start_mark.line) + self.first

    def stop(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.faults.append(Problem(Place(self.path, self.line(event)), code, message, hint))
        raise Stop

    def node(self, event: Any, line: int | None, depth: int) -> Node:
        """The node that begins with `event`; `line` is that of its key, where it has one."""
        at = line if line is not None else self.line(event)
        if depth > DEEPEST:
            self.stop(event, "yaml", f"the fields are nested deeper than {DEEPEST} levels", "simplify the record")
        if isinstance(event, yaml.AliasEvent):
            self.stop(event, "alias", f"`*{event.anchor}` stands for another value", "write the value out, or quote it")
        if getattr(event, "anchor", None):
            self.stop(event, "alias", f"`&{event.anchor}` names a value", "remove the name, or put the text in quotes")
        if getattr(event, "tag", None) not in (None, "!"):
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.stop(event, "alias", f"the tag `{tag}` is not used here", "remove it, or put the text in quotes")
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self.mapping(depth), at)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self.sequence(depth), at)
        assert isinstance(event, yaml.ScalarEvent)
        plain = not event.style  # None from one parser of the library, an empty text from the other
        value = None if plain and event.value in ("", "~", "null", "Null", "NULL") else event.value
        return Node(value, at, plain)

    def sequence(self, depth: int) -> tuple[Node, ...]:
        items = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.node(event, None, depth + 1))
        return tuple(items)

    def mapping(self, depth: int) -> dict[str, Node]:
        items: dict[str, Node] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line = self.line(event)
            self.node(event, None, depth + 1)
            value = self.node(next(self.events), line, depth + 1)
            name = event.value if isinstance(event, yaml.ScalarEvent) else ""
            if not name:
                self.stop(event, "yaml", "a field needs a name before its colon", "write `name: value`")
            elif name in items:
                message = f"{name}: this field stands here twice, first in line {items[name].line}"
                self.faults.append(Problem(Place(self.path, line), "duplicate-key", message, "keep one of them"))
            else:
                items[name] = value
        return items


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


def yaml_words(lines: list[str], number: int, problem: str, context: str) -> tuple[int, str, str]:
    """Line, message and hint for a complaint of libyaml. The faults that editors make most come first."""
    line = lines[number] if lines else ""
    tab = next((n for n in range(number + 1) if re.match(r" *\t", lines[n]) and lines[n].strip()), None)
    if tab is not None and (tab >= number - 1 or "token" in problem):
        return tab, "the line is indented with a tab", "use spaces: two for each level"
    if "quoted scalar" in context:
        return number, "a quotation mark opens here and is never closed", "close it, or leave both quotation marks out"
    if "mapping values are not allowed" in problem:
        name, _, value = line.strip().removeprefix("- ").partition(": ")
        if ": " in value or value.endswith(":"):
            return number, "a text with a colon must stand in quotes", f'write {name}: "{value}"'
        return number, "a colon stands where none can be", "is the line before indented rightly, or a quote missing?"
    sign = re.search(r"(?:^|[:,\[-] )\s*([@`%*&])", line)
    if sign and ("cannot start any token" in problem or "scanning an a" in context):
        return number, f"a text that begins with {sign[1]} must stand in quotes", "put the whole text in quotes"
    quote = re.match(r"""\s*(?:- )?[\w.-]+:\s+(["']).*\1\s*\S""", line)
    previous = lines[number - 1] if number else ""
    if quote or re.match(r"""\s*(?:- )?[\w.-]+:\s+(["']).*\1\s*\S""", previous):
        at = number if quote else number - 1
        return at, "words stand behind a closing quotation mark", "put the whole text in one pair of quotation marks"
    if "could not find expected ':'" in problem and re.match(r"\s*(?:- )?[\w.-]+:\S", line):
        return number, "a blank is missing behind the colon", "write `name: value`"
    if "could not find expected ':'" in problem:
        hint = "add `name:` before it, or indent it further"
        return number, "this line is neither a field (`name: value`) nor part of one", hint
    if "block sequence entries are not allowed" in problem:
        return number, "a list can't begin on this line", "begin each item `- ` on a line of its own"
    if "did not find expected" in problem and "flow" in context:
        return (
            number,
            "a bracket `[` or `{` opens here and is never closed, or a comma is missing",
            "close it, or put the text in quotes",
        )
    if "did not find expected" in problem:
        return number, "the indentation does not fit the lines above", "items of one list or record begin in one column"
    return number, f"this is not valid YAML ({problem or context})", "put texts with special characters in quotes"


def stored(root: Path, path: str) -> Stored:
    """What is known of a content file's bytes, read in pieces. Raises OSError where it can't be read."""
    digest = hashlib.sha256()
    size = 0
    with (root / "content" / path).open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
            size += len(piece)
    return Stored(path, size, digest.hexdigest(), media_type(path))


MEDIA_TYPES = {
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".geojson": "application/geo+json",
}


def media_type(path: str) -> str:
    """The media type by the file's ending; the same on every machine, whatever its own tables say."""
    ending = PurePosixPath(path).suffix.lower()
    return MEDIA_TYPES.get(ending) or BUILT_IN.types_map[True].get(ending, "application/octet-stream")


BUILT_IN = mimetypes.MimeTypes()


def has_site(root: Path) -> bool:
    """Whether a folder holds a site."""
    return (root / "site.yaml").is_file() and os.access(root / "site.yaml", os.R_OK)
