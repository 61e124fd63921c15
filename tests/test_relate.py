"""References in all their forms; drafts, days and points of view; what is not for the public."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import Known, Site
from sites import DAY, SMALL, Files, understood

from ogpsite import relate
from ogpsite.model import records
from ogpsite.model.fields import attribute, fields_of
from ogpsite.model.values import Ref

PLAN = "content/plans/2025-2028/plan.md"
FOLDER = "content/plans/2025-2028/commitments/open-clinics"
SITE = "site.yaml"
COMMITMENT = f"{FOLDER}/commitment.md"
REPORT = f"{FOLDER}/progress/2026-06.md"
CHECKS = f"{FOLDER}/checks.yaml"
CONSULTATION = "content/consultations/2024-ideas/consultation.md"
WORDS = "content/consultations/2024-ideas/contributions.yaml"
ANSWERS = "content/consultations/2024-ideas/responses.yaml"
BODIES = "content/organisations.yaml"
FORUM = "content/forum/forum.md"
MEETING = "content/forum/meetings/2026-05-05-results.md"
TITLE = "title: Open clinics"


def in_commitment(fields: str) -> Files:
    return {COMMITMENT: SMALL[COMMITMENT].replace(TITLE, f"{TITLE}\n{fields}")}


def record(fields: str, body: str = "") -> str:
    return f"---\n{fields}\n---\n{body}"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


# references

MORE: Files = {
    # a commitment beside, one outside of plans, and a record of every other kind
    "content/plans/2025-2028/commitments/open-courts.md": record("title: Open courts\nlead: office"),
    "content/commitments/open-sea.md": record("title: Open sea\nlead: office\nmilestones:\n  - {key: m1, title: Sail}"),
    "content/plans/2025-2028/versions/draft-1.md": record("date: 2024-06-01", "Draft."),
    "content/pages/privacy.md": record("title: Privacy"),
    "content/events/talk.md": record("title: Talk\ndate: 2026-01-01\nkind: workshop"),
    "content/assessments/review.md": record("title: Review\nkind: notice\npublished_on: 2026-01-01"),
    "content/support/grant.md": record("title: Grant\nkind: micro-grant\nprovider: watch"),
    "content/news/start.md": record("title: Start\ndate: 2026-01-01"),
    "content/documents/decree.md": record("title: Decree\ndate: 2026-01-01\nurl: https://x.example/"),
}
HERE = "2025-2028/open-clinics"
FORMS = [
    ("health", "organisation:health"),
    ("2025-2028", "plan:2025-2028"),
    ("2025-2028/open-courts", "commitment:2025-2028/open-courts"),
    ("open-sea", "commitment:open-sea"),
    ("commitment:open-sea", "commitment:open-sea"),
    (f"{HERE}#m2", f"milestone:{HERE}#m2"),
    ("open-sea#m1", "milestone:open-sea#m1"),
    (f"{HERE}@2026-06", f"progress:{HERE}@2026-06"),
    ("2025-2028@draft-1", "version:2025-2028@draft-1"),
    ("version:2025-2028@draft-1", "version:2025-2028@draft-1"),
    ("2024-ideas/c-1", "contribution:2024-ideas/c-1"),
    ("2024-ideas@r-1", "response:2024-ideas@r-1"),
    ("consultation:2024-ideas", "consultation:2024-ideas"),
    ("meeting:2026-05-05-results", "meeting:2026-05-05-results"),
    ("event:talk", "event:talk"),
    ("assessment:review", "assessment:review"),
    ("support:grant", "support:grant"),
    ("news:start", "news:start"),
    ("document:decree", "document:decree"),
    ("page:privacy", "page:privacy"),
    ("forum:forum", "forum:forum"),
    ("theme:2025-2028/health", "theme:2025-2028/health"),
    ("organisation:watch", "organisation:watch"),
]


@pytest.mark.parametrize(("written", "target"), FORMS)
def test_about_takes_any_record(known: Known, written: str, target: str) -> None:
    letter = {
        "content/documents/a.md": record(f"title: A\ndate: 2026-01-01\nurl: https://x.example/\nabout: '{written}'")
    }
    found = known(MORE, letter).site.by_uid["document:a"]
    assert isinstance(found, records.Document)
    assert found.about[0].target == target


SHORT = [
    # where it is written, in which file, and what it means
    ("related: [open-courts]", COMMITMENT, "commitment:2025-2028/open-courts"),
    ("related: [open-sea]", COMMITMENT, "commitment:open-sea"),
    ("carried_over_from: 2025-2028/open-courts", COMMITMENT, "commitment:2025-2028/open-courts"),
    ("origin: 2024-ideas/c-2", COMMITMENT, "contribution:2024-ideas/c-2"),
    ("correction_of: 2026-06", f"{FOLDER}/progress/2026-06-fix.md", f"progress:{HERE}@2026-06"),
    (f"correction_of: {HERE}@2026-06", f"{FOLDER}/progress/2026-06-fix.md", f"progress:{HERE}@2026-06"),
    ("about: ['@draft-1']", CONSULTATION, "version:2025-2028@draft-1"),
    ("about: [open-courts]", CONSULTATION, "commitment:2025-2028/open-courts"),
    ("themes: [health]", CONSULTATION, "theme:2025-2028/health"),
    ("privacy_notice: privacy", CONSULTATION, "page:privacy"),
    ("commitments: [open-courts]\nplan: 2025-2028", "content/events/b.md", "commitment:2025-2028/open-courts"),
]


@pytest.mark.parametrize(("line", "path", "target"), SHORT)
def test_short_forms(known: Known, line: str, path: str, target: str) -> None:
    others = {
        f"{FOLDER}/progress/2026-06-fix.md": record("reported_on: 2026-08-01\nstatus: limited"),
        "content/events/b.md": record("title: B\ndate: 2026-01-01\nkind: workshop"),
    }
    text = others.get(path) or SMALL[path]
    head, _, tail = text.partition("\n")
    site = known(MORE, {path: f"{head}\n{line}\n{tail}"}).site
    assert any(ref.target == target for one in site.by_uid.values() for _, ref in relate.references(one))


def test_short_forms_of_milestones_and_contributions(known: Known) -> None:
    changes = {
        ANSWERS: SMALL[ANSWERS].replace("[c-1]", "[2024-ideas/c-1, c-2]").replace(f"{HERE}#m1", "open-clinics#m1"),
        CHECKS: SMALL[CHECKS].replace("result:", "milestone: m1\n  result:"),
    }
    site = known(changes, in_commitment("summary: S")).site
    response = site.by_uid["response:2024-ideas@r-1"]
    assert isinstance(response, records.Response)
    assert [ref.target for ref in response.answers] == ["contribution:2024-ideas/c-1", "contribution:2024-ideas/c-2"]
    assert response.effects[0].target == f"milestone:{HERE}#m1"
    check = site.by_uid[f"check:{HERE}~1"]
    assert isinstance(check, records.Check) and check.milestone
    assert check.milestone.target == f"milestone:{HERE}#m1"


def test_relations_lead_both_ways(known: Known) -> None:
    site = known(MORE, in_commitment("related: [open-courts]\norigin: 2024-ideas/c-2")).site
    uids = [one.uid for one in site.mentioned_by("commitment:2025-2028/open-courts", "commitment", "related")]
    assert uids == [f"commitment:{HERE}"]
    assert [one.id for one in site.mentioned_by("contribution:2024-ideas/c-2", "commitment")] == [HERE]
    plan = site.by_uid["plan:2025-2028"]
    assert [one.key for one in site.parts(plan, records.Commitment)] == ["open-clinics", "open-courts"]
    assert [one.key for one in site.parts(plan, records.Version)] == ["draft-1"]
    assert site.get(Ref("x", plan.meta.place, target=f"milestone:{HERE}#m1")) is site.by_uid[f"commitment:{HERE}"]
    assert site.get(Ref("x", plan.meta.place, target="theme:2025-2028/health")) is plan
    assert site.get(None) is None


def test_bodies_by_key_or_in_words(known: Known) -> None:
    meeting = SMALL[MEETING].replace("kind:", "organisations: [watch, The Press Club, 'organisation:health']\nkind:")
    found = known({MEETING: meeting}).site.by_uid["meeting:2026-05-05-results"]
    assert isinstance(found, records.Meeting)
    told = [party.ref.target if party.ref else party.name["en"] for party in found.organisations]
    assert told == ["organisation:watch", "The Press Club", "organisation:health"]


def test_several_forums(known: Known) -> None:
    changes = {
        "content/forum/south/forum.md": record("title: South"),
        "content/forum/south/meetings/2026-06-01-a.md": record("title: A\ndate: 2026-06-01\nforum: south"),
    }
    site = known(changes).site
    south = site.by_uid["forum:south"]
    assert [one.key for one in site.parts(south, records.Meeting)] == ["2026-06-01-a"]


# drafts


def problems(tmp_path: Path, *changes: Files, **options: Any) -> list[tuple[str, str]]:
    result = understood(tmp_path, *changes, **options)
    assert result.edition
    return [(one.code, str(one.place)) for one in result.problems]


DRAFT = {COMMITMENT: SMALL[COMMITMENT].replace(TITLE, f"{TITLE}\ndraft: true")}


def test_the_children_of_a_draft_are_absent_with_it(known: Known) -> None:
    site = known(DRAFT).site
    assert not [uid for uid in site.by_uid if "open-clinics" in uid]
    assert f"commitment:{HERE}" in known(DRAFT, drafts=True).site.by_uid
    plan = {PLAN: SMALL[PLAN].replace("start:", "draft: true\nstart:", 1)}
    assert not [uid for uid in known(plan).site.by_uid if "2025-2028" in uid]


def test_mentions_of_a_draft_vanish_with_a_warning(known: Known, tmp_path: Path) -> None:
    response = known(DRAFT).site.by_uid["response:2024-ideas@r-1"]
    assert isinstance(response, records.Response)
    assert response.effects == ()
    assert problems(tmp_path, DRAFT) == [("draft-mention", f"{ANSWERS}:5")]
    assert problems(tmp_path, DRAFT, drafts=True) == []


def test_where_a_required_mention_vanishes_its_item_does(known: Known, tmp_path: Path) -> None:
    """The body is a draft: its seat in the forum goes, and its check, which can't be without it."""
    bodies = {BODIES: SMALL[BODIES].replace("  name: Citizens' Watch", "  draft: true\n  name: Citizens' Watch")}
    site = known(bodies).site
    forum = site.by_uid["forum:forum"]
    assert isinstance(forum, records.Forum)
    assert [member.organisation.target for member in forum.members] == ["organisation:office"]
    assert f"check:{HERE}~1" not in site.by_uid
    assert [code for code, _ in problems(tmp_path, bodies)] == ["draft-mention", "draft-mention"]


@pytest.mark.parametrize("why", ["draft: true", "published_on: 2026-11-25"])
def test_a_lead_agency_that_is_not_there_takes_no_site_with_it(known: Known, why: str) -> None:
    bodies = "content/organisations.yaml"
    change = {
        SITE: SMALL[SITE].replace("lead_agency: office", "lead_agency: bureau"),
        bodies: f"{SMALL[bodies]}bureau: {{name: B, sector: government, {why}}}\n",
    }
    site = known(change).site
    assert site.settings.title["en"] == "Open government in Testland"
    assert site.settings.lead_agency is None
    assert "organisation:bureau" not in site.by_uid


def test_entries_of_the_menu_go_with_their_page(known: Known) -> None:
    menu = "menu: [{title: P, page: p}, {title: Q, page: p, url: /q/}, {title: Plans, url: /plans/}]\n"
    page = {"content/pages/p.md": record("title: P\ndraft: true")}
    settings = known({SITE: SMALL[SITE] + menu}, page).site.settings
    assert [(one.title["en"], one.url, one.page) for one in settings.menu] == [
        ("Q", "/q/", None),
        ("Plans", "/plans/", None),
    ]


def test_drafts_that_mention_drafts_are_not_told(tmp_path: Path) -> None:
    other = "content/plans/2025-2028/commitments/open-courts.md"
    changes = {other: record("title: Courts\nlead: office\ndraft: true\nrelated: [open-clinics]")}
    assert problems(tmp_path, DRAFT, changes) == [("draft-mention", f"{ANSWERS}:5")]


def test_a_contribution_that_is_a_draft(known: Known, tmp_path: Path) -> None:
    words = {WORDS: SMALL[WORDS].replace("  received_on: 2024-05-02", "  draft: true")}
    site = known(words).site
    assert "contribution:2024-ideas/c-1" not in site.by_uid
    assert "response:2024-ideas@r-1" not in site.by_uid, "it answered nothing else"
    assert problems(tmp_path, words) == [("draft-mention", f"{ANSWERS}:2")]


# points of view

LATER = {
    # what can only be written after the event: the field with its own day
    "progress": (REPORT, "2026-07-10", f"progress:{HERE}@2026-06"),
    "check": (CHECKS, "2026-08-01", f"check:{HERE}~1"),
    "contribution": (WORDS, "2024-05-02", "contribution:2024-ideas/c-1"),
    "response": (ANSWERS, "2024-09-01", "response:2024-ideas@r-1"),
}


@pytest.mark.parametrize("kind", LATER)
def test_what_is_written_after_the_event_is_there_from_its_day(known: Known, kind: str) -> None:
    _, text, uid = LATER[kind]
    before = day(text) - datetime.timedelta(days=1)
    assert uid not in known(day=before).site.by_uid
    assert uid not in known(day=before, drafts=True).site.by_uid, "the preview doesn't look into the future"
    assert uid in known(day=day(text)).site.by_uid


@pytest.mark.parametrize("kind", LATER)
def test_published_on_says_another_day(known: Known, kind: str) -> None:
    path, text, uid = LATER[kind]
    line = next(line for line in SMALL[path].splitlines() if text in line)
    indent = " " * (len(line.removeprefix("- ")) - len(line.removeprefix("- ").lstrip()) + 2 * line.startswith("- "))
    later = (day(text) + datetime.timedelta(days=30)).isoformat()
    changes = {path: SMALL[path].replace(line, f"{line}\n{indent}published_on: {later}", 1)}
    assert uid not in known(changes, day=day(text)).site.by_uid
    assert uid in known(changes, day=day(later)).site.by_uid
    assert uid in known(changes, day=day(text), drafts=True).site.by_uid


OTHERS = [
    ("content/assessments/a.md", "title: A\nkind: notice\npublished_on: 2026-03-01", "assessment:a"),
    ("content/documents/a.md", "title: A\nurl: https://x.example/\ndate: 2026-03-01", "document:a"),
    ("content/news/a.md", "title: A\ndate: 2026-03-01", "news:a"),
    ("content/plans/2025-2028/versions/a.md", "date: 2026-03-01", "version:2025-2028@a"),
    ("content/events/a.md", "title: A\nkind: workshop\ndate: 2026-12-01\nannounced_on: 2026-03-01", "event:a"),
    ("content/events/b.md", "title: A\nkind: workshop\ndate: 2026-12-01\npublished_on: 2026-03-01", "event:b"),
    ("content/pages/a.md", "title: A\npublished_on: 2026-03-01", "page:a"),
    ("content/support/a.md", "title: A\nkind: learning\nprovider: watch\npublished_on: 2026-03-01", "support:a"),
]


@pytest.mark.parametrize(("path", "fields", "uid"), OTHERS, ids=[row[0] for row in OTHERS])
def test_other_records_are_there_from_their_day(known: Known, path: str, fields: str, uid: str) -> None:
    changes = {path: record(fields)}
    assert uid not in known(changes, day=day("2026-02-28")).site.by_uid
    assert uid in known(changes, day=day("2026-03-01")).site.by_uid


def test_versions_of_a_timeline_come_one_after_the_other(known: Known) -> None:
    phases = "  phases: [{title: Ideas, start: 2024-05-01, end: 2024-06-01}]\n"
    timeline = f"- published_on: 2024-04-15\n{phases}- published_on: 2024-05-15\n{phases}"
    changes = {"content/plans/2025-2028/timeline.yaml": timeline}
    assert len(known(changes, day=day("2024-05-01")).site.all(records.Timeline)) == 1
    assert len(known(changes, day=day("2024-05-15")).site.all(records.Timeline)) == 2


@pytest.mark.parametrize(
    ("path", "fields", "uid"),
    [
        ("content/events/a.md", "title: A\nkind: workshop\ndate: 2027-12-01", "event:a"),
        ("content/forum/meetings/a.md", "title: A\ndate: 2027-12-01", "meeting:a"),
        (
            "content/consultations/a/consultation.md",
            "title: A\nmechanism: survey\nopens: 2027-01-01\ncloses: 2027-02-01",
            "consultation:a",
        ),
        ("content/plans/2029.md", "title: A\nstart: 2029-01-01\nend: 2030-12-31", "plan:2029"),
        (
            "content/plans/2030.md",
            "title: A\nstart: 2030-01-01\nend: 2031-12-31\npublished_on: 2029-12-01",
            "plan:2030",
        ),
    ],
)
def test_what_is_announced_ahead_is_shown_as_planned(known: Known, path: str, fields: str, uid: str) -> None:
    assert uid in known({path: record(fields)}).site.by_uid


def test_a_record_without_a_day_was_always_there(known: Known) -> None:
    words = {WORDS: SMALL[WORDS].replace("  received_on: 2024-05-02\n", "")}
    assert "contribution:2024-ideas/c-1" in known(words, day=day("2020-01-01")).site.by_uid


def test_mentions_of_what_is_to_come_vanish_without_a_word(known: Known, tmp_path: Path) -> None:
    changes = {
        "content/news/a.md": record("title: A\ndate: 2026-01-01\nabout: ['document:b']"),
        "content/documents/b.md": record("title: B\ndate: 2027-01-01\nurl: https://x.example/"),
    }
    news = known(changes).site.by_uid["news:a"]
    assert isinstance(news, records.News)
    assert news.about == ()
    assert problems(tmp_path, changes) == []
    later = known(changes, day=day("2027-01-01")).site.by_uid["news:a"]
    assert isinstance(later, records.News)
    assert later.about[0].target == "document:b"


def test_a_meeting_to_come_holds_nothing_that_is_not_known_yet(known: Known) -> None:
    fields = """title: A
date: 2026-12-01
kind: forum
agenda: [One]
attendance: {attended: 20}
results_presented_on: [2025-2028/open-clinics]
comments_collected: 3
decisions: [{key: d-1, text: Decided}]
recording: {url: "https://v.example/"}
documents: [{title: Invitation, url: "https://x.example/", date: 2026-11-01},
            {title: Report, url: "https://y.example/", date: 2026-12-02}]"""
    changes = {"content/forum/meetings/a.md": record(fields, "The minutes.")}
    before = known(changes, day=day("2026-11-30")).site.by_uid["meeting:a"]
    assert isinstance(before, records.Meeting)
    assert (before.attendance, before.results_presented_on, before.comments_collected) == (None, (), None)
    assert (before.decisions, before.recording, bool(before.body), len(before.agenda)) == ((), None, False, 1)
    assert [one.title["en"] for one in before.documents] == ["Invitation"]
    after = known(changes, day=day("2026-12-02")).site.by_uid["meeting:a"]
    assert isinstance(after, records.Meeting)
    assert (bool(after.attendance), len(after.decisions), bool(after.body), len(after.documents)) == (True, 1, True, 2)


def test_minutes_show_from_their_day(known: Known) -> None:
    meeting = SMALL[MEETING].replace("kind:", "minutes_published_on: 2026-06-01\ndecisions: [{text: Decided}]\nkind:")
    for when, there in (("2026-05-05", False), ("2026-05-31", False), ("2026-06-01", True)):
        found = known({MEETING: meeting}, day=day(when)).site.by_uid["meeting:2026-05-05-results"]
        assert isinstance(found, records.Meeting)
        assert (bool(found.body), bool(found.decisions), bool(found.minutes_published_on)) == (there,) * 3


def test_a_withdrawal_to_come_is_not_known(known: Known) -> None:
    changes = in_commitment("withdrawn: {on: 2026-09-01, reason: No money}")
    for when, there in (("2026-08-31", False), ("2026-09-01", True)):
        found = known(changes, day=day(when)).site.by_uid[f"commitment:{HERE}"]
        assert isinstance(found, records.Commitment)
        assert bool(found.withdrawn) is there


# the public's words


def contribution(known: Known, fields: str, **options: Any) -> records.Contribution:
    text = f"- key: c-1\n  text: WORDS\n  title: HEADING\n  attachments: [https://x.example/a]\n  {fields}\n"
    files = {WORDS: text.replace("\n  \n", "\n"), ANSWERS: SMALL[ANSWERS]}
    found = known(files, **options).site.by_uid["contribution:2024-ideas/c-1"]
    assert isinstance(found, records.Contribution)
    return found


NAMED = "attribution: {}\n  author: ADA\n  organisation: watch\n  consent: {{basis: form}}"


@pytest.mark.parametrize(
    ("attribution", "author", "organisation"),
    [
        ("named", True, True),
        ("organisation", False, True),
        ("pseudonym", True, True),
        ("withheld", False, False),
    ],
)
def test_who_is_shown(known: Known, attribution: str, author: bool, organisation: bool) -> None:
    found = contribution(known, NAMED.format(attribution))
    assert (found.author == "ADA", found.organisation is not None) == (author, organisation)


@pytest.mark.parametrize(
    "fields",
    [
        "moderation: rejected\n  moderation_reason: Insults",
        "withdrawn: {on: 2024-06-01, reason: Changed my mind}",
    ],
)
def test_the_text_of_rejected_and_withdrawn_words_is_gone(known: Known, fields: str) -> None:
    found = contribution(known, f"{NAMED.format('named')}\n  {fields}")
    assert not found.text and not found.title and not found.attachments and not found.author and not found.organisation
    assert found.moderation_reason or found.withdrawn, "the reason stays"


def test_words_that_will_be_withdrawn_are_still_there(known: Known) -> None:
    found = contribution(known, "attribution: anonymous\n  withdrawn: {on: 2027-01-01, reason: R}")
    assert (found.text["en"], found.withdrawn) == ("WORDS", None)


# small cells

CELLS = [
    ("attended: 20, government: 12, civil_society: 8", {"attended": 20, "government": 12, "civil_society": 8}),
    ("attended: 20, women: 3", {"attended": 20}),
    ("attended: 4", {}),
    ("attended: 20, women: 0, men: 20", {"attended": 20, "women": 0, "men": 20}),
    ("attended: 20, women: 5, men: 15", {"attended": 20, "women": 5, "men": 15}),
    ("attended: 20, women: 3, men: 17", {"attended": 20}),
    ("attended: 20, women: 3, men: 15", {"attended": 20, "men": 15}),
    ("attended: 20, government: 10, civil_society: 8, other: 2", {"attended": 20, "government": 10}),
    ("attended: 20, government: 14, civil_society: 3, other: 3", {"attended": 20, "government": 14}),
    ("attended: 20, women: 3, men: 17, small_cells: yes", {"attended": 20, "women": 3, "men": 17}),
]


@pytest.mark.parametrize(("written", "shown"), CELLS)
def test_cells_that_could_point_at_persons(known: Known, written: str, shown: dict[str, int]) -> None:
    meeting = SMALL[MEETING].replace("kind:", f"attendance: {{{written}}}\nkind:")
    found = known({MEETING: meeting}).site.by_uid["meeting:2026-05-05-results"]
    assert isinstance(found, records.Meeting) and found.attendance
    cells = {name: getattr(found.attendance, name) for name in relate.absence.CELLS}
    assert {name: value for name, value in cells.items() if value is not None} == shown


def test_no_suppressed_cell_can_be_computed() -> None:
    """Every way to split ten people in three groups: what is shown never gives one hidden cell away."""
    for a in range(11):
        for b in range(11 - a):
            values = {"attended": 10, "government": a, "civil_society": b, "other": 10 - a - b}
            hidden = relate.absence.small_cells(values)
            assert {name for name, value in values.items() if 0 < value < relate.absence.SMALL} <= hidden
            assert len(hidden) != 1


# files

FILES = [
    (f"{FOLDER}/a.pdf", "unmentioned"),
    (f"{FOLDER}/progress/a.pdf", "unmentioned"),
    (f"{FOLDER}/data/2026/a.csv", "unmentioned"),
    ("content/consultations/2024-ideas/a.pdf", "unmentioned"),
    ("content/plans/2025-2028/a.pdf", "unmentioned"),
    ("content/forum/a.pdf", "unmentioned"),
    ("content/documents/a.pdf", "unread"),
    ("content/news/a.pdf", "unread"),
    ("content/a.pdf", "unread"),
    ("content/files/a.pdf", "unread"),
    (f"{FOLDER}/notes.md", "unread"),
    (f"{FOLDER}/report.yaml", "unread"),
    ("content/consultations/2024-ideas/contribution.csv", "unread"),
]


@pytest.mark.parametrize(("path", "code"), FILES)
def test_files_that_nobody_mentions(tmp_path: Path, path: str, code: str) -> None:
    found = understood(tmp_path, {path: b"x"}).problems
    assert [(one.code, str(one.place)) for one in found] == [(code, path)]


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ("evidence: [a.pdf]", ""),
        ("", "[A](a.pdf)"),
        ("problem: See [it](/plans/2025-2028/commitments/open-clinics/a.pdf).", ""),
    ],
)
def test_files_that_are_mentioned_are_published(known: Known, fields: str, body: str) -> None:
    text = SMALL[COMMITMENT].replace(TITLE, f"{TITLE}\n{fields}".rstrip()).replace("Why it matters.", body or "Why.")
    site = known({COMMITMENT: text, f"{FOLDER}/a.pdf": b"x"}).site
    assert list(site.files) == ["plans/2025-2028/commitments/open-clinics/a.pdf"]


def test_files_of_what_is_not_there_are_not_published(known: Known) -> None:
    text = SMALL[REPORT].replace("status: limited", "status: limited\nevidence: [a.pdf]").replace("Slow", "[S](b.pdf)")
    changes = {REPORT: text, f"{FOLDER}/progress/a.pdf": b"x", f"{FOLDER}/progress/b.pdf": b"x"}
    assert known(changes, day=day("2026-07-09")).site.files == {}
    assert len(known(changes).site.files) == 2


# nothing leaks

SECRET = "Xyzzy"


def everything(result: Any) -> str:
    assert result.ok, result.problems
    return "\n".join(f"{one.path}\n{one.data.decode(errors='replace')}" for one in result.outputs)


LEAKS: list[Files] = [
    {"content/news/a.md": record(f"title: {SECRET}\ndate: 2026-01-01\ndraft: true", SECRET)},
    {"content/news/a.md": record(f"title: {SECRET}\ndate: 2026-12-01", SECRET)},
    {"content/events/a.md": record(f"title: {SECRET}\nkind: workshop\ndate: 2026-12-09\nannounced_on: 2026-12-01")},
    {"site.yaml": f"{SMALL['site.yaml']}  private: {{phone: {SECRET}}}\nprivate: {SECRET}\n"},
    in_commitment(f"private: {{note: {SECRET}}}"),
    {WORDS: f"{SMALL[WORDS]}- key: c-3\n  text: {SECRET}\n  attribution: anonymous\n  moderation: rejected\n"},
    {WORDS: f"{SMALL[WORDS]}- key: c-3\n  text: Hi\n  attribution: withheld\n  author: {SECRET}\n"},
    {MEETING: SMALL[MEETING].replace("kind:", "minutes_published_on: 2026-12-01\nkind:").replace("Minutes.", SECRET)},
]


@pytest.mark.slow
@pytest.mark.parametrize("changes", LEAKS, ids=[str(number) for number in range(len(LEAKS))])
def test_nothing_that_is_not_public_is_in_any_output(site: Site, changes: Files) -> None:
    assert SECRET not in everything(site(changes))


# nouns


def test_a_site_holds_no_reference_that_leads_nowhere(known: Known) -> None:
    site = known(MORE).site
    for one in site.by_uid.values():
        for path, ref in relate.references(one):
            assert ref.target, f"{one.uid} {path}"


def test_every_declared_field_has_an_attribute() -> None:
    for value in vars(records).values():
        if isinstance(value, type) and dataclasses.is_dataclass(value):
            names = {field.name for field in dataclasses.fields(value)}
            assert {attribute(spec.name) for spec in fields_of(value)} <= names


def test_the_day_of_a_site_is_its_own(known: Known) -> None:
    assert known().site.day == DAY
    assert known(day=day("2026-01-01")).site.day == day("2026-01-01")


@pytest.mark.parametrize("drafts", [False, True])
def test_a_site_on_a_day_gone_by(tmp_path: Path, drafts: bool) -> None:
    """Drafts are there then, too, where they are asked for."""
    change = {COMMITMENT: SMALL[COMMITMENT].replace("title:", "draft: true\ntitle:", 1)}
    edition = understood(tmp_path, change, drafts=drafts).edition
    assert edition
    then = relate.Past(tuple(edition.site.by_uid.values()), drafts).on(day("2026-07-09"))
    assert (then.day, then.drafts) == (day("2026-07-09"), drafts)
    assert ("commitment:2025-2028/open-clinics" in then.by_uid) is drafts
    assert not then.all(records.Progress), "the report came a day later"
