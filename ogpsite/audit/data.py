"""Findings as plain data for JSON (docs/audit.md), and their words in English."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from ogpsite.model.blanks import Days
from ogpsite.model.findings import NOTICE, STATES, Figure, Finding, Gap, Rule, Window, gap_message
from ogpsite.problems import Phrase

Data = dict[str, Any]


def report_data(findings: Iterable[Finding], day: datetime.date, rules: str, title: str) -> Data:
    """The whole self-check: the findings of the site and of every plan, by the id of their rule; then the rules."""
    found = tuple(findings)
    plans = dict.fromkeys(one.plan for one in found if one.plan)
    return {
        "self_check": NOTICE,
        "site_title": title,
        "day": day.isoformat(),
        "rules": rules,
        "counts": {state: sum(one.state == state for one in found) for state in STATES},
        "site": findings_data(one for one in found if not one.plan),
        "plans": {plan: findings_data(one for one in found if one.plan == plan) for plan in plans},
        "rule_texts": {one.rule.id: rule_data(one.rule) for one in found},
    }


def findings_data(findings: Iterable[Finding]) -> Data:
    """Findings by the id of their rule."""
    return {one.rule.id: finding_data(one) for one in findings}


def finding_data(one: Finding) -> Data:
    """One finding. Everything is there, also where it is empty."""
    return {
        "state": one.state,
        "phase": one.phase,
        "turns_on": plain(one.turns_on),
        "proofs": list(one.proofs),
        "breaks": list(one.breaks),
        "gaps": [gap_data(gap) for gap in one.gaps],
        "notes": [gap_data(gap) for gap in one.notes],
        "figures": figures(one.figures),
        "windows": [window_data(window) for window in one.windows],
        "remarks": list(one.remarks),
    }


def window_data(window: Window) -> Data:
    """A year, product or report by which a rule was decided."""
    return {
        "reading": window.reading,
        "label": window.label,
        "from": plain(window.start),
        "to": plain(window.end),
        "state": window.state,
        "proofs": list(window.proofs),
        "gaps": [gap_data(gap) for gap in window.gaps],
        "figures": figures(window.figures),
    }


def gap_data(gap: Gap) -> Data:
    """What breaks a rule or is noted; what doesn't apply is left out."""
    data = {
        "record": gap.record,
        "from": plain(gap.since),
        "to": plain(gap.until),
        "count": None if gap.count is None else int(gap.count),
        "detail": gap.detail,
    }
    return {"code": gap.code, "words": gap_words(gap)} | {
        name: value for name, value in data.items() if value not in ("", None)
    }


def figures(found: Mapping[str, Figure]) -> Data:
    """Figures by their names, days counted."""
    return {name: int(value) if isinstance(value, Days) else value for name, value in found.items()}


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
    parts: dict[str, object] = {
        "since": gap.since or "(no day)",
        "until": gap.until or "(no day)",
        "count": "" if gap.count is None else f"{gap.count:,}",
        "detail": gap.detail,
    }
    return Phrase(gap_message(gap), parts)


def gap_words(gap: Gap) -> str:
    """What a gap says, in English."""
    return str(gap_phrase(gap))


def plain(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
