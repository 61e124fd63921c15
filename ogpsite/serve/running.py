"""The preview's two threads: the server, and the builder that waits for changes and shows what follows from them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import signal
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable

from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets

from ogpsite.problems import Place, Problem, Refused, of_system, phrase
from ogpsite.serve import Job, Tell, Wanted
from ogpsite.serve.answering import server
from ogpsite.serve.editors import editor_of
from ogpsite.serve.guard import Guard
from ogpsite.serve.heap import Heap
from ogpsite.serve.room import Room
from ogpsite.serve.standing import Overtaken, Standing
from ogpsite.serve.watching import Burst, Watch
from ogpsite.voice import speaker

TURNS = 0.001  # seconds after which Python lets another thread go on: the server must not wait for the builder
PATIENCE = 5.0  # seconds for which builds may be dropped one after the other because something changed meanwhile
IDLE = 0.5  # seconds without a change before the pages that nobody looks at are made
LONG = 20.0  # seconds without a change after these, before the whole memory is searched
SEARCHED = 200  # pages that are made until young memory is searched


def run(job: Job, wanted: Wanted, tell: Tell) -> int:
    """See `serve`."""
    tell = patient(tell)
    sys.setswitchinterval(TURNS)
    logging.getLogger("tornado.access").disabled = True
    logging.getLogger("livereload").setLevel(logging.CRITICAL)
    sockets, port = listen(wanted.host, wanted.port)
    first = job("")
    guard = Guard(wanted.host, port, secrets.token_urlsafe(24))
    room = Room(Standing(job, tell), guard, editor_of(wanted.editor), wanted.bar, tell)
    burst = Burst(first.root)
    watch = Watch(first.root, burst, wanted.poll, lambda words: tell(room.say(words)))
    room.speaker, room.both_ways = speaker(first.root), wanted.both_ways
    room.again = lambda: burst.note({"site.yaml"})
    watch.start()
    builder = threading.Thread(target=Builder(room, burst, watch).run, name="builder", daemon=True)
    try:
        asyncio.run(answer(room, sockets, builder, lambda: greet(room, wanted, port)))
    finally:
        end(burst, builder, watch)
        room.workers.shutdown(wait=False, cancel_futures=True)
    return 0


def end(burst: Burst, builder: threading.Thread, watch: Watch) -> None:
    """Ends the builder, and then what it watches by: it would take a watch that was stopped for one that died."""
    burst.stop()
    if builder.is_alive():
        builder.join(10)
    watch.stop()


def patient(tell: Tell) -> Tell:
    """Telling that never ends the preview: the terminal may be closed, or what it says go to a disk that is full."""

    def told(words: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            tell(words)

    return told


async def answer(
    room: Room, sockets: list[socket.socket], builder: threading.Thread, ready: Callable[[], None]
) -> None:
    """Runs the server until somebody stops it."""
    room.loop = IOLoop.current()
    served = server(room)
    served.add_sockets(sockets)
    ended = asyncio.Event()
    if threading.current_thread() is threading.main_thread() and sys.platform != "win32":
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, ended.set)
    builder.start()
    ready()
    await ended.wait()
    served.stop()


def greet(room: Room, wanted: Wanted, port: int) -> None:
    """Says where the site is, and opens it."""
    name = "127.0.0.1" if wanted.host in ("0.0.0.0", "::", "") else wanted.host
    address = f"http://{f'[{name}]' if ':' in name else name}:{port}/"

    def say(words: str) -> None:
        room.tell(room.say(words))

    if port != wanted.port:
        say(phrase("Port {taken} is taken; the preview uses {port}.", taken=wanted.port, port=port))
    if room.guard.everywhere:
        say(phrase("Everybody in your network can see this preview, drafts too."))
    say(phrase("The site is at {address} – it follows your changes. Stop it with Ctrl-C.", address=address))
    if wanted.open_browser:
        webbrowser.open(address)


def listen(host: str, port: int) -> tuple[list[socket.socket], int]:
    """Sockets on the port, or on the next one that is free. Raises Refused where there is none."""
    problem: OSError | None = None
    for candidate in range(port, min(port + 100, 65536)):
        try:
            found = bind_sockets(candidate, host)
        except OSError as error:
            problem = error
            if isinstance(error, socket.gaierror):
                break
            continue
        return found, found[0].getsockname()[1]
    why = of_system(problem) if problem else phrase("there is no such port")
    message = phrase("the preview can't listen here: {reason}", reason=why)
    hint = phrase("name another one: --port 8080 --host 127.0.0.1")
    raise Refused(Problem(Place(f"{host}:{port}"), "source", message, hint))


class Builder:
    """Waits for changes, one burst at a time. First the open pages, then what is wrong, then all other pages."""

    def __init__(self, room: Room, burst: Burst, watch: Watch) -> None:
        self.room, self.burst, self.watch = room, burst, watch
        self.standing = room.standing
        self.standing.overtaken = self.overtaken
        self.standing.background = self.rests
        self.heap = Heap()
        self.began = 0.0  # when the first of some builds began that are dropped one after the other
        self.dropped = False  # whether the last one was
        self.idle = False  # whether the builder does what can wait
        self.thread: threading.Thread | None = None

    def rests(self, begins: bool) -> None:
        """Whether what is being done can be given up: once the open pages are shown, and not for too long."""
        self.idle = begins and self.patient

    @property
    def patient(self) -> bool:
        return time.monotonic() - self.began < PATIENCE

    def overtaken(self) -> bool:
        return self.idle and self.burst.waiting and threading.current_thread() is self.thread

    def run(self) -> None:
        """Until the preview is stopped."""
        self.thread = threading.current_thread()
        changed = frozenset({""})
        while changed:
            try:
                self.work(changed)
                self.finish()
                changed = self.burst.next()
                self.watch.check()
            except Exception as error:  # the preview must live on
                words = phrase("The preview met a fault of its own: {error}", error=f"{type(error).__name__}: {error}")
                self.room.tell(self.room.say(words))
                changed = self.burst.next()

    def work(self, changed: frozenset[str]) -> None:
        """Builds what follows from a burst, and shows it; drops it where a newer change has come meanwhile."""
        before = self.standing.shown
        self.began = self.began if self.dropped else time.monotonic()
        self.standing.renew(changed, self.room.show_pages)
        if before is not None:
            self.heap.replaced()
        elif self.standing.shown is not None:
            self.heap.first()
        self.dropped = self.burst.waiting and self.patient
        if self.dropped:
            self.burst.note(set(changed))
            return
        self.room.show()
        statics = [path for path in changed if path.startswith("themes/") and "/static/" in path]
        if before and statics:
            self.room.restyle(any(path.endswith(".js") for path in statics))
        self.room.report()
        if before is None and self.standing.shown:
            ready = phrase("Ready: {count} pages.", count=f"{len(self.standing.shown.pages):,}")
            self.room.tell(self.room.say(ready))

    def finish(self) -> None:
        """What can wait: the self-check for the bar, then all pages, to learn what is wrong. A new change ends it."""
        shown = self.standing.shown
        if self.burst.within(IDLE):
            return
        self.idle = True
        try:
            self.heap.pause()
            self.room.show_checks()
            for number, _ in enumerate(self.standing.rest(), 1):
                if number % SEARCHED == 0:
                    self.heap.search()
        except Overtaken:
            return
        finally:
            self.idle = False
        if shown and shown.faults:
            self.room.show_state()
            self.room.report()
        if not self.burst.within(LONG):
            self.heap.rest()
