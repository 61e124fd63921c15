"""What templates may read is a contract with themes: docs/views.md says it, and no default template reads more."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType

import pytest
from jinja2 import meta
from jinja2.nodes import Assign, FromImport, Import, Macro, Name
from sites import ROOT

from ogpsite.theme import open_theme

pytestmark = pytest.mark.slow
GIVEN = {"_", "_a", "_n", "n_", "again", "page", "site"}


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_views", ROOT / "docs" / "views.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_current(maker: ModuleType) -> None:
    assert (ROOT / "docs" / "views.md").read_text("utf-8") == maker.text(), "run `make reference`"


def test_templates_read_only_what_their_views_hold(maker: ModuleType) -> None:
    """Each template asks for names of its view alone."""
    theme = open_theme("default", ROOT)
    for template, names in maker.views().items():
        if not template.endswith(".html"):
            continue
        source = theme.environment.parse(theme.source(template))
        own = {one[1] if isinstance(one, tuple) else one for used in source.find_all(FromImport) for one in used.names}
        own |= {used.target for used in source.find_all(Import)} | {one.name for one in source.find_all(Macro)}
        own |= {one.target.name for one in source.find_all(Assign) if isinstance(one.target, Name)}
        asked = meta.find_undeclared_variables(source) - GIVEN - own
        assert asked <= names, f"{template}: {asked - names}"


def test_page_and_site_hold_what_the_shell_reads(maker: ModuleType) -> None:
    found = maker.views()
    folder = ROOT / "themes" / "default" / "templates"
    base = "".join((folder / name).read_text("utf-8") for name in ("base.html", "macros/shell.html"))
    for name in ("page", "site"):
        assert set(re.findall(rf"\b{name}\.(\w+)", base)) <= found[name]
