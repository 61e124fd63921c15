"""The language in which editors are told of problems: the site's first one, as far as the catalogues go."""

from __future__ import annotations

from pathlib import Path

from ogpsite.build import settings_of
from ogpsite.problems import Refused, Say
from ogpsite.theme import open_theme
from ogpsite.words import SOURCE


def voice(root: Path) -> Say:
    """What puts the words of a problem into the first language of a site; they stay English where that isn't known."""
    try:
        settings = settings_of(root)
        if not settings.languages or settings.languages[0].split("-")[0] == SOURCE:
            return str
        return open_theme(settings.theme or "default", root).words(settings.languages[0]).told
    except (OSError, Refused):
        return str
