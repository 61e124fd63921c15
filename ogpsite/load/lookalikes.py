"""Words in which letters of another script stand in for Latin ones, or the other way round: they read like a word that
they aren't. Words of one script are fine, whichever it is; so are signs such as µ, Ω or Δ beside Latin letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ogpsite.problems import Place, Problem, phrase

OTHERS = "\u0370-\u03ff\u0400-\u052f\u0531-\u058f\u13a0-\u13fd"  # Greek, Cyrillic, Armenian, Cherokee
LATIN = "A-Za-z\u00c0-\u024f"
MARKS = "\u0300-\u036f"  # accents that stand as signs of their own
MIXED = f"[{LATIN}][{MARKS}]*[{OTHERS}]|[{OTHERS}][{MARKS}]*[{LATIN}]"  # slow to compile, and few sites need it
WORD = re.compile(rf"(?:[^\W\d_][{MARKS}]*)+")
HOST = re.compile(r"(?i)https?://(?:[^\s/?#@]*@)?([^\s/?#:\"'<>)\]]+)")
PACKED = "xn--"  # how hosts of other scripts are written in ASCII
# letters that are drawn like Latin ones (from the confusables of Unicode Technical Standard 39), script by script
LIKE_LATIN = {
    "CYRILLIC": frozenset("аеосрхуіјѕһԁԛԝӏґгкАВЕКМНОРСТУХІЈЅҺԀԚԜӀЅҮүЗ"),
    "GREEK": frozenset("αγικνορτυηκςΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"),
    "ARMENIAN": frozenset("աոսցօհյզեգԱՍՕԼՏ"),
    "CHEROKEE": frozenset(map(chr, range(0x13A0, 0x13F6))),
}
LATIN_ALIKE = frozenset("aceijopsxyhkmtnruvABCEHIKMOPSTXYZJN")


def problems(path: str, text: str) -> Iterator[Problem]:
    """A warning for each line that holds such a word, or a link to a host of such a name."""
    if text.isascii() and PACKED not in text.lower():
        return
    for number, line in enumerate(text.split("\n"), 1):
        word = first_in(line)
        if word:
            signs = ", ".join(f"{letter} U+{ord(letter):04X}" for letter in strangers(word))
            message = phrase(
                "line {line} holds {word}, in which letters of another script look like those beside them ({signs})",
                line=number,
                word=repr(word),
                signs=signs,
            )
            hint = phrase("type the word anew in one script; it may be another name than the one it reads like")
            yield Problem(Place(path, number), "lookalike", message, hint, fatal=False)


def first_in(line: str) -> str:
    """The first deceptive word or name of a host in a line; an empty text where there is none."""
    if line.isascii() and PACKED not in line.lower():
        return ""
    if re.search(MIXED, line):
        for found in WORD.finditer(line):
            if is_mixed(found[0]):
                return found[0]
    return next((name for found in HOST.finditer(line) if (name := deceptive(found[1]))), "")


def is_mixed(word: str) -> bool:
    """Whether letters of a word look like those of the script that the rest of it is written in."""
    if not re.search(MIXED, word):
        return False
    by_script: dict[str, set[str]] = {}
    for letter in unicodedata.normalize("NFD", word):
        if not unicodedata.combining(letter):
            by_script.setdefault(unicodedata.name(letter, "").partition(" ")[0], set()).add(letter)
    if len(word) < 3:
        return False  # a formula, such as νt
    latin = by_script.get("LATIN", set())
    for script, alike in LIKE_LATIN.items():
        others = by_script.get(script, set())
        if latin and others and (others <= alike or (len(others) > 1 and latin <= LATIN_ALIKE)):
            return True
    return False


def strangers(word: str) -> list[str]:
    """The letters of a word that aren't Latin, or the Latin ones where those are fewer."""
    letters = list(dict.fromkeys(one for one in word if one.isalpha()))
    latin = [one for one in letters if unicodedata.name(one, "").startswith("LATIN")]
    others = [one for one in letters if one not in latin]
    return latin if latin and len(latin) < len(others) else others


def deceptive(host: str) -> str:
    """The name in a host that reads like a Latin one: written in another script under a Latin ending, also where it is
    written as `xn--…`."""
    *names, ending = host.rstrip(".").split(".")
    for name in (*names, ending):
        shown = decoded(name)
        letters = [one for one in shown if one.isalpha()]
        whole = len(letters) > 1 and ending.isascii() and not ending.lower().startswith("xn--")
        if is_mixed(shown) or (whole and any(set(letters) <= alike for alike in LIKE_LATIN.values())):
            return shown
    return ""


def decoded(name: str) -> str:
    """A part of a host's name as browsers may show it."""
    if not name.lower().startswith("xn--"):
        return name
    try:
        return name[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return name
