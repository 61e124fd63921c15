"""Requests that lead where they must not: each is refused before anything is sent there, or ends in bounds."""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner
from web_tools import served

from ogpsite.cli import commands
from ogpsite.web import client


@functools.cache
def bomb() -> bytes:
    """50 MB, packed."""
    return gzip.compress(b"\0" * 50_000_000)


class Trap(http.server.BaseHTTPRequestHandler):
    """Leads wherever its path says; notes what it was sent."""

    seen: ClassVar[list[tuple[str, dict[str, str]]]] = []
    places: ClassVar[dict[str, str]] = {}

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        Trap.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        if self.path in Trap.places:
            self.send_response(302)
            self.send_header("Location", Trap.places[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path == "/bomb":
            self.answer({"Content-Encoding": "gzip", "Content-Length": str(len(bomb()))}, bomb())
        elif self.path == "/chunks":
            self.answer({"Transfer-Encoding": "chunked"}, b"ffffffff\r\n" + b"x" * 300_000)
        elif self.path == "/liar":
            self.answer({"Content-Length": "99999999999999999999"}, b"x" * 300_000)
        elif self.path == "/heads":
            self.answer({f"X-{n}": "y" * 1000 for n in range(300)}, b"x")
        else:
            self.answer({"Content-Length": "2"}, b"ok")

    def answer(self, headers: dict[str, str], body: bytes) -> None:
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def trap() -> Iterator[str]:
    Trap.seen.clear()
    Trap.places.clear()
    with served(Trap) as address:
        yield address


def limits(size: int = 65_536) -> client.Limits:
    """The trap itself may be asked, by its name alone."""
    return client.Limits(seconds=3, hosts=frozenset({"localhost"}), size=size)


def named(address: str) -> str:
    return address.replace("127.0.0.1", "localhost")


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        ("http://127.0.0.1:{port}/in", "private"),
        ("http://127.1:{port}/in", "private"),
        ("http://2130706433:{port}/in", "private"),
        ("http://0x7f000001:{port}/in", "private"),
        ("http://0177.0.0.1:{port}/in", "private"),
        ("http://[::1]:{port}/in", "private"),
        ("http://[::ffff:127.0.0.1]:{port}/in", "private"),
        ("http://[::ffff:7f00:1]:{port}/in", "private"),
        ("http://0.0.0.0:{port}/in", "private"),
        ("http://169.254.169.254/latest/meta-data/", "private"),
        ("http://user:secret@127.0.0.1:{port}/in", "private"),
        ("http://localhost@127.0.0.1:{port}/in", "private"),
        ("//127.0.0.1:{port}/in", "private"),
        ("file:///etc/passwd", "address"),
        ("ftp://127.0.0.1/x", "address"),
        ("gopher://127.0.0.1:{port}/_x", "address"),
        ("javascript:alert(1)", "address"),
        ("data:text/html,x", "address"),
        ("http://[", "address"),
        ("http://127.0.0.1:999999/", "address"),
        ("http://a\u2100b.invalid:{port}/", "name"),
        ("/loop", "circle"),
    ],
)
def test_no_redirect_leads_inside(trap: str, target: str, fault: str) -> None:
    """From a host that may be asked to one that may not; nothing is sent there."""
    port = trap.rpartition(":")[2]
    Trap.places["/loop"] = target.replace("{port}", port).encode().decode("latin-1")
    answer = client.ask(f"{named(trap)}/loop", "GET", limits())
    assert (answer.status, answer.fault) == (0, fault)
    assert [path for path, _ in Trap.seen] == ["/loop"]


@pytest.mark.parametrize("host", ["fec0::1", "192.0.0.8", "192.88.99.1", "3fff::1", "64:ff9b:1::a00:1", "::127.0.0.1"])
def test_addresses_that_no_public_host_has(host: str) -> None:
    assert not client.is_public(host)


def test_credentials_are_never_sent(trap: str) -> None:
    """Neither those in an address, nor those of a redirect, nor cookies, nor where the reader came from."""
    port = trap.rpartition(":")[2]
    Trap.places["/in"] = f"http://other:words@localhost:{port}/after"
    client.ask(f"http://user:secret@localhost:{port}/in", "GET", limits())
    assert [path for path, _ in Trap.seen] == ["/in", "/after"]
    for _, headers in Trap.seen:
        assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert not any(word in value for value in headers.values() for word in ("secret", "words", "@"))


def test_no_line_can_be_smuggled_into_a_request(trap: str) -> None:
    answer = client.ask(f"{named(trap)}/a\r\nX-Evil: yes\r\n b?c\r\nX-More: d", "GET", limits())
    assert all("x-evil" not in headers and "x-more" not in headers for _, headers in Trap.seen)
    assert answer.fault == "" or answer.fault in client.FAULTS


@pytest.mark.parametrize("path", ["/bomb", "/chunks", "/liar"])
def test_no_small_answer_becomes_a_large_one(trap: str, path: str) -> None:
    """Answers are asked for as they are, never unpacked, and read up to the limit."""
    answer = client.ask(f"{named(trap)}{path}", "GET", limits(100_000))
    assert len(answer.body) <= 100_000
    assert Trap.seen[0][1]["accept-encoding"] == "identity"
    if path == "/bomb":
        assert answer.body == bomb() and answer.whole, "50 MB stay as packed as they came"


def test_more_headers_than_anybody_needs(trap: str) -> None:
    assert client.ask(f"{named(trap)}/heads", "GET", limits()).fault == "answer"


def test_a_name_that_is_public_first_and_private_after_a_redirect(trap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the name is judged at each request, by the address that is then used."""
    port = int(trap.rpartition(":")[2])
    Trap.places["/in"] = "/again"
    real, asked = socket.getaddrinfo, []

    def turning(host: str, to: int, **options: int) -> object:
        asked.append(host)
        return real("127.0.0.1", to, **options)

    monkeypatch.setattr(socket, "getaddrinfo", turning)
    judged = iter([True, False])
    monkeypatch.setattr(client, "is_public", lambda name: next(judged))
    answer = client.ask(f"http://turning.example:{port}/in", "GET", client.Limits(seconds=3))
    assert answer.fault == "private" and len(asked) == 2
    assert [path for path, _ in Trap.seen] == ["/in"]


def test_a_host_that_speaks_for_ever_is_left(trap: str) -> None:
    """A byte at a time: the whole conversation has its time, not each byte."""
    line = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        talk, _ = line.accept()
        with talk:
            talk.sendall(b"HTTP/1.1 200 OK\r\n")
            for n in range(600):
                time.sleep(0.05)
                try:
                    talk.sendall(f"X-{n}: y\r\n".encode())
                except OSError:
                    return

    threading.Thread(target=drip, daemon=True).start()
    begun = time.monotonic()
    short = client.Limits(seconds=0.5, hosts=frozenset({"localhost"}))
    answer = client.ask(f"http://localhost:{line.getsockname()[1]}/", "GET", short)
    line.close()
    assert answer.fault in ("timeout", "answer") and time.monotonic() - begun < 20


# copies of a site that somebody else made


@pytest.mark.parametrize("where", ["http://[", "http://[::1", "https://a:b:c/", "http://a:99999/", "http:///x"])
def test_verify_reads_no_address_that_is_none(where: str) -> None:
    outcome = CliRunner().invoke(commands, ["verify", where], standalone_mode=False)
    assert outcome.return_value == 1 and not outcome.exception
    assert "error: " in outcome.output


def test_verify_waits_for_no_pipe(tmp_path: Path) -> None:
    """A copy may hold anything under the names of the list."""
    copy = tmp_path / "copy"
    copy.mkdir()
    digest = "0" * 64
    (copy / "manifest-sha256.txt").write_text(f"{digest}  pipe\n{digest}  folder\n{digest}  zero\n{digest}  gone\n")
    os.mkfifo(copy / "pipe")
    (copy / "folder").mkdir()
    (copy / "zero").symlink_to("/dev/zero")
    outcome = CliRunner().invoke(commands, ["verify", str(copy)], standalone_mode=False)
    assert outcome.return_value == 1 and not outcome.exception
    assert outcome.output.count("it is not an ordinary file") == 3
    os.mkfifo(tmp_path / "list")
    outcome = CliRunner().invoke(commands, ["verify", str(tmp_path / "list")], standalone_mode=False)
    assert outcome.return_value == 1 and "it is not an ordinary file" in outcome.output
