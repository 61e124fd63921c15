"""Malformed inputs by the hundred: words, a place, exit code 1; never a traceback, never a hang."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import DAY, SMALL, Files, bare, bare_theme, write_site

from ogpsite import build
from security.malformed import BYTES, CSV, FRONT, YAML

pytestmark = pytest.mark.slow  # hundreds of sites

COMMITMENT = "content/plans/2025-2028/commitments/open-clinics/commitment.md"
WORDS = "content/consultations/2024-ideas/contributions"
PLACES = {
    # where YAML may stand: a record, a list, a map, the settings
    "record": (COMMITMENT, "---\n{}\n---\nWhy.\n"),
    "list": (f"{WORDS}.yaml", "{}\n"),
    "map": ("content/organisations.yaml", "{}\n"),
    "settings": ("site.yaml", "{}\n"),
}


def cases() -> Iterator[tuple[str, Files]]:
    for place, (path, form) in PLACES.items():
        for number, text in enumerate(YAML):
            yield f"{place} {number}", {path: form.replace("{}", text)}
    for number, text in enumerate(CSV):
        yield f"csv {number}", {f"{WORDS}.yaml": None, f"{WORDS}.csv": text}
    for number, text in enumerate(FRONT):
        yield f"front {number}", {COMMITMENT: text}
    for path in (COMMITMENT, f"{WORDS}.yaml", "site.yaml"):
        for number, data in enumerate(BYTES):
            if data == b"\xef\xbb\xbf" and path.endswith("contributions.yaml"):
                continue  # an empty list is a list
            yield f"bytes {path.rpartition('/')[2]} {number}", {path: data}


ALL = list(cases())


def problems(root: Path) -> list[tuple[str, int, bool, str]]:
    begun = time.process_time()
    result = build.make(build.Job(root, DAY))
    assert time.process_time() - begun < 5, "a hang"
    return [(one.place.path, one.place.line, one.fatal, one.message) for one in result.problems]


def test_there_are_enough() -> None:
    assert len(ALL) > 400 and len(YAML) > 150


@pytest.mark.parametrize(("name", "changes"), ALL, ids=[name for name, _ in ALL])
def test_malformed_inputs(name: str, changes: Files, tmp_path: Path) -> None:
    root = write_site(tmp_path, {**bare_theme(), "site.yaml": bare(SMALL["site.yaml"])}, changes)
    found = problems(root)
    (path,) = [path for path, text in changes.items() if text is not None]
    fatal = [(place, line, message) for place, line, stops, message in found if stops]
    assert fatal, f"{changes[path]!r} is read without a word"
    assert any(place == path for place, _, _ in fatal), fatal
    for place, _, message in fatal:
        assert place.startswith(("content", "site.yaml")) and message
        assert not re.search(r"Traceback|Error\b|NoneType|object at 0x", message), message
    named = [line for place, line, _ in fatal if place == path]
    assert name.startswith(("csv", "bytes")) or any(named), "no line is named"


@pytest.mark.slow
@pytest.mark.parametrize("path", list(SMALL))
def test_files_cut_off_anywhere(path: str, tmp_path: Path) -> None:
    """Half a save: whatever it gives, it gives no traceback."""
    text = SMALL[path].encode()
    root = write_site(tmp_path, {**bare_theme(), "site.yaml": bare(SMALL["site.yaml"])})
    for end in range(0, len(text), 7):
        (root / path).write_bytes(text[:end])
        problems(root)
