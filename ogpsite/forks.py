"""Processes forked from this one, which know all that it knows, and send what they make; without threads.

Python's own pool (`concurrent.futures`) takes 20 ms to open, and its threads wait for the interpreter's lock while this
process does its own share: at 150 records the other one stood still for a third of the time.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, ClassVar, Generic, TypeVar

from ogpsite.opening import BESIDE

T = TypeVar("T")
R = TypeVar("R")
PAGE = 4096  # bytes that every pipe takes at once, however few the system gives
NUMBER = 4  # bytes of a number
SIZE = 8  # bytes that say how many follow
READ = 1 << 20  # bytes that are read at once
CREWS: list[Crew[Any, Any]] = []  # of this process; in a forked one, those of the process that forked it


class Crew(Generic[T, R]):
    """Processes that make something of each share; which share is next, they and this process draw from pipes.

    `ours` is the first of the shares with which this process begins, and the others end.

    What can't be made in one of them, for whatever reason, isn't told: who wants it makes it here, and sees the fault.
    """

    is_one: ClassVar[bool] = False  # whether this process is one of a crew

    def __init__(self, count: int, work: Callable[[T], R], shares: Sequence[T], ours: int = 0) -> None:
        self.work, self.shares = work, shares
        self.ours = ours or len(shares)
        self.count, self.step = count, len(shares) * NUMBER // PAGE + 1  # so that the numbers fit into any pipe
        self.found: dict[int, tuple[R, ...]] = {}  # what was made of each share; nothing where that failed
        self.open: dict[int, bytearray] = {}  # pipes from which something may come, and what came from them in parts
        self.pids: list[int] = []
        self.run: list[int] = []  # drawn, and not begun yet

    def __enter__(self) -> Crew[T, R]:
        self.turns = [self.turn(range(self.ours)), self.turn(range(self.ours, len(self.shares)))]
        CREWS.append(self)
        gc.freeze()  # so that a forked process doesn't copy what it only reads
        try:
            for _ in range(self.count):
                self.fork()
        except OSError:  # no more processes, or no memory for them: those that are there do the work
            pass
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Ends what nobody waits for any more."""
        gc.unfreeze()
        CREWS.remove(self)
        for pid in self.pids:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        for pipe in (*self.turns, *self.open):
            os.close(pipe)

    def turn(self, numbers: range) -> int:
        """A pipe from which the numbers of shares are drawn."""
        ours, theirs = os.pipe()
        os.write(theirs, b"".join(n.to_bytes(NUMBER) for n in numbers[:: self.step]))
        os.close(theirs)
        return ours

    def fork(self) -> None:
        """One more process."""
        ours, theirs = os.pipe()
        with suppress(ImportError, AttributeError, OSError):  # else it holds 64 kB, and what doesn't fit in waits
            import fcntl

            fcntl.fcntl(theirs, fcntl.F_SETPIPE_SZ, READ)
        parent = os.getpid()
        try:
            pid = os.fork()
        except OSError:
            os.close(ours)
            os.close(theirs)
            raise
        if not pid:
            os.close(ours)
            self.live(parent, theirs)
        os.close(theirs)
        self.pids.append(pid)
        self.open[ours] = bytearray()

    def live(self, parent: int, pipe: int) -> None:
        """What a forked process does. Doesn't come back."""
        code = 1
        try:
            Crew.is_one = True
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is interrupted ends its crew
            for crew in CREWS:
                for other in crew.open:
                    os.close(other)
            sending = Sending(pipe)
            while (n := self.draw()) is not None and os.getppid() == parent:
                made = self.tried(n)
                BESIDE.keep()  # before it is waited for: who has what it wants ends this process
                sending.send(made)
            sending.finish()
            code = 0
        finally:
            os._exit(code)

    def draw(self) -> int | None:
        """The number of the next share that nobody began; None after the last."""
        turns = self.turns if Crew.is_one else reversed(self.turns)
        if not self.run and (drawn := next(filter(None, (os.read(turn, NUMBER) for turn in turns)), b"")):
            first = int.from_bytes(drawn)
            end = len(self.shares) if first >= self.ours else self.ours
            self.run = list(range(first, min(first + self.step, end)))
        return self.run.pop(0) if self.run else None

    def tried(self, n: int) -> tuple[int, tuple[R, ...]]:
        """The number of a share with what is made of it; with nothing where that fails."""
        try:
            return n, (self.work(self.shares[n]),)
        except Exception:  # whoever wants it makes it once more, and sees the fault where it can be told
            return n, ()

    def made(self, n: int, join: bool = True) -> R:
        """What is made of a share, waited for; where this process joins in, it makes others meanwhile.

        Made here where another process couldn't. Raises what the work raises.
        """
        if n not in self.found and self.open:
            self.listen(wait=False)
        while n not in self.found:
            if join and (own := self.draw()) is not None:
                self.found.update((self.tried(own),))
                self.listen(wait=False)
            elif self.open:
                self.listen(wait=True)
            else:
                break
        return (self.found.pop(n, ()) or (self.work(self.shares[n]),))[0]

    def all_made(self, first: int = 0, join: bool = True) -> Iterator[R]:
        """What is made of the shares from the `first` on, in their order."""
        return (self.made(n, join) for n in range(first, len(self.shares)))

    def listen(self, wait: bool) -> None:
        """Takes in what came; where nothing did, it may `wait` for something."""
        import select

        poll = select.poll()
        for pipe in self.open:
            poll.register(pipe, select.POLLIN)
        for pipe, _ in poll.poll(None if wait else 0):
            came = os.read(pipe, READ)
            if not came:
                os.close(pipe)
                del self.open[pipe]
                continue
            self.open[pipe] += came
            self.found.update(frames(self.open[pipe]))


class Sending:
    """What a forked process sends, without waiting for the one that reads it now and then."""

    def __init__(self, pipe: int) -> None:
        self.pipe, self.left = pipe, bytearray()
        os.set_blocking(pipe, False)

    def send(self, made: Any) -> None:
        body = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
        self.left += len(body).to_bytes(SIZE)
        self.left += body
        with suppress(BlockingIOError):
            self.push()

    def finish(self) -> None:
        os.set_blocking(self.pipe, True)
        self.push()

    def push(self) -> None:
        while self.left:
            with memoryview(self.left) as left:
                sent = os.write(self.pipe, left)
            del self.left[:sent]


def frames(came: bytearray) -> Iterator[tuple[int, Any]]:
    """What came whole, which is taken away from what came."""
    while len(came) >= SIZE and len(came) >= SIZE + (size := int.from_bytes(came[:SIZE])):
        with memoryview(came) as whole:
            made = pickle.loads(whole[SIZE : SIZE + size])
        del came[: SIZE + size]
        yield made
