"""Deadlines that a new file moved: the first promise stays in the commitment, the new day goes into the new report.

Only where the file also brings a new report on that milestone; without one a changed day is a correction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from ogpsite.importers import ledger, updating
from ogpsite.importers.layout import Draft
from ogpsite.importers.ledger import Past
from ogpsite.nouns import dataclass

PLAN = "commitment.md"


@dataclass
class Slipped:
    """The drafts with moved deadlines in their reports, what the file really said by path, and one line for each."""

    drafts: list[Draft]
    said: dict[str, object] = field(default_factory=dict)
    moved: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Move:
    """A milestone whose deadline the file moved, and the report that tells it."""

    key: str
    before: object
    after: object
    report: str


def slipped(drafts: Sequence[Draft], into: Path, past: Past) -> Slipped:
    """Move new deadlines into the reports that came with them."""
    by_path = {draft.path: draft for draft in drafts}
    fresh = new_reports(by_path, into, past)
    found = Slipped(list(drafts))
    for draft in drafts:
        folder, _, name = draft.path.rpartition("/")
        if name != PLAN or not fresh.get(folder):
            continue
        moves = list(moves_of(draft, {path: by_path[path] for path in fresh[folder]}, into, past))
        if moves:
            carry_out(draft, moves, by_path, found)
    found.drafts = [by_path[draft.path] for draft in drafts]
    return found


def new_reports(by_path: Mapping[str, Draft], into: Path, past: Past) -> dict[str, list[str]]:
    """The reports that no import wrote before and nobody wrote by hand, by the folder of their commitment."""
    found: dict[str, list[str]] = {}
    for path in sorted(by_path):
        folder, mark, _ = path.rpartition("/progress/")
        if mark and path not in past.prints and not (into / path).exists():
            found.setdefault(folder, []).append(path)
    return found


def moves_of(draft: Draft, reports: Mapping[str, Draft], into: Path, past: Past) -> Iterator[Move]:
    """The deadlines of one commitment that the file moved and nobody else did."""
    text = ledger.on_disk(into / draft.path)
    base = updating.base_of(draft.path, text, past)
    if base is None or not updating.readable(text) or text is None:
        return
    before, yours = steps(base), steps(updating.values_of(text))
    told = {path: updating.values_of(report.text) for path, report in reports.items()}
    for key, step in steps(updating.values_of(draft.text)).items():
        old = before.get(key, {}).get("due")
        if not old or step.get("due") in (None, old) or yours.get(key, {}).get("due") != old:
            continue
        reported = [path for path, values in told.items() if "due" not in said_of(values, key, {"due": ""})]
        if reported:
            yield Move(key, old, step["due"], reported[-1])


def said_of(values: object, key: str, otherwise: Mapping[str, object]) -> Mapping[str, object]:
    """What a report says of a milestone."""
    of = values.get("milestones") if isinstance(values, Mapping) else None
    found = of.get(key) if isinstance(of, Mapping) else None
    return found if isinstance(found, Mapping) else otherwise


def steps(values: object) -> dict[str, Mapping[str, object]]:
    """The milestones of a commitment's values by key."""
    found = values.get("milestones") if isinstance(values, Mapping) else None
    return {key: item for key, item in updating.by_key(found).items() if isinstance(item, Mapping)}


def carry_out(draft: Draft, moves: Sequence[Move], by_path: dict[str, Draft], found: Slipped) -> None:
    """Put the first promise back into the commitment, and the new day into the report."""
    values = updating.values_of(draft.text)
    found.said[draft.path] = updating.values_of(draft.text)
    for move in moves:
        values = updating.put_at(values, ("milestones", f"#{move.key}", "due"), move.before)
        report = by_path[move.report]
        told = updating.values_of(report.text)
        found.said.setdefault(move.report, told)
        told = updating.put_at(told, ("milestones", move.key, "due"), move.after)
        by_path[move.report] = Draft(move.report, updating.rewritten(move.report, told))
        words = (
            f"milestones.{move.key}: {updating.said(move.before)} → {updating.said(move.after)}; "
            f"the first date stays, the new one stands in {move.report.rpartition('/')[2]}"
        )
        found.moved.append((draft.path, words))
    by_path[draft.path] = Draft(draft.path, updating.rewritten(draft.path, values))
