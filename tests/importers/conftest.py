"""Makes workbooks and sites for the importers' tests, without a library that writes workbooks."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from ogpsite.importers import table
from ogpsite.importers.cells import letters
from ogpsite.importers.report import Report

Sheets = Mapping[str, Sequence[Sequence[object]]]
NS = "http://schemas.openxmlformats.org"
ODS = "urn:oasis:names:tc:opendocument:xmlns"

SMALL_MAP = """
languages: [en]
plan:
  {key: 2024-2026, title: Second plan, start: 2024-07-01, end: 2026-06-30, themes: [{key: money, title: Public money}]}
tables:
  commitments:
    record: commitment
    sheet: [Commitments]
    columns:
      key: ID
      title: Title
      theme: Theme
      lead: Lead
      summary: Text
    unread: [Internal]
  milestones:
    record: milestone
    sheet: [Milestones]
    optional: yes
    columns:
      key: ID
      number: ID
      commitment: {column: ID, before: "."}
      title: Title
      due: Due
      evidence: {column: Links, split: newline, optional: yes}
  progress:
    record: progress
    sheet: [Progress]
    optional: yes
    columns:
      milestone: ID
      period: Period
      status: {column: Status, values: {Done: complete, Under way: in_progress, "": not_started}}
      summary: Text
    roll_up:
      all: {complete: complete}
      otherwise: in_progress
    periods:
      2025-06: {reported_on: 2025-07-10}
"""
COMMITMENTS = [
    ["ID", "Title", "Theme", "Lead", "Text"],
    ["C1", "Open budgets", "Public money", "Finance", "One\n\nTwo"],
]


def xlsx_cell(value: object, at: str) -> str:
    """One cell of a sheet: a text, a number, or raw XML after `xml:`."""
    if isinstance(value, str) and value.startswith("xml:"):
        return value[4:].format(at=at)
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value}</v></c>'
    text = escape(str(value))
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' if text else ""


def xlsx_sheet(rows: Sequence[Sequence[object]]) -> str:
    """The XML of a sheet."""
    lines = "".join(
        f'<row r="{n}">' + "".join(xlsx_cell(v, f"{letters(c)}{n}") for c, v in enumerate(row)) + "</row>"
        for n, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{NS}/spreadsheetml/2006/main"><sheetData>{lines}</sheetData></worksheet>'


def xlsx(path: Path, sheets: Sheets) -> Path:
    """A workbook of the least parts that Excel reads."""
    office, package = f"{NS}/officeDocument/2006/relationships", f"{NS}/package/2006"
    names = list(enumerate(sheets, 1))
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>' for n, name in names)
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n, _ in names
    )
    kind = "application/vnd.openxmlformats"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="{kind}-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}-officedocument.spreadsheetml.sheet.main+xml"/>'
            "</Types>",
        )
        parts.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        parts.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{NS}/spreadsheetml/2006/main" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>',
        )
        parts.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">{targets}</Relationships>',
        )
        for n, name in names:
            parts.writestr(f"xl/worksheets/sheet{n}.xml", xlsx_sheet(sheets[name]))
    return path


def ods(path: Path, sheets: Sheets) -> Path:
    """An OpenDocument spreadsheet of the least parts."""
    body = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
                for value in row
            )
            + "</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    spaces = " ".join(f'xmlns:{name}="{ODS}:{name}:1.0"' for name in ("office", "table", "text"))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", kind)
        parts.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{ODS}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
        parts.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
    return path


@pytest.fixture
def small_map() -> str:
    """The text of a small map."""
    return SMALL_MAP


@pytest.fixture
def make_xlsx(tmp_path: Path) -> Callable[[Sheets], Path]:
    """Writes a workbook and says where."""
    return lambda sheets: xlsx(tmp_path / "book.xlsx", sheets)


@pytest.fixture
def make_ods(tmp_path: Path) -> Callable[[Sheets], Path]:
    """Writes an OpenDocument spreadsheet and says where."""
    return lambda sheets: ods(tmp_path / "book.ods", sheets)


class Site:
    """A folder to import into, with a map and sheets as Python lists."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.into = folder / "site"
        self.map = folder / "map.yaml"
        self.map.write_text(SMALL_MAP, encoding="utf-8")
        self.sheets: dict[str, Sequence[Sequence[object]]] = {"Commitments": COMMITMENTS}

    def bring(self, *, dry_run: bool = False, overwrite: bool = False, keep: bool = False, period: str = "") -> Report:
        """Import the sheets as a workbook."""
        book = xlsx(self.folder / "book.xlsx", self.sheets)
        return table.run([book], self.map, self.into, table.Wishes(dry_run, overwrite, keep, period))

    def text(self, path: str) -> str:
        """What was written at a path."""
        return (self.into / path).read_text(encoding="utf-8")

    def change_map(self, old: str, new: str) -> None:
        """Change some words of the map."""
        text = self.map.read_text(encoding="utf-8")
        assert old in text
        self.map.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site that is still empty, a small map, and one commitment."""
    return Site(tmp_path)


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder with the real data sets; tests that need it are skipped where it is absent."""
    beside = Path(__file__).resolve().parents[2] / ".." / "shared" / "real"
    folder = Path(os.environ.get("OGPSITE_REAL", str(beside)))
    if not folder.is_dir():
        pytest.skip(f"the real data sets are not at {folder} (set OGPSITE_REAL to their folder)")
    return folder.resolve()
