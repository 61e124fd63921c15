"""Texts converted while the records are checked: the same bytes, and nothing of what is nobody's Markdown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sites import DAY, SMALL, write_site

from ogpsite import ahead, build, load, prose, workers
from ogpsite.memory.shelves import Memory

HERE = os.getpid()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ahead, "ENOUGH", 1)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    prose.CLEANED.clear()
    return write_site(tmp_path / "site", SMALL)


def test_another_process_converts_what_stands_below_front_matter(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = load.load(root)[0].sources
    wanted = {one.body for one in sources if one.body and one.kind != "contribution"}
    assert wanted
    monkeypatch.setattr(prose, "SHARE", 1)
    with ahead.converting(sources, Memory().shelf("prose"), 2) as converted:
        assert not prose.CLEANED
        converted()
    assert prose.CLEANED.keys() == wanted
    assert all(made == prose.clean(text) for text, made in prose.CLEANED.items())


def test_the_same_site_as_without(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [(one.path, one.data) for one in build.make(build.Job(root, DAY, processes=2)).outputs]
    prose.CLEANED.clear()
    monkeypatch.setattr(ahead, "ENOUGH", 10_000)
    assert [(one.path, one.data) for one in build.make(build.Job(root, DAY, processes=1)).outputs] == made


def test_nothing_is_converted_that_earlier_builds_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert build.build(build.Job(root, DAY), root / "output", memory=Memory(root / ".ogpsite/cache", 1)).ok
    prose.CLEANED.clear()
    monkeypatch.setattr(workers, "begun", lambda *given: pytest.fail(f"begun: {given}"))
    build.make(build.Job(root, DAY), memory=Memory(root / ".ogpsite/cache", 1))


def test_what_is_refused_when_it_is_read_is_not_converted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "content/news").mkdir(parents=True, exist_ok=True)
    (root / "content/news/2026-01-01-a.md").write_bytes(b"---\ntitle: \xff\n---\nwords\n")
    monkeypatch.setattr(workers, "begun", lambda *given: pytest.fail(f"begun: {given}"))
    assert not build.make(build.Job(root, DAY)).ok
