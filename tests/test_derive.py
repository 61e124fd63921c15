"""What follows from the records and the day, by the counting rules of content-model 4."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path
from typing import Any

import pytest
from conftest import Known
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import SMALL, Files, understood

from ogpsite.derive import derive, strength
from ogpsite.derive.progress import evidence_of
from ogpsite.model import records
from ogpsite.model.facts import CommitmentFacts, ConsultationFacts, MilestoneFacts, PlanFacts
from ogpsite.model.site import Site
from ogpsite.model.values import FileRef
from ogpsite.problems import Place

PLAN = "content/plans/2025-2028/plan.md"
FOLDER = "content/plans/2025-2028/commitments/open-clinics"
COMMITMENT = f"{FOLDER}/commitment.md"
REPORT = f"{FOLDER}/progress/2026-06.md"
CONSULTATION = "content/consultations/2024-ideas/consultation.md"
WORDS = "content/consultations/2024-ideas/contributions.yaml"
ANSWERS = "content/consultations/2024-ideas/responses.yaml"
MEETING = "content/forum/meetings/2026-05-05-results.md"
TITLE = "title: Open clinics"
UID = "commitment:2025-2028/open-clinics"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def in_commitment(fields: str) -> Files:
    return {COMMITMENT: SMALL[COMMITMENT].replace(TITLE, f"{TITLE}\n{fields}")}


def report(name: str, fields: str) -> Files:
    return {f"{FOLDER}/progress/{name}.md": f"---\n{fields}\n---\n"}


def facts(known: Known, *changes: Files, **options: Any) -> CommitmentFacts:
    return known(*changes, **options).facts.commitments[UID]


def milestone(known: Known, *changes: Files, **options: Any) -> MilestoneFacts:
    return facts(known, *changes, **options).milestones[0]


# the newest report


def test_the_newest_report_is_that_of_the_latest_period(known: Known) -> None:
    late = report("2026-h1", "reported_on: 2026-09-01\nstatus: substantial")
    early = report("2026-07", "reported_on: 2026-08-01\nstatus: complete")
    found = facts(known, late, early)
    assert [one.key for one in found.reports] == ["2026-07", "2026-h1", "2026-06"]
    assert (found.status, found.newest and found.newest.key) == ("complete", "2026-07")


def test_of_one_period_the_latest_report_counts(known: Known) -> None:
    again = report("2026-06-again", "reported_on: 2026-07-11\nstatus: substantial")
    assert facts(known, again).status == "substantial"
    assert facts(known, again, day=day("2026-07-10")).status == "limited"


def test_without_a_report_there_is_no_status(known: Known) -> None:
    found = facts(known, {REPORT: None})
    assert (found.status, found.newest, found.milestones[0].status) == ("", None, "")
    assert facts(known, day=day("2026-07-09")).status == ""


def test_a_correction_takes_the_place_of_its_report(known: Known) -> None:
    other = report("2026-06-correction", "reported_on: 2026-07-20\nstatus: not_started\ncorrection_of: 2026-06")
    found = facts(known, other)
    assert (found.status, found.milestones[0].status) == ("not_started", "")
    assert [one.key for one in found.reports] == ["2026-06-correction", "2026-06"], "the corrected one stays visible"
    assert list(found.corrections) == ["progress:2025-2028/open-clinics@2026-06"]
    again = report(
        "2026-06-correction-2", "reported_on: 2026-07-21\nstatus: complete\ncorrection_of: 2026-06-correction"
    )
    assert facts(known, other, again).status == "complete"


def test_reports_by_others_are_another_voice(known: Known) -> None:
    others = report(
        "2026-09-cso", "reported_on: 2026-10-01\nstatus: not_started\nreported_by: watch\ncorrection_of: 2026-06"
    )
    found = facts(known, others)
    assert (found.status, [one.key for one in found.others_reports]) == ("limited", ["2026-09-cso"])
    assert found.corrections == {}, "nobody corrects the report of somebody else"
    assert found.milestones[0].status == "in_progress"


@pytest.mark.parametrize(("body", "own"), [("health", True), ("office", True), ("watch", False)])
def test_whose_report_it_is(known: Known, body: str, own: bool) -> None:
    found = facts(known, {REPORT: SMALL[REPORT].replace("status: limited", f"status: limited\nreported_by: {body}")})
    assert bool(found.reports) is own


def test_a_lead_outside_government_reports_for_itself(known: Known) -> None:
    changes = {
        COMMITMENT: SMALL[COMMITMENT].replace("lead: health", "lead: [health, watch]"),
        REPORT: SMALL[REPORT].replace("status: limited", "status: limited\nreported_by: watch"),
    }
    assert facts(known, changes).status == "limited"


# late


@pytest.mark.parametrize(
    ("status", "when", "days"),
    [
        ("in_progress", "2025-12-31", 0),
        ("in_progress", "2026-01-01", 1),
        ("in_progress", "2026-11-24", 328),
        ("complete", "2026-11-24", 0),
        ("withdrawn", "2026-11-24", 0),
        ("not_started", "2026-11-24", 328),
    ],
)
def test_overdue_from_the_first_promised_day(known: Known, status: str, when: str, days: int) -> None:
    changes = {REPORT: SMALL[REPORT].replace("status: in_progress", f"status: {status}")}
    assert milestone(known, changes, day=day(when)).overdue_days == days


def test_unreported_milestones_are_overdue_too(known: Known) -> None:
    assert milestone(known, {REPORT: None}).overdue_days == 328


def test_a_new_day_is_slippage_and_does_not_end_being_overdue(known: Known) -> None:
    changes = {REPORT: SMALL[REPORT].replace("status: in_progress", "status: in_progress\n    due: 2026-12-31")}
    found = milestone(known, changes)
    assert (str(found.expected.by if found.expected else ""), found.slip_days, found.overdue_days) == (
        "2026-12-31",
        365,
        328,
    )
    newer = report("2026-09", "reported_on: 2026-10-01\nstatus: limited\nmilestones: {m1: {status: limited}}")
    assert milestone(known, changes, newer).slip_days == 365, "the newest day that was announced"


@pytest.mark.parametrize("due", ["ongoing", "{text: When parliament has voted}"])
def test_dates_without_a_day_are_never_overdue(known: Known, due: str) -> None:
    changes = {COMMITMENT: SMALL[COMMITMENT].replace("due: 2025-12", f"due: {due}")}
    assert milestone(known, changes).overdue_days == 0


def test_withdrawn_commitments_are_never_overdue(known: Known) -> None:
    changes = in_commitment("end: 2026-01-31\nwithdrawn: {on: 2026-02-01, reason: No money}")
    found = facts(known, changes)
    assert (found.status, found.overdue_days, found.milestones[0].overdue_days) == ("withdrawn", 0, 0)
    before = facts(known, changes, day=day("2026-01-31"))
    assert (before.status, before.overdue_days, before.milestones[0].overdue_days) == ("", 0, 31)


@pytest.mark.parametrize(("when", "days"), [("2026-08-31", 0), ("2026-09-01", 1)])
def test_a_commitment_is_overdue_after_its_own_end(known: Known, when: str, days: int) -> None:
    assert facts(known, in_commitment("end: 2026-08-31"), day=day(when)).overdue_days == days


def test_the_days_of_a_commitment_are_the_plans_where_it_has_none(known: Known) -> None:
    found = facts(known)
    assert (str(found.start), str(found.end), found.running) == ("2025-01-01", "2028-12-31", True)
    assert facts(known, day=day("2024-12-31")).running is False
    assert facts(known, day=day("2029-01-01")).running is False
    alone = {"content/commitments/a.md": "---\ntitle: A\nlead: office\n---\n"}
    assert known(alone).facts.commitments["commitment:a"].start is None


@pytest.mark.parametrize(
    ("when", "stale"),
    [("2025-07-01", False), ("2025-07-02", True), ("2026-07-10", False), ("2027-01-10", False), ("2027-01-11", True)],
)
def test_stale_after_six_months_without_a_report(known: Known, when: str, stale: bool) -> None:
    assert facts(known, day=day(when)).stale is stale


def test_the_site_says_after_how_many_months(known: Known) -> None:
    site = {"site.yaml": SMALL["site.yaml"] + "stale_after_months: 1\n"}
    assert facts(known, site, day=day("2026-08-11")).stale is True
    done = {REPORT: SMALL[REPORT].replace("status: limited", "status: complete")}
    assert facts(known, site, done, day=day("2026-08-11")).stale is False, "what is complete isn't running"


def test_the_age_of_a_report_runs_from_its_publication(known: Known) -> None:
    later = {REPORT: SMALL[REPORT].replace("status: limited", "status: limited\npublished_on: 2026-09-01")}
    assert facts(known, later, day=day("2027-03-01")).stale is False


# milestones and their parts


def test_parts_stand_below_their_milestone(known: Known) -> None:
    text = SMALL[COMMITMENT].replace(
        "  - key: m2", "  - key: m0\n    title: Later\n  - {key: m1-1, title: Part, part_of: m1}\n  - key: m2"
    )
    text = text.replace("key: m2", "key: m2\n    part_of: m1-1")
    found = facts(known, {COMMITMENT: text}).milestones
    assert [(one.milestone.key, one.depth) for one in found] == [("m1", 0), ("m1-1", 1), ("m2", 2), ("m0", 0)]


def test_parts_are_not_counted_as_milestones_and_are_overdue_on_their_own_day(known: Known) -> None:
    part = "  - {key: m1-1, title: Part, part_of: m1, due: 2025-06-30}\n  - key: m2"
    done = report("2026-10", "reported_on: 2026-10-01\nstatus: limited\nmilestones: {m1-1: {status: complete}}")
    text = {COMMITMENT: SMALL[COMMITMENT].replace("  - key: m2", part)}
    for more, overdue in (({}, 2), (done, 1)):
        found = known(text, more).facts
        plan, progress = found.plans["plan:2025-2028"], found.progress["plan:2025-2028"]
        assert (plan.milestones, plan.milestones_complete, len(plan.overdue)) == (2, 0, overdue)
        assert (progress.milestones, progress.milestones_complete, len(progress.overdue)) == (2, 0, overdue)


def test_what_was_said_last_of_a_milestone_counts(known: Known) -> None:
    newer = report("2026-09", "reported_on: 2026-10-01\nstatus: complete")
    found = facts(known, newer)
    assert (found.status, found.milestones[0].status) == ("complete", "in_progress")
    assert found.milestones[0].report and found.milestones[0].report.key == "2026-06"


# evidence

HERE = Place("")
FILE = FileRef("a.pdf", HERE)
STRENGTHS = [
    (records.Evidence(file=FILE, url="https://drive.google.com/x"), "local"),
    (records.Evidence(url="https://drive.google.com/x", archive_url="https://web.archive.org/x"), "archived"),
    (records.Evidence(url="https://x.example/a"), "link"),
    (records.Evidence(url="https://drive.google.com/x"), "barrier"),
    (records.Evidence(url="https://DOCS.Google.com:443/x"), "barrier"),
    (records.Evidence(url="https://ministry.sharepoint.com/x"), "barrier"),
    (records.Evidence(url="https://www.dropbox.com/s/x"), "barrier"),
    (records.Evidence(url="https://notdropbox.com/s/x"), "link"),
    (records.Evidence(url="https://dropbox.com.example/s/x"), "link"),
    (records.Evidence(url="https://files.example/dropbox.com"), "link"),
    (records.Evidence(url="http://10.0.0.7/x"), "barrier"),
    (records.Evidence(url="http://intranet/x"), "barrier"),
    (records.Evidence(), "none"),
]


@pytest.mark.parametrize(("evidence", "expected"), STRENGTHS)
def test_how_well_a_proof_lasts(evidence: records.Evidence, expected: str) -> None:
    assert strength(Site(settings=records.Settings(), day=day("2026-01-01")), evidence) == expected


def test_own_hosts_behind_a_barrier() -> None:
    evidence = records.Evidence(url="https://a.intra.example/x")
    drive = records.Evidence(url="https://drive.google.com/x")
    added = Site(settings=records.Settings(barrier_hosts=("Intra.example",)), day=day("2026-01-01"))
    assert (strength(added, evidence), strength(added, drive)) == ("barrier", "barrier")
    alone = records.Settings(barrier_hosts=("intra.example",), barrier_hosts_replace=True)
    replaced = Site(settings=alone, day=day("2026-01-01"))
    assert (strength(replaced, evidence), strength(replaced, drive)) == ("barrier", "link")


def test_the_evidence_of_a_milestone_is_its_own_and_that_of_reports_on_it(known: Known) -> None:
    own = SMALL[COMMITMENT].replace("due: 2025-12", "due: 2025-12\n    evidence: [https://drive.google.com/x]")
    said = SMALL[REPORT].replace("status: in_progress", "status: in_progress\n    evidence: [https://x.example/a]")
    whole = SMALL[REPORT].replace("status: limited", "status: limited\nevidence: [https://x.example/a]")
    checks = {f"{FOLDER}/checks.yaml": SMALL[f"{FOLDER}/checks.yaml"] + "  evidence: [https://x.example/b]\n"}
    others = report(
        "2026-06-cso",
        "reported_on: 2026-08-01\nstatus: limited\nreported_by: watch\nmilestones:\n  m1:\n    status: limited\n"
        "    evidence: [https://x.example/c]",
    )
    assert milestone(known).strength == "none"
    assert milestone(known, {COMMITMENT: own}).strength == "barrier"
    assert milestone(known, {COMMITMENT: own, REPORT: said}).strength == "link"
    assert milestone(known, {REPORT: whole}, checks, others).strength == "none", "proves no single milestone"


def test_every_document_counts_once(known: Known) -> None:
    own = SMALL[COMMITMENT].replace(
        "due: 2025-12", "due: 2025-12\n    evidence: [https://x.example/a, {title: Only words}]"
    )
    said = SMALL[REPORT].replace(
        "status: limited", "status: limited\nevidence: [https://x.example/a, https://x.example/b]"
    )
    edition = known({COMMITMENT: own, REPORT: said})
    held = list(evidence_of(edition.site, edition.facts.commitments[UID]))
    assert [(one.proof.evidence.url, one.milestone) for one in held] == [
        ("https://x.example/a", "m1"), ("", "m1"), ("https://x.example/b", "")
    ]  # fmt: skip


# plans


def test_a_plan_counts_its_commitments_by_status(known: Known) -> None:
    more = {
        f"content/plans/2025-2028/commitments/{key}.md": f"---\ntitle: {key}\nlead: office\n{fields}\n---\n"
        for key, fields in (("a", ""), ("b", "withdrawn: {on: 2026-01-01, reason: R}"))
    }
    plan = known(more).facts.plans["plan:2025-2028"]
    counts = {status: number for status, number in plan.counts.items() if number}
    assert counts == {"limited": 1, "withdrawn": 1, "": 1}
    assert sum(plan.counts.values()) == len(plan.commitments) == 3
    assert (plan.milestones, plan.milestones_complete, len(plan.overdue)) == (2, 0, 1)


DELIVERED = {PLAN: SMALL[PLAN].replace("themes:", "delivered_on: 2024-12-01\nthemes:")}


@pytest.mark.parametrize(
    ("when", "status"),
    [
        ("2024-04-14", "planned"),
        ("2024-04-15", "co-creation"),
        ("2024-11-30", "co-creation"),
        ("2024-12-01", "submitted"),
        ("2025-01-01", "implementation"),
        ("2028-12-31", "implementation"),
        ("2029-01-01", "ended"),
    ],
)
def test_the_status_of_a_plan_by_its_dates(known: Known, when: str, status: str) -> None:
    assert known(DELIVERED, day=day(when)).facts.plans["plan:2025-2028"].status == status


def test_a_written_status_wins(known: Known) -> None:
    written = {PLAN: SMALL[PLAN].replace("themes:", "status: submitted\nthemes:")}
    assert known(written).facts.plans["plan:2025-2028"].status == "submitted"


def test_the_current_plan(known: Known) -> None:
    others = {
        f"content/plans/{key}.md": f"---\ntitle: P\nstart: {start}\nend: {end}\n---\n"
        for key, start, end in (("2021", "2021-01-01", "2024-12-31"), ("2029", "2029-01-01", "2032-12-31"))
    }

    def current(when: str) -> PlanFacts | None:
        return known(others, day=day(when)).facts.current

    found = [current(when) for when in ("2023-01-01", "2026-01-01", "2030-01-01")]
    assert [one.plan.key for one in found if one] == ["2021", "2025-2028", "2029"]


# consultations


def consultation(known: Known, *changes: Files, **options: Any) -> ConsultationFacts:
    return known(*changes, **options).facts.consultations["consultation:2024-ideas"]


def test_what_is_owed_an_answer(known: Known) -> None:
    more = """- {key: c-3, text: T, attribution: anonymous, moderation: rejected}
- {key: c-4, text: T, attribution: anonymous, withdrawn: {on: 2024-07-01, reason: R}}
- {key: c-5, text: T, attribution: anonymous, moderation: redacted}
"""
    found = consultation(known, {WORDS: SMALL[WORDS] + more})
    assert [one.key for one in found.owed] == ["c-1", "c-2", "c-5"]
    assert [one.key for one in found.unanswered] == ["c-2", "c-5"]
    assert found.unanswered_days == (day("2026-11-24") - day("2024-06-01")).days
    assert len(found.contributions) == 5


def test_one_answer_to_all(known: Known) -> None:
    found = consultation(known, {ANSWERS: SMALL[ANSWERS].replace("[c-1]", "all")})
    assert (found.unanswered, found.unanswered_days, found.status) == ((), 0, "answered")
    assert len(found.answers) == 2


@pytest.mark.parametrize(
    ("when", "status"),
    [
        ("2024-04-30", "planned"),
        ("2024-05-01", "open"),
        ("2024-06-01", "open"),
        ("2024-06-02", "closed"),
        ("2024-08-31", "closed"),
        ("2024-09-01", "answered"),
    ],
)
def test_the_status_of_a_consultation(known: Known, when: str, status: str) -> None:
    answers = {ANSWERS: SMALL[ANSWERS].replace("[c-1]", "[c-1, c-2]")}
    assert consultation(known, answers, day=day(when)).status == status
    cancelled = {CONSULTATION: SMALL[CONSULTATION].replace("mechanism", "status: cancelled\nmechanism")}
    assert consultation(known, answers, cancelled, day=day(when)).status == "cancelled"


def test_while_a_consultation_is_open_nothing_is_late(known: Known) -> None:
    assert consultation(known, day=day("2024-06-01")).unanswered_days == 0
    assert consultation(known, day=day("2024-06-02")).unanswered_days == 1


def test_decisions_are_counted(known: Known) -> None:
    found = consultation(known)
    assert {code: number for code, number in found.decisions.items() if number} == {"accepted": 1}


# meetings


@pytest.mark.parametrize(
    ("fields", "when", "expected"),
    [
        ("", "2026-05-04", (False, False, None, 0)),
        ("", "2026-05-05", (True, True, 0, 0)),
        ("minutes_published_on: 2026-06-04", "2026-06-03", (True, False, None, 0)),
        ("minutes_published_on: 2026-06-04", "2026-06-04", (True, True, 30, 0)),
        ("minutes_published_on: 2026-06-10", "2026-06-09", (True, False, None, 5)),
        ("minutes_published_on: 2026-06-10", "2026-11-24", (True, True, 36, 6)),
    ],
)
def test_days_to_the_minutes(known: Known, fields: str, when: str, expected: tuple[Any, ...]) -> None:
    changes = {MEETING: SMALL[MEETING].replace("kind:", f"{fields}\nkind:".lstrip())}
    found = known(changes, day=day(when)).facts.gatherings["meeting:2026-05-05-results"]
    assert (found.held, found.minutes_out, found.minutes_days, found.minutes_late_days) == expected


def test_a_meeting_without_minutes(known: Known) -> None:
    changes = {MEETING: SMALL[MEETING].replace("Minutes.\n", "")}
    found = known(changes, day=day("2026-06-14")).facts.gatherings["meeting:2026-05-05-results"]
    assert (found.held, found.minutes_out, found.minutes_days, found.minutes_late_days) == (True, False, None, 10)


# the independent voice


def assessment(name: str, published: str, completion: str, stage: str = "") -> Files:
    fields = f"title: R\nkind: irm-results-report\npublished_on: {published}\n{stage}\ncodes:\n"
    codes = f"  - commitment: 2025-2028/open-clinics\n    completion: {completion}"
    return {f"content/assessments/{name}.md": f"---\n{fields}{codes}\n---\n"}


def test_codes_of_final_assessments_the_newest_first(known: Known) -> None:
    found = facts(
        known,
        assessment("a", "2026-01-01", "limited"),
        assessment("b", "2026-03-01", "substantial", "stage: final"),
        assessment("c", "2026-05-01", "complete", "stage: for-comment"),
        assessment("d", "2027-05-01", "complete"),
    )
    assert [(one.assessment.key, one.codes.completion) for one in found.irm] == [("b", "substantial"), ("a", "limited")]
    assert found.status == "limited", "three voices are never merged"


def test_checks_of_others_the_newest_first(known: Known) -> None:
    path = f"{FOLDER}/checks.yaml"
    more = SMALL[path] + "- by: The Press\n  on: 2026-09-01\n  result: confirmed\n"
    assert [str(one.on) for one in facts(known, {path: more}).checks] == ["2026-09-01", "2026-08-01"]


# changes


def test_changes_are_told_from_the_newest(known: Known) -> None:
    told = [(str(one.day), one.uid, one.what) for one in known().facts.changes]
    assert told == [
        ("2026-08-01", "check:2025-2028/open-clinics~1", "added"),
        ("2026-07-10", "progress:2025-2028/open-clinics@2026-06", "added"),
        ("2026-05-05", "meeting:2026-05-05-results", "added"),
        ("2024-09-01", "response:2024-ideas@r-1", "added"),
        ("2024-05-03", "consultation:2024-ideas", "contributions"),
        ("2024-05-02", "consultation:2024-ideas", "contributions"),
        ("2024-05-01", "consultation:2024-ideas", "added"),
    ]


def test_a_record_is_as_new_as_what_belongs_to_it(known: Known) -> None:
    updated = known().facts.updated
    assert str(updated["plan:2025-2028"]) == "2026-08-01"
    assert str(updated["consultation:2024-ideas"]) == "2024-09-01"
    assert "organisation:watch" not in updated


@settings(max_examples=30)
@given(st.dates(min_value=day("2023-01-01"), max_value=day("2031-01-01")))
def test_whatever_the_day_nothing_of_the_future_is_known(day_of_build: datetime.date) -> None:
    with tempfile.TemporaryDirectory() as folder:
        edition = understood(Path(folder), day=day_of_build).edition
    assert edition
    assert all(change.day <= day_of_build for change in edition.facts.changes)
    assert all(one.reported_on <= day_of_build for one in edition.site.all(records.Progress))


def test_the_pulse_is_felt_before_every_fact_and_may_end_the_work(known: Known) -> None:
    """The preview ends work that nobody waits for any more."""
    site, felt = known().site, list[int]()
    facts = derive(site, lambda: felt.append(1))
    assert felt == []
    assert [one.plan.key for one in facts.plans.values()] == ["2025-2028"]
    once = len(felt)
    assert once >= 2, "before the facts of all plans, and before those of each"
    assert facts.plans and len(felt) == once, "what is made is made"

    def end() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dict(derive(site, end).plans)
