"""Word documents (.docx) → blocks: paragraphs, headings, lists, tables, links, footnotes and pictures."""

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
from ogpsite.importers.minutes.wordstyles import Style, children, formats, list_of, relations, styles
from ogpsite.importers.minutes.xmltree import attribute, local, tree
from ogpsite.nouns import dataclass

MAIN = "word/document.xml"
MOST_COLUMNS = 200
SKIPPED = {
    "del": "deleted words of tracked changes (left out)",
    "moveFrom": "moved words of tracked changes (kept where they were moved to)",
    "commentReference": "comments in the margin",
    "object": "embedded objects",
    "chart": "charts",
    "relIds": "diagrams",
}
PARTS = {
    "header": "headers of the pages",
    "footer": "footers of the pages",
    "vbaProject.bin": "macros: they are never run",
}
BOLD_OFF = ("0", "false", "off", "none")


@dataclass
class Reader(Reading):
    """One document while it is read."""

    parts: Archive
    links: Mapping[str, str]
    styles: Mapping[str, Style]
    formats: Mapping[tuple[str, int], str]
    lost: Lost = field(default_factory=Lost)
    pictures: dict[str, Picture] = field(default_factory=dict)
    counters: dict[str, list[int]] = field(default_factory=dict)
    field_link: list[str] = field(default_factory=list)

    def blocks(self, parent: Element) -> Iterator[Block]:
        """The blocks below an element."""
        for child in parent:
            name = local(child)
            if name == "p":
                yield from self.paragraph(child)
            elif name == "tbl":
                yield self.table(child)
            elif name == "sdt":
                yield from self.content_control(child)
            elif name in ("sdtContent", "ins", "moveTo", "smartTag", "customXml"):
                yield from self.blocks(child)
            elif name in SKIPPED:
                self.lost.add(SKIPPED[name])
            elif name == "altChunk":
                self.lost.add("parts of other documents, included")

    def content_control(self, element: Element) -> Iterator[Block]:
        """A content control: its content; a table of contents is left out, the site makes its own."""
        gallery = next((attribute(one, "val") for one in element.iter() if local(one) == "docPartGallery"), "")
        if "Contents" in gallery:
            self.lost.add("tables of contents (the site makes its own)")
        else:
            for child in element:
                if local(child) == "sdtContent":
                    yield from self.blocks(child)

    def paragraph(self, element: Element) -> Iterator[Block]:
        """A paragraph, heading or item, and the text boxes anchored in it."""
        properties = next((child for child in element if local(child) == "pPr"), None)
        style = self.style(properties)
        spans = merged(list(self.spans(element)))
        if re.fullmatch(r"toc \d", style.name):
            self.lost.add("tables of contents (the site makes its own)")
        elif spans:
            yield self.shaped(spans, style, properties)
        for box in boxes(element):
            self.lost.add("text boxes: their words stand behind the paragraph they were anchored in")
            yield from self.blocks(box)

    def shaped(self, spans: tuple[Span, ...], style: Style, properties: Element | None) -> Block:
        """The spans as what the style says they are."""
        named = re.fullmatch(r"heading ?([1-9])", style.name)
        level = int(named[1]) - 1 if named else style.outline
        own = self.outline(properties)
        level = own if own >= 0 else level
        if style.name == "title":
            return Paragraph(spans, title=True)
        if 0 <= level < 9:
            return Heading(level + 1, spans)
        listed = self.numbering(properties) or style.numbering
        if listed[0] and listed[0] != "0":
            return self.item(spans, *listed)
        return Paragraph(spans)

    def item(self, spans: tuple[Span, ...], number: str, level: int) -> Item:
        """An item, with its number where its list counts."""
        counts = self.counters.setdefault(number, [0] * 10)
        counts[level] += 1
        counts[level + 1 :] = [0] * (9 - level)
        kind = self.formats.get((number, level), "bullet")
        return Item(level, 0 if kind in ("bullet", "none") else counts[level], spans)

    def style(self, properties: Element | None) -> Style:
        """The paragraph's style, with what it inherits."""
        named = next((attribute(one, "val") for one in children(properties) if local(one) == "pStyle"), "")
        style = self.styles.get(named, Style(named.lower()))
        outline, numbering, base = style.outline, style.numbering, style.base
        for _ in range(10):
            above = self.styles.get(base)
            if above is None:
                break
            outline = outline if outline >= 0 else above.outline
            numbering = numbering if numbering[0] else above.numbering
            base = above.base
        return Style(style.name, outline, numbering)

    def outline(self, properties: Element | None) -> int:
        """The outline level that the paragraph itself has."""
        value = next((attribute(one, "val") for one in children(properties) if local(one) == "outlineLvl"), "")
        return int(value) if value.isdigit() else -1

    def numbering(self, properties: Element | None) -> tuple[str, int] | None:
        """The list that the paragraph itself names, and the level in it."""
        listed = next((one for one in children(properties) if local(one) == "numPr"), None)
        return list_of(listed) if listed is not None else None

    def spans(self, parent: Element, link: str = "") -> Iterator[Span]:
        """The spans in a paragraph, hyperlink or other group."""
        for child in parent:
            name = local(child)
            if name == "r":
                yield from self.run(child, link)
            elif name == "hyperlink":
                yield from self.spans(child, self.links.get(attribute(child, "id"), "") or link)
            elif name == "fldSimple":
                yield from self.spans(child, field_target(attribute(child, "instr")) or link)
            elif name in ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo"):
                yield from self.spans(child, link)
            elif name in ("oMath", "oMathPara"):
                self.lost.add("formulas (their signs are kept in one line)")
                yield Span("".join(part.text or "" for part in child.iter() if local(part) == "t"), link=link)
            elif name in SKIPPED:
                self.lost.add(SKIPPED[name])

    def run(self, element: Element, link: str) -> Iterator[Span]:
        """A run of words with one look."""
        bold = italic = strike = False
        for child in element:
            name = local(child)
            if name == "rPr":
                on = {local(one) for one in child if attribute(one, "val").lower() not in BOLD_OFF}
                if "vanish" in on:
                    self.lost.add("hidden words (left out)")
                    return
                looks = {attribute(one, "val").lower() for one in child if local(one) == "rStyle"}
                bold, italic = bool("b" in on or "strong" in looks), bool("i" in on or "emphasis" in looks)
                strike = bool(on & {"strike", "dstrike"})
            elif name in ("t", "tab", "br", "cr", "noBreakHyphen"):
                text = {"t": child.text or "", "tab": " ", "noBreakHyphen": "-"}.get(name, "\n")
                yield Span(text, bold, italic, strike, link or next(reversed(self.field_link), ""))
            elif name in ("fldChar", "instrText"):
                self.field(child)
            elif name in ("footnoteReference", "endnoteReference"):
                yield Span(note=f"{name[0]}{attribute(child, 'id')}")
            elif name == "drawing":
                yield from self.drawing(child)
            elif name == "pict":
                yield from self.old_picture(child)
            elif name == "AlternateContent":
                yield from self.alternative(child, link)
            elif name == "sym":
                yield Span(symbol(attribute(child, "char")), bold, italic, strike, link)
            elif name in SKIPPED:
                self.lost.add(SKIPPED[name])

    def alternative(self, element: Element, link: str) -> Iterator[Span]:
        """What is written twice for old and new programs: the first that gives anything."""
        for choice in element:
            spans = list(self.run(choice, link))
            if spans:
                yield from spans
                return

    def field(self, element: Element) -> None:
        """The parts of a field: a link that begins, its address, its end."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self.field_link.append("")
        elif kind == "end" and self.field_link:
            self.field_link.pop()
        elif local(element) == "instrText" and self.field_link:
            self.field_link[-1] = field_target(element.text or "") or self.field_link[-1]

    def drawing(self, element: Element) -> Iterator[Span]:
        """A picture, with the words that describe it."""
        described = next((one for one in element.iter() if local(one) == "docPr"), None)
        alt = (attribute(described, "descr") or attribute(described, "title")) if described is not None else ""
        known = False
        for part in element.iter():
            if local(part) == "blip":
                known = True
                yield from self.picture(attribute(part, "embed"), attribute(part, "link"), alt)
            elif local(part) in SKIPPED:
                known = True
                self.lost.add(SKIPPED[local(part)] + (f" (described as “{alt}”)" if alt else ""))
        if not known and not any(local(part) == "txbxContent" for part in element.iter()):
            self.lost.add("drawn shapes")

    def old_picture(self, element: Element) -> Iterator[Span]:
        """A picture as old programs write it."""
        for part in element.iter():
            if local(part) == "imagedata":
                shape = next((one for one in element.iter() if attribute(one, "alt")), None)
                yield from self.picture(attribute(part, "id"), "", attribute(shape, "alt") if shape is not None else "")

    def picture(self, embedded: str, linked: str, alt: str) -> Iterator[Span]:
        """A picture of the document; one that lies elsewhere is never fetched."""
        target = self.links.get(embedded, "")
        path = posixpath.normpath(posixpath.join("word", target)) if target else ""
        if not target or target.startswith(("http:", "https:")) or not self.parts.has(path):
            where = self.links.get(linked, "") or target
            self.lost.add(f"pictures that lie elsewhere{f' ({where})' if where else ''}: they are not fetched")
            return
        yield from self.picture_at(path, alt)

    def table(self, element: Element) -> Grid:
        """A table; merged cells are filled with blanks, a table in a cell is read as lines."""
        rows = (tuple(self.cells(row)) for row in found(element, "tr"))
        return Grid(tuple(row for row in rows if row))

    def cells(self, row: Element) -> Iterator[tuple[Block, ...]]:
        """The cells of a row."""
        for cell in found(row, "tc"):
            span, goes_on = merge_of(cell)
            yield () if goes_on else tuple(self.flat(self.blocks(cell)))
            if span > 1 or goes_on:
                self.lost.add("merged cells (the words stand in the first of them)")
            yield from (() for _ in range(min(span, MOST_COLUMNS) - 1))


def found(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, also those wrapped in content controls and tracked changes."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from found(child, name)


def boxes(parent: Element) -> Iterator[Element]:
    """The text boxes anchored below an element, each once: not the copies for old programs."""
    for child in parent:
        if local(child) == "txbxContent":
            yield child
        elif local(child) != "Fallback":
            yield from boxes(child)


def merge_of(cell: Element) -> tuple[int, bool]:
    """How many columns a cell spans, and whether it goes on from the row above."""
    properties = next((one for one in cell if local(one) == "tcPr"), None)
    span, goes_on = 1, False
    for one in children(properties):
        if local(one) == "gridSpan" and attribute(one, "val").isdigit():
            span = max(1, int(attribute(one, "val")))
        elif local(one) == "vMerge":
            goes_on = attribute(one, "val") != "restart"
    return span, goes_on


def field_target(code: str) -> str:
    """The address of a field `HYPERLINK "…"`."""
    match = re.match(r'\s*HYPERLINK\s+(?:\\l\s+)?"([^"]*)"', code)
    return match[1] if match and "\\l" not in code[: match.end()] else ""


def symbol(code: str) -> str:
    """A sign of a symbol font: ticks and boxes by what they show, others as a dot."""
    return {"F0FC": "✓", "F0FE": "☒", "F06F": "☐", "F0A8": "☐", "F0B7": "•", "F0E0": "→"}.get(code.upper(), "·")


def read(parts: Archive) -> Document:
    """A whole document. Raises ImportFault where it is no Word document."""
    if not parts.has(MAIN):
        raise ImportFault(f"{parts.name} holds no Word document", "save it again as .docx")
    body = next((one for one in tree(parts.name, MAIN, parts.read(MAIN)) if local(one) == "body"), None)
    if body is None:
        raise ImportFault(f"{parts.name}: the document has no body", "save it again as .docx")
    reader = Reader(parts, relations(parts, MAIN), styles(parts), formats(parts))
    for part in parts.names():
        for start, what in PARTS.items():
            if re.fullmatch(rf"word/{re.escape(start)}\d*(?:\.xml)?", part):
                reader.lost.add(what)
    blocks = tuple(reader.blocks(body))
    notes = {**footnotes(reader, "footnotes"), **footnotes(reader, "endnotes")}
    return Document(parts.name, blocks, notes, reader.pictures, reader.lost.found)


def footnotes(reader: Reader, kind: str) -> dict[str, tuple[Block, ...]]:
    """The texts of footnotes or endnotes; those that only draw a line are left out."""
    path = f"word/{kind}.xml"
    if not reader.parts.has(path):
        return {}
    inner = Reader(
        reader.parts, relations(reader.parts, path), reader.styles, reader.formats, reader.lost, reader.pictures
    )
    return {
        f"{kind[0]}{attribute(one, 'id')}": tuple(inner.blocks(one))
        for one in tree(reader.parts.name, path, reader.parts.read(path))
        if attribute(one, "type") not in ("separator", "continuationSeparator", "continuationNotice")
    }
