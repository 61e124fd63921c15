"""Which words say that a text is still to be written: as a whole value, or as a whole paragraph (content-model 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ogpsite.model import records

WORDS = (
    r"(?:lorem ipsum\b.*|tbd|tbc|to be (?:determined|confirmed|completed|added)|xxx+|todo|t[ií]tulo del hito|"
    r"[aà] (?:compléter|completer|définir|definir)|por (?:definir|completar))"
)
PLACEHOLDER = re.compile(rf"\W*{WORDS}\W*", re.I | re.S)
BEGINNING = re.compile(rf"\n[^\w\n]*{WORDS}", re.I)
EXAMPLE_HOST = re.compile(r"(.*\.)?example\.(org|com|net)", re.I)  # RFC 2606: nobody can own them


def may_be_unfinished(text: str) -> bool:
    """Whether a paragraph of a text begins as one that is still to be written: most texts needn't be looked through."""
    return BEGINNING.search(f"\n{text}") is not None


def examples_in(settings: records.Settings) -> Iterator[tuple[str, str]]:
    """What the settings still hold of the examples of `init`, by field: the site's address, the mailbox for readers."""
    email = settings.contact.email if settings.contact else ""
    for name, value, host in (
        ("url", settings.url, urlsplit(settings.url or "").hostname),
        ("contact.email", email, email.rpartition("@")[2]),
    ):
        if EXAMPLE_HOST.fullmatch(host or ""):
            yield name, value
