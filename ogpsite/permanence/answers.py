"""What stands at old addresses: small pages that lead on, and files that say what became of those before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ogpsite import jsonwords
from ogpsite.model import records
from ogpsite.model.facts import Edition
from ogpsite.model.ledger import Address, localised
from ogpsite.model.site import Output
from ogpsite.nouns import dataclass
from ogpsite.outputs import listing, relative
from ogpsite.outputs.options import Options
from ogpsite.permanence import moves as ways
from ogpsite.permanence.moves import Moves
from ogpsite.problems import Place
from ogpsite.theme import Theme
from ogpsite.views import withdrawn
from ogpsite.views.tongue import Tongue

HERE = Place("site.yaml")
FILES = "/files/"


@dataclass
class Making:
    """What is needed to answer, and the paths that already do."""

    edition: Edition
    theme: Theme
    options: Options
    moves: Moves
    there: dict[str, Output]
    notices: Mapping[str, records.Notice]

    def tongue(self, language: str) -> Tongue:
        site = self.edition.site
        code = language if language in site.languages else site.languages[0]
        return Tongue(self.edition, self.theme.words(code), frozenset(self.moves.addresses))


def make(
    edition: Edition, theme: Theme, options: Options, made: Iterable[Output], addresses: Iterable[str]
) -> Iterator[Output]:
    """Every answer at an address that is no longer that of a page or file; `made` are all other outputs."""
    moves = Moves(edition, frozenset(addresses))
    notices = {address: edition.site.settings.notices[number] for address, number in withdrawn.notices(edition)}
    making = Making(edition, theme, options, moves, {output.path: output for output in made}, notices)
    found = (*moved(making), *notice_files(making), *owed(making))
    for output in found:
        if output.path not in making.there:
            making.there[output.path] = output
            yield output


def moved(making: Making) -> Iterator[Output]:
    """A page at each old address that editors named, in each language of the site."""
    languages = making.edition.site.languages
    for move in ways.moves(making.edition.site):
        if move.below or "#" in move.old:
            continue
        language, plain = making.moves.language(move.old)
        inside = move.new.startswith("/") and plain == move.old and not move.new.startswith(FILES)
        for code in languages if inside else (language,):
            old = localised(move.old, code, languages[0]) if inside else move.old
            new = making.moves.in_language(move.new, code) if inside else move.new
            if not making.moves.is_there(new) and (further := making.moves.target(old)):
                new = further
            yield leading(making, old, new, code, move.place)


def leading(making: Making, old: str, new: str, language: str, place: Place = HERE) -> Output:
    """What leads from an old address to a new one: a copy of a file, else a page."""
    path = making.there.get(new.removeprefix("/"))
    if path and path.copy_of and not old.endswith("/"):
        return Output(old.removeprefix("/"), copy_of=path.copy_of)
    code = making.tongue(language).language
    view = {"target": new, "lang": code, "dir": making.theme.words(code).direction}
    made = making.theme.render("redirect.html", view, code, place)
    address = old if old.endswith(("/", ".html", ".htm")) else f"{old}/"
    newer = making.edition.look.addresses
    linked = relative.with_relative_links(made, address, making.options.offline, newer=newer)
    return Output(listing.path_of(address), linked, leads_to=new)


def notice_files(making: Making) -> Iterator[Output]:
    """The notices of withdrawn addresses for machines."""
    for notice in making.edition.site.settings.notices:
        if "#" not in notice.address:
            path = f"{withdrawn.own_address(notice).strip('/')}/index.json"
            yield Output(path, as_json({"withdrawn": said(notice)}))


def said(notice: records.Notice) -> dict[str, Any]:
    return {
        "address": notice.address,
        "title": dict(notice.title.variants),
        "on": notice.on.isoformat(),
        "reason": dict(notice.reason.variants),
    }


def as_json(data: Mapping[str, Any]) -> bytes:
    return f"{jsonwords.written(data)}\n".encode()


def owed(making: Making) -> Iterator[Output]:
    """Answers at the addresses of the ledger that nothing else answers."""
    default = making.edition.site.languages[0]
    for row in making.edition.ledger:
        if row.since > making.edition.site.day or "#" in row.address:
            continue
        for full, language in row.full(default):
            path = listing.path_of(full)
            there = path in making.there or f"{path}/index.html" in making.there
            if not there and (target := target_of(making, row, full, language)):
                yield leading(making, full, target, language)
        for full, name, language in row.files(default):
            if full.removeprefix("/") not in making.there:
                yield from beside(making, row, full, name, language)


def target_of(making: Making, row: Address, full: str, language: str) -> str:
    """Where an address of the ledger leads now; an empty text where nobody knows."""
    if target := making.moves.target(full):
        return target
    if same := same_file(making.edition, row):
        return same
    if row.record or row.address.startswith(FILES) or language not in ("", *making.edition.site.languages):
        return ""
    return making.moves.in_language(making.moves.above(row), language)


def same_file(edition: Edition, row: Address) -> str:
    """The address of a file that holds the bytes which an address of the ledger held."""
    if not row.sha256:
        return ""
    found = sorted(file.path for file in edition.site.files.values() if file.sha256 == row.sha256)
    return f"{FILES}{found[0]}" if found else ""


def beside(making: Making, row: Address, full: str, name: str, language: str) -> Iterator[Output]:
    """A file that lay beside a page: that of the new page, or one that says what became of it."""
    notice = making.notices.get(row.address)
    page = localised(row.page, language, making.edition.site.languages[0])
    target = page if making.moves.is_there(page) else target_of(making, row, page, language)
    if not target:
        return
    same = making.there.get(f"{target}{name}".removeprefix("/")) if target.startswith("/") else None
    if same and notice is None:
        yield Output(full.removeprefix("/"), same.data, same.copy_of)
        return
    tongue = making.tongue(language)
    data = ending(tongue, name, page, target, notice)
    yield Output(full.removeprefix("/"), data) if data else leading(making, full, target, language)


def ending(tongue: Tongue, name: str, page: str, target: str, notice: records.Notice | None) -> bytes:
    """The last word of a feed, calendar or record; nothing for a file of another form."""
    from ogpsite.outputs import calendars, feeds
    from ogpsite.views import dates, entries

    base = tongue.site.settings.url.rstrip("/")
    address = f"{base}{target}" if target.startswith("/") else target
    if name.endswith(".json") and name != "feed.json":
        return as_json({"withdrawn": said(notice)} if notice else {"moved": address})
    last = entries.notice(tongue, notice) if notice else entries.moved(tongue, page, target)
    if name == "feed.xml":
        plain = tongue_address(tongue, page)
        return feeds.atom(tongue, plain, last.title, [(last.day, feeds.atom_entry(tongue, last))])
    if name == "feed.json":
        return feeds.json_feed(tongue, last.title, [last])
    if name == "calendar.ics":
        events = [dates.ended(last)] if notice else []
        return calendars.calendar(
            tongue,
            f"{page}{name}",
            last.title,
            [calendars.written(calendars.event(tongue, one)) for one in events] or [calendars.NO_EVENT],
        )
    return b""


def tongue_address(tongue: Tongue, page: str) -> str:
    """An address in no language."""
    prefix = f"/{tongue.language}/"
    return f"/{page.removeprefix(prefix)}" if tongue.language != tongue.default and page.startswith(prefix) else page
