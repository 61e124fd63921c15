"""Findings as plain data for JSON (docs/audit.md), and their words in English."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from ogpsite.model.blanks import Days, left, left_grouped
from ogpsite.model.findings import NOTICE, STATES, Figure, Finding, Gap, Rule, Window, gap_message
from ogpsite.model.today import Today
from ogpsite.problems import Phrase

Data = dict[str, Any]


def report_data(
    findings: Iterable[Finding],
    day: datetime.date,
    rules: str,
    title: str,
    leaves: bool = False,
    shown: Callable[[Finding], Any] | None = None,
) -> Data:
    """The whole self-check: the findings of the site and of every plan, by the id of their rule; then the rules.

    `leaves`, here and below: the day and days up to it stay open, for a data file (`outputs/filling.py`). `shown` gives
    a finding as it is to stand there.
    """
    shown = shown or partial(finding_data, leaves=leaves)
    found = tuple(findings)
    plans = dict.fromkeys(one.plan for one in found if one.plan)
    return {
        "self_check": NOTICE,
        "site_title": title,
        "day": plain(day, leaves),
        "rules": rules,
        "counts": {state: sum(one.state == state for one in found) for state in STATES},
        "site": {one.rule.id: shown(one) for one in found if not one.plan},
        "plans": {plan: {one.rule.id: shown(one) for one in found if one.plan == plan} for plan in plans},
        "rule_texts": {one.rule.id: rule_data(one.rule) for one in found},
    }


def finding_data(one: Finding, leaves: bool = False) -> Data:
    """One finding. Everything is there, also where it is empty."""
    return {
        "state": one.state,
        "phase": one.phase,
        "turns_on": plain(one.turns_on, leaves),
        "proofs": list(one.proofs),
        "breaks": list(one.breaks),
        "gaps": [gap_data(gap, leaves) for gap in one.gaps],
        "notes": [gap_data(gap, leaves) for gap in one.notes],
        "figures": figures(one.figures, leaves),
        "windows": [window_data(window, leaves) for window in one.windows],
        "remarks": list(one.remarks),
    }


def window_data(window: Window, leaves: bool = False) -> Data:
    """A year, product or report by which a rule was decided."""
    return {
        "reading": window.reading,
        "label": window.label,
        "from": plain(window.start, leaves),
        "to": plain(window.end, leaves),
        "state": window.state,
        "proofs": list(window.proofs),
        "gaps": [gap_data(gap, leaves) for gap in window.gaps],
        "figures": figures(window.figures, leaves),
    }


def gap_data(gap: Gap, leaves: bool = False) -> Data:
    """What breaks a rule or is noted; what doesn't apply is left out."""
    data = {
        "record": gap.record,
        "from": plain(gap.since, leaves),
        "to": plain(gap.until, leaves),
        "count": gap.count if gap.count is None or leaves else int(gap.count),
        "detail": gap.detail,
    }
    return {"code": gap.code, "words": gap_words(gap, leaves)} | {
        name: value for name, value in data.items() if value not in ("", None)
    }


def figures(found: Mapping[str, Figure], leaves: bool = False) -> Data:
    """Figures by their names, days counted."""
    return {name: int(value) if isinstance(value, Days) and not leaves else value for name, value in found.items()}


def rule_data(rule: Rule) -> Data:
    """What a rule asks, and where we have it from."""
    return {
        "title": rule.title,
        "wording": rule.wording,
        "counted": rule.counted,
        "figures": dict(rule.figures),
        "phase": rule.phase,
        "standard": rule.standard or None,
        "scope": rule.scope,
        "applies": rule.applies,
        "source": rule.source or None,
        "read_on": plain(rule.read_on),
        "confidence": rule.confidence,
    }


def gap_phrase(gap: Gap) -> Phrase:
    """What a gap says, in English and in every catalogue."""
    return Phrase(gap_message(gap), values_of(gap, False))


def values_of(gap: Gap, leaves: bool) -> dict[str, object]:
    """The values in what a gap says."""
    return {
        "since": plain(gap.since, leaves) or "(no day)",
        "until": plain(gap.until, leaves) or "(no day)",
        "count": "" if gap.count is None else thousands(gap.count, leaves),
        "detail": gap.detail,
    }


def thousands(number: int | Days, leaves: bool) -> str:
    return left_grouped(number) if leaves and isinstance(number, Days) else f"{number:,}"


def gap_words(gap: Gap, leaves: bool = False) -> str:
    """What a gap says, in English."""
    return gap_message(gap).format_map(values_of(gap, leaves))


def plain(day: datetime.date | None, leaves: bool = False) -> str | None:
    if leaves and isinstance(day, Today):
        return left(day)
    return day.isoformat() if day else None
