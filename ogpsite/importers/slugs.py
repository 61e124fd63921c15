"""Keys for records: permanent names of small letters, digits and hyphens, made from ids, titles and names."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 60


def slug(text: str, longest: int = LONGEST) -> str:
    """A key from words: `US0113.1` → `us0113-1`. Words in another script give `x-` and a short, constant hash."""
    words = text.replace("&", " and ").replace("'", "").replace("’", "")
    latin = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")
    letters = sum(1 for char in words if char.isalnum())
    if len(key.replace("-", "")) * 2 < letters:
        return "-".join(filter(None, ("x", hashlib.sha256(text.encode()).hexdigest()[:8])))
    return shortened(key, longest) or "x-" + hashlib.sha256(text.encode()).hexdigest()[:8]


def shortened(key: str, longest: int) -> str:
    """The key cut at a hyphen."""
    return key if len(key) <= longest else key[: longest + 1].rpartition("-")[0] or key[:longest]


def unique(key: str, taken: set[str]) -> str:
    """The key, or with the first free number behind it; it is then taken."""
    found, number = key, 2
    while found in taken:
        found, number = f"{key}-{number}", number + 1
    taken.add(found)
    return found
