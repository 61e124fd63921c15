"""The theme's static files, and copies of the evidence and pictures that published records name."""

from __future__ import annotations

from collections.abc import Iterator

from ogpsite.model.facts import Edition
from ogpsite.model.site import Output
from ogpsite.outputs.options import Options
from ogpsite.theme import Theme


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """Static files below `assets/`, content files below `files/`, byte for byte."""
    for name, data in theme.statics():
        yield Output(f"assets/{name}", data)
    for path in sorted(edition.site.files):
        yield Output(f"files/{path}", copy_of=path)
