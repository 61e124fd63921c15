"""What a heading means: the role of its column, the level it speaks of, and its language, in four languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ogpsite.importers import dues, tongues
from ogpsite.importers.cells import Cell
from ogpsite.importers.headings import JOINT
from ogpsite.importers.progress import period_of
from ogpsite.nouns import dataclass

FILE = Path(__file__).with_name("lexicon.yaml")
SPOKEN = ("en", "es", "fr", "pt")
WHOLE, CLEAR, SURE, PERHAPS = 100, 90, 60, 45
WEAK = frozenset({"indicator", "outputs", "target", "title", "id", "values"})
"""Roles whose words often only say of what the others speak: *indicator deadline*."""
SIGNS = (("ã", "pt"), ("õ", "pt"), ("ñ", "es"), ("¿", "es"), ("è", "fr"), ("ù", "fr"), ("ção", "pt"), ("ción", "es"))
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means. `role` is a name of the lexicon, empty where none fits; `level` is 1 for commitments,
    2 for milestones, 3 for their parts, 0 where the heading names none; `tag` is a language that it names; `period`
    one that it names, as a report's file has it; `status` the code of a word such as *Completed*; `score` how sure.
    """

    role: str = ""
    level: int = 0
    tag: str = ""
    spoken: frozenset[str] = frozenset()
    period: str = ""
    status: str = ""
    score: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase of the lexicon: its words, what it stands for, and in which language."""

    words: Phrase
    name: str
    language: str


@cache
def lexicon() -> Mapping[str, Any]:
    """The words of headings, from the file beside this one."""
    found = yaml.load(FILE.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert isinstance(found, dict)
    return found


@cache
def small() -> frozenset[str]:
    """Words that carry no meaning in a heading."""
    return frozenset(word for words in lexicon()["small"].values() for word in str(words).split())


@cache
def entries(part: str) -> Mapping[str, tuple[Entry, ...]]:
    """The phrases of one part of the lexicon, by their first word."""
    found: dict[str, list[Entry]] = {}
    for name, by_language in lexicon()[part].items():
        for language, phrases in by_language.items():
            for phrase in str(phrases).split(";"):
                words = tokens(phrase)
                if words:
                    found.setdefault(words[0], []).append(Entry(words, str(name), language))
    return {first: tuple(sorted(listed, key=lambda one: -len(one.words))) for first, listed in found.items()}


@cache
def tags() -> Mapping[str, str]:
    """Words that name a language, with its code."""
    return {word.strip(): code for code, words in lexicon()["languages"].items() for word in str(words).split(";")}


def tokens(text: str) -> Phrase:
    """The words of a heading that carry meaning, without accents, capitals and the s of plurals."""
    plain = tongues.plain(text).replace("%", " percent ").replace("n°", "numero ").replace("nº", "numero ")
    plain = re.sub(r"\bno\.(?=\s|$)", "numero", plain)
    found = re.findall(r"[^\W_]+|#", plain)
    if len(found) == 1:
        return (single(found[0]),)
    return tuple(single(word) for word in found if word not in small()) or tuple(single(word) for word in found)


def single(word: str) -> str:
    """A word without the s of its plural."""
    for many, one in (("iones", "ion"), ("coes", "cao"), ("ioes", "iao")):
        if word.endswith(many):
            return word.removesuffix(many) + one
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def of(heading: str) -> Meaning:
    """The meaning of a heading, which may have several lines (` / `) or say the same in two languages."""
    parts = [part for part in heading.split(JOINT) if part.strip()]
    if not parts:
        return Meaning()
    read = [of_part(part) for part in parts]
    last = max(range(len(read)), key=lambda number: (read[number].score >= SURE, number))
    found = read[last]
    level = found.level or next((one.level for one in reversed(read) if one.level), 0)
    if found.role == "title" and any(one.role not in ("", "title") and one.score >= SURE for one in read):
        found = next(one for one in read if one.role not in ("", "title") and one.score >= SURE)
    return replace(
        found,
        level=level,
        tag=next((one.tag for one in reversed(read) if one.tag), ""),
        period=next((one.period for one in read if one.period), ""),
        status=next((one.status for one in reversed(read) if one.status), ""),
        spoken=frozenset().union(*(one.spoken for one in read)),
    )


def of_part(text: str) -> Meaning:
    """The meaning of one line of a heading."""
    tag, rest = tagged(text)
    period, rest = dated(rest)
    bare = re.sub(r"^\s*(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]|[a-zA-Z][.)])\s+", "", rest)
    both = [of_words(tokens(half)) for half in re.split(r"\s*/\s*|\s+(?:and|y|e|et|&)\s+", bare)]
    if len({one.level for one in both if one.role == "title" and one.level}) > 1:
        return Meaning("title", 0, tag, both[0].spoken | both[1].spoken, score=CLEAR)
    halves = [half for half in re.split(r"\s*[/|\n]\s*|\s+[-–]\s+|[()\[\]]", bare) if half.strip()]
    candidates = [of_words(tokens(bare)), *((weaker(of_words(tokens(half))) for half in halves) if halves else ())]
    best: Meaning = candidates[max(range(len(candidates)), key=lambda place: (candidates[place].score, place))]
    status = tongues.code("status", bare) or ""
    number = next(iter(re.findall(r"\d+", bare)), "")
    spoken = best.spoken if best.score == WHOLE else frozenset().union(*(one.spoken for one in candidates))
    return replace(best, tag=tag, period=period, status=status, number=number, spoken=spoken)


def weaker(found: Meaning) -> Meaning:
    """The same, a little less sure."""
    return replace(found, score=max(0, found.score - 8))


def tagged(text: str) -> tuple[str, str]:
    """The language that a heading names at its end or beginning (`title_en`, `Titre (FR)`), and the rest of it."""
    for pattern in (r"(?s)(.+?)[\s_\-.(\[/]+([^\W\d_]+)[)\]]?\s*", r"(?s)()([^\W\d_]+)[_:]\s*(.+)"):
        found = re.fullmatch(pattern, text.strip())
        if not found:
            continue
        word = tongues.plain(found[2])
        if word in tags() and (len(word) > 2 or found[0][found.start(2) - 1 : found.start(2)] in "_-(["):
            return tags()[word], found[1] or found[found.lastindex or 1]
    whole = tongues.plain(text)
    return (tags()[whole], "") if len(whole) > 3 and whole in tags() else ("", text)


QUARTERS = re.compile(r"(?<!\d)\d{4}[-/ ]*[qthsQTHS][1-4]\b|\b[qthsQTHS][1-4][-/ ]*(?:de )?\d{4}(?!\d)")
SPAN = re.compile(
    r"(?:\d{4}[-/ ]*[qthsQTHS][1-4]|[qthsQTHS][1-4][-/ ]*(?:de )?\d{4}|\d{4}-(?:0[1-9]|1[0-2])(?!\d)"
    r"|[^\W\d]+\.?(?: de| del|-|/)? ?\d{4}"
    r"|(?:\w+|\d[ºª°]?) (?:quarter|trimestre|semestre|semester|half)(?: de| del| of)? \d{4}"
    r"|(?:trimestre|semestre|quarter|semester) \w+(?: de| del| of)? \d{4}|(?<!\d)\d{1,2}/\d{4}|(?<!\d)\d{4}(?!\d))"
)


def dated(text: str) -> tuple[str, str]:
    """The period that a heading names (`Avance T1 2025`, `Status (June 2024)`), and the rest of it."""
    spans = sorted(SPAN.finditer(text), key=lambda one: one.start() - len(one[0]))
    for found in [*QUARTERS.finditer(text), *spans]:
        if period := period_of(Cell(found[0], "")):
            return period, text[: found.start()] + " " + text[found.end() :]
    if period := period_of(Cell(text, "")):
        return period, ""
    for found in re.finditer(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2} de \w+ (?:de )?\d{4}|\d{1,2} \w+ \d{4}", text):
        if day := dues.exact_day(found[0], "day-month"):
            return day.isoformat()[:7], text[: found.start()] + " " + text[found.end() :]
    return "", text


def of_words(words: Phrase) -> Meaning:
    """The meaning of the words: their level taken off, the best phrase of the rest."""
    whole = list(phrases_in(words, "roles"))
    levels = list(phrases_in(words, "levels"))
    exact = [one for one, at in whole if len(one.words) == len(words)]
    level = max(levels, key=lambda pair: len(pair[0].words), default=None)
    if level and not exact:
        entry, at = level
        rest = words[:at] + words[at + len(entry.words) :]
        return with_level(entry, rest, levels)
    spoken = frozenset(one.language for one in exact) or frozenset(one.language for one, _ in whole)
    if not whole:
        return Meaning()
    best, _ = max(whole, key=lambda pair: (len(pair[0].words), pair[0].name not in WEAK, -pair[1]))
    return Meaning(best.name, 0, "", spoken, score=score_of(best, words))


def with_level(entry: Entry, rest: Phrase, levels: Iterable[tuple[Entry, int]]) -> Meaning:
    """A heading that names a level: with nothing else it is the title there, else what the rest says, there."""
    spoken = frozenset(one.language for one, _ in levels if one.words == entry.words)
    level = int(entry.name)
    rest = tuple(word for word in rest if not word.isdigit())
    if not rest:
        return Meaning("title", level, "", spoken, score=WHOLE)
    inner = list(phrases_in(rest, "roles"))
    if not inner:
        return Meaning("title", level, "", spoken, score=max(PERHAPS, WHOLE - 12 * len(rest)))
    best, _ = max(inner, key=lambda pair: (len(pair[0].words), -pair[1]))
    spoken = frozenset(one.language for one, _ in inner if one.name == best.name) & spoken or spoken
    return Meaning(best.name, level, "", spoken, score=score_of(best, rest))


def score_of(entry: Entry, words: Phrase) -> int:
    """How sure a phrase is: all of the words, or the more of them the surer."""
    if len(entry.words) == len(words):
        return WHOLE
    return min(90, 40 + 12 * len(entry.words) + 40 * len(entry.words) // len(words))


def phrases_in(words: Phrase, part: str) -> Iterator[tuple[Entry, int]]:
    """Every phrase of the lexicon that stands in the words, with its place."""
    by_first = entries(part)
    for at, word in enumerate(words):
        for entry in by_first.get(word, ()):
            if words[at : at + len(entry.words)] == entry.words:
                yield entry, at


def language_of(texts: Iterable[str]) -> str:
    """The language in which texts are written, by their small words; empty where nothing tells."""
    votes: Counter[str] = Counter()
    for text in texts:
        for word in re.findall(r"[^\W\d_]+", tongues.plain(text)):
            for language in SPOKEN:
                votes[language] += word in str(lexicon()["small"][language]).split()
        for sign, languages in (
            ("ã", "pt"),
            ("õ", "pt"),
            ("ñ", "es"),
            ("¿", "es"),
            ("è", "fr"),
            ("ê", "fr"),
            ("ção", "pt"),
            ("ción", "es"),
        ):
            votes[languages] += 2 * text.lower().count(sign)
    (first, most), *others = votes.most_common(2) or [("", 0)]
    return first if most and (not others or most > others[0][1]) else ""
