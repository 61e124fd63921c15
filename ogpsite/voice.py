"""The language in which editors are told of problems: the site's first one, as far as the catalogues go."""

from __future__ import annotations

from pathlib import Path

from ogpsite.build.known import settings_of
from ogpsite.locales import SOURCE
from ogpsite.problems import Refused, Say
from ogpsite.theme import open_theme
from ogpsite.words import Words


def speaker(root: Path) -> Words:
    """The words of the first language of a site; those of English where that isn't known."""
    try:
        settings = settings_of(root)
        if settings.languages and settings.languages[0].split("-")[0] != SOURCE:
            return open_theme(settings.theme or "default", root).words(settings.languages[0])
    except (OSError, Refused):
        pass
    return Words(SOURCE)


def voice_in(language: str, root: Path) -> Say:
    """What puts words into a language that a site will have; English where there is no catalogue for it."""
    try:
        if language and language.split("-")[0] != SOURCE:
            return open_theme("default", root).words(language).told
    except (OSError, Refused):
        pass
    return Words(SOURCE).told


def voice(root: Path, both_ways: bool = False) -> Say:
    """What puts the words of a problem into the first language of a site.

    `both_ways`: for a terminal that puts words from the right and from the left in order.
    """
    found = speaker(root)
    return found.in_terminal if both_ways else found.told
