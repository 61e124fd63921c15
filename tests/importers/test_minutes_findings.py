"""What minutes say of their meeting: day, place, attendance, bodies, decisions and actions in five languages."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from importers.samples import Folder, docx_parts, paragraph, run, table
from ogpsite.importers import daywords
from ogpsite.importers.fault import ImportFault

pytestmark = pytest.mark.slow  # each builds sites of its own

TITLE = paragraph("Second meeting", style="Titel")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def front_of(folder: Folder, *body: str, name: str = "minutes 2024-05-14.docx", **wishes: Any) -> dict[str, Any]:
    folder.minute(folder.zip(name, docx_parts([TITLE, *body])), **wishes)
    return folder.meeting()[0]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("30 June 2026", "2026-06-30"),
        ("June 30th, 2026", "2026-06-30"),
        ("martes 30 de junio de 2026", "2026-06-30"),
        ("3 de mayo del 2024", "2024-05-03"),
        ("le 1er mars 2024", "2024-03-01"),
        ("1º de março de 2024", "2024-03-01"),
        ("15. März 2024", "2024-03-15"),
        ("12 марта 2024 года", "2024-03-12"),
        ("٣٠ يونيو ٢٠٢٦", "2026-06-30"),
        ("5 تشرين الأول 2023", "2023-10-05"),
        ("14 جويلية 2024", "2024-07-14"),
        ("2024年3月5日", "2024-03-05"),
        ("2024-03-05", "2024-03-05"),
        ("05.03.2024", "2024-03-05"),
        ("25/03/2024", "2024-03-25"),
        ("Tuesday, November 30 / 3:00 - 4:30 pm ET (2021)", "2021-11-30"),
        ("31 February 2024", None),
        ("May 2024", None),
        ("03/04/2024", "2024-04-03 or 2024-03-04"),
    ],
)
def test_days_in_words(words: str, day: str | None) -> None:
    said = daywords.first(words)
    found = None if said is None else str(said.day) + (f" or {said.other}" if said.other else "")
    assert found == day


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ("Date and time: 3 June 2024, 10:00", "2024-06-03"),
        ("Fecha: 3 de junio de 2024", "2024-06-03"),
        ("Date de la réunion : 3 juin 2024", "2024-06-03"),
        ("Data: 3 de junho de 2024", "2024-06-03"),
        ("التاريخ: 3 يونيو 2024", "2024-06-03"),
        ("Date: 06/03/2024", "2024-06-03"),
    ],
)
def test_the_day_from_a_labelled_line(label: str, day: str, folder: Folder) -> None:
    file = folder.zip("x-2024-06-03.docx", docx_parts([TITLE, paragraph(run(label))]))
    folder.minute(file)
    assert str(folder.meeting()[0]["date"]) == day


def test_the_day_from_a_table_the_title_the_name_or_the_text(folder: Folder) -> None:
    cases = {
        "a.docx": [TITLE, table([["Date", "3 June 2024"], ["Place", "Town hall"]])],
        "b.docx": [paragraph("Meeting of 3 June 2024", style="Titel"), paragraph("Since 1 May 2020 we meet.")],
        "20240603 minutes.docx": [TITLE, paragraph("Since 1 May 2020 we meet.")],
        "c.docx": [TITLE, paragraph("We met on 3 June 2024 again.")],
    }
    for name, body in cases.items():
        folder.minute(folder.zip(name, docx_parts(body)), key="meeting", overwrite=True)
        assert str(folder.meeting()[0]["date"]) == "2024-06-03", name
    assert "key" not in folder.meeting()[0]


def test_a_day_that_is_not_known_is_asked_for(folder: Folder) -> None:
    before = folder.files()
    with pytest.raises(ImportFault, match=r"“03/04/2024” could be two days(.|\n)*--date 2026-06-30"):
        folder.minute(folder.zip("a.docx", docx_parts([TITLE, paragraph("Date: 03/04/2024")])))
    with pytest.raises(ImportFault, match="neither text nor file name says it"):
        folder.minute(folder.zip("b.docx", docx_parts([TITLE, paragraph("Words")])))
    assert folder.files() == before
    assert (
        str(front_of(folder, paragraph("Date: 03/04/2024"), name="a.docx", date="2024-04-03")["date"]) == "2024-04-03"
    )


def test_days_that_do_not_agree_are_told(folder: Folder) -> None:
    report = folder.minute(folder.zip("x-2024-06-04.docx", docx_parts([TITLE, paragraph("Date: 3 June 2024")])))
    assert "the file's name says 2024-06-04, a line of the text says 2024-06-03" in [
        note.words for note in report.remarks
    ]


ATTENDEES = [
    ["Name", "Organisation", "E-mail", "Signature"],
    ["Ana Paz", "Ministry of Health", "ana@health.example", ""],
    ["Ben Ali", "Citizens' Watch", "ben@watch.example", ""],
    ["Eve Om", "Citizens' Watch", "eve@watch.example", ""],
    ["Total", "3", "", ""],
]


def test_a_table_of_attendees(folder: Folder) -> None:
    front = front_of(folder, paragraph("Participants", style="Titre1"), table(ATTENDEES))
    assert front["attendance"] == {"attended": 3, "government": 1, "civil_society": 2}
    assert front["organisations"] == ["health", "watch"]
    text = folder.meeting()[1]
    assert "| Name | Organisation |" in text and "@" not in text and "Signature" not in text
    folder.assert_valid()


def test_names_can_be_left_out(folder: Folder) -> None:
    folder.minute(
        folder.zip("a 2024-05-14.docx", docx_parts([TITLE, paragraph("Participants"), table(ATTENDEES)])), no_names=True
    )
    text = folder.meeting()[1]
    assert "Ana Paz" not in text and "| Organisation |" not in text and "Ministry of Health" in text


@pytest.mark.parametrize(
    ("before", "head"),
    [
        ("Asistentes", ["Nombre", "Institución"]),
        ("Liste des présents", ["Nom et prénom", "Organisme"]),
        ("Participantes", ["Nome", "Instituição"]),
        ("قائمة الحضور", ["الاسم", "المؤسسة"]),
    ],
)
def test_attendees_in_other_languages(before: str, head: list[str], folder: Folder) -> None:
    front = front_of(
        folder, paragraph(before, style="Titre1"), table([head, ["A", "Ministry of Health"], ["B", "Otra"]])
    )
    assert front["attendance"] == {"attended": 2} and front["organisations"] == ["health", "Otra"]


def test_lists_and_numbers_of_attendees(folder: Folder) -> None:
    front = front_of(
        folder,
        paragraph("Present:"),
        paragraph("Ana Paz (Ministry of Health)", number="2"),
        paragraph("Ben Ali, Citizens' Watch", number="2"),
        paragraph("Apologies", style="Titre1"),
        paragraph("Eve Om, Office of the Government", number="2"),
    )
    assert front["attendance"] == {"attended": 2, "government": 1, "civil_society": 1}
    assert front["organisations"] == ["health", "watch"]
    front = front_of(folder, paragraph("Number of participants: 41"), name="b 2024-05-15.docx", key="a-second")
    assert folder.text("content/forum/meetings/a-second.md").count("attended: 41") == 1


def test_speakers_absent_people_and_other_tables_are_no_attendance(folder: Folder) -> None:
    speakers = table([["Name", "Position"], ["Ana Paz", "Director, Ministry of Health"]])
    absent = table([["Name", "Organisation"], ["Eve Om", "Office of the Government"]])
    prices = table([["Name", "Price"], ["Chair", "3"]])
    body = (paragraph("Speakers"), speakers, paragraph("Absent"), absent, paragraph("Costs"), prices)
    report = folder.minute(folder.zip("a 2024-05-14.docx", docx_parts([TITLE, *body])))
    front = folder.meeting()[0]
    assert "attendance" not in front and front["organisations"] == ["health"]
    assert any("1 speakers are listed" in note.words for note in report.remarks)


DECISIONS = [
    ("Decision: The forum adopts its rules.", ("d-1", "The forum adopts its rules.", None, None)),
    (
        "Action: Ministry of Health to publish the list by 30 June 2024.",
        ("a-1", "Ministry of Health to publish the list by 30 June 2024.", "health", datetime.date(2024, 6, 30)),
    ),
    ("ACTION 2 (Citizens' Watch, Q3 2024): Comment on it", ("a-1", "Comment on it", "watch", "2024-Q3")),
    ("Decisión n.º 3: Publicar (Responsable: Ministry of Health; Plazo: 15 de julio de 2024)",
     ("d-1", "Publicar (Responsable: Ministry of Health; Plazo: 15 de julio de 2024)", "health",
      datetime.date(2024, 7, 15))),
    ("Acuerdo: Se aprueba el acta.", ("d-1", "Se aprueba el acta.", None, None)),
    ("Décision : Adopter le calendrier avant le 1er septembre 2024",
     ("d-1", "Adopter le calendrier avant le 1er septembre 2024", None, datetime.date(2024, 9, 1))),
    ("Ação: Enviar convite. Responsável: Secretaria. Prazo: próxima reunião",
     ("a-1", "Enviar convite. Responsável: Secretaria. Prazo: próxima reunião", "Secretaria",
      {"text": "próxima reunião"})),
    ("القرار: اعتماد الخطة. المسؤول: وزارة الصحة",
     ("d-1", "اعتماد الخطة. المسؤول: وزارة الصحة", "وزارة الصحة", None)),
    ("إجراء: نشر التقرير بحلول 30 يونيو 2024",
     ("a-1", "نشر التقرير بحلول 30 يونيو 2024", None, datetime.date(2024, 6, 30))),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), DECISIONS)
def test_decisions_and_actions(line: str, expected: tuple[object, ...], folder: Folder) -> None:
    (found,) = front_of(folder, paragraph(run(line)))["decisions"]
    assert (found["key"], found["text"], found.get("owner"), found.get("due")) == expected
    assert folder.meeting()[1].replace("\\", "") == line
    folder.assert_valid()


def test_lists_and_tables_of_decisions(folder: Folder) -> None:
    actions = [
        ["No.", "Action", "Responsible", "Deadline", "Status"],
        ["1", "Publish minutes", "Ministry of Health", "June 2024", "Done"],
        ["2", "Call members", "Ana Paz", "as soon as possible", ""],
    ]
    front = front_of(
        folder,
        paragraph("Decisions", style="Titre1"),
        paragraph("The plan is adopted.", number="1"),
        paragraph("The plan is printed.", number="1"),
        paragraph("Next steps", style="Titre1"),
        table(actions),
        paragraph("Other business", style="Titre1"),
        paragraph("None.", number="1"),
    )
    assert front["decisions"] == [
        {"key": "d-1", "text": "The plan is adopted."},
        {"key": "d-2", "text": "The plan is printed."},
        {"key": "a-1", "text": "Publish minutes", "owner": "health", "due": "2024-06", "status": "done"},
        {"key": "a-2", "text": "Call members", "owner": "Ana Paz", "due": {"text": "as soon as possible"}},
    ]
    folder.assert_valid()


@pytest.mark.parametrize(
    "line",
    ["Decisions were made easily.", "Our action plan: a summary", "The decision: nobody knows", "Agreed", "Action: "],
)
def test_ordinary_sentences_are_no_decisions(line: str, folder: Folder) -> None:
    assert "decisions" not in front_of(folder, paragraph(run(line)))


def test_the_place(folder: Folder) -> None:
    assert front_of(folder, paragraph(run("Lugar: Sala 2, La Paz")))["place"] == "Sala 2, La Paz"
