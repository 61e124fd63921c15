"""What an import writes is valid, whatever the cells hold: read and related by the steps that `check` runs."""

from __future__ import annotations

import csv
import datetime
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from ogpsite import load
from ogpsite.build import Job, understand
from ogpsite.importers import table
from ogpsite.problems import Problem, worded

pytestmark = pytest.mark.slow  # each builds sites of its own

WIDE_MAP = """
languages: [en, fr]
site: {title: T, url: https://example.org/, languages: [en, fr], country: X, lead_agency: Finance, contact: {name: N}}
plan: {key: p1, title: P, start: 2024-07-01, end: 2026-06-30, themes: [{key: money, title: Public money}]}
consultations: {c1: {title: C, plan: p1, mechanism: other, opens: 2024-01-01, closes: 2024-02-01}}
forum: {title: F}
tables:
  commitments:
    record: commitment
    columns:
      {key: ID, ogp_id: Ogp, number: ID, title: {en: Title, fr: Titre}, theme: Theme, lead: {column: Lead, split: ";"},
       supporting.civil_society: {column: CS, split: ","}, start: Start, end: End, values: {column: Values, split: ","},
       sdgs: {column: SDG, split: ","}, policy_areas: Area, evidence: {column: Proof, split: newline},
       contact.email: Mail, summary: Text, body: Body}
  milestones:
    record: milestone
    columns:
      {key: ID, part_of: Of, commitment: {column: ID, before: "."}, title: {en: Title, fr: Titre},
       due: {en: Due, fr: Quand}, start: Start, weight: Weight, lead: Lead, outputs: Out, evidence: Proof}
  progress:
    record: progress
    columns:
      {milestone: ID, commitment: Of, period: Period, status: {column: Status, values: {"": in_progress}},
       summary: {en: Text, fr: Texte}, percent: Percent, due: Due, evidence: {en: Proof, fr: Preuve},
       next_steps: Next, reported_on: On, reported_by: By}
    roll_up: {all: {complete: complete}, otherwise: in_progress}
  responses:
    record: response
    consultation: c1
    columns: {key: ID, heard: Heard, reasons: Why, decision: What, on: On, by: By, about: Theme}
    contribution: {attribution: withheld}
  meetings:
    record: meeting
    columns:
      {date: On, title: Title, kind: Kind, body: Body, documents: {column: Papers, split: newline, item: title - url},
       recording.url: {column: Film, split: newline}, attendance.attended: Number, open: Open, place: Place,
       organisations: {column: Who, split: ","}, agenda: {column: Points, split: newline}}
"""
COLUMNS = {
    "commitments": "ID Ogp Title Titre Theme Lead CS Start End Values SDG Area Proof Mail Text Body",
    "milestones": "ID Of Title Titre Due Quand Start Weight Lead Out Proof",
    "progress": "ID Of Period Status Text Texte Percent Due Proof Preuve Next On By",
    "responses": "ID Heard Why What On By Theme",
    "meetings": "On Title Kind Body Papers Film Number Open Place Who Points",
}
LIKELY = {
    ("commitments", "ID"): ["C1", "C2"],
    ("commitments", "Lead"): ["Finance"],
    ("milestones", "ID"): ["C1.1", "C1.2", "C2.1"],
    ("milestones", "Of"): ["", "C1.1"],
    ("progress", "ID"): ["C1.1", "C2.1", ""],
    ("progress", "Period"): ["2025-06", "2025-Q4", "2025"],
    ("responses", "What"): ["accepted"],
    ("responses", "On"): ["2025-01-01"],
    ("meetings", "On"): ["2025-01-01"],
}
WORDS = [
    *[
        "",
        "no",
        "1.10",
        "007",
        "5",
        "45%",
        "1,5",
        "-1",
        "250",
        "1e5",
        "C1",
        "C1.1",
        "US0113",
        "a: b",
        "---",
        "# x",
        "*x",
    ],
    *[
        "2025-06-30",
        "2025-06",
        "2025-Q3",
        "2025",
        "2025-13",
        "2025-02-30",
        "1025-01-01",
        "30 June 2026",
        "By fall 2027",
    ],
    *[
        "Ongoing",
        "FY2025-26",
        "2026-28",
        "Public money",
        "Finance",
        "Health; Finance",
        "complete",
        "In progress",
        "open",
    ],
    *[
        "public",
        "forum",
        "yes",
        "transparency, inclusion",
        "16.7, 3",
        "99",
        "a@b.org",
        "not mail",
        "Ünïcode",
        "Відкриті",
    ],
    *["https://example.org/a", "www.x.org", "/C:/Users/x", "a.pdf", "../x", "Slides - /a.pdf", "https://a.b/ x", "x:y"],
    *[
        "[t](/C:/x) [](https://a.b)",
        "<script>alert(1)</script>",
        "{{ x }}",
        "two\nlines  \nhere",
        "tab\tx",
        "\x0bv\x7f",
    ],
    *["\u200bz", "\ufeff", "'q", '"', "TBD", "p1/c1", "C1#m", "~", "null", "=1+1", "x" * 300],
]


def fill(folder: Path, seed: int) -> list[Path]:
    """Tables with a few rows of words drawn at random."""
    drawn = random.Random(seed)
    files = []
    for name, headings in COLUMNS.items():
        path = folder / f"{name}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(headings.split())
            for _ in range(6):
                likely = [LIKELY.get((name, heading), WORDS) for heading in headings.split()]
                writer.writerow([drawn.choice(words if drawn.random() < 0.8 else WORDS) for words in likely])
        files.append(path)
    return files


def fatal(root: Path) -> Iterator[Problem]:
    """What would stop a build of a folder."""
    tree, problems = load.load(root)
    _, found = understand(Job(root, datetime.date(2026, 11, 24)), tree)
    return (problem for problem in (*problems, *found) if problem.fatal)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_cells_hold_what_is_written_is_valid(tmp_path: Path, seed: int) -> None:
    (tmp_path / "map.yaml").write_text(WIDE_MAP, encoding="utf-8")
    files = fill(tmp_path, seed)
    into = tmp_path / "site"
    table.run(files, tmp_path / "map.yaml", into)
    assert [worded(problem) for problem in fatal(into)] == []


@pytest.mark.parametrize("file", ["us-nap5/us-nap5.xlsx", "canada-nap6/canada-nap6.xlsx"])
def test_the_real_tables_give_valid_sites(real: Path, tmp_path: Path, file: str) -> None:
    table.run([real / file], Path(Path(file).stem), tmp_path)
    assert [worded(problem) for problem in fatal(tmp_path)] == []
