"""How long an editor waits: from the end of a save to the changed words on the screen, in a real Chromium.

    python -m benchmarks.preview_latency small medium     (from tests/, with the project's Python)

Over 50 saves of one record's text, and over 10 of the template of its page: the median and the 95th percentile. Beside
ogpsite, in the same run and over the same records, the previews of Hugo, Eleventy and MkDocs, as far as they are
installed. Measured alike for all: a script in the page looks in every frame whether the words are there, and notes the
time of the frame after. A save whose words aren't seen within 8 seconds is lost: it is counted, told, and repeated
with other words; a preview that loses five in a row is given up.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Error, Page, sync_playwright
from serve.preview import Server

from benchmarks import others, records, site_ogpsite

SAVES, TEMPLATE_SAVES = 50, 10
PAUSE = 0.4  # seconds between two saves
HANG = 180  # seconds after which something hangs
LOST = 8  # seconds after which a save is lost
IN_A_ROW = 5  # lost saves after which a preview is given up
PORT = 8961
TELL = """
const look = () => {
  const wanted = localStorage.getItem("wanted");
  if (wanted && !localStorage.getItem("seen") && document.body && document.body.textContent.includes(wanted)) {
    requestAnimationFrame(() => setTimeout(
      () => localStorage.setItem("seen", performance.timeOrigin + performance.now()), 0));
  }
  requestAnimationFrame(look);
};
look();
"""


@dataclass(frozen=True)
class Preview:
    """A preview that runs: the page that is looked at, the record's file, and the template of the page."""

    address: str
    record: Path
    template: Path


class GivenUp(Exception):  # noqa: N818 - it is what became of it
    """Why a preview could not be measured, in words."""


@dataclass(frozen=True)
class Waits:
    """Milliseconds from the end of each save to the frame that shows its words, sorted; how many saves were lost."""

    times: list[float]
    lost: int


def waits(page: Page, file: Path, saves: int, changed: Callable[[str, str], str]) -> Waits:
    """The waits for some saves of a file, which is as it was afterwards. Raises GivenUp where too many are lost."""
    text = file.read_text("utf-8")
    found: list[float] = []
    lost = in_a_row = 0
    while len(found) < saves:
        words = f"Words-of-save-{len(found) + lost}-{file.suffix[1:]}"
        page.evaluate("words => { localStorage.removeItem('seen'); localStorage.setItem('wanted', words) }", words)
        file.write_text(changed(text, words), "utf-8")
        saved = time.time() * 1000
        shown = seen(page)
        if shown is None:
            lost, in_a_row = lost + 1, in_a_row + 1
            if in_a_row == IN_A_ROW:
                raise GivenUp(f"showed none of {IN_A_ROW} saves of {file.name} in a row, each within {LOST} s")
        else:
            in_a_row = 0
            found.append(shown - saved)
        time.sleep(PAUSE)
    file.write_text(text, "utf-8")
    time.sleep(3 * PAUSE)
    return Waits(sorted(found), lost)


def seen(page: Page) -> float | None:
    """When the page showed the words, None where it didn't; a page that is being loaded again is asked again."""
    end = time.monotonic() + LOST
    while time.monotonic() < end:
        try:
            found = page.evaluate("localStorage.getItem('seen')")
            if found:
                return float(found)
        except Error:
            pass
        time.sleep(0.005)
    return None


def in_text(text: str, words: str) -> str:
    return f"{text}\n\n{words}\n"


def in_template(text: str, words: str) -> str:
    """A template with words of its own at the beginning of the page's main part."""
    before, sign, after = text.partition('<main id="main">')
    return f"{before}{sign}<p>{words}</p>{after}" if sign else text.replace("MARK", words)


OWN_TEMPLATE = '{% extends "default/plans/commitment.html" %}{% block main %}<p>MARK</p>{{ super() }}{% endblock %}\n'


@contextmanager
def ogpsite(root: Path, found: list[records.Record]) -> Iterator[Preview]:
    site_ogpsite.write(root, found)
    site_ogpsite.put(root / "themes/own/theme.yaml", "name: Own\nextends: default\n")
    site_ogpsite.put(root / "themes/own/templates/plans/commitment.html", OWN_TEMPLATE)
    site_ogpsite.put(root / "site.yaml", f"{site_ogpsite.SITE}theme: own\n")
    server = Server(root, port=PORT)
    first = found[0]
    file = root / "content/plans" / first.group / "commitments" / first.key / "commitment.md"
    template = root / "themes/own/templates/plans/commitment.html"
    try:
        yield Preview(f"{server.address}/plans/{first.group}/{first.key}/", file, template)
    finally:
        server.stop()


SERVERS = {
    "hugo": ("hugo", "server", "--port", str(PORT), "--bind", "127.0.0.1"),
    "eleventy": ("eleventy", "--serve", f"--port={PORT}"),
    # it follows the templates only with --watch-theme; without --livereload newer versions of its library switch it off
    "mkdocs": ("mkdocs", "serve", "--livereload", "--watch-theme", "-a", f"127.0.0.1:{PORT}"),
}


@contextmanager
def other(tool: others.Tool, root: Path, found: list[records.Record]) -> Iterator[Preview]:
    tool.write(root, found)
    first = found[0]
    place = f"{first.kind}s/{first.group}/{first.key}"
    address = f"http://localhost:{PORT}/{place}/"
    with (root.parent / "log").open("w+") as log:
        process = subprocess.Popen(SERVERS[tool.name], cwd=root, stdout=log, stderr=log)
        try:
            try:
                until_it_answers(address, process)
            except TimeoutError:
                log.seek(0)
                said = log.read()[-500:].strip()
                raise GivenUp(f"never answered at {address} (exit code {process.poll()}); it said: {said}") from None
            yield Preview(address, root / tool.record.format(path=place), root / tool.template)
        finally:
            process.terminate()
            process.wait(HANG)


def until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + HANG
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} does not answer")


def measured(running: Preview, page: Page) -> dict[str, float]:
    page.add_init_script(TELL)
    page.goto(running.address)
    time.sleep(3)  # a preview may still be busy with what nobody looks at
    waits(page, running.record, 3, in_text)
    text = waits(page, running.record, SAVES, in_text)
    figures = {
        "text_median_ms": statistics.median(text.times),
        "text_p95_ms": text.times[int(len(text.times) * 0.95) - 1],
        "text_lost": text.lost,
    }
    try:
        template = waits(page, running.template, TEMPLATE_SAVES, in_template)
    except GivenUp as why:
        sys.stdout.write(f"{why}\n")
        return figures
    return figures | {
        "template_median_ms": statistics.median(template.times),
        "template_worst_ms": template.times[-1],
        "template_lost": template.lost,
    }


def compared(size: str, chromium: str) -> Iterator[tuple[str, dict[str, float]]]:
    """The figures of every preview that is installed."""
    found = list(records.records(records.SIZES[size]))
    tools = {tool.name: tool for tool in others.TOOLS if tool.name in SERVERS and shutil.which(tool.program)}
    for name in ("ogpsite", *tools):
        folder = Path(tempfile.mkdtemp(prefix="ogpsite-bench-"))
        (folder / "site").mkdir()
        making = other(tools[name], folder / "site", found) if name in tools else ogpsite(folder / "site", found)
        try:
            with making as running, sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
                yield name, measured(running, browser.new_page())
                browser.close()
        except (GivenUp, Error) as why:
            sys.stdout.write(f"{name} {why}\n")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    for name in SERVERS.keys() - tools.keys():
        sys.stdout.write(f"{name} is not installed\n")


if __name__ == "__main__":
    path = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for name in sys.argv[1:] or ["small", "medium"]:
        for tool, figures in compared(name, path):
            rounded = json.dumps({key: round(value, 1) for key, value in figures.items()})
            sys.stdout.write(f"{name} {tool} {rounded}\n")
            sys.stdout.flush()
