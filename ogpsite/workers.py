"""Work done side by side in several processes, where that pays. The only multiprocessing."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from ogpsite.forks import Crew

T = TypeVar("T")
R = TypeVar("R")
ENOUGH_FORKED = 2  # shares from which on it pays to fork
ENOUGH_STARTED = 200  # and to start processes anew, where there is no fork: each has to read the program first
WORK: list[Callable[[Any], Any]] = []  # in a worker that was started anew, what it does


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(work: Callable[[T], R], shares: Sequence[T], processes: int | None = None, join: bool = True) -> Iterator[R]:
    """What `work` makes of each share, in their order; by several processes where that pays.

    `processes`: how many; 1 works here, one after the other. `work` and what it gives can be pickled. Where this
    process doesn't `join` in, it stays as small as it is, and one more is begun.
    """
    count = min(processes or cores(), len(shares))
    method = way(len(shares)) if count > 1 else ""
    if method == "fork":
        with Crew(count - join, work, shares) as crew:
            yield from crew.all_made(join=join)
    elif method:
        yield from started(work, shares, count - join, join)
    else:
        yield from map(work, shares)


@contextmanager
def beside(work: Callable[[], R], processes: int | None = None) -> Iterator[Callable[[], R]]:
    """Some work in a process of its own, while this one goes on; gives how its result is waited for.

    What it takes of memory goes with that process. Where none can be forked, it is done here when it is asked for.
    """
    if (processes or cores()) < 2 or way(ENOUGH_FORKED) != "fork":
        yield work
        return
    with Crew(1, lambda _: work(), (None,)) as crew:
        yield lambda: crew.made(0, join=False)


@contextmanager
def begun(
    work: Callable[[T], R], shares: Sequence[T], processes: int | None = None, ours: int = 0, join: bool = True
) -> Iterator[Crew[T, R] | None]:
    """Processes that begin with some shares at once, while this one does something else; None where none can be forked.

    `ours`: the first of the shares with which this process begins when it asks for what was made. One more is begun
    where it won't `join` in.
    """
    count = min(processes or cores(), len(shares) + join)
    if count < 2 or way(len(shares)) != "fork":
        yield None
        return
    with Crew(count - join, work, shares, ours) as crew:
        yield crew


def started(work: Callable[[T], R], shares: Sequence[T], count: int, join: bool) -> Iterator[R]:
    """As `spread`, by processes that are started anew."""
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    try:
        with pool_of(count, work) as pool:
            for found in shared(pool, work if join else None, shares):
                yield found
                done += 1
    except BrokenProcessPool:  # a worker was killed, for want of memory perhaps: the rest is done here
        yield from map(work, shares[done:])


@contextmanager
def pool_of(count: int, work: Callable[[Any], Any]) -> Iterator[Any]:
    """Processes that are started anew to do some work."""
    import multiprocessing  # a process that can fork needs neither
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, context, opened, (pickle.dumps(work),)) as pool:
        yield pool


def shared(pool: Any, work: Callable[[T], R] | None, shares: Sequence[T]) -> Iterator[R]:
    """What is made of each share, in their order; with `work`, this process does those that no worker has begun.

    So one process less has to be begun, which would copy what it touches, and send what it makes.
    """
    found = [pool.submit(one, share) for share in shares]
    try:
        for n, share in enumerate(shares if work else ()):
            if found[n].cancel():
                found[n] = done_here(work, share)  # type: ignore[arg-type]
                if found[n].exception():
                    break
        while found:
            yield found.pop(0).result()
    finally:
        for future in found:
            future.cancel()


def done_here(work: Callable[[T], R], share: T) -> Any:
    """What is made of a share, or its fault, which is told when its turn comes."""
    from concurrent.futures import Future

    future: Future[R] = Future()
    try:
        future.set_result(work(share))
    except Exception as fault:
        future.set_exception(fault)
    return future


def way(shares: int) -> str:
    """How to begin processes: fork where that is safe, anew where it pays, else not at all."""
    if Crew.is_one or WORK:
        return ""
    if hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1:  # there it is unsafe
        return "fork" if shares >= ENOUGH_FORKED else ""
    return "spawn" if shares >= ENOUGH_STARTED else ""


def opened(sent: bytes) -> None:
    """Readies a worker, which is sent its work."""
    WORK.append(pickle.loads(sent))


def one(share: Any) -> Any:
    return WORK[-1](share)
