"""Links that are relative to their page, so that a site works at the root, in a sub-folder, and from disk."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

SOURCES = re.compile(r' srcset="[^"]*"')
SOURCE = re.compile(r'(?<=["\s])/(?!/)[^\s",]*')
REFRESH = re.compile(r'(content="0; ?url=)(/(?!/)[^"]*)"')
LINKING = tuple(f"{space}{name}" for name in ("href", "src", "action", "poster") for space in " \n\t")


def with_relative_links(
    html: str, address: str, offline: bool, base: str | None = None, newer: Mapping[str, str] = MappingProxyType({})
) -> str:
    """A page whose links to the site are relative to it; with `base` (the 404 page) they begin with that path.

    `newer` are the addresses that stand for others: those of static files, which are named by their content.
    """
    folder = posixpath.dirname(address)
    top, up = f"/{folder.split('/')[1]}", "../" * folder.count("/")
    usual = folder != "/" and not offline and base is None and "//" not in folder and "/." not in folder

    def way(target: str) -> str:
        whole = newer.get(target, target)
        if usual and not whole.startswith(top) and "//" not in whole and "/." not in whole:
            return f"{up}{whole[1:]}"  # as `relative`, for what shares no folder with the page
        return f"{base}{whole}" if base is not None else relative(whole, folder, offline)

    ways = Ways(way)
    made = linked(html, ways)
    if 'content="0;' in made:
        made = REFRESH.sub(lambda match: f'{match[1]}{ways[match[2]]}"', made)
    if "srcset=" in made:
        made = SOURCES.sub(lambda match: SOURCE.sub(lambda one: ways[one[0]], match[0]), made)
    return made


class Ways(dict[str, str]):
    """The way from a page to each address, found once: most are asked for several times."""

    def __init__(self, way: Callable[[str], str]) -> None:
        self.way = way

    def __missing__(self, target: str) -> str:
        found = self[target] = self.way(target)
        return found


def linked(html: str, ways: Ways) -> str:
    """A page with other addresses in the attributes that lead somewhere; cutting at each is faster than any regex."""
    before, *pieces = html.split('="/')
    made = [before]
    for piece in pieces:
        if (before[-5:] == " href" or before.endswith(LINKING)) and piece[:1] != "/":
            target, sign, rest = piece.partition('"')
            made += ('="', ways[f"/{target}"], '"', rest) if sign else ('="/', piece)
        else:
            made += ('="/', piece)
        before = piece
    return "".join(made)


def relative(target: str, folder: str, offline: bool) -> str:
    """An address of the site, from a page in `folder`."""
    path, sign, rest = split_tail(target)
    made = between(path, folder)
    if path.endswith("/"):
        made = f"{made}/index.html" if offline else f"{made}/"
    return f"{made.removeprefix('./') if offline else made}{sign}{rest}"


def between(path: str, folder: str) -> str:
    """The way from a folder to an address; as `posixpath.relpath`, but many times faster where neither has dots."""
    if "//" in path or "/." in path or not folder.startswith("/"):
        return posixpath.relpath(path, folder)
    to, here = names(path), names(folder)
    same = 0
    for one, other in zip(to, here, strict=False):
        if one != other:
            break
        same += 1
    return "/".join(("..",) * (len(here) - same) + to[same:]) or "."


@lru_cache(maxsize=20_000)
def names(path: str) -> tuple[str, ...]:
    """The names in a path: most pages lead to the same places."""
    return tuple(path.strip("/").split("/")) if path != "/" else ()


@lru_cache(maxsize=20_000)
def split_tail(target: str) -> tuple[str, str, str]:
    """Path, sign and rest of an address with a query or an anchor."""
    found = re.match(r"([^?#]*)([?#]?)(.*)", target, re.S)
    assert found
    return found[1], found[2], found[3]
