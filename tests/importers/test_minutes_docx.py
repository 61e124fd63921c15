"""Word and OpenDocument minutes: what is kept of headings, lists, tables, links, footnotes and pictures."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest
from sites import DAY

from importers.samples import PNG, Folder, docx_parts, link, odt_parts, paragraph, picture, run
from ogpsite import build, prose

pytestmark = pytest.mark.slow  # each builds sites of its own

DATE = paragraph("Date: 14 May 2024")
TITLE = paragraph("Second meeting", style="Titel")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def docx(folder: Folder, *body: str, name: str = "minutes.docx", **more: Any) -> Path:
    return folder.zip(name, docx_parts([TITLE, DATE, *body], **more))


def text_of(folder: Folder, *body: str, **more: Any) -> str:
    folder.minute(docx(folder, *body, **more), kind=("forum",))
    return folder.meeting()[1].removeprefix("Date: 14 May 2024").strip()


def test_a_meeting_with_its_title_and_day(folder: Folder) -> None:
    report = folder.minute(docx(folder, paragraph("We met.")), kind=("forum",), published_on="2024-05-20")
    front, text = folder.meeting()
    assert front == {
        "title": "Second meeting",
        "date": datetime.date(2024, 5, 14),
        "kind": ["forum"],
        "minutes_published_on": datetime.date(2024, 5, 20),
    }
    assert text == "Date: 14 May 2024\n\nWe met."
    assert report.written == ("content/forum/meetings/2024-05-14-second-meeting.md",)
    folder.assert_valid()


def test_headings_by_the_english_name_of_their_style(folder: Folder) -> None:
    text = text_of(folder, paragraph("Agenda", style="Titre1"), paragraph("First", style="Titre2"), paragraph("Words"))
    assert text == "## Agenda\n\n### First\n\nWords"


def test_lists_of_both_kinds_and_their_levels(folder: Folder) -> None:
    text = text_of(
        folder,
        paragraph("One", number="1"),
        paragraph("Below", number="1", level=1),
        paragraph("Two", number="1"),
        paragraph("Between"),
        paragraph("Three", number="1"),
        paragraph("Dot", number="2"),
    )
    assert text == "1. One\n    - Below\n2. Two\n\nBetween\n\n3. Three\n- Dot"


def test_looks_of_words(folder: Folder) -> None:
    text = text_of(
        folder,
        paragraph(run("Date and time: ", "<w:b/>"), run("today", "<w:i/>"), run(" and "), run("gone", "<w:strike/>")),
        paragraph(run("not bold", '<w:b w:val="0"/>'), run(" hidden", "<w:vanish/>"), run(" both", "<w:b/><w:i/>")),
        paragraph(run("split ", "<w:b/>"), run("in ", "<w:b/>"), run("runs", "<w:b/>")),
    )
    assert text == "**Date and time:** *today* and <del>gone</del>\n\nnot bold ***both***\n\n**split in runs**"


def test_links_lead_to_the_web_only(folder: Folder) -> None:
    good, relation = link("https://example.org/a_(b)?x=1&y=2", "The slides")
    bad, more = link("file:///C:/secret.doc", "My file")
    script, evil = link("javascript:alert(1)", "Click")
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://example.org/f" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("Field")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    file = docx(
        folder, paragraph(good), paragraph(bad), paragraph(script), paragraph(field), relations=relation | more | evil
    )
    report = folder.minute(file)
    text = folder.meeting()[1]
    assert "[The slides](https://example.org/a_%28b%29?x=1&y=2)" in text and "[Field](https://example.org/f)" in text
    assert "\n\nMy file\n\nClick\n\n" in text and "javascript" not in text
    assert sum("lead to no address of the web" in note.words for note in report.skipped) == 2
    folder.assert_valid()


def test_tables(folder: Folder) -> None:
    merged = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph("Wide") + "</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('a|b')}</w:tc><w:tc>{paragraph('c')}{paragraph('d', number='1')}</w:tc></w:tr></w:tbl>"
    )
    assert text_of(folder, merged) == "| Wide |  |\n| --- | --- |\n| a\\|b | c<br>1\\. d |"


def test_footnotes_stand_at_the_end(folder: Folder) -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    text = text_of(folder, paragraph(run("Said"), mark, run(" so.")), footnotes={"2": "By the chair."})
    assert text == "Said[^1] so.\n\n[^1]: By the chair."
    assert 'class="footnote"' in prose.render(text).html


def test_pictures_lie_beside_the_record_with_their_words(folder: Folder) -> None:
    file = docx(
        folder,
        paragraph(picture("rId1", "A chart  of [plans]")),
        paragraph(picture("rId1", "")),
        paragraph(picture("rId2", "Old drawing")),
        paragraph(picture("rId3", "Far away")),
        relations={"rId1": "media/image1.png", "rId2": "media/image2.emf", "rId3": "https://example.org/x.png"},
        media={"media/image1.png": PNG, "media/image2.emf": b"\x01\x00\x00\x00"},
    )
    report = folder.minute(file)
    name = "2024-05-14-second-meeting-picture-1.png"
    assert (folder.into / "content/forum/meetings" / name).read_bytes() == PNG
    text = folder.meeting()[1]
    assert (
        f"![A chart of \\[plans\\]]({name})" in text
        and f"![A picture that the minutes do not describe]({name})" in text
    )
    told = " ".join(note.words for note in report.skipped)
    assert "browsers do not show (image2.emf)" in told and "https://example.org/x.png" in told
    assert "pictures without words that describe them" in told
    assert f"content/forum/meetings/{name}" in report.written
    folder.assert_valid()
    assert folder.minute(file).written == ()


def test_a_picture_that_an_editor_changed_is_kept(folder: Folder) -> None:
    parts: dict[str, Any] = {"relations": {"rId1": "media/image1.png"}, "media": {"media/image1.png": PNG}}
    file = docx(folder, paragraph(picture("rId1", "A chart")), **parts)
    folder.minute(file)
    path = folder.into / "content/forum/meetings/2024-05-14-second-meeting-picture-1.png"
    path.write_bytes(PNG + b"cropped")
    report = folder.minute(file)
    assert path.read_bytes() == PNG + b"cropped" and any("it was kept" in note.words for note in report.remarks)
    folder.minute(file, overwrite=True)
    assert path.read_bytes() == PNG


def test_a_record_that_an_editor_changed_is_kept(folder: Folder) -> None:
    file = docx(folder, paragraph("We met."))
    folder.minute(file)
    path = folder.into / "content/forum/meetings/2024-05-14-second-meeting.md"
    path.write_text(path.read_text("utf-8").replace("We met.", "We met, twice."), "utf-8")
    report = folder.minute(file)
    assert "twice" in path.read_text("utf-8") and len(report.kept) == 1


@pytest.mark.parametrize(
    "words",
    [
        "* not a list", "1. not a list", "1) nor this", "# no heading", "> no quotation", "- no list", "+ none",
        "`code`",
        "[x](https://example.org)", "<b>bold</b>", "a_b_c and *stars*", "&amp; stays", "| a | b |", ": no definition",
        "{: .class}", "[^1]: no footnote", "===", "---", "~~~", "    no code", "\\ back", "![x](y.png)", "*[HTML]: no",
        "مرحبا **بكم**", "12. May 2024: done", "2024 - a year", "http://example.org/a_b_c", "{{ jinja }} {% x %}",
    ],
)  # fmt: skip
def test_words_stay_words(words: str, folder: Folder) -> None:
    text = text_of(folder, paragraph("Before"), paragraph(run(words)), paragraph("After"))
    html = prose.render(text).html
    assert re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip() == re.sub(
        r"\s+", " ", f"Before {words} After".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    )
    assert html.count("<p>") == 3


def test_what_could_not_be_converted_is_listed(folder: Folder) -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        + run("kept")
        + '<w:ins w:id="1">'
        + run(" new")
        + "</w:ins>"
        "<w:r><w:commentReference w:id='1'/></w:r></w:p>"
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{paragraph('Contents 1')}</w:sdtContent></w:sdt>"
        f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('In a box')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    parts = docx_parts([TITLE, DATE, body])
    parts |= {"word/header1.xml": "<x/>", "word/vbaProject.bin": b"macro"}
    report = folder.minute(folder.zip("minutes.docx", parts))
    text = folder.meeting()[1]
    assert "kept new" in text and "In a box" in text and "gone" not in text and "Contents" not in text
    told = " ".join(note.words for note in report.skipped)
    for what in ("tracked changes", "comments in the margin", "tables of contents", "text boxes", "headers", "macros"):
        assert what in told


ODT = """
<text:p text:style-name="Title">Deuxième réunion</text:p>
<text:p>Date : 14 mai 2024</text:p>
<text:h text:outline-level="1">Ordre du jour</text:h>
<text:list text:style-name="L1"><text:list-item><text:p>Un</text:p>
  <text:list><text:list-item><text:p>Dessous</text:p></text:list-item></text:list></text:list-item>
  <text:list-item><text:p>Deux</text:p></text:list-item></text:list>
<text:p>Mot <text:span text:style-name="T1">gras</text:span> et <text:span text:style-name="T2">penché</text:span>,
 <text:a xlink:href="https://example.org/x">lien</text:a><text:note><text:note-citation>1</text:note-citation>
 <text:note-body><text:p>La note.</text:p></text:note-body></text:note>.</text:p>
<text:p><drawing:frame><drawing:image xlink:href="Pictures/a.png"/>
 <svg:desc>Un schéma</svg:desc></drawing:frame></text:p>
<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Nom</text:p></table:table-cell>
 <table:table-cell><text:p>Entité</text:p></table:table-cell></table:table-row></table:table-header-rows>
 <table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell>
 </table:table-row></table:table>
<office:annotation><text:p>Hm</text:p></office:annotation>
"""
ODT_STYLES = """
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>
<text:list-level-style-bullet text:level="2"/></text:list-style>
"""


def test_opendocument(folder: Folder) -> None:
    report = folder.minute(folder.zip("pv.odt", odt_parts(ODT, ODT_STYLES, {"Pictures/a.png": PNG})))
    front, text = folder.meeting()
    assert front["title"] == "Deuxième réunion" and str(front["date"]) == "2024-05-14"
    assert text == (
        "Date : 14 mai 2024\n\n## Ordre du jour\n\n1. Un\n    - Dessous\n2. Deux\n\n"
        "Mot **gras** et *penché*, [lien](https://example.org/x)[^1].\n\n"
        "![Un schéma](2024-05-14-deuxieme-reunion-picture-1.png)\n\n| Nom | Entité |\n| --- | --- |\n| A | B |\n\n"
        "[^1]: La note."
    )
    assert any("comments in the margin" in note.words for note in report.skipped)
    folder.assert_valid()


def test_minutes_in_another_language_of_the_site(folder: Folder) -> None:
    folder.minute(folder.zip("pv.odt", odt_parts(ODT, ODT_STYLES, {"Pictures/a.png": PNG})), language="fr")
    front, text = folder.meeting()
    assert front["title"] == {"fr": "Deuxième réunion"} and text == ""
    assert "Ordre du jour" in folder.text("content/forum/meetings/2024-05-14-deuxieme-reunion.fr.md")
    folder.assert_valid()


@pytest.mark.slow
def test_the_real_documents_keep_their_facts(real: Path, tmp_path: Path) -> None:
    facts = json.loads((real / "us-nap5/facts.json").read_text("utf-8"))["docx"]
    folder = Folder(tmp_path)
    files = sorted((real / "us-nap5/minutes-docx").glob("*.docx"))
    assert [file.name for file in files] == sorted(facts)
    report = folder.minute(*files, kind=("public",))
    assert report.written == (
        "content/forum/meetings/2021-11-30-november-2021-virtual-public-meeting-for-the-us.md",
        "content/forum/meetings/2024-07-29-open-government-in-action-emerging-practices-in.md",
    )
    for path, fact in zip(report.written, (facts[file.name] for file in files), strict=True):
        text = folder.text(path).split("---\n", 2)[2]
        assert len(re.findall(r"^\d+\. ", text, re.M)) == fact["numbered_items"]
        assert len(re.findall(r"^- ", text, re.M)) == fact["bullet_items"]
        assert len(re.findall(r"\]\(https://", text)) == fact["hyperlinks"]
        assert len(re.findall(r"^## ", text, re.M)) == fact["headings"] - 1  # the first one is the title
        assert len(re.findall(r"^\| (?!---|\*\*)", text, re.M)) == fact["table_rows_without_head"][0]
        assert len(re.findall(r"\*\*[^*]+\*\*", text)) == fact["bold_runs"] + fact["table_columns"][0]
    assert "attended: 13" in folder.text(report.written[1]) and "- Global Integrity" in folder.text(report.written[0])
    assert "Justin Vail" not in folder.text(report.written[0]).split("---\n")[1]
    assert build.build(build.Job(folder.into, DAY), tmp_path / "output").ok
    assert folder.minute(*files, kind=("public",)).written == ()
