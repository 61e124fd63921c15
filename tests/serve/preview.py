"""A preview in a process of its own, for the tests of it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

T = TypeVar("T")
HANG = 120  # seconds after which something hangs


class Server:
    """A preview in a process of its own. What it says is in `log`, outside the site's folder."""

    def __init__(self, root: Path, *options: str, day: str = "2026-11-24", port: int = 8941) -> None:
        self.root = root
        self.file = root.parent / f"{root.name}.log"
        self.log = self.file.open("w+")
        given = ["--source", str(root), "--as-of", day, "--port", str(port), *options]
        command = [sys.executable, "-m", "ogpsite", "serve", *given]
        self.process = subprocess.Popen(command, stderr=self.log, stdout=self.log, text=True)
        self.address = self.until(lambda: re.findall(r"(http://\S+:\d+)/", self.said()))[0]
        self.until(lambda: self.status("/")[0] != 503 or "error" in self.said())

    def said(self) -> str:
        return self.file.read_text("utf-8")

    def until(self, ready: Callable[[], T]) -> T:
        """Waits until something is so."""
        end = time.monotonic() + HANG
        while time.monotonic() < end:
            found = ready()
            if found:
                return found
            assert self.process.poll() is None, self.said()
            time.sleep(0.02)
        raise AssertionError(f"nothing came: {self.said()}")

    def get(self, path: str) -> str:
        """A page as it is published, without the preview's script."""
        return self.status(f"{path}?preview=off")[1]

    def status(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=HANG) as answer:
                return answer.status, str(answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def bytes(self, path: str) -> tuple[int, bytes]:
        """A file as it is sent; the path is written as it stands in the output."""
        try:
            with urllib.request.urlopen(f"{self.address}{quote(path, safe='/?=')}", timeout=HANG) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def ask(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET", body: str = ""
    ) -> tuple[int, str]:
        """An answer to a request with any headers, also such as a browser wouldn't send."""
        port = int(self.address.rpartition(":")[2])
        connection = HTTPConnection("127.0.0.1", port, timeout=HANG)
        connection.putrequest(method, path, skip_host="Host" in (headers or {}))
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body.encode() or None)
        answer = connection.getresponse()
        found = answer.status, answer.read().decode(errors="replace")
        connection.close()
        return found

    def token(self) -> str:
        return str(re.findall(r'data-token="([^"]+)"', self.status("/")[1])[0])

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(HANG)
        self.log.close()
