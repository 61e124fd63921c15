"""The frame of the workbook is that which xlsxwriter makes, without a theme."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Sequence

import pytest

from ogpsite.tables import frame

xlsxwriter = pytest.importorskip("xlsxwriter")
TABLES = [
    frame.Sheet("plans", 2, (24, 24, 12, 12, 24)),
    frame.Sheet("irm-codes", 3, (10,) * 30),
    frame.Sheet("checks", 0, (24, 24)),
    frame.Sheet("a-b", 1, (8, 12)),
    frame.Sheet("ab", 1, (8, 12)),
]
WHOLE = [frame.Sheet("columns", 297, (22, 22, 22, 22, 80, 0), is_table=False), *TABLES]


def by_library(title: str, about: str, day: datetime.datetime, sheets: Sequence[frame.Sheet]) -> dict[str, bytes]:
    """The parts of the same workbook by xlsxwriter."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    head, days = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    book.set_properties({"title": title, "author": "", "comments": about, "created": day})
    for one in sheets:
        made, last = book.add_worksheet(one.name), len(one.widths) - 1
        made.write_blank(0, 0, None, head)
        made.write_blank(one.rows, last, None, days)
        for n, width in enumerate(one.widths):
            if width:
                made.set_column(n, n, width)
        made.freeze_panes(1, 1 if one.is_table else 0)
        if one.is_table and one.rows:
            made.autofilter(0, 0, one.rows, last)
    book.close()
    with zipfile.ZipFile(out) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def without_theme(name: str, data: bytes) -> bytes:
    """A part without what it says of the theme, of which colours and fonts are; and without cells."""
    if name == "xl/styles.xml":
        return re.sub(rb'<color theme="1"/>|<scheme val="minor"/>', b"", data)
    if name == "xl/_rels/workbook.xml.rels":
        data = re.sub(rb'<Relationship Id="rId\d+" [^>]*theme1.xml"/>', b"", data)
        return re.sub(rb'rId\d+(" [^>]*styles.xml)', rb"rId\1", data)
    data = re.sub(rb'<Override PartName="/xl/theme/theme1.xml"[^>]*>', b"", data)
    return re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData></sheetData>", data)


@pytest.mark.parametrize("sheets", [WHOLE, WHOLE[:1], [WHOLE[0], TABLES[2]]])
def test_the_frame_is_that_of_the_library(sheets: Sequence[frame.Sheet]) -> None:
    title, about = 'Open <government> & "more" – الحكومة', "https://ogp.example/?a=1&b=2"
    day = datetime.datetime(2026, 10, 31, 12)
    wanted = by_library(title, about, day, sheets)
    del wanted["xl/theme/theme1.xml"]
    found = frame.parts(title, about, "2026-10-31T12:00:00Z", sheets)
    assert list(found) == list(wanted)
    for name, data in wanted.items():
        assert without_theme(name, found[name]) == without_theme(name, data), name


def test_every_part_is_told_of() -> None:
    """A program that reads it finds each part by its type, and each that another one names."""
    found = frame.parts("", "", "2026-10-31T12:00:00Z", WHOLE)
    named = set(re.findall(r'PartName="/([^"]+)"', found["[Content_Types].xml"].decode()))
    assert named | {name for name in found if name.endswith((".rels", "Types].xml"))} == set(found)
    for place, folder in (("_rels/.rels", ""), ("xl/_rels/workbook.xml.rels", "xl/")):
        assert {f"{folder}{one}" for one in re.findall(r'Target="([^"]+)"', found[place].decode())} <= set(found)
    held = re.findall(r'r:id="(\w+)"', found["xl/workbook.xml"].decode())
    assert held == re.findall(r'Id="(\w+)" [^>]*worksheets/', found["xl/_rels/workbook.xml.rels"].decode())
