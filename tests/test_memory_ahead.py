"""What was understood of a new site is written beside its place, while other processes make pages."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from sites import DAY, LONE, bare, bare_theme, write_site

from ogpsite import build, write
from ogpsite.memory.shelves import Memory
from ogpsite.memory.understood import NAME, Understood
from ogpsite.model.values import Node as Written
from ogpsite.problems import Place, Problem, Refused, phrase

NODE = Written("x", 1)


def memory_of(folder: Path, *nouns: Any) -> Memory:
    memory = Memory(folder / "cache", 1)
    memory.understood = lambda: list(nouns)
    return memory


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_it_is_put_in_its_place_when_all_else_is(tmp_path: Path) -> None:
    memory = memory_of(tmp_path, NODE)
    memory.shelf("step").keep("key", "value")
    with memory.writing():
        memory.write_ahead()
        assert [name.partition(".")[0] for name in names(tmp_path) if name != ".gitignore"] == [NAME]
        assert NAME not in names(tmp_path), "it is written, but only beside its place"
        memory.save()
    assert names(tmp_path) == [".gitignore", "step", NAME]
    assert Memory(tmp_path / "cache").nouns() == [NODE] and Memory(tmp_path / "cache").shelf("step").get("key")


def test_the_same_bytes_ahead_or_at_the_end(tmp_path: Path) -> None:
    memory_of(tmp_path / "plain", NODE, [NODE]).save()
    memory = memory_of(tmp_path / "ahead", NODE, [NODE])
    with memory.writing():
        memory.write_ahead()
        memory.save()
    plain, ahead = ((tmp_path / name / "cache" / NAME).read_bytes() for name in ("plain", "ahead"))
    assert ahead == plain


def test_nothing_is_kept_of_a_site_that_is_not_written(tmp_path: Path) -> None:
    memory = memory_of(tmp_path, NODE)
    with pytest.raises(Refused), memory.writing():
        memory.write_ahead()
        raise Refused(Problem(Place("output"), "output", phrase("the disk is full")))
    assert names(tmp_path) == [".gitignore"]


def test_what_can_not_be_written_is_not_kept(tmp_path: Path) -> None:
    deep = NODE
    for _ in range(2_000):
        deep = Written({"a": deep}, 1)
    memory = memory_of(tmp_path, deep)
    with memory.writing():
        memory.write_ahead()
        memory.save()
    assert names(tmp_path) == [".gitignore"], "nested too deep"
    (tmp_path / "file").write_text("no folder")
    memory = memory_of(tmp_path / "file", NODE)
    with memory.writing():
        memory.write_ahead()
        memory.save()
    assert names(tmp_path) == [".gitignore", "file"]


def test_what_is_known_already_is_kept_as_ever(tmp_path: Path) -> None:
    entry = ("step", (NODE,), (), NODE)
    memory_of(tmp_path, entry).save()
    memory = memory_of(tmp_path, entry)
    assert memory.nouns() == [entry]
    before = names(tmp_path)
    for one in (memory, Memory(None)):
        with one.writing():
            one.write_ahead()
            assert names(tmp_path) == before, "nothing beside its place"
            one.save()
    assert memory_of(tmp_path).nouns() == [entry]


def test_a_site_is_built_where_nothing_can_be_kept(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {**bare_theme(), "site.yaml": bare(LONE["site.yaml"])})
    (tmp_path / "cache").write_text("no folder")
    memory = Memory(tmp_path / "cache", time.time_ns())
    assert build.build(build.Job(root, DAY), tmp_path / "output", memory=memory).ok
    assert (tmp_path / "output/index.html").exists() and (tmp_path / "cache").read_text() == "no folder"


@pytest.mark.slow
def test_a_build_puts_it_there_after_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(tmp_path / "site", {**bare_theme(), "site.yaml": bare(LONE["site.yaml"])})
    cache, put, written = root / ".ogpsite/cache", Understood.put, write.write
    told: list[str] = []

    def seen(*given: Any) -> write.Written:
        assert told or not (cache / NAME).exists()
        found = written(*given)
        told.append("site")
        return found

    def noted(kept: Understood) -> None:
        told.append("memory")
        put(kept)

    monkeypatch.setattr(write, "write", seen)
    monkeypatch.setattr(Understood, "put", noted)
    for target in ("one", "two"):
        assert build.build(
            build.Job(root, DAY, processes=2), tmp_path / target, memory=Memory(cache, time.time_ns())
        ).ok
        time.sleep(0.06)
    assert told == ["site", "memory", "site", "memory"], "so small a file is written anew each time"
    assert names(cache) and not any(name.endswith(".part") for name in names(cache))


def test_halves_that_killed_builds_left_go_after_a_while(tmp_path: Path) -> None:
    old, young, other = (tmp_path / "cache" / name for name in ("understood.7.part", "tables/plans.8.part", "a.txt"))
    for path in (old, young, other):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("half", "utf-8")
    now = time.time_ns()
    for path in (old, other):
        os.utime(path, ns=(now - 3_700_000_000_000,) * 2)
    Memory(tmp_path / "cache", now).save()
    assert [path.exists() for path in (old, young, other)] == [False, True, True]
