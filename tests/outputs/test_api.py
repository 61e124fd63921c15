"""The static JSON: every address answers what its description says, and every file fits its schema."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from ogpsite import figured, schema, tables
from ogpsite import published as shapes
from ogpsite.build import Result
from ogpsite.model import kinds
from ogpsite.outputs import api
from outputs.conftest import Make, Outputs

pytestmark = pytest.mark.slow  # each builds sites of its own

Data = dict[str, Any]


def description(outputs: Outputs) -> Data:
    found: Data = json.loads(outputs["openapi.json"])
    return found


def test_the_description_is_valid(outputs: Outputs) -> None:
    assert list(OpenAPIV31SpecValidator(description(outputs)).iter_errors()) == []


def test_the_description_can_be_wrong(outputs: Outputs) -> None:
    broken = description(outputs)
    del broken["info"]["title"]
    assert list(OpenAPIV31SpecValidator(broken).iter_errors())


def record_files(sample: Result) -> dict[str, str]:
    """The file beside the page of every record, with the record's kind."""
    assert sample.edition
    pages = set(shapes.published_kinds())
    return {
        f"{kinds.address_of(one).strip('/')}/index.json": one.meta.kind
        for one in sample.edition.site.by_uid.values()
        if one.meta.kind in pages
    }


def answers(outputs: Outputs, path: str, records: dict[str, str]) -> list[str]:
    """The files that answer an address of the description."""
    pattern = re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path.lstrip("/"))))
    wanted = re.sub(r".*\{(\w+)\}/index.json$", r"\1", path)
    return [
        one
        for one in outputs
        if pattern.fullmatch(one)
        and (one == path.lstrip("/") or "api/" in one or records.get(one) == wanted or path in figured.ADDRESSES)
    ]


def schema_at(whole: Data, path: str) -> Data:
    """What an address answers, with the schemas that it may refer to."""
    content: Data = whole["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return {**content, "components": whole["components"]}


def test_every_address_answers_what_its_schema_says(outputs: Outputs, sample: Result) -> None:
    whole = description(outputs)
    records = record_files(sample)
    silent, seen = [], set()
    for path in whole["paths"]:
        validator = Draft202012Validator(schema_at(whole, path), format_checker=FormatChecker())
        files = answers(outputs, path, records)
        silent += [] if files else [path]
        seen.update(files)
        for file in files:
            errors = validator.iter_errors(json.loads(outputs[file]))
            assert [f"{file}: {error.json_path}: {error.message}" for error in errors] == []
    assert [path for path in silent if "{page}" not in path] == []
    known = set(records) | {path for path in outputs if path.startswith("api/")}
    figures = {path for path in outputs if path.endswith(("index.json", "/figures.json"))}
    elsewhere = {"api/v1/index.json", *(path for path in outputs if path.startswith((".well-known/", "_host/")))}
    assert known | figures <= seen | elsewhere


def test_every_record_fits_its_schema(outputs: Outputs, sample: Result) -> None:
    """And the schemas are no open doors: a field too much is found."""
    assert sample.edition
    for kind in shapes.published_kinds():
        validator = Draft202012Validator(json.loads(outputs[f"schemas/{kind}.json"]), format_checker=FormatChecker())
        for record in sample.edition.site.by_kind.get(kind, ()):
            path = f"{kinds.address_of(record).strip('/')}/index.json"
            found = json.loads(outputs[path])
            assert [error.message for error in validator.iter_errors(found)] == [], path
            assert list(validator.iter_errors(found | {"nonsense": 1}))
    site = Draft202012Validator(json.loads(outputs["schemas/site.json"]))
    assert list(site.iter_errors(json.loads(outputs["index.json"]))) == []


def test_schemas_are_schemas(outputs: Outputs) -> None:
    paths = [path for path in outputs if path.startswith("schemas/")]
    assert len(paths) > 30
    for path in paths:
        found = json.loads(outputs[path])
        Draft202012Validator.check_schema(found)
        assert found["$id"].endswith(f"/{path}")


def test_schemas_of_what_editors_write(outputs: Outputs) -> None:
    for kind in kinds.TABLE:
        found = json.loads(outputs[f"schemas/content/{kind.name}.json"])
        assert {name: value for name, value in found.items() if name != "$id"} == schema.schema_of(kind.name)


def test_pages_of_a_long_table(made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Further pages follow one from the other, and hold every row once."""
    monkeypatch.setattr(api, "PER_PAGE", 2)
    lines = "".join(f"- key: c-{n}\n  text: Words {n}\n  attribution: anonymous\n" for n in range(1, 6))
    content = {
        "content/consultations/2024-ideas/contributions.yaml": lines,
        "content/consultations/2024-ideas/responses.yaml": None,
    }
    found = made("api", changes=content)
    whole = description(found)
    path, items = "api/v1/contributions.json", []
    validator = Draft202012Validator(schema_at(whole, "/api/v1/contributions/{page}.json"))
    while path:
        page = json.loads(found[path])
        assert list(validator.iter_errors(page)) == []
        items += [item["id"] for item in page["items"]]
        path = (page["next"] or "").partition("https://ogp.testland.example/")[2]
    assert items == [f"2024-ideas/c-{n}" for n in range(1, 6)]
    assert sum(path.startswith("api/v1/contributions/") for path in found) == 2


def test_the_overview_names_every_table(outputs: Outputs) -> None:
    found = json.loads(outputs["api/v1/index.json"])
    assert [one["name"] for one in found["tables"]] == [table.name for table in tables.TABLES]
    for one in found["tables"]:
        assert one["rows"] == json.loads(outputs[f"api/v1/{one['name']}.json"])["total"]


def test_every_json_is_json(outputs: Outputs) -> None:
    for path, data in outputs.items():
        if path.endswith((".json", ".jsonld")):
            json.loads(data)
