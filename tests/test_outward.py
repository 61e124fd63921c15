"""`ogpsite links`: links to other sites, against real servers on loopback whose answers are as bad as they come."""

from __future__ import annotations

import collections
import contextlib
import csv
import datetime
import http.server
import json
import select
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner, Result
from sites import DAY, SMALL, Files, check_site, text_of, write_site
from web_tools import served

from ogpsite import cli, load
from ogpsite.model.checked import COLUMNS, Checked
from ogpsite.web import checking, client

pytestmark = pytest.mark.slow  # each builds sites of its own

LOOPBACK = frozenset({"127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4", "localhost"})
LATER = DAY + datetime.timedelta(days=30)
QUICK = checking.Manner(seconds=0.6, again=0, hosts=LOOPBACK, pause=0.05)
ROBOTS = b"User-agent: *\nDisallow: /secret/*.html$\nAllow: /\n"


class Bad(http.server.BaseHTTPRequestHandler):
    """Answers by the first part of the path."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[collections.Counter[tuple[str, str]]] = collections.Counter()
    tried: ClassVar[collections.Counter[str]] = collections.Counter()

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.close_connection = True
        Bad.asked[self.command, self.path] += 1
        kind = self.path.split("/")[1].partition("?")[0].replace("-", "_").replace(".", "_")
        getattr(self, f"get_{kind}")()

    def say(self, status: int, body: bytes = b"Fine.", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def wait(self, seconds: float = 20.0) -> None:
        """Says nothing until the other side hangs up."""
        select.select([self.connection], [], [], seconds)

    def get_robots_txt(self) -> None:
        self.say(200, ROBOTS)

    def get_ok(self) -> None:
        time.sleep(0.01)
        self.say(200)

    def get_secret(self) -> None:
        self.say(200)

    def get_no_head(self) -> None:
        self.say(405 if self.command == "HEAD" else 200)

    def get_lies_to_head(self) -> None:
        self.say(404 if self.command == "HEAD" else 200)

    def get_moved(self) -> None:
        self.say(301, Location=self.path.replace("/moved", "/ok"))

    def get_found(self) -> None:
        self.say(302, Location=self.path.replace("/found", "/ok"))

    def get_accent(self) -> None:
        self.say(302, Location="/ok/é t".encode().decode("latin-1"))

    def get_missing(self) -> None:
        self.say(404)

    def get_gone(self) -> None:
        self.say(410)

    def get_error(self) -> None:
        self.say(500)

    def get_door(self) -> None:
        self.say(403)

    def get_circle(self) -> None:
        self.say(302, Location="/circle/b" if self.path.endswith("/a") else "/circle/a")

    def get_endless(self) -> None:
        number = int(self.path.rpartition("/")[2])
        self.say(302, Location=f"/endless/{number + 1}")

    def get_slow(self) -> None:
        self.wait()

    def get_drip(self) -> None:
        """One byte of its head at a time: each comes in time, the whole never does."""
        with contextlib.suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            for _ in range(200):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.05)

    def get_huge(self) -> None:
        """A body without an end."""
        if self.command == "HEAD":
            self.say(501)
            return
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(100_000):
                self.wfile.write(b"x" * 65536)

    def get_bomb(self) -> None:
        """A small body that would be a large one if anybody unpacked it."""
        self.say(405 if self.command == "HEAD" else 200, b"\x1f\x8b" + b"\0" * 100, Content_Encoding="gzip")

    def get_garbage(self) -> None:
        self.wfile.write(b"\x00\x01 I am no web server\r\n\r\n")

    def get_hangup(self) -> None:
        pass

    def get_headers(self) -> None:
        self.send_response(200)
        self.wfile.write(b"".join(b"X-%d: a\r\n" % n for n in range(500)))
        self.end_headers()

    def get_inside(self) -> None:
        self.say(302, Location="http://10.1.2.3/secrets")

    def get_metadata(self) -> None:
        self.say(302, Location="http://169.254.169.254/latest/")

    def get_disk(self) -> None:
        self.say(302, Location="file:///etc/passwd")

    def get_flaky(self) -> None:
        Bad.tried[self.path] += 1
        self.say(503 if Bad.tried[self.path] < 3 else 200)


@pytest.fixture
def bad() -> Iterator[str]:
    Bad.asked.clear()
    Bad.tried.clear()
    with served(Bad) as address:
        yield address


def checked(url: str, manner: checking.Manner = QUICK) -> Checked:
    return checking.check([url], manner, DAY)[url]


@pytest.mark.parametrize(
    ("path", "state", "detail"),
    [
        ("/ok/1", "good", "200"),
        ("/ok/1#part", "good", "200"),
        ("/ok/é ?q=ü", "good", "200"),
        ("/no-head/1", "good", "200"),
        ("/lies-to-head/1", "good", "200"),
        ("/moved/1", "moved", "301"),
        ("/found/1", "good", "200"),
        ("/accent", "good", "200"),
        ("/missing/1", "broken", "404"),
        ("/gone/1", "broken", "410"),
        ("/error/1", "broken", "500"),
        ("/door/1", "unsure", "403"),
        ("/circle/a", "broken", "circle"),
        ("/endless/1", "broken", "circle"),
        ("/slow/1", "broken", "timeout"),
        ("/drip/1", "broken", "timeout"),
        ("/huge/1", "good", "200"),
        ("/bomb/1", "good", "200"),
        ("/garbage/1", "broken", "answer"),
        ("/hangup/1", "broken", "answer"),
        ("/headers/1", "broken", "answer"),
        ("/inside/1", "unchecked", "private"),
        ("/metadata/1", "unchecked", "private"),
        ("/disk/1", "unchecked", "address"),
        ("/secret/page.html", "unchecked", "robots"),
        ("/secret/page.pdf", "good", "200"),
    ],
)
def test_every_answer(bad: str, path: str, state: str, detail: str) -> None:
    started = time.monotonic()
    found = checked(f"{bad}{path}")
    assert (found.state, found.detail, found.checked) == (state, detail, DAY)
    assert time.monotonic() - started < 60, "nothing holds up a check"
    if state == "moved":
        assert found.moved_to == f"{bad}/ok/1"


def test_what_robots_forbid_is_not_asked_for(bad: str) -> None:
    checked(f"{bad}/secret/page.html")
    assert set(Bad.asked) == {("GET", "/robots.txt")}


def test_head_before_get(bad: str) -> None:
    checked(f"{bad}/ok/1")
    assert Bad.asked == {("GET", "/robots.txt"): 1, ("HEAD", "/ok/1"): 1}
    checked(f"{bad}/missing/1")
    assert Bad.asked["HEAD", "/missing/1"] == Bad.asked["GET", "/missing/1"] == 1


def test_what_may_pass_is_tried_again(bad: str) -> None:
    url = f"{bad}/flaky/1"
    assert checked(url).detail == "503"
    Bad.tried.clear()
    assert checked(url, checking.Manner(0.6, 1, LOOPBACK, 0.05)).state == "good"


def test_nobody_there() -> None:
    with served(Bad) as address:
        pass
    assert checked(f"{address}/ok/1").detail == "refused"
    assert checked("http://no-such-host.invalid/").detail == "name"
    assert checked("http://[::1/").detail in ("address", "name")


# private networks


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "::", "ff02::1",
    ],
)  # fmt: skip
def test_private_addresses(host: str) -> None:
    assert not client.is_public(host)


@pytest.mark.parametrize("host", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_public_addresses(host: str) -> None:
    assert client.is_public(host)


@pytest.mark.parametrize("form", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_a_private_address_in_another_dress(bad: str, form: str) -> None:
    """However an address is written, nothing is sent to it."""
    port = bad.rpartition(":")[2]
    found = checked(f"http://{form}:{port}/ok/1", checking.Manner(seconds=0.6, again=0))
    assert found.state in ("unchecked", "broken") and found.detail in ("private", "name")
    assert not Bad.asked


def test_a_name_is_looked_up_once(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere when it is asked again leads nowhere: the address that was looked at is used."""
    lookups: list[str] = []
    real = socket.getaddrinfo

    def turning(host: str, port: int, **options: int) -> object:
        lookups.append(host)
        return real("93.184.216.34" if len(lookups) == 1 else "127.0.0.1", port, **options)

    monkeypatch.setattr(socket, "getaddrinfo", turning)
    port = bad.rpartition(":")[2]
    answer = client.once(f"http://turning.example:{port}/ok/1", "GET", client.Limits(seconds=0.3))
    assert answer.fault in ("timeout", "refused") and lookups == ["turning.example"]
    assert not Bad.asked


# many links


@pytest.mark.slow
def test_two_hundred_links_a_third_of_them_faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under 20 seconds, never more than two requests at once to a host; each fault is found."""
    kinds = ["missing", "gone", "error", "slow", "drip", "garbage", "hangup", "inside", "circle/a", "endless/1", "huge"]
    now: collections.Counter[str] = collections.Counter()
    most: collections.Counter[str] = collections.Counter()
    lock, real = threading.Lock(), client.once

    def counted(url: str, method: str, limits: client.Limits) -> client.Answer:
        host = url.split("/")[2].partition(":")[0]
        with lock:
            now[host] += 1
            most[host] = max(most[host], now[host])
        try:
            return real(url, method, limits)
        finally:
            with lock:
                now[host] -= 1

    monkeypatch.setattr(client, "once", counted)
    with contextlib.ExitStack() as stack:
        hosts = [stack.enter_context(served(Bad, f"127.0.0.{n}")) for n in range(1, 5)]
        urls = [f"{hosts[n % 4]}/ok/{n}" for n in range(134)]
        faulty = [
            f"{hosts[n % 4]}/{kinds[n % len(kinds)]}{'' if '/' in kinds[n % len(kinds)] else f'/{n}'}?{n}"
            for n in range(66)
        ]
        faulty = [url.replace("?", "#") if "endless" in url or "circle" in url else url for url in faulty]
        started = time.monotonic()
        found = checking.check([*urls, *faulty], checking.Manner(1.0, 1, LOOPBACK), DAY)
        seconds = time.monotonic() - started
    assert len(found) == 200
    assert seconds < 120, f"{seconds:.1f} s: for hangs; `--durations=1` tells how long it took"
    assert {host: most[host] for host in most if host.startswith("127")} == {f"127.0.0.{n}": 2 for n in range(1, 5)}
    assert {found[url].state for url in urls} == {"good"}
    states = collections.Counter(found[url].state for url in faulty)
    assert states == {"broken": 54, "unchecked": 6, "good": 6}, states


# the command, and what it remembers


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.commands, list(words), standalone_mode=False)


def site(folder: Path, bad: str) -> Path:
    """The small site with links in evidence, in a body and in a field."""
    commitment = "content/plans/2025-2028/commitments/open-clinics"
    report = SMALL[f"{commitment}/progress/2026-06.md"]
    changes: Files = {
        f"{commitment}/progress/2026-06.md": report.replace(
            "status: limited", f"status: limited\nevidence:\n  - {bad}/missing/proof\n  - {bad}/ok/1", 1
        ),
        f"{commitment}/commitment.md": SMALL[f"{commitment}/commitment.md"] + f"\n[Moved]({bad}/moved/2).\n",
        "content/organisations.yaml": SMALL["content/organisations.yaml"].replace(
            "  sector: government\nhealth", f"  sector: government\n  url: {bad}/gone/office\nhealth"
        ),
    }
    return write_site(folder, changes)


def test_the_command(bad: str, tmp_path: Path) -> None:
    """By commitment, with the place of each link; kept in a file; exit code 1 where something is broken."""
    root = site(tmp_path, bad)
    options = ("-s", str(root), "--allow-host", "127.0.0.1", "--timeout", "2")
    outcome = run("links", *options, "--as-of", str(DAY))
    assert outcome.return_value == 1, outcome.output
    place = "content/plans/2025-2028/commitments/open-clinics"
    expected = f"""\
2025-2028/open-clinics: Open clinics
  broken: {bad}/missing/proof
      it answers 404, since 2026-11-24; in {place}/progress/2026-06.md:5
  moved: {bad}/moved/2
      it moved for good to {bad}/ok/2; in {place}/commitment.md:13
Outside commitments
  broken: {bad}/gone/office
      it answers 410, since 2026-11-24; in content/organisations.yaml:4
4 links (4 asked in """
    assert outcome.stdout.startswith(expected)
    assert outcome.stdout.endswith("1 good, 1 moved, 2 broken\n")
    with (root / "links.csv").open(newline="", encoding="utf-8") as file:
        kept = {row["url"]: row for row in csv.DictReader(file)}
    assert kept[f"{bad}/missing/proof"]["broken_since"] == "2026-11-24"
    assert kept[f"{bad}/ok/1"]["state"] == "good"
    Bad.asked.clear()
    outcome = run("links", *options, "--as-of", "2026-11-27", "--format", "json")
    data = json.loads(outcome.stdout)
    assert data["counts"] == {"good": 1, "moved": 1, "broken": 2, "unsure": 0, "unchecked": 0}
    assert data["commitments"][0]["links"][0]["broken_since"] == "2026-11-24", "the day on which it was first seen"
    assert not [path for _, path in Bad.asked if path.startswith("/ok")], "what was good this week isn't asked again"
    assert Bad.asked["HEAD", "/gone/office"] == 1
    markdown = run("links", *options, "--as-of", "2026-11-27", "--cached", "--format", "markdown")
    assert f"- **broken** <{bad}/missing/proof>: it answers 404, since 2026-11-24" in markdown.stdout


def test_what_answers_again_is_no_longer_broken() -> None:
    old = {"a": Checked("a", "broken", "404", DAY, DAY), "b": Checked("b", "broken", "404", DAY, DAY)}
    new = {"a": Checked("a", "good", "200", LATER), "b": Checked("b", "broken", "timeout", LATER)}
    found = {one.url: one for one in checking.remembered(["a", "b"], old, new)}
    assert found["a"].broken_since is None
    assert found["b"].broken_since == DAY
    assert checking.remembered(["b"], old, {}) == (old["b"],), "a link that was not asked stays as it was"
    assert [one.url for one in checking.remembered(["a"], old, new)] == ["a"], "a link that is gone is forgotten"


def test_without_a_switch_loopback_is_private(bad: str, tmp_path: Path) -> None:
    outcome = run("links", "-s", str(site(tmp_path, bad)), "--as-of", str(DAY))
    assert outcome.return_value == 0
    assert "unchecked: " in outcome.stdout and "it leads into a private network" in outcome.stdout
    assert not Bad.asked


def test_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no name is known, nothing is noted against anybody."""
    bodies = "".join(f"b{n}:\n  name: B{n}\n  sector: media\n  url: https://b{n}.invalid/\n" for n in range(6))
    root = write_site(tmp_path, {"content/organisations.yaml": SMALL["content/organisations.yaml"] + bodies})
    outcome = run("links", "-s", str(root), "--as-of", str(DAY))
    assert outcome.return_value == 1
    assert "this machine seems to have no way to the internet  [network]" in outcome.stderr
    assert not (root / "links.csv").exists()


@pytest.mark.parametrize(
    "text", ["some,thing\n", f"{','.join(COLUMNS)}\nhttps://a.example/,fine,,,,\n", "\x00", "a,b\n"]
)
def test_a_damaged_memory(tmp_path: Path, text: str) -> None:
    """A line that can't be read is a warning; the rest is believed, and nothing fails."""
    root = write_site(tmp_path, {"links.csv": text})
    tree, problems = load.load(root)
    assert tree.checked == ()
    assert {(one.code, one.fatal) for one in problems} == {("links", False)}


def test_broken_links_stand_on_the_page_on_progress(tmp_path: Path) -> None:
    """With their record, the commitment, and the day since which they are broken; on a day before, nothing."""
    url = "https://gone.example.org/proof?a=1&b=<2>"
    commitment = "content/plans/2025-2028/commitments/open-clinics"
    report = SMALL[f"{commitment}/progress/2026-06.md"].replace(
        "status: limited", f"status: limited\nevidence:\n  - '{url}'\n  - https://fine.example.org/", 1
    )
    rows = f"{url},broken,404,2026-11-20,2026-10-02,\nhttps://fine.example.org/,good,200,2026-11-20,,\n"
    elsewhere = "https://nowhere.example.org/,broken,404,2026-11-20,2026-10-02,\n"
    links = f"{','.join(COLUMNS)}\n{rows}{elsewhere}"
    changes: Files = {f"{commitment}/progress/2026-06.md": report, "links.csv": links}
    page = text_of(check_site(tmp_path, changes), "progress/index.html")
    found = page[page.index('id="broken-links"') :]
    assert "https://gone.example.org/proof?a=1&amp;b=&lt;2&gt;" in found
    assert "2 October 2026" in found and "Open clinics" in found and "20 November 2026" in found
    assert "2 links were looked at." in found
    assert "fine.example.org" not in found and "nowhere.example.org" not in found, "only links that the site holds"
    before = text_of(check_site(tmp_path, changes, day=datetime.date(2026, 11, 1)), "progress/index.html")
    assert "broken-links" not in before
