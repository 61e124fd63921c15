"""The preview: watch, rebuild, reload; the only watchdog and livereload. A faulty change never ends it."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from livereload import Server
from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado.ioloop import IOLoop
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from ogpsite import build
from ogpsite.problems import worded

QUIET = 0.1  # seconds without a change before a rebuild: one for a burst of saves
READS = frozenset({"opened", "closed_no_write"})  # what watchdog tells of mere reading
Tell = Callable[[str], None]


class Driven(Watcher):  # type: ignore[misc]
    """livereload's watcher without its polling: watchdog says when something changed."""

    def start(self, callback: Any) -> bool:
        return True

    def examine(self) -> tuple[None, None]:
        return None, None


class Changes(FileSystemEventHandler):
    """Calls back once after a burst of changes."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.changed = changed
        self.timer: threading.Timer | None = None
        self.lock = threading.Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in READS:
            return
        with self.lock:
            if self.timer:
                self.timer.cancel()
            self.timer = threading.Timer(QUIET, self.changed)
            self.timer.daemon = True
            self.timer.start()


class Preview:
    """Builds into a folder of its own, so that `output/` is never touched; keeps the last good site."""

    def __init__(self, job: Callable[[], build.Job], folder: Path, tell: Tell) -> None:
        self.job, self.folder, self.tell = job, folder, tell
        self.lock = threading.Lock()

    def rebuild(self) -> bool:
        """Builds anew and tells what is wrong; whether there is something new to see."""
        with self.lock:
            try:
                result = build.build(self.job(), self.folder)
            except Exception as error:  # the preview must live on, whatever happens in a build
                self.tell(f"The build failed by a fault of ogpsite itself: {type(error).__name__}: {error}")
                return False
            for problem in result.problems:
                self.tell(worded(problem))
            if not result.ok:
                self.tell("The site stays as it was before this change.")
                return False
            self.tell(f"Built {sum(output.path.endswith('.html') for output in result.outputs):,} pages.")
            return bool(result.written.written or result.written.removed)


def serve(job: Callable[[], build.Job], host: str, port: int, open_browser: bool, tell: Tell) -> int:
    """Serves the site until it is stopped; every change of its files is built and shown."""
    folder = Path(tempfile.mkdtemp(prefix="ogpsite-preview-"))
    try:
        preview = Preview(job, folder, tell)
        preview.rebuild()
        loop = IOLoop.current()

        def changed() -> None:
            if preview.rebuild():
                loop.add_callback(LiveReloadHandler.reload_waiters, "*")

        observer = watch(job().root, Changes(changed))
        chosen = free_port(host, port)
        address = f"http://{host}:{chosen}/"
        tell(f"The site is at {address} – it follows your changes. Stop it with Ctrl-C.")
        if open_browser:
            webbrowser.open(address)
        try:
            Server(watcher=Driven()).serve(root=str(folder), host=host, port=chosen, open_url_delay=None)
        finally:
            observer.stop()
            observer.join()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def watch(root: Path, handler: FileSystemEventHandler) -> Any:
    """Watches site.yaml, the content and the themes; not the output."""
    observer = Observer()
    observer.schedule(handler, str(root), recursive=False)
    for name in ("content", "themes"):
        if (root / name).is_dir():
            observer.schedule(handler, str(root / name), recursive=True)
    observer.start()
    return observer


def free_port(host: str, port: int) -> int:
    """The port, or the next one that nobody uses."""
    for candidate in range(port, min(port + 100, 65536)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return candidate
    return port
