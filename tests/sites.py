"""What tests share: a site as a dict of files, made in a folder of its own."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Mapping
from pathlib import Path

from ogpsite import build, load
from ogpsite.outputs import pages
from ogpsite.problems import Problem, in_order, worded

ROOT = Path(__file__).parent.parent
DAY = datetime.date(2026, 11, 24)  # the day for which the sample is written
REAL = Path(os.environ.get("OGPSITE_REAL") or ROOT.parent / "shared" / "real")

Files = Mapping[str, str | bytes | None]

SMALL: dict[str, str] = {
    # the smallest site with a record of most kinds; tests break one spot of it, or add to it
    "site.yaml": """\
title: Open government in Testland
url: https://ogp.testland.example/
languages: [en, fr]
country: Testland
lead_agency: office
contact:
  name: Open Government Unit
  email: unit@testland.example
""",
    "content/organisations.yaml": """\
office:
  name: Office of the Government
  sector: government
health:
  name: Ministry of Health
  sector: government
watch:
  name: Citizens' Watch
  sector: civil-society
""",
    "content/plans/2025-2028/plan.md": """\
---
title: Third action plan
start: 2025-01-01
end: 2028-12-31
development_start: 2024-04-15
themes:
  - key: health
    title: Health
---
The plan.
""",
    "content/plans/2025-2028/commitments/open-clinics/commitment.md": """\
---
title: Open clinics
lead: health
theme: health
milestones:
  - key: m1
    title: Publish waiting times
    due: 2025-12
  - key: m2
    title: Publish prices
    due: 2027-Q2
---
Why it matters.
""",
    "content/plans/2025-2028/commitments/open-clinics/progress/2026-06.md": """\
---
reported_on: 2026-07-10
status: limited
milestones:
  m1:
    status: in_progress
    summary: Half of the clinics.
---
Slow, but moving.
""",
    "content/plans/2025-2028/commitments/open-clinics/checks.yaml": """\
- by: watch
  on: 2026-08-01
  result: disputed
  note: We saw a quarter of the clinics.
""",
    "content/consultations/2024-ideas/consultation.md": """\
---
title: Ideas for the plan
plan: 2025-2028
mechanism: survey
opens: 2024-05-01
closes: 2024-06-01
---
""",
    "content/consultations/2024-ideas/contributions.yaml": """\
- key: c-1
  text: Shorter waiting times, please.
  attribution: anonymous
  received_on: 2024-05-02
- key: c-2
  text: Publish the prices.
  attribution: anonymous
  received_on: 2024-05-03
""",
    "content/consultations/2024-ideas/responses.yaml": """\
- key: r-1
  answers: [c-1]
  decision: accepted
  reasons: It is now a milestone.
  effects: ["2025-2028/open-clinics#m1"]
  on: 2024-09-01
""",
    "content/forum/forum.md": """\
---
title: Open government forum
members:
  - organisation: office
  - organisation: watch
---
""",
    "content/forum/meetings/2026-05-05-results.md": """\
---
title: First results
date: 2026-05-05
kind: [forum, results]
---
Minutes.
""",
}

# the small site in one language: half the pages, for tests that build it whole
LONE = {"site.yaml": SMALL["site.yaml"].replace("[en, fr]", "[en]")}


def bare_theme() -> dict[str, str]:
    """A theme of the site's own with the plainest template for every page: for tests that aren't about looks."""
    package = Path(pages.__file__).parent.parent
    rooms = (package / "outputs", package / "permanence", package / "views")
    sources = [path.read_text("utf-8") for room in rooms for path in sorted(room.glob("*.py"))]
    names = {name for source in sources for name in re.findall(r'"([a-z0-9/-]+\.html)"', source)}
    templates = {f"themes/bare/templates/{name}": "<p>A page.</p>\n" for name in sorted(names)}
    return {"themes/bare/theme.yaml": "name: Bare\n", **templates}


def bare(text: str) -> str:
    """A site.yaml that uses the bare theme."""
    return f"{text}theme: bare\n"


def write_site(folder: Path, *changes: Files) -> Path:
    """The small site in a folder, with files added, replaced, or (None) taken away."""
    files: dict[str, str | bytes | None] = dict(SMALL)
    for change in changes:
        files |= change
    for name, text in files.items():
        if text is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def check_site(folder: Path, *changes: Files, day: datetime.date = DAY, drafts: bool = False) -> build.Result:
    """The small site with changes, made in memory."""
    return build.make(build.Job(write_site(folder, *changes), day, drafts))


def understood(folder: Path, *changes: Files, day: datetime.date = DAY, drafts: bool = False) -> build.Result:
    """The small site with changes, read and related, but without pages; quicker than `check_site`."""
    job = build.Job(write_site(folder, *changes), day, drafts)
    tree, faults = load.load(job.root)
    edition, found = build.understand(job, tree, faults)
    return build.Result(in_order((*faults, *found)), edition=edition)


def words(problems: tuple[Problem, ...]) -> list[str]:
    """Problems as an editor reads them."""
    return [worded(problem) for problem in problems]


def text_of(result: build.Result, path: str) -> str:
    """An output as text."""
    return next(output.data for output in result.outputs if output.path == path).decode()
