"""The records as a site of ogpsite."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from benchmarks.records import BODIES, Record, Report

SITE = """\
title: Open government in Testland
url: https://ogp.testland.example/
languages: [en]
country: Testland
lead_agency: office
contact:
  name: Open Government Unit
  email: unit@testland.example
"""


def write(folder: Path, records: Iterable[Record]) -> None:
    """The content of a site of ogpsite below `folder`."""
    content = folder / "content"
    put(folder / "site.yaml", SITE)
    bodies = "".join(f"{one}:\n  name: Ministry of {one.title()}\n  sector: government\n" for one in BODIES)
    put(content / "organisations.yaml", f"office:\n  name: Office of the Government\n  sector: government\n{bodies}")
    put(content / "forum/forum.md", "---\ntitle: Open government forum\nmembers:\n  - organisation: office\n---\n")
    for (kind, group), found in groupby(records, key=lambda one: (one.kind, one.group)):
        MAKERS[kind](content, group, list(found))


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def commitments(content: Path, plan: str, found: list[Record]) -> None:
    start, end = plan.split("-")
    folder = content / "plans" / plan
    head = f"title: Action plan {plan}\nstart: {start}-01-01\nend: {end}-12-31\nthemes:\n  - key: all\n    title: All\n"
    put(folder / "plan.md", f"---\n{head}---\nThe plan.\n")
    for one in found:
        place = folder / "commitments" / one.key
        put(place / "commitment.md", commitment(one))
        for report in one.reports:
            put(place / "progress" / f"{report.day:%Y-%m}.md", progress(one, report))


def commitment(one: Record) -> str:
    steps = "".join(
        f"  - key: {step.key}\n    title: {quoted(step.title)}\n    due: {step.due}\n" for step in one.milestones
    )
    return f"---\ntitle: {quoted(one.title)}\nlead: {one.lead}\ntheme: all\nmilestones:\n{steps}---\n{one.body}"


def progress(one: Record, report: Report) -> str:
    steps = "".join(f"  {step.key}:\n    status: {step.status}\n" for step in one.milestones)
    proofs = "".join(f"  - title: {quoted(title)}\n    url: {url}\n" for title, url in report.evidence)
    head = f"reported_on: {report.day}\nstatus: {report.status}\nmilestones:\n{steps}evidence:\n{proofs}"
    return f"---\n{head}---\n{report.text}\n"


def meetings(content: Path, _: str, found: list[Record]) -> None:
    for one in found:
        head = f"title: {quoted(one.title)}\ndate: {one.day}\nkind: [forum, results]\n"
        put(content / "forum/meetings" / f"{one.key}.md", f"---\n{head}---\n{one.body}")


def contributions(content: Path, group: str, found: list[Record]) -> None:
    folder = content / "consultations" / group
    head = "mechanism: survey\nopens: 2024-05-01\ncloses: 2024-06-01\n"
    put(folder / "consultation.md", f"---\ntitle: Ideas {group}\n{head}---\nThe consultation.\n")
    items = "".join(
        f"- key: {one.key}\n  title: {quoted(one.title)}\n  text: {quoted(one.body)}\n"
        f"  attribution: anonymous\n  received_on: {one.day}\n"
        for one in found
    )
    put(folder / "contributions.yaml", items)


MAKERS = {"commitment": commitments, "meeting": meetings, "contribution": contributions}
