"""Markdown → safe HTML, with its headings, links and pictures. Pure, and remembered by text.

Editors' Markdown passes python-markdown (`converter.py`) and then one sanitiser (nh3); the public's words are never
Markdown: they are shown as they were written, in paragraphs, with HTML as text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any, ClassVar

from ogpsite.memory.shelves import Shelf, digest, packed, unpacked
from ogpsite.nouns import dataclass
from ogpsite.plainlinks import plain_links
from ogpsite.workers import spread

TAGS = set(
    "p br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd a img em strong b i u s del ins sub sup code pre kbd q "
    "blockquote abbr table thead tbody tfoot tr th td caption div span cite small mark figure figcaption "
    "details summary".split()
)
ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href", "class"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start", "type"},
    "div": {"class"},
    "sup": {"class"},
}
CLASSES = frozenset({"footnote", "footnote-ref", "footnote-backref", "headerlink"})
SCHEMES = {"http", "https", "mailto", "tel"}
LINK = re.compile(r'<a\b([^>]*?) ?href="([^"]*)"([^>]*)>(.*?)</a>', re.S)
IMAGE = re.compile(r'<img\b([^>]*?) ?src="([^"]*)"([^>]*)>')
HEADING = re.compile(r"<h([1-6])([^>]*)>(.*?)</h\1>", re.S)
RAW_TARGET = re.compile(r"""<(?:a|img)\b[^>]*?\b(?:href|src)=(["'])([^"']*)\1""")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a text: level on the page, anchor, words."""

    level: int
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as HTML, and what was found in it. `targets` holds every link and picture as it was written."""

    html: str = ""
    headings: tuple[Heading, ...] = ()
    targets: tuple[str, ...] = field(default=())


@lru_cache(maxsize=2_000)  # few pages show the same text at the same place
def render(text: str, level: int = 2, prefix: str = "text") -> Prose:
    """Markdown → HTML whose first headings stand at `level`; all its anchors begin with `prefix-`."""
    clean, targets = cleaned(text)
    shifted, headings = with_levels(prefixed(clean, prefix), level, prefix)
    return Prose(shifted, headings, targets)


Cleaned = tuple[str, tuple[str, ...]]
Kept = tuple[str | bytes, tuple[str, ...]]  # in a large site, the HTML is kept packed
CLEANED: dict[str, Kept] = {}  # by text
SHELVES: list[Shelf] = []  # where earlier builds left others (none or one), which are read when they are asked for
LARGE = 30_000  # texts of a large site
MOST = 50_000  # texts that are kept; beyond, what is kept is forgotten
SHARE = 32  # texts that a worker is given at once
MANY = 500  # texts from which on it pays to begin workers for them


def keyed(text: str) -> tuple[str, str]:
    """A text with the key under which a shelf holds what was made of it."""
    return text, digest(text)


def prepare(texts: Iterable[tuple[str, str]], shelf: Shelf, processes: int | None = None) -> None:
    """Cleans texts ahead of their use: those that a shelf doesn't hold are spread over workers.

    `texts` are given with their keys (`keyed`).
    """
    wanted = dict(texts)
    SHELVES[:] = [shelf]
    for text, key in wanted.items():
        if text in CLEANED:
            shelf.keep(key, CLEANED[text])
    missing = [text for text, key in wanted.items() if not shelf.hold(key)]
    shares = [missing[n : n + SHARE] for n in range(0, len(missing), SHARE)]
    processes = processes if len(missing) > MANY else 1
    for share, found in zip(shares, spread(cleaned_all, shares, processes), strict=True):
        for text, made in zip(share, found, strict=True):
            CLEANED[text] = shelf.keep(wanted[text], thin(made) if len(wanted) > LARGE else made)


def learn(found: Mapping[str, Cleaned], large: bool) -> None:
    """Takes in texts of a site, a `large` one maybe, that were cleaned elsewhere; see `early.py`."""
    CLEANED.update((text, thin(made) if large else made) for text, made in found.items())


def cleaned_all(texts: Sequence[str]) -> list[Cleaned]:
    """As `cleaned`, of some texts, most of which aren't known yet."""
    unknown = [text for text in texts if text not in CLEANED]
    made = dict(zip(unknown, clean_all(unknown), strict=True))
    return [made.get(text) or cleaned(text) for text in texts]


def cleaned(text: str) -> Cleaned:
    """Markdown → sanitised HTML, and every link and picture as it was written."""
    found = CLEANED.get(text)
    if found is None:
        if len(CLEANED) >= MOST:
            CLEANED.clear()
        known = next((made for shelf in SHELVES if (made := shelf.get(digest(text)))), None)
        found = CLEANED[text] = known or clean(text)
    kept, targets = found
    return (kept, targets) if isinstance(kept, str) else (unpacked(kept).decode(errors="surrogatepass"), targets)


def thin(made: Cleaned) -> Kept:
    """A text as HTML, packed: it is kept by every process, and each asks for few."""
    return packed(made[0].encode(errors="surrogatepass")), made[1]


def clean(text: str) -> Cleaned:
    """Markdown → sanitised HTML, and its links and pictures."""
    return clean_all((text,))[0]


def clean_all(texts: Sequence[str]) -> list[Cleaned]:
    """As `clean`, of some texts. All of them take one step, then the next: what a step needs stays in the caches of the
    processor, which takes a seventh less time than all steps for each text."""
    rich = [text for text in texts if not is_bare(text)]
    raw = [*map(converted, rich)]
    safe = [str(sanitiser().clean(one)) for one in raw]
    both = zip(rich, raw, safe, strict=True)
    made = {text: (tidy(done), targets_in(one + done)) for text, one, done in both}
    return [made.get(text) or (paragraphs(text), ()) for text in texts]


def converted(text: str) -> str:
    """Markdown → raw HTML that loads nothing of other sites."""
    from ogpsite.converter import convert  # a check needs neither this nor the sanitiser for most texts

    return EMBED.sub(linked, convert(text))


def targets_in(found: str) -> tuple[str, ...]:
    """The links and pictures in HTML: also in the raw one, with what was taken out."""
    targets = (html.unescape(target) for _, target in RAW_TARGET.findall(found))
    return tuple(dict.fromkeys(target for target in targets if not target.startswith("#")))


def paragraphs(text: str) -> str:
    """A bare text as HTML."""
    return "\n".join(f"<p>{block}</p>" for block in text.split("\n\n"))


# Lines of letters and signs that mean nothing to Markdown and HTML; each begins with a letter, and none with a blank
BARE_LINE = r"[^\W\d][\w ,.;:?!()%/'\"’‘“”„«»…–—-]*(?<! )"
BARE = re.compile(rf"{BARE_LINE}(?:\n\n?{BARE_LINE})*")


def is_bare(text: str) -> bool:
    """Whether a text is nothing but paragraphs: neither the converter nor the sanitiser would find anything in it."""
    return BARE.fullmatch(text) is not None and not any(sign in text for sign in ("_", "//"))


@lru_cache(maxsize=1)
def sanitiser() -> Any:
    """What lets only known tags, attributes and schemes pass, made once: to read these took a third of its time."""
    import nh3

    return nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, strip_comments=True)


TAG = r"""</?[a-z][a-z0-9]*(?: [a-z-]+="[^"]*")+>"""  # with attributes, as the sanitiser writes them
LOOKED_AT = re.compile(rf'<table>|</table>|<th>|</?h[1-6]>|{TAG}|="')
ATTRIBUTE = re.compile(r''' ([a-z-]+)="([^"]*)"''')


def tidy(safe: str) -> str:
    """Sanitised HTML as it is kept.

    Everything that comes later finds attributes by their name, `=` and quotation mark. So these never stand together
    in a text, nor at the end of a value, where a hostile author could make one attribute look like another.
    """
    depth = 0  # of headings inside headings, which go: each would seem to end the other

    def tidied(match: re.Match[str]) -> str:
        nonlocal depth
        part = match[0]
        if part in FIXED:
            return FIXED[part]
        if part[:2] == "<h" and part[2] in "123456":
            depth += 1
            return "" if depth > 1 else with_attributes(part) if "=" in part else part
        if part[:3] == "</h":
            depth -= 1
            return "" if depth > 0 else part
        return part if part[:2] == "</" else with_attributes(part)

    return LOOKED_AT.sub(tidied, safe)


SCROLLED = '<div class="scroll" tabindex="0"><table'
FIXED = {"<th>": '<th scope="col">', "<table>": f"{SCROLLED}>", "</table>": "</table></div>", '="': "=&quot;"}


@lru_cache(maxsize=1_000)  # those of footnotes are in many texts
def with_attributes(tag: str) -> str:
    """A tag with those of its attributes that stay."""
    name = re.match("<[a-z0-9]+", tag)[0]  # type: ignore[index]
    given = [f' {key}="{unmistaken(value)}"' for key, value in ATTRIBUTE.findall(tag) if kept(key, value)]
    if name == "<th" and not any(one.startswith(" scope=") for one in given):
        given.insert(0, ' scope="col"')
    return f"{SCROLLED if name == '<table' else name}{''.join(given)}>"


def kept(name: str, value: str) -> bool:
    """Whether an attribute stays: only classes that the house knows do."""
    return name != "class" or set(value.split()) <= CLASSES


def unmistaken(value: str) -> str:
    """The value of an attribute in which nothing looks like the end of a tag or another attribute."""
    value = value.replace("<", "&lt;").replace(">", "&gt;")
    return f"{value[:-1]}&#61;" if value.endswith("=") else value


EMBED = re.compile(r"<(iframe|embed|video|object)\b([^>]*)>(?:(.*?)</\1\s*>)?", re.S | re.I)
WATCHED = (  # the page of a film behind the address that is meant for embedding it
    (
        re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]+).*"),
        r"https://www.youtube.com/watch?v=\1",
    ),
    (re.compile(r"https?://player\.vimeo\.com/video/(\d+).*"), r"https://vimeo.com/\1"),
)


def linked(match: re.Match[str]) -> str:
    """What would load a film or a map of another site into the page, as a link to it."""
    source = re.search(r"""\b(?:src|data)\s*=\s*["']?([^"'\s>]+)""", match[2] + (match[3] or ""))
    if not source:
        return match[3] or ""
    address = html.unescape(source[1])
    address = f"https:{address}" if address.startswith("//") else address
    for pattern, page in WATCHED:
        address = pattern.sub(page, address)
    words = re.search(r"""\btitle\s*=\s*(["'])(.+?)\1""", match[2])
    return f'<p><a href="{html.escape(address)}">{words[2] if words else html.escape(address)}</a></p>'


def prefixed(clean: str, prefix: str) -> str:
    """The HTML with every anchor, and every link to one of them, under a prefix: two texts on a page don't clash."""
    anchors = set(re.findall(r' id="([^"]*)"', clean))
    if not anchors:
        return clean
    clean = re.sub(r' id="([^"]*)"', lambda m: f' id="{prefix}-{m[1]}"', clean)
    return re.sub(r' href="#([^"]*)"', lambda m: f' href="#{prefix}-{m[1]}"' if m[1] in anchors else m[0], clean)


def with_levels(clean: str, level: int, prefix: str) -> tuple[str, tuple[Heading, ...]]:
    """The HTML with headings from `level` on, none skipped, each with an anchor."""
    found = list(HEADING.finditer(clean))
    if not found:
        return clean, ()
    lowest = min(int(one[1]) for one in found)
    headings: list[Heading] = []
    used = dict.fromkeys(re.findall(r' id="([^"]*)"', clean), 1)
    before = level - 1

    def heading(match: re.Match[str]) -> str:
        nonlocal before
        now = min(int(match[1]) - lowest + level, before + 1, 6)
        before = now
        words = html.unescape(re.sub(r"<[^>]+>", "", match[3])).strip()
        own = re.search(r' id="([^"]*)"', match[2])
        anchor = own[1] if own else unique(f"{prefix}-{slug(words)}".rstrip("-"), used)
        headings.append(Heading(now, anchor, words))
        attributes = match[2] if own else f'{match[2]} id="{anchor}"'
        return f"<h{now}{attributes}>{match[3]}</h{now}>"

    return led(HEADING.sub(heading, clean), prefix, headings), tuple(headings)


def led(clean: str, prefix: str, headings: Sequence[Heading]) -> str:
    """The HTML in which a link to a heading by its words leads to the anchor it was given.

    The words may be written as ours (`#next-quarter-s-file`) or as editors know it from GitHub (`#next-quarters-file`).
    """
    anchors = {plain_slug(one.words): one.anchor for one in reversed(headings)}
    anchors |= {one.anchor.removeprefix(f"{prefix}-"): one.anchor for one in headings}

    def link(match: re.Match[str]) -> str:
        anchor = anchors.get(html.unescape(match[1]))
        return f' href="#{html.escape(anchor)}"' if anchor else match[0]

    return re.sub(r' href="#([^"]*)"', link, clean)


def plain_slug(words: str) -> str:
    """An anchor as GitHub makes it: what is neither letter, digit nor hyphen goes; blanks become hyphens."""
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


@lru_cache(maxsize=20_000)  # many texts have the same headings
def slug(words: str) -> str:
    """A readable anchor from the words of any script."""
    folded = unicodedata.normalize("NFKC", words).lower()
    if folded.isascii():
        return PLAIN.sub("-", folded).strip("-_")
    kept = (letter if kept_in_anchors(letter) else "-" for letter in folded if unicodedata.category(letter) != "Cf")
    return re.sub(r"-+", "-", "".join(kept)).strip("-_")


PLAIN = re.compile(r"[^a-z0-9_]+")


def kept_in_anchors(letter: str) -> bool:
    """Letters, digits and the signs that belong to letters (vowels in Thai, Arabic and Indic scripts)."""
    return letter == "_" or letter.isalnum() or unicodedata.category(letter).startswith("M")


def unique(name: str, used: dict[str, int]) -> str:
    """The name, with a number where it is already used. `used` remembers the last number of each name."""
    if name not in used:
        used[name] = 1
        return name
    while (made := f"{name}-{used[name] + 1}") in used:
        used[name] += 1
    used[name] += 1
    used[made] = 1
    return made


Resolve = Callable[[str], str | None]
Show = Callable[[str, str, bool], str | None]  # target, words, whether it comes early → the picture's HTML
Note = Callable[[str], str]  # an address elsewhere → words that say what opens there
FIGURE = re.compile(r"<p>(<img\b[^>]*>)</p>")
ALONE = re.compile(r'<p>(?:<a\b[^>]*? ?href="(https?://[^"]*)"[^>]*>(?:(?!</a>).)*</a>)</p>', re.S)
EARLY = 600  # characters: a picture that begins before them is loaded at once, others when the reader comes near


def relinked(rendered: str, resolve: Resolve, show: Show | None = None, note: Note | None = None) -> str:
    """The HTML with every link and picture led to where `resolve` and `show` say; None leaves only the words.

    A picture of another site becomes a link: readers' machines never ask others. So does what `note` knows as a film
    or a map of another site, standing alone: its words are given with it.
    """

    def link(match: re.Match[str]) -> str:
        target = resolve(html.unescape(match[2]))
        if target is None:
            return match[4]
        return f'<a{match[1]} href="{html.escape(target)}"{match[3]}>{match[4]}</a>'

    def image(match: re.Match[str]) -> str:
        target = html.unescape(match[2])
        words = attribute(match[0], "alt")
        if re.match(r"https?:", target, re.I):
            inside = match.string.rfind("<a", 0, match.start()) > match.string.rfind("</a>", 0, match.start())
            shown = html.escape(words or target)
            return shown if inside else f'<a href="{html.escape(target)}">{shown}</a>'
        if re.match(r"\s*[/\\]{2}", target):  # another host by another name
            return html.escape(words)
        made = show(target, words, match.start() < EARLY) if show else plain_image(match, resolve(target))
        return html.escape(words) if made is None else made

    def alone(match: re.Match[str]) -> str:
        words = note(html.unescape(match[1])) if note else ""
        return (
            f'<div class="elsewhere">{match[0]}<p class="small">{html.escape(words)}</p></div>' if words else match[0]
        )

    def figure(match: re.Match[str]) -> str:
        caption = attribute(match[1], "title")
        return f"<figure>{match[1]}<figcaption>{html.escape(caption)}</figcaption></figure>" if caption else match[0]

    if "<a" not in rendered and "<img" not in rendered:
        return rendered
    bare = re.sub(r'<a\b(?![^>]* href=")[^>]*>(.*?)</a>', r"\1", rendered, flags=re.S)
    return IMAGE.sub(image, LINK.sub(link, FIGURE.sub(figure, ALONE.sub(alone, bare))))


def plain_image(match: re.Match[str], target: str | None) -> str | None:
    """A picture as it is, at another address."""
    if target is None:
        return None
    tag = f'<img{match[1]} src="{html.escape(target)}"{match[3]}'.rstrip("/ ")
    return f'{tag}{"" if " alt=" in tag else " alt=" + chr(34) * 2} loading="lazy">'


def attribute(tag: str, name: str) -> str:
    """The value of an attribute of a tag, as text."""
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """The public's words as HTML: paragraphs and line breaks as written, everything else shown as text."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
    return "".join(f"<p>{html.escape(block).replace(chr(10), '<br>')}</p>" for block in blocks)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading or row of a text: its words without form. `level` is 0 but for headings."""

    words: str
    level: int = 0
    anchor: str = ""


@lru_cache(maxsize=2_000)
def blocks(text: str) -> tuple[Block, ...]:
    """A Markdown text as blocks of bare words, for comparing; anchors are those that were written, as `{#name}`."""
    reader = BlockReader()
    reader.feed(cleaned(text)[0])
    reader.close()
    reader.flush()
    return tuple(reader.found)


class BlockReader(HTMLParser):
    """Collects the words between the beginnings and ends of blocks."""

    SIGNS: ClassVar[dict[str, str]] = {"li": "• ", "td": " · ", "th": " · "}
    TAGS = frozenset("h1 h2 h3 h4 h5 h6 p li dt dd tr pre blockquote ul ol dl table div".split())

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Block] = []
        self.words, self.level, self.anchor = "", 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p" and self.words.strip() == "•":
            return
        if tag in self.TAGS:
            self.flush()
        if tag in self.SIGNS and (self.words.strip() or tag == "li"):
            self.words += self.SIGNS[tag]
        if re.fullmatch(r"h[1-6]", tag):
            self.level, self.anchor = int(tag[1]), dict(attrs).get("id") or ""
        if tag == "img":
            self.words += dict(attrs).get("alt") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self.TAGS:
            self.flush()

    def handle_data(self, data: str) -> None:
        self.words += data

    def flush(self) -> None:
        """Ends a block, if there is anything in it."""
        words = " ".join(self.words.split())
        if words.strip("• ·"):
            self.found.append(Block(words, self.level, self.anchor))
        self.words, self.level, self.anchor = "", 0, ""


NO_SIGN = re.compile(
    r"[^\W\d_](?:[^\W_]|[ ,]|(?<=[^\W_])-(?=[^\W_])|(?<=[^\W_])[.!?](?= [^\W\d_]|\Z))*"
)  # no sign of Markdown


@lru_cache(maxsize=20_000)
def words_of(text: str) -> str:
    """The bare words of a Markdown text, on one line: for descriptions, feeds and search."""
    if NO_SIGN.fullmatch(text):  # most titles
        return " ".join(text.split())
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", cleaned(text)[0])).split())


def excerpt(text: str, length: int = 200) -> str:
    """The first words of a Markdown text, cut at a blank."""
    return cut(words_of(text), length)


def cut(bare: str, length: int) -> str:
    """A text cut at a blank before `length` characters."""
    if len(bare) <= length:
        return bare
    head = bare[:length].rsplit(" ", 1)[0].rstrip(" ,;:.–—-")
    return f"{head}…"


@lru_cache(maxsize=20_000)
def pictures_of(text: str) -> tuple[tuple[str, str], ...]:
    """Every picture of a Markdown text: its file as written, and the words for those who don't see it."""
    if is_plain(text):
        return ()
    tags = (match[0] for match in IMAGE.finditer(cleaned(text)[0]))
    return tuple(dict.fromkeys((attribute(tag, "src"), attribute(tag, "alt")) for tag in tags))


@lru_cache(maxsize=20_000)
def links_of(text: str) -> tuple[str, ...]:
    """Where the links of a Markdown text lead, as written; pictures, and places in the text itself, are none."""
    if is_plain(text):
        return plain_links(text) or ()
    found = dict.fromkeys(html.unescape(match[2]) for match in LINK.finditer(cleaned(text)[0]))
    return tuple(target for target in found if not target.startswith("#"))


def targets_of(text: str) -> tuple[str, ...]:
    """Every link and picture of a Markdown text, as written."""
    return (plain_links(text) or ()) if is_plain(text) else cleaned(text)[1]


def is_plain(text: str) -> bool:
    """Whether the links of a text can be told without converting it, and it isn't converted yet."""
    return text not in CLEANED and plain_links(text) is not None
