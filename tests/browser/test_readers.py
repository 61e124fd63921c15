"""What readers meet: weight, a slow line, nothing that moves, keyboard, zoom, spacing, print, their own colours."""

from __future__ import annotations

import gzip
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import web_tools
from playwright.sync_api import Browser, Page
from sites import DAY, ROOT
from slow_line import Compressed

from ogpsite import build

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = {
    "home": "/",
    "plan": "/plans/2025-2028/",
    "commitment": "/plans/2025-2028/beneficial-ownership/",
    "milestones": "/plans/2025-2028/milestones/",
    "consultation": "/consultations/2024-priorities/",
    "forum": "/forum/",
    "progress": "/progress/2025-2028/",
    "requirement": "/standards/2.2/",
    "documents": "/documents/",
    "statement": "/accessibility/",
    "Arabic commitment": "/ar/plans/2025-2028/open-contracting/",
}
EVERY = [pytest.param(path, id=name) for name, path in PAGES.items()]
SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }
"""  # WCAG 2.2, 1.4.12
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(one => {
  const style = getComputedStyle(one);
  if (style.overflow === 'visible' || style.clipPath !== 'none') return false;
  if (one.closest('.unseen, .skip, .scroll, pre, svg')) return false;
  if (!one.checkVisibility() || !one.textContent.trim()) return false;
  return one.scrollHeight > one.clientHeight + 2 && style.overflowY === 'hidden';
}).map(one => one.outerHTML.slice(0, 120))"""
SHIFTS = """() => new Promise(done => { let sum = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value; })
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 400); })"""
FOCUS = """() => { const one = document.activeElement; if (!one || one === document.body) return null;
  const box = one.getClientRects()[0], style = getComputedStyle(one);  // a link may begin within a line
  const x = box.left + Math.min(box.width, 40) / 2, y = box.top + Math.min(box.height, 24) / 2;
  const top = document.elementFromPoint(x, y);
  return {what: one.outerHTML.slice(0, 140), wide: box.width, high: box.height,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !(top && (one.contains(top) || top.contains(one))),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2}; }"""


@pytest.fixture(scope="module")
def compressed(built: Path) -> Iterator[str]:
    """The sample on a server that compresses."""
    with web_tools.served(web_tools.folder(built, Compressed)) as address:
        yield address


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """A page into which the test may write a reader's own styles."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


@pytest.mark.parametrize("language", ["", "fr/", "ar/"])
def test_weight_of_commitment_pages(built: Path, language: str) -> None:
    """Page, style and scripts of every commitment: at most 35 kB as they travel."""
    style = packed(built / "assets" / "style.css")
    pages = sorted(built.glob(f"{language}plans/*/*/index.html"))
    own = [path for path in pages if 'id="milestones"' in path.read_text("utf-8")]
    assert len(own) > 10
    for path in own:
        scripts = re.findall(r'<script[^>]* src="([^"]+)"', path.read_text("utf-8"))
        weight = style + packed(path) + sum(packed((path.parent / script).resolve()) for script in scripts)
        assert weight <= 35_000, f"{path}: {weight}"


def test_first_paint_on_a_slow_line(browser: Browser, compressed: str) -> None:
    """At 400 kbit/s and 300 ms the page shows something within 1.5 s: the best of three, as machines can be busy."""
    for path in (PAGES["home"], PAGES["commitment"], PAGES["Arabic commitment"]):
        times = []
        for _ in range(3):
            context = browser.new_context(viewport={"width": 360, "height": 740})
            page = context.new_page()
            line = context.new_cdp_session(page)
            line.send("Network.enable")
            speed = {"latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000, "offline": False}
            line.send("Network.emulateNetworkConditions", speed)
            page.goto(compressed + path)
            paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 9e9"
            page.wait_for_timeout(100)
            times.append(page.evaluate(paint))
            context.close()
            if times[-1] < 1500:
                break
        assert min(times) < 1500, f"{path}: {times}"


@pytest.mark.parametrize("path", EVERY)
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves(reader: Page, compressed: str, path: str, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 800})
    reader.goto(compressed + path)
    assert reader.evaluate(SHIFTS) == 0


@pytest.mark.parametrize("path", EVERY)
def test_text_spacing_of_readers_holds(reader: Page, served: str, path: str) -> None:
    """With WCAG's text spacing nothing is cut off and nothing needs scrolling sideways, on a phone and on a desk."""
    for width in (320, 1280):
        reader.set_viewport_size({"width": width, "height": 800})
        reader.goto(served + path)
        reader.add_style_tag(content=SPACING)
        assert reader.evaluate(WIDER) == 0
        assert reader.evaluate(CUT) == []


@pytest.mark.parametrize("path", EVERY)
@pytest.mark.parametrize("zoom", [2, 4])
def test_zoom(reader: Page, served: str, path: str, zoom: int) -> None:
    """At 200 and 400 per cent, of the page and of its letters alone, nothing is lost and nothing scrolls two ways."""
    reader.set_viewport_size({"width": 1280 // zoom, "height": 1024 // zoom})
    reader.goto(served + path)
    assert reader.evaluate(WIDER) == 0
    if zoom == 2:
        reader.set_viewport_size({"width": 1280, "height": 1024})
        reader.goto(served + path)
        reader.add_style_tag(content="html { font-size: 200% !important; }")
        assert reader.evaluate(WIDER) == 0
        assert reader.evaluate(CUT) == []


@pytest.mark.parametrize("path", EVERY)
def test_keyboard_alone(reader: Page, served: str, path: str) -> None:
    """Tab reaches everything in turn, first the way past the menu; focus is always seen, and never under anything."""
    reader.set_viewport_size({"width": 1280, "height": 800})
    reader.goto(served + path)
    seen: list[str] = []
    count = reader.evaluate(
        "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')]"
        ".filter(one => one.checkVisibility() && !one.disabled).length"
    )
    for number in range(min(count, 60)):
        reader.keyboard.press("Tab")
        found = reader.evaluate(FOCUS)
        assert found, f"the focus is lost after {number}"
        assert found["seen"], found
        assert found["ring"], found
        assert not found["covered"], found
        seen.append(found["what"])
    assert 'class="skip"' in seen[0]
    assert len(seen) > 20


def test_past_the_menu_with_one_key(reader: Page, served: str) -> None:
    reader.goto(served + PAGES["commitment"])
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    assert reader.evaluate("document.activeElement.id") == "main"
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.closest('main') !== null")


def test_explanations_open_and_close_with_the_keyboard(reader: Page, served: str) -> None:
    reader.goto(served + PAGES["commitment"])
    button = reader.locator(".term button").first
    button.focus()
    reader.keyboard.press("Enter")
    words = reader.locator(".explain").first
    assert words.is_visible()
    reader.keyboard.press("Escape")
    assert not words.is_visible()
    assert reader.evaluate("document.activeElement.matches('.term button')")


@pytest.mark.parametrize("path", EVERY)
def test_print(browser: Browser, served: str, path: str) -> None:
    """On paper: no menus, addresses behind links to other sites, folded text open, and a file of pages comes out."""
    context = browser.new_context(viewport={"width": 800, "height": 1000})
    page = context.new_page()
    page.goto(served + path)
    page.emulate_media(media="print")
    hidden = page.evaluate(
        "[...document.querySelectorAll('.menu, .languages, .crumbs, .skip')].some(one => one.checkVisibility())"
    )
    assert not hidden
    bare = page.evaluate(
        "[...document.querySelectorAll('main a[href^=\"http\"]:not(.button)')].filter(one => one.checkVisibility() && "
        "!getComputedStyle(one, '::after').content.includes('http')).map(one => one.outerHTML.slice(0, 200))"
    )
    assert bare == []
    assert page.evaluate("getComputedStyle(document.body).color") in ("rgb(0, 0, 0)", "rgb(21, 33, 42)")
    assert page.evaluate(WIDER) == 0
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    context.close()


def test_a_whole_plan_on_paper(browser: Browser, served: str) -> None:
    """Every commitment begins on a page of its own."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served}/plans/2025-2028/print/")
    pages = len(re.findall(rb"/Type ?/Page\b(?!s)", page.pdf(format="A4")))
    assert pages >= 11
    context.close()


def test_colours_and_motion_of_the_reader(browser: Browser, served: str) -> None:
    """Forced colours keep marks apart by border; whoever wants no motion sees none; more contrast is given."""
    context = browser.new_context(forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    page.goto(served + PAGES["commitment"])
    assert page.evaluate(
        "[...document.querySelectorAll('.badge, .mark')]"
        ".every(one => parseFloat(getComputedStyle(one).borderWidth) >= 1)"
    )
    moving = (
        "[...document.querySelectorAll('*')].map(one => getComputedStyle(one)).filter(one => "
        "parseFloat(one.transitionDuration) > 0.01 || one.animationName !== 'none').length"
    )
    assert page.evaluate(moving) == 0
    context.close()
    context = browser.new_context(contrast="more")
    page = context.new_page()
    page.goto(served + PAGES["commitment"])
    soft = page.evaluate("getComputedStyle(document.querySelector('.small')).color")
    assert soft == page.evaluate("getComputedStyle(document.querySelector('main')).color")
    context.close()


@pytest.mark.parametrize("theme", ["ledger", "brand"])
def test_axe_with_other_looks(browser: Browser, axe: str, tmp_path: Path, theme: str) -> None:
    """The second theme, and a brand's own colours, pass as the default does: light and dark."""
    settings = (ROOT / "site.yaml").read_text("utf-8")
    own = "theme: ledger\n" if theme == "ledger" else "brand: {accent: '#8a1c4a'}\n"
    root = tmp_path / "site"
    root.mkdir()
    (root / "site.yaml").write_text(settings + own)
    (root / "content").symlink_to(ROOT / "content")
    result = build.build(build.Job(root, DAY), tmp_path / "out")
    assert result.ok
    context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    context.add_init_script(axe)
    page = context.new_page()
    found = []
    looks = itertools.product(("home", "commitment", "consultation", "Arabic commitment"), ("light", "dark"))
    with web_tools.served(web_tools.folder(tmp_path / "out", Compressed)) as address:
        for name, colours in looks:
            page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
            page.goto(f"{address}{PAGES[name]}")
            said = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
            found += [
                f"{name} {colours} {one['id']} {node['html'][:120]}"
                for one in said["violations"]
                for node in one["nodes"]
            ]
        context.close()
    assert found == []
