"""The project's own sample is rich enough to show every page and every state, and is clean."""

from __future__ import annotations

from ogpsite.build import Result
from ogpsite.model import records
from ogpsite.model.facts import Edition


def edition(sample: Result) -> Edition:
    assert sample.edition
    return sample.edition


def test_nothing_is_wrong(sample: Result) -> None:
    """Not even a warning, but for the draft and the embargoed report, which are there on purpose."""
    assert [problem.message for problem in sample.problems] == []


def test_numbers(sample: Result) -> None:
    site = edition(sample).site
    commitments = site.all(records.Commitment)
    assert len(site.all(records.Plan)) == 2
    assert len(commitments) >= 12
    assert sum(len(one.milestones) for one in commitments) >= 60
    assert len(site.all(records.Progress)) >= 30
    assert len(site.all(records.Contribution)) >= 40
    assert len(site.all(records.Meeting)) >= 8
    assert site.languages == ("en", "fr", "ar")


def test_every_state(sample: Result) -> None:
    facts = edition(sample).facts
    commitments = facts.commitments.values()
    assert {one.status for one in commitments} >= {
        "not_started", "limited", "in_progress", "substantial", "complete", "withdrawn",
    }  # fmt: skip
    milestones = [milestone for one in commitments for milestone in one.milestones]
    assert {one.strength for one in milestones} == {"local", "archived", "link", "barrier", "none"}
    assert any(one.overdue_days for one in milestones)
    assert any(one.slip_days for one in milestones)
    assert any(one.depth == 1 for one in milestones)
    assert any(one.status == "complete" and one.strength == "none" for one in milestones)
    assert {check.result for one in commitments for check in one.checks} == {"confirmed", "disputed", "cannot_verify"}
    assert any(one.stale for one in commitments)
    assert any(one.corrections for one in commitments)
    assert any(one.others_reports for one in commitments)
    assert any(one.irm for one in commitments)
    consultations = facts.consultations.values()
    assert {one.status for one in consultations} >= {"open", "planned", "closed"}
    assert any(one.unanswered_days for one in consultations)
    met = {item.met for one in edition(sample).site.all(records.Assessment) for item in one.requirements}
    assert met >= {"yes", "no"}


def test_drafts_and_embargoed_are_absent(sample: Result) -> None:
    """The sample holds one draft report and one embargoed one; neither reaches a page."""
    keys = {one.id for one in edition(sample).site.all(records.Progress)}
    assert "2025-2028/participatory-budgeting@2026-q3" not in keys
    assert "2025-2028/water-services-feedback@2026-q3" not in keys
