"""The values that fields hold: texts in several languages, due dates, references, files, evidence."""

from __future__ import annotations

import datetime
import marshal
from collections.abc import Iterator, Mapping
from dataclasses import field
from operator import attrgetter
from typing import Any

from ogpsite.folded import Filing, piece
from ogpsite.model.checked import Checked
from ogpsite.model.ledger import Ledger
from ogpsite.nouns import dataclass
from ogpsite.problems import Place


@dataclass(frozen=True, slots=True)
class Text:
    """A text (`L` in the content model): what was written, by language; empty where nothing was."""

    variants: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.variants)

    def __getitem__(self, language: str) -> str:
        return dict(self.variants).get(language, "")

    def __iter__(self) -> Iterator[str]:
        return iter(language for language, _ in self.variants)

    def best(self, *languages: str) -> tuple[str, str]:
        """The language and words of the first of `languages` that is there, else of the first variant."""
        if len(self.variants) < 2:
            return self.variants[0] if self.variants else ("", "")
        variants = dict(self.variants)
        for language in languages:
            if variants.get(language):
                return language, variants[language]
        return self.variants[0]


@dataclass(frozen=True, slots=True)
class Due:
    """A due date as its author wrote it, and the latest day that it can mean.

    form: day, month, quarter, half, year, fiscal-year, season, ongoing or text. `by` is None where no day follows
    ("ongoing", or words of the plan's own without a day): such a date is never overdue, and not verifiable.
    """

    form: str
    words: Text = Text()
    written: str = ""
    by: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Ref:
    """A mention of another record: as written, and (after `relate`) which record it is."""

    written: str
    place: Place
    kinds: tuple[str, ...] = ()
    target: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A body: an organisation of the register, or words where it is not in the register."""

    ref: Ref | None = None
    name: Text = Text()


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file of the content folder. `path` is relative to `content/`, with `/`."""

    path: str
    place: Place


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a file's bytes: size in bytes, SHA-256 in hexadecimal, media type.

    since is the day from which the ledger knows it as published, where there is one.
    """

    path: str
    size: int
    sha256: str
    media_type: str
    since: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that running text shows: its file, its size in pixels as seen, and the copies that are kept of it.

    ending is that of the copies (jpg, png, webp, svg), widths are theirs in pixels, the smallest first.
    """

    path: str
    width: int
    height: int
    ending: str
    widths: tuple[int, ...] = ()

    def name(self, width: int, ending: str) -> str:
        """A copy's name below `/assets/`; a drawing has one copy, of width 0."""
        stem, _, own = self.path.rpartition(".")
        size = f"-{width}" if width else ""
        return f"pictures/{stem}-{own.lower()}{size}.{ending}"


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period: first and last day, both included, and its label."""

    start: datetime.date
    end: datetime.date
    label: Text = Text()


@dataclass(frozen=True, slots=True)
class Node:
    """A value as it stands in a file, before it is understood: text, list or mapping, with the line where it begins.

    Every scalar is the text that was written: `no` is the text "no" and `01` the text "01". `plain` is False where
    it stood in quotes. `cell` marks a cell of a CSV file, whose lists are separated by `|`.
    """

    value: str | tuple[Node, ...] | dict[str, Node] | None
    line: int
    plain: bool = True
    cell: bool = False

    @property
    def empty(self) -> bool:
        return self.value is None or self.value == () or self.value == {}


class Packed(Node):
    """A node whose inside is kept as bytes, in a fifth of the memory, and made anew for each who asks for it.

    The first who asks is given what was packed, which isn't held any longer then.
    """

    __slots__ = ("fresh", "inside")
    inside: bytes
    fresh: Any

    def __init__(self, inside: bytes, line: int, plain: bool, cell: bool, fresh: Any = None) -> None:
        given = (("inside", inside), ("line", line), ("plain", plain), ("cell", cell), ("fresh", fresh))
        for name, value in given:
            object.__setattr__(self, name, value)

    @classmethod
    def of(cls, node: Node) -> Packed:
        return cls(marshal.dumps(as_plain(node)), node.line, node.plain, node.cell, node.value)

    @property
    def value(self) -> Any:
        if (fresh := self.fresh) is not None:
            object.__setattr__(self, "fresh", None)
            return fresh
        return of_plain(marshal.loads(self.inside)).value

    def __reduce__(self) -> Any:
        return Packed, (self.inside, self.line, self.plain, self.cell)


PARTS = attrgetter("value", "line", "plain", "cell")


def as_plain(node: Node) -> tuple[Any, ...]:
    """A node as plain values."""
    found: tuple[Any, ...] = PARTS(node)
    value = found[0]
    if type(value) is tuple:
        return tuple(map(as_plain, value)), *found[1:]
    if type(value) is dict:
        return {name: PARTS(one) if type(one.value) is str else as_plain(one) for name, one in value.items()}, *found[
            1:
        ]
    return found


def of_plain(found: tuple[Any, ...]) -> Node:
    """The node that was given as plain values."""
    value, line, plain, cell = found
    if type(value) is tuple:
        value = tuple(map(of_plain, value))
    elif type(value) is dict:
        value = {name: of_plain(one) for name, one in value.items()}
    return Node(value, line, plain, cell)


@dataclass(frozen=True, slots=True)
class Source:
    """One file (or one item of a list in a file) that holds a record: what it is, by its path, and what it says."""

    kind: str
    id: str
    key: str
    path: str
    node: Node
    body: str = ""
    body_line: int = 0
    language: str = ""
    parent: str = ""
    broken: bool = False

    def filed(self, shelf: Filing) -> tuple[Any, ...]:
        """As it lies in a file of pieces: what it says apart."""
        node, body = SAYS[0](self), SAYS[1](self)
        if isinstance(node, Node):
            packed = node if isinstance(node, Packed) else Packed.of(node)
            node = (shelf.moved(packed.inside), node.line, node.plain, node.cell)
        else:
            node = (shelf.moved(node[0]), *node[1:])
        body = shelf.text(body) if isinstance(body, str) else shelf.moved(body)
        rest = (self.body_line, self.language, self.parent, self.broken)
        return LateSource, (self.kind, self.id, self.key, self.path, node, body, *rest)


SAYS = tuple(vars(Source)[name].__get__ for name in ("node", "body"))


class LateSource(Source):
    """A source of an earlier build: what it says is read when it is asked for."""

    __slots__ = ()

    @property
    def node(self) -> Any:
        found = SAYS[0](self)
        return found if isinstance(found, Node) else Packed(piece(found[0]), *found[1:])

    @property
    def body(self) -> Any:
        found = SAYS[1](self)
        return found if isinstance(found, str) else piece(found).decode(errors="surrogatepass")

    def __reduce__(self) -> tuple[Any, ...]:
        return Source, tuple(getattr(self, name) for name in Source.__match_args__)


@dataclass(frozen=True, slots=True)
class Tree:
    """All that was read: sources, the files beside them, the ledger, and the text of every line for messages."""

    sources: tuple[Source, ...] = ()
    files: dict[str, int] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ledger: Ledger = ()
    checked: tuple[Checked, ...] = ()
