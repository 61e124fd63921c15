"""`ogpsite verify`: the manifest of every build, and copies checked against it, on disk and over the network."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sites import DAY, SMALL, bare, bare_theme, write_site
from web_tools import folder, served

from ogpsite import build, cli
from ogpsite.model import manifest

pytestmark = pytest.mark.slow  # each builds sites of its own

LETTER = "---\ntitle: Letter\ndate: 2026-01-01\nfile: a letter, signé.pdf\n---\n"


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.commands, list(words), standalone_mode=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A built site, with a file whose name needs care."""
    site = {**bare_theme(), "site.yaml": bare(SMALL["site.yaml"]), "content/documents/letter.md": LETTER}
    root = write_site(tmp_path / "site", site, {"content/documents/a letter, signé.pdf": b"%PDF"})
    assert build.build(build.Job(root, DAY), root / "output").ok
    return root / "output"


def test_every_file_is_listed(copy: Path) -> None:
    found = manifest.read((copy / manifest.NAME).read_bytes())
    there = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    for_hosts = {".htaccess", ".nojekyll", "CNAME", "_headers", "_redirects"}  # hosts read them, readers don't get them
    for_hosts |= {path for path in there if path.startswith("_host/")}
    assert set(found) == there - {manifest.NAME, ".ogpsite.json"} - for_hosts
    for path, digest in found.items():
        assert hashlib.sha256((copy / path).read_bytes()).hexdigest() == digest
    assert list(found) == sorted(found)


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not here")
def test_other_tools_read_it(copy: Path) -> None:
    outcome = subprocess.run(["sha256sum", "--check", "--quiet", manifest.NAME], cwd=copy, check=False)
    assert outcome.returncode == 0


def test_a_whole_copy(copy: Path) -> None:
    outcome = run("verify", str(copy))
    assert outcome.return_value == 0, outcome.stderr
    digest = hashlib.sha256((copy / manifest.NAME).read_bytes()).hexdigest()
    assert "every one is as published" in outcome.stdout and digest in outcome.stdout


def spoiled(copy: Path) -> None:
    (copy / "plans/index.html").write_text("Another text.")
    (copy / "forum/index.html").unlink()
    (copy / "strange.html").write_text("Not ours.")


EXPECTED = """\
forum/index.html: error: is missing
plans/index.html: error: is not what was published
"""


def test_a_spoiled_copy(copy: Path) -> None:
    spoiled(copy)
    (copy / "index.html.gz").write_bytes(b"packed by a host")
    outcome = run("verify", str(copy))
    assert outcome.return_value == 1
    assert outcome.stderr.startswith(f"{EXPECTED}strange.html: warning: the manifest doesn't name this file\nChecked ")
    data = json.loads(run("verify", str(copy), "--json").stdout)
    assert (data["ok"], data["changed"], data["missing"]) == (False, ["plans/index.html"], ["forum/index.html"])
    assert data["more"] == ["strange.html"]


def test_strict_minds_what_is_more(copy: Path) -> None:
    (copy / "strange.html").write_text("Not ours.")
    assert run("verify", str(copy)).return_value == 0
    assert run("verify", str(copy), "--strict").return_value == 1


def test_over_the_network(copy: Path) -> None:
    with served(folder(copy)) as address:
        outcome = run("verify", f"{address}/")
        assert outcome.return_value == 0, outcome.stderr
        spoiled(copy)
        outcome = run("verify", address)
    assert outcome.return_value == 1
    assert outcome.stderr.startswith(EXPECTED)


def test_against_the_list_of_another_copy(copy: Path, tmp_path: Path) -> None:
    """A published site whose own list was changed with it is found out by the list at home."""
    published = tmp_path / "published"
    shutil.copytree(copy, published)
    text = b"Another text."
    (published / "plans/index.html").write_bytes(text)
    listed = manifest.read((published / manifest.NAME).read_bytes())
    listed["plans/index.html"] = hashlib.sha256(text).hexdigest()
    (published / manifest.NAME).write_bytes(manifest.written(listed))
    with served(folder(published)) as address:
        assert run("verify", address).return_value == 0
        outcome = run("verify", address, "--manifest", str(copy))
        assert outcome.stderr.startswith("plans/index.html: error: is not what was published\n")
        assert run("verify", str(copy), "--manifest", address).return_value == 1


def test_no_manifest(tmp_path: Path) -> None:
    outcome = run("verify", str(tmp_path))
    assert outcome.return_value == 1
    assert "error: there is no manifest to check against: No such file or directory  [manifest]" in outcome.stderr
    with served(folder(tmp_path)) as address:
        outcome = run("verify", address)
        assert "error: the manifest can't be fetched: it answers 404  [manifest]" in outcome.stderr
    outcome = run("verify", address)
    assert "error: the manifest can't be fetched: nothing answers there  [manifest]" in outcome.stderr
    assert run("verify", address, "--json").return_value == 1


@pytest.mark.parametrize(
    "data", [b"", b"<html>", b"\xff\xfe", b"0" * 64 + b"  ../../etc/passwd\n", b"0" * 64 + b"  /etc/passwd\n"]
)
def test_a_list_that_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / manifest.NAME).write_bytes(data)
    outcome = run("verify", str(tmp_path))
    assert outcome.return_value == 1
    assert "manifest-sha256.txt can't be read: " in outcome.stderr and "Traceback" not in outcome.stderr
