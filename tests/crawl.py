"""Follows every link of a built site in memory, as a browser at some address would."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from ogpsite.build import Result

LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "form": "action", "iframe": "src"}


class PageParser(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.repeated: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("id")
        if name:
            if name in self.anchors:
                self.repeated.add(name)
            self.anchors.add(name)
        wanted = LINKS.get(tag)
        if wanted and given.get(wanted) is not None and given.get("rel") not in ("canonical", "alternate"):
            self.links.append(given[wanted] or "")
        if tag == "meta" and given.get("http-equiv") == "refresh":
            self.links.append((given.get("content") or "").partition("url=")[2])


def parsed(data: bytes) -> PageParser:
    page = PageParser()
    page.feed(data.decode())
    return page


def broken_links(result: Result, base: str, *, from_disk: bool = False) -> Iterator[str]:
    """Every internal link that leads nowhere when the site lies at `base` (a path that begins and ends with `/`)."""
    files = {output.path for output in result.outputs}
    pages = {output.path: parsed(output.data) for output in result.outputs if output.path.endswith(".html")}
    for path, page in pages.items():
        address = base + (path if from_disk else path.removesuffix("index.html"))
        yield from (f"{path}: two places are called {name!r}" for name in sorted(page.repeated))
        for link in page.links:
            problem = leads_to(link, address, base, files, pages, from_disk)
            if problem:
                yield f"{path}: {link!r} {problem}"


def leads_to(
    link: str, address: str, base: str, files: set[str], pages: Mapping[str, PageParser], from_disk: bool
) -> str:
    """What is wrong with a link, or an empty text."""
    parts = urlsplit(link)
    if parts.scheme in ("http", "https", "mailto", "tel"):
        return ""
    if parts.scheme or parts.netloc:
        return "has a strange form"
    target = urlsplit(urljoin(f"http://site{address}", link))
    whole = unquote(target.path)
    if not whole.startswith(base):
        return f"leaves the site at {base}"
    path = posixpath.relpath(whole, base) if whole != base else ""
    if whole.endswith("/"):
        if from_disk:
            return "is a folder, which can't be opened from disk"
        path = f"{path}/index.html".lstrip("/")
    if path not in files:
        return "leads nowhere"
    anchor = unquote(target.fragment)
    if anchor and path in pages and anchor not in pages[path].anchors:
        return f"has no place {anchor!r}"
    return ""
