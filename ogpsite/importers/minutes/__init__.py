"""`ogpsite import minutes`: Word and OpenDocument minutes → meetings of the forum. The story of one import."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from ogpsite.importers import archive, daywords, ledger, register, site
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.layout import Draft
from ogpsite.importers.minutes import attendance, decisions, docx, findings, odt
from ogpsite.importers.minutes.attendance import Attendance, Known
from ogpsite.importers.minutes.blocks import Block, Document, Lost
from ogpsite.importers.minutes.decisions import Decided
from ogpsite.importers.minutes.findings import Found
from ogpsite.importers.minutes.markdown import Writer
from ogpsite.importers.render import markdown
from ogpsite.importers.report import Notes, Report
from ogpsite.importers.site import Site
from ogpsite.importers.slugs import slug
from ogpsite.model import dates, vocabulary
from ogpsite.model.kinds import KEY
from ogpsite.nouns import dataclass
from ogpsite.problems import near

__all__ = ["Options", "run"]


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the person who imports asks for; empty where they say nothing."""

    into: Path
    forum: str = ""
    kind: tuple[str, ...] = ()
    date: str = ""
    title: str = ""
    key: str = ""
    language: str = ""
    published_on: str = ""
    no_names: bool = False
    dry_run: bool = False
    overwrite: bool = False
    tell: Callable[[str], None] = lambda words: None


@dataclass(frozen=True)
class Made:
    """One meeting: its file, that of its text in another language, and the pictures that lie beside it."""

    draft: Draft
    translation: Draft | None
    pictures: Mapping[str, bytes]
    decisions: int


@dataclass(frozen=True)
class Told(Report):
    """The report, which reads documents and not rows."""

    def outcome(self) -> Iterator[str]:
        """What was read and written."""
        _, *rest = super().outcome()
        yield "Read: " + ", ".join(name for name, _ in self.rows_read)
        yield from rest


def run(files: Sequence[Path], options: Options) -> Report:
    """Read minutes and write a meeting for each. Raises ImportFault before anything is written."""
    notes = Notes()
    place = site.look(options.into, options.language)
    if not place.there:
        notes.add("remark", "site.yaml", "there is no site.yaml in this folder yet; `ogpsite init` makes one")
    check_wishes(files, options)
    if not any((options.into / "content/forum").glob("**/forum.md")):
        notes.add(
            "remark", "content/forum", "there is no forum.md yet: write one, so that the meetings belong to a forum"
        )
    made = [meeting(path, options, place, notes) for path in files]
    refuse_twins(made)
    before = ledger.read(options.into)
    drafts = [draft for one in made for draft in (one.draft, one.translation) if draft]
    outcome = ledger.decide(drafts, options.into, before, options.overwrite)
    wanted = pictures_to_write(made, outcome, options, notes)
    if not options.dry_run:
        options.tell(f"Writing {len(outcome.write)} meetings")
        for path, data in wanted.items():
            put(options.into / path, data)
        ledger.write(options.into, outcome, before, None)
    return report(files, made, outcome, wanted, options, notes)


def check_wishes(files: Sequence[Path], options: Options) -> None:
    """Refuse wishes that fit no meeting, or not several of them."""
    if not files:
        raise ImportFault("no file was given", "name one or more .docx or .odt files")
    if len(files) > 1 and (options.date or options.title or options.key):
        raise ImportFault(
            "--date, --title and --key are for one file at a time", "import the files one after the other"
        )
    for kind in options.kind:
        if kind not in vocabulary.MEETING_KIND:
            meant = near(kind, vocabulary.MEETING_KIND)
            known = ", ".join(vocabulary.MEETING_KIND)
            raise ImportFault(f"--kind {kind!r} is not one of {known}", f"did you mean {meant!r}?" if meant else "")
    if options.key and not KEY.fullmatch(options.key):
        raise ImportFault(
            f"--key {options.key!r} is not a key", "small letters, digits and hyphens: 2026-06-30-second-meeting"
        )
    wished(options.date, "--date")
    wished(options.published_on, "--published-on")


def wished(text: str, name: str) -> datetime.date | None:
    """A day of the command line. Raises ImportFault where it is none."""
    try:
        return dates.day(text) if text else None
    except dates.NotADate as fault:
        raise ImportFault(f"{name}: {fault}", dates.DAY_HINT) from None


def opened(path: Path) -> Document:
    """The document, by what it is and not by what it is called."""
    if path.suffix.lower() in (".doc", ".pdf", ".rtf", ".txt", ".md") and path.is_file():
        raise ImportFault(f"{path.name}: files ending in {path.suffix} are not read", "save it as .docx or .odt")
    with archive.opened(path, "a Word (.docx) or OpenDocument (.odt) file") as parts:
        if parts.has(docx.MAIN):
            return docx.read(parts)
        if parts.has(odt.MAIN):
            return odt.read(parts)
        names = archive.few(parts.names())
        raise ImportFault(
            f"{path.name} is neither a Word nor an OpenDocument text; it holds {names}", "save it as .docx"
        )


def meeting(path: Path, options: Options, place: Site, notes: Notes) -> Made:
    """One document as a meeting."""
    options.tell(f"Reading {path.name}")
    document = opened(path)
    if not document.blocks:
        raise ImportFault(f"{path.name} holds no words", "is it the right file? Scanned pages are pictures, not words")
    found = findings.look(document, wished(options.date, "--date"), options.title)
    known = known_bodies(place)
    there = attendance.look(document.blocks, known)
    decided = decisions.look(document.blocks, known)
    key = options.key or f"{found.day}-{slug(without_days(found.title), 50)}"
    folder = forum_folder(options)
    lost = Lost(dict(document.lost))
    names: dict[str, str] = {}
    language = options.language or place.languages[0]
    writer = Writer(
        lambda name: picture_name(name, key, names, document), lost, document.notes, language=language.partition("-")[0]
    )
    text = writer.text(body_blocks(document, found, there, options))
    front = fields(found, there, decided, options, place)
    note(path.name, found, there, decided, lost, options, notes)
    other = options.language in place.languages[1:]
    sibling = Draft(f"{folder}/{key}.{options.language}.md", markdown({}, text.strip())) if other else None
    return Made(
        Draft(f"{folder}/{key}.md", markdown(front, "" if other else text.strip())),
        sibling,
        {f"{folder}/{names[name]}": document.pictures[name].data for name in names},
        len(decided),
    )


def without_days(title: str) -> str:
    """A title without the day in it, which the key begins with anyway; the whole title where nothing else is there."""
    rest = title
    for said in reversed(daywords.every(title)):
        rest = rest[: said.start] + " " + rest[said.end :]
    return rest if re.search(r"\w", rest) else "meeting"


def known_bodies(place: Site) -> Known:
    """The bodies of the register by name, and their sectors."""
    entries = register.entries(place.register.text)
    sectors = {key: str(entry.get("sector", "")) for key, entry in entries.items() if isinstance(entry, Mapping)}
    return Known(place.register.known, sectors)


def forum_folder(options: Options) -> str:
    """Where the meetings of the forum lie. Raises ImportFault where the forum isn't there, or several are."""
    base = options.into / "content/forum"
    named = sorted(path.parent.name for path in base.glob("*/forum.md")) if base.is_dir() else []
    single = (base / "forum.md").is_file()
    if options.forum:
        if options.forum in named:
            return f"content/forum/{options.forum}/meetings"
        if (not named and options.forum in ("forum", "")) or (single and options.forum == "forum"):
            return "content/forum/meetings"
        known = ", ".join([*(["forum"] if single else []), *named]) or "none yet"
        raise ImportFault(f"there is no forum {options.forum!r}", f"forums of this site: {known}")
    if len(named) + single > 1:
        raise ImportFault("the site has several forums", f"say which: --forum {' or --forum '.join(named)}")
    return f"content/forum/{named[0]}/meetings" if named else "content/forum/meetings"


def body_blocks(document: Document, found: Found, there: Attendance, options: Options) -> list[Block]:
    """The blocks of the minutes: without the title, and without personal columns of tables of people."""
    return [
        attendance.without(block, there, options.no_names)
        for block in document.blocks
        if block is not found.title_block
    ]


def picture_name(name: str, key: str, names: dict[str, str], document: Document) -> str:
    """The name of a picture beside the record, in the order in which they are shown."""
    if name not in names:
        names[name] = f"{key}-picture-{len(names) + 1}.{document.pictures[name].ending}"
    return names[name]


def fields(
    found: Found, there: Attendance, decided: Sequence[Decided], options: Options, place: Site
) -> dict[str, object]:
    """The fields of the meeting."""
    front: dict[str, object] = {"title": said(found.title, options, place), "date": found.day}
    front |= {"kind": list(options.kind)} if options.kind else {}
    front |= {"place": said(found.place, options, place)} if found.place else {}
    published = wished(options.published_on, "--published-on")
    front |= {"minutes_published_on": published} if published else {}
    order = ("attended", "government", "civil_society", "other")
    front |= (
        {"attendance": {name: there.numbers[name] for name in order if name in there.numbers}} if there.numbers else {}
    )
    front |= {"organisations": list(there.bodies)} if there.bodies else {}
    counts = {True: 0, False: 0}
    items = []
    for one in decided:
        counts[one.action] += 1
        items.append(decision(one, counts[one.action], options, place))
    return front | ({"decisions": items} if items else {})


def decision(one: Decided, number: int, options: Options, place: Site) -> dict[str, object]:
    """One decision or action."""
    due = one.due
    if isinstance(due, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", due):
        due = datetime.date.fromisoformat(due)
    if isinstance(due, Mapping):
        due = {"text": said(str(due["text"]), options, place)}
    return {
        "key": f"{'a' if one.action else 'd'}-{number}",
        "text": said(one.text, options, place),
        **({"owner": one.owner} if one.owner else {}),
        **({"due": due} if due else {}),
        **({"status": one.status} if one.status else {}),
    }


def said(text: str, options: Options, place: Site) -> object:
    """A text as the content model has it: by language where it is not in the site's first one."""
    clean = "".join(char for char in text if char.isprintable() or char == "\n").strip()
    return {options.language: clean} if options.language in place.languages[1:] else clean


def note(
    name: str, found: Found, there: Attendance, decided: Sequence[Decided], lost: Lost, options: Options, notes: Notes
) -> None:
    """Note what was understood, and what was not kept."""
    notes.add("date", name, f"{found.day}, from {found.day_from}")
    for words in (*found.remarks, *there.remarks):
        notes.add("remark", name, words)
    for what, count in lost.found.items():
        notes.add("skipped", name, f"{count} × {what}")
    if there.personal:
        notes.add("skipped", name, "columns of addresses, numbers or signatures in tables of people are left out")
    if there.names and not options.no_names:
        notes.add(
            "remark", name, "tables of people stay in the text with their names (--no-names leaves the names out)"
        )
    if not options.kind:
        notes.add(
            "remark", name, "no --kind was given: the meeting does not count as one of the forum until `kind: forum`"
        )
    if not options.published_on:
        notes.add(
            "remark", name, "the minutes count as published on the meeting's own day (--published-on says otherwise)"
        )
    if decided:
        actions = sum(1 for one in decided if one.action)
        notes.add(
            "remark",
            name,
            f"{len(decided) - actions} decisions and {actions} actions were found; they stay in the text, too",
        )


def refuse_twins(made: Sequence[Made]) -> None:
    """Refuse two documents that would be one meeting."""
    paths = [one.draft.path for one in made]
    twice = next((path for n, path in enumerate(paths) if path in paths[:n]), "")
    if twice:
        raise ImportFault(
            f"two of the files would both be {twice}", "import them one after the other, each with its --key"
        )


def pictures_to_write(
    made: Sequence[Made], outcome: ledger.Outcome, options: Options, notes: Notes
) -> dict[str, bytes]:
    """The pictures that are not there yet, of meetings that are written; one that was changed by hand is kept."""
    wanted: dict[str, bytes] = {}
    written = {draft.path for draft in outcome.write} | set(outcome.unchanged)
    for one in made:
        if one.draft.path not in written:
            continue
        for path, data in one.pictures.items():
            ledger.refuse_outside(options.into, path)
            there = options.into / path
            if not there.exists() or options.overwrite:
                wanted[path] = data
            elif there.read_bytes() != data:
                notes.add("remark", path, "another picture is there already; it was kept (--overwrite replaces it)")
        note_left(one, options, notes)
    return {path: data for path, data in wanted.items() if not same(options.into / path, data)}


def same(path: Path, data: bytes) -> bool:
    """Whether a file holds these bytes."""
    return path.is_file() and path.read_bytes() == data


def note_left(one: Made, options: Options, notes: Notes) -> None:
    """Note pictures of an earlier import that the document does not hold any more."""
    folder, _, name = one.draft.path.rpartition("/")
    for path in sorted((options.into / folder).glob(f"{posixpath.splitext(name)[0]}-picture-*")):
        relative = path.relative_to(options.into).as_posix()
        if relative not in one.pictures:
            notes.add(
                "remark", relative, "came from an earlier import; the document does not hold it any more: delete it"
            )


def put(path: Path, data: bytes) -> None:
    """Put a picture in place only when it is whole."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.half")
        half.write_bytes(data)
        half.replace(path)
    except OSError as fault:
        raise ImportFault(f"{path} cannot be written: {fault.strerror or fault}", "") from None


def report(
    files: Sequence[Path],
    made: Sequence[Made],
    outcome: ledger.Outcome,
    wanted: Mapping[str, bytes],
    options: Options,
    notes: Notes,
) -> Report:
    """What was done, or would be."""
    paths = tuple(sorted([*(draft.path for draft in outcome.write), *wanted]))
    counts = (
        ("meetings", len(made)),
        ("decisions and actions", sum(one.decisions for one in made)),
        ("pictures", sum(len(one.pictures) for one in made)),
    )
    return Told(
        dry_run=options.dry_run,
        rows_read=tuple((path.name, 1) for path in files),
        records=tuple((name, count) for name, count in counts if count),
        written=() if options.dry_run else paths,
        would_write=paths if options.dry_run else (),
        unchanged=tuple(sorted(outcome.unchanged)),
        kept=tuple(sorted(outcome.kept)),
        notes=notes.all,
    )
