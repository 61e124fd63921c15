"""What was understood of a large new site is written by a process of its own, while the site is written."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
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
OURS = os.getpid()


def memory_of(folder: Path, *nouns: Any) -> Memory:
    memory = Memory(folder / "cache", 1)
    memory.understood = lambda: list(nouns)
    return memory


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_it_is_put_in_its_place_when_all_else_is(tmp_path: Path) -> None:
    memory = memory_of(tmp_path, NODE)
    memory.shelf("step").keep("key", "value")
    with memory.saving(2) as save:
        deadline = time.monotonic() + 60
        while not names(tmp_path) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert NAME not in names(tmp_path), "it may be written already, but only beside its place"
        save()
    assert names(tmp_path) == [".gitignore", "step", NAME]
    assert Memory(tmp_path / "cache").nouns() == [NODE] and Memory(tmp_path / "cache").shelf("step").get("key")


@pytest.mark.parametrize("processes", [1, 2])
def test_the_same_bytes_by_one_process_or_two(tmp_path: Path, processes: int) -> None:
    memory_of(tmp_path / "plain", NODE, [NODE]).save()
    with memory_of(tmp_path / "apart", NODE, [NODE]).saving(processes) as save:
        save()
    plain, apart = ((tmp_path / name / "cache" / NAME).read_bytes() for name in ("plain", "apart"))
    assert apart == plain


def test_nothing_is_kept_of_a_site_that_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(Refused), memory_of(tmp_path, NODE).saving(2):
        raise Refused(Problem(Place("output"), "output", phrase("the disk is full")))
    assert NAME not in names(tmp_path) and not any(name.endswith(".part") for name in names(tmp_path))


def killed(kept: Understood, entries: Callable[[], list[Any]]) -> bool:
    if os.getpid() != OURS:
        kept.part.write_bytes(b"half of it")
        os.kill(os.getpid(), signal.SIGKILL)
    return write_(kept, entries)


write_ = Understood.write


def test_where_that_process_is_killed_this_one_does_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Understood, "write", killed)
    with memory_of(tmp_path, NODE).saving(2) as save:
        save()
    assert Memory(tmp_path / "cache").nouns() == [NODE]


@pytest.mark.parametrize("processes", [1, 2])
def test_what_can_not_be_written_is_not_kept(tmp_path: Path, processes: int) -> None:
    deep = NODE
    for _ in range(2_000):
        deep = Written({"a": deep}, 1)
    with memory_of(tmp_path, deep).saving(processes) as save:
        save()
    assert names(tmp_path) == [".gitignore"], "nested too deep"
    (tmp_path / "file").write_text("no folder")
    with memory_of(tmp_path / "file", NODE).saving(processes) as save:
        save()
    assert names(tmp_path) == [".gitignore", "file"]


def test_what_is_known_already_is_kept_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = ("step", (NODE,), (), NODE)
    memory_of(tmp_path, entry).save()
    memory = memory_of(tmp_path, entry)
    assert memory.nouns() == [entry]
    monkeypatch.setattr(Understood, "write", None)
    with memory.saving(2) as save:
        save()
    with Memory(None).saving(2) as save:
        save()


@pytest.mark.slow
def test_a_build_puts_it_there_after_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "LARGE", 0)
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
    assert told == ["site", "memory", "site"], "the second build knew all that the first one kept"
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
