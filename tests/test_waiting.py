"""Where the bytes of a large site wait for the disk: each process writes them to a file of its own, without a name."""

from __future__ import annotations

import errno
import os
import signal
import tempfile
from pathlib import Path

import pytest
from faults.faulty import DONE, KILLED, disk_of_4_mb, in_child, tree
from sites import DAY, LONE, write_site

from ogpsite import build, workers
from ogpsite.memory import waiting
from ogpsite.memory.shelves import packed
from ogpsite.memory.waiting import MEMORY, Kept, Waiting
from ogpsite.outputs import pages

OURS = os.getpid()
BODIES = [b"first" * 99, b"", b"third"]


@pytest.fixture
def spool(tmp_path: Path) -> Waiting:
    """Room for what waits, of this process and of two workers."""
    made = Waiting()
    made.open(tmp_path / "output", 2)
    made.left = 0
    return made


def had(spool: Waiting, kept: Kept | bytes) -> bytes:
    assert isinstance(kept, Kept)
    return spool.get(kept)


def test_what_waits_is_had_again_and_has_no_name(spool: Waiting, tmp_path: Path) -> None:
    kept = [spool.keep(body) for body in BODIES]
    assert [had(spool, one) for one in reversed(kept)] == BODIES[::-1]
    assert spool.size == sum(map(len, BODIES)) and not any(tmp_path.iterdir())
    assert had(spool, spool.taken(packed(b"of another process"))) == b"of another process"


def test_where_much_of_the_room_is_taken_it_waits_packed(spool: Waiting) -> None:
    spool.room = 500
    kept = [spool.keep(body) for body in (BODIES[0], BODIES[0])]
    assert [isinstance(one, Kept) and one.packed for one in kept] == [False, True]
    assert [had(spool, one) for one in kept] == [BODIES[0], BODIES[0]]


def test_where_there_is_no_room_it_waits_in_memory(spool: Waiting) -> None:
    kept = spool.keep(b"first")
    with Path("/dev/full").open("r+b", buffering=0) as full:
        whole, spool.files[0] = spool.files[0], full
        assert spool.keep(b"second") == packed(b"second")
        assert spool.taken(packed(b"third")) == packed(b"third")
    assert spool.keep(b"of a file that is closed") == packed(b"of a file that is closed")
    spool.files[0] = whole
    assert had(spool, kept) == b"first"
    assert Waiting().keep(b"of a worker that was not forked") == packed(b"of a worker that was not forked")


def test_little_waits_in_memory_of_the_process_that_reads_it_and_nothing_of_workers(spool: Waiting) -> None:
    spool.left = 10
    kept = [spool.keep(body) for body in (b"123456", b"12345", b"1234")]
    assert [isinstance(one, Kept) and one.file for one in kept] == [MEMORY, 0, MEMORY]
    assert [had(spool, one) for one in kept] == [b"123456", b"12345", b"1234"] and spool.left == 0
    spool.left = 1_000_000
    found = list(workers.spread(Laying(spool), range(9), 2, join=False))
    assert {one.file for kept in found for one in kept if isinstance(one, Kept)} <= {1, 2}


class Laying:
    """Lays bytes by; a worker dies at a number, in the middle of what it writes."""

    def __init__(self, spool: Waiting, dies: int = -1) -> None:
        self.spool, self.dies = spool, dies

    def __call__(self, number: int) -> list[Kept | bytes]:
        kept = [self.spool.keep(body_of(number, n)) for n in range(50)]
        if number == self.dies and os.getpid() != OURS:
            os.kill(os.getpid(), signal.SIGKILL)
        return kept


def body_of(number: int, n: int) -> bytes:
    return bytes([number, n]) * (1 + number * n)


@pytest.mark.parametrize("dies", [-1, 0, 7, 39])
def test_each_process_writes_to_a_file_of_its_own(spool: Waiting, dies: int) -> None:
    found = list(workers.spread(Laying(spool, dies), range(40), 2, join=False))
    assert [[had(spool, one) for one in kept] for kept in found] == [
        [body_of(number, n) for n in range(50)] for number in range(40)
    ]
    files = {one.file for kept in found for one in kept if isinstance(one, Kept)}
    assert files <= {1, 2} if dies < 0 else 0 in files, "the rest is made here where a worker died"


def test_one_worker_more_than_there_are_files_gives_its_bytes_back(tmp_path: Path) -> None:
    spool = Waiting()
    spool.open(tmp_path / "output", 0)
    first, *_ = next(workers.spread(Laying(spool), [3, 4], 2, join=False))
    assert first == packed(body_of(3, 0)) and isinstance(spool.taken(packed(b"x")), Kept)


# whole builds


def made_bytes(root: Path, processes: int, beside: Path | None = None) -> dict[str, bytes]:
    result = build.make(build.Job(root, DAY, processes=processes), beside=beside)
    return {output.path: output.data for output in result.outputs}


def no_file(*arguments: object, **options: object) -> None:
    raise OSError(errno.EROFS, "Read-only file system")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "LITTLE", 0)
    monkeypatch.setattr(pages, "SPOOLED_FROM", 1)


@pytest.mark.slow
def test_the_same_bytes_however_they_waited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(tmp_path / "site", LONE)
    plain = made_bytes(root, 1)
    monkeypatch.setattr(pages, "SPOOLED_FROM", 1)
    assert made_bytes(root, 1, tmp_path / "output") == plain
    monkeypatch.setattr(waiting, "LITTLE", 0)
    assert made_bytes(root, 1, tmp_path / "output") == plain
    assert made_bytes(root, 2, tmp_path / "not/yet/there/output") == plain
    assert made_bytes(root, 2) == plain, "by somebody who has no output"
    monkeypatch.setattr(waiting, "PART", 1 << 60)
    assert made_bytes(root, 2, tmp_path / "output") == plain, "where the disk has no room: packed"
    monkeypatch.setattr(tempfile, "TemporaryFile", no_file)
    assert made_bytes(root, 2, tmp_path / "output") == plain, "where no file can be made: packed in memory"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.slow
def test_a_disk_that_is_too_small_stays_an_error_and_the_output_untouched(tmp_path: Path, large: None) -> None:
    root = write_site(tmp_path / "site", LONE)
    with disk_of_4_mb(tmp_path / "disk", files=9000) as disk:
        target = disk / "output"
        (disk / "ballast").write_bytes(b"x" * 3_800_000)
        (problem,) = build.build(build.Job(root, DAY, processes=2), target).problems
        assert problem.message == "the site could not be written: No space left on device"
        assert [path.name for path in disk.iterdir()] == ["ballast"]


@pytest.mark.slow
def test_a_kill_while_it_waits_leaves_nothing(tmp_path: Path, large: None, monkeypatch: pytest.MonkeyPatch) -> None:
    root, target = write_site(tmp_path / "site", LONE), tmp_path / "output"
    assert build.build(build.Job(root, DAY, processes=2), target).ok
    before, beside = tree(target), sorted(path.name for path in tmp_path.iterdir())
    keep, number = Waiting.keep, 20

    def killed(spool: Waiting, data: bytes) -> Kept | bytes:
        nonlocal number
        number -= 1
        if not number:
            os.kill(os.getpid(), signal.SIGKILL)
        return keep(spool, data)

    monkeypatch.setattr(Waiting, "keep", killed)
    fresh = build.Job(root, DAY, processes=1)
    assert in_child(lambda: build.build(fresh, target)) == KILLED
    assert tree(target) == before and sorted(path.name for path in tmp_path.iterdir()) == beside
    number = 0
    assert in_child(lambda: build.build(fresh, target)) == DONE
