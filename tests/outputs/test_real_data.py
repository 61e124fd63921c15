"""The open data of real trackers, imported as the README says, is as valid as that of the sample."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import feedparser
import pytest
from click.testing import CliRunner
from icalendar import Calendar
from jsonschema import Draft202012Validator
from sites import DAY

from ogpsite import build
from ogpsite.cli import commands

with warnings.catch_warnings():  # what the library does on import is not ours
    warnings.simplefilter("ignore")
    import frictionless

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.mark.parametrize("name", ["us-nap5", "canada-nap6"])
def test_everything_validates(name: str, real: Path, tmp_path: Path) -> None:
    source = real / name / f"{name}.xlsx"
    root, target = tmp_path / "site", tmp_path / "output"
    done = CliRunner().invoke(commands, ["import", "table", str(source), "--map", name, "--into", str(root)])
    assert done.exit_code == 0, done.output
    assert build.build(build.Job(root, DAY), target).ok
    report = frictionless.validate(str(target / "data" / "datapackage.json"))
    assert report.flatten(["fieldName", "rowNumber", "note"]) == []
    for path in target.rglob("feed.xml"):
        read: Any = feedparser.parse(path.read_bytes())
        assert not read.bozo, path
    calendars = list(target.rglob("calendar.ics"))
    assert calendars
    for path in calendars:
        assert Calendar.from_ical(path.read_bytes()).walk("VEVENT"), path
    schemas = {path.stem: json.loads(path.read_text("utf-8")) for path in (target / "schemas").glob("*.json")}
    checked = 0
    for path in target.rglob("index.json"):
        found = json.loads(path.read_text("utf-8"))
        if found.get("kind") in schemas:
            checked += 1
            assert not list(Draft202012Validator(schemas[found["kind"]]).iter_errors(found)), path
    assert checked >= 15
