"""Words as they stand in XML. (The standard library's own opens its client for the network with it.)"""

from __future__ import annotations

SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
LINES = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def escape(words: str) -> str:
    """Words between tags."""
    return words.translate(SIGNS)


def quoteattr(words: str) -> str:
    """Words as the value of an attribute, with their quotation marks."""
    inner = words.translate(SIGNS).translate(LINES)
    if '"' not in inner:
        return f'"{inner}"'
    return f"'{inner}'" if "'" not in inner else '"{}"'.format(inner.replace('"', "&quot;"))
