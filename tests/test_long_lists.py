"""Long lists in pages: every entry once and in order, the ways between pages, and that data and feeds stay whole.

The sample is built with thresholds so low that nearly every list is cut.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import web_tools
from browser_tools import watched
from playwright.sync_api import Browser, Page, expect
from sites import DAY, ROOT, text_of

from ogpsite import build
from ogpsite.outputs import listing
from ogpsite.views import filters, lists, paged

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PER_PAGE, LEAVES, SHARED, MOST = 4, 3, 5, 12
LINK = re.compile(r'<a (?:rel="(\w+)" )?href="([^"]*)"')
ITEM = re.compile(r'<(?:li|tr|article)[^>]* data-facets="[^"]*"[^>]*>(.*?)</(?:h\d|p|th)>', re.S)


@pytest.fixture(scope="session")
def cut() -> build.Result:
    """The sample with lists of a few entries on a page."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("PER_PAGE", PER_PAGE), ("LEAVES", LEAVES), ("SHARED", SHARED)):
            patch.setattr(paged, name, value)
        patch.setattr(filters, "MOST", MOST)
        # beside the browser's thread none can be forked, and one that is started anew knows nothing of these numbers
        result = build.make(build.Job(ROOT, DAY, processes=1))
    assert result.ok
    return result


@pytest.fixture(scope="session")
def low(cut: build.Result, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of it."""
    folder: Path = tmp_path_factory.mktemp("low")
    for output in cut.outputs:
        if not output.copy_of:
            path = folder / output.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(output.data)
    with web_tools.served(web_tools.folder(folder)) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with watched(browser, 320, 640) as page:
        yield page


@pytest.fixture(scope="module")
def reader(browser: Browser, axe: str) -> Iterator[Page]:
    """A small window with axe, which is let past the page's content policy."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
    context.add_init_script(axe)
    yield context.new_page()
    context.close()


def pager_of(text: str) -> str:
    found = re.search(r'<nav class="pager".*?</nav>', text, re.S)
    return found[0] if found else ""


def entries(text: str) -> list[str]:
    """The entries of a page of a list: their first words."""
    return [" ".join(re.sub(r"<[^>]+>", " ", html.unescape(one)).split()) for one in ITEM.findall(text)]


def addresses_of(result: build.Result, base: str) -> list[str]:
    """The pages of a list in their order."""
    there = {output.path for output in result.outputs}
    number = 1
    found = []
    while (path := listing.path_of(paged.address(base, number))) in there:
        found.append(path)
        number += 1
    return found


@pytest.mark.parametrize(
    "base",
    ["/commitments/", "/commitments/sorted-by/late/", "/commitments/by-plan/2025-2028/", "/organisations/",
     "/documents/", "/documents/sorted-by/title/", "/forum/meetings/", "/events/", "/ar/commitments/sorted-by/title/"],
)  # fmt: skip
def test_pages_hold_the_whole_list_in_its_order(cut: build.Result, sample: build.Result, base: str) -> None:
    """As it stands on one page without a cut, each entry once; the headline says which; no page is empty."""
    whole = entries(text_of(sample, listing.path_of(base)))
    paths = addresses_of(cut, base)
    texts = [text_of(cut, path) for path in paths]
    parts = [entries(text) for text in texts]
    assert len(paths) == paged_count(len(whole)) > 1
    assert [one for part in parts for one in part] == whole
    assert all(len(part) == PER_PAGE for part in parts[:-1]) and parts[-1]
    if base.startswith("/ar/"):
        return
    for n, (part, text) in enumerate(zip(parts, texts, strict=True)):
        first = n * PER_PAGE + 1
        assert f">Entries {first} to {first + len(part) - 1} of {len(whole)}</p>" in text


def paged_count(entries: int) -> int:
    return -(-entries // PER_PAGE)


def test_ways_between_pages(cut: build.Result) -> None:
    """Back, on, the first, the last and those around, in a named navigation and in the head."""
    paths = addresses_of(cut, "/documents/sorted-by/oldest/")
    assert len(paths) > 7
    middle, last = text_of(cut, paths[3]), text_of(cut, paths[-1])
    assert '<link rel="prev" href="../page-3/">' in middle and '<link rel="next" href="../page-5/">' in middle
    pager = pager_of(middle)
    assert 'aria-label="Pages of this list"' in pager and 'aria-current="page" aria-label="Page 4"' in pager
    links = LINK.findall(pager)
    assert links[0] == ("prev", "../page-3/") and links[-1] == ("next", "../page-5/")
    numbers = [int(one) for one in re.findall(r'aria-label="Page (\d+)"', pager)]
    assert numbers == [1, 2, 3, 4, 5, 6, len(paths)] and pager.count("…") == 1
    assert 'rel="next"' not in last and 'rel="prev"' in pager_of(last)
    assert re.search(r"<title>Documents: Oldest first, page 4 ", middle)


def test_first_page_keeps_its_address_and_a_short_list_has_one(cut: build.Result) -> None:
    assert "<h1>Commitments</h1>" in text_of(cut, "commitments/index.html")
    assert len(addresses_of(cut, "/commitments/")) == 4 and not pager_of(text_of(cut, "plans/index.html"))


def test_a_plan_s_milestones_and_its_whole_text_are_cut_between_commitments(
    cut: build.Result, sample: build.Result
) -> None:
    """No commitment is cut in two; all pictures span the same time; the picture's data stays whole."""
    whole = text_of(sample, "plans/2025-2028/milestones/index.html")
    groups = [re.findall(r'gantt-group"><a href="([^"]+)"', text_of(cut, path)) or ["alone"]
              for path in addresses_of(cut, "/plans/2025-2028/milestones/")]  # fmt: skip
    assert len(groups) > 3
    laps = sum(text_of(cut, path).count('class="lap ') for path in addresses_of(cut, "/plans/2025-2028/milestones/"))
    assert laps == whole.count('class="lap ')
    axes = {re.search(r'class="axis".*?</div>', text_of(cut, path))[0]  # type: ignore[index]
            for path in addresses_of(cut, "/plans/2025-2028/milestones/")}  # fmt: skip
    assert len(axes) == 1
    leaves = [re.findall(r'class="leaf" id="([^"]+)"', text_of(cut, path))
              for path in addresses_of(cut, "/plans/2025-2028/print/")]  # fmt: skip
    assert all(len(one) == LEAVES for one in leaves[:-1])
    assert [one for part in leaves for one in part] == re.findall(
        r'class="leaf" id="([^"]+)"', text_of(sample, "plans/2025-2028/print/index.html")
    )


def test_data_feeds_and_calendars_stay_whole(cut: build.Result, sample: build.Result) -> None:
    """Whatever is for machines is the same; only the list of addresses knows more pages."""
    known = {output.path: output for output in sample.outputs}
    for output in cut.outputs:
        if output.path.endswith((".json", ".csv", ".xml", ".ics", ".xlsx")) and not output.path.startswith("_host"):
            assert output.path in known
            if output.path != "sitemap.xml":
                assert output.data == known[output.path].data, output.path
    sitemap = text_of(cut, "sitemap.xml")
    assert "/commitments/page-2/" in sitemap and "/ar/documents/page-3/" in sitemap


def test_everything_is_reached_without_a_script(cut: build.Result) -> None:
    from test_no_script import reached

    found = reached(cut)
    pages = {output.path for output in cut.outputs if output.path.endswith("index.html") and "page-" in output.path}
    assert len(pages) > 100 and not sorted(pages - found)[:20]


def test_lists_that_share_a_page_say_that_they_go_on(cut: build.Result) -> None:
    """A plan, its progress, the forum: the first entries, how many there are in all, and where they stand."""
    assert cut.edition
    number = len(cut.edition.facts.plans["plan:2025-2028"].commitments)
    plan = text_of(cut, "plans/2025-2028/index.html")
    assert f"The first {SHARED} of {number} stand here." in plan and "/commitments/by-plan/2025-2028/" in plan
    assert plan.split('id="course"')[0].count('class="entry-title"') == SHARED
    assert "No commitment has been made under this theme" not in plan
    progress = text_of(cut, "progress/2025-2028/index.html")
    assert f"Each list on this page shows {SHARED} entries at most" in progress and 'href="index.json"' in progress
    assert f"The first {SHARED} of" in text_of(cut, "forum/index.html")


def test_the_ledger_knows_pages_and_leads_on_from_those_that_are_gone(tmp_path: Path) -> None:
    """A list that was longer once: its last page leads to the list, at the address that was published."""
    from sites import SMALL, write_site

    many = {f"content/news/2026-01-{n:02}-n.md": f"---\ntitle: N{n}\ndate: 2026-01-{n:02}\n---\nT.\n"
            for n in range(1, 10)}  # fmt: skip
    folder = write_site(tmp_path / "site", SMALL, many)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paged, "PER_PAGE", PER_PAGE)
        result = build.build(build.Job(folder, DAY, publish=True), folder / "output")
        assert result.ok and "\n/news/page-3/," in (folder / "addresses.csv").read_text("utf-8")
        patch.setattr(paged, "PER_PAGE", 500)
        result = build.build(build.Job(folder, DAY), folder / "output")
        assert result.ok
    text = (folder / "output/news/page-3/index.html").read_text("utf-8")
    assert re.search(r'http-equiv="refresh" content="0; ?url=\.\./"', text), text


def test_filters_in_place_look_across_all_pages(page: Page, low: str) -> None:
    """Opening them puts the pages together: what stands on the last page is found, sections that were cut are one."""
    page.goto(f"{low}/commitments/")
    expect(page.locator(".portion")).to_be_visible()
    page.locator("details.filters > summary").click()
    expect(page.get_by_role("status")).to_have_text("Shown: 16 of 16")
    assert page.locator(".pager, .portion").count() == 0
    headings = page.locator("main section > h2").all_inner_texts()
    assert len(headings) == len(set(headings))
    page.get_by_label("Status").select_option("withdrawn")
    shown = page.locator("main [data-facets]").filter(visible=True)
    assert 0 < shown.count() < 16
    page.get_by_role("button", name="Show everything").click()
    last = page.locator("main [data-facets] .entry-title a").last
    words, href = last.inner_text(), last.get_attribute("href")
    page.get_by_label("Words in the list").fill(words)
    expect(shown).to_have_count(1)
    assert href and page.request.get(href).ok


def test_a_very_long_list_is_filtered_on_pages_of_its_own(cut: build.Result) -> None:
    """Beyond what a script may fetch, the choices lead to lists over all pages, and nothing is filtered in place."""
    assert not lists.is_in_place(True, 1, paged.FETCHED + 1) and lists.is_in_place(True, 1, paged.FETCHED)
    assert not lists.is_in_place(True, 2, 10) and not lists.is_in_place(False, 1, 10)
    second = text_of(cut, "commitments/page-2/index.html")
    assert "data-list" not in second and "lists.js" not in second and "data-rest" not in second
    assert re.search(r'href="\.\./by-status/[a-z_]+/"', second)


@pytest.mark.parametrize(
    "path", ["/commitments/page-2/", "/ar/documents/page-3/", "/plans/2025-2028/milestones/page-3/"]
)
def test_a_page_in_the_middle(reader: Page, low: str, path: str) -> None:
    """At 320 pixels, with a keyboard, in both directions, without a fault of accessibility."""
    page = reader
    page.emulate_media(media="screen")
    page.goto(f"{low}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert not found, [one["id"] for one in found]
    pager = page.locator("nav.pager")
    name = "صفحات هذه القائمة" if path.startswith("/ar/") else "Pages of this list"
    assert pager.get_attribute("aria-label") == name
    for link in pager.locator("a").all():
        box = link.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= 320
    back, on = pager.locator("a[rel=prev]"), pager.locator("a[rel=next]")
    rtl = page.evaluate("document.documentElement.dir") == "rtl"
    first, number = back.bounding_box(), pager.locator("a[aria-label]").first.bounding_box()
    assert first and number and (rtl == (first["x"] > number["x"]) or first["y"] < number["y"])
    on.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"page-[34]/$"))
    page.emulate_media(media="print")
    expect(page.locator("nav.pager")).to_be_hidden()
    expect(page.locator(".portion")).to_be_visible()
