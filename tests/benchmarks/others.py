"""The records as sites of other generators, with the same shell around each page: what people would choose instead.

None of them checks records and their references, cleans HTML, writes data beside pages, open data, calendars, a search
or a self-check; all of them turn the same Markdown into pages, with a menu, breadcrumbs, a foot, lists and a feed or
site map where they have one.
"""

# ruff: noqa: E501 - the templates of other generators
from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.records import Record
from benchmarks.site_ogpsite import put

MENU = "".join(
    f'<li><a href="/{name.lower()}/">{name}</a></li>' for name in ("Commitments", "Meetings", "Contributions", "About")
)
HEAD = (
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark"><link rel="stylesheet" href="/style.css">'
)
TOP = (
    '<a class="skip" href="#main">Skip to the content</a><header><a href="/">Open government in Testland</a>'
    f'<nav aria-label="Main menu"><ul>{MENU}</ul></nav></header>'
)
FOOT = (
    '<footer><h2>Contact</h2><p>Open Government Unit</p><p><a href="mailto:unit@testland.example">'
    'unit@testland.example</a></p><nav aria-label="About this site"><ul><li><a href="/about/">About</a></li>'
    "<li><a href='/data/'>Data</a></li></ul></nav></footer>"
)


@dataclass(frozen=True)
class Tool:
    """A generator: how its site is written and built, which file is a record, a template, and where its output lies."""

    name: str
    program: str
    command: tuple[str, ...]
    write: Callable[[Path, Iterable[Record]], None]
    record: str  # with {key} of the first commitment
    template: str
    output: str
    caches: tuple[str, ...] = ()


def front(one: Record) -> str:
    """Everything that a record says beside its text, as JSON, which is YAML, too."""
    data = {
        "title": one.title,
        "date": one.day.isoformat(),
        "kind": one.kind,
        "group": one.group,
        "lead": one.lead,
        "milestones": [vars(step) for step in one.milestones],
        "reports": [
            {"day": report.day.isoformat(), "status": report.status, "text": report.text, "evidence": report.evidence}
            for report in one.reports
        ],
    }
    return json.dumps(data, ensure_ascii=False)


def in_text(one: Record) -> str:
    """Milestones and reports in Markdown, for generators whose templates can't show lists of a page's own."""
    if not one.milestones:
        return one.body
    rows = "".join(f"| {step.title} | {step.due} | {step.status} |\n" for step in one.milestones)
    reports = "".join(
        f"\n### {report.day}: {report.status}\n\n{report.text}\n\n"
        + "".join(f"- [{title}]({url})\n" for title, url in report.evidence)
        for report in one.reports
    )
    return f"| Milestone | Due | Status |\n| --- | --- | --- |\n{rows}\n## Reports\n{reports}\n\n{one.body}"


# Hugo

HUGO_PAGE = f"""<!doctype html>
<html lang="en"><head>{HEAD}<title>{{{{ .Title }}}} – {{{{ .Site.Title }}}}</title>
<link rel="canonical" href="{{{{ .Permalink }}}}"></head>
<body>{TOP}<nav class="crumbs"><ol><li><a href="/">Home</a></li><li><a href="{{{{ with .CurrentSection }}}}{{{{ .RelPermalink }}}}\
{{{{ end }}}}">{{{{ .Section }}}}</a></li></ol></nav>
<main id="main"><h1>{{{{ .Title }}}}</h1><p>{{{{ .Params.group }}}} {{{{ .Params.lead }}}} {{{{ .Date.Format "2 January 2006" }}}}</p>
<nav>{{{{ .TableOfContents }}}}</nav>
{{{{ with .Params.milestones }}}}<table>{{{{ range . }}}}<tr><td>{{{{ .title }}}}</td><td>{{{{ .due }}}}</td><td>{{{{ .status }}}}</td></tr>\
{{{{ end }}}}</table>{{{{ end }}}}
{{{{ range .Params.reports }}}}<section><h3>{{{{ .day }}}}: {{{{ .status }}}}</h3><p>{{{{ .text }}}}</p><ul>{{{{ range .evidence }}}}\
<li><a href="{{{{ index . 1 }}}}">{{{{ index . 0 }}}}</a></li>{{{{ end }}}}</ul></section>{{{{ end }}}}
{{{{ .Content }}}}</main>{FOOT}</body></html>
"""
HUGO_LIST = f"""<!doctype html>
<html lang="en"><head>{HEAD}<title>{{{{ .Title }}}}</title></head><body>{TOP}<main id="main"><h1>{{{{ .Title }}}}</h1>
<ul>{{{{ range .RegularPagesRecursive }}}}<li><a href="{{{{ .RelPermalink }}}}">{{{{ .Title }}}}</a> \
{{{{ .Date.Format "2 January 2006" }}}}</li>{{{{ end }}}}</ul></main>{FOOT}</body></html>
"""


def hugo(folder: Path, records: Iterable[Record]) -> None:
    config = 'baseURL = "https://ogp.testland.example/"\ntitle = "Open government in Testland"\ndisableKinds = ["taxonomy", "term"]\n'
    put(folder / "hugo.toml", f"{config}[markup.goldmark.renderer]\nunsafe = false\n")
    put(folder / "layouts/_default/single.html", HUGO_PAGE)
    put(folder / "layouts/_default/list.html", HUGO_LIST)
    put(folder / "layouts/index.html", HUGO_LIST)
    for one in records:
        put(folder / f"content/{one.kind}s/{one.group}/{one.key}.md", f"---\n{front(one)}\n---\n{one.body}")


# Eleventy

ELEVENTY_PAGE = f"""<!doctype html>
<html lang="en"><head>{HEAD}<title>{{{{ title }}}} – Open government in Testland</title></head>
<body>{TOP}<nav class="crumbs"><ol><li><a href="/">Home</a></li><li>{{{{ kind }}}}</li></ol></nav>
<main id="main"><h1>{{{{ title }}}}</h1><p>{{{{ group }}}} {{{{ lead }}}} {{{{ date }}}}</p>
{{% if milestones %}}<table>{{% for one in milestones %}}<tr><td>{{{{ one.title }}}}</td><td>{{{{ one.due }}}}</td><td>{{{{ one.status }}}}</td>\
</tr>{{% endfor %}}</table>{{% endif %}}
{{% for one in reports %}}<section><h3>{{{{ one.day }}}}: {{{{ one.status }}}}</h3><p>{{{{ one.text }}}}</p><ul>{{% for proof in one.evidence %}}\
<li><a href="{{{{ proof[1] }}}}">{{{{ proof[0] }}}}</a></li>{{% endfor %}}</ul></section>{{% endfor %}}
{{{{ content | safe }}}}</main>{FOOT}</body></html>
"""
ELEVENTY_LIST = f"""---
permalink: /index.html
---
<!doctype html>
<html lang="en"><head>{HEAD}<title>Everything</title></head><body>{TOP}<main id="main"><ul>
{{% for one in collections.all %}}<li><a href="{{{{ one.url }}}}">{{{{ one.data.title }}}}</a></li>{{% endfor %}}</ul></main>{FOOT}</body></html>
"""


def eleventy(folder: Path, records: Iterable[Record]) -> None:
    put(
        folder / ".eleventy.js",
        'module.exports = () => ({ dir: { input: "src", output: "_site" }, markdownTemplateEngine: false });\n',
    )
    put(folder / "src/_includes/page.njk", ELEVENTY_PAGE)
    put(folder / "src/index.njk", ELEVENTY_LIST)
    put(folder / "src/src.json", '{"layout": "page.njk"}\n')
    for one in records:
        data = json.loads(front(one)) | {"layout": "page.njk"}
        put(folder / f"src/{one.kind}s/{one.group}/{one.key}.md", f"---\n{json.dumps(data)}\n---\n{one.body}")


# MkDocs

MKDOCS_PAGE = f"""<!doctype html>
<html lang="en"><head>{HEAD}<title>{{{{ page.title }}}} – {{{{ config.site_name }}}}</title></head>
<body>{TOP}<nav class="crumbs"><ol><li><a href="/">Home</a></li></ol></nav>
<main id="main"><h1>{{{{ page.title }}}}</h1><p>{{{{ page.meta.group }}}} {{{{ page.meta.lead }}}} {{{{ page.meta.day }}}}</p>
{{{{ page.content }}}}</main>{FOOT}</body></html>
"""


def mkdocs(folder: Path, records: Iterable[Record]) -> None:
    put(
        folder / "mkdocs.yml",
        "site_name: Open government in Testland\nsite_url: https://ogp.testland.example/\ntheme:\n  name: null\n"
        "  custom_dir: theme\nplugins: []\nmarkdown_extensions: [tables, footnotes, def_list, abbr, attr_list, sane_lists]\n",
    )
    put(folder / "theme/main.html", MKDOCS_PAGE)
    links = []
    for one in records:
        place = f"{one.kind}s/{one.group}/{one.key}.md"
        head = f"title: {json.dumps(one.title)}\ngroup: {one.group}\nlead: {one.lead or 'none'}\nday: {one.day}\n"
        put(folder / "docs" / place, f"---\n{head}---\n{in_text(one)}")
        links.append(f"- [{one.title}]({place})\n")
    put(folder / "docs/index.md", f"# Everything\n\n{''.join(links)}")


# Pelican

PELICAN_PAGE = f"""<!doctype html>
<html lang="en"><head>{HEAD}<title>{{{{ article.title }}}} – {{{{ SITENAME }}}}</title></head>
<body>{TOP}<nav class="crumbs"><ol><li><a href="/">Home</a></li><li>{{{{ article.category }}}}</li></ol></nav>
<main id="main"><h1>{{{{ article.title }}}}</h1><p>{{{{ article.lead }}}} {{{{ article.date.strftime('%Y-%m-%d') }}}}</p>
{{{{ article.content }}}}</main>{FOOT}</body></html>
"""
PELICAN_LIST = f"""<!doctype html>
<html lang="en"><head>{HEAD}<title>Everything</title></head><body>{TOP}<main id="main"><ul>
{{% for one in articles %}}<li><a href="/{{{{ one.url }}}}">{{{{ one.title }}}}</a></li>{{% endfor %}}</ul></main>{FOOT}</body></html>
"""


def pelican(folder: Path, records: Iterable[Record]) -> None:
    extensions = ", ".join(
        f"'markdown.extensions.{name}': {{}}" for name in ("tables", "footnotes", "attr_list", "meta")
    )
    put(
        folder / "pelicanconf.py",
        "SITENAME = 'Open government in Testland'\nSITEURL = 'https://ogp.testland.example'\nPATH = 'content'\n"
        "TIMEZONE = 'UTC'\nTHEME = 'theme'\nDIRECT_TEMPLATES = ['index']\nTAG_SAVE_AS = CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ''\n"
        f"DEFAULT_PAGINATION = False\nMARKDOWN = {{'extension_configs': {{{extensions}}}, 'output_format': 'html5'}}\n"
        "LOAD_CONTENT_CACHE = True\nCACHE_CONTENT = True\n",
    )
    put(folder / "theme/templates/article.html", PELICAN_PAGE)
    put(folder / "theme/templates/index.html", PELICAN_LIST)
    for name in ("archives", "author", "authors", "categories", "category", "page", "period_archives", "tag", "tags"):
        put(folder / f"theme/templates/{name}.html", "")
    (folder / "theme/static").mkdir(parents=True, exist_ok=True)
    for one in records:
        head = f"Title: {one.title}\nDate: {one.day}\nCategory: {one.kind}\nSlug: {one.group}-{one.key}\nLead: {one.lead or 'none'}\n"
        put(folder / f"content/{one.kind}s/{one.group}/{one.key}.md", f"{head}\n{in_text(one)}")


TOOLS = (
    Tool("hugo", "hugo", ("hugo", "--quiet"), hugo, "content/{path}.md", "layouts/_default/single.html", "public"),
    Tool("eleventy", "eleventy", ("eleventy", "--quiet"), eleventy, "src/{path}.md", "src/_includes/page.njk", "_site"),
    Tool("mkdocs", "mkdocs", ("mkdocs", "build", "--quiet"), mkdocs, "docs/{path}.md", "theme/main.html", "site"),
    Tool(
        "pelican", "pelican", ("pelican", "--quiet"), pelican, "content/{path}.md", "theme/templates/article.html",
        "output", ("cache", "__pycache__"),
    ),
)  # fmt: skip
