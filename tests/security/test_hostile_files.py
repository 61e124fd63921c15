"""Files that would hang, fill the memory, mislead or run: each is an error with its place, in bounds."""

# ruff: noqa: E501 - hostile files on one line each

from __future__ import annotations

import os
import resource
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from sites import DAY, ROOT, SMALL, Files, bare, bare_theme, write_site

from ogpsite import build, prose, schema
from ogpsite.model.limits import USUAL, too_much

pytestmark = pytest.mark.slow  # each builds sites of its own

FOLDER = "content/plans/2025-2028/commitments/open-clinics"
COMMITMENT = f"{FOLDER}/commitment.md"
SITE = "site.yaml"
WORDS = "content/consultations/2024-ideas/contributions"
MEMORY = 1_500_000_000


def site(folder: Path, *changes: Files, limits: str = "") -> Path:
    return write_site(folder, {**bare_theme(), SITE: bare(SMALL[SITE]) + limits}, *changes)


def told(root: Path) -> list[tuple[str, str, str]]:
    """Place, code and words of everything that a build tells."""
    return [(str(one.place), one.code, one.message) for one in build.make(build.Job(root, DAY)).problems]


def front(fields: str) -> str:
    return f"---\n{SMALL[COMMITMENT].split('---')[1].strip()}\n{fields}\n---\n"


def levels(count: int) -> str:
    return "\n".join(f"{'  ' * n}a{n}:" for n in range(count))


BOMBS: list[tuple[str, Files]] = [
    ("laughs", {COMMITMENT: front("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b, *b]")}),
    (
        "many laughs",
        {COMMITMENT: front("".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 99)))},
    ),
    ("a circle", {COMMITMENT: front("a: &a [*a]")}),
    ("merge keys", {COMMITMENT: front("a: &a {x: 1}\nb: {<<: *a}")}),
    ("python objects", {COMMITMENT: front("a: !!python/object/apply:os.system ['touch /tmp/owned']")}),
    ("python names", {COMMITMENT: front("a: !!python/name:os.system")}),
    ("binary", {COMMITMENT: front("a: !!binary aGVsbG8=")}),
    ("deep blocks", {COMMITMENT: front(levels(400))}),
    ("deep brackets", {COMMITMENT: front(f"a: {'[' * 50_000}")}),
    ("deep closed brackets", {COMMITMENT: front(f"a: {'[' * 900}{']' * 900}")}),
    ("deep braces", {COMMITMENT: front(f"a: {'{a: ' * 50_000}")}),
    ("deep dashes", {COMMITMENT: front(f"a:\n  {'- ' * 20_000}x")}),
    ("question marks", {COMMITMENT: front("? " * 20_000)}),
    ("a huge scalar", {COMMITMENT: front(f"summary: {'x' * 9_000_000}")}),
    ("a huge quoted scalar", {COMMITMENT: front(f'summary: "{"x " * 4_500_000}"')}),
    ("a huge block", {COMMITMENT: front("summary: |\n" + "  words\n" * 1_000_000)}),
    ("a huge key", {COMMITMENT: front(f"{'k' * 2_000_000}: x")}),
    ("many keys", {COMMITMENT: front("".join(f"k{n}: x\n" for n in range(400_000)))}),
    ("many items", {f"{WORDS}.yaml": "- a\n" * 2_000_000}),
    ("many short items", {f"{WORDS}.yaml": f"[{'a,' * 3_000_000}]"}),
    ("many rows", {f"{WORDS}.yaml": None, f"{WORDS}.csv": "key,text,attribution\n" + "c-1,x,anonymous\n" * 600_000}),
    ("many columns", {f"{WORDS}.yaml": None, f"{WORDS}.csv": ",".join(f"c{n}" for n in range(400_000)) + "\nx\n"}),
    (
        "a huge cell",
        {f"{WORDS}.yaml": None, f"{WORDS}.csv": f"key,text,attribution\nc-1,{'x' * 9_000_000},anonymous\n"},
    ),
    ("an open cell", {f"{WORDS}.yaml": None, f"{WORDS}.csv": 'key,text,attribution\nc-1,"' + "x\n" * 3_000_000}),
    ("a text of 11 MB", {COMMITMENT: SMALL[COMMITMENT] + "x" * 11_000_000}),
    ("a body of 9 MB", {COMMITMENT: SMALL[COMMITMENT] + "word " * 1_800_000}),
    ("many blank lines", {COMMITMENT: SMALL[COMMITMENT] + "\n" * 9_000_000 + "x"}),
    ("NUL", {COMMITMENT: SMALL[COMMITMENT] + "a\0b"}),
    ("only NUL", {COMMITMENT: b"\0" * 5_000_000}),
    ("escape", {COMMITMENT: SMALL[COMMITMENT] + "\x1b[2J"}),
    ("half a character", {COMMITMENT: SMALL[COMMITMENT].encode() + b"\xe2\x82"}),
    ("a surrogate", {COMMITMENT: SMALL[COMMITMENT].encode() + b"\xed\xa0\x80"}),
    ("UTF-16", {COMMITMENT: SMALL[COMMITMENT].encode("utf-16")}),
    ("UTF-32", {COMMITMENT: SMALL[COMMITMENT].encode("utf-32")}),
    ("UTF-7", {COMMITMENT: "+AC0ALQAt-\n"}),
    ("spaces", {COMMITMENT: front(f"summary: a{' ' * 3_000_000}b: c")}),
    ("tabs", {COMMITMENT: front("\t" * 1_000_000 + "a: b")}),
    ("colons", {COMMITMENT: front(": " * 1_000_000)}),
    ("quotes", {COMMITMENT: front("title: " + "'a' \"b\" " * 300_000)}),
    ("a date of a million digits", {COMMITMENT: front(f"start: {'9' * 1_000_000}")}),
    ("a year", {COMMITMENT: front("start: 99999999999-01-01")}),
    ("a number", {COMMITMENT: front("sdgs: [1e999999999]")}),
    ("an enormous whole number", {SITE: bare(SMALL[SITE]) + f"minutes_within_days: {'9' * 50_000}\n"}),
    ("brackets in a text", {COMMITMENT: SMALL[COMMITMENT] + "[" * 100_000}),
    ("links in a text", {COMMITMENT: SMALL[COMMITMENT] + "[a](" * 50_000}),
    ("backticks", {COMMITMENT: SMALL[COMMITMENT] + "".join("e" + "`" * n for n in range(2_000))}),
    ("quotations", {COMMITMENT: SMALL[COMMITMENT] + "> " * 50_000 + "x"}),
    ("lists", {COMMITMENT: SMALL[COMMITMENT] + "".join(f"{'  ' * n}* a\n" for n in range(1_000))}),
    ("stars", {COMMITMENT: SMALL[COMMITMENT] + "*a **a " * 50_000}),
    ("a wide table", {COMMITMENT: SMALL[COMMITMENT] + "|".join("a" * 50_000) + "\n" + "|".join("-" * 50_000)}),
    ("comments", {COMMITMENT: SMALL[COMMITMENT] + "</" + "<!--" * 50_000}),
    ("a deep folder", {"content/" + "d/" * 300 + "x.md": "---\ntitle: x\n---\n"}),
]


def limited() -> None:
    """Of this process: any byte beyond is refused. (What the system says of children counts this one's memory, too.)"""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "changes"), BOMBS, ids=[name for name, _ in BOMBS])
def test_bombs_are_told_in_bounded_time_and_memory(name: str, changes: Files, tmp_path: Path) -> None:
    """In a process of its own with little memory: an error with its place, exit code 1, no traceback."""
    root = site(tmp_path, changes)
    command = [sys.executable, "-m", "ogpsite", "check", "-s", str(root), "--as-of", DAY.isoformat()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, preexec_fn=limited, cwd=ROOT)
    assert done.returncode == 1, done.stderr[-500:]
    assert "Traceback" not in done.stderr and "fault of its own" not in done.stderr, done.stderr[-500:]
    named = [line for line in done.stderr.splitlines() if ": error:" in line]
    assert (named and any(path.split("/")[1] in done.stderr for path in changes if path != SITE)) or SITE in changes
    assert len(done.stderr) < 200_000, "the telling is bounded, too"


SLOW_TEXTS = {
    "nested emphasis": "*a **a " * 300 + "b" + " a** a*" * 300,
    "openers": "[a" * 190,
    "balanced brackets": "[" * 150 + "a" + "]" * 150,
    "many links": "[a](b) " * 450,
    "many pictures": "![a](b) " * 450,
    "many headings": "# a\n\n" * 3_000,
    "many items": "- a\n\n  b\n\n" * 1_900,
    "a long table": "a|b\n-|-\n" + "a|b\n" * 450,
    "many footnotes": "".join(f"[^{n}] [^{n}]: x\n\n" for n in range(900)),
    "many abbreviations": "".join(f"*[a{n}]: x\n" for n in range(290)) + "a1 " * 500,
    "many definitions": "a\n: b\n" * 400,
    "many references": "".join(f"[{n}]: u\n" for n in range(450)) + "[0] " * 400,
    "many words": "word " * 150_000,
    "a long word": "a" * 500_000,
    "open tags": "<a" * 190,
    "tags": "<b>" * 190 + "x",
    "quoted attributes": '<a b="' * 190,
    "mail": "<a@b" * 190,
    "entities": "&#" * 900,
    "backslashes": "\\a" * 900,
    "underlines": "a_ " * 900,
    "code": "`a" * 900,
    "fences": "```\n" * 900,
    "rules": "* * * " * 300,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW_TEXTS)
def test_dense_texts_within_the_limits_are_quick(name: str) -> None:
    """Processor time, so that a busy machine doesn't matter; the promise is one second."""
    begun = time.process_time()
    prose.render.__wrapped__(SLOW_TEXTS[name], 2, "text")
    assert time.process_time() - begun < 3  # a hang is what is looked for: three times the promise


def test_a_text_beyond_the_limits_is_shown_as_it_was_written() -> None:
    """Whoever asks `prose` without the checks of a build gets every sign, and gets it at once."""
    text = "[" * 50_000 + "<script>"
    shown = prose.render(text).html
    assert shown.startswith("<pre>[[[") and "&lt;script&gt;" in shown


# limits in site.yaml


@pytest.mark.parametrize("name", list(USUAL.__slots__))
def test_every_limit_is_a_setting(name: str) -> None:
    limits = schema.schema_of("settings")["properties"]["limits"]["properties"]
    assert name in limits
    text = (ROOT / "docs/security.md").read_text("utf-8")
    assert f"`{name}`" in text


def test_limits_can_be_lowered_and_raised(tmp_path: Path) -> None:
    long = {COMMITMENT: SMALL[COMMITMENT] + "word " * 100}
    assert told(site(tmp_path / "a", long)) == []
    found = told(site(tmp_path / "b", long, limits="limits: {text: 300}\n"))
    assert found == [(f"{COMMITMENT}:13", "limit", "the text is longer than 300 characters")]
    dense = {COMMITMENT: SMALL[COMMITMENT] + "*a* " * 700}
    assert [code for _, code, _ in told(site(tmp_path / "c", dense))] == ["limit"]
    assert told(site(tmp_path / "d", dense, limits="limits: {signs: 2000}\n")) == []
    assert "limit" in {code for _, code, _ in told(site(tmp_path / "e", limits="limits: {files: 3}\n"))}
    assert "limit" in {code for _, code, _ in told(site(tmp_path / "f", limits="limits: {values: 10}\n"))}


@pytest.mark.parametrize("value", ["{text: many}", "{text: -5}", "{text: 1.5}", "{tex: 5}", "many"])
def test_limits_that_are_none(tmp_path: Path, value: str) -> None:
    assert any(place.startswith("site.yaml:") for place, _, _ in told(site(tmp_path, limits=f"limits: {value}\n")))


def test_the_place_of_a_dense_paragraph() -> None:
    found = too_much("One.\n\nTwo.\n\n" + "[" * 500 + "x", USUAL)
    assert found is not None and found[0] == 4


# files that run


def evidence(folder: Path, name: str, data: bytes) -> list[tuple[str, str, str]]:
    text = SMALL[COMMITMENT].replace("lead:", f"evidence: ['{name}']\nlead:")
    return told(site(folder, {COMMITMENT: text, f"{FOLDER}/{name}": data}))


GOOD_SVG = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<defs><linearGradient id="a"/></defs><style>path { fill: url(#a) }</style><use href="#a"/><use xlink:href="#a"/>
<image href="data:image/png;base64,AA=="/><path d="M0 0" style="fill:url(#a)"/><text>Spent on roads, or not.</text></svg>"""
RUNNING = {
    "a.html": b"<p>Hello",
    "a.HTM": b"x",
    "a.xhtml": b"x",
    "a.svgz": b"\x1f\x8b",
    "a.mhtml": b"x",
    "a.js": b"x",
    "noending": b"  <!DOCTYPE html><script>xss()</script>",
    "a.bin": b"<html><script>xss()</script>",
    "a.php": b"<script>xss()</script>",
    "a.xml": b'<r><x:script xmlns:x="http://www.w3.org/1999/xhtml">xss()</x:script></r>',
    "b.xml": b'<?xml-stylesheet type="text/xsl" href="x.xsl"?><r/>',
    "c.xml": '<r xmlns:x="http://www.w3.org/1999/xhtml"/>'.encode("utf-16"),
    "script.svg": b"<svg><script>xss()</script></svg>",
    "prefix.svg": b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>xss()</s:script></s:svg>',
    "handler.svg": b"<svg onload='xss()'/>",
    "handler2.svg": b"<svg\nonload\n=\nxss() />",
    "link.svg": b"<svg><a href='javascript:xss()'>x</a></svg>",
    "load.svg": b"<svg><image href=\"https://evil.example/x.png\"/></svg>",
    "style.svg": b"<svg><style>@import 'https://evil.example/x.css';</style></svg>",
    "url.svg": b"<svg><rect fill='url(https://evil.example/x#y)'/></svg>",
    "foreign.svg": b"<svg><foreignObject><p>x</p></foreignObject></svg>",
    "animate.svg": b"<svg><a><animate attributeName='href' values='javascript:xss()'/></a></svg>",
    "entity.svg": b"<!DOCTYPE svg [<!ENTITY x '<script>xss()</script>'>]><svg>&x;</svg>",
    "utf16.svg": "<svg><script>xss()</script></svg>".encode("utf-16"),
    "utf16le.svg": "<svg><script>xss()</script></svg>".encode("utf-16-le"),
}  # fmt: skip


@pytest.mark.parametrize("name", RUNNING)
def test_files_that_browsers_would_run_are_refused(name: str, tmp_path: Path) -> None:
    found = evidence(tmp_path, name, RUNNING[name])
    assert [code for _, code, _ in found if code != "name"] == ["unsafe-file"], found
    assert found[0][0].startswith(f"{COMMITMENT}:"), "the place is the line that names the file"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.svg", GOOD_SVG),
        ("a.xml", b"<r><on a='=1'/></r>"),
        ("a.txt", b"<html>"),
        ("a.zip", b"PK"),
    ],
)
def test_files_that_do_nothing_are_published(name: str, data: bytes, tmp_path: Path) -> None:
    assert evidence(tmp_path, name, data) == []


# large files and pictures


def png(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"


def webp(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x16\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00" + size + b"\0" * 20


PICTURES: list[tuple[str, Callable[[int, int], bytes]]] = [
    ("a.png", png),
    ("a.jpg", jpeg),
    ("a.webp", webp),
    ("a.gif", lambda w, h: b"GIF89a" + struct.pack("<HH", min(w, 65535), min(h, 65535)) + b"\0" * 20),
    ("a.bmp", lambda w, h: b"BM" + b"\0" * 16 + struct.pack("<ii", w, -h) + b"\0" * 20),
]


@pytest.mark.parametrize(("name", "make"), PICTURES, ids=[name for name, _ in PICTURES])
def test_pictures_of_billions_of_pixels_are_refused(
    name: str, make: Callable[[int, int], bytes], tmp_path: Path
) -> None:
    (problem,) = evidence(tmp_path / "a", name, make(60_000, 50_000))
    assert problem[1:] == ("limit", f"the picture {name!r} has 3,000 million pixels, more than 100")
    assert evidence(tmp_path / "b", name, make(4_000, 3_000)) == []
    assert evidence(tmp_path / "c", name, make(4_000, 3_000)[:9]) == [], "half a head is no picture"


def test_a_file_of_2_gb_is_told_at_once(tmp_path: Path) -> None:
    text = SMALL[COMMITMENT].replace("lead:", "evidence: [big.pdf]\nlead:")
    root = site(tmp_path, {COMMITMENT: text, f"{FOLDER}/big.pdf": b"%PDF"})
    os.truncate(root / FOLDER / "big.pdf", 2_000_000_000)
    begun = time.process_time()
    assert told(root) == [(f"{COMMITMENT}:3", "limit", "the file 'big.pdf' is larger than 500 MB")]
    assert time.process_time() - begun < 5


# names


NAMES = [
    ("con.pdf", "Windows can't hold a file or folder of the name 'con.pdf'"),
    ("NUL", "Windows can't hold a file or folder of the name 'NUL'"),
    ("com1.tar.gz", "Windows can't hold a file or folder of the name 'com1.tar.gz'"),
    ("a:b.pdf", "the name 'a:b.pdf' holds the sign ':', which Windows can't hold"),
    ("what?.pdf", "the name 'what?.pdf' holds the sign '?', which Windows can't hold"),
    ("end.", "the name 'end.' holds a blank or full stop at its end, which Windows can't hold"),
    ("p\u0430y.pdf", "the name 'p\u0430y.pdf' mixes letters of several scripts that look alike"),
    ("line\nbreak.pdf", "the name of this file holds invisible signs"),
    ("turned\u202efdp.exe", "the name of this file holds invisible signs"),
    ("zero\u200bwidth.pdf", "the name of this file holds invisible signs"),
    ("bell\x07.pdf", "the name of this file holds invisible signs"),
]


@pytest.mark.parametrize(("name", "message"), NAMES, ids=[ascii(name) for name, _ in NAMES])
def test_names_that_mislead_or_that_others_can_not_hold(name: str, message: str, tmp_path: Path) -> None:
    root = site(tmp_path, {f"{FOLDER}/{name}": b"x"})
    found = [one for one in told(root) if one[1] != "unmentioned"]
    assert [one[2] for one in found] == [message]
    assert all(char.isprintable() for char in found[0][0])


TWINS = [
    ("\u00e9.pdf", "e\u0301.pdf", "the way in which an accent is stored"),
    ("A.pdf", "a.pdf", "capital letters"),
    ("stra\u00dfe.pdf", "STRASSE.pdf", "capital letters"),
]


@pytest.mark.parametrize(("one", "other", "how"), TWINS)
def test_twins(one: str, other: str, how: str, tmp_path: Path) -> None:
    found = told(site(tmp_path, {f"{FOLDER}/{one}": b"x", f"{FOLDER}/{other}": b"y"}))
    assert [message.rpartition(" only by ")[2] for _, code, message in found if code == "collision"] == [how]


def test_an_ordinary_name_of_any_script_is_fine(tmp_path: Path) -> None:
    for name in ("Решение 2024.pdf", "قرار.pdf", "決定.pdf", "décret n° 5.pdf", "Ελλάδα-EU.pdf", "console.pdf"):
        found = told(site(tmp_path, {f"{FOLDER}/{name}": b"x"}))
        assert {code for _, code, _ in found} <= {"unmentioned"}, found


# a source that is saved while it is read


def test_a_source_saved_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor empties the file, then writes it: the empty one is never taken for the text."""
    from ogpsite.load import files

    path = tmp_path / "x.md"
    path.write_text("")
    opened = os.open
    reads: list[Path] = []

    def saved(name: str, *arguments: int) -> int:
        file = opened(name, *arguments)
        if name == str(path) and not reads:
            reads.append(path)
            path.write_bytes(b"whole")
        return file

    monkeypatch.setattr(os, "open", saved)
    assert files.steady_bytes(str(path), 100) == b"whole"
