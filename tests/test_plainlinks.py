"""Links that are told by the letters of a text alone: the same as those that its conversion finds, or none at all."""

# ruff: noqa: E501 - pieces stand side by side
from __future__ import annotations

import random
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpsite import prose
from ogpsite.links import leads_outside
from ogpsite.model import limits
from ogpsite.plainlinks import plain_links

CALM = (
    ["word", "AB", "h", "t", "0", "1)", "(", ")", "!", "=", "/", " ", "*", "**", "_", "#", "://", "http", "some words here ", "[a](b.md)", "[two words](/plans/x/)", "[x](https://example.org/a?b=1)", "x [a](b) y", "[q](w)[r](t)", "[e]()", "https://example.org/x", "http://a.b/c_d.", "www.x.y", "[h](#top)", "*em*", "**two words**", "*em [x](y)*", "*[e](f)*[^1]", "[^1]", "[^2]", "\n\n[^1]: See [z](z.html)", "\n\n[^2]: https://n.org/2", "\n\n[^1]: one\n[^2]: two [k](l)\n", "\n\n[^1]: one\ntwo [k](l) https://m.n\n", "\n\n[^2]: one [o](p)\n- two\n# three [q](r)\n[^1]: four\nfive", "\n\n[^n]: last https://q.r", "\n\n[^1]: - x [b](c)", "\n\n[^1]: # h [d](e)\n", "\n[^1]: ", "\n[^2]: ", "\n\n[^2]: ", "\n", "\n\n", "\n\n\n", "\n- ", "\n1. ", "\n  - ", "+ ", "- - - ", "\n# ", "\n## ", "\n---\n", "\n===\n", "\n* * *\n", "| a | b |\n|---|---|\n", "\n\n|x|\n|-|\n", "\n:   def", "\n> ", "\n\n    code\n", "\nterm\n", "\n\n: d", "[a][a]"]
)  # fmt: skip
UGLY = (
    ["`", "``", "\\", "<", "<b>", "<!--", "-->", ">", "{: href=x}", "{#a}", "|", "__", "[", "]", "~~~", "\n```\n", "\n~~~\n", "![p](q.png)", "[a]: /u", "\n[a]: /u\n", "[a][b]", "[a]", "[^1]:", "*[AB]: x", "*[AB] : x", "\nterm\n: d", "[^1](x)", "mailto:a@b.c", "[m](mailto:a@b.c)", "[j](javascript:x)", "[s]( x )", '[t](x "t")', "[^1][a](b)", "[ ] [a](b)", "[a\nb](c)", "[a|b](c)", "[a](b|c)", "[x*y](z)", "[a](b_c_d)", "(see https://e.org/x)", "[a](b&c)", "///", "[^n]", "&", "&amp;", "&#91;", "\t", "\r", "\x02", "\x03", "\x0b", "\x0c", "\x1c", "\x85", "\xa0", "\u2028", "é", "عربي", "'", '"', "  \n", "\n\n    [code](no)\n\n", "\n : ", "https"]
)  # fmt: skip


def inside(targets: tuple[str, ...]) -> list[str]:
    return [target for target in targets if not leads_outside(target)]


def told(seed: int, count: int) -> tuple[int, int]:
    """How many of some random texts were decided, and how many of these had links."""
    draw = random.Random(seed)
    decided = linked = 0
    for _ in range(count):
        pool = CALM if draw.random() < 0.6 else CALM + UGLY
        text = "".join(draw.choice(pool) for _ in range(draw.randint(1, 14)))
        text = f"{'lead word ' * 12}{text}" if draw.random() < 0.3 else text
        found = plain_links(text)
        if found is not None:
            html, targets = prose.clean(text)
            assert found == targets, text
            with patch.dict(prose.CLEANED, {text: (html, targets)}):
                assert inside(prose.links_of.__wrapped__(text)) == inside(found), text
                assert not prose.pictures_of.__wrapped__(text), text
            decided, linked = decided + 1, linked + bool(found)
    return decided, linked


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_told_is_what_the_conversion_finds(seed: int) -> None:
    decided, linked = told(seed, 1_500)
    assert decided > 300
    assert linked > 100


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 9))
def test_many_more_texts(seed: int) -> None:
    assert min(told(seed, 15_000)) > 1_000


@given(
    st.text(alphabet="ab \n\n[](^1):/htps.*_#-|\\u2028", max_size=60).map(lambda text: f"{text}[a](b)\n\n[^1]: [c](d)")
)
def test_signs_without_order(text: str) -> None:
    assert plain_links(text) in (None, prose.clean(text)[1])


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", ()),
        ("Nothing but [words] and (more words).", ()),
        ("See [the plan](/plans/a/) and https://example.org/x.", ("/plans/a/", "https://example.org/x")),
        (
            "*Late.*[^1]\n\n[^1]: In [our report](report.md).\n\nA sentence, [here](here.pdf).",
            ("here.pdf", "report.md"),
        ),
        ("- **one** [a](a.md)\n- two [b](b.md)\n\n## [c](c.md)\n\n1. [a](a.md)", ("a.md", "b.md", "c.md")),
        ("# In this text\n\n[below](#below)", ()),
        ("[^1]: See [a](a.md)\nand https://example.org/x\n\nHere[^1]", ("a.md", "https://example.org/x")),
        ("# https://example.org/x#\n\n[a](b)", None),
        ("[[a](b)](c)", None),
        ("`[a](b)`", None),
        ("    [a](b)", None),
        ("![A picture](a.png)", None),
        ('<a href="x">y</a>', None),
        ("[a]\n\n[a]: b", None),
        ("*a **b*http://a.example/ c**", None),
        ("- *[A]: [b](c)", None),
        (f"[a](b) {'[c](d) ' * 2_100}", None),
    ],
)
def test_texts_of_editors(text: str, links: tuple[str, ...] | None) -> None:
    assert plain_links(text) == links
    if links is not None:
        assert prose.clean(text)[1] == links


def test_what_comes_near_no_limit_is_within_all() -> None:
    """The glance at a text lets nothing through that would be too much."""
    draw = random.Random(4)
    pieces = ["- ", "* ", "> ", ">", "1. ", "12) ", "  ", "\t", "word ", "\n", "\n\n", *"[(<|`\\&~!-.", " " * 30, "*["]
    known = [
        limits.USUAL,
        limits.BOUNDS,
        limits.USUAL.with_given({"signs": "3"}),
        limits.USUAL.with_given({"signs": "60"}),
    ]
    light = much = 0
    for _ in range(250):
        pool = draw.sample(pieces, draw.randint(1, 5))
        often = (1, 1, 1, draw.randint(1, 60))
        text = "".join(draw.choice(pool) * draw.choice(often) for _ in range(draw.randint(20, 90))) * 3
        for bounds in known:
            if limits.is_light(text, bounds):
                light += 1
                with patch.object(limits, "is_light", return_value=False):
                    assert limits.too_much(text, bounds) is None, text
            else:
                much += limits.too_much(text, bounds) is not None
    assert min(light, much) > 20


@given(st.text(alphabet="[]!`*_<>{~&\\(|a é\n", max_size=400))
def test_marks_counted_together_are_never_fewer_than_those_of_one_kind(text: str) -> None:
    """A text with few marks in all has few of each; so most texts are looked at once, and not for each mark."""
    assert limits.count_of_marks(text) == sum(map(text.count, limits.LOOKED_FOR))
