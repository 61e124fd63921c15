"""The preview's server as an attacker meets it: slow, huge and torn requests, and files that change under its hands.

One server in this process, on a real port, with limits that run out soon.
"""

from __future__ import annotations

import base64
import errno
import json
import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import write_site

from ogpsite.problems import Refused
from ogpsite.serve import answering
from ogpsite.start import writing
from serve.preview import Running

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("attack")]
FOLDER = "content/plans/2025-2028/commitments/open-clinics"
COMMITMENT = f"{FOLDER}/commitment.md"
SECRET = "nobody may read this"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = write_site(tmp_path_factory.mktemp("attack") / "site")
    (root / FOLDER / "paper.txt").write_text("evidence", "utf-8")
    (root / FOLDER / "large.bin").write_bytes(b"x" * 20_000_000)
    text = (root / COMMITMENT).read_text("utf-8")
    given = text.replace("lead: health", "lead: health\nevidence: [paper.txt, large.bin]")
    (root / COMMITMENT).write_text(given, "utf-8")
    (root.parent / "secret.txt").write_text(SECRET, "utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(answering.LIMITS, "idle_connection_timeout", 0.5)
        patched.setitem(answering.LIMITS, "body_timeout", 0.5)
        found = Running(root)
        yield found
        found.stop()


def still_answers(server: Running) -> None:
    assert server.get("/").startswith(b"HTTP/1.1 200")


def test_who_says_nothing_is_hung_up_on(server: Running) -> None:
    assert server.answer(b"") == b""
    assert server.answer(server.head()) == b""  # a head that never ends
    still_answers(server)


def test_many_slow_ones_do_not_keep_others_out(server: Running) -> None:
    lines = [server.connect() for _ in range(100)]
    try:
        for line in lines:
            line.sendall(server.head().encode())
        still_answers(server)
    finally:
        for line in lines:
            line.close()


def test_a_body_that_never_comes(server: Running) -> None:
    head = server.head("/_preview/day", Content_Length="100", X_Preview_Token="the-token").replace("GET", "POST", 1)
    assert b"200" not in server.answer(f"{head}\r\n{{")[:20]
    still_answers(server)


@pytest.mark.parametrize(
    "request_",
    [
        "POST /_preview/day HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999\r\n\r\n" + "x" * 100_000,
        "POST /_preview/day HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "40000\r\n"
        + "x" * 0x40000,
        "GET / HTTP/1.1\r\nHost: {host}\r\nX: " + "x" * 200_000 + "\r\n\r\n",
        "GET /" + "x" * 200_000 + " HTTP/1.1\r\nHost: {host}\r\n\r\n",
        "GET / HTTP/1.1\r\n" + "X: y\r\n" * 40_000 + "\r\n",
        "nonsense\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        "CONNECT evil.example:443 HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n",
        "TRACE / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "\x00\x01\x02\r\n\r\n",
    ],
    ids=range(16),
)
def test_huge_and_torn_requests(server: Running, request_: str) -> None:
    found = server.answer(request_.replace("{host}", f"127.0.0.1:{server.port}"))
    assert not found.startswith(b"HTTP/1.1 200")
    assert b"Traceback" not in found
    assert b"the-token" not in found
    still_answers(server)


def websocket(server: Running, path: str = "/livereload", **headers: str) -> tuple[socket.socket, bytes]:
    """A live connection, and the head of the answer to it."""
    line = server.connect()
    key = base64.b64encode(os.urandom(16)).decode()
    asked = server.head(
        path, Upgrade="websocket", Connection="Upgrade", Sec_WebSocket_Key=key, Sec_WebSocket_Version="13", **headers
    )
    line.sendall(f"{asked}\r\n".encode())
    return line, line.recv(4096)


def frame(data: bytes) -> bytes:
    """A masked text message of any length."""
    length = len(data)
    head = bytes([0x81]) + (bytes([0x80 | length]) if length < 126 else bytes([0x80 | 127]) + struct.pack(">Q", length))
    return head + b"\0\0\0\0" + data


@pytest.mark.parametrize(
    "message",
    [
        b"x" * 200_000,
        b"\xff\xfe",
        b"[1, 2]",
        b"null",
        b'"hello"',
        b'{"command": "hello"}',
        b'{"command": "hello", "protocols": 5}',
        b'{"command": "page", "path": ["x"], "seen": {}}',
        b'{"command": "page", "path": "/../../etc/passwd"}',
        b'{"command": {"x": 1}}',
        b"[" * 50_000,
    ],
    ids=range(11),
)
def test_messages_of_any_kind(server: Running, message: bytes) -> None:
    line, head = websocket(server)
    assert head.startswith(b"HTTP/1.1 101")
    with line:
        line.sendall(frame(message))
        line.settimeout(0.3)
        try:
            found = line.recv(65536)
        except TimeoutError:
            found = b""
        assert b"root:" not in found
        assert b"the-token" not in found
    still_answers(server)
    page, _ = websocket(server)
    with page:
        page.sendall(frame(b'{"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}'))
        page.sendall(frame(b'{"command": "page", "path": "/", "seen": ""}'))
        heard = b""
        while b'"command": "page"' not in heard:
            heard += page.recv(65536)  # others are served as before


@pytest.mark.parametrize("path", ["/livereload", "/_preview/state?path=/", "/"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "websocket"},
        {"Host": "evil.example"},
    ],
    ids=range(5),
)
def test_others_get_nothing(server: Running, path: str, headers: dict[str, str]) -> None:
    if path == "/livereload":
        line, found = websocket(server, path, **headers)
        line.close()
    else:
        found = server.get(path, **headers)
    assert found.startswith(b"HTTP/1.1 403")
    assert b"Testland" not in found
    assert b"the-token" not in found


def test_answers_are_of_no_use_to_others(server: Running) -> None:
    for path in ("/", "/_preview/state?path=/", "/data/index.html", "/nothing/"):
        head = server.get(path).partition(b"\r\n\r\n")[0].decode().lower()
        assert "cross-origin-resource-policy: same-origin" in head
        assert "x-frame-options: deny" in head
        assert "x-content-type-options: nosniff" in head
        assert "access-control-allow-origin" not in head
        assert "server:" not in head


@pytest.mark.parametrize("path", ["/files", "/files/", "/assets/", "/assets", "/files/plans/2025-2028/", "/_preview/"])
def test_no_folder_is_listed(server: Running, path: str) -> None:
    found = server.get(path)
    assert found.startswith((b"HTTP/1.1 404", b"HTTP/1.1 301"))
    assert b"paper.txt" not in found


def test_evidence_that_becomes_a_link_out_of_the_site(server: Running) -> None:
    """The last good site stays while the fault is told; what it showed must not be swapped meanwhile."""
    file = server.root / FOLDER / "paper.txt"
    address = f"/files/{FOLDER.removeprefix('content/')}/paper.txt"
    assert b"evidence" in server.get(address)
    file.unlink()
    file.symlink_to(server.root.parent / "secret.txt")
    try:
        found = server.get(address)
        assert found.startswith(b"HTTP/1.1 404")
        assert SECRET.encode() not in found
    finally:
        file.unlink()
        file.write_text("evidence", "utf-8")
    assert b"evidence" in server.get(address)


def test_evidence_that_goes_or_cannot_be_read(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    file = server.root / FOLDER / "paper.txt"
    address = f"/files/{FOLDER.removeprefix('content/')}/paper.txt"
    file.unlink()
    assert server.get(address).startswith(b"HTTP/1.1 404")
    file.mkdir()
    assert server.get(address).startswith(b"HTTP/1.1 404")
    file.rmdir()
    file.write_text("evidence", "utf-8")
    real = Path.open

    def refused(self: Path, *given: str, **named: str) -> object:
        if self.name == "paper.txt":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, *given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refused)
    found = server.get(address)
    assert found.startswith(b"HTTP/1.1 404")
    assert b"the file can't be read: Permission denied" in found


def test_a_reader_who_hangs_up_in_the_midst_of_a_large_file(server: Running) -> None:
    address = f"/files/{FOLDER.removeprefix('content/')}/large.bin"
    for _ in range(5):
        with server.connect() as line:
            line.sendall(f"{server.head(address)}\r\n".encode())
            line.recv(1000)
    assert server.get(address).count(b"x") >= 20_000_000


def test_a_translation_that_finds_no_room(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk: it is told, nothing half stays, and the next attempt works."""
    value = json.dumps({"value": COMMITMENT.replace(".md", ".fr.md")})
    request = server.head(
        "/_preview/translate", X_Preview_Token="the-token", Content_Length=str(len(value)), Connection="close"
    ).replace("GET", "POST", 1)
    file = server.root / COMMITMENT.replace(".md", ".fr.md")
    real = Path.write_text

    def full(self: Path, text: str, *given: str, **named: str) -> int:
        real(self, text[:20], *given, **named)
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        found = server.answer(f"{request}\r\n{value}")
    assert found.startswith(b"HTTP/1.1 409")
    assert b"it can't be written: No space left on device" in found
    assert not file.exists()
    assert server.answer(f"{request}\r\n{value}").startswith(b"HTTP/1.1 200")
    assert file.is_file()
    file.unlink()


def test_several_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("a file where a folder should be", "utf-8")
    with pytest.raises(Refused, match="can't be written"):
        writing.create(tmp_path, [("a/one.md", "1"), ("b/two.md", "2")])
    assert not (tmp_path / "a/one.md").exists()
    assert (tmp_path / "b").read_text("utf-8") == "a file where a folder should be"
