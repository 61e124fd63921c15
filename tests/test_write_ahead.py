"""Files of a first site that are put in their places while it is made, and what becomes of them however that ends."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from faults.faulty import DONE, KILLED, in_child, tree
from sites import DAY, LONE, words, write_site

from ogpsite import build, workers, write
from ogpsite.memory import seal
from ogpsite.model.site import Output, Remembered
from ogpsite.outputs import pages
from ogpsite.problems import Refused
from ogpsite.write import looked, stage, swap
from ogpsite.write.ahead import Ahead, Placed
from ogpsite.write.looked import Look

FILES = {"index.html": b"Home", "plans/a/index.html": b"A", "plans/b/index.html": b"B", "empty.txt": b""}
LATE = (Output("robots.txt", b"All"), Output("plans/a/late.json", b"{}"))
WHOLE = FILES | {one.path: one.data for one in LATE}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "public/output"


@pytest.fixture
def ahead(target: Path) -> Iterator[Ahead]:
    with write.begun(target, write.look(target)) as found:
        yield found


def put(ahead: Ahead, path: str, data: bytes) -> Output:
    """An output whose file was put in its place."""
    placed = ahead.put(path, data)
    assert isinstance(placed, Placed)
    ahead.take(placed)
    return Remembered(path, hashlib.sha256(data).hexdigest(), len(data), partial(ahead.get, path))


def all_put(ahead: Ahead) -> list[Output]:
    return [put(ahead, path, data) for path, data in FILES.items()]


def site_in(target: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(target).items() if path != write.MANIFEST}


def beside(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


def test_what_was_put_ahead_is_the_site_and_is_not_written_again(
    target: Path, root: Path, ahead: Ahead, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = all_put(ahead)
    numbers = {path: Path(ahead.folder, path).stat().st_ino for path in FILES}
    written: list[str] = []
    wrote = stage.put

    def noted(path: str, output: Output, root: Path) -> None:
        written.append(output.path)
        wrote(path, output, root)

    monkeypatch.setattr(stage, "put", noted)
    assert write.write([*outputs, *LATE], target, root, ahead=ahead) == write.Written(6)
    assert site_in(target) == WHOLE and sorted(written) == sorted(one.path for one in LATE)
    assert {path: (target / path).stat().st_ino for path in FILES} == numbers
    assert {one.path: one.data for one in outputs} == FILES, "they can still be read"
    ahead.close()
    assert site_in(target) == WHOLE and beside(target) == ["output"]
    assert write.write([*outputs, *LATE], target, root) == write.Written(0, 6), "and the list of files is right"


def test_what_is_told_of_files_put_ahead_is_what_lies_there(
    target: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "SPARE_FROM", 1)
    with write.begun(target, write.look(target)) as ahead:
        mark = write.write([*all_put(ahead), *LATE], target, root, ahead=ahead).mark
    assert mark and mark == seal.target_mark(target)


def test_what_is_not_wanted_after_all_is_not_published(target: Path, root: Path, ahead: Ahead) -> None:
    outputs = all_put(ahead)
    put(ahead, "gone/deep/x.html", b"Withdrawn")
    put(ahead, "robots.txt", b"another size")
    write.write([*outputs, *LATE], target, root, ahead=ahead)
    assert site_in(target) == WHOLE and not (target / "gone").exists()


def test_files_of_others_that_hold_the_same_bytes_stay_theirs(target: Path, root: Path) -> None:
    (target / "plans/a").mkdir(parents=True)
    (target / "plans/a/index.html").write_bytes(b"A")
    (target / "CNAME").write_text("opengov.example")
    number = (target / "plans/a/index.html").stat().st_ino
    with write.begun(target, write.look(target)) as ahead:
        plan = stage.planned({one.path: one for one in all_put(ahead)}, target, root, looked.look(target))
        seen, _ = stage.stage(Path(ahead.folder).with_name("next"), plan, target, root, ahead)
        made = Path(ahead.folder)
        assert (made / "plans/a/index.html").stat().st_ino == number and (made / "CNAME").is_file()
        assert {path for path in seen if path[-1] != "/"} == {*FILES, "CNAME"}


def test_the_folder_has_the_rights_of_the_output(target: Path, root: Path) -> None:
    target.mkdir(parents=True)
    target.chmod(0o700)
    with write.begun(target, write.look(target)) as ahead:
        assert Path(ahead.folder).stat().st_mode & 0o777 == 0o700
        outputs = all_put(ahead)
        target.chmod(0o711)
        write.write(outputs, target, root, ahead=ahead)
    assert target.stat().st_mode & 0o777 == 0o711


def test_nothing_is_put_ahead_of_a_later_site_or_where_there_is_no_room_beside_it(
    target: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write.write(LATE, target, root)
    with write.begun(target, write.look(target)) as ahead:
        assert not ahead.folder and ahead.put("a", b"a") is None and beside(target) == ["output"]
    monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "mounted")
    with write.begun(target.with_name("mounted"), looked.Look()) as ahead:
        assert not ahead.folder


@pytest.mark.parametrize("path", ["../out.html", "/etc/out", "a/../../out", "a//b", "a\0b", "C:\\x", ""])
def test_nothing_is_put_outside(target: Path, ahead: Ahead, path: str) -> None:
    assert ahead.put(path, b"out") is None
    assert not any(Path(ahead.folder).iterdir())


def test_what_cannot_be_written_leaves_nothing(ahead: Ahead, monkeypatch: pytest.MonkeyPatch) -> None:
    put(ahead, "a", b"a file")
    assert ahead.put("a/b", b"below a file") is None
    write_ = os.write
    monkeypatch.setattr(os, "write", lambda number, data: write_(number, data[:3]))
    assert ahead.put("half", b"of this the disk takes three bytes") is None

    def full(number: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    assert ahead.put("none", b"none of it") is None
    assert tree(Path(ahead.folder)) == {"a": b"a file"}


def test_a_file_that_a_worker_wrote_before_it_was_killed_is_written_anew(ahead: Ahead) -> None:
    assert ahead.put("plans/a.html", b"half of") and put(ahead, "plans/a.html", b"half of it").data == b"half of it"


def test_other_processes_put_their_files_there(ahead: Ahead) -> None:
    shares = [f"{n % 3}/{n}.html" for n in range(40)]
    for placed in workers.spread(lambda path: ahead.put(path, path.encode()), shares, 2, join=False):
        assert placed
        ahead.take(placed)
    assert {path: ahead.get(path).decode() for path in ahead.there} == dict(zip(shares, shares, strict=True))
    sent = pickle.loads(pickle.dumps(ahead))
    assert sent.put("of one that was started anew", b"x") and ahead.get("of one that was started anew") == b"x"
    sent.close()
    assert Path(ahead.folder).is_dir(), "it belongs to the process that made it"
    assert in_child(ahead.close) == DONE and Path(ahead.folder).is_dir()


@pytest.mark.parametrize("name", ["output", "next"])
def test_an_output_that_can_not_be_moved(target: Path, root: Path, stuck: Callable[[str], None], name: str) -> None:
    target.mkdir(parents=True)
    stuck(name)
    with write.begun(target, write.look(target)) as ahead:
        assert write.write([*all_put(ahead), *LATE], target, root, ahead=ahead) == write.Written(6, at_once=False)
    assert site_in(target) == WHOLE and beside(target) == ["output"]


def test_a_build_that_is_refused_leaves_nothing(target: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with write.begun(target, write.look(target)) as ahead:
        all_put(ahead)
    assert not any(target.parent.iterdir()), "something is wrong with the site"

    def full(path: str, output: Output, root: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(stage, "put", full)
    with write.begun(target, write.look(target)) as ahead, pytest.raises(Refused):
        write.write([*all_put(ahead), *LATE], target, root, ahead=ahead)
    assert not any(target.parent.iterdir()), "the disk is full"


# whose folder it is


def killed(target: Path) -> None:
    with write.begun(target, write.look(target)) as ahead:
        all_put(ahead)
        os.kill(os.getpid(), signal.SIGKILL)


def test_what_a_killed_build_left_goes_with_the_next(target: Path, root: Path) -> None:
    assert in_child(lambda: killed(target)) == KILLED
    assert [path.name[:6] for path in (target.parent / ".output.ogpsite").iterdir()] == [swap.AHEAD]
    with write.begun(target, write.look(target)) as ahead:
        write.write([*all_put(ahead), *LATE], target, root, ahead=ahead)
    assert beside(target) == ["output"]


def test_what_another_build_makes_meanwhile_stays(target: Path, root: Path, ahead: Ahead) -> None:
    outputs = all_put(ahead)
    assert in_child(lambda: write.write([Output("index.html", b"of another build")], target, root)) == DONE
    assert site_in(target) == {"index.html": b"of another build"}
    assert write.write([*outputs, *LATE], target, root, ahead=ahead) == write.Written(6)
    assert site_in(target) == WHOLE and beside(target) == ["output"]


def test_only_with_a_lock(target: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a disk has no locks, another build couldn't know that the folder is in use."""

    def none(*given: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    (left := target.parent / ".output.ogpsite/ahead-1").mkdir(parents=True)
    monkeypatch.setattr(fcntl, "flock", none)
    with write.begun(target, write.look(target)) as ahead:
        assert not ahead.folder and left.parent.is_dir()
    write.write(LATE, target, root)
    assert left.is_dir()
    monkeypatch.undo()
    write.write(LATE, target, root)
    assert not left.exists()


def test_a_folder_that_another_build_took_away(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    samestat = os.path.samestat
    monkeypatch.setattr(os.path, "samestat", lambda one, other: False)
    with write.begun(target, write.look(target)) as ahead:
        assert not ahead.folder
    assert not any(target.parent.iterdir())
    monkeypatch.setattr(os.path, "samestat", samestat)
    (target.parent / f".output.ogpsite/{swap.AHEAD}{os.getpid()}").mkdir(parents=True)
    with write.begun(target, write.look(target)) as ahead:
        assert not ahead.folder, "of another machine's process of this number"


# whole builds


@pytest.mark.slow
@pytest.mark.parametrize("spooled_from", [1, 1_000_000])
def test_the_same_bytes_ahead_or_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spooled_from: int) -> None:
    monkeypatch.setattr(pages, "SPOOLED_FROM", spooled_from)
    root = write_site(tmp_path / "site", LONE)
    taken: list[str] = []
    take = Ahead.take

    def noted(ahead: Ahead, placed: Placed) -> None:
        taken.append(placed.path)
        take(ahead, placed)

    monkeypatch.setattr(Ahead, "take", noted)
    for processes in (1, 2):
        assert build.build(build.Job(root, DAY, processes=processes), tmp_path / f"ahead{processes}/output").ok
    most = len(tree(tmp_path / "ahead1")) * 3 // 4
    assert len(taken) == 2 * len(set(taken)) > 2 * most, "most files were put ahead, each once in each build"
    monkeypatch.setattr(Ahead, "put", lambda ahead, path, data: None)
    assert build.build(build.Job(root, DAY, processes=2), tmp_path / "plain/output").ok
    assert tree(tmp_path / "ahead1") == tree(tmp_path / "ahead2") == tree(tmp_path / "plain")


@pytest.mark.slow
def test_a_first_site_with_a_fault_leaves_nothing(tmp_path: Path) -> None:
    faulty = {"themes/own/theme.yaml": "name: Own\nextends: default\n", "themes/own/templates/home.html": "{{ x.y.z }}"}
    root = write_site(tmp_path / "site", {"site.yaml": f"{LONE['site.yaml']}theme: own\n"}, faulty)
    result = build.build(build.Job(root, DAY, processes=2), tmp_path / "public/output")
    assert words(result.problems) and not result.ok
    assert not any((tmp_path / "public").iterdir())


def test_the_disk_takes_files_now_and_then_and_the_process_that_began_does_not_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: list[tuple[int, bool]] = []

    def settled(folder: Path) -> None:
        there.append((len([*folder.iterdir()]), threading.current_thread() is threading.main_thread()))

    monkeypatch.setattr("ogpsite.write.ahead.MANY", 2)
    monkeypatch.setattr(swap, "settle", settled)
    with write.begun(tmp_path / "output", Look()) as begun:
        for number in range(9):
            assert begun.put(f"{number}.txt", b"a")
            begun.settled_so_far()
        assert begun.settling is None and threading.active_count() == 1, "who forks has no threads"
        other = Ahead(begun.folder)
        other.owner = -1
        assert other.put("of another process.txt", b"a") and other.put("of it.txt", b"a") and not other.settling
    assert there == [(2, False), (4, False), (8, False)]


@pytest.mark.parametrize("stuck", ["no thread", "no file"])
def test_a_disk_or_a_system_that_refuses_this_costs_nothing_but_time(
    stuck: str, ahead: Ahead, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: object) -> None:
        raise RuntimeError("can't start new thread") if stuck == "no thread" else OSError(errno.EMFILE, "too many")

    monkeypatch.setattr("ogpsite.write.ahead.MANY", 1)
    place, name = (threading.Thread, "start") if stuck == "no thread" else (swap, "settle")
    monkeypatch.setattr(place, name, refused)
    assert len(all_put(ahead)) == len(FILES)
    ahead.settled_so_far()
    assert ahead.settling is None and not capsys.readouterr().err
