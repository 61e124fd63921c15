"""The search in a real browser: what it finds, how it says it, from a server, from a sub-folder and from disk."""

from __future__ import annotations

import datetime
import gzip
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import web_tools
from browser_tools import watched
from playwright.sync_api import Browser, Page, expect
from sites import DAY, write_site
from slow_line import Compressed

from ogpsite import build

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a phone that fails the test where the browser complains."""
    with watched(browser, 360, 740) as page:
        yield page


def titles(page: Page) -> list[str]:
    return page.locator(".results .entry-title").all_inner_texts()


def status(page: Page) -> str:
    return page.get_by_role("status").inner_text()


MADE = {
    # records whose words try the folding, in several scripts
    "site.yaml": """\
title: Open government
url: https://ogp.testland.example/
languages: [en, ar, uk, ja, th]
country: Testland
lead_agency: office
contact: {name: Unit, email: unit@testland.example}
""",
    "content/news/2026-01-01-a.md": f"""\
---
title:
  en: "Participación: the Ministry's côté budgétaire"
  ar: الميزانية التشاركية للبلديات
  uk: Зобов'язання щодо відкритих даних
  ja: 公文書の公開に関する行動計画
  th: แผนปฏิบัติการรัฐบาลเปิด
date: 2026-01-01
---
{"Words that say nothing at all. " * 12}Deep in the text stands the word <b>zanzibar</b>.
""",
    "content/news/2026-01-02-b.md": """\
---
title:
  en: Asset declarations of ministers
  ar: وزارة العدل تنشر التقارير
  uk: Декларації міністрів
  ja: 大臣の資産公開
  th: การเปิดเผยทรัพย์สิน
date: 2026-01-02
---
Nothing more.
""",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site in five languages, built for the disk."""
    folder = tmp_path_factory.mktemp("made")
    target = folder / "output"
    result = build.build(build.Job(write_site(folder / "site", MADE), DAY, offline=True), target)
    assert result.ok, result.problems
    return target


@pytest.mark.parametrize(
    ("folder", "words", "found"),
    [
        ("", "participacion", "Participación"),
        ("", "PARTICIPACIÓN", "Participación"),
        ("", "cote budgetaire", "Participación"),
        ("", "declaration", "Asset declarations"),
        ("", "declaratoin", "Asset declarations"),  # neighbours swapped
        ("", "aset", "Asset declarations"),
        ("ar/", "ميزانيه", "الميزانية"),  # without the article, and with another spelling of the last letter
        ("ar/", "والميزانية", "الميزانية"),
        ("ar/", "تقارير", "وزارة العدل"),
        ("ar/", "الوزارة", "وزارة العدل"),
        ("uk/", "зобовязання", "Зобов'язання"),
        ("uk/", "декларація", "Декларації"),
        ("ja/", "行動計画", "公文書"),
        ("ja/", "資産の公開", "大臣"),
        ("th/", "รัฐบาลเปิด", "แผนปฏิบัติการ"),
    ],
)
def test_from_disk(page: Page, made: Path, folder: str, words: str, found: str) -> None:
    """Accents, Arabic prefixes and spellings, typing errors, scripts without blanks; opened as a file."""
    page.goto(f"file://{made}/{folder}search/index.html")
    page.get_by_role("searchbox").fill(words)
    expect(page.locator(".results .entry-title").first).to_contain_text(found)
    assert page.locator(".results mark").count()
    page.locator(".results a").first.click()
    expect(page.locator("h1")).to_contain_text(found)


def test_whole_texts_from_disk(page: Page, made: Path) -> None:
    page.goto(f"file://{made}/search/index.html")
    page.get_by_role("searchbox").fill("zanzibar")
    expect(page.get_by_role("status")).to_contain_text("Nothing was found for “zanzibar”")
    page.get_by_role("button", name="Search the whole texts too").click()
    expect(page.locator(".results mark")).to_have_text("zanzibar")
    assert "The whole texts are searched." in status(page)


def test_the_form_of_every_page_from_disk(page: Page, made: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"file://{made}/plans/index.html")
    page.get_by_role("searchbox").fill("asset")
    page.keyboard.press("Enter")
    expect(page.locator(".results .entry-title").first).to_contain_text("Asset")


def test_words_are_text(page: Page, made: Path) -> None:
    """What a reader writes is never markup."""
    page.goto(f"file://{made}/search/index.html?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    expect(page.get_by_role("status")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("main img").count() == 0


def test_filters_and_the_address(page: Page, served: str) -> None:
    """A filter narrows the results, stands in the address, and comes back from it."""
    page.goto(f"{served}/search/?kind=commitment&status=complete")
    expect(page.get_by_role("status")).to_have_text("Results: 3")
    page.get_by_label("Action plan").select_option("2022-2024")
    expect(page.get_by_role("status")).not_to_have_text("Results: 3")
    number = len(titles(page))
    assert "plan=2022-2024" in page.url and "kind=commitment" in page.url
    page.reload()
    expect(page.locator(".results .entry-title")).to_have_count(number)
    page.get_by_role("button", name="Take all filters away").click()
    expect(page.locator(".finder-browse")).to_be_visible()
    assert page.url == f"{served}/search/"


def test_by_keyboard(page: Page, served: str) -> None:
    """Writing, sending, walking through the results: no pointer is needed."""
    page.goto(f"{served}/search/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("budget")
    page.keyboard.press("Enter")
    focused = "document.activeElement.closest('.results .entry-title') !== null"
    assert page.evaluate(focused)
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("Tab")
    assert page.evaluate(focused) and page.evaluate("document.activeElement.href") != first
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(first)


def test_more_results(page: Page, served: str) -> None:
    page.goto(f"{served}/search/?kind=contribution")
    expect(page.locator(".results .entry")).to_have_count(20)
    page.get_by_role("button", name="More results").click()
    assert page.locator(".results .entry").count() > 20
    assert page.evaluate("[...document.querySelectorAll('.results a')].indexOf(document.activeElement)") == 20


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_with_results(browser: Browser, axe: str, served: str, prefix: str, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True, color_scheme=scheme)
    context.add_init_script(axe)
    page = context.new_page()
    for path in ("/search/?year=2024", "/commitments/?status=complete", "/documents/?year=2024"):
        page.goto(served + prefix + path)
        expect(page.get_by_role("status").first).not_to_be_empty()
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found = page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21aa','wcag22aa','best-practice']})"
        )
        assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    context.close()


def test_lists_in_place(page: Page, served: str) -> None:
    """What the script shows in place is what the pre-built page shows; the choice stands in the address."""
    page.goto(f"{served}/commitments/by-status/overdue/")
    built = sorted(page.locator("[data-facets] .entry-title").all_inner_texts())
    page.goto(f"{served}/commitments/")
    page.locator("summary", has_text="Filter and sort").click()
    page.get_by_label("Status").select_option("overdue")
    expect(page.get_by_role("status")).to_contain_text(f"Shown: {len(built)} of")
    shown = [one for one in page.locator("[data-facets] .entry-title").all() if one.is_visible()]
    assert sorted(one.inner_text() for one in shown) == built
    page.get_by_label("Sort").select_option("late")
    assert "status=overdue" in page.url and "sort=late" in page.url
    address = page.url
    page.goto(f"{served}/commitments/sorted-by/late/")
    first = page.locator(".entry-title").first.inner_text()
    page.goto(address)
    assert next(one for one in page.locator(".entry-title").all() if one.is_visible()).inner_text() == first
    page.get_by_role("button", name="Show everything").click()
    expect(page.get_by_role("status")).to_contain_text("Shown: 16 of 16")


@pytest.mark.parametrize(
    "path", ["/consultations/2024-priorities/contributions/", "/documents/", "/organisations/", "/forum/meetings/"]
)
def test_every_choice_in_place(page: Page, served: str, path: str) -> None:
    """Every chip of a list has a page that shows as many entries as the script does."""
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    bare = context.new_page()
    bare.goto(served + path)
    choices = bare.eval_on_selector_all(
        ".filter[data-facet] a", "all => all.map(a => [a.closest('.filter').dataset.facet, a.dataset.value, a.href])"
    )
    assert choices
    for facet, value, href in choices:
        bare.goto(href)
        built = bare.locator("[data-facets]").count()
        page.goto(f"{served}{path}?{facet}={value}")
        assert page.locator("[data-facets]:not([hidden])").count() == built, href
    context.close()


@pytest.fixture
def slow_line(browser: Browser, built: Path) -> Iterator[tuple[Page, str]]:
    """A page on a slow line: 400 kbit/s, 300 ms."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    line = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
    with web_tools.served(web_tools.folder(built, Compressed)) as address:
        yield page, address
        context.close()


def test_first_answer_on_a_slow_line(slow_line: tuple[Page, str]) -> None:
    """Under two seconds from the address to the first answer, best of five: other work on the machine is no fault."""
    page, base = slow_line
    took = []
    for number in range(5):
        started = time.perf_counter()
        page.goto(f"{base}/search/?q=budget&n={number}", wait_until="commit")
        page.locator(".results .entry").first.wait_for()
        took.append(time.perf_counter() - started)
        page.goto("about:blank")
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    assert min(took) < 2, took


def test_weight(built: Path) -> None:
    """The small index stays below 30 kB gzipped for 150 records, in every language."""
    for folder in ("", "fr", "ar"):
        data = (built / folder / "search" / "index.js").read_bytes()
        rows = json.loads(data[len("ogpsiteIndex(") : -2])["rows"]
        assert len(rows) > 100
        assert len(gzip.compress(data, 9)) * 150 / len(rows) < 30_000


def test_in_a_sub_folder(page: Page, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "a" / "b")
    with web_tools.served(web_tools.folder(tmp_path, Compressed)) as address:
        page.goto(f"{address}/a/b/fr/search/?q=budget")
        page.locator(".results a").first.click()
        page.wait_for_url(lambda url: "/a/b/fr/" in url and "search" not in url)


def test_many_records(tmp_path: Path, browser: Browser) -> None:
    """2,000 records in a language: the whole A–Z stands on pages, and the first answer comes at once."""
    from test_search_index import many

    target = tmp_path / "output"
    assert build.build(build.Job(write_site(tmp_path / "site", many(2000)), datetime.date(2026, 11, 24)), target).ok
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"file://{target}/search/index.html")
    page.wait_for_function("document.querySelector('.finder-status').textContent !== ''")
    asks = """words => { const started = performance.now(); const box = document.querySelector('#q'); box.value = words;
        document.querySelector('.finder').requestSubmit(); return performance.now() - started; }"""
    for words in ("number 1777", "nubmer", "xyzzyx"):
        assert page.evaluate(asks, words) < 5000
    page.evaluate(asks, "number 1777")
    assert page.locator(".results .entry").count() == 1
    context.close()


def test_pagefind(tmp_path: Path, browser: Browser) -> None:
    """The documented extra for large sites: the steps of docs/search.md, under the policy that they name."""
    settings = f"{MADE['site.yaml']}search: pagefind\n"
    target = tmp_path / "output"
    job = build.Job(write_site(tmp_path / "site", MADE | {"site.yaml": settings}), DAY)
    assert build.build(job, target).ok
    command = [sys.executable, "-m", "pagefind", "--site", str(target)]
    if subprocess.run([*command, "--help"], capture_output=True, check=False).returncode:
        pytest.skip("Pagefind is not here; pip install 'ogpsite[search]'")
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    assert build.build(job, target).ok and (target / "pagefind" / "pagefind.js").is_file()  # a build leaves it alone
    with web_tools.served(web_tools.folder(target)) as address, watched(browser, 1280, 720) as page:
        page.goto(f"{address}/search/?q=declarations")
        expect(page.locator(".results .entry-title").first).to_contain_text("Asset declarations")
        assert page.locator(".results mark").count()
        page.goto(f"{address}/search/?kind=commitment")
        expect(page.locator(".results .entry-title")).to_have_text(["Open clinics"])
