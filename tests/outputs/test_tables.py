"""The tables of open data: they load anywhere, hold what the pages say, and nothing in them is computed."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from ogpsite import tables
from ogpsite.build import Result
from ogpsite.memory import shelves
from ogpsite.model import records, vocabulary
from ogpsite.model.blanks import Days, said_in
from ogpsite.model.facts import Edition
from ogpsite.tables import cells, lines, workbook, zipped
from outputs.conftest import Make, Outputs

CONTRIBUTIONS = "content/consultations/2024-ideas/contributions.yaml"
NAMES = [table.name for table in tables.TABLES]
ASKED = (
    "commitments milestones progress evidence consultations contributions responses meetings decisions organisations "
    "assessments standards"
).split()


def rows(data: bytes, separator: str = ",") -> list[dict[str, str]]:
    text = data.decode("utf-8-sig" if separator == ";" else "utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def edition(sample: Result) -> Edition:
    assert sample.edition
    return sample.edition


def test_every_table_that_was_asked_for() -> None:
    assert set(ASKED) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_fills_it(name: str, outputs: Outputs) -> None:
    assert rows(outputs[f"data/{name}.csv"])


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_declared_once_and_explained(name: str) -> None:
    table = next(one for one in tables.TABLES if one.name == name)
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    assert table.columns[0].name == "id"
    for column in table.columns:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
        assert column.what.endswith((".", ")", "?"))
        assert not column.to or column.to in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_pandas_needs_only_the_path(name: str, published: Path) -> None:
    """Read without any option: as many rows and columns as the JSON, and the same ids."""
    import pandas  # not for the quick tests: it takes a second to load

    frame = pandas.read_csv(published / f"{name}.csv")
    same = json.loads((published / f"{name}.json").read_text("utf-8"))
    assert list(frame.columns) == list(same[0])
    assert list(frame["id"]) == [row["id"] for row in same]


@pytest.mark.parametrize("name", NAMES)
def test_both_csv_files_and_json_say_the_same(name: str, outputs: Outputs) -> None:
    plain = rows(outputs[f"data/{name}.csv"])
    for_people = rows(outputs[f"data/{name}-semicolon.csv"], ";")
    as_json = json.loads(outputs[f"data/{name}.json"])
    assert outputs[f"data/{name}-semicolon.csv"].startswith(b"\xef\xbb\xbf")
    assert not outputs[f"data/{name}.csv"].startswith(b"\xef\xbb\xbf")
    assert [cells.cell(tuple(v) if isinstance(v, list) else v) for row in as_json for v in row.values()] == [
        text for row in plain for text in row.values()
    ]
    numbers = {column.name for table in tables.TABLES for column in table.columns if column.type == "number"}
    for one, other in zip(plain, for_people, strict=True):
        back = {key: v.replace(",", ".") if key in numbers else v for key, v in other.items()}
        assert back == one


def test_text_in_every_language(outputs: Outputs) -> None:
    first = rows(outputs["data/commitments.csv"])[0]
    assert {"title", "title_fr", "title_ar"} <= set(first)
    assert first["title"] != first["title_fr"]


def test_semicolons_only_where_they_are_expected(made: Make) -> None:
    english = {"site.yaml": ENGLISH}
    assert "data/plans-semicolon.csv" not in made("tables", changes=english)
    assert "data/plans-semicolon.csv" in made("tables", changes={"site.yaml": ENGLISH.replace("[en]", "[en, pt-BR]")})


ENGLISH = """\
title: Open government in Testland
url: https://ogp.testland.example/
languages: [en]
country: Testland
lead_agency: office
contact:
  name: Open Government Unit
"""


# the same figures as the pages


def test_the_same_figures_as_the_pages(outputs: Outputs) -> None:
    """What a plan's page counts is what a reader counts in the tables."""
    plans = {row["id"]: row for row in rows(outputs["data/plans.csv"])}
    commitments = rows(outputs["data/commitments.csv"])
    milestones = rows(outputs["data/milestones.csv"])
    for key, plan in plans.items():
        page = outputs[f"plans/{key}/index.html"].decode()
        own = [row for row in commitments if row["plan"] == key]
        late = [row for row in milestones if row["plan"] == key and int(row["overdue_days"]) > 0]
        assert len(own) == int(plan["commitments"]) and late
        shown = figures_of(page)
        counted: dict[str, int] = {}
        for row in own:
            status = row["status"] or "no_report"
            counted[status] = counted.get(status, 0) + 1
        assert shown == counted, key
        assert len(late) == int(plan["milestones_overdue"])
        assert len(re.findall(r'<[^>]*class="[^"]*entry[^"]*"', section(page, "overdue"))) >= len(late) > 0


def figures_of(page: str) -> dict[str, int]:
    """The table below a plan's picture of statuses by theme: how many commitments stand where, all themes together."""
    table = re.search(r'id="status-by-theme".*?<table(.*?)</table>', page, re.S)
    assert table
    codes = {words: code for code, words in (*vocabulary.STATUS.items(), ("no_report", "No report"))}
    found: dict[str, int] = {}
    for words, count in re.findall(r'<td data-label="([^"]+)">(\d+)</td>', table[1]):
        found[codes[words]] = found.get(codes[words], 0) + int(count)
    return {code: count for code, count in found.items() if count}


def section(page: str, name: str) -> str:
    found = re.search(rf'<section[^>]*id="{name}".*?</section>', page, re.S)
    assert found
    return found[0]


def test_overdue_days_are_those_of_the_page(outputs: Outputs) -> None:
    late = [row for row in rows(outputs["data/milestones.csv"]) if int(row["overdue_days"])]
    for row in late:
        page = outputs[f"{row['address'].split('/', 3)[3].partition('#')[0]}index.html"].decode()
        own = page[page.index(f'id="milestone-{row["id"].partition("#")[2]}"') :].partition("</li>\n    <li ")[0]
        assert f"{int(row['overdue_days']):,}" in own


def test_consultations_as_on_their_pages(outputs: Outputs, sample: Result) -> None:
    contributions = rows(outputs["data/contributions.csv"])
    for row in rows(outputs["data/consultations.csv"]):
        own = [one for one in contributions if one["consultation"] == row["id"]]
        assert len(own) == int(row["contributions"])
        facts = edition(sample).facts.consultations[f"consultation:{row['id']}"]
        owed = {one.id for one in facts.owed}
        assert sum(one["answered"] == "false" and one["id"] in owed for one in own) == int(row["unanswered"])


def test_three_voices_stay_apart(outputs: Outputs) -> None:
    """No report by others and no code of the IRM ever becomes the government's own status."""
    progress = rows(outputs["data/progress.csv"])
    assert {row["voice"] for row in progress} == {"government", "others"}
    own = {row["id"] for row in progress if row["voice"] == "government"}
    for row in rows(outputs["data/commitments.csv"]):
        assert not row["report"] or row["report"] in own


# what must not be in it


def test_words_taken_away_are_not_there(made: Make) -> None:
    hostile = {
        CONTRIBUTIONS: """\
- key: c-1
  text: Shorter waiting times, please.
  attribution: withheld
  author: Secret Author
  received_on: 2024-05-02
- key: c-2
  text: Vile words.
  attribution: anonymous
  received_on: 2024-05-03
  moderation: rejected
  moderation_reason: Insults.
- key: c-3
  text: Regretted words.
  attribution: anonymous
  received_on: 2024-05-03
  withdrawn: {on: 2024-06-01, reason: Changed my mind.}
""",
        "content/forum/meetings/2026-05-05-results.md": """\
---
title: First results
date: 2026-05-05
attendance: {attended: 20, women: 3, men: 17}
---
Minutes.
""",
    }
    everything = made("tables", "api", "feeds", "calendars", "data", "datapackage", "catalog", "pages", changes=hostile)
    for path, data in everything.items():
        if path.endswith(".xlsx"):
            data = b"".join(
                zipfile.ZipFile(io.BytesIO(data)).read(name) for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
            )
        for secret in ("Secret Author", "Vile words", "Regretted words"):
            assert secret.encode() not in data, path
    found = rows(everything["data/meetings.csv"])[0]
    assert (found["people_women"], found["people_men"], found["people_attended"]) == ("", "", "20")
    assert set(found["people_hidden"].split("|")) == {"people_women", "people_men"}


PAYLOADS = (
    "=1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1)",
    '=HYPERLINK("http://evil.example")',
    "\t=1+1",
    "  =1+1",
    "＝1+1",
    "x;=1+1",
    "x\t@y",
    "\u00a0=1+1",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_begins_a_formula(payload: str) -> None:
    """However a cell is divided, by comma, semicolon or tab: no piece begins as a formula does."""
    for piece in re.split(r"[;\t]", cells.harmless(payload)):
        assert not piece.lstrip().startswith(("=", "+", "-", "@", "＝")), payload


def test_formulas_in_contributions(made: Make) -> None:
    """Formulas stay words: with an apostrophe in CSV, as text in the workbook, as written in JSON."""
    text = '=HYPERLINK("http://evil.example")'
    found = made("tables", changes={CONTRIBUTIONS: f"- key: c-1\n  text: '{text}'\n  attribution: anonymous\n"})
    for path, separator in (("data/contributions.csv", ","), ("data/contributions-semicolon.csv", ";")):
        assert rows(found[path], separator)[0]["text"] == f"'{text}"
    assert json.loads(found["data/contributions.json"])[0]["text"] == text
    book = zipfile.ZipFile(io.BytesIO(found["data/workbook.xlsx"]))
    assert not [name for name in book.namelist() if b"<f>" in book.read(name)]
    assert not [name for name in book.namelist() if "externalLink" in name or b"<hyperlink" in book.read(name)]


def test_numbers_are_not_touched() -> None:
    assert cells.cell(-5) == "-5"
    assert cells.cell(2.5) == "2.5"
    assert cells.cell(2.5, comma=True) == "2,5"
    assert cells.cell(True) == "true"
    assert cells.cell(None) == ""
    assert cells.cell(("a", "b")) == "a|b"


def test_control_characters_are_left_out() -> None:
    assert cells.cell("a\x00b\x0bc\r\nd\re") == "abc\nd\ne"


@given(st.text('ab =+-@＝;,\t\r\n\x00\x07\x7f\ufffe\ud802\u00a0é"', max_size=8))
def test_what_is_left_alone_needs_no_change(text: str) -> None:
    """Most texts are told from a glance to be harmless; the others are cleaned, and their formulas marked."""
    assert cells.harmless(text) == cells.FORMULA.sub(r"\1\2'\3", cells.plain(text))


@given(st.text("ab<;\t\x07\x7fé\ufffe\ud802", max_size=4))
def test_signs_are_looked_for_in_bytes_as_in_letters(text: str) -> None:
    assert cells.without(f"<;{cells.NEVER}")(text) == (not re.search(f"[<;{cells.NEVER}]", text))


def test_cells_are_written_by_themselves_as_in_a_line() -> None:
    line: list[Any] = [None, 0, -5, 10**20, 2.5, True, False, "", "a,b", 'q"', "a\r\nb", ("a", "b"), (), "=1"]
    columns = [[one] for one in line]
    assert rows_of_text(cells.written(columns)) == [[cells.cell(one) for one in line]]
    assert rows_of_text(cells.for_spreadsheets(columns), ";") == [[cells.cell(one, comma=True) for one in line]]
    assert cells.written([[None, 0]]) == '""\r\n0\r\n'
    assert cells.written([]) == ""


WORDS = st.text('ab =+-@＝;,\t\r\n\x00\x07"|é\ud800', max_size=6)
COLUMNS = (st.none(), WORDS, WORDS | st.none(), st.sampled_from(["a", "b,c"]), st.integers() | st.none())


@given(st.data(), st.integers(1, 4), st.sampled_from([(",", False), (";", True)]))
def test_lines_are_written_as_python_writes_them(data: st.DataObject, height: int, form: tuple[str, bool]) -> None:
    kinds = data.draw(
        st.lists(st.sampled_from([*COLUMNS, st.floats() | st.booleans() | WORDS]), min_size=1, max_size=4)
    )
    columns: list[list[Any]] = [data.draw(st.lists(one, min_size=height, max_size=height)) for one in kinds]
    separator, comma = form
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([cells.cell(one, comma) for one in row] for row in zip(*columns, strict=True))
    assert cells.lines(columns, separator, comma) == out.getvalue()


def rows_of_text(text: str, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


# the workbook


def test_the_workbook_holds_every_table(outputs: Outputs, tmp_path: Path) -> None:
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(outputs["data/workbook.xlsx"])
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["columns", *NAMES]
    for name in NAMES:
        sheet: list[list[Any]] = book.get_sheet_by_name(name).to_python()
        same = json.loads(outputs[f"data/{name}.json"])
        assert sheet[0] == list(same[0])
        assert [row[0] for row in sheet[1:]] == [row["id"] for row in same]
    plans = book.get_sheet_by_name("plans").to_python()
    assert str(plans[1][plans[0].index("start")]) == json.loads(outputs["data/plans.json"])[0]["start"]


def test_the_workbook_explains_every_column(outputs: Outputs, sample: Result, tmp_path: Path) -> None:
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(outputs["data/workbook.xlsx"])
    lines: list[list[Any]] = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("columns").to_python()
    site = edition(sample).site
    wanted = [(table.name, column.name) for table in tables.TABLES for column in tables.columns_of(table, site)]
    assert [(line[0], line[2]) for line in lines[1:]] == wanted


def test_the_workbook_is_the_same_every_time(made: Make) -> None:
    assert made("tables")["data/workbook.xlsx"] == made("tables")["data/workbook.xlsx"]


@pytest.mark.parametrize("sizes", [[0] * 16, [0, *range(1, 15), 70_000], [8_301, 1, 0, *range(13)]])
def test_what_is_kept_of_the_library_is_what_it_would_make(sizes: list[int], sample: Result) -> None:
    """With the words, the day and the sizes of a site filled in, or made of these at once."""
    site = edition(sample).site
    title, day = 'Open <government> & "more" – %address% الحكومة 8305 2000-01-01', datetime.date(2026, 10, 31)
    made = workbook.form(site, sizes, title, site.settings.url, day)
    assert workbook.form_of(site, sizes, title, day) == made


@pytest.mark.parametrize("sizes", [(), (0,), (63,), (62, 1, 1), (10, 0, 0, 54, 0), (200,), (1,) * 130, (64, 64, 64)])
def test_pieces_of_a_sheet_hold_each_row_once(sizes: tuple[int, ...]) -> None:
    """The first piece has one row less, as its first line names the columns."""
    shares = [tables.Share(f"{number}", size, b"", b"", b"") for number, size in enumerate(sizes)]
    rows = [(one.mark, place) for one in shares for place in range(one.size)]
    found = []
    for first, begin, some in workbook.cut(shares):
        own = [(one.mark, place) for one in some for place in range(one.size)]
        piece = own[begin : begin + workbook.PIECE - (first == 0)]
        assert rows[max(0, first - 1) : first + workbook.PIECE - 1] == piece
        assert not own or own[-1] == piece[-1] or len(own) - begin - len(piece) < some[-1].size, "no share too many"
        found += piece
    assert found == rows


def closed(value: object, day: datetime.date) -> object:
    """A cell with what it leaves open said on a day."""
    if isinstance(value, tuple):
        return tuple(closed(one, day) for one in value)
    if isinstance(value, str):
        return said_in(value.encode(errors="surrogatepass"), day).decode()
    return int(value) if isinstance(value, Days) else value


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_read_as_they_were_made(name: str, sample: Result) -> None:
    """They are kept as they stand in the JSON file, some records' together; days up to that of the build are open."""
    table, whole = tables.named(name), edition(sample)
    made = [line for one in table.of(whole).values() for line in table.lines(whole, one)]
    left = [*zip(*tables.columns_made(table, made, whole.site.languages), strict=True)]
    made_ = [tuple(closed(value, whole.site.day) for value in row) for row in left]
    assert tables.rows_of(table, whole) == made_
    assert [list(map(type, row)) for row in tables.rows_of(table, whole)] == [list(map(type, row)) for row in made_]


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_of_rows_that_are_read_again_is_that_of_those_just_made(name: str, sample: Result) -> None:
    whole = edition(sample)
    columns = tables.columns_of(tables.named(name), whole.site)
    for one in tables.shares_of(whole, name):
        assert bool(one.columns) == (one.size > 0)
        assert not one.kept().columns
        made, read = (lines.lines(columns, 64, found.open_rows(whole.site.day)) for found in (one, one.kept()))
        assert made == read


@given(st.lists(st.binary(max_size=300), max_size=6))
def test_packed_pieces_are_put_together_without_unpacking_them(pieces: list[bytes]) -> None:
    packed = [*map(zipped.piece, pieces)]
    part = zipped.Packed(zipped.together(packed), *zipped.sums(packed))
    whole = b"".join(pieces)
    assert zlib.decompress(part.data, -15) == whole
    assert part[1:] == (zlib.crc32(whole), len(whole))
    with zipfile.ZipFile(io.BytesIO(zipped.zipped({"one": part, "two": part}))) as found:
        assert found.testzip() is None
        assert [found.read(name) for name in found.namelist()] == [whole, whole]


def test_a_sheet_of_which_a_piece_is_lost_is_made_again(sample: Result) -> None:
    whole, shelf = edition(sample), shelves.Shelf()
    first = workbook.written(whole, str, whole.site.day, shelf)
    sheets = [key for key, kept in shelf.made.items() if isinstance(kept, tuple) and type(kept[0]) is int]
    assert len(sheets) == len(tables.TABLES)
    names = [name for key in sheets for name in shelf.made[key][2]]
    for name in (names[0], names[-1]):
        del shelf.made[name]
        assert workbook.written(whole, str, whole.site.day, shelf) == first
        assert name in shelf.made


def test_rows_of_large_sites_wait_packed(made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """And give the same files."""
    plain = made("tables")
    monkeypatch.setattr(tables, "ROOM", 1)
    seen: set[bool] = set()

    def whole(one: tables.Share, data: bytes) -> bytes:
        seen.add(one.is_packed)
        return shelves.unpacked(data)

    monkeypatch.setattr(tables.Share, "whole", whole)
    assert made("tables") == plain
    assert seen == {True}


def test_a_text_longer_than_a_cell(made: Make) -> None:
    long = "word " * 10_000
    change = {CONTRIBUTIONS: f"- key: c-1\n  text: {long}\n  attribution: anonymous\n"}
    found = made("tables", changes=change)
    assert json.loads(found["data/contributions.json"])[0]["text"] == long.strip()
    assert found["data/workbook.xlsx"]
    assert len(lines.fitting(long)) == lines.LONGEST


def test_without_the_library(made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workbook is left out, and the page says so; nothing links to it."""
    monkeypatch.setattr(workbook, "is_possible", lambda: False)
    found = made("tables", "pages", "catalog", "wellknown")
    assert "data/workbook.xlsx" not in found
    page = found["data/index.html"].decode()
    assert "The workbook (XLSX) was left out of this edition" in page
    assert not [path for path, data in found.items() if b"workbook.xlsx" in data]


# OGP's own columns


def test_ogp_columns(outputs: Outputs, sample: Result) -> None:
    found = rows(outputs["data/ogp-commitments.csv"])
    names = "Commitment Unique Identifier, Country/Locality, Region, Theme, Year Of Submission, Action Plan Number"
    assert list(found[0])[:1] == names.split(", ")[:1]
    assert set(names.split(", ")) < set(found[0])
    by_id = {row["Repository Id"]: row for row in found}
    for one in edition(sample).site.all(records.Commitment):
        row = by_id[one.id]
        assert row["Commitment Unique Identifier"] == one.ogp_id
        assert row["Commitment Title"] == one.title["en"]
        assert row["OGP Value Civic Participation"] == str(int("participation" in one.values))
    assert {row["Country/Locality"] for row in found} == {"Republic of Nouria"}
    assert {row["Completion (Progress Report)"] for row in found} & {"Complete", "Substantial", "Limited"}


def test_nothing_but_plain_titles_in_an_empty_site(made: Make) -> None:
    """A site without any commitment has every table, empty but for its columns."""
    nothing = dict.fromkeys(
        (
            "content/plans/2025-2028/plan.md",
            "content/plans/2025-2028/commitments/open-clinics/commitment.md",
            "content/plans/2025-2028/commitments/open-clinics/progress/2026-06.md",
            "content/plans/2025-2028/commitments/open-clinics/checks.yaml",
            "content/consultations/2024-ideas/consultation.md",
            CONTRIBUTIONS,
            "content/consultations/2024-ideas/responses.yaml",
            "content/forum/forum.md",
            "content/forum/meetings/2026-05-05-results.md",
        )
    )
    found = made("tables", "datapackage", "api", "catalog", "feeds", "calendars", "wellknown", changes=nothing)
    assert rows(found["data/commitments.csv"]) == []
    assert json.loads(found["data/commitments.json"]) == []
    assert found["data/commitments.csv"].startswith(b"id,plan,number")
    assert "calendar.ics" not in found


def test_a_plan_counts_what_its_commitments_count(outputs: Outputs) -> None:
    """A reader who adds up the rows of one table gets the figures of the other."""
    plans, commitments = (json.loads(outputs[f"data/{name}.json"]) for name in ("plans", "commitments"))
    for plan in plans:
        own = [one for one in commitments if one["plan"] == plan["id"]]
        for figure in ("milestones", "milestones_complete", "milestones_overdue"):
            assert plan[figure] == sum(one[figure] for one in own) > 0, (plan["id"], figure)
        assert (plan["commitments"], plan["commitments_complete"]) == (
            len(own),
            sum(one["status"] == "complete" for one in own),
        )


@pytest.mark.parametrize("room", [0, 10_000])
def test_rows_are_held_unpacked_where_there_is_room_for_them(
    room: int, sample: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "ROOM", room)
    whole = edition(sample)
    for one in tables.shares_of(whole, "commitments"):
        held = one.kept().held(whole.site)
        assert held.is_packed == (room == 0)
        assert [*map(held.whole, (held.csv, held.semicolons, held.json))] == [one.csv, one.semicolons, one.json]
        assert held.kept() == held._replace(columns=())
