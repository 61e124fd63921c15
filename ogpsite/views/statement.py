"""What an accessibility statement shows, by the model of Implementing Decision (EU) 2018/1523."""

from __future__ import annotations

import datetime

from ogpsite.model import dates, records, vocabulary
from ogpsite.model.facts import Edition
from ogpsite.views.shell import STATEMENT, Frame, shell
from ogpsite.views.tongue import Tongue, View

ADDRESS = f"/{STATEMENT}/"
EVERY = 12  # months after which the statement is due for review


def wanted(edition: Edition) -> bool:
    """Whether a statement must be made, because the site has no page of its own."""
    return f"page:{STATEMENT}" not in edition.site.by_uid


def page(tongue: Tongue) -> View:
    """The statement of a site that has none: nothing is claimed, and whoever is kept out learns whom to write to."""
    one = records.Statement(conformance="unknown")
    shown = {"body": "", "reviewed_on": "", "statement": view(tongue, one)}
    return shown | shell(tongue, Frame(tongue.say("Accessibility"), ADDRESS, turning=False))


def view(tongue: Tongue, one: records.Statement, reviewed_on: datetime.date | None = None) -> View:
    """A statement; `late` where its review is more than a year old."""
    due = dates.months_later(reviewed_on, EVERY) if reviewed_on else None
    settings = tongue.site.settings
    agency = tongue.link(settings.lead_agency)
    groups = [
        {
            "title": tongue.label(vocabulary.EXEMPTION, reason),
            "barriers": [barrier(tongue, item) for item in one.barriers if (item.reason or "non-compliance") == reason],
        }
        for reason in vocabulary.EXEMPTION
    ]
    return {
        "body": agency["title"] if agency else tongue.text(settings.country),
        "site": tongue.text(settings.title),
        "address": settings.url,
        "law": tongue.text(one.law),
        "conformance": one.conformance,
        "conformance_words": tongue.label(vocabulary.CONFORMANCE, one.conformance),
        "standard": one.standard or "EN 301 549, WCAG 2.2 AA",
        "groups": [group for group in groups if group["barriers"]],
        "prepared_on": tongue.day(one.prepared_on),
        "reviewed_on": tongue.day(reviewed_on),
        "review_due": tongue.day(due),
        "late": due is not None and due < tongue.site.day,
        "assessed": tongue.label(vocabulary.ASSESSED, one.assessed or "self") if one.conformance != "unknown" else "",
        "days": one.answer_within_days,
        "enforcement": enforcement(tongue, one.enforcement) if one.enforcement else None,
    }


def barrier(tongue: Tongue, one: records.Barrier) -> View:
    return {"text": tongue.text(one.text), "alternative": tongue.text(one.alternative), "until": tongue.day(one.until)}


def enforcement(tongue: Tongue, one: records.Enforcement) -> View:
    return {"name": tongue.text(one.name), "text": tongue.text(one.text), "url": one.url, "email": one.email}
