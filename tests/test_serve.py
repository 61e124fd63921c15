"""The preview follows changes, keeps the last good site, and never ends by a fault in the content."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from sites import write_site

from ogpsite import serve

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serve")]
T = TypeVar("T")
HANG = 60  # seconds after which something hangs


class Server:
    """A preview in a process of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        command = [
            sys.executable,
            "-m",
            "ogpsite",
            "serve",
            "--source",
            str(root),
            "--as-of",
            "2026-11-24",
            "--port",
            "8941",
        ]
        self.log = (root / "log").open("w+")
        self.process = subprocess.Popen(command, stderr=self.log, stdout=self.log, text=True)
        self.address = self.until(lambda: re.findall(r"http://\S+/", self.said()))[0]

    def said(self) -> str:
        return (self.root / "log").read_text("utf-8")

    def until(self, ready: Callable[[], T]) -> T:
        """Waits until something is so."""
        end = time.monotonic() + HANG
        while time.monotonic() < end:
            found = ready()
            if found:
                return found
            assert self.process.poll() is None, self.said()
            time.sleep(0.05)
        raise AssertionError(f"nothing came: {self.said()}")

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=HANG) as answer:
            return str(answer.read().decode())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(HANG)
        self.log.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(write_site(tmp_path))
    yield found
    found.stop()


def test_follows_changes(server: Server) -> None:
    page = "plans/2025-2028/open-clinics/"
    file = server.root / "content/plans/2025-2028/commitments/open-clinics/commitment.md"
    text = file.read_text("utf-8")
    assert "<h1>Open clinics</h1>" in server.get(page)
    assert "livereload" in server.get(page)

    file.write_text(text.replace("title: Open clinics", "title: Open hospitals"), "utf-8")
    server.until(lambda: "<h1>Open hospitals</h1>" in server.get(page))

    file.write_text(text.replace("lead: health", "lead: nobody"), "utf-8")
    server.until(lambda: "there is no organisation 'nobody'" in server.said())
    assert "<h1>Open hospitals</h1>" in server.get(page)  # the last good site stays

    file.write_text(text, "utf-8")
    server.until(lambda: "<h1>Open clinics</h1>" in server.get(page))
    assert not (server.root / "output").exists()


def test_takes_the_next_port() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.free_port("127.0.0.1", port) != port
