"""What stands on many pages is made once: the same HTML, the same notes of what was read, and nothing of one page."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import meta, nodes
from told_nodes import each

from ogpsite import theme
from ogpsite.engine import Environment
from ogpsite.model import noted
from ogpsite.parts import Part, again

SHIPPED = theme.open_theme("default", Path())
WORDS = {"_", "_a", "n_", "_n", "again"}
asked: list[object] = []


def macro(part: dict[str, str], *values: object) -> str:
    asked.append((part["title"], *values))
    noted.read_field(f"news:{part['title']}.title")
    return f"<b>{part['title']}{values}</b>"


@pytest.fixture(autouse=True)
def nobody_asked() -> None:
    asked.clear()


def test_what_is_shown_of_a_part_is_made_once_for_each_macro_and_its_values() -> None:
    part, equal = Part(title="a"), Part(title="a")
    assert [again(macro, part, 2), again(macro, part, 2)] == ["<b>a(2,)</b>"] * 2
    assert asked == [("a", 2)]
    assert again(macro, part, 3) == "<b>a(3,)</b>"
    assert again(lambda one: one["title"], part) == "a"
    again(macro, equal, 2)  # another one may be of another language
    assert asked == [("a", 2), ("a", 3), ("a", 2)]


def test_of_anything_else_it_is_made_each_time() -> None:
    own = {"title": "a"}
    again(macro, own)
    own["title"] = "b"
    assert again(macro, own) == "<b>b()</b>"
    again(macro, Part(title="c") | {"item": 1})  # a page's own words were put to it
    again(macro, Part(title="c") | {"item": 2})
    assert len(asked) == 4


def test_each_page_has_read_what_was_read_for_it() -> None:
    part = Part(title="a")
    with noted.noting(True):
        pages = [noted.noted(lambda: again(macro, part))[1] for _ in range(2)]
        told = noted.told()
    assert len(asked) == 1
    reads = {number: (fields, names, nodes) for number, fields, names, nodes in each(told)}
    found = [reads[page.number] for page in pages if page]
    assert found[0] == found[1]
    assert found[0][0], "they read nothing else, so what was read for the part stands for them"


def test_what_fails_is_tried_again() -> None:
    part = Part()
    for _ in range(2):
        with pytest.raises(KeyError):
            again(macro, part)


def test_a_part_is_a_dict_to_templates() -> None:
    ours = Environment(autoescape=True)
    source = "{{ one.title }}{{ one['title'] }}{{ one.items()|list }}{{ one.none is defined }}{{ one|tojson }}"
    plain = {"title": "<a>"}
    assert ours.from_string(source).render(one=Part(plain)) == ours.from_string(source).render(one=plain)
    assert repr(Part(plain)) == repr(plain)  # a view is known again by it


def calls() -> Iterator[tuple[str, nodes.Template, str]]:
    """Each macro that a shipped template asks for something made once: the template, and the macro's name."""
    for name in SHIPPED.templates:
        tree = parsed(name)
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "again":
                asked = call.args[0]
                yield name, tree, asked.name if isinstance(asked, nodes.Name) else asked.attr  # type: ignore[attr-defined]


def home_of(tree: nodes.Template, name: str, macro: str) -> str:
    """Where a macro is written that a template calls. It isn't given the page's context."""
    if any(one.name == macro for one in tree.find_all(nodes.Macro)):
        return name
    imports: list[Any] = [*tree.find_all(nodes.FromImport), *tree.find_all(nodes.Import)]
    for one in imports:
        home = str(one.template.value)
        named = isinstance(one, nodes.Import) or macro in one.names
        if named and any(found.name == macro for found in parsed(home).find_all(nodes.Macro)):
            assert not one.with_context, (name, macro)
            return home
    raise AssertionError(f"{name}: where is {macro}?")


@functools.cache
def parsed(name: str) -> nodes.Template:
    return SHIPPED.environment.parse(SHIPPED.source(name))


def test_shipped_macros_that_are_made_once_show_only_what_they_are_given() -> None:
    """Neither they nor what they call may read the page: the first one would stand on all others."""
    queue = [(home_of(tree, name, macro), macro) for name, tree, macro in calls()]
    assert {("macros/cards.html", "commitment"), ("macros/shell.html", "foot")} <= set(queue)
    known = set()
    while queue:
        home, macro = queue.pop()
        if (home, macro) in known:
            continue
        known.add((home, macro))
        tree = parsed(home)
        (found,) = (one for one in tree.find_all(nodes.Macro) if one.name == macro)
        sets = {
            one.target.name for one in tree.body if isinstance(one, nodes.Assign) and isinstance(one.target, nodes.Name)
        }
        alone = nodes.Template([found])
        alone.set_environment(SHIPPED.environment)
        for free in meta.find_undeclared_variables(alone) - WORDS - sets:
            queue.append((home_of(tree, home, free), free))
