"""Every page type of the sample, in its three languages, in a real browser and under the Nu HTML checker."""

from __future__ import annotations

import itertools
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from ogpsite.build import Result
from ogpsite.outputs import listing

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TYPES = {
    # one page of each template, the richest one of the sample
    "home": "/",
    "plans": "/plans/",
    "commitments": "/commitments/",
    "commitments of a status": "/commitments/by-status/complete/",
    "plan": "/plans/2025-2028/",
    "plan ended": "/plans/2022-2024/",
    "version": "/plans/2025-2028/versions/final/",
    "commitment": "/plans/2025-2028/open-contracting/",
    "commitment late": "/plans/2025-2028/beneficial-ownership/",
    "commitment withdrawn": "/plans/2025-2028/open-parliament/",
    "commitment of three levels": "/plans/2025-2028/clean-air-data/",
    "commitment alone": "/commitments/climate-assembly/",
    "organisations": "/organisations/",
    "organisation": "/organisations/integrity-watch/",
    "policy areas": "/policy-areas/",
    "policy area": "/policy-areas/anti-corruption/",
    "consultations": "/consultations/",
    "consultation": "/consultations/2024-priorities/",
    "contributions": "/consultations/2024-priorities/contributions/",
    "contribution": "/consultations/2024-priorities/c-001/",
    "contribution withdrawn": "/consultations/2024-priorities/c-026/",
    "forum": "/forum/",
    "meetings": "/forum/meetings/",
    "meeting": "/forum/2025-11-20-year-one-results/",
    "meeting to come": "/forum/2026-12-09-year-two-results/",
    "events": "/events/",
    "event": "/events/2024-05-15-youth-workshop/",
    "assessments": "/assessments/",
    "assessment": "/assessments/2024-irm-results-report/",
    "support": "/support/",
    "support received": "/support/2024-micro-grant-outreach/",
    "documents": "/documents/",
    "documents of a year": "/documents/by-year/2024/",
    "document": "/documents/forum-decree-2023/",
    "news": "/news/",
    "news item": "/news/2024-12-16-third-plan-delivered/",
    "page": "/about/",
    "changes": "/changes/",
    "changes of a commitment": "/changes/by-commitment/2025-2028/open-contracting/",
    "corrections": "/changes/corrections/",
    "progress": "/progress/",
    "progress of a plan": "/progress/2025-2028/",
    "progress of an ended plan": "/progress/2022-2024/",
    "progress of a ministry": "/progress/by-organisation/justice/",
    "standards": "/standards/",
    "requirement": "/standards/2.2/",
    "requirement in a phase": "/standards/1.1/implementation/",
    "cycle": "/plans/2025-2028/cycle/",
    "summary": "/plans/2025-2028/summary/",
    "whole plan": "/plans/2025-2028/print/",
    "milestones over time": "/plans/2025-2028/milestones/",
    "comparison": "/plans/2025-2028/versions/compare/draft-1/draft-2/",
    "contributions unanswered": "/consultations/2024-priorities/contributions/by-state/unanswered/",
    "data": "/data/",
    "search": "/search/",
    "search by status": "/search/by-status/overdue/",
    "glossary": "/glossary/",
    "accessibility statement": "/accessibility/",
    "site map": "/site-map/",
    "not found": "/404.html",
}
LANGUAGES = {"en": "", "fr": "/fr", "ar": "/ar"}
EVERY = [
    pytest.param(f"{prefix}{path}", id=f"{code} {name}")
    for name, path in TYPES.items()
    for code, prefix in LANGUAGES.items()
]
WINDOWS: tuple[ViewportSize, ...] = ({"width": 360, "height": 740}, {"width": 1280, "height": 900})
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Only what is wrong is described: axe looks at as much, and needs a quarter of the time.
VIOLATIONS = """async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations
  .flatMap(one => one.nodes.map(node => `${one.id}: ${one.help}: ${node.html.slice(0, 200)}`))"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def test_every_template_is_here(sample: Result) -> None:
    """The list above leaves no page type out."""
    assert sample.edition
    made = {page.address: page.template for page in listing.all_pages(sample.edition)}
    assert {made[path] for path in TYPES.values()} == set(made.values())


@pytest.fixture(scope="module")
def reader(browser: Browser, axe: str) -> Iterator[Page]:
    """A page whose window and colours change in place. Scripts of the test are let past the page's content policy."""
    context = browser.new_context(viewport=WINDOWS[0], bypass_csp=True)
    context.add_init_script(axe)
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate(VIOLATIONS, RULES)
    return found


@pytest.mark.parametrize("path", EVERY)
def test_axe(reader: Page, served: str, path: str) -> None:
    """No violation of WCAG 2.2 AA or of axe's best practice on a phone and on a desk, light and dark.

    Nothing is wider than the window, nor than one of 320 pixels. A page is opened once for all of it.
    """
    reader.goto(served + path)
    found: dict[tuple[int, str], object] = {}
    for window, colours in itertools.product(WINDOWS, COLOURS):
        reader.set_viewport_size(window)
        reader.emulate_media(color_scheme=colours)
        found[window["width"], colours] = violations(reader)
        found[window["width"], "too wide"] = reader.evaluate(WIDER)
    reader.set_viewport_size({"width": 320, "height": 600})
    found[320, "too wide"] = reader.evaluate(WIDER)
    assert {name: said for name, said in found.items() if said} == {}


def test_nothing_from_other_hosts(browser: Browser, served: str) -> None:
    """No page asks another host for anything, and the content policy never has to stop anything."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on(
        "response", lambda response: said.append(f"{response.status} {response.url}") if response.status > 399 else None
    )
    for path in TYPES.values():
        page.goto(served + path)
    context.close()
    assert [url for url in asked if not url.startswith(served)] == []
    assert said == []


def test_nu_checker(built: Path, served: str, nu_checker: list[str]) -> None:
    """No error and no warning on any page of the sample, as a server gives them."""
    paths = sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html"))
    addresses = [f"{served}/{path.removesuffix('index.html')}" for path in paths]
    found = subprocess.run([*nu_checker, *addresses], capture_output=True, text=True, check=True, timeout=1200)
    messages: list[dict[str, Any]] = json.loads(found.stdout)["messages"]
    said = sorted(
        f"{one.get('url', '').removeprefix(served)}:{one.get('lastLine')}: {one['message']}" for one in messages
    )
    assert said == []
    assert len(addresses) > 600
