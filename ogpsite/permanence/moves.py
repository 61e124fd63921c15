"""Where an old address leads: by the aliases of records, by `redirects` of site.yaml, or to the page above it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from ogpsite.model import kinds, records
from ogpsite.model.facts import Edition
from ogpsite.model.ledger import Address, localised
from ogpsite.model.once import lasting, passing
from ogpsite.model.site import Site
from ogpsite.nouns import dataclass
from ogpsite.problems import Place, Problem, phrase

FARTHEST = 10  # moves in a row that are followed; more are a circle


@dataclass(frozen=True, slots=True)
class Move:
    """An old address and the new one; with `below`, everything under the one leads to the same under the other."""

    old: str
    new: str
    place: Place
    below: bool = False


@dataclass(frozen=True)
class Moves:
    """Everything that is known of where addresses went. `addresses` are those of all pages, in no language."""

    edition: Edition
    addresses: Collection[str]

    @cached_property
    def known(self) -> Mapping[str, Move]:
        """The moves by their old address; of those that name all below one, by its beginning."""
        found: dict[str, Move] = {}
        for move in moves(self.edition.site):
            found.setdefault(f"{move.old}*" if move.below else move.old, move)
        return found

    def is_anchor(self, address: str) -> bool:
        """Whether it is the address of a record or milestone that is a part of a page."""
        return "#" in address and address in anchors(self.edition.site)

    def language(self, address: str) -> tuple[str, str]:
        """The language of an address, and the address without it; of a language that the site no longer has, too."""
        first, _, rest = address.removeprefix("/").partition("/")
        codes = {*self.edition.site.languages, *(one for row in self.edition.ledger for one in row.languages)}
        default = self.edition.site.languages[0]
        return (first, f"/{rest}") if first in codes and first != default else (default, address)

    def is_there(self, address: str) -> bool:
        """Whether a page answers at an address (with its language)."""
        language, plain = self.language(address)
        return language in self.edition.site.languages and plain.partition("#")[0] in self.addresses

    def target(self, address: str) -> str:
        """The new address of an old one, which may be on another site; an empty text where none is known."""
        seen = address
        for _ in range(FARTHEST):
            found = self.step(seen)
            if not found or not found.startswith("/") or self.is_there(found) or found.startswith("/files/"):
                return found
            seen = found
        return ""

    def step(self, address: str) -> str:
        """The next address: by a move of the address itself, else of what lies above it, the nearest first."""
        language, plain = self.language(address)
        default = self.edition.site.languages[0]
        for one, code in ((address, default), (plain, language)):
            if move := self.known.get(one):
                return self.in_language(move.new, code)
        for one, code in ((address, default), (plain, language)):
            for above in (one, *folders(one)):
                rest = one[len(above) :]
                if move := self.known.get(f"{above}*"):
                    return self.in_language(move.new + rest, code)
                if move := self.known.get(above):
                    return self.below(move, rest, code)
        return ""

    def below(self, move: Move, rest: str, language: str) -> str:
        """The address under a new one that stands for one under the old one; the new one itself where none does."""
        if not move.new.startswith("/"):
            return move.new
        new = move.new.partition("#")[0]
        whole = self.in_language(new + rest, language)
        return whole if self.is_there(whole) else self.in_language(new, language)

    def in_language(self, address: str, language: str) -> str:
        """An address of the site in a language, where it is there in that language."""
        if not address.startswith("/"):
            return address
        default = self.edition.site.languages[0]
        own = localised(address, language, default)
        return (
            own
            if language in self.edition.site.languages and address.startswith("/") and self.is_there(own)
            else (address)
        )

    def above(self, row: Address) -> str:
        """The nearest page above an address; for lists that have become empty."""
        return next(one for one in (*folders(row.page), "/") if one in self.addresses)


def folders(address: str) -> Iterator[str]:
    """Every address above one, the nearest first, without the root of the site."""
    parts = address.partition("#")[0].strip("/").split("/")
    yield from (f"/{'/'.join(parts[:count])}/" for count in range(len(parts) - 1, 0, -1))


@passing
def moves(site: Site) -> tuple[Move, ...]:
    """Every old address with the new one, as editors wrote them."""
    found = [
        Move(whole(alias), kinds.address_of(record), record.at("aliases"))
        for record in site.by_uid.values()
        for alias in aliases_of(record)
    ]
    for old, new in site.settings.redirects:
        place = site.settings.at(f"redirects.{old}")
        if old.endswith("/*"):
            found.append(Move(old.removesuffix("*"), new.removesuffix("*"), place, below=True))
        else:
            found.append(Move(whole(old), whole(new) if new.startswith("/") else new, place))
    return tuple(found)


@lasting
def aliases_of(record: records.Record) -> tuple[str, ...]:
    return record.aliases


def whole(address: str) -> str:
    """An address with the `/` at the end of its path, unless it names a file."""
    path, sign, anchor = address.partition("#")
    slashed = path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"
    return f"{slashed}{sign}{anchor}"


PARTS = {
    # what has an address of its own within a record's page, by the record's kind: the field that lists it, the
    # beginning of its anchor, the field that says what it is
    "commitment": ("milestones", "milestone", "title"),
    "plan": ("themes", "theme", "title"),
    "meeting": ("decisions", "decision", "text"),
    "event": ("decisions", "decision", "text"),
    "assessment": ("recommendations", "recommendation", "text"),
}


@lasting
def keys_of(record: records.Record) -> tuple[str, ...]:
    """The keys of what is a part of a record's page."""
    listed, _, _ = PARTS.get(record.meta.kind, ("", "", ""))
    return tuple(one.key for one in getattr(record, listed, ()) if one.key) if listed else ()


def parts(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """What is a part of a page, and is cited by its anchor: address, identity, title in the first language."""
    first = edition.site.languages[0]
    for address, record, key in anchored(edition.site):
        if not key:
            yield address, record.uid, ""
            continue
        listed, name, said = PARTS[record.meta.kind]
        one = next(one for one in getattr(record, listed) if one.key == key)
        yield address, f"{name}:{record.id}#{key}", " ".join(getattr(one, said).best(first)[1].split())


@passing
def anchors(site: Site) -> frozenset[str]:
    """Every address within a page."""
    return frozenset(address for address, _, _ in anchored(site))


def anchored(site: Site) -> Iterator[tuple[str, records.Record, str]]:
    """Every address within a page, with whose it is, and the key of the part; an empty one for a whole record."""
    for record in site.by_uid.values():
        if record.meta.kind != "settings":
            address = kinds.address_of(record)
            if "#" in address:
                yield address, record, ""
            _, name, _ = PARTS.get(record.meta.kind, ("", "", ""))
            yield from ((f"{address}#{name}-{key}", record, key) for key in keys_of(record))


def collisions(edition: Edition, addresses: Collection[str]) -> Iterator[Problem]:
    """Old addresses that are still those of pages, or lead to two places, in a circle, or to none."""
    known = Moves(edition, addresses)
    seen: dict[str, Place] = {}
    for move in moves(edition.site):
        name = f"{move.old}*" if move.below else move.old
        first = seen.setdefault(name, move.place)
        if name in addresses or known.is_anchor(name):
            message = phrase("the old address {address} is that of a page of this site", address=name)
            hint = phrase("take it out, or rename the page that is there")
            yield Problem(move.place, "collision", message, hint)
        elif first is not move.place:
            message = phrase("the old address {address} would lead to two places", address=name)
            yield Problem(move.place, "collision", message, phrase("keep one of them"), other=first)
    for old, new in edition.site.settings.redirects:
        place = edition.site.settings.at(f"redirects.{old}")
        if old.endswith("/*") != new.endswith("/*") and new.startswith("/") and old.endswith("/*"):
            message = phrase("{old} leads everything below it to one page, {new}", old=old, new=new)
            hint = phrase("write `/old/*: /new/*`, or leave the stars out")
            yield Problem(place, "settings", message, hint, fatal=False)
        elif new.startswith("/") and not old.endswith("/*") and not new.startswith("/files/"):
            found = known.is_there(whole(new)) or bool(known.target(whole(old)))
            if not found:
                message = phrase("the old address {old} leads to {new}, which the site doesn't have", old=old, new=new)
                yield Problem(place, "settings", message, phrase("correct the new address"), fatal=False)
