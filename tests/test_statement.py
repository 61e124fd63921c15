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


def test_words_of_ogp_are_explained_where_they_stand(sample: Result) -> None:
    for language in ("", "fr/", "ar/"):
        html = text_of(sample, f"{language}plans/2025-2028/open-contracting/index.html")
        terms = re.findall(r'<button type="button" popovertarget="(term-[\w-]+)">[^<]+</button>', html)
        assert len(terms) == len(set(terms)) >= 4
        glossary = text_of(sample, f"{language}glossary/index.html")
        for name in terms:
            assert f'id="{name}" popover>' in html
            assert f'<div id="{name.removeprefix("term-")}"><dt>' in glossary
