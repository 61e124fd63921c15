"""Maps that are suggested for spreadsheets nobody has seen before: imported as they are, and checked."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
import yaml
from click.testing import CliRunner

from importers.conftest import Sheets, xlsx
from ogpsite import build
from ogpsite.cli import commands
from ogpsite.importers import ImportFault, suggest, table
from ogpsite.importers.commas import Form
from ogpsite.importers.report import Report
from ogpsite.importers.suggest import meaning, states

pytestmark = pytest.mark.slow  # each builds sites of its own

DAY = datetime.date(2026, 6, 30)


def mapped(path: Path, into: Path) -> tuple[Report, str]:
    """Import a file with the map that is suggested for it."""
    text = suggest([path], None, DAY, Form(), "", lambda words: None).text
    place = path.with_suffix(".map.yaml")
    place.write_text(text, encoding="utf-8")
    return table.run([path], place, into), text


def brought(tmp_path: Path, sheets: Sheets) -> tuple[dict[str, int], Path, Report]:
    """Sheets as a workbook, imported with the suggested map and checked; the numbers of records."""
    into = tmp_path / "site"
    report, _ = mapped(xlsx(tmp_path / "book.xlsx", sheets), into)
    problems = [problem for problem in build.make(build.Job(into, DAY, False)).problems if problem.fatal]
    assert problems == []
    return dict(report.records), into, report


def front(path: Path) -> dict[str, object]:
    found = yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], Loader=yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def counts(records: dict[str, int]) -> tuple[int, int, int, int]:
    names = ("commitments", "milestones", "third-level milestones", "milestone reports")
    return tuple(records.get(name, 0) for name in names)  # type: ignore[return-value]


LAYOUTS: dict[str, tuple[Sheets, tuple[int, int, int, int]]] = {
    "several milestones in one cell, numbered, with their days and states (es)": (
        {
            "Plan": [
                ["N°", "Compromiso", "Institución", "Hitos", "Plazos", "Estado"],
                [
                    1,
                    "Datos",
                    "Hacienda",
                    "1.1 Publicar\n1.2 Capacitar\ny evaluar",
                    "30/06/2024\n31/12/2024",
                    "Hecho\nEn proceso",
                ],
                [
                    2,
                    "Justicia",
                    "Poder Judicial",
                    "2.1 Abrir\n2.2 Informe",
                    "31/03/2025\n30/09/2025",
                    "No iniciado\nHecho",
                ],
                [3, "Agua", "Ministerio de Agua", "3.1 Mapa", "2025", "En proceso"],
            ],
        },
        (3, 5, 0, 5),
    ),
    "several milestones in one cell with one state for all (en)": (
        {
            "Commitments": [
                ["Commitment", "Lead", "Milestones", "Status"],
                ["Open budget", "Treasury", "1) Publish the budget 2) Train 40 journalists", "Complete"],
                ["Open courts", "Justice", "• Publish rulings\n• Stream hearings\n• Report", "In progress"],
            ],
        },
        (2, 5, 0, 0),
    ),
    "columns of their own, blank below (es)": (
        {
            "Seguimiento": [
                ["Matriz de seguimiento del Plan de Acción 2023-2025"],
                [],
                ["N°", "Compromiso", "Institución responsable", "Hitos", "Fecha de término", "Estado", "% de avance"],
                ["1", "Datos de salud", "Salud", "Diagnóstico", "30/06/2023", "Completado", "100%"],
                ["", "", "", "Publicación", "31/12/2023", "En proceso", "40 %"],
                ["2", "Justicia abierta", "Poder Judicial", "Línea base", "15/10/2023", "Sin iniciar", "0%"],
                [],
                ["Fuente: Secretaría, 2024"],
            ]
        },
        (2, 3, 0, 3),
    ),
    "rows below each other by number (fr)": (
        {
            "Suivi 2021-2024": [
                ["N°", "Engagements et jalons", "Structure responsable", "Échéance", "Statut"],
                ["1", "Données budgétaires", "Ministère des Finances", "", ""],
                ["1.1", "Calendrier", "Budget", "juin 2022", "Achevé"],
                ["1.2", "Budget citoyen", "Budget", "fin 2022", "En cours"],
                ["2", "Bénéficiaires effectifs", "Ministère de la Justice", "", ""],
                ["2.1", "Décret", "Justice", "2e trimestre 2022", "En retard"],
            ]
        },
        (2, 3, 0, 3),
    ),
    "sheets linked by id (pt)": (
        {
            "Compromissos": [
                ["Código", "Título do compromisso", "Órgão responsável"],
                ["C1", "Dados ambientais", "MMA"],
                ["C2", "Orçamento digital", "MPO"],
            ],
            "Marcos": [
                ["Compromisso", "Marco", "Descrição do marco", "Prazo", "Situação", "Realizações"],
                ["C1", "M1.1", "Inventário de bases", "31/01/2024", "Concluído", "Inventário publicado no portal"],
                ["C1", "M1.2", "Abertura das bases", "31/12/2024", "Em andamento", "Três bases foram abertas em maio"],
                ["C2", "M2.1", "Plataforma no ar", "até junho de 2024", "Não iniciado", ""],
            ],
        },
        (2, 3, 0, 3),
    ),
    "blocks with their headings (es)": (
        {
            "Hoja1": [
                ["Compromiso 1: Cabildo abierto"],
                ["Hito", "Responsable", "Fecha límite", "Estado"],
                ["Reglamento", "Secretaría", "30 de junio de 2024", "Cumplido"],
                ["Sesiones", "Secretaría", "dic-24", "En proceso"],
                [],
                ["Compromiso 2: Obras transparentes"],
                ["Hito", "Responsable", "Fecha límite", "Estado"],
                ["Mapa de obras", "Obras", "marzo 2025", "No iniciado"],
            ]
        },
        (2, 3, 0, 3),
    ),
    "commitments alone in their rows (es)": (
        {
            "Plan": [
                ["Actividad", "Entidad responsable", "Plazo", "Situación"],
                ["Gobierno digital"],
                ["Ventanilla única", "SEGEPLAN", "2024-T3", "En marcha"],
                ["Capacitación", "INAP", "2025-T1", "Pendiente"],
                ["Agua transparente"],
                ["Datos de calidad", "Agua", "1er semestre 2025", "Finalizado"],
            ]
        },
        (2, 3, 0, 3),
    ),
    "a column of kinds (pt)": (
        {
            "Monitoramento": [
                ["Tipo", "Código", "Nome", "Responsável", "Prazo", "Status"],
                ["Compromisso", "1", "Transparência", "CGU", "", ""],
                ["Marco", "1.1", "Painel", "CGU", "31/03/2024", "Concluído"],
                ["Marco", "1.2", "Oficinas", "CGU", "30/09/2024", "Suspenso"],
            ]
        },
        (1, 2, 0, 2),
    ),
    "a sheet for each commitment (fr)": (
        {
            "E1": [
                ["Engagement 1 : Transparence minière"],
                ["Jalons", "Responsable", "Date limite", "État d'avancement"],
                ["Contrats", "Mines", "31/03/2023", "Réalisé"],
            ],
            "E2": [
                ["Engagement 2 : Santé communautaire"],
                ["Jalons", "Responsable", "Date limite", "État d'avancement"],
                ["Comités", "Santé", "30/06/2023", "Réalisé partiellement"],
            ],
        },
        (2, 2, 0, 2),
    ),
    "the form of the template (en)": (
        {
            "Commitment 1": [
                ["Commitment Title", "Open contracting"],
                ["Commitment Start and End Date", "January 2024 - December 2025"],
                ["Lead implementing agency/actor", "Procurement Authority"],
                ["What is the public problem that the commitment will address?", "Data are scattered."],
                ["What is the commitment?", "A portal."],
                ["Milestone Activity with a verifiable deliverable", "Start Date:", "End Date:"],
                ["Requirements", "January 2024", "June 2024"],
                ["Launch", "July 2024", "December 2024"],
                ["Contact information"],
                ["Email and Phone", "jane@example.org"],
                ["Other Actors Involved - State actors involved", "Ministry of Finance"],
            ]
        },
        (1, 2, 0, 0),
    ),
    "groups of columns for each quarter (es)": (
        {
            "Matriz": [
                ["Compromiso", "Hito", "Responsable", "Plazo", "T1 2023", "", "T2 2023", ""],
                ["", "", "", "", "Estado", "Avance", "Estado", "Avance"],
                ["Fisco", "Presupuesto", "Hacienda", "2023", "En curso", "Borrador", "Cumplido", "Publicado"],
                ["Fisco", "Audiencias", "Hacienda", "2023", "No iniciado", "", "En curso", "Dos audiencias"],
            ]
        },
        (1, 2, 0, 4),
    ),
    "several milestones in one row (en)": (
        {
            "Tracker": [
                ["ID", "Commitment", "Lead", "Milestone 1", "Deadline 1", "Status 1", "Milestone 2", "Deadline 2"],
                ["C1", "Open budget", "Treasury", "Calendar", "31 March 2024", "Completed", "Budget", "2024-09-30"],
            ]
        },
        (1, 2, 0, 1),
    ),
    "three levels in two languages": (
        {
            "NAP": [
                [
                    "Commitment (EN)",
                    "Engagement (FR)",
                    "Milestone (EN)",
                    "Jalon (FR)",
                    "Activity (EN)",
                    "Activité (FR)",
                    "Lead",
                    "Due date",
                    "Status",
                ],
                [
                    "1. Data",
                    "1. Données",
                    "1.1 Portal",
                    "1.1 Portail",
                    "1.1.1 Design",
                    "1.1.1 Conception",
                    "Statistics",
                    "2025-03-31",
                    "Completed",
                ],
                [
                    "1. Data",
                    "1. Données",
                    "1.1 Portal",
                    "1.1 Portail",
                    "1.1.2 Launch",
                    "1.1.2 Lancement",
                    "Statistics",
                    "2025-09-30",
                    "In progress",
                ],
                [
                    "1. Data",
                    "1. Données",
                    "1.2 Training",
                    "1.2 Formation",
                    "1.2.1 Course",
                    "1.2.1 Cours",
                    "Institute",
                    "2025-06-30",
                    "Not started",
                ],
            ]
        },
        (1, 2, 3, 3),
    ),
    "one state ticked (es)": (
        {
            "Autoevaluación": [
                ["Compromiso", "Responsable", "Hito", "No iniciado", "Limitado", "Completo"],
                ["Compras", "DGCP", "Portal", "", "x", ""],
                ["Compras", "DGCP", "Datos", "", "", "X"],
            ]
        },
        (1, 2, 0, 2),
    ),
    "a sheet of reports by quarter (en)": (
        {
            "Commitments": [
                ["Commitment No.", "Commitment", "Ministry"],
                [1, "Mines", "Mines"],
                [2, "Health", "Health"],
            ],
            "Milestones": [
                ["Milestone No.", "Commitment No.", "Milestone", "End date"],
                [1.1, 1, "Portal", "2024-06"],
                [2.1, 2, "Score cards", "2024"],
            ],
            "Progress reports": [
                ["Milestone No.", "Quarter", "Status", "Narrative"],
                [1.1, "Q1 2024", "In progress", "Work began"],
                [1.1, "Q2 2024", "Completed", "Portal online"],
                [2.1, "Q2 2024", "", "Funding gap"],
            ],
        },
        (2, 2, 0, 3),
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_understood_and_its_site_is_valid(tmp_path: Path, name: str) -> None:
    sheets, wanted = LAYOUTS[name]
    records, _, report = brought(tmp_path, sheets)
    assert counts(records) == wanted, report.lines()


def test_texts_states_shares_and_days_arrive_where_they_belong(tmp_path: Path) -> None:
    _, into, report = brought(tmp_path, LAYOUTS["columns of their own, blank below (es)"][0])
    folder = into / "content/plans/2023-2025/commitments/1"
    milestones = front(folder / "commitment.md")["milestones"]
    assert isinstance(milestones, list) and [one["due"] for one in milestones] == ["2023-06-30", "2023-12-31"]
    told = front(folder / "progress/2026-06.md")["milestones"]
    assert isinstance(told, dict)
    assert [(one["status"], one["raw_status"], one["percent"]) for one in told.values()] == [
        ("complete", "Completado", "100"),
        ("in_progress", "En proceso", "40"),
    ]
    assert [str(note) for note in report.skipped] == ["Seguimiento!8: below the table: “Fuente: Secretaría, 2024”"]


def test_a_form_gives_the_texts_of_the_template_and_nobodys_mailbox(tmp_path: Path) -> None:
    _, into, _ = brought(tmp_path, LAYOUTS["the form of the template (en)"][0])
    path = next(into.glob("content/plans/*/commitments/*/commitment.md"))
    found = front(path)
    assert (found["problem"], found["summary"]) == ("Data are scattered.", "A portal.")
    assert (found["start"], found["end"]) == ("2024-01-01", "2025-12-31")
    assert found["supporting"] == {"government": ["ministry-of-finance"]}
    assert "jane@" not in "".join(file.read_text("utf-8") for file in into.rglob("*") if file.is_file())


def test_merged_headings_and_cells_are_read_as_people_see_them(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Matriz")
    sheet.merge_range("A1:H1", "Plan de Acción 2022-2024")
    for letter, words in zip("ABCD", ("Compromiso", "Hito", "Responsable", "Plazo"), strict=True):
        sheet.merge_range(f"{letter}2:{letter}3", words)
    sheet.merge_range("E2:F2", "Primer trimestre 2023")
    sheet.merge_range("G2:H2", "Segundo trimestre 2023")
    for column, words in enumerate(("Estado", "Avance", "Estado", "Avance"), 4):
        sheet.write(2, column, words)
    sheet.merge_range("A4:A5", "1. Transparencia fiscal")
    rows = (
        ("1.1 Presupuesto", "Hacienda", "2023-12", "En curso", "Borrador listo", "Cumplido", "Publicado"),
        ("1.2 Audiencias", "Hacienda", "2023-12", "", "", "En curso", "Dos audiencias"),
    )
    for number, row in enumerate(rows, 3):
        for column, words in enumerate(row, 1):
            sheet.write(number, column, words)
    book.close()
    report, _ = mapped(path, tmp_path / "site")
    assert counts(dict(report.records)) == (1, 2, 0, 3)
    names = sorted(one.name for one in (tmp_path / "site").glob("content/plans/*/commitments/*/progress/*"))
    assert names == ["2023-q1.md", "2023-q2.md"]


def test_ids_cut_by_the_spreadsheet_are_whole_again(tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [
        ["#", "Commitment / Milestone", "Responsible", "Due Date"],
        [1, "Parliament", "P", ""],
    ]
    rows += [[float(f"1.{number}"), f"Step {number}", "Clerk", f"{number}/28/2025"] for number in range(1, 12)]
    _, into, _ = brought(tmp_path, {"Action plan": rows})
    milestones = front(next(into.glob("content/plans/*/commitments/*/commitment.md")))["milestones"]
    assert isinstance(milestones, list)
    assert [one["number"] for one in milestones[8:]] == ["1.9", "1.10", "1.11"]
    assert milestones[9]["due"] == "2025-10-28"


def test_titles_as_short_as_ids_are_titles_beside_a_column_of_ids(tmp_path: Path) -> None:
    head = ["Commitment no.", "Commitment", "Milestone no.", "Milestone", "Due date", "Status"]
    rows = [[1, "Open contracts", f"1.{n}", f"Step {n}", "31/12/2026", "In progress"] for n in range(1, 4)]
    rows += [[2, "Open data", f"2.{n}", f"Step {n}", "31/12/2026", "In progress"] for n in range(1, 4)]
    records, into, _ = brought(tmp_path, {"Plan": [head, *rows]})
    assert (records["commitments"], records["milestones"]) == (2, 6)
    assert "title: Step 3" in next(into.rglob("commitments/2/commitment.md")).read_text("utf-8")


def test_words_without_a_state_are_kept_and_told_as_a_guess(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "book.xlsx", LAYOUTS["a sheet of reports by quarter (en)"][0])
    report, text = mapped(path, tmp_path / "site")
    assert "# status: 1 rows have words but no state; taken for in_progress" in text
    assert any("blank status read as in_progress" in note.words for note in report.of("blank"))


def test_the_command_shows_what_it_understood_and_never_replaces_a_map(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "my tracker.xlsx", LAYOUTS["a column of kinds (pt)"][0])
    place, run = tmp_path / "map.yaml", CliRunner()
    ask = ["import", "table", str(book), "--suggest", "--map", str(place)]
    first = run.invoke(commands, ask, standalone_mode=False)
    assert first.return_value == 0 and "This map gives: 1 commitments, 2 milestones" in first.stdout
    assert "D “Responsável” →" in first.stdout and '"my tracker.xlsx" --map' in first.stdout
    again = run.invoke(commands, ask, standalone_mode=False)
    assert again.return_value == 1 and "is there already" in again.stderr
    printed = run.invoke(commands, ["import", "table", str(book), "--suggest"])
    assert printed.exit_code == 0 and yaml.safe_load(printed.stdout)["tables"]
    data = json.loads(run.invoke(commands, ["import", "table", str(book), "--suggest", "--json"]).stdout)
    assert data["records"]["milestones"] == 2 and data["written"] == ""
    assert run.invoke(commands, ["import", "table", str(book), "--into", str(tmp_path)]).exit_code == 2


def test_the_site_decides_languages_plan_and_lead(tmp_path: Path) -> None:
    into = tmp_path / "site"
    plan = into / "content/plans/2025-2029/plan.md"
    plan.parent.mkdir(parents=True)
    plan.write_text("---\ntitle: Our plan\nstart: 2025-01-01\nend: 2029-12-31\n---\n", encoding="utf-8")
    (into / "site.yaml").write_text("languages: [fr]\nlead_agency: primature\n", encoding="utf-8")
    path = xlsx(tmp_path / "book.xlsx", LAYOUTS["three levels in two languages"][0])
    text = suggest([path], into, DAY, Form(), "", lambda words: None).text
    found = yaml.safe_load(text)
    assert (found["languages"], found["plan"]["key"], "site" in found) == (["fr"], "2025-2029", False)
    assert found["tables"]["commitments"]["constants"] == {"lead": "primature"}


def test_the_period_is_that_of_the_sheet_else_the_month_of_today(tmp_path: Path) -> None:
    rows = LAYOUTS["a column of kinds (pt)"][0]["Monitoramento"]
    path = xlsx(tmp_path / "book.xlsx", {"Avanços 2025-T1": rows})
    assert "period: 2025-q1" in suggest([path], None, DAY, Form(), "", lambda words: None).text
    path = xlsx(tmp_path / "book.xlsx", {"Folha": rows})
    text = suggest([path], None, datetime.date(2026, 6, 10), Form(), "", lambda words: None).text
    found = yaml.load(text, Loader=yaml.BaseLoader)["tables"]["reports"]
    assert found["constants"] == {"period": "2026-06"}
    assert found["periods"] == {"2026-06": {"reported_on": "2026-06-10"}}


def test_what_is_no_tracker_is_refused_with_advice(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "book.xlsx", {"Sheet1": [["Name", "Size"], ["a", 1], ["b", 2]]})
    with pytest.raises(ImportFault, match="no commitments were found in Sheet1"):
        suggest([path], None, DAY, Form(), "", lambda words: None)


@pytest.mark.parametrize(
    ("heading", "role", "level"),
    [
        ("N° de compromiso", "id", 1),
        ("¿Cuál es la problemática pública que el compromiso abordará?", "problem", 0),
        ("Quel est le problème public auquel l'engagement répond ?", "problem", 0),
        ("Hitos / Fecha de inicio", "start", 2),
        ("Órgão responsável", "lead", 0),
        ("% de avance", "percent", 0),
        ("indicator_deadline_en", "due", 0),
        ("Commitment/Milestone", "title", 0),
        ("Statut au 31/12/2024", "status", 0),
    ],
)
def test_headings_are_understood(heading: str, role: str, level: int) -> None:
    assert (meaning.of(heading).role, meaning.of(heading).level) == (role, level)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Parcialmente cumplido", "limited"),
        ("No cumplido", "in_progress"),
        ("Réalisé", "complete"),
        ("Verde", "complete"),
    ],
)
def test_states_near_to_one_of_ours_are_guessed(words: str, code: str) -> None:
    assert states.guess(words) == code


def test_real_files_are_understood(real: Path, tmp_path: Path) -> None:
    wanted: dict[str, tuple[int, int, int, int]] = {
        "us-nap5/us-nap5.xlsx": (36, 70, 0, 140),
        "canada-nap6/canada-nap6.xlsx": (4, 19, 65, 0),
        "canada-nap6/canada-nap6.csv": (4, 19, 65, 0),
    }
    for name, expected in wanted.items():
        data = suggest([real / name], None, DAY, Form(), "", lambda words: None).data["records"]
        assert isinstance(data, dict) and counts(data) == expected


def test_lists_in_cells_go_item_by_item(tmp_path: Path) -> None:
    _, into, _ = brought(tmp_path, next(iter(LAYOUTS.values()))[0])
    folder = next((into / "content/plans").iterdir()) / "commitments/1"
    commitment = front(folder / "commitment.md")
    assert commitment["lead"] == ["hacienda"]
    assert commitment["milestones"] == [
        {"key": "1-1", "number": "1.1", "title": "Publicar", "due": "2024-06-30"},
        {"key": "1-2", "number": "1.2", "title": "Capacitar\ny evaluar", "due": "2024-12-31"},
    ]
    told = front(folder / "progress/2026-06.md")["milestones"]
    assert isinstance(told, dict)
    assert {key: one["status"] for key, one in told.items()} == {"1-1": "complete", "1-2": "in_progress"}


def test_headings_of_an_unknown_language_are_read_by_their_cells(tmp_path: Path) -> None:
    body = (
        "يهدف هذا الالتزام إلى نشر جميع عقود المشتريات العامة على الإنترنت في غضون ثلاثين يوما من توقيعها، بصيغة مفتوحة"
    )
    rows = [
        [str(n), f"person.{n}@x.example", f"نشر العقود العامة {n}", f"{body} {n}", f"2024-0{n}-01", f"2025-1{n % 3}-15"]
        for n in range(1, 6)
    ]
    heads = ["الرقم", "البريد", "عنوان الالتزام", "وصف الالتزام", "تاريخ البدء", "تاريخ الانتهاء"]
    records, into, _ = brought(tmp_path, {"Plan": [heads, *rows]})
    assert records["commitments"] == 5
    first = sorted(into.glob("content/plans/*/commitments/*/commitment.md"))[0]
    assert front(first)["title"] == "نشر العقود العامة 1"
    assert (front(first)["start"], front(first)["end"]) == ("2024-01-01", "2025-11-15")
    assert body in first.read_text(encoding="utf-8")
    assert "person.1@" not in first.read_text(encoding="utf-8")
