"""Markdown → raw HTML, by python-markdown; the only one who knows it. Pure."""

from __future__ import annotations

import html
import re
import sys
import threading
from collections.abc import Iterable
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown import inlinepatterns
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from ogpsite.model.limits import BOUNDS, too_much
from ogpsite.plainlinks import BARE

CONVERTERS = threading.local()
LEFT_OVER = ("\x02", "\x03")  # what python-markdown puts around its place-holders, and takes out of every text


def convert(text: str) -> str:
    """Markdown → raw HTML, by this thread's own converter."""
    converter = getattr(CONVERTERS, "markdown", None)
    if converter is None:
        converter = CONVERTERS.markdown = converter_of(House(), Emphasis(), ShortWays())
    if too_much(text, BOUNDS):
        return shown_as_written(text)
    converter.reset()
    try:
        made = str(converter.convert(text))
    except RecursionError:
        CONVERTERS.markdown = None
        return shown_as_written(text)
    return shown_as_written(text) if any(sign in made for sign in LEFT_OVER) else made


def converter_of(*own: markdown.Extension) -> markdown.Markdown:
    """A converter with the extensions that editors may use, and some of our own."""
    found = [  # not by their names: to look these up, all that is installed would be read
        TableExtension(),
        fenced_code(),
        FootnoteExtension(BACKLINK_TITLE=""),
        DefListExtension(),
        AbbrExtension(),
        AttrListExtension(),
        SaneListExtension(),
    ]
    return markdown.Markdown(extensions=[*found, *own], output_format="html", tab_length=4)


def fenced_code() -> markdown.Extension:
    """Code between fences, without colours: where Pygments happens to be installed, the extension would open it, and
    that reads what else is installed."""
    name = "pygments"
    known: Any = sys.modules.get(name)
    sys.modules[name] = known  # None counts as missing
    try:
        from markdown.extensions.fenced_code import FencedCodeExtension
    finally:
        if known is None:
            sys.modules.pop(name, None)
    return FencedCodeExtension()


def shown_as_written(text: str) -> str:
    """A text that can't be read as Markdown in bounded time: every sign as it was typed."""
    return f"<pre>{html.escape(text)}</pre>"


class House(markdown.Extension):
    """What people expect beyond Markdown: lists right below a sentence, and bare addresses that are links."""

    def extendMarkdown(self, md: Any) -> None:  # noqa: N802 - python-markdown's name
        md.preprocessors.register(ListPreprocessor(md), "ogpsite-lists", 24)
        md.inlinePatterns.register(BareAddress(BARE, md), "ogpsite-addresses", 110)


class BareAddress(InlineProcessor):
    """An address in running text becomes a link to itself."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        link = Element("a", {"href": m[0]})
        link.text = AtomicString(m[0])
        return link, m.start(0), m.end(0)


class Emphasis(markdown.Extension):
    """Emphasis that loses nothing. python-markdown 3.11 may pair two stars with one, or forget where a pair is."""

    def extendMarkdown(self, md: Any) -> None:  # noqa: N802 - python-markdown's name
        if DELIMITERS is object:  # an older python-markdown, which pairs by patterns
            return
        careful = Careful("*", "strong,em", md)
        careful.add("_", "strong,em", smart=True)
        md.inlinePatterns.register(careful, "em_strong", 60)


class MisreadError(Exception):
    """A pair of signs of emphasis that doesn't stand where it was said to be."""


DELIMITERS: Any = getattr(inlinepatterns, "DelimiterProcessor", object)


class Careful(DELIMITERS):  # type: ignore[misc]
    """Each pair of stars or underscores is looked at in the text; what opens a wrong pair stays as it was written.

    A region begins with where its pair opens (from, to) and closes (from, to).
    """

    text = ""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # noqa: N802 - python-markdown's name
        self.text = data
        remembered = bool(self.regions)
        try:
            return super().handleMatch(m, data)
        except MisreadError:
            self.reset()
        if remembered:
            return self.handleMatch(m, data)
        run = re.compile(re.escape(m[0]) + "+").match(data, m.start(0))
        return None, m.start(0), run.end(0) if run else m.end(0)

    def add_region(self, delim: Any, a: int, b: int, c: int, d: int, size: int) -> None:
        self.stands(a, b, c, d)
        super().add_region(delim, a, b, c, d, size)

    def get_cached_result(self, pos: int, data: str) -> Any:
        first = self.regions[self.cache_index]
        offset = pos - (self.cache_pos if pos != self.cache_pos else first[0])
        for region in self.regions[self.cache_index :]:
            if region[0] >= first[3]:
                break
            self.stands(*(place + offset for place in region[:4]))
        return super().get_cached_result(pos, data)

    def stands(self, a: int, b: int, c: int, d: int) -> None:
        """Raises MisreadError where a pair isn't made of signs of emphasis alone."""
        if not 0 <= a < b <= c < d or set(self.text[a:b] + self.text[c:d]) not in ({"*"}, {"_"}):
            raise MisreadError


ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.)])( +)\S")
FENCE = re.compile(r" {0,3}(```+|~~~+)")


class ListPreprocessor(Preprocessor):
    """Puts a blank line before a list, and nests every level by four blanks, as python-markdown expects."""

    def run(self, lines: list[str]) -> list[str]:
        made: list[str] = []
        levels: list[int] = []
        fence = ""
        for line in lines:
            mark = FENCE.match(line)
            if mark and (not fence or line.strip().startswith(fence)):
                fence = "" if fence else mark[1]
            item = None if fence or mark else ITEM.match(line)
            if item:
                self.item(line, item, made, levels)
            elif not fence and levels and line.strip():
                self.continued(line, made, levels)
            else:
                made.append(line)
        return made

    def item(self, line: str, item: re.Match[str], made: list[str], levels: list[int]) -> None:
        """A line that begins an item: at the level of its indentation."""
        indent = len(item[1])
        while levels and indent < levels[-1]:
            levels.pop()
        if not levels and indent > 3:
            made.append(line)
            return
        if not levels or indent >= levels[-1] + 2:
            if not levels and made and made[-1].strip():
                made.append("")
            levels.append(indent)
        made.append("    " * (len(levels) - 1) + line.lstrip())

    def continued(self, line: str, made: list[str], levels: list[int]) -> None:
        """A line below an item: part of it where it is indented, or where no blank line lies between."""
        indent = len(line) - len(line.lstrip())
        if indent == 0 and made and not made[-1].strip():
            levels.clear()
            made.append(line)
            return
        while len(levels) > 1 and indent <= levels[-1]:
            levels.pop()
        made.append("    " * len(levels) + line.lstrip() if indent else line)


class ShortWays(markdown.Extension):
    """A step that can find nothing in a text, because a sign that it needs is missing, isn't taken.

    The last extension: it knows the steps of all others. A step of another's needs no sign.
    """

    def extendMarkdown(self, md: Any) -> None:  # noqa: N802 - python-markdown's name
        md.is_block_level = cache(md.is_block_level)  # asked twice for each element
        md.treeprocessors.register(Calming(md), "ogpsite-calm", 20.5)  # just before the inline patterns,
        md.treeprocessors.register(Waking(md), "ogpsite-awake", 19.5)  # and after them
        for name, signs in LINE_SIGNS.items():
            needed_in_lines(md.preprocessors[name], signs, LINES_ADDED.get(name, []))
        for name, sign in BLOCK_SIGNS.items():
            needed_in_block(md.parser.blockprocessors[name], sign)
        for name, sign in TREE_SIGNS.items():
            needed_in_text(md, md.treeprocessors[name], "run", sign)
        for name, sign in INLINE_SIGNS.items():
            needed_in_words(md.inlinePatterns[name], "[" if sign == REFERENCE else sign)
        rows: Any = md.parser.blockprocessors["table"]
        split = rows._split  # which asks of each bar whether it stands in code or behind a backslash
        rows._split = lambda row: split(row) if "`" in row or "\\" in row else row.split("|")
        for extension in md.registeredExtensions:
            if isinstance(extension, FootnoteExtension):
                needed_in_text(md, extension, "findFootnotesPlaceholder", "///")
        md.parser.blockprocessors.register(Bare(md.parser), "ogpsite-bare", 110)
        md.parser.blockprocessors = list(md.parser.blockprocessors)  # which would be listed anew for each block


LINE_SIGNS = {
    "normalize_whitespace": ("\x02", "\x03", "\r", "\t", "\n "),
    "html_block": ("<", "&"),
    "fenced_code_block": ("```", "~~~"),
}
LINES_ADDED = {"normalize_whitespace": ["", ""]}  # whatever the text holds
BLOCK_SIGNS = {
    "hashheader": "#",
    "setextheader": "\n",
    "table": "|",
    "deflist": ":",
    "quote": ">",
    "footnote": "[^",
    "abbr": "*[",
    "reference": "]:",
}
TREE_SIGNS = {"attr_list": "{", "unescape": "\\"}
REFERENCE = "]:"  # an address that is explained in the text
INLINE_SIGNS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "reference": REFERENCE,
    "link": "](",
    "image_link": "![",
    "image_reference": REFERENCE,
    "short_reference": REFERENCE,
    "short_image_ref": REFERENCE,
    "autolink": "<",
    "automail": "<",
    "ogpsite-addresses": "://",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
    "em_strong": "*",  # or the other sign of emphasis
}


def needed_in_lines(processor: Any, signs: tuple[str, ...], added: list[str]) -> None:
    """Lets a processor of all lines look only at texts that hold one of its signs."""
    run = processor.run

    def short(lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return run(lines) if any(sign in text for sign in signs) else [*lines, *added]

    processor.run = short


def needed_in_block(processor: Any, sign: str) -> None:
    """Lets a processor of blocks look only at those that hold a sign."""
    test = processor.test
    processor.test = lambda parent, block: sign in block and test(parent, block)


def needed_in_text(md: Any, step: Any, method: str, sign: str) -> None:
    """Lets a step look at the whole tree only where the text holds a sign anywhere."""
    run = getattr(step, method)
    setattr(step, method, lambda root: run(root) if any(sign in line for line in md.lines) else None)


def needed_in_words(pattern: Any, sign: str) -> None:
    """Lets an inline pattern look only at words that hold a sign; `*` stands for the other sign of emphasis, too."""
    signs, compiled = ("*", "_") if sign == "*" else (sign,), pattern.getCompiledRegExp()
    if issubclass(type(pattern), InlineProcessor):
        short = Short(signs, compiled)
        pattern.getCompiledRegExp = lambda: short


class Short:
    """A pattern as it is asked by the library, which is looked for only where one of its signs stands."""

    def __init__(self, signs: tuple[str, ...], pattern: re.Pattern[str]) -> None:
        self.signs, self.pattern = signs, pattern

    def finditer(self, text: str, start: int) -> Iterable[re.Match[str]]:
        for sign in self.signs:
            if sign in text:
                return self.pattern.finditer(text, start)
        return ()


class Bare(BlockProcessor):
    """A block each of whose lines begins with a letter or another sign that begins nothing: a paragraph."""

    LINES = re.compile(r"[^\s\d#=_*+>:|\[-][^\n]*(?:\n[^\s\d#=_*+>:|\[-][^\n]*)*")

    def __init__(self, parser: Any) -> None:
        super().__init__(parser)
        self.paragraph = parser.blockprocessors["paragraph"]

    def test(self, parent: Element, block: str) -> bool:
        return self.LINES.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        self.paragraph.run(parent, blocks)


SIGN = re.compile(r"[\\`\[!<&*_\x02]")


def is_calm(text: str) -> bool:
    """Whether no inline pattern finds anything in a text: most texts between two marks hold none of their signs."""
    return not SIGN.search(text) and "://" not in text and "  \n" not in text


class Calm(AtomicString):
    """A calm text: python-markdown's patterns leave it alone."""


class Calming(Treeprocessor):
    """Lets only those inline patterns look that can find something in this text, and marks the calm texts for them.

    Where no pattern can, their step isn't taken.
    """

    def __init__(self, md: Any) -> None:
        super().__init__(md)
        named = {md.inlinePatterns[name]: sign for name, sign in INLINE_SIGNS.items()}
        self.patterns = [(pattern, named.get(pattern, "")) for pattern in md.inlinePatterns]
        self.inline: Any = md.treeprocessors["inline"]
        run = self.inline.run
        self.inline.run = lambda root: run(root) if self.inline.inlinePatterns else None

    def run(self, root: Element) -> None:
        md: Any = self.md
        text = "\n".join(md.lines)
        found = {sign for sign in ("", *INLINE_SIGNS.values()) if sign in text}
        if "_" in text:
            found.add("*")
        if not md.references:
            found.discard(REFERENCE)
        self.inline.inlinePatterns = [pattern for pattern, sign in self.patterns if sign in found]
        if not self.inline.inlinePatterns:
            return
        for element in root.iter():
            words = element.text
            if words and type(words) is str and is_calm(words):
                element.text = Calm(words)


class Waking(Treeprocessor):
    """Calm texts become plain ones again, for what comes later."""

    def run(self, root: Element) -> None:
        inline: Any = self.md.treeprocessors["inline"]
        if not inline.inlinePatterns:
            return
        for element in root.iter():
            if type(element.text) is Calm:
                element.text = str(element.text)
