"""`ogpsite import table`: a team's spreadsheet and a map → content. The story of one import, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from ogpsite.importers import columns, layout, ledger, mapping, reading, register, render, values
from ogpsite.importers.atlas import Map, fold
from ogpsite.importers.cells import Table
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.layout import Draft, Drafts
from ogpsite.importers.ledger import Outcome
from ogpsite.importers.register import Register
from ogpsite.importers.report import Notes, Report
from ogpsite.importers.slots import Desk
from ogpsite.model.dates import Calendar


def run(files: Sequence[Path], mapping: Path, into: Path, *, dry_run: bool = False, overwrite: bool = False) -> Report:
    """Read the tables, apply the map, and write the content that is not there yet or not edited by hand."""
    notes = Notes()
    whole = read_map(mapping)
    tables = with_neighbours(whole, files, reading.read(files), notes)
    desk = desk_for(whole, into, notes)
    bound = columns.bind(whole, tables, notes)
    drafts = layout.drafts(bound, desk)
    before = ledger.read(into)
    outcome = ledger.decide(drafts.files, into, before, overwrite)
    organisations = register_file(desk.register)
    note_rest(desk, drafts, outcome, before, into)
    if not dry_run:
        ledger.write(into, outcome, before, organisations)
    return report(tables, drafts, outcome, organisations, desk, dry_run)


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


def note_rest(desk: Desk, drafts: Drafts, outcome: Outcome, before: Mapping[str, str], into: Path) -> None:
    """Note what the ledger shows: files that come back, and files that no row gives any more."""
    for path in outcome.again:
        desk.notes.add("remark", path, "had been deleted since the last import; written again")
    for path, _ in outcome.kept:
        if path.endswith("/plan.md"):
            note_themes(desk, path, into)
    for path in ledger.gone(before, drafts.files, layout.plan_folder(desk)):
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
    outcome: Outcome,
    organisations: Draft | None,
    desk: Desk,
    dry_run: bool,
) -> Report:
    """The report of what was done, or would be."""
    paths = tuple(sorted(draft.path for draft in (*outcome.write, *([organisations] if organisations else []))))
    new = len(desk.register.added)
    return Report(
        dry_run=dry_run,
        rows_read=tuple((table.name, filled_rows(table)) for table in tables),
        records=(*drafts.records, *((("new organisations", new),) if new else ())),
        written=() if dry_run else paths,
        would_write=paths if dry_run else (),
        unchanged=tuple(sorted(outcome.unchanged)),
        kept=tuple(sorted(outcome.kept)),
        notes=desk.notes.all,
    )


def filled_rows(table: Table) -> int:
    """The rows below the headings that are not blank."""
    return sum(1 for row in table.rows[1:] if any(cell.text.strip() for cell in row))
