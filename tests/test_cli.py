"""The command line: every command and option, words and exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from sites import DAY, LONE, ROOT, bare, bare_theme, write_site

from ogpsite import build, cli, load
from ogpsite.cli import building
from ogpsite.model import kinds

AS_OF = ("--as-of", DAY.isoformat())
Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small site in one language and the bare theme."""
    return write_site(tmp_path / "site", {**bare_theme(), "site.yaml": bare(LONE["site.yaml"])})


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of whoever runs the tests makes no difference."""
    for name in ("SOURCE_DATE_EPOCH", "OGPSITE_DEBUG", "CI"):
        monkeypatch.delenv(name, raising=False)


def run(*words: str) -> Result:
    """A command, as `main` runs it."""
    return CliRunner().invoke(cli.commands, list(words), standalone_mode=False)


def code_of(words: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of the whole program."""
    monkeypatch.setattr(sys, "argv", ["ogpsite", *words])
    with pytest.raises(SystemExit) as end:
        cli.main()
    return int(str(end.value.code))


# build and check


def test_build(root: Path) -> None:
    outcome = run("build", "-s", str(root), *AS_OF)
    assert outcome.return_value == 0, outcome.stderr
    assert re.fullmatch(rf"Built \d+ pages, \d+ files in [\d.]+ s: {re.escape(str(root / 'output'))}\n", outcome.stdout)
    assert outcome.stderr == ""
    assert (root / "output/index.html").is_file()
    again = run("build", "-s", str(root), *AS_OF, "--json")
    data = json.loads(again.stdout)
    assert (data["written"], data["removed"], data["unchanged"]) == (0, 0, data["files"])


def test_build_somewhere_else(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    assert run("build", "-s", str(root), *AS_OF, "-o", str(target)).return_value == 0
    assert (target / "index.html").is_file() and not (root / "output").exists()


def test_build_in_the_folder_itself(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert run("build", *AS_OF).return_value == 0
    (root / "content/home.md").write_text("---\ntitle: [x]\n---\n")
    outcome = run("check", *AS_OF)
    assert outcome.stderr.startswith("content/home.md:2: error: title: "), "no folder before the place"


def test_check_writes_nothing(root: Path) -> None:
    outcome = run("check", "-s", str(root), *AS_OF)
    assert (outcome.return_value, outcome.stderr) == (0, "")
    assert outcome.stdout.startswith("Checked 14 records, ")
    assert not (root / "output").exists()


def test_the_shape_of_the_result_for_machines(root: Path) -> None:
    (root / "content/notes.txt").write_text("x")
    (root / "content/home.md").write_text("TBD\n")
    outcome = run("check", "-s", str(root), *AS_OF, "--json")
    assert (outcome.return_value, outcome.stderr) == (1, "")
    data = json.loads(outcome.stdout)
    told = data.pop("problems")
    assert data == {
        "ok": False,
        "errors": 1,
        "warnings": 1,
        "records": 0,
        "day": None,
        "pages": 0,
        "files": 0,
        "written": 0,
        "unchanged": 0,
        "removed": 0,
        "untranslated": {},
    }
    assert told[1] == {
        "file": "content/notes.txt",
        "line": None,
        "severity": "error",
        "code": "unread",
        "message": "nothing reads this file",
        "hint": "move it, or mention it in a record",
        "text": None,
    }
    assert (told[0]["severity"], told[0]["line"], told[0]["text"]) == ("warning", 1, "TBD")


def test_two_places_for_machines(root: Path) -> None:
    (root / "content/pages").mkdir()
    for name in ("a", "b"):
        (root / f"content/pages/{name}.md").write_text("---\ntitle: T\naliases: [/old/]\n---\n")
    (problem,) = json.loads(run("check", "-s", str(root), *AS_OF, "--json").stdout)["problems"]
    assert problem["see"] == {"file": "content/pages/a.md", "line": 3}


def test_numbers_of_problems(root: Path) -> None:
    for name in ("a", "b"):
        (root / f"content/{name}.txt").write_text("x")
    (root / "content/home.md").write_text("TBD\n")
    assert run("check", "-s", str(root), *AS_OF).stderr.endswith("Nothing was written: 2 errors, 1 warning.\n")


def test_drafts(root: Path) -> None:
    (root / "content/news").mkdir()
    (root / "content/news/a.md").write_text("---\ntitle: A\ndate: 2026-01-01\ndraft: true\n---\n")
    assert json.loads(run("check", "-s", str(root), *AS_OF, "--json").stdout)["records"] == 14
    assert json.loads(run("check", "-s", str(root), *AS_OF, "--json", "--drafts").stdout)["records"] == 15


def test_another_address(root: Path) -> None:
    run("build", "-s", str(root), *AS_OF, "--base-url", "https://preview.example/branch/")
    assert "https://preview.example/branch/plans/" in (root / "output/sitemap.xml").read_text()


def day_of(root: Path, *words: str) -> str:
    return str(json.loads(run("check", "-s", str(root), "--json", *words).stdout)["day"])


def test_the_day(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert day_of(root, "--as-of", "2026-01-31") == "2026-01-31"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225599")
    assert day_of(root) == "2025-12-31"
    (root / "site.yaml").write_text((root / "site.yaml").read_text() + "timezone: Africa/Tunis\n")
    assert day_of(root) == "2026-01-01", "the day in the site's own time zone"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert day_of(root) > "2026-01-01"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["build", "--as-of", "2026-06-31"], "--as-of: '2026-06-31' is not a day: June has 30 days; write a day as "),
        (["check", "--as-of", "today"], "--as-of: 'today' is not a day"),
        (["check", "-s", "nowhere"], "There is no folder 'nowhere'."),
        (["build", "--output", ""], "--output is empty; name a folder."),
        (["build", "--base-url", "preview.example"], "--base-url 'preview.example' is not an address"),
        (["build", "--outptu", "x"], "No such option"),
        (["biuld"], "No such command"),
        (["build", "extra"], "unexpected extra argument"),
        (["schema", "plam"], "There is no kind 'plam'; did you mean 'plan'?"),
        (["init"], "Missing argument"),
        (["new", "plan"], "Missing argument"),
        (["import", "table", "x.csv"], "Say which map"),
    ],
)
def test_wrong_usage(
    words: list[str], told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert code_of(words, monkeypatch) == 2
    assert told in capsys.readouterr().err


def test_exit_codes(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["check", "-s", str(root), *AS_OF]
    assert code_of(words, monkeypatch) == 0
    (root / "content/notes.txt").write_text("x")
    assert code_of(words, monkeypatch) == 1
    assert code_of(["check", "-s", str(root / "content"), *AS_OF], monkeypatch) == 1
    assert "there is no site.yaml in this folder" in capsys.readouterr().err


def test_a_fault_of_ours_is_told_as_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fails(**options: Any) -> int:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(building.check, "callback", fails)
    assert code_of(["check"], monkeypatch) == 70
    told = capsys.readouterr().err
    assert "has a fault of its own: ZeroDivisionError: oh" in told
    assert "not a fault of your content" in told and "OGPSITE_DEBUG=1" in told
    monkeypatch.setenv("OGPSITE_DEBUG", "1")
    monkeypatch.setattr(sys, "argv", ["ogpsite", "check"])
    with pytest.raises(ZeroDivisionError):
        cli.main()


@pytest.mark.parametrize("signal", [KeyboardInterrupt, click.exceptions.Abort])
def test_whoever_interrupts_sees_no_traceback(signal: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**options: Any) -> int:
        raise signal

    monkeypatch.setattr(building.check, "callback", interrupted)
    assert code_of(["check"], monkeypatch) == 130


# init and new

ANSWERS = (
    "--member Testland --languages en,fr --lead-agency Office --url https://o.example/ --email a@o.example".split()
)


def test_init_then_check_then_build(tmp_path: Path) -> None:
    root = tmp_path / "my site"
    outcome = run("init", str(root), *ANSWERS)
    assert outcome.return_value == 0
    assert f"wrote {root.as_posix()}/site.yaml" in outcome.stdout
    assert "Still examples" not in outcome.stdout
    for words in (["check", "--strict"], ["build"]):
        outcome = run(*words, "-s", str(root), *AS_OF)
        assert (outcome.return_value, outcome.stderr) == (0, "")
    assert "Testland" in (root / "output/fr/index.html").read_text()


def test_init_asks_nobody_where_nobody_is(tmp_path: Path) -> None:
    outcome = run("init", str(tmp_path / "a"))
    assert outcome.return_value == 0
    assert "Still examples in site.yaml: url, contact.email." in outcome.stdout
    assert run("check", "-s", str(tmp_path / "a"), *AS_OF).return_value == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "answers",
    [
        ["--member", 'Côte d\'Ivoire: "nord" #1', "--lead-agency", "& Co: {x} [y] 'z'", "--email", "a@b.example"],
        ["--member", "تونس", "--lead-agency", "الهيئة", "--languages", "ar"],
        ["--member", "No", "--lead-agency", "Yes", "--languages", "no en"],
    ],
)
def test_init_takes_any_words(tmp_path: Path, answers: list[str]) -> None:
    root = tmp_path / "site"
    assert run("init", str(root), *answers).return_value == 0
    outcome = run("check", "-s", str(root), *AS_OF)
    assert (outcome.return_value, outcome.stderr) == (0, "")


def test_init_speaks_the_first_language(tmp_path: Path) -> None:
    answers = ["--member", "تونس {x}", "--lead-agency", "الهيئة", "--languages", "ar,en"]
    assert run("init", str(tmp_path), *answers).return_value == 0
    assert 'title: "الحكومة المنفتحة: تونس {x}"' in (tmp_path / "site.yaml").read_text("utf-8")
    shown = [(tmp_path / "content" / name).read_text("utf-8") for name in ("home.md", "pages/about.md")]
    assert all("الهيئة" in text and not re.search("[A-Z][a-z]", text) for text in shown)


def test_init_never_writes_over_anything(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("mine")
    outcome = run("init", str(tmp_path), *ANSWERS)
    assert outcome.return_value == 1
    assert "site.yaml is already there" in outcome.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["site.yaml"]
    assert (tmp_path / "site.yaml").read_text() == "mine"


NEW = [
    ("plan", "2029-2032", "content/plans/2029-2032/plan.md"),
    ("version", "2025-2028@draft-1", "content/plans/2025-2028/versions/draft-1.md"),
    ("commitment", "2025-2028/open-courts", "content/plans/2025-2028/commitments/open-courts/commitment.md"),
    ("commitment", "open-sea", "content/commitments/open-sea/commitment.md"),
    (
        "progress",
        "2025-2028/open-clinics@2026-q3",
        "content/plans/2025-2028/commitments/open-clinics/progress/2026-q3.md",
    ),
    ("consultation", "2026-draft", "content/consultations/2026-draft/consultation.md"),
    ("contribution", "2024-ideas/c-3", "content/consultations/2024-ideas/contributions/c-3.md"),
    ("forum", "south", "content/forum/south/forum.md"),
    ("meeting", "2026-06-01-third", "content/forum/meetings/2026-06-01-third.md"),
    ("event", "2026-06-01-workshop", "content/events/2026-06-01-workshop.md"),
    ("assessment", "2026-irm-results", "content/assessments/2026-irm-results.md"),
    ("support", "2026-grant", "content/support/2026-grant.md"),
    ("document", "2026-decree", "content/documents/2026-decree.md"),
    ("news", "2026-06-01-start", "content/news/2026-06-01-start.md"),
    ("page", "about", "content/pages/about.md"),
]


def test_new_writes_valid_records(root: Path) -> None:
    for kind, key, path in NEW:
        outcome = run("new", kind, key, "-s", str(root))
        assert (outcome.return_value, outcome.stderr) == (0, "")
        assert outcome.stdout == f"wrote {(root / path).as_posix()}\n"
    assert run("check", "-s", str(root), *AS_OF).stderr == ""
    for _, _, path in NEW:
        uncommented = "\n".join(
            line.removeprefix("# ") if line.startswith("# draft") else line
            for line in (root / path).read_text().split("\n")
        )
        (root / path).write_text(uncommented)
    job = build.Job(root, DAY)
    tree, faults = load.load(root)
    edition, found = build.understand(job, tree, faults)
    assert edition and (*faults, *found) == (), "drafts, as their comments propose it"


def test_new_publishes_no_invented_words(root: Path) -> None:
    """What is only an example keeps its record out, until somebody wrote it or gave it."""
    for kind, key, path in NEW:
        assert run("new", kind, key, "-s", str(root)).return_value == 0
        text = (root / path).read_text()
        assert text.count("\ndraft: true") == (kind in ("contribution", "support", "document")), kind
    given = ("--set", "text=Plant trees")
    assert run("new", "contribution", "2024-ideas/c-4", "-s", str(root), *given).return_value == 0
    assert "\ndraft" not in (root / "content/consultations/2024-ideas/contributions/c-4.md").read_text()


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("organisation", "content/organisations.yaml"),
        ("check", "content/plans/PLAN/commitments/COMMITMENT/checks.yaml"),
        ("milestone", "content/plans/PLAN/commitments/KEY/commitment.md"),
    ],
)
def test_new_says_where_other_kinds_are_written(root: Path, kind: str, file: str) -> None:
    assert f"write it into {file}" in run("new", kind, "x", "-s", str(root)).stderr


def test_new_knows_every_kind_with_a_file_of_its_own() -> None:
    alone = {one.name for one in kinds.TABLE if any("{key}" in file for file in one.files)}
    assert {kind for kind, _, _ in NEW} == alone


@pytest.mark.parametrize(
    ("kind", "key", "told"),
    [
        ("plam", "2029", "there is no kind 'plam' that has a file of its own"),
        ("organisation", "court", "there is no kind 'organisation' that has a file of its own"),
        ("plan", "Plan 4", "'Plan 4' can't be an address"),
        ("plan", "../x", "'../x' can't be an address"),
        ("commitment", "2029/open", "there is no action plan '2029'"),
        ("progress", "2025-2028/open@2026-06", "there is no commitment '2025-2028/open'"),
        ("progress", "2026-06", "say to which commitment it belongs"),
        ("contribution", "c-1", "say to which consultation it belongs"),
        ("plan", "2025-2028", "content/plans/2025-2028/plan.md is already there"),
    ],
)
def test_new_refuses_in_words(root: Path, kind: str, key: str, told: str) -> None:
    before = sorted(root.rglob("*"))
    outcome = run("new", kind, key, "-s", str(root))
    assert outcome.return_value == 1
    assert told in outcome.stderr
    assert sorted(root.rglob("*")) == before


# schema, help, version


def test_schema() -> None:
    assert run("schema").stdout.split() == [kind.name for kind in kinds.TABLE]
    assert json.loads(run("schema", "plan").stdout)["title"] == "Action plan"


def test_version_and_help() -> None:
    from ogpsite import __version__

    assert run("--version").stdout.startswith(f"ogpsite, version {__version__}\n")
    for words in ([], *([name] for name in cli.COMMANDS)):
        outcome = run(*words, "--help")
        assert outcome.stdout.startswith("Usage: ") and outcome.stderr == ""
        assert run(*words, "-h").stdout == outcome.stdout


HEAVY = ("jinja2", "babel", "markdown", "yaml", "tornado", "nh3", "livereload", "watchdog", "python_calamine")


def program(*words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, cwd=ROOT, check=False, **options)


def test_help_opens_no_heavy_library() -> None:
    script = f"import sys; from ogpsite import cli; print([name for name in {HEAVY} if name in sys.modules])"
    assert program("-c", script).stdout == "[]\n"


@pytest.mark.slow
def test_the_whole_program(root: Path) -> None:
    fine = program("-m", "ogpsite", "build", "-s", str(root), *AS_OF)
    assert (fine.returncode, fine.stderr) == (0, "")
    (root / "content/plans/2025-2028/plan.md").write_text("---\ntitle: a: b\n---\n")
    wrong = program("-m", "ogpsite", "build", "-s", str(root), *AS_OF)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "Traceback" not in wrong.stderr
    assert program("-m", "ogpsite", "bild").returncode == 2


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no such pipes")
def test_a_reader_that_goes_away_sees_no_traceback(root: Path) -> None:
    command = f"{sys.executable} -m ogpsite check --json -s {root} {' '.join(AS_OF)} | head -c 1"
    outcome = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, check=False)
    assert outcome.stderr == ""
