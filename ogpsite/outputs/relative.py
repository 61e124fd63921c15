"""Links that are relative to their page, so that a site works at the root, in a sub-folder, and from disk."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

SOURCES = re.compile(rb' srcset="[^"]*"')
SOURCE = re.compile(r'(?<=["\s])/(?!/)[^\s",]*')
REFRESH = re.compile(rb'(content="0; ?url=)(/(?!/)[^"]*)"')
LEADING = b"|".join(rb'(?<=[ \n\t]%b="/)' % name for name in (b"href", b"src", b"action", b"poster"))
LINKS = re.compile(rb'="(/(?!/)(?:%b)[^"]*)"' % LEADING)  # what it begins with is found quickly
Folders = tuple[tuple[str, str, str], ...]  # those above a page: address, the way there, the name of the next below
NAME = re.compile("[^/?#]*")
ODD = "/"  # in place of a name: for addresses with dots or doubled slashes
ROOM = 5_000  # ways that are kept for other pages; those of a large site would fill the memory


def with_relative_links(
    page: bytes, address: str, offline: bool, base: str | None = None, newer: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    """A page whose links to the site are relative to it; with `base` (the 404 page) they begin with that path.

    `newer` are the addresses that stand for others: those of static files, which are named by their content.
    """
    return Links(offline, newer).made_relative(page, address, base)


class Links:
    """What makes the links of pages relative to each; what was found for one serves those beside it."""

    def __init__(self, offline: bool, newer: Mapping[str, str]) -> None:
        self.offline, self.newer = offline, newer
        self.last: Ways | None = None

    def made_relative(self, page: bytes, address: str, base: str | None = None, sources: bool = True) -> bytes:
        """As `with_relative_links`; without `sources` no picture of the page is there in several widths."""
        folder = posixpath.dirname(address)
        ways = self.last
        if ways is None or base is not None or not ways.serve(folder):
            ways = self.last = Ways(folder, self.offline, base, self.newer)
        pieces = LINKS.split(page)
        pieces[1::2] = map(ways.__getitem__, pieces[1::2])
        made = b"".join(pieces)
        if made.find(b'content="0;', 0, made.find(b"</head>")) >= 0:
            made = REFRESH.sub(lambda found: b'%b%b"' % (found[1], ways.way(found[2].decode()).encode()), made)
        if sources and b"srcset=" in made:
            made = SOURCES.sub(lambda found: SOURCE.sub(lambda one: ways.way(one[0]), found[0].decode()).encode(), made)
        return made


class Ways(dict[bytes, bytes]):
    """The ways from a folder, by address, as values of attributes; most are asked for several times, and found once.

    From the folders beside it most are the same: all but those to what lies within one of the two.
    """

    __slots__ = ("base", "beside", "folder", "folders", "newer", "offline", "own", "top", "up")

    def __init__(self, folder: str, offline: bool, base: str | None, newer: Mapping[str, str]) -> None:
        self.offline, self.base, self.newer = offline, base, newer
        self.up = "../" * folder.count("/")
        self.beside = f"{folder.rpartition('/')[0]}/"
        self.own: dict[str, list[bytes]] = {}  # what lies in this folder and in those beside it, by their names
        self.begin(folder)

    def begin(self, folder: str) -> None:
        usual = folder != "/" and not self.offline and self.base is None and "//" not in folder and "/." not in folder
        self.folder, self.folders = folder, above(folder) if usual else ()
        self.top = f"/{folder.split('/')[1]}"

    def serve(self, folder: str) -> bool:
        """Turns to another folder, where it lies beside the last one."""
        if not self.folders or folder.rpartition("/")[0] != self.beside[:-1] or len(self) > ROOM:
            return False
        if folder != self.folder:
            for name in (self.name(self.folder), self.name(folder), ODD):
                for target in self.own.pop(name, ()):
                    del self[target]
            self.begin(folder)
        return bool(self.folders)

    def name(self, address: str) -> str:
        """The name of the folder beside this one (or of this one) in which an address lies."""
        return NAME.match(address, len(self.beside))[0]  # type: ignore[index]

    def __missing__(self, target: bytes) -> bytes:
        address = target.decode("utf-8", "surrogatepass")  # the day may be left open in it
        whole = self.newer.get(address, address)
        if "//" in whole or "/." in whole:
            self.own.setdefault(ODD, []).append(target)
        elif whole.startswith(self.beside):
            self.own.setdefault(self.name(whole), []).append(target)
        found = self[target] = f'="{self.way_to(whole)}"'.encode("utf-8", "surrogatepass")
        return found

    def way(self, target: str) -> str:
        """The way to an address."""
        return self.way_to(self.newer.get(target, target))

    def way_to(self, whole: str) -> str:
        if self.base is not None:
            return f"{self.base}{whole}"
        if self.folders and "//" not in whole and "/." not in whole:
            if not whole.startswith(self.top):  # it shares no folder with the page
                return self.up + whole[1:]
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
