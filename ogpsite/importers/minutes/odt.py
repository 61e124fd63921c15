"""OpenDocument texts (.odt) → blocks: paragraphs, headings, lists, tables, links, footnotes and pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from xml.etree.ElementTree import Element

from ogpsite.importers.archive import Archive
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.minutes.blocks import (
    Block,
    Document,
    Grid,
    Heading,
    Item,
    Lost,
    Paragraph,
    Picture,
    Span,
    merged,
)
from ogpsite.importers.minutes.reading import Reading
from ogpsite.importers.minutes.xmltree import attribute, local, tree
from ogpsite.nouns import dataclass

MAIN = "content.xml"
MOST_REPEATED = 100
SKIPPED = {
    "tracked-changes": "deleted words of tracked changes (left out)",
    "annotation": "comments in the margin",
    "table-of-content": "tables of contents (the site makes its own)",
    "illustration-index": "lists of pictures",
    "alphabetical-index": "indexes",
    "bibliography": "bibliographies",
    "object": "embedded objects",
    "object-ole": "embedded objects",
    "custom-shape": "drawn shapes",
    "line": "drawn shapes",
    "math": "formulas",
    "plugin": "films and sounds",
}
SILENT = frozenset(
    {"annotation-end", "soft-page-break", "bookmark", "bookmark-start", "bookmark-end", "sequence-decls"}
)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of words: bold, italic, struck out; and the style it is based on. None: it does not say."""

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    base: str = ""
    name: str = ""


@dataclass
class Reader(Reading):
    """One document while it is read."""

    parts: Archive
    styles: Mapping[str, Style]
    ordered: Mapping[tuple[str, int], bool]
    lost: Lost = field(default_factory=Lost)
    pictures: dict[str, Picture] = field(default_factory=dict)
    notes: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    boxes: list[Block] = field(default_factory=list)

    def blocks(self, parent: Element) -> Iterator[Block]:
        """The blocks below an element."""
        for child in parent:
            name = local(child)
            if name in ("p", "h"):
                yield from self.paragraph(child)
            elif name == "list":
                yield from self.items(child, 0, attribute(child, "style-name"))
            elif name == "table":
                yield self.table(child)
            elif name in ("section", "text-box", "index-body", "frame", "a"):
                yield from self.blocks(child)
            elif name in SKIPPED:
                self.lost.add(SKIPPED[name])

    def paragraph(self, element: Element) -> Iterator[Block]:
        """A paragraph or heading, and the text boxes anchored in it."""
        spans = self.spans_of(element)
        if spans:
            level = attribute(element, "outline-level")
            if local(element) == "h":
                yield Heading(int(level) if level.isdigit() and int(level) else 1, spans)
            else:
                yield Paragraph(spans, title=self.is_title(attribute(element, "style-name")))
        yield from self.anchored()

    def spans_of(self, element: Element) -> tuple[Span, ...]:
        """The spans of a paragraph."""
        look = self.look(attribute(element, "style-name"), Span())
        plain = Span() if local(element) == "h" else look
        return trimmed(merged(list(self.spans(element, plain))))

    def anchored(self) -> Iterator[Block]:
        """The words of text boxes met on the way."""
        waiting, self.boxes = self.boxes, []
        if waiting:
            self.lost.add("text boxes: their words stand behind the paragraph they were anchored in")
        yield from waiting

    def is_title(self, name: str) -> bool:
        """Whether a style is that of the document's title, or based on it."""
        for _ in range(10):
            if name == "Title":
                return True
            name = self.styles[name].base if name in self.styles else ""
        return False

    def look(self, name: str, outer: Span) -> Span:
        """How words of a style look, inside words that look otherwise."""
        bold, italic, strike = outer.bold, outer.italic, outer.strike
        chain: list[Style] = []
        while name in self.styles and len(chain) < 10:
            chain.append(self.styles[name])
            name = self.styles[name].base
        for style in reversed(chain):
            bold = bold if style.bold is None else style.bold
            italic = italic if style.italic is None else style.italic
            strike = strike if style.strike is None else style.strike
        return Span("", bold, italic, strike, outer.link)

    def items(self, element: Element, level: int, style: str) -> Iterator[Block]:
        """The items of a list, those of lists in it too."""
        style = attribute(element, "style-name") or style
        number = 0
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            number += local(item) == "list-item"
            first = True
            for child in item:
                if local(child) == "list":
                    yield from self.items(child, min(level + 1, 8), style)
                elif local(child) in ("p", "h"):
                    spans = self.spans_of(child)
                    if spans and first and local(child) == "h":
                        yield Heading(int(attribute(child, "outline-level") or 1), spans)
                    elif spans:
                        counted = first and self.ordered.get((style, level), False)
                        yield Item(level, number if counted else 0, spans)
                    first = False
                    yield from self.anchored()

    def spans(self, parent: Element, look: Span) -> Iterator[Span]:
        """The spans below an element."""
        yield self.like(look, parent.text or "")
        for child in parent:
            name = local(child)
            if name == "span":
                yield from self.spans(child, self.look(attribute(child, "style-name"), look))
            elif name == "a":
                yield from self.spans(child, Span("", look.bold, look.italic, look.strike, attribute(child, "href")))
            elif name == "note":
                yield self.note(child)
            elif name in ("frame", "g"):
                yield from self.frame(child)
            elif name in ("s", "tab", "line-break"):
                count = attribute(child, "c")
                blanks = " " * min(int(count) if count.isdigit() else 1, 20)
                yield self.like(look, "\n" if name == "line-break" else blanks)
            elif name in SKIPPED:
                self.lost.add(SKIPPED[name])
            elif name not in SILENT:
                yield from self.spans(child, look)
            yield self.like(look, child.tail or "")

    def like(self, look: Span, text: str) -> Span:
        """Words with a look; line ends of the XML are blanks."""
        words = text if text == "\n" else re.sub(r"[ \t\r\n]+", " ", text)
        return Span(words, look.bold, look.italic, look.strike, look.link)

    def note(self, element: Element) -> Span:
        """A footnote or endnote: its text is kept aside, its mark stays."""
        key = f"n{len(self.notes) + 1}"
        self.notes[key] = ()
        body = next((one for one in element if local(one) == "note-body"), None)
        self.notes[key] = tuple(self.blocks(body)) if body is not None else ()
        return Span(note=key)

    def frame(self, element: Element) -> Iterator[Span]:
        """A picture with its words, or a text box, whose words come behind the paragraph."""
        alt = next(
            (one.text or "" for name in ("desc", "title") for one in element if local(one) == name and one.text), ""
        )
        shown = False
        for child in element:
            name = local(child)
            if name == "image" and not shown:
                found = list(self.picture(attribute(child, "href"), alt))
                shown = bool(found)
                yield from found
            elif name == "text-box":
                self.boxes.extend(self.blocks(child))
            elif name in ("frame", "g"):
                yield from self.frame(child)
            elif name in SKIPPED:
                self.lost.add(SKIPPED[name] + (f" (described as “{alt}”)" if alt else ""))

    def picture(self, target: str, alt: str) -> Iterator[Span]:
        """A picture of the document; one that lies elsewhere is never fetched."""
        path = posixpath.normpath(target.removeprefix("./")) if target else ""
        if not path or not self.parts.has(path):
            self.lost.add(f"pictures that lie elsewhere ({target or 'nowhere'}): they are not fetched")
            return
        yield from self.picture_at(path, alt)

    def table(self, element: Element) -> Grid:
        """A table; merged cells are filled with blanks, a table in a cell is read as lines."""
        rows: list[tuple[tuple[Block, ...], ...]] = []
        for row in rows_of(element):
            made = tuple(self.cells(row))
            rows += [made] * repeated(row, "number-rows-repeated") if any(made) else []
        return Grid(tuple(rows))

    def cells(self, row: Element) -> Iterator[tuple[Block, ...]]:
        """The cells of a row."""
        for cell in row:
            if local(cell) == "covered-table-cell":
                self.lost.add("merged cells (the words stand in the first of them)")
            if local(cell) in ("table-cell", "covered-table-cell"):
                made = tuple(self.flat(self.blocks(cell)))
                yield from [made] * repeated(cell, "number-columns-repeated")


def rows_of(parent: Element) -> Iterator[Element]:
    """The rows of a table, headings and groups too."""
    for child in parent:
        if local(child) == "table-row":
            yield child
        elif local(child) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from rows_of(child)


def repeated(element: Element, name: str) -> int:
    """How often a row or cell stands there, within reason."""
    text = attribute(element, name)
    return min(int(text), MOST_REPEATED) if text.isdigit() and int(text) else 1


def trimmed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """No spans where only blanks are left."""
    return spans if any(span.text.strip() or span.note or span.picture for span in spans) else ()


def read(parts: Archive) -> Document:
    """A whole document. Raises ImportFault where it is no text of an office program, or protected."""
    if not parts.has(MAIN):
        raise ImportFault(f"{parts.name} holds no OpenDocument text", "save it again as .odt")
    manifest = parts.read("META-INF/manifest.xml") if parts.has("META-INF/manifest.xml") else b""
    if b"encryption-data" in manifest:
        raise ImportFault(f"{parts.name} is protected by a password", "save a copy without the password")
    root = tree(parts.name, MAIN, parts.read(MAIN))
    text = next((one for one in root.iter() if local(one) == "text" and one.tag.endswith("office:1.0}text")), None)
    if text is None:
        raise ImportFault(f"{parts.name} holds no text; it may be a spreadsheet or a drawing", "save it as .odt")
    trees = [root]
    if parts.has("styles.xml"):
        trees.insert(0, tree(parts.name, "styles.xml", parts.read("styles.xml")))
    reader = Reader(parts, styles(trees), ordered(trees))
    if any(name.startswith(("Basic/", "Scripts/")) for name in parts.names()):
        reader.lost.add("macros: they are never run")
    if any(local(one) in ("header", "footer") for one in trees[0].iter()):
        reader.lost.add("headers and footers of the pages")
    blocks = tuple(reader.blocks(text))
    return Document(parts.name, blocks, reader.notes, reader.pictures, reader.lost.found)


def styles(trees: list[Element]) -> dict[str, Style]:
    """The styles of words and paragraphs by name."""
    found: dict[str, Style] = {}
    for root in trees:
        for one in root.iter():
            if local(one) == "style" and attribute(one, "family") in ("text", "paragraph"):
                looks = {
                    key.rpartition("}")[2]: value
                    for child in one
                    if local(child) == "text-properties"
                    for key, value in child.attrib.items()
                }
                weight, slant = looks.get("font-weight", ""), looks.get("font-style", "")
                line = looks.get("text-line-through-style", "")
                found[attribute(one, "name")] = Style(
                    weight in ("bold", "600", "700", "800", "900") if weight else None,
                    slant in ("italic", "oblique") if slant else None,
                    line not in ("", "none") if line else None,
                    attribute(one, "parent-style-name"),
                )
    return found


def ordered(trees: list[Element]) -> dict[tuple[str, int], bool]:
    """Whether each level of each list is numbered."""
    found: dict[tuple[str, int], bool] = {}
    for root in trees:
        for one in root.iter():
            if local(one) == "list-style":
                for level in one:
                    number = attribute(level, "level")
                    if number.isdigit():
                        counts = local(level) == "list-level-style-number" and bool(attribute(level, "num-format"))
                        found[attribute(one, "name"), int(number) - 1] = counts
    return found
