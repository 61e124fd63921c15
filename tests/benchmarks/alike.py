"""The records as sites of other generators that give readers what ogpsite gives them, as far as their templates can.

`others.py` writes the least that anybody would publish: one page of 5 kB for each record. These sites have the pages of
ogpsite, of the same kinds and nearly of the same size: a commitment with its facts, marks, chart of milestones, reports
and evidence, its list of changes and its list of documents; lists by plan, year, organisation and status; the whole
plan on one page. Hugo and Eleventy write the JSON, feeds, calendars and CSV beside them, too. None of them checks
records, cleans HTML, or writes a workbook, schemas, the self-check with its history, or a search without a script; so
they still write only half of the bytes. Their templates do what costs least: what is the same for many is made once.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.others import Tool, front
from benchmarks.records import BODIES, STATUSES, Record
from benchmarks.site_ogpsite import put

SITES = Path(__file__).parent / "sites_alike"
DAY = "2026-11-24"
OF_A_PLAN = ["HTML", "JSON", "RSS", "dates", "laps", "whole", "changes", "papers"]


def told(one: Record) -> dict[str, object]:
    """A record as its templates ask for it: plain values, with its address and the start of its text."""
    section = f"{one.kind}s"
    data = {
        "id": f"{one.group}/{one.key}", "key": one.key, "kind": one.kind, "section": section, "group": one.group,
        "url": f"/{section}/{one.group}/{one.key}/", "title": one.title,
        "day": one.day.isoformat(), "year": one.day.year,
        "summary": f"{re.sub(r'[*#]', '', one.body)[:200].strip()}…".replace("\n", " "),
        "above": [[section.capitalize(), f"/{section}/"], [one.group, f"/{section}/{one.group}/"]],
    }  # fmt: skip
    if one.reports:
        found = json.loads(front(one))
        status = one.reports[-1].status
        data |= {"lead": one.lead, "status": status, "milestones": found["milestones"], "reports": found["reports"]}
    return data


def lists(records: list[Record]) -> Iterator[dict[str, object]]:
    """The lists of a site: address, title, template, and which records stand in it."""
    commitments = [one for one in records if one.kind == "commitment"]
    groups = sorted({(f"{one.kind}s", one.group) for one in records})
    every = {
        "organisations": ("lead", BODIES),
        "years": ("year", sorted({one.day.year for one in commitments})),
        "states": ("status", STATUSES),
        "plans": ("group", sorted({one.group for one in commitments})),
    }

    def page(url: str, title: str, template: str, **wanted: object) -> dict[str, object]:
        above = [[part.capitalize(), f"/{part}/"] for part in url.split("/")[1:-2]][:1]
        of = url.split("/")[1]
        shown = {"url": url, "title": title, "template": f"{template}.html", "day": DAY, "summary": title}
        return shown | {"above": above, "section": of} | wanted

    for name, (field, values) in every.items():
        yield page(f"/{name}/", name.capitalize(), "list", field="none", value="none")
        for value in values:
            wanted = {"field": field, "value": value}
            for part, template in (
                ("", "list"),
                ("changes/", "changes"),
                ("documents/", "documents"),
                *((("milestones/", "milestones"),) if name == "organisations" else ()),
            ):
                yield page(f"/{name}/{value}/{part}", str(value).capitalize(), template, **wanted)
    for section in sorted({section for section, _ in groups}):
        yield page(f"/{section}/", section.capitalize(), "list", field="section", value=section)
    for order in ("title", "day", "lead"):
        wanted = {"field": "section", "value": "commitments", "order": order}
        yield page(f"/commitments/sorted-by/{order}/", f"Commitments by {order}", "list", **wanted)
    for template in ("changes", "documents"):
        yield page(f"/commitments/{template}/", "Commitments", template, field="section", value="commitments")
    for section, group in groups:
        for template in (
            "list",
            *(("milestones", "whole", "changes", "documents") if section == "commitments" else ()),
        ):
            part = "" if template == "list" else f"{template}/"
            yield page(f"/{section}/{group}/{part}", group, template, field="group", value=group)


def headed(data: object, body: str = "") -> str:
    return f"---\n{json.dumps(data, ensure_ascii=False)}\n---\n{body}"


def hugo(folder: Path, records: Iterable[Record]) -> None:
    shutil.copytree(SITES / "hugo", folder, dirs_exist_ok=True)
    put(folder / "hugo.toml", f'{(folder / "hugo.toml").read_text("utf-8")}\n[params]\nday = "{DAY}"\n')
    groups = set()
    for one in records:
        groups.add((f"{one.kind}s", one.group))
        data = json.loads(front(one)) | {"years": [str(one.day.year)]}
        if one.reports:
            status = one.reports[-1].status
            data |= {"status": status, "states": [status], "plans": [one.group], "organisations": [one.lead]}
        put(folder / f"content/{one.kind}s/{one.group}/{one.key}.md", headed(data, one.body))
    for kind, group in sorted(groups):
        kept = {"title": group} | ({"outputs": OF_A_PLAN} if kind == "commitments" else {})
        put(folder / f"content/{kind}/{group}/_index.md", headed(kept))


def eleventy(folder: Path, records: Iterable[Record]) -> None:
    found = list(records)
    shutil.copytree(
        SITES / "jinja", folder / "src/_includes", ignore=shutil.ignore_patterns("*.py"), dirs_exist_ok=True
    )
    for template in (SITES / "eleventy").glob("*.njk"):
        shutil.copy(template, folder / "src" / template.name)
    shutil.copy(SITES / "eleventy/eleventy.js", folder / ".eleventy.js")
    put(folder / "src/_data/lists.json", json.dumps(list(lists(found))))
    for one in found:
        layout = "commitment.html" if one.reports else "single.html"
        data = {"one": told(one), "layout": layout, "permalink": f"{told(one)['url']}index.html"}
        put(folder / f"src/{one.kind}s/{one.group}/{one.key}.md", headed(data, one.body))


def mkdocs(folder: Path, records: Iterable[Record]) -> None:
    found = list(records)
    shutil.copytree(SITES / "jinja", folder / "theme", ignore=shutil.ignore_patterns("*.py"), dirs_exist_ok=True)
    put(folder / "theme/main.html", '{% extends "single.html" %}')
    for name in ("jinja/filters.py", "mkdocs_hook.py"):
        shutil.copy(SITES / name, folder)
    put(
        folder / "mkdocs.yml",
        "site_name: Open government in Testland\nsite_url: https://ogp.testland.example/\ntheme:\n  name: null\n"
        "  custom_dir: theme\nplugins: []\nhooks: [mkdocs_hook.py]\n"
        "markdown_extensions: [tables, footnotes, def_list, abbr, attr_list, sane_lists]\n",
    )
    for one in found:
        template = {"template": "commitment.html"} if one.reports else {}
        put(folder / f"docs/{one.kind}s/{one.group}/{one.key}.md", headed({"one": told(one)} | template, one.body))
        for part in ("changes", "documents") if one.reports else ():
            of = {"of": f"{one.group}/{one.key}", "template": f"{part}.html"}
            put(folder / f"docs/{part}/commitments/{one.group}/{one.key}.md", headed(of))
    for each in lists(found):
        put(folder / f"docs{each['url']}index.md", headed({"list": each, "template": each["template"]}))


def pelican(folder: Path, records: Iterable[Record]) -> None:
    found = list(records)
    shutil.copytree(
        SITES / "jinja", folder / "theme/templates", ignore=shutil.ignore_patterns("*.py"), dirs_exist_ok=True
    )
    (folder / "theme/static").mkdir(parents=True, exist_ok=True)
    for name, copy in (
        ("jinja/filters.py", "filters.py"),
        ("pelicanconf.py", ""),
        ("pelican_records.py", "records.py"),
    ):
        shutil.copy(SITES / name, folder / copy)
    put(
        folder / "theme/templates/article.html",
        "{% set content = article.content %}{% set one = article | told %}{% include one | template %}",
    )
    put(
        folder / "theme/templates/page.html",
        "{% set one = page | told %}{% set ones = page | its(articles) %}{% include page | page_template %}",
    )
    for one in found:
        data = told(one)
        url = str(data["url"])
        head = f"Title: {one.title}\nDate: {one.day}\nCategory: {one.kind}\nSlug: {one.group}-{one.key}\n"
        head += f"Save_as: {url[1:]}index.html\nUrl: {url[1:]}\nTold: {json.dumps(data)}\n"
        put(folder / f"content/{one.kind}s/{one.group}/{one.key}.md", f"{head}\n{one.body}")
        for part in ("changes", "documents") if one.reports else ():
            paper = {"of": data["id"], "template_name": f"{part}.html"}
            put(
                folder / f"content/pages/{part}/{one.group}/{one.key}.md",
                paged(part + url, one.title, paper),
            )
    for number, each in enumerate(lists(found)):
        put(folder / f"content/pages/lists/{number}.md", paged(str(each["url"])[1:], str(each["title"]), each))


def paged(url: str, title: str, told: dict[str, object]) -> str:
    slug = url.replace("/", "-")
    return f"Title: {title}\nSlug: {slug}\nSave_as: {url}index.html\nUrl: {url}\nTold: {json.dumps(told)}\n\n-\n"


TOOLS = (
    Tool(
        "hugo", "hugo", ("hugo", "--quiet"), hugo, "content/{path}.md", "layouts/commitments/single.html", "public"
    ),
    Tool(
        "eleventy", "eleventy", ("eleventy", "--quiet"), eleventy, "src/{path}.md", "src/_includes/commitment.html",
        "_site",
    ),
    Tool(
        "mkdocs", "mkdocs", ("mkdocs", "build", "--quiet"), mkdocs, "docs/{path}.md", "theme/commitment.html", "site"
    ),
    Tool(
        "pelican", "pelican", ("pelican", "--quiet"), pelican, "content/{path}.md", "theme/templates/commitment.html",
        "output", ("cache", "__pycache__"),
    ),
)  # fmt: skip
