"""Tables as text in encodings that nobody says, and that somebody says; and words that came as HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from ogpsite.importers import commas
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.markup import words_of


def file_of(folder: Path, raw: bytes) -> Path:
    path = folder / "a.csv"
    path.write_bytes(raw)
    return path


def read(path: Path, encoding: str = "", separator: str = "") -> tuple[list[list[str]], tuple[str, ...]]:
    found = commas.read(path, commas.form_of(encoding, separator))
    return [[cell.text for cell in row] for row in found.rows], found.remarks


def refused(path: Path, encoding: str = "") -> tuple[str, str]:
    with pytest.raises(ImportFault) as fault:
        read(path, encoding)
    return fault.value.args[0], fault.value.hint


@pytest.mark.parametrize("codec", ["utf-32", "utf-16", "utf-16-le", "utf-16-be"])
def test_wide_signs_are_read_and_remarked(tmp_path: Path, codec: str) -> None:
    rows, remarks = read(file_of(tmp_path, "Título,ميزانية\nb,c\n".encode(codec)))
    assert rows == [["Título", "ميزانية"], ["b", "c"]]
    assert remarks == (f"read as {codec.upper()[:6]}",)


def test_wide_signs_that_are_none_are_no_text(tmp_path: Path) -> None:
    words, hint = refused(file_of(tmp_path, b"\xff\xfea\x00\x00\xd8"))
    assert (words, hint) == ("a.csv is not a text file", "export the sheet again as “CSV UTF-8”")


@pytest.mark.parametrize(
    ("codec", "name"), [("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman"), ("cp850", "DOS (code page 850)")]
)
def test_a_western_code_page_is_told_by_its_words(tmp_path: Path, codec: str, name: str) -> None:
    text = "título,acción,près,été à propos\nmañana,código,très,déjà\n"
    rows, remarks = read(file_of(tmp_path, text.encode(codec)))
    assert rows[1] == ["mañana", "código", "très", "déjà"]
    assert remarks == (f"not UTF-8; read as {name}. Look at its accents, or save it as “CSV UTF-8”",)


def test_lines_of_two_encodings_are_read_each_by_its_own(tmp_path: Path) -> None:
    rows, remarks = read(file_of(tmp_path, "\ufeffété,a\n".encode() + "déjà,b\n".encode("cp1252")))
    assert rows == [["été", "a"], ["déjà", "b"]]
    assert remarks == ("mixed encodings: UTF-8, but line 2 is Windows-1252; look at the accents there",)


def test_words_in_no_known_encoding_are_shown_in_those_that_could_be_meant(tmp_path: Path) -> None:
    words, hint = refused(file_of(tmp_path, "Бюджет,Открытое правительство\n".encode("cp1251")))
    assert words.startswith("a.csv is neither UTF-8 nor UTF-16, and its words make no sense in Windows-1252.")
    assert "cp1251: Бюджет Открытое правительство" in words
    assert "--encoding cp1251" in hint
    assert read(tmp_path / "a.csv", "cp1251")[0] == [["Бюджет", "Открытое правительство"]]


def test_an_encoding_that_is_said_is_kept_to(tmp_path: Path) -> None:
    path = file_of(tmp_path, b"a,b\nc,\xe9\n")
    assert refused(path, "utf-8")[0] == "a.csv, line 2: byte 7 is no utf-8"
    words, hint = refused(path, "klingon")
    assert words == "there is no encoding 'klingon'"
    assert hint.startswith("for example: cp1252")
    assert read(file_of(tmp_path, "\ufeffa,b".encode()), "utf8")[0] == [["a", "b"]]


@pytest.mark.parametrize(
    ("said", "sign"), [("tab", "\t"), ("\\t", "\t"), ("Semicolon", ";"), ("comma", ","), ("|", "|")]
)
def test_a_separator_that_is_said_is_kept_to(tmp_path: Path, said: str, sign: str) -> None:
    assert read(file_of(tmp_path, f"a{sign}b\n".encode()), separator=said)[0] == [["a", "b"]]


def test_a_separator_of_two_signs_is_none() -> None:
    with pytest.raises(ImportFault, match="the separator '::' is not one sign"):
        commas.form_of("", "::")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b" \n", "a.csv is empty"),
        (b"PK\x03\x04", "a.csv is a workbook, though its name says text"),
        (b'a,b\n"c,d\n', "a.csv, row 2: unexpected end of data"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, raw: bytes, words: str) -> None:
    assert refused(file_of(tmp_path, raw))[0] == words


def test_a_table_of_more_cells_than_any_tracker_is_refused(tmp_path: Path) -> None:
    words, hint = refused(file_of(tmp_path, (b"," * 999 + b"\n") * 1001))
    assert (words, hint) == ("a.csv: 1,001 rows and 1,001,000 cells; more than 1,000,000", "divide it")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.csv")[0] == "none.csv cannot be read: No such file or directory"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("caf&eacute;&nbsp;&amp; tea", "café & tea"),
        ("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\nlines"),
        ("<ul><li>a</li><li>b</li></ul>c", "- a\n- b\n\nc"),
        ("<p>x<script>alert(1)</script><style>p{}</style></p>", "x"),
        ("</script><b>bold</b>", "bold"),
        ('See <a href="https://a.example/x">this</a>.', "See this (https://a.example/x)."),
        ('<a href="https://a.example/">https://a.example</a>', "https://a.example"),
        ('<a href="javascript:alert(1)">press</a>', "press"),
        ('<p><img alt="A map" src="https://a.example/m.png"></p>', "A map (https://a.example/m.png)"),
        ('<p><iframe src="data:text/html,x"></iframe>y</p>', "y"),
    ],
)
def test_html_becomes_words(text: str, words: str) -> None:
    assert words_of(text) == words
