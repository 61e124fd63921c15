"""Whole builds, as the command runs them, killed at every operation on files: with caches, ledger and workers."""

from __future__ import annotations

import os
import shutil
import signal
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sites import SMALL, Files, bare, bare_theme, write_site

from faults.faulty import DONE, KILLED, in_child, killed_at, tree
from ogpsite import build, workers
from ogpsite.cli import commands
from ogpsite.load import load
from ogpsite.model.site import Output
from ogpsite.outputs import pages
from ogpsite.write import swap

pytestmark = pytest.mark.slow  # builds some hundred times

DAY = "2026-11-24"
FEW: Files = {path: None for path in SMALL if path not in ("site.yaml", "content/organisations.yaml")}
KEPT = ("index.html", "404.html", "pages/x/index.html", "y/index.html", "data/organisations.csv", "feed.xml")


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is made, but few files of it are written, so that every operation can have its kill."""
    everything = build.made

    def made(*given: Any) -> tuple[Output, ...]:
        return tuple(one for one in everything(*given) if one.path in KEPT or zlib.crc32(one.path.encode()) % 90 == 0)

    monkeypatch.setattr(build, "made", made)
    monkeypatch.setattr(swap, "settle", lambda folder: None)  # a kill is not a power cut
    monkeypatch.setattr(workers, "cores", lambda: 2)


def site(folder: Path) -> Path:
    settings = SMALL["site.yaml"].replace("[en, fr]", "[en]")
    pages = {"content/pages/x.md": "---\ntitle: X\n---\nOld words.\n"}
    return write_site(folder, bare_theme(), FEW, {"site.yaml": bare(settings)}, pages)


def change(root: Path) -> None:
    """What an editor does between two builds."""
    (root / "content/pages/y.md").write_text("---\ntitle: Y\n---\nNew words.\n")
    (root / "content/pages/x.md").write_text("---\ntitle: X\n---\nOther words.\n")
    (root / "themes/bare/templates/page.html").write_text("<p>{{ words if words is defined else 'new' }}</p>\n")


def run(root: Path, *options: str) -> None:
    code = commands.main(["build", "-s", str(root), "--as-of", DAY, *options], standalone_mode=False)
    assert code == 0, code


def beside(root: Path) -> list[str]:
    """What lies in the site's folder and its hidden ones, but for what is remembered."""
    found = (path.relative_to(root).as_posix() for path in root.rglob("*"))
    return sorted(path for path in found if not path.startswith((".ogpsite/", "output/", "themes/", "content/")))


def linked(source: str, target: str) -> None:
    """A copy; of what no build writes, the same file."""
    if "/themes/" in source or "/content/" in source:
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def places(root: Path, pattern: Path) -> Iterator[tuple[int, Path]]:
    number = 0
    while True:
        place = root / f"n{number}"
        shutil.copytree(pattern, place, copy_function=linked)
        yield number, place
        shutil.rmtree(place)
        number += 1


@pytest.mark.long
@pytest.mark.parametrize("options", [("--publish",), ()], ids=["ledger", "seal"])
def test_a_kill_at_every_operation_of_a_build(options: tuple[str, ...], tmp_path: Path) -> None:
    pattern = site(tmp_path / "pattern")
    assert in_child(lambda: run(pattern, *options)) == DONE
    old, before = tree(pattern / "output"), (pattern / "addresses.csv").exists()
    ledger = (pattern / "addresses.csv").read_bytes() if before else b""
    change(pattern)
    fresh = tmp_path / "fresh"
    shutil.copytree(pattern, fresh)
    assert in_child(lambda: run(fresh, *options)) == DONE
    new, left = tree(fresh / "output"), beside(fresh)
    grown = (fresh / "addresses.csv").read_bytes() if before else b""
    assert old != new and before is (options == ("--publish",)) and (grown != ledger) is before
    seen = set()
    for number, place in places(tmp_path, pattern):
        code = killed_at(number, lambda root=place: run(root, *options))  # type: ignore[misc]
        assert code in (DONE, KILLED), f"at operation {number}"
        found = tree(place / "output")
        assert found in (old, new), f"at operation {number}"
        noted = (place / "addresses.csv").read_bytes() if before else b""
        assert noted in (ledger, grown) and not load(place)[1], f"the ledger at operation {number}"
        seen.add((found == new, noted == grown))
        if code == DONE:
            break
        assert in_child(lambda root=place: run(root, *options)) == DONE  # type: ignore[misc]
        assert tree(place / "output") == new, f"after operation {number}"
        assert beside(place) == left, f"after operation {number}"
        assert not before or (place / "addresses.csv").read_bytes() == grown, f"after operation {number}"
    assert number > 30
    assert {kind for kind, _ in seen} == {False, True}


def test_a_worker_that_is_killed_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For want of memory, say: the build goes on by itself, and gives the same."""
    root = site(tmp_path / "site")
    assert in_child(lambda: run(root)) == DONE
    whole = tree(root / "output")
    shutil.rmtree(root / "output")
    shutil.rmtree(root / ".ogpsite")
    here, made = os.getpid(), pages.Batch.made

    def dying(self: pages.Batch, number: int) -> pages.Made:
        if number == 30 and os.getpid() not in (here, parent):
            os.kill(os.getpid(), signal.SIGKILL)
        return made(self, number)

    monkeypatch.setattr(pages.Batch, "made", dying)
    parent = 0

    def alone() -> None:
        nonlocal parent
        parent = os.getpid()
        run(root)

    assert in_child(alone) == DONE
    assert tree(root / "output") == whole
