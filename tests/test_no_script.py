"""With scripts off nothing is lost: every page and file can be reached by links, and says the same."""

from __future__ import annotations

import html
import posixpath
import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser

from ogpsite.build import Result

MACHINES = (
    "_host/",
    "404.html",
    "robots.txt",
    "sitemap.xml",
    "manifest-sha256.txt",
    "assets/",
    ".well-known/",
    "api/",
    "schemas/",
)


def reached(sample: Result) -> set[str]:
    """Every file to which links lead from the home page, without any script."""
    files = {output.path: output for output in sample.outputs}
    found, queue = {"index.html"}, ["index.html"]
    while queue:
        path = queue.pop()
        links = re.findall(r'<(?:a|link|img|source)\b[^>]*? (?:href|src)="([^"]*)"', files[path].data.decode())
        for link in (html.unescape(link) for link in links):
            target = urlsplit(urljoin(f"http://site/{path.removesuffix('index.html')}", link))
            name = unquote(target.path).lstrip("/")
            name = posixpath.join(name, "index.html") if target.path.endswith("/") else name
            if target.netloc == "site" and name in files and name not in found:
                found.add(name)
                if name.endswith(".html"):
                    queue.append(name)
    return found


def test_every_page_and_file_is_reached(sample: Result) -> None:
    found = reached(sample)
    moved = {output.path for output in sample.outputs if b'http-equiv="refresh"' in output.data}
    pages = {output.path for output in sample.outputs if output.path.endswith(".html")} - moved
    empty = {one.path for one in sample.outputs if b"No contribution has been published" in one.data}
    empty |= {f"{code}/{path}" for path in empty for code in ("fr", "ar")}  # lists of consultations to come
    assert sorted(path for path in pages - found - empty if path.rpartition("/")[2] != "404.html") == []
    evidence = {output.path for output in sample.outputs if output.path.startswith("files/")}
    assert sorted(evidence - found) == []
    tables = {output.path for output in sample.outputs if output.path.startswith("data/")}
    assert sorted(path for path in tables - found if path.endswith((".csv", ".xlsx"))) == []


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_scripts_add_no_facts(browser: Browser, served: str) -> None:
    """What a page says with scripts it also says without: scripts only filter, sort, search and remember."""
    off, on = browser.new_context(java_script_enabled=False), browser.new_context()
    without, with_ = off.new_page(), on.new_page()
    for path in (
        "/", "/commitments/", "/documents/", "/changes/", "/organisations/", "/plans/2025-2028/", "/fr/news/",
        "/plans/2025-2028/open-contracting/", "/consultations/2024-priorities/contributions/", "/ar/forum/meetings/",
    ):  # fmt: skip
        without.goto(served + path)
        with_.goto(served + path)
        facts = "main :is(h1, h2, h3, h4, time, td, th, dd, .summary, .badge, .mark)"
        own = "one => !one.closest('.filters, [data-visit]')"
        script = f"all => all.filter({own}).map(one => one.textContent.trim().replace(/\\\\s+/g, ' '))"
        said = without.locator(facts).evaluate_all(script)
        assert said and set(with_.locator(facts).evaluate_all(script)) <= set(said), path
        assert without.locator("main a[href]").count() >= 1
    off.close()
    on.close()
