"""The theme's static files with the site's brand, its icons and card, and copies of files that records name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial

from ogpsite import colours, pictures
from ogpsite.memory.shelves import Shelf, digest
from ogpsite.model.facts import Edition
from ogpsite.model.site import Look, Output
from ogpsite.outputs.options import Options
from ogpsite.theme import Theme
from ogpsite.views import shell
from ogpsite.views.tongue import Tongue

DRAWN = "drawn"  # the shelf with icons and cards


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """Static files below `assets/`, content files below `files/`, byte for byte.

    Pages load static files from a folder that is named by their digest, so that browsers may keep them for ever. They
    also lie at their plain names: for scripts of themes, other sites and archives that name them there.
    """
    look = edition.look
    for name, data in sorted(look.statics.items()):
        yield Output(f"assets/{name}", data)
        yield Output(look.addresses[f"/assets/{name}"].removeprefix("/"), data)
    for name in sorted(look.pictures):
        yield Output(f"assets/{name}", look.pictures[name])
    shelf = options.memory.shelf(DRAWN)
    yield from (icon for icon in icons(look, shelf) if icon.path.removeprefix("assets/") not in look.statics)
    yield from cards(edition, theme, shelf)
    for path, known in sorted(edition.site.files.items()):
        yield Output(f"files/{path}", copy_of=path, sha256=known.sha256)


def icons(look: Look, shelf: Shelf) -> Iterator[Output]:
    """The icon as a drawing, for phones' home screens, and where every browser looks for it.

    From an own icon that is a drawing no pixels can be made: then browsers use the drawing alone. A theme's own
    files of these names stand.
    """
    quiet = colours.mixed(look.ink, look.plate, 0.35)
    if not look.icon:
        yield Output("assets/icon.svg", pictures.emblem_svg(look.plate, look.ink, quiet))
    if shell.has_pixels(look):
        own = look.files.get(look.icon)
        key = digest("icons", look.plate, look.ink, hashlib.sha256(own or b"").hexdigest())
        large, ico = shelf.remembered(key, lambda: pixels(look, own, quiet))
        yield Output("assets/icon-180.png", large)
        yield Output("favicon.ico", ico)


def pixels(look: Look, own: bytes | None, quiet: str) -> tuple[bytes, bytes]:
    """The icon in the size of home screens, and in that of tabs."""
    large, small = (
        pictures.squared(own, size) if own else pictures.emblem_png(look.plate, look.ink, quiet, size)
        for size in (180, 32)
    )
    return large, pictures.ico(small)


def cards(edition: Edition, theme: Theme, shelf: Shelf) -> Iterator[Output]:
    """The picture beside shared links: one in each language, unless the site has its own."""
    look, settings = edition.look, edition.site.settings
    if look.card:
        return
    font = theme.card_font()
    for language in edition.site.languages:
        tongue = Tongue(edition, theme.words(language), frozenset())
        words = [str(tongue.text(text)) for text in (settings.title, settings.country, settings.tagline)]
        key = digest("card", hashlib.sha256(font).hexdigest(), *words, look.plate, look.ink)
        made = shelf.remembered(key, partial(pictures.card, font, *words, look.plate, look.ink))
        yield Output(shell.card_path(edition, language), made)
