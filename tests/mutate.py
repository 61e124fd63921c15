"""Mutation testing of the rooms that decide what is true: mutmut makes the mutants, the quick tests judge a sample.

    python tests/mutate.py 40            40 mutants of each room
    python tests/mutate.py 40 --seed 3   40 others
    python tests/mutate.py 0 --only derive.cycle    every mutant whose name holds these words

Tests are collected once, and learn which of them run which function. Each mutant is then met, in a process of its own,
by the tests that run its function, those that run least first, until one fails. Prints the score, and what survived;
`mutmut show NAME` shows it.
"""

# ruff: noqa: T201 - a command of developers

from __future__ import annotations

import argparse
import importlib
import itertools
import json
import os
import pickle
import random
import resource
import signal
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).parent.parent
MUTANTS = ROOT / "mutants"
ROOMS = ("validate", "relate", "derive", "audit", "write")
NOTICED, GOAL = 1, 85
MAKE = "from mutmut.__main__ import *; copy_src_dir(); copy_also_copy_files(); setup_source_paths(); create_mutants(2)"
TRAMPOLINE = "mutmut.mutation.trampoline"  # by which each changed function chooses how it is to run
CONTROL = "ogpsite.relate.x_relate__mutmut_0"  # there is none of this name; nearly every test runs the function
WORKERS = os.cpu_count() or 1


def all_mutants(room: str) -> list[str]:
    """The names of all mutants of a room."""
    metas = sorted((MUTANTS / "ogpsite" / room).glob("*.meta"))
    found = (name for meta in metas for name in json.loads(meta.read_text("utf-8"))["exit_code_by_key"])
    return sorted(name.replace(".__init__.", ".") for name in found)


def in_children(works: Iterator[tuple[str, Callable[[], int]]]) -> Iterator[tuple[str, int]]:
    """Does each work in a process of its own, a few at a time: its name and exit code, below 0 where it was ended."""
    running: dict[int, str] = {}
    while True:
        while len(running) < WORKERS and (work := next(works, None)):
            child = os.fork()
            if not child:
                code = NOTICED
                try:
                    code = work[1]()
                finally:
                    os._exit(code)
            running[child] = work[0]
        if not running:
            return
        child, status = os.wait()
        yield running.pop(child), os.waitstatus_to_exitcode(status)


def fails(item: pytest.Item, following: pytest.Item | None) -> bool:
    return any(one.failed for one in runtestprotocol(item, log=False, nextitem=following))


class Judges:
    """What pytest does instead of running the tests one after another."""

    def __init__(self, chosen: dict[str, list[str]]) -> None:
        self.chosen = chosen
        self.codes: dict[str, int] = {}
        self.learned: dict[int, tuple[set[str], float]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = session.items
        parts = ((str(n), partial(self.learn, items, n)) for n in range(WORKERS))
        for n, _ in in_children(parts):
            self.learned |= pickle.loads((MUTANTS / f"learned-{n}").read_bytes())
        print(f"{len(self.learned)} of {len(items)} tests are judges")
        if dict(in_children(iter([(CONTROL, partial(self.judge, items, CONTROL))])))[CONTROL]:
            sys.exit("a test fails in this order, with nothing changed: no judgement would be worth anything")
        names = (name for some in zip_all(self.chosen.values()) for name in some)
        for name, code in in_children((name, partial(self.judge, items, name)) for name in names):
            self.codes[name] = code
            print(f"{'noticed ' if code else 'SURVIVED'} {name}", flush=True)
        return True

    def learn(self, items: list[pytest.Item], part: int) -> int:
        """Which functions a part of the tests runs; without those that fail where nothing is changed."""
        met: set[str] = set()
        trampoline = importlib.import_module(TRAMPOLINE)
        vars(trampoline)["record_trampoline_hit"] = lambda name, caller=None: met.add(name)
        trampoline.set_mutant_under_test("stats")
        size = len(items) // WORKERS + 1
        own, learned = range(len(items))[part * size :][:size], {}
        for n in own:
            met.clear()
            start = time.process_time()
            if not fails(items[n], items[n + 1] if n + 1 in own else None):
                learned[n] = (set(met), time.process_time() - start)
        (MUTANTS / f"learned-{part}").write_bytes(pickle.dumps(learned))
        return 0

    def judge(self, items: list[pytest.Item], name: str) -> int:
        """1 where a test notices the mutant, 0 where none does."""
        function = name.partition("__mutmut_")[0]
        judges = sorted((len(met), n) for n, (met, _) in self.learned.items() if function in met)
        seconds = 10 + 4 * int(sum(self.learned[n][1] for _, n in judges))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        signal.alarm(10 * seconds)
        importlib.import_module(TRAMPOLINE).set_mutant_under_test(name)
        order = [*(items[n] for _, n in judges), None]
        return NOTICED * any(fails(one, after) for one, after in itertools.pairwise(order) if one)


def zip_all(rooms: Iterable[list[str]]) -> Iterator[list[str]]:
    """The first of each room, the second of each, and so on."""
    rest = [list(names) for names in rooms]
    while any(rest):
        yield [names.pop(0) for names in rest if names]


def main() -> int:
    """Samples, runs, and tells; 1 where less than 85 of 100 mutants are noticed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("size", type=int)
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    MUTANTS.mkdir(exist_ok=True)
    subprocess.run([sys.executable, "-c", MAKE], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    chosen: dict[str, list[str]] = {}
    for room in ROOMS:
        names = [name for name in all_mutants(room) if options.only in name]
        random.Random(options.seed).shuffle(names)
        chosen[room] = names[: options.size or None]
    os.chdir(MUTANTS)
    sys.path[0] = str(MUTANTS)
    judges = Judges(chosen)
    pytest.main(["--rootdir=.", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *selection()], plugins=[judges])
    return told(chosen, judges.codes)


def selection() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: list[str] = settings["tool"]["mutmut"]["pytest_add_cli_args_test_selection"]
    return found


def told(chosen: dict[str, list[str]], codes: dict[str, int]) -> int:
    whole: Counter[bool] = Counter()
    for room, names in chosen.items():
        noticed = Counter(codes[name] != 0 for name in names if name in codes)
        whole += noticed
        print(f"{room}: {noticed[True]} of {noticed.total()} mutants noticed ({len(all_mutants(room))} in all)")
        for name in sorted(name for name in names if not codes.get(name, NOTICED)):
            print(f"  survived: {name}  (mutmut show {name})")
    share = 100 * whole[True] / max(1, whole.total())
    print(f"{share:.0f} % of {whole.total()} mutants noticed")
    return int(share < GOAL)


if __name__ == "__main__":
    sys.exit(main())
