"""How long an editor waits: from the end of a save to the changed words on the screen, in a real Chromium.

    python -m benchmarks.preview_latency small medium     (from tests/, with the project's Python)

Prints the median and the 95th percentile over 50 saves of one record's text, and of a template.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from serve.preview import Server

from benchmarks import records, site_ogpsite

SAVES = 50
PAUSE = 0.4  # seconds between two saves
TELL = """() => { window.seen = []; document.addEventListener('preview:page', () => requestAnimationFrame(
  () => setTimeout(() => window.seen.push(performance.timeOrigin + performance.now()), 0))) }"""


def waits(page: Page, file: Path, saves: int) -> list[float]:
    """Milliseconds from the end of each save to the frame that shows its words."""
    text = file.read_text("utf-8")
    found = []
    for number in range(saves):
        before = page.evaluate("window.seen.length")
        changed = f"{text}\n\nWords of save {number}.\n"
        file.write_text(changed, "utf-8")
        saved = time.time() * 1000
        while page.evaluate("window.seen.length") == before:
            time.sleep(0.005)
        found.append(page.evaluate(f"window.seen[{before}]") - saved)
        assert f"Words of save {number}." in page.content()
        time.sleep(PAUSE)
    file.write_text(text, "utf-8")
    time.sleep(3 * PAUSE)
    return found


def measured(size: str, chromium: str) -> dict[str, float]:
    folder = Path(tempfile.mkdtemp(prefix="ogpsite-bench-"))
    root = folder / "site"
    root.mkdir()
    site_ogpsite.write(root, records.records(records.SIZES[size]))
    server = Server(root, port=8961)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page()
            file = sorted((root / "content/plans").rglob("commitment.md"))[3]
            plan, key = file.parts[-4], file.parts[-2]
            page.goto(f"{server.address}/plans/{plan}/{key}/")
            page.wait_for_selector("#bar:not([hidden])", timeout=120_000)
            page.evaluate(TELL)
            waits(page, file, 3)
            found = sorted(waits(page, file, SAVES))
            browser.close()
    finally:
        server.stop()
        shutil.rmtree(folder)
    return {"median_ms": statistics.median(found), "p95_ms": found[int(len(found) * 0.95) - 1], "saves": len(found)}


if __name__ == "__main__":
    path = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for name in sys.argv[1:] or ["small", "medium"]:
        sys.stdout.write(
            f"{name} {json.dumps({key: round(value, 1) for key, value in measured(name, path).items()})}\n"
        )
