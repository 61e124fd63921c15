"""Media types and cache times of the files of a site, for hosts that have to be told for each file."""

from __future__ import annotations

import re

from ogpsite.load import media_type as by_ending

TEXTS = ("text/", "application/json", "application/xml", "application/ld+json", "application/javascript")
HASHED = re.compile(r"\.[0-9a-f]{8,}\.")  # a name that holds a part of the content's hash never changes its bytes
FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"


def media_type(path: str) -> str:
    """The media type of a file, with its encoding where it is text."""
    found = by_ending(path)
    return f"{found}; charset=utf-8" if found.startswith(TEXTS) or found.endswith("+xml") else found


def cache_control(path: str) -> str:
    """How long a browser or a CDN may keep a file without asking."""
    return FOREVER if HASHED.search(path.rpartition("/")[2]) else BRIEFLY
