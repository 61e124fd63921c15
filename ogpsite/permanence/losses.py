"""Addresses that were published and would vanish, and what an editor can do about each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from ogpsite import links
from ogpsite.model import kinds, records
from ogpsite.model.facts import Edition
from ogpsite.model.ledger import NAME, Address, Ledger, localised
from ogpsite.model.site import Output
from ogpsite.model.values import Stored
from ogpsite.permanence.answers import FILES, same_file
from ogpsite.permanence.moves import PARTS, Moves
from ogpsite.problems import Phrase, Place, Problem, in_lines, near, phrase, small
from ogpsite.views import withdrawn

TAKES_BACK = ("commitment", "contribution")  # records that stay, and say that they were withdrawn


def lost(edition: Edition, addresses: Collection[str]) -> Ledger:
    """The addresses of the ledger that would not answer: no page, no move, no notice. `addresses` are all pages."""
    moves = Moves(edition, frozenset(addresses))
    notices = frozenset(address for address, _ in withdrawn.notices(edition))
    owed = (row for row in edition.ledger if row.since <= edition.site.day and row.page not in notices)
    return tuple(row for row in owed if is_lost(edition, row, moves))


def is_lost(edition: Edition, row: Address, moves: Moves) -> bool:
    """Whether an address would not answer in one of its languages."""
    if row.anchor:
        return row.page in moves.addresses and not anchored(edition, row, moves)
    if row.address.startswith(FILES):
        there = f"{row.address}/" in moves.addresses or row.address.removeprefix(FILES) in names(edition)
        return not there and not same_file(edition, row) and not moves.target(row.address)
    if not row.is_page:
        return False  # files for machines: their makers keep them
    strange = [code for code in row.languages if code not in edition.site.languages]
    full = [localised(row.address, code, edition.site.languages[0]) for code in strange]
    if row.address not in moves.addresses and row.record:
        full.append(row.address)
    return any(not moves.target(address) for address in full)


def names(edition: Edition) -> Collection[str]:
    """The paths of all files, as their addresses have them."""
    return {links.file_address(path).removeprefix(FILES) for path in edition.site.files} | set(edition.site.files)


def anchored(edition: Edition, row: Address, moves: Moves) -> bool:
    """Whether a part of a page is there, or its page says what became of it."""
    notices = {one.address for one in edition.site.settings.notices}
    return moves.is_anchor(row.address) or row.address in notices or row.address in moves.known


def problems(edition: Edition, gone: Ledger, preview: bool) -> Iterator[Problem]:
    """Every loss with its proposals; those below another one are told with it. In a preview they are warnings."""
    strange = {code for row in gone for code in row.languages} - set(edition.site.languages)
    for code in sorted(strange):
        yield language_lost(code, [row for row in gone if code in row.languages], preview)
    rows = [row for row in gone if not set(row.languages) - set(edition.site.languages)]
    told: list[str] = []
    for row in sorted(rows, key=lambda row: row.address):
        if any(row.address.startswith(above) for above in told):
            continue
        below = [one for one in rows if one is not row and one.address.startswith(row.page) and not row.anchor]
        if row.is_page and not row.anchor:
            told.append(row.address)
        yield vanished(edition, row, len(below), preview)
    yield from changed(edition)


def language_lost(code: str, rows: Iterable[Address], preview: bool) -> Problem:
    """Everything in a language that the site no longer has."""
    found = list(rows)
    message = phrase(
        "{count} addresses in the language {language} were published, and would vanish",
        count=f"{len(found):,}",
        language=repr(code),
    )
    hint = in_lines(
        phrase("put {language} back into `languages` of site.yaml", language=repr(code)),
        phrase(
            "or lead its readers to the same pages in the first language, in site.yaml: `{line}`",
            line=f'redirects: {{"/{code}/*": "/*"}}',
        ),
    )
    return Problem(Place(NAME, found[0].line), "vanished", message, hint, fatal=not preview)


def vanished(edition: Edition, row: Address, below: int, preview: bool) -> Problem:
    """One address that would vanish, with what can be done: bring back, rename, lead on, or say that it is gone."""
    kind, _, identity = row.record.partition(":")
    message = would_vanish(row, kind, identity, below)
    hints = [phrase("bring it back where it was (is it a draft now, or not to be published yet?)")]
    if kind in TAKES_BACK:
        line = "withdrawn: {on: DAY, reason: WHY}"
        hints.append(phrase("if it was withdrawn, keep the record and write into it `{line}`", line=line))
    if row.address.startswith(FILES):
        hints.append(phrase("if only its name changed, put the same bytes anywhere below content/ and mention them"))
    if found := renamed(edition, row, kind):
        line = f"aliases: [{row.address}]"
        hints.append(phrase("if it has another name now, write `{line}` into {file}", line=line, file=found))
    line = f'redirects: {{"{row.address}": NEW_ADDRESS}}'
    hints.append(phrase("or lead its readers on, in site.yaml: `{line}`", line=line))
    title = f'"{(row.title or identity or row.address).replace(chr(34), "”")}"'
    line = f'notices: [{{address: "{row.address}", title: {title}, on: {edition.site.day}, reason: WHY}}]'
    hints.append(phrase("or say that it is gone and why, in site.yaml: `{line}`", line=line))
    return Problem(Place(NAME, row.line), "vanished", message, in_lines(*hints), fatal=not preview)


def would_vanish(row: Address, kind: str, identity: str, below: int) -> Phrase:
    """Which address, of what, and how many others with it."""
    part = kind if kind in {name for _, name, _ in PARTS.values()} else ""
    name = part.title() if part else kinds.KINDS[kind].singular if kind in kinds.KINDS else ""
    values = {"address": row.address, "kind": small(name), "id": repr(identity), "title": row.title, "count": below}
    message = phrase("{address} was published and would vanish", address=row.address)
    if name and row.title:
        message = phrase("{address} was published ({kind} {id}, “{title}”) and would vanish", **values)
    elif name:
        message = phrase("{address} was published ({kind} {id}) and would vanish", **values)
    if below == 1:
        return phrase("{words}, and with it 1 address below it", words=message)
    return phrase("{words}, and with it {count} addresses below it", words=message, **values) if below else message


def renamed(edition: Edition, row: Address, kind: str) -> str:
    """The file of the record that an address may belong to now: of its kind, new, and alike in title or key."""
    if row.anchor or kind not in kinds.KINDS:
        return ""
    known = {one.record for one in edition.ledger}
    new = [one for one in edition.site.by_kind.get(kind, ()) if one.uid not in known]
    titled = next((one for one in new if row.title and row.title in titles(edition, one)), None)
    if titled:
        return titled.meta.place.path
    by_key = {one.id: one for one in new}
    found = near(row.record.partition(":")[2], by_key, 0.5)
    return by_key[found].meta.place.path if found else ""


def titles(edition: Edition, record: records.Record) -> tuple[str, ...]:
    text = getattr(record, "title", None) or getattr(record, "name", None)
    return tuple(text[language] for language in text) if text else ()


def changed(edition: Edition) -> Iterator[Problem]:
    """Files that are published with other bytes than before: whoever cited them cited others."""
    for row in changed_files(edition):
        message = phrase(
            "{address} was published on {day} with other bytes (SHA-256 {sha256}…)",
            address=row.address,
            day=row.since,
            sha256=row.sha256[:12],
        )
        hint = in_lines(
            phrase("publish the new version under a name of its own, so that the old one can still be checked"),
            phrase("or, if that was meant, go on: `ogpsite build --publish` notes the new bytes"),
        )
        file = by_address(edition)[row.address]
        yield Problem(Place(f"content/{file.path}"), "changed-file", message, hint, fatal=False)


def changed_files(edition: Edition) -> Iterator[Address]:
    """The lines of the ledger whose file has other bytes now."""
    files = by_address(edition)
    for row in edition.ledger:
        file = files.get(row.address)
        if file and row.sha256 and row.sha256 != file.sha256 and row.since <= edition.site.day:
            yield row


def by_address(edition: Edition) -> Mapping[str, Stored]:
    return {f"{FILES}{path}": file for path, file in edition.site.files.items()}


def collisions(edition: Edition, addresses: Collection[str]) -> Iterator[Problem]:
    """Notices at addresses where something still is. `addresses` are those of all other pages."""
    moves, files = Moves(edition, addresses), {f"{FILES}{path}" for path in names(edition)}
    for n, notice in enumerate(edition.site.settings.notices):
        own = notice.address if "#" in notice.address else withdrawn.own_address(notice)
        if any(one in addresses or one in files for one in (own, notice.address)) or moves.is_anchor(notice.address):
            message = phrase(
                "{address} is withdrawn here, but something is still published there", address=notice.address
            )
            hint = phrase("take the notice out, or the record away")
            yield Problem(edition.site.settings.at(f"notices.{n}"), "collision", message, hint)


def unanswered(edition: Edition, outputs: Iterable[Output]) -> Iterator[Problem]:
    """What of the ledger no output answers, though nothing that an editor wrote is missing: such as the workbook."""
    paths = {output.path for output in outputs}
    default = edition.site.languages[0]
    for row in edition.ledger:
        if row.since > edition.site.day or row.anchor:
            continue
        files = [full for full, _ in row.full(default)] + [full for full, _, _ in row.files(default)]
        gone = [one for one in files if not answers(one, paths)]
        if gone:
            message = phrase("{address} was published and would vanish", address=gone[0])
            hint = phrase("if a library is missing that made it, install it (pip install 'ogpsite[spreadsheets]')")
            yield Problem(Place(NAME, row.line), "vanished", message, hint)


def answers(address: str, paths: Collection[str]) -> bool:
    path = address.removeprefix("/")
    return path in paths or f"{path.rstrip('/')}/index.html".lstrip("/") in paths
