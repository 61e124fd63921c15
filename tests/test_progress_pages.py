"""Progress: three voices counted apart and never averaged, what is late, put off, stale, unproven, unchecked."""

from __future__ import annotations

import ast
import datetime
import inspect
import json
from typing import Any

import pytest
from conftest import Known, Site
from sites import SMALL, Files, text_of

from ogpsite.build import Result
from ogpsite.derive import progress as arithmetic
from ogpsite.derive.progress import complete_by
from ogpsite.model.facts import CommitmentFacts, ProgressFacts
from ogpsite.outputs import figures
from ogpsite.views import progress, summary

pytestmark = pytest.mark.slow  # each builds sites of its own

HERE = "content/plans/2025-2028/commitments"
CLINICS = f"{HERE}/open-clinics"
REPORT = f"{CLINICS}/progress/2026-06.md"
CHECKS = f"{CLINICS}/checks.yaml"
PLAN = "plan:2025-2028"


def facts(known: Known, *changes: Files, name: str = PLAN, **options: Any) -> ProgressFacts:
    return known(*changes, **options).facts.progress[name]


def commitment(key: str, fields: str = "", lead: str = "health") -> Files:
    return {f"{HERE}/{key}/commitment.md": f"---\ntitle: {key}\nlead: {lead}\n{fields}\n---\n"}


def report(key: str, status: str, more: str = "", name: str = "2026-06") -> Files:
    text = f"---\nreported_on: 2026-07-10\nstatus: {status}\n{more}\n---\nWords.\n"
    return {f"{HERE}/{key}/progress/{name}.md": text}


def assessment(codes: str, name: str = "results", stage: str = "") -> Files:
    head = "title: R\nkind: irm-results-report\nplan: 2025-2028\npublished_on: 2026-08-01\n"
    return {f"content/assessments/{name}.md": f"---\n{head}{stage}codes:\n{codes}\n---\n"}


def keys(found: tuple[CommitmentFacts, ...]) -> list[str]:
    return [one.commitment.key for one in found]


# three voices


def test_each_voice_counts_for_itself(known: Known) -> None:
    """Government calls two of three complete, others one, the IRM none of the one that it coded."""
    two = {**commitment("b"), **report("b", "complete"), **commitment("c"), **report("c", "complete")}
    check = {f"{HERE}/b/checks.yaml": "- {by: watch, on: 2026-09-01, result: confirmed, status: complete}\n"}
    coded = assessment("  - {commitment: 2025-2028/c, completion: limited}")
    found = facts(known, two, check, coded)
    assert {voice: complete_by(found, voice) for voice in ("government", "others", "irm")} == {
        "government": 2,
        "others": 1,
        "irm": 0,
    }
    assert keys(found.reported["complete"]) == ["b", "c"]
    assert keys(found.seen_complete) == ["b"]
    assert keys(found.coded["limited"]) == ["c"]
    rates = {(one.voice, one.key): (one.part, one.whole) for one in found.rates}
    assert rates["government", "all"] == (2, 3)
    assert rates["others", "all"] == (1, 3)
    assert rates["others", "checked"] == (1, 2)
    assert rates["irm", "all"] == (0, 3)
    assert rates["irm", "coded"] == (0, 1)


def test_silence_is_no_zero(known: Known, site: Site) -> None:
    """A voice that said nothing at all has no number, on the page and in the data."""
    nothing: Files = {REPORT: None, CHECKS: None}
    found = facts(known, nothing)
    assert {complete_by(found, voice) for voice in ("government", "others", "irm")} == {None}
    result = site(nothing)
    data = json.loads(text_of(result, "progress/2025-2028/index.json"))
    assert data["figures"]["complete"] == {"government": None, "others": None, "irm": None}
    assert text_of(result, "progress/2025-2028/index.html").count("silent") >= 3


def test_no_voice_is_computed_from_another(known: Known) -> None:
    """Whatever one voice says, the groups of the others stay as they are."""
    base = facts(known)
    loud = facts(known, assessment("  - {commitment: 2025-2028/open-clinics, completion: complete}"))
    assert keys(loud.reported["limited"]) == keys(base.reported["limited"]) == ["open-clinics"]
    assert keys(loud.checked["disputed"]) == keys(base.checked["disputed"]) == ["open-clinics"]
    assert complete_by(base, "irm") is None
    assert complete_by(loud, "irm") == 1
    assert complete_by(loud, "government") == complete_by(base, "government") == 0


def test_the_views_never_average_the_voices() -> None:
    """In what makes these pages and figures nothing is divided but by a total, and no mean is taken."""
    for module in (arithmetic, progress, summary, figures):
        source = inspect.getsource(module)
        names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
        assert not names & {"mean", "fmean", "average", "median"}, module.__name__
    view_of_voices = inspect.getsource(progress.voices)
    assert "+" not in view_of_voices
    assert "sum(" not in view_of_voices


def test_columns_stay_three(sample: Result) -> None:
    """In the sample's data each voice has its own groups, and every commitment is in each of them once."""
    data = json.loads(text_of(sample, "progress/2025-2028/index.json"))
    total = data["figures"]["commitments"]
    for voice in ("government", "others", "irm"):
        groups = {key: ids for key, ids in data[voice].items() if key != "called_complete"}
        members = [one for ids in groups.values() for one in ids]
        assert len(members) == len(set(members)) == total, voice


# where they differ


@pytest.mark.parametrize(
    ("said", "code", "differs"),
    [
        ("limited", "limited", False),
        ("complete", "substantial", True),
        ("in_progress", "limited", False),
        ("in_progress", "substantial", False),
        ("in_progress", "complete", True),
        ("not_started", "no_evidence", True),
        ("withdrawn", "limited", False),
    ],
)
def test_where_the_irm_differs(known: Known, said: str, code: str, differs: bool) -> None:
    """`in_progress` has no counterpart on the IRM's scale: limited and substantial don't contradict it."""
    change = {REPORT: SMALL[REPORT].replace("status: limited", f"status: {said}"), CHECKS: None}
    found = facts(known, change, assessment(f"  - {{commitment: 2025-2028/open-clinics, completion: {code}}}"))
    assert [one.why for one in found.differences] == ([("irm",)] if differs else [])


def test_a_silent_voice_does_not_differ(known: Known) -> None:
    change: Files = {REPORT: None, CHECKS: "- {by: watch, on: 2026-08-01, result: cannot_verify, status: limited}\n"}
    assert facts(known, change).differences == ()


def test_only_the_newest_check_of_a_body_stands(known: Known) -> None:
    text = SMALL[CHECKS] + "- {by: watch, on: 2026-09-01, result: confirmed}\n"
    found = facts(known, {CHECKS: text})
    assert keys(found.checked["confirmed"]) == ["open-clinics"]
    assert found.differences == ()


def test_a_check_by_government_is_no_check_from_outside(known: Known) -> None:
    found = facts(known, {CHECKS: "- {by: office, on: 2026-08-01, result: confirmed}\n"})
    assert keys(found.checked[""]) == ["open-clinics"]


def test_a_report_by_others_is_no_check_but_a_look(known: Known) -> None:
    more = {
        **report("open-clinics", "complete", "reported_by: watch", "2026-06-watch"),
        CHECKS: None,
    }
    found = facts(known, more)
    assert (keys(found.checked["reported"]), keys(found.checked[""])) == (["open-clinics"], [])
    assert keys(found.seen_complete) == ["open-clinics"]
    assert [one.why for one in found.differences] == [("status",)]


# late, put off, behind


def test_late_and_put_off(known: Known) -> None:
    """m1 was due by the end of 2025 and is now expected a year later: late and put off; m2 is neither."""
    new = SMALL[REPORT].replace("status: in_progress", "status: in_progress\n    due: 2026-12-31")
    found = facts(known, {REPORT: new})
    assert [(one.milestone.key, one.overdue_days) for _, one in found.overdue] == [("m1", 328)]
    assert [(one.milestone.key, one.slip_days) for _, one in found.slipped] == [("m1", 365)]


@pytest.mark.parametrize(
    ("day", "elapsed", "due", "behind"),
    [("2025-01-01", 0.0, 0, False), ("2025-12-31", 24.914, 0, True), ("2026-01-01", 24.983, 1, True)],
)
def test_expected_against_reported(known: Known, day: str, elapsed: float, due: int, behind: bool) -> None:
    """The plan has 1461 days. On its first day nothing is gone; m1 is due from the day after the last one."""
    change: Files = {REPORT: None, CHECKS: None}
    (found,) = facts(known, change, day=datetime.date.fromisoformat(day)).expectations
    assert (found.elapsed, len(found.due), found.done, found.behind) == (elapsed, due, 0.0, behind)


def test_nothing_is_expected_before_the_start_or_of_what_is_withdrawn(known: Known) -> None:
    assert facts(known, {REPORT: None}, day=datetime.date(2024, 12, 31)).expectations == ()
    gone = SMALL[f"{CLINICS}/commitment.md"].replace("theme:", "withdrawn: {on: 2026-01-01, reason: R}\ntheme:")
    assert facts(known, {f"{CLINICS}/commitment.md": gone}).expectations == ()


# evidence


def test_complete_without_evidence(known: Known) -> None:
    done = SMALL[REPORT].replace("status: in_progress", "status: complete")
    assert [one.milestone.key for _, one in facts(known, {REPORT: done}).unproven] == ["m1"]
    proven = done.replace("    summary:", "    evidence: [https://health.example/times]\n    summary:")
    assert facts(known, {REPORT: proven}).unproven == ()


def test_a_commitment_without_milestones_needs_evidence_too(known: Known) -> None:
    bare = {**commitment("b"), **report("b", "complete")}
    assert keys(facts(known, bare).unproven_commitments) == ["b"]
    proven = {**commitment("b"), **report("b", "complete", "evidence: [https://health.example/b]")}
    assert facts(known, proven).unproven_commitments == ()


def test_one_host_with_more_than_a_quarter(known: Known) -> None:
    """One of four links on a host is a quarter: enough, but not too much; two of four are. This site doesn't count."""
    four = [f"https://h{n}.example/a" for n in range(4)]
    own = "https://ogp.testland.example/x"
    even = commitment("b", f"evidence: [{', '.join([*four, own])}]")
    assert [(one.host, one.share, one.much) for one in facts(known, even).hosts][:1] == [("h0.example", 25.0, False)]
    heavy = commitment("b", f"evidence: [{', '.join([*four[:3], 'https://www.h0.example/b'])}]")
    found = facts(known, heavy).hosts
    assert [(one.host, one.share, one.much) for one in found][:2] == [
        ("h0.example", 50.0, True),
        ("h1.example", 25.0, False),
    ]


def test_of_few_links_a_share_says_nothing(known: Known) -> None:
    found = facts(known, commitment("b", "evidence: [https://h.example/a, https://h.example/b]"))
    assert [(one.share, one.much) for one in found.hosts] == [(100.0, False)]


def test_strengths_are_counted_once_a_document(known: Known) -> None:
    url = "https://health.example/times"
    text = SMALL[REPORT].replace("    summary:", f"    evidence: [{url}]\n    summary:")
    text = text.replace("milestones:", f"evidence: [{url}, https://drive.google.com/x]\nmilestones:")
    found = facts(known, {REPORT: text})
    assert {code: len(held) for code, held in found.evidence.items() if held} == {"link": 1, "barrier": 1}
    assert [step.milestone.key for _, step in found.strengths["link"]] == ["m1"]


# by ambition, by ministry


def test_by_ambition(known: Known) -> None:
    """Substantial and transformative are ambitious; the newer variable wins; each voice counts its own."""
    more = {**commitment("b"), **report("b", "complete"), **commitment("c")}
    codes = (
        "  - {commitment: 2025-2028/b, ambition: substantial, completion: substantial}\n"
        "  - {commitment: 2025-2028/c, impact: transformative, completion: complete}"
    )
    found = facts(known, more, assessment(codes)).ambition
    assert [(one.level, keys(one.commitments)) for one in found] == [
        ("ambition:substantial", ["b"]),
        ("impact:transformative", ["c"]),
        ("", ["open-clinics"]),
    ]
    assert [(keys(one.complete_reported), keys(one.complete_irm)) for one in found[:2]] == [(["b"], []), ([], ["c"])]


def test_the_figures_of_all_of_ogp_are_said_to_be_recalled(sample: Result) -> None:
    html = text_of(sample, "progress/2022-2024/index.html")
    assert "about 20%" in html
    assert "about 5%" in html
    assert "were not verified at the source" in html


def test_a_commitment_with_two_leads_counts_for_both(known: Known) -> None:
    found = known(commitment("b", lead="[health, office]")).facts.progress
    assert keys(found["organisation:health"].commitments) == ["b", "open-clinics"]
    assert keys(found["organisation:office"].commitments) == ["b"]


def test_numbers_are_ordered_as_people_count(known: Known) -> None:
    more = {**commitment("a", "number: 10"), **commitment("b", "number: 9")}
    assert keys(facts(known, more).commitments) == ["b", "a", "open-clinics"]


# pages


def test_every_figure_leads_to_a_list(sample: Result) -> None:
    """Each anchor that a figure names is a place of the page; the crawl follows those of other pages."""
    for key in ("2025-2028", "2022-2024", "outside-plans", "by-organisation/justice"):
        html = text_of(sample, f"progress/{key}/index.html")
        for name in ("voices", "differences", "overdue", "slipped", "stale", "unproven", "unchecked"):
            assert f'id="{name}"' in html, (key, name)


def test_red_where_there_is_red(site: Site) -> None:
    html = text_of(site(), "progress/2025-2028/index.html")
    assert "Overdue by 328 days" in html
    assert 'class="is-bad"' in html
    calm = site({f"{CLINICS}/commitment.md": SMALL[f"{CLINICS}/commitment.md"].replace("2025-12", "2028-12")})
    assert "Overdue by" not in text_of(calm, "progress/2025-2028/index.html")


def test_drafts_and_embargoed_are_in_no_figure(known: Known) -> None:
    """A draft commitment and an embargoed report change nothing, until they are public."""
    base = facts(known)
    hidden = {
        **commitment("b", "draft: true"),
        **report("open-clinics", "complete", "published_on: 2027-01-01", "2026-12"),
    }
    found = facts(known, hidden)
    assert keys(found.commitments) == keys(base.commitments)
    assert complete_by(found, "government") == complete_by(base, "government") == 0


def test_summary_names_every_commitment(sample: Result) -> None:
    html = text_of(sample, "plans/2025-2028/summary/index.html")
    assert sample.edition
    for one in sample.edition.facts.progress[PLAN].commitments:
        assert one.commitment.title["en"].replace("'", "&#39;") in html
