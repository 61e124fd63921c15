"""One build at a time, in one step: whose turn it is, what a killed build left, and the ways of other systems."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from sites import write_site

from ogpsite import write
from ogpsite.model.site import Output, Remembered
from ogpsite.problems import Refused, worded
from ogpsite.write import inplace, manifest, stage, swap

PAGES = (Output("index.html", b"Home"), Output("plans/index.html", b"Plans"))
OTHER = (Output("index.html", b"New home"), Output("plans/index.html", b"Plans"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "public" / "output"


def beside(target: Path) -> Path:
    return target.parent / ".output.ogpsite"


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def site_in(folder: Path) -> dict[str, str]:
    return {name: text for name, text in files(folder).items() if name != write.MANIFEST}


NEW = {"index.html": "New home", "plans/index.html": "Plans"}


# whose turn it is


class Clock:
    """Stands for the pause: notes how long is waited, and does something at a certain try."""

    def __init__(self, do: Any = None, at: int = 3) -> None:
        self.waited: list[float] = []
        self.do, self.at = do, at

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        if self.do and len(self.waited) == self.at:
            self.do()


def taken_by_another(target: Path) -> IO[bytes]:
    beside(target).mkdir(parents=True)
    file = (beside(target) / "lock").open("ab")
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def test_one_waits_for_the_other_and_says_so_once(target: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = taken_by_another(target)
    clock, said = Clock(other.close, 4), list[str]()
    monkeypatch.setattr(swap, "PAUSE", clock)
    assert write.write(PAGES, target, root, said.append) == write.Written(2, 0, 0)
    assert said == ["Another build is writing to this folder; waiting for it"]
    assert clock.waited == [0.01, 0.1, 0.1, 0.1], "the first look again comes soon"
    assert not beside(target).exists()


def test_a_turn_that_soon_ends_is_not_spoken_of(target: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, said = taken_by_another(target), list[str]()
    monkeypatch.setattr(swap, "PAUSE", Clock(other.close, 1))
    write.write(PAGES, target, root, said.append)
    assert said == []


def test_nobody_waits_for_ever(target: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(swap, "PAUSE", clock)
    monkeypatch.setattr(swap, "PATIENCE", 5)
    with taken_by_another(target), pytest.raises(Refused) as refusal:
        write.write(PAGES, target, root)
    (problem,) = refusal.value.problems
    assert worded(problem) == (
        f"{target}: error: the site could not be written: another build is writing to this folder  [output]\n"
        "       = look at the free space and at your rights, then build again; the site is whole"
    )
    assert len(clock.waited) == 5 and not target.exists()
    assert swap.Busy(0, "x").strerror == "x"


def test_a_folder_that_another_build_took_away_is_made_again(
    target: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one held the turn, and takes its folder away when it ends: the lock that we hold is nobody's then."""
    real, clock = swap.is_same, Clock()
    seen: list[bool] = []

    def same(file: IO[bytes], path: Path) -> bool:
        if not seen:
            path.unlink()
        seen.append(real(file, path))
        return seen[-1]

    monkeypatch.setattr(swap, "is_same", same)
    monkeypatch.setattr(swap, "PAUSE", clock)
    assert write.write(PAGES, target, root).written == 2
    assert (seen, clock.waited) == ([False, True], [0.01])


def test_another_lock_in_our_place_is_not_ours(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("ab") as file:
        assert swap.is_same(file, tmp_path / "lock")
        (tmp_path / "lock").rename(tmp_path / "old")
        (tmp_path / "lock").write_text("")
        assert not swap.is_same(file, tmp_path / "lock")
        assert not swap.is_same(file, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("error", "ours"), [(BlockingIOError(), False), (PermissionError(), False), (OSError(errno.ENOLCK, "none"), True)]
)
def test_file_systems_without_locks_have_turns_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, ours: bool
) -> None:
    def refuse(*arguments: object) -> None:
        raise error

    monkeypatch.setattr(fcntl, "flock", refuse)
    with (tmp_path / "lock").open("ab") as file:
        assert swap.taken(file) is ours


def test_a_lock_is_had_by_one_alone(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("ab") as one, (tmp_path / "lock").open("ab") as other:
        assert swap.taken(one)
        assert not swap.taken(other)


def test_the_lock_can_not_be_had_where_the_folder_is_gone(tmp_path: Path) -> None:
    assert swap.opened(tmp_path / "a" / "b") is None
    (tmp_path / "file").write_text("x")
    assert swap.opened(tmp_path / "file") is None
    file = swap.opened(tmp_path / "new")
    assert file is not None and Path(file.name) == tmp_path / "new" / "lock"
    swap.release(tmp_path / "new", file)
    assert file.closed and not (tmp_path / "new").exists()


def test_a_work_folder_with_something_in_it_stays(tmp_path: Path) -> None:
    file = swap.opened(tmp_path / "new")
    assert file is not None
    (tmp_path / "new" / "next").mkdir()
    swap.release(tmp_path / "new", file)
    assert file.closed and sorted(path.name for path in (tmp_path / "new").iterdir()) == ["lock", "next"]


# the work folder


def test_where_there_can_be_no_work_folder_files_are_replaced_one_by_one(
    target: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert write.write(PAGES, target, root) == write.Written(2, 0, 0, at_once=False)
    assert write.write(OTHER, target, root) == write.Written(1, 1, 0, at_once=False)
    assert write.write(OTHER, target, root) == write.Written(0, 2, 0), "nothing to do is done at once"
    assert site_in(target) == NEW
    assert not beside(target).exists()


def test_a_file_of_somebody_else_at_its_place(target: Path, root: Path) -> None:
    target.parent.mkdir()
    beside(target).write_text("mine")
    assert write.write(PAGES, target, root) == write.Written(2, 0, 0, at_once=False)
    assert beside(target).read_text() == "mine"


def test_a_mounted_output_can_not_be_moved(target: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write.write(PAGES, target, root)
    monkeypatch.setattr(Path, "is_mount", lambda path: path == target)
    assert write.write(OTHER, target, root) == write.Written(1, 1, 0, at_once=False)
    assert site_in(target) == NEW


def test_a_folder_that_can_not_be_looked_at(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert swap.work_folder(target) == beside(target)

    def refuse(error: OSError) -> Any:
        def mkdir(path: Path, **options: object) -> None:
            raise error

        return mkdir

    monkeypatch.setattr(Path, "mkdir", refuse(PermissionError()))
    assert swap.work_folder(target) is None
    monkeypatch.setattr(Path, "mkdir", refuse(FileNotFoundError()))
    assert swap.work_folder(target) == beside(target), "another build just took it away"


# the exchange, as systems can


def test_in_two_steps_where_the_system_has_no_single_one(
    target: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "at_once", lambda one, other: False)
    assert write.write(PAGES, target, root) == write.Written(2, 0, 0)
    assert write.write(OTHER, target, root) == write.Written(1, 1, 0)
    assert site_in(target) == NEW
    assert not beside(target).exists(), "the old site is gone"


@pytest.mark.parametrize("name", ["output", "next"])
def test_an_output_that_can_not_be_moved(target: Path, root: Path, stuck: Callable[[str], None], name: str) -> None:
    """The old site can't go, or the new one can't come: then the old one is back, and its files are replaced."""
    write.write(PAGES, target, root)
    stuck(name)
    assert write.write(OTHER, target, root) == write.Written(1, 1, 0, at_once=False)
    assert site_in(target) == NEW
    assert not beside(target).exists()


class Library:
    """The C library of a system, as far as it has what is asked for."""

    def __init__(self, **calls: Any) -> None:
        vars(self).update(calls)


@pytest.mark.parametrize(("answer", "done"), [(0, True), (-1, False)])
def test_each_system_is_asked_in_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: int, done: bool
) -> None:
    asked: list[tuple[object, ...]] = []

    def call(*arguments: object) -> int:
        asked.append(arguments)
        return answer

    one, other = tmp_path / "one", tmp_path / "other"
    for library in (Library(renameat2=call), Library(renamex_np=call)):
        monkeypatch.setattr(swap, "system_library", lambda library=library: library)
        assert swap.at_once(one, other) is done
    assert asked == [(-100, bytes(one), -100, bytes(other), 2), (bytes(one), bytes(other), 2)]
    for nothing in (Library(), None):
        monkeypatch.setattr(swap, "system_library", lambda nothing=nothing: nothing)
        assert swap.at_once(one, other) is False


def test_the_disk_takes_all_before_the_next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the file system of the folder where that can be asked, else all of them."""
    asked: list[int] = []
    numbers: list[int] = []

    def syncfs(number: int) -> None:
        numbers.append(number)
        asked.append(os.fstat(number).st_ino)

    monkeypatch.setattr(os, "sync", lambda: asked.append(0))
    for library in (Library(syncfs=syncfs), Library(), None):
        monkeypatch.setattr(swap, "system_library", lambda library=library: library)
        swap.settle(tmp_path)
    assert asked == [tmp_path.stat().st_ino, 0, 0]
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(numbers[0])


def test_a_system_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(swap.system_library(), ctypes.CDLL)

    def refuse(*arguments: object, **options: object) -> None:
        raise OSError("none")

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    assert swap.system_library() is None


# what a killed build left


def test_an_old_site_goes_back_where_no_site_is(target: Path, root: Path) -> None:
    (beside(target) / "old").mkdir(parents=True)
    (beside(target) / "old/index.html").write_text("Old")
    swap.recover(target, beside(target))
    assert files(target) == {"index.html": "Old"}
    assert list(beside(target).iterdir()) == []


def test_an_old_site_goes_where_the_new_one_is(target: Path, root: Path) -> None:
    write.write(PAGES, target, root)
    (beside(target) / "old").mkdir(parents=True)
    (beside(target) / "old/index.html").write_text("Old")
    swap.recover(target, beside(target))
    assert site_in(target)["index.html"] == "Home"
    assert list(beside(target).iterdir()) == []


@pytest.mark.parametrize("whole", [True, False])
def test_half_a_site_goes_and_a_whole_one_stays(target: Path, whole: bool) -> None:
    new = beside(target) / "next"
    new.mkdir(parents=True)
    (new / "index.html").write_text("Half")
    if whole:
        (new / write.MANIFEST).write_text("{}")
    swap.recover(target, beside(target))
    assert new.exists() is whole


def test_a_link_at_the_place_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/file").write_text("x")
    (tmp_path / "next").symlink_to(tmp_path / "theirs")
    swap.cleared(tmp_path / "next")
    swap.cleared(tmp_path / "nowhere")
    assert files(tmp_path) == {"theirs/file": "x"}


# the spare of large sites


def test_a_large_site_keeps_its_last_one_to_make_the_next_from(
    target: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "SPARE_FROM", 2)
    write.write(PAGES, target, root)
    write.write(OTHER, target, root)
    spare = beside(target)
    assert (spare / ".gitignore").read_text() == "*\n"
    assert site_in(spare / "next") == {"plans/index.html": "Plans"}, "what is no longer said lies nowhere"
    third = (*OTHER, Output("a/b.html", b"B"))
    assert write.write(third, target, root) == write.Written(1, 2, 0)
    assert site_in(target) == {**NEW, "a/b.html": "B"}
    assert write.write(OTHER, target, root) == write.Written(0, 2, 1)
    assert site_in(target) == NEW
    assert write.write(PAGES[:1], target, root).written == 1
    assert not spare.exists(), "a site that became small keeps none"


def test_a_small_site_keeps_none(target: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "SPARE_FROM", 3)
    write.write(PAGES, target, root)
    write.write(OTHER, target, root)
    assert not beside(target).exists()
    assert write.SPARE_FROM == 3


# what is surely as it was


def test_whether_the_last_site_is_intact(target: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not write.intact(target) and write.look(target).sure == {}
    write.write(PAGES, target, root)
    for name in ("index.html", "plans/index.html"):
        os.utime(target / name, (1, 1))
    digests = {one.path: (stage.digest(target / one.path), len(one.data)) for one in PAGES}
    assert write.intact(target) and write.look(target).sure == digests
    (target / "theirs.txt").write_text("x")
    assert write.intact(target), "files of others are none of ours"
    os.utime(target / "index.html")
    moment = (target / write.MANIFEST).stat().st_mtime_ns
    os.utime(target / "index.html", ns=(moment, moment))
    assert not write.intact(target) and list(write.look(target).sure) == ["plans/index.html"]
    (target / "index.html").unlink()
    assert not write.intact(target) and list(write.look(target).sure) == ["plans/index.html"]

    def refuse(path: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "scandir", refuse)
    assert not write.intact(target) and not write.look(target).sure, "a folder that can't be looked at"
    monkeypatch.undo()
    (target / "plans").rename(target / "elsewhere")
    (target / "plans").write_text("a file at the place of a folder")
    assert write.look(target).sure == {}


def test_what_is_remembered_needs_no_bytes(root: Path) -> None:
    assert stage.entry_of(Remembered("a", "f" * 64, 7, lambda: b""), root) == manifest.Entry("f" * 64, 7)
    (root / "content/a.bin").write_bytes(b"abc")
    copy = Output("a.bin", copy_of="a.bin")
    assert stage.entry_of(copy, root) == manifest.Entry(stage.digest(root / "content/a.bin"), 3)
    assert stage.entry_of(Output("a.bin", copy_of="a.bin", sha256="e" * 64), root) == manifest.Entry("e" * 64, 3)


# what stands in the way


def refused(target: Path, root: Path, outputs: tuple[Output, ...]) -> str:
    with pytest.raises(Refused) as refusal:
        write.write(outputs, target, root)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.place.path) == ("output", str(target))
    return f"{problem.message} | {problem.hint}"


THERE = "is already there, and ogpsite did not write it | move the file away, or choose another folder"


def test_a_file_of_somebody_else(target: Path, root: Path) -> None:
    write.write(PAGES, target, root)
    (target / "a.html").write_text("Not ours")
    assert refused(target, root, (*PAGES, Output("a.html", b"A"))) == f"'a.html' {THERE}"
    assert refused(target, root, (*PAGES, Output("a.html/index.html", b"A"))) == f"'a.html' {THERE}"


def test_a_folder_of_somebody_else_at_the_place_of_a_file(target: Path, root: Path) -> None:
    write.write(PAGES, target, root)
    (target / "a/b").mkdir(parents=True)
    (target / "a/b/c").write_text("Not ours")
    assert refused(target, root, (*PAGES, Output("a", b"A"))) == f"'a' {THERE}"
    assert write.write((*PAGES, Output("a/index.html", b"A")), target, root) == write.Written(1, 2, 0)
    assert (target / "a/b/c").read_text() == "Not ours"


def test_a_folder_that_is_a_link(target: Path, root: Path, tmp_path: Path) -> None:
    write.write(PAGES, target, root)
    (tmp_path / "elsewhere").mkdir()
    (target / "a").symlink_to(tmp_path / "elsewhere")
    assert refused(target, root, (*PAGES, Output("a/index.html", b"A"))) == (
        "the folder 'a' is a link that leads elsewhere, and ogpsite did not make it | "
        "remove the link, or choose another folder"
    )
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_files_for_the_host_that_somebody_changed_stand(target: Path, root: Path) -> None:
    mine = (*PAGES, Output(".htaccess", b"ours"), Output("CNAME", b"ours"))
    write.write(mine, target, root)
    (target / ".htaccess").write_text("theirs")
    newer = (*PAGES, Output(".htaccess", b"newer"), Output("CNAME", b"newer"))
    assert write.write(newer, target, root) == write.Written(1, 2, 0)
    assert (target / ".htaccess").read_text() == "theirs"
    assert (target / "CNAME").read_text() == "newer"
    assert write.write(PAGES, target, root).removed == 1
    assert (target / ".htaccess").read_text() == "theirs", "nobody removes what is no longer ours"


@pytest.mark.parametrize("path", ["../a", "", "/a"])
def test_nothing_is_written_outside(target: Path, root: Path, path: str) -> None:
    assert write.write((*PAGES, Output(path, b"x")), target, root).written == 2
    assert site_in(target.parent) == {"output/index.html": "Home", "output/plans/index.html": "Plans"} | {
        name: text for name, text in site_in(target.parent).items() if name == "output/.ogpsite.json"
    }


# files one by one


def test_a_file_of_the_sources_is_replaced_where_it_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "addresses.csv"
    write.keep(path, "é\n")
    assert path.read_bytes() == "é\n".encode()
    os.utime(path, (1, 1))
    write.keep(path, "é\n")
    assert path.stat().st_mtime == 1
    write.keep(path, "b\n")
    assert path.read_text() == "b\n" and [one.name for one in tmp_path.iterdir()] == ["addresses.csv"]

    def refuse(path: str, output: Output, root: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(stage, "put", refuse)
    with pytest.raises(Refused) as refusal:
        write.keep(path, "c\n")
    assert [worded(one) for one in refusal.value.problems] == [
        "addresses.csv: error: the file could not be written: No space left on device  [output]\n"
        "       = look at the free space and at your rights"
    ]
    assert path.read_text() == "b\n"


def test_folders_become_files_and_files_folders_one_by_one(
    target: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    write.write((Output("a", b"A"), Output("b/c/d", b"D"), Output("e/f", b"F")), target, root)
    written = write.write((Output("a/index.html", b"A"), Output("b", b"B"), Output("e/f", b"F")), target, root)
    assert written == write.Written(2, 1, 2, at_once=False)
    assert site_in(target) == {"a/index.html": "A", "b": "B", "e/f": "F"}
    write.write((), target, root)
    assert [path.name for path in target.iterdir()] == [write.MANIFEST]
    assert manifest.read(target).files == {}


def test_the_list_names_old_and_new_while_the_work_goes_on(
    target: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a build that is killed leaves nothing that the next doesn't know."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    write.write(PAGES, target, root)
    seen: list[set[str]] = []
    put = inplace.put

    def watched(path: Path, output: Output, root: Path) -> None:
        seen.append(set(manifest.read(target).files))
        put(path, output, root)

    monkeypatch.setattr(inplace, "put", watched)
    write.write((OTHER[0], Output("new.html", b"N")), target, root)
    both = {"index.html", "plans/index.html", "new.html"}
    assert seen == [{"index.html", "plans/index.html"}, both, both, both]
    assert set(manifest.read(target).files) == {"index.html", "new.html"}


def test_an_empty_folder_gives_way_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a.ogpsite-part").write_text("left by a killed build")
    inplace.put(tmp_path / "a", Output("a", b"A"), tmp_path)
    assert files(tmp_path) == {"a": "A"}


def test_parts_of_killed_builds_go(target: Path, root: Path) -> None:
    write.write(PAGES, target, root)
    (target / "index.html.ogpsite-part").write_text("half")
    (target / ".ogpsite.json.ogpsite-part").write_text("half")
    (target / "theirs.ogpsite-part").write_text("theirs")
    assert write.write(PAGES, target, root) == write.Written(0, 2, 2)
    assert sorted(site_in(target)) == ["index.html", "plans/index.html", "theirs.ogpsite-part"]


# the new site


def test_links_are_copies_where_the_file_system_has_none(
    target: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write.write(PAGES, target, root)
    (target / "theirs").symlink_to("index.html")
    os.utime(target / "plans/index.html", (1, 1))

    def refuse(*arguments: object, **options: object) -> None:
        raise OSError(errno.EXDEV, "no")

    monkeypatch.setattr(os, "link", refuse)
    write.write(OTHER, target, root)
    assert site_in(target) == {**NEW, "theirs": "New home"}
    assert (target / "theirs").is_symlink() and (target / "theirs").readlink() == Path("index.html")
    assert (target / "plans/index.html").stat().st_mtime == 1


def test_unchanged_files_are_the_same_files(target: Path, root: Path) -> None:
    write.write(PAGES, target, root)
    number = (target / "plans/index.html").stat().st_ino
    write.write(OTHER, target, root)
    assert (target / "plans/index.html").stat().st_ino == number


def test_the_output_keeps_its_rights(target: Path, root: Path) -> None:
    write.write(PAGES, target, root)
    target.chmod(0o750)
    (target / "theirs").mkdir(mode=0o700)
    os.utime(target / "theirs", (1, 1))
    write.write(OTHER, target, root)
    assert target.stat().st_mode & 0o777 == 0o750
    assert (target / "theirs").stat().st_mode & 0o777 == 0o700
    assert (target / "theirs").stat().st_mtime == 1


def test_large_files_are_copied_in_pieces_and_compared(root: Path, tmp_path: Path) -> None:
    data = os.urandom(stage.PIECE + 7)
    (root / "content/big.bin").write_bytes(data)
    right = stage.digest(root / "content/big.bin")
    stage.put(str(tmp_path / "a"), Output("a", copy_of="big.bin", sha256=right), root)
    assert (tmp_path / "a").read_bytes() == data
    stage.put(str(tmp_path / "b"), Output("b", copy_of="big.bin"), root)
    with pytest.raises(Refused) as refusal:
        stage.put(str(tmp_path / "c"), Output("c", copy_of="big.bin", sha256="0" * 64), root)
    assert [worded(one) for one in refusal.value.problems] == [
        "content/big.bin: error: this file was changed while the site was built  [changed]\n       = build again"
    ]
    with pytest.raises(FileExistsError):
        stage.put(str(tmp_path / "a"), Output("a", b"x"), root)


def test_what_cannot_be_made_leaves_nothing(target: Path, root: Path) -> None:
    write.write(PAGES, target, root)
    (root / "content/a.bin").write_bytes(b"a")
    with pytest.raises(Refused):
        write.write((*OTHER, Output("a.bin", copy_of="a.bin", sha256="0" * 64)), target, root)
    assert site_in(target) == {"index.html": "Home", "plans/index.html": "Plans"}
    assert not beside(target).exists()


# where nothing may be built to


@pytest.mark.parametrize(
    ("place", "message"),
    [
        (".git/output", "the output folder lies inside the records of git"),
        ("a\0b", "the output folder can't be looked at: embedded null byte"),
        ("loop/a", "the output folder can't be looked at: "),
    ],
)
def test_more_folders_that_are_refused(root: Path, place: str, message: str) -> None:
    (root / "loop").symlink_to("loop")
    problem = write.refusal(root / place, root)
    assert problem and problem.message.startswith(message)


def test_two_ways_to_write_an_accent_are_one_name() -> None:
    pair = (Output("caf\u00e9/index.html", b"1"), Output("cafe\u0301/index.html", b"2"))
    assert [one.message for one in write.collisions(pair)] == [
        "/cafe\u0301/index.html and /caf\u00e9/index.html differ only by capital letters"
    ]
    (outside,) = write.collisions((Output("../a", b"1"),))
    assert (outside.place.path, outside.code, outside.message, outside.hint) == (
        "content", "collision", "/../a would lie outside the site", "rename a record, an alias, or a redirect"
    )  # fmt: skip
    twice, folder = write.collisions((Output("a", b"1"), Output("a", b"1"), Output("a/b", b"2")))
    assert twice.hint == folder.hint == "rename a record, an alias, or a redirect"
    assert twice.code == folder.code == "collision"
