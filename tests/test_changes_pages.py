"""What changed: added, updated, corrected, withdrawn, by day; the filters; the log of corrections; answers."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pytest
from conftest import Known, Site
from sites import SMALL, Files, text_of

from ogpsite.build import Result
from ogpsite.model.facts import ConsultationFacts
from ogpsite.views import changes, contributions, filters, lists
from ogpsite.words import Words

pytestmark = pytest.mark.slow  # each builds sites of its own

PLAN = "content/plans/2025-2028"
CLINICS = f"{PLAN}/commitments/open-clinics"
COMMITMENT = f"{CLINICS}/commitment.md"
REPORT = f"{CLINICS}/progress/2026-06.md"
MEETING = "content/forum/meetings/2026-05-05-results.md"
IDEAS = "content/consultations/2024-ideas"
CHOSEN = r"(changes|documents|commitments|events|consultations)/by-\w+/[^/]+/index.html"
WORDS = f"{IDEAS}/contributions.yaml"
ANSWERS = f"{IDEAS}/responses.yaml"


def told(known: Known, *files: Files, **options: Any) -> list[tuple[str, str, str]]:
    """Every change as (day, what, record)."""
    return [(str(one.day), one.what, one.uid) for one in known(*files, **options).facts.changes]


# by day


def test_everything_by_day(known: Known) -> None:
    assert told(known) == [
        ("2026-08-01", "added", "check:2025-2028/open-clinics~1"),
        ("2026-07-10", "added", "progress:2025-2028/open-clinics@2026-06"),
        ("2026-05-05", "added", "meeting:2026-05-05-results"),
        ("2024-09-01", "added", "response:2024-ideas@r-1"),
        ("2024-05-03", "contributions", "consultation:2024-ideas"),
        ("2024-05-02", "contributions", "consultation:2024-ideas"),
        ("2024-05-01", "added", "consultation:2024-ideas"),
    ]


def test_only_what_has_happened(known: Known) -> None:
    assert all(day <= "2026-07-31" for day, _, _ in told(known, day=datetime.date(2026, 7, 31)))
    assert len(told(known, day=datetime.date(2026, 7, 31))) == len(told(known)) - 1


def test_announced_and_then_with_minutes(known: Known) -> None:
    """A meeting is new when it is announced, and updated when its minutes come out."""
    dates = "date: 2026-05-05\nannounced_on: 2026-04-01\nminutes_published_on: 2026-05-20"
    found = told(known, {MEETING: SMALL[MEETING].replace("date: 2026-05-05", dates)})
    assert [(day, what) for day, what, uid in found if uid == "meeting:2026-05-05-results"] == [
        ("2026-05-20", "updated"),
        ("2026-04-01", "added"),
    ]


def test_a_second_timeline_and_version_update_the_first(known: Known) -> None:
    phases = "phases: [{title: P, start: 2024-04-15, end: 2024-06-01}]"
    timeline = f"- published_on: 2024-03-01\n  {phases}\n- published_on: 2024-05-01\n  {phases}\n"
    files: Files = {f"{PLAN}/timeline.yaml": timeline}
    texts: Files = {
        f"{PLAN}/versions/{key}.md": f"---\ndate: {day}\n---\nText.\n"
        for key, day in (("z-first", "2024-08-01"), ("a-second", "2024-09-01"))
    }
    found = {(uid, what) for _, what, uid in told(known, files, texts) if uid.startswith(("timeline", "version"))}
    assert {what for uid, what in found if uid.endswith(("~1", "@z-first"))} == {"added"}
    assert {what for uid, what in found if uid.endswith(("~2", "@a-second"))} == {"updated"}


def test_corrected_and_withdrawn(known: Known) -> None:
    files: Files = {
        f"{CLINICS}/progress/2026-06-correction.md": (
            "---\nreported_on: 2026-07-20\nstatus: limited\ncorrection_of: 2026-06\nsummary: A quarter.\n---\n"
        ),
        COMMITMENT: SMALL[COMMITMENT].replace("theme:", "withdrawn: {on: 2026-09-01, reason: No money.}\ntheme:"),
        WORDS: SMALL[WORDS].replace("received_on: 2024-05-02", "withdrawn: {on: 2024-07-01, reason: Mine.}"),
    }
    found = told(known, files)
    assert ("2026-07-20", "corrected", "progress:2025-2028/open-clinics@2026-06-correction") in found
    assert ("2026-09-01", "withdrawn", "commitment:2025-2028/open-clinics") in found
    assert ("2024-07-01", "withdrawn", "contribution:2024-ideas/c-1") in found
    log = known(files).facts.corrections
    assert [(str(one.day), one.what, one.uid, one.by) for one in log] == [
        ("2026-09-01", "withdrawn", "commitment:2025-2028/open-clinics", ""),
        ("2026-07-20", "corrected", "progress:2025-2028/open-clinics@2026-06",
         "progress:2025-2028/open-clinics@2026-06-correction"),
        ("2024-07-01", "withdrawn", "contribution:2024-ideas/c-1", ""),
    ]  # fmt: skip
    assert [one.reason["en"] for one in log] == ["No money.", "A quarter.", "Mine."]


def test_the_log_keeps_what_was_said(site: Site) -> None:
    """The corrected report stays to be read, and the log names it, its reason and what stands in its place."""
    correction = "---\nreported_on: 2026-07-20\nstatus: limited\ncorrection_of: 2026-06\nsummary: A quarter.\n---\n"
    result = site({f"{CLINICS}/progress/2026-06-correction.md": correction})
    html = text_of(result, "changes/corrections/index.html")
    assert "Reason: A quarter." in html
    assert "../../plans/2025-2028/open-clinics/#report-2026-06" in html
    assert "../../plans/2025-2028/open-clinics/#report-2026-06-correction" in html
    page = text_of(result, "plans/2025-2028/open-clinics/index.html")
    assert 'id="report-2026-06"' in page


def test_an_empty_log_says_so(site: Site) -> None:
    assert "Nothing has been corrected or withdrawn." in text_of(site(), "changes/corrections/index.html")


# filters and what counts


def test_which_entries_count(known: Known) -> None:
    """Reports, minutes and answers count for requirement 2.2; checks, contributions and consultations don't."""
    counted = {one.uid for one in known().facts.changes if one.counts}
    assert counted == {
        "progress:2025-2028/open-clinics@2026-06",
        "meeting:2026-05-05-results",
        "response:2024-ideas@r-1",
    }


def test_news_does_not_count(known: Known) -> None:
    news: Files = {"content/news/2026-01-01-news.md": "---\ntitle: News\ndate: 2026-01-01\n---\nN.\n"}
    found = [one for one in known(news).facts.changes if one.uid.startswith("news:")]
    assert [(one.what, one.counts) for one in found] == [("added", False)]


def test_filters(known: Known) -> None:
    edition = known()
    by: dict[str, list[str]] = {}
    for name, value in changes.filters(edition):
        by.setdefault(name, []).append(value)
    assert by == {
        "by-year": ["2024", "2026"],
        "by-plan": ["2025-2028"],
        "by-commitment": ["2025-2028/open-clinics"],
        "by-organisation": ["health", "watch"],
    }
    own = [one.uid for one in changes.shown(edition)["by-organisation", "health"]]
    assert own == ["progress:2025-2028/open-clinics@2026-06"]
    plan = {one.uid.partition(":")[0] for one in changes.shown(edition)["by-plan", "2025-2028"]}
    assert plan == {"check", "progress", "response", "consultation"}


def test_a_filtered_page_offers_only_short_lists() -> None:
    groups = {"by-year": ("2024", "2025"), "by-commitment": tuple(f"p/c{n}" for n in range(filters.MANY + 1))}
    assert len(list(filters.offered(groups, "", ""))) == filters.MANY + 3
    short = [("by-year", "2024"), ("by-year", "2025")]
    assert list(filters.offered(groups, "by-year", "2024")) == short
    assert list(filters.offered(groups, "by-commitment", "p/c7")) == [*short, ("by-commitment", "p/c7")]


def test_every_filter_has_a_page(sample: Result) -> None:
    assert sample.edition
    paths = {output.path for output in sample.outputs}
    found = changes.filters(sample.edition)
    assert {name for name, _ in found} == set(changes.FILTERS)
    for name, value in found:
        assert f"{changes.address(name, value).lstrip('/')}index.html" in paths


def test_a_filtered_page_marks_its_own_choice_and_no_other(sample: Result) -> None:
    found = {one.path: text_of(sample, one.path) for one in sample.outputs if re.match(CHOSEN, one.path)}
    assert len(found) > 50
    for path, html in found.items():
        value = path.split("/")[-2]
        current = re.findall(r' data-value="([^"]*)"(?: data-rest)? aria-current="page"', html)
        assert current in ([], [value]) and (current or f'data-value="{value}"' not in html), path


def test_a_choice_without_entries_is_an_empty_list(known: Known) -> None:
    edition = known()
    for facet, value in (("year", "1999"), ("nothing", "x")):
        choice = lists.Choice(facet, value)
        listing = lists.BY_ADDRESS["/commitments/"]
        assert lists.in_order(edition, Words("en"), listing, choice, lambda _, found, __: found) == ()


def test_drafts_and_private_words_are_in_no_change(known: Known) -> None:
    base = told(known)
    hidden: Files = {
        f"{CLINICS}/progress/2026-09.md": "---\nreported_on: 2026-10-01\nstatus: complete\ndraft: true\n---\n",
        f"{CLINICS}/progress/2026-10.md": SMALL[REPORT].replace(
            "reported_on:", "published_on: 2027-01-01\nreported_on:"
        ),
    }
    assert told(known, hidden) == base


# contributions and answers


def asked(known: Known, *files: Files, **options: Any) -> ConsultationFacts:
    return known(*files, **options).facts.consultations["consultation:2024-ideas"]


def test_states(known: Known) -> None:
    """Until the last day both wait; after it what has no answer is unanswered."""
    closing, after = datetime.date(2024, 6, 1), datetime.date(2024, 6, 2)
    assert set(asked(known, day=closing).states.values()) == {"waiting"}
    assert set(asked(known, day=after).states.values()) == {"unanswered"}
    assert asked(known).states == {
        "contribution:2024-ideas/c-1": "answered",
        "contribution:2024-ideas/c-2": "unanswered",
    }


def test_days_to_the_answer(known: Known) -> None:
    """From the closing day, 1 June, to 1 September; an answer before the close took no day."""
    assert asked(known).answer_days == {"contribution:2024-ideas/c-1": 92}
    early = SMALL[ANSWERS].replace("2024-09-01", "2024-05-20")
    assert asked(known, {ANSWERS: early}).answer_days == {"contribution:2024-ideas/c-1": 0}


def test_received_counts_what_is_not_published(known: Known) -> None:
    assert asked(known).received == 2
    counted = SMALL[f"{IDEAS}/consultation.md"].replace("opens:", "counts: {contributions: 17}\nopens:")
    assert asked(known, {f"{IDEAS}/consultation.md": counted}).received == 17
    fewer = counted.replace("17", "1")
    assert asked(known, {f"{IDEAS}/consultation.md": fewer}).received == 2


@pytest.mark.parametrize(
    ("reasons", "flagged"),
    [("It is now a milestone.", False), ("TBD", True), ("n/a", True), ("–", True), ("No.", True), ("No money.", False)],
)
def test_answers_without_reasons(known: Known, reasons: str, flagged: bool) -> None:
    text = SMALL[ANSWERS].replace("It is now a milestone.", f'"{reasons}"')
    assert [one.key for one in asked(known, {ANSWERS: text}).without_reasons] == (["r-1"] if flagged else [])


def test_filters_of_contributions(known: Known, site: Site) -> None:
    more = (
        SMALL[WORDS]
        + "- {key: c-3, text: Spam, attribution: anonymous, moderation: rejected, moderation_reason: Advert}\n"
    )
    facts = asked(known, {WORDS: more})
    assert contributions.contribution_filters(facts) == [
        ("by-state", "unanswered"),
        ("by-state", "answered"),
        ("by-state", "rejected"),
        ("by-decision", "accepted"),
    ]
    result = site({WORDS: more})
    html = text_of(result, "consultations/2024-ideas/contributions/by-state/unanswered/index.html")
    assert "Publish the prices." in html
    assert "Shorter waiting times" not in html
    page = text_of(result, "consultations/2024-ideas/index.html")
    assert "Advert" in page, "why it was withheld is told"
    assert "Spam" not in page
    data = json.loads(text_of(result, "consultations/2024-ideas/contributions/index.json"))
    assert data["by_state"] == {
        "answered": ["2024-ideas/c-1"],
        "rejected": ["2024-ideas/c-3"],
        "unanswered": ["2024-ideas/c-2"],
    }
    assert data["days_to_answer"] == {"2024-ideas/c-1": 92}


def test_long_lists_have_pages(site: Site) -> None:
    """Filters go on over several pages, as the whole list does."""
    words = "".join(
        f"- {{key: c-{n}, text: Words {n}., attribution: anonymous}}\n" for n in range(1, contributions.PER_PAGE + 2)
    )
    result = site({WORDS: words, ANSWERS: None})
    folder = "consultations/2024-ideas/contributions/by-state/unanswered"
    assert "c-1/" in text_of(result, f"{folder}/index.html")
    assert 'aria-current="page"' in text_of(result, f"{folder}/2/index.html")


# reporting an error


@pytest.mark.parametrize(
    ("settings", "href"),
    [
        ("", "mailto:unit@testland.example?subject=Corrections%20%E2%80%93%20https%3A//ogp.testland.example/changes/"),
        ("report_error: errors@testland.example\n", "mailto:errors@testland.example?subject=Corrections%20"),
        (
            "report_error: https://forms.example/new\n",
            "https://forms.example/new?page=https%3A%2F%2Fogp.testland.example%2Fchanges%2Fcorrections%2F",
        ),
        ("report_error: https://forms.example/new?kind=error#top\n", "new?kind=error&amp;page=https%3A%2F%2Fogp."),
        (
            'report_error: "https://forms.example/new?title={title}&url={page}"\n',
            "new?title=Corrections&amp;url=https%3A%2F%2Fogp.testland.example%2Fchanges%2Fcorrections%2F",
        ),
    ],
)
def test_an_error_is_reported_with_the_page_named(site: Site, settings: str, href: str) -> None:
    html = text_of(site({"site.yaml": SMALL["site.yaml"] + settings}), "changes/corrections/index.html")
    assert f'href="{href}' in html or href in html
    assert "Report an error on this page" in html


def test_without_a_mailbox_the_contact_is_below(site: Site) -> None:
    bare = SMALL["site.yaml"].replace("  email: unit@testland.example\n", "  phone: +99 1 234567\n")
    html = text_of(site({"site.yaml": bare}), "changes/corrections/index.html")
    assert 'href="#site-contact"' in html
    assert 'id="site-contact"' in html
