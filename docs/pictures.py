"""Takes the pictures of the README and the docs anew, from the sample in a real Chromium: `make pictures`.

`python docs/pictures.py NAME …` takes only those of these names.
"""

from __future__ import annotations

import datetime
import functools
import http.server
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from ogpsite import build

ROOT = Path(__file__).parent.parent
DAY = datetime.date(2026, 11, 24)
COMMITMENT = "content/plans/2025-2028/commitments/open-contracting/commitment.md"


@dataclass(frozen=True)
class Shot:
    """A picture: its name, the page's address, the window, light or dark, and whether it is one of the preview."""

    name: str
    address: str
    width: int = 1280
    height: int = 1000
    colours: str = "light"
    preview: bool = False


SHOTS = (
    Shot("home", "/"),
    Shot("commitment", "/plans/2025-2028/beneficial-ownership/"),
    Shot("phone", "/plans/2025-2028/", 360, 740, "dark"),
    Shot("arabic", "/ar/plans/2025-2028/open-contracting/"),
    Shot("preview", "/plans/2025-2028/open-contracting/", 1280, 800, preview=True),
    Shot("mistake", "/plans/2025-2028/open-contracting/", 1280, 640, preview=True),
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves without a word."""

    def log_message(self, format: str, *args: object) -> None:
        pass


def main(names: list[str]) -> int:
    """Photographs pages of the sample, built and in the preview."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("Chromium is needed for the pictures.\n")
        return 1
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for preview, serving in ((False, built), (True, previewed)):
            shots = [shot for shot in wanted if shot.preview == preview]
            if shots:
                with serving() as (address, root):
                    for shot in shots:
                        take(browser, shot, address, root)
        browser.close()
    return 0


@contextmanager
def built() -> Iterator[tuple[str, Path]]:
    """The address of the sample as it is published."""
    with tempfile.TemporaryDirectory() as folder:
        result = build.build(build.Job(ROOT, DAY), Path(folder))
        assert result.ok, result.problems
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", Path(folder)
        server.shutdown()


@contextmanager
def previewed() -> Iterator[tuple[str, Path]]:
    """The address of a preview of a copy of the sample, and the copy's folder."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "content", root / "content")
        shutil.copyfile(ROOT / "site.yaml", root / "site.yaml")
        command = [sys.executable, "-m", "ogpsite", "serve", "--source", folder, "--as-of", str(DAY)]
        process = subprocess.Popen([*command, "--editor", "vscode"], stderr=subprocess.PIPE, text=True)
        assert process.stderr
        found = next(filter(None, (re.search(r"http://\S+:\d+", line) for line in process.stderr)))
        threading.Thread(target=process.stderr.read, daemon=True).start()
        try:
            yield found[0], root
        finally:
            process.terminate()
            process.wait(30)


def take(browser: Browser, shot: Shot, address: str, root: Path) -> None:
    """One picture."""
    dark = shot.colours == "dark"
    window = {"width": shot.width, "height": shot.height}
    context = browser.new_context(viewport=window, color_scheme="dark" if dark else "light")  # type: ignore[arg-type]
    page = context.new_page()
    if shot.preview:
        while (answer := page.goto(f"{address}{shot.address}")) and answer.status == 503:
            page.wait_for_timeout(200)
        STEPS[shot.name](page, root)
    else:
        page.goto(f"{address}{shot.address}")
    page.screenshot(path=ROOT / "docs" / "pictures" / f"{shot.name}.png")
    context.close()


def with_bar(page: Page, root: Path) -> None:
    """The bar, with the translations opened."""
    page.locator("#bar").wait_for(timeout=60_000)
    page.locator("#bar").get_by_text("Translations").click()
    page.wait_for_timeout(1_000)


def with_mistake(page: Page, root: Path) -> None:
    """A slip of the pen, and what the preview says of it."""
    page.locator("#bar").wait_for(timeout=60_000)
    file = root / COMMITMENT
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"(?m)^lead: (\[?\w)\w", r"lead: \1", text, count=1), "utf-8")
    page.locator("#overlay").wait_for(timeout=60_000)
    page.wait_for_timeout(500)
    file.write_text(text, "utf-8")


STEPS = {"preview": with_bar, "mistake": with_mistake}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
