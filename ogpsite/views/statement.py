"""What an accessibility statement shows, by the model of Implementing Decision (EU) 2018/1523."""

from __future__ import annotations

from ogpsite.model import dates, records, vocabulary
from ogpsite.views.tongue import Tongue, View

EVERY = 12  # months after which the statement is due for review


def view(tongue: Tongue, page: records.Page, one: records.Statement) -> View:
    """The statement of a page; `late` where its review is more than a year old."""
    due = dates.months_later(page.reviewed_on, EVERY) if page.reviewed_on else None
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
        "reviewed_on": tongue.day(page.reviewed_on),
        "review_due": tongue.day(due),
        "late": due is not None and due < tongue.site.day,
        "assessed": tongue.label(vocabulary.ASSESSED, one.assessed or "self"),
        "days": one.answer_within_days,
        "enforcement": enforcement(tongue, one.enforcement) if one.enforcement else None,
    }


def barrier(tongue: Tongue, one: records.Barrier) -> View:
    return {"text": tongue.text(one.text), "alternative": tongue.text(one.alternative), "until": tongue.day(one.until)}


def enforcement(tongue: Tongue, one: records.Enforcement) -> View:
    return {"name": tongue.text(one.name), "text": tongue.text(one.text), "url": one.url, "email": one.email}
