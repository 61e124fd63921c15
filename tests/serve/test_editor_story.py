"""An editor at work, in a real browser: a milestone with its proof, a broken reference, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sites import write_site

from serve.preview import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("serve")]
PAGE = "/plans/2025-2028/open-clinics/"
COMMITMENT = "content/plans/2025-2028/commitments/open-clinics/commitment.md"
HANG = 60_000  # milliseconds after which something hangs


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(write_site(tmp_path / "site"), "--editor", "vscode", port=8921)
    yield found
    found.stop()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 1280, "height": 700})
    found.set_default_timeout(HANG)
    faults: list[str] = []
    found.on("pageerror", lambda error: faults.append(str(error)))
    found.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    found.goto(f"{server.address}{PAGE}")
    expect(found.locator("#bar")).to_be_visible(timeout=HANG)
    yield found
    found.close()
    assert faults == []


def test_an_editor_at_work(server: Server, page: Page) -> None:
    file = server.root / COMMITMENT
    first = file.read_text("utf-8")
    page.evaluate("window.sameDocument = true; window.scrollTo(0, 300)")
    height = page.evaluate("window.scrollY")

    file.with_name("beds-2026.csv").write_text("clinic,beds\nnorth,12\n", "utf-8")
    step = "  - key: m9\n    title: Beds counted in every clinic\n    due: autumn 2027\n    evidence: [beds-2026.csv]\n"
    file.write_text(first.replace("milestones:\n", f"milestones:\n{step}"), "utf-8")
    expect(page.get_by_text("Beds counted in every clinic").first).to_be_visible(timeout=HANG)
    assert "Autumn 2027" in page.content()
    assert "beds-2026.csv" in page.content()
    assert page.evaluate("window.sameDocument") is True  # no reload
    assert page.evaluate("window.scrollY") == height

    wrong = file.read_text("utf-8").replace("lead: health", "lead: helth")
    line = next(number for number, text in enumerate(wrong.split("\n"), 1) if "helth" in text)
    file.write_text(wrong, "utf-8")
    overlay = page.locator("#overlay")
    expect(overlay).to_be_visible(timeout=HANG)
    expect(overlay).to_contain_text(f"{COMMITMENT}:{line}")
    expect(overlay).to_contain_text("there is no organisation 'helth'")
    expect(overlay).to_contain_text(f"{line} | lead: helth")
    expect(overlay).to_contain_text("did you mean 'health'?")
    href = overlay.get_by_role("link").first.get_attribute("href")
    assert href == f"vscode://file{file.resolve().as_posix()}:{line}"
    assert "Beds counted in every clinic" in page.content()  # the last good site stays under it
    assert f"{COMMITMENT}:{line}: error: there is no organisation 'helth'" in server.said()

    file.write_text(wrong.replace("helth", "health"), "utf-8")
    expect(overlay).to_be_hidden(timeout=HANG)
    assert page.evaluate("window.sameDocument") is True


def test_the_place_on_the_page_is_kept(server: Server, page: Page) -> None:
    details = page.locator("main details").first
    details.locator("summary").click()
    page.locator("nav.menu a").first.focus()
    page.evaluate("window.focused = document.activeElement")
    file = server.root / COMMITMENT
    file.write_text(file.read_text("utf-8").replace("Why it matters.", "Why it really matters."), "utf-8")
    expect(page.get_by_text("Why it really matters.").first).to_be_visible(timeout=HANG)
    assert details.evaluate("one => one.open") is True
    assert page.evaluate("document.activeElement === window.focused") is True


def test_styles_change_without_a_reload(browser: Browser, tmp_path: Path) -> None:
    root = write_site(
        tmp_path / "site",
        {
            "themes/own/theme.yaml": "name: Own\nextends: default\n",
            "themes/own/static/own.css": "h1 { color: rgb(1, 2, 3) }\n",
            "themes/own/templates/page.html": '{% extends "default/page.html" %}\n{% block head %}'
            '<link rel="stylesheet" href="/assets/own.css">{% endblock %}\n',
            "content/pages/about.md": "---\ntitle: About\n---\nWords.\n",
        },
    )
    settings = root / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "theme: own\n", "utf-8")
    server = Server(root, port=8921)
    found = browser.new_page()
    try:
        found.goto(f"{server.address}/about/")
        expect(found.locator("#bar")).to_be_visible(timeout=HANG)
        expect(found.locator("h1")).to_have_css("color", "rgb(1, 2, 3)", timeout=HANG)
        found.evaluate("window.sameDocument = true")
        (root / "themes/own/static/own.css").write_text("h1 { color: rgb(9, 8, 7) }\n", "utf-8")
        expect(found.locator("h1")).to_have_css("color", "rgb(9, 8, 7)", timeout=HANG)
        assert found.evaluate("window.sameDocument") is True
    finally:
        found.close()
        server.stop()


def test_a_site_that_is_faulty_from_the_start(browser: Browser, tmp_path: Path) -> None:
    """What is wrong is told in the site's first language; the page comes by itself once it is mended."""
    root = write_site(tmp_path / "site")
    settings, file = root / "site.yaml", root / COMMITMENT
    settings.write_text(settings.read_text("utf-8").replace("languages: [en, fr]", "languages: [fr, en]"), "utf-8")
    good = file.read_text("utf-8")
    file.write_text(good.replace("lead: health", "lead: helth"), "utf-8")
    server = Server(root, port=8921)
    found = browser.new_page()
    try:
        found.goto(f"{server.address}{PAGE}")
        expect(found.get_by_role("heading", name="Il n’y a pas encore de site correct à montrer")).to_be_visible()
        expect(found.locator("pre").first).to_contain_text("introuvable : organisation 'helth'")
        expect(found.locator("#overlay")).to_contain_text("vouliez-vous dire 'health' ?", timeout=HANG)
        file.write_text(good, "utf-8")
        expect(found.get_by_role("heading", name="Open clinics", level=1)).to_be_visible(timeout=HANG)
        expect(found.locator("#bar")).to_be_visible(timeout=HANG)
        assert "Tout est de nouveau en ordre." in server.said()
    finally:
        found.close()
        server.stop()


def test_a_draft_has_a_ribbon_and_a_day_can_be_chosen(server: Server, page: Page) -> None:
    file = server.root / COMMITMENT
    file.write_text(file.read_text("utf-8").replace("---\n", "---\ndraft: true\n", 1), "utf-8")
    expect(page.locator("#ribbon")).to_be_visible(timeout=HANG)
    page.locator("#day").fill("2026-03-01")
    expect(page.get_by_text("1 March 2026").first).to_be_visible(timeout=HANG)
