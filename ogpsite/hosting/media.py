"""Media types of the files of a site, the same for every host and for the preview."""

from __future__ import annotations

from pathlib import PurePosixPath

from ogpsite.load import media_type as by_ending

TEXTS = ("text/", "application/json", "application/xml")
BY_NAME = {"feed.xml": "application/atom+xml", "feed.json": "application/feed+json"}
# forms that get smaller when they are packed; pictures, PDF and workbooks are packed already
PACKABLE = (".html", ".css", ".js", ".json", ".jsonld", ".csv", ".xml", ".svg", ".txt", ".ics", ".geojson")


def plain_type(path: str) -> str:
    """The media type of a file, without its encoding."""
    return BY_NAME.get(path.rpartition("/")[2]) or by_ending(path)


def media_type(path: str) -> str:
    """The media type of a file, with its encoding where it is text."""
    found = plain_type(path)
    return f"{found}; charset=utf-8" if is_text(found) else found


def is_text(media: str) -> bool:
    return media.startswith(TEXTS) or media.endswith(("+xml", "+json"))


def is_packable(path: str) -> bool:
    return PurePosixPath(path).suffix in PACKABLE
