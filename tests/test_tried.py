"""Which pages a check makes for the sake of a site's own templates: all, unless these only hold fixed words."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import jinja2
import pytest
from sites import DAY, SMALL, write_site

from ogpsite import build, compiled
from ogpsite.outputs import pages

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


@pytest.mark.slow
def test_one_page_in_each_language_shows_the_faults_of_a_fixed_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, base, least, most, code in (
        ("fixed", BASE, 2, 2, ""),
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
