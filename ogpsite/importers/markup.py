"""HTML of other systems' text boxes → plain words with their paragraphs and lists; never HTML."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

LOOKS_LIKE = re.compile(r"</?(?:p|br|div|ul|ol|li|a|strong|em|b|i|u|span|h[1-6]|blockquote|img|iframe)\b[^>]*>", re.I)
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{3,8});", re.I)
BLOCKS = frozenset("p div ul ol h1 h2 h3 h4 h5 h6 blockquote table tr section article".split())
SILENT = frozenset("script style template noscript".split())


def words_of(text: str) -> str:
    """The words of a text that may be HTML; one without tags stays as it is, but for character entities."""
    if not LOOKS_LIKE.search(text):
        return unescaped(text) if ENTITY.search(text) else text
    reader = Words()
    reader.feed(text)
    reader.close()
    return reader.text()


def unescaped(text: str) -> str:
    """Character entities as the signs that they stand for."""
    return html.unescape(text).replace("\xa0", " ")


class Words(HTMLParser):
    """Collects words; blocks become paragraphs, items get a dash, links keep their address, pictures their words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.made: list[str] = []
        self.silent = 0
        self.link: tuple[str, int] = ("", 0)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        given = {name: value or "" for name, value in attrs}
        self.silent += tag in SILENT
        if tag == "br":
            self.made.append("\n")
        elif tag == "li":
            self.made.append("\n- ")
        elif tag in BLOCKS:
            self.made.append("\n\n")
        elif tag == "a":
            self.link = (given.get("href", ""), len(self.made))
        elif tag in ("img", "iframe", "video"):
            self.made.append(" ".join(filter(None, (given.get("alt", ""), address(given.get("src", ""))))))

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BLOCKS:
            self.made.append("\n\n")
        elif tag == "a":
            href, start = self.link
            said = "".join(self.made[start:]).strip()
            if address(href) and href.rstrip("/") != said.rstrip("/"):
                self.made.append(f" ({href})")
            self.link = ("", 0)

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self.silent:
            self.made.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        """All words, blank lines between paragraphs."""
        lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(self.made).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def address(href: str) -> str:
    """The address, if it is one of the web."""
    return f"({href})" if re.match(r"https?://\S+\Z", href) else ""
