"""Rows of progress → one report for each commitment and period; its status follows from the milestones."""

from __future__ import annotations

import calendar
import datetime
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import field

from ogpsite.importers import dues, fields, values
from ogpsite.importers.atlas import RollUp, TableMap, fold
from ogpsite.importers.cells import Cell
from ogpsite.importers.render import tidy
from ogpsite.importers.rows import Bound, Row
from ogpsite.importers.shape import Milestone, Plan, link, lost, of_record
from ogpsite.importers.slots import Desk
from ogpsite.nouns import dataclass

PERIOD = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])|-?q([1-4])|-?h([12]))?", re.IGNORECASE)


@dataclass
class Report:
    """A report: what its rows say of the whole, and of each milestone by its folded id."""

    commitment: str
    period: str
    table: TableMap
    at: str
    whole: dict[str, object] = field(default_factory=dict)
    milestones: dict[str, dict[str, object]] = field(default_factory=dict)


def reports(tables: Sequence[Bound], plan: Plan, desk: Desk) -> list[Report]:
    """All reports, by commitment and then by period."""
    found: dict[tuple[str, str], Report] = {}
    for table, row in of_record(tables, "progress"):
        add(found, table, row, plan, desk)
    places = {name: number for number, name in enumerate(plan.commitments)}
    ordered = sorted(found.values(), key=lambda report: (places[report.commitment], last_day(report.period)))
    for _, history in itertools.groupby(ordered, key=lambda report: report.commitment):
        conclude(list(history), plan, desk)
    return [report for report in ordered if "status" in report.whole]


def add(found: dict[tuple[str, str], Report], table: TableMap, row: Row, plan: Plan, desk: Desk) -> None:
    """Put a row into its report; one that cannot be placed is noted."""
    step = link(row, table, "milestone", desk)
    owner = link(row, table, "commitment", desk)
    milestone = plan.find(step.text, fold(owner.text)) if step.text else None
    commitment = milestone.commitment if milestone else fold(owner.text)
    cell = link(row, table, "period", desk)
    period = period_of(cell)
    if step.text and milestone is None:
        desk.notes.add("skipped", row.at, lost(step, "milestone", [m.id for m in plan.milestones.values()]))
    elif commitment not in plan.commitments:
        desk.notes.add("skipped", row.at, lost(owner, "commitment", [c.id for c in plan.commitments.values()]))
    elif not period:
        desk.notes.add("skipped", row.at, f"“{cell.text}” is not a period; write 2025-06, 2025-Q2, 2025-H1 or 2025")
    else:
        report = found.setdefault((commitment, period), Report(commitment, period, table, row.at))
        fill(report, table, row, milestone, desk)


def fill(report: Report, table: TableMap, row: Row, milestone: Milestone | None, desk: Desk) -> None:
    """What a row says, into its report."""
    given = values.filled(row, table, desk)
    if milestone is None:
        if "status" not in given or "status" in report.whole:
            why = f"{report.period} was reported already" if "status" in report.whole else "no status"
            desk.notes.add("skipped", row.at, why)
        else:
            report.whole = {key: value for key, value in given.items() if key in fields.order("progress")}
            for key in given.keys() - report.whole.keys():
                desk.notes.add("unknown", row.at, f"{key}: only a milestone's report has this field: left out")
        return
    name = fold(milestone.id)
    if name in report.milestones:
        desk.notes.add("skipped", row.at, f"{milestone.id} has a report for {report.period} already")
    elif "status" not in given:
        desk.notes.add("skipped", row.at, f"no status for {milestone.id} in {report.period}")
    else:
        mine = fields.report_of_milestone()
        report.milestones[name] = {key: value for key, value in given.items() if key in mine}
        for key, value in given.items():
            if key not in mine:
                add_to_whole(report, key, value, milestone, row, desk)


def add_to_whole(report: Report, key: str, value: object, milestone: Milestone, row: Row, desk: Desk) -> None:
    """What a report can say only as a whole; texts of several milestones stand below each other, with their numbers."""
    number = str(milestone.fields.get("number") or milestone.id)
    before = report.whole.get(key)
    if key == "next_steps":
        report.whole[key] = joined(before, value, number)
    elif before is None:
        report.whole[key] = value
    elif before != value:
        desk.notes.add("unknown", row.at, f"{key} differs from that of another row of {report.period}: left out")


def joined(before: object, value: object, number: str) -> object:
    """A text below another one, in every language."""
    if isinstance(value, Mapping):
        earlier = before if isinstance(before, Mapping) else {}
        return {**earlier, **{lang: joined(earlier.get(lang), text, number) for lang, text in value.items()}}
    return "\n\n".join(filter(None, (str(before or ""), f"{number}: {value}")))


def period_of(cell: Cell) -> str:
    """A period as a file's name has it, from `2025-06`, `Q2 2025`, `2º trimestre de 2025`, or a day in the month."""
    text = cell.text
    form = text if PERIOD.fullmatch(text.replace("/", "-")) else dues.form_of(dues.plain(text))
    if not form and (day := dues.exact_day(text)):
        form = day.isoformat()[:7]
    found = PERIOD.fullmatch(form.replace("/", "-"))
    if not found:
        return ""
    year, month, quarter, half = found.groups()
    return year + (f"-{month}" if month else f"-q{quarter}" if quarter else f"-h{half}" if half else "")


def last_day(period: str) -> datetime.date:
    """The last day of a period."""
    found = PERIOD.fullmatch(period)
    assert found
    year, month, quarter, half = found.groups()
    last = int(month or 0) or 3 * int(quarter or 0) or 6 * int(half or 0) or 12
    return datetime.date(int(year), last, calendar.monthrange(int(year), last)[1])


def conclude(history: Sequence[Report], plan: Plan, desk: Desk) -> None:
    """Give each report of one commitment its day and its status; a milestone's status lasts until the next report."""
    known: dict[str, str] = {}
    for report in history:
        for name, said in report.milestones.items():
            known[name] = str(said["status"])
        rule = report.table.roll_up
        if "status" not in report.whole and rule:
            leaves = [known.get(fold(step.id), "") for step in plan.leaves(report.commitment)]
            report.whole["status"] = rolled_up(leaves, rule)
        elif "status" not in report.whole:
            desk.notes.add("skipped", report.at, f"no status for the commitment in {report.period}")
        report.whole.setdefault("reported_on", reported_on(report, desk))


def rolled_up(statuses: Sequence[str], rule: RollUp) -> str:
    """The commitment's status by the map's rule; an unreported milestone has none."""
    for status, result in rule.all.items():
        if statuses and all(one == status for one in statuses):
            return result
    return rule.otherwise


def reported_on(report: Report, desk: Desk) -> object:
    """The day of a report: as the map's `periods:` says, else the last day of the period, which is noted."""
    given = {period_of(Cell(name, "")): entry for name, entry in report.table.periods.items()}
    if report.period in given and "reported_on" in given[report.period]:
        return tidy(given[report.period]["reported_on"])
    day = last_day(report.period)
    desk.notes.add("date", report.at, f"no day for the reports of {report.period}: {day}, its last day, was taken")
    return day
