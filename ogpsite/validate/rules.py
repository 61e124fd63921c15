"""What must hold between the fields of one record."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from ogpsite import MODEL
from ogpsite.model import dates, records
from ogpsite.problems import of_field, phrase
from ogpsite.validate.reading import Reading

Rule = Callable[[Reading, Any], None]


def check(reading: Reading, record: records.Record) -> None:
    """Applies the rules of the record's type."""
    for rule in RULES.get(type(record), ()):
        rule(reading, record)


def in_order(*pairs: tuple[str, str]) -> Rule:
    """The second day of each pair may not lie before the first."""

    def rule(reading: Reading, record: Any) -> None:
        for first, second in pairs:
            days_in_order(reading, first, getattr(record, first), second, getattr(record, second))

    return rule


def days_in_order(reading: Reading, first: str, start: date | None, second: str, end: date | None) -> None:
    if start and end and end < start:
        line = reading.lines.get(second, 0)
        name = first.rpartition(".")[2].rstrip("_")
        message = of_field(
            reading.said(second), phrase("{end} lies before {name} ({start})", end=end, name=name, start=start)
        )
        reading.add(line, "value", message, phrase("put the two days in order"))


def phases_in_order(reading: Reading, record: records.Timeline) -> None:
    for n, phase in enumerate(record.phases):
        days_in_order(reading, f"phases.{n}.start", phase.start, f"phases.{n}.end", phase.end)


def milestones_make_sense(reading: Reading, record: records.Commitment) -> None:
    """`part_of` leads to another milestone of the commitment, and not in a circle."""
    above = {one.key: one.part_of.written.rpartition("#")[2] for one in record.milestones if one.part_of and one.key}
    for n, milestone in enumerate(record.milestones):
        seen = [milestone.key]
        while above.get(seen[-1]) and above[seen[-1]] not in seen:
            seen.append(above[seen[-1]])
        if milestone.key and above.get(seen[-1]) == milestone.key:
            path = f"milestones.{n}.part_of"
            message = of_field(reading.said(path), phrase("{key} would be a part of itself", key=repr(milestone.key)))
            reading.add(
                reading.lines.get(path, 0), "value", message, phrase("name another milestone, or take the line out")
            )
        if milestone.start and milestone.start.by and milestone.due and milestone.due.by:
            days_in_order(reading, f"milestones.{n}.start", milestone.start.by, f"milestones.{n}.due", milestone.due.by)


def period_is_known(reading: Reading, record: records.Progress) -> None:
    """A report without `period` needs a file name that says one."""
    if record.period is None and "period" not in reading.lines:
        try:
            dates.period(record.key)
        except dates.NotADate as fault:
            reading.add(
                1,
                "value",
                of_field("period", fault.args[0]),
                phrase("rename the file, or add `period` with start and end"),
            )


def has_words(reading: Reading, record: records.Contribution) -> None:
    if not (record.text or record.body) and not reading.source.broken:
        reading.add(
            record.meta.place.line,
            "missing",
            of_field("text", phrase("this field is required")),
            phrase("add the words of the contribution"),
        )


def author_is_allowed(reading: Reading, record: records.Contribution) -> None:
    """A name needs its ground, and never stands beside `anonymous` (content-model 3 and 6)."""
    if record.attribution == "anonymous" and record.author:
        message = of_field("author", phrase("a name is given, but attribution is anonymous"))
        reading.add(
            reading.lines.get("author", 0), "value", message, phrase("remove the name, or move it below `private:`")
        )
    if record.attribution == "named" and not (record.consent and record.consent.basis):
        message = of_field("consent", phrase("its ground (`basis`) is required, because the author is named"))
        hint = phrase("write `consent: {basis: form, on: 2026-06-30}`, or choose another attribution")
        line = reading.lines.get("consent", record.meta.place.line)
        reading.add(line, "missing", message, hint)


def has_a_source(reading: Reading, record: records.Document) -> None:
    if not record.file and not record.url and not {"file", "url"} & set(reading.lines) and not reading.source.broken:
        reading.add(
            record.meta.place.line,
            "missing",
            of_field("file", phrase("a document needs a file or a url")),
            phrase("add `file: …` or `url: …`"),
        )


def members_in_order(reading: Reading, record: records.Forum) -> None:
    for n, member in enumerate(record.members):
        days_in_order(reading, f"members.{n}.from", member.from_, f"members.{n}.to", member.to)


def comment_period_in_order(reading: Reading, record: records.Assessment) -> None:
    if record.comment_period:
        period = record.comment_period
        days_in_order(reading, "comment_period.from", period.from_, "comment_period.to", period.to)


def entries_lead_somewhere(reading: Reading, record: records.Settings) -> None:
    """An entry of the menu or the foot needs a page or an address."""
    for name in ("menu", "footer"):
        for n, entry in enumerate(getattr(record, name)):
            if not entry.url and not entry.page and not reading.problems:
                line = reading.lines.get(f"{name}.{n}", 0)
                message = of_field(reading.said(f"{name}.{n}"), phrase("this entry leads nowhere"))
                reading.add(line, "settings", message, phrase("add `page: …` or `url: …`"))


def model_is_ours(reading: Reading, record: records.Settings) -> None:
    """The content is written in the version of the model that this program reads."""
    version = 1 if record.model is None else record.model
    if version != MODEL:
        message = of_field(
            "model",
            phrase(
                "this site is written in version {version} of the content model; this ogpsite reads {model}",
                version=version,
                model=MODEL,
            ),
        )
        hint = (
            phrase("install a newer ogpsite")
            if version > MODEL
            else phrase("carry it forward: ogpsite migrate --dry-run")
        )
        reading.add(reading.lines.get("model", 1), "settings", message, hint)


LONGEST_SPANS = {"minutes_within_days": 3650, "stale_after_months": 600}


def spans_are_human(reading: Reading, record: records.Settings) -> None:
    """Days and months are added to days, and no calendar goes on for ever."""
    for name, most in LONGEST_SPANS.items():
        if (getattr(record, name) or 0) > most:
            message = of_field(name, phrase("{value} is more than {most}", value=getattr(record, name), most=most))
            reading.add(reading.lines.get(name, 1), "settings", message, phrase("write the number that is meant"))


PLAIN = re.compile(r"(?i)https?://[^\s\"<>`{}|\\^;]+")  # what can stand in a link and in the settings of any host


def addresses_are_plain(reading: Reading, record: records.Settings) -> None:
    """The site's own address stands in the files of hosts, the pattern of its editor in links of every page."""
    for name in ("url", "edit_url"):
        value = getattr(record, name)
        if value and not PLAIN.fullmatch(value.replace("{path}", "")):
            message = of_field(name, phrase("{word} is not a web address", word=repr(value)))
            hint = phrase("an address begins with https://; a file beside the record is named as `file`")
            reading.add(reading.lines.get(name, 1), "value", message, hint)


RULES: dict[type, tuple[Rule, ...]] = {
    records.Settings: (entries_lead_somewhere, model_is_ours, spans_are_human, addresses_are_plain),
    records.Plan: (in_order(("start", "end"), ("development_start", "development_end")),),
    records.Timeline: (phases_in_order,),
    records.Commitment: (in_order(("start", "end")), milestones_make_sense),
    records.Progress: (period_is_known,),
    records.Consultation: (in_order(("opens", "closes")),),
    records.Contribution: (has_words, author_is_allowed),
    records.Document: (has_a_source,),
    records.Forum: (members_in_order,),
    records.Assessment: (comment_period_in_order,),
}
