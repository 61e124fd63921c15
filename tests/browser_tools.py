"""A real Chromium, the built sample behind a real server, and the checkers that come from npm.

Where one of them is missing the test is skipped with its reason; in CI that is a failure.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
import web_tools
from sites import ROOT

from ogpsite import build, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TOOLS = ROOT / "tests" / "tools" / "node_modules"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def missing(what: str, how: str) -> NoReturn:
    """Skips the test, or fails it in CI."""
    message = f"{what} is not here; {how}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright  # not for the quick tests

    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        missing("Chromium", "install it (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def built(sample: build.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site on disk."""
    target = tmp_path_factory.mktemp("site") / "output"
    write.write(sample.outputs, target, ROOT)
    return target


@contextlib.contextmanager
def watched(browser: Browser, width: int, height: int) -> Iterator[Page]:
    """A page that fails the test where the browser complains."""
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[str]:
    """The address of the sample site on a server of its own."""
    with web_tools.served(web_tools.folder(built)) as address:
        yield address


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    path = TOOLS / "axe-core" / "axe.min.js"
    if not path.is_file():
        missing("axe-core", "run `make tools` where npm is installed")
    return path.read_text("utf-8")


@pytest.fixture(scope="session")
def nu_checker() -> list[str]:
    """The command of the Nu HTML checker."""
    jar = next(iter(sorted((TOOLS / "vnu-jar").rglob("vnu.jar"))), None)
    if jar is None:
        missing("the Nu HTML checker", "run `make tools` where npm is installed")
    if shutil.which("java") is None:
        missing("Java", "install it (Debian: apt-get install default-jre-headless)")
    allow = "-Dnu.validator.servlet.allow-forbidden-hosts=true"  # the sample is served from this machine
    return ["java", "-Xss4m", allow, "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always"]
