"""The sample site with hostile texts in every place where words may stand."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from sites import ROOT

from ogpsite.model import records
from ogpsite.model.fields import fields_of
from security.vectors import VECTORS

WORDS = {
    "author",
    "person",
    "channel",
    "raw_status",
    "label",
    "type",
    "provider",
    "publisher",
    "attributed_to",
    "number",
}
LANGUAGES = frozenset({"en", "fr", "ar"})


def text_fields() -> frozenset[str]:
    """The names of all fields that hold words of people's own."""
    types = [
        value for value in vars(records).values() if isinstance(value, type) and hasattr(value, "__dataclass_fields__")
    ]
    found = {
        spec.name for one in types for spec in fields_of(one) if spec.kind in ("text", "prose", "address", "names")
    }
    return frozenset(found | WORDS) - {"number"}


class Hostile:
    """Gives the next vector for every text, so that each vector meets many fields and each field many vectors."""

    def __init__(self) -> None:
        self.next = itertools.cycle(VECTORS)
        self.names = text_fields()

    def line(self) -> str:
        """A vector that stands on one line."""
        return next(one for one in self.next if "\n" not in one)

    def value(self, name: str, value: Any) -> Any:
        """A value of a record, with vectors in its texts."""
        if isinstance(value, dict):
            if set(value) <= LANGUAGES and value:
                return {code: f"{text} {self.line()}" for code, text in value.items()}
            return {key: self.value(key, inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.value(name, inner) for inner in value]
        if name in self.names and isinstance(value, str) and not re.fullmatch(r"[a-z0-9_-]*", value):  # no code or key
            return f"{value} {self.line()}"
        return value

    def body(self, text: str) -> str:
        """A body with vectors as paragraphs, list items and cells."""
        words = [next(self.next) for _ in range(4)]
        table = f"| a | b |\n|---|---|\n| {self.line()} | {self.line()} |"
        return "\n\n".join([text, *words, f"- {self.line()}", table, f"## {self.line()}", f"> {self.line()}"]) + "\n"


def dumped(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, default_style='"', sort_keys=False, width=10_000)


def hostile_content(hostile: Hostile) -> Iterator[tuple[str, str | bytes]]:
    """Every file of the sample, with vectors in its texts."""
    for path in sorted((ROOT / "content").rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if not path.is_file():
            continue
        if path.suffix == ".md" and path.name != "README.md":
            yield name, hostile_markdown(path.read_text("utf-8"), hostile)
        elif path.suffix == ".yaml":
            yield name, dumped(hostile.value("", yaml.load(path.read_text("utf-8"), yaml.BaseLoader)))
        else:
            yield name, path.read_bytes()


def hostile_markdown(text: str, hostile: Hostile) -> str:
    parts = re.match(r"(?ms)---\n(.*?)^---\n(.*)", text)
    if not parts:
        return hostile.body(text)
    head, body = parts[1], parts[2]
    fields = yaml.load(head, yaml.BaseLoader) or {}
    return f"---\n{dumped(hostile.value('', fields))}---\n{hostile.body(body)}"


def every_vector() -> Iterator[tuple[str, str]]:
    """Each vector once as a title, a summary, a body, a contribution, a name, a cell and a file name."""
    contributions = []
    for number, vector in enumerate(VECTORS):
        line = " ".join(vector.split())
        news = {"title": f"N {line}", "date": "2026-01-02", "summary": {"en": vector, "fr": vector, "ar": vector}}
        yield f"content/news/2026-01-02-v-{number}.md", f"---\n{dumped(news)}---\n{vector}\n"
        yield f"content/news/2026-01-02-v-{number}.fr.md", f"---\n{dumped({'title': f'F {line}'})}---\n{vector}\n"
        person = {"text": vector, "title": line, "attribution": "named", "author": line, "organisation": line}
        consent = {"consent": {"basis": line}, "received_on": "2026-03-02", "channel": line}
        contributions.append({"key": f"v-{number}", **person, **consent})
    for name in ("hostile", "hostile-table"):
        head = {"title": name, "mechanism": "survey", "opens": "2026-03-01", "closes": "2026-04-01"}
        yield f"content/consultations/{name}/consultation.md", f"---\n{dumped(head)}---\n"
    yield "content/consultations/hostile/contributions.yaml", dumped(contributions)
    yield "content/consultations/hostile-table/contributions.csv", table_of_vectors()


def table_of_vectors() -> str:
    """Each vector in a cell of a table that the public's words come in; another one in each cell of a row."""
    head = ("key", "text", "title", "author", "organisation", "consent.basis", "channel", "attribution", "received_on")
    rows = itertools.zip_longest(*[iter(VECTORS)] * 6, fillvalue="x")
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(head)
    for number, (text, *cells) in enumerate(rows):
        writer.writerow([f"w-{number}", text, *(" ".join(cell.split()) for cell in cells), "named", "2026-03-03"])
    return table.getvalue()


NAMES = [
    'x"onerror="xss()".pdf',
    "'><img src=x onerror=xss()>.pdf",
    "<script>xss()<\u2215script>.pdf",
    "javascript:xss().pdf",
    "a&lt;b&quot;c.pdf",
    "a b#c?d=e%20f.pdf",
    "=cmd.pdf",
    "{{ 7*7 }}.pdf",
]


def files_with_names() -> Iterator[tuple[str, str | bytes]]:
    """Documents whose file names are hostile."""
    for number, name in enumerate(NAMES):
        head = {"title": f"File {number}", "date": "2026-01-03", "file": name}
        yield f"content/documents/name-{number}.md", f"---\n{dumped(head)}---\n![picture]({name})\n"
        yield f"content/documents/{name}", b"%PDF-1.4\n"


LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
<title>&lt;script&gt;xss()&lt;/script&gt; " onload="xss()</title><path d="M0 0h9v9z"/></svg>"""


def write_hostile(folder: Path) -> Path:
    """The hostile site on disk."""
    hostile = Hostile()
    settings = yaml.load((ROOT / "site.yaml").read_text("utf-8"), yaml.BaseLoader)
    settings["brand"] = {"logo": "logo.svg", "favicon": "logo.svg", "accent": "#1d4e89"}
    files: dict[str, str | bytes] = {"site.yaml": dumped(hostile.value("", settings)), "logo.svg": LOGO}
    files |= dict(hostile_content(hostile)) | dict(every_vector()) | dict(files_with_names())
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder
