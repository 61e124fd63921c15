"""The map: every way to get it wrong is told with its line, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from ogpsite.importers import columnmap, mapping
from ogpsite.importers.fault import ImportFault


def read(tmp_path: Path, text: str) -> mapping.Map:
    """A map from its text."""
    path = tmp_path / "map.yaml"
    path.write_text(text, encoding="utf-8")
    return mapping.read_map(path)


def test_the_small_map_is_read(tmp_path: Path, small_map: str) -> None:
    found = read(tmp_path, small_map)
    assert [table.record for table in found.tables] == ["commitment", "milestone", "progress"]
    due = found.tables[1].column("due")
    assert due is not None and due.headings == {"en": ("Due",)}
    status = found.tables[2].column("status")
    assert status is not None and status.values == {"done": "complete", "under way": "in_progress", "": "not_started"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("columns:\n      key: ID\n      title", "colums:\n      key: ID\n      title", "did you mean 'columns'"),
        ("      theme: Theme", "      themme: Theme", "unknown field of a commitment 'themme'; did you mean 'theme'"),
        ("record: progress", "record: progres", "did you mean 'progress'"),
        ("Done: complete", "Done: completed", "'completed' is not one of not_started"),
        ("otherwise: in_progress", "otherwise: perhaps", "'perhaps' is not one of"),
        ("      lead: Lead\n", "", "`lead` is required"),
        ("      period: Period\n", "", "a column for `period` is missing"),
        ("    roll_up:\n      all: {complete: complete}\n      otherwise: in_progress\n", "", "`roll_up:` is missing"),
        ("key: 2024-2026", "key: 2024/2026", "must be small letters"),
        ("title: Second plan, ", "", "`title` is missing"),
        ("      due: Due", "      due: {column: Due, spilt: x}", "did you mean 'split'"),
        ("      due: Due", "      due: {fr: Due}", "'fr' is neither `column` nor one of the map's languages"),
        ("      due: Due", "      due:", "the heading of the column is missing"),
        ("unread: [Internal]", "header: first", "write the number of the row"),
        ("unread: [Internal]", "lead_from: nobody", "`lead_from:` can only be `milestones`"),
        ("unread: [Internal]", "constants: {values: [honesty]}", "'honesty' is not one of"),
        ("languages: [en]", "languages: [en]\nlinks: {mend: [all]}", "'all' cannot be mended"),
        ("languages: [en]", "languages: [en]\nlinks: {mend: [site-relative]}", "needs `base:`"),
        ("languages: [en]", "languages: [en]\norganisations: {cells: acronyms}", "write `names`"),
        ("split: newline", "item: url only", "the only form known"),
        ("unread: [Internal]", "each: [titel]", "`each: titel` names no field"),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, small_map: str, old: str, new: str, words: str) -> None:
    assert old in small_map
    with pytest.raises(ImportFault) as fault:
        read(tmp_path, small_map.replace(old, new, 1))
    assert words in fault.value.message
    assert fault.value.message.startswith("map.yaml:")
    assert "docs/import.md" in fault.value.hint


def test_all_slips_are_told_at_once(tmp_path: Path, small_map: str) -> None:
    text = small_map.replace("theme: Theme", "themme: Theme").replace("Done: complete", "Done: completed")
    with pytest.raises(ImportFault) as fault:
        read(tmp_path, text)
    assert len(fault.value.message.splitlines()) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", "map.yaml:1: not valid YAML"),
        ("plan: {key: a}\nplan: {key: b}", "map.yaml:2: 'plan' stands twice"),
        ("a: &x 1\nb: *x", "aliases"),
        ("- a\n- b", "not a mapping"),
        ("", "not a mapping"),
        ("? [a]\n: b", "a key must be a word"),
        ("languages: [en]", "no `plan:`"),
    ],
)
def test_a_file_that_is_no_map_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ImportFault) as fault:
        read(tmp_path, text)
    assert words in fault.value.message


def test_answers_need_a_consultation_and_what_they_answer(tmp_path: Path, small_map: str) -> None:
    text = small_map + "  answers:\n    record: response\n    columns: {reasons: Why}\n"
    with pytest.raises(ImportFault) as fault:
        read(tmp_path, text)
    for words in (
        "`decision` is required",
        "`on` is required",
        "not described under `consultations:`",
        "what is answered",
    ):
        assert words in fault.value.message


def test_ready_maps_are_found_by_name_and_others_by_path(tmp_path: Path, small_map: str) -> None:
    assert mapping.find_map("us-nap5").name == "us-nap5.yaml"
    assert set(mapping.shipped_maps()) >= {"us-nap5", "canada-nap6"}
    own = tmp_path / "own.yaml"
    own.write_text(small_map, encoding="utf-8")
    assert mapping.find_map(own) == own
    with pytest.raises(ImportFault) as fault:
        mapping.find_map("us-nap6")
    assert "did you mean 'us-nap5'?" in fault.value.hint


def test_every_ready_map_is_valid() -> None:
    for path in mapping.shipped_maps().values():
        assert mapping.read_map(path).tables


def test_every_key_of_a_map_is_in_the_docs() -> None:
    docs = (Path(__file__).resolve().parents[2] / "docs/import.md").read_text(encoding="utf-8")
    keys = mapping.TOP | mapping.TABLE | columnmap.COLUMN | mapping.ORGANISATIONS | mapping.LINKS | mapping.MENDS
    assert sorted(key for key in keys if f"`{key}" not in docs and f"{key}:" not in docs) == []


def test_the_map_of_the_docs_is_valid(tmp_path: Path) -> None:
    docs = (Path(__file__).resolve().parents[2] / "docs/import.md").read_text(encoding="utf-8")
    example = docs.partition("    languages: [en]")[2].partition("\nTwo tables")[0]
    lines = ["languages: [en]", *(line.removeprefix("    ") for line in example.splitlines())]
    assert [table.record for table in read(tmp_path, "\n".join(lines)).tables] == [
        "commitment",
        "milestone",
        "progress",
    ]
