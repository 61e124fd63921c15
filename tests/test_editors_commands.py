"""What editors type: `new` and its questions, `report`, `translate`, `editors` with the hook, and `check --format`."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result
from sites import DAY, ROOT, write_site

from ogpsite import build, load, schema
from ogpsite.cli import commands
from ogpsite.model import kinds, records
from ogpsite.problems import Problem
from ogpsite.start import MARK

pytestmark = pytest.mark.slow  # runs commands in processes of their own

AS_OF = ("--as-of", "2026-11-24")
PLAN = "content/plans/2025-2028"
COMMITMENT = f"{PLAN}/commitments/open-clinics/commitment.md"
HANG = 120  # seconds after which something hangs


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(one) for one in arguments], standalone_mode=False)


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 24 November 2026


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path)


def problems(root: Path, drafts: bool = True) -> list[str]:
    """What is wrong with a site, as far as reading goes."""
    job = build.Job(root, DAY, drafts)
    tree, faults = load.load(root)
    _, found = build.understand(job, tree, faults)
    return [f"{one.place}: {one.message}" for one in (*faults, *found)]


# new


def test_new_takes_values(root: Path) -> None:
    outcome = run(
        "new", "commitment", "2025-2028/open-desks", "--source", root, "--title", 'Say "open": desks', "--set",
        "lead=health", "--set", "values=transparency, participation", "--set", "summary=A: b # c", "--set", "number=7",
    )  # fmt: skip
    assert (outcome.return_value, outcome.stderr) == (0, "")
    text = (root / f"{PLAN}/commitments/open-desks/commitment.md").read_text("utf-8")
    found = yaml.safe_load(text.split("---")[1])
    assert found == {
        "title": 'Say "open": desks',
        "number": 7,
        "lead": "health",
        "summary": "A: b # c",
        "values": ["transparency", "participation"],
    }
    assert problems(root) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("led=health", "a commitment has no field 'led'"),
        ("lead=helth", "did you mean 'health'?"),
        ("start=2026-02-30", "February 2026 has 28 days"),
        ("values=transparent", "did you mean 'transparency'?"),
    ],
)
def test_new_refuses_a_wrong_value_and_writes_nothing(root: Path, given: str, told: str) -> None:
    before = sorted(root.rglob("*"))
    outcome = run("new", "commitment", "2025-2028/x", "--source", root, "--set", given)
    assert outcome.return_value == 1
    assert told in outcome.stderr
    assert sorted(root.rglob("*")) == before


def controlled() -> None:
    """Makes the standard input the terminal of the process, so that Ctrl-C reaches it.

    What started the tests may ignore Ctrl-C, as shells do for what runs in the background; a terminal doesn't.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A person at a terminal, who answers what is asked."""

    def __init__(self, root: Path, *arguments: str, **environment: str) -> None:
        self.heard = ""
        here, there = pty.openpty()
        command = [sys.executable, "-m", "ogpsite", *arguments, "--source", str(root)]
        given = {key: value for key, value in os.environ.items() if key not in ("EDITOR", "VISUAL")} | environment
        self.process = subprocess.Popen(
            command, stdin=there, stdout=there, stderr=there, env=given, start_new_session=True, preexec_fn=controlled
        )
        os.close(there)
        self.file = here

    def until(self, words: str) -> None:
        """Waits until something is said."""
        end = time.monotonic() + HANG
        while words not in self.heard:
            assert time.monotonic() < end, self.heard
            if select.select([self.file], [], [], 0.2)[0]:
                try:
                    piece = os.read(self.file, 4096)
                except OSError:  # the other side is gone
                    piece = b""
                assert piece, f"{words!r} was never said: {self.heard}"
                self.heard += piece.decode()

    def answer(self, question: str, words: str) -> None:
        self.until(question)
        self.heard = self.heard[self.heard.index(question) + len(question) :]
        os.write(self.file, f"{words}\n".encode())

    def leave(self) -> None:
        """Presses Ctrl-C, again where a library swallowed it, as people do."""
        for _ in range(HANG):
            os.write(self.file, b"\x03")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(1)
                return

    def ends(self) -> int:
        """The exit code; what was still to be said is heard."""
        end = time.monotonic() + HANG
        while time.monotonic() < end:
            try:
                if select.select([self.file], [], [], 0.2)[0]:
                    self.heard += os.read(self.file, 4096).decode()
                elif self.process.poll() is not None:
                    break
            except OSError:  # the other side is gone
                break
        os.close(self.file)
        return self.process.wait(HANG)


def test_new_asks_at_a_terminal(root: Path) -> None:
    text = (root / COMMITMENT).read_text("utf-8")
    (root / COMMITMENT).write_text(text.replace("lead: health", 'lead: health\nnumber: "4"'), "utf-8")
    editor = root.parent / "editor.sh"
    editor.write_text('#!/bin/sh\necho "opened $1" > "$(dirname "$0")/opened"\n', "utf-8")
    editor.chmod(0o755)
    person = Terminal(root, "new", EDITOR=str(editor))
    person.answer("Kind", "")  # the suggestion: a commitment
    person.answer("To which plan does it belong?", "2025-2028")
    person.answer("title", "Open the desks")
    person.answer("lead", "health")
    person.answer("number", "")  # the suggestion: the next one
    person.answer("Key", "")  # the suggestion: from the title
    person.until("wrote ")
    assert person.ends() == 0, person.heard
    file = root / f"{PLAN}/commitments/open-the-desks/commitment.md"
    assert yaml.safe_load(file.read_text("utf-8").split("---")[1]) == {
        "title": "Open the desks",
        "lead": "health",
        "number": 5,
    }
    assert (root.parent / "opened").read_text("utf-8") == f"opened {file}\n"
    assert problems(root) == []


def test_new_can_be_left(root: Path) -> None:
    before = sorted(root.rglob("*"))
    person = Terminal(root, "new", "news")
    person.until("title – Its headline.")
    person.leave()
    assert person.ends() == 130
    assert "Traceback" not in person.heard
    assert sorted(root.rglob("*")) == before


# report


def test_report_writes_a_draft_for_each_commitment(root: Path) -> None:
    (root / f"{PLAN}/commitments/plain.md").write_text(
        "---\ntitle: Plain\nlead: health\nwithdrawn: {on: 2026-02-01, reason: No}\n---\n", "utf-8"
    )
    (root / f"{PLAN}/commitments/second.md").write_text(
        "---\ntitle: Second\nlead: health\nmilestones:\n  - key: m1\n    title: 'First: words'\n    due: 2026\n---\n",
        "utf-8",
    )
    before = problems(root)
    outcome = run("report", "2025-2028", "--period", "2026-12", "--source", root)
    written = [line.removeprefix("wrote ") for line in outcome.stdout.splitlines() if line.startswith("wrote")]
    assert outcome.return_value == 0
    assert [Path(one).relative_to(root).as_posix() for one in written] == [
        f"{PLAN}/commitments/open-clinics/progress/2026-12.md",
        f"{PLAN}/commitments/second/progress/2026-12.md",
    ]
    assert "left out: 2025-2028/plain was withdrawn" in outcome.stdout
    assert problems(root) == before  # what it writes is valid, also beside a commitment that is one file
    site = understood_site(root)
    reports = [one for one in site if isinstance(one, records.Progress) and one.key == "2026-12"]
    assert len(reports) == 2
    assert all(one.draft for one in reports)
    second = next(one for one in reports if one.meta.parent == "2025-2028/second")
    assert (second.status, [(one.key, one.status) for one in second.milestones]) == (
        "not_started",
        [("m1", "not_started")],
    )


def understood_site(root: Path) -> Iterable[records.Record]:
    tree, faults = load.load(root)
    edition, _ = build.understand(build.Job(root, DAY, True), tree, faults)
    assert edition
    return edition.site.by_uid.values()


def test_report_never_overwrites(root: Path) -> None:
    run("report", "2025-2028", "--period", "2026-h2", "--source", root)
    file = root / f"{PLAN}/commitments/open-clinics/progress/2026-h2.md"
    file.write_text(file.read_text("utf-8").replace("draft: true", "draft: false"), "utf-8")
    mine = file.read_text("utf-8")
    outcome = run("report", "2025-2028", "--period", "2026-h2", "--source", root)
    assert outcome.return_value == 0
    assert "has a report on 2026-h2 already" in outcome.stdout
    assert "There was nothing to write." in outcome.stdout
    assert file.read_text("utf-8") == mine


@pytest.mark.parametrize(
    ("plan", "period", "told"),
    [
        ("2025", "2026-12", "did you mean '2025-2028'?"),
        ("2025-2028", "December", "'December' is not a period"),
        ("2025-2028", "2026-13", "'2026-13' is not a period"),
        ("2025-2028", "../../x", "'../../x' is not a period"),
    ],
)
def test_report_refuses_in_words(root: Path, plan: str, period: str, told: str) -> None:
    before = sorted(root.rglob("*"))
    outcome = run("report", plan, "--period", period, "--source", root)
    assert outcome.return_value == 1
    assert told in outcome.stderr
    assert sorted(root.rglob("*")) == before


def test_report_on_a_faulty_site_says_what_is_wrong(root: Path) -> None:
    (root / "content/organisations.yaml").write_text("health: [", "utf-8")
    outcome = run("report", "2025-2028", "--period", "2026-12", "--source", root)
    assert outcome.return_value == 1
    assert "content/organisations.yaml:1: error" in outcome.stderr


# translate


def test_translate_writes_what_is_missing_and_it_is_valid(root: Path) -> None:
    before = problems(root)
    outcome = run("translate", root / COMMITMENT, "fr", "--source", root)
    sibling = root / COMMITMENT.replace(".md", ".fr.md")
    assert (outcome.return_value, outcome.stdout) == (0, f"wrote {sibling.as_posix()}\n")
    text = sibling.read_text("utf-8")
    assert "# Open clinics\ntitle:\n" in text
    assert re.search(r"milestones:\n  - key: m1\n    # .+\n    title:\n", text)
    assert problems(root) == before  # an empty translation says nothing, and is no fault
    sibling.write_text(text.replace("title:\n", 'title: "Ouvrir : les cliniques"\n', 1), "utf-8")
    assert problems(root) == before
    site = understood_site(root)
    commitment = next(one for one in site if isinstance(one, records.Commitment) and one.key == "open-clinics")
    assert commitment.title["fr"] == "Ouvrir : les cliniques"
    again = run("translate", root / COMMITMENT, "fr", "--source", root)
    assert again.return_value == 1
    assert "is already there" in again.stderr


def test_translate_for_every_record_of_the_sample(tmp_path: Path) -> None:
    """Each sibling that it writes is valid as it is, and with words in every place."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copyfile(ROOT / "site.yaml", tmp_path / "site.yaml")
    settings = tmp_path / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("languages: [en, fr, ar]", "languages: [en, fr, ar, pt]"))
    assert "pt]" in settings.read_text("utf-8")
    from ogpsite import start

    files = []
    for one in understood_site(tmp_path):
        if one.meta.kind != "settings" and kinds.KINDS[one.meta.kind].holds == "file":
            files.append(start.translation_file(one, "en", "pt"))
    start.create(tmp_path, files)
    assert len(files) > 100
    assert problems(tmp_path) == []
    for path, text in files:
        filled = re.sub(r"(?m)^( *(?:- )?)(\w+):$(?!\n +)", r'\1\2: "Palavras: aqui"', text)
        (tmp_path / path).write_text(f"{filled}Texto.\n", "utf-8")
    assert [one for one in problems(tmp_path) if "in the translation" not in one] == []


@pytest.mark.parametrize(
    ("file", "language", "told"),
    [
        ("content/pages/nothing.md", "fr", "no record of the site stands in this file"),
        (COMMITMENT, "es", "languages to translate to: fr"),
        (COMMITMENT, "en", "languages to translate to: fr"),
        ("../../etc/passwd", "fr", "no record of the site stands in this file"),
        ("content/organisations.yaml", "fr", "this record shares its file with others"),
    ],
)
def test_translate_refuses_in_words(root: Path, file: str, language: str, told: str) -> None:
    before = sorted(root.rglob("*"))
    outcome = run("translate", file, language, "--source", root)
    assert outcome.return_value == 1
    assert told in outcome.stderr
    assert sorted(root.rglob("*")) == before


# editors


def test_editors_writes_and_renews_its_own_only(root: Path) -> None:
    assert run("editors", "--source", root).return_value == 0
    assert run("editors", "--source", root).stdout == "Everything is up to date.\n"
    settings, snippets = root / ".vscode/settings.json", root / ".vscode/ogpsite.code-snippets"
    settings.write_text('{"mine": true}\n', "utf-8")
    snippets.write_text(f"// {MARK}\n{{}}\n", "utf-8")
    outcome = run("editors", "--source", root)
    assert f"left alone, because it is yours: {settings.as_posix()}" in outcome.stdout
    assert f"wrote {snippets.as_posix()}" in outcome.stdout
    assert settings.read_text("utf-8") == '{"mine": true}\n'
    assert run("editors", "--source", root / "content").return_value == 1


def without_comments(path: Path) -> Any:
    """A file of VS Code, which may begin with comments."""
    return json.loads("\n".join(line for line in path.read_text("utf-8").split("\n") if not line.startswith("//")))


@pytest.fixture(scope="module")
def helped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's settings and YAML files, with what helps editors' programs."""
    root = tmp_path_factory.mktemp("helped")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copyfile(ROOT / "site.yaml", root / "site.yaml")
    assert run("editors", "--source", root).return_value == 0
    return root


def test_every_yaml_file_has_its_schema(helped: Path) -> None:
    """As VS Code finds it: by the patterns of its settings. Every file of the sample is valid by it."""
    patterns = without_comments(helped / ".vscode/settings.json")["yaml.schemas"]
    counted = dict.fromkeys(patterns, 0)
    for file in sorted([helped / "site.yaml", *(helped / "content").rglob("*.yaml")]):
        path = file.relative_to(helped)
        found = [name for name, globs in patterns.items() if any(glob_matches(path.as_posix(), one) for one in globs)]
        assert len(found) == 1, f"{path}: {found}"
        counted[found[0]] += 1
        asked = json.loads((helped / found[0]).read_text("utf-8"))
        checker = jsonschema.validators.validator_for(asked)
        checker.check_schema(asked)
        data = yaml.load(file.read_text("utf-8"), Loader=Plain)
        faults = [f"{path}: {list(one.absolute_path)}: {one.message}" for one in checker(asked).iter_errors(data)]
        assert faults == []
    assert all(counted.values()), counted


def glob_matches(path: str, pattern: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", "[^/]+"), path) is not None


class Plain(yaml.SafeLoader):
    """YAML as editors' programs read it (YAML 1.2): dates stay texts, and yes and no words."""


Plain.yaml_implicit_resolvers = {
    sign: [(tag, rule) for tag, rule in rules if not tag.endswith((":timestamp", ":bool")) or sign in "tTfF"]
    for sign, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_schemas_find_what_is_wrong(helped: Path) -> None:
    asked = json.loads((helped / ".vscode/schemas/organisation.json").read_text("utf-8"))
    checker = jsonschema.validators.validator_for(asked)(asked)
    for wrong in (
        {"health": {"name": "Health"}},  # sector is missing
        {"health": {"name": "Health", "sector": "goverment"}},
        {"health": {"name": "Health", "sector": "government", "nmae": "x"}},
        {"Health Ministry": {"name": "Health", "sector": "government"}},
        ["health"],
    ):
        assert not checker.is_valid(wrong), wrong


@pytest.mark.parametrize("kind", [one.name for one in kinds.TABLE])
def test_schemas_explain_every_field(kind: str) -> None:
    found = list(fields_in(schema.schema_of(kind)))
    assert found
    for name, field in found:
        assert field.get("title"), f"{kind}.{name} has no title"
        assert field.get("description"), f"{kind}.{name} has no description"
    assert any("examples" in field for _, field in found), kind


def fields_in(data: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(data, dict):
        for name, field in data.get("properties", {}).items():
            if not re.fullmatch(r"[a-z]{2,3}(-\w+)?", name) or "description" in field:
                yield name, field
        for inner in data.values():
            yield from fields_in(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from fields_in(inner)


def test_snippets_make_valid_records(helped: Path, tmp_path: Path) -> None:
    """Every snippet, as it stands when an editor accepts each suggestion."""
    found = without_comments(helped / ".vscode/ogpsite.code-snippets")
    assert {one["prefix"] for one in found.values()} >= {
        "ogp-commitment", "ogp-progress", "ogp-meeting", "ogp-milestone", "ogp-evidence", "ogp-due",
    }  # fmt: skip
    for name, one in found.items():
        text = "\n".join(one["body"])
        assert re.findall(r"\$\{?(\d+)", text), name
        accepted = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\|\}", r"\1", text)
        accepted = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", accepted).replace("$0", "")
        assert "$" not in accepted, name
        head = accepted.split("---")[1] if accepted.startswith("---") else accepted
        assert isinstance(yaml.safe_load(head), dict | list), name


# the hook

GIT = ("git", "-c", "user.name=E", "-c", "user.email=e@x.example")


@pytest.mark.parametrize("folder", ["", "sites/mine"])
def test_the_hook_checks_what_is_about_to_be_committed(tmp_path: Path, folder: str) -> None:
    repository = tmp_path / "repository"
    root = write_site(repository / folder)
    run("editors", "--source", root)

    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        given = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | {"PATH": path}
        return subprocess.run([*GIT, *arguments], cwd=repository, capture_output=True, text=True, env=given)

    assert git("init", "-q").returncode == 0
    git("config", "core.hooksPath", f"{folder}/.githooks".lstrip("/"))
    git("add", "-A")
    first = git("commit", "-qm", "first")
    assert first.returncode == 0, first.stderr
    file = root / COMMITMENT
    good = file.read_text("utf-8")
    file.write_text(good.replace("lead: health", "lead: helth"), "utf-8")
    git("add", "-A")
    file.write_text(good, "utf-8")  # mended on disk, but not in what would be committed
    second = git("commit", "-qm", "second")
    assert second.returncode != 0
    assert "there is no organisation 'helth'" in second.stderr
    git("add", "-A")
    file.write_text(good.replace("lead: health", "lead: broken"), "utf-8")  # on disk only
    (root / "content/news").mkdir(exist_ok=True)
    (root / "content/news/2026-01-02-n.md").write_text("---\ntitle: N\ndate: 2026-01-02\n---\n", "utf-8")
    git("add", (root / "content/news").relative_to(repository).as_posix())
    third = git("commit", "-qm", "third")
    assert third.returncode == 0, third.stderr
    assert not list((root / "content").rglob("*.orig"))


# check --format


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with problems of every shape: in a line and in a whole file, with two places, with strange signs."""
    root = write_site(tmp_path_factory.mktemp("faulty"))
    file = root / COMMITMENT
    text = file.read_text("utf-8").replace("lead: health", 'lead: "x\\u0007<&%,:\\n] y"')
    file.write_text(text, "utf-8")
    (root / "content/news").mkdir(exist_ok=True)
    (root / "content/news/2026-01-02-a b,c:%.md").write_text("---\ntitle: A\ndate: 2026-01-02\n---\nTBD\n", "utf-8")
    (root / "content/news/2026-01-02-é.txt").write_text("x", "utf-8")
    (root / "content/organisations.yaml").write_text(
        (root / "content/organisations.yaml").read_text("utf-8") + "extra:\n  name: 'It''s'\n  sector: nobody\n",
        "utf-8",
    )
    return root


@pytest.fixture(scope="module")
def known(faulty: Path) -> list[Problem]:
    found = list(build.make(build.Job(faulty, DAY)).problems)
    assert {one.fatal for one in found} == {True, False}
    assert any(one.place.line == 0 for one in found)
    return found


def told(faulty: Path, form: str) -> str:
    outcome = run("check", "--source", faulty, *AS_OF, "--format", form)
    assert outcome.return_value == 1
    assert outcome.stderr == ""
    return outcome.stdout


def test_github_reads_its_annotations(faulty: Path, known: list[Problem]) -> None:
    """Taken apart as the runner does."""
    lines = told(faulty, "github").splitlines()
    assert len(lines) == len(known)
    for line, problem in zip(lines, known, strict=True):
        found = re.fullmatch(r"::(error|warning) ([^:]*)::(.*)", line)
        assert found, line
        values = dict(pair.split("=", 1) for pair in found[2].split(","))
        unescaped = {name: unescape(value.replace("%3A", ":").replace("%2C", ",")) for name, value in values.items()}
        assert unescaped == {
            "file": f"{faulty.as_posix()}/{problem.place.path}",
            "line": str(problem.place.line or 1),
            "title": problem.code,
        }
        assert unescape(found[3]).startswith(problem.message.replace("\\\\", "\\")[:40])
        assert found[1] == problem.severity


def unescape(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_gitlab_reads_its_report(faulty: Path, known: list[Problem]) -> None:
    found = json.loads(told(faulty, "gitlab"))
    jsonschema.validate(found, CODE_QUALITY)
    assert len({one["fingerprint"] for one in found}) == len(found) == len(known)
    assert [one["location"]["lines"]["begin"] for one in found] == [one.place.line or 1 for one in known]
    moved = write_site(faulty.parent / "moved")
    shutil.copytree(faulty / "content", moved / "content", dirs_exist_ok=True)
    again = json.loads(told(moved, "gitlab"))
    assert [one["fingerprint"] for one in again] == [one["fingerprint"] for one in found]  # wherever it lies


CODE_QUALITY = {
    # what GitLab's documentation of the Code Quality report asks for
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "location", "severity"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": r"^\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def test_sarif_says_it_all(faulty: Path, known: list[Problem]) -> None:
    found = json.loads(told(faulty, "sarif"))
    results = found["runs"][0]["results"]
    rules = found["runs"][0]["tool"]["driver"]["rules"]
    assert len(results) == len(known)
    for one, problem in zip(results, known, strict=True):
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"] == problem.code
        assert one["level"] == problem.severity
        region = one["locations"][0]["physicalLocation"].get("region", {})
        assert region.get("startLine", 0) == problem.place.line


def test_sarif_is_valid(faulty: Path, tmp_path: Path) -> None:
    """By the schema of OASIS, which Microsoft's package holds."""
    from browser_tools import missing

    file = ROOT / "tests/tools/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
    if not file.is_file():
        missing("the schema of SARIF", "run `make tools` (it needs npm)")
    asked = json.loads(file.read_text("utf-8"))
    checker = jsonschema.validators.validator_for(asked)
    fine = run("check", "--source", write_site(tmp_path), *AS_OF, "--format", "sarif")
    assert fine.return_value == 0
    for data in (told(faulty, "sarif"), fine.stdout):
        faults = [f"{list(one.absolute_path)}: {one.message}" for one in checker(asked).iter_errors(json.loads(data))]
        assert faults == []
    assert not checker(asked).is_valid({"version": "2.1.0"})


def test_checkstyle_is_well_formed(faulty: Path, known: list[Problem]) -> None:
    tree = ElementTree.fromstring(told(faulty, "checkstyle"))
    assert tree.tag == "checkstyle"
    errors = [(file.get("name"), one) for file in tree for one in file]
    assert len(errors) == len(known)
    assert sorted((name, one.get("line"), one.get("severity"), one.get("source")) for name, one in errors) == sorted(
        (
            f"{faulty.as_posix()}/{one.place.path}",
            str(one.place.line or 1),
            one.severity,
            f"ogpsite.{one.code}",
        )
        for one in known
    )
    assert len({file.get("name") for file in tree}) == len(list(tree))


@pytest.mark.parametrize("form", ["github", "gitlab", "sarif", "checkstyle"])
def test_a_faultless_site_in_every_format(tmp_path: Path, form: str) -> None:
    outcome = run("check", "--source", write_site(tmp_path), *AS_OF, "--format", form)
    assert outcome.return_value == 0
    expected = {"github": "", "gitlab": "[]\n"}
    assert outcome.stdout == expected.get(form, outcome.stdout)


def test_format_and_json_exclude_each_other(root: Path) -> None:
    outcome = run("check", "--source", root, "--json", "--format", "sarif")
    assert outcome.exit_code != 0
    assert "can't be used together" in str(outcome.exception)
