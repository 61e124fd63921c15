"""A preview in a process of its own, for the tests of it."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from sites import DAY
from tornado.httpclient import HTTPRequest
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.websocket import websocket_connect

from ogpsite import build
from ogpsite.serve import answering
from ogpsite.serve.editors import Editor
from ogpsite.serve.guard import Guard
from ogpsite.serve.room import Room
from ogpsite.serve.standing import Standing

T = TypeVar("T")
PROTOCOL = "http://livereload.com/protocols/official-7"
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


class Running:
    """A preview's server in a thread of its own, on any free port."""

    def __init__(self, root: Path, drafts: bool = True) -> None:
        self.root = root
        self.told: list[str] = []
        standing = Standing(lambda day: build.Job(root, DAY, drafts=drafts), self.told.append)
        sockets = bind_sockets(0, "127.0.0.1")
        self.port = sockets[0].getsockname()[1]
        self.room = Room(standing, Guard("127.0.0.1", self.port, "the-token"), Editor(), True, self.told.append)
        standing.renew(frozenset({""}))
        assert standing.shown, standing.problems
        ready = threading.Event()

        async def serve() -> None:
            self.room.loop = IOLoop.current()
            self.ended = asyncio.Event()
            served = answering.server(self.room)
            served.add_sockets(sockets)
            self.loop = asyncio.get_running_loop()
            ready.set()
            await self.ended.wait()
            served.stop()
            await served.close_all_connections()

        self.thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
        self.thread.start()
        assert ready.wait(HANG)

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join(HANG)
        self.room.workers.shutdown(wait=False, cancel_futures=True)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=HANG)

    def head(self, path: str = "/", **headers: str) -> str:
        given = {"Host": f"127.0.0.1:{self.port}", **headers}
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in given.items())
        return f"GET {path} HTTP/1.1\r\n{lines}"

    def answer(self, request: str | bytes) -> bytes:
        """All that comes back until the connection ends, or is kept open after an answer."""
        with self.connect() as line:
            line.sendall(request if isinstance(request, bytes) else request.encode())
            found = b""
            try:
                while piece := line.recv(65536):
                    found += piece
            except ConnectionError:
                pass
            return found

    def live(self, paths: Iterable[str]) -> list[str]:
        """All that the live connection says to a browser that shows one page after the other, then of news."""
        own = {"Origin": f"http://127.0.0.1:{self.port}"}

        async def listen() -> list[str]:
            found: list[str] = []
            line = await websocket_connect(HTTPRequest(f"ws://127.0.0.1:{self.port}/livereload", headers=own))

            async def until(command: str) -> None:
                while not found or json.loads(found[-1])["command"] != command:
                    found.append(str(await asyncio.wait_for(line.read_message(), HANG)))
                found.append('{"command": ""}')

            await line.write_message(json.dumps({"command": "hello", "protocols": [PROTOCOL]}))
            await until("hello")
            for path in paths:
                await line.write_message(json.dumps({"command": "page", "path": path, "seen": "another"}))
                await until("state")
            self.room.show()
            self.room.show_checks()
            self.room.restyle(False)
            await until("style")
            line.close()
            return found

        self.room.standing.check()
        # on the server's own loop: the test's thread may have one of a browser
        return asyncio.run_coroutine_threadsafe(listen(), self.loop).result(HANG)

    def get(self, path: str, **headers: str) -> bytes:
        return self.answer(f"{self.head(path, Connection='close', **headers)}\r\n")
