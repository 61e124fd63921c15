"""Where links in running text lead, and which files it shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Known
from sites import SMALL, Files, understood

from ogpsite import links
from ogpsite.links import Places

PLACES = Places(
    {"/", "/plans/a/", "/plans/a/b/", "/about/", "/404.html", "/forum/"},
    {"plans/a/scan.pdf", "plans/a/été 1.pdf", "a b.png", "plans/a/commitments/b/photo.jpg"},
    ("en", "fr"),
)
ORIGIN = "content/plans/a/plan.md"
INTERNAL = [
    ("/plans/a/", ("page", "/plans/a/")),
    ("/plans/a", ("page", "/plans/a/")),
    ("/plans/a/#themes", ("page", "/plans/a/#themes")),
    ("/plans/a#themes", ("page", "/plans/a/#themes")),
    ("/fr/plans/a/", ("page", "/plans/a/")),
    ("/en/", ("page", "/")),
    ("/404.html", ("page", "/404.html")),
    ("scan.pdf", ("file", "/files/plans/a/scan.pdf")),
    ("./scan.pdf#page=3", ("file", "/files/plans/a/scan.pdf#page=3")),
    ("/plans/a/scan.pdf", ("file", "/files/plans/a/scan.pdf")),
    ("%C3%A9t%C3%A9%201.pdf", ("file", "/files/plans/a/%C3%A9t%C3%A9%201.pdf")),
    ("été 1.pdf", ("file", "/files/plans/a/%C3%A9t%C3%A9%201.pdf")),
    ("../../a%20b.png", ("file", "/files/a%20b.png")),
    ("plan.md", ("page", "/plans/a/")),
    ("commitments/b/commitment.md", ("page", "/plans/a/b/")),
    ("commitments/b.md#milestone-m1", ("page", "/plans/a/b/#milestone-m1")),
    ("commitments/b/progress/2025-06.md", ("page", "/plans/a/b/#report-2025-06")),
    ("../../pages/about.fr.md", ("page", "/about/")),
    ("../../home.md", ("page", "/")),
    ("/pages/about.md", ("page", "/about/")),
    ("gone.pdf", None),
    ("/plans/c/", None),
    ("/es/plans/a/", None),
    ("commitments/c.md", None),
    ("../../../site.yaml", None),
    ("../../../../etc/passwd", None),
    ("/etc/passwd", None),
    ("file:///etc/passwd", None),
    ("javascript:alert(1)", None),
    ("", None),
]


@pytest.mark.parametrize(("target", "expected"), INTERNAL, ids=[target or "nothing" for target, _ in INTERNAL])
def test_where_a_link_leads(target: str, expected: tuple[str, str] | None) -> None:
    assert links.internal(target, ORIGIN, PLACES) == expected


@pytest.mark.parametrize(
    ("target", "outside"),
    [
        ("https://x.example/", True),
        ("HTTP://x.example/", True),
        ("mailto:a@b.example", True),
        ("tel:+216", True),
        ("#anchor", True),
        ("//x.example/", False),
        ("ftp://x.example/", False),
        ("javascript:alert(1)", False),
        ("https:x", False),
        ("plan.md", False),
    ],
)
def test_what_leads_outside(target: str, outside: bool) -> None:
    assert links.leads_outside(target) is outside


PATH = "content/plans/2025-2028/plan.md"


def told(tmp_path: Path, body: str, *changes: Files) -> list[str]:
    """What is told of the plan with this text."""
    result = understood(tmp_path, {PATH: SMALL[PATH].replace("The plan.\n", body)}, *changes)
    assert result.edition, result.problems
    return [f"{one.place.line} {one.code}" for one in result.problems]


@pytest.mark.parametrize(
    "body",
    [
        "[A](/plans/2025-2028/open-clinics/) [B](/fr/forum/) [C](commitments/open-clinics/commitment.md) [D](#x)",
        "[A](https://x.example/) [B](mailto:a@b.example) <https://y.example>",
        "`[A](gone.pdf)`\n\n```\n[B](gone.pdf)\n```\n",
        "[A][1]\n\n[1]: /about/",
    ],
)
def test_links_that_are_fine(tmp_path: Path, body: str) -> None:
    assert told(tmp_path, body, {"content/pages/about.md": "---\ntitle: A\n---\n"}) == []


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("A\n\n[B](gone.pdf)\n\n[C](gone.pdf)", ["12 link"]),
        ("[A](a.pdf)\n[B](b.pdf)", ["10 link", "11 link"]),
        ("[A](a%20b.pdf)", ["10 link"]),
        ("[A][1]\n\n[1]: gone.pdf", ["12 link"]),
        ("<a href='gone.pdf'>A</a> <img src=gone.png>", ["10 link", "10 link"]),
        ("//x.example/a is text; [A](//x.example/a) isn't", ["10 link"]),
    ],
)
def test_links_that_lead_nowhere(tmp_path: Path, body: str, lines: list[str]) -> None:
    assert told(tmp_path, body) == lines


def test_a_link_to_a_draft_leads_nowhere(tmp_path: Path) -> None:
    draft = {"content/pages/about.md": "---\ntitle: A\ndraft: true\n---\n"}
    assert told(tmp_path, "[A](/about/)", draft) == ["10 link"]


def test_the_publics_words_hold_no_links(known: Known) -> None:
    words = "content/consultations/2024-ideas/contributions.yaml"
    changes = {words: SMALL[words].replace("Publish the prices.", "See [this](gone.pdf).")}
    assert known(changes).site.files == {}


def test_files_shown_by_texts_are_published_once(known: Known) -> None:
    changes = {
        PATH: SMALL[PATH].replace("The plan.", "![A](a.png) [A](a.png) [B](/plans/2025-2028/b.pdf#page=2)"),
        "content/plans/2025-2028/a.png": b"x",
        "content/plans/2025-2028/b.pdf": b"x",
    }
    assert list(known(changes).site.files) == ["plans/2025-2028/a.png", "plans/2025-2028/b.pdf"]
