"""How running text shows pictures: in the width that fits the reader's screen; films and maps of others as links."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote, urlsplit

from markupsafe import escape

from ogpsite import links
from ogpsite.model.values import Picture

SIZES = "(min-width: 46rem) 44rem, 92vw"  # how wide a picture stands: a column of text, or nearly the whole phone
FILMS = frozenset("youtube.com youtu.be youtube-nocookie.com vimeo.com dailymotion.com twitch.tv ted.com".split())
FILM_ENDINGS = (".mp4", ".webm", ".ogv", ".mov")
MAPS = frozenset("openstreetmap.org umap.openstreetmap.fr maps.apple.com mapbox.com arcgis.com".split())


def picture(known: Mapping[str, Picture], target: str, origin: str, words: str, early: bool) -> str | None:
    """A picture of the site's own files as HTML; None where there is none.

    Width and height keep its place free while it loads; one further down loads when the reader comes near.
    """
    found = known.get(links.content_path(unquote(target).partition("#")[0], origin))
    if found is None:
        return None
    lazy = "" if early else ' loading="lazy"'
    size = f'width="{found.width}" height="{found.height}" alt="{escape(words)}"{lazy} decoding="async"'
    if found.ending == "svg":
        return f'<img src="{address(found, 0, "svg")}" {size}>'
    middle = max((one for one in found.widths if one <= 960), default=found.widths[-1])
    image = f'<img src="{address(found, middle, found.ending)}" srcset="{sources(found, found.ending)}" sizes="{SIZES}"'
    if found.ending == "webp":
        return f"{image} {size}>"
    webp = f'<source type="image/webp" srcset="{sources(found, "webp")}" sizes="{SIZES}">'
    return f"<picture>{webp}{image} {size}></picture>"


def address(found: Picture, width: int, ending: str) -> str:
    return f"/assets/{quote(found.name(width, ending))}"


def sources(found: Picture, ending: str) -> str:
    return ", ".join(f"{address(found, width, ending)} {width}w" for width in found.widths)


def kind_of(target: str) -> tuple[str, str]:
    """`film`, `map` or nothing, and the host on which it lies."""
    parts = urlsplit(target)
    host = (parts.hostname or "").removeprefix("www.")
    family = {host, host.partition(".")[2]}
    if family & FILMS or parts.path.lower().endswith(FILM_ENDINGS):
        return "film", host
    google = host.startswith("maps.google.") or (host.startswith("google.") and parts.path.startswith("/maps"))
    if google or family & MAPS or (host == "goo.gl" and parts.path.startswith("/maps")):
        return "map", host
    return "", host
