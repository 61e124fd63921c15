"""Windows and macOS, imitated: their newlines, spellings of names and encodings, and calls that they don't have."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from sites import DAY, ROOT, SMALL, bare, bare_theme, write_site

from ogpsite import build

pytestmark = pytest.mark.slow
PLAN = "content/plans/2025-2028/plan.md"
SITE = {**bare_theme(), "site.yaml": bare(SMALL["site.yaml"])}
Form = Literal["NFC", "NFD"]
UNIX_ONLY = ("fcntl", "pwd", "grp", "resource", "termios", "syslog")
UNIX_CALLS = (
    "fork",
    "getuid",
    "geteuid",
    "getgid",
    "sync",
    "killpg",
    "mkfifo",
    "chown",
    "getpgid",
    "setsid",
    "statvfs",
)


def outputs(root: Path) -> dict[str, bytes]:
    result = build.make(build.Job(root, DAY))
    assert result.ok, result.problems
    return {output.path: output.data for output in result.outputs}


def test_newlines_of_windows(tmp_path: Path) -> None:
    unix = outputs(write_site(tmp_path / "unix", SITE))
    sources = {**SMALL, **SITE}
    windows = {
        path: text.replace("\n", "\r\n") for path, text in sources.items() if path.startswith(("content/", "site"))
    }
    assert outputs(write_site(tmp_path / "windows", SITE, windows)) == unix


def test_the_mark_that_windows_editors_put_first(tmp_path: Path) -> None:
    plain = outputs(write_site(tmp_path / "plain", SITE))
    marked = {path: b"\xef\xbb\xbf" + text.encode() for path, text in SMALL.items() if path.startswith("content/")}
    assert outputs(write_site(tmp_path / "marked", SITE, marked)) == plain


@pytest.mark.parametrize(("on_disk", "written"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_names_as_macos_spells_them(tmp_path: Path, on_disk: Form, written: Form) -> None:
    """macOS may give back `é` as two signs; a reference means the file all the same, and its address is one."""
    name = "Décret n° 5.pdf"
    there = f"content/plans/2025-2028/{unicodedata.normalize(on_disk, name)}"
    mention = f"documents:\n  - {{title: Decree, file: {unicodedata.normalize(written, name)!r}}}\n"
    plan = SMALL[PLAN].replace("development_start", f"{mention}development_start")
    found = outputs(write_site(tmp_path / "site", SITE, {there: b"%PDF-1.4\n", PLAN: plan}))
    assert [path for path in found if path.endswith(".pdf")] == [f"files/{there.removeprefix('content/')}"]


def test_no_path_in_the_output_is_written_with_backslashes(tmp_path: Path) -> None:
    assert not [path for path in outputs(write_site(tmp_path / "site", SITE)) if "\\" in path]


IMITATION = f"""
import asyncio, builtins, ctypes, os, subprocess, sys, tempfile, types, zipfile
import click, concurrent.futures.process, jinja2, markdown, multiprocessing, sysconfig, yaml
sysconfig.get_config_vars()
asked = builtins.__import__
def without(name, *rest, **more):
    if name.partition(".")[0] in {UNIX_ONLY!r}:
        raise ModuleNotFoundError(name)
    return asked(name, *rest, **more)
builtins.__import__ = without
for name in {UNIX_CALLS!r}:
    if hasattr(os, name):
        delattr(os, name)
sys.modules["msvcrt"] = types.SimpleNamespace(LK_NBLCK=2, locking=lambda number, mode, count: None)
sys.platform = "win32"
from ogpsite import cli
cli.main()
"""


def run(root: Path, target: Path, script: str, **changes: str) -> None:
    """A build in a process of its own."""
    words = [sys.executable, "-c", script, "build", "-s", str(root), "-o", str(target), "--as-of", DAY.isoformat()]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    done = subprocess.run(
        [*words, "--json"], capture_output=True, text=True, cwd=ROOT, env={**kept, **changes}, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["ok"]


def files(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if not Path(name).name.startswith(".ogpsite")}


PLAIN = "from ogpsite import cli; cli.main()"


def test_without_what_only_unix_has(tmp_path: Path) -> None:
    """Every call that Windows lacks has a fallback: a build works, twice, and gives the same bytes."""
    root = write_site(tmp_path / "site", SITE)
    run(root, tmp_path / "plain", PLAIN)
    for _ in range(2):
        run(root, tmp_path / "imitated", IMITATION)
        assert files(tmp_path / "imitated") == files(tmp_path / "plain")


def test_encodings_of_other_systems(tmp_path: Path) -> None:
    """A system that writes and reads cp1252 or ASCII by default makes the same bytes."""
    page = {"content/pages/été.md".replace("é", "e"): "---\ntitle: Été à Genève — 中文 عربي\n---\nÇa va.\n"}
    root = write_site(tmp_path / "site", SITE, page)
    run(root, tmp_path / "plain", PLAIN, LC_ALL="C.UTF-8", PYTHONUTF8="1")
    run(root, tmp_path / "ascii", PLAIN, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert files(tmp_path / "ascii") == files(tmp_path / "plain")
