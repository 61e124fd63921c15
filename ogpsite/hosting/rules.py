"""The one model of how a site is served: the headers of each sort of answer, redirects, pages for what isn't there.

Every host file is written from it, object storage is filled by it, and the preview sends its headers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlsplit

from ogpsite import policy
from ogpsite.hosting.media import media_type
from ogpsite.model import records
from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.nouns import dataclass
from ogpsite.permanence import moves

Headers = tuple[tuple[str, str], ...]
SAFE = "/:?#[]@!&'()*+,;=%~"  # signs of an address that stay as they are in a header
YEAR = 31_536_000  # seconds
FOREVER = f"public, max-age={YEAR}, immutable"
HOUR = "public, max-age=3600"
BRIEFLY = "public, max-age=300"
OPEN = (("Access-Control-Allow-Origin", "*"), ("Cross-Origin-Resource-Policy", "cross-origin"))
ASSETS = r"assets/[0-9a-f]{16}/"  # the folder that is named by the content of all files in it
# what a page of this site never asks for, so that nothing that gets into one can
PERMISSIONS = (
    "accelerometer autoplay browsing-topics camera display-capture encrypted-media geolocation gyroscope "
    "magnetometer microphone midi payment publickey-credentials-get screen-wake-lock usb xr-spatial-tracking"
).split()


@dataclass(frozen=True, slots=True)
class Rule:
    """A sort of answers: its name, the beginning of their paths (a regular expression, from the site's root without
    `/`), and the headers that only these get."""

    name: str
    pattern: str
    headers: Headers


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address and where it leads; with `below`, what lies below the one leads to the same below the other."""

    old: str
    new: str
    below: bool = False


@dataclass(frozen=True)
class Hosting:
    """How a site is served. `base` is the path of its address without the `/` at its end; `always` are the headers
    of every answer; of `rules` the first that fits counts; `endings` are those of its files, with their media types."""

    url: str
    languages: tuple[str, ...]
    always: Headers
    rules: tuple[Rule, ...]
    redirects: tuple[Redirect, ...] = ()
    version: str = ""
    endings: tuple[tuple[str, str], ...] = ()
    packed: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        return urlsplit(self.url).path.rstrip("/")

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    def rule(self, path: str) -> Rule:
        """The sort that a file belongs to."""
        return next(one for one in self.rules if re.match(one.pattern, path))

    def headers(self, path: str) -> dict[str, str]:
        """Every header of the answer that a file gives, its media type and language among them."""
        rule = self.rule(path)
        found = dict((*self.always, *rule.headers, ("Content-Type", media_type(path))))
        return found | ({"Content-Language": self.language(path)} if rule.name == "pages" else {})

    def language(self, path: str) -> str:
        """The language of a page, by its path."""
        first = path.partition("/")[0]
        return first if first in self.languages[1:] else self.languages[0]

    def leads(self, path: str) -> str:
        """Where the page in a file only leads on to, as a header says it; an empty text for every other file."""
        new = self.ways.get(f"/{path.removesuffix('index.html')}", "")
        return quote(f"{self.base}{new}" if new.startswith("/") else new, safe=SAFE)

    @cached_property
    def ways(self) -> Mapping[str, str]:
        """The new address by the old one, where it isn't a whole folder."""
        return {one.old: one.new for one in self.redirects if not one.below}

    def as_json(self) -> bytes:
        """For programs, and for going back to an earlier release."""
        found: dict[str, Any] = {
            "about": "how this site is to be served: the host files beside this one say the same",
            "url": self.url,
            "languages": self.languages,
            "always": dict(self.always),
            "rules": [{"name": one.name, "path": one.pattern, "headers": dict(one.headers)} for one in self.rules],
            "redirects": [{"from": one.old, "to": one.new, "below": one.below} for one in self.redirects],
            "version": self.version,
        }
        return f"{json.dumps(found, ensure_ascii=False, indent=1)}\n".encode()


def read(data: bytes) -> Hosting | None:
    """A model as `as_json` wrote it; None where it is damaged or missing."""
    try:
        found = json.loads(data)
        rules = tuple(Rule(one["name"], one["path"], tuple(one["headers"].items())) for one in found["rules"])
        redirects = tuple(Redirect(one["from"], one["to"], one["below"]) for one in found["redirects"])
        languages = tuple(found["languages"])
        return Hosting(found["url"], languages, tuple(found["always"].items()), rules, redirects, found["version"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def of(edition: Edition, outputs: Iterable[Output]) -> Hosting:
    """The model of a site with all its files."""
    settings = edition.site.settings
    every = tuple(outputs)
    return Hosting(
        url=settings.url,
        languages=edition.site.languages,
        always=tuple(always(settings)),
        rules=rules(settings),
        redirects=tuple(redirects(edition, every)),
        version=edition.look.version,
        endings=tuple(endings(output.path for output in every)),
        packed=settings.compress,
    )


def always(settings: records.Settings) -> Iterator[tuple[str, str]]:
    """The headers of every answer."""
    yield "X-Content-Type-Options", "nosniff"
    yield "Referrer-Policy", "no-referrer"
    yield "Permissions-Policy", ", ".join(f"{name}=()" for name in PERMISSIONS)
    yield "Cross-Origin-Opener-Policy", "same-origin"
    if policy.framers(settings) == ["'none'"]:
        yield "X-Frame-Options", "DENY"  # for browsers that don't know frame-ancestors
    if settings.url.startswith("https://"):  # browsers heed it only where it comes over https
        yield "Strict-Transport-Security", f"max-age={YEAR}"


def rules(settings: records.Settings) -> tuple[Rule, ...]:
    """The sorts of answers, the narrowest first."""
    data = "|".join(("json", "jsonld", "csv", "xml", "ics", "xlsx", "txt"))
    files = ("Content-Security-Policy", policy.FILES)
    own = ("Cross-Origin-Resource-Policy", "same-origin")
    pages = ("Content-Security-Policy", policy.of_header(settings))
    return (
        Rule("assets", ASSETS, (files, ("Cache-Control", FOREVER), own)),
        Rule("files", r"(?:files/|assets/|favicon\.ico$)", (files, ("Cache-Control", HOUR), *OPEN)),
        Rule("data", rf".*\.(?:{data})$", (files, ("Cache-Control", BRIEFLY), *OPEN)),
        Rule("pages", "", (pages, ("Cache-Control", BRIEFLY), own)),
    )


def redirects(edition: Edition, outputs: Iterable[Output]) -> Iterator[Redirect]:
    """Every old address: where a page leads on, the host does so first; then what lies below one as a whole."""
    for output in sorted(outputs, key=lambda one: one.path):
        if output.leads_to:
            yield Redirect(f"/{output.path.removesuffix('index.html')}", output.leads_to)
    for move in sorted(moves.moves(edition.site), key=lambda one: (-one.old.count("/"), one.old)):
        if move.below:
            yield Redirect(move.old, move.new, below=True)


def endings(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The endings of files, with their media types."""
    found = {path.rpartition(".")[2].lower() for path in paths if "." in path.rpartition("/")[2]}
    for ending in sorted(found | {"html", "css", "js", "json", "svg"}):
        media = media_type(f"x.{ending}").partition(";")[0]
        if ending.isalnum() and media != "application/octet-stream":
            yield ending, media
