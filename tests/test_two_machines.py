"""The same content gives the same bytes on two machines: other user, path, home, time zone, language, rights."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from other_machine import UMASK, as_another_user, changed, here
from sites import SMALL, write_site

pytestmark = pytest.mark.slow

CHANGES = {
    "site.yaml": f"{SMALL['site.yaml']}compress: [gzip]\ntimezone: Africa/Tunis\nredirects: {{/old/: /plans/}}\n",
    "content/plans/2025-2028/plan.md": SMALL["content/plans/2025-2028/plan.md"].replace(
        "themes:", "documents:\n  - title: The plan\n    file: plan.pdf\nthemes:"
    ),
    "content/plans/2025-2028/plan.pdf": "%PDF-1.4 as it was handed in\n",
}


def built(root: Path, before: tuple[str, ...], environment: dict[str, str], umask: int) -> dict[str, bytes]:
    """Every file of the site, built in a process of its own."""
    words = [*before, sys.executable, "-m", "ogpsite", "build", "--as-of", "2026-11-24", "--publish"]
    done = subprocess.run(words, cwd=root, env=environment, umask=umask, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    folder = root / "output"
    found = {one.relative_to(folder).as_posix(): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}
    return found | {"addresses.csv": (root / "addresses.csv").read_bytes()}


def test_the_same_site_on_two_machines(tmp_path: Path) -> None:
    first = write_site(tmp_path / "one", CHANGES)
    second = write_site(tmp_path / "Überall anders" / "مكان", CHANGES)
    for path in second.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    here_, there = here(), changed(here())
    one = built(first, (), here_ | {"TZ": "UTC", "PYTHONHASHSEED": "0"}, 0o022)
    other = built(second, as_another_user(), there, UMASK)
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []
    assert len(one) > 500 and any(path.endswith(".gz") for path in one)
