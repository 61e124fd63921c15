"""What may not count: drafts, embargoed and private material; and whose word counts for what."""

from __future__ import annotations

from pathlib import Path

from sites import Files

from audit.republic import COMMITMENT, DAY, PLAN, PROGRESS, REPUBLIC, RESULTS_ON, REVIEW, findings, front, meeting, swap
from ogpsite.audit.data import report_data

M1 = f"milestone:{PLAN}/open-data#m1"
HIDDEN: dict[str, str] = {
    f"content/plans/{PLAN}/commitments/secret.md": front("title: Secret\nlead: office\ndraft: true\n"),
    "content/plans/2030-2031/plan.md": front("title: Secret plan\nstart: 2030-01-01\nend: 2031-12-31\ndraft: true\n"),
    "content/forum/meetings/2026-07-01-secret.md": meeting(
        "2026-07-01", "forum, results", f"{RESULTS_ON}draft: true\n"
    ),
    "content/forum/meetings/2026-07-02-later.md": meeting("2026-07-02", "forum", "published_on: 2026-09-01\n"),
    "content/documents/later.md": front(
        "title: Later\ndate: 2026-07-03\npublished_on: 2026-09-01\nurl: https://drive.google.com/later\n"
    ),
    "content/documents/secret.md": front(
        "title: TBD\ndate: 2026-07-03\ndraft: true\nurl: https://drive.google.com/x\n"
    ),
    f"{PROGRESS}/2026-05.md": front("reported_on: 2026-06-01\nstatus: complete\ndraft: true\n"),
}


def everything(root: Path, *changes: Files, drafts: bool = False) -> object:
    found = findings(root, *changes, drafts=drafts)
    return report_data(found.values(), DAY, "national-2022", "")


def test_drafts_and_embargoed_records_change_nothing(tmp_path: Path) -> None:
    without = everything(tmp_path / "a")
    assert everything(tmp_path / "b", HIDDEN) == without
    assert everything(tmp_path / "c", HIDDEN, drafts=True) != without


def test_private_material_is_nowhere(tmp_path: Path) -> None:
    private = {
        COMMITMENT: REPUBLIC[COMMITMENT].replace(
            "lead: office\n", "lead: office\nprivate: {note: TBD, who: jo@mail.example}\n"
        ),
        "content/consultations/2024-ideas/contributions.yaml": REPUBLIC[
            "content/consultations/2024-ideas/contributions.yaml"
        ].replace("text: Build a bridge.", "text: Build a bridge., private: {author: Jo, email: jo@mail.example}"),
    }
    assert everything(tmp_path / "a", private) == everything(tmp_path / "b")


def check_by_watch(result: str, status: str) -> Files:
    path = f"content/plans/{PLAN}/commitments/open-data/checks.yaml"
    proof = 'evidence: ["https://watch.example/proof"]'
    return {path: f"- {{by: watch, on: 2026-07-02, milestone: m1, result: {result}, status: {status}, {proof}}}\n"}


def test_others_checks_change_no_finding(tmp_path: Path) -> None:
    """What others find is shown beside the government's word; neither proves nor breaks what government reports."""
    assert everything(tmp_path / "a", check_by_watch("disputed", "not_started")) == everything(tmp_path / "b")
    assert everything(tmp_path / "c", check_by_watch("confirmed", "complete")) == everything(tmp_path / "b")


def test_evidence_by_others_proves_nothing(tmp_path: Path) -> None:
    """A report by civil society, and a check with its proof, leave a milestone without evidence where it was."""
    empty = "milestones:\n  m1: {status: complete}\n"
    silent = {
        f"{PROGRESS}/2025-12.md": front(f"reported_on: 2026-01-10\nstatus: limited\nchallenges: Few.\n{empty}"),
        f"{PROGRESS}/2026-06.md": front(f"reported_on: 2026-07-01\nstatus: limited\nchallenges: Few.\n{empty}"),
        f"{PROGRESS}/list.csv": None,
        f"{PROGRESS}/list-2.csv": None,
        f"{PROGRESS}/2026-06-cso.md": front(
            "reported_on: 2026-07-02\nreported_by: watch\nstatus: not_started\nmilestones:\n"
            '  m1: {status: not_started, evidence: ["https://watch.example/"]}\n'
        ),
    }
    found = findings(tmp_path, silent, check_by_watch("confirmed", "complete"))
    assert found["PROG-2"].breaks == (M1,)
    assert [gap.code for gap in found["MR2.2-c"].gaps] == ["no-evidence"]
    assert found["PROG-3"].state == "met", "what civil society reports is not a step back of the government"
    assert found["PROG-4"].state == "met", "civil society needn't tell what stood in the way"


def test_irm_codes_dont_change_what_government_reports(tmp_path: Path) -> None:
    coded = swap(REVIEW, ("completion: limited", "completion: no_evidence"))
    before, after = findings(tmp_path / "a"), findings(tmp_path / "b", coded)
    assert {rule for rule in after if after[rule].state != before[rule].state} == {"CTP-3"}


def test_a_self_assessment_is_not_the_irm(tmp_path: Path) -> None:
    """Findings and codes in a self-assessment or a shadow report never stand for the IRM's."""
    for kind in ("self-assessment-end-of-term", "independent-review"):
        claims = swap(REVIEW, ("kind: irm-action-plan-review", f"kind: {kind}"))
        found = findings(tmp_path / kind, claims)
        assert found["CTP-2"].state == "cannot_tell"
        assert found["CTP-3"].state == "not_yet_due"
        assert not found["IRM-1"].proofs


def test_the_newest_irm_finding_counts(tmp_path: Path) -> None:
    newer = {
        "content/assessments/2026-results.md": front(
            f"title: Results\nkind: irm-results-report\nplan: {PLAN}\npublished_on: 2026-07-01\n"
            'requirements: [{number: "1.1", phase: co-creation, met: no}]\n'
            "codes: [{commitment: open-data, completion: not_started}]\n"
        )
    }
    found = findings(tmp_path, newer)
    assert (found["CTP-2"].state, found["CTP-2"].breaks) == ("not_met", ("assessment:2026-results",))
    assert found["CTP-3"].state == "not_met"
