"""“Since my last visit” on the page of changes: marks what is new in this browser; without a script nothing is lost."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FIRST = "This browser will remember what you have seen here, and mark what is new the next time."


def opened(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(address)
    return page, faults


def forget_some(page: Page, count: int) -> None:
    """As if the newest entries had not been there at the last visit, a day ago."""
    page.evaluate(
        """(count) => {
          const name = Object.keys(localStorage)[0];
          const known = JSON.parse(localStorage.getItem(name));
          const items = [...document.querySelectorAll("[data-change]")].slice(0, count);
          const keys = items.map((one) => one.dataset.change);
          known.seen = known.seen.filter((key) => !keys.includes(key));
          known.day = "2026-11-20T10:00:00Z";
          localStorage.setItem(name, JSON.stringify(known));
        }""",
        count,
    )


def test_the_first_visit_and_the_next(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page, faults = opened(context, f"{served}/changes/")
    assert page.locator("[data-visit]").inner_text().startswith(FIRST)
    assert page.locator(".new-to-you").count() == 0
    total = page.locator("[data-change]").count()
    forget_some(page, 3)
    page.close()
    again, more = opened(context, f"{served}/changes/")
    assert again.locator("[data-visit]").inner_text().startswith("New since your last visit on November 20, 2026: 3")
    assert again.locator(".new-to-you").count() == 3
    again.reload()
    assert again.locator(".new-to-you").count() == 3, "reloading is no new visit"
    again.get_by_role("button", name="Show only these").click()
    assert again.locator("[data-change]:visible").count() == 3
    again.get_by_role("button", name="Show everything").click()
    assert again.locator("[data-change]:visible").count() == total
    again.close()
    third, last = opened(context, f"{served}/changes/")
    assert third.locator("[data-visit]").inner_text().startswith("Nothing new since your last visit on ")
    third.get_by_role("button", name="Forget my visits").click()
    assert third.evaluate("localStorage.length") == 0
    assert faults == more == last == []
    context.close()


def test_other_languages_and_filters_know_of_the_same_visit(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page, _ = opened(context, f"{served}/changes/")
    forget_some(page, 2)
    page.close()
    arabic, faults = opened(context, f"{served}/ar/changes/by-year/2026/")
    assert arabic.locator(".new-to-you").count() == 2
    assert faults == []
    context.close()


def test_without_a_script_the_page_is_whole(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, _ = opened(context, f"{served}/changes/")
    assert page.locator("[data-visit]:visible").count() == 0
    assert page.locator("[data-change]:visible").count() > 50
    context.close()


def test_a_damaged_memory_harms_nothing(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page, _ = opened(context, f"{served}/changes/")
    name = page.evaluate("Object.keys(localStorage)[0]")
    for text in ("{", json.dumps({"seen": 3}), "null", "[]"):
        page.evaluate("([name, text]) => { localStorage.setItem(name, text); sessionStorage.clear(); }", [name, text])
        page.reload()
        assert page.locator("[data-change]:visible").count() > 50
    context.close()
