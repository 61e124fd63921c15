"""Every fault gives its own words, at its own place, once; nothing is written; and no traceback is ever seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import DAY, SMALL, Files, bare, bare_theme, words, write_site

from faults.mentions import MENTIONS
from faults.reading import READING
from faults.table import SITE, Fault
from faults.values import VALUES
from ogpsite import build

ALL = [*READING, *VALUES, *MENTIONS]


def site_with(folder: Path, changes: Files) -> Path:
    """The small site with changes, in the bare theme."""
    files = {**bare_theme(), **changes}
    settings = files.get(SITE, SMALL[SITE])
    if isinstance(settings, str) and settings and "theme:" not in settings:
        files[SITE] = bare(settings)
    return write_site(folder, files)


def made(folder: Path, fault: Fault) -> build.Result:
    root = site_with(folder / "site", fault.changes)
    return build.make(build.Job(root, DAY, strict=fault.strict))


@pytest.mark.parametrize("fault", ALL, ids=[fault.name for fault in ALL])
def test_what_an_editor_reads(fault: Fault, tmp_path: Path) -> None:
    assert "\n".join(words(made(tmp_path, fault).problems)) == fault.expected.strip("\n")
