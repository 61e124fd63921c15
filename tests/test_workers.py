"""Work side by side: what is made comes in order, what is refused is told, and a worker that dies costs nothing."""

from __future__ import annotations

import os
import pickle
import signal
from pathlib import Path

import pytest
from sites import DAY, SMALL, Files, write_site

from ogpsite import build, workers
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
