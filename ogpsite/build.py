"""The pipeline, read first: files and a day → outputs and problems. The only one who knows the order of the steps."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import ogpsite
from ogpsite import album, brand, derive, early, links, load, locales, prose, relate, validate, write
from ogpsite.making import knows_nothing, making, recalled
from ogpsite.memory import readings
from ogpsite.memory.shelves import Memory, digest
from ogpsite.model import kinds, records
from ogpsite.model.again import Again
from ogpsite.model.facts import Edition
from ogpsite.model.findings import Finding
from ogpsite.model.late import LateMapping, LateTuple
from ogpsite.model.ledger import NAME as LEDGER
from ogpsite.model.ledger import Ledger
from ogpsite.model.limits import USUAL
from ogpsite.model.noted import noting
from ogpsite.model.paced import go_on, paced
from ogpsite.model.site import Output, Site
from ogpsite.model.today import Today
from ogpsite.model.values import Picture, Source, Stored, Tree
from ogpsite.nouns import dataclass
from ogpsite.outputs import listing, pages
from ogpsite.outputs.options import Options, unread
from ogpsite.permanence import answers, losses, moves
from ogpsite.problems import Place, Problem, Refused, in_order, of_system, phrase, with_excerpts
from ogpsite.theme import Theme, open_ahead, open_theme
from ogpsite.views import search, withdrawn

if TYPE_CHECKING:  # the self-check is opened where its findings are asked for
    from ogpsite.audit.history import History

Tell = Callable[[str], None]
Held = Mapping[str, tuple[str, int]]


TRIES = 3  # a file that is saved while the site is built from it is read again
NO_SITE = Problem(
    Place("site.yaml"),
    "source",
    phrase("there is no site.yaml in this folder"),
    phrase("go to the folder that holds site.yaml, name it with --source, or make one: ogpsite init FOLDER"),
)


@dataclass(frozen=True)
class Job:
    """What to build: the site's folder, the day, and how it is wanted.

    `publish` notes its addresses in the ledger; `ledger` says that this will be done when it is published, so that
    the self-check says the same before and after.
    """

    root: Path
    day: datetime.date
    drafts: bool = False
    base_url: str = ""
    offline: bool = False
    strict: bool = False
    publish: bool = False
    processes: int | None = None  # how many work side by side; None leaves it to the machine
    ledger: bool = False
    refuse: tuple[str, ...] = ()  # rules of the self-check that stand in the way where they are not met
    pulse: Callable[[], None] = field(default=go_on, compare=False)  # called in small steps of long work; may end it
    inside: load.Inside = field(default_factory=dict, compare=False)  # what was just found in the site's folders
    texts: list[early.Texts] = field(default_factory=list, compare=False)  # who converts its texts already, if anybody


@dataclass(frozen=True)
class Result:
    """What came of it. `outputs` is empty where a problem stands in the way."""

    problems: tuple[Problem, ...] = ()
    outputs: tuple[Output, ...] = ()
    written: write.Written = write.Written()
    edition: Edition | None = None

    @property
    def ok(self) -> bool:
        return not any(problem.fatal for problem in self.problems)


def build(job: Job, target: Path, tell: Tell = lambda words: None, memory: Memory | None = None) -> Result:
    """Makes the site and writes it to `target`, unless something stands in the way.

    `memory` holds what earlier builds made, so that it needn't be made again; the result is the same without it.
    """
    dangerous = write.refusal(target, job.root)
    if dangerous:
        return Result((dangerous,))
    memory = memory or Memory()
    return memory.trusted(partial(tried, job, target, tell, memory))


def tried(job: Job, target: Path, tell: Tell, memory: Memory) -> Result:
    """Makes the site and writes it, once more where a file was saved meanwhile. Raises Damaged."""
    for attempt in range(TRIES):
        there = write.look(target)
        with write.begun(target, there) as ahead, memory.writing():
            with noting(memory.folder is not None):
                result = make(job, tell, memory, there.sure, partial(write.lying, target), target, ahead)
            if not result.ok:
                return result
            tell("Writing")
            try:
                result = replace(result, written=write.write(result.outputs, target, job.root, tell, there, ahead))
                del there  # it is large, and keeping what is remembered takes much memory
                if job.publish:
                    note(job, result)
                memory.save()
                return result
            except Refused as refusal:
                refused = refusal.problems
        if attempt == TRIES - 1 or not all(problem.code == "changed" for problem in refused):
            break
    return replace(result, problems=in_order((*result.problems, *refused)))


def make(
    job: Job,
    tell: Tell = lambda words: None,
    memory: Memory | None = None,
    held: Held | None = MappingProxyType({}),
    read: Callable[[str], bytes] = unread,
    beside: Path | None = None,
    ahead: write.Ahead | None = None,
) -> Result:
    """The whole site, and everything that is wrong with it. Nothing is written.

    `held` are the digests and sizes of the files where the site would be written, `read` gives their bytes; pages that
    `memory` knows to be the same aren't made again, unless they are asked for their bytes. None: no bytes are wanted,
    so that nothing is made whose making can't fail (`outlined`). `beside` is that folder: what waits to be written
    waits on its disk. `ahead`: where files of the site may be put at once.
    """
    memory = memory or Memory()
    if not load.has_site(job.root):
        return Result((NO_SITE,))
    tell("Reading")
    again = Again.of(memory.nouns())
    locales.ANSWERS.keep_in(memory)
    whole = held is not None
    new = early.Texts(job.root, memory.shelf("prose") if whole else None, job.processes)
    with job.texts.pop() if job.texts else new as texts:
        tree, faults = load.load(job.root, again, job.inside, texts.begin)
        edition, problems = related(job, tree, faults, again, memory, whole, texts)
    memory.understood = partial(again.told, partial(is_sure, memory))
    found = Result((*faults, *problems), edition=edition)
    if edition and memory.folder and not knows_nothing(memory):
        recalled(edition, memory)
    options = Options(job.offline, memory, None if held is None else dict(held), job.processes, read, beside)
    if edition and found.ok:
        found = whole_site(job, found, edition, tree, tell, replace(options, ahead=ahead or options.ahead))
    return replace(found, problems=judged(job, found.problems, tree))


def whole_site(job: Job, found: Result, edition: Edition, tree: Tree, tell: Tell, options: Options) -> Result:
    """What is made of an edition, with everything that is wrong with it beside what was `found` already."""
    problems = found.problems
    try:
        edition, theme = dressed(job, edition, memory=options.memory)
        found = replace(found, edition=edition)
    except Refused as refusal:
        return replace(found, problems=(*problems, *misled(job, edition, tree), *refusal.problems))
    try:
        with making(edition, theme, options) as everything:
            problems = (*problems, *misled(job, edition, tree), *refusals(job, edition))
            if (job.strict and problems) or any(problem.fatal for problem in problems):
                return replace(found, problems=problems)
            tell("Making pages")
            outline = outlined(job, edition, theme, options)
            outputs = outline or made(edition, theme, options, everything)
    except Refused as refusal:
        told = (options.held is not None and first_fault(job, edition, theme, options)) or refusal.problems
        return replace(found, problems=(*problems, *told))
    unanswered = () if job.drafts or outline else losses.unanswered(edition, outputs)
    return replace(found, problems=(*problems, *write.collisions(outputs), *unanswered), outputs=outputs)


def refusals(job: Job, edition: Edition) -> tuple[Problem, ...]:
    """The rules of the self-check that were to be met, and aren't."""
    if not job.refuse:
        return ()
    from ogpsite.audit.refusal import refusals

    return tuple(refusals(edition.findings, edition.site, job.refuse))


def dressed(
    job: Job, edition: Edition, theme: Theme | None = None, memory: Memory | None = None
) -> tuple[Edition, Theme]:
    """The edition with the site's looks, and its theme (`theme` where that is still the right one). May be Refused."""
    settings = edition.site.settings
    if theme is None or theme.name != (settings.theme or "default"):
        theme = open_theme(settings.theme or "default", job.root, settings.at("theme"), memory)
    look = replace(brand.look(settings, theme, job.root), pictures=album.Album(job.root, edition.site.pictures, memory))
    dressed_ = replace(edition, look=look)
    listing.share_pages(edition, dressed_)  # how a site looks adds no page
    return dressed_, theme


def note(job: Job, result: Result) -> None:
    """Notes the addresses of a build in the ledger. Raises Refused where it can't be written."""
    from ogpsite.permanence import rows

    if result.edition:
        write.keep(job.root / LEDGER, rows.as_text(ledger(result.edition, result.outputs)))


def ledger(edition: Edition, outputs: tuple[Output, ...]) -> Ledger:
    """The ledger with the addresses of this build."""
    from ogpsite.permanence import rows

    known = moves.Moves(edition, own_addresses(listing.all_pages(edition)))
    return rows.joined(edition.ledger, rows.published(edition, outputs, known))


def own_addresses(found: Iterable[listing.Page]) -> frozenset[str]:
    """The addresses of pages that show something that is there, notices left out."""
    return frozenset(page.address for page in found if page.template != withdrawn.TEMPLATE)


def personal(job: Job, result: Result) -> tuple[Problem, ...]:
    """The personal data that a site would publish, with its places, beside what stands in the way of a build."""
    from ogpsite import privacy

    assert result.edition
    files = (one for one in result.problems if one.fatal or one.code == "metadata")
    found = (replace(one, fatal=job.strict) for one in privacy.findings(result.edition.site))
    return in_order((*files, *found))


def examine(job: Job, tell: Tell = lambda words: None) -> Result:
    """The records with all that follows from them, and what is wrong with them. No page is made."""
    if not load.has_site(job.root):
        return Result((NO_SITE,))
    tell("Reading")
    return glance(job, Again()).whole()


@dataclass(frozen=True)
class Glance:
    """The records and what is wrong with them; what is wrong with their addresses is found when `whole` asks for it."""

    job: Job
    tree: Tree
    problems: tuple[Problem, ...]
    edition: Edition | None = None

    @property
    def ok(self) -> bool:
        return self.edition is not None and not any(problem.fatal for problem in self.problems)

    def whole(self) -> Result:
        """Everything that is wrong, in order."""
        more = misled(self.job, self.edition, self.tree) if self.edition else ()
        lenient = (replace(one, fatal=False) if one.code == "vanished" else one for one in more)
        return Result(judged(self.job, (*self.problems, *lenient), self.tree), edition=self.edition)


def glance(job: Job, again: Again, memory: Memory | None = None) -> Glance:
    """The records of a site; only what changed since what `again` knows is read and checked."""
    tree, problems = load.load(job.root, again)
    edition, found = related(job, tree, problems, again, memory)
    if edition is not None:
        again.turn()
    return Glance(job, tree, (*problems, *found), edition)


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


def made(
    edition: Edition, theme: Theme, options: Options, everything: Callable[[], list[Output]]
) -> tuple[Output, ...]:
    """Every output of every maker: `everything`, and what is told of it."""
    from ogpsite import hosting
    from ogpsite.hosting import packed
    from ogpsite.permanence import checksums

    found = everything()
    addresses = (page.address for page in listing.all_pages(edition))
    found += answers.make(edition, theme, options, tuple(found), addresses)
    found.append(checksums.make(found, edition.site.files))
    if options.offline:  # a copy to be opened from disk has no host
        return tuple(found)
    return (*found, *packed.make(edition.site.settings, found, options), *hosting.make(edition, found))


def outlined(job: Job, edition: Edition, theme: Theme, options: Options) -> tuple[Output, ...]:
    """The pages and files that there would be, without their bytes: where no bytes are wanted, only those pages are
    made that show templates or words of the site's own. Raises Refused where these are faulty.

    Nothing where everything must be made to see whether all that was published is still answered.
    """
    if options.held is not None:
        return ()
    try_own(job, edition, theme, options)
    everything = listing.all_pages(edition)
    found = [Output(path) for path in listing.paths(edition, everything)]
    found += [Output(f"files/{path}", copy_of=path, sha256=one.sha256) for path, one in edition.site.files.items()]
    found += answers.make(edition, theme, options, tuple(found), (page.address for page in everything))
    known = map(Output, readings.paths(options.memory.shelf(readings.NAME)))
    lost = () if job.drafts else losses.unanswered(edition, (*found, *known))
    return () if any(lost) else tuple(found)


def try_own(job: Job, edition: Edition, theme: Theme, options: Options) -> None:
    """Makes those pages, for nothing but their faults, that show templates of the site's own. May be Refused."""
    templates = {page.template for page in listing.all_pages(edition)}
    own = {one for one in templates if theme.is_own(one, job.root) and not theme.is_sure(one, job.root)}
    fixed = {one for one in own if theme.is_fixed(one, job.root)}
    pages.tried(edition, theme, options, own - fixed, fixed)


def first_fault(job: Job, edition: Edition, theme: Theme, options: Options) -> tuple[Problem, ...]:
    """What is wrong with a template of the site's own: the first in the order of pages, whoever came upon which one."""
    try:
        try_own(job, edition, theme, replace(options, held=None))
    except Refused as refusal:
        return refusal.problems
    return ()


def judged(job: Job, problems: tuple[Problem, ...], tree: Tree) -> tuple[Problem, ...]:
    """All problems in order, with the text of their lines; in a strict build every warning stands in the way."""
    found = (replace(problem, fatal=True) for problem in problems) if job.strict else problems

    def line_of(place: Place) -> str:
        lines = tree.texts.get(place.path, ())
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""

    return with_excerpts(in_order(found), line_of)


def settings_of(root: Path) -> records.Settings:
    """The settings of a site, as far as they can be read: for what a door needs before it builds."""
    faults: list[Problem] = []
    sources: list[Source] = []
    if load.has_site(root):
        text = load.read_text(root, "site.yaml", (root / "site.yaml").stat().st_size, faults)
        found = kinds.match("site.yaml")
        if found:
            sources = list(load.sources_of("site.yaml", found, text, faults))
    return validate.settings(sources, ())[0]


def known_ids(root: Path) -> dict[str, list[str]]:
    """The ids of the records that are there, by kind, whatever their faults. Raises Refused where there is no site."""
    found: dict[str, list[str]] = {}
    for source in sources(root):
        if source.id and source.id not in found.setdefault(source.kind, []):
            found[source.kind].append(source.id)
    return found


def sources(root: Path) -> tuple[Source, ...]:
    """What stands in the files, whatever its faults. Raises Refused where there is no site."""
    if not load.has_site(root):
        raise Refused(NO_SITE)
    return load.load(root)[0].sources


def numbers(root: Path, kind: str, parent: str) -> list[str]:
    """The numbers of the records of a kind below one parent, as they are written."""
    return [
        found.value
        for source in sources(root)
        if (source.kind, source.parent) == (kind, parent) and isinstance(source.node.value, dict)
        if (found := source.node.value.get("number")) and isinstance(found.value, str)
    ]
