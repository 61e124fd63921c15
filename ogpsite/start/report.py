"""The empty progress reports of all commitments of a plan for a period (`report`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ogpsite.model import dates, records, vocabulary
from ogpsite.model.kinds import KINDS
from ogpsite.model.site import Site
from ogpsite.problems import Phrase, Place, Problem, Refused, did_you_mean, phrase

Written = tuple[str, str]  # path and text


def report_files(site: Site, plan: str, period: str, day: date) -> tuple[list[Written], list[Phrase]]:
    """The reports to be written, and the commitments that get none, in words. Raises Refused in plain words.

    Each is a draft that repeats the newest status, so that nothing is said to the public before somebody wrote it.
    """
    try:
        dates.period(period)
    except dates.NotADate:
        hint = phrase("write a period as 2026-12, 2026-q4, 2026-h2 or 2026")
        message = phrase("{text} is not a period", text=repr(period))
        raise Refused(Problem(Place("--period"), "value", message, hint)) from None
    if f"plan:{plan}" not in site.by_uid:
        known = [one.id for one in site.all(records.Plan)]
        otherwise = phrase("there is none yet; make one: {command}", command="ogpsite new plan")
        hint = did_you_mean(plan, known, phrase("known: {known}", known=", ".join(known)) if known else otherwise)
        message = phrase("there is no action plan {plan}", plan=repr(plan))
        raise Refused(Problem(Place("content/plans"), "reference", message, hint))
    files: list[Written] = []
    left: list[Phrase] = []
    for one in site.all(records.Commitment):
        if one.meta.parent != plan:
            continue
        reports = sorted(site.parts(one, records.Progress), key=lambda report: (report.reported_on, report.key))
        if any(report.key == period for report in reports):
            left.append(phrase("{commitment} has a report on {period} already", commitment=one.id, period=period))
        elif one.withdrawn:
            left.append(phrase("{commitment} was withdrawn", commitment=one.id))
        else:
            files.append((path_of(one, period), text_of(one, reports, day)))
    return files, left


def path_of(one: records.Commitment, period: str) -> str:
    """Where a report lies: in the folder of its commitment, also where that is a file so far."""
    pattern = KINDS["progress"].files[0]
    return pattern.format(plan=one.meta.parent, commitment=one.key, key=period)


def text_of(one: records.Commitment, reports: list[records.Progress], day: date) -> str:
    """A report to be filled in."""
    last = reports[-1] if reports else None
    known = {item.key: item.status for report in reports for item in report.milestones if item.status}
    codes = ", ".join(vocabulary.STATUS)
    said = f"as in the report {last.key}" if last else "there is no earlier report"
    lines = [
        "---",
        "draft: true  # Take this line away when the report is written: until then only the preview shows it.",
        f"reported_on: {day.isoformat()}",
        f"# One of: {codes}.",
        f"status: {last.status if last else 'not_started'}  # {said}; write what is so now",
        "# summary: What was done in this period, in two sentences.",
        "# challenges: What stood in the way.",
        "# next_steps: What comes next.",
        *milestones(one, known),
        "# evidence:",
        "#   - https://example.org/proof",
        "---",
        "",
        "<!-- Write here what was done in this period, instead of this line. -->",
    ]
    return "\n".join(lines) + "\n"


def milestones(one: records.Commitment, known: dict[str, str]) -> Iterator[str]:
    """A line for the status of each milestone."""
    if one.milestones:
        yield "milestones:"
    for item in one.milestones:
        words = " ".join(next(iter(dict(item.title.variants).values()), "").split())
        yield f"  {item.key}:  # {words}".rstrip(" #")
        yield f"    status: {known.get(item.key, 'not_started')}"
        yield "    # percent: 50"
        yield "    # summary: What was done."
