"""Whatever happens to a build, readers meet the old site or the new one, whole; the next build puts the rest right."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sites import DAY, LONE, SMALL, Files, bare, bare_theme, words, write_site

from faults.faulty import DONE, KILLED, disk_of_4_mb, in_child, killed_after, killed_at, moments, tree
from ogpsite import build, write
from ogpsite.model.site import Output
from ogpsite.problems import Refused
from ogpsite.write import swap

pytestmark = pytest.mark.slow  # each builds sites of its own

OLD = tuple(
    Output(path, f"old {path}".encode()) for path in ("index.html", "a/index.html", "a/b/x.json", "gone/x.html")
)
NEW = tuple(Output(path, f"new {path}".encode()) for path in ("index.html", "a/b/x.json", "a/c/x.json", "gone"))
NEW = (*NEW, Output("a/index.html", b"old a/index.html"), Output("files/e.bin", copy_of="e.bin"))
THEIRS = {"CNAME": b"opengov.example", "a/theirs.txt": b"Not ours", ".well-known/x/y": b"Not ours"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_site(tmp_path / "site")
    (root / "content/e.bin").write_bytes(bytes(range(256)) * 9000)
    return root


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kill is not a power cut: nothing needs to reach the disk here."""
    monkeypatch.setattr(swap, "settle", lambda folder: None)


def with_spare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "SPARE_FROM", 1)


def in_two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "at_once", lambda one, other: False)


def plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    pass


def without_hard_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_link(*arguments: object, **options: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_link)


WAYS = [plainly, with_spare, in_two_steps, without_hard_links]
Way = Callable[[pytest.MonkeyPatch], None]


def laid_out(target: Path, root: Path, *sites: tuple[Output, ...]) -> dict[str, bytes]:
    """An output folder as earlier builds and other people left it."""
    for outputs in sites:
        write.write(outputs, target, root)
    for path, data in THEIRS.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(data)
    return tree(target)


def beside(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


@pytest.mark.parametrize("way", WAYS)
def test_a_kill_at_every_operation(way: Way, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    way(monkeypatch)
    pattern = tmp_path / "pattern/output"
    old = laid_out(pattern, root, NEW, OLD)
    fresh = tmp_path / "fresh/output"
    shutil.copytree(pattern.parent, fresh.parent)
    write.write(NEW, fresh, root)
    new, left = tree(fresh), beside(fresh)
    assert set(THEIRS) <= set(new) and new["a/index.html"] == old["a/index.html"]
    number, code, seen = 0, KILLED, set()
    while code == KILLED:
        place = tmp_path / f"n{number}"
        shutil.copytree(pattern.parent, place)
        target = place / "output"
        code = killed_at(number, partial(write.write, NEW, target, root))
        assert code in (DONE, KILLED)
        found = tree(target)
        between = way is in_two_steps and not target.exists()  # the one moment that such a system can't avoid
        assert found in (old, new) or between, f"at operation {number}"
        seen.add("between" if between else "old" if found == old else "new")
        write.write(NEW, target, root)
        assert tree(target) == new, f"after operation {number}"
        assert beside(target) == left
        shutil.rmtree(place)
        number += 1
    assert number > 15 and seen >= {"old", "new"}


def test_a_kill_and_back_to_the_old(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next build may be of other files than the one that died."""
    with_spare(monkeypatch)
    pattern = tmp_path / "pattern/output"
    old = laid_out(pattern, root, NEW, OLD)
    number, code = 0, KILLED
    while code == KILLED:
        place = tmp_path / f"n{number}"
        shutil.copytree(pattern.parent, place)
        code = killed_at(number, partial(write.write, NEW, place / "output", root))
        write.write(OLD, place / "output", root)
        assert tree(place / "output") == old, f"at operation {number}"
        shutil.rmtree(place)
        number += 1


def test_a_kill_where_the_output_can_not_be_moved(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mounted folder is replaced file by file: each file is the old or the new one, and the next build ends it."""
    monkeypatch.setattr(swap, "work_folder", lambda target: None)
    pattern = tmp_path / "pattern/output"
    old = laid_out(pattern, root, OLD)
    number, code = 0, KILLED
    while code == KILLED:
        target = tmp_path / f"n{number}/output"
        shutil.copytree(pattern, target)
        code = killed_at(number, partial(write.write, NEW, target, root))
        for path, data in tree(target).items():
            wanted = {one.path: one.data for one in NEW} | {"files/e.bin": bytes(range(256)) * 9000}
            whole = data in (old.get(path), wanted.get(path))
            assert whole or path == write.MANIFEST or path.endswith(".ogpsite-part"), (number, path)
        assert write.write(NEW, target, root).at_once in (False, True)
        assert set(tree(target)) == {*THEIRS, *(one.path for one in NEW), write.MANIFEST}
        shutil.rmtree(target.parent)
        number += 1
    assert number > 10


def site(folder: Path, title: str) -> Path:
    files: Files = {**bare_theme(), "site.yaml": bare(LONE["site.yaml"].replace("Open government", title, 1))}
    pages = {f"themes/bare/templates/{name}.html": f"<p>{title}</p>" for name in ("plans/plan", "home")}
    return write_site(folder, files, pages)


@pytest.mark.slow
@pytest.mark.long
def test_500_kills_at_random_moments(tmp_path: Path) -> None:
    """Whole builds, from reading to writing, killed anywhere."""
    one, two = site(tmp_path / "one", "First"), site(tmp_path / "two", "Second")
    target = tmp_path / "output"
    assert build.build(build.Job(one, DAY), target).ok
    begun = time.monotonic()
    build.build(build.Job(two, DAY), tmp_path / "second")
    longest = time.monotonic() - begun  # as long as the last one that came to its end
    old, new = tree(target), tree(tmp_path / "second")
    assert old != new and old.keys() == new.keys()
    killed = 0
    for number, part in enumerate(moments(500, 1)):
        root, moment, begun = two if number % 2 == 0 else one, part * longest, time.monotonic()
        if killed_after(moment, partial(build.build, build.Job(root, DAY), target)) == KILLED:
            killed += 1
        else:
            longest = time.monotonic() - begun
        assert tree(target) in (old, new), f"kill {number} after {moment:.3f} s"
    assert killed > 250, killed
    assert build.build(build.Job(one, DAY), target).ok
    assert tree(target) == old and beside(target) == ["one", "output", "second", "two"]


# two builds at once


def test_one_build_waits_for_the_other(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "output"
    write.write(NEW, tmp_path / "second", root)
    new = tree(tmp_path / "second")
    for _ in range(20):
        first = os.fork()
        if first == 0:
            write.write(OLD, target, root)
            os._exit(0)
        assert in_child(lambda: write.write(NEW, target, root)) == DONE
        assert os.waitpid(first, 0)[1] == 0
        assert set(tree(target)) in ({*(one.path for one in OLD), write.MANIFEST}, set(new))
        assert beside(target) == ["output", "second", "site"]


def test_a_build_that_holds_the_turn_for_ever(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "PATIENCE", 3)
    told: list[str] = []
    with swap.turn(tmp_path / "output", told.append), pytest.raises(Refused) as refusal:
        write.write(NEW, tmp_path / "output", root, told.append)
    assert refusal.value.problems[0].message == (
        "the site could not be written: another build is writing to this folder"
    )
    assert told == ["Another build is writing to this folder; waiting for it"]


# a full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    with disk_of_4_mb(tmp_path / "disk", files=2000) as disk:
        yield disk


@pytest.mark.slow
def test_100_full_disks(small_disk: Path, root: Path) -> None:
    """The disk is filled so far that the build fails at another point each time."""
    big = tuple(Output(f"p{n}/index.html", bytes([65 + n % 26]) * 12_000) for n in range(120))
    target = small_disk / "output"
    old = laid_out(target, root, OLD)
    refused = 0
    for number in range(100):
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
        (small_disk / "ballast").write_bytes(b"x" * max(free - number * 18_000, 0))
        try:
            write.write(big, target, root)
            assert len(tree(target)) == len(big) + len(THEIRS) + 1
            write.write(OLD, target, root)
        except Refused as refusal:
            refused += 1
            assert refusal.problems[0].message == "the site could not be written: No space left on device"
        assert tree(target) == old, f"full disk {number}"
        assert sorted(path.name for path in small_disk.iterdir()) == ["ballast", "output"]
        (small_disk / "ballast").unlink()
    assert 50 < refused < 100


# rights


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without rights")
@pytest.mark.parametrize("mode", [0o500, 0o000])
def test_without_rights(root: Path, tmp_path: Path, mode: int) -> None:
    """Somebody who may not write the output, or the folder above it, changes nothing and is told so."""
    target = tmp_path / "output"
    old = laid_out(target, root, OLD)
    target.chmod(mode)
    tmp_path.chmod(0o755)

    def as_nobody() -> None:
        os.setgid(65534)
        os.setuid(65534)
        with pytest.raises(Refused):
            write.write(NEW, target, root)

    for folder in tmp_path.parents:
        if folder != Path(folder.anchor) and folder.is_relative_to("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o055)
    assert in_child(as_nobody) == DONE
    target.chmod(0o755)
    assert tree(target) == old


# what others do


def test_what_others_put_in_stays_with_its_rights(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "output"
    laid_out(target, root, OLD)
    (target / "empty").mkdir(mode=0o700)
    (target / "link").symlink_to("nowhere")
    (target / "CNAME").chmod(0o600)
    target.chmod(0o711)
    number = (target / "CNAME").stat().st_ino
    write.write(NEW, target, root)
    assert (target / "CNAME").stat().st_ino == number and (target / "CNAME").stat().st_mode & 0o777 == 0o600
    assert (target / "empty").stat().st_mode & 0o777 == 0o700
    assert (target / "link").readlink() == Path("nowhere") and target.stat().st_mode & 0o777 == 0o711


def test_what_others_put_in_meanwhile_stays(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "output"
    write.write(OLD, target, root)
    exchange = swap.exchange

    def late(target: Path, folder: Path) -> bool:
        (target / "late").mkdir()
        (target / "late/robots.txt").write_text("late")
        return exchange(target, folder)

    monkeypatch.setattr(swap, "exchange", late)
    write.write(NEW, target, root)
    assert (target / "late/robots.txt").read_text() == "late"


def test_a_file_of_somebody_else_is_no_folder_of_ours(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "output"
    write.write(OLD, target, root)
    (target / "files").write_text("Not ours")
    with pytest.raises(Refused):
        write.write(NEW, target, root)
    (target / "files").unlink()
    (target / "gone/theirs").write_text("Not ours")
    with pytest.raises(Refused) as refusal:
        write.write(NEW, target, root)
    assert "'gone' is already there" in refusal.value.problems[0].message


def test_the_output_may_be_a_link_to_a_folder(root: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "output").symlink_to(tmp_path / "www")
    write.write(OLD, tmp_path / "output", root)
    write.write(NEW, tmp_path / "output", root)
    assert (tmp_path / "output").is_symlink() and tree(tmp_path / "www")["index.html"] == b"new index.html"


def test_a_spare_that_somebody_changed_is_not_believed(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_spare(monkeypatch)
    target = tmp_path / "output"
    write.write(OLD, target, root)
    write.write(NEW, target, root)
    spare = tmp_path / ".output.ogpsite"
    assert (spare / ".gitignore").read_text() == "*\n"
    (spare / "next/index.html").write_text("Changed by hand")
    (spare / "next/foreign.html").write_text("Put in by hand")
    (spare / "next/a/index.html").unlink()
    write.write(OLD, target, root)
    assert {path: data for path, data in tree(target).items() if path != write.MANIFEST} == {
        one.path: one.data for one in OLD
    }


def test_intact(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "output"
    assert not write.intact(target)
    write.write(OLD, target, root)
    os.utime(target / write.MANIFEST)
    assert write.intact(target)
    (target / "index.html").write_text("Other")
    assert not write.intact(target)
    write.write(OLD, target, root)
    os.utime(target / write.MANIFEST)
    (target / "gone/x.html").unlink()
    assert not write.intact(target)


def test_a_copy_that_changed_meanwhile_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Evidence is read once for its checksum and once for its copy. What differs is built again, then refused."""
    document = "---\ntitle: Decree\ndate: 2026-01-01\nfile: d.pdf\n---\n"
    files: Files = {"content/documents/decree.md": document, "content/documents/d.pdf": b"first"}
    root = write_site(tmp_path / "site", {**bare_theme(), "site.yaml": bare(SMALL["site.yaml"])}, files)
    evidence, target = root / "content/documents/d.pdf", tmp_path / "output"
    make, tries = build.make, []

    def saved(*given: Any) -> build.Result:
        result = make(*given)
        tries.append(result)
        if len(tries) < stop:
            evidence.write_bytes(f"saved {len(tries)}".encode())
        return result

    monkeypatch.setattr(build, "make", saved)
    stop = 3
    assert build.build(build.Job(root, DAY), target).ok
    assert (target / "files/documents/d.pdf").read_bytes() == b"saved 2" and len(tries) == 3
    evidence.write_bytes(b"once more")
    stop, before = 100, tree(target)
    result = build.build(build.Job(root, DAY), target)
    assert words(result.problems) == [
        "content/documents/d.pdf: error: this file was changed while the site was built  [changed]\n"
        "       = build again"
    ]
    assert tree(target) == before
