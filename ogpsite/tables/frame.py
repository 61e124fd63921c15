"""The frame of a workbook (SpreadsheetML, ECMA-376 part 1): all of it but the lines of its sheets.

As xlsxwriter writes it, with which the tests compare it, but without a theme, which nobody needs. To open that library
took as long as to write all lines of a small site.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ogpsite.tables.lines import letters_of
from ogpsite.xmlwords import escape

SHEETS = "xl/worksheets/sheet"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PADDING = 0.7109375  # what a column is wider than its letters, in letters
MARGINS = '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
# the looks of cells: plain, headings (lines.HEAD), days (lines.DAY)
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/>'
    '<bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/>'
    '<tableStyles count="0" defaultTableStyle="TableStyleMedium9" defaultPivotStyle="PivotStyleLight16"/></styleSheet>'
)


class Sheet(NamedTuple):
    """A sheet: its name, how many rows stand below its headings, the width of each column in letters (0: the usual).

    `is_table`: its first column stays in sight, and readers can filter it by its columns.
    """

    name: str
    rows: int
    widths: Sequence[int]
    is_table: bool = True

    @property
    def last(self) -> str:
        """The letters of its last column."""
        return letters_of(len(self.widths) - 1)


def parts(title: str, about: str, created: str, sheets: Sequence[Sheet]) -> dict[str, bytes]:
    """The parts of a workbook by their names, in their order. `created` is a moment; the sheets have no lines yet.

    Each sheet is cut in two by `<sheetData></sheetData>`.
    """
    found = {
        "[Content_Types].xml": types(len(sheets)),
        "_rels/.rels": relations(
            (f"{OFFICE}/relationships/officeDocument", "xl/workbook.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ),
        "xl/_rels/workbook.xml.rels": relations(
            *((f"{OFFICE}/relationships/worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
            (f"{OFFICE}/relationships/styles", "styles.xml"),
        ),
        **{f"{SHEETS}{number}.xml": sheet(one, number == 1) for number, one in enumerate(sheets, 1)},
        "xl/workbook.xml": book(sheets),
        "xl/styles.xml": STYLES,
        "docProps/core.xml": core(title, about, created),
        "docProps/app.xml": app([one.name for one in sheets]),
    }
    return {name: words.encode() for name, words in found.items()}


def types(count: int) -> str:
    """Which part is of which type."""
    typed = [
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/xl/styles.xml", f"{SPREADSHEET}.styles+xml"),
        ("/xl/workbook.xml", f"{SPREADSHEET}.sheet.main+xml"),
        *((f"/{SHEETS}{number}.xml", f"{SPREADSHEET}.worksheet+xml") for number in range(1, count + 1)),
    ]
    listed = "".join(f'<Override PartName="{name}" ContentType="{one}"/>' for name, one in typed)
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def relations(*found: tuple[str, str]) -> str:
    """What a part is made of: type and place of each."""
    listed = (f'<Relationship Id="rId{n}" Type="{type_}" Target="{to}"/>' for n, (type_, to) in enumerate(found, 1))
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(listed)}</Relationships>'


def sheet(one: Sheet, is_first: bool) -> str:
    """A sheet without lines."""
    whole = f"A1:{one.last}{one.rows + 1}"
    chosen = 'tabSelected="1" ' if is_first else ""
    filtered = f'<autoFilter ref="{whole}"/>' if is_filtered(one) else ""
    pane = (
        '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
        '<selection pane="topRight" activeCell="B1" sqref="B1"/>'
        '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/><selection pane="bottomRight"/>'
        if one.is_table
        else '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
    )
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships"><dimension ref="{whole}"/><sheetViews>'
        f'<sheetView {chosen}workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{"".join(columns(one.widths))}</cols><sheetData></sheetData>'
        f"{filtered}{MARGINS}</worksheet>"
    )


def is_filtered(one: Sheet) -> bool:
    return one.is_table and one.rows > 0


def columns(widths: Iterable[int]) -> Iterator[str]:
    """How wide the columns are; those of the same width stand together."""
    first = 1
    for width, same in groupby(widths):
        last = first + len(list(same)) - 1
        if width:
            yield f'<col min="{first}" max="{last}" width="{width + PADDING}" customWidth="1"/>'
        first = last + 1


def book(sheets: Sequence[Sheet]) -> str:
    """Which sheets there are, and what is filtered in them."""
    listed = (f'<sheet name="{one.name}" sheetId="{n}" r:id="rId{n}"/>' for n, one in enumerate(sheets, 1))
    filtered = sorted((one.name, n, place_of(one)) for n, one in enumerate(sheets) if is_filtered(one))
    named = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n}" hidden="1">{place}</definedName>'
        for _, n, place in filtered
    )
    names = f"<definedNames>{named}</definedNames>" if named else ""
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships">'
        '<fileVersion appName="xl" lastEdited="4" lowestEdited="4" rupBuild="4505"/>'
        '<workbookPr defaultThemeVersion="124226"/><bookViews>'
        '<workbookView xWindow="240" yWindow="15" windowWidth="16095" windowHeight="9660"/></bookViews>'
        f"<sheets>{''.join(listed)}</sheets>{names}"
        '<calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>'
    )


def place_of(one: Sheet) -> str:
    """All cells of a sheet; a name with a dash stands in quotes."""
    name = one.name if one.name.isalnum() else f"'{one.name}'"
    return f"{name}!$A$1:${one.last}${one.rows + 1}"


def core(title: str, about: str, created: str) -> str:
    """What the workbook is, and from when."""
    moment = f'xsi:type="dcterms:W3CDTF">{created}'
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator></dc:creator><dc:description>{escape(about)}</dc:description>"
        f"<cp:lastModifiedBy></cp:lastModifiedBy><dcterms:created {moment}</dcterms:created>"
        f"<dcterms:modified {moment}</dcterms:modified></cp:coreProperties>"
    )


def app(names: Sequence[str]) -> str:
    """The names of the sheets, for programs that list files."""
    listed = "".join(f"<vt:lpstr>{name}</vt:lpstr>" for name in names)
    return (
        f'{HEAD}<Properties xmlns="{OFFICE}/extended-properties" xmlns:vt="{OFFICE}/docPropsVTypes">'
        "<Application>Microsoft Excel</Application><DocSecurity>0</DocSecurity><ScaleCrop>false</ScaleCrop>"
        '<HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Worksheets</vt:lpstr></vt:variant>'
        f"<vt:variant><vt:i4>{len(names)}</vt:i4></vt:variant></vt:vector></HeadingPairs>"
        f'<TitlesOfParts><vt:vector size="{len(names)}" baseType="lpstr">{listed}</vt:vector></TitlesOfParts>'
        "<Company></Company><LinksUpToDate>false</LinksUpToDate><SharedDoc>false</SharedDoc>"
        "<HyperlinksChanged>false</HyperlinksChanged><AppVersion>12.0000</AppVersion></Properties>"
    )
