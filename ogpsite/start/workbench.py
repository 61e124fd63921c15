"""What helps editors' programs (`editors`): schemas of the YAML files, snippets for records, a check before commits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ogpsite import schema
from ogpsite.model import kinds, records
from ogpsite.model.fields import Field, fields_of

MARK = "Written by `ogpsite editors`, which also renews it."
Files = Iterator[tuple[str, str]]


def workbench_files() -> Files:
    """Path and text of every file that helps editors' programs; each carries MARK."""
    yield ".vscode/settings.json", as_json(settings(), "//")
    yield ".vscode/extensions.json", as_json({"recommendations": ["redhat.vscode-yaml"]}, "//")
    yield ".vscode/ogpsite.code-snippets", as_json(dict(snippets()), "//")
    for name in yaml_kinds():
        yield f".vscode/schemas/{name}.json", as_json({"$comment": MARK, **schema.schema_of(name)})
    yield ".githooks/pre-commit", HOOK.format(mark=MARK)


def as_json(data: Any, comment: str = "") -> str:
    head = f"{comment} {MARK}\n" if comment else ""
    return f"{head}{json.dumps(data, ensure_ascii=False, indent=2)}\n"


def yaml_kinds() -> list[str]:
    """The kinds of record that are written as YAML files."""
    return [kind.name for kind in kinds.TABLE if any(file.endswith(".yaml") for file in kind.files)]


def settings() -> dict[str, Any]:
    """Settings of VS Code for a site: which schema belongs to which file, and what a good editor does anyway."""
    found = {
        f"./.vscode/schemas/{name}.json": [pattern(file) for file in kinds.KINDS[name].files if file.endswith(".yaml")]
        for name in yaml_kinds()
    }
    return {
        "yaml.schemas": found,
        "yaml.format.enable": False,
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.exclude": {"output": True, ".ogpsite": True},
        "[markdown]": {"editor.wordWrap": "on", "editor.quickSuggestions": {"other": True, "strings": True}},
    }


def pattern(file: str) -> str:
    """The files of a kind, as VS Code names them: a star for each part that differs."""
    for name in ("plan", "commitment", "consultation", "forum", "key"):
        file = file.replace(f"{{{name}}}", "*")
    return file


def snippets() -> Iterator[tuple[str, Any]]:
    """For each record that is a Markdown file, and for what stands inside: what to type, and what comes of it."""
    for kind in kinds.TABLE:
        if kind.name not in ("settings", "home") and any(file.endswith(".md") for file in kind.files):
            yield snippet(kind.singular, f"ogp-{kind.name}", ["---", *lines(kind.record), "---", "", "$0"])
    yield snippet("Milestone", "ogp-milestone", item(records.Milestone, ("key", "title", "due", "lead", "outputs")))
    yield snippet("Evidence", "ogp-evidence", item(records.Evidence, ("title", "url", "date", "publisher")))
    due = "${1|2026-06-30,2026-06,2026-Q4,2026-H2,2026,FY2026-27,autumn 2026,ongoing|}"
    yield snippet("Due date", "ogp-due", [f"due: {due}"])


def snippet(name: str, prefix: str, body: list[str]) -> tuple[str, Any]:
    return name, {
        "scope": "markdown,yaml",
        "prefix": prefix,
        "body": body,
        "description": f"{name}: what it needs, to be filled in",
    }


def lines(record: type) -> list[str]:
    """A line for each field that a record needs, and for those that nearly every one has."""
    wanted = [spec for spec in fields_of(record) if spec.required or spec.name in ("summary", "number")]
    return [f"{spec.name}: {stop(spec, n)}" for n, spec in enumerate(wanted, 1)]


def item(record: type, names: tuple[str, ...]) -> list[str]:
    """An item of a list with some of its fields."""
    found = [spec for spec in fields_of(record) if spec.name in names]
    made = [f"{spec.name}: {stop(spec, n)}" for n, spec in enumerate(found, 1)]
    return [f"- {made[0]}", *(f"  {line}" for line in made[1:])]


def stop(spec: Field, number: int) -> str:
    """Where the cursor stops: a choice of codes, or what is to be written there."""
    if spec.choices:
        return f"${{{number}|{','.join(spec.choices)}|}}"
    said = spec.doc.split(":")[0].rstrip(".")
    example = said if spec.localised or spec.kind in ("word", "ref", "party") else schema.EXAMPLES.get(spec.kind, said)
    return f"${{{number}:{str(example).replace('}', ')').replace('$', '')}}}"


HOOK = """\
#!/bin/sh
# {mark}
# Checks what is about to be committed. Switch it on once: git config core.hooksPath .githooks
# (in a site that lies in a sub-folder of its repository: git config core.hooksPath SUBFOLDER/.githooks)
set -eu
if ! command -v ogpsite >/dev/null 2>&1; then
  echo "ogpsite is not on the PATH, so this commit can't be checked (git commit --no-verify goes on without)." >&2
  exit 1
fi
site=$(cd "$(dirname "$0")/.." && pwd -P)
top=$(cd "$(git rev-parse --show-toplevel)" && pwd -P)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
git checkout-index --all --prefix="$folder/"
cd "$folder${{site#"$top"}}"
ogpsite check
"""
