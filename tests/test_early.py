"""Texts converted while the records are read: the same bytes, and nothing of what is nobody's Markdown or too much."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sites import DAY, SMALL, write_site

from ogpsite import build, derive, early, load, prose, workers
from ogpsite.memory import seal
from ogpsite.memory.shelves import Memory, Shelf
from ogpsite.model.facts import Edition
from ogpsite.outputs import listing
from ogpsite.views import changes


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(early, "ENOUGH", 1)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    prose.CLEANED.clear()
    return write_site(tmp_path / "site", SMALL)


def early_texts(root: Path) -> dict[str, prose.Kept]:
    """What is converted of a site before its records are known."""
    prose.CLEANED.clear()
    with early.Texts(root, Shelf(), 2) as texts:
        load.load(root, begin=texts.begin)
        assert not prose.CLEANED
        texts.finish(lambda: None)
    return dict(prose.CLEANED)


def test_another_process_converts_what_stands_below_front_matter(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose, "SHARE", 1)
    wanted = {one.body for one in load.load(root)[0].sources if one.body and one.kind != "contribution"}
    found = early_texts(root)
    assert wanted and found.keys() == wanted
    assert all(made == prose.clean(text) for text, made in found.items())


def test_the_sample_holds_no_other_texts() -> None:
    """Whatever forms its files have: without fields, with blank lines, in other languages."""
    root = Path(__file__).parent.parent
    sources = load.load(root)[0].sources
    wanted = {one.path: one.body for one in sources if one.path.endswith(".md") and one.kind != "contribution"}
    size = 1  # below any limit
    assert {path: load.markdown_of(root, path, size) for path in wanted} == wanted
    others = {one.path for one in sources if one.kind == "contribution"}
    assert others and not any(load.markdown_of(root, path, size) for path in others)


@pytest.mark.slow
def test_the_same_site_as_without(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [(one.path, one.data) for one in build.make(build.Job(root, DAY, processes=2)).outputs]
    prose.CLEANED.clear()
    monkeypatch.setattr(early, "ENOUGH", 10_000)
    assert [(one.path, one.data) for one in build.make(build.Job(root, DAY, processes=1)).outputs] == made


def test_nothing_is_converted_that_earlier_builds_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert build.build(build.Job(root, DAY), root / "output", memory=Memory(root / ".ogpsite/cache", 1)).ok
    prose.CLEANED.clear()
    monkeypatch.setattr(workers, "begun", lambda *given: pytest.fail(f"begun: {given}"))
    build.make(build.Job(root, DAY), memory=Memory(root / ".ogpsite/cache", 1))


def test_what_is_wrong_with_a_file_is_left_to_who_loads_it(root: Path) -> None:
    news = root / "content/plans/2025-2028/commitments/open-clinics/progress"
    news.mkdir(parents=True, exist_ok=True)
    bomb = "*a " * 400_000
    for name, data in (
        ("2026-01-01-a", b"---\ntitle: \xff\n---\nwords that are no text\n"),
        ("2026-01-02-b", f"---\ntitle: A bomb\ndate: 2026-01-02\n---\n{bomb}\n".encode()),
        ("2026-01-03-c", b"---\ntitle: no end\n"),
        ("2026-01-04-d", b""),
    ):
        (news / f"{name}.md").write_bytes(data)
    assert not any("words that are no text" in text or "*a *a" in text for text in early_texts(root))
    told = [(one.place.path, one.code) for one in build.make(build.Job(root, DAY, processes=2)).problems if one.fatal]
    prose.CLEANED.clear()
    alone = [(one.place.path, one.code) for one in build.make(build.Job(root, DAY, processes=1)).problems if one.fatal]
    assert told == alone and {path.rpartition("/")[2] for path, _ in told} >= {"2026-01-01-a.md", "2026-01-02-b.md"}


def test_a_command_begins_with_what_its_seal_found(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files that were just looked at for the mark of all sources, of which the build knows the same."""
    monkeypatch.setattr(prose, "SHARE", 1)
    inside: seal.Inside = {}
    (root / "notes.md").write_text("no content", "utf-8")
    seal.source_mark(root, root / "output", time.time_ns() + seal.COARSE, inside)
    told: dict[str, int] = {}
    load.load(root, begin=told.update)
    found = early.texts_in(inside)
    assert found == {path: size for path, size in told.items() if path.endswith(".md")}
    with early.begun(root, Shelf(), inside) as texts:
        assert texts.are_begun
        begun = texts.results
        again: list[str] = []
        job = build.Job(root, DAY, texts=[texts], inside=inside)
        result = build.make(job)
        assert result.ok and not job.texts
        assert texts.results is begun and not next(begun, None)
        texts.finish(lambda: again.append("opened"))
        assert again


class Unknown(dict[str, Any]):
    """Files of which nothing is known yet."""

    def __getitem__(self, name: str) -> Any:
        raise AssertionError(name)

    get = __iter__ = __contains__ = __len__ = __getitem__  # type: ignore[assignment]


def test_pages_are_listed_while_others_convert(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose, "SHARE", 1)
    seen: list[str] = []
    noted(monkeypatch, prose, "learn", seen)
    noted(monkeypatch, listing, "listed", seen)
    assert build.make(build.Job(root, DAY, processes=2)).ok
    assert seen.count("listed") == 1 and seen[0] == "listed" and "learn" in seen


def noted(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, seen: list[str]) -> None:
    """Notes each call of a function."""
    function = getattr(module, name)

    def called(*given: Any) -> Any:
        seen.append(name)
        return function(*given)

    monkeypatch.setattr(module, name, called)


def test_the_list_of_pages_needs_no_text_file_or_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the sample, which has all kinds of pages; so they can be listed before these are known."""
    job = build.Job(Path(__file__).parent.parent, DAY)
    edition, _ = build.understand(job, *load.load(job.root))
    assert edition and edition.site.files and edition.site.pictures
    wanted = listing.all_pages(edition)
    site = replace(edition.site, files=Unknown(), pictures=Unknown())
    monkeypatch.setattr(prose, "cleaned", Unknown().get)
    assert listing.listed(Edition(site=site, facts=derive.derive(site))) == wanted


def test_what_pages_were_listed_by_is_known_with_other_looks(root: Path) -> None:
    job = build.Job(root, DAY)
    edition, _ = build.understand(job, *load.load(root))
    assert edition
    found = changes.filters(edition)
    other, _ = build.dressed(job, edition)
    assert other.look != edition.look
    assert changes.filters(other) is found
