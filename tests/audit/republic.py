"""A small republic that meets what can be met, and how tests ask the self-check about it after a change.

Its plan runs from 2025-01-01 to 2026-12-31; its development from 2024-06-03 to the final plan of 2024-12-10.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from sites import Files

from ogpsite import build
from ogpsite.model.again import Again
from ogpsite.model.findings import Finding

DAY = datetime.date(2026, 7, 15)
PLAN = "2025-2026"
HERE = f"content/plans/{PLAN}"
COMMITMENT = f"{HERE}/commitments/open-data/commitment.md"
PROGRESS = f"{HERE}/commitments/open-data/progress"
MEETINGS = "content/forum/meetings"
REVIEW = "content/assessments/2025-review.md"
RESULTS_ON = f"results_presented_on: [{PLAN}/open-data]\ncomments_collected: 0\norganisations: [office, watch]\n"


def front(fields: str, body: str = "") -> str:
    return f"---\n{fields}---\n{body}"


def meeting(day: str, kinds: str = "forum", more: str = "", body: str = "Minutes.\n", title: str = "A meeting") -> str:
    return front(f"title: {title}\ndate: {day}\nkind: [{kinds}]\n{more}", body)


REPUBLIC: dict[str, str] = {
    "site.yaml": """\
title: Open government in Republica
url: https://ogp.republica.example/
languages: [en]
country: Republica
lead_agency: office
contact:
  name: Open Government Unit
  email: unit@republica.example
""",
    "content/organisations.yaml": """\
office: {name: Office of the Government, sector: government}
watch: {name: Citizens' Watch, sector: civil-society}
city: {name: The City, sector: local-government}
""",
    "content/pages/accessibility.md": front("title: Accessibility\n", "We try.\n"),
    f"{HERE}/plan.md": front("""\
title: Second plan
start: 2025-01-01
end: 2026-12-31
development_start: 2024-06-03
development_end: 2024-11-29
published_on: 2024-12-10
delivered_on: 2024-12-16
"""),
    f"{HERE}/timeline.yaml": """\
- published_on: 2024-05-20
  phases:
    - title: Ideas
      start: 2024-06-03
      end: 2024-07-31
      opportunities:
        - title: Tell us
""",
    COMMITMENT: front("""\
title: Open data
lead: office
problem: Data is hidden.
solution: Publish it.
values: [transparency]
milestones:
  - {key: m1, title: Publish a list, outputs: A list, due: 2025-12}
  - {key: m2, title: Publish the data, outputs: The data, due: 2026-H2}
"""),
    f"{PROGRESS}/2025-06.md": front("reported_on: 2025-07-01\nstatus: limited\nchallenges: Few hands.\n", "Slow.\n"),
    f"{PROGRESS}/2025-12.md": front(
        """\
reported_on: 2026-01-10
status: limited
challenges: Few hands.
milestones:
  m1:
    status: complete
    evidence: [{title: The list, file: list.csv, accessible: yes}]
""",
        "The list is out.\n",
    ),
    f"{PROGRESS}/2026-06.md": front(
        """\
reported_on: 2026-07-01
status: substantial
milestones:
  m1:
    status: complete
    evidence: [{title: The list, file: list-2.csv, accessible: yes}]
  m2: {status: substantial}
""",
        "Nearly done.\n",
    ),
    f"{PROGRESS}/list.csv": "name\n",
    f"{PROGRESS}/list-2.csv": "name\n",
    "content/consultations/2024-ideas/consultation.md": front(f"""\
title: Ideas
plan: {PLAN}
mechanism: survey
opens: 2024-06-17
closes: 2024-07-31
"""),
    "content/consultations/2024-ideas/contributions.yaml": """\
- {key: c-1, text: Publish the budget., attribution: anonymous, received_on: 2024-06-20}
- {key: c-2, text: Build a bridge., attribution: anonymous, received_on: 2024-06-21}
""",
    "content/consultations/2024-ideas/responses.yaml": """\
- {key: r-1, answers: [c-1], decision: accepted, reasons: It is now a commitment., on: 2024-11-20}
- {key: r-2, answers: [c-2], decision: out_of_scope, reasons: Bridges belong to another plan., on: 2024-12-10}
""",
    "content/events/2024-outreach.md": front(
        f"title: Outreach\ndate: 2024-07-31\nkind: outreach\nplan: {PLAN}\n", "We met.\n"
    ),
    "content/forum/forum.md": front("""\
title: Forum
rules: [{title: Rules, date: 2024-06-01, url: "https://ogp.republica.example/rules"}]
members:
  - {organisation: office, from: 2024-01-01}
  - {organisation: watch, from: 2024-01-01, to: 2026-07-15}
"""),
    f"{MEETINGS}/2024-09-05-one.md": meeting("2024-09-05"),
    f"{MEETINGS}/2025-03-05-two.md": meeting("2025-03-05", "forum, results", RESULTS_ON),
    f"{MEETINGS}/2025-09-05-three.md": meeting("2025-09-05", "forum, results", RESULTS_ON),
    f"{MEETINGS}/2026-03-05-four.md": meeting("2026-03-05", "forum, results", RESULTS_ON),
    f"{MEETINGS}/2026-06-18-five.md": meeting("2026-06-18", "results", RESULTS_ON),
    REVIEW: front(f"""\
title: Review
kind: irm-action-plan-review
plan: {PLAN}
published_on: 2025-04-16
requirements: [{{number: "1.1", phase: co-creation, met: yes}}]
recommendations: [{{key: r-1, text: Go on., response: accepted}}]
codes: [{{commitment: open-data, completion: limited}}]
"""),
}


def files(*changes: Files) -> dict[str, str | bytes | None]:
    """The republic with changes."""
    found: dict[str, str | bytes | None] = dict(REPUBLIC)
    for change in changes:
        found |= change
    return found


def swap(path: str, *pairs: tuple[str, str]) -> Files:
    """A change of some words in a file of the republic."""
    text = REPUBLIC[path]
    for old, new in pairs:
        assert old in text, (path, old)
        text = text.replace(old, new)
    return {path: text}


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def examined(root: Path, *changes: Files, on: datetime.date = DAY, drafts: bool = False) -> build.Result:
    """The republic with changes, read and audited in memory."""
    for name, text in files(*changes).items():
        put(root / name, text)
    return build.examine(build.Job(root, on, drafts))


class Standing:
    """The republic in a folder that stays: each question writes and reads only what it changes, or puts back."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.there: Files = {}
        self.again = Again()

    def findings(self, *changes: Files, on: datetime.date) -> dict[str, Finding]:
        """As `findings` below."""
        asked = files(*changes)
        changed = [path for path in {**self.there, **asked} if self.there.get(path) != asked.get(path)]
        for path in changed:
            put(self.root / path, asked.get(path))
        self.there = asked
        self.again.note(changed)
        found = build.glance(build.Job(self.root, on), self.again)
        return by_rule(build.Result(found.problems, edition=found.edition))


def put(path: Path, text: str | bytes | None) -> None:
    """Writes a file, or takes it away with the folders that it leaves empty."""
    if text is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    elif path.exists():
        path.unlink()
        while not any(path.parent.iterdir()):
            path = path.parent
            path.rmdir()


def findings(root: Path, *changes: Files, on: datetime.date = DAY, drafts: bool = False) -> dict[str, Finding]:
    """The findings of the plan and of the site by the id of their rule; of other plans as `RULE PLAN`."""
    return by_rule(examined(root, *changes, on=on, drafts=drafts))


def by_rule(result: build.Result) -> dict[str, Finding]:
    assert result.edition is not None, "\n".join(problem.message for problem in result.problems if problem.fatal)
    return {
        one.rule.id if one.plan in ("", PLAN) else f"{one.rule.id} {one.plan}": one for one in result.edition.findings
    }
