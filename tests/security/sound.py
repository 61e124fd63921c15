"""What finished HTML of a text may hold; the same for property tests and the fuzzer."""

# ruff: noqa: E501 - the list of elements
from __future__ import annotations

import re
from html.parser import HTMLParser

from ogpsite import prose

NAMES = frozenset().union(*prose.ATTRIBUTES.values()) | {"tabindex", "loading"}
VOID = frozenset({"br", "hr", "img"})
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)  # as browsers find it, once blanks and controls are gone


class Sound(HTMLParser):
    """Notes everything that no text may hold: other elements and attributes, addresses that run, open elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in prose.TAGS:
            self.found.append(f"<{tag}>")
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            leads = name in ("href", "src")
            scheme = SCHEME.match(re.sub(r"^[\x00-\x20]+|[\t\n\r]", "", value or "")) if leads else None
            if name not in NAMES or (scheme and scheme[1].lower() not in prose.SCHEMES):
                self.found.append(f"<{tag} {name}={value!r}>")
            if tag == "img" and leads and re.match(r"\s*(https?:|[/\\]{2})", value or "", re.I):
                self.found.append(f"a picture of another host: {value}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.found.append(f"</{tag}> closes something else")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data}>")


def unsound(made: str) -> list[str]:
    """What is wrong with the HTML of a text."""
    reader = Sound()
    reader.feed(made)
    reader.close()
    return [*reader.found, *(f"<{tag}> is never closed" for tag in reader.open)]


# the same of whole pages

ELEMENTS = frozenset(
    "html head meta title link script style body header nav main footer section article aside div span p a ul ol li dl dt "
    "dd h1 h2 h3 h4 h5 h6 img svg path rect circle line polyline polygon g text tspan desc use defs symbol title table "
    "caption thead tbody tfoot tr th td col colgroup form input select option button label fieldset legend output details "
    "summary time abbr address blockquote cite code pre em strong b i u s del ins sub sup small mark q kbd br hr wbr "
    "figure figcaption data datalist meter progress search template noscript dialog bdi bdo optgroup textarea "
    "clippath lineargradient stop pattern marker ellipse image hgroup menu picture source".split()
)


class Broken(HTMLParser):
    """Elements and attributes that no page of ours has."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.found.append(f"<{tag}>")
        if tag == "script" and not dict(attrs).get("src") and "json" not in (dict(attrs).get("type") or ""):
            self.found.append(f"an inline script {attrs}")
        for name, value in attrs:
            bad = name.startswith("on") or name in ("style", "srcdoc", "formaction", "ping", "background", "xlink:href")
            if bad or not re.fullmatch(r"[a-z][a-z0-9:-]*", name):
                self.found.append(f"<{tag} {name}={value!r}>")
            scheme = re.match(r"[\s\x00-\x20]*([a-z][a-z0-9+.-]*):", (value or "").lower())
            leads = name in ("href", "src", "action", "cite", "data", "poster") and scheme
            if leads and scheme and scheme[1] not in ("http", "https", "mailto", "tel", "webcal"):
                self.found.append(f"<{tag} {name}={value!r}>")
            loads = tag in ("img", "script", "source", "video", "audio", "iframe") and name in ("src", "srcset")
            if loads and re.match(r"\s*(https?:)?[/\\]{2}", value or ""):
                self.found.append(f"<{tag} {name}={value!r}> loads from elsewhere")
