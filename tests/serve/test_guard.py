"""Other sites, made-up names and paths out of the site: nothing can be read, reloaded or saved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import write_site

from ogpsite.serve.guard import Guard
from serve.preview import Server

pytestmark = pytest.mark.xdist_group("serve")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    found = Server(write_site(tmp_path_factory.mktemp("guard") / "site"), port=8981)
    yield found
    found.stop()


def guard(host: str = "127.0.0.1") -> Guard:
    return Guard(host, 8000, "token")


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"])
def test_its_own_names(host: str) -> None:
    assert guard().refusal({"Host": host}) == ""


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8000",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:8001",
        "127.0.0.1.evil.example:8000",
        "localhost:8000@evil.example",
        "evil.example@localhost:8000",
        "localhost:8000/x",
        "localhost.:8000",
        "192.168.1.5:8000",
        "[::1",
        "localhost:port",
        "127.0.0.1:8000, evil.example",
    ],
)
def test_made_up_names(host: str) -> None:
    assert guard().refusal({"Host": host})


def test_a_network_preview_answers_to_addresses_not_to_names() -> None:
    assert guard("0.0.0.0").refusal({"Host": "192.168.1.5:8000"}) == ""
    assert guard("0.0.0.0").refusal({"Host": "evil.example:8000"})
    assert guard("192.168.1.5").refusal({"Host": "192.168.1.5:8000"}) == ""
    assert guard("192.168.1.5").refusal({"Host": "192.168.1.6:8000"})


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:3000"},
        {"Origin": "https://localhost:8000"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ],
)
def test_other_sites(headers: dict[str, str]) -> None:
    assert guard().refusal({"Host": "localhost:8000", **headers})


def test_a_link_from_elsewhere_may_lead_here() -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert guard().refusal({"Host": "localhost:8000", **headers}) == ""
    assert guard().refusal({"Host": "localhost:8000", "Origin": "http://localhost:8000"}) == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["/", "/_preview/state?path=/", "/_preview/livereload.js", "/data/", "/assets/style.css"]
)
def test_nothing_is_read_from_elsewhere(server: Server, path: str) -> None:
    own = server.address.removeprefix("http://")
    assert server.ask(path, {"Host": own})[0] == 200
    for headers in ({"Host": "evil.example"}, {"Host": own, "Origin": "https://evil.example"}):
        status, said = server.ask(path, headers)
        assert status == 403
        assert "Testland" not in said
        assert "token" not in said


@pytest.mark.slow
def test_nothing_is_saved_without_the_token(server: Server) -> None:
    body = json.dumps({"value": "2020-01-01"})
    own = server.address.removeprefix("http://")
    assert server.ask("/_preview/day", {"Host": own}, "POST", body)[0] == 403
    assert server.ask("/_preview/day", {"Host": own, "X-Preview-Token": "guess"}, "POST", body)[0] == 403
    foreign = {"Host": own, "X-Preview-Token": server.token(), "Origin": "https://evil.example"}
    assert server.ask("/_preview/day", foreign, "POST", body)[0] == 403
    assert server.ask("/_preview/day", {"Host": own}, "GET")[0] == 405
    assert "24 November 2026" in server.get("/")


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "/../site.yaml",
        "/%2e%2e/site.yaml",
        "/..%2fsite.yaml",
        "/files/../../site.yaml",
        "/files/%2e%2e/%2e%2e/site.yaml",
        "/files/..%5c..%5csite.yaml",
        "//etc/passwd",
        "/etc/passwd",
        "/files//etc/passwd",
        "/content/home.md",
        "/site.yaml",
        "/files/plans/2025-2028/plan.md",
        "/assets/../../site.yaml",
        "/_preview/../../../pyproject.toml",
        "/_preview/running.py",
        "/%00",
        "/files/%00",
        "/.git/config",
        "/%",
    ],
)
def test_nothing_outside_the_site_is_read(server: Server, path: str) -> None:
    status, said = server.ask(path)
    assert status in (400, 404)
    assert "root:" not in said
    assert "lead_agency" not in said


@pytest.mark.slow
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_no_live_connection_from_elsewhere(server: Server, origin: str) -> None:
    headers = {
        "Host": server.address.removeprefix("http://"),
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    }
    assert server.ask("/livereload", {**headers, "Origin": origin})[0] == 403
    assert server.ask("/livereload", {**headers, "Origin": server.address})[0] == 101


@pytest.mark.slow
def test_nobody_can_make_others_reload(server: Server) -> None:
    assert server.ask("/forcereload")[0] == 404


@pytest.mark.slow
def test_it_listens_on_this_computer_only(server: Server) -> None:
    port = int(server.address.rpartition(":")[2])
    lines = Path("/proc/net/tcp").read_text("utf-8").splitlines() if Path("/proc/net/tcp").exists() else []
    listening = [
        line.split()[1] for line in lines if line.split()[3:4] == ["0A"] and line.split()[1].endswith(f":{port:04X}")
    ]
    if not lines:
        pytest.skip("this system doesn't tell who listens where")
    assert listening == [f"0100007F:{port:04X}"]
