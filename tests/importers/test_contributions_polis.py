"""Polis: statements with votes and moderation; the real sets keep the facts of their READMEs."""

from __future__ import annotations

import csv
import datetime
import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from sites import DAY

from importers.samples import Folder
from ogpsite import build
from ogpsite.importers.fault import ImportFault

HEAD: list[object] = [
    "timestamp",
    "datetime",
    "comment-id",
    "author-id",
    "agrees",
    "disagrees",
    "moderated",
    "comment-body",
]
ROWS: list[list[object]] = [
    HEAD,
    [1483908221702, "Mon Jan 09 03:43:41 WIB 2017", 3, 7, 5, 4, 1, "Simple is better."],
    [1483404737048, "Tue Jan 03 07:52:17 WIB 2017", 1, 0, 16, 2, 0, "Not yet\nread."],
    [1483404737049, "Tue Jan 03 07:52:17 WIB 2017", 2, 0, 0, 9, -1, "Rude words."],
]
SUMMARY = [["topic", "Voting"], ["url", "https://pol.is/x"], ["voters", "12"], ["comments", "3"], ["views", "9"]]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_statements_become_contributions(folder: Folder) -> None:
    report = folder.contribute(folder.csv("comments.csv", ROWS))
    first, second = folder.items()
    assert first == {
        "key": "c-3",
        "text": "Simple is better.",
        "received_on": datetime.date(2017, 1, 8),
        "channel": "Polis",
        "attribution": "anonymous",
        "moderation": "published",
        "votes": {"for": 5, "against": 4},
    }
    assert second["draft"] is True and second["text"] == "Not yet\nread." and "moderation" not in second
    assert report.rows_read == (("comments", 3),)
    assert dict(report.records)["contributions"] == 2 and dict(report.records)["left out (rejected)"] == 1
    folder.assert_valid()


def test_what_is_moderated_out_stays_out_with_a_line_for_each(folder: Folder) -> None:
    report = folder.contribute(folder.csv("comments.csv", ROWS))
    assert [note.at for note in report.skipped] == ["comments!A4"]
    assert "moderated out" in report.skipped[0].words and "Rude" not in str(report.as_json())
    assert "Rude" not in folder.text("content/consultations/survey/contributions.yaml")


@pytest.mark.slow
def test_what_is_moderated_out_comes_along_marked_if_asked_for(folder: Folder) -> None:
    folder.contribute(folder.csv("comments.csv", ROWS), include=frozenset({"rejected"}))
    assert [item.get("moderation") for item in folder.items()] == ["published", None, "rejected"]
    result = build.make(build.Job(folder.into, DAY))
    assert result.ok and not any(b"Rude" in output.data for output in result.outputs)


def test_the_summary_beside_describes_the_consultation(folder: Folder) -> None:
    folder.csv("summary.csv", SUMMARY)
    report = folder.contribute(folder.csv("comments.csv", ROWS))
    made = folder.consultation()
    assert made["title"] == "Voting" and made["platform_url"] == "https://pol.is/x" and made["mechanism"] == "platform"
    assert made["counts"] == {"attended": 12, "contributions": 3}
    assert str(made["opens"]) == "2017-01-03" and str(made["closes"]) == "2017-01-08"
    assert any("summary.csv" in note.at for note in report.remarks)
    assert [note.words.partition(",")[0] for note in report.dates] == [
        "opens: 2017-01-03",
        "closes: 2017-01-08",
    ]


def test_moments_are_days_in_the_sites_own_time_zone(folder: Folder) -> None:
    path = folder.into / "site.yaml"
    path.write_text(path.read_text("utf-8") + "timezone: Asia/Taipei\n", "utf-8")
    folder.contribute(folder.csv("comments.csv", ROWS))
    assert str(folder.items()[0]["received_on"]) == "2017-01-09"


def test_authors_numbers_are_kept_only_below_private(folder: Folder) -> None:
    file = folder.csv("comments.csv", ROWS)
    folder.contribute(file)
    assert all("private" not in item for item in folder.items())
    folder.contribute(file, private=True, overwrite=True)
    assert folder.items()[0]["private"] == {"author-id": "7"}


def test_a_word_that_is_no_moderation_is_told_and_not_published(folder: Folder) -> None:
    report = folder.contribute(folder.csv("comments.csv", [HEAD, [1483908221702, "", 3, 7, 5, 4, "maybe", "Words."]]))
    assert [str(note) for note in report.unknown] == ["comments!G2: “maybe” for moderated: neither 1, 0 nor -1"]
    assert folder.items()[0]["draft"] is True


def test_a_file_of_votes_alone_is_refused(folder: Folder) -> None:
    votes = folder.csv("votes.csv", [["timestamp", "datetime", "comment-id", "voter-id", "vote"], [1, "", 2, 3, 1]])
    with pytest.raises(ImportFault, match=r"no file is the comments\.csv of a Polis export"):
        folder.contribute(votes, source="polis")


@pytest.mark.parametrize("name", ["polis-vtaiwan-uberx", "polis-canada-electoral-reform"])
@pytest.mark.slow
def test_the_real_sets_keep_their_facts(name: str, real: Path, tmp_path: Path) -> None:
    facts = json.loads((real / name / "facts.json").read_text("utf-8"))
    folder = Folder(tmp_path)
    wishes = {"include": frozenset({"rejected"}), "private": True}
    report = folder.contribute(real / name / "comments.csv", **wishes)
    items = folder.items()
    assert len(items) == facts["rows"] == len({item["key"] for item in items})
    marks = {"1": "published", "-1": "rejected", "0": "draft"}
    found = Counter("draft" if item.get("draft") else item["moderation"] for item in items)
    assert found == {marks[code]: count for code, count in facts["moderated"].items()}
    assert sum(item["votes"]["for"] for item in items) == facts["agrees_sum"]
    assert sum(item["votes"]["against"] for item in items) == facts["disagrees_sum"]
    days = sorted(str(item["received_on"]) for item in items)
    assert (days[0], days[-1]) == (facts["first_utc"][:10], facts["last_utc"][:10])
    with (real / name / "comments.csv").open(encoding="utf-8", newline="") as file:
        bodies = {f"c-{row['comment-id']}": row["comment-body"] for row in csv.DictReader(file)}
    assert {item["key"]: item["text"] for item in items} == {
        key: body.replace("\r\n", "\n").replace("\r", "\n").strip() for key, body in bodies.items()
    }
    authors = Counter(str(item["private"]["author-id"]) for item in items)
    assert (len(authors), authors["0"]) == (facts["distinct_authors"], facts["author_id_0_rows"])
    made = folder.consultation()
    assert made["title"] == facts["summary"]["topic"] and made["counts"]["attended"] == int(facts["summary"]["voters"])
    assert len(made.get("purpose", "")) in (facts["summary_description_chars"], facts["summary_description_chars"] - 1)
    assert not report.unknown
    result = build.build(build.Job(folder.into, DAY), tmp_path / "output")
    assert result.ok
    shutil.rmtree(folder.into / "content/consultations/survey")
    folder.contribute(real / name / "comments.csv")
    assert len(folder.items()) == facts["rows"] - facts["moderated"]["-1"]
