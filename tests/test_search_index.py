"""What the search finds, its index, and the lists that need no script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sites import SMALL, Files, text_of, understood, words

from ogpsite.build import Result
from ogpsite.views import lists, search

pytestmark = pytest.mark.slow  # each builds sites of its own

Site = Callable[..., Result]


def many(number: int) -> dict[str, str]:
    """A site with that many news items more."""
    return {
        f"content/news/2026-01-01-n{n}.md": f"---\ntitle: News with the number {n}\ndate: 2026-01-01\n---\nText {n}.\n"
        for n in range(number)
    }


def called(result: Result, path: str, function: str) -> Any:
    """The value that an index hands over."""
    text = text_of(result, path)
    assert text.startswith(f"{function}(") and text.endswith(")\n")
    return json.loads(text[len(function) + 1 : -2])


def test_every_page_of_a_record_is_found(sample: Result) -> None:
    index = called(sample, "search/index.js", "ogpsiteIndex")
    assert sample.edition
    assert len(index["rows"]) == len(search.findable(sample.edition)) > 100
    made = {output.path for output in sample.outputs}
    for href, title, _, numbers, *_ in index["rows"]:
        assert href.startswith("../") and f"{href[3:]}index.html" in made
        assert title
        assert sum(index["values"][n].startswith("kind=") for n in numbers) == 1
    texts = called(sample, "search/texts.js", "ogpsiteTexts")
    assert len(texts) == len(index["rows"])


def test_facets(sample: Result) -> None:
    index = called(sample, "fr/search/index.js", "ogpsiteIndex")
    rows = {row[0]: {index["values"][n] for n in row[3]} for row in index["rows"]}
    assert rows["../plans/2025-2028/beneficial-ownership/"] >= {
        "kind=commitment", "plan=2025-2028", "status=overdue", "year=2026", "area=beneficial-ownership",
    }  # fmt: skip
    assert "status=unanswered" in {key for keys in rows.values() for key in keys}


def test_what_is_not_public_is_nowhere(site: Site) -> None:
    """Neither the text of a rejected or withdrawn contribution, nor a withheld name, nor a draft is in an index."""
    changes: Files = {
        "content/consultations/2024-ideas/contributions.yaml": """\
- key: c-1
  text: SECRET-REJECTED
  attribution: anonymous
  received_on: 2024-05-02
  moderation: rejected
  moderation_reason: It named a private person.
- key: c-2
  text: SECRET-WITHDRAWN
  attribution: anonymous
  received_on: 2024-05-03
  withdrawn: {on: 2024-06-01, reason: By its author.}
""",
        "content/consultations/2024-ideas/responses.yaml": None,
        "content/news/2026-01-01-draft.md": "---\ntitle: SECRET-DRAFT\ndate: 2026-01-01\ndraft: true\n---\nText.\n",
    }
    result = site(changes)
    assert result.ok, result.problems
    for name in ("index", "texts"):
        assert "SECRET" not in text_of(result, f"search/{name}.js")


def test_search_off(site: Site) -> None:
    result = site({"site.yaml": SMALL["site.yaml"] + "search: off\n"})
    assert result.ok
    assert not [output.path for output in result.outputs if "search" in output.path and "assets" not in output.path]
    assert 'action="search/"' not in text_of(result, "index.html")


def test_without_script_everything_is_listed(site: Site) -> None:
    """The A–Z of the search page, and the lists by kind, status, plan, theme, organisation and year."""
    result = site()
    page = text_of(result, "search/index.html")
    for href in ("../plans/2025-2028/open-clinics/", "../organisations/watch/", "../consultations/2024-ideas/c-1/"):
        assert f'href="{href}"' in page
    for href in (
        "by-kind/commitment/", "by-status/limited/", "by-status/overdue/", "by-plan/2025-2028/",
        "by-theme/2025-2028/health/", "../organisations/health/", "by-year/2026/",
    ):  # fmt: skip
        assert f'href="{href}"' in page, href
    listed = text_of(result, "search/by-theme/2025-2028/health/index.html")
    assert "Open clinics" in listed and "First results" not in listed


def test_a_long_a_to_z(site: Site) -> None:
    result = site(many(search.A_TO_Z + 20))
    links = [
        link
        for number in (1, 2)
        for link in re.findall(r'href="\.\./\.\./\.\./news/[^"]+"', text_of(result, f"search/a-z/{number}/index.html"))
    ]
    assert len(links) == len(set(links)) == search.A_TO_Z + 20
    assert 'href="a-z/2/"' in text_of(result, "search/index.html")


def test_too_many_records(tmp_path: Path) -> None:
    """Above 2,000 the build says what to do, and goes on; with Pagefind it says nothing and makes no index."""
    result = understood(tmp_path / "a", many(search.MOST))
    number = len(search.findable(result.edition)) if result.edition else 0
    said = f"there are {number:,} records; the built-in search is made for 2,000 in a language"
    assert words(result.problems) == [
        f"site.yaml:1: warning: {said}  [search]\n"
        "       = use Pagefind (`search: pagefind`, see docs/search.md), or `search: off`"
    ]
    other = understood(tmp_path / "b", many(search.MOST), {"site.yaml": SMALL["site.yaml"] + "search: pagefind\n"})
    assert words(other.problems) == []


def test_pagefind_pages(site: Site) -> None:
    """For Pagefind only pages of records are to be indexed, with their facets; no index of our own is made."""
    result = site({"site.yaml": SMALL["site.yaml"] + "search: pagefind\n"})
    assert not [output.path for output in result.outputs if output.path.endswith("search/index.js")]
    page = text_of(result, "plans/2025-2028/open-clinics/index.html")
    assert "data-pagefind-body" in page and 'data-pagefind-filter="status:limited"' in page
    assert "data-pagefind-body" not in text_of(result, "plans/index.html")
    assert 'href="../pagefind/pagefind.js"' in text_of(result, "search/index.html")


def test_choices_of_lists(site: Site) -> None:
    """A long list has a page for each value that tells entries apart, and for each order."""
    result = site({**many(6), "content/news/2025-02-02-old.md": "---\ntitle: An old one\ndate: 2025-02-02\n---\nX.\n"})
    page = text_of(result, "news/index.html")
    assert 'href="by-year/2025/"' in page and 'href="sorted-by/title/"' in page
    assert "data-list" in page
    old = text_of(result, "news/by-year/2025/index.html")
    assert "An old one" in old and "News with the number" not in old
    assert "Shown: 1 of 7" in old
    by_title = re.findall(r'entry-title"><a [^>]+>([^<]+)<', text_of(result, "news/sorted-by/title/index.html"))
    assert by_title == sorted(by_title)
    oldest = re.findall(r'entry-title"><a [^>]+>([^<]+)<', text_of(result, "news/sorted-by/oldest/index.html"))
    assert oldest[0] == "An old one"


def test_short_lists_have_no_filters(site: Site) -> None:
    assert "data-list" not in text_of(site(), "news/index.html")


def test_orders_have_words() -> None:
    for listing in lists.LISTINGS:
        assert set(listing.orders) <= set(lists.ORDERS) & set(lists.SORTS)
