"""The preview's server: pages from memory with the preview's script, the live connection, and its few commands."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.web import Application, HTTPError, RequestHandler

from ogpsite.hosting.media import media_type
from ogpsite.problems import Refused, worded
from ogpsite.serve.guard import HEADERS
from ogpsite.serve.room import Room
from ogpsite.serve.standing import Answer

OWN = "/_preview/"  # addresses of the preview itself; no record can have them, as keys hold no underscore
STATIC = Path(__file__).parent / "static"
SCRIPTS = ("idiomorph.js", "livereload.js", "livereload.css")
PIECE = 1 << 18  # bytes of a file that are sent at a time
LIMITS = {
    # what one request may take; seconds are for those who send slowly or not at all
    "max_body_size": 1 << 16,
    "max_header_size": 1 << 16,
    "idle_connection_timeout": 60.0,
    "body_timeout": 10.0,
}
MESSAGE = 1 << 16  # bytes of a message on a live connection


def server(room: Room) -> HTTPServer:
    """The server of a preview; `LIMITS` bound what a request may take."""
    return HTTPServer(application(room), **LIMITS)


def application(room: Room) -> Application:
    """The server of a preview."""
    return Application(
        [
            (r"/livereload", Live, {"room": room}),
            (rf"{OWN}state", State, {"room": room}),
            (rf"{OWN}(day|translate)", Command, {"room": room}),
            (rf"{OWN}({'|'.join(SCRIPTS)})", Script, {"room": room}),
            (r"/.*", Pages, {"room": room}),
        ],
        websocket_ping_interval=30,
        websocket_max_message_size=MESSAGE,
        log_function=lambda handler: None,
    )


class Guarded(RequestHandler):
    """A handler that answers only the preview's own pages; see `guard`."""

    room: Room

    def initialize(self, room: Room) -> None:
        self.room = room

    def set_default_headers(self) -> None:
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.clear_header("Server")

    def prepare(self) -> Awaitable[None] | None:
        why = self.room.guard.refusal(self.request.headers)
        if why:
            raise HTTPError(403, reason=None, log_message=why)
        return None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None, None))[1]
        words = (error.log_message if isinstance(error, HTTPError) else "") or self._reason
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}: {words}\n")

    def check_xsrf_cookie(self) -> None:
        """Not by cookie: a write brings the preview's token in a header, which other sites can't know or send."""


class Pages(Guarded):
    """Everything of the site, by address; never from `output/`."""

    async def get(self) -> None:
        path = path_of(self.request)
        loop = asyncio.get_running_loop()
        try:
            answer = await loop.run_in_executor(self.room.workers, self.room.answer, path)
        except Refused as refusal:
            words = "\n".join(worded(one, say=self.room.say_in_page) for one in refusal.problems)
            answer = Answer("error.html", self.room.faulty(words), status=500)
        except OSError as error:
            raise HTTPError(404, f"the file can't be read: {error.strerror}") from None
        if answer.status == 301:
            self.redirect(answer.path)
            return
        self.set_status(answer.status)
        self.set_header("Content-Type", media_type(answer.path))
        if answer.file:
            await self.send(answer.file)
        elif answer.is_page and self.get_query_argument("preview", "") != "off":
            self.finish(self.room.with_script(answer.data, path))
        else:
            self.finish(answer.data)

    async def send(self, file: Path) -> None:
        """Sends a file in pieces: evidence may be large. It may have been put elsewhere since the site was read."""
        if not file.resolve().is_relative_to((self.room.root / "content").resolve()):
            raise HTTPError(404, "the file lies outside the site")
        try:
            with file.open("rb") as opened:
                self.set_header("Content-Length", str(file.stat().st_size))
                while piece := opened.read(PIECE):
                    self.write(piece)
                    await self.flush()
        except OSError as error:
            raise HTTPError(404, f"the file can't be read: {error.strerror}") from None
        self.finish()

    head = get


class Script(Guarded):
    """The preview's own script and style."""

    def get(self, name: str) -> None:
        self.set_header("Content-Type", media_type(name))
        self.finish((STATIC / name).open("rb").read())


class State(Guarded):
    """What the bar and the overlay show for a page."""

    async def get(self) -> None:
        path = file_of(self.get_query_argument("path", "/"))
        loop = asyncio.get_running_loop()
        self.finish(await loop.run_in_executor(self.room.workers, self.room.whole_state, path))


class Command(Guarded):
    """The few things that the preview's bar may change; each needs the token of this preview."""

    async def post(self, name: str) -> None:
        if not secrets.compare_digest(self.request.headers.get("X-Preview-Token", "").encode(), self.room.token):
            raise HTTPError(403, "this needs the token of the preview's own page")
        try:
            given = json.loads(self.request.body or b"{}")
            value = given["value"]
            assert isinstance(value, str)
        except (ValueError, KeyError, TypeError, AssertionError):
            raise HTTPError(400, "the preview didn't understand this") from None
        loop = asyncio.get_running_loop()
        try:
            done = await loop.run_in_executor(self.room.workers, self.room.command, name, value)
        except Refused as refusal:
            raise HTTPError(409, "; ".join(self.room.say_in_page(one.message) for one in refusal.problems)) from None
        self.finish({"done": done})


class Live(LiveReloadHandler):  # type: ignore[misc]
    """The live connection: livereload's protocol, with the page itself for clients of the preview."""

    def initialize(self, room: Room) -> None:
        self.room = room
        self.path = ""
        self.seen = ""
        self.ours = False

    def prepare(self) -> None:
        if self.room.guard.refusal(self.request.headers):
            raise HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        return not self.room.guard.refusal({**self.request.headers, "Origin": origin})

    def on_message(self, message: str | bytes) -> None:
        """The handshake; a client of the preview also says which page it shows, in which state."""
        try:
            given = json.loads(message)
            command = given.get("command")
        except (ValueError, AttributeError):
            return
        if command == "hello":
            super().on_message(message)
            self.room.clients.add(self)
        if command == "page":
            self.ours = True
            self.path, self.seen = file_of(str(given.get("path", "/"))), str(given.get("seen", ""))
            self.room.greet(self)

    def on_close(self) -> None:
        self.room.clients.discard(self)
        super().on_close()

    def tell(self, message: dict[str, Any]) -> None:
        """Sends a message, unless the browser is gone."""
        if self.ws_connection is not None and not self.ws_connection.is_closing():
            self.send_message(message)


def path_of(request: HTTPServerRequest) -> str:
    """The path below the site that a request means; one that leaves it is none."""
    return file_of(request.path)


def file_of(address: str) -> str:
    """The file that answers an address; an empty text for an address that would leave the site."""
    path = unquote(address.partition("?")[0].partition("#")[0])
    parts = path.split("/")[1:]
    if "\\" in path or "\0" in path or any(part in ("..", ".") for part in parts):
        return ""
    return f"{path[1:]}index.html" if path.endswith("/") else path.lstrip("/")
