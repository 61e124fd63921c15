"""How long an editor waits: from the end of a save to the changed words on the screen, in a real Chromium.

    python -m benchmarks.preview_latency small medium     (from tests/, with the project's Python)

Over 50 saves of one record's text, and over 10 of the template of its page: the median and the 95th percentile. Beside
ogpsite, in the same run and over the same records, the previews of Hugo, Eleventy and MkDocs, as far as they are
installed. Measured alike for all: a script in the page looks in every frame whether the words are there, and notes the
time of the frame after. The pattern of saves is the same for all: the next one comes 0.4 to 0.8 seconds after the words
were seen and the page had come to rest. The pauses are drawn once, from a fixed seed, so that no save falls again and
again into the same moment of a preview that looks for changes in a beat of its own (Hugo's is half a second).

A save whose words aren't seen within 8 seconds is lost: it is counted, told (and whether the server had its words: then
its page was not told of them), and repeated with other words; a preview that loses five in a row is given up. A preview
that is too slow for all saves in 70 seconds (20 for the template) is measured by those that it showed; their number
stands in the figures. So a run with all previews takes 12 minutes at most.
"""

from __future__ import annotations

import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Error, Page, sync_playwright
from serve.preview import Server

from benchmarks import others, records, site_ogpsite

SAVES, TEMPLATE_SAVES = 50, 10
PAUSE = (0.4, 0.8)  # seconds between a page that came to rest and the next save: the shortest, the longest
BUDGET = 70.0  # seconds for all saves of a record's text
TEMPLATE_BUDGET = 20.0  # and of a template
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


def waits(page: Page, file: Path, saves: int, changed: Callable[[str, str], str], budget: float) -> Waits:
    """The waits for some saves of a file, which is as it was afterwards; for fewer, where these take longer than the
    budget (in seconds). Raises GivenUp where too many are lost."""
    text = file.read_text("utf-8")
    found: list[float] = []
    lost = in_a_row = 0
    draw, end = random.Random(6), time.monotonic() + budget
    while len(found) < saves and (time.monotonic() < end or not found):
        words = f"Words-of-save-{len(found) + lost}-{file.suffix[1:]}"
        want(page, words)
        file.write_text(changed(text, words), "utf-8")
        saved = time.time() * 1000
        shown = seen(page)
        if shown is None:
            lost, in_a_row = lost + 1, in_a_row + 1
            sys.stdout.write(f"{words} was lost; the server {held(page, words)}\n")
            if in_a_row == IN_A_ROW:
                raise GivenUp(f"showed none of {IN_A_ROW} saves of {file.name} in a row, each within {LOST} s")
        else:
            in_a_row = 0
            found.append(shown - saved)
        rest(page, draw.uniform(*PAUSE))
    file.write_text(text, "utf-8")
    rest(page, 3 * PAUSE[1])
    return Waits(sorted(found), lost)


def want(page: Page, words: str) -> None:
    """Tells the script in the page what to look for; a page that is just loaded again is told again."""
    for attempt in range(20):
        try:
            page.evaluate("words => { localStorage.removeItem('seen'); localStorage.setItem('wanted', words) }", words)
            return
        except Error:
            if attempt == 19:
                raise
            time.sleep(0.05)


def rest(page: Page, seconds: float) -> None:
    """Waits until the page is loaded, if it is loaded anew, and then for a while."""
    with suppress(Error):
        page.wait_for_load_state("load", timeout=LOST * 1000)
    page.wait_for_timeout(seconds * 1000)


def held(page: Page, words: str) -> str:
    """Whether the server has the words of a save that the page doesn't show: who lost it?"""
    try:
        with urlopen(page.url, timeout=5) as answer:
            return "has its words" if words in answer.read().decode() else "doesn't have its words"
    except OSError as error:
        return f"doesn't answer ({error})"


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
    waits(page, running.record, 3, in_text, BUDGET)
    text = waits(page, running.record, SAVES, in_text, BUDGET)
    figures = {
        "text_saves": len(text.times),
        "text_median_ms": statistics.median(text.times),
        "text_p95_ms": text.times[max(int(len(text.times) * 0.95) - 1, 0)],
        "text_worst_ms": text.times[-1],
        "text_lost": text.lost,
    }
    try:
        template = waits(page, running.template, TEMPLATE_SAVES, in_template, TEMPLATE_BUDGET)
    except GivenUp as why:
        sys.stdout.write(f"{why}\n")
        return figures
    return figures | {
        "template_saves": len(template.times),
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
