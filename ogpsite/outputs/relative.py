"""Links that are relative to their page, so that a site works at the root, in a sub-folder, and from disk."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

SOURCES = re.compile(r' srcset="[^"]*"')
SOURCE = re.compile(r'(?<=["\s])/(?!/)[^\s",]*')
REFRESH = re.compile(r'(content="0; ?url=)(/(?!/)[^"]*)"')
LEADING = "|".join(rf'(?<=[ \n\t]{name}="/)' for name in ("href", "src", "action", "poster"))
LINKS = re.compile(rf'="(/(?!/)(?:{LEADING})[^"]*)"')  # what it begins with is found quickly
Folders = tuple[tuple[str, str, str], ...]  # those above a page: address, the way there, the name of the next below


def with_relative_links(
    html: str, address: str, offline: bool, base: str | None = None, newer: Mapping[str, str] = MappingProxyType({})
) -> str:
    """A page whose links to the site are relative to it; with `base` (the 404 page) they begin with that path.

    `newer` are the addresses that stand for others: those of static files, which are named by their content.
    """
    ways = Ways(posixpath.dirname(address), offline, base, newer)
    pieces = LINKS.split(html)
    pieces[1::2] = map(ways.__getitem__, pieces[1::2])
    made = "".join(pieces)
    if 'content="0;' in made:
        made = REFRESH.sub(lambda match: f'{match[1]}{ways.way(match[2])}"', made)
    if "srcset=" in made:
        made = SOURCES.sub(lambda match: SOURCE.sub(lambda one: ways.way(one[0]), match[0]), made)
    return made


class Ways(dict[str, str]):
    """The ways from a folder, by address, as values of attributes; most are asked for several times, and found once."""

    __slots__ = ("base", "folder", "folders", "newer", "offline", "top", "up")

    def __init__(self, folder: str, offline: bool, base: str | None, newer: Mapping[str, str]) -> None:
        self.folder, self.offline, self.base, self.newer = folder, offline, base, newer
        self.top, self.up = f"/{folder.split('/')[1]}", "../" * folder.count("/")
        usual = folder != "/" and not offline and base is None and "//" not in folder and "/." not in folder
        self.folders = above(folder) if usual else ()

    def __missing__(self, target: str) -> str:
        found = self[target] = f'="{self.way(target)}"'
        return found

    def way(self, target: str) -> str:
        """The way to an address."""
        whole = self.newer.get(target, target)
        if self.base is not None:
            return f"{self.base}{whole}"
        if self.folders and "//" not in whole and "/." not in whole:
            if not whole.startswith(self.top):  # it shares no folder with the page
                return f"{self.up}{whole[1:]}"
            for folder, way, name in self.folders:
                if whole.startswith(folder):
                    rest = whole[len(folder) :]
                    if rest.startswith(name) if name else rest[:1] in ("", "#", "?"):  # perhaps such a folder itself
                        break
                    return f"{way}{rest}"
        return relative(whole, self.folder, self.offline)


def above(folder: str) -> Folders:
    """A folder and those above it, the nearest first."""
    found, way, name = [], "", ""
    while folder:
        found.append((f"{folder}/", way, name))
        folder, _, name = folder.rpartition("/")
        way += "../"
    return (*found, ("/", way, name))


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
