"""Small exports and documents for the importers' tests, made from Python values."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import yaml
from sites import DAY, words, write_site

from ogpsite import build
from ogpsite.importers import contributions, minutes
from ogpsite.importers.report import Report

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\x0bIDATx\x9cc`\x00\x02\x00\x00\x05\x00\x01z^\xab?\x00\x00\x00\x00IEND\xaeB`\x82"
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
)


class Folder:
    """A site to import into, beside the files that are imported."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.into = write_site(folder / "site")

    def csv(self, name: str, rows: Sequence[Sequence[object]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
        """A CSV file."""
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows(rows)
        return self.file(name, text.getvalue().encode(encoding))

    def file(self, name: str, data: bytes | str) -> Path:
        """Any file."""
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def json(self, name: str, data: object) -> Path:
        """A JSON file."""
        return self.file(name, json.dumps(data))

    def zip(self, name: str, parts: Mapping[str, bytes | str]) -> Path:
        """A zip file."""
        path = self.folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            for part, data in parts.items():
                made.writestr(part, data)
        return path

    def contribute(self, *files: Path, **wishes: Any) -> Report:
        """Import contributions into the consultation `survey`."""
        given: dict[str, Any] = {"consultation": "survey", "into": self.into} | wishes
        return contributions.run(files, contributions.Options(**given))

    def minute(self, *files: Path, **wishes: Any) -> Report:
        """Import minutes."""
        return minutes.run(files, minutes.Options(into=self.into, **wishes))

    def text(self, path: str) -> str:
        """What stands in a file of the site."""
        return (self.into / path).read_text(encoding="utf-8")

    def items(self, name: str = "contributions") -> list[dict[str, Any]]:
        """The items of a list of the consultation."""
        found: list[dict[str, Any]] = yaml.safe_load(self.text(f"content/consultations/survey/{name}.yaml"))
        return found

    def consultation(self) -> dict[str, Any]:
        """The fields of the consultation."""
        return fields(self.text("content/consultations/survey/consultation.md"))

    def meeting(self) -> tuple[dict[str, Any], str]:
        """The fields and the text of the only meeting that is new."""
        folder = self.into / "content/forum/meetings"
        old = ("2026-05-05-results.md",)
        path = next(one for one in sorted(folder.glob("*.md")) if one.name not in old and one.name.count(".") == 1)
        text = path.read_text(encoding="utf-8")
        return fields(text), text.split("---\n", 2)[2].strip()

    def assert_valid(self) -> None:
        """`ogpsite check` finds no error."""
        result = build.make(build.Job(self.into, DAY), held=None)
        assert result.ok, "\n".join(words(result.problems))

    def files(self) -> dict[str, bytes]:
        """Every file of the site."""
        return {str(p.relative_to(self.into)): p.read_bytes() for p in sorted(self.into.rglob("*")) if p.is_file()}


def fields(text: str) -> dict[str, Any]:
    """The front matter of a record."""
    found: dict[str, Any] = yaml.safe_load(text.split("---\n", 2)[1])
    return found


def run(text: str, looks: str = "") -> str:
    """A run of words in a Word document; `looks` as XML such as `<w:b/>`."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", number: str = "", level: int = 0) -> str:
    """A paragraph; runs are XML, or plain words."""
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{named}{listed}</w:pPr>{inner}</w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table of plain words."""
    lines = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{lines}</w:tbl>"


def link(address: str, words_: str) -> tuple[str, dict[str, str]]:
    """A link, and the relation that it needs."""
    name = f"rId{abs(hash(address)) % 10_000}"
    return f'<w:hyperlink r:id="{name}">{run(words_)}</w:hyperlink>', {name: address}


def picture(relation: str, alt: str) -> str:
    """A picture in a run."""
    return (
        f"<w:r><w:drawing><wp:inline><wp:docPr id='1' name='P' descr={quoteattr(alt)}/><a:graphic><a:graphicData>"
        f"<a:blip r:embed={quoteattr(relation)}/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def docx_parts(
    body: Sequence[str],
    relations: Mapping[str, str] | None = None,
    footnotes: Mapping[str, str] | None = None,
    media: Mapping[str, bytes] | None = None,
) -> dict[str, bytes | str]:
    """The parts of a Word document."""
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{A}" xmlns:wp="{WP}"'
    related = "".join(
        f'<Relationship Id="{name}" Type="t" Target={quoteattr(target)}/>' for name, target in (relations or {}).items()
    )
    notes = "".join(
        f'<w:footnote w:id="{name}">{paragraph(text)}</w:footnote>' for name, text in (footnotes or {}).items()
    )
    return {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {spaces}><w:body>{''.join(body)}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships>{related}</Relationships>",
        "word/styles.xml": f"<w:styles {spaces}>{STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {spaces}>{NUMBERING}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {spaces}>{notes}</w:footnotes>",
        **{f"word/{name}": data for name, data in (media or {}).items()},
    }


def odt_parts(body: str, styles: str = "", media: Mapping[str, bytes] | None = None) -> dict[str, bytes | str]:
    """The parts of an OpenDocument text."""
    names = ("office", "text", "table", "style", "drawing")
    spaces = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in names)
    spaces += f' xmlns:fo="{ODF}:xsl-fo-compatible:1.0" xmlns:svg="{ODF}:svg-compatible:1.0"'
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {spaces}/>",
        **(media or {}),
    }
