"""The pipeline, read first: files and a day → outputs and problems. The only one who knows the order of the steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from ogpsite import album, brand, early, load, locales, write
from ogpsite.build.edition import is_sure, misled, own_addresses, related, understand
from ogpsite.build.job import NO_SITE, Job, Result, judged
from ogpsite.making import knows_nothing, making, recalled
from ogpsite.memory import readings
from ogpsite.memory.shelves import Memory
from ogpsite.model.again import Again
from ogpsite.model.facts import Edition
from ogpsite.model.ledger import NAME as LEDGER
from ogpsite.model.ledger import Ledger
from ogpsite.model.noted import noting
from ogpsite.model.site import Output
from ogpsite.model.values import Tree
from ogpsite.nouns import dataclass
from ogpsite.outputs import listing, pages
from ogpsite.outputs.options import Options, unread
from ogpsite.permanence import answers, losses, moves
from ogpsite.problems import Problem, Refused, in_order
from ogpsite.theme import Theme, open_theme

__all__ = ["NO_SITE", "Job", "Result", "understand"]

Tell = Callable[[str], None]
Held = Mapping[str, tuple[str, int]]
TRIES = 3  # a file that is saved while the site is built from it is read again


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
