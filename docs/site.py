"""The documentation as a site, made by ogpsite itself: `make docs` → docs/output/. Pages come from docs/*.md."""

from __future__ import annotations

import datetime
import re
import shutil
import sys
import tempfile
from pathlib import Path

from ogpsite import build
from ogpsite.problems import worded

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "output"
MENU = ("start", "editors", "writing", "import", "audit", "publish", "open-data", "themes", "compare")
# pages whose own names are addresses of every site, or of a file beside docs/
NAMES = {"data": "open-data", "search": "site-search", "security": "safety"}
BESIDE = {"CONTRIBUTING.md": "contributing", "CHANGELOG.md": "changelog", "SECURITY.md": "security", "README.md": ""}
LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"

SETTINGS = """\
title: ogpsite
tagline: A complete, permanent repository for a member of the Open Government Partnership, from a folder of files
description: The documentation of ogpsite, a static site generator for Open Government Partnership repositories.
url: https://ogpsite.example/
languages: [en]
country: the documentation of ogpsite
lead_agency: ogpsite
contact: {name: The people who make ogpsite, email: hello@ogpsite.example}
licence: Apache-2.0
theme: docs
menu:
"""
THEME = {
    "theme.yaml": "name: Documentation\nextends: default\n",
    "templates/home.html": (
        '{% extends "base.html" %}\n{% block main %}\n<div class="prose">{{ body }}</div>\n{% endblock %}\n'
    ),
}


def keys() -> dict[str, str]:
    """Each Markdown file of the project, and the address of its page."""
    pages = {f"docs/{path.name}": NAMES.get(path.stem, path.stem) for path in sorted((ROOT / "docs").glob("*.md"))}
    return pages | {name: key for name, key in BESIDE.items() if (ROOT / name).is_file()}


def titled(text: str) -> tuple[str, str]:
    """A page's title and the rest."""
    found = re.match(r"# (.+)\n", text)
    return (found[1].strip(), text[found.end() :].lstrip()) if found else ("", text)


def moved(text: str, folder: str, known: dict[str, str]) -> str:
    """Links between the files become links between pages; pictures lie beside the pages."""

    def lead(match: re.Match[str]) -> str:
        target, anchor = match[2].partition("#")[::2]
        path = (Path(folder) / target).as_posix() if target else ""
        while "/../" in f"/{path}":
            path = re.sub(r"(^|/)[^/]+/\.\./", r"\1", path, count=1)
        if path in known:
            address = f"/{known[path]}/" if known[path] else "/"
            return f"{match[1]}({address}{'#text-' + anchor if anchor else ''})"
        if path.startswith("docs/pictures/"):
            return f"{match[1]}(/{path.removeprefix('docs/')})"
        return f"{match[1]}({LICENCE})" if path == "LICENSE" else match[0]

    parts = re.split(r"(^```.*?^```$)", text, flags=re.S | re.M)
    link = re.compile(r"(\[[^\]]*\])\(([^)\s]+)\)")
    return "".join(part if part.startswith("```") else link.sub(lead, part) for part in parts)


def sources(folder: Path) -> None:
    """The docs as content, in a theme whose home page is the README."""
    known = keys()
    for name, text in THEME.items():
        (folder / "themes" / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "themes" / "docs" / name).write_text(text, "utf-8")
    content = folder / "content"
    (content / "pages").mkdir(parents=True)
    shutil.copytree(ROOT / "docs" / "pictures", content / "pictures")
    for path, key in known.items():
        title, body = titled((ROOT / path).read_text("utf-8"))
        body = moved(body, Path(path).parent.as_posix(), known)
        fence = f"---\ntitle: {title!r}\n" + ("toc: yes\n" if key else "") + "---\n"
        (content / ("home.md" if not key else f"pages/{key}.md")).write_text(fence + body, "utf-8")
    own = {key: titled((ROOT / path).read_text("utf-8"))[0] for path, key in known.items()}
    menu = "".join(f"  - {{title: {own[key]!r}, page: {key}}}\n" for key in MENU if key in own)
    (folder / "site.yaml").write_text(SETTINGS + menu, "utf-8")
    register = "ogpsite:\n  name: ogpsite\n  sector: other\n"
    (content / "organisations.yaml").write_text(register, "utf-8")


def main(day: datetime.date, target: Path = TARGET) -> int:
    """Builds the docs for a day; gives the exit code, and tells what is wrong."""
    with tempfile.TemporaryDirectory() as name:
        sources(Path(name))
        result = build.build(build.Job(Path(name), day), target)
    for problem in result.problems:
        sys.stderr.write(worded(problem) + "\n")
    return 0 if result.ok else 1


if __name__ == "__main__":
    sys.exit(main(datetime.date.fromisoformat(sys.argv[1])))
