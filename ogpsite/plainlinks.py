"""The links of a Markdown text that is written plainly, found by its letters: a `check` needs no more of most texts.

Whatever could be read in two ways isn't decided here, and the text is converted. `tests/test_plainlinks.py` holds that
what is found is what the conversion finds, in its order, by many ugly texts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from ogpsite.model.limits import BOUNDS, too_much

BARE = (  # what must not stand before it is looked at behind its first letter: so it is found many times faster
    r"""h(?<![\w"'=/>]h)ttps?://[^\s<>"'*\x02\x03]*[^\s<>"'*\x02\x03.,;:!?)\]}»”’]"""
)
ODD = ("<", "\x02", "\x03", "\r", "```", "~~~", "![", "\n*[", " *[", "///")  # what reaches beyond its paragraph
ODD_HERE = ("`", "\\", "{", "|", "&", "\t", ">")  # and what doesn't
INDENTED = re.compile(r"\n[\s:]")
MANY = 100  # signs of emphasis, which could be too deep for the conversion
LINK = re.compile(r"\[(?!\^)[^\[\]\n]*\]\(([\w/:.%?=+#@,;~$-]*)\)")
NOTE = re.compile(r"\[\^([\w-]+)\](?![(:])")  # where a footnote is referred to
NOTED = re.compile(  # a footnote, which may go on in lines that begin with a letter where it does, too
    r"\[\^([\w-]+)\]: +(.*|[^\W\d_].*(?:\n[^\W\d_].*)+)"
)
BESIDE = re.compile(r"://\S*\x03")  # an address that a footnote may end
STRESS = re.compile(  # plain emphasis, and what begins an item of a list
    r"\*(?:(?<![\w*]\*)(\*?)[^\s*](?:[^*]*[^\s*])?\*\1(?![\w*])|(?<![^\n]\*) )"
)
ADDRESS = re.compile(BARE)
FOUND = re.compile(rf"\x02|{BARE}")
OWN = re.compile(r"(?:https?://|mailto:|tel:)|[^:]*$", re.I)  # a target whose form is sure to be kept


@lru_cache(maxsize=20_000)
def plain_links(text: str) -> tuple[str, ...] | None:
    """Where the links of a text lead, as written, each once; those to a place in the text itself are none.

    None where only the conversion can tell, as of every text that shows a picture.
    """
    if not ("<" in text or "](" in text or "]:" in text or "://" in text or "\x02" in text or "\x03" in text):
        return ()
    if any(sign in text for sign in ODD) or text.count("*") + text.count("_") > MANY:
        return None
    parts = [part.strip("\n") for part in text.split("\n\n")]
    notes = [NOTED.fullmatch(line) for part in parts if part.startswith("[^") for line in footnotes(part)]
    names = {one[1] for one in notes if one}
    if not len(names) == len(notes) == text.count("]:"):
        return None
    whole = [part for part in parts if not part.startswith("[^")] + [one[2] for one in notes if one]  # as they come out
    found: list[str] = []
    for part in whole:
        if "](" in part or "://" in part:
            targets = links_in(part, names)
            if targets is None:
                return None
            found += targets
    if found and too_much(text, BOUNDS):
        return None
    return tuple(dict.fromkeys(target for target in found if not target.startswith("#")))


def footnotes(part: str) -> list[str]:
    """The footnotes that stand below one another; each begins a line."""
    first, *others = part.split("\n[^")
    return [first, *(f"[^{one}" for one in others)]


def links_in(part: str, notes: Collection[str]) -> Iterable[str] | None:
    """The links of a paragraph, heading, list or footnote in their order; None where it isn't plain."""
    targets = LINK.findall(part)
    bare = NOTE.sub(lambda match: "\x03" if match[1] in notes else "[", LINK.sub("\x02", part))
    plain = not (
        part.startswith("*[")
        or any(sign in part for sign in ODD_HERE)
        or INDENTED.search(f"\n{part}")
        or "#\n" in f"{part}\n"  # it may end a heading, and isn't part of an address then
        or "[" in bare
        or "]" in bare
        or ("_" in bare and "_" in ADDRESS.sub("", bare))
        or ("*" in bare and "*" in STRESS.sub("", bare))
        or BESIDE.search(bare)
    )
    return in_order(iter(targets), bare) if plain and all(map(OWN.match, targets)) else None


def in_order(targets: Iterator[str], bare: str) -> Iterator[str]:
    """The targets of links, whose places are marked, between the addresses that stand there as they are."""
    for match in FOUND.finditer(bare):
        yield next(targets) if match[0] == "\x02" else match[0]
