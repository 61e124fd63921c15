"""Importing contributions again, privacy, and what may go wrong: nothing is lost, told that is personal, half-done."""

from __future__ import annotations

import datetime
import time
import zipfile
from pathlib import Path

import pytest

from importers.samples import Folder
from ogpsite.importers.cells import Cell
from ogpsite.importers.contributions import consent, moments, personal
from ogpsite.importers.fault import ImportFault

pytestmark = pytest.mark.slow  # each builds sites of its own

HEAD = ["timestamp", "comment-id", "agrees", "disagrees", "moderated", "comment-body"]
PATH = "content/consultations/survey/contributions.yaml"


def rows(*given: tuple[int, int, str]) -> list[list[object]]:
    return [[*HEAD], *([1483404737048 + n, n, votes, 0, 1, text] for n, votes, text in given)]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_the_same_file_twice_changes_nothing(folder: Folder) -> None:
    file = folder.csv("comments.csv", rows((1, 5, "One"), (2, 6, "12:30"), (3, 0, "- no\n  yes")))
    folder.contribute(file)
    before = folder.files()
    report = folder.contribute(file)
    assert folder.files() == before and report.written == () and PATH in report.unchanged


def test_new_rows_are_added_and_votes_brought_up_to_date(folder: Folder) -> None:
    folder.contribute(folder.csv("comments.csv", rows((1, 5, "One"), (2, 6, "Two"))))
    report = folder.contribute(folder.csv("comments.csv", rows((3, 1, "Three"), (1, 9, "One"))))
    assert [(item["key"], item["votes"]["for"]) for item in folder.items()] == [("c-1", 9), ("c-2", 6), ("c-3", 1)]
    assert any("1 items are not in this export; they stay: c-2" in note.words for note in report.remarks)


def test_what_an_editor_wrote_wins_and_differences_are_listed(folder: Folder) -> None:
    folder.contribute(folder.csv("comments.csv", rows((1, 5, "One"), (2, 6, "Two"))))
    edited = folder.text(PATH).replace("text: One", "text: One (shortened)  # by me")
    (folder.into / PATH).write_text(edited, "utf-8")
    for votes in (7, 8):  # again and again: an edited file is never taken for the importer's own
        report = folder.contribute(
            folder.csv("comments.csv", rows((1, 5, "One"), (2, votes, "Two"), (votes, 1, "New")))
        )
        assert dict(report.kept)[PATH].startswith("edited since the last import; the export differs in 2 items")
        assert "c-1 (text)" in dict(report.kept)[PATH] and "c-2 (votes)" in dict(report.kept)[PATH]
    text = folder.text(PATH)
    assert text.startswith(edited) and [item["key"] for item in folder.items()] == ["c-1", "c-2", "c-7", "c-8"]
    folder.assert_valid()
    folder.contribute(folder.csv("comments.csv", rows((1, 5, "One"))), overwrite=True)
    assert [item["text"] for item in folder.items()] == ["One"]


def test_a_list_of_somebody_else_is_only_added_to(folder: Folder) -> None:
    (folder.into / "content/consultations/survey").mkdir(parents=True)
    (folder.into / PATH).write_text("# ours\n- {key: c-1, text: Ours, attribution: anonymous}\n", "utf-8")
    folder.contribute(folder.csv("comments.csv", rows((1, 5, "One"), (2, 6, "Two"))))
    assert folder.text(PATH).startswith("# ours\n") and [item["text"] for item in folder.items()] == ["Ours", "Two"]


@pytest.mark.parametrize("broken", ["- key: a\n  text: [\n", "key: value\n", "- text: without a key\n", "[{key: a}]\n"])
def test_a_list_that_cannot_be_added_to_stops_the_import(broken: str, folder: Folder) -> None:
    (folder.into / "content/consultations/survey").mkdir(parents=True)
    (folder.into / PATH).write_text(broken, "utf-8")
    before = folder.files()
    with pytest.raises(ImportFault, match=r"contributions\.yaml"):
        folder.contribute(folder.csv("comments.csv", rows((2, 6, "Two"))))
    assert folder.files() == before


def test_contributions_in_a_csv_file_are_not_doubled(folder: Folder) -> None:
    (folder.into / "content/consultations/survey").mkdir(parents=True)
    (folder.into / "content/consultations/survey/contributions.csv").write_text("key\n", "utf-8")
    with pytest.raises(ImportFault, match=r"contributions\.csv holds contributions already"):
        folder.contribute(folder.csv("comments.csv", rows((2, 6, "Two"))))


def test_a_consultation_that_is_there_is_left_as_it_is(folder: Folder) -> None:
    before = folder.text("content/consultations/2024-ideas/consultation.md")
    report = folder.contribute(folder.csv("comments.csv", rows((9, 6, "Two"))), consultation="2024-ideas")
    assert folder.text("content/consultations/2024-ideas/consultation.md") == before
    assert any("its own file was left as it is" in note.words for note in report.remarks)
    folder.assert_valid()


def test_dry_run_writes_nothing(folder: Folder) -> None:
    before = folder.files()
    report = folder.contribute(folder.csv("comments.csv", rows((1, 5, "One"))), dry_run=True)
    assert folder.files() == before and PATH in report.would_write and report.written == ()


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ({"consultation": "My Survey"}, "--consultation 'My Survey' is not a key(.|\n)*for example my-survey"),
        ({"mechanism": "platfrom"}, "--mechanism 'platfrom' is not one of(.|\n)*did you mean 'platform'"),
        ({"opens": "2024-02-30"}, "--opens: '2024-02-30' is not a day: February 2024 has 29 days"),
        ({"opens": "2024-02-02", "closes": "2024-02-01"}, "--closes 2024-02-01 lies before --opens 2024-02-02"),
        ({"include": frozenset({"rejecte"})}, "--include 'rejecte' is not one of(.|\n)*did you mean 'rejected'"),
        ({"source": "poliss"}, "--from 'poliss' is not one of(.|\n)*did you mean 'polis'"),
        ({"dates": "iso"}, "--dates 'iso' is not one of day-first, month-first"),
        ({"decision": "acepted"}, "--decision 'acepted' is not one of(.|\n)*did you mean 'accepted'"),
        ({"mapping": Path("none.yaml")}, "there is no map none.yaml"),
    ],
)
def test_slips_on_the_command_line_are_told(wishes: dict[str, object], told: str, folder: Folder) -> None:
    before = folder.files()
    with pytest.raises(ImportFault, match=told):
        folder.contribute(folder.csv("comments.csv", rows((1, 5, "One"))), **wishes)
    assert folder.files() == before


def test_texts_in_a_language_of_the_site(folder: Folder) -> None:
    folder.contribute(folder.csv("comments.csv", rows((1, 5, "Oui"))), language="fr", title="Et après ?")
    assert folder.items()[0]["text"] == {"fr": "Oui"} and folder.consultation()["title"] == {"fr": "Et après ?"}
    report = folder.contribute(folder.csv("comments.csv", rows((2, 5, "是"))), language="zh", overwrite=True)
    assert folder.items()[0]["text"] == "是" and any("does not list zh" in note.words for note in report.remarks)
    folder.assert_valid()


HOSTILE = "<script>alert(1)</script> **x** {{ y }} \u202eabc\u0007 مرحبا"


def test_hostile_words_are_words(folder: Folder) -> None:
    text = folder.csv("comments.csv", rows((1, 5, HOSTILE), (2, 1, "wörd " * 6_553 + "xx"), (3, 1, "=1+1")))
    folder.contribute(text)
    assert folder.items()[0]["text"] == "<script>alert(1)</script> **x** {{ y }} \u202eabc مرحبا"
    assert len(folder.items()[1]["text"]) == 32_767 and folder.items()[2]["text"] == "=1+1"
    folder.assert_valid()


def bomb(path: Path, name: str = "x-open-data-proposals.csv") -> Path:
    """A zip file of a few hundred kilobytes that unpacks to 300 MB."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made,
        made.open(zipfile.ZipInfo(name), "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(b"0" * 1_000_000)
    return path


def test_a_zip_bomb_is_refused(folder: Folder) -> None:
    with pytest.raises(ImportFault, match="unpacks to 300 MB, which is too much"):
        folder.contribute(bomb(folder.folder / "bomb.zip"))


def test_broken_files_are_told(folder: Folder) -> None:
    before = folder.files()
    cut = folder.zip("cut.zip", {"a-open-data-proposals.csv": "id;title\n" * 1000})
    cut.write_bytes(cut.read_bytes()[:-40])
    cases = {
        cut: "cut short or damaged",
        folder.file("wrong.zip", "not a zip"): "is not a zip file",
        folder.file("page.zip", "<html>"): "it is a web page under a wrong name",
        folder.file("empty.zip", b""): "is empty",
        folder.zip("other.zip", {"readme.txt": "x"}): "holds no CSV file of contributions; it holds|holds no CSV",
        folder.file("cut.json", '{"data": ['): "is not valid JSON",
        folder.file("bytes.json", b"\xff\xfe\x00"): "is not UTF-8",
        folder.file("deep.json", "[" * 100_000): "is nested too deeply",
        folder.file("deeper.json", '{"a":' * 40 + "{}" + "}" * 40): "nested deeper than",
        folder.folder / "none.csv": "there is no file",
        folder.file("half.csv", 'comment-id,comment-body\n1,"never closed\n'): "half.csv",
        folder.file("data.pdf", b"%PDF-1.4"): "files ending in .pdf are not read",
    }
    for path, told in cases.items():
        with pytest.raises(ImportFault, match=told):
            folder.contribute(path)
    assert folder.files() == before


def test_parts_of_a_zip_that_lead_out_are_never_read(folder: Folder) -> None:
    polis = "comment-id,comment-body,timestamp\n1,One,1483404737048\n"
    report = folder.contribute(folder.zip("x.zip", {"../../comments.csv": polis, "in/comments.csv": polis}))
    assert len(folder.items()) == 1
    assert any("'../../comments.csv' leads out" in note.words for note in report.unread)


def test_a_protected_zip_is_told(folder: Folder) -> None:
    path = folder.zip("x.zip", {"comments.csv": "comment-id,comment-body\n"})
    data = bytearray(path.read_bytes())
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(sign) + (6 if sign == b"PK\x03\x04" else 8)
        data[at] |= 1
    path.write_bytes(data)
    with pytest.raises(ImportFault, match="is protected by a password"):
        folder.contribute(path)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to jose.perez@example.org, please", "Write to [e-mail], please"),
        ("jane (at) example (dot) org", "[e-mail]"),
        ("+51 987 654 321 or (01) 234-5678", "[tel.] or [tel.]"),
        ("tel: 555 12 34 and 06 12 34 56 78", "tel: [tel.] and [tel.]"),
        ("هاتف ٠١٢٣٤٥٦٧٨٩", "هاتف [tel.]"),
        ("from 2015-2017, Ley 27806, 1,000,000 dollars, ISBN 978-3-16-148410-0", None),
        ("https://example.org/2024/0612345678 and https://m.example/@user", None),
        ("a budget of 987654321 euros in 2024", None),
        ("decree 054-2018-PCM of 30/06/2024", None),
    ],
)
def test_addresses_in_texts_are_masked_and_nothing_else(text: str, masked: str | None) -> None:
    assert personal.masked(text)[0] == (text if masked is None else masked)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Email Address", "email"),
        ("Dirección de correo electrónico", "email"),
        ("Adresse de messagerie", "email"),
        ("البريد الإلكتروني", "email"),
        ("Téléphone (facultatif)", "phone"),
        ("Your phone number", "phone"),
        ("Address", "address"),
        ("Código postal", "address"),
        ("ipaddr", "ip"),
        ("DNI", "identity"),
        ("Fecha de nacimiento", "birth"),
        ("What is your name?", "name"),
        ("Nom et prénom", "name"),
        ("Nome completo", "name"),
        ("الاسم", "name"),
        ("How should services address complaints?", ""),
        ("Open mobile data", ""),
        ("Nombre de la propuesta", ""),
        ("Your proposal", ""),
    ],
)
def test_headings_of_personal_columns(heading: str, kind: str) -> None:
    assert personal.kind_of(heading) == kind


def test_columns_are_judged_by_their_cells_too(folder: Folder) -> None:
    table = [["Timestamp", "Kontaktoj", "Telefono 2", "Ideo"], ["2024-01-01", "a@b.example", "+51 987 654 321", "Bona"]]
    folder.contribute(folder.csv("x.csv", table))
    assert folder.items()[0]["text"] == "Bona"
    folder.contribute(folder.csv("x.csv", table), private=True, overwrite=True)
    assert folder.items()[0]["private"] == {"email": "a@b.example", "phone": "+51 987 654 321"}


@pytest.mark.parametrize(
    ("text", "about", "meant"),
    [
        ("Yes", "name", "yes"),
        ("Sí, autorizo", "name", "yes"),
        ("نعم", "name", "yes"),
        ("No, do not publish my name", "name", "no"),
        ("Anonymous", "contribution", "no"),
        ("Oui", "contribution", "no"),
        ("Public - your name will be published", "contribution", "yes"),
        ("Do not publish", "contribution", "refused"),
        ("Non", "contribution", "refused"),
        ("Notwithstanding", "name", "unclear"),
        ("", "name", "unclear"),
    ],
)
def test_what_consent_means(text: str, about: str, meant: str) -> None:
    assert consent.said(text, about) == meant


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("1483908221702", "", "2017-01-08"),
        ("2024/03/01 11:30:00 PM GMT-5", "", "2024-03-02"),
        ("2024-03-01T23:30:00-05:00", "", "2024-03-02"),
        ("2024-03-01 10:00:00 UTC", "", "2024-03-01"),
        ("01.03.2024 10:11", "dmy", "2024-03-01"),
        ("3/13/2024 10:11:12", "", "2024-03-13"),
        ("3/1/2024", "", None),
        ("3/1/2024", "mdy", "2024-03-01"),
        ("1980-01-01 00:00:00", "", None),
        ("30 de junio de 2026", "", "2026-06-30"),
        ("2024-13-45", "", None),
        ("99999999999999", "", None),
        ("soon", "", None),
    ],
)
def test_moments_of_exports(text: str, order: str, day: str | None) -> None:
    found = moments.day_of(Cell(text, "x!A1"), order, datetime.UTC)
    assert (found.isoformat() if found else None) == day


@pytest.mark.slow
def test_five_thousand_rows_in_seconds(folder: Folder) -> None:
    started = time.process_time()
    folder.contribute(
        folder.csv("comments.csv", rows(*((n, n, f"Words {n}, more of them. " * 8) for n in range(5000))))
    )
    assert time.process_time() - started < 30  # for hangs: it takes 3
    assert len(folder.items()) == 5000
