"""A spreadsheet and a map → content: records, their joins, what is reported, and files that editors changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from ogpsite.importers import IMPORTERS, table
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.report import Report

Site = Any  # the class of the fixture `site`, in conftest

COMMITMENT = "content/plans/2024-2026/commitments/c1/commitment.md"
MILESTONES = [
    ["ID", "Title", "Due", "Links"],
    ["C1.1", "Publish the data", "2025-06", "https://example.org/a\nwww.example.org/b"],
    ["C1.10", "Publish more", "By fall 2025", ""],
]
PROGRESS = [
    ["ID", "Period", "Status", "Text"],
    ["C1.1", "2025-06", "Done", "It is out"],
    ["C1.10", "2025-06", "Under way", "Half\n\n- of it"],
]


def front(text: str) -> dict[str, object]:
    """The front matter of a file, as nothing but texts."""
    found: dict[str, object] = yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader)
    return found


def words(report: Report, kind: str) -> list[str]:
    """The notes of one kind."""
    return [str(note) for note in report.notes if note.kind == kind]


def test_the_importer_is_in_the_table() -> None:
    assert IMPORTERS["table"] is table.run


def test_a_commitment_with_its_milestones_and_a_report(site: Site) -> None:
    site.sheets |= {"Milestones": MILESTONES, "Progress": PROGRESS}
    report = site.bring()
    assert dict(report.records) == {
        "commitments": 1,
        "milestones": 2,
        "progress reports": 1,
        "milestone reports": 2,
        "new organisations": 1,
    }
    assert dict(report.rows_read) == {"Commitments": 1, "Milestones": 2, "Progress": 2}
    assert site.text(COMMITMENT) == (
        "---\ntitle: Open budgets\ntheme: money\nlead:\n  - finance\nsummary: |-\n  One\n\n  Two\nmilestones:\n"
        "  - key: c1-1\n    title: Publish the data\n    number: C1.1\n    due: 2025-06\n    evidence:\n"
        "      - url: https://example.org/a\n      - title: www.example.org/b\n"
        "  - key: c1-10\n    title: Publish more\n    number: C1.10\n    due:\n      text: By fall 2025\n"
        "      by: 2025-12-21\n---\n"
    )
    assert front(site.text("content/plans/2024-2026/commitments/c1/progress/2025-06.md")) == {
        "reported_on": "2025-07-10",
        "status": "in_progress",
        "milestones": {
            "c1-1": {"status": "complete", "raw_status": "Done", "summary": "It is out"},
            "c1-10": {"status": "in_progress", "raw_status": "Under way", "summary": "Half\n\n- of it"},
        },
    }
    assert front(site.text("content/plans/2024-2026/plan.md"))["title"] == "Second plan"
    assert site.text("content/organisations.yaml") == "finance:\n  name: Finance\n  sector: government\n"
    assert words(report, "date") == ["Milestones!C3: “By fall 2025” read as 2025-12-21"]
    assert words(report, "link") == [
        "Milestones!D2: www.example.org/b (no scheme (https://) before it); kept as a title, because it is no address"
    ]


def test_rows_that_cannot_be_placed_are_reported_with_their_cell_and_do_not_stop_the_import(site: Site) -> None:
    site.sheets |= {
        "Commitments": [
            *site.sheets["Commitments"],
            ["C1", "Twice", "Public money", "Finance", ""],
            ["C2", "", "Public money", "Finance", ""],
            ["C3", "No lead", "Publik money", "", ""],
        ],
        "Milestones": [*MILESTONES, ["C9.1", "Orphan", "", ""], ["C1.1", "Twice", "", ""], ["C3.1", "Of C3", "", ""]],
        "Progress": [
            *PROGRESS,
            ["C1.11", "2025-06", "Done", ""],
            ["C1.1", "soon", "Done", ""],
            ["C1.1", "2025-06", "Done", "again"],
            ["C1.1", "2025-12", "Perhaps", "x"],
        ],
    }
    report = site.bring()
    assert words(report, "skipped") == [
        "Commitments!3: the id C1 stands already at Commitments!2",
        "Commitments!4: no title",
        "Milestones!4: there is no commitment C9",
        "Milestones!5: the id C1.1 stands already at Milestones!2",
        "Commitments!5: C3 has no lead; give one under `constants:`",
        "Milestones!6: its commitment C3 was left out",
        "Progress!4: there is no milestone C1.11; did you mean C1.1?",
        "Progress!5: “soon” is not a period; write 2025-06, 2025-Q2, 2025-H1 or 2025",
        "Progress!6: C1.1 has a report for 2025-06 already",
        "Progress!7: no status for C1.1 in 2025-12",
    ]
    assert words(report, "unknown") == [
        "Commitments!C5: “Publik money” is not a theme of the plan: left out",
        "Progress!C7: “Perhaps” for status: not among the map's `values:` for status",
    ]
    assert dict(report.records)["commitments"] == 1


def test_the_status_of_a_commitment_follows_the_rule_and_lasts(site: Site) -> None:
    later = [["C1.10", "2025-12", "Done", ""]]
    site.sheets |= {"Milestones": MILESTONES, "Progress": [*PROGRESS, *later, ["C1.1", "2026-06", "", ""]]}
    report = site.bring()
    folder = "content/plans/2024-2026/commitments/c1/progress"
    statuses = [front(site.text(f"{folder}/{period}.md"))["status"] for period in ("2025-06", "2025-12", "2026-06")]
    assert statuses == ["in_progress", "complete", "in_progress"]
    blank = front(site.text(f"{folder}/2026-06.md"))["milestones"]
    assert blank == {"c1-1": {"status": "not_started", "raw_status": "(blank)"}}
    assert words(report, "blank") == ["Progress!C5: blank status read as not_started, as the map says"]
    assert "no day for the reports of 2025-12: 2025-12-31" in words(report, "date")[1]


def test_columns_and_sheets_that_nobody_reads_are_reported_and_those_set_aside_are_not(site: Site) -> None:
    rows = [[*row, "x", "secret", "y"] for row in site.sheets["Commitments"]]
    rows[0][-3:] = ["Comment", "Internal", ""]
    site.sheets |= {"Commitments": rows, "Budget": [["a"], [1]], "Empty": []}
    assert words(site.bring(), "unread") == [
        "Commitments: column F “Comment”: 1 filled cells",
        "Commitments: column H (no heading): 1 filled cells",
        "Budget: the map does not mention this table of book.xlsx (2 rows)",
    ]


def test_a_missing_column_or_sheet_names_what_there_is(site: Site) -> None:
    site.sheets["Commitments"] = [["ID", "Titel", "Theme", "Lead", "Text"]]
    with pytest.raises(ImportFault, match=r"no column is headed Title .* row 1 has: ID, Titel") as fault:
        site.bring()
    assert "did you mean 'Titel'?" in fault.value.hint
    site.sheets = {"Commitment": []}
    with pytest.raises(ImportFault, match=r"there is no sheet or file named Commitments .*Commitment \(book"):
        site.bring()
    site.sheets = {"Commitments": []}
    with pytest.raises(ImportFault, match="there is no row 1 with headings"):
        site.bring()
    site.sheets = {"Commitments": [["ID", "Title", "title ", "Theme", "Lead", "Text"]]}
    with pytest.raises(ImportFault, match="heads several columns: B, C"):
        site.bring()
    assert not site.into.exists()


def test_a_number_that_may_have_lost_its_zero_is_remarked(site: Site) -> None:
    site.sheets["Milestones"] = [MILESTONES[0], [1.1, "Mangled", "", ""]]
    report = site.bring()
    assert "Milestones!A2: the cell holds the number 1.1: if 1.10 was meant, format it as text" in words(
        report, "remark"
    )


def test_formulas_control_characters_and_blanks(site: Site) -> None:
    site.sheets["Commitments"] = [
        site.sheets["Commitments"][0],
        ["C1", '=HYPERLINK("x")', "Public money", "Finance", "  a\x7fb  \nc  "],
    ]
    report = site.bring()
    written = front(site.text(COMMITMENT))
    assert (written["title"], written["summary"]) == ('=HYPERLINK("x")', "ab  \nc")
    assert words(report, "trimmed") == ["Commitments!E2: 5 characters"]


def test_a_file_that_was_edited_is_kept_unless_asked(site: Site) -> None:
    first = site.bring()
    assert first.kept == ()
    again = site.bring()
    assert (again.written, len(again.unchanged)) == ((), 2)
    edited = site.text(COMMITMENT).replace("Open budgets", "Open budgets, edited")
    (site.into / COMMITMENT).write_text(edited, encoding="utf-8")
    kept = site.bring()
    assert (kept.written, kept.conflicts, kept.changes) == ((), (), ())
    assert site.text(COMMITMENT) == edited
    replaced = site.bring(overwrite=True)
    assert replaced.written == (COMMITMENT,)
    assert "edited" not in site.text(COMMITMENT)


def test_a_file_that_nobody_edited_follows_the_sheet(site: Site) -> None:
    site.bring()
    site.sheets["Commitments"] = [site.sheets["Commitments"][0], ["C1", "New title", "", "Finance", ""]]
    (site.into / COMMITMENT).write_bytes(site.text(COMMITMENT).replace("\n", "\r\n").encode())
    assert site.bring().written == (COMMITMENT,)
    assert front(site.text(COMMITMENT))["title"] == "New title"


def test_a_file_from_before_the_first_import_is_kept(site: Site) -> None:
    path = site.into / "content/plans/2024-2026/plan.md"
    path.parent.mkdir(parents=True)
    path.write_text("---\ntitle: Mine\nthemes: []\n---\n", encoding="utf-8")
    report = site.bring()
    assert report.kept == (("content/plans/2024-2026/plan.md", "it was there before, and not written by an import"),)
    assert "has no theme money" in words(report, "remark")[-1]


def test_a_commitment_that_is_one_file_is_not_written_a_second_time(site: Site) -> None:
    alone = site.into / "content/plans/2024-2026/commitments/c1.md"
    alone.parent.mkdir(parents=True)
    alone.write_text("---\ntitle: Mine\n---\n", encoding="utf-8")
    assert site.bring().kept == ((COMMITMENT, "the commitment is described in c1.md"),)


def test_deleted_files_come_back_and_rows_that_went_leave_their_files(site: Site) -> None:
    site.sheets |= {"Milestones": MILESTONES, "Progress": PROGRESS}
    site.bring()
    (site.into / COMMITMENT).unlink()
    site.sheets["Progress"] = PROGRESS[:1]
    report = site.bring()
    assert words(report, "remark")[1:] == [
        f"{COMMITMENT}: had been deleted since the last import; written again",
        "content/plans/2024-2026/commitments/c1/progress/2025-06.md: came from an earlier import; no row gives it now. "
        "It was left where it is",
    ]


def test_the_ledger_is_sorted_and_a_damaged_one_is_told(site: Site) -> None:
    site.bring()
    ledger = site.into / ".ogpsite/imported.json"
    files = json.loads(ledger.read_text(encoding="utf-8"))["files"]
    assert list(files) == sorted(files)
    assert set(files) == {COMMITMENT, "content/plans/2024-2026/plan.md"}
    ledger.write_text("[]", encoding="utf-8")
    with pytest.raises(ImportFault, match="is damaged"):
        site.bring()


def test_a_dry_run_writes_nothing(site: Site) -> None:
    report = site.bring(dry_run=True)
    assert report.would_write == ("content/organisations.yaml", COMMITMENT, "content/plans/2024-2026/plan.md")
    assert report.written == ()
    assert not site.into.exists()


def test_the_register_is_added_to_and_its_text_is_left_alone(site: Site) -> None:
    path = site.into / "content/organisations.yaml"
    path.parent.mkdir(parents=True)
    before = (
        "# Our register\nmof:   # kept\n  name: {en: Ministry of Finance, fr: Finances}\n"
        "  acronym: MoF\n  sector: government"
    )
    path.write_text(before, encoding="utf-8")
    site.sheets["Commitments"] = [
        site.sheets["Commitments"][0],
        ["C1", "A", "", "finances", ""],
        ["C2", "B", "", "MOF", ""],
        ["C3", "C", "", "Health: the ministry", ""],
    ]
    report = site.bring()
    assert path.read_text(encoding="utf-8") == (
        f"{before}\n\nhealth-the-ministry:\n  name: 'Health: the ministry'\n  sector: government\n"
    )
    assert front(site.text(COMMITMENT))["lead"] == ["mof"]
    assert dict(report.records)["new organisations"] == 1
    assert "content/organisations.yaml" not in site.bring().written


@pytest.mark.parametrize("text", ["{a: {name: A, sector: other}}", "- a", "a: [", "a: {name: A}\n..."])
def test_a_register_that_cannot_be_added_to_is_told(site: Site, text: str) -> None:
    path = site.into / "content/organisations.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ImportFault, match=r"organisations\.yaml"):
        site.bring()
    assert path.read_text(encoding="utf-8") == text


def test_names_that_the_map_calls_the_same_are_one_organisation(site: Site) -> None:
    site.change_map("languages: [en]", "languages: [en]\norganisations: {same_as: {Finanse: Finance}, sector: other}")
    site.sheets["Commitments"] = [*site.sheets["Commitments"], ["C2", "B", "", "Finanse", ""]]
    site.bring()
    assert site.text("content/organisations.yaml") == "finance:\n  name: Finance\n  sector: other\n"


def test_texts_name_their_language_where_the_site_has_another_first_one(site: Site) -> None:
    site.into.mkdir()
    (site.into / "site.yaml").write_text("languages: [fr, en]\n", encoding="utf-8")
    site.bring()
    assert front(site.text(COMMITMENT))["title"] == {"en": "Open budgets"}
    plan = front(site.text("content/plans/2024-2026/plan.md"))
    assert (plan["title"], plan["themes"]) == (
        {"en": "Second plan"},
        [{"key": "money", "title": {"en": "Public money"}}],
    )


def test_a_site_without_the_language_of_the_map_is_told(site: Site) -> None:
    site.into.mkdir()
    (site.into / "site.yaml").write_text("languages: [fr]\n", encoding="utf-8")
    with pytest.raises(ImportFault, match=r"texts in en, but site\.yaml lists only fr"):
        site.bring()


def test_settings_come_from_the_map_only_where_there_are_none(site: Site) -> None:
    site.change_map("languages: [en]", "languages: [en]\nsite: {title: A, lead_agency: Finance, languages: [en]}")
    site.bring()
    assert site.text("site.yaml") == "title: A\nlead_agency: finance\nlanguages:\n  - en\n"
    (site.into / "site.yaml").write_text("languages: [en]\n", encoding="utf-8")
    assert ("site.yaml", "the site has its settings") in site.bring(overwrite=True).kept


def test_a_folder_that_is_a_link_out_of_the_site_is_refused(site: Site, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    site.into.mkdir()
    (site.into / "content").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ImportFault, match="outside"):
        site.bring()
    assert not list((tmp_path / "elsewhere").iterdir())


def test_merged_cells_are_filled_down_where_the_map_says_so(site: Site) -> None:
    site.change_map('commitment: {column: ID, before: "."}', "commitment: {column: Of, fill_down: yes}")
    rows = [["Of", "ID", "Title", "Due", "Links"], ["C1", "a", "A", "", ""], ["", "b", "B", "", ""]]
    site.sheets["Milestones"] = rows
    assert dict(site.bring().records)["milestones"] == 2


def test_one_sheet_may_hold_two_kinds_of_record(site: Site) -> None:
    more = """
  events:
    record: event
    sheet: Meetings
    where: {kind: [Workshop]}
    columns: {date: Day, title: What, kind: {column: Kind, values: {Workshop: workshop}}, body: Notes}
  meetings:
    record: meeting
    sheet: Meetings
    where: {kind: [Public]}
    columns: {date: Day, title: What, kind: Kind, body: Notes}
    after_body: "Kind: {kind}."
"""
    site.change_map(
        "    periods:",
        more + "\n  unused:\n    record: progress\n    optional: yes\n    columns: "
        "{commitment: A, period: B, status: C}\n    periods:",
    )
    site.sheets["Meetings"] = [
        ["Day", "What", "Kind", "Notes"],
        ["2025-03-04", "Café", "Workshop", "Hello"],
        ["4 March 2025", "Open day", "Public", ""],
        ["03/04/2025", "When?", "Public", ""],
        ["2025-03-05", "What?", "Party", ""],
    ]
    report = site.bring()
    assert site.text("content/events/2025-03-04-cafe.md").endswith("---\n\nHello\n")
    assert site.text("content/forum/meetings/2025-03-04-open-day.md").endswith("---\n\nKind: Public.\n")
    assert "Meetings!5: no `where:` of the map wants this row: “2025-03-05 | What? | Party”" in words(report, "skipped")
    assert "Meetings!4: no date" in words(report, "skipped")
    assert any(
        note.startswith("Meetings!A4: “03/04/2025” for date: the day or the month first?")
        for note in words(report, "unknown")
    )


def test_the_report_speaks_to_people_and_to_machines(site: Site) -> None:
    site.sheets |= {"Milestones": MILESTONES, "Progress": PROGRESS}
    report = site.bring()
    lines = report.lines()
    assert lines[0] == "Read: Commitments 1 rows, Milestones 2 rows, Progress 2 rows"
    assert lines[2] == "Written: 4 files; already the same: 0"
    data = report.as_json()
    assert json.loads(json.dumps(data)) == data
    assert data["counts"] == {"date": 1, "link": 1, "remark": 1}


def test_addresses_are_mended_where_the_map_says_so_and_keep_their_own_words(site: Site) -> None:
    site.change_map("languages: [en]", "languages: [en]\nlinks: {mend: [missing-scheme]}")
    site.sheets["Milestones"] = MILESTONES
    report = site.bring()
    assert "      - title: www.example.org/b\n        url: https://www.example.org/b\n" in site.text(COMMITMENT)
    assert words(report, "link") == [
        "Milestones!D2: www.example.org/b (no scheme (https://) before it); mended: https://www.example.org/b"
    ]


def test_a_commitment_may_be_reported_as_a_whole(site: Site) -> None:
    site.change_map("      milestone: ID\n", "      commitment: ID\n      percent: {column: Percent, optional: yes}\n")
    site.sheets["Progress"] = [
        ["ID", "Period", "Status", "Text", "Percent"],
        ["C1", "2025-Q2", "Done", "All", 40],
        ["C1", "2025-q2", "Done", "Again", ""],
    ]
    report = site.bring()
    assert front(site.text("content/plans/2024-2026/commitments/c1/progress/2025-q2.md")) == {
        "reported_on": "2025-06-30",
        "status": "complete",
        "raw_status": "Done",
        "summary": "All",
    }
    assert words(report, "skipped") == ["Progress!3: 2025-q2 was reported already"]
    assert words(report, "unknown") == ["Progress!2: percent: only a milestone's report has this field: left out"]


def test_answers_bring_their_contributions_or_name_them(site: Site) -> None:
    answers = """
  answers:
    record: response
    sheet: Answers
    consultation: ideas
    columns: {key: No, heard: Heard, reasons: Why, decision: {column: What, values: {Yes: accepted}}, on: Day}
    contribution: {attribution: withheld}
"""
    site.change_map(
        "tables:\n",
        "consultations: {ideas: {title: Ideas, mechanism: email, opens: 2024-01-01, "
        "closes: 2024-02-01, body: Hello}}\ntables:\n",
    )
    site.map.write_text(site.map.read_text(encoding="utf-8") + answers, encoding="utf-8")
    site.sheets["Answers"] = [
        ["No", "Heard", "Why", "What", "Day"],
        ["1", "More data", "We agree", "Yes", "2024-03-01"],
        ["2", "", "Why not", "Yes", "2024-03-01"],
        ["3", "Less", "No", "Hm", "2024-03-01"],
    ]
    report = site.bring()
    folder = "content/consultations/ideas"
    assert site.text(f"{folder}/consultation.md").endswith("closes: 2024-02-01\n---\n\nHello\n")
    assert site.text(f"{folder}/contributions.yaml") == "- key: '1'\n  attribution: withheld\n  text: More data\n"
    assert yaml.load(site.text(f"{folder}/responses.yaml"), Loader=yaml.BaseLoader) == [
        {
            "key": "1",
            "answers": ["1"],
            "heard": "More data",
            "decision": "accepted",
            "reasons": "We agree",
            "on": "2024-03-01",
        }
    ]
    assert words(report, "skipped") == ["Answers!3: no heard", "Answers!4: no decision"]
    site.change_map("    contribution: {attribution: withheld}\n", "")
    site.change_map("columns: {key: No,", "columns: {key: No, answers: No,")
    site.bring()
    assert yaml.load(site.text(f"{folder}/responses.yaml"), Loader=yaml.BaseLoader)[0]["answers"] == ["1"]


def test_parts_of_milestones_come_after_their_wholes_wherever_their_rows_are(site: Site) -> None:
    site.change_map('commitment: {column: ID, before: "."}', "commitment: Of\n      part_of: Part")
    site.sheets["Milestones"] = [
        ["Of", "Part", "ID", "Title", "Due"],
        ["", "b", "c", "Third", ""],
        ["", "a", "b", "Second", ""],
        ["C1", "", "a", "First", ""],
        ["C1", "x", "x", "Circle", ""],
        ["C2", "a", "d", "Elsewhere", ""],
    ]
    report = site.bring()
    milestones = front(site.text(COMMITMENT))["milestones"]
    assert isinstance(milestones, list)
    assert [(item["key"], item.get("part_of")) for item in milestones] == [
        ("a", None),
        ("b", "a"),
        ("c", "b"),
        ("d", "a"),
    ]
    assert words(report, "skipped") == ["Milestones!5: there is no milestone x"]
    assert "Milestones!A6: says C2, but its milestone belongs to C1: put there" in words(report, "remark")


MANY = [
    ["ID", "Steps", "Days"],
    ["C1", "- Publish the data\n- Train\n  20 people", "2025-03-31\n2025-06-30"],
    ["C1", "1) Evaluate 2) Report", "2025-09-30"],
    ["C1", "One\nTwo\nThree", "2025-01-31\n2025-02-28"],
    ["C1", "", ""],
]
EACH = """  steps:
    record: milestone
    sheet: Many
    each: [title, due]
    columns:
      commitment: ID
      title: {column: Steps, split: list, take: words}
      due: {column: Days, split: newline}
"""


def test_each_item_of_a_cell_becomes_a_milestone(site: Site) -> None:
    site.sheets |= {"Many": MANY}
    site.change_map("tables:\n", "tables:\n" + EACH)
    report = site.bring()
    milestones = front(site.text(COMMITMENT))["milestones"]
    assert isinstance(milestones, list)
    assert [(one["title"], one.get("due")) for one in milestones] == [
        ("Publish the data", "2025-03-31"),
        ("Train\n20 people", "2025-06-30"),
        ("Evaluate", "2025-09-30"),
        ("Report", "2025-09-30"),
        ("One", None),
        ("Two", None),
        ("Three", None),
    ]
    assert words(report, "unknown") == [
        "Many!C4: “2025-01-31\n2025-02-28” for due: 2 values for 3 items, so none was taken"
    ]
    assert words(report, "skipped") == ["Many!5: no title"]
    assert site.bring().written == ()
