"""The descriptions of the tables: a Data Package that frictionless accepts, CSV on the Web that fits, no false word."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ogpsite import tables
from outputs.conftest import Make, Outputs

NAMES = [table.name for table in tables.TABLES]

# The rules of the Data Package standard, version 2 (https://datapackage.org/standard/), that concern what we write.
NAME = {"type": "string", "pattern": r"^[a-z0-9._-]+$"}
FIELD = {
    "type": "object",
    "required": ["name", "type"],
    "properties": {
        "name": {"type": "string"},
        "type": {"enum": ["string", "number", "integer", "boolean", "date", "list"]},
        "constraints": {
            "type": "object",
            "properties": {"required": {"type": "boolean"}, "unique": {"type": "boolean"}, "enum": {"type": "array"}},
            "additionalProperties": False,
        },
    },
}
LICENCE = {"type": "object", "anyOf": [{"required": ["name"]}, {"required": ["path"]}]}
PROFILE = {
    "type": "object",
    "required": ["$schema", "name", "licenses", "sources", "resources", "created", "version"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "name": NAME,
        "licenses": {"type": "array", "minItems": 1, "items": LICENCE},
        "sources": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["title"]}},
        "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path", "schema", "type", "encoding", "bytes", "hash"],
                "properties": {
                    "name": NAME,
                    "type": {"const": "table"},
                    "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                    "schema": {
                        "type": "object",
                        "required": ["fields", "primaryKey"],
                        "properties": {"fields": {"type": "array", "minItems": 1, "items": FIELD}},
                    },
                },
            },
        },
    },
}


def package(outputs: Outputs) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(outputs["data/datapackage.json"])
    return found


@pytest.fixture(scope="session")
def frictionless() -> Any:
    """The library, which only slow tests need, and which takes long to load."""
    with warnings.catch_warnings():  # what the library does on import is not ours
        warnings.simplefilter("ignore")
        import frictionless
    return frictionless


def header(data: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(data.decode(), newline="")))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_frictionless_validates(published: Path, frictionless: Any) -> None:
    """Types, required cells, closed lists, unique keys and every foreign key."""
    report = frictionless.validate(str(published / "datapackage.json"))
    assert report.flatten(["fieldName", "rowNumber", "note"]) == []
    assert report.valid
    assert len(report.tasks) == len(NAMES) + 1


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("commitments", "2025-2028/open-contracting,2025-2028", "2025-2028/open-contracting,9999", "foreign-key"),
        ("commitments", ",complete,", ",done,", "constraint-error"),
        ("plans", "2025-01-01", "New Year", "type-error"),
    ],
)
def test_frictionless_finds_a_fault(
    published: Path, frictionless: Any, tmp_path: Path, name: str, old: str, new: str, fault: str
) -> None:
    """The validation above can fail: one broken cell is found."""
    for path in published.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / f"{name}.csv").read_text("utf-8")
    assert old in text
    (tmp_path / f"{name}.csv").write_text(text.replace(old, new, 1), "utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert fault in {one[0] for one in report.flatten(["type"])}


def test_the_rules_of_the_standard(outputs: Outputs) -> None:
    found = package(outputs)
    assert list(Draft202012Validator(PROFILE).iter_errors(found)) == []
    assert found["licenses"] == [
        {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    assert found["version"] == "2026-11-20"  # the newest change of the sample, and not the day of the build


def test_files_are_what_is_said(outputs: Outputs) -> None:
    for one in package(outputs)["resources"]:
        data = outputs[f"data/{one['path']}"]
        assert one["bytes"] == len(data)
        assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert [field["name"] for field in one["schema"]["fields"]] == header(data)


def test_foreign_keys_are_declared(outputs: Outputs) -> None:
    found = {
        (one["name"], key["fields"][0], key["reference"]["resource"])
        for one in package(outputs)["resources"]
        for key in one["schema"].get("foreignKeys", ())
    }
    assert found >= {
        ("commitments", "plan", "plans"),
        ("milestones", "commitment", "commitments"),
        ("progress", "milestone", "milestones"),
        ("evidence", "commitment", "commitments"),
        ("contributions", "consultation", "consultations"),
        ("responses", "consultation", "consultations"),
        ("decisions", "meeting", "meetings"),
        ("standards", "plan", "plans"),
    }


def test_units(outputs: Outputs) -> None:
    fields = {
        (one["name"], field["name"]): field.get("unit")
        for one in package(outputs)["resources"]
        for field in one["schema"]["fields"]
    }
    assert fields["milestones", "overdue_days"] == "days"
    assert fields["milestones", "percent"] == "%"
    assert fields["evidence", "size"] == "bytes"


def test_csv_on_the_web(outputs: Outputs) -> None:
    """Every table with its columns in order; keys and separators as in the Data Package."""
    group = json.loads(outputs["data/csv-metadata.json"])
    assert group["@context"][0] == "http://www.w3.org/ns/csvw"
    assert [one["url"] for one in group["tables"]] == [f"{name}.csv" for name in NAMES]
    for one in group["tables"]:
        columns = one["tableSchema"]["columns"]
        names = [column["name"] for column in columns]
        assert names == header(outputs[f"data/{one['url']}"])
        assert one["tableSchema"]["primaryKey"] == "id"
        for key in one["tableSchema"].get("foreignKeys", ()):
            assert key["columnReference"] in names
            assert f"data/{key['reference']['resource']}" in outputs
    commitments = {column["name"]: column for column in group["tables"][1]["tableSchema"]["columns"]}
    assert commitments["lead"]["separator"] == "|"
    assert commitments["title_fr"]["lang"] == "fr"
    assert commitments["overdue_days"]["datatype"] == "integer"


@pytest.mark.parametrize(
    ("written", "licence"),
    [
        ("", {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}),
        (
            "licence: https://example.org/terms",
            {"title": "https://example.org/terms", "path": "https://example.org/terms"},
        ),
        ("licence: MIT", {"name": "MIT", "title": "MIT"}),
    ],
)
def test_licences(made: Make, written: str, licence: dict[str, str]) -> None:
    from sites import SMALL

    found = made("datapackage", changes={"site.yaml": f"{SMALL['site.yaml']}{written}\n"})
    assert package(found)["licenses"] == [licence]
