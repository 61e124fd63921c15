"""The same files on the same day give the same bytes: wherever, whoever, whenever and by whatever they are built."""

from __future__ import annotations

import datetime
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from sites import ROOT, SMALL, Files

from faults.faulty import tree
from ogpsite.write import MANIFEST

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("same-bytes")]  # builds in processes of their own

FOLDER = "content/plans/2025-2028/commitments/open-clinics"
DAY = "2026-11-24"


def picture() -> bytes:
    """A photograph with a date and a place in it."""
    data = io.BytesIO()
    image = Image.effect_noise((900, 600), 60).convert("RGB")
    image.putdata([(n % 251, n % 241, n % 239) for n in range(900 * 600)])
    image.save(data, "JPEG", exif=Image.Exif())
    return data.getvalue()


def files() -> Files:
    """The small site with what may differ between machines: pictures, tables, dates, accents, three scripts."""
    settings = SMALL["site.yaml"].replace("[en, fr]", "[en, fr, ar]")
    body = (
        "![Waiting room](room.jpg)\n\n| a | b |\n|---|---|\n| é | ﷺ |\n\nHTML[^1]\n\n[^1]: Note.\n\n*[HTML]: Its name\n"
    )
    commitment = SMALL[f"{FOLDER}/commitment.md"].replace("lead:", "evidence: [list.csv, décret.pdf]\nlead:")
    news = {
        f"content/news/2026-0{n}-01-n{n}.md": f"---\ntitle: {title}\ndate: 2026-0{n}-01\n---\nWords.\n"
        for n, title in enumerate(("Éclair", "eclair", "İstanbul", "ısı", "Zürich", "قرار", "Ångström"), 1)
    }
    return {
        **SMALL,
        "site.yaml": f"{settings}timezone: Pacific/Kiritimati\n",
        f"{FOLDER}/commitment.md": f"{commitment}\n{body}",
        f"{FOLDER}/room.jpg": picture(),
        f"{FOLDER}/list.csv": "a,b\n1,2\n",
        f"{FOLDER}/décret.pdf": b"%PDF-1.4\n",
        **news,
    }


FILES = files()


@dataclass(frozen=True)
class Circumstance:
    """How a build is made otherwise: where, by whom, in which surroundings, by which command."""

    name: str
    folder: str = "site"
    surroundings: Mapping[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    umask: int = 0o022
    backwards: bool = False
    time: float = 0
    python: str = sys.executable
    options: tuple[str, ...] = ()


def nobody() -> tuple[str, ...]:
    """How to become somebody without rights, where that may be done."""
    if os.geteuid() == 0 and shutil.which("setpriv"):
        return ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    return ()


def one_core() -> tuple[str, ...]:
    return ("taskset", "-c", str(min(os.sched_getaffinity(0)))) if shutil.which("taskset") else ()


ODD = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "1"}
TURKISH = {"TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "ar", "PYTHONHASHSEED": "4242"}
LATER = datetime.datetime(2031, 12, 31, 23, 59, tzinfo=datetime.UTC).timestamp()
OTHERS = (
    Circumstance("elsewhere, one core", "deep er/ünïcode", before=one_core(), umask=0o077, backwards=True),
    Circumstance("another time zone, locale and hash seed", surroundings=ODD, time=86_400),
    Circumstance("files of the future, no cache", surroundings=TURKISH, time=LATER, options=("--no-cache",)),
    Circumstance("another user", surroundings={"HOME": "/nonexistent", "USER": "x"}, before=nobody()),
)


def built(folder: Path, how: Circumstance) -> dict[str, bytes]:
    """The output of a build in a process of its own."""
    root = folder / how.folder
    for name, text in sorted(FILES.items(), reverse=how.backwards):
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            if how.time:
                os.utime(path, (how.time, how.time))
    if "setpriv" in how.before:
        opened(root, folder)
    surroundings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1", **how.surroundings}
    command = [*how.before, how.python, "-m", "ogpsite", "build", "--as-of", DAY, *how.options]
    done = subprocess.run(
        command, cwd=root, env=surroundings, umask=how.umask, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return tree(root / "output")


def opened(root: Path, folder: Path) -> None:
    """Lets everybody read and write the site, and come to it."""
    for path in (root, *root.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    folder.chmod(0o755)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    names = sorted(set(one) | set(other))
    return [name for name in names if one.get(name) != other.get(name)]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("first"), Circumstance("as usual"))


@pytest.mark.parametrize("how", OTHERS, ids=[one.name for one in OTHERS])
def test_the_same_bytes(how: Circumstance, first: dict[str, bytes]) -> None:
    if how.name.startswith("another user") and not how.before:
        pytest.skip("becoming another user takes the rights of root, and setpriv")
    with tempfile.TemporaryDirectory() as folder:  # that of pytest is closed to other users
        assert differing(first, built(Path(folder), how)) == []
    assert len(first) > 300 and MANIFEST in first


def other_pythons() -> list[str]:
    """Other releases of Python on this machine that can read what is installed for this one."""
    found = {Path(sys.base_prefix).parent / "*", Path("/usr")}
    paths = (path for where in found for path in where.parent.glob(f"{where.name}/bin/python3*"))
    mine = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return sorted({str(path.resolve()) for path in paths if path.name == mine} - {os.path.realpath(sys.executable)})


def test_another_release_of_python(first: dict[str, bytes], tmp_path: Path) -> None:
    """3.11.7 and 3.11.2, say: extension modules of the one are read by the other."""
    others = other_pythons()
    if not others:
        pytest.skip("no other release of this Python is on this machine")
    packages = os.pathsep.join([str(ROOT), *(path for path in sys.path if path.endswith("site-packages"))])
    how = Circumstance("another release", surroundings={"PYTHONPATH": packages}, python=others[0])
    assert differing(first, built(tmp_path, how)) == []
