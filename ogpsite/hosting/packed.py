"""Copies of pages and data that are packed ahead (`compress` in site.yaml), so that a small host needn't do it."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from ogpsite.hosting.media import is_packable
from ogpsite.memory.shelves import digest
from ogpsite.model import records
from ogpsite.model.site import Output, Remembered
from ogpsite.outputs.options import Options
from ogpsite.problems import Problem, of_field, phrase

LEAST = 1_000  # bytes below which packing gains nothing
GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"  # no name, no time, no system: the same text gives the same bytes


def make(settings: records.Settings, outputs: Iterable[Output], options: Options) -> Iterator[Output]:
    """A copy of every text for each wanted way of packing. What was packed before isn't packed again."""
    shelf = options.memory.shelf("packed")
    for output in outputs:
        if not settings.compress or output.copy_of or not is_packable(output.path):
            continue
        sha256 = output.sha256 or hashlib.sha256(output.data).hexdigest()
        for name in settings.compress:
            ending, pack = WAYS[name]
            key, path = digest(sha256, name), f"{output.path}.{ending}"
            known: tuple[str, int] | None = shelf.get(key)
            if known is None:
                data = pack(output.data) if size_of(output) >= LEAST else b""
                known = (hashlib.sha256(data).hexdigest(), len(data))
            shelf.keep(key, known)
            if known[1]:
                yield Remembered(path, *known, partial(packed_again, output, pack))


def packed_again(output: Output, pack: Callable[[bytes], bytes]) -> bytes:
    return pack(output.data)


def size_of(output: Output) -> int:
    return output.size if isinstance(output, Remembered) else len(output.data)


def gzip(data: bytes) -> bytes:
    """As gzip packs at its best."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    body = packer.compress(data) + packer.flush()
    return GZIP_HEAD + body + struct.pack("<LL", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def brotli(data: bytes) -> bytes:
    """As brotli packs at its best. Raises ImportError without the extra `compress`."""
    import brotli as packer

    found: bytes = packer.compress(data, mode=packer.MODE_TEXT)
    return found


WAYS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {"gzip": ("gz", gzip), "brotli": ("br", brotli)}


def missing(settings: records.Settings) -> Iterator[Problem]:
    """An error where `brotli` is asked for and its library isn't there."""
    if "brotli" in settings.compress:
        try:
            brotli(b"")
        except ImportError:
            message = of_field("compress", phrase("packing by brotli needs an extra that is not installed"))
            hint = phrase("pip install 'ogpsite[compress]', or leave brotli out")
            yield Problem(settings.at("compress"), "settings", message, hint)
