"""The list of all files of a site with their SHA-256: how it is written and read."""

from __future__ import annotations

import re
from collections.abc import Mapping

NAME = "manifest-sha256.txt"
# what tells a host how to serve the site, and is itself not served as it is
HOST_FILES = frozenset({".htaccess", "_headers", "_redirects", ".nojekyll", "CNAME"})
PACKED = (".gz", ".br")  # copies of other files, made for faster delivery
LINE = re.compile(r"([0-9a-f]{64}) [ *]([^\r\n]+)")


def is_listed(path: str) -> bool:
    """Whether a file of the output folder is one that readers get."""
    return path not in HOST_FILES and path != NAME and not path.startswith("_host/")


def written(digests: Mapping[str, str]) -> bytes:
    """The manifest: a digest, two blanks and a path on each line, sorted by path."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def read(data: bytes) -> dict[str, str]:
    """The digests by path. Raises ValueError where it isn't such a list, or names a place outside the folder."""
    found = {}
    for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
        match = LINE.fullmatch(line)
        if not match:
            raise ValueError(f"line {number} is not a SHA-256, two blanks and a path")
        path = match[2]
        if path.startswith(("/", "\\")) or ".." in path.replace("\\", "/").split("/"):
            raise ValueError(f"line {number} names a path outside the folder")
        found[path] = match[1]
    if not found:
        raise ValueError("it names no file")
    return found
