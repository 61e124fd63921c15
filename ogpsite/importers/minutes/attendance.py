"""Who was there: tables and lists of attendees → numbers by sector and the bodies of the register; never a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from ogpsite.importers.atlas import fold
from ogpsite.importers.contributions import personal
from ogpsite.importers.daywords import folded
from ogpsite.importers.minutes.blocks import Block, Grid, Heading, Item, words_of
from ogpsite.nouns import dataclass

ATTENDEES = re.compile(
    r"\b(attend\w*|participants?|participantes|present|in attendance|asistent\w*|asistencia|asistieron|"
    r"presentes?|presents|presence|"
    r"liste des presen\w+|lista de presen\w+|teilnehm\w+|anwesen\w+|partecipanti|участник\w*|присутств\w+)\b|"
    r"الحضور|الحاضر|المشارك|出席"
)
SPEAKERS = re.compile(
    r"\b(speakers?|panel(ists?)?|ponentes?|oradores|intervenants?|palestrantes?|presenters?)\b|المتحدث"
)
ABSENT = re.compile(
    r"\b(apolog\w*|absen\w*|excus\w*|ausen\w*|regrets|invited|invitados|invites|convidados)\b|الغايب|المعتذر"
)
NUMBER = re.compile(
    r"\W*(?:number of |total |total de |nombre de |numero de |عدد )?([^:：]{3,40})[:：]\s*(\d{1,6})\W*\Z"
)
SECTOR_HEAD = re.compile(r"sector|secteur|setor|type|tipo|القطاع")
POSITION_HEAD = re.compile(
    r"position|role|title|function|cargo|puesto|fonction|poste|qualite|funcao|المنصب|الصفة|rol\b"
)
NO_BODY = re.compile(
    r"\W*|-+|n/?a|none|individual\w*|independent\w*|independiente\w*|citizens?|ciudadan\w+|particul\w+|self|"
    r"private citizen|cidadao?"
)
TOTAL = re.compile(r"total\w*|المجموع")
SECTORS = {
    "government": re.compile(r"\bgov\w*|gobierno|estado|public\w*|gouvernement|administra\w+|governo|حكوم"),
    "civil_society": re.compile(r"civil|cso|ngo|ong|osc|citizen|ciudadan|citoyen|cidad|مجتمع مدني|المدني"),
}
BY_REGISTER = {
    **dict.fromkeys(("government", "legislature", "judiciary", "independent-body", "local-government"), "government"),
    "civil-society": "civil_society",
}


@dataclass
class Attendance:
    """The numbers, the bodies in their order, the personal columns of tables (by table), and what is remarked."""

    numbers: dict[str, int] = field(default_factory=dict)
    bodies: list[str] = field(default_factory=list)
    personal: dict[int, tuple[int, ...]] = field(default_factory=dict)
    names: dict[int, tuple[int, ...]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Known:
    """The bodies of the register: key by name, sector by key."""

    keys: Mapping[str, str]
    sectors: Mapping[str, str]


def look(blocks: Sequence[Block], known: Known) -> Attendance:
    """Who was there, from all tables and lists of the text."""
    found = Attendance()
    sectors: Counter[str] = Counter()
    before = ""
    for block, listed in grouped(blocks):
        if isinstance(block, Grid):
            table(block, before, known, found, sectors)
        elif listed:
            people(listed, before, known, found, sectors)
        else:
            number(words_of(block), found)
            before = words_of(block) if isinstance(block, Heading) or len(words_of(block)) <= 80 else ""
    settle(found, sectors)
    return found


def grouped(blocks: Sequence[Block]) -> Iterator[tuple[Block, list[Item]]]:
    """The blocks; items of one list together with its first."""
    items: list[Item] = []
    for block in blocks:
        if isinstance(block, Item):
            items.append(block)
            continue
        if items:
            yield items[0], items
            items = []
        yield block, []
    if items:
        yield items[0], items


def table(grid: Grid, before: str, known: Known, found: Attendance, sectors: Counter[str]) -> None:
    """A table, if it is one of people: it has a column of names, and one of bodies or words that say so."""
    rows = grid.words()
    if len(rows) < 2:
        return
    head = rows[0]
    kinds = [personal.kind_of(cell) for cell in head]
    private = tuple(n for n, kind in enumerate(kinds) if kind in ("email", "phone", "identity", "birth", "address"))
    private += tuple(
        n for n, cell in enumerate(head) if re.fullmatch(r"signature|firma|assinatura|التوقيع", folded(cell))
    )
    if private:
        found.personal[id(grid)] = private
    says = folded(f"{before} {' '.join(head)}")
    is_people = bool(ATTENDEES.search(says) or SPEAKERS.search(says) or ABSENT.search(folded(before)))
    is_people = is_people or ("name" in kinds and any(map(personal.is_body, head)))
    if "name" not in kinds and not (is_people and any(map(personal.is_body, head))):
        return
    if not is_people and not private:
        return
    found.names[id(grid)] = tuple(n for n, kind in enumerate(kinds) if kind == "name")
    if ABSENT.search(folded(before)) and not ATTENDEES.search(folded(before)):
        return
    filled = [row for row in rows[1:] if any(row) and not TOTAL.fullmatch(folded(row[0]))]
    bodies_of(head, filled, known, found)
    if SPEAKERS.search(folded(before)) and not ATTENDEES.search(folded(before)):
        found.remarks.append(
            f"{len(filled)} speakers are listed; speakers alone are not the attendance, so it is not counted"
        )
        return
    found.numbers["attended"] = found.numbers.get("attended", 0) + len(filled)
    sectors.update(sector_of(head, row, known) for row in filled)


def bodies_of(head: list[str], rows: list[list[str]], known: Known, found: Attendance) -> None:
    """The bodies that a table names: the cells of a column of bodies, and those of the register in positions."""
    columns = [
        n for n, cell in enumerate(head) if personal.is_body(cell) or re.search(r"affiliation|afiliacion", folded(cell))
    ]
    positions = [n for n, cell in enumerate(head) if POSITION_HEAD.search(folded(cell)) and n not in columns]
    for row in rows:
        for n in columns:
            text = row[n] if n < len(row) else ""
            if not NO_BODY.fullmatch(folded(text)):
                put(known.keys.get(fold(text), text), found)
        for n in positions:
            for key in mentioned(row[n] if n < len(row) else "", known):
                put(key, found)
    if positions and not columns:
        found.remarks.append(
            "positions are no names of bodies: only those of the register were taken into `organisations`"
        )


def put(body: str, found: Attendance) -> None:
    """Add a body, once."""
    if body and body not in found.bodies:
        found.bodies.append(body)


def mentioned(text: str, known: Known) -> list[str]:
    """The bodies of the register whose whole name stands in a text."""
    plain = " " + re.sub(r"[^\w]+", " ", fold(text)) + " "
    names = {key: re.sub(r"[^\w]+", " ", name).strip() for name, key in known.keys.items() if len(name) >= 4}
    return [key for key, name in names.items() if name and f" {name} " in plain]


def sector_of(head: list[str], row: list[str], known: Known) -> str:
    """The sector of a row: as a column says, or as the register has it for its body; `?` where neither does."""
    for n, cell in enumerate(head):
        text = row[n] if n < len(row) else ""
        if SECTOR_HEAD.search(folded(cell)) and text:
            return next((name for name, pattern in SECTORS.items() if pattern.search(folded(text))), "other")
    for text in row:
        key = known.keys.get(fold(text)) or next(iter(mentioned(text, known)), "")
        if key in known.sectors:
            return BY_REGISTER.get(known.sectors[key], "other")
    return "?"


def people(items: list[Item], before: str, known: Known, found: Attendance, sectors: Counter[str]) -> None:
    """A list below words that say it is one of those present."""
    plain = folded(before)
    if not ATTENDEES.search(plain) or ABSENT.search(plain) or len(plain) > 60:
        return
    texts = [words_of(item) for item in items]
    found.numbers["attended"] = found.numbers.get("attended", 0) + len(texts)
    for text in texts:
        keys = mentioned(text, known)
        for key in keys:
            put(key, found)
        sectors.update([BY_REGISTER.get(known.sectors.get(keys[0], ""), "other") if keys else "?"])


def number(text: str, found: Attendance) -> None:
    """A line such as “Participants: 25”."""
    match = NUMBER.match(folded(text))
    if match and ATTENDEES.search(match[1]) and not ABSENT.search(match[1]):
        found.numbers.setdefault("attended", int(match[2]))


def settle(found: Attendance, sectors: Counter[str]) -> None:
    """The numbers by sector, where the sector of everybody is known."""
    if sectors and not sectors["?"] and sum(sectors.values()) == found.numbers.get("attended"):
        found.numbers |= {name: sectors[name] for name in ("government", "civil_society", "other") if sectors[name]}
    elif sectors["?"] and sum(sectors.values()) > sectors["?"]:
        found.remarks.append(f"the sector of {sectors['?']} attendees is not known, so none is counted by sector")


def without(block: Block, found: Attendance, names: bool) -> Block:
    """A table without its columns of addresses and signatures, and without names where that is asked for."""
    if not isinstance(block, Grid):
        return block
    gone = set(found.personal.get(id(block), ()))
    gone |= set(found.names.get(id(block), ())) if names else set()
    if not gone:
        return block
    return Grid(tuple(tuple(cell for n, cell in enumerate(row) if n not in gone) for row in block.rows))
