"""The wheel, installed in an empty environment away from the checkout, makes and builds a site."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sites import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


def run(*command: str | Path, cwd: Path) -> str:
    """Runs a command away from the checkout; its output."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    return next(folder.glob("ogpsite-*.whl"))


def test_what_is_in_it(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "ogpsite/_themes/default/templates/base.html" in names
    assert "ogpsite/_themes/default/static/style.css" in names
    assert "ogpsite/_themes/default/locale/ar.po" in names
    assert "ogpsite/importers/maps/us-nap5.yaml" in names
    assert not [name for name in names if name.startswith(("tests", "content", "docs", "output"))]


def test_installed_elsewhere(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "env", cwd=tmp_path)
    python = tmp_path / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=tmp_path)
    ogpsite = tmp_path / "env" / "bin" / "ogpsite"
    run(ogpsite, "init", "x", "--member", "Testland", "--languages", "en,fr,ar", cwd=tmp_path)
    assert "Built" in run(ogpsite, "build", cwd=tmp_path / "x")
    arabic = (tmp_path / "x" / "output" / "ar" / "index.html").read_text("utf-8")
    assert '<html lang="ar" dir="rtl"' in arabic
    assert (tmp_path / "x" / "output" / "assets" / "style.css").is_file()
    assert "us-nap5" not in run(ogpsite, "--version", cwd=tmp_path)
