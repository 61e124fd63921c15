"""Sources → records: what the fields of the content model mean."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import Known
from hypothesis import given
from hypothesis import strategies as st
from sites import DAY, SMALL, Files, understood

from ogpsite.model import records
from ogpsite.model.placeholders import PLACEHOLDER, may_be_unfinished
from ogpsite.model.values import Text
from ogpsite.validate import groups

PLAN = "content/plans/2025-2028/plan.md"
FOLDER = "content/plans/2025-2028/commitments/open-clinics"
COMMITMENT = f"{FOLDER}/commitment.md"
REPORT = f"{FOLDER}/progress/2026-06.md"
MEETING = "content/forum/meetings/2026-05-05-results.md"
WORDS = "content/consultations/2024-ideas/contributions.yaml"
TITLE = "title: Open clinics"


def with_fields(fields: str) -> Files:
    """The commitment with more fields."""
    return {COMMITMENT: SMALL[COMMITMENT].replace(TITLE, f"{TITLE}\n{fields.strip()}")}


def commitment(known: Known, *changes: Files, **options: Any) -> records.Commitment:
    found = known(*changes, **options).site.by_uid["commitment:2025-2028/open-clinics"]
    assert isinstance(found, records.Commitment)
    return found


# texts


def test_a_text_is_of_the_first_language_or_of_each(known: Known) -> None:
    one = commitment(known, with_fields("budget: None.\nsummary: {fr: Court, en: Short}"))
    assert one.budget == Text((("en", "None."),))
    assert one.summary == Text((("en", "Short"), ("fr", "Court"))), "in the order of the site's languages"
    assert (one.summary["fr"], one.summary["es"], one.budget.best("fr", "en")) == ("Court", "", ("en", "None."))


def test_a_translation_beside_the_record(known: Known) -> None:
    french = """---
title: Cliniques ouvertes
milestones:
  - key: m2
    title: Publier les prix
  - key: m1
    title: Publier les délais
    outputs: Un tableau
evidence:
  - title: L'étude
---
Pourquoi.
"""
    fields = "evidence:\n  - title: The study\n    url: https://x.example/study"
    one = commitment(known, with_fields(fields), {f"{FOLDER}/commitment.fr.md": french})
    assert [(text["en"], text["fr"]) for text in (one.title, one.body, *(each.title for each in one.milestones))] == [
        ("Open clinics", "Cliniques ouvertes"),
        ("Why it matters.", "Pourquoi."),
        ("Publish waiting times", "Publier les délais"),
        ("Publish prices", "Publier les prix"),
    ]
    assert one.milestones[0].outputs == Text((("fr", "Un tableau"),))
    assert one.evidence[0].title["fr"] == "L'étude"
    assert one.meta.translations == ("fr",)


def test_words_of_a_due_date_and_a_period_are_translated(known: Known) -> None:
    main = SMALL[COMMITMENT].replace("due: 2027-Q2", "due: {text: Before the election, by: 2027-05-01}")
    french = "---\nmilestones:\n  - key: m2\n    due: {text: Avant les élections}\n---\n"
    report = SMALL[REPORT].replace("status: limited", "status: limited\nperiod: {label: First half}")
    other = "---\nperiod: {label: Premier semestre}\n---\n"
    changes = {
        COMMITMENT: main,
        f"{FOLDER}/commitment.fr.md": french,
        REPORT: report,
        REPORT.replace(".md", ".fr.md"): other,
    }
    edition = known(changes)
    due = edition.facts.commitments["commitment:2025-2028/open-clinics"].milestones[1].milestone.due
    assert due is not None
    assert (due.form, due.words["fr"], str(due.by)) == ("text", "Avant les élections", "2027-05-01")
    progress = edition.site.by_uid["progress:2025-2028/open-clinics@2026-06"]
    assert isinstance(progress, records.Progress)
    assert (progress.period.label["fr"], str(progress.period.start)) == ("Premier semestre", "2026-06-01")


@pytest.mark.parametrize(
    ("head", "there"),
    [("draft: true", False), ("published_on: 2026-11-25", False), ("published_on: 2026-11-24", True), ("", True)],
)
def test_a_translation_may_come_later(known: Known, head: str, there: bool) -> None:
    french = {f"{FOLDER}/commitment.fr.md": f"---\ntitle: Cliniques\n{head}\n---\nPourquoi.\n"}
    one = commitment(known, french)
    assert (bool(one.title["fr"]), bool(one.body["fr"]), one.meta.translations == ("fr",)) == (there,) * 3
    assert commitment(known, french, drafts=True).title["fr"] == "Cliniques"


def test_lists_of_texts_are_translated_in_their_order(known: Known) -> None:
    meeting = SMALL[MEETING].replace("kind:", "agenda: [One, Two]\nkind:")
    french = "---\nagenda: [Un, Deux]\n---\n"
    edition = known({MEETING: meeting, MEETING.replace(".md", ".fr.md"): french})
    found = edition.site.by_uid["meeting:2026-05-05-results"]
    assert isinstance(found, records.Meeting)
    assert [(text["en"], text["fr"]) for text in found.agenda] == [("One", "Un"), ("Two", "Deux")]


# simple values


@pytest.mark.parametrize("word", ["true", "True", "TRUE", '"true"', "yes", "Yes", "on"])
def test_what_is_true(known: Known, word: str) -> None:
    result = known({"content/news/a.md": f"---\ntitle: A\ndate: 2026-01-01\ndraft: {word}\n---\n"})
    assert "news:a" not in result.site.by_uid


@pytest.mark.parametrize("word", ["false", "False", '"no"', "no", "off", ""])
def test_what_is_not_true(known: Known, word: str) -> None:
    result = known({"content/news/a.md": f"---\ntitle: A\ndate: 2026-01-01\ndraft: {word}\n---\n"})
    assert "news:a" in result.site.by_uid


def test_words_that_yaml_would_change_stay_as_written(known: Known) -> None:
    one = commitment(known, with_fields("number: 01\nbudget: 1.10\nchallenge_areas: [no, 12:30]\nogp_id: NO0113"))
    assert (one.number, one.budget["en"], one.challenge_areas, one.ogp_id) == ("01", "1.10", ("no", "12:30"), "NO0113")


def test_norwegian_is_a_language(known: Known) -> None:
    site = SMALL["site.yaml"].replace("[en, fr]", "[en, no]")
    one = commitment(known, {"site.yaml": site}, with_fields("summary: {en: Short, no: Kort}"))
    assert one.summary["no"] == "Kort"


def test_one_value_is_a_list_of_one(known: Known) -> None:
    one = commitment(known, with_fields("sdgs: 16.7\nvalues: transparency\nrelated: open-clinics"))
    assert (one.sdgs, one.values, len(one.related), len(one.lead)) == (("16.7",), ("transparency",), 1, 1)


@pytest.mark.parametrize(("written", "code"), [("yes", "yes"), ("true", "yes"), ("No", "no"), ("false", "no")])
def test_choices_of_yes_and_no(known: Known, written: str, code: str) -> None:
    meeting = SMALL[MEETING].replace("kind:", f"recording: {{url: 'https://v.example', captions: {written}}}\nkind:")
    found = known({MEETING: meeting}).site.by_uid["meeting:2026-05-05-results"]
    assert isinstance(found, records.Meeting) and found.recording
    assert found.recording.captions == code


def test_numbers_and_shares(known: Known) -> None:
    report = SMALL[REPORT].replace("status: in_progress", "status: in_progress\n    percent: 40 %")
    edition = known({REPORT: report}, with_fields("evidence: []"))
    found = edition.site.by_uid["progress:2025-2028/open-clinics@2026-06"]
    assert isinstance(found, records.Progress)
    assert found.milestones[0].percent == 40


def test_comments_are_counted_or_lead_to_their_consultation(known: Known) -> None:
    for written, meant in (("0", 0), ("12", 12)):
        meeting = SMALL[MEETING].replace("kind:", f"comments_collected: {written}\nkind:")
        found = known({MEETING: meeting}).site.by_uid["meeting:2026-05-05-results"]
        assert isinstance(found, records.Meeting)
        assert found.comments_collected == meant
    meeting = SMALL[MEETING].replace("kind:", "comments_collected: 2024-ideas\nkind:")
    found = known({MEETING: meeting}).site.by_uid["meeting:2026-05-05-results"]
    assert isinstance(found, records.Meeting)
    assert getattr(found.comments_collected, "target", "") == "consultation:2024-ideas"


def test_supporters_in_groups_or_in_one_list(known: Known) -> None:
    grouped = commitment(known, with_fields("supporting: {government: [office], civil_society: [watch, The press]}"))
    assert grouped.supporting is not None
    names = [party.ref.target if party.ref else party.name["en"] for party in grouped.supporting.civil_society]
    assert names == ["organisation:watch", "The press"]
    listed = commitment(known, with_fields("supporting: [office, watch]"))
    assert listed.supporting is not None
    assert len(listed.supporting.bodies) == 2


def test_the_calendar_of_the_site(known: Known) -> None:
    site = SMALL["site.yaml"] + "seasons: south\nfiscal_year_start: 07-01\n"
    due = SMALL[COMMITMENT].replace("due: 2025-12", "due: FY2025-26").replace("due: 2027-Q2", "due: winter 2027")
    one = commitment(known, {"site.yaml": site, COMMITMENT: due})
    assert [str(each.due.by) for each in one.milestones if each.due] == ["2026-06-30", "2027-09-22"]


# files and evidence


def test_the_forms_of_evidence(known: Known) -> None:
    fields = """evidence:
  - https://x.example/a
  - a.pdf
  - /documents/b.pdf
  - ../open-clinics/a.pdf
  - {title: Both, url: "https://x.example/b", file: a.pdf, date: 2026-01-01, publisher: watch, accessible: no}
  - title: Only a title
"""
    files = {f"{FOLDER}/a.pdf": b"%PDF", "content/documents/b.pdf": b"%PDF"}
    one = commitment(known, with_fields(fields), files)
    found = [(each.url, each.file.path if each.file else "", each.title["en"]) for each in one.evidence]
    inside = "plans/2025-2028/commitments/open-clinics/a.pdf"
    assert found == [
        ("https://x.example/a", "", ""),
        ("", inside, ""),
        ("", "documents/b.pdf", ""),
        ("", inside, ""),
        ("https://x.example/b", inside, "Both"),
        ("", "", "Only a title"),
    ]
    assert one.evidence[4].accessible == "no"


def test_one_piece_of_evidence_needs_no_list(known: Known) -> None:
    assert len(commitment(known, with_fields("evidence: https://x.example/a")).evidence) == 1


PATHS = [
    ("content/news/a.md", "b.pdf", "news/b.pdf"),
    ("content/news/a.md", "./x/../b.pdf", "news/b.pdf"),
    ("content/news/a.md", "../b.pdf", "b.pdf"),
    ("content/news/a.md", "/b.pdf", "b.pdf"),
    ("content/news/a.md", "x\\b.pdf", "news/x/b.pdf"),
]


@pytest.mark.parametrize(("origin", "word", "path"), PATHS)
def test_paths_of_files(origin: str, word: str, path: str) -> None:
    assert groups.content_path(origin, word) == path


@pytest.mark.parametrize("word", ["../../b.pdf", "/../b.pdf", "../x/../../b.pdf", "..\\..\\b.pdf"])
def test_paths_that_leave_the_content(word: str) -> None:
    with pytest.raises(ValueError):
        groups.content_path("content/news/a.md", word)


@given(st.text(st.sampled_from("./\\ab:"), max_size=30))
def test_no_path_leaves_the_content(word: str) -> None:
    try:
        path = groups.content_path("content/news/a.md", word)
    except ValueError:
        return
    assert ".." not in path.split("/") and not path.startswith("/")


# contributions


def contributions(known: Known, *changes: Files) -> dict[str, records.Contribution]:
    return {one.key: one for one in known(*changes).site.all(records.Contribution)}


def same_words(one: records.Contribution) -> tuple[Any, ...]:
    return one.text or one.body, one.attribution, one.received_on, one.author, one.consent, one.votes, one.about


def test_contributions_as_list_table_and_files_are_the_same(known: Known) -> None:
    listed = """- key: c-1
  text: {en: "Shorter, please.", fr: "Plus court."}
  attribution: named
  author: Ada
  consent: {basis: form, on: 2024-05-01}
  received_on: 2024-05-02
  votes: {for: 3, against: 0}
  about: [health, open-clinics]
  private: {email: ada@x.example}
"""
    table = (
        "key,text,text.fr,attribution,author,consent.basis,consent.on,received_on,votes.for,votes.against,about,"
        "private.email\n"
        'c-1,"Shorter, please.",Plus court.,named,Ada,form,2024-05-01,2024-05-02,3,0,health | open-clinics,'
        "ada@x.example\n"
    )
    head = listed.partition("\n")[2].replace("\n  ", "\n").replace("  text:", "text:", 1)
    folder = "content/consultations/2024-ideas"
    forms: list[Files] = [
        {WORDS: listed},
        {WORDS: None, f"{folder}/contributions.csv": table},
        {WORDS: None, f"{folder}/contributions/c-1.md": f"---\n{head}---\n"},
    ]
    found = [same_words(contributions(known, form)["c-1"]) for form in forms[:2]]
    assert found[0][:5] == found[1][:5]
    assert [ref.target for ref in found[1][6]] == ["theme:2025-2028/health", "commitment:2025-2028/open-clinics"]
    for form in forms[2:]:
        assert same_words(contributions(known, form)["c-1"])[:5] == found[0][:5]


def test_a_file_of_one_contribution_holds_its_words_as_body(known: Known) -> None:
    changes = {
        WORDS: None,
        "content/consultations/2024-ideas/contributions/c-1.md": "---\nattribution: anonymous\n---\nShorter!\n",
    }
    assert contributions(known, changes)["c-1"].body["en"] == "Shorter!"


def test_the_public_may_write_anything(known: Known) -> None:
    """No placeholders are looked for, no first language is asked for, HTML is text."""
    changes = {WORDS: SMALL[WORDS].replace("Shorter waiting times, please.", "{fr: 'TBD <b>'}")}
    assert contributions(known, changes)["c-1"].text["fr"] == "TBD <b>"


def test_private_fields_are_in_no_record(known: Known) -> None:
    secret = "private: {note: SECRET}"
    changes = {
        "site.yaml": SMALL["site.yaml"] + f"  {secret}\n{secret}\n",
        WORDS: SMALL[WORDS].replace("  received_on: 2024-05-02", f"  received_on: 2024-05-02\n  {secret}"),
        MEETING: SMALL[MEETING].replace("kind:", f"attendance: {{attended: 20, {secret}}}\nkind:"),
        **with_fields(secret),
    }
    assert "SECRET" not in repr(known(changes))


# what stands between fields


def test_a_report_says_its_period_by_its_name_or_in_it(known: Known) -> None:
    report = SMALL[REPORT].replace("status: limited", "status: limited\nperiod: {start: 2026-04-15, end: 2026-07-01}")
    edition = known({REPORT: None, REPORT.replace("2026-06", "spring"): report})
    progress = edition.site.by_uid["progress:2025-2028/open-clinics@spring"]
    assert isinstance(progress, records.Progress)
    assert (str(progress.period.start), str(progress.period.end)) == ("2026-04-15", "2026-07-01")


def test_a_period_may_be_one_day(known: Known) -> None:
    report = SMALL[REPORT].replace("status: limited", "status: limited\nperiod: {start: 2026-04-15, end: 2026-04-15}")
    progress = known({REPORT: report}).site.by_uid["progress:2025-2028/open-clinics@2026-06"]
    assert isinstance(progress, records.Progress)
    assert progress.period.start == progress.period.end == datetime.date(2026, 4, 15)


def test_lines_are_kept_for_every_field(known: Known) -> None:
    one = commitment(known)
    assert one.at("milestones.1.due").line == 11
    assert one.at("milestones.1.evidence.0.url").line == 9, "that of the item where the field isn't there"
    assert one.at("budget").line == 2


@pytest.mark.parametrize(
    "text", ["tbd", "TBD", " tbd. ", "XXX", "xxxx", "[TODO]", "to be confirmed", "Lorem ipsum dolor", "“TBC”"]
)
def test_placeholders(tmp_path: Any, text: str) -> None:
    changes = with_fields(f"budget: '{text}'")
    assert [one.code for one in understood(tmp_path, changes, day=DAY).problems] == ["placeholder"]


@pytest.mark.parametrize("core", "lorem ipsum x|tbd|tbc|to be determined|to be confirmed|to be completed|to be added|xxxx|todo|título del hito|titulo del hito|a compléter|à completer|à définir|a definir|por definir|por completar".split("|"))  # fmt: skip # noqa: E501
def test_placeholders_are_found_wherever_they_stand(core: str) -> None:
    """Only texts with such a paragraph are looked through; letters that stand in for others are no way past."""
    for text in (core, core.upper(), f"*{core.title()}*", core.replace("i", "ı"), core.replace("s", "ſ")):
        if PLACEHOLDER.fullmatch(text):
            assert all(map(may_be_unfinished, (text, f"Words.\n\n – {text}", f"{text} …\nWords.", f"\t{text}\r"))), text
    assert PLACEHOLDER.fullmatch(core) and not may_be_unfinished(f"Words, {core}")


@pytest.mark.parametrize("text", ["The TBD list", "todos", "XX", "Maximum", "It is to be confirmed by parliament"])
def test_words_that_are_no_placeholders(tmp_path: Any, text: str) -> None:
    assert understood(tmp_path, with_fields(f"budget: '{text}'"), day=DAY).problems == ()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("values: transparency, participation", "[transparency, participation]"),
        ("values: transparency participation", "[transparency, participation]"),
        ("policy_areas: health; education", "[health, education]"),
        ("policy_areas: health، education", "[health, education]"),
        ("sdgs: 16.6, 5", "[16.6, 5]"),
        ("related: a, 2025-2028/b", "[a, 2025-2028/b]"),
        ("supporting: {government: 'Ministry of Food, Fish and Trees'}", ""),
        ("values: transparency", ""),
    ],
)
def test_values_that_stand_in_one_text_are_answered_with_a_list(tmp_path: Path, written: str, told: str) -> None:
    problems = understood(tmp_path, with_fields(written)).problems
    if not told:
        assert not any(one.fatal for one in problems)
        return
    assert [str(one.hint) for one in problems] == [f"write a list: {told}"], "this and nothing else"
    assert problems[0].place.line == 3


def test_values_that_stand_in_one_cell_are_answered_with_bars(tmp_path: Path) -> None:
    table = 'key,text,attribution,about\nc-1,Words,anonymous,"2025-2028/open-clinics, 2025-2028"\nc-2,More,anonymous,\n'
    problems = understood(tmp_path, {WORDS: None, WORDS.replace(".yaml", ".csv"): table}).problems
    assert [str(one.hint) for one in problems] == ["put a bar between them: 2025-2028/open-clinics|2025-2028"]
