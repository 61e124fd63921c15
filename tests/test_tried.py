"""Which pages a check makes for the sake of a site's own templates: all, unless these only hold fixed words."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import jinja2
import pytest
from sites import DAY, SMALL, Files, write_site

from ogpsite import build, compiled
from ogpsite.outputs import pages
from ogpsite.theme import open_theme

BASE = '{% extends "default/plans/commitment.html" %}\n'
OWN = {"site.yaml": f"{SMALL['site.yaml']}theme: own\n", "themes/own/theme.yaml": "name: Own\nextends: default\n"}
PLACE = "content/plans/2025-2028/commitments/{}/commitment.md"
TWO = SMALL | {PLACE.format("another"): SMALL[PLACE.format("open-clinics")].replace("number:", "# number:")}
PAGE = "themes/own/templates/plans/commitment.html"


@pytest.mark.parametrize(
    ("source", "fixed"),
    [
        (BASE, True),
        (BASE + '{% block head %}<meta name="a" content="b">{% endblock %}', True),
        (BASE + "{% block head %}{{ super() }}<!-- more -->{% endblock %}\n{% block main %}{% endblock %}", True),
        (BASE + "{# a remark #}outside of all blocks", True),
        ("<p>No other template</p>", False),
        ("{% extends view.base %}", False),
        (BASE + "{% block head %}{{ title }}{% endblock %}", False),
        (BASE + "{% block head %}{{ _('Words') }}{% endblock %}", False),
        (BASE + "{% block head %}{{ super()|upper }}{% endblock %}", False),
        (BASE + "{% block head %}{{ super(1) }}{% endblock %}", False),
        (BASE + "{% block head %}{% if title %}x{% endif %}{% endblock %}", False),
        (BASE + "{% block head %}{% include 'macros/x.html' %}{% endblock %}", False),
        (BASE + "{% block head %}{% block inner %}{{ super() }}{% endblock %}{% endblock %}", False),
        (BASE + "{% set title = 'x' %}", False),
        (BASE + "{% import 'macros/x.html' as x %}", False),
    ],
)
def test_a_template_is_fixed_where_it_shows_nothing_of_its_view(source: str, fixed: bool) -> None:
    assert compiled.is_fixed(jinja2.Environment().parse(source)) is fixed


HEAD = "{% block head %}x{% endblock %}"


@pytest.mark.parametrize(
    ("files", "sure"),
    [
        ({PAGE: BASE}, True),
        (
            {
                PAGE: BASE
                + '{% block head %}<meta name="a" content="{ b }">{% endblock %}\n{% block c2 %}{% endblock %}'
            },
            True,
        ),
        ({PAGE: BASE + HEAD + HEAD}, False),  # two blocks of one name
        ({PAGE: BASE + "{% block head %}{{ super() }}{% endblock %}"}, False),
        ({PAGE: BASE + "{% block head %}{{% endblock %}"}, False),
        ({PAGE: BASE + "{% block head %}{# a remark #}{% endblock %}"}, False),
        ({PAGE: BASE + "{% block head required %}{% endblock %}"}, False),
        ({PAGE: BASE + "{% block head %}"}, False),
        ({PAGE: BASE + BASE}, False),
        ({PAGE: "<p>No other template</p>"}, False),
        ({PAGE: '{% extends "default/nothing.html" %}'}, False),
        ({PAGE: '{% extends "plans/commitment.html" %}'}, False),  # itself
        ({PAGE: '{% extends "default/../plans/commitment.html" %}'}, False),
        ({PAGE: '{% extends "other.html" %}', "themes/own/templates/other.html": BASE}, False),
        ({PAGE: BASE, "themes/own/templates/base.html": '{% extends "default/base.html" %}'}, False),
        ({PAGE: BASE, "themes/own/locale/en.po": ""}, False),
    ],
)
def test_a_template_is_sure_where_it_only_puts_fixed_words_into_shipped_ones(
    tmp_path: Path, files: dict[str, str], sure: bool
) -> None:
    root = write_site(tmp_path, {"themes/own/theme.yaml": OWN["themes/own/theme.yaml"]} | files)
    theme = open_theme("own", root)
    assert theme.is_sure("plans/commitment.html", root) is sure
    if sure:
        assert theme.is_fixed("plans/commitment.html", root)
        theme.environment.get_template("plans/commitment.html")


def test_templates_lie_where_jinja_finds_them(tmp_path: Path) -> None:
    own: Files = {PAGE: BASE, "themes/own/templates/default/base.html": "x", "themes/own/templates/wrong.html": b"\xff"}
    theme = open_theme("own", write_site(tmp_path, OWN, own))
    more = (
        "",
        "/",
        ".",
        "..",
        "none.html",
        "default",
        "default/",
        "own/base.html",
        "own/plans/commitment.html",
        "wrong.html",
    )
    odd = (
        "./base.html",
        "//base.html",
        "default//base.html",
        "default/./base.html",
        "default/../base.html",
        "a\\b",
        "plans",
    )
    assert len(theme.templates) > 100
    for name in (*theme.templates, *more, *odd):
        try:
            text, file, _ = theme.environment.loader.get_source(theme.environment, name)  # type: ignore[union-attr]
            found: tuple[str, Path | None] = text, Path(file or "")
        except (jinja2.TemplateNotFound, UnicodeDecodeError):
            found = "", None
        assert theme.found(name) == found, name


@pytest.mark.slow
def test_one_page_in_each_language_shows_the_faults_of_a_fixed_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, base, least, most, code in (
        ("sure", BASE + HEAD, 0, 0, ""),
        ("fixed", BASE + "{% block head %}{{ super() }}{% endblock %}", 2, 2, ""),
        ("all", BASE + "{% block head %}{{ super() }}{{ page.title }}{% endblock %}", 4, 99, ""),
        ("wrong", '{% extends "default/nothing.html" %}', 0, 1, "template"),
        ("unclosed", BASE + "{% block head %}", 0, 1, "template"),
        ("shown", BASE + "{% block head %}{{ super() }}{{ heading }}{% endblock %}", 0, 1, "template"),
    ):
        root = write_site(tmp_path / name, TWO | OWN | {PAGE: base})
        composed = Mock(side_effect=pages.composed)
        with monkeypatch.context() as patch:
            patch.setattr(pages, "composed", composed)
            result = build.make(build.Job(root, DAY, processes=1), held=None)
        assert {one.code for one in result.problems if one.fatal} == ({code} if code else set()), name
        assert least <= composed.call_count <= most, name
