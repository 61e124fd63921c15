"""Every fault gives its own words, at its own place, once; nothing is written; and no traceback is ever seen."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sites import DAY, ROOT, SMALL, Files, bare, bare_theme, words, write_site

from faults.mentions import MENTIONS
from faults.reading import READING
from faults.table import BODIES, CHECKS, COMMITMENT, FOLDER, MEETING, PLAN, REPORT, SITE, WORDS, Fault
from faults.values import VALUES
from ogpsite import build, load
from ogpsite.cli import commands
from ogpsite.problems import CODES

pytestmark = pytest.mark.slow  # hundreds of sites

ALL = [*READING, *VALUES, *MENTIONS]
EARLIER = {".ogpsite.json": '{"files": {"index.html": ""}}', "index.html": "An earlier build."}
JARGON = re.compile(
    r"(?<!!)\b(None|NoneType|True|False|dict|tuple|str|int|codec|Traceback|Exception|\w+Error|mapping values)\b"
)


def site_with(folder: Path, changes: Files, theme: bool = True) -> Path:
    """The small site with changes, in the bare theme."""
    files = {**(bare_theme() if theme else {}), **changes}
    settings = files.get(SITE, SMALL[SITE])
    if isinstance(settings, str) and settings.startswith("title:") and "theme:" not in settings:
        files[SITE] = bare(settings)
    return write_site(folder, files)


def made(folder: Path, fault: Fault) -> build.Result:
    """What a build of the fault tells."""
    root = site_with(folder / "site", fault.changes)
    return build.build(build.Job(root, DAY, strict=fault.strict), earlier(folder))


def earlier(folder: Path) -> Path:
    """An output folder with an earlier build in it."""
    target = folder / "output"
    target.mkdir()
    for name, text in EARLIER.items():
        (target / name).write_text(text)
    return target


def kept(folder: Path) -> bool:
    """Whether the earlier build is as it was."""
    found = sorted(path.name for path in (folder / "output").iterdir())
    return found == sorted(EARLIER) and all((folder / "output" / name).read_text() == EARLIER[name] for name in found)


@pytest.mark.parametrize("fault", ALL, ids=[fault.name for fault in ALL])
def test_what_an_editor_reads(fault: Fault, tmp_path: Path) -> None:
    result = made(tmp_path, fault)
    assert "\n".join(words(result.problems)) == fault.expected.strip("\n")
    assert kept(tmp_path) is not result.ok


def test_there_are_enough_faults_and_each_has_a_name() -> None:
    assert len(ALL) > 250
    assert len({fault.name for fault in ALL}) == len(ALL)


def test_every_code_has_a_fault() -> None:
    told = {code for fault in ALL for code in re.findall(r"  \[([a-z-]+)\]$", fault.expected, re.M)}
    others = [path.read_text("utf-8") for path in sorted(ROOT.glob("tests/**/test_*.py"))]
    elsewhere = {code for code in CODES if any(f'"{code}"' in text or f"[{code}]" in text for text in others)}
    assert set(CODES) - told - elsewhere == set(), "each code has a test: here, or in another file"


def test_no_jargon_reaches_an_editor() -> None:
    editors = (fault for fault in ALL if "template" not in fault.name)  # who writes templates knows their language
    for fault in editors:
        told = "\n".join(line for line in fault.expected.splitlines() if not re.match(r" +\d+ \|", line))
        assert not JARGON.search(told), told


FIVE: Files = {
    PLAN: SMALL[PLAN].replace("end: 2028-12-31", "end: 2028-02-30"),
    COMMITMENT: SMALL[COMMITMENT].replace("title: Open clinics", 'title: "Open clinics'),
    MEETING: SMALL[MEETING].replace("date: 2026", "data: 2026"),
    BODIES: SMALL[BODIES].replace("sector: civil-society", "sector: civil society"),
    WORDS: SMALL[WORDS].encode() + b"- key: c-3\n  text: Caf\xe9\n",
}


def test_five_broken_files_are_all_told_in_order(tmp_path: Path) -> None:
    """The records that mention the broken ones (the report, the checks, the responses) are not blamed."""
    result = build.make(build.Job(site_with(tmp_path, FIVE), DAY))
    assert [f"{problem.place} {problem.message}" for problem in result.problems] == [
        "content/consultations/2024-ideas/contributions.yaml:10 a character of line 10 is not UTF-8 (byte 0xe9)",
        "content/forum/meetings/2026-05-05-results.md:3 data: there is no such field",
        "content/organisations.yaml:9 sector: 'civil society' is not understood",
        f"{COMMITMENT}:2 a quotation mark opens here and is never closed",
        f"{PLAN}:4 end: '2028-02-30' is not a day: February 2028 has 29 days",
    ]


@pytest.mark.parametrize("path", [path for path in SMALL if path != SITE])
@pytest.mark.parametrize("text", ['---\ntitle: "Open\n---\n', "\x00", "- [", "key: value: more\n"])
def test_a_broken_file_is_blamed_alone(tmp_path: Path, path: str, text: str) -> None:
    result = build.make(build.Job(site_with(tmp_path, {path: text}, theme=False), DAY))
    assert {problem.place.path for problem in result.problems} == {path}


@pytest.mark.parametrize("path", [path for path in SMALL if path != SITE])
def test_a_missing_file_gives_no_traceback(tmp_path: Path, path: str) -> None:
    result = build.make(build.Job(site_with(tmp_path, {path: None}), DAY))
    assert not any(JARGON.search(text) for text in words(result.problems))


# lines


def place_of(tmp_path: Path, changes: Files) -> list[str]:
    result = build.make(build.Job(site_with(tmp_path, changes), DAY))
    return [str(problem.place) for problem in result.problems]


def test_lines_in_files_of_windows(tmp_path: Path) -> None:
    text = SMALL[COMMITMENT].replace("due: 2027-Q2", "due: 2027-Q7").replace("Why it matters.", "A\n\n[b](c.pdf)")
    assert place_of(tmp_path, {COMMITMENT: text.replace("\n", "\r\n")}) == [f"{COMMITMENT}:11"]
    right = text.replace("Q7", "Q2").replace("\n", "\r\n")
    assert place_of(tmp_path, {COMMITMENT: b"\xef\xbb\xbf" + right.encode()}) == [f"{COMMITMENT}:15"]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_pasted_line_signs_shift_nothing(tmp_path: Path, sign: str) -> None:
    text = SMALL[COMMITMENT].replace("Open clinics", f"Open{sign}clinics").replace("2027-Q2", "2027-Q7")
    assert place_of(tmp_path, {COMMITMENT: text}) == [f"{COMMITMENT}:11"]


def test_lines_of_long_texts(tmp_path: Path) -> None:
    long = "title: Open clinics\nproblem: |\n  One.\n\n  TBD\n\n  [Two](two.pdf)\nbudget: >-\n  TBD\nsdgs: [99]"
    text = SMALL[COMMITMENT].replace("title: Open clinics", long)
    assert place_of(tmp_path, {COMMITMENT: text}) == [f"{COMMITMENT}:{line}" for line in (6, 9, 11)]


def test_lines_of_a_table_with_long_cells(tmp_path: Path) -> None:
    table = 'key,text,attribution,received_on\nc-1,"One\n\nTwo",anonymous,2024-05-01\nc-2,Three,anonymous,2024-05-32\n'
    path = WORDS.replace(".yaml", ".csv")
    assert place_of(tmp_path, {WORDS: None, path: table}) == [f"{path}:5"]
    assert place_of(tmp_path, {WORDS: None, path: table.replace("\n", "\r\n")}) == [f"{path}:5"]


# what a dict of files can't hold


def loop(root: Path) -> None:
    (root / FOLDER / "loop.pdf").symlink_to("loop.pdf")


def link_to_file(root: Path) -> None:
    secret = root.parent / "secret.pdf"
    secret.write_text("secret")
    (root / FOLDER / "copy.pdf").symlink_to(secret)


def link_to_folder(root: Path) -> None:
    (root / "content" / "events").symlink_to(root.parent)


def link_to_nothing(root: Path) -> None:
    (root / FOLDER / "gone.pdf").symlink_to("nowhere.pdf")


def pipe(root: Path) -> None:
    os.mkfifo(root / FOLDER / "pipe.pdf")


def strange_name(root: Path) -> None:
    (root / FOLDER / os.fsdecode(b"caf\xe9.pdf")).write_text("x")


OUT = "this link leads out of the content folder"
NO_FILE = "this is not a file that can be read"
ODD = [
    (loop, f"{FOLDER}/loop.pdf", NO_FILE),
    (link_to_file, f"{FOLDER}/copy.pdf", OUT),
    (link_to_folder, "content/events", OUT),
    (link_to_nothing, f"{FOLDER}/gone.pdf", NO_FILE),
    (pipe, f"{FOLDER}/pipe.pdf", NO_FILE),
    (strange_name, f"{FOLDER}/caf�.pdf", "the name of this file holds characters that are not UTF-8"),
]


@pytest.mark.parametrize(("prepare", "path", "message"), ODD, ids=[row[0].__name__ for row in ODD])
def test_odd_files(tmp_path: Path, prepare: Callable[[Path], None], path: str, message: str) -> None:
    root = site_with(tmp_path / "site", {})
    prepare(root)
    (problem,) = build.make(build.Job(root, DAY)).problems
    assert (str(problem.place), problem.code, problem.message) == (path, "file", message)
    outcome = CliRunner().invoke(commands, ["check", "-s", str(root)], standalone_mode=False)
    assert outcome.return_value == 1 and not outcome.exception


def test_a_link_inside_the_content_is_fine(tmp_path: Path) -> None:
    root = site_with(tmp_path, {COMMITMENT: SMALL[COMMITMENT].replace("lead:", "evidence: [b.pdf]\nlead:")})
    (root / "content/plans/a.pdf").write_text("a")
    (root / FOLDER / "b.pdf").symlink_to("../../../a.pdf")
    problems = build.make(build.Job(root, DAY)).problems
    assert [str(problem.place) for problem in problems if "b.pdf" in str(problem.place)] == []


def test_files_and_folders_without_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root every file can be read, so the refusal is played."""
    read, listed = load.files.steady_bytes, os.scandir

    def read_bytes(path: str, most: int) -> bytes:
        if path.endswith("/plan.md"):
            raise PermissionError(13, "Permission denied")
        return read(path, most)

    def scandir(path: Any) -> object:
        if str(path).endswith("consultations"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(load.files, "steady_bytes", read_bytes)
    monkeypatch.setattr(os, "scandir", scandir)
    problems = build.make(build.Job(site_with(tmp_path, {}), DAY)).problems
    assert [(str(one.place), one.message) for one in problems] == [
        ("content/consultations", "the folder can't be read: Permission denied"),
        (PLAN, "the file can't be read: Permission denied"),
    ]


def test_what_systems_leave_in_folders_is_no_content(tmp_path: Path) -> None:
    """A document that is open in Word, or a folder looked at with Windows or macOS, stands in no one's way."""
    names = ("~$minutes.docx", "Thumbs.db", "desktop.ini", ".DS_Store", "plan.md~", "Icon\r")
    changes: Files = {f"content/plans/{place}{name}": b"\0" for place in ("", "2025-2028/") for name in names}
    result = build.make(build.Job(site_with(tmp_path, changes), DAY))
    assert result.ok and result.problems == ()


def test_a_file_larger_than_texts_are(tmp_path: Path) -> None:
    limits = "limits: {text_file: 1}\n"
    changes: Files = {
        SITE: bare(SMALL[SITE]) + limits,
        REPORT: SMALL[REPORT] + "x\n" * 600_000,
        COMMITMENT: "",
        CHECKS: "",
    }
    problems = build.make(build.Job(write_site(tmp_path, changes), DAY)).problems
    assert (REPORT, "the file is larger than 1 MB") in {(one.place.path, one.message) for one in problems}


# the command line

FEW = [fault for fault in ALL if fault.name in ("a text with a colon", "a drive letter", "a template that isn't there")]


@pytest.mark.parametrize("fault", FEW, ids=[fault.name for fault in FEW])
@pytest.mark.parametrize("command", ["build", "check"])
def test_the_command_line_tells_the_same(fault: Fault, command: str, tmp_path: Path) -> None:
    root = site_with(tmp_path / "site", fault.changes)
    options = ["--source", str(root), "--as-of", DAY.isoformat()]
    if command == "build":
        options += ["--output", str(earlier(tmp_path))]
    outcome = CliRunner().invoke(commands, [command, *options], standalone_mode=False)
    assert outcome.return_value == 1
    assert outcome.stdout == ""
    assert outcome.stderr.replace(f"{root}/", "") == f"{fault.expected}Nothing was written: 1 error.\n"
    assert command == "check" or kept(tmp_path)


def test_strict_lets_warnings_stand_in_the_way(tmp_path: Path) -> None:
    changes = {COMMITMENT: SMALL[COMMITMENT].replace("Why it matters.", "TBD")}
    root = site_with(tmp_path / "site", changes)
    options = ["check", "--source", str(root), "--as-of", DAY.isoformat()]
    easy = CliRunner().invoke(commands, options, standalone_mode=False)
    assert easy.return_value == 0 and "1 warning" in easy.stdout
    assert CliRunner().invoke(commands, [*options, "--strict"], standalone_mode=False).return_value == 1
