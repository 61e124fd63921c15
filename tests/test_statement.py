"""The accessibility statement by the EU model, its review date in the self-check, and the glossary."""

from __future__ import annotations

import datetime
import itertools
import re
from pathlib import Path

import pytest
from sites import DAY, check_site, text_of, words

from ogpsite.build import Result
from ogpsite.model.findings import Finding

pytestmark = pytest.mark.slow  # each builds sites of its own

PAGE = """---
title: Accessibility
reviewed_on: {reviewed}
statement:
  conformance: {conformance}
  prepared_on: 2024-02-12
  answer_within_days: 14
  law: Act 12/2022
  barriers:
    - {{text: Scans of old letters, reason: disproportionate-burden, alternative: We type them., until: 2027-01-31}}
    - {{text: A film without captions}}
  enforcement: {{name: The Ombudsman, url: "https://ombudsman.testland.example/"}}
---
More words of our own.
"""


def with_statement(folder: Path, reviewed: datetime.date, conformance: str = "partial") -> Result:
    page = PAGE.format(reviewed=reviewed, conformance=conformance)
    return check_site(folder, {"content/pages/accessibility.md": page})


def finding(result: Result) -> Finding:
    assert result.edition
    return next(one for one in result.edition.findings if one.rule.id == "A11Y-1")


def test_every_part_of_the_model_is_there(tmp_path: Path) -> None:
    result = with_statement(tmp_path, DAY)
    assert result.ok, words(result.problems)
    html = text_of(result, "accessibility/index.html")
    for said in (
        "Partially compliant", "EN 301 549, WCAG 2.2 AA", "Act 12/2022", "Scans of old letters", "We type them.",
        "Disproportionate burden", "Not compliant with the standard", "A film without captions", "A self-assessment",
        "We answer within 14 days.", "The Ombudsman", "unit@testland.example", "More words of our own.",
        "Last reviewed on",
    ):  # fmt: skip
        assert said in html, said
    headings = [int(level) for level in re.findall(r"<h(\d)", html.partition("<main")[2].partition("</main>")[0])]
    assert headings[0] == 1 and all(after - before <= 1 for before, after in itertools.pairwise(headings))
    for path in ("index.html", "plans/index.html", "404.html"):
        assert re.search(r'href="[^"]*accessibility/"', text_of(result, path)), path


@pytest.mark.parametrize(
    ("days", "state", "late"), [(0, "met", False), (365, "met", False), (366, "not_met", True), (900, "not_met", True)]
)
def test_its_review_is_checked(tmp_path: Path, days: int, state: str, late: bool) -> None:
    """A day still inside the year is met; one day later it isn't, and the page says so too."""
    result = with_statement(tmp_path, DAY - datetime.timedelta(days=days))
    found = finding(result)
    assert found.state == state
    assert ("statement-old" in [gap.code for gap in found.gaps]) is late
    assert ("was due for review by" in text_of(result, "accessibility/index.html")) is late


def test_without_a_review_nobody_can_tell(tmp_path: Path) -> None:
    page = {"content/pages/accessibility.md": "---\ntitle: Accessibility\n---\nWords.\n"}
    assert finding(check_site(tmp_path / "a", page)).state == "cannot_tell"
    undated = PAGE.replace("reviewed_on: {reviewed}\n", "").format(conformance="full")
    assert finding(check_site(tmp_path / "b", {"content/pages/accessibility.md": undated})).state == "cannot_tell"


def test_a_site_without_a_statement_has_one_that_claims_nothing(tmp_path: Path) -> None:
    """It is linked from every page, says that nobody has checked, and whom to write to; the self-check misses one."""
    result = check_site(tmp_path)
    assert result.ok, words(result.problems)
    for language in ("", "fr/"):
        html = text_of(result, f"{language}accessibility/index.html")
        assert "unit@testland.example" in html
        for path in ("index.html", "plans/index.html", "forum/index.html"):
            assert re.search(r'href="[^"]*accessibility/"', text_of(result, f"{language}{path}")), path
    english = text_of(result, "accessibility/index.html")
    assert "Not assessed yet" in english and "nobody has checked yet" in english and "EN 301 549" in english
    assert "How it was found out" not in english and "compliant" not in english
    assert "no-statement" in [gap.code for gap in finding(result).gaps]


def test_a_draft_of_a_statement_is_not_shown_for_one(tmp_path: Path) -> None:
    page = PAGE.format(reviewed=DAY, conformance="full").replace("title:", "draft: true\ntitle:")
    result = check_site(tmp_path, {"content/pages/accessibility.md": page})
    assert result.ok and "Not assessed yet" in text_of(result, "accessibility/index.html")


def test_words_of_ogp_are_explained_where_they_stand(sample: Result) -> None:
    for language in ("", "fr/", "ar/"):
        html = text_of(sample, f"{language}plans/2025-2028/open-contracting/index.html")
        terms = re.findall(r'<button type="button" popovertarget="(term-[\w-]+)">[^<]+</button>', html)
        assert len(terms) == len(set(terms)) >= 4
        glossary = text_of(sample, f"{language}glossary/index.html")
        for name in terms:
            assert f'id="{name}" popover>' in html
            assert f'<div id="{name.removeprefix("term-")}"><dt>' in glossary


@pytest.mark.parametrize(
    ("path", "words_"),
    [
        ("", {"ogp", "milestone", "overdue"}), ("progress/", {"milestone", "overdue", "evidence", "irm"}),
        ("progress/2025-2028/", {"milestone", "irm"}), ("standards/2.2/", {"ogp", "irm"}),
        ("plans/2025-2028/", {"action-plan", "co-creation", "overdue"}),
        ("plans/2025-2028/versions/final/", {"action-plan"}),
        ("consultations/2024-priorities/", {"reasoned-response"}), ("forum/", {"forum"}),
        ("assessments/", {"irm", "ambition"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["", "fr/", "ar/"])
def test_words_are_explained_on_every_kind_of_page(sample: Result, language: str, path: str, words_: set[str]) -> None:
    html = text_of(sample, f"{language}{path}index.html")
    known = re.findall(r'popovertarget="term-([\w-]+)"', html)
    assert words_ <= set(known) and len(known) == len(set(known))
    assert all(f'id="term-{name}" popover>' in html for name in known)


def test_versions_and_requirements_begin_with_a_summary(sample: Result) -> None:
    """In plain words, before the long text: which version it is and what changed; where each plan stands."""
    html = text_of(sample, "plans/2025-2028/versions/final/index.html")
    head = html.partition('<div class="page-head">')[2].partition('<div class="columns')[0]
    assert "version 3 of 3" in head and "No later version" in head
    compared = text_of(sample, "plans/2025-2028/versions/compare/draft-2/final/index.html")
    into, out = re.findall(r"before: (\d+) in, (\d+) out", head)[0]
    assert f"{into}" in compared and f"{out}" in compared, "as many words as the page that compares them says"
    first = text_of(sample, "plans/2025-2028/versions/draft-1/index.html")
    assert "Read the newest version" in first and "Words since" not in first
    standing = text_of(sample, "standards/2.2/index.html").partition("standing")[2].partition("</ul>")[0]
    assert standing.count("<li>") == 3 and re.search(r"\d of \d rules are met", standing)
