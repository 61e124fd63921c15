"""The self-check as a report: for the terminal, as Markdown, and as one plain page of HTML to attach to a letter."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from html import escape

from ogpsite.audit.data import gap_words
from ogpsite.model.findings import CONFIDENCE, GROUPS, NOTICE, REMARKS, STATES, Finding, Gap
from ogpsite.nouns import dataclass

MARKS = {"met": "+", "not_met": "-", "at_risk": "!", "not_yet_due": ".", "cannot_tell": "?", "not_applicable": " "}
MOST = 12  # proofs and gaps shown in full on paper; the JSON has all


@dataclass(frozen=True, slots=True)
class Head:
    """What the report is about: title of the site, day, rule set, and the titles of the plans by id."""

    title: str
    day: datetime.date
    rules: str
    plans: dict[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """The findings of one plan or of the site, grouped by requirement."""

    title: str
    groups: tuple[tuple[str, tuple[Finding, ...]], ...]


def sections(findings: Iterable[Finding], head: Head) -> Iterator[Section]:
    """The findings by plan (the newest first) and then for the site, by requirement."""
    found = tuple(findings)
    for plan in dict.fromkeys(one.plan for one in found):
        own = [one for one in found if one.plan == plan]
        names = dict.fromkeys(one.rule.group for one in own)
        groups = tuple((GROUPS[name], tuple(one for one in own if one.rule.group == name)) for name in names)
        yield Section(f"Plan {plan}: {head.plans[plan]}" if plan else "The site", groups)


def summary(findings: Iterable[Finding]) -> str:
    """How many findings have each state."""
    found = [one.state for one in findings]
    return ", ".join(f"{found.count(state)} {words.lower()}" for state, words in STATES.items() if state in found)


def head_lines(head: Head) -> list[str]:
    return [f"Self-check: {head.title}", f"Day: {head.day}. Rules: {head.rules}.", NOTICE]


def listed(gaps: tuple[Gap, ...]) -> Iterator[str]:
    """What breaks a rule or is noted, a line each; after the first ones only their number."""
    for gap in gaps[:MOST]:
        yield f"{gap_words(gap)} ({gap.record})" if gap.record else gap_words(gap)
    if len(gaps) > MOST:
        yield f"… and {len(gaps) - MOST} more"


def proofs(one: Finding) -> str:
    """The records that prove a rule, in one line."""
    more = f", … and {len(one.proofs) - MOST} more" if len(one.proofs) > MOST else ""
    return ", ".join(one.proofs[:MOST]) + more


def details(one: Finding) -> Iterator[tuple[str, str]]:
    """The lines below a finding: what kind of line, and its words."""
    for window in one.windows:
        until = f" by {window.end}" if window.end else ""
        span = f" {window.start} to {window.end}" if window.start and window.end else until
        label = f" {window.label}" if window.label else ""
        figures = "".join(f", {name.replace('_', ' ')}: {value}" for name, value in window.figures.items())
        yield "Part", f"{window.reading}{label}{span}: {STATES[window.state].lower()}{figures}"
    yield from (("Gap", line) for line in listed(one.gaps))
    yield from (("Note", line) for line in listed(one.notes))
    yield from (("Note", REMARKS[code]) for code in one.remarks)
    if one.figures:
        yield "Figures", ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in one.figures.items())
    if one.proofs:
        yield "Proof", proofs(one)
    if one.turns_on:
        yield "Turns on", one.turns_on.isoformat()


def text(findings: tuple[Finding, ...], head: Head) -> str:
    """For the terminal."""
    lines = [*head_lines(head), summary(findings)]
    for section in sections(findings, head):
        lines += ["", section.title, "=" * len(section.title)]
        for title, group in section.groups:
            lines += ["", title]
            for one in group:
                lines.append(f"  {MARKS[one.state]} {STATES[one.state].upper()}  {one.rule.id}  {one.rule.title}")
                lines += [f"      {kind.lower()}: {one_line(words)}" for kind, words in details(one)]
    return "\n".join([*lines, "", NOTICE, ""])


def one_line(words: str) -> str:
    """Words on one line, without characters that a terminal would obey."""
    clean = "".join(char if char.isprintable() else " " for char in words)
    return re.sub(r"\s+", " ", clean).strip()


def markdown(findings: tuple[Finding, ...], head: Head) -> str:
    """For a wiki, a merge request or a minute."""
    lines = [f"# {quoted(head_lines(head)[0])}", "", *(f"{quoted(line)}  " for line in head_lines(head)[1:])]
    lines += ["", f"{summary(findings)}."]
    for section in sections(findings, head):
        lines += ["", f"## {quoted(section.title)}"]
        for title, group in section.groups:
            lines += ["", f"### {quoted(title)}", ""]
            for one in group:
                lines.append(f"- **{STATES[one.state]}**: {one.rule.id} {quoted(one.rule.title)}")
                lines += [f"  - {kind}: {quoted(one_line(words))}" for kind, words in details(one)]
    return "\n".join([*lines, "", NOTICE, ""])


def quoted(words: str) -> str:
    """Words in Markdown that mean nothing but themselves."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", words)


def html(findings: tuple[Finding, ...], head: Head) -> str:
    """One page that needs nothing else."""
    title, *rest = head_lines(head)
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        f"<h1>{escape(title)}</h1>",
        *(f"<p>{escape(line)}</p>" for line in (*rest, f"{summary(findings)}.")),
    ]
    for section in sections(findings, head):
        lines.append(f"<h2>{escape(section.title)}</h2>")
        for group, found in section.groups:
            lines.append(f"<h3>{escape(group)}</h3>")
            for one in found:
                lines += html_finding(one)
    return "\n".join([*lines, f"<p>{escape(NOTICE)}</p>", "</html>", ""])


def html_finding(one: Finding) -> Iterator[str]:
    """A finding with its rule and where that comes from."""
    yield f"<h4>{escape(STATES[one.state])}: {escape(one.rule.id)} {escape(one.rule.title)}</h4>"
    where = f' <a href="{escape(one.rule.source)}">Source</a>, read on {one.rule.read_on}.' if one.rule.source else ""
    yield f"<p>{escape(one.rule.wording)}{where} {escape(CONFIDENCE[one.rule.confidence])}.</p>"
    found = list(details(one))
    if found:
        yield "<ul>"
        yield from (f"<li>{escape(kind)}: {escape(one_line(words))}</li>" for kind, words in found)
        yield "</ul>"


STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "h4{margin-bottom:0}p,ul{margin-top:.25rem}li{overflow-wrap:anywhere}@media print{body{margin:0}}"
)
FORMATS: dict[str, Callable[[tuple[Finding, ...], Head], str]] = {"text": text, "markdown": markdown, "html": html}
