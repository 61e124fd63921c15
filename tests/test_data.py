"""JSON beside every record: complete, in all languages, without what is not for the public."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from conftest import Site
from sites import SMALL, Files, bare, bare_theme, text_of

from ogpsite.model import records
from ogpsite.model.fields import fields_of

pytestmark = pytest.mark.slow  # each builds sites of its own

PLAIN: Files = {**bare_theme(), "site.yaml": bare(SMALL["site.yaml"])}
FOLDER = "content/plans/2025-2028/commitments/open-clinics"
COMMITMENT = f"{FOLDER}/commitment.md"
WORDS = "content/consultations/2024-ideas/contributions.yaml"
TITLE = "title: Open clinics"


def data_of(site: Site, path: str, *changes: Files, **options: Any) -> Any:
    result = site(PLAIN, *changes, **options)
    assert result.ok, result.problems
    return json.loads(text_of(result, path))


def test_a_commitment(site: Site) -> None:
    data = data_of(site, "plans/2025-2028/open-clinics/index.json")
    assert {name: data[name] for name in ("kind", "id", "address", "url", "title", "updated", "body")} == {
        "kind": "commitment",
        "id": "2025-2028/open-clinics",
        "address": "/plans/2025-2028/open-clinics/",
        "url": "https://ogp.testland.example/plans/2025-2028/open-clinics/",
        "title": {"en": "Open clinics"},
        "updated": "2026-08-01",
        "body": {"en": "Why it matters."},
    }
    assert data["lead"] == [{"kind": "organisation", "id": "health", "address": "/organisations/health/"}]
    assert data["theme"] == {"kind": "theme", "id": "2025-2028/health", "address": "/plans/2025-2028/"}
    assert data["milestones"][1] == {
        "key": "m2",
        "title": {"en": "Publish prices"},
        "due": {"form": "quarter", "written": "2027-Q2", "by": "2027-06-30"},
    }
    (report,) = data["progress_reports"]
    assert (report["reported_on"], report["status"], report["milestones"][0]["key"]) == ("2026-07-10", "limited", "m1")
    assert data["checks_by_others"][0]["by"]["id"] == "watch"


def test_three_voices_stay_apart(site: Site) -> None:
    derived = data_of(site, "plans/2025-2028/open-clinics/index.json")["derived"]
    assert derived["reported"]["status"] == "limited"
    assert derived["checked_by_others"] == [{"result": "disputed", "status": None, "on": "2026-08-01"}]
    assert derived["coded_by_irm"] == []
    assert derived["milestones"][0] | {"evidence": 0} == {
        "key": "m1",
        "status": "in_progress",
        "raw_status": None,
        "percent": None,
        "overdue_days": 328,
        "expected": None,
        "slip_days": None,
        "evidence_strength": "none",
        "evidence": 0,
    }


def test_without_a_report_nothing_is_claimed(site: Site) -> None:
    data = data_of(site, "plans/2025-2028/open-clinics/index.json", {f"{FOLDER}/progress/2026-06.md": None})
    assert data["derived"]["reported"]["status"] is None
    assert data["derived"]["milestones"][0]["status"] is None
    plan = data_of(site, "plans/2025-2028/index.json", {f"{FOLDER}/progress/2026-06.md": None})
    assert plan["derived"]["commitments_by_status"]["no_report"] == 1


def test_translations_are_all_there(site: Site) -> None:
    french = {f"{FOLDER}/commitment.fr.md": "---\ntitle: Cliniques\n---\nPourquoi.\n"}
    data = data_of(site, "plans/2025-2028/open-clinics/index.json", french)
    assert (data["title"], data["body"]["fr"], data["translations"]) == (
        {"en": "Open clinics", "fr": "Cliniques"},
        "Pourquoi.",
        ["fr"],
    )
    assert text_of(site(PLAIN, french), "plans/2025-2028/open-clinics/index.json").count("\\u") == 0


def test_files_with_size_and_digest(site: Site) -> None:
    changes: Files = {
        COMMITMENT: SMALL[COMMITMENT].replace(TITLE, f"{TITLE}\nevidence: [a.pdf]"),
        f"{FOLDER}/a.pdf": b"%PDF",
    }
    data = data_of(site, "plans/2025-2028/open-clinics/index.json", changes)
    (proof,) = data["evidence"]
    assert proof["file"] == {
        "path": "plans/2025-2028/commitments/open-clinics/a.pdf",
        "address": "/files/plans/2025-2028/commitments/open-clinics/a.pdf",
        "size": 4,
        "sha256": hashlib.sha256(b"%PDF").hexdigest(),
        "media_type": "application/pdf",
    }


def test_a_consultation_with_its_answers(site: Site) -> None:
    data = data_of(site, "consultations/2024-ideas/index.json")
    assert [one["id"] for one in data["contributions"]] == ["2024-ideas/c-1", "2024-ideas/c-2"]
    assert data["responses"][0]["effects"][0] == {
        "kind": "milestone",
        "id": "2025-2028/open-clinics#m1",
        "address": "/plans/2025-2028/open-clinics/",
    }
    assert data["derived"]["unanswered"] == ["2024-ideas/c-2"]


def test_meetings_belong_to_their_forum(site: Site) -> None:
    assert [one["id"] for one in data_of(site, "forum/index.json")["meetings"]] == ["2026-05-05-results"]
    south = {
        "content/forum/south/forum.md": "---\ntitle: South\n---\n",
        "content/forum/south/meetings/a.md": "---\ntitle: A\ndate: 2026-01-01\n---\n",
        "content/forum/meetings/b.md": "---\ntitle: B\ndate: 2026-01-01\nforum: south\n---\n",
    }
    assert [one["id"] for one in data_of(site, "forum/south/index.json", south)["meetings"]] == ["a", "b"]


def test_every_record_with_a_page_has_its_data(site: Site) -> None:
    result = site(PLAIN)
    paths = {one.path for one in result.outputs}
    home = json.loads(text_of(result, "index.json"))
    assert {f"{one['address'].strip('/')}/index.json" for one in home["records"]} <= paths
    assert len(home["records"]) == 10, "all but home, settings, and the parts of others' pages"
    assert home["day"] == "2026-11-24"


@pytest.mark.parametrize("fields", ["private: {note: SECRET}", "edit_url: https://SECRET.example/{path}"])
def test_what_is_not_for_the_public_is_left_out(site: Site, fields: str) -> None:
    result = site(PLAIN, {"site.yaml": f"{bare(SMALL['site.yaml'])}{fields}\n"})
    assert not [one.path for one in result.outputs if one.path.endswith(".json") and b"SECRET" in one.data]


def test_withdrawn_words_leave_their_reason_only(site: Site) -> None:
    withdrawn = "  withdrawn: {on: 2024-06-01, reason: Changed my mind}\n"
    changes = {WORDS: SMALL[WORDS].replace("  received_on: 2024-05-02\n", f"  received_on: 2024-05-02\n{withdrawn}")}
    data = data_of(site, "consultations/2024-ideas/c-1/index.json", changes)
    assert "text" not in data
    assert data["withdrawn"] == {"on": "2024-06-01", "reason": {"en": "Changed my mind"}}


def test_small_cells_are_not_in_the_data(site: Site) -> None:
    meeting = "content/forum/meetings/2026-05-05-results.md"
    changes = {meeting: SMALL[meeting].replace("kind:", "attendance: {attended: 20, women: 3, men: 17}\nkind:")}
    data = data_of(site, "forum/2026-05-05-results/index.json", changes)
    assert data["attendance"] == {"attended": 20}


def test_drafts_are_marked_in_a_preview(site: Site) -> None:
    news = {"content/news/a.md": "---\ntitle: A\ndate: 2026-01-01\ndraft: true\n---\n"}
    assert data_of(site, "news/a/index.json", news, drafts=True)["draft"] is True


def test_no_field_is_forgotten(site: Site) -> None:
    """Every declared field of a commitment that is filled in is in its data, under the editor's own name."""
    fields = {
        "number": "1",
        "ogp_id": "XN0001",
        "summary": "S",
        "problem": "P",
        "causes": "C",
        "done_so_far": "D",
        "solution": "S",
        "results": "R",
        "transparency": "T",
        "accountability": "A",
        "participation": "P",
        "values": "[transparency]",
        "policy_areas": "[open-contracting]",
        "challenge_areas": "[climate]",
        "sdgs": "[16]",
        "budget": "B",
        "baseline": "B",
        "origin": "[2024-ideas/c-1]",
        "carried_over_from": "2025-2028/open-clinics",
        "related": "[open-clinics]",
        "evidence": "[https://x.example/]",
        "withdrawn": "{on: 2026-10-01, reason: R}",
        "start": "2025-02-01",
        "end": "2026-12-31",
        "supporting": "[watch]",
        "contact": "{name: N}",
        "aliases": "[/old/]",
        "published_on": "2025-01-01",
    }
    lines = "\n".join(f"{name}: {value}" for name, value in fields.items())
    changes = {COMMITMENT: SMALL[COMMITMENT].replace(TITLE, f"{TITLE}\n{lines}")}
    data = data_of(site, "plans/2025-2028/open-clinics/index.json", changes)
    names = {spec.name for spec in fields_of(records.Commitment)} - {"draft"}
    assert names <= set(data)
