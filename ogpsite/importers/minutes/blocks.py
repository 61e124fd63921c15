"""The nouns of a text document: blocks and the spans in them, pictures, footnotes, and what could not be kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from ogpsite.nouns import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Some words with their looks; or a picture (its name in `picture`), or the mark of a footnote (`note`)."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    strike: bool = False
    link: str = ""
    note: str = ""
    picture: str = ""
    alt: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `title` says that it is the document's own title."""

    spans: Spans
    title: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a level from 1."""

    level: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its level from 0, and its number where the list is numbered."""

    level: int
    number: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, each cell a line of blocks."""

    rows: tuple[tuple[tuple[Block, ...], ...], ...]

    def words(self) -> list[list[str]]:
        """The bare words of every cell."""
        return [[" ".join(words_of(block) for block in cell).strip() for cell in row] for row in self.rows]


Block = Paragraph | Heading | Item | Grid


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its bytes, and the ending of its kind."""

    data: bytes
    ending: str


@dataclass
class Lost:
    """What is noticed while a document is read, counted by what it is."""

    found: dict[str, int] = field(default_factory=dict)

    def add(self, what: str) -> None:
        """One more."""
        self.found[what] = self.found.get(what, 0) + 1


@dataclass(frozen=True)
class Document:
    """A whole document, the same from every format."""

    name: str
    blocks: tuple[Block, ...]
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    lost: Mapping[str, int] = field(default_factory=dict)


def words_of(block: Block) -> str:
    """The bare words of a block, on one line."""
    if isinstance(block, Grid):
        return " ".join(" ".join(row) for row in block.words())
    return " ".join(said(block.spans).split())


def said(spans: Sequence[Span]) -> str:
    """The words of spans."""
    return "".join(span.text for span in spans)


def merged(spans: Sequence[Span]) -> Spans:
    """Neighbouring spans of the same looks as one: word processors cut words into many runs."""
    made: list[Span] = []
    for span in spans:
        last = made[-1] if made else None
        if last and not (last.note or last.picture or span.note or span.picture) and looks(last) == looks(span):
            made[-1] = Span(last.text + span.text, last.bold, last.italic, last.strike, last.link)
        elif span.text or span.note or span.picture:
            made.append(span)
    return tuple(made)


def looks(span: Span) -> tuple[bool, bool, bool, str]:
    """How a span looks and where it leads."""
    return (span.bold, span.italic, span.strike, span.link)


def every(blocks: Sequence[Block]) -> Iterator[Block]:
    """All blocks, those in the cells of tables too."""
    for block in blocks:
        yield block
        if isinstance(block, Grid):
            for row in block.rows:
                for cell in row:
                    yield from every(cell)
