"""Lighthouse's phone profile on eight page types of the sample: `make lighthouse`. Says every score."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import web_tools
from slow_line import Compressed

from ogpsite import build

ROOT = Path(__file__).parent.parent
DAY = datetime.date(2026, 11, 24)
TOOL = ROOT / "tests" / "tools" / "node_modules" / ".bin" / "lighthouse"
PAGES = {
    "home": "/",
    "plan": "/plans/2025-2028/",
    "commitment": "/plans/2025-2028/open-contracting/",
    "consultation": "/consultations/2024-priorities/",
    "forum": "/forum/",
    "progress": "/progress/2025-2028/",
    "search": "/search/",
    "Arabic commitment": "/ar/plans/2025-2028/beneficial-ownership/",
}
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}


Found = tuple[dict[str, int], list[str]]


def scores(url: str, chromium: str) -> Found:
    """The scores of a page, and what cost points."""
    flags = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
    command = [str(TOOL), url, "--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={flags}"]
    command += ["--skip-audits=is-on-https,redirects-http"]  # the sample is served from this machine
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, env=environment, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip() or "lighthouse ended without a word")
    found = json.loads(done.stdout)
    audits = found["audits"]
    lost = [
        f"{name}: {ref['id']}: {audits[ref['id']]['title']}"
        for name, category in found["categories"].items()
        for ref in category["auditRefs"]
        if ref["weight"] and (audits[ref["id"]]["score"] or 0) < 0.9 and audits[ref["id"]]["score"] is not None
    ]
    return {name: round(100 * category["score"]) for name, category in found["categories"].items()}, lost


def best(url: str, chromium: str, tries: int) -> Found:
    """The best of some tries: a busy machine makes pages slower, never faster."""
    kept: Found = ({}, [])
    for _ in range(tries):
        found = scores(url, chromium)
        if not kept[0] or sum(found[0].values()) > sum(kept[0].values()):
            kept = found
        if all(kept[0][name] >= least for name, least in LEAST.items()):
            break
    return kept


def main() -> int:
    """Builds the sample, serves it as a host would, and asks Lighthouse about each page."""
    chromium = next((found for name in ("chromium", "google-chrome", "chrome") if (found := shutil.which(name))), "")
    if not chromium or not TOOL.exists():
        sys.stderr.write("Chromium and Lighthouse are needed: install Chromium, and run `make tools`.\n")
        return 1
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        if not build.build(build.Job(ROOT, DAY), Path(folder)).ok:
            return 1
        with web_tools.served(web_tools.folder(Path(folder), Compressed)) as address:
            for name, path in PAGES.items():
                score, lost = best(f"{address}{path}", chromium, 3)
                low = [one for one, least in LEAST.items() if score[one] < least]
                failed = failed or bool(low)
                sys.stdout.write(f"{name:20} " + "  ".join(f"{one} {score[one]}" for one in LEAST) + "\n")
                sys.stdout.write("".join(f"    {line}\n" for line in lost) if low else "")
                sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
