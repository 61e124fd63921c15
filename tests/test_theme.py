"""Themes: a site's own extends the shipped one, as docs/themes.md says; views and blocks are a contract."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sites import ROOT, check_site, text_of, words

from ogpsite import theme

DOCS = (ROOT / "docs" / "themes.md").read_text("utf-8")
SITE = "title: Open government in Testland\nurl: https://ogp.testland.example/\nlanguages: [en]\ncountry: Testland\n"
SITE += "lead_agency: office\ncontact: {name: Unit, email: unit@testland.example}\ntheme: sunny\n"
SUNNY = {"site.yaml": SITE, "themes/sunny/theme.yaml": "extends: default\n"}


def test_the_example_of_the_docs(tmp_path: Path) -> None:
    """The template that the docs show fills a block of every page; everything else is the default theme's."""
    example = re.search(r"```jinja\n(\{% extends.*?)```", DOCS, re.S)
    assert example
    result = check_site(tmp_path, SUNNY, {"themes/sunny/templates/base.html": example[1]})
    assert result.ok, words(result.problems)
    for path in ("index.html", "plans/2025-2028/open-clinics/index.html", "404.html"):
        html = text_of(result, path)
        assert '<footer class="foot"><div class="wrap"><p>Open government in Testland</p></div></footer>' in html
        assert 'class="masthead"' in html


def test_pictures_in_several_widths_of_its_own_are_found_from_every_page(tmp_path: Path) -> None:
    """Also where the site itself shows none."""
    line = '<img src="/a.svg" srcset="/a.svg 1x, https://a.example/ 2x, /b.svg 3x" alt="">'
    base = "{% extends 'default/base.html' %}{% block footer %}{% include 'mine.html' %}{% endblock %}"
    own = {"themes/sunny/templates/base.html": base, "themes/sunny/templates/mine.html": line}
    result = check_site(tmp_path, SUNNY, own)
    assert result.ok, words(result.problems)
    way = "../../../"
    html = text_of(result, "plans/2025-2028/open-clinics/index.html")
    assert f'<img src="{way}a.svg" srcset="{way}a.svg 1x, https://a.example/ 2x, {way}b.svg 3x" alt="">' in html


def test_static_files_and_words_of_its_own(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    catalogue = f'{head}msgid "Action plans"\nmsgstr "Planos de ação"\n'
    both = {"site.yaml": SITE.replace("[en]", "[en, pt]")}
    own = {"themes/sunny/static/style.css": "body{}", "themes/sunny/locale/pt.po": catalogue}
    result = check_site(tmp_path, SUNNY, both, own)
    assert result.ok, words(result.problems)
    assert text_of(result, "assets/style.css") == "body{}"
    html = text_of(result, "pt/plans/index.html")
    assert "<h1>Planos de ação</h1>" in html
    assert "Ir para o conteúdo" in html or "Saltar para o conteúdo" in html  # the rest in the words of its parent


@pytest.mark.parametrize("block", re.findall(r"^\| `(\w+)` \|", DOCS.partition("## What a template")[0], re.M))
def test_blocks_are_there(block: str) -> None:
    base = (ROOT / "themes/default/templates/base.html").read_text("utf-8")
    assert f"{{% block {block} %}}" in base


def test_docs_name_every_block() -> None:
    base = (ROOT / "themes/default/templates/base.html").read_text("utf-8")
    assert set(re.findall(r"\{% block (\w+) %\}", base)) == set(re.findall(r"^\| `(\w+)` \|", DOCS, re.M))


def test_no_script_and_no_style_in_templates() -> None:
    """The content policy forbids them, so no template may write them. Linked data is no script: no browser runs it."""
    linked_data = '<script type="application/ld+json">{{ page.linked }}</script>'
    for path in (ROOT / "themes/default/templates").rglob("*.html"):
        text = path.read_text("utf-8").replace(linked_data, "")
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=", text), path.name
        assert not re.search(r'="\{\{ _\(', text), f"{path.name}: words in attributes are said with _a"


def test_style_is_small_and_logical() -> None:
    import gzip

    css = (ROOT / "themes/default/static/style.css").read_bytes()
    assert len(gzip.compress(css, 9, mtime=0)) <= 12_000
    physical = rb"(?<![-\w])(margin|padding|border)-(left|right)|(?<![-\w])(left|right)\s*:|text-align:\s*(left|right)"
    assert not re.findall(physical, css)
    assert not re.findall(rb"@import|url\(\s*['\"]?(?!data:)", css)


def test_closure_follows_what_a_template_uses(tmp_path: Path) -> None:
    found = theme.open_theme("default", tmp_path).closure("plans/commitment.html")
    assert "base.html" in found
    assert any(name.startswith("macros/") for name in found)


@pytest.mark.slow
def test_the_walk_through_of_the_docs(tmp_path: Path) -> None:
    """The files that docs/themes.md tells a stranger to write make a theme."""
    css = re.search(r"```css\n(.*?)```", DOCS, re.S)
    settings = re.findall(r"```yaml\n( +extends.*?)```", DOCS, re.S)
    assert css
    for own in settings:
        files = {"site.yaml": SITE, "themes/sunny/theme.yaml": own, "themes/sunny/extra.css": css[1]}
        result = check_site(tmp_path, files)
        assert result.ok, words(result.problems)
        assert text_of(result, "assets/style.css").rstrip().endswith(css[1].rstrip())
    assert len(settings) == 2
