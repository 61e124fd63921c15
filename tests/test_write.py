"""The output folder: what is written, kept, removed and refused."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sites import DAY, SMALL, write_site

from ogpsite import build, write
from ogpsite.model.site import Output
from ogpsite.problems import Problem, Refused, worded
from ogpsite.write import ahead, manifest, stage

PAGES = (Output("index.html", b"Home"), Output("plans/index.html", b"Plans"), Output("plans/a/index.html", b"A"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a site."""
    return write_site(tmp_path / "site")


def files(target: Path) -> dict[str, str]:
    """Everything in the output folder but the list of our files."""
    found = (path for path in target.rglob("*") if path.is_file() and path.name != write.MANIFEST)
    return {path.relative_to(target).as_posix(): path.read_text() for path in sorted(found)}


def test_outputs_are_written(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "new/deep/output"
    assert write.write(PAGES, target, root) == write.Written(3, 0, 0)
    assert files(target) == {"index.html": "Home", "plans/a/index.html": "A", "plans/index.html": "Plans"}


def test_unchanged_files_are_not_touched(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "output"
    write.write(PAGES, target, root)
    for path in target.rglob("*.html"):
        os.utime(path, (1, 1))
    changed = (PAGES[0], Output("plans/index.html", b"Other plans"), PAGES[2])
    assert write.write(changed, target, root) == write.Written(1, 2, 0)
    ages = {path.relative_to(target).as_posix(): path.stat().st_mtime for path in target.rglob("*.html")}
    assert (ages["index.html"], ages["plans/a/index.html"]) == (1, 1)
    assert ages["plans/index.html"] > 1


def test_stale_files_and_the_folders_they_leave_empty_go(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "output"
    write.write(PAGES, target, root)
    assert write.write(PAGES[:1], target, root) == write.Written(0, 1, 2)
    assert sorted(path.name for path in target.iterdir()) == [write.MANIFEST, "index.html"]


def test_files_of_others_stay(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "output"
    write.write(PAGES, target, root)
    (target / "plans/CNAME").write_text("x")
    (target / ".well-known").mkdir()
    (target / ".well-known/security.txt").write_text("x")
    write.write((), target, root)
    assert files(target) == {"plans/CNAME": "x", ".well-known/security.txt": "x"}


def test_a_file_that_somebody_changed_or_removed_is_made_again(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "output"
    write.write(PAGES, target, root)
    (target / "index.html").write_text("Changed")
    (target / "plans/index.html").unlink()
    assert write.write(PAGES, target, root) == write.Written(2, 1, 0)
    assert files(target)["index.html"] == "Home"


def test_a_file_of_somebody_else_is_never_replaced(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "output"
    write.write(PAGES[:1], target, root)
    (target / "plans").mkdir()
    (target / "plans/index.html").write_text("Not ours")
    with pytest.raises(Refused) as refusal:
        write.write(PAGES, target, root)
    (problem,) = refusal.value.problems
    assert problem.message == "'plans/index.html' is already there, and ogpsite did not write it"
    assert files(target) == {"index.html": "Home", "plans/index.html": "Not ours"}


def test_a_file_of_somebody_else_with_the_same_bytes_is_no_obstacle(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "output"
    write.write(PAGES[:1], target, root)
    (target / "plans").mkdir()
    (target / "plans/index.html").write_text("Plans")
    assert write.write(PAGES, target, root).written > 0


def test_links_in_the_output_are_replaced_and_not_followed(root: Path, tmp_path: Path) -> None:
    target, secret = tmp_path / "output", tmp_path / "secret.txt"
    write.write(PAGES, target, root)
    secret.write_text("Home")
    (target / "index.html").unlink()
    (target / "index.html").symlink_to(secret)
    write.write((Output("index.html", b"New"), *PAGES[1:]), target, root)
    assert secret.read_text() == "Home"
    assert not (target / "index.html").is_symlink()


def test_a_file_becomes_a_folder_and_back(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "output"
    flat, deep = (Output("plans", b"x"),), (Output("plans/index.html", b"x"),)
    write.write(flat, target, root)
    write.write(deep, target, root)
    assert list(files(target)) == ["plans/index.html"]
    write.write(flat, target, root)
    assert list(files(target)) == ["plans"]


def test_copies_are_made_byte_for_byte(root: Path, tmp_path: Path) -> None:
    data = bytes(range(256)) * 100
    (root / "content/a.bin").write_bytes(data)
    target = tmp_path / "output"
    copy = Output("files/a.bin", copy_of="a.bin")
    assert write.write((copy,), target, root).written == 1
    assert (target / "files/a.bin").read_bytes() == data
    assert write.write((copy,), target, root) == write.Written(0, 1, 0)
    (root / "content/a.bin").write_bytes(data[::-1])
    assert write.write((copy,), target, root).written == 1


# the list of our files

DAMAGED = ["", "{", "[]", "null", '{"files": []}', '{"files": 3}', "\x00\xff", '{"files": {"a": {}}}']


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_list_counts_as_none(root: Path, tmp_path: Path, text: str) -> None:
    target = tmp_path / "output"
    write.write(PAGES, target, root)
    (target / "mine.txt").write_text("x")
    (target / write.MANIFEST).write_text(text)
    assert write.write(PAGES, target, root).removed == 0, "the same bytes may be written again"
    assert "mine.txt" in files(target)
    (target / write.MANIFEST).write_text(text)
    with pytest.raises(Refused):
        write.write((Output("index.html", b"Other"),), target, root)


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/secret", "a/../../secret.txt", "..\\secret.txt", "C:secret"])
def test_a_forged_list_removes_nothing_outside(root: Path, tmp_path: Path, path: str) -> None:
    target = tmp_path / "output"
    write.write(PAGES, target, root)
    (tmp_path / "secret.txt").write_text("x")
    (target / write.MANIFEST).write_text(json.dumps({"files": {path: "", "index.html": ""}}))
    write.write(PAGES[1:], target, root)
    assert list(files(target)) == ["plans/a/index.html", "plans/index.html"]
    assert (tmp_path / "secret.txt").read_text() == "x"


def test_a_link_to_a_folder_in_the_output_leads_nowhere_else(root: Path, tmp_path: Path) -> None:
    """Somebody replaced a folder of ours by a link to one that holds files of the same names."""
    target, other = tmp_path / "output", tmp_path / "other"
    write.write(PAGES, target, root)
    shutil.rmtree(target / "plans")
    other.mkdir()
    (other / "index.html").write_text("Not ours")
    (target / "plans").symlink_to(other)
    with pytest.raises(Refused):
        write.write((Output("plans/index.html", b"New"),), target, root)
    with pytest.raises(Refused):
        write.write(PAGES[:1], target, root)
    assert (other / "index.html").read_text() == "Not ours"


# refusals


def whole_disk(root: Path) -> Path:
    return Path(root.anchor)


def home(root: Path) -> Path:
    return Path.home()


def sources(root: Path) -> Path:
    return root


def above(root: Path) -> Path:
    return root.parent


def content(root: Path) -> Path:
    return root / "content"


def inside_content(root: Path) -> Path:
    return root / "content/plans/output"


def themes(root: Path) -> Path:
    return root / "themes/output"


def a_file(root: Path) -> Path:
    (root / "output").write_text("x")
    return root / "output"


def foreign(root: Path) -> Path:
    (root / "output").mkdir()
    (root / "output/thesis.doc").write_text("x")
    return root / "output"


def link_to_sources(root: Path) -> Path:
    (root.parent / "link").symlink_to(root)
    return root.parent / "link"


def dots(root: Path) -> Path:
    return root / "output/../content"


def below_a_file(root: Path) -> Path:
    return root / "site.yaml/output"


HOLDS = "the output folder holds the site's sources"
INSIDE = "the output folder lies inside the site's sources"
DISK = "the output folder is the whole disk, or your home folder"
REFUSED = [
    (whole_disk, DISK),
    (home, DISK),
    (sources, HOLDS),
    (above, HOLDS),
    (content, INSIDE),
    (inside_content, INSIDE),
    (themes, INSIDE),
    (a_file, "this is a file, not a folder"),
    (foreign, "the folder holds files that ogpsite did not write"),
    (link_to_sources, HOLDS),
    (dots, INSIDE),
]


@pytest.mark.parametrize(("place", "message"), REFUSED, ids=[row[0].__name__ for row in REFUSED])
def test_folders_that_are_refused(root: Path, place: Callable[[Path], Path], message: str) -> None:
    target = place(root)
    result = build.build(build.Job(root, DAY), target)
    assert [worded(problem) for problem in result.problems] == [
        f"{target}: error: {message}  [output]\n"
        "       = choose an empty folder, or one that an earlier build made: --output FOLDER"
    ]
    assert not result.ok and result.written == write.Written()
    assert (root / "site.yaml").read_text() == SMALL["site.yaml"]


@pytest.mark.parametrize("name", [".git", ".gitignore", ".gitkeep"])
def test_folders_of_git_are_empty_enough(root: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / name).write_text("x")
    assert write.refusal(tmp_path / "output", root) is None


def test_a_folder_below_a_file_can_not_be_made(root: Path) -> None:
    with pytest.raises(Refused) as refusal:
        write.write(PAGES, below_a_file(root), root)
    assert refusal.value.problems[0].code == "output"


# the disk says no


def told(problem: Problem) -> str:
    return f"{problem.message} | {problem.hint}"


@pytest.mark.parametrize(("number", "words"), [(28, "No space left on device"), (13, "Permission denied")])
def test_a_disk_that_says_no(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    target = tmp_path / "output"
    write.write(PAGES, target, root)
    before = files(target)
    put = stage.put

    def full(path: str, output: Output, root: Path) -> None:
        if path.endswith("a/index.html"):
            raise OSError(number, words)
        put(path, output, root)

    monkeypatch.setattr(stage, "put", full)
    with pytest.raises(Refused) as refusal:
        write.write(tuple(Output(one.path, b"New") for one in PAGES), target, root)
    assert told(refusal.value.problems[0]) == (
        f"the site could not be written: {words} | look at the free space and at your rights, then build again; "
        "the site is whole"
    )
    assert files(target) == before, "no file is half written, and no part is left"
    monkeypatch.undo()
    assert write.write(PAGES, target, root).removed == 0, "the next build goes on"


# collisions

COLLISIONS = [
    (["a", "a"], ["two things would be published at /a"]),
    (["a", "a", "a"], ["two things would be published at /a"] * 2),
    (["A/index.html", "a/index.html"], ["/a/index.html and /A/index.html differ only by capital letters"]),
    (["a", "a/index.html"], ["/a would be a file and a folder at once"]),
    (["a/b/index.html", "a"], ["/a would be a file and a folder at once"]),
    (["a/index.html", "b/index.html", "index.html"], []),
]


@pytest.mark.parametrize(("paths", "messages"), COLLISIONS)
def test_collisions(paths: list[str], messages: list[str]) -> None:
    assert [one.message for one in write.collisions(Output(path) for path in paths)] == messages


# the list of our files


def test_the_list_is_read_as_it_was_written(tmp_path: Path) -> None:
    entries = {"a.html": manifest.Entry("0" * 64, 12), "b/c.html": manifest.Entry("1" * 64, 0)}
    (tmp_path / write.MANIFEST).write_bytes(manifest.text(entries))
    assert manifest.read(tmp_path).files == entries
    assert manifest.read(tmp_path).moment == (tmp_path / write.MANIFEST).stat().st_mtime_ns


@pytest.mark.parametrize("written", ["0", "0 ", "0 x", "0 -5", "0 ١", "0 1.5", ""])
def test_a_size_that_is_none_is_not_known(written: str) -> None:
    assert manifest.entry(written).size == -1


@pytest.mark.parametrize("path", ["", ".", "..", "a/../b", "/a", "a//b", "a/", "C:/a", "c:a", "a\\..\\b", "a\0b", "\0"])
def test_what_leads_out_of_the_folder(path: str) -> None:
    assert not manifest.is_inside(path)


@pytest.mark.parametrize("path", ["a", "a/b.html", "..a/b", "ab:c", "é/ق.pdf"])
def test_what_stays_in_the_folder(path: str) -> None:
    assert manifest.is_inside(path)


def test_which_files_are_surely_as_they_were(tmp_path: Path) -> None:
    """An ordinary file of the size in the list, older than the list; everything else is read."""
    (tmp_path / "a").write_text("four")
    (tmp_path / "link").symlink_to("a")
    seen = manifest.survey(tmp_path)
    moment = seen["a"].st_mtime_ns
    known = manifest.Manifest(
        {"a": manifest.Entry("", 4), "link": manifest.Entry("", seen["link"].st_size)},
        max(moment, seen["link"].st_mtime_ns) + 1,
    )
    assert manifest.untouched(known, "a", seen["a"])
    assert not manifest.untouched(known, "link", seen["link"]), "a link is no ordinary file"
    assert not manifest.untouched(known, "a", None) and not manifest.untouched(known, "b", seen["a"])
    assert not manifest.untouched(manifest.Manifest({"a": manifest.Entry("", 5)}, moment + 1), "a", seen["a"])
    assert not manifest.untouched(manifest.Manifest(known.files, moment), "a", seen["a"]), "of the same instant"


def test_folders_within_folders_go_with_their_files(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "output"
    deep = (Output("index.html", b"Home"), Output("a/b/c/d/index.html", b"D"), Output("a/x/index.html", b"X"))
    write.write(deep, target, root)
    write.write(deep[:1], target, root)
    assert [path.name for path in sorted(target.rglob("*"))] == [write.MANIFEST, "index.html"]


def test_what_to_do_where_two_outputs_meet() -> None:
    (problem,) = write.collisions((Output("a", b"1"), Output("A", b"2")))
    assert (problem.code, problem.hint) == ("collision", "rename one of the files")


@pytest.mark.skipif(not hasattr(os, "chown"), reason="folders have no owners here")
def test_a_new_folder_belongs_to_whom_the_old_one_belongs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[Path, int, int]] = []
    monkeypatch.setattr(os, "chown", lambda *one: given.append(one))
    there = tmp_path / "output"
    there.mkdir()
    there.chmod(0o750)
    made = tmp_path / "deep/er"
    ahead.made_like(made, there)
    assert given == [(made, there.stat().st_uid, there.stat().st_gid)]
    assert made.stat().st_mode == there.stat().st_mode
    ahead.made_like(tmp_path / "other", tmp_path / "nowhere")
    assert (tmp_path / "other").is_dir() and len(given) == 1, "there is nobody to give it to"


@pytest.mark.parametrize("trouble", [PermissionError(1, "Operation not permitted"), AttributeError("chown")])
def test_where_a_folder_cannot_be_given_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def refusing(*one: object) -> None:
        raise trouble

    monkeypatch.setattr(os, "chown", refusing, raising=False)
    there = tmp_path / "output"
    there.mkdir()
    there.chmod(0o750)
    ahead.made_like(tmp_path / "new", there)
    assert (tmp_path / "new").stat().st_mode == there.stat().st_mode
