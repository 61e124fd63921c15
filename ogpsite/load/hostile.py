"""Files that could do harm: names that other systems can't hold or that mislead, drawings and pages that run code,
files and pictures beyond the limits. Judged by their bytes, read in pieces."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO

from ogpsite.load import lookalikes
from ogpsite.model.limits import MEGABYTE, Limits
from ogpsite.problems import Phrase, Place, Problem, phrase

RESERVED = re.compile(r"(?i)(con|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
FORBIDDEN = re.compile(r'[<>:"|?*\\]')
RUNS = frozenset(
    {".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml", ".svgz", ".js", ".mjs", ".xsl", ".xslt"}
)
UNKNOWN = frozenset({"", ".bin", ".dat", ".asp", ".aspx", ".php", ".jsp", ".cgi"})
DRAWN = frozenset({".svg", ".xml", ".rdf", ".rss", ".atom", ".kml", ".gml"})
LOOKS_LIKE_PAGE = (  # these three are compiled when such a file is looked at
    rb"(?is)\A\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script|iframe|"
    rb"svg|style|title|meta|a\s|img|table|div|h1|p>|br|xsl:stylesheet)"
)
RUNNING = (
    r"(?is)<(?:[\w-]+:)?(script|foreignobject|iframe|object|embed|handler|listener|animate[a-z]*|set)\b|<!ENTITY|<\?xml-stylesheet"
    r"|[\s\"'/]on[a-z]+\s*=|(?:href|src)\s*=\s*[\"']?\s*(?!#|data:image/(?:png|jpe?g|gif|webp))[^\"'\s>#]"
    r"|@import|url\(\s*[\"']?\s*(?!#|data:image/(?:png|jpe?g|gif|webp))[^)\s\"'#]"
)
IN_XML = r"(?i)<(?:[\w-]+:)?script\b|xml-stylesheet|w3\.org/(1999/xhtml|2000/svg|1999/xsl)|<!ENTITY"
HEAD = 4_096
PDF_INSTEAD = phrase("publish it as PDF or as a picture (PNG), or packed in a .zip")


def name_problems(path: str) -> Iterator[Problem]:
    """What is wrong with the name of a file or of the folders it lies in, for people and for other systems."""
    for name in path.split("/"):
        if is_fine(name):
            continue
        if RESERVED.fullmatch(name):
            message = phrase("Windows can't hold a file or folder of the name {name}", name=repr(name))
            yield Problem(Place(path), "name", message, phrase("rename it"))
        signs = FORBIDDEN.findall(name)
        if signs or name != name.rstrip(" ."):
            message = phrase(
                "the name {name} holds a blank or full stop at its end, which Windows can't hold", name=repr(name)
            )
            if signs:
                message = phrase(
                    "the name {name} holds the sign {sign}, which Windows can't hold",
                    name=repr(name),
                    sign=repr(signs[0]),
                )
            hint = phrase("rename it, so that everybody can keep a copy")
            yield Problem(Place(path), "name", message, hint, fatal=False)
        if lookalikes.first_in(name):
            message = phrase("the name {name} mixes letters of several scripts that look alike", name=repr(name))
            yield Problem(Place(path), "name", message, phrase("type it anew in one script"), fatal=False)


@lru_cache(maxsize=10_000)
def is_fine(name: str) -> bool:
    """Whether nothing is wrong with a name; most folders are named often."""
    odd = RESERVED.fullmatch(name) or FORBIDDEN.search(name) or name != name.rstrip(" .")
    return not (odd or lookalikes.first_in(name))


def dangers(root: Path, path: str, place: Place, limits: Limits) -> Iterator[Problem]:
    """Why a content file can't be published as it is. Raises OSError where it can't be read."""
    name = PurePosixPath(path).name
    file = root / "content" / path
    size = file.stat().st_size
    if size > limits.evidence * MEGABYTE:
        message = phrase("the file {file} is larger than {size} MB", file=repr(name), size=limits.evidence)
        hint = phrase("publish it elsewhere and link to it, or raise `limits.evidence` in site.yaml")
        yield Problem(place, "limit", message, hint)
        return
    with file.open("rb") as stream:
        head = stream.read(HEAD)
        reason = runs_code(PurePosixPath(path).suffix.lower(), head, stream, limits)
        if reason:
            yield Problem(
                place, "unsafe-file", phrase("the file {file} {reason}", file=repr(name), reason=reason), PDF_INSTEAD
            )
        stream.seek(0)
        pixels = megapixels(head, stream)
    if pixels > limits.picture:
        message = phrase(
            "the picture {file} has {count} million pixels, more than {most}",
            file=repr(name),
            count=f"{pixels:,}",
            most=limits.picture,
        )
        yield Problem(place, "limit", message, phrase("make it smaller, or raise `limits.picture` in site.yaml"))


def runs_code(ending: str, head: bytes, stream: IO[bytes], limits: Limits) -> Phrase | None:
    """In what way a browser that opens the file would run something; None where it would not."""
    if ending in RUNS:
        return phrase("would run in the reader's browser as a part of this site")
    if ending in DRAWN:
        stream.seek(0)
        data = stream.read(limits.text_file * MEGABYTE + 1)
        if len(data) > limits.text_file * MEGABYTE:
            return phrase("is a drawing or XML file of more than {size} MB", size=limits.text_file)
        found = re.search(RUNNING if ending == ".svg" else IN_XML, decoded(data))
        sign = found[0].strip()[:30] if found else ""
        return phrase("would run or load something in the reader's browser ({sign})", sign=sign) if found else None
    if ending in UNKNOWN and re.match(LOOKS_LIKE_PAGE, decoded(head).encode()):
        return phrase("holds a web page, which would run in the reader's browser as a part of this site")
    return None


def decoded(data: bytes) -> str:
    """Text in any of the encodings that a browser would try; entities of single letters undone."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\0" in data[:200]:
        return data.replace(b"\0", b"").decode("latin-1")
    return data.decode("utf-8", "replace")


def megapixels(head: bytes, stream: IO[bytes]) -> int:
    """Millions of pixels of a picture by what its head says; 0 for anything else."""
    width, height = dimensions(head, stream)
    return width * height // 1_000_000


def dimensions(head: bytes, stream: IO[bytes]) -> tuple[int, int]:
    """Width and height of a PNG, GIF, WebP, BMP, TIFF or JPEG picture in pixels."""
    if head[:8] == b"\x89PNG\r\n\x1a\n" and len(head) >= 24:
        return struct.unpack(">II", head[16:24])
    if head[:4] == b"GIF8" and len(head) >= 10:
        return struct.unpack("<HH", head[6:10])
    if head[:2] == b"BM" and len(head) >= 26:
        width, height = struct.unpack("<ii", head[18:26])
        return abs(width), abs(height)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP" and len(head) >= 30:
        return webp(head)
    if head[:2] == b"\xff\xd8":
        return jpeg(stream)
    return 0, 0


def webp(head: bytes) -> tuple[int, int]:
    if head[12:16] == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", head[26:30])
    return width & 0x3FFF, height & 0x3FFF


def jpeg(stream: IO[bytes]) -> tuple[int, int]:
    """The size in the frame of a JPEG, which stands behind its other parts."""
    stream.seek(2)
    for _ in range(1_000):
        mark = stream.read(4)
        if len(mark) < 4 or mark[0] != 0xFF:
            break
        length = int.from_bytes(mark[2:4], "big")
        if 0xC0 <= mark[1] <= 0xCF and mark[1] not in (0xC4, 0xC8, 0xCC):
            frame = stream.read(5)
            return (0, 0) if len(frame) < 5 else (int.from_bytes(frame[3:5], "big"), int.from_bytes(frame[1:3], "big"))
        stream.seek(max(length - 2, 0), 1)
    return 0, 0
