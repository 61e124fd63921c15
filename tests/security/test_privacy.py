"""Nothing leaks: canary words in every draft, embargoed, private and withdrawn place are in no byte of the output."""

# ruff: noqa: E501 - records on one line each

from __future__ import annotations

import base64
import getpass
import gzip
import io
import json
import os
import socket
import subprocess
import sys
import zipfile
import zlib
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import brotli
import pytest
from click.testing import CliRunner
from serve.preview import HANG, Running
from sites import DAY, ROOT, SMALL, Files, words, write_site

from ogpsite import build, load
from ogpsite.cli import commands
from ogpsite.memory.shelves import Memory
from security.canaries import FILES, FOLDER, PLANTED, WORDS, files_in, heard, singing

pytestmark = pytest.mark.slow  # each builds sites of its own

WHO = {
    # whom a machine would name: none of them may be in a page
    "USER": "machineuser",
    "LOGNAME": "machineuser",
    "USERNAME": "machineuser",
    "HOSTNAME": "machinehost",
    "EMAIL": "machineuser@machinehost.example",
    "GIT_AUTHOR_NAME": "machineauthor",
    "GIT_AUTHOR_EMAIL": "machineauthor@machinehost.example",
    "GIT_COMMITTER_NAME": "machineauthor",
}
MACHINE = frozenset(
    {
        "machineuser",
        "machinehost",
        "machineauthor",
        "secretplace",
        *(one for one in (socket.gethostname(), getpass.getuser()) if len(one) > 5),
    }
)
CANARIES = frozenset(PLANTED)


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder `secretplace` with the site full of canaries in `site`, built and published by the commands."""
    place = tmp_path_factory.mktemp("privacy") / "secretplace"
    root = write_site(place / "site", FILES)
    (place / "home").mkdir()
    environment = {**os.environ, **WHO, "HOME": str(place / "home"), "PYTHONPATH": str(ROOT)}
    for options in (["build", "--publish"], ["publish", "zip:site.zip", "-y"]):
        command = [sys.executable, "-m", "ogpsite", *options, "--as-of", DAY.isoformat()]
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
    return place


def test_there_are_enough_places() -> None:
    assert len(PLANTED) >= 60


def test_every_wrapping_is_undone() -> None:
    """The ears hear a word through whatever an output may wrap it in."""
    word, packed = "canary000x", io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a/b.xml", f"<a>{word}</a>")
    wrapped = {
        "raw": f"x{word}y".encode(),
        "capitals": word.upper().encode(),
        "zip": packed.getvalue(),
        "zip in gzip": gzip.compress(packed.getvalue()),
        "a.br": brotli.compress(word.encode()),
        "json": json.dumps({"a": ["".join(f"\\u{ord(one):04x}" for one in word)]}).replace("\\\\", "\\").encode(),
        "percent": quote(word).replace("a", "%61").encode(),
        "entities": "".join(f"&#{ord(one)};" for one in word).encode(),
        "base64": b"x: " + base64.b64encode(b"before it " + word.encode()),
        "folded": b"SUMMARY:can\r\n ary000x",
        "UTF-16": word.encode("utf-16"),
        "pdf": b"%PDF-1.4\nstream\n" + zlib.compress(word.encode()) + b"\nendstream",
        word: b"",
    }
    for name, data in wrapped.items():
        assert heard(name, data, frozenset({word})) == {word}, name


def test_no_canary_sings(secret: Path) -> None:
    """In no byte and no name of what is built, packed, published as an archive, or kept beside site.yaml; and no path,
    user, host or author of the machine that built it."""
    found = files_in(secret / "site/output") | {"site.zip": (secret / "site/site.zip").read_bytes()}
    found["addresses.csv"] = (secret / "site/addresses.csv").read_bytes()
    assert len(found) > 500
    assert {path.rpartition(".")[2] for path in found} >= {
        *"html json jsonld csv xml ics xlsx txt css js svg png gz br zip conf".split()
    }
    assert not singing(found, CANARIES | MACHINE)


def test_a_copy_for_reading_from_disk(secret: Path) -> None:
    result = build.make(build.Job(secret / "site", DAY, offline=True))
    assert not singing({one.path: one.data for one in result.outputs if not one.copy_of}, CANARIES | MACHINE)


def test_a_preview_without_drafts(secret: Path) -> None:
    """`serve --no-drafts`: pages with the preview's script, data, files, what the bar and the overlay show, also by the
    live connection; and what is answered where somebody guesses the address of something hidden."""
    server = Running(secret / "site", drafts=False)
    line = HTTPConnection("127.0.0.1", server.port, timeout=HANG)
    told: dict[str, bytes] = {}
    guesses: list[str] = []

    def ask(path: str, name: str) -> int:
        line.request("GET", quote(path, safe="/?="))
        answer = line.getresponse()
        told[name] = answer.read() + str(answer.headers).encode()
        return answer.status

    try:
        public = [path for path in files_in(secret / "site/output") if not path.endswith((".gz", ".br"))]
        answered = [ask(f"/{path}", path) for path in public]
        for path in public:
            if path.endswith(".html"):
                ask(f"/_preview/state?path=/{path.removesuffix('index.html')}", f"state of {path}")
        for number, path in enumerate(one for one in FILES if "canary" in one):
            place = path.removeprefix("content/").rpartition(".")[0].replace("/commitments", "")
            for guess in (f"/{place}/", f"/{place}/index.json", f"/files/{path.removeprefix('content/')}", f"/{path}"):
                assert ask(guess, f"guess {number} {guess[:4]}") in (404, 301)
                guesses.append(guess)
        pages = [f"/{path.removesuffix('index.html')}" for path in public if path.endswith(".html")]
        live = server.live([*pages, *guesses])
    finally:
        line.close()
        server.stop()
    assert answered.count(200) > 400
    assert sum('"command": "page"' in one for one in live) == len(pages)
    assert {json.loads(one)["command"] for one in live} >= {"page", "state", "checks", "style"}
    told |= {f"message {number}": one.encode() for number, one in enumerate(live)}
    assert not singing(told, CANARIES | MACHINE)


def test_the_canaries_would_be_heard(tmp_path: Path) -> None:
    """The other way round: with drafts shown, those that are merely hidden are there, and the private ones are not."""
    root = write_site(tmp_path / "site", FILES)
    result = build.build(build.Job(root, DAY, drafts=True), tmp_path / "output")
    assert result.ok, "\n".join(words(result.problems))
    told = {word for _, word in singing(files_in(tmp_path / "output"), CANARIES)}
    assert len(told) > 90
    private = {word for word in PLANTED if any(word in line and "private" in line for line in lines_of(FILES))}
    assert private and not private & told


def lines_of(files: Files) -> list[str]:
    return [line for text in files.values() for line in str(text).splitlines()]


def test_a_withdrawn_contribution_leaves_a_tombstone(secret: Path) -> None:
    page = (secret / "site/output/consultations/2024-ideas/c-3/index.html").read_text("utf-8")
    assert "asked for it" in page and "canary" not in page


def test_words_withdrawn_later_are_gone_from_every_byte(tmp_path: Path) -> None:
    """Published, then withdrawn: the next build, with its memory of the last one, tells nothing; nor does a new day."""
    written = SMALL[f"{WORDS}/contributions.yaml"]
    word = "withdrawnword"
    public = written.replace("Publish the prices.", f"{word} prices {word}@x.example")
    root = write_site(
        tmp_path / "site",
        {f"{WORDS}/contributions.yaml": public, "site.yaml": SMALL["site.yaml"] + "compress: [gzip]\n"},
    )
    target, words_ = tmp_path / "output", frozenset({word})
    job = build.Job(root, DAY)
    assert build.build(job, target, memory=Memory(root / ".ogpsite/cache")).ok
    assert len(singing(files_in(target), words_)) > 5
    (root / f"{WORDS}/contributions.yaml").write_text(
        public.rstrip() + "\n  withdrawn: {on: 2026-11-01, reason: Asked for it.}\n"
    )
    assert build.build(job, target, memory=Memory(root / ".ogpsite/cache")).ok
    assert not singing(files_in(target), words_)
    spare = [path for path in tmp_path.rglob("*") if path.is_file() and ".output.ogpsite" in path.as_posix()]
    assert not singing({str(path): path.read_bytes() for path in spare}, words_)


# what check --privacy lists


def checked(root: Path, *options: str) -> tuple[int, str]:
    command = ["check", "-s", str(root), "--as-of", DAY.isoformat(), "--privacy", *options]
    outcome = CliRunner().invoke(commands, command, standalone_mode=False)
    assert not outcome.exception, outcome.exception
    return int(outcome.return_value), outcome.output


def office(parts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return packed.getvalue()


CORE = "<cp:coreProperties><dc:creator>Jane Typist</dc:creator><cp:lastModifiedBy>Joe Boss</cp:lastModifiedBy></cp:coreProperties>"
META = "<office:meta><meta:initial-creator>Ana Writer</meta:initial-creator><dc:creator>Bo Editor</dc:creator></office:meta>"
DOCUMENTS = {
    "a.docx": (office({"docProps/core.xml": CORE}), ("Jane Typist", "Joe Boss")),
    "a.xlsx": (office({"docProps/core.xml": CORE, "docProps/app.xml": "<Properties><Company>Acme &amp; Co</Company></Properties>"}), ("Jane Typist", "Acme & Co")),
    "a.odt": (office({"meta.xml": META}), ("Ana Writer", "Bo Editor")),
    "a.pdf": (b"%PDF-1.4\n1 0 obj<</Author (Jos\\351 P\\(C\\)) /Title (x)>>endobj\n", ("José P(C)",)),
    "b.pdf": (b"%PDF-1.4\n1 0 obj<</Author <FEFF0041006E0061>>>endobj\n", ("Ana",)),
    "c.pdf": (b"%PDF-1.7\n<rdf:RDF><dc:creator><rdf:Seq><rdf:li>Xavier Mp</rdf:li></rdf:Seq></dc:creator></rdf:RDF>", ("Xavier Mp",)),
}  # fmt: skip
SILENT = {
    "empty.docx": b"",
    "broken.docx": b"PK\x03\x04 not a package",
    "plain.pdf": b"%PDF-1.4\n1 0 obj<</Author () /Title (x)>>endobj\n",
    "no-author.odt": office({"meta.xml": "<office:meta/>"}),
    "bomb.docx": office({"docProps/core.xml": "<a>" * 9_000_000}),
    "torn.pdf": b"%PDF /Author <zz> /Author (open",
}


@pytest.mark.parametrize("name", [*DOCUMENTS, *SILENT])
def test_documents_that_name_people(name: str, tmp_path: Path) -> None:
    path = tmp_path / "content" / name
    path.parent.mkdir()
    path.write_bytes(DOCUMENTS[name][0] if name in DOCUMENTS else SILENT[name])
    told = " ".join(load.told_by(tmp_path, name))
    assert all(who in told for who in DOCUMENTS[name][1]) if name in DOCUMENTS else told == ""


def test_the_list(tmp_path: Path) -> None:
    commitment = SMALL[f"{FOLDER}/commitment.md"].replace("lead:", "evidence: [a.docx]\nlead:")
    contributions = """\
- key: c-1
  text: Write to me at jane.doe@mail.example or call +44 20 7946 0958.
  attribution: named
  author: Jane Doe
  consent: {basis: web form}
- key: c-2
  text: Fine.
  attribution: anonymous
"""
    meeting = SMALL["content/forum/meetings/2026-05-05-results.md"]
    root = write_site(
        tmp_path,
        {
            f"{FOLDER}/commitment.md": commitment,
            f"{FOLDER}/a.docx": DOCUMENTS["a.docx"][0],
            f"{WORDS}/contributions.yaml": contributions,
            "content/forum/meetings/2026-05-05-results.md": meeting.replace(
                "date:", "attendance: {attended: 20, women: 3, small_cells: yes}\ndate:"
            ).replace("Minutes.", "Ask Joe, tel. 020 7946 0958."),
        },
    )
    code, told = checked(root)
    assert code == 0
    for part in (
        f"{WORDS}/contributions.yaml:2: warning: text: the words of a contributor hold an e-mail address: j…@mail.example  [privacy]",
        f"{WORDS}/contributions.yaml:2: warning: text: the words of a contributor hold a telephone number: …958  [privacy]",
        "warning: author: the name of a person is published; ground: web form  [privacy]",
        f"{FOLDER}/commitment.md:3: warning: the file 'a.docx' names people in its properties (author: Jane Typist",
        "warning: body: the text holds a telephone number: …958  [privacy]",
        "warning: attendance: numbers under 5 are shown (`small_cells: yes`)  [privacy]",
    ):
        assert part in told, (part, told)
    assert "jane.doe@mail.example" not in told.replace("Write to me at jane.doe@mail.example", "")
    assert checked(root, "--strict")[0] == 1
    assert '"code": "privacy"' in checked(root, "--json")[1]
