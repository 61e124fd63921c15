"""Blocks → Markdown that the site's own reader turns back into the same: nothing in the words becomes a mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field

from ogpsite.importers.minutes.blocks import Block, Grid, Heading, Item, Lost, Paragraph, Span, Spans, said
from ogpsite.nouns import dataclass

MARKS = re.compile(r"([\\`*_\[\]{}|])")
LINE_START = re.compile(r"^([ \t]*)([#>]|[+-](?=\s)|-{3,}(?=\s*$))|^([ \t]*\d{1,9})([.)])(?=\s)", re.MULTILINE)
ODD_START = re.compile(r"^([ \t]*)([:=~])(?=[\s=~])", re.MULTILINE)
ENTITY = re.compile(r"&(?=#?\w{1,30};)")
SAFE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
UNSAID = {
    "en": "A picture that the minutes do not describe",
    "es": "Una imagen que el acta no describe",
    "fr": "Une image que le procès-verbal ne décrit pas",
    "pt": "Uma imagem que a ata não descreve",
    "ar": "صورة لا يصفها المحضر",
}
"""What stands for the words of a picture that has none: a page must not leave those who can't see it without any."""


@dataclass
class Writer:
    """Writes blocks; `address` gives the path of a picture, `lost` takes what could not be kept."""

    address: Callable[[str], str]
    lost: Lost
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    language: str = "en"

    def text(self, blocks: Sequence[Block], top: int = 2) -> str:
        """The whole text; its highest headings get the level `top`. Footnotes stand at its end."""
        levels = [block.level for block in blocks if isinstance(block, Heading)]
        shift = top - min(levels, default=top)
        parts = list(self.parts(blocks, shift))
        done: set[str] = set()
        while set(self.numbers) - done:  # a footnote may hold another
            for key in [key for key in self.numbers if key not in done]:
                done.add(key)
                parts.append(self.footnote(key))
        return "\n\n".join(parts).strip() + "\n" if parts else ""

    def parts(self, blocks: Sequence[Block], shift: int) -> Iterator[str]:
        """The paragraphs of the text; items of one list together."""
        items: list[str] = []
        for block in blocks:
            if isinstance(block, Item):
                items.append(self.item(block))
                continue
            if items:
                yield "\n".join(items)
                items = []
            made = self.block(block, shift)
            if made.strip():
                yield made
        if items:
            yield "\n".join(items)

    def block(self, block: Block, shift: int) -> str:
        """A heading, table or paragraph."""
        if isinstance(block, Heading):
            words = " ".join(
                self.line(tuple(Span(s.text, False, s.italic, s.strike, s.link, s.note) for s in block.spans)).split()
            )
            return f"{'#' * max(1, min(block.level + shift, 6))} {words}" if words else ""
        if isinstance(block, Grid):
            return self.table(block)
        assert isinstance(block, Paragraph)
        return self.line(block.spans).replace("\n", "  \n").strip()

    def item(self, block: Item) -> str:
        """An item of a list."""
        mark = f"{block.number}." if block.number else "-"
        words = self.line(block.spans).strip().replace("\n", " ")
        return f"{'    ' * block.level}{mark} {words}"

    def table(self, grid: Grid) -> str:
        """A table; its first row is the head."""
        rows = [[self.cell(cell) for cell in row] for row in grid.rows]
        width = max((len(row) for row in rows), default=0)
        if not width:
            return ""
        full = [row + [""] * (width - len(row)) for row in rows]
        if width == 1:
            return "\n\n".join(row[0].replace("<br>", "  \n") for row in full if row[0])
        head, *rest = full
        lines = [head, ["---"] * width, *rest]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)

    def cell(self, blocks: Sequence[Block]) -> str:
        """A cell on one line; paragraphs and items are divided by line breaks."""
        lines = []
        for block in blocks:
            if isinstance(block, Grid):
                continue
            mark = "" if not isinstance(block, Item) else f"{block.number}\\. " if block.number else "• "
            words = self.line(block.spans).strip().replace("\n", "<br>")
            if words:
                lines.append(mark + words)
        return "<br>".join(lines)

    def footnote(self, key: str) -> str:
        """The text of a footnote."""
        blocks = self.notes.get(key, ())
        texts = [self.line(block.spans).strip().replace("\n", " ") for block in blocks if not isinstance(block, Grid)]
        first, *rest = [text for text in texts if text] or [""]
        return "\n\n".join([f"[^{self.numbers[key]}]: {first}", *(f"    {text}" for text in rest)])

    def line(self, spans: Spans) -> str:
        """Spans as one line of Markdown."""
        made = "".join(self.span(span) for span in spans)
        return started(re.sub(r" {2,}", " ", made))

    def span(self, span: Span) -> str:
        """Some words with their marks; blanks stand outside the marks."""
        if span.note:
            number = self.numbers.setdefault(span.note, len(self.numbers) + 1)
            return f"[^{number}]"
        if span.picture:
            address, words = self.address(span.picture), span.alt
            if not words:
                self.lost.add("pictures without words that describe them: write some between the brackets")
                words = UNSAID.get(self.language, UNSAID["en"])
            return f"![{escaped(words)}]({address})"
        words = escaped(span.text)
        bare = words.strip()
        if not bare:
            return words
        before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        marked = "\n".join(looked(line.strip(), span) if line.strip() else line for line in bare.split("\n"))
        return f"{before}{self.linked(marked, span)}{after}"

    def linked(self, words: str, span: Span) -> str:
        """Words that lead somewhere; only to the web, a mailbox or a telephone."""
        if not span.link:
            return words
        target = span.link.strip()
        if not SAFE.match(target):
            self.lost.add(f"links that lead to no address of the web ({target[:80]}): their words are kept")
            return words
        clean = "".join(f"%{ord(char):02X}" if char in " <>()\\\"'" else char for char in target if char.isprintable())
        return f"[{words}]({clean})".replace("\n", " ")


def started(text: str) -> str:
    """The text without anything at the start of a line that would make it a list, heading, quotation or definition."""
    lines = LINE_START.sub(lambda match: f"{match[1] or match[3] or ''}\\{match[2] or match[4]}", text)
    return ODD_START.sub(lambda match: f"{match[1]}&#{ord(match[2])};", lines)


def looked(words: str, span: Span) -> str:
    """Words in bold, italics, struck out."""
    if span.strike:
        words = f"<del>{words}</del>"
    mark = "**" * span.bold + "*" * span.italic
    return f"{mark}{words}{mark[::-1]}"


def escaped(text: str) -> str:
    """Words in which nothing is a mark of Markdown or HTML."""
    plain = CONTROL.sub("", text.replace("\u2028", "\n").replace("\xa0", " "))
    return ENTITY.sub("&amp;", MARKS.sub(r"\\\1", plain)).replace("<", "&lt;")


def plain(spans: Spans) -> str:
    """The bare words of spans on one line."""
    return " ".join(CONTROL.sub("", said(spans)).split())
