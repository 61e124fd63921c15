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
    rows = [
        ["key", "text", "title", "attribution", "author", "organisation", "consent.basis", "received_on", "channel"]
    ]
    for number, vector in enumerate(VECTORS):
        line = " ".join(vector.split())
        news = {"title": f"N {line}", "date": "2026-01-02", "summary": {"en": vector, "fr": vector, "ar": vector}}
        yield f"content/news/2026-01-02-v-{number}.md", f"---\n{dumped(news)}---\n{vector}\n"
        yield f"content/news/2026-01-02-v-{number}.fr.md", f"---\n{dumped({'title': f'F {line}'})}---\n{vector}\n"
        person = {"text": vector, "title": line, "attribution": "named", "author": line, "organisation": line}
        consent = {"consent": {"basis": line}, "received_on": "2026-03-02", "channel": line}
        contributions.append({"key": f"v-{number}", **person, **consent})
        rows.append([f"w-{number}", vector, line, "named", line, line, line, "2026-03-03", line])
    for name in ("hostile", "hostile-table"):
        head = {"title": name, "mechanism": "survey", "opens": "2026-03-01", "closes": "2026-04-01"}
        yield f"content/consultations/{name}/consultation.md", f"---\n{dumped(head)}---\n"
    yield "content/consultations/hostile/contributions.yaml", dumped(contributions)
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(rows)
    yield "content/consultations/hostile-table/contributions.csv", table.getvalue()


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


def write_hostile(folder: Path) -> Path:
    """The hostile site on disk."""
    hostile = Hostile()
    settings = yaml.load((ROOT / "site.yaml").read_text("utf-8"), yaml.BaseLoader)
    files: dict[str, str | bytes] = {"site.yaml": dumped(hostile.value("", settings))}
    files |= dict(hostile_content(hostile)) | dict(every_vector()) | dict(files_with_names())
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder
