"""Google Forms, Microsoft Forms, EUSurvey, LimeSurvey, and any table by a map."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from importers.conftest import xlsx
from importers.samples import Folder
from ogpsite.importers.contributions import personal
from ogpsite.importers.fault import ImportFault

pytestmark = pytest.mark.slow  # each builds sites of its own

DAYS = {"opens": "2024-01-01", "closes": "2024-12-31"}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


GOOGLE = [
    ["Timestamp", "Email Address", "Your name", "May we publish your name?", "What should change?", "Why?"],
    ["2024/03/01 11:30:00 PM GMT-5", "ana@example.org", "Ana Paz", "Yes", "Open the budget.", "It is ours."],
    ["2024/03/02 9:00:00 AM GMT-5", "ben@example.org", "Ben Ali", "No", "Write to ben@example.org", ""],
    ["2024/03/03 9:00:00 AM GMT-5", "eve@example.org", "Eve Om", "perhaps", "Fewer forms.", "They\nare long."],
    ["2024/03/04 9:00:00 AM GMT-5", "", "", "", "", ""],
]


def test_google_forms(folder: Folder) -> None:
    report = folder.contribute(folder.csv("form.csv", GOOGLE), title="What next?")
    ana, ben, eve = folder.items()
    assert ana["text"] == "What should change?\nOpen the budget.\n\nWhy?\nIt is ours."
    assert ana["attribution"] == "named" and ana["author"] == "Ana Paz"
    assert ana["consent"] == {"basis": "form", "on": datetime.date(2024, 3, 2)} and ana["received_on"].day == 2
    assert ben["attribution"] == "withheld" and "author" not in ben
    assert ben["text"] == "What should change?\nWrite to [e-mail]" and ben["moderation"] == "redacted"
    assert eve["attribution"] == "withheld" and eve["text"].endswith("Why?\nThey\nare long.")
    assert [str(note) for note in report.unknown] == ["form!D4: neither yes nor no to publication: read as no"]
    assert [note.at for note in report.skipped] == ["form!A5"]
    assert folder.consultation()["mechanism"] == "online-form" and folder.consultation()["title"] == "What next?"
    whole = folder.text("content/consultations/survey/contributions.yaml")
    assert "@example.org" not in whole and "Ben Ali" not in whole and "Eve Om" not in whole
    folder.assert_valid()


def test_keys_stay_the_same_when_rows_go(folder: Folder) -> None:
    folder.contribute(folder.csv("form.csv", GOOGLE))
    before = [item["key"] for item in folder.items()]
    folder.contribute(folder.csv("form.csv", [GOOGLE[0], *GOOGLE[2:]]), consultation="survey", overwrite=True)
    assert [item["key"] for item in folder.items()] == before[1:]


def test_spanish_google_form_with_days_that_only_the_column_settles(folder: Folder) -> None:
    rows = [
        ["Marca temporal", "Nombre y apellidos", "¿Cuál es su propuesta?"],
        ["2/3/2024 10:00:00", "Ana Paz", "Datos abiertos"],
        ["13/3/2024 10:00:00", "Luz Rey", "Más plazos"],
    ]
    folder.contribute(folder.csv("respuestas.csv", rows))
    assert [str(item["received_on"]) for item in folder.items()] == ["2024-03-02", "2024-03-13"]
    assert [item["text"] for item in folder.items()] == ["Datos abiertos", "Más plazos"]
    assert all(item["attribution"] == "withheld" for item in folder.items())


def test_days_that_could_be_two_are_told_and_settled_by_a_flag(folder: Folder) -> None:
    rows = [["Timestamp", "Idea"], ["2/3/2024 10:00:00", "One"]]
    report = folder.contribute(folder.csv("a.csv", rows), **DAYS)
    assert "received_on" not in folder.items()[0]
    assert "--dates day-first or month-first" in report.unknown[0].words
    folder.contribute(folder.csv("a.csv", rows), **DAYS, dates="month-first", overwrite=True)
    assert str(folder.items()[0]["received_on"]) == "2024-02-03"


def test_days_that_rise_in_one_order_only_settle_the_order(folder: Folder) -> None:
    rows = [["Timestamp", "Idea"], ["1/12/2024 1:00", "A"], ["2/3/2024 1:00", "B"], ["3/1/2024 1:00", "C"]]
    folder.contribute(folder.csv("a.csv", rows))
    assert [str(item["received_on"]) for item in folder.items()] == ["2024-01-12", "2024-02-03", "2024-03-01"]


def test_microsoft_forms_in_french(folder: Folder) -> None:
    rows: list[list[object]] = [
        ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom", "Votre proposition"],
        [4, "2024-03-01 10:00:00", "2024-03-01 10:05:00", "anonymous", "", "Publier les marchés"],
    ]
    report = folder.contribute(xlsx(folder.folder / "enquete.xlsx", {"Form1": rows}))
    assert folder.items()[0]["key"] == "c-4" and folder.items()[0]["text"] == "Publier les marchés"
    assert str(folder.items()[0]["received_on"]) == "2024-03-01"
    assert {note.at for note in report.unread} >= {"Form1!B1", "Form1!D1"}


def test_other_sheets_and_blank_columns_are_told(folder: Folder) -> None:
    rows = [["Timestamp", "Idea", "More"], ["2024-03-01 10:00:00", "One", ""]]
    report = folder.contribute(
        xlsx(folder.folder / "a.xlsx", {"Responses": rows, "Sums": [["Idea", "Count"], ["One", "1"]]})
    )
    assert [item["text"] for item in folder.items()] == ["One"]
    assert [str(note) for note in report.unread] == [
        "Sums: this sheet is not one of Google Forms",
        "Responses!C1: “More” is blank in every row",
    ]


def test_eusurvey_with_its_lines_above_the_table(folder: Folder) -> None:
    rows = [
        ["Alias", "OGP-2024"],
        ["Export Date", "2024-06-01"],
        [],
        [
            "Organisation name",
            "Publication privacy settings",
            "Your view",
            "Contribution ID",
            "Creation Date",
            "Languages",
        ],
        [
            "Citizens' Watch",
            "Public – your name will also be published",
            "<p>More&nbsp;<b>data</b></p>",
            "aa-1",
            "2024-05-02",
            "EN",
        ],
        ["Lone", "Anonymous", "Less paper", "aa-2", "2024-05-03", "EN"],
        ["No", "Do not publish", "Secret", "aa-3", "2024-05-03", "EN"],
    ]
    report = folder.contribute(xlsx(folder.folder / "Content.xlsx", {"Content": rows}))
    first, second = folder.items()
    assert first["key"] == "aa-1" and first["text"] == "More data"
    assert first["attribution"] == "organisation" and first["organisation"] == "watch"
    assert second["attribution"] == "withheld" and "organisation" not in second
    assert "Secret" not in folder.text("content/consultations/survey/contributions.yaml")
    assert dict(report.records)["left out (refused)"] == 1
    assert folder.consultation()["title"] == "OGP-2024" and folder.consultation()["mechanism"] == "survey"
    folder.assert_valid()


LIME = [
    ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "startlanguage. Start language",
     "seed. Seed", "ipaddr. IP address", "G01Q01. Your <b>idea</b>", "G01Q02[other]. Anything else?"],
    ["1", "2024-02-01 08:00:00", "2", "en", "99", "10.0.0.1", "Call +51 987 654 321", ""],
    ["2", "", "1", "en", "98", "10.0.0.2", "Half an answer", ""],
    ["3", "1980-01-01 00:00:00", "2", "en", "97", "10.0.0.3", "Plain", "Yes"],
]  # fmt: skip


def test_limesurvey_leaves_out_what_was_never_sent(folder: Folder) -> None:
    report = folder.contribute(folder.csv("results.csv", LIME, delimiter=";"))
    first, third = folder.items()
    assert first["text"] == "Your idea\nCall [tel.]" and str(first["received_on"]) == "2024-02-01"
    assert third["text"] == "Your idea\nPlain\n\nAnything else?\nYes" and "received_on" not in third
    assert dict(report.records)["left out (unsubmitted)"] == 1
    assert "10.0.0" not in folder.text("content/consultations/survey/contributions.yaml")
    folder.contribute(folder.csv("results.csv", LIME), include=frozenset({"unsubmitted"}), overwrite=True)
    assert [item["key"] for item in folder.items()] == ["c-1", "c-2", "c-3"]


MAP = """
source: Letters of 2024
dates: day-first
header: 2
columns:
  key: No.
  text: [Proposal, Reasons]
  received_on: Came in
  author: Sender
  consent: {column: "Publish?", values: {P: "yes", X: "no"}}
  answer: Reply
  decision: {column: Result, values: {OK: accepted}}
  answered_on: Replied
private: [Phone]
unread: [Shelf]
consultation: {title: Letters, mechanism: email}
"""
LETTERS = [
    ["Register of letters"],
    [
        "No.",
        "Proposal",
        "Reasons",
        "Came in",
        "Sender",
        "Publish?",
        "Reply",
        "Result",
        "Replied",
        "Phone",
        "Shelf",
        "Odd",
    ],
    [
        "7a",
        "More wells",
        "Thirst",
        "03/04/2024",
        "Ana Paz",
        "P",
        "Yes: in plan",
        "OK",
        "05/06/2024",
        "555 0101",
        "3",
        "x",
    ],
    ["7b", "Roads", "", "04/04/2024", "Ben Ali", "X", "Perhaps", "?", "", "555 0102", "3", ""],
]


def test_any_table_by_a_map(folder: Folder) -> None:
    book = xlsx(folder.folder / "letters.xlsx", {"2024": LETTERS})
    report = folder.contribute(book, mapping=folder.file("map.yaml", MAP), answered_on="2024-07-01")
    wells, roads = folder.items()
    assert wells["key"] == "c-7a" and wells["channel"] == "Letters of 2024"
    assert wells["text"] == "Proposal\nMore wells\n\nReasons\nThirst" and str(wells["received_on"]) == "2024-04-03"
    assert wells["attribution"] == "named" and roads["attribution"] == "withheld"
    answered, open_ = folder.items("responses")
    assert (
        answered["decision"] == "accepted" and answered["answers"] == ["c-7a"] and str(answered["on"]) == "2024-06-05"
    )
    assert open_["draft"] is True and open_["decision"] == "deferred" and str(open_["on"]) == "2024-07-01"
    assert [note.at for note in report.unread if "not in the map" in note.words] == ["2024!L2"]
    assert folder.consultation()["mechanism"] == "email"
    assert "555" not in folder.text("content/consultations/survey/contributions.yaml")
    folder.assert_valid()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("columns:", "colums:", "map.yaml:6: colums: unknown key 'colums'; did you mean 'columns'?"),
        ("  key: No.", "  kee: No.", "unknown column 'kee'; did you mean 'key'?"),
        ("Came in", "Came", "columns.received_on: 2024 has no column 'Came'; did you mean 'came in'?"),
        ("header: 2", "header: two", "write the number of the row with the headings"),
        ("  text: [Proposal, Reasons]\n", "", "`text:` is missing"),
        ("dates: day-first", "dates: iso", "write `day-first` or `month-first`"),
        ("mechanism: email", "mecanism: email", "a consultation has no field 'mecanism'"),
        ("header: 2", "header: 9", "2024 has no row 9"),
    ],
)
def test_slips_in_a_map_are_told(old: str, new: str, told: str, folder: Folder) -> None:
    before = folder.files()
    assert old in MAP
    book = xlsx(folder.folder / "letters.xlsx", {"2024": LETTERS})
    with pytest.raises(ImportFault) as fault:
        folder.contribute(book, mapping=folder.file("map.yaml", MAP.replace(old, new)), answered_on="2024-07-01")
    assert told in str(fault.value)
    assert folder.files() == before


def test_an_unknown_table_asks_for_a_map_and_shows_its_columns(folder: Folder) -> None:
    with pytest.raises(ImportFault, match="its columns are “Idea”, “Who”"):
        folder.contribute(folder.csv("x.csv", [["Idea", "Who"], ["A", "B"]]))


def test_a_form_without_words_asks_for_a_map(folder: Folder) -> None:
    rows = [["Timestamp", "Email"], ["2024-01-01", "a@example.org"]]
    with pytest.raises(ImportFault, match="no column of 'x' seems to hold the contributions' words"):
        folder.contribute(folder.csv("x.csv", rows))


@pytest.mark.parametrize("heading", ["Proponga un compromiso", "Su identidad digital", "What belongs in the plan?"])
def test_words_inside_words_make_no_organisation(heading: str) -> None:
    assert not personal.is_body(heading)


@pytest.mark.parametrize("heading", ["Organización", "ONG", "Órgão", "Nom de votre association", "CSO"])
def test_headings_of_bodies_are_known(heading: str) -> None:
    assert personal.is_body(heading)
