"""The pipeline: the same files and day give the same bytes, wherever, however and whenever they are built."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import DAY, ROOT, SMALL, Files, bare, bare_theme, check_site, words, write_site

from ogpsite import build
from ogpsite.build import known
from ogpsite.model.manifest import HOST_FILES
from ogpsite.model.site import Output
from ogpsite.problems import Refused

FULL: Files = {
    # records and files whose order could be left to chance
    **{f"content/news/n-{n}.md": f"---\ntitle: N{n}\ndate: 2026-01-0{n}\nabout: [health]\n---\n" for n in range(1, 6)},
    **{f"content/documents/d-{n}.md": f"---\ntitle: D\ndate: 2026-01-01\nfile: d-{n}.pdf\n---\n" for n in range(1, 4)},
    **{f"content/documents/d-{n}.pdf": b"%PDF" + bytes([n]) for n in range(1, 4)},
    "content/plans/2025-2028/plan.fr.md": "---\ntitle: Plan\n---\nLe plan.\n",
}


def outputs_of(result: build.Result) -> dict[str, Output]:
    assert result.ok, "\n".join(words(result.problems))
    return {output.path: output for output in result.outputs}


def digests(target: Path) -> dict[str, str]:
    """Every file of an output folder with its SHA-256."""
    found = (path for path in sorted(target.rglob("*")) if path.is_file())
    return {path.relative_to(target).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_two_builds_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In another folder, with the disk's own order turned round."""
    files = {**bare_theme(), "site.yaml": bare(SMALL["site.yaml"]), **FULL}
    first = build.build(build.Job(write_site(tmp_path / "a", files), DAY), tmp_path / "a/output")
    assert first.ok and first.written.written == len(first.outputs)
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda path: iter(sorted(listed(path), reverse=True)))
    build.build(build.Job(write_site(tmp_path / "deep/er/b", files), DAY), tmp_path / "c")
    assert digests(tmp_path / "a/output") == digests(tmp_path / "c")


@pytest.mark.slow
def test_the_small_site_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = outputs_of(check_site(tmp_path / "a", FULL))
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda path: iter(sorted(listed(path), reverse=True)))
    assert outputs_of(check_site(tmp_path / "b", FULL)) == first


ELSEWHERE = [
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "fr_FR.UTF-8", "LANG": "ar_EG.UTF-8", "PYTHONHASHSEED": "2"},
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "random", "PYTHONUTF8": "0", "HOME": "/nowhere"},
]


def builds_elsewhere(folder: Path) -> Iterator[dict[str, str]]:
    """The same site, built by processes in other surroundings, in folders of their own."""
    for n, surroundings in enumerate(ELSEWHERE):
        root = write_site(folder / f"site-{n}", FULL)
        target = folder / f"output-{n}"
        command = [sys.executable, "-m", "ogpsite", "build", "-s", str(root), "-o", str(target), "--as-of", str(DAY)]
        environment = {**os.environ, **surroundings, "PYTHONPATH": str(ROOT)}
        outcome = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert (outcome.returncode, outcome.stderr) == (0, b"")
        yield digests(target)


@pytest.mark.slow
def test_surroundings_make_no_difference(tmp_path: Path) -> None:
    first, *others = builds_elsewhere(tmp_path)
    assert len(first) > 50
    assert all(other == first for other in others)


@pytest.mark.slow
def test_the_sample_is_the_same_twice(sample: build.Result) -> None:
    again = build.make(build.Job(ROOT, DAY))
    assert again.outputs == sample.outputs
    assert [one.path for one in sample.outputs] == list(dict.fromkeys(one.path for one in sample.outputs))


def test_outputs_come_in_a_fixed_order_and_none_twice(tmp_path: Path) -> None:
    files = {**bare_theme(), "site.yaml": bare(SMALL["site.yaml"]), **FULL}
    paths = [one.path for one in check_site(tmp_path, files).outputs]
    assert len(set(paths)) == len(paths)
    meant = (".well-known/ogp.json", *HOST_FILES)
    hidden = [path for path in paths if path.startswith(".") and path not in meant]
    assert not hidden + [path for path in paths if path.startswith("/") or ".." in path or "\\" in path]


# doors


def test_the_settings_can_be_asked_before_a_build(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"site.yaml": SMALL["site.yaml"] + "timezone: Africa/Tunis\n"})
    assert known.settings_of(root).timezone == "Africa/Tunis"
    assert known.settings_of(tmp_path / "nowhere").timezone == ""
    for text in ("title: [", "", "- a", "\x00"):
        (root / "site.yaml").write_text(text)
        assert known.settings_of(root).timezone == ""


def test_the_ids_that_are_there(tmp_path: Path) -> None:
    found = known.known_ids(write_site(tmp_path, {"content/plans/2025-2028/plan.md": "---\ntitle: [\n---\n"}))
    assert found["plan"] == ["2025-2028"]
    assert found["commitment"] == ["2025-2028/open-clinics"]
    assert found["contribution"] == ["2024-ideas/c-1", "2024-ideas/c-2"]
    with pytest.raises(Refused):
        known.known_ids(tmp_path / "nowhere")


def test_what_is_done_is_told_in_order(tmp_path: Path) -> None:
    told: list[str] = []
    files = {**bare_theme(), "site.yaml": bare(SMALL["site.yaml"])}
    build.build(build.Job(write_site(tmp_path / "a", files), DAY), tmp_path / "b", told.append)
    assert told == ["Reading", "Making pages", "Writing"]
