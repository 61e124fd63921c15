"""Menus, tables, folded lists and lists of several pages in a real browser, with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import web_tools
from browser_tools import watched
from playwright.sync_api import Browser, Page, expect
from sites import DAY, SMALL, write_site

from ogpsite import build

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PROGRESS = "/progress/2025-2028/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A wide page that fails the test where the browser complains."""
    with watched(browser, 1280, 900) as page:
        yield page


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    """A phone without scripts."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_menu_of_a_phone_without_a_script(bare: Page, served: str) -> None:
    """It takes one line; its button opens it, Escape and its own button close it, and it leads on."""
    bare.goto(f"{served}/")
    head = bare.locator(".masthead").bounding_box()
    assert head and head["height"] < 200
    links, button = bare.locator("#menu a"), bare.get_by_role("button", name="Menu")
    assert not links.first.is_visible()
    bare.keyboard.press("Tab")
    for _ in range(3):
        if button.evaluate("one => one === document.activeElement"):
            break
        bare.keyboard.press("Tab")
    bare.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    bare.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    button.click()
    bare.get_by_role("button", name="Close").click()
    expect(links.first).to_be_hidden()
    button.click()
    bare.locator("#menu").get_by_text("Progress", exact=True).click()
    assert bare.url.endswith("/progress/")


def test_menu_of_a_desk(page: Page, served: str) -> None:
    """There it stands open, without buttons; in the narrowest window it scrolls in itself only."""
    page.goto(f"{served}/ar/")
    expect(page.locator("#menu a").first).to_be_visible()
    assert page.locator(".menu-button, .menu-close").filter(visible=True).count() == 0
    page.set_viewport_size({"width": 320, "height": 256})  # 400 per cent
    page.locator(".menu-button").click()
    for link in page.locator("#menu a").all():
        link.scroll_into_view_if_needed()
        box = link.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320 and box["height"] >= 24


def test_a_table_is_sorted_and_found_in(page: Page, served: str) -> None:
    """By days whatever their words, by numbers, by words; the choice stands in the address and comes back from it."""
    page.goto(served + PROGRESS)
    rows = page.locator("#slipped tbody tr")
    before, count = rows.first.inner_text(), rows.count()
    page.locator("#slipped details.part > summary").click()
    expect(page.locator("#slipped").get_by_role("status")).to_have_text(f"Shown: {count} of {count}")
    page.locator('[id="slipped.sort"]').select_option(label="Later by, descending")
    days = [int(one.split()[0]) for one in page.locator("#slipped tbody td:nth-child(4)").all_inner_texts()]
    assert days == sorted(days, reverse=True) and len(set(days)) > 3
    assert page.locator("#slipped thead th[aria-sort=descending]").inner_text() == "Later by"
    page.locator('[id="slipped.sort"]').select_option(label="First promised, ascending")
    keys = page.locator("#slipped tbody td:nth-child(2)").evaluate_all("all => all.map(one => +one.dataset.key)")
    assert keys == sorted(keys) and len(set(keys)) > 3
    word = page.locator("#slipped tbody th a").first.inner_text().split()[0]
    page.locator('[id="slipped.q"]').fill(word.upper())
    shown = rows.filter(visible=True)
    assert 0 < shown.count() < count and all(word.lower() in one.lower() for one in shown.all_inner_texts())
    address, texts = page.url, shown.all_inner_texts()
    page.goto("about:blank")
    page.goto(address)
    assert rows.filter(visible=True).all_inner_texts() == texts
    page.locator("#slipped").get_by_role("button", name="Show everything").click()
    expect(rows.filter(visible=True)).to_have_count(count)
    assert rows.first.inner_text() == before and "slipped" not in page.url


def test_a_ledger_is_filtered_by_its_marks(page: Page, served: str) -> None:
    page.goto(f"{served}{PROGRESS}?overdue.status=Limited")
    shown = page.locator("#overdue .entry").filter(visible=True)
    assert 0 < shown.count() < page.locator("#overdue .entry").count()
    assert all("Limited" in one for one in shown.all_inner_texts())


def test_tables_without_a_script_lead_to_lists(bare: Page, served: str) -> None:
    """Every row stands there, and where a list with filters exists a link leads to it."""
    bare.goto(served + PROGRESS)
    bare.locator("#overdue details.part > summary").click()
    bare.locator("#overdue details.part a").click()
    assert bare.url.endswith("/commitments/by-status/overdue/")


@pytest.mark.parametrize(
    ("path", "anchor"), [("/standards/", "state-not-yet-due"), (PROGRESS, "complete-government-all")]
)
def test_a_link_opens_the_folded_list(page: Page, bare: Page, served: str, path: str, anchor: str) -> None:
    """From another page and from the same one, with a script and without."""
    for one in (page, bare):
        one.goto(f"{served}{path}#{anchor}")
        box = one.locator(f"#{anchor} li a").first.bounding_box()
        assert box and box["height"] > 10
    page.goto(served + path)
    link = page.locator(f'main a[href$="#{anchor}"]').first
    for _ in range(2):
        link.click()
        expect(page.locator(f"#{anchor}")).to_have_attribute("open", "")
        page.evaluate("name => { document.getElementById(name).open = false }", anchor)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose contributions take three pages, and whose changes take more than one."""
    root = tmp_path_factory.mktemp("crowded")
    contributions = "".join(
        f"- key: c-{n}\n  text: Words {n}.\n  attribution: anonymous\n  received_on: 2024-05-{n % 28 + 1:02d}\n"
        for n in range(1, 131)
    )
    news = {
        f"content/news/{2023 + n % 3}-{n % 12 + 1:02d}-{n % 28 + 1:02d}-item-{n}.md": (
            f"---\ntitle: Item {n}\ndate: {2023 + n % 3}-{n % 12 + 1:02d}-{n % 28 + 1:02d}\n---\nWords.\n"
        )
        for n in range(150)
    }
    settings = SMALL["site.yaml"].replace("[en, fr]", "[en]").replace("example/", "example/record/")
    write_site(
        root, {"site.yaml": settings, "content/consultations/2024-ideas/contributions.yaml": contributions} | news
    )
    result = build.build(build.Job(root, DAY), root / "served" / "record")
    assert result.ok
    with web_tools.served(web_tools.folder(root / "served")) as address:
        yield f"{address}/record"


def test_contributions_of_several_pages_in_place(page: Page, crowded: str) -> None:
    """Opening the filters puts the pages together, in a sub-folder too; links of entries still lead to their pages."""
    page.goto(f"{crowded}/consultations/2024-ideas/contributions/")
    assert page.locator("[data-facets]").count() == 50
    page.locator("summary", has_text="Filter and sort").click()
    expect(page.get_by_role("status")).to_have_text("Shown: 130 of 130")
    assert page.locator("nav.pager").count() == 0
    page.get_by_label("Where it stands").select_option("answered")
    expect(page.locator("[data-facets]:not([hidden])")).to_have_count(1)
    page.goto(f"{crowded}/consultations/2024-ideas/contributions/?q=words+130")
    expect(page.locator("[data-facets]:not([hidden])")).to_have_count(1)
    page.locator("[data-facets]:not([hidden]) a").first.click()
    assert re.search(r"/record/consultations/2024-ideas/c-130/$", page.url)


def test_changes_of_several_years_in_place(page: Page, crowded: str) -> None:
    page.goto(f"{crowded}/changes/")
    page.locator("summary", has_text="Filter and sort").click()
    total = page.locator("[data-change]")
    expect(page.get_by_role("status").last).to_contain_text("Shown: ")
    assert total.count() > 150
    keys = total.evaluate_all("all => all.map(one => one.dataset.change)")
    assert len(keys) == len(set(keys)), "no change twice"
    page.get_by_label("By year").select_option("2023")
    shown = page.locator("[data-change]:not([hidden])").evaluate_all("all => all.map(one => one.dataset.change)")
    assert len(shown) == 50 and all(one.startswith("2023") for one in shown)


def test_where_fetching_fails_the_links_stay(browser: Browser, crowded: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/contributions/2/", lambda route: route.abort())
    page.goto(f"{crowded}/consultations/2024-ideas/contributions/")
    page.locator("summary", has_text="Filter and sort").click()
    expect(page.locator("details[data-list]")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator(".filter a").first).to_be_visible()
    assert page.locator("nav.pager a").count() == 3
    context.close()


SCRIPTS = {
    "ja": "公開契約の一覧を毎月公表し、だれでも自由に使えるようにする、という約束です。（計画の本文を見てください。）"
    * 4,
    "zh": "政府承诺每月公布公共合同清单，任何人都可以自由使用。（详情请见计划全文。）" * 4,
    "th": "รัฐบาลสัญญาว่าจะเผยแพร่รายชื่อสัญญาภาครัฐทุกเดือนเพื่อให้ประชาชนทุกคนตรวจสอบได้อย่างอิสระ" * 4,
    "ko": "정부는 매달 공공 계약 목록을 공개하여 누구나 자유롭게 쓸 수 있게 하겠다고 약속합니다. " * 4,
}
LINES = """() => {
  const lines = [...document.querySelectorAll('main .prose p')];
  const node = lines.find(one => one.textContent.length > 90).firstChild;
  const range = document.createRange(), tops = [];
  for (let n = 0; n < node.length; n += 1) {
    range.setStart(node, n);
    range.setEnd(node, n + 1);
    const box = [...range.getClientRects()].find(one => one.width > 0);
    tops.push(box ? Math.round(box.top / 8) : tops.at(-1));
  }
  const starts = tops.flatMap((top, n) => n && Math.abs(top - tops[n - 1]) > 1 ? [n] : []);
  const words = new Intl.Segmenter(document.documentElement.lang, {granularity: 'word'}).segment(node.data);
  return {text: node.data, starts, words: [...words].map(one => one.index)};
}"""


def test_lines_break_where_their_writers_break_them(browser: Browser, tmp_path: Path) -> None:
    """Japanese and Chinese never begin a line with a stop or a closing bracket, Thai breaks between words, Korean
    between blanks; nothing is wider than 320 pixels."""
    settings = SMALL["site.yaml"].replace("[en, fr]", f"[{', '.join(SCRIPTS)}]")
    pages = {
        f"content/pages/about.{language}.md".replace(".ja.", "."): f"---\ntitle: {text[:30]}\n---\n{text}\n"
        for language, text in SCRIPTS.items()
    }
    root = write_site(tmp_path, {"site.yaml": settings} | pages)
    assert build.build(build.Job(root, DAY, offline=True), root / "out").ok
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    for language in SCRIPTS:
        page.goto((root / "out" / language.replace("ja", "") / "about/index.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        found = page.evaluate(LINES)
        text, starts = found["text"], found["starts"]
        assert len(starts) > 3, (language, found)
        if language in ("ja", "zh"):
            assert not {text[n] for n in starts} & set("。、，）」！？ーっゃゅょ"), language
        elif language == "th":
            assert set(starts) <= set(found["words"])
        else:
            assert all(text[n - 1] == " " for n in starts)
    context.close()


LONG = (
    f"Verwaltungsdigitalisierungsbeschleunigungsgesetzdurchführungsverordnung https://a.example/?id={'1234567890' * 6}"
)


def test_a_word_without_end_makes_no_page_wider(browser: Browser, tmp_path: Path) -> None:
    """German, Finnish and addresses in titles: every page of a site full of them stays as wide as its window."""
    titles = re.compile(r"(?m)^( *(?:- )?(?:title|name): ).*")
    long = {path: titles.sub(rf'\1"{LONG}"', text) for path, text in SMALL.items()}
    root = write_site(tmp_path, long, {"site.yaml": long["site.yaml"].replace("[en, fr]", "[en]")})
    assert build.build(build.Job(root, DAY, offline=True), root / "out").ok
    page = browser.new_page(viewport={"width": 320, "height": 700})
    wide = []
    own = ("plans", "progress", "consultations", "forum", "changes", "standards/3.3", "organisations", "search")
    pages = sorted(
        path
        for path in (root / "out").rglob("index.html")
        if path.parent == root / "out" or path.relative_to(root / "out").as_posix().startswith(own)
    )
    assert sum(LONG[:40] in path.read_text("utf-8") for path in pages) > 20
    for path in pages:
        page.goto(path.as_uri())
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 700})
            if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0:
                wide.append((path.relative_to(root / "out").parent.as_posix(), width))
    page.close()
    assert wide == []
