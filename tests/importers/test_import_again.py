"""Next quarter's file over the last one: what only one side changed is taken, what both changed is told."""

from __future__ import annotations

from pathlib import Path

import yaml

from importers.conftest import Site

COMMITMENT = "content/plans/2024-2026/commitments/c1/commitment.md"
REPORTS = "content/plans/2024-2026/commitments/c1/progress"
MILESTONES = [
    ["ID", "Title", "Due", "Links"],
    ["C1.1", "First", "2025-06-30", ""],
    ["C1.2", "Second", "2025-12-31", "https://example.org/a"],
]
PROGRESS = [["ID", "Period", "Status", "Text"], ["C1.1", "2025-06", "Under way", "One"]]


def start(site: Site) -> None:
    """The first import."""
    site.sheets |= {"Milestones": [list(row) for row in MILESTONES], "Progress": list(PROGRESS)}
    site.bring()


def edit(site: Site, path: str, old: str, new: str) -> None:
    """Edit a file by hand."""
    text = site.text(path)
    assert old in text
    (site.into / path).write_text(text.replace(old, new), encoding="utf-8")


def everything(site: Site) -> dict[str, bytes]:
    """All files and their bytes."""
    return {str(path): path.read_bytes() for path in sorted(site.into.rglob("*")) if path.is_file()}


def front(text: str) -> dict[str, object]:
    found = yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def dues(site: Site) -> list[object]:
    milestones = front(site.text(COMMITMENT))["milestones"]
    assert isinstance(milestones, list)
    return [item.get("due") for item in milestones]


def test_the_same_file_twice_changes_nothing_even_after_edits_by_hand(site: Site) -> None:
    start(site)
    edit(site, COMMITMENT, "title: First", "title: First, said better  # by me")
    before = everything(site)
    report = site.bring()
    assert (report.written, report.changes, report.conflicts) == ((), (), ())
    assert everything(site) == before


def test_next_quarter_adds_reports_and_keeps_what_was_edited(site: Site) -> None:
    start(site)
    edit(site, COMMITMENT, "title: First", "title: First, said better  # by me")
    site.sheets["Progress"] = [*PROGRESS, ["C1.1", "2025-09", "Done", "Two"]]
    site.sheets["Milestones"] = [*MILESTONES, ["C1.3", "Third", "2026-03-31", ""]]
    plan = site.bring(dry_run=True)
    assert plan.would_write == (COMMITMENT, f"{REPORTS}/2025-09.md") and not plan.written
    report = site.bring()
    assert report.written == plan.would_write and report.changes == plan.changes
    text = site.text(COMMITMENT)
    assert "title: First, said better  # by me" in text and "title: Third" in text
    assert [words for _, words in report.changes] == [
        "milestones.c1-3: (nothing) → {key: “c1-3”, title: “Third”, number: “C1.3”, due: “2026-03-31”}"
    ]
    again = everything(site)
    assert site.bring().written == () and everything(site) == again


def test_what_both_changed_is_a_conflict_with_both_values_until_it_is_settled(site: Site) -> None:
    start(site)
    edit(site, COMMITMENT, "title: Second", "title: Mine")
    milestones = [*MILESTONES[:2], ["C1.2", "Theirs", "2025-12-31", "https://example.org/a"]]
    site.sheets["Milestones"] = milestones
    wanted = ((COMMITMENT, "milestones.c1-2.title", "“Mine”", "“Theirs”"),)
    assert site.bring(dry_run=True).conflicts == wanted
    report = site.bring()
    assert report.conflicts == wanted and report.written == ()
    assert "title: Mine" in site.text(COMMITMENT)
    assert any("yours: “Mine”; the file's: “Theirs”" in line for line in report.lines())
    assert report.as_json()["conflicts"] == [
        {"file": COMMITMENT, "field": "milestones.c1-2.title", "yours": "“Mine”", "theirs": "“Theirs”"}
    ]
    assert site.bring().conflicts == wanted
    assert site.bring(keep=True).conflicts == wanted
    assert site.bring().conflicts == ()
    site.sheets["Milestones"] = [*milestones[:2], ["C1.2", "Theirs again", "2025-12-31", "https://example.org/a"]]
    assert site.bring().conflicts[0][3] == "“Theirs again”"
    site.bring(overwrite=True)
    assert "title: Theirs again" in site.text(COMMITMENT) and site.bring().conflicts == ()


def test_a_changed_day_is_a_correction_or_a_new_promise(site: Site) -> None:
    start(site)
    site.sheets["Milestones"] = [MILESTONES[0], ["C1.1", "First", "2025-07-31", ""], MILESTONES[2]]
    site.bring()
    assert dues(site) == ["2025-07-31", "2025-12-31"]  # no new report: a correction
    site.sheets["Milestones"] = [MILESTONES[0], ["C1.1", "First", "2026-01-31", ""], MILESTONES[2]]
    site.sheets["Progress"] = [*PROGRESS, ["C1.1", "2025-09", "Under way", "Two"]]
    report = site.bring()
    assert dues(site) == ["2025-07-31", "2025-12-31"]
    told = front(site.text(f"{REPORTS}/2025-09.md"))["milestones"]
    assert isinstance(told, dict) and told["c1-1"]["due"] == "2026-01-31"
    assert report.changes[0][1].startswith("milestones.c1-1: “2025-07-31” → “2026-01-31”; the first date stays")
    before = everything(site)
    assert (site.bring().written, everything(site)) == ((), before)
    site.sheets["Progress"] = [*PROGRESS, ["C1.1", "2025-09", "Done", "Two"]]
    site.bring()
    told = front(site.text(f"{REPORTS}/2025-09.md"))["milestones"]
    assert isinstance(told, dict) and (told["c1-1"]["due"], told["c1-1"]["status"]) == ("2026-01-31", "complete")


def test_lists_grow_on_both_sides(site: Site) -> None:
    start(site)
    edit(site, COMMITMENT, "      - url: https://example.org/a\n", "      - url: https://example.org/mine\n")
    site.sheets["Milestones"] = [*MILESTONES[:2], [*MILESTONES[2][:3], "https://example.org/a\nhttps://example.org/b"]]
    site.bring()
    text = site.text(COMMITMENT)
    assert "https://example.org/mine" in text and "https://example.org/b" in text
    assert "https://example.org/a\n" not in text


def test_what_the_file_no_longer_says_stays_and_is_told(site: Site) -> None:
    start(site)
    site.sheets["Milestones"] = MILESTONES[:2]
    report = site.bring()
    assert "title: Second" in site.text(COMMITMENT)
    assert any("milestones.c1-2: the file doesn't say it any more" in str(note) for note in report.remarks)


def test_the_free_text_is_put_together_too(site: Site) -> None:
    site.change_map("      summary: Text", "      body: Text")
    start(site)
    edit(site, COMMITMENT, "Two", "Two and a half")
    site.sheets["Commitments"] = [
        ["ID", "Title", "Theme", "Lead", "Text"],
        ["C1", "Open budgets", "Public money", "Health", "One\n\nTwo"],
    ]
    site.bring()
    text = site.text(COMMITMENT)
    assert "Two and a half" in text and front(text)["lead"] == ["health"]
    site.sheets["Commitments"] = [
        ["ID", "Title", "Theme", "Lead", "Text"],
        ["C1", "Open budgets", "Public money", "Health", "Three"],
    ]
    assert [one[1:] for one in site.bring().conflicts] == [("(text)", "“One\n\nTwo and a half”", "“Three”")]


def test_an_edited_file_that_is_no_yaml_is_kept(site: Site) -> None:
    start(site)
    edit(site, COMMITMENT, "title: First", "title: [First")
    before = site.text(COMMITMENT)
    site.sheets["Milestones"] = MILESTONES[:2]
    assert site.bring().kept == ((COMMITMENT, "it is not valid YAML; `ogpsite check` says where"),)
    assert site.text(COMMITMENT) == before


def test_a_file_written_in_another_style_is_changed_where_it_can_be(site: Site) -> None:
    start(site)
    path = site.into / COMMITMENT
    values = front(site.text(COMMITMENT))
    path.write_text(f"---\n{yaml.safe_dump(values, default_flow_style=True, width=10_000)}---\n", encoding="utf-8")
    site.sheets["Milestones"] = [*MILESTONES[:2], ["C1.2", "Other", "2025-12-31", "https://example.org/a"]]
    report = site.bring()
    assert report.conflicts == ((COMMITMENT, "milestones.c1-2.title", "“Second”", "“Other”"),)
    assert report.written == ()


def test_reports_without_a_period_get_that_of_the_command(site: Site) -> None:
    site.change_map("      period: Period\n", "")
    site.change_map("    roll_up:", "    constants: {period: 2025-06}\n    roll_up:")
    site.sheets |= {"Milestones": MILESTONES, "Progress": [["ID", "Status", "Text"], ["C1.1", "Under way", "One"]]}
    site.bring()
    site.sheets["Progress"] = [["ID", "Status", "Text"], ["C1.1", "Done", "Two"]]
    site.bring(period="2025-Q3")
    assert sorted(path.name for path in Path(site.into / REPORTS).iterdir()) == ["2025-06.md", "2025-q3.md"]
