"""What holds for every text: the loader, slugs, references, tables and the merging of translations never break."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sites import SMALL, understood

from ogpsite import load, prose
from ogpsite.model import kinds
from ogpsite.model.values import Node
from ogpsite.problems import Faults, worded
from security.sound import unsound

pytestmark = pytest.mark.slow  # many examples of each property

COMMITMENT = "content/plans/2025-2028/commitments/open-clinics/commitment.md"
TRANSLATION = COMMITMENT.replace(".md", ".fr.md")
SIGNS = st.sampled_from([*"ab1 \n\t:-#'\"[]{}&*!|>%@`,?\\~=<", "é", "ق", "\u2028", "\u202e", "\x00", "---\n", "  "])
TEXTS = st.one_of(st.text(max_size=200), st.lists(SIGNS, max_size=80).map("".join))
LINE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60).map(str.strip)
FOUND = kinds.match(COMMITMENT)


def plain(node: Node) -> object:
    """A node as plain values."""
    if isinstance(node.value, dict):
        return {name: plain(inner) for name, inner in node.value.items()}
    return [plain(inner) for inner in node.value] if isinstance(node.value, tuple) else node.value


# the loader


@given(TEXTS, TEXTS)
def test_any_text_is_read_or_told_with_its_line(head: str, body: str) -> None:
    assert FOUND
    faults: Faults = []
    text = f"---\n{head}\n---\n{body}"
    source = load.markdown_source(COMMITMENT, FOUND, text, faults)
    lines = len(text.split("\n"))
    assert all(0 < fault.place.line <= lines and worded(fault) for fault in faults)
    assert source.broken <= bool(faults)
    assert 0 <= source.body_line <= lines + 1


NAME = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
VALUES: st.SearchStrategy[object] = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=30),
    lambda one: st.lists(one, min_size=1, max_size=3) | st.dictionaries(NAME, one, min_size=1, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), VALUES, min_size=1, max_size=4))
def test_what_was_written_as_yaml_is_read_as_it_was(values: dict[str, object]) -> None:
    faults: Faults = []
    text = yaml.safe_dump(values, allow_unicode=True, default_style='"')
    node = load.parse_yaml("x.yaml", text, 1, faults)
    assert not faults and node is not None
    assert plain(node) == values


# slugs


@given(st.text(max_size=60))
def test_a_slug_is_a_key_or_nothing(name: str) -> None:
    key = kinds.slug(name)
    assert key == "" or kinds.KEY.fullmatch(key)
    assert kinds.slug(key) == key


@given(st.lists(st.text(max_size=20), max_size=6))
def test_anchors_are_unique_and_can_stand_in_an_address(titles: list[str]) -> None:
    made = prose.render("\n\n".join(f"# {' '.join(title.split())}" for title in titles))
    anchors = [heading.anchor for heading in made.headings]
    assert len(set(anchors)) == len(anchors)
    assert not any(sign in anchor for anchor in anchors for sign in ' "<>&#\t\n')


# references


@settings(max_examples=60)
@given(st.one_of(st.text(st.sampled_from("abc#@/:-. 12"), min_size=1, max_size=24), LINE))
def test_any_reference_leads_somewhere_or_is_told_in_its_line(written: str) -> None:
    text = SMALL[COMMITMENT].replace(
        "lead:", f"related: [{yaml.safe_dump(written, default_style=chr(34), width=999).strip()}]\nlead:"
    )
    with tempfile.TemporaryDirectory() as folder:
        result = understood(Path(folder), {COMMITMENT: text})
    fatal = [one for one in result.problems if one.fatal]
    assert [(one.place.path, one.place.line) for one in fatal] in ([], [(COMMITMENT, 3)])
    if not fatal:
        assert result.edition
        known = result.edition.site.by_uid
        (record,) = (one for one in known.values() if one.meta.place.path == COMMITMENT)
        assert all(ref.target in known for ref in record.related)  # type: ignore[attr-defined]


# tables


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30) | st.sampled_from(
    ["a\nb", 'a"b', ",", ";", "=1+1"]
)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8), st.sampled_from(",;"))
def test_a_table_is_read_as_it_was_written(rows: list[tuple[str, str]], delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(["key", "text", "title"])
    starts = []
    for number, row in enumerate(rows):
        starts.append(out.getvalue().count("\n") + 1)
        writer.writerow([f"c-{number}", *row])
    faults: Faults = []
    node = load.csv_node("contributions.csv", out.getvalue(), faults)
    assert not faults and node is not None and isinstance(node.value, tuple)
    assert [item.line for item in node.value] == starts
    for item, row in zip(node.value, rows, strict=True):
        values = plain(item)
        assert isinstance(values, dict)
        assert [(values.get(name) or "").strip() for name in ("text", "title")] == [cell.strip() for cell in row]


@given(TEXTS)
def test_any_table_is_read_or_told_with_its_line(text: str) -> None:
    faults: Faults = []
    load.csv_node("contributions.csv", f"key,text\n{text}", faults)
    assert all(0 < fault.place.line <= text.count("\n") + 2 + text.count("\r") for fault in faults)


# translations


@settings(max_examples=80)
@given(
    st.dictionaries(st.sampled_from(["title", "summary", "problem"]), LINE, min_size=1),
    st.dictionaries(st.sampled_from(["title", "summary", "problem"]), LINE),
    st.dictionaries(st.sampled_from(["title", "summary", "problem"]), LINE),
)
def test_translations_are_merged_and_none_is_lost(
    first: dict[str, str], inside: dict[str, str], beside: dict[str, str]
) -> None:
    """A text is that of its language, wherever it stands; given in two places it is told, never chosen."""
    words = {"title": "Open clinics", **first}
    assume(all(text for group in (words, inside, beside) for text in group.values()))
    fields: dict[str, object] = {
        name: {"en": text, "fr": inside[name]} if name in inside else text for name, text in words.items()
    }
    head = yaml.safe_dump(fields, allow_unicode=True, default_style='"', width=9_999)
    sibling = yaml.safe_dump(beside, allow_unicode=True, default_style='"', width=9_999)
    with tempfile.TemporaryDirectory() as folder:
        result = understood(
            Path(folder),
            {COMMITMENT: f"---\n{head}lead: health\ntheme: health\nmilestones: [{{key: m1, title: M}}]\n---\n"},
            {TRANSLATION: f"---\n{sibling}---\n"},
        )
    twice = [name for name in beside if name in inside and name in words]
    told = sorted(one.code for one in result.problems if one.fatal)
    assert told == ["twice"] * len(twice)
    if not told:
        assert result.edition
        (record,) = (one for one in result.edition.site.by_uid.values() if one.meta.place.path == COMMITMENT)
        for name in ("title", "summary", "problem"):
            given_text = getattr(record, name)
            text = {language: given_text[language] for language in given_text}
            assert text.get("en", "") == words.get(name, "").strip()
            assert text.get("fr", "") == (beside.get(name) or (inside.get(name, "") if name in words else "")).strip()


# Markdown


PIECES = """< > " ' = / a b ` * _ [ ] ( ) ! # & ; | \\ <a href= title= <p ](
javascript: &# x: <!-- --> <style> <svg> <table>"""
MARKUP = st.lists(st.sampled_from([*PIECES.split(), " ", "\n", "\n\n"]), max_size=40).map("".join)


@given(st.one_of(TEXTS, MARKUP))
def test_any_markdown_gives_sound_html(text: str) -> None:
    made = prose.relinked(prose.render(text).html, lambda target: target)
    assert unsound(made) == [], made
    prose.blocks(text)
    prose.words_of(text)
