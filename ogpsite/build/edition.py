"""From sources to an edition: the steps from what stands in the files to what is known of the site on its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import ogpsite
from ogpsite import album, derive, early, links, load, prose, relate, validate
from ogpsite.build.job import Job
from ogpsite.memory.shelves import Memory, digest
from ogpsite.model import records
from ogpsite.model.again import Again
from ogpsite.model.facts import Edition
from ogpsite.model.findings import Finding
from ogpsite.model.late import LateMapping, LateTuple
from ogpsite.model.limits import USUAL
from ogpsite.model.paced import paced
from ogpsite.model.site import Site
from ogpsite.model.today import Today
from ogpsite.model.values import Picture, Stored, Tree
from ogpsite.outputs import listing
from ogpsite.permanence import losses, moves
from ogpsite.problems import Place, Problem, of_system, phrase
from ogpsite.theme import open_ahead
from ogpsite.views import search, withdrawn

if TYPE_CHECKING:  # the self-check is opened where its findings are asked for
    from ogpsite.audit.history import History


def understand(
    job: Job, tree: Tree, faults: tuple[Problem, ...] = (), again: Again | None = None
) -> tuple[Edition | None, tuple[Problem, ...]]:
    """Sources → records → site → facts, and what is wrong beside the `faults` of loading.

    No edition where a fatal problem stands in the way: what is derived from half a record would be wrong.
    """
    edition, problems = related(job, tree, faults, again or Again())
    return edition, (*problems, *misled(job, edition, tree)) if edition else problems


def related(
    job: Job,
    tree: Tree,
    faults: tuple[Problem, ...],
    again: Again,
    memory: Memory | None = None,
    whole: bool = True,
    texts: early.Texts | None = None,
) -> tuple[Edition | None, tuple[Problem, ...]]:
    """As `understand`, without what is wrong with the addresses; `texts`: who converts some texts already.

    Where not the `whole` site is made, only those texts are converted whose links can't be told otherwise.
    """
    settings, context, wrong = settings_in(job, tree, again)
    if not context.languages:
        return None, wrong
    found, invalid = validate.validate(tree.sources, context, job.day, job.drafts, again)
    lost = frozenset((source.kind, source.parent) for source in tree.sources if source.broken and not source.key)
    visible, broken = relate.relate(found, settings, job.day, job.drafts, lost, again)
    problems = (*wrong, *invalid, *broken)
    sound = not any(problem.fatal for problem in (*faults, *problems))
    used: dict[str, Stored] = {}  # these two are filled in when the texts are known;
    seen: dict[str, Picture] = {}  # no list of pages needs them
    site = relate.as_known(visible, job.day, job.drafts, again) if sound else None
    edition = edition_of(job, replace(site, files=used, pictures=seen), visible, tree) if site else None
    if texts:
        texts.finish(partial(ahead, settings, found, edition, again))
    if memory is not None:
        prepare(found, again, memory, job.processes, whole)
    shown = links.files_shown(found, tree.files)
    problems = (*problems, *relate.unread_files(found, tree.files, shown, RULE_FILES))
    if site is None or any(problem.fatal for problem in problems):
        return None, problems
    stored, unreadable = used_files(job.root, site, tree, again)
    pictures, unseen = album.seen(job.root, links.sights(site.by_uid.values(), tree), again)
    used.update(stored)
    seen.update(pictures)
    problems = (*problems, *unreadable, *unseen)
    return None if any(problem.fatal for problem in problems) else edition, problems


def settings_in(job: Job, tree: Tree, again: Again) -> tuple[records.Settings, validate.Context, tuple[Problem, ...]]:
    """The settings as this job wants them, the context for reading all records, and what is wrong with site.yaml."""
    own = tuple(source for source in tree.sources if source.kind == "settings")
    files = again.same("files", tuple(tree.files))
    settings, context, wrong = again.kept("settings", (files, *own), (), lambda: validate.settings(own, files))
    return replace(settings, url=job.base_url) if job.base_url else settings, context, wrong


def ahead(settings: records.Settings, found: Sequence[records.Record], edition: Edition | None, again: Again) -> None:
    """Makes what needs no converted texts while others convert them: opens what all pages need, and lists the pages."""
    open_ahead(settings.languages)
    keys_of_texts(found, again)
    if edition:
        listing.all_pages(edition)


def keys_of_texts(found: Sequence[records.Record], again: Again) -> list[tuple[str, ...]]:
    """The digests of the texts of each record."""
    return again.each("texts", found, (), lambda record: tuple(map(digest, links.texts_of((record,)))))


def prepare(found: Sequence[records.Record], again: Again, memory: Memory, processes: int | None, whole: bool) -> None:
    """Converts the texts of some records side by side, ahead of their use; see `understand`."""
    if whole:
        shelf = memory.shelf("prose")
        keys = keys_of_texts(found, again)
        new = [(record, own) for record, own in zip(found, keys, strict=True) if not all([*map(shelf.hold, own)])]
        keyed = (pair for record, own in new for pair in zip(links.texts_of((record,)), own, strict=True))
        prose.prepare(keyed, shelf, processes)
    elif unsure := [prose.keyed(text) for text in links.texts_of(found) if not prose.is_plain(text)]:
        prose.prepare(unsure, memory.shelf("prose"), processes)


def is_sure(memory: Memory, value: object) -> bool:
    """Whether what was made from a value may be made from it again in another process: no stamp that is too new."""
    return not isinstance(value, load.Stamp) or memory.is_sure(*value.changed[:2])


def edition_of(job: Job, known: Site, visible: tuple[records.Record, ...], tree: Tree) -> Edition:
    """The site with its facts, findings and history, each made when first asked for."""
    site = replace(known, day=Today.of(job.day), by_uid=paced(known.by_uid, job.pulse))
    facts = derive.derive(site, job.pulse)
    plain = Edition(site=site, facts=facts, version=ogpsite.__version__, ledger=tree.ledger, checked=tree.checked)

    def lost_links() -> Mapping[str, tuple[str, ...]]:
        addresses = frozenset(page.address for page in listing.all_pages(whole))
        return links.dead(site.by_uid.values(), links.Places(addresses, tree.files, site.languages))

    def findings() -> tuple[Finding, ...]:
        from ogpsite import audit

        kept = tree.ledger or job.publish or job.ledger
        vanished = losses.lost(plain, frozenset(page.address for page in listing.all_pages(whole))) if kept else None
        return audit.audit(site, facts, dead.whole, vanished, tuple(losses.changed_files(plain)), job.pulse)

    dead = LateMapping(lost_links)
    then = LateMapping(lambda: history(visible, site, job, dead.whole))
    whole = replace(plain, findings=LateTuple(findings), history=then, written=visible)
    return whole


def misled(job: Job, edition: Edition, tree: Tree) -> tuple[Problem, ...]:
    """What is wrong with addresses: two things at one, published ones that are gone, links that lead nowhere."""
    everything = listing.all_pages(edition)
    addresses = frozenset(page.address for page in everything)
    places = links.Places(addresses, tree.files, edition.site.languages)
    job.pulse()
    there = own_addresses(everything)
    taken = (*listing.collisions(everything, edition), *moves.collisions(edition, there))
    vanished = losses.lost(edition, addresses)
    job.pulse()
    gone = (*losses.collisions(edition, there), *losses.problems(edition, vanished, job.drafts))
    heavy = search.too_many(edition)
    return (
        *taken,
        *gone,
        *heavy,
        *unpacked(edition.site.settings),
        *links.broken(edition.site.by_uid.values(), places, tree),
    )


def own_addresses(found: Iterable[listing.Page]) -> frozenset[str]:
    """The addresses of pages that show something that is there, notices left out."""
    return frozenset(page.address for page in found if page.template != withdrawn.TEMPLATE)


def unpacked(settings: records.Settings) -> tuple[Problem, ...]:
    """The ways of packing (`compress`) that are wanted and can't be had here."""
    if not settings.compress:
        return ()
    from ogpsite.hosting import packed

    return tuple(packed.missing(settings))


def history(visible: tuple[records.Record, ...], site: Site, job: Job, dead: Mapping[str, tuple[str, ...]]) -> History:
    """The states of the requirements on days gone by, each from the records that could be known then."""
    from ogpsite.audit import history as audit_history

    found = {}
    past, checks = relate.Past(visible, job.drafts), derive.Checks()
    for day in audit_history.days(site):
        job.pulse()
        then = past.on(day)
        facts = checks.facts(then, audit_history.alive(site, day))
        found[day] = audit_history.states(then, facts, dead)
    return audit_history.history(site, found)


RULE_FILES = tuple(
    f"{name}.{ending}"
    for name, ending in (
        *((name, "md") for name in ("plan", "commitment", "consultation", "forum", "home")),
        *((name, "yaml") for name in ("organisations", "timeline", "checks", "contributions", "responses")),
        ("contributions", "csv"),
    )
)


def people(path: str, place: Place, told: tuple[str, ...]) -> Iterator[Problem]:
    """A warning where a document that is published as it is names people."""
    if told:
        name = repr(path.rpartition("/")[2])
        message = phrase(
            "the file {file} names people in its properties ({names})", file=name, names="; ".join(told[:5])
        )
        hint = phrase("is that meant? else take it out in the word processor, and save the file anew")
        yield Problem(place, "metadata", message, hint, fatal=False)


def used_files(
    root: Path, site: Site, tree: Tree, again: Again | None = None
) -> tuple[Mapping[str, Stored], tuple[Problem, ...]]:
    """What is known of every file that a published record names or links, and those that can't be published."""
    visible = site.by_uid.values()
    limits = site.settings.limits.used() if site.settings.limits else USUAL
    named = {file.path: file.place for record in visible for file in relate.files_of(record)}
    shown = {path: record.meta.place for path, record in links.files_linked(visible, tree.files).items()}
    since = {row.address: row.since for row in tree.ledger if row.since <= site.day}
    found: dict[str, Stored] = {}
    faults: list[Problem] = []
    for path, place in sorted((shown | named).items()):
        try:
            unsafe = tuple(load.dangers(root, path, place, limits))
            faults.extend(unsafe)
            if not unsafe:
                found[path] = replace(load.stored(root, path, again), since=since.get(links.file_address(path)))
            faults.extend(people(path, place, load.told_by(root, path)))
        except OSError as error:
            name = repr(path.rpartition("/")[2])
            message = phrase("the file {file} can't be read: {reason}", file=name, reason=of_system(error))
            faults.append(Problem(place, "file", message, phrase("check its rights")))
    faults.extend(
        album.telling(root, {path: place for path, place in sorted((shown | named).items()) if path in found})
    )
    return found, tuple(faults)
