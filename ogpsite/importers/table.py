"""`ogpsite import table`: a team's spreadsheet and a map → content. The story of one import, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from ogpsite.importers import (
    columns,
    layout,
    ledger,
    mapping,
    progress,
    reading,
    register,
    render,
    slipping,
    updating,
    values,
)
from ogpsite.importers.atlas import Map, fold
from ogpsite.importers.cells import Cell, Table
from ogpsite.importers.commas import Form
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.layout import Draft, Drafts
from ogpsite.importers.ledger import Past
from ogpsite.importers.register import Register
from ogpsite.importers.report import Notes, Report
from ogpsite.importers.slots import Desk
from ogpsite.importers.updating import Update
from ogpsite.model.dates import Calendar
from ogpsite.nouns import dataclass


def silent(words: str) -> None:
    """Tells nobody what is being done."""


@dataclass(frozen=True)
class Wishes:
    """What the command line says beside files and map.

    `overwrite`: the file is right; `keep`: where both changed, the editor is; `period`: of reports that name none.
    """

    dry_run: bool = False
    overwrite: bool = False
    keep: bool = False
    period: str = ""
    form: Form = Form()
    tell: Callable[[str], None] = silent


def run(files: Sequence[Path], mapping: Path, into: Path, wishes: Wishes = Wishes()) -> Report:
    """Read the tables, apply the map, and write what is new; what an editor changed by hand stays."""
    notes = Notes()
    whole = at_period(read_map(mapping), wishes.period)
    wishes.tell(f"Reading {', '.join(path.name for path in files)}")
    form = Form(wishes.form.encoding or whole.csv.encoding, wishes.form.separator or whole.csv.separator)
    tables = with_neighbours(whole, files, reading.read(files, form), notes)
    desk = desk_for(whole, into, notes)
    wishes.tell(f"Shaping {sum(filled_rows(table) for table in tables):,} rows")
    bound = columns.bind(whole, tables, notes)
    drafts = layout.drafts(bound, desk)
    wishes.tell(f"Comparing {len(drafts.files):,} files with what is there")
    past = ledger.past(into)
    update, changes = updated(drafts, into, past, wishes)
    organisations = register_file(desk.register)
    note_rest(desk, drafts, update, past, into)
    if not wishes.dry_run:
        wishes.tell(f"Writing {len(update.write):,} files")
        ledger.write(into, update.outcome, past.prints, organisations, update.memory, update.by_hand)
    return report(tables, drafts, update, changes, organisations, desk, wishes.dry_run)


def at_period(whole: Map, period: str) -> Map:
    """The map with reports on this period, where no column names one."""
    if not period:
        return whole
    if not progress.period_of(Cell(period, "")):
        raise ImportFault(f"--period {period!r} is not a period", "write 2025-06, 2025-Q2, 2025-H1 or 2025")
    tables = [
        replace(entry, constants={**entry.constants, "period": period}) if entry.record == "progress" else entry
        for entry in whole.tables
    ]
    return replace(whole, tables=tuple(tables))


def updated(drafts: Drafts, into: Path, past: Past, wishes: Wishes) -> tuple[Update, list[tuple[str, str]]]:
    """What becomes of every file, and the lines on what changes in files that were there."""
    slips = slipping.slipped(drafts.files, into, past)
    terms = updating.Terms(past, wishes.overwrite, wishes.keep, slips.said)
    update = updating.decide(slips.drafts, into, terms)
    return update, [*slips.moved, *update.changed]


def read_map(name_or_path: Path) -> Map:
    """The map, by path or by the name of a ready one."""
    return mapping.read_map(mapping.find_map(name_or_path))


def with_neighbours(whole: Map, files: Sequence[Path], tables: Sequence[Table], notes: Notes) -> tuple[Table, ...]:
    """The tables, and those that the map expects in a file beside the first one."""
    found = list(tables)
    for entry in whole.tables:
        have = {fold(table.name) for table in found}
        if have & {fold(name) for name in entry.sheets}:
            continue
        for path in [files[0].parent / name for name in entry.beside]:
            if path.is_file():
                found.extend(reading.read([path]))
                notes.add("remark", entry.name, f"read from {path.name}, which lies beside {files[0].name}")
                break
    return tuple(found)


def desk_for(whole: Map, into: Path, notes: Notes) -> Desk:
    """What the steps need: languages and calendar of the site, the register as it stands."""
    if into.exists() and not into.is_dir():
        raise ImportFault(f"{into} is not a folder", "give the folder that holds site.yaml")
    text = ledger.on_disk(into / "site.yaml")
    site = parsed(text, "site.yaml") if text is not None else whole.site
    if text is None and not whole.site:
        notes.add("remark", "site.yaml", "there is no site.yaml in this folder yet; `ogpsite check` needs one")
    languages = languages_of(site, whole)
    organisations = register.read(ledger.on_disk(into / register.FILE) or "", whole.organisations)
    return Desk(whole, languages, calendar_of(site), organisations, notes)


def parsed(text: str, name: str) -> Mapping[str, object]:
    """The settings of the site."""
    try:
        found = render.parsed(text)
    except yaml.YAMLError as fault:
        raise ImportFault(f"{name} is not valid YAML: {fault}", "`ogpsite check` says where") from None
    return found if isinstance(found, Mapping) else {}


def languages_of(site: Mapping[str, object], whole: Map) -> tuple[str, ...]:
    """The languages of the site; all those of the map must be among them."""
    given = site.get("languages")
    languages = tuple(str(language) for language in given) if isinstance(given, list) and given else whole.languages
    lacking = [language for language in whole.languages if language not in languages]
    if lacking:
        raise ImportFault(
            f"the map brings texts in {', '.join(lacking)}, but site.yaml lists only {', '.join(languages)}",
            "add the language to `languages` in site.yaml, or take its columns out of the map",
        )
    return languages


def calendar_of(site: Mapping[str, object]) -> Calendar:
    """How the site counts seasons and fiscal years."""
    start = str(site.get("fiscal_year_start", "04-01")).split("-")
    known = len(start) == 2 and all(part.isdigit() for part in start)
    return Calendar(str(site.get("seasons", "north")), (int(start[0]), int(start[1])) if known else (4, 1))


def register_file(organisations: Register) -> Draft | None:
    """organisations.yaml with what is new at its end, where anything is new."""
    text = organisations.merged()
    return Draft(register.FILE, text) if text != organisations.text else None


def note_rest(desk: Desk, drafts: Drafts, update: Update, past: Past, into: Path) -> None:
    """Note what the ledger shows: files that come back, and what no row gives any more."""
    for path in update.again:
        desk.notes.add("remark", path, "had been deleted since the last import; written again")
    for path, _ in update.kept:
        if path.endswith("/plan.md"):
            note_themes(desk, path, into)
    for path, name in update.gone:
        desk.notes.add("remark", path, f"{name}: the file doesn't say it any more. It was left where it is")
    for path in ledger.gone(past.prints, drafts.files, layout.plan_folder(desk)):
        desk.notes.add("remark", path, "came from an earlier import; no row gives it now. It was left where it is")


def note_themes(desk: Desk, path: str, into: Path) -> None:
    """Note themes of the map that a plan kept as it is does not have: commitments would point to nothing."""
    text = ledger.on_disk(into / path) or ""
    try:
        front = render.parsed(text.split("---", 2)[1] if text.count("---") > 1 else "")
    except yaml.YAMLError:
        front = None
    entries = front.get("themes", []) if isinstance(front, Mapping) else []
    have = {str(entry.get("key")) for entry in entries if isinstance(entry, Mapping)}
    lacking = sorted(values.theme_keys(desk) - have)
    if lacking:
        desk.notes.add("remark", path, f"the plan was kept and has no theme {', '.join(lacking)}: add what is used")


def report(
    tables: Sequence[Table],
    drafts: Drafts,
    update: Update,
    changes: Sequence[tuple[str, str]],
    organisations: Draft | None,
    desk: Desk,
    dry_run: bool,
) -> Report:
    """The report of what was done, or would be."""
    paths = tuple(sorted(draft.path for draft in (*update.write, *([organisations] if organisations else []))))
    new = len(desk.register.added)
    return Report(
        dry_run=dry_run,
        rows_read=tuple((table.name, filled_rows(table)) for table in tables),
        records=(*drafts.records, *((("new organisations", new),) if new else ())),
        written=() if dry_run else paths,
        would_write=paths if dry_run else (),
        unchanged=tuple(sorted(update.unchanged)),
        kept=tuple(sorted(update.kept)),
        notes=desk.notes.all,
        changes=tuple(changes),
        conflicts=tuple(
            (one.path, one.field, updating.said(one.yours), updating.said(one.theirs)) for one in update.conflicts
        ),
    )


def filled_rows(table: Table) -> int:
    """The rows below the headings that are not blank."""
    return sum(1 for row in table.rows[1:] if any(cell.text.strip() for cell in row))
