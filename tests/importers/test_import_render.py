"""Records → text: what is written reads back as the same words, whatever they are."""

from __future__ import annotations

import datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ogpsite.importers import render

pytestmark = pytest.mark.slow  # each builds sites of its own

HARD = [
    "no",
    "NO",
    "1.10",
    "007",
    "12:30",
    "2024-03",
    "2024-03-01",
    "a: b",
    "# not a comment",
    "- not a list",
    "key: |",
    "'",
    '"',
    "*star &anchor !tag %d @x `y",
    "{a: b}",
    "[x]",
    "=1+1",
    "=",
    "~",
    "null",
    "",
    "two  \nlines with a hard break",
    "  first line indented\nsecond",
    "trailing blank \n\n\nfar below",
    "\nbegins with a line end",
    "tab\there\nand there",
    "---\nlooks like front matter\n---",
    "2026‑2027",
    "zero\u200bwidth and \u2028 a separator",
    "\ufeffmark",
    "emoji 🏛 and عربي",
    "form\x0cfeed",
    "\x85next line",
    "a" * 5000,
    "word " * 400,
]


@pytest.mark.parametrize("text", HARD)
def test_a_hard_text_survives_in_every_place(text: str) -> None:
    data = {"first": text, "list": [text, {"deep": {"er": text}}], "last": "end"}
    assert yaml.load(render.document(data), Loader=yaml.BaseLoader) == data
    assert yaml.safe_load(render.document(data)) == data


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text(max_size=80), max_size=4))
def test_any_text_survives(data: dict[str, str]) -> None:
    assert yaml.load(render.document(data), Loader=yaml.BaseLoader) == data


def test_long_texts_are_blocks_and_lists_are_indented() -> None:
    data = {"title": "Open budgets", "lead": ["finance"], "summary": "One  \nline\n\nTwo"}
    assert render.document(data) == ("title: Open budgets\nlead:\n  - finance\nsummary: |-\n  One  \n  line\n\n  Two\n")


def test_days_stand_without_quotes_and_words_like_days_with_them() -> None:
    text = render.document({"on": datetime.date(2024, 2, 29), "number": "2024-02-29", "period": "2024-02"})
    assert text == "'on': 2024-02-29\nnumber: '2024-02-29'\nperiod: 2024-02\n"


def test_a_value_mentioned_twice_is_written_twice() -> None:
    shared = {"url": "https://example.org"}
    assert "&" not in render.document({"a": [shared], "b": [shared]})


def test_a_markdown_file_has_front_matter_and_its_body() -> None:
    assert render.markdown({"title": "A"}, "Body") == "---\ntitle: A\n---\n\nBody\n"
    assert render.markdown({"title": "A"}) == "---\ntitle: A\n---\n"


def test_constants_of_a_map_become_days_and_numbers() -> None:
    tidied = render.tidy({"a": "2024-02-29", "b": "5", "c": "05", "d": ["2024-02-30"], "e": "x"})
    assert tidied == {"a": datetime.date(2024, 2, 29), "b": 5, "c": "05", "d": ["2024-02-30"], "e": "x"}
