"""Which column of a region is what: what its heading says, put right by what its cells hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import field, replace

from ogpsite.importers.suggest import meaning, traits
from ogpsite.importers.suggest.meaning import CLEAR, PERHAPS
from ogpsite.importers.suggest.regions import Col, Region
from ogpsite.importers.suggest.traits import ENOUGH, Traits
from ogpsite.nouns import dataclass

TEXTS = frozenset(
    {"title", "description", "objective", "problem", "causes", "done_so_far", "solution", "results", "transparency"}
    | {"accountability", "participation", "relevance", "extra", "progress", "comments", "challenges", "next_steps"}
    | {"verification", "outputs", "indicator", "target", "baseline", "budget", "heard", "reply", "agenda", "place"}
)
LONG = 100  # letters, on average, beyond which a text is no title where another column may hold titles
PERSONAL = frozenset({"person", "mail"})


@dataclass(frozen=True)
class Part:
    """A column with what it is taken for. `others`: the same in other languages; `below`: texts to be put below it."""

    col: Col
    role: str
    level: int
    traits: Traits
    language: str = ""
    others: tuple[tuple[str, Col], ...] = ()
    below: tuple[Col, ...] = ()

    @property
    def place(self) -> int:
        """Where the column stands."""
        return self.col.place


@dataclass(frozen=True)
class Sorted:
    """A region with its parts; `marks` are columns of which one is ticked; `languages` those of its texts."""

    region: Region
    parts: tuple[Part, ...]
    marks: tuple[Col, ...] = ()
    languages: tuple[str, ...] = ()
    spare: tuple[Col, ...] = ()

    def all(self, role: str, level: int | None = None) -> list[Part]:
        """The parts of a role, at one level or at any, without those that belong to one period."""
        return [
            part
            for part in self.parts
            if part.role == role and level in (None, part.level) and not part.col.meaning.period
        ]

    def first(self, role: str, level: int | None = None) -> Part | None:
        """The first of them."""
        return next(iter(self.all(role, level)), None)


@dataclass
class Desk:
    """What is found while a region is sorted."""

    parts: list[Part] = field(default_factory=list)
    spare: list[Col] = field(default_factory=list)


def sort(region: Region) -> Sorted:
    """The region with a role for every column that has one."""
    desk = Desk()
    marks = marks_of(region)
    for col in region.cols:
        if col in marks:
            continue
        found = traits.of_cells(col.filled)
        role, level = role_of(col, found, region)
        if role and (found.count or region.form or col.meaning.score >= CLEAR):
            desk.parts.append(Part(col, role, level, found))
        elif found.count:
            desk.spare.append(col)
    unnamed(desk, region)
    desk.parts = titled(desk.parts)
    languages = languages_of(region, desk.parts)
    parts, spare = joined(desk.parts, languages)
    also = [language for part in parts for language, _ in part.others]
    languages = tuple(dict.fromkeys((*languages, *also)))
    return Sorted(region, tuple(parts), marks, languages, (*desk.spare, *spare))


def role_of(col: Col, found: Traits, region: Region) -> tuple[str, int]:
    """The role and level of one column."""
    said = col.meaning
    role = said.role if said.score >= PERHAPS else ""
    if region.form or not found.count:
        return role, said.level
    if role in ("status", "progress", "percent") or (said.period and not role):
        role = told(role, found)
    elif role == "id" and found.length > 25:
        role = "title"
    elif role == "verification" and found.url >= ENOUGH:
        role = "evidence"
    elif role in ("due", "start", "reported_on") and found.day < 0.2 and found.length > 120:
        role = "comments"
    elif (role == "title" and found.id >= 0.9 and found.length < 16 and not said.level) or (
        role == "title" and said.level and found.id >= 0.9 and found.length < 8
    ):
        role = "id"
    elif role in ("indicator", "outputs", "target") and found.id >= 0.9 and found.length < 16 and found.distinct > 2:
        return "id", 3 if deep(col) else said.level
    elif role == "period" and found.period < ENOUGH and found.length > 40:
        role = "comments"
    elif role in ("progress", "target") and said.score < 60:
        role = ""
    return role, said.level


def deep(col: Col) -> bool:
    """Whether the ids of a column are those of parts of milestones: C01.1.2."""
    levels = [traits.level_of(cell.text) for cell in col.filled]
    return bool(levels) and sum(level == 3 for level in levels) * 2 > len(levels)


def told(role: str, found: Traits) -> str:
    """Whether a column about progress holds states, shares or words."""
    if found.share >= ENOUGH:
        return "percent"
    if found.state >= ENOUGH and (found.length < 45 or found.state >= 0.9):
        return "status"
    if found.length > 45 or (role != "status" and found.state < ENOUGH):
        return role if role in ("progress", "comments") else "progress"
    return role or "progress"


def titled(parts: Sequence[Part]) -> list[Part]:
    """The parts with a title for every level that has ids or descriptions and nothing better for a title."""
    found = short_titles(parts)
    named = {part.level for part in found if part.role in ("id", "description", "outputs", "indicator")}
    levels = sorted(named, reverse=True)
    for level in levels:
        have = {part.level for part in found if part.role == "title"}
        if level in have or 0 in have or (level == 0 and have):
            continue
        wanted = {level, 0} if level == levels[0] else {level}
        for role in ("description", "objective", "indicator", "outputs"):
            mine = [part for part in found if part.role == role and part.level in wanted]
            needed = level > 0 or any(part.role == "id" for part in found)
            if mine and needed:
                found = [replace(part, role="title", level=level) if part is mine[0] else part for part in found]
                break
    return nested(found)


def short_titles(parts: Sequence[Part]) -> list[Part]:
    """The parts with *Step 1*, *Step 2* below the heading *Milestone* as titles, where another column has the ids."""
    found = list(parts)
    for level in sorted({part.level for part in parts if part.role == "id" and part.level}):
        have = any(part.level == level and part.role in ("title", "description") for part in found)
        own = [part for part in found if (part.role, part.level) == ("id", level)]
        longest = max(own, key=lambda part: part.traits.length)
        if not have and len(own) > 1 and longest.col.meaning.role == "title":
            found = [replace(part, role="title") if part is longest else part for part in found]
    return found


def nested(parts: Sequence[Part]) -> list[Part]:
    """The parts with *Marco 1*, *Marco 2* as titles of milestones, where actions stand below them."""
    have = {part.level for part in parts if part.role == "title"}
    if 3 not in have or 2 in have:
        return list(parts)
    back = next(
        (part for part in parts if (part.role, part.level) == ("id", 2) and part.col.meaning.role == "title"), None
    )
    return [replace(part, role="title") if part is back else part for part in parts]


def marks_of(region: Region) -> tuple[Col, ...]:
    """Columns headed by states (*No iniciado*, *Completo*) of which one is ticked in each row."""
    found = [
        col
        for col in region.cols
        if col.meaning.status and not col.meaning.period and all(len(cell.text.strip()) <= 4 for cell in col.filled)
    ]
    return tuple(found) if len(found) >= 2 and any(col.filled for col in found) and not region.form else ()


def unnamed(desk: Desk, region: Region) -> None:
    """Give columns whose heading says nothing the role that their cells show, where no other has it."""
    have = {part.role for part in desk.parts}
    for col in list(desk.spare):
        found = traits.of_cells(col.filled)
        role = shown(col, found, have, region)
        if role:
            desk.spare.remove(col)
            desk.parts.append(Part(col, role, 0, found))
            have.add(role)
    desk.parts.sort(key=lambda part: part.place)


def shown(col: Col, found: Traits, have: set[str], region: Region) -> str:
    """The role that the cells of a column show, if they show one."""
    percent = found.share >= 0.8 and any("%" in cell.text for cell in col.filled)
    first = col.place == min(other.place for other in region.cols)
    for role, test in (
        ("evidence", found.url >= ENOUGH),
        ("percent", percent),
        ("status", found.state >= 0.8 and found.count >= 2 and found.distinct <= max(3, found.count // 2)),
        ("start", found.day >= 0.8 and found.count >= 2 and begins(col, region)),
        ("due", found.day >= 0.8 and found.count >= 2),
        ("id", first and found.id >= 0.8 and found.distinct >= 0.8 * found.count),
    ):
        if test and role not in have:
            return role
    if region.form or found.length <= 12 or found.day >= ENOUGH:
        return ""
    meant = {"title": col is texts(region)[0], "description": col is texts(region)[1]}
    return next((role for role, is_it in meant.items() if is_it and role not in have), "")


def begins(col: Col, region: Region) -> bool:
    """Whether nobody understood the next column of days either, and none of its days is earlier."""
    later = (other for other in strange(region) if other.place > col.place)
    ends = next((other for other in later if traits.of_cells(other.filled).day >= 0.8), None)
    if ends is None:
        return False
    days = (
        (traits.day_of(one.text), traits.day_of(last.text)) for one, last in zip(col.cells, ends.cells, strict=True)
    )
    pairs = [(day, end) for day, end in days if day and end]
    return len(pairs) >= 2 and all(day <= end for day, end in pairs)


def texts(region: Region) -> tuple[Col | None, Col | None]:
    """Of the columns that nobody understood, that of titles, and that of texts that belong to them, if there is one.

    That with most words holds titles, unless they are long and a column before it has shorter words of its own in
    nearly every row.
    """
    cols = strange(region)
    most = max(cols, key=lambda col: (sum(len(cell.text) for cell in col.filled), -col.place), default=None)
    if most and traits.of_cells(most.filled).length > LONG:
        for col in (col for col in cols if col.place < most.place):
            if any("@" in cell.text for cell in col.filled):
                continue  # mailboxes are nobody's titles
            found = traits.of_cells(col.filled)
            if 12 < found.length <= LONG and found.day < ENOUGH and found.distinct >= 0.8 * len(most.filled):
                return col, most
    return most, None


def strange(region: Region) -> list[Col]:
    """The columns whose headings nobody understood."""
    return [col for col in region.cols if not col.meaning.role]


def languages_of(region: Region, parts: Sequence[Part]) -> tuple[str, ...]:
    """The languages of the texts: the first is that of most of them."""
    votes: Counter[str] = Counter()
    for part in parts:
        if part.col.meaning.tag:
            votes[part.col.meaning.tag] += 4
        elif part.role in TEXTS:
            language = meaning.language_of(cell.text for cell in part.col.filled[:40])
            votes[language] += 3 if language else 0
        spoken = part.col.meaning.spoken
        if len(spoken) == 1:
            votes[next(iter(spoken))] += 1
    votes.pop("", None)
    pairs = {language for part in parts if (language := part.col.meaning.tag)}
    order = [language for language, _ in votes.most_common()]
    first = next((language for language in order), "")
    if pairs and first not in pairs:
        first = next(language for language in order if language in pairs)
    return tuple(dict.fromkeys(language for language in (first, *sorted(pairs)) if language))


def joined(parts: Sequence[Part], languages: Sequence[str]) -> tuple[list[Part], list[Col]]:
    """Columns that say the same in several languages as one part; a second text of one kind below the first."""
    found: dict[tuple[str, int, str, str], Part] = {}
    spare: list[Col] = []
    first = languages[0] if languages else ""
    wide = len({part.col.meaning.number for part in parts if part.role == "title" and part.level > 1}) > 1
    for part in parts:
        said = part.col.meaning
        language = said.tag or own_language(part, first)
        key = (part.role, part.level, said.period, said.number if wide else "")
        before = found.get(key)
        if before is None:
            found[key] = replace(part, language=language)
        elif (
            (part.role in TEXTS or (said.tag and part.role == "due"))
            and language != before.language
            and translated(before.col, part.col)
        ):
            if language in dict(before.others):
                spare.append(part.col)
            else:
                found[key] = replace(before, others=(*before.others, (language, part.col)))
        elif part.role in ("evidence", "status", "percent") and said.tag:
            spare.append(part.col)
        elif part.role in ("id", "title", "due", "start", "lead"):
            found[(*key[:3], f"again {part.place}")] = replace(part, language=language)
        elif part.role in TEXTS:
            found[key] = replace(before, below=(*before.below, part.col))
        else:
            spare.append(part.col)
    return [main_first(part, first) for part in found.values()], spare


def translated(one: Col, other: Col) -> bool:
    """Whether two columns of one kind are the same in two languages, and not two texts."""
    if one.meaning.tag or other.meaning.tag:
        return True
    return not one.meaning.spoken & other.meaning.spoken and bool(one.meaning.spoken and other.meaning.spoken)


def main_first(part: Part, first: str) -> Part:
    """The part with the main language in front."""
    others = dict(part.others)
    if part.language == first or first not in others:
        return part
    rest = tuple((language, col) for language, col in part.others if language != first)
    return replace(part, col=others[first], language=first, others=((part.language, part.col), *rest))


def own_language(part: Part, first: str) -> str:
    """The language of a column without a tag: that of its cells."""
    if part.role not in TEXTS:
        return first
    return meaning.language_of(cell.text for cell in part.col.filled[:40]) or first
