"""`ogpsite import contributions`: exports of platforms and forms → contributions and responses. The story, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ogpsite.importers import ledger, site
from ogpsite.importers.contributions import again, consultation, events, shape, sources
from ogpsite.importers.contributions.again import Merged
from ogpsite.importers.contributions.nouns import INCLUDES, Ground, Harvest, Options
from ogpsite.importers.contributions.shape import Shaped
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.layout import Draft
from ogpsite.importers.ledger import Outcome
from ogpsite.importers.register import Register
from ogpsite.importers.report import Notes, Report
from ogpsite.model import vocabulary
from ogpsite.problems import near

__all__ = ["INCLUDES", "Options", "run"]


def run(files: Sequence[Path], options: Options) -> Report:
    """Read an export and write what is not there yet. Raises ImportFault before anything is written."""
    folder = consultation.folder(options.consultation)
    check_wishes(options)
    ground, known = ground_for(options)
    options.tell("Reading the export")
    harvest = sources.harvest(files, ground)
    options.tell(f"Shaping {len(harvest.entries):,} contributions")
    shaped = shape.shaped(harvest, known, ground)
    refuse_other_lists(options.into, folder)
    before = ledger.read(options.into)
    drafts = [
        *filter(None, [consultation.draft(harvest, ground)]),
        *events.drafts(harvest, known, ground),
    ]
    lists = [
        again.merge(f"{folder}/{name}.yaml", items, options.into, before, options.overwrite, ground.notes)
        for name, items in (("contributions", shaped.contributions), ("responses", shaped.responses))
        if items
    ]
    outcome = decided(drafts, lists, before, options)
    note_counts(harvest, shaped, ground)
    if not options.dry_run:
        options.tell(f"Writing {len(outcome.write)} files")
        write(outcome, lists, before, options.into)
    return report(harvest, shaped, lists, outcome, ground)


def check_wishes(options: Options) -> None:
    """Refuse words of the command line that nobody knows."""
    for name, words, known in (
        ("--include", sorted(options.include), INCLUDES),
        ("--dates", [options.dates] if options.dates else [], ("day-first", "month-first")),
        ("--decision", [options.decision] if options.decision else [], tuple(vocabulary.DECISION)),
    ):
        for word in words:
            if word not in known:
                meant = near(word, known)
                why = f"did you mean {meant!r}?" if meant else ""
                raise ImportFault(f"{name} {word!r} is not one of {', '.join(known)}", why)


def ground_for(options: Options) -> tuple[Ground, Register]:
    """The site's languages, time zone and register."""
    notes = Notes()
    found = site.look(options.into, options.language)
    if not found.there:
        notes.add("remark", "site.yaml", "there is no site.yaml in this folder yet; `ogpsite init` makes one")
    if options.language and options.language not in found.languages:
        words = f"site.yaml does not list {options.language}; the texts stand in {found.languages[0]} until it does"
        notes.add("remark", "site.yaml", words)
    return Ground(options, found.languages, found.zone, found.zone_name, notes), found.register


def refuse_other_lists(into: Path, folder: str) -> None:
    """Refuse to make a second list beside contributions in another form."""
    other = into / folder / "contributions.csv"
    if other.is_file():
        raise ImportFault(
            f"{folder}/contributions.csv holds contributions already; a list beside it could hold the same keys",
            "turn it into contributions.yaml first, or import into another consultation",
        )


def decided(drafts: Sequence[Draft], lists: Sequence[Merged], before: Mapping[str, str], options: Options) -> Outcome:
    """What becomes of every file; a list that people edited is only added to, and stays theirs."""
    own = [one.draft for one in lists if not one.edited]
    outcome = ledger.decide([*drafts, *own], options.into, before, options.overwrite)
    write, unchanged, kept = list(outcome.write), list(outcome.unchanged), list(outcome.kept)
    for one in lists:
        if one.edited:
            ledger.refuse_outside(options.into, one.draft.path)
            if one.added:
                write.append(one.draft)
            else:
                unchanged.append(one.draft.path)
            if one.kept:
                kept.append((one.draft.path, f"edited since the last import; {one.kept}"))
    return Outcome(tuple(write), tuple(unchanged), tuple(kept), outcome.again)


def write(outcome: Outcome, lists: Sequence[Merged], before: Mapping[str, str], into: Path) -> None:
    """Write the files; the ledger does not take edited lists for its own."""
    edited = {one.draft.path for one in lists if one.edited}
    for draft in outcome.write:
        if draft.path in edited:
            ledger.replace(into / draft.path, draft.text)
    own = replace(
        outcome,
        write=tuple(draft for draft in outcome.write if draft.path not in edited),
        unchanged=tuple(path for path in outcome.unchanged if path not in edited),
    )
    ledger.write(into, own, before, None)


def note_counts(harvest: Harvest, shaped: Shaped, ground: Ground) -> None:
    """The sums that everybody asks for."""
    for state, count in shaped.left_out.items():
        ground.notes.add("remark", "left out", f"{count} contributions: {shape.LEFT_OUT[state]}")
    if shaped.emails or shaped.phones:
        words = f"{shaped.emails} e-mail addresses and {shaped.phones} telephone numbers inside texts"
        ground.notes.add("remark", "masked", words)
    if any("private" in item for item in shaped.contributions):
        words = "personal data is below `private:`; it is on no page, but whoever has the files has it"
        ground.notes.add("remark", "private", words)
    if any(entry.day for entry in harvest.entries):
        ground.notes.add("remark", "days", f"moments are read as days in the time zone {ground.zone_name}")


def report(harvest: Harvest, shaped: Shaped, lists: Sequence[Merged], outcome: Outcome, ground: Ground) -> Report:
    """What was done, or would be."""
    paths = tuple(sorted(draft.path for draft in outcome.write))
    dry = ground.options.dry_run
    counts = (
        ("contributions", len(shaped.contributions)),
        *((f"left out ({state})", count) for state, count in sorted(shaped.left_out.items())),
        ("responses", len(shaped.responses)),
        ("events", len(harvest.encounters)),
        *((f"new in {one.draft.path.rpartition('/')[2]}", one.added) for one in lists),
    )
    return Report(
        dry_run=dry,
        rows_read=harvest.rows,
        records=tuple((name, count) for name, count in counts if count),
        written=() if dry else paths,
        would_write=paths if dry else (),
        unchanged=tuple(sorted(outcome.unchanged)),
        kept=tuple(sorted(outcome.kept)),
        notes=ground.notes.all,
    )
