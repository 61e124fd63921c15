"""What is watched, and what happens where the system can't or won't tell of changes."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from sites import write_site
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from ogpsite.serve import running, watching
from ogpsite.serve.watching import Burst, Watch

pytestmark = pytest.mark.slow  # waits for events of the disk

HANG = 60
COMMITMENT = "content/plans/2025-2028/commitments/open-clinics/commitment.md"


class Watched:
    """A site that is watched, and what the terminal was told of it."""

    def __init__(self, root: Path, poll: bool = False) -> None:
        self.root = root
        self.told: list[str] = []
        self.burst = Burst(root)
        self.watch = Watch(root, self.burst, poll, self.told.append)
        self.watch.start()

    def heard(self, path: str) -> bool:
        """Whether a change of a path is noticed; the empty path, which stands for all of them, counts."""
        while changed := self.burst.next():
            if path in changed or "" in changed:
                return True
        return False


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(watching, "POLLING", 0.05)
    return write_site(tmp_path / "site")


@pytest.fixture
def ended() -> Iterator[list[Watched]]:
    found: list[Watched] = []
    yield found
    for one in found:
        one.burst.stop()
        one.watch.stop()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EMFILE, errno.ENOMEM])
@pytest.mark.parametrize("when", ["schedule", "start"])
def test_the_limit_of_watches_is_reached(
    root: Path, ended: list[Watched], monkeypatch: pytest.MonkeyPatch, code: int, when: str
) -> None:
    """As inotify says it; the preview then looks by itself, and says so."""

    def refuse(*given: Any, **named: Any) -> None:
        raise OSError(code, os.strerror(code))

    refusing = type("Refusing", (cast("Any", Observer),), {when: refuse})
    monkeypatch.setattr(watching, "Observer", refusing)
    watched = Watched(root)
    ended.append(watched)
    assert watched.told == [
        "The system's limit for watched files is reached.",
        "The preview looks at all files twice a second instead.",
    ]
    assert isinstance(watched.watch.observer, PollingObserver)
    assert watched.burst.next() == {""}  # what was missed meanwhile
    (root / COMMITMENT).write_text("changed", "utf-8")
    assert watched.heard(COMMITMENT)


def test_the_limit_is_reached_later(root: Path, ended: list[Watched], monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder comes back when no watch is left."""
    watched = Watched(root)
    ended.append(watched)
    real = watched.watch.observer.schedule

    def refuse(handler: Any, path: str, recursive: bool = False) -> Any:
        if path.endswith("themes"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handler, path, recursive=recursive)

    monkeypatch.setattr(watched.watch.observer, "schedule", refuse)
    (root / "themes/own").mkdir(parents=True)
    watched.watch.check()
    assert watched.told[0] == "The system's limit for watched files is reached."
    (root / "themes/own/theme.yaml").write_text("name: Own\n", "utf-8")
    assert watched.heard("themes/own/theme.yaml")


def test_a_watch_that_dies_is_noticed(root: Path, ended: list[Watched]) -> None:
    watched = Watched(root)
    ended.append(watched)
    for emitter in list(watched.watch.observer.emitters):
        emitter.stop()
        emitter.join(HANG)
    watched.watch.check()
    assert watched.told[0] == "The system can't tell of changes any more."
    (root / COMMITMENT).write_text("changed", "utf-8")
    assert watched.heard(COMMITMENT)


@pytest.mark.parametrize("poll", [False, True])
def test_every_kind_of_change_is_noticed(root: Path, ended: list[Watched], poll: bool) -> None:
    """Create, edit, rename, move in and out, delete, atomic saves; below content, themes, and site.yaml."""
    away = root.parent / "away"
    watched = Watched(root, poll)
    ended.append(watched)
    new = root / "content/news/2026-01-01-n.md"
    new.parent.mkdir(exist_ok=True)
    new.write_text("---\n---\n", "utf-8")
    assert watched.heard("content/news/2026-01-01-n.md")
    new.write_text("---\ntitle: N\n---\n", "utf-8")
    assert watched.heard("content/news/2026-01-01-n.md")
    new.rename(new.with_name("2026-01-01-m.md"))
    assert watched.heard("content/news/2026-01-01-m.md")
    shutil.move(new.with_name("2026-01-01-m.md"), away)
    assert watched.heard("content/news/2026-01-01-m.md")
    shutil.move(away, new)
    assert watched.heard("content/news/2026-01-01-n.md")
    part = new.with_name(".n.swp")
    part.write_text("x", "utf-8")
    part.replace(new)
    assert watched.heard("content/news/2026-01-01-n.md")
    new.unlink()
    assert watched.heard("content/news/2026-01-01-n.md")
    (root / "site.yaml").write_text((root / "site.yaml").read_text("utf-8") + "tagline: T\n", "utf-8")
    assert watched.heard("site.yaml")
    shutil.move(root / "content", away)
    assert watched.heard("content")
    watched.watch.check()
    shutil.move(away, root / "content")
    assert watched.heard("content")
    watched.watch.check()
    (root / COMMITMENT).write_text("changed again", "utf-8")
    assert watched.heard(COMMITMENT)
    (root / "themes/own").mkdir(parents=True)
    assert watched.heard("themes")
    watched.watch.check()
    (root / "themes/own/theme.yaml").write_text("name: Own\n", "utf-8")
    assert watched.heard("themes/own/theme.yaml")
    (root / "themes/own/locale").mkdir()
    (root / "themes/own/locale/fr.po").write_text("", "utf-8")
    assert watched.heard("themes/own/locale/fr.po")


def test_what_is_no_part_of_the_site_is_left_alone(root: Path) -> None:
    burst = Burst(root)
    for path in ("output/index.html", ".git/index", "notes.txt", ".ogpsite/cache/x"):
        assert burst.relative(str(root.resolve() / path)) == ""
    assert burst.relative(str(root.parent / "content/x.md")) == ""
    assert burst.relative(str(root.resolve() / "content/x.md")) == "content/x.md"


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), BrokenPipeError(), ValueError("closed file")])
def test_a_terminal_that_is_gone_does_not_end_the_preview(error: Exception) -> None:
    def tell(words: str) -> None:
        raise error

    running.patient(tell)("words")


def test_a_builder_that_ends_takes_no_stopped_watch_for_a_dead_one(root: Path) -> None:
    watched = Watched(root)

    def build() -> None:
        while watched.burst.next():
            pass
        time.sleep(0.3)  # whoever ends the watch meanwhile, ends it too early
        watched.watch.check()

    builder = threading.Thread(target=build)
    builder.start()
    running.end(watched.burst, builder, watched.watch)
    builder.join(HANG)
    assert watched.told == []
    assert not builder.is_alive() and not watched.watch.observer.is_alive()


def test_a_preview_that_never_began_to_build_ends(root: Path) -> None:
    watched = Watched(root)
    running.end(watched.burst, threading.Thread(target=print), watched.watch)
    assert not watched.watch.observer.is_alive()
