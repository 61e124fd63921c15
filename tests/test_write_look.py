"""One look at the output serves a whole build, and what others do there meanwhile is found nevertheless."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sites import write_site

from ogpsite import write
from ogpsite.memory import seal
from ogpsite.model.site import Output
from ogpsite.problems import Refused
from ogpsite.write import looked, manifest, swap

PAGES = tuple(Output(path, path.encode()) for path in ("index.html", "a/index.html", "a/b/index.html", "c/x.json"))
OTHER = (Output("index.html", b"New"), *PAGES[1:])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site")


@pytest.fixture
def target(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output of a large site with its spare, as two builds left it."""
    monkeypatch.setattr(write, "SPARE_FROM", 1)
    monkeypatch.setattr(seal, "TICK", -60_000_000_000)  # so that folders are old at once
    target = tmp_path / "output"
    write.write(OTHER, target, root)
    write.write(PAGES, target, root)
    return target


def texts(target: Path) -> dict[str, str]:
    found = (path for path in target.rglob("*") if path.is_file() and path.name != write.MANIFEST)
    return {path.relative_to(target).as_posix(): path.read_text() for path in found}


def walks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that are looked through from now on."""
    found: list[Path] = []
    for name in ("survey", "survey_again", "names"):
        walk = getattr(manifest, name)

        def watched(folder: Path, *known: Any, walk: Callable[..., object] = walk) -> object:
            found.append(folder)
            return walk(folder, *known)

        monkeypatch.setattr(manifest, name, watched)
    return found


def test_the_output_is_looked_through_once(target: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write.write(OTHER, target, root, look=write.look(target))
    write.write(PAGES, target, root, look=write.look(target))
    found = walks(monkeypatch)
    written = write.write(OTHER, target, root, look=write.look(target))
    assert found == [target] and texts(target)["index.html"] == "New"
    assert written == write.Written(1, 3) and written.mark == seal.target_mark(target)
    assert texts(target.parent / ".output.ogpsite/next").keys() == {one.path for one in PAGES[1:]}


@pytest.mark.parametrize("outputs", [PAGES, OTHER, PAGES[:2], (*OTHER, Output("d/y.json", b"y"))])
@pytest.mark.parametrize("theirs", [(), ("a/CNAME", "theirs/x/y.txt")])
def test_what_is_told_of_the_new_site_is_what_lies_there(
    target: Path, root: Path, outputs: tuple[Output, ...], theirs: tuple[str, ...]
) -> None:
    for path in theirs:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text("theirs")
    for some in (outputs, PAGES, outputs):
        written = write.write(some, target, root, look=write.look(target))
        assert written.mark == seal.target_mark(target)
    assert texts(target) == {one.path: one.data.decode() for one in outputs} | dict.fromkeys(theirs, "theirs")


def test_where_somebody_put_a_link_the_output_is_looked_through(target: Path, root: Path) -> None:
    """What the link leads to belongs to the mark, too."""
    (target / "theirs").symlink_to("a")
    assert write.write(OTHER, target, root, look=write.look(target)).mark == ""
    assert (target / "theirs").is_symlink()


def edited(target: Path, path: str = "a/index.html") -> None:
    (target / path).write_text("by hand".ljust(len(path), "!"))
    os.utime(target / path, ns=(time.time_ns(), time.time_ns()))  # finer than the clock of the disk


def replaced(target: Path) -> None:
    (target / "a/new").write_text("by hand!!!!!")
    (target / "a/new").rename(target / "a/index.html")


def removed(target: Path) -> None:
    (target / "a/index.html").unlink()


def removed_whole(target: Path) -> None:
    shutil.rmtree(target / "a")


def removed_all(target: Path) -> None:
    shutil.rmtree(target)


def built_anew(target: Path) -> None:
    write.write((Output("index.html", b"Third"),), target, target.parent / "site")


CHANGES = [replaced, removed, removed_whole, removed_all, built_anew]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_changed_between_the_look_and_the_writing(
    target: Path, root: Path, change: Callable[[Path], None]
) -> None:
    before = write.look(target)
    change(target)
    write.write(OTHER, target, root, look=before)
    assert texts(target) == {one.path: one.data.decode() for one in OTHER}


def test_a_page_that_is_edited_meanwhile_is_made_again_by_the_next_build(target: Path, root: Path) -> None:
    write.write(PAGES, target, root, look=write.look(target))
    before = write.look(target)
    edited(target)
    written = write.write(OTHER, target, root, look=before)
    assert written.mark != seal.target_mark(target), "so the next build looks"
    found = write.look(target)
    assert "a/index.html" not in found.sure and found.sure.keys() == {one.path for one in OTHER} - {"a/index.html"}
    write.write(OTHER, target, root, look=found)
    assert texts(target) == {one.path: one.data.decode() for one in OTHER}


@pytest.mark.parametrize("damage", ["", "{", "0\n{}", "whole"])
def test_what_the_last_build_left_is_safe_to_lose(target: Path, root: Path, damage: str) -> None:
    for outputs in (OTHER, PAGES):
        write.write(outputs, target, root, look=write.look(target))
        edited(target)
        (target.parent / ".output.ogpsite/left.json").write_text(damage)
        if damage == "whole":
            shutil.rmtree(target.parent / ".output.ogpsite")
        write.write(outputs, target, root, look=write.look(target))
        assert texts(target) == {one.path: one.data.decode() for one in outputs}


def spare_lost(spare: Path) -> None:
    shutil.rmtree(spare)


def spare_thinned(spare: Path) -> None:
    (spare / "a/b/index.html").unlink()


def spare_filled(spare: Path) -> None:
    (spare / "a/b/more.txt").write_text("no page of ours")


def spare_edited(spare: Path) -> None:
    edited(spare, "a/b/index.html")


def spare_forged(spare: Path) -> None:
    (spare / "a/b/new").write_text("by hand!!!!!!!")
    (spare / "a/b/new").rename(spare / "a/b/index.html")


HARMS = [spare_lost, spare_thinned, spare_filled, spare_edited, spare_forged]


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_done_to_the_spare_reaches_no_reader(target: Path, root: Path, harm: Callable[[Path], None]) -> None:
    write.write(OTHER, target, root, look=write.look(target))
    harm(target.parent / ".output.ogpsite/next")
    for outputs in (PAGES, OTHER):
        write.write(outputs, target, root, look=write.look(target))
        assert texts(target) == {one.path: one.data.decode() for one in outputs}


def test_a_spare_of_copies_is_looked_through(target: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a disk knows no second names: what is done to the one file doesn't show in the other."""

    def refuse(*arguments: object, **options: object) -> None:
        raise OSError("none")

    monkeypatch.setattr(os, "link", refuse)
    for outputs in (OTHER, PAGES, OTHER, PAGES[1:]):
        written = write.write(outputs, target, root, look=write.look(target))
        assert texts(target) == {one.path: one.data.decode() for one in outputs}
        assert written.mark == seal.target_mark(target)


def test_files_of_others_that_come_between_the_look_and_the_writing_stay(target: Path, root: Path) -> None:
    before = write.look(target)
    (target / "a/b/theirs.txt").write_text("theirs")
    (target / "deep/er").mkdir(parents=True)
    (target / "deep/er/theirs.txt").write_text("theirs")
    write.write(OTHER, target, root, look=before)
    assert texts(target).items() >= {"a/b/theirs.txt": "theirs", "deep/er/theirs.txt": "theirs"}.items()
    before = write.look(target)
    (target / "new.html").write_text("theirs")
    with pytest.raises(Refused):
        write.write((*OTHER, Output("new.html", b"ours")), target, root, look=before)
    assert (target / "new.html").read_text() == "theirs"


def test_a_folder_that_becomes_a_link_meanwhile_is_not_followed(target: Path, root: Path, tmp_path: Path) -> None:
    before = write.look(target)
    shutil.move(target / "a", tmp_path / "elsewhere")
    (target / "a").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused):
        write.write(OTHER, target, root, look=before)
    assert (tmp_path / "elsewhere/index.html").read_text() == "a/index.html"


@pytest.mark.parametrize("place", ["theirs.txt", "a/b/theirs.txt", "deep/theirs.txt"])
def test_files_of_others_that_come_while_the_new_site_is_made_stay(
    target: Path, root: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    exchange = swap.exchange

    def late(there: Path, folder: Path) -> bool:
        (there / place).parent.mkdir(exist_ok=True)
        (there / place).write_text("theirs")
        return exchange(there, folder)

    monkeypatch.setattr(swap, "exchange", late)
    written = write.write(OTHER, target, root, look=write.look(target))
    assert (target / place).read_text() == "theirs"
    assert written.mark == seal.target_mark(target)


def test_when_a_look_is_not_believed(target: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody looked at the clock, folders were changed just before, or their times tell nothing."""
    found = write.look(target)
    assert looked.stands(found, target) and not looked.stands(replace(found, moment=0), target)
    assert not looked.stands(looked.Look(), target) and not looked.stands(write.look(root), root)
    monkeypatch.setattr(seal, "TICK", 50_000_000)
    os.utime(target / "a/b")
    assert not looked.stands(write.look(target), target)
    monkeypatch.setattr(seal, "TICK", -60_000_000_000)
    found = write.look(target)
    monkeypatch.setattr(looked, "keeps_times", lambda folder: False)
    seen = walks(monkeypatch)
    write.write(OTHER, target, root, look=found)
    assert seen.count(target) == 1, "looked through again"
    monkeypatch.setattr("sys.platform", "win32")
    assert not looked.stands(write.look(target), target)


def test_whether_a_disk_keeps_the_times_of_folders(tmp_path: Path) -> None:
    os.utime(tmp_path, (1, 1))
    assert looked.keeps_times(tmp_path) and list(tmp_path.iterdir()) == []


def thinned(target: Path) -> None:
    (target / "a/b/index.html").unlink()


def filled(target: Path) -> None:
    (target / "a/b/theirs.txt").write_text("theirs")


def deepened(target: Path) -> None:
    (target / "a/b/theirs").mkdir()
    (target / "a/b/theirs/x.txt").write_text("theirs")


def turned_to_a_link(target: Path) -> None:
    (target / "a").rename(target.parent / "elsewhere")
    (target / "a").symlink_to(target.parent / "elsewhere")


def nothing(target: Path) -> None:
    pass


@pytest.mark.parametrize("change", [*CHANGES, nothing, edited, thinned, filled, deepened, turned_to_a_link])
@pytest.mark.parametrize("theirs", [(), ("a/b/CNAME", "theirs/x/y.txt")])
def test_by_what_a_build_left_the_same_is_seen(
    target: Path, root: Path, change: Callable[[Path], None], theirs: tuple[str, ...]
) -> None:
    for path in theirs:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text("theirs")
    for outputs in (OTHER, (*PAGES, Output("d/y.json", b"y")), PAGES, OTHER):
        write.write(outputs, target, root, look=write.look(target))
        assert write.look(target).seen == manifest.survey(target)
    assert write.look(target).left.there
    change(target)
    assert write.look(target).seen == (manifest.survey(target) if target.is_dir() else {})


def test_only_folders_that_were_changed_are_opened(target: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for outputs in (OTHER, PAGES, OTHER):
        write.write(outputs, target, root, look=write.look(target))
    opened: list[str] = []
    scan = os.scandir

    def watched(path: str) -> Any:
        opened.append(path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", watched)
    assert len(write.look(target).seen) == 7 and opened == [f"{target}/"]
    filled(target)
    opened.clear()
    assert "a/b/theirs.txt" in write.look(target).seen and opened == [f"{target}/", f"{target}/a/b"]


def test_a_folder_that_was_changed_just_before_is_opened(
    target: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal, "TICK", 50_000_000)
    for outputs in (OTHER, PAGES, OTHER):
        write.write(outputs, target, root, look=write.look(target))
    there = write.look(target).left.there
    assert set(map(tuple, there.values())) <= {(-1, -1)}
