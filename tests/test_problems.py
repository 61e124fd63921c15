"""How a problem is worded, sorted, and told to machines."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpsite import problems
from ogpsite.problems import Place, Problem, phrase

A = Problem(
    Place("content/a.md", 6),
    "value",
    phrase("due: '2026-06-31' is not a day: June has 30 days"),
    phrase("write 2026-06-30"),
)


def test_a_problem_as_an_editor_reads_it() -> None:
    (told,) = problems.with_excerpts((A,), lambda place: "due: 2026-06-31")
    assert problems.worded(told) == (
        "content/a.md:6: error: due: '2026-06-31' is not a day: June has 30 days  [value]\n"
        "     6 | due: 2026-06-31\n"
        "       = write 2026-06-30"
    )
    assert problems.worded(A, "my site/").startswith("my site/content/a.md:6: error: ")
    for path in ("/srv/www", "C:\\www"):  # a place of the machine lies in no site
        assert problems.worded(replace(A, place=Place(path)), "my site/").startswith(f"{path}: error: ")


def test_a_problem_of_a_whole_file_with_two_places() -> None:
    one = Problem(
        Place("a.md"), "collision", phrase("twins"), phrase("rename one"), fatal=False, other=Place("b.md", 120_000)
    )
    assert problems.worded(one, "x/") == (
        "x/a.md: warning: twins  [collision]\n       = rename one\n       = see also x/b.md:120000"
    )


def test_long_and_strange_lines_are_shortened() -> None:
    assert problems.shortened("a" * 200) == "a" * 159 + "…"
    assert problems.shortened("\ta\x07b\u202ec") == "→   a�b�c"


def test_problems_come_once_and_in_order() -> None:
    def at(path: str, line: int, code: str = "value", fatal: bool = True) -> Problem:
        return Problem(Place(path, line), code, phrase("m"), fatal=fatal)

    unsorted = [
        at("b", 1),
        at("a", 10),
        at("a", 9, fatal=False),
        at("a", 9),
        at("a", 0),
        at("a", 9),
        at("a", 9, "name"),
    ]
    told = [(str(one.place), one.code, one.severity) for one in problems.in_order(unsorted)]
    assert told == [
        ("a", "value", "error"),
        ("a:9", "name", "error"),
        ("a:9", "value", "error"),
        ("a:9", "value", "warning"),
        ("a:10", "value", "error"),
        ("b:1", "value", "error"),
    ]


def test_a_path_of_windows_is_shown_as_it_was_written() -> None:
    path = "C:\\new\\table.pdf"
    one = Problem(Place("a.md", 1), "value", phrase(f"{path!r} is a path"), phrase(f"not {path!r}"))
    assert problems.worded(one) == f"a.md:1: error: '{path}' is a path  [value]\n       = not '{path}'"
    assert problems.as_data(one)["message"] == f"'{path}' is a path"


@pytest.mark.parametrize(
    ("word", "meant"),
    [("helth", "health"), ("Health", "health"), ("xyz", ""), ("", ""), ("commitmnet", "commitment")],
)
def test_what_was_probably_meant(word: str, meant: str) -> None:
    known = {"health", "office", "commitment"}
    assert problems.near(word, known) == meant
    assert problems.did_you_mean(word, known, phrase("else")) == (f"did you mean {meant!r}?" if meant else "else")


@given(st.text(max_size=50), st.text(max_size=300), st.integers(0, 10**6), st.text(max_size=30))
def test_any_problem_can_be_told(message: str, excerpt: str, line: int, path: str) -> None:
    one = Problem(Place(path, line), "value", phrase(message), excerpt=excerpt)
    assert problems.worded(one)
    assert json.loads(json.dumps(problems.as_data(one)))["line"] == (line or None)


def test_every_code_is_explained() -> None:
    assert all(words.endswith((".", ".)", "”.", "`.")) and len(words) > 25 for words in problems.CODES.values())
