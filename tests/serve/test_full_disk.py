"""A disk that fills up under a running preview: it lives on, says so, and goes on when there is room again."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults.faulty import disk_of_4_mb
from sites import SMALL, write_site

from serve.preview import Server

pytestmark = pytest.mark.slow

COMMITMENT = "content/plans/2025-2028/commitments/open-clinics/commitment.md"
PAGE = "/plans/2025-2028/open-clinics/"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    with disk_of_4_mb(tmp_path / "disk", files=500) as disk:
        yield disk


def fill(disk: Path) -> None:
    """Takes the last byte."""
    with contextlib.suppress(OSError), (disk / "ballast").open("ab", buffering=0) as ballast:
        for size in (1 << 16, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while ballast.write(b"x" * size):
                    pass
    assert os.statvfs(disk).f_bavail == 0


def save(path: Path, text: str, disk: Path | None = None) -> bool:
    """Saves as a plain editor does: the file is emptied, then written; on a full `disk` others take what that set free.

    Whether it was written whole.
    """
    try:
        with path.open("w", encoding="utf-8") as file:
            if disk:
                fill(disk)
            file.write(text)
    except OSError:
        return False
    return True


def test_a_disk_that_fills_up_under_the_preview(small_disk: Path) -> None:
    root = write_site(small_disk)
    server = Server(root, port=8971)
    try:
        token = {"X-Preview-Token": server.token(), "Host": server.address.removeprefix("http://")}
        assert "Open clinics" in server.get(PAGE)
        fill(small_disk)
        grown = SMALL[COMMITMENT].replace("Open clinics", "Open hospitals") + "words " * 4_000
        assert not save(root / COMMITMENT, grown, small_disk)
        said = server.until(lambda: server.said() if "commitment.md" in server.said() else "")
        assert (
            "error: the file does not begin with a line `---`" in said or "no second `---`" in said or "title" in said
        )
        assert "The site stays as it was before this change." in server.until(server.said)
        status, page = server.status(f"{PAGE}?preview=off")
        assert status == 200 and "Open clinics" in page, "the last good site stays"
        state = json.loads(server.get("/_preview/state"))
        assert [one for one in state["problems"] if "commitment.md" in json.dumps(one)], "the overlay says so, too"
        body = json.dumps({"value": "content/plans/2025-2028/plan.fr.md"})
        code, words = server.ask("/_preview/translate", token, "POST", body)
        assert code == 409 and "No space left on device" in words
        assert not (root / "content/plans/2025-2028/plan.fr.md").exists()
        assert server.status("/")[0] == 200 and server.process.poll() is None

        (small_disk / "ballast").unlink()
        assert save(root / COMMITMENT, grown)
        server.until(lambda: "Open hospitals" in server.get(PAGE))
        server.until(lambda: "Everything is in order again." in server.said())
        assert not json.loads(server.get("/_preview/state"))["problems"]
        assert server.ask("/_preview/translate", token, "POST", body)[0] == 200
        assert (root / "content/plans/2025-2028/plan.fr.md").is_file()
        assert "Traceback" not in server.said() and "fault of its own" not in server.said()
    finally:
        server.stop()
