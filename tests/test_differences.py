"""What changed in the text: words taken out and put in, part by part, with the answers that led to it."""

from __future__ import annotations

import pytest
from conftest import Known, Site
from hypothesis import given
from hypothesis import strategies as st
from sites import SMALL, Files, text_of

from ogpsite import prose
from ogpsite.build import Result
from ogpsite.differences import Paragraph, amount, compare
from ogpsite.model import records
from ogpsite.views import texts

pytestmark = pytest.mark.slow  # each builds sites of its own

PLAN = "content/plans/2025-2028"
MARKS = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}


def shown(found: tuple[Paragraph, ...]) -> list[str]:
    return ["".join(MARKS[piece.kind].format(piece.words) for piece in one.pieces) for one in found]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Two years.", "Four years.", "[-Two-] {+Four+} years."),
        ("It is free.", "It is free and open.", "It is free {+and open+}."),
        ("Publish (all) contracts", "Publish contracts", "Publish [-(all)-] contracts"),
        ("above 100,000 dinars", "above 20,000 dinars", "above [-100,000-] {+20,000+} dinars"),
        ("same words here", "same words here", "same words here"),
        ("  spaced   out  words ", "spaced out words", "spaced out words"),
        ("l’eau du port", "l’eau de mer", "l’eau [-du port-] {+de mer+}"),
        ("بوابة مفتوحة للجميع", "بوابة مغلقة للجميع", "بوابة [-مفتوحة-] {+مغلقة+} للجميع"),
        ("The old plan was one", "The new plan is one", "The [-old plan was-] {+new plan is+} one"),
    ],
)
def test_words(old: str, new: str, expected: str) -> None:
    assert shown(compare([old], [new])) == [expected]


def test_paragraphs() -> None:
    """A kept paragraph, one that changed, one taken out before the one that took its place."""
    old = ["It stays as it is.", "The register opens in 2026.", "Nobody knows why this stood here at all."]
    new = ["It stays as it is.", "The register opens in 2027.", "Fees are waived for small claims."]
    found = compare(old, new)
    assert [one.kind for one in found] == ["same", "changed", "out", "in"]
    assert shown(found)[1] == "The register opens in [-2026-] {+2027+}."
    assert amount(found) == (9, 7)


SENTENCES = st.lists(st.lists(st.sampled_from("a b c d e f. (g) h,".split()), min_size=1, max_size=12), max_size=6)


@given(SENTENCES, SENTENCES)
def test_nothing_is_lost_or_invented(old: list[list[str]], new: list[list[str]]) -> None:
    """What was kept and put in is the new text; what was kept and taken out is the old one."""
    before, after = ([" ".join(one) for one in text] for text in (old, new))
    found = compare(before, after)
    for kinds, text in ((("same", "in"), after), (("same", "out"), before)):
        said = " ".join("".join(piece.words for piece in one.pieces if piece.kind in kinds) for one in found)
        assert "".join(said.split()) == "".join("".join(text).split())


def test_blocks_of_a_text() -> None:
    table = "| a | b |\n|---|---|\n| c | d |\n"
    text = f"## 1. Open {{#open}}\n\nSome *words* &amp; more.\n\n- one\n- two\n\n{table}\n![Map](m.png)\n"
    assert [(one.words, one.level, one.anchor) for one in prose.blocks(text)] == [
        ("1. Open", 2, "open"),
        ("Some words & more.", 0, ""),
        ("• one", 0, ""),
        ("• two", 0, ""),
        ("a · b", 0, ""),
        ("c · d", 0, ""),
        ("Map", 0, ""),
    ]


def test_parts() -> None:
    """A heading with a key begins a part, and so does one of the same rank; a lower one belongs to it."""
    text = "Before.\n\n## Intro\n\nI.\n\n## 1. A {#a}\n\nA.\n\n### Steps\n\nS.\n\n## 2. B {#b}\n\nB.\n\n## End\n\nE.\n"
    found = texts.parts(text)
    assert [(one.name, one.paragraphs) for one in found] == [
        ("", ("Before.",)),
        ("~intro", ("I.",)),
        ("a", ("A.", "Steps", "S.")),
        ("b", ("B.",)),
        ("~end", ("E.",)),
    ]


def test_parts_of_the_same_name_stay_apart() -> None:
    assert [one.name for one in texts.parts("## Note\n\nA.\n\n## 2. Note\n\nB.\n")] == ["~note", "~note+"]


def test_what_is_gone_stands_where_it_stood() -> None:
    old = texts.parts("## A {#a}\n\n## B {#b}\n\n## C {#c}\n")
    new = texts.parts("## C {#c}\n\n## A {#a}\n\n## D {#d}\n")
    found = [(first.name if first else "", second.name if second else "") for first, second in texts.matched(old, new)]
    assert found == [("c", "c"), ("a", "a"), ("b", ""), ("", "d")]


# pages


def version(key: str, day: str, text: str, **more: str) -> Files:
    found: Files = {f"{PLAN}/versions/{key}.md": f"---\ndate: {day}\nlabel: {key}\n---\n{text}\n"}
    return {**found, **{f"{PLAN}/versions/{key}.{code}.md": f"---\n---\n{words}\n" for code, words in more.items()}}


CLINICS = "## 1. Clinics {#open-clinics}\n\n"
DRAFT = version("draft", "2024-08-01", f"{CLINICS}Half of the clinics publish waiting times.")
FINAL = version("final", "2024-12-01", f"{CLINICS}All clinics publish waiting times.")
MIDDLE = version("middle", "2024-10-01", f"{CLINICS}Most clinics publish waiting times.")
COMPARED = "plans/2025-2028/versions/compare"
ANSWERS = "content/consultations/2024-ideas/responses.yaml"


def test_two_versions(site: Site) -> None:
    html = text_of(site(DRAFT, FINAL), f"{COMPARED}/draft/final/index.html")
    assert "<del>" in html
    assert "taken out:" in html
    assert "put in:" in html
    assert "Half of the" in html
    assert 'id="part-open-clinics"' in html
    assert 'href="../../../../open-clinics/"' in html


def test_each_with_the_next_and_the_first_with_the_last(site: Site) -> None:
    made = {output.path for output in site(DRAFT, MIDDLE, FINAL).outputs if output.path.startswith(COMPARED)}
    assert made == {f"{COMPARED}/{pair}/index.html" for pair in ("draft/middle", "middle/final", "draft/final")}


def test_one_version_is_compared_with_nothing(site: Site) -> None:
    assert not any(output.path.startswith(COMPARED) for output in site(DRAFT).outputs)


@pytest.mark.parametrize(
    ("effects", "on", "pages"),
    [
        ("2025-2028/open-clinics, 2025-2028@middle", "2024-09-01", ["draft/middle", "draft/final"]),
        ("2025-2028/open-clinics, 2025-2028@final", "2024-09-01", ["draft/final", "middle/final"]),
        ('"2025-2028/open-clinics#m1"', "2024-09-01", ["draft/middle", "draft/final"]),
        ("2025-2028/open-clinics", "2024-10-01", ["draft/middle", "draft/final"]),
        ("2025-2028/open-clinics", "2024-10-02", ["draft/final", "middle/final"]),
        ("2025-2028/open-clinics", "2025-03-01", ["draft/final", "middle/final"]),
    ],
)
def test_the_answers_behind_a_change(site: Site, effects: str, on: str, pages: list[str]) -> None:
    """By the versions that an answer names, else by its day; a late answer counts for the last version."""
    text = SMALL[ANSWERS].replace('["2025-2028/open-clinics#m1"]', f"[{effects}]").replace("2024-09-01", on)
    result = site(DRAFT, MIDDLE, FINAL, {ANSWERS: text})
    pairs = ("draft/middle", "draft/final", "middle/final")
    named = [pair for pair in pairs if "#response-r-1" in text_of(result, f"{COMPARED}/{pair}/index.html")]
    assert named == pages


def test_a_commitment_leads_to_its_part_of_each_version(site: Site) -> None:
    html = text_of(site(DRAFT, FINAL), "plans/2025-2028/open-clinics/index.html")
    assert 'href="../versions/draft/#text-open-clinics"' in html
    assert 'href="../versions/compare/draft/final/#part-open-clinics"' in html


def test_versions_are_compared_in_a_language_that_both_have(site: Site) -> None:
    """The draft is only in English, so the French page compares the English texts, and says so."""
    french = "## 1. Cliniques {#open-clinics}\n\n"
    final = version("final", "2024-12-01", f"{CLINICS}All clinics.", fr=f"{french}Toutes.")
    html = text_of(site(DRAFT, final), f"fr/{COMPARED}/draft/final/index.html")
    assert "Toutes" not in html
    assert 'lang="en"' in html
    both = version("draft", "2024-08-01", f"{CLINICS}Half.", fr=f"{french}La moitié.")
    html = text_of(site(both, final), f"fr/{COMPARED}/draft/final/index.html")
    assert "La moitié" in html
    assert "Toutes" in html


def test_an_answer_leads_to_what_it_changed(site: Site) -> None:
    """From a contribution by its answer to the words that changed: with the version before the one it names."""
    text = SMALL[ANSWERS].replace('["2025-2028/open-clinics#m1"]', "[2025-2028@middle]")
    html = text_of(site(DRAFT, MIDDLE, FINAL, {ANSWERS: text}), "consultations/2024-ideas/c-1/index.html")
    assert 'href="../../../plans/2025-2028/versions/compare/draft/middle/"' in html


def test_hostile_text_is_text(site: Site) -> None:
    text = f"{CLINICS}&lt;script&gt;alert(1)&lt;/script&gt; <b onclick=x>b</b>"
    html = text_of(site(DRAFT, version("final", "2024-12-01", text)), f"{COMPARED}/draft/final/index.html")
    assert "<script>alert" not in html
    assert "onclick" not in html
    assert "&lt;" in html


def test_the_sample_shows_why(sample: Result) -> None:
    html = text_of(sample, f"{COMPARED}/draft-1/draft-2/index.html")
    assert html.count("Because of") >= 5
    assert "Digital identity for all" in html


def test_a_draft_version_is_compared_with_nothing(known: Known) -> None:
    hidden = {name: str(text).replace("date:", "draft: true\ndate:") for name, text in FINAL.items()}
    site = known(DRAFT, hidden).site
    (plan,) = site.all(records.Plan)
    assert [one.key for one in texts.versions(site, plan)] == ["draft"]
