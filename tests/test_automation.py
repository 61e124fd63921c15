"""The files of `init --ci`: they are what the hosts expect, everything is pinned, and their commands run."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

import ogpsite
from ogpsite import automation
from ogpsite.cli import COMMANDS, commands

pytestmark = pytest.mark.slow  # each builds sites of its own

PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}")


def site(tmp_path: Path, host: str) -> Path:
    words = ["init", str(tmp_path / "site"), "--member", "Testland", "--languages", "en", "--ci", host]
    words += ["--lead-agency", "Office", "--url", "https://ogp.testland.example/", "--email", "unit@testland.example"]
    done = CliRunner().invoke(commands, words, standalone_mode=False)
    assert done.return_value == 0, done.output
    return tmp_path / "site"


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def lines(found: Any) -> list[str]:
    """Every command line of a workflow."""
    if isinstance(found, dict):
        own = [found["run"]] if isinstance(found.get("run"), str) else []
        return own + [one for value in found.values() for one in lines(value)]
    if isinstance(found, list):
        return [one for value in found for one in ([value] if isinstance(value, str) else lines(value))]
    return []


def ours(found: Any) -> list[list[str]]:
    """The words of each call of ogpsite; what comes after a redirection is the shell's."""
    calls = [line for line in lines(found) if line.startswith("ogpsite ")]
    return [shlex.split(re.split(r" [|>]", line)[0])[1:] for line in calls]


def test_nothing_by_default(tmp_path: Path) -> None:
    root = site(tmp_path, "none")
    assert not [path for path in root.rglob("*") if path.name in (".github", ".gitlab-ci.yml", "Dockerfile")]


def test_github(tmp_path: Path) -> None:
    root = site(tmp_path, "github")
    workflow = read(root / ".github/workflows/site.yaml")
    triggers = workflow[True]  # YAML 1.1 reads `on` as true
    assert set(triggers) == {"push", "pull_request", "schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {"contents": "read"}
    text = "".join(path.read_text("utf-8") for path in (root / ".github/workflows").iterdir())
    uses = re.findall(r"uses: (\S+)", text)
    assert uses and all(PINNED.fullmatch(one) for one in uses)
    assert "{{" not in text.replace("${{", "")
    links = read(root / ".github/workflows/links.yaml")
    assert links["permissions"]["issues"] == "write" and links[True]["schedule"]


def test_gitlab(tmp_path: Path) -> None:
    jobs = read(site(tmp_path, "gitlab") / ".gitlab-ci.yml")
    assert jobs["pages"]["artifacts"]["paths"] == ["public"]
    assert jobs["proposal"]["artifacts"]["reports"]["codequality"] == "quality.json"
    assert ["links"] in ours(jobs["links"])


def test_versions_are_pinned(tmp_path: Path) -> None:
    root = site(tmp_path, "gitlab")
    assert f"ogpsite=={ogpsite.__version__}\n" in (root / "requirements.txt").read_text("utf-8")
    assert f"FROM python:{automation.PYTHON}-slim\n" in (root / ".devcontainer/Dockerfile").read_text("utf-8")
    container = json.loads((root / ".devcontainer/devcontainer.json").read_text("utf-8"))
    assert (root / ".devcontainer" / container["build"]["dockerfile"]).is_file()


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_the_commands_run(host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site(tmp_path, host)
    found = [call for path in automation.FILES[host] for call in ours(read(root / path))]
    assert {call[0] for call in found} == {"check", "build", "links"}
    monkeypatch.chdir(root)
    for call in found:
        assert call[0] in COMMANDS
        done = CliRunner().invoke(commands, call, standalone_mode=False)
        assert done.exception is None and done.return_value == 0, (call, done.output)
