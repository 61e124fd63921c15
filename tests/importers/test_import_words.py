"""Words in cells: deadlines, addresses, keys."""

from __future__ import annotations

import datetime

import pytest

from ogpsite.importers import dues, links, slugs
from ogpsite.model.dates import Calendar

NORTH = Calendar()
SOUTH = Calendar("south", (7, 1))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Fall 2027", "2027-12-21"),
        ("By winter 2025", "2026-03-20"),
        ("By summer 2025", "2025-09-22"),
        ("by spring 2026", "2026-06-20"),
        ("By the end of 2028", "2028-12-31"),
        ("By end of 2028", "2028-12-31"),
        ("End of June 2026", "2026-06-30"),
        ("By 2026", "2026-12-31"),
        ("2026-27", "2027-03-31"),
        ("2026‑2027", "2027-03-31"),
        ("FY2026-27", "2027-03-31"),
        ("2026-06", "2026-06-30"),
        ("Q2 2026", "2026-06-30"),
        ("2026-H1", "2026-06-30"),
        ("March 2024", "2024-03-31"),
        ("Feb. 2024", "2024-02-29"),
        ("30 June 2026", "2026-06-30"),
        ("June 3, 2026.", "2026-06-03"),
        ("2026-06-30", "2026-06-30"),
    ],
)
def test_words_that_are_only_a_date_have_a_latest_day(words: str, day: str) -> None:
    assert dues.latest_day(words, NORTH) == datetime.date.fromisoformat(day)


@pytest.mark.parametrize(
    "words",
    [
        "Ongoing",
        "Ongoing, annually",
        "By early 2026",
        "2025 to 2028",
        "Biannually until 2029",
        "Annually, by March 31",
        "Feedback will be compiled in March 2027 and at the end of the commitment.",
        "2026-29",
        "31 June 2026",
        "2026-02-30",
        "",
        "soon",
    ],
)
def test_words_that_say_more_than_a_date_have_none(words: str) -> None:
    assert dues.latest_day(words, NORTH) is None


def test_seasons_and_fiscal_years_follow_the_site() -> None:
    assert dues.latest_day("summer 2025", SOUTH) == datetime.date(2026, 3, 20)
    assert dues.latest_day("winter 2025", SOUTH) == datetime.date(2025, 9, 22)
    assert dues.latest_day("2026-27", SOUTH) == datetime.date(2027, 6, 30)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ("https:https://www.performance.gov/participation", "twice"),
        ("www.whitehouse.gov/equity", "no scheme"),
        ("https://www.ssa.gov/SSA Public Access Plan.pdf", "blanks"),
        ("/assets/files/a.pdf", "inside the old site"),
        ("/C:/Users/someone/x.gov", "drive"),
        ("C:\\Users\\x", "drive"),
        ("file:///home/x", "drive"),
        ("None", "not a web address"),
        ("javascript:alert(1)", "not a web address"),
        ("//example.org/x", "not a web address"),
        ("https://", "no host"),
        ("https://nohost/x", "no host"),
        ("https://example.org/<script>", "no address has"),
        ("https://[bad", "no host"),
        ("https://example.org:99999/", "no host"),
    ],
)
def test_what_is_no_address_is_said(raw: str, fault: str) -> None:
    judged = links.judge(raw)
    assert fault in judged.fault
    assert judged.url == ""


def test_an_address_is_left_as_it_is() -> None:
    for raw in (
        "https://example.org/a?b=c#d",
        "http://example.org",
        "https://bücher.example/ü",
        "https://a.b/x_(y).pdf",
    ):
        assert links.judge(raw) == links.Judged(raw)


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("https:https://a.gov/x", "https://a.gov/x"),
        ("www.a.gov/x", "https://www.a.gov/x"),
        ("https://a.gov/a b.pdf", "https://a.gov/a%20b.pdf"),
        ("/a.pdf", "https://old.gov/a.pdf"),
    ],
)
def test_an_address_is_mended_only_where_the_map_says_so(raw: str, mended: str) -> None:
    judged = links.judge(
        raw, frozenset({"double-scheme", "missing-scheme", "spaces", "site-relative"}), "https://old.gov"
    )
    assert (judged.url, judged.mended) == (mended, True)
    assert links.judge("/C:/Users/x", frozenset({"site-relative"}), "https://old.gov").url == ""


def test_links_in_a_text_that_lead_nowhere_are_found() -> None:
    text = "[a](https://ok.org/x_(y)) [](https://b.org) [c](/C:/Users/x) [d](#e) [f](mailto:a@b.org) [g](../h)"
    assert [target for target, _ in links.suspicious(text)] == ["https://b.org", "/C:/Users/x", "../h"]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("US0113.1", "us0113-1"),
        ("C01.5.1", "c01-5-1"),
        ("Transparencia presupuestaria: ¿qué?", "transparencia-presupuestaria-que"),
        ("R&D", "r-and-d"),
        ("White House Counsel's Office", "white-house-counsels-office"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_keys_are_made_of_small_letters_digits_and_hyphens(words: str, key: str) -> None:
    assert slugs.slug(words) == key


def test_words_in_another_script_have_a_constant_key() -> None:
    key = slugs.slug("Відкриті бюджети")
    assert key.startswith("x-")
    assert key == slugs.slug("Відкриті бюджети") != slugs.slug("Відкриті дані")
    assert slugs.slug("!!!").startswith("x-")


def test_long_keys_end_at_a_word_and_taken_keys_get_a_number() -> None:
    assert slugs.slug("a very long title " * 10, 20) == "a-very-long-title-a"
    assert slugs.slug("x" * 100, 20) == "x" * 20
    taken = {"a"}
    assert [slugs.unique("a", taken), slugs.unique("a", taken)] == ["a-2", "a-3"]
