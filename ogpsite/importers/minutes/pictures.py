"""Which pictures of a document a site can show, by what they are and not by what they are called."""

from __future__ import annotations

from ogpsite.importers.minutes.blocks import Picture

LARGEST = 20_000_000
SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)


def known(data: bytes) -> Picture | None:
    """The picture, if it is of a kind that every browser shows."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Picture(data, "webp")
    return next((Picture(data, ending) for sign, ending in SIGNS if data.startswith(sign)), None)
