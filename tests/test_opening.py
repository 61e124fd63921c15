"""What is compiled while the program opens is kept beside it, gives what Python gives, and is never trusted damaged."""

from __future__ import annotations

import marshal
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sites import DAY, SMALL, write_site

from ogpsite import opening

pytestmark = pytest.mark.xdist_group("opening")  # one process makes what they begin with

TOLD = """
import os, sys
real = os._exit
def end(code):
    made = opening.BESIDE.used - before
    print(len(opening.BESIDE.used & before), len(made), file=sys.stderr)
    real(code)
os._exit = end
from ogpsite import opening
opening.begin()
before = {*opening.BESIDE.known}
from ogpsite import __main__
__main__.run()
"""


def command(folder: Path, *words: str, **env: str) -> tuple[str, int, int]:
    """What a command says whose modules are kept in a folder; how much it had of what was kept, and what it made."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own |= {"PYTHONPYCACHEPREFIX": str(folder), **env}
    done = subprocess.run([sys.executable, "-c", TOLD, *words], capture_output=True, text=True, timeout=300, env=own)
    assert done.returncode == 0, done.stderr
    taken, made = map(int, done.stderr.split()[-2:])
    return done.stdout, taken, made


def kept(folder: Path) -> Path | None:
    return next(folder.rglob("opening.*.kept"), None)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, int, int]]:
    """The folder of modules that a first command leaves, and what it said."""
    folder = tmp_path_factory.mktemp("begun")
    return folder, command(folder, "--help")


def test_what_a_command_compiled_the_next_one_takes(tmp_path: Path, begun: tuple[Path, tuple[str, int, int]]) -> None:
    shutil.copytree(begun[0], tmp_path, dirs_exist_ok=True)
    first, path = begun[1], kept(tmp_path)
    assert path
    was = path.read_bytes()
    again = command(tmp_path, "--help")
    assert again[0] == first[0]
    assert first[1] == again[2] == 0
    assert again[1] > 20
    assert path.read_bytes() == was
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("harm", ["cut", "turned", "other Python", "nothing"])
def test_what_is_damaged_is_not_taken(tmp_path: Path, begun: tuple[Path, tuple[str, int, int]], harm: str) -> None:
    shutil.copytree(begun[0], tmp_path, dirs_exist_ok=True)
    said, path = begun[1][0], kept(tmp_path)
    assert path
    was = path.read_bytes()
    harmed = {
        "cut": was[:-9],
        "turned": was[:-200] + bytes([was[-200] ^ 1]) + was[-199:],
        "other Python": was.replace(sys.version.encode(), b"9" * len(sys.version.encode())),
        "nothing": b"",
    }[harm]
    assert harmed != was
    path.write_bytes(harmed)
    again = command(tmp_path, "--help")
    assert again[0] == said
    assert again[2] > 0
    assert path.read_bytes() == was


def test_who_may_not_keep_modules_keeps_nothing(tmp_path: Path) -> None:
    command(tmp_path, "--help", PYTHONDONTWRITEBYTECODE="1")
    assert kept(tmp_path) is None
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert command(tmp_path / "file", "--help")[0]  # a folder that can't be written


@pytest.mark.slow
def test_what_is_kept_is_what_python_makes(tmp_path: Path) -> None:
    """Of a whole build, in whatever process it was compiled; and the pages are the same."""
    sites = [write_site(tmp_path / name, SMALL) for name in ("one", "two")]
    for root in sites:
        command(tmp_path / "kept", "build", "--source", str(root), "--as-of", DAY.isoformat(), "--no-cache")
    path = kept(tmp_path / "kept")
    assert path
    found = opening.read(str(path))
    patterns, ways = 0, opening.Patterns()
    for (kind, text, flags), parts in found.items():
        if kind == "code":
            assert ways.plain is not ways.compile
            assert marshal.loads(parts) == compile(text, "<string>", "exec")
            continue
        own: re.Pattern[str] = ways.plain(text, flags)
        taken = ways.made(text, parts)
        assert (taken, taken.groups, taken.groupindex) == (own, own.groups, own.groupindex)
        patterns += 1
    assert patterns > 150
    assert len(found) - patterns > 50
    pages = [{one.relative_to(root): one.read_bytes() for one in root.rglob("*.html")} for root in sites]
    assert pages[0] == pages[1]


def test_no_pattern_is_kept_that_was_made_of_what_somebody_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    beside, ways = opening.Beside(), opening.Patterns()
    monkeypatch.setattr(opening, "BESIDE", beside)
    monkeypatch.setattr(ways.compiler, "compile", ways.compile)
    re.purge()
    word = "".join(reversed("drow"))
    assert re.compile(f"{re.escape(word)}[a-c]").fullmatch("worda")
    assert re.compile(word, re.I).fullmatch("WORD")
    assert not beside.new
    assert re.compile(r"a literal of this (?P<one>code)").groupindex == {"one": 1}
    assert [text for _, text, _ in beside.new] == [r"a literal of this (?P<one>code)"]
    re.purge()
    assert re.compile(r"a literal of this (?P<one>code)").sub(r"\g<one>", "a literal of this code!") == "code!"
    assert len(beside.used) == 1
    with pytest.raises(re.error, match="unterminated"):
        re.compile("(a literal that is wrong")


@pytest.mark.parametrize("other", ["_code", "_parser", "_sre"])
def test_a_python_that_compiles_in_another_way_does_so_itself(other: str, tmp_path: Path) -> None:
    told = f"import re\nclass Other:\n def compile(*given): raise TypeError\nre._compiler.{other} = Other\n"
    done = subprocess.run(
        [sys.executable, "-c", f"{told}plain = re._compiler.compile\nfrom ogpsite import opening\nopening.begin()\n"
         "assert re._compiler.compile is plain"],
        capture_output=True, text=True, timeout=300, env={**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_who_does_not_begin_keeps_nothing() -> None:
    """The program as a library, and its tests, compile as Python does."""
    assert not opening.BESIDE.path
    known: dict[str, object] = {}
    exec(opening.code("one = 1 + 1"), known)
    assert known["one"] == 2
    assert not opening.BESIDE.new


def test_what_nobody_has_a_use_for_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST", 3)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = str(tmp_path / "kept")
    for texts in (("a", "b"), ("b", "c"), ("c", "d")):
        beside = opening.Beside()
        beside.open(path)
        for text in texts:
            if beside.get(("code", text, 0)) is None:
                beside.put(("code", text, 0), b"")
        beside.keep()
    assert {text for _, text, _ in opening.read(path)} == {"c", "d"}
