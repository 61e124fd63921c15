"""Files → tables: encodings, separators, kinds of cells, and every way in which a file can be no table."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from ogpsite.importers import cells, reading
from ogpsite.importers.fault import ImportFault

Sheets = Mapping[str, Sequence[Sequence[object]]]
Maker = Callable[[Sheets], Path]


def texts(path: Path) -> list[list[str]]:
    """The texts of the first table of a file."""
    return [[cell.text for cell in row] for row in reading.read([path])[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_is_read_in_every_usual_encoding_and_with_every_usual_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    path = tmp_path / "café.csv"
    path.write_bytes(f'Título{separator}Écoute\r\n"a{separator}b"{separator}naïve\r\n'.encode(encoding))
    assert texts(path) == [["Título", "Écoute"], [f"a{separator}b", "naïve"]]


def test_an_encoding_that_had_to_be_tried_is_remarked(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("é\n".encode("cp1252"))
    assert "Windows-1252" in reading.read([path])[0].remarks[0]


def test_the_separator_line_of_excel_is_not_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\na;b\n1,5;2\n", encoding="utf-8")
    assert texts(path) == [["a", "b"], ["1,5", "2"]]


def test_cells_keep_line_breaks_formulas_zeros_and_odd_words(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b,c,d\n"x\r\ny",=1+1,007,no\n', encoding="utf-8", newline="")
    assert texts(path)[1] == ["x\ny", "=1+1", "007", "no"]


def test_addresses_are_those_of_a_spreadsheet_program(tmp_path: Path) -> None:
    path = tmp_path / "Milestones.csv"
    path.write_text('a,b\n"two\nlines",1\n\nx,y\n', encoding="utf-8")
    assert reading.read([path])[0].rows[3][1].at == "Milestones!B4"
    assert [cells.letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_a_workbook_gives_every_sheet_with_its_true_addresses(make_xlsx: Maker) -> None:
    path = make_xlsx({"One": [[], ["", "here"]], "Two": [["a", 5, 1.1, 1.5e20]]})
    one, two = reading.read([path])
    assert (one.rows[1][1].text, one.rows[1][1].at) == ("here", "One!B2")
    assert [cell.text for cell in two.rows[0]] == ["a", "5", "1.1", "1.5e+20"]
    assert [cell.kind for cell in two.rows[0]] == ["text", "number", "number", "number"]


def test_a_cell_with_an_error_is_remarked(make_xlsx: Maker) -> None:
    path = make_xlsx({"One": [["a"], ['xml:<c r="{at}" t="e"><v>#DIV/0!</v></c>']]})
    assert reading.read([path])[0].remarks == ("One!A2: an error (#DIV/0!), read as blank",)


def test_the_result_of_a_formula_is_read_and_a_text_like_a_formula_stays_text(make_xlsx: Maker) -> None:
    path = make_xlsx({"One": [['xml:<c r="{at}"><f>1+1</f><v>2</v></c>', "=cmd|' /C calc'!A0"]]})
    assert texts(path) == [["2", "=cmd|' /C calc'!A0"]]


def test_an_opendocument_spreadsheet_is_read(make_ods: Maker) -> None:
    assert texts(make_ods({"Blatt 1": [["ID", "Titel"], ["1.10", "Öffnen"]]})) == [["ID", "Titel"], ["1.10", "Öffnen"]]


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        (None, "", "text"),
        (True, "yes", "truth"),
        (2024.0, "2024", "number"),
        (datetime.date(2026, 6, 30), "2026-06-30", "date"),
        (datetime.datetime(2026, 6, 30), "2026-06-30", "date"),
        (datetime.datetime(2026, 6, 30, 9, 5), "2026-06-30 09:05:00", "date"),
        (datetime.time(12, 30), "12:30:00", "text"),
    ],
)
def test_every_kind_of_value_has_a_plain_text(value: object, text: str, kind: str) -> None:
    assert cells.cell(value, "A!A1") == cells.Cell(text, "A!A1", kind)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("gone.csv", None, "there is no file"),
        ("empty.csv", b"", "is empty"),
        ("blank.csv", b"\n \n", "is empty"),
        ("text.xlsx", b"ID,Title\n1,2\n", "cannot be read as a workbook"),
        ("book.csv", b"PK\x03\x04rest", "is a workbook, though its name says text"),
        ("photo.jpg", b"\xff\xd8", "files ending in .jpg are not read"),
        ("open.csv", b'a,b\n"never closed,1\n', "open.csv, row 2"),
        ("noise.csv", bytes(range(128, 256)), "neither UTF-8 nor UTF-16, and its words make no sense in Windows-1252"),
        ("odd.csv", b"\xff\xfea", "is not a text file"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportFault, match=words) as fault:
        reading.read([tmp_path / name])
    assert name in fault.value.message
    assert fault.value.hint


def test_a_workbook_cut_short_is_refused(make_xlsx: Maker) -> None:
    path = make_xlsx({"One": [["a"] * 50] * 50})
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(ImportFault, match="cannot be read as a workbook"):
        reading.read([path])


def test_a_stray_cell_at_the_far_end_of_a_sheet_does_not_eat_the_memory(make_xlsx: Maker) -> None:
    path = make_xlsx({"One": [["a"], ['xml:<c r="XFD1048576"><v>1</v></c>']]})
    with pytest.raises(ImportFault, match="more than 1,000,000 cells"):
        reading.read([path])


def test_a_table_given_twice_is_refused(tmp_path: Path, make_xlsx: Maker) -> None:
    (tmp_path / "one.csv").write_text("a\n", encoding="utf-8")
    with pytest.raises(ImportFault, match=r"'one' is in book\.xlsx and again in one\.csv"):
        reading.read([make_xlsx({"One": [["a"]]}), tmp_path / "one.csv"])


def test_no_file_at_all_is_refused() -> None:
    with pytest.raises(ImportFault, match="no file was given"):
        reading.read([])
