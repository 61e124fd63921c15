"""The real spreadsheets with the ready maps: the facts of their READMEs hold in what is written."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from ogpsite.importers import table
from ogpsite.importers.report import Report

pytestmark = pytest.mark.slow  # each builds sites of its own

Data = dict[str, Any]


class Imported:
    """What an import wrote, read with nothing but a YAML parser."""

    def __init__(self, into: Path, report: Report, facts: Data, source: Path) -> None:
        self.into, self.report, self.facts, self.source = into, report, facts, source

    def yaml(self, path: str) -> Any:
        """A YAML file."""
        return yaml.load((self.into / path).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)

    def front(self, path: Path) -> Data:
        """The front matter of a Markdown file."""
        text = path.read_text(encoding="utf-8")
        return cast(Data, yaml.load(text[4 : text.index("\n---\n", 3)], Loader=yaml.CBaseLoader))

    def commitments(self) -> dict[str, Data]:
        """All commitments by key."""
        found = sorted(self.into.glob("content/plans/*/commitments/*/commitment.md"))
        return {path.parent.name: self.front(path) for path in found}

    def milestones(self) -> Iterator[tuple[str, Data]]:
        """All milestones with the key of their commitment."""
        for key, commitment in self.commitments().items():
            for milestone in commitment["milestones"]:
                yield key, milestone

    def reports(self, period: str) -> dict[str, Data]:
        """All milestone reports of a period by the milestone's key."""
        found: dict[str, Data] = {}
        for path in sorted(self.into.glob(f"content/plans/*/commitments/*/progress/{period}.md")):
            found |= self.front(path)["milestones"]
        return found

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of one of the source's CSV files."""
        with (self.source / name).open(encoding="utf-8-sig", newline="") as file:
            return [{key: value.replace("\r\n", "\n") for key, value in row.items()} for row in csv.DictReader(file)]


def bring(real: Path, tmp: Path, name: str, files: list[str]) -> Imported:
    """Import files of a set with its ready map."""
    source = real / name
    facts = json.loads((source / "facts.json").read_text(encoding="utf-8"))
    report = table.run([source / file for file in files], Path(name), tmp)
    return Imported(tmp, report, facts, source)


US = {
    "xlsx": ["us-nap5.xlsx"],
    "csv": ["commitments.csv", "milestones.csv", "progress.csv", "responses.csv", "meetings.csv"],
}
CANADA = {
    "xlsx": ["canada-nap6.xlsx"],
    "csv": ["canada-nap6.csv", "commitments.csv", "milestones.csv", "status.csv"],
}


@pytest.fixture(scope="module", params=list(US))
def us(request: pytest.FixtureRequest, real: Path, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """The tracker of the United States, from the workbook and from the CSV files."""
    return bring(real, tmp_path_factory.mktemp("us"), "us-nap5", US[request.param])


@pytest.fixture(scope="module", params=list(CANADA))
def canada(request: pytest.FixtureRequest, real: Path, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """The tracker of Canada, from the workbook and from the CSV files."""
    return bring(real, tmp_path_factory.mktemp("ca"), "canada-nap6", CANADA[request.param])


def urls(report: Data) -> list[str]:
    """The addresses among the evidence, whether they could be addresses or only titles."""
    return [item.get("url") or item["title"] for item in report.get("evidence", [])]


def test_us_commitments_by_theme(us: Imported) -> None:
    plan = us.front(us.into / "content/plans/2022-2024/plan.md")
    titles = {theme["key"]: theme["title"] for theme in plan["themes"]}
    counted = Counter(titles[commitment["theme"]] for commitment in us.commitments().values())
    assert counted == us.facts["commitments_per_theme"]
    assert sum(counted.values()) == us.facts["commitments"] == 36
    assert {commitment["ogp_id"] for commitment in us.commitments().values()} == {
        row["id"] for row in us.rows("commitments.csv")
    }


def test_us_texts_are_kept_word_for_word(us: Imported) -> None:
    by_id = {commitment["ogp_id"]: commitment for commitment in us.commitments().values()}
    for row in us.rows("commitments.csv"):
        assert by_id[row["id"]]["title"] == row["title"]
        assert by_id[row["id"]]["solution"] == row["text"]
    milestones = {milestone["number"]: milestone for _, milestone in us.milestones()}
    for row in us.rows("milestones.csv"):
        assert milestones[row["id"]]["title"] == row["title"].strip()
    for row in us.rows("progress.csv"):
        key = milestones[row["milestone_id"]]["key"]
        assert us.reports(row["period"])[key]["summary"] == row["text"]


def test_us_milestones(us: Imported) -> None:
    found = Counter(key for key, _ in us.milestones())
    assert sum(found.values()) == us.facts["milestones"] == 70
    assert sum(1 for count in found.values() if count == 1) == us.facts["commitments_with_one_milestone"]
    assert found["us0113"] == us.facts["most_milestones_in_one_commitment"]["US0113"]
    per_theme = Counter(us.commitments()[key]["theme"] for key, _ in us.milestones())
    assert sorted(per_theme.values()) == sorted(us.facts["milestones_per_theme"].values())


def test_us_agencies(us: Imported) -> None:
    names = {key: entry["name"] for key, entry in us.yaml("content/organisations.yaml").items()}
    mentions = [names[key] for _, milestone in us.milestones() for key in milestone["lead"]]
    assert len(names) == len(set(names.values())) == us.facts["agencies_distinct_after_split"]
    assert len(mentions) == us.facts["agency_mentions"]
    assert mentions.count("Executive Office of the President") == 43
    assert "Bureau of Democracy, Human Rights, and Labor" in mentions
    assert sum(len(m["lead"]) == 2 for _, m in us.milestones()) == us.facts["milestones_with_two_agencies"]


def test_us_status_of_milestones(us: Imported) -> None:
    newest = us.reports("2024-02")
    assert Counter(report["status"] for report in newest.values()) == us.facts["mapped_status_counts"]
    assert [key for key, report in newest.items() if report["status"] == "not_started"] == ["us0118-2"]
    for period, filled in us.facts["progress"]["status_filled"].items():
        assert Counter(report["raw_status"] for report in us.reports(period).values()) == filled
    assert {row["id"]: row["status"] for row in us.rows("milestones.csv")} == {
        milestone["number"]: newest[milestone["key"]]["raw_status"] for _, milestone in us.milestones()
    }
    assert len([note for note in us.report.notes if note.kind == "blank"]) == 57


def test_us_status_of_commitments(us: Imported) -> None:
    found = [us.front(path) for path in us.into.glob("content/plans/*/commitments/*/progress/2024-02.md")]
    statuses = Counter(report["status"] for report in found)
    assert statuses["complete"] == us.facts["commitments_all_milestones_complete"]
    assert statuses["in_progress"] == us.facts["commitments_with_open_milestones"]
    assert {report["reported_on"] for report in found} == {"2024-02-29"}


def test_us_evidence(us: Imported) -> None:
    every: set[str] = set()
    facts = us.facts["evidence"]
    for period, entries in facts["url_entries"].items():
        found = [url for report in us.reports(period).values() for url in urls(report)]
        assert len(found) == entries
        assert len(set(found)) == facts["urls_distinct"][period]
        assert sum(1 for r in us.reports(period).values() if urls(r)) == facts["rows_with_urls"][period]
        every |= set(found)
    assert len(every) == facts["urls_distinct_in_both_periods"]
    proven = {key for period in facts["url_entries"] for key, r in us.reports(period).items() if urls(r)}
    assert len(proven) == facts["milestones_with_a_url_in_either_period"]
    numbers = {milestone["key"]: milestone["number"] for _, milestone in us.milestones()}
    assert sorted(numbers[key] for key in numbers if key not in proven) == facts["milestones_without"]


def test_us_broken_links_are_reported_and_kept_as_titles(us: Imported) -> None:
    defects = us.facts["defective_urls"]
    cells = [note for note in us.report.links if note.at.casefold().startswith("progress!e")]
    broken = [
        url for kind in ("https_https", "with_spaces", "site_relative", "without_scheme") for _, url in defects[kind]
    ]
    assert sorted(note.words.partition(" (")[0] for note in cells) == sorted(broken)
    titles = [i["title"] for r in us.reports("2024-02").values() for i in r.get("evidence", []) if "url" not in i]
    assert sorted(titles) == sorted(broken)
    drives = [note.words for note in us.report.links if "drive" in note.words]
    assert sum(2 if "2 times" in words else 1 for words in drives) == us.facts["drive_letter_links_in_responses_csv"]
    assert sum("without words" in note.words for note in us.report.links) == 2


def test_us_responses(us: Imported) -> None:
    folder = "content/consultations/2022-reasoned-response"
    responses, contributions = us.yaml(f"{folder}/responses.yaml"), us.yaml(f"{folder}/contributions.yaml")
    rows = us.rows("responses.csv")
    assert [response["key"] for response in responses] == [row["number"].lower() for row in rows]
    assert [response["heard"] for response in responses] == [row["heard"] for row in rows]
    assert [response["reasons"] for response in responses] == [row["response"] for row in rows]
    assert [response["answers"] for response in responses] == [[item["key"]] for item in contributions]
    assert [item["text"] for item in contributions] == [row["heard"] for row in rows]
    assert sorted(Counter(item["about"][0] for item in contributions).values()) == [1, 4, 4, 4, 5]
    assert {item["attribution"] for item in contributions} == {"withheld"}


def test_us_meetings(us: Imported) -> None:
    paths = sorted(us.into.glob("content/forum/meetings/*.md"))
    meetings = [us.front(path) for path in paths]
    rows = us.rows("meetings.csv")
    assert [meeting["date"] for meeting in meetings] == [row["date"] for row in rows]
    assert sum("recording" in meeting for meeting in meetings) == us.facts["meetings"]["with_recording"]
    assert {
        tuple(meeting["kind"]) if isinstance(meeting["kind"], list) else meeting["kind"] for meeting in meetings
    } == {("public",)}
    kinds = Counter(path.read_text(encoding="utf-8").rpartition("source: ")[2].strip()[:-1] for path in paths)
    assert kinds == us.facts["meetings"]["kinds"]
    for path, row in zip(paths, rows, strict=True):
        assert row["agenda"] in path.read_text(encoding="utf-8")
    documents = [item for meeting in meetings for item in meeting.get("documents", [])]
    lines = [line for row in rows for line in row["links"].split("\n") if line]
    more_recordings = sum(max(0, len(row["recording"].split("\n")) - 1) for row in rows)
    assert len(documents) == len(lines) + more_recordings
    assert us.front(us.into / "content/forum/forum.md")["title"]


def test_us_nothing_is_left_out(us: Imported) -> None:
    assert us.report.skipped == us.report.unread == us.report.unknown == ()
    assert len(us.report.of("trimmed")) == 4


def test_canada_levels(canada: Imported) -> None:
    facts = canada.facts
    tops = [(key, m) for key, m in canada.milestones() if "part_of" not in m]
    parts = [(key, m) for key, m in canada.milestones() if "part_of" in m]
    assert (len(canada.commitments()), len(tops), len(parts)) == (4, facts["milestones"], facts["indicators"])
    assert Counter(key.upper() for key, _ in tops) == facts["milestones_per_commitment"]
    assert Counter(key.upper() for key, _ in parts) == facts["indicators_per_commitment"]
    numbers = {m["key"]: m["number"] for _, m in tops}
    assert all(m["number"].startswith(numbers[m["part_of"]] + ".") for _, m in parts)


def test_canada_texts_are_kept_in_both_languages(canada: Imported) -> None:
    by_number = {m["number"]: m for _, m in canada.milestones()}
    for row in canada.rows("canada-nap6.csv"):
        found = by_number[row["indicators"]]
        assert found["title"] == {"en": row["indicator_en"].strip(), "fr": row["indicator_fr"].strip()}
        assert found["due"]["text"] == {
            "en": row["indicator_deadline_en"].strip(),
            "fr": row["indicator_deadline_fr"].strip(),
        }
    for row in canada.rows("milestones.csv"):
        assert by_number[row["code"]]["title"] == {"en": row["title_en"].strip(), "fr": row["title_fr"].strip()}


def test_canada_deadlines_have_a_day_only_where_the_words_are_a_date(canada: Imported) -> None:
    dues = {m["number"]: m["due"] for _, m in canada.milestones() if "due" in m}
    assert len(dues) == canada.facts["deadlines"]["present"]
    assert len({due["text"]["en"] for due in dues.values()}) == canada.facts["deadlines"]["distinct_en"]
    for number in canada.facts["deadlines"]["without_any_year"]:
        assert "by" not in dues[number]
    assert dues["C01.1.2"] == {"text": {"en": "By winter 2025", "fr": "D'ici l'hiver 2025"}, "by": "2026-03-20"}
    assert dues["C01.4.2"]["by"] == "2027-03-31"
    assert dues["C01.4.2"]["text"]["fr"] == "2026‑2027"
    without = sorted(number for number, due in dues.items() if "by" not in due)
    assert without == sorted(
        "C01.2.2 C01.2.4 C01.3.1 C01.7.3 C02.3.1 C02.3.3 C03.1.1 C03.3.3 C03.4.1 C03.4.2 C03.4.3 "
        "C04.3.1 C04.3.2 C04.3.3 C04.3.4 C04.4.1 C04.4.2 C04.4.3 C04.4.4 C04.5.1 C04.5.2 C04.5.3 C04.5.4".split()
    )
    assert len(canada.report.dates) == 65


def test_canada_departments(canada: Imported) -> None:
    leads = Counter(key for _, m in canada.milestones() for key in m.get("lead", []))
    assert leads == canada.facts["leads"]
    two = [m["number"] for _, m in canada.milestones() if len(m.get("lead", [])) == 2]
    assert two == canada.facts["indicators_with_two_leads"]
    assert set(canada.yaml("content/organisations.yaml")) == set(leads)


def test_canada_nothing_is_left_out_and_nothing_is_reported_as_done(canada: Imported) -> None:
    assert canada.report.skipped == canada.report.unread == canada.report.unknown == ()
    assert len(canada.report.of("trimmed")) == 6
    assert not list(canada.into.glob("content/plans/*/commitments/*/progress"))


def test_canada_reports_are_read_once_departments_fill_them_in(real: Path, tmp_path: Path) -> None:
    source = real / "canada-nap6"
    rows = list(csv.reader((source / "canada-nap6.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    head = rows[0]
    report = {
        "reporting_period": "2025-12",
        "status": "LP: Limited progress",
        "progress_en": "A draft",
        "progress_fr": "Un projet",
    }
    rows[1] = [report.get(name, value) for name, value in zip(head, rows[1], strict=True)]
    with (tmp_path / "canada-nap6.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    files = [tmp_path / "canada-nap6.csv", source / "commitments.csv", source / "milestones.csv"]
    table.run(files, Path("canada-nap6"), tmp_path / "site")
    text = (tmp_path / "site/content/plans/2025-2029/commitments/c01/progress/2025-12.md").read_text(encoding="utf-8")
    assert yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader) == {
        "reported_on": "2025-12-31",
        "status": "in_progress",
        "milestones": {
            "c01-1-1": {
                "status": "limited",
                "raw_status": "LP: Limited progress",
                "summary": {"en": "A draft", "fr": "Un projet"},
            }
        },
    }


@pytest.mark.parametrize(("name", "files"), [("us-nap5", US["xlsx"]), ("canada-nap6", CANADA["xlsx"])])
def test_a_second_import_changes_nothing(real: Path, tmp_path: Path, name: str, files: list[str]) -> None:
    first = bring(real, tmp_path, name, files)
    second = bring(real, tmp_path, name, files)
    assert not second.report.written
    assert not second.report.kept
    assert len(second.report.unchanged) == len(first.report.written) - 1  # the register is not among them


def test_the_workbook_and_the_csv_files_give_the_same(real: Path, tmp_path: Path) -> None:
    for name, sets in (("us-nap5", US), ("canada-nap6", CANADA)):
        book = bring(real, tmp_path / name / "book", name, sets["xlsx"]).into
        files = bring(real, tmp_path / name / "csv", name, sets["csv"]).into
        mine = {path.relative_to(book): path.read_bytes() for path in book.rglob("*") if path.is_file()}
        assert mine == {path.relative_to(files): path.read_bytes() for path in files.rglob("*") if path.is_file()}
