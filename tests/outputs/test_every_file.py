"""No file for machines is left out: every JSON fits a schema, every CSV loads, feeds are XML to a strict reader."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas
import pytest
from browser_tools import missing
from jsonschema import Draft202012Validator, FormatChecker

from ogpsite import published as shapes
from ogpsite.build import Result
from ogpsite.model import kinds
from outputs.conftest import Make, Outputs
from outputs.test_datapackage import PROFILE
from outputs.test_feeds import JSON_FEED

pytestmark = pytest.mark.slow  # each builds sites of its own

FIGURES = (
    # which schema each file of figures fits
    (r"progress/index\.json", "figures-overview"),
    (r"progress/.+/index\.json", "figures-progress"),
    (r"standards/index\.json", "figures-standards"),
    (r"standards/[^/]+/index\.json", "figures-requirement"),
    (r"changes/index\.json", "figures-changes"),
    (r"changes/corrections/index\.json", "figures-corrections"),
    (r"consultations/[^/]+/contributions/index\.json", "figures-answers"),
    (r"forum/(?:[^/]+/)?figures\.json", "figures-forum"),
    (r"plans/[^/]+/cycle/index\.json", "figures-cycle"),
    (r"\.well-known/ogp\.json", "ogp"),
    (r"index\.json", "site"),
)
# files whose forms are those of other standards, and are held by their own tests with those standards' own tools
ELSEWHERE = ("openapi.json", "data/csv-metadata.json", "data/catalog.jsonld", "_host/")


def schemas(outputs: Outputs, sample: Result) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every JSON file with the schema that it must fit."""
    assert sample.edition
    by_address = {kinds.address_of(one): one.meta.kind for one in sample.edition.site.by_uid.values()}
    api = json.loads(outputs["openapi.json"])
    for path in outputs:
        kind = by_address.get(f"/{path.removesuffix('index.json')}") if path.endswith("/index.json") else None
        if not path.endswith((".json", ".jsonld")) or path.startswith(ELSEWHERE):
            continue
        if path.startswith("schemas/"):
            yield path, Draft202012Validator.META_SCHEMA
        elif path.endswith("feed.json"):
            yield path, JSON_FEED
        elif path == "data/datapackage.json":
            yield path, PROFILE
        elif path.startswith("data/"):
            name = path.removeprefix("data/").removesuffix(".json")
            if name == "ogp-commitments":
                yield path, {"type": "array", "items": {"type": "object"}}
                continue
            rows = api["paths"][f"/api/v1/{name}.json"]["get"]["responses"]["200"]["content"]["application/json"]
            yield path, {**items_of(rows["schema"], api), "components": api["components"]}
        elif path.startswith("api/v1/") and path != "api/v1/index.json":
            name = path.removeprefix("api/v1/").partition("/")[0].removesuffix(".json")
            answer = api["paths"][f"/api/v1/{name}.json"]["get"]["responses"]["200"]["content"]["application/json"]
            yield path, {**answer["schema"], "components": api["components"]}
        elif path == "api/v1/index.json":
            answer = api["paths"]["/api/v1/index.json"]["get"]["responses"]["200"]["content"]["application/json"]
            yield path, {**answer["schema"], "components": api["components"]}
        elif kind in shapes.published_kinds():
            yield path, json.loads(outputs[f"schemas/{kind}.json"])
        else:
            found = [name for pattern, name in FIGURES if re.fullmatch(pattern, path)]
            assert found, f"{path}: which schema does it fit?"
            yield path, json.loads(outputs[f"schemas/{found[0]}.json"])


def items_of(schema: dict[str, Any], api: dict[str, Any]) -> dict[str, Any]:
    """The schema of a page's rows."""
    if "$ref" in schema:
        schema = api["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    found: dict[str, Any] = schema["properties"]["items"]
    return found


def test_every_json_fits_its_schema(outputs: Outputs, sample: Result) -> None:
    checked = 0
    for path, schema in schemas(outputs, sample):
        errors = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(json.loads(outputs[path]))
        assert [f"{path}: {error.json_path}: {error.message[:200]}" for error in errors] == []
        checked += 1
    assert checked > 250


def test_own_addresses_in_files_for_machines_lead_to_files(outputs: Outputs, sample: Result) -> None:
    """What a table, a feed, a calendar or a record names of the site itself is there, with the place within it.

    A `#name` of `/data/` in the catalogue is the name of a thing, and no place within a page.
    """
    there = {one.path for one in sample.outputs}
    own = re.compile(r"https://opengov\.nouria\.example(/[^\s\"<>,;|()\\]*)")
    named: dict[str, str] = {}
    for path, data in outputs.items():
        if path.endswith((".json", ".jsonld", ".csv", ".xml", ".ics")) and not path.startswith(("schemas/", "_host/")):
            text = data.decode().replace("\r\n ", "")
            named |= dict.fromkeys(own.findall(text), path)
    anchors: dict[str, set[str]] = {}
    lost = {}
    for address, where in named.items():
        path, _, place = unquote(address.removeprefix("/")).partition("#")
        path = f"{path}index.html" if path.endswith("/") or not path else path
        if "{" in path or path == "api/v1/index.html":
            continue  # templates of addresses, and what the paths of the API begin with
        if path not in there:
            lost[address] = where
        elif place and path.endswith(".html") and not where.endswith("catalog.jsonld"):
            if path not in anchors:
                anchors[path] = set(re.findall(r'\bid="?([^"\s>]+)', outputs[path].decode()))
            if place not in anchors[path]:
                lost[address] = where
    assert lost == {} and len(named) > 1000


def test_schemas_of_figures_are_no_open_doors(outputs: Outputs) -> None:
    for path, name in (("progress/index.json", "figures-overview"), ("standards/index.json", "figures-standards")):
        validator = Draft202012Validator(json.loads(outputs[f"schemas/{name}.json"]))
        found = json.loads(outputs[path])
        assert list(validator.iter_errors(found | {"more": 1}))
        assert list(validator.iter_errors({key: value for key, value in found.items() if key != "day"}))


def test_pandas_loads_every_csv_with_no_option_but_the_path(outputs: Outputs, tmp_path: Path) -> None:
    """As many rows and columns as the file has; every name of a column once; the files for spreadsheets apart."""
    paths = [path for path in outputs if path.endswith(".csv") and not path.endswith("-semicolon.csv")]
    assert len(paths) > 17
    for path in paths:
        file = tmp_path / "table.csv"
        file.write_bytes(outputs[path])
        rows = list(csv.reader(io.StringIO(outputs[path].decode("utf-8-sig"), newline="")))
        frame = pandas.read_csv(file)
        assert list(frame.columns) == rows[0] and len(set(rows[0])) == len(rows[0]), path
        assert len(frame) == len([row for row in rows[1:] if row]), path
        assert "\ufeff" not in frame.columns[0], path


def test_feeds_are_xml_to_the_nu_checker(outputs: Outputs, tmp_path: Path, nu_checker: list[str]) -> None:
    """Well-formed, with no control characters and no broken encoding. (The checker has no schema for Atom itself:
    its rules are held by test_feeds.py.) One broken feed goes along, so that the checker is seen to work."""
    feeds = [path for path in outputs if path.endswith("feed.xml")][:60]
    for number, path in enumerate(feeds):
        (tmp_path / f"{number}.xml").write_bytes(outputs[path])
    (tmp_path / "broken.xml").write_bytes(outputs[feeds[0]].replace(b"</title>", b"</titel>", 1))
    words = [*nu_checker, "--xml", *sorted(map(str, tmp_path.glob("*.xml")))]
    outcome = subprocess.run(words, capture_output=True, text=True, check=False, timeout=600)
    said = [one for one in json.loads(outcome.stdout)["messages"] if one.get("subType") == "fatal"]
    assert said and {one["url"].rpartition("/")[2] for one in said} == {"broken.xml"}


FORMULAS = {
    "content/consultations/2024-ideas/contributions.yaml": """\
- key: c-1
  text: "=1+1"
  attribution: anonymous
- key: c-2
  text: "=HYPERLINK(\\"http://evil.example\\";\\"click\\")"
  attribution: anonymous
- key: c-3
  text: "@SUM(1;2)"
  attribution: anonymous
- key: c-4
  text: "+1+cmd|' /C calc'!A0"
  attribution: anonymous
- key: c-5
  text: "Été à l'œuvre – عربي, ñandú; «ça»"
  attribution: anonymous
""",
    "content/consultations/2024-ideas/responses.yaml": None,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["contributions-semicolon.csv", "workbook.xlsx", "contributions.csv"])
def test_libreoffice_opens_it(made: Make, tmp_path: Path, name: str) -> None:
    """As a spreadsheet that holds the right characters and computes nothing."""
    if not shutil.which("soffice"):
        missing("LibreOffice", "install it (Debian: apt-get install libreoffice-calc)")
    (tmp_path / name).write_bytes(made("tables", changes=FORMULAS)[f"data/{name}"])
    form = [] if name.endswith(".xlsx") else ["--infilter=CSV:59/44,34,76,1"]  # both separators, UTF-8
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", home, "--headless", *form, "--convert-to", "fods", "--outdir", str(tmp_path), name]
    outcome = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    opened = tmp_path / f"{name.rpartition('.')[0]}.fods"
    assert opened.is_file(), outcome.stderr
    text = opened.read_text("utf-8")
    assert "Été à l" in text and "عربي" in text and "ñandú" in text and "«ça»" in text
    formulas = set(re.findall(r'table:formula="([^"]*)"', text)) - {"of:=TRUE()", "of:=FALSE()"}
    assert formulas == set(), "nothing is computed; true and false are LibreOffice's way to write a boolean"
    assert 'xlink:href="http://evil' not in text
    assert "=1+1" in text, "the words are still there"


def test_the_workbook_has_no_formula(outputs: Outputs) -> None:
    book = zipfile.ZipFile(io.BytesIO(outputs["data/workbook.xlsx"]))
    assert not [name for name in book.namelist() if re.search(rb"<f[ >]", book.read(name))]
