"""The documentation as a site, made by ogpsite itself: every page of it, and no link that leads nowhere."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from crawl import broken_links
from sites import DAY, ROOT, text_of, words

from ogpsite import build

pytestmark = pytest.mark.slow


def maker() -> Any:
    """The script docs/site.py."""
    spec = importlib.util.spec_from_file_location("docs_site", ROOT / "docs/site.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_docs_as_a_site(tmp_path: Path) -> None:
    script = maker()
    assert len(set(script.keys().values())) == len(script.keys()), "two files would be the same page"
    script.sources(tmp_path)
    result = build.make(build.Job(tmp_path, DAY))
    assert words(result.problems) == []
    assert list(broken_links(result, "/")) == []
    for path, key in script.keys().items():
        title = script.titled((ROOT / path).read_text("utf-8"))[0]
        page = text_of(result, f"{key}/index.html".lstrip("/"))
        assert title.split("`")[0] in page, path
