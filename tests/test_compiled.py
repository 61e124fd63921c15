"""Templates give what plain Jinja gives, whatever they are written with and whatever a view holds."""

# ruff: noqa: E501 - templates are read on one line
from __future__ import annotations

import itertools
from typing import Any

import jinja2
import pytest
from markupsafe import Markup

from ogpsite.engine import Environment
from ogpsite.views.tongue import Shown
from ogpsite.words import Said, Words

LIBRARY = """\
{% macro plain(a, b='"d"') %}<i>{{ a }}|{{ b }}</i>{% endmacro %}
{% macro rest(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}
{% macro around(a) %}<b>{{ a }}{{ caller(a) }}</b>{% endmacro %}
{% autoescape false %}{% macro raw(a) %}<i>{{ a }}</i>{% endmacro %}{% endautoescape %}
{% set words = "<set>" %}
"""
TEMPLATES = {
    "values": "{{ x }}{{ x ~ '<' }}{{ x|string }}{{ x|e }}{{ x|safe }}{{ [x] }}",
    "names": "{{ view.x }}{{ view.deep.x }}{{ view.get('x') }}{{ view['x'] }}{{ view.deep['x'] }}",
    "methods": "{% for k, v in view.deep.items() %}{{ k }}={{ v }};{% endfor %}{{ 'a<b'.upper() }}{{ view.keys()|list }}",
    "missing": "{{ view.nothing }}",
    "missing deep": "{{ view.nothing.more }}",
    "missing name": "{{ nothing }}",
    "missing but asked": "{{ nothing is defined }}{{ view.nothing is defined }}{{ view.nothing|default('<none>') }}",
    "no function": "{{ x() }}{{ view.x() }}",
    "no macro": "{{ nothing(1) }}",
    "macros": "{% from 'lib' import plain, rest %}{{ plain(x) }}{{ plain(x, x) }}{{ plain(b=x, a=x) }}{{ plain() }}",
    "wide macros": "{% from 'lib' import rest %}{{ rest(x) }}{{ rest(x, 1, c=x) }}{{ rest(*[x, x]) }}{{ rest(**{'a': x}) }}",
    "too many": "{% from 'lib' import plain %}{{ plain(1, 2, 3) }}",
    "wrong name": "{% from 'lib' import plain %}{{ plain(c=3) }}",
    "keyword": "{% from 'lib' import rest %}{{ rest(x, class=x) }}",
    "called": "{% from 'lib' import around %}{% call(y) around(x) %}({{ y }}){% endcall %}",
    "raw macro": "{% from 'lib' import raw %}{{ raw(x) }}{% autoescape false %}{{ raw(x) }}{% endautoescape %}",
    "raw use": "{% from 'lib' import plain %}{% autoescape false %}{{ x }}{{ plain(x) }}{{ view.x }}{% endautoescape %}",
    "doubtful use": "{% from 'lib' import plain %}{% autoescape x %}{{ x }}{{ plain(x) }}{{ view.x }}{% endautoescape %}",
    "module": "{% import 'lib' as lib %}{{ lib.plain(x) }}{{ lib.words }}{{ lib.nothing }}",
    "own macro": "{% macro own(a) %}{{ a }}{{ view.x }}{% endmacro %}{{ own(x) }}{% set y = own(x) %}{{ y }}{{ y ~ x }}",
    "recursion": "{% for one in view.tree recursive %}<{{ one.x }}{{ loop(one.tree) if one.tree }}>{% endfor %}",
    "loop": "{% for one in (x, 1, '<') %}{{ loop.index }}{{ loop.cycle('<', '>') }}{{ one }}{% endfor %}",
    "block set": "{% set y %}<b>{{ x }}</b>{% endset %}{{ y }}{{ y|length }}{% filter upper %}{{ x }}{% endfilter %}",
    "namespace": "{% set n = namespace(x=x) %}{% set n.y = x %}{{ n.x }}{{ n.y }}",
    "choice": "{{ view.x if view.deep.x else view.nothing }}{{ '<' if view.x == x else x }}",
    "heir": "{% extends 'base' %}{% block main %}{{ super() }}{{ x }}{{ self.foot() }}{% endblock %}",
    "base": "<{% block main %}{{ view.x }}{% endblock %}{% block foot %}{{ x }}{% endblock %}>",
    "fixed words": "{{ _('<Words> & {x}') }}{{ _('<Words> & {x}') }}<a title='{{ _a('<Words>') }}'>{{ _('{x}', x=x) }}{{ _(x|string) }}",
    "other words": "{% macro own(_) %}{{ _('x') }}{% endmacro %}{{ own(view.get) }}{{ _('x') }}{% for _ in [view.get] %}{{ _('x') }}{% endfor %}",
    "words that are no function": "{% set _ = x %}{{ _('x') }}",
    "macros in macros": "{% from 'lib' import plain, raw %}{{ plain(plain(x), plain()) }}{{ plain(raw(x)) }}{{ raw(plain(x)) ~ x }}",
    "no macros": "{% from 'lib' import words %}{{ view.get('x') }}{{ words.upper() }}{{ range(2) }}{{ view.deep.values()|list }}",
    "missing in a macro": "{% from 'lib' import plain %}{{ plain(nothing) }}",
    "included": "{% include 'base' %}{% include 'nothing' ignore missing %}",
}
VALUES: tuple[Any, ...] = (
    "", "words", "<b>&\"'</b>", Markup("<b>safe</b>"), 0, -1, 1.5, float("inf"), True, None, ["<"], {"<": "&"},
    Said(Markup("<i>said</i>")), Said(Markup("said &amp;"), "en"), Shown("<shown>", "ar"), Shown("<shown>"),
    type("Words", (str,), {})("<own>"), b"<bytes>", (1, "<"),
)  # fmt: skip


say = Words("en").say


def quote(message: str) -> str:
    return str(say(message))


def environment(kind: type[jinja2.Environment]) -> jinja2.Environment:
    loader = jinja2.DictLoader({"lib": LIBRARY} | TEMPLATES)
    made = kind(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals |= {"_": say, "_a": quote}
    if isinstance(made, Environment):
        made.speak(say, quote)
    return made


OURS, PLAIN = environment(Environment), environment(jinja2.Environment)


def made(where: jinja2.Environment, name: str, value: Any) -> tuple[str, str]:
    """A page, or the kind and words of its fault."""
    leaf = {"x": value, "tree": []}
    view = {"x": value, "deep": {"x": value, "y": "<"}, "tree": [leaf | {"tree": [leaf]}]}
    try:
        return "page", where.get_template(name).render(x=value, view=view)
    except (jinja2.TemplateError, TypeError, ValueError, KeyError, AttributeError) as error:
        return type(error).__name__, str(error)


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_give_what_plain_jinja_gives(name: str) -> None:
    for value in VALUES:
        ours, plain = made(OURS, name, value), made(PLAIN, name, value)
        assert ours == plain, (name, value)


def test_pairs_of_values_are_shown_as_plain_jinja_shows_them() -> None:
    source = "{{ a }}{{ a ~ b }}{% macro m(c) %}{{ c }}{% endmacro %}{{ m(a) ~ b }}{{ m(m(b)) }}{{ a if b else b }}"
    ours, plain = OURS.from_string(source), PLAIN.from_string(source)
    for a, b in itertools.product(VALUES, repeat=2):
        assert ours.render(a=a, b=b) == plain.render(a=a, b=b), (a, b)


def test_a_view_is_asked_for_its_value_before_its_methods() -> None:
    assert OURS.from_string("{{ view.title }}{{ view.x }}").render(view={"title": "<t>", "x": 1}) == "&lt;t&gt;1"


def test_a_message_without_values_is_said_once() -> None:
    asked = []

    def noted(message: str) -> Markup:
        asked.append(message)
        return Markup("<b>said</b>")

    ours = Environment(autoescape=True)
    ours.globals["_"] = noted
    ours.speak(noted, quote)
    page = ours.from_string("{{ _('a') }}{{ _('b') }}{% for one in 'xy' %}{{ _('a') }}{% endfor %}")
    assert [page.render(), page.render()] == ["<b>said</b>" * 4] * 2
    assert asked == ["a", "b"]


def test_a_fault_names_its_line() -> None:
    with pytest.raises(jinja2.UndefinedError) as fault:
        OURS.from_string("one\ntwo\n{{ view.deep.more.x }}").render(view={"deep": {}})
    lines = [one.lineno + 1 for one in fault.traceback if "<template>" in str(one.path)]
    assert lines[-1] == 3
