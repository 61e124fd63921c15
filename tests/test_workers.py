"""Work side by side: what is made comes in order, what is refused is told, and a worker that dies costs nothing."""

from __future__ import annotations

import os
import pickle
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from sites import DAY, SMALL, Files, write_site

from ogpsite import build, outputs, workers
from ogpsite.memory.shelves import Memory
from ogpsite.outputs import pages
from ogpsite.problems import Place, Problem, Refused, phrase

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


def test_work_beside_others_is_done_elsewhere() -> None:
    with workers.beside(os.getpid, 2) as found:
        assert found() != OURS
    with workers.beside(os.getpid, 1) as found:
        assert found() == OURS
    assert not workers.WORK


def test_work_beside_others_that_is_killed_is_done_here() -> None:
    with workers.beside(ended, 2) as found:
        assert found() == 1


def test_a_fault_of_work_beside_others_is_told() -> None:
    with pytest.raises(Refused), workers.beside(lambda: refusing(3), 2) as found:
        found()


def test_a_large_site_looks_back_once_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, looks, look = write_site(tmp_path / "site", SMALL), tmp_path / "looks", build.history

    def looking(*given: Any) -> Any:
        with looks.open("a") as file:
            file.write(f"{os.getpid()}\n")
        return look(*given)

    monkeypatch.setattr(build, "history", looking)
    here = {one.path: one.data for one in build.make(build.Job(root, DAY, processes=1)).outputs}
    assert looks.read_text() == f"{OURS}\n"
    looks.unlink()
    monkeypatch.setattr(pages, "LARGE", 1)
    monkeypatch.setattr(outputs, "MANY", 0)
    assert {one.path: one.data for one in build.make(build.Job(root, DAY, processes=2)).outputs} == here
    for _ in range(2):  # the second knows it
        memory = Memory(tmp_path / "cache", time.time_ns())
        assert build.build(build.Job(root, DAY, processes=2), tmp_path / "output", memory=memory).ok
        with (root / "site.yaml").open("a") as file:
            file.write("\n")
    without, with_memory = looks.read_text().split()
    assert str(OURS) not in (without, with_memory)
