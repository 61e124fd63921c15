"""The JSON Schemas of records, against the sample and against what is wrong."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from sites import ROOT, SMALL
from syntax import PACKAGE, PATHS

from ogpsite import schema
from ogpsite.model import kinds


class Loader(yaml.SafeLoader):
    """YAML 1.2, as editors' tools read it: `on` and `no` are words."""


Loader.yaml_implicit_resolvers = {
    sign: [(tag, expression) for tag, expression in found if tag != "tag:yaml.org,2002:bool"]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false|True|False"), list("tfTF"))


def written(value: Any) -> Any:
    """What a YAML library read, as JSON has it: days and moments as texts, names of fields too."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(name): written(one) for name, one in value.items()}
    return [written(one) for one in value] if isinstance(value, list) else value


def fields_of(path: str, text: str) -> Any:
    """The fields of a file, as any YAML library reads them."""
    return written(yaml.load(text.split("---\n")[1] if path.endswith(".md") else text, Loader)) or {}


def sample_files() -> Iterator[tuple[str, str]]:
    """Every record of the sample that is no translation, and of the small site."""
    for path in [ROOT / "site.yaml", *sorted((ROOT / "content").rglob("*"))]:
        found = kinds.match(path.relative_to(ROOT).as_posix())
        if found and path.suffix != ".csv" and not found.language:
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
    yield from SMALL.items()


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_every_schema_is_one(kind: str) -> None:
    Draft202012Validator.check_schema(schema.schema_of(kind))


def test_the_sample_is_valid() -> None:
    validators = {kind: Draft202012Validator(schema.schema_of(kind)) for kind in kinds.KINDS}
    seen = set()
    for path, text in sample_files():
        found = kinds.match(path)
        assert found
        data = fields_of(path, text)
        one = found.single and found.kind.holds == "list"  # a contribution in a file of its own
        faults = list(validators[found.kind.name].iter_errors([{"key": found.key, **data}] if one else data))
        assert not faults, f"{path}: {faults[0].json_path}: {faults[0].message}"
        seen.add(found.kind.name)
    assert seen == set(kinds.KINDS), "the sample has a record of every kind"


PLAN = {"title": "P", "start": "2025-01-01", "end": "2028-12-31"}
COMMITMENT: dict[str, Any] = {"title": "C", "lead": "health"}
RIGHT: list[tuple[str, Any]] = [
    ("plan", PLAN),
    ("plan", PLAN | {"title": {"en": "P", "fr": "P"}, "private": {"note": "x"}, "draft": "yes"}),
    ("commitment", COMMITMENT | {"lead": ["health", "office"], "evidence": ["a.pdf", {"url": "https://x.example"}]}),
    ("commitment", COMMITMENT | {"evidence": "https://x.example", "supporting": ["a", "b"]}),
    ("commitment", COMMITMENT | {"supporting": {"government": "a", "civil_society": ["b", {"en": "C"}]}}),
    ("commitment", COMMITMENT | {"milestones": [{"key": "m1", "title": "M", "due": {"text": {"en": "Soon"}}}]}),
    ("commitment", COMMITMENT | {"milestones": [{"key": 1, "title": "M", "due": 2026, "weight": 0.5}]}),
    ("commitment", COMMITMENT | {"sdgs": [16, 16.7, "16.a"]}),
    ("progress", {"reported_on": "2026-01-01", "status": "limited", "milestones": {"m1": {"status": "complete"}}}),
    ("contribution", [{"key": "c-1", "text": "T", "attribution": "anonymous"}]),
    ("organisation", {"no": {"name": "Norway", "sector": "other"}}),
    ("meeting", {"title": "M", "date": "2026-01-01", "kind": "forum", "comments_collected": 0}),
    ("meeting", {"title": "M", "date": "2026-01-01", "kind": ["forum"], "comments_collected": "2024-ideas"}),
    ("home", {}),
]
WRONG: list[tuple[str, Any]] = [
    ("plan", PLAN | {"titel": "P"}),
    ("plan", {"title": "P"}),
    ("plan", PLAN | {"end": "31/12/2028"}),
    ("plan", PLAN | {"draft": "maybe"}),
    ("commitment", COMMITMENT | {"milestones": [{"title": "M"}]}),
    ("commitment", COMMITMENT | {"milestones": "none"}),
    ("commitment", COMMITMENT | {"values": ["transparent"]}),
    ("progress", {"reported_on": "2026-01-01", "status": "done"}),
    ("progress", {"reported_on": "2026-01-01", "status": "limited", "milestones": {"m1": {"status": "x"}}}),
    ("contribution", [{"text": "T", "attribution": "anonymous"}]),
    ("contribution", {"key": "c-1", "text": "T", "attribution": "anonymous"}),
    ("organisation", [{"name": "Norway", "sector": "other"}]),
    ("settings", {"title": "T"}),
]


@pytest.mark.parametrize(("kind", "data"), RIGHT)
def test_what_is_right(kind: str, data: Any) -> None:
    assert [fault.message for fault in Draft202012Validator(schema.schema_of(kind)).iter_errors(data)] == []


@pytest.mark.parametrize(("kind", "data"), WRONG)
def test_what_is_wrong(kind: str, data: Any) -> None:
    assert not Draft202012Validator(schema.schema_of(kind)).is_valid(data)


def test_every_field_is_described() -> None:
    for kind in kinds.KINDS:
        whole = schema.schema_of(kind)
        found = whole.get("items") or whole
        if kinds.KINDS[kind].holds == "map":
            found = whole["additionalProperties"]
        assert all(one.get("description") for name, one in found["properties"].items() if name != "key"), kind
        assert whole["title"] and whole["description"]


def test_a_folder_of_schemas_is_the_same_every_time(tmp_path: Path) -> None:
    assert [schema.schema_of(kind) for kind in kinds.KINDS] == [schema.schema_of(kind) for kind in kinds.KINDS]


def test_no_schema_asks_for_iris() -> None:
    """The tests leave jsonschema's check of IRIs out (conftest.py); whoever needs it must let it in again."""
    assert [path for path in PATHS if '"iri' in (PACKAGE / path).read_text("utf-8")] == []
