"""Work side by side: what is made comes in order, what is refused is told, and a worker that dies costs nothing."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from sites import DAY, SMALL, Files, write_site

from ogpsite import build, tables, workers
from ogpsite.build import edition
from ogpsite.memory.shelves import Memory
from ogpsite.problems import Place, Problem, Refused, phrase

if TYPE_CHECKING:
    from collections.abc import Generator

OURS = os.getpid()


def doubled(number: int) -> int:
    return 2 * number


def refusing(number: int) -> int:
    if number == 3:
        raise Refused(Problem(Place("content/a.md", 4), "value", phrase("this is wrong"), phrase("mend it")))
    return number


def dying(number: int) -> int:
    if number == 3 and os.getpid() != OURS:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_in_order() -> None:
    assert list(workers.spread(doubled, range(10), 2)) == list(range(0, 20, 2))


def test_a_refusal_crosses_over() -> None:
    refusal = Refused(Problem(Place("a", 1), "value", phrase("one")), Problem(Place("b", 2), "value", phrase("two")))
    assert pickle.loads(pickle.dumps(refusal)).problems == refusal.problems
    with pytest.raises(Refused) as told:
        list(workers.spread(refusing, range(10), 2))
    assert told.value.problems[0].message == "this is wrong"


def test_a_worker_that_is_killed_costs_nothing() -> None:
    assert list(workers.spread(dying, range(10), 2)) == list(range(10))


def large(number: int) -> bytes:
    """More than a pipe takes at once."""
    return bytes([number]) * 3_000_000


def test_what_is_larger_than_a_pipe_comes_whole() -> None:
    assert list(workers.spread(large, range(6), 3, join=False)) == [*map(large, range(6))]
    assert list(workers.spread(large, range(6), 2)) == [*map(large, range(6))]


def slow_here(number: int) -> int:
    time.sleep(0.02 if os.getpid() == OURS else 0)
    return os.getpid()


def test_who_is_free_takes_the_next_share() -> None:
    makers = list(workers.spread(slow_here, range(200), 2))
    assert 0 < makers.count(OURS) < 100
    assert len({*workers.spread(slow_here, range(20_000), 3, join=False)} - {OURS}) >= 1  # more than fit into a pipe


def failing_there(number: int) -> int:
    if os.getpid() != OURS and number % 3 == 0:
        raise MemoryError
    return number


def test_what_fails_in_a_worker_is_made_here() -> None:
    assert list(workers.spread(failing_there, range(20), 3, join=False)) == list(range(20))


def test_of_several_faults_the_first_in_order_is_told() -> None:
    def faulty(number: int) -> int:
        if number in {4, 5, 9}:
            raise ValueError(number)
        return number

    for join in (True, False):
        found = []
        with pytest.raises(ValueError, match="4"):
            for one in workers.spread(faulty, range(10), 3, join=join):
                found.append(one)
        assert found == [0, 1, 2, 3]


def test_nothing_stays_open_and_nobody_lives_on() -> None:
    before = {*Path("/proc/self/fd").iterdir()}
    list(workers.spread(doubled, range(10), 3))
    left = cast("Generator[bytes]", workers.spread(large, range(10), 3))
    next(left)
    left.close()
    with pytest.raises(Refused):
        list(workers.spread(refusing, range(10), 3))
    with workers.beside(os.getpid, 2):
        assert list(workers.spread(doubled, range(10), 3)) == list(range(0, 20, 2))
    assert {*Path("/proc/self/fd").iterdir()} == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_where_no_process_can_be_begun_all_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fork", lambda: (_ for _ in ()).throw(BlockingIOError))
    assert list(workers.spread(doubled, range(10), 3)) == list(range(0, 20, 2))
    with workers.beside(os.getpid, 2) as found:
        assert found() == OURS


def test_a_worker_begins_no_others() -> None:
    assert set(workers.spread(lambda _: workers.way(1000), range(4), 3, join=False)) == {""}


LIVING_ON = """
import os, time
from ogpsite import workers
def slow(number):
    print(os.getpid(), flush=True)
    time.sleep(0.2)
    return number
list(workers.spread(slow, range(1000), 3, join=False))
"""


def test_workers_end_with_the_process_that_began_them() -> None:
    with subprocess.Popen([sys.executable, "-c", LIVING_ON], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for _ in range(4):
            assert process.stdout.readline()
        process.kill()
        left = process.stdout.read()  # ends when nobody has it open any more
    assert len(left.split()) < 20


def test_a_faulty_template_is_told_by_a_build_in_several_processes(tmp_path: Path) -> None:
    faulty: Files = {
        "site.yaml": None,
        "themes/mine/theme.yaml": "name: Mine\nextends: default\n",
        "themes/mine/templates/plans/commitment.html": "{{ nothing.here }}\n",
    }
    root = write_site(tmp_path, {**faulty, "site.yaml": f"{SMALL['site.yaml']}theme: mine\n"})
    result = build.make(build.Job(root, DAY, processes=2))
    assert [problem.code for problem in result.problems if problem.fatal] == ["template"]


def ended() -> int:
    if os.getpid() != OURS:
        os.kill(os.getpid(), signal.SIGKILL)
    return 1


def test_each_process_begins_with_its_own_shares(tmp_path: Path) -> None:
    def made(share: int) -> tuple[int, int, bool]:
        (tmp_path / str(share)).touch()
        deadline = time.monotonic() + 60
        while not all((tmp_path / first).exists() for first in ("0", "5")) and time.monotonic() < deadline:
            time.sleep(0.01)
        return share, os.getpid(), time.monotonic() < deadline

    with workers.begun(made, range(10), 2, ours=5) as crew:
        assert crew
        found = list(crew.all_made())
    assert [share for share, _, _ in found] == list(range(10)), "in their order"
    assert found[5][1] == OURS and found[0][1] != OURS and all(in_time for _, _, in_time in found)


def test_work_that_began_is_given_up_where_nobody_asks_for_it(tmp_path: Path) -> None:
    def made(share: int) -> None:
        (tmp_path / f"{share}-{os.getpid()}").touch()
        time.sleep(60)

    with workers.begun(made, range(10), 2) as crew:
        assert crew
        while not [*tmp_path.iterdir()]:
            time.sleep(0.01)
    (begun,) = tmp_path.iterdir()
    with pytest.raises(ProcessLookupError):
        os.kill(int(begun.name.partition("-")[2]), 0)


def test_work_beside_others_is_done_elsewhere() -> None:
    with workers.beside(os.getpid, 2) as found:
        assert found() != OURS
    with workers.beside(os.getpid, 1) as found:
        assert found() == OURS


def test_work_beside_others_that_is_killed_is_done_here() -> None:
    with workers.beside(ended, 2) as found:
        assert found() == 1


def test_a_fault_of_work_beside_others_is_told() -> None:
    with pytest.raises(Refused), workers.beside(lambda: refusing(3), 2) as found:
        found()


@pytest.mark.slow
@pytest.mark.parametrize("remembers", [True, False])
def test_rows_of_tables_are_made_once_by_who_makes_the_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remembers: bool
) -> None:
    """Others and the page that tells of them would make all of them again."""
    root, made, make = write_site(tmp_path / "site", SMALL), tmp_path / "made", tables.columns_made

    def making(table: Any, lines: Any, languages: Any) -> Any:
        with made.open("a") as file:
            file.write(f"{os.getpid()} {table.name}\n")
        return make(table, lines, languages)

    monkeypatch.setattr(tables, "columns_made", making)
    memory = Memory(tmp_path / "cache", time.time_ns()) if remembers else None
    assert build.build(build.Job(root, DAY, processes=3), tmp_path / "output", memory=memory).ok
    told = [line.split() for line in made.read_text().splitlines()]
    assert len({pid for pid, _ in told}) == 1
    assert len(told) == len({name for _, name in told}) > 10


@pytest.mark.slow
def test_a_large_site_looks_back_once_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, looks, look = write_site(tmp_path / "site", SMALL), tmp_path / "looks", edition.history

    def looking(*given: Any) -> Any:
        with looks.open("a") as file:
            file.write(f"{os.getpid()}\n")
        return look(*given)

    monkeypatch.setattr(edition, "history", looking)
    # the browser of other tests has a thread in this process, which only waits; a build that has threads forks nothing
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    here = {one.path: one.data for one in build.make(build.Job(root, DAY, processes=1)).outputs}
    assert looks.read_text() == f"{OURS}\n"
    looks.unlink()
    assert {one.path: one.data for one in build.make(build.Job(root, DAY, processes=2)).outputs} == here
    for _ in range(2):  # the second knows it
        memory = Memory(tmp_path / "cache", time.time_ns())
        assert build.build(build.Job(root, DAY, processes=2), tmp_path / "output", memory=memory).ok
        with (root / "site.yaml").open("a") as file:
            file.write("\n")
    without, with_memory = looks.read_text().split()
    assert str(OURS) not in (without, with_memory)
