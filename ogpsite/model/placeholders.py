"""Which words say that a text is still to be written: as a whole value, or as a whole paragraph (content-model 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ogpsite.model import records

PLACEHOLDER = re.compile(
    r"\W*(lorem ipsum\b.*|tbd|tbc|to be (determined|confirmed|completed|added)|xxx+|todo|t[ií]tulo del hito|"
    r"[aà] (compléter|completer|définir|definir)|por (definir|completar))\W*",
    re.I | re.S,
)
SIGNS = (  # one of them stands in every such text, in small letters; without i, k and s, which others stand in for
    *("lorem ", "tbd", "tbc", "to be d", "to be c", "to be a", "xxx", "todo"),
    *("tulo del h", "a compl", "à compl", "a déf", "à déf", "a def", "à def", "por d", "por c"),
)
EXAMPLE_HOST = re.compile(r"(.*\.)?example\.(org|com|net)", re.I)  # RFC 2606: nobody can own them


def examples_in(settings: records.Settings) -> Iterator[tuple[str, str]]:
    """What the settings still hold of the examples of `init`, by field: the site's address, the mailbox for readers."""
    email = settings.contact.email if settings.contact else ""
    for name, value, host in (
        ("url", settings.url, urlsplit(settings.url or "").hostname),
        ("contact.email", email, email.rpartition("@")[2]),
    ):
        if EXAMPLE_HOST.fullmatch(host or ""):
            yield name, value
