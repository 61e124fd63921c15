"""Words of states that are near to one of the model's: guesses, to be shown to a person."""

from __future__ import annotations

import re
from functools import cache

from ogpsite.importers import tongues
from ogpsite.importers.suggest.meaning import lexicon


@cache
def guesses() -> tuple[tuple[str, str], ...]:
    """Words of states and words near them with their codes, the longest first."""
    known = {word: code for word, code in tongues.table("status").items() if len(word) > 2}
    near = {word.strip(): code for code, words in lexicon()["states"].items() for word in str(words).split(";")}
    return tuple(sorted((near | known).items(), key=lambda item: (-len(item[0]), item[0])))


def guess(text: str) -> str:
    """The status that words say or come near to (`En proceso, con retraso`); empty where they say nothing like it."""
    if sure := tongues.code("status", text):
        return sure
    words = " ".join(re.findall(r"[^\W_]+", tongues.plain(text).replace("%", " percent ")))
    for near, meant in guesses():
        if f" {near.replace(chr(39), ' ')} " in f" {words} ":
            return meant
    return ""


def sure(text: str) -> bool:
    """Whether the words are those of a status, and not only near to it."""
    return tongues.code("status", text) is not None
