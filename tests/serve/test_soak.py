"""Many edits of every kind, faster than builds: the preview then shows what a fresh build gives, and has not grown.

`OGPSITE_EDITS` says how many (default 150, so that the whole run stays short; 1,000 before a release).
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sites import DAY, write_site

from ogpsite import build
from ogpsite.model.manifest import NAME as MANIFEST
from ogpsite.model.manifest import is_listed
from serve.preview import Server

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serve")]
EDITS = int(os.environ.get("OGPSITE_EDITS", "150"))
Edit = Callable[[Path, random.Random], None]


def records(root: Path) -> list[Path]:
    return sorted(path for path in (root / "content").rglob("*.md") if not path.name.startswith("."))


def reword(root: Path, draw: random.Random) -> None:
    file = draw.choice(records(root))
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n\nWords {draw.randrange(10**6)}.\n"[-4000:], "utf-8")


def cut(root: Path, draw: random.Random) -> None:
    file = draw.choice(records(root))
    text = file.read_text("utf-8")
    file.write_text(text[: draw.randrange(len(text) + 1)], "utf-8")


def in_place(root: Path, draw: random.Random) -> None:
    file = draw.choice(records(root))
    part = file.with_name(f".{file.name}.part")
    part.write_text(file.read_text("utf-8").replace("a", "e", 1), "utf-8")
    part.replace(file)


def add(root: Path, draw: random.Random) -> None:
    folder = root / "content/news"
    folder.mkdir(exist_ok=True)
    name = f"2026-01-{draw.randrange(1, 29):02}-n-{draw.randrange(12)}.md"
    (folder / name).write_text(f"---\ntitle: News {draw.randrange(99)}\ndate: 2026-01-02\n---\nWords.\n", "utf-8")


def remove(root: Path, draw: random.Random) -> None:
    draw.choice(records(root)).unlink()


def rename(root: Path, draw: random.Random) -> None:
    file = draw.choice(records(root))
    file.rename(file.with_name(f"r{draw.randrange(99)}-{file.name[-12:]}"))


def litter(root: Path, draw: random.Random) -> None:
    (root / "content" / f"stray-{draw.randrange(5)}.bin").write_bytes(draw.randbytes(20))


def settings(root: Path, draw: random.Random) -> None:
    file = root / "site.yaml"
    kept = [line for line in file.read_text("utf-8").split("\n") if not line.startswith("tagline")]
    file.write_text("\n".join(kept).rstrip() + f"\ntagline: T {draw.randrange(99)}\n", "utf-8")


def template(root: Path, draw: random.Random) -> None:
    folder = root / "themes/own/templates/news"
    folder.mkdir(parents=True, exist_ok=True)
    words = draw.choice(["<p>A</p>", "<p>B {{ page.title }}</p>", "{{ nothing.here }}", "{% if %}"])
    (folder / "list.html").write_text(words, "utf-8")


def style(root: Path, draw: random.Random) -> None:
    folder = root / "themes/own/static"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.css").write_text(f"p {{ margin: {draw.randrange(9)}px }}", "utf-8")


def move_away(root: Path, draw: random.Random) -> None:
    away = root.parent / "away"
    shutil.rmtree(away, ignore_errors=True)
    folder = root / "content" / draw.choice(["news", "forum", "consultations"])
    if folder.is_dir():
        shutil.move(folder, away)
        shutil.move(away, folder)


KINDS: tuple[Edit, ...] = (
    reword, reword, reword, cut, in_place, add, remove, rename, litter, settings, template, style, move_away,
)  # fmt: skip


def memory_of(server: Server) -> int:
    """Resident memory of the preview in kB."""
    status = Path(f"/proc/{server.process.pid}/status")
    if not status.exists():
        pytest.skip("this system doesn't tell how much memory a process has")
    return int(next(line for line in status.read_text("utf-8").split("\n") if line.startswith("VmRSS")).split()[1])


def restored(root: Path, copy: Path) -> None:
    """Everything as it was, in the midst of events."""
    for name in ("content", "themes"):
        shutil.rmtree(root / name, ignore_errors=True)
    shutil.copytree(copy, root, dirs_exist_ok=True)


def shown_is_built(server: Server, root: Path, draw: random.Random) -> None:
    """Adds a record, waits until the preview shows it, and compares all that it serves with a fresh build."""
    add(root, draw)
    made = build.make(build.Job(root, DAY, drafts=True))
    assert made.ok
    news = max(one.path for one in made.outputs if one.path.startswith("news/2026"))
    server.until(lambda: server.status(f"/{news}")[0] == 200)
    server.until(lambda: '"problems": []' in server.status("/_preview/state?path=/")[1])
    for output in made.outputs:
        if not is_listed(output.path) and output.path != MANIFEST:
            continue  # for hosts, not for readers: the preview is a host itself
        status, found = server.bytes(f"/{output.path}?preview=off")
        assert status == 200, output.path
        wanted = (root / "content" / output.copy_of).read_bytes() if output.copy_of else output.data
        assert found == wanted, output.path


def test_many_edits_of_every_kind(tmp_path: Path) -> None:
    own = {
        "themes/own/theme.yaml": "name: Own\nextends: default\n",
        "content/pages/about.md": "---\ntitle: A\n---\nB.\n",
    }
    root = write_site(tmp_path / "site", own)
    file = root / "site.yaml"
    file.write_text(file.read_text("utf-8") + "theme: own\n", "utf-8")
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    server = Server(root, port=8931)
    draw = random.Random(6)
    try:
        for _ in range(3):
            shown_is_built(server, root, draw)
        grown = memory_of(server)
        for number in range(EDITS):
            if not records(root) or number % 25 == 24:
                restored(root, copy)
            draw.choice(KINDS)(root, draw)
            time.sleep(draw.choice([0, 0, 0.001, 0.02, 0.1]))
        restored(root, copy)
        shown_is_built(server, root, draw)
        assert "Traceback" not in server.said()
        assert "fault of its own" not in server.said()
        assert memory_of(server) < grown * 1.1
    finally:
        server.stop()
