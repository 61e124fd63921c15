"""Content of an older model is carried forward. The first step is made here, as if a version 2 were there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sites import SMALL, check_site, words, write_site

import ogpsite
from ogpsite import migrate
from ogpsite.cli import commands
from ogpsite.problems import Refused, worded

PLAN = "content/plans/2025-2028/plan.md"


def second(path: str, text: str) -> str:
    """A version 2 in which plans would call their number `ordinal`."""
    return migrate.renamed(text, "number", "ordinal") if path.endswith("/plan.md") else text


NUMBERED = {PLAN: SMALL[PLAN].replace("start:", "number: 3  # the third\nstart:", 1) + "\nnumber: in the text\n"}


def test_a_first_migration(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", NUMBERED)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    changed = migrate.changes(root, {1: second}, 2)
    assert set(changed) == {"site.yaml", PLAN}
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before, "nothing is written yet"
    kept = migrate.migrate(root, changed, 1)
    plan = (root / PLAN).read_text("utf-8")
    assert "ordinal: 3  # the third\n" in plan and plan.endswith("number: in the text\n")
    assert (root / "site.yaml").read_text("utf-8").startswith("model: 2\n")
    assert {name: (kept / name).read_bytes() for name in changed} == {name: before[root / name] for name in changed}
    assert migrate.changes(root, {1: second}, 2) == {}, "once is enough"


def test_several_steps_and_a_version_that_is_said(tmp_path: Path) -> None:
    settings = {"site.yaml": SMALL["site.yaml"].replace("url:", "model: 1  # as of 2026\nurl:", 1)}
    root = write_site(tmp_path / "site", NUMBERED, settings)
    steps = {1: second, 2: lambda path, text: migrate.renamed(text, "ordinal", "place")}
    changed = migrate.changes(root, steps, 3)
    assert "place: 3" in changed[PLAN][1]
    assert "\nmodel: 3\n" in changed["site.yaml"][1] and changed["site.yaml"][1].count("model:") == 1


def test_content_of_a_newer_model(tmp_path: Path) -> None:
    settings = {"site.yaml": f"{SMALL['site.yaml']}model: 9\n"}
    result = check_site(tmp_path / "site", settings)
    last = SMALL["site.yaml"].count("\n") + 1
    assert words(result.problems)[0].startswith(
        f"site.yaml:{last}: error: model: this site is written in version 9 of the content model; "
        f"this ogpsite reads {ogpsite.MODEL}  [settings]"
    )
    with pytest.raises(Refused) as refused:
        migrate.changes(tmp_path / "site")
    assert "install a newer ogpsite" in worded(refused.value.problems[0])


def test_content_of_an_older_model(tmp_path: Path) -> None:
    result = check_site(tmp_path / "site", {"site.yaml": f"{SMALL['site.yaml']}model: 0\n"})
    assert "carry it forward: ogpsite migrate --dry-run" in words(result.problems)[0]


def test_a_file_that_cannot_be_read_stops_it(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {"content/home.md": b"---\ntitle: \xff\n---\n"})
    with pytest.raises(Refused) as refused:
        migrate.changes(root, {1: second}, 2)
    assert refused.value.problems[0].place.path == "content/home.md"


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(tmp_path / "site", NUMBERED)

    def run(*more: str) -> tuple[int, str]:
        done = CliRunner().invoke(commands, ["migrate", "--source", str(root), *more], standalone_mode=False)
        return done.return_value, done.output

    assert run() == (0, f"The content is of version {ogpsite.MODEL} already; nothing was written.\n")
    monkeypatch.setattr(ogpsite, "MODEL", 2)
    monkeypatch.setattr(migrate.changes, "__defaults__", ({1: second}, 2))
    code, told = run("--dry-run")
    assert code == 0 and "-number: 3  # the third\n+ordinal: 3  # the third\n" in told
    assert told.endswith("2 files would change; nothing was written.\n")
    code, told = run()
    assert code == 0 and told.startswith("Carried 2 files forward from version 1 to 2.\n")


def test_versions_are_told() -> None:
    told = CliRunner().invoke(commands, ["--version"]).output
    assert told == (
        f"ogpsite, version {ogpsite.__version__}\ncontent model {ogpsite.MODEL}\n"
        "rule sets: national-2022, national-2017, local\n"
    )
