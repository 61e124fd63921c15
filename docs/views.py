"""Writes docs/views.md anew: what every template may read, taken from the views of the sample. `make reference`."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ogpsite import build
from ogpsite.outputs import listing
from ogpsite.theme import open_theme
from ogpsite.views.tongue import Tongue

ROOT = Path(__file__).parent.parent
DAY = datetime.date(2026, 11, 24)
HEAD = """# What templates may read

<!-- Made from the views of the sample by `make reference`; do not edit. -->

A template reads its **view** and nothing else: plain values in the words of one language, made in `ogpsite/views/`.
These names are a contract with themes: a test compares this page with the views. One may be added; one is taken away
only with a line in CHANGELOG.md. Asking for a name that isn't there is an error that names the template's line.

Every view holds `page` and `site`:

"""


def views() -> dict[str, set[str]]:
    """The names in the views of each template, and those of `page` and `site`."""
    edition = build.examine(build.Job(ROOT, DAY)).edition
    assert edition
    everything = listing.all_pages(edition)
    addresses = frozenset(page.address for page in everything)
    theme = open_theme("default", ROOT)
    found: dict[str, set[str]] = {}
    for page in everything:
        if page.template in found and page.template not in ("plans/commitment.html", "consultations/consultation.html"):
            continue
        view: Mapping[str, Any] = page.make(Tongue(edition, theme.words(edition.site.languages[0]), addresses))
        found.setdefault(page.template, set()).update(set(view) - {"page", "site"})
        for name in ("page", "site"):
            found.setdefault(name, set()).update(view[name])
    return found


def text() -> str:
    """The page."""
    found = views()
    lines = [f"- `{name}`: {', '.join(f'`{one}`' for one in sorted(found.pop(name)))}\n" for name in ("page", "site")]
    groups: dict[str, list[str]] = {}
    for name, keys in sorted(found.items()):
        row = f"| `{name}` | {', '.join(f'`{one}`' for one in sorted(keys)) or '–'} |\n"
        groups.setdefault(name.partition("/")[0] if "/" in name else "", []).append(row)
    # a table for each folder: a single one would be longer than `limits.signs` lets a table be
    head = "| template | its view |\n|---|---|\n"
    tables = [
        f"\n## {f'`{group}/`' if group else 'The site as a whole'}\n\n{head}{''.join(rows)}"
        for group, rows in groups.items()
    ]
    return HEAD + "".join(lines) + "".join(tables)


if __name__ == "__main__":
    (ROOT / "docs" / "views.md").write_text(text(), "utf-8")
    sys.exit(0)
