"""Documents that are broken or made to do harm: a clear message, bounded memory, nothing half-written."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from sites import DAY

from importers.samples import PNG, Folder, docx_parts, odt_parts, paragraph, picture
from ogpsite import build
from ogpsite.cli import commands
from ogpsite.importers.fault import ImportFault

TITLE = paragraph("Second meeting", style="Titel")
DATE = paragraph("Date: 14 May 2024")
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="x"><w:body>&b;</w:body></w:document>'
)
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<w:document xmlns:w="x"><w:body>&x;</w:body></w:document>'
)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def with_main(folder: Folder, xml: str, name: str = "x.docx") -> Path:
    return folder.zip(name, docx_parts([]) | {"word/document.xml": xml})


@pytest.mark.slow
def test_what_is_no_document_is_told(folder: Folder) -> None:
    before = folder.files()
    good = folder.zip("good.docx", docx_parts([TITLE, DATE, *[paragraph("Words") for _ in range(500)]]))
    cut = folder.file("cut.docx", good.read_bytes()[:-300])
    turned = bytearray(good.read_bytes())
    at = turned.index(b"word/document.xml") + 60
    turned[at : at + 10] = b"\x00" * 10
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    cases = {
        cut: "cut short or damaged",
        folder.file("turned.docx", bytes(turned)): "cut short or damaged|is damaged",
        folder.file("real.docx", b"%PDF-1.4"): "it is a PDF file under a wrong name",
        folder.file("rich.docx", b"{\\rtf1"): "it is a rich text file",
        folder.file("page.odt", b"<html>"): "it is a web page",
        folder.file("old.docx", ole): "a file of an old office program",
        folder.file("locked.docx", ole + "EncryptedPackage".encode("utf-16-le")): "is protected by a password",
        folder.zip(
            "locked.odt", odt_parts("") | {"META-INF/manifest.xml": "<encryption-data/>"}
        ): "protected by a password",
        folder.file("empty.docx", b""): "is empty",
        folder.zip("sheet.docx", {"xl/workbook.xml": "<x/>"}): "is neither a Word nor an OpenDocument text",
        folder.zip("calc.odt", odt_parts("") | {"content.xml": "<x/>"}): "holds no text",
        folder.zip("nothing.docx", docx_parts([])): "holds no words",
        folder.file("notes.doc", b"x"): "files ending in .doc are not read",
        folder.folder / "none.docx": "there is no file",
        with_main(folder, LAUGHS, "laughs.docx"): "declares a document type or entities, which are never read",
        with_main(folder, EXTERNAL, "external.docx"): "declares a document type or entities, which are never read",
        folder.zip("external.odt", odt_parts("") | {"content.xml": EXTERNAL}): "declares a document type or entities",
        with_main(folder, "<w:document", "half.docx"): "word/document.xml is damaged",
        with_main(folder, "<a>" * 5000, "deep.docx"): "more than 120 levels",
        with_main(folder, f"<a>{'<b/>' * 500_000}</a>", "many.docx"): "more than 400,000 elements",
    }
    for path, told in cases.items():
        with pytest.raises(ImportFault, match=told):
            folder.minute(path)
            pytest.fail(path.name)
    assert folder.files() == before


def test_one_bad_file_stops_all(folder: Folder) -> None:
    before = folder.files()
    good = folder.zip("good.docx", docx_parts([TITLE, DATE, paragraph(picture("rId1", "x"))],
                      {"rId1": "media/a.png"}, media={"media/a.png": PNG}))  # fmt: skip
    with pytest.raises(ImportFault):
        folder.minute(good, folder.file("bad.docx", b"PK\x03\x04 nothing"))
    with pytest.raises(ImportFault, match="two of the files would both be"):
        folder.minute(good, folder.zip("again.docx", docx_parts([TITLE, DATE])))
    assert folder.files() == before


def test_a_wrong_ending_does_not_matter_where_the_content_is_known(folder: Folder) -> None:
    body = '<text:p text:style-name="Title">Second</text:p><text:p>Date: 14 May 2024</text:p>'
    folder.minute(folder.zip("really-odt.docx", odt_parts(body)))
    assert folder.meeting()[0]["title"] == "Second"


@pytest.mark.slow
def test_a_bomb_does_not_eat_the_memory(folder: Folder) -> None:
    path = folder.folder / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for part in ("word/document.xml", "word/styles.xml", "word/media/a.png"):
            with made.open(zipfile.ZipInfo(part), "w", force_zip64=True) as stream:
                for _ in range(400):
                    stream.write(b"<a/>" * 250_000)
    tracemalloc.start()
    with pytest.raises(ImportFault, match=r"unpacks to 400 MB, which is too much"):
        folder.minute(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50_000_000


def test_names_of_parts_and_pictures_lead_nowhere(folder: Folder) -> None:
    body = [TITLE, DATE, paragraph(picture("rId1", "up")), paragraph(picture("rId2", "root"))]
    relations = {"rId1": "../../../../up.png", "rId2": "/root.png"}
    parts = docx_parts(body, relations) | {"../../../up.png": PNG, "/root.png": PNG, "word/../../up.png": PNG}
    folder.minute(folder.zip("x.docx", parts))
    assert not list(folder.folder.rglob("up.png")) and not list(folder.folder.rglob("*picture*"))


@pytest.mark.slow
def test_hostile_words_stay_words_and_the_site_builds(folder: Folder) -> None:
    words = (
        "<script>alert(1)</script> <img src=x onerror=y> javascript:alert(1) {{ x }} \u202eabc "
        + "x" * 5_000
        + " y" * 20_000
    )
    folder.minute(
        folder.zip("x.docx", docx_parts([TITLE, DATE, paragraph("a"), *[paragraph(words.replace("<", "&lt;"))]]))
    )
    assert "<script>" not in folder.meeting()[1]
    assert build.make(build.Job(folder.into, DAY)).ok


def test_the_command_line(folder: Folder) -> None:
    good = folder.zip("good.docx", docx_parts([TITLE, DATE]))
    ask = ["import", "minutes", str(good), "--into", str(folder.into)]
    told = CliRunner().invoke(commands, [*ask, "--kind", "forum", "--dry-run"], standalone_mode=False)
    assert told.return_value == 0 and "Would write: 1 files" in told.output and "2024-05-14, from a line" in told.output
    told = CliRunner().invoke(commands, [*ask, "--json"], standalone_mode=False)
    assert told.return_value == 0 and '"meetings"' in told.output
    told = CliRunner().invoke(commands, [*ask, "--kind", "forom"], standalone_mode=False)
    assert told.return_value == 1 and "error: --kind 'forom' is not one of" in told.stderr
    table = folder.csv("comments.csv", [["comment-id", "comment-body", "timestamp"], [1, "One", 1483404737048]])
    ask = ["import", "contributions", str(table), "--into", str(folder.into), "--consultation", "survey"]
    told = CliRunner().invoke(commands, [*ask, "--include", "rejected"], standalone_mode=False)
    assert told.return_value == 0 and "Found: 1 contributions" in told.output and folder.items()[0]["key"] == "c-1"
    told = CliRunner().invoke(commands, [*ask, "--from", "x"], standalone_mode=False)
    assert told.return_value == 1 and "error: --from 'x' is not one of polis" in told.stderr


def test_forums(folder: Folder) -> None:
    good = folder.zip("good.docx", docx_parts([TITLE, DATE]))
    with pytest.raises(ImportFault, match=r"there is no forum 'water'(.|\n)*forums of this site: forum"):
        folder.minute(good, forum="water")
    water = folder.into / "content/forum/water"
    water.mkdir()
    (water / "forum.md").write_text("---\ntitle: Water forum\n---\n", "utf-8")
    with pytest.raises(ImportFault, match="the site has several forums"):
        folder.minute(good)
    folder.minute(good, forum="water")
    assert (water / "meetings/2024-05-14-second-meeting.md").is_file()


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ({"date": "2024-02-30"}, "--date: '2024-02-30' is not a day"),
        ({"published_on": "May"}, "--published-on: 'May' is not a day"),
        ({"key": "My Key"}, "--key 'My Key' is not a key"),
    ],
)
def test_slips_on_the_command_line_are_told(wishes: dict[str, str], told: str, folder: Folder) -> None:
    with pytest.raises(ImportFault, match=told):
        folder.minute(folder.zip("good.docx", docx_parts([TITLE, DATE])), **wishes)


def test_several_files_take_no_wishes_for_one(folder: Folder) -> None:
    good = folder.zip("good.docx", docx_parts([TITLE, DATE]))
    with pytest.raises(ImportFault, match="--date, --title and --key are for one file at a time"):
        folder.minute(good, good, key="a")
