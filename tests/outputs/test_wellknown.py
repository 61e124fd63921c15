"""What a site says of itself to machines: by its own schema, and every address in it is there."""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from ogpsite.build import Result
from outputs.conftest import Make, Outputs

BASE = "https://opengov.nouria.example/"


def addresses(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [one for inner in value.values() for one in addresses(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in addresses(inner)]
    return [value] if isinstance(value, str) and value.startswith(BASE) else []


def test_it_fits_its_schema(outputs: Outputs) -> None:
    schema = json.loads(outputs["schemas/ogp.json"])
    found = json.loads(outputs[".well-known/ogp.json"])
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(found)] == []
    assert list(validator.iter_errors({**found, "languages": []}))


def test_every_address_in_it_is_there(outputs: Outputs) -> None:
    found = addresses(json.loads(outputs[".well-known/ogp.json"]))
    assert len(found) > 30
    for address in found:
        path = address.removeprefix(BASE)
        assert (f"{path}index.html" if path.endswith("/") or not path else path) in outputs, address


def test_what_it_says(outputs: Outputs, sample: Result) -> None:
    assert sample.edition
    found = json.loads(outputs[".well-known/ogp.json"])
    assert found["member"]["slug"] == "nouria"
    assert found["member"]["lead_agency"] == "prime-ministers-office"
    assert found["languages"] == ["en", "fr", "ar"]
    assert found["licence"]["spdx"] == "CC-BY-4.0"
    assert [plan["id"] for plan in found["plans"]] == ["2022-2024", "2025-2028"]
    assert found["generator"] == {"name": "ogpsite", "version": sample.edition.version}
    assert found["self_check"]["notice"] == "This is a self-check. Only the IRM decides."
    counted = sum(sum(states.values()) for states in found["self_check"]["states"].values())
    assert counted == len(sample.edition.findings) > 0


def test_a_member_that_says_nothing_of_itself(made: Make) -> None:
    found = json.loads(made("wellknown")[".well-known/ogp.json"])
    assert found["member"] == {"name": {"en": "Testland"}, "lead_agency": "office"}
    assert found["standalone_commitments"] == 0
