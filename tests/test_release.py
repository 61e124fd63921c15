"""What is released: checked wheels and sdists, the same bytes anywhere, with the oldest libraries and all extras."""

from __future__ import annotations

import email
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from other_machine import UMASK, as_another_user, changed
from sites import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "output", ".*_cache", "__pycache__", ".hypothesis", "dist"
)
# each extra, and a module that it brings
EXTRAS = {"spreadsheets": "xlsxwriter", "s3": "boto3", "search": "pagefind", "compress": "brotli"}
TOOLS = Path(sys.executable).parent


def run(*words: str | Path, cwd: Path, **changes: str) -> str:
    """Runs a program away from the checkout; its output."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment = {**kept, "UV_PYTHON_DOWNLOADS": "never", **changes}
    done = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with sdist and wheel, built from a copy of the checkout."""
    source = tmp_path_factory.mktemp("one") / "checkout"
    shutil.copytree(ROOT, source, ignore=LEFT_OUT)
    folder = source.parent / "dist"
    run(sys.executable, "-m", "build", "--outdir", folder, source, cwd=source, SOURCE_DATE_EPOCH="1790000000")
    return folder


@pytest.fixture(scope="module")
def wheel(released: Path) -> Path:
    return next(released.glob("*.whl"))


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[Path]:
    """An empty environment."""
    run(TOOLS / "uv", "venv", "--quiet", "--python", sys.executable, tmp_path / "env", cwd=tmp_path)
    yield tmp_path / "env" / "bin"


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/METADATA"))
        return email.message_from_bytes(archive.read(name))


def builds(ogpsite: Path, folder: Path) -> str:
    """A first site, made by an installed ogpsite."""
    run(ogpsite, "init", "first", "--member", "Testland", "--languages", "en,ar", cwd=folder)
    return run(ogpsite, "build", "--as-of", "2026-11-24", cwd=folder / "first")


def test_checked(released: Path, wheel: Path) -> None:
    assert "PASSED" in run(TOOLS / "twine", "check", "--strict", *released.iterdir(), cwd=released)
    assert run(TOOLS / "check-wheel-contents", wheel, cwd=released).strip().endswith(": OK")


def test_the_sdist_is_whole_and_clean(released: Path) -> None:
    with tarfile.open(next(released.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"ogpsite/__init__.py", "themes/default/theme.yaml", "content/home.md", "docs/start.md", "LICENSE"} <= names
    assert not [name for name in names if name.startswith(("output/", "docs/output", ".")) and name != ".gitignore"]


def test_the_manual_page_comes_along(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if name.endswith("/data/share/man/man1/ogpsite.1")]


def test_the_same_bytes_from_anywhere(released: Path, tmp_path: Path) -> None:
    source = tmp_path / "another place" / "checkout"
    shutil.copytree(ROOT, source, ignore=LEFT_OUT)
    for path in source.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    before = os.umask(UMASK)
    try:
        other = changed({"SOURCE_DATE_EPOCH": "1790000000"}, "HOME")  # pip finds its index from there
        build = (sys.executable, "-m", "build", "--outdir", tmp_path / "dist", source)
        run(*as_another_user(), *build, cwd=tmp_path, **other)
    finally:
        os.umask(before)
    for path in released.iterdir():
        assert (tmp_path / "dist" / path.name).read_bytes() == path.read_bytes(), path.name


def test_with_the_oldest_libraries(wheel: Path, environment: Path, tmp_path: Path) -> None:
    """The lowest versions that pyproject.toml allows are enough."""
    found = metadata(wheel).get_all("Requires-Dist") or []
    wanted = [one.partition(";")[0].strip() for one in found if "extra ==" not in one or one.split("'")[1] in EXTRAS]
    python = environment / "python"
    lowest = ("--python", python, "--resolution", "lowest-direct")
    run(TOOLS / "uv", "pip", "install", "--quiet", *lowest, wheel, *wanted, cwd=tmp_path)
    assert "Built" in builds(environment / "ogpsite", tmp_path)


def test_with_all_extras(wheel: Path, environment: Path, tmp_path: Path) -> None:
    extras = set(metadata(wheel).get_all("Provides-Extra") or []) - {
        "dev",
        "mutate",
        "fuzz",
    }  # those are for the project itself
    assert extras == set(EXTRAS)
    python = environment / "python"
    run(
        TOOLS / "uv",
        "pip",
        "install",
        "--quiet",
        "--python",
        python,
        f"{wheel}[{','.join(sorted(extras))}]",
        cwd=tmp_path,
    )
    run(python, "-c", f"import {', '.join(EXTRAS.values())}", cwd=tmp_path)
    builds(environment / "ogpsite", tmp_path)
    assert list((tmp_path / "first/output/data").glob("*.xlsx"))


def test_run_without_installing(wheel: Path, tmp_path: Path) -> None:
    told = run(TOOLS / "uv", "tool", "run", "--from", wheel, "ogpsite", "--version", cwd=tmp_path)
    assert told.startswith("ogpsite, version ")


def test_bill_of_materials(wheel: Path, environment: Path, tmp_path: Path) -> None:
    """What an installed ogpsite consists of, as CycloneDX: `make release` puts it beside the wheel."""
    run(TOOLS / "uv", "pip", "install", "--quiet", "--python", environment / "python", wheel, cwd=tmp_path)
    told = run(TOOLS / "cyclonedx-py", "environment", environment / "python", cwd=tmp_path)
    names = {one["name"].lower() for one in json.loads(told)["components"]}
    assert {"ogpsite", "jinja2", "markdown", "pyyaml", "nh3"} <= names
    assert len(names) < 20, "few dependencies"
