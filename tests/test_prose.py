"""Markdown → safe HTML: what is kept, what is taken out, where links lead."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from security.vectors import SMUGGLED

from ogpsite import prose
from ogpsite.converter import convert
from ogpsite.memory.shelves import Shelf

BLOCKS = [
    ("One\ntwo", "<p>One\ntwo</p>"),
    ("**a** _b_ `c`", "<p><strong>a</strong> <em>b</em> <code>c</code></p>"),
    ("One:\n- a\n- b", "<p>One:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("- a\n  - b\n    - c", "<ul>\n<li>a<ul>\n<li>b<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n</li>\n</ul>"),
    ("1. a\n   - b\n2. c", "<ol>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>"),
    ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
    ("```\n- a\n<b>\n```", "<pre><code>- a\n&lt;b&gt;\n</code></pre>"),
    ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
    ("Term\n: Words", "<dl>\n<dt>Term</dt>\n<dd>Words</dd>\n</dl>"),
    ("<details><summary>S</summary>x</details>", "<details><summary>S</summary>x</details>"),
    ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "html"), BLOCKS)
def test_what_editors_write(text: str, html: str) -> None:
    assert prose.render(text).html == html


@settings(max_examples=400)
@given(
    st.text(alphabet="aZé عn1_ ,.:;?!()%/'\"’«–-\n\n\t*[<&\x85\u2028\xa0", max_size=30),
    st.sampled_from(["", "Words, as (most) are.\n\nAnd - more", "http:", "a  \n", "1. a\n"]),
)
def test_texts_without_signs_are_the_paragraphs_that_the_converter_makes(signs: str, words: str) -> None:
    for text in (words + signs, signs + words, words + "\n" + signs):
        if prose.is_bare(text):
            assert prose.clean(text) == (prose.tidy(prose.sanitiser().clean(convert(text))), ())


def test_which_texts_are_without_signs() -> None:
    assert all(map(prose.is_bare, ("Été", "Who: we, (all) of us!\nAnd \"you\"\n\na/b – 'c', 5 %")))
    assert not any(
        map(prose.is_bare, ("", "- a", "1. a", "a_b", "a*", "a ", "a\n\n\nb", "http://a.b", "a\n: b", "///a"))
    )


def test_tables_can_be_scrolled_and_read_aloud() -> None:
    html = prose.render("| a | b |\n|---|---|\n| 1 | 2 |").html
    assert html.startswith('<div class="scroll" tabindex="0"><table>')
    assert html.count('<th scope="col">') == 2


def test_footnotes_of_two_texts_do_not_clash() -> None:
    one, two = (prose.render("A[^1].\n\n[^1]: N", prefix=name).html for name in ("body", "summary"))
    assert 'id="body-fn:1"' in one and 'href="#body-fn:1"' in one
    assert 'id="summary-fn:1"' in two and "body-" not in two


# headings

LEVELS = [
    ("# A\n\n## B\n\n# C", 3, [3, 4, 3]),
    ("### A\n\n#### B", 2, [2, 3]),
    ("# A\n\n#### B", 2, [2, 3]),
    ("#### A\n\n# B\n\n### C", 2, [2, 2, 3]),
    ("# A\n\n## B\n\n### C\n\n#### D\n\n##### E", 4, [4, 5, 6, 6, 6]),
]


@pytest.mark.parametrize(("text", "level", "levels"), LEVELS)
def test_headings_fit_the_page_and_skip_no_level(text: str, level: int, levels: list[int]) -> None:
    found = prose.render(text, level)
    assert [heading.level for heading in found.headings] == levels
    assert [int(one) for one in re.findall(r"<h(\d)", found.html)] == levels


def test_links_to_headings_by_their_words() -> None:
    html = prose.render("## What we did\n\n[up](#what-we-did), [away](#elsewhere)\n\n## Été\n\n[see](#été)").html
    assert '<h2 id="text-what-we-did">' in html and '<a href="#text-what-we-did"' in html
    assert '<a href="#elsewhere"' in html
    assert 'href="#text-l-été"' in prose.render("## L'été\n\n[a](#lété)").html
    assert '<h2 id="text-été">' in html and 'href="#text-été"' in html


def test_every_heading_has_an_anchor_of_its_own() -> None:
    found = prose.render("# A\n\n# A\n\n# Été à 中\n\n# !\n\n# Open {#open-contracting}\n\n# A-2", prefix="t")
    anchors = [heading.anchor for heading in found.headings]
    assert anchors == ["t-a", "t-a-2", "t-été-à-中", "t", "t-open-contracting", "t-a-2-2"]
    assert [heading.words for heading in found.headings][:2] == ["A", "A"]
    assert all(f'id="{anchor}"' in found.html for anchor in anchors)


# safety

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<svg onload=alert(1)><script>1</script></svg>",
    "<iframe src=https://x.example></iframe>",
    "<p style='position:fixed' class='menu'>x</p>",
    "<form action=/x><input name=a></form>",
    "<math><mtext><img src=x onerror=alert(1)>",
    "<h2 id='a\" onclick=\"x'>x</h2>",
    "# x {onclick=alert(1) style=color:red}",
    "![x](x.png){onload=alert(1)}",
    "<!-- secret -->",
    "<base href=//x.example>",
    "<link rel=stylesheet href=//x.example><meta http-equiv=refresh content=0>",
    "```{onclick=x}\na\n```",
    "[x]: javascript:alert(1)\n\n[x]",
    "*[x]: <script>\n\nx",
    "<template><script>1</script></template>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
]


class Reader(HTMLParser):
    """Looks at every tag and attribute as a browser would."""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag in prose.TAGS, tag
        for name, value in attributes:
            allowed = prose.ATTRIBUTES["*"] | prose.ATTRIBUTES.get(tag, set()) | {"class", "tabindex", "loading"}
            assert name in allowed, (tag, name)
            if name in ("href", "src", "cite"):
                scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", value or "", re.I)
                assert not scheme or scheme[1].lower() in prose.SCHEMES, value
            if name == "class":
                assert set((value or "").split()) <= prose.CLASSES | {"scroll"}, value

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_dangerous_stays(text: str) -> None:
    Reader().feed(prose.render(text).html)
    Reader().feed(prose.relinked(prose.render(text).html, lambda target: None if ":" in target else target))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('a ="b" `c="d` <b>=</b>"e', '<p>a =&quot;b" <code>c=&quot;d</code> <b>=</b>"e</p>'),
        ('<h2>a <b>c<h3 id="x">b</h3></b> ="</h2>', "<h2>a <b>cb</b> =&quot;</h2>"),
        (
            "<table><tr><th>a<th scope=row>b</table>",
            '<div class="scroll" tabindex="0"><table><tbody><tr>'
            '<th scope="col">a</th><th scope="row">b</th></tr></tbody></table></div>',
        ),
        ('<p title="a=">b="c</p>', '<p title="a&#61;">b=&quot;c</p>'),
    ],
)
def test_no_text_or_value_looks_like_an_attribute(text: str, made: str) -> None:
    assert prose.cleaned(text)[0] == made


BITS = "< > \" ' / a img script src= href= onerror= javascript: &#58; ]( [ ! ` { } <!-- --> &lt; | x".split()
HTMLISH = st.lists(st.sampled_from([*BITS, " ", "\n", "\\", "```\n", "# ", "- ", "<p ", "<a href='"]), max_size=30)


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=100), HTMLISH.map("".join)))
def test_whatever_is_written_is_safe_and_gives_no_traceback(text: str) -> None:
    Reader().feed(prose.relinked(prose.render(text).html, lambda target: target if target == "x" else None))
    Reader().feed(prose.plain(text))
    assert "\n" not in prose.excerpt(text)


# the public's words


def test_the_publics_words_are_shown_as_written() -> None:
    assert prose.plain("<b>Hi</b>\n**you**\n\n# & *so* on\r") == (
        "<p>&lt;b&gt;Hi&lt;/b&gt;<br>**you**</p><p># &amp; *so* on</p>"
    )
    assert prose.plain(" \n\n ") == ""


# links


def test_links_and_pictures_are_found_as_written() -> None:
    text = "[a](b%20c.pdf) ![d](e.png) <https://x.example/> <img src=f.png> [g](#h) [i](file:///j) [a](b%20c.pdf)"
    expected = {"b%20c.pdf", "e.png", "https://x.example/", "file:///j", "f.png"}
    assert set(prose.targets_of(text)) == expected and len(prose.targets_of(text)) == len(expected)


def test_links_are_led_to_where_they_mean() -> None:
    known = {"a.pdf": "/files/a.pdf", "b.png": "/files/b.png", "?q=1&x=2": "/s?q=1&x=2"}
    html = prose.render('[A](a.pdf "T") ![B](b.png) [C](?q=1&x=2) [*D*](gone) ![E](gone.png) <a id="x">F</a>').html
    assert prose.relinked(html, known.get) == (
        '<p><a href="/files/a.pdf" title="T">A</a> <img alt="B" src="/files/b.png" loading="lazy"> '
        '<a href="/s?q=1&amp;x=2">C</a> <em>D</em> E F</p>'
    )


def test_a_picture_without_words_has_an_empty_alternative() -> None:
    assert prose.relinked('<img src="a.png">', str) == '<img src="a.png" alt="" loading="lazy">'


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("See https://x.example/a_b.", "https://x.example/a_b"),
        ("(https://x.example/a)", "https://x.example/a"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("[words](https://x.example/a)", "https://x.example/a"),
    ],
)
def test_addresses_become_links(text: str, href: str) -> None:
    assert re.findall(r'<a[^>]* ?href="([^"]*)"', prose.render(text).html) == [href]


# bare words


def test_bare_words() -> None:
    text = "# A\n\n**B** [c](d)\n\n| e | f |\n|---|---|\n| g | h |\n\n`<i>` &amp; &lt;"
    assert prose.words_of(text) == "A B c e f g h <i> & <"


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("One two three", 13, "One two three"),
        ("One two three", 12, "One two…"),
        ("One, two", 6, "One…"),
        ("Onetwothree", 5, "Onetw…"),
        ("", 5, ""),
    ],
)
def test_excerpts_are_cut_at_a_blank(text: str, length: int, short: str) -> None:
    assert prose.cut(text, length) == short


# attributes that look like others


class Attributes(HTMLParser):
    """Every attribute of a text, as a browser finds them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.depth += tag in ("div", "a", "abbr")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in ("div", "a", "abbr")


@pytest.mark.parametrize("text", SMUGGLED)
def test_no_value_looks_like_another_attribute(text: str) -> None:
    """Links are led elsewhere in finished HTML; what they find must be the attribute that a browser finds."""
    made = prose.relinked(prose.render(text).html, lambda target: "/elsewhere/")
    found = Attributes()
    found.feed(made)
    found.close()
    known = {"href", "title", "lang", "id", "scope", "class", "tabindex", "src", "alt", "loading"}
    assert found.names <= known, made
    assert set(found.links) <= {"/elsewhere/", "https://evil.example/x.png"}, made
    assert found.depth == 0, made


def test_code_that_speaks_of_attributes_is_shown_as_it_is() -> None:
    made = prose.relinked(prose.render('Write `<p class="lead" id="main">`.').html, lambda target: target)
    assert html.unescape(re.sub("<[^>]*>", "", made)) == 'Write <p class="lead" id="main">.'


def test_an_abbreviation_before_a_link() -> None:
    made = prose.relinked(prose.render("HTML and [more](/x/)\n\n*[HTML]: Its name").html, lambda target: target)
    assert made == '<p><abbr title="Its name">HTML</abbr> and <a href="/x/">more</a></p>'


def test_a_link_without_an_address_leaves_its_words() -> None:
    made = prose.relinked(prose.render('<a name="x" title="a href=b">here</a> and <a href="/y/">there</a>').html, str)
    assert made == '<p>here and <a href="/y/">there</a></p>'


def test_a_heading_inside_a_heading_is_part_of_it() -> None:
    made = prose.render("<h1><div>One <h6>two</h6> <h1>three</h1></div></h1>\n\n# Four")
    assert made.html == '<h2 id="text-one-two-three"><div>One two three</div></h2>\n\n<h2 id="text-four">Four</h2>'
    assert [one.words for one in made.headings] == ["One two three", "Four"]


def test_a_picture_at_another_host_by_a_short_address() -> None:
    made = prose.relinked(prose.render("![Words](//evil.example/x.png)").html, lambda target: target)
    assert made == "<p>Words</p>"


def test_texts_of_a_large_site_are_kept_packed_and_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# Packed\n\nWords with [a link](https://example.org/packed) and é."
    plain = prose.clean(text)
    monkeypatch.setattr(prose, "LARGE", 0)
    shelf = Shelf()
    prose.prepare([prose.keyed(text)], shelf, 1)
    assert isinstance(prose.CLEANED.pop(text)[0], bytes)
    prose.prepare([prose.keyed(text)], shelf, 1)  # as another build takes it
    assert prose.cleaned(text) == plain
    del prose.CLEANED[text]
