"""What changed in the site's files: watchdog's events, gathered until a burst of them is over."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from ogpsite.problems import phrase

READS = frozenset({"opened", "closed_no_write"})  # what watchdog tells of mere reading
WHOLE = frozenset({"closed", "moved", "deleted", "attrib"})  # after these a file is as it was meant to be
QUIET = 0.008  # seconds without an event after which a burst is over, where every file is whole
HALF = 0.08  # the same, where the last that was heard is that a file is being written
LONGEST = 1.0  # a burst that doesn't end is built in between
POLLING = 0.5  # seconds between two looks at all files, where the system doesn't tell of changes
FOLDERS = ("content", "themes")
LIMITS = (errno.EMFILE, errno.ENOSPC, errno.ENOMEM)  # what the system says when it can't watch more

Tell = Callable[[str], None]


class Burst(FileSystemEventHandler):
    """Gathers the paths (below `root`) that events name, until a while passes without any."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.heard = threading.Condition()
        self.paths: set[str] = set()
        self.number = 0
        self.whole = True
        self.stopped = False

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Notes an event; called by watchdog's own thread."""
        if event.event_type in READS or (event.is_directory and event.event_type in ("modified", "attrib")):
            return
        named = {self.relative(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path}
        self.note({path for path in named if path}, event.event_type in WHOLE or event.is_directory)

    def note(self, paths: set[str], whole: bool = True) -> None:
        """Notes paths as changed; the empty path means that anything may have changed."""
        if not paths:
            return
        with self.heard:
            self.paths |= paths
            self.number += 1
            self.whole = whole
            self.heard.notify_all()

    def relative(self, path: str) -> str:
        """The path below the site's folder, or an empty text for what is no part of the site."""
        if not path.startswith(f"{self.root}{os.sep}"):
            return ""
        found = Path(path).relative_to(self.root).as_posix()
        return found if found.partition("/")[0] in ("site.yaml", "addresses.csv", *FOLDERS) else ""

    def next(self) -> frozenset[str]:
        """Waits for changes, then until they pause; the paths of one burst. Empty when it was stopped."""
        with self.heard:
            self.heard.wait_for(lambda: self.paths or self.stopped)
            end = time.monotonic() + LONGEST
            while not self.stopped:
                number = self.number
                left = min(QUIET if self.whole else HALF, end - time.monotonic())
                if left <= 0 or (not self.heard.wait(left) and self.number == number):
                    break
            found = frozenset(self.paths)
            self.paths = set()
            return frozenset() if self.stopped else found

    def within(self, seconds: float) -> bool:
        """Waits for some seconds; whether something changed meanwhile."""
        with self.heard:
            return self.heard.wait_for(lambda: self.waiting, seconds)

    @property
    def waiting(self) -> bool:
        """Whether something changed since the last burst: what is being built is out of date."""
        return bool(self.paths) or self.stopped

    def stop(self) -> None:
        with self.heard:
            self.stopped = True
            self.heard.notify_all()


class Watch:
    """Watches site.yaml, the content and the themes, by the system's own news or, where it has none, by looking."""

    def __init__(self, root: Path, burst: Burst, poll: bool, tell: Tell) -> None:
        self.root, self.burst, self.poll, self.tell = root.resolve(), burst, poll, tell
        self.observer: Any = None
        self.known: dict[str, tuple[int, int]] = {}
        self.watches: dict[str, Any] = {}

    def start(self) -> None:
        """Begins to watch; falls back to polling where the system refuses."""
        self.observer = PollingObserver(timeout=POLLING) if self.poll else Observer(timeout=POLLING)
        self.known, self.watches = {}, {}
        try:
            self.observer.schedule(self.burst, str(self.root), recursive=False)
            self.look()
            self.observer.start()
        except OSError as error:
            self.fall_back(error)

    def look(self) -> None:
        """Watches the folders that have come, or come back, since the last look."""
        for name in FOLDERS:
            there = identity(self.root / name)
            if there == self.known.get(name):
                continue
            if name in self.watches:
                self.forget(self.watches.pop(name))
            self.known.pop(name, None)
            if there:
                self.watches[name] = self.observer.schedule(self.burst, str(self.root / name), recursive=True)
                self.known[name] = there

    def forget(self, watch: Any) -> None:
        """Ends a watch whose folder went away; its thread may have ended before."""
        try:
            self.observer.unschedule(watch)
        except (KeyError, OSError, RuntimeError) as error:
            self.tell(
                phrase(
                    "A folder that was watched went away ({reason}); its return will be noticed.",
                    reason=type(error).__name__,
                )
            )

    def check(self) -> None:
        """After each burst: watches what came back, and falls back to polling where a watch died."""
        try:
            self.look()
        except OSError as error:
            self.fall_back(error)
            return
        alive = all(emitter.is_alive() for emitter in self.observer.emitters)
        if not (alive and self.observer.is_alive()) and not self.poll:
            self.fall_back(None)

    def fall_back(self, error: OSError | None) -> None:
        """Goes on by polling, and says why."""
        if self.poll:
            raise error or OSError("the files can't be watched")
        if error is not None and error.errno in LIMITS:
            self.tell(phrase("The system's limit for watched files is reached."))
        elif error is not None:
            self.tell(phrase("The system can't tell of changes: {reason}.", reason=error.strerror or error))
        else:
            self.tell(phrase("The system can't tell of changes any more."))
        self.tell(phrase("The preview looks at all files twice a second instead."))
        self.stop()
        self.poll = True
        self.start()
        self.burst.note({""})

    def stop(self) -> None:
        """Ends watching."""
        self.observer.unschedule_all()
        if self.observer.is_alive():
            self.observer.stop()
            self.observer.join(5)


def identity(folder: Path) -> tuple[int, int] | None:
    """Which folder this is, whatever its name; None where there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if folder.is_dir() else None
