"""Takes the pictures of the README and the docs anew, from the sample in a real Chromium: `make pictures`."""

from __future__ import annotations

import datetime
import functools
import http.server
import shutil
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from ogpsite import build

ROOT = Path(__file__).parent.parent
DAY = datetime.date(2026, 11, 24)
SHOTS = (
    # name, address, width, height, colours
    ("home", "/", 1280, 1000, "light"),
    ("commitment", "/plans/2025-2028/beneficial-ownership/", 1280, 1000, "light"),
    ("phone", "/plans/2025-2028/", 360, 740, "dark"),
    ("arabic", "/ar/plans/2025-2028/open-contracting/", 1280, 1000, "light"),
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves without a word."""

    def log_message(self, format: str, *args: object) -> None:
        pass


def main() -> int:
    """Builds the sample into a folder of its own, and photographs some pages of it."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("Chromium is needed for the pictures.\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        result = build.build(build.Job(ROOT, DAY), Path(folder))
        if not result.ok:
            return 1
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            for name, address, width, height, colours in SHOTS:
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if colours == "dark" else "light",
                )
                page = context.new_page()
                page.goto(f"http://127.0.0.1:{server.server_port}{address}")
                page.screenshot(path=ROOT / "docs" / "pictures" / f"{name}.png")
                context.close()
            browser.close()
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
