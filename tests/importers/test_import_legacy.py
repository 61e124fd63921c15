"""Old binary workbooks: they are read, and what is locked, damaged, endless or too far is refused before that."""

from __future__ import annotations

import struct
import subprocess
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from importers import compound
from ogpsite.importers import legacy, reading, workbook
from ogpsite.importers.fault import ImportFault

Sheets = Mapping[str, Sequence[Sequence[object]]]
CELLS = (compound.label(0, 0, "Title"), compound.label(1, 0, "Écoute"), compound.number(1, 1, 12.5))
FILEPASS = compound.record(0x002F, bytes(6))


def xls(folder: Path, raw: bytes, name: str = "old.xls") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def refused(path: Path) -> tuple[str, str]:
    """What is said of a file that is not read, and what to do."""
    with pytest.raises(ImportFault) as fault:
        reading.read([path])
    return fault.value.args[0], fault.value.hint


def with_streams(**streams: bytes) -> bytes:
    return compound.compound(streams)


@pytest.mark.parametrize("padding", [0, 9000], ids=["among the short streams", "in sectors of its own"])
def test_an_old_workbook_is_read(tmp_path: Path, padding: int) -> None:
    stream = compound.book(*CELLS, extra=compound.record(0x00E2, bytes(padding)))
    found = reading.read([xls(tmp_path, with_streams(Workbook=stream))])[0]
    assert found.name == "Commitments"
    assert [[cell.text for cell in row] for row in found.rows] == [["Title"], ["Écoute", "12.5"]]


def test_an_old_workbook_under_a_new_name_is_read_and_remarked(tmp_path: Path) -> None:
    found = reading.read([xls(tmp_path, with_streams(Workbook=compound.book(*CELLS)), "new.xlsx")])[0]
    assert found.remarks[0] == "its name ends in .xlsx, but it is a xls workbook; read as that"


@pytest.mark.parametrize(
    "streams",
    [
        {"Workbook": compound.book(*CELLS, extra=FILEPASS)},
        {"Book": compound.book(*CELLS, extra=FILEPASS)},
        {"EncryptionInfo": bytes(100), "EncryptedPackage": bytes(5000)},
    ],
    ids=["97", "95", "xlsx"],
)
def test_a_password_is_told(tmp_path: Path, streams: Mapping[str, bytes]) -> None:
    words, hint = refused(xls(tmp_path, compound.compound(streams)))
    assert (words, hint) == ("old.xls is protected by a password", "save a copy without the password")


@pytest.mark.parametrize(
    ("stream", "words"),
    [("WordDocument", "old.xls is a Word document, though its name says so"), ("Other", "old.xls is no workbook")],
)
def test_another_kind_of_old_file_is_told(tmp_path: Path, stream: str, words: str) -> None:
    told, hint = refused(xls(tmp_path, compound.compound({stream: bytes(200)})))
    assert told.startswith(words)
    assert hint == "save the table as .xlsx or .csv"


def test_a_stray_cell_of_an_old_workbook_does_not_eat_the_memory(tmp_path: Path) -> None:
    path = xls(tmp_path, with_streams(Workbook=compound.book(*CELLS, compound.label(65_535, 255, "x"))))
    assert refused(path)[0].startswith("old.xls: a sheet reaches to row 65,536, column IV: more than")


def test_every_sheet_is_measured_by_itself() -> None:
    far, wide = compound.label(60_000, 0, "x"), compound.label(0, 255, "x")
    legacy.biff("old.xls", compound.book(far) + compound.book(wide))
    with pytest.raises(ImportFault):
        legacy.biff("old.xls", compound.book(far, wide))


def loop(raw: bytes) -> bytes:
    """The directory's chain bites its tail."""
    return raw[:516] + struct.pack("<I", 1) + raw[520:]


def beyond(raw: bytes) -> bytes:
    """The directory goes on in a sector that isn't there."""
    return raw[:516] + struct.pack("<I", 90_000) + raw[520:]


@pytest.mark.parametrize(
    "spoil",
    [lambda raw: raw[:300], lambda raw: raw[:900], loop, beyond],
    ids=["no head", "no directory", "a loop", "a sector that isn't there"],
)
def test_a_damaged_old_workbook_is_told(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    words, hint = refused(xls(tmp_path, spoil(with_streams(Workbook=compound.book(*CELLS)))))
    assert words == "old.xls cannot be read as a workbook: it is damaged or cut short"
    assert hint.endswith("save it again as .xlsx or .ods")


def test_an_old_workbook_cut_or_altered_anywhere_is_read_or_told(tmp_path: Path) -> None:
    whole = with_streams(Workbook=compound.book(*CELLS, extra=compound.record(0x00E2, bytes(5000))))
    for at in (*range(0, 600, 7), *range(600, len(whole), 331)):
        for raw in (whole[:at], whole[:at] + b"\xff\xff\xff\xff" + whole[at + 4 :]):
            path = xls(tmp_path, raw)
            try:
                reading.read([path])
            except ImportFault as fault:
                assert fault.hint


def xlsb(folder: Path, *records: bytes) -> Path:
    path = folder / "book.xlsb"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("xl/workbook.bin", b"")
        parts.writestr("xl/worksheets/sheet1.bin", b"".join(records))
        parts.writestr("xl/styles.bin", b"\x00\x04\xff\xff\xff\xff")  # not a sheet: its numbers are no rows
    return path


def row(n: int) -> bytes:
    return compound.binary(0, struct.pack("<I", n) + bytes(8))


def cell(column: int) -> bytes:
    return compound.binary(5, struct.pack("<I", column) + bytes(200))


def test_a_stray_cell_of_a_binary_workbook_does_not_eat_the_memory(tmp_path: Path) -> None:
    near = xlsb(tmp_path, row(0), cell(0), compound.binary(0x0193, bytes(3)), row(400_000), cell(1))
    kind, _, _ = workbook.looked_at("book.xlsb", near.read_bytes())
    assert kind == ".xlsb"
    far, _ = refused(xlsb(tmp_path, row(0), cell(0), row(1_048_575), cell(16_383)))
    assert far.startswith("book.xlsb: xl/worksheets/sheet1.bin reaches to row 1,048,576, column XFD: more than")


def test_a_file_that_is_no_workbook_is_told_with_what_it_is(tmp_path: Path) -> None:
    for raw, words in {
        b"<!doctype html><table>": "it is a web page (HTML) under a workbook's name",
        b"%PDF-1.7": "it is a PDF",
        b"a;b": "it is something else, perhaps a text file",
        b"\x00\x01": "it is something else",
        b"PK\x03\x04": "it is damaged or cut short",
    }.items():
        assert refused(xls(tmp_path, raw))[0] == f"old.xls cannot be read as a workbook: {words}"


def test_an_archive_without_a_workbook_is_told(tmp_path: Path) -> None:
    for part, what in {"word/document.xml": "a Word document", "a.txt": "an archive without a workbook in it"}.items():
        with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as parts:
            parts.writestr(part, "")
        assert refused(tmp_path / "book.xlsx")[0].endswith(f"it is {what}")


def test_macros_are_not_run_and_that_is_said(tmp_path: Path, make_xlsx: Callable[[Sheets], Path]) -> None:
    path = make_xlsx({"One": [["a"]]}).rename(tmp_path / "book.xlsm")
    with zipfile.ZipFile(path, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"")
    assert reading.read([path])[0].remarks == ("holds macros; they were not run, only the cells were read",)


@pytest.mark.slow
def test_a_workbook_that_libreoffice_saved_in_the_old_form_reads_as_the_new_one(
    tmp_path: Path, make_xlsx: Callable[[Sheets], Path]
) -> None:
    rows: list[list[object]] = [
        ["Titre", "Échéance", "N"],
        ["ميزانية مفتوحة", "2026-12-31", 7],
        ["", "", ""],
        ["=1+1", "x" * 300, 0.25],
    ]
    new = make_xlsx({"Engagements": rows, "Autres": [["a"]]})
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = ["soffice", home, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path), str(new)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    of = [
        [[[one.text for one in row] for row in sheet.rows] for sheet in reading.read([path])]
        for path in (new, tmp_path / "book.xls")
    ]
    assert of[0] == of[1]
