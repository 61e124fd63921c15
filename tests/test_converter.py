"""The short ways of the converter: whatever the text, the HTML is that of python-markdown with our habits."""

# ruff: noqa: E501 - pieces stand side by side
from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from security.vectors import SMUGGLED

from ogpsite import converter, plainlinks

PLAIN = converter.converter_of(converter.House(), converter.Emphasis())
SHORT = converter.converter_of(converter.House(), converter.Emphasis(), converter.ShortWays())

PIECES = (
    "a", "word ", "Words of a text, with no sign. ", "\n", "\n\n", "  \n", "    ", "\t", " ", "# ", "#", "\n===\n", "\n---\n",
    "- ", "* ", "+ ", "1. ", "2) ", "> ", ">", "*", "**", "_", "__", "***", "`", "``", "```\n", "~~~\n", "\\", "\\*", "\\\\",
    "[", "]", "](", ")", "[a](b)", "![", "![a](b)", "[a][b]", "[b]: c\n", "[b]", "[^1]", "[^1]: note\n", "\n*[OGP]: Open\n",
    "OGP", "<", ">", "<b>", "</b>", "<div>\n", "</div>\n", "<!-- c -->", "<a@b.c>", "<https://a.b>", "https://a.b/c_d", "http://",
    "://", "&", "&amp;", "&#42;", "&nbsp;", "{", "}", "{: #id .x }", "{#id}", "{.x}", "|", " | ", "| a | b |\n|---|---|\n| c | d |\n",
    "\nTerm\n: words\n", ":", "!", "\x02", "\x03", "\x02klzzwxh:0000\x03", "\x02wzxhzdk:0\x03", "\x0242\x03", "é", "ع", "\u2028",
    "\r\n", "\u200f", '"', "'", "=", "h", "mailto:a@b.c", "$", "^", "~", "%", "\n> ", "\n1. ", "\n١. ", "\n- ", "\n\n    ",
    "Words.\nMore\n", "\nH\n---\n", "\n[b]: http://x.y 'T'\n", "///Footnotes Go Here///", "==", "\x85", "\n\x1c", "\n\u00a0",
    "<http://a.b/?c=*d*>", "hhttp://a.b", "xhttps://a.b",
)  # fmt: skip


def both(text: str) -> tuple[str, str]:
    def made(by: markdown.Markdown) -> str:
        by.reset()
        try:
            return by.convert(text)
        except RecursionError:
            return "too deep"

    return made(SHORT), made(PLAIN)


@pytest.mark.slow
@settings(max_examples=600)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_short_ways_lead_to_the_same_html(text: str) -> None:
    short, plain = both(text)
    assert short == plain


@given(st.text(alphabet="ab \n*_`[]()!<>&;#\\|:-=^{}\x02\x03/ht", max_size=60))
def test_so_they_do_for_signs_without_order(text: str) -> None:
    short, plain = both(text)
    assert short == plain


@pytest.mark.parametrize("text", [*SMUGGLED, "".join(PIECES), "\n".join(PIECES), "\n\n".join(PIECES)])
def test_so_they_do_for_hostile_texts(text: str) -> None:
    short, plain = both(text)
    assert short == plain


OLD = re.compile(r"""(?<![\w"'=/>])(https?://[^\s<>"'*\x02\x03]*[^\s<>"'*\x02\x03.,;:!?)\]}»”’])""")


@given(st.lists(st.sampled_from(["http://", "https://", "h", "a", " ", "/", ".", "=", '"', "ع", "\n"])).map("".join))
def test_bare_addresses_are_found_where_nothing_stands_before_them(text: str) -> None:
    assert [m.span() for m in re.finditer(plainlinks.BARE, text)] == [m.span() for m in OLD.finditer(text)]


def test_calm_texts_are_those_that_no_pattern_finds_anything_in() -> None:
    patterns = [one.getCompiledRegExp() for one in PLAIN.inlinePatterns]
    for piece in PIECES:
        text = f"words {piece} more"
        assert not converter.is_calm(text) or not any(one.search(text) for one in patterns), piece


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Words.\n\n- of: a list\n\n| a | b |\n|---|---|\n| c | d |\n", set()),
        ("*Words* and [a link](b).", {"em_strong", "link"}),
        ("_Words_[^1]\n\n[^1]: A note.", {"em_strong", "footnote"}),
        ("[a]\n\n[a]: b", {"reference", "image_reference", "short_reference", "short_image_ref"}),
    ],
)
def test_only_patterns_whose_signs_stand_in_a_text_are_looked_for(text: str, names: set[str]) -> None:
    SHORT.reset().convert(text)
    looked: list[object] = SHORT.treeprocessors["inline"].inlinePatterns  # type: ignore[attr-defined]
    assert looked == [one for one in SHORT.inlinePatterns if one in {SHORT.inlinePatterns[name] for name in names}]


def test_blocks_of_bare_words_are_shown_to_no_other_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    header = next(one for one in SHORT.parser.blockprocessors if type(one).__name__ == "SetextHeaderProcessor")
    monkeypatch.setattr(header, "test", lambda parent, block: bool(shown.append(block)))  # type: ignore[func-returns-value]
    made = SHORT.reset().convert("Words\n(of a text)\n\n\u201cand\u201d more\n\n- an item\n")
    assert made.startswith("<p>Words\n(of a text)</p>\n<p>\u201cand\u201d more</p>\n<ul>")
    assert shown == ["- an item"]


EMPHASIS = (
    "*",
    "**",
    "***",
    "_",
    "__",
    "a",
    "b c",
    "é",
    "ع",
    " ",
    "\n",
    ".",
    "(",
    ")",
    "~",
    "`c`",
    "[l](u)",
    "http://x.y/z",
    "\\*",
)


def letters(text: str) -> list[str]:
    return sorted(re.sub(r"[\W_]", "", text))


@settings(max_examples=300)
@given(st.lists(st.sampled_from(EMPHASIS), max_size=14).map(lambda parts: "w" + "".join(parts)))
def test_emphasis_that_is_not_closed_loses_no_letter(text: str) -> None:
    words = re.sub(r"<[^>]*>", "", converter.convert(text))
    assert letters(words) == letters(text.replace("(u)", "")), words


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("*w**v*http://a.b/c **x**", '*w**v*<a href="http://a.b/c">http://a.b/c</a> <strong>x</strong>'),
        ("*w**v*`c`", "*w**v*<code>c</code>"),
        ("ع**w***[l](u)****`c`.*", 'ع<strong>w</strong><em><a href="u">l</a></em>**<em><code>c</code>.</em>'),
    ],
)
def test_what_opens_a_wrong_pair_stays_as_it_was_written(text: str, made: str) -> None:
    assert converter.convert(text) == f"<p>{made}</p>"


def test_a_left_over_place_holder_never_reaches_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = converter.converter_of(converter.House())
    monkeypatch.setattr(converter.CONVERTERS, "markdown", broken, raising=False)
    monkeypatch.setattr(broken, "convert", lambda text: "<p>*\x02klzzwxh:0000\x03</p>")
    assert converter.convert("*a & b*") == "<pre>*a &amp; b*</pre>"
