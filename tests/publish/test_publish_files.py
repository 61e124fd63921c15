"""Publishing to a folder, a zip file and a branch: what changes is told, readers see old or new, one can go back."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sites import DAY

from ogpsite.cli import commands
from publish.conftest import CHANGED, Publish, built, retold

pytestmark = pytest.mark.slow  # each builds sites of its own


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=True, text=True).stdout.strip()


@pytest.fixture
def bare_repository(tmp_path: Path) -> Path:
    path = tmp_path / "pages.git"
    subprocess.run(["git", "init", "-q", "--bare", str(path)], check=True)
    return path


def branch(repository: Path, name: str = "pages") -> dict[str, bytes]:
    """The files of a branch, as a reader of Pages gets them."""
    names = git(repository, "ls-tree", "-r", "-z", "--name-only", name).split("\0")
    return {
        one: subprocess.run(
            ["git", "-C", str(repository), "cat-file", "blob", f"{name}:{one}"], capture_output=True
        ).stdout
        for one in names
        if one and not one.startswith(".ogpsite")
    }


def test_a_zip_file(root: Path, publish: Publish) -> None:
    told = publish("zip:site.zip", "--yes")
    assert told["published"] and told["changed"] == told["gone"] == []
    with zipfile.ZipFile(root / "site.zip") as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name) for name in archive.namelist() if not name.startswith(".ogpsite")}
    assert found == built(root)
    assert set(told["added"]) == set(found)
    first = (root / "site.zip").read_bytes()
    assert publish("zip:site.zip", "--yes")["published"] is False, "nothing has changed"
    (root / "site.zip").unlink()
    publish("zip:site.zip", "--yes")
    assert (root / "site.zip").read_bytes() == first, "the same site gives the same bytes"


def test_an_address_and_a_mailbox_that_are_examples_are_told(root: Path, publish: Publish) -> None:
    settings = (root / "site.yaml").read_text("utf-8")
    mine = {"url": "https://opengov.example.org/", "email": "me@example.org"}
    text = re.sub(r"(?m)^url: .*", f"url: {mine['url']}", settings)
    text = re.sub(r"email: [^\s,}]+", f"email: {mine['email']}", text)
    (root / "site.yaml").write_text(text, "utf-8")
    told = publish("zip:site.zip", "--yes")
    assert told["published"] and [one["code"] for one in told["problems"]] == ["placeholder"] * 2
    assert [one["message"].partition(":")[0] for one in told["problems"]] == ["url", "contact.email"]
    own = publish("zip:site.zip", "--yes", "--base-url", "https://opengov.test/")
    assert [one["message"].partition(":")[0] for one in own["problems"]] == ["contact.email"]
    before = (root / "site.zip").read_bytes()
    publish("zip:site.zip", "--yes", "--strict", "--base-url", "https://else.test/", code=1)
    assert (root / "site.zip").read_bytes() == before
    (root / "site.yaml").write_text(settings, "utf-8")
    assert publish("zip:site.zip", "--yes")["problems"] == []


def test_a_zip_file_and_back(root: Path, publish: Publish) -> None:
    publish("zip:site.zip", "--yes")
    first = (root / "site.zip").read_bytes()
    retold(root, "Another name")
    told = publish("zip:site.zip", "--yes")
    assert CHANGED in told["changed"] and not told["added"]
    assert (root / "site.zip").read_bytes() != first
    publish("zip:site.zip", "--rollback", "--yes")
    assert (root / "site.zip").read_bytes() == first


def test_a_zip_file_of_others_is_left_alone(root: Path, publish: Publish) -> None:
    (root / "site.zip").write_bytes(b"not ours")
    told = publish("zip:site.zip", "--yes", code=1)
    assert told["problems"][0]["message"] == "this file is there, and ogpsite did not make it"
    assert (root / "site.zip").read_bytes() == b"not ours"


def test_a_folder_and_back(root: Path, publish: Publish, tmp_path: Path) -> None:
    served = tmp_path / "www/site"
    publish(f"folder:{served}", "--yes")
    first = {path.relative_to(served).as_posix(): path.read_bytes() for path in served.rglob("*") if path.is_file()}
    assert {name: data for name, data in first.items() if name != ".ogpsite.json"} == built(root)
    retold(root, "Another name")
    told = publish(f"folder:{served}", "--yes")
    assert CHANGED in told["changed"]
    assert b"Another name" in (served / "data/plans.json").read_bytes()
    publish(f"folder:{served}", "--rollback", "--yes")
    now = {path.relative_to(served).as_posix(): path.read_bytes() for path in served.rglob("*") if path.is_file()}
    assert now == first


def test_a_folder_of_others_is_left_alone(root: Path, publish: Publish, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www/mine.txt").write_text("mine")
    told = publish(f"folder:{tmp_path / 'www'}", "--yes", code=1)
    assert told["problems"][0]["message"] == "the folder holds files that ogpsite did not write"
    assert [path.name for path in (tmp_path / "www").iterdir()] == ["mine.txt"]


def test_a_branch(root: Path, publish: Publish, bare_repository: Path) -> None:
    target = f"git:{bare_repository}#gh-pages"
    publish(target, "--yes")
    assert branch(bare_repository, "gh-pages") == built(root)
    assert git(bare_repository, "rev-list", "--count", "gh-pages") == "1"
    first = git(bare_repository, "rev-parse", "gh-pages^{tree}")
    retold(root, "Another name")
    assert CHANGED in publish(target, "--yes")["changed"]
    assert branch(bare_repository, "gh-pages") == built(root)
    publish(target, "--rollback", "--yes")
    assert git(bare_repository, "rev-parse", "gh-pages^{tree}") == first


def test_a_branch_keeps_a_short_history(root: Path, publish: Publish, bare_repository: Path) -> None:
    for number in range(5):
        retold(root, f"Third action plan {number}")
        publish(f"git:{bare_repository}", "--yes", "--keep", "3")
    assert git(bare_repository, "rev-list", "--count", "pages") == "3"
    assert branch(bare_repository) == built(root)


def test_a_remote_by_its_name_and_nothing_of_the_sources_moves(
    root: Path, publish: Publish, bare_repository: Path
) -> None:
    git(root, "init", "-q", "-b", "main")
    git(root, "remote", "add", "origin", str(bare_repository))
    before = git(root, "status", "--porcelain"), git(root, "branch", "--list")
    publish("git:origin#pages", "--yes")
    assert branch(bare_repository) == built(root)
    ours = ("?? output/", "?? addresses.csv")
    status = "\n".join(line for line in git(root, "status", "--porcelain").splitlines() if line not in ours)
    assert (status, git(root, "branch", "--list")) == before


def test_a_branch_of_others_is_left_alone(root: Path, publish: Publish, bare_repository: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    subprocess.run(["git", "clone", "-q", str(bare_repository), str(work)], check=True, capture_output=True)
    (work / "mine.txt").write_text("mine")
    git(work, "add", ".")
    git(work, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "mine")
    git(work, "push", "-q", "origin", "HEAD:pages")
    tip = git(bare_repository, "rev-parse", "pages")
    told = publish(f"git:{bare_repository}", "--yes", code=1)
    assert told["problems"][0]["message"] == "the branch 'pages' holds files that ogpsite did not write"
    assert git(bare_repository, "rev-parse", "pages") == tip


def test_a_dry_run_publishes_nothing(root: Path, publish: Publish, bare_repository: Path, tmp_path: Path) -> None:
    for target in ("zip:site.zip", f"folder:{tmp_path / 'www'}", f"git:{bare_repository}"):
        told = publish(target, "--dry-run")
        assert CHANGED in told["added"] and told["published"] is False
    assert not (root / "site.zip").exists() and not (tmp_path / "www").exists()
    assert git(bare_repository, "for-each-ref") == ""


def test_drafts_are_never_published_and_faults_stop_it(root: Path, publish: Publish) -> None:
    page = root / "content/pages/secret.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("---\ntitle: Secret\ndraft: true\n---\nNot yet.\n", "utf-8")
    assert not [path for path in publish("zip:site.zip", "--dry-run")["added"] if "secret" in path]
    page.write_text("---\ntitel: Slip\n---\n", "utf-8")
    told = publish("zip:site.zip", "--yes", code=1)
    assert not told["ok"] and not (root / "site.zip").exists()


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("ftp://example.org/site", "'ftp://example.org/site' is no place to publish to"),
        ("web", "there is no target 'web'"),
        ("zip:", "'zip:' names no place"),
        ("sftp://me:word@example.org/srv/www", "the address holds a password"),
        ("git:https://me:word@example.org/x.git", "the address holds a password"),
        ("sftp://example.org/srv", "'/srv' is too near the root of the host's disk"),
        ("sftp://-oProxyCommand=x/srv/www", "'sftp://-oProxyCommand=x/srv/www' can't be used"),
        ("git:--upload-pack=x", "'git:--upload-pack=x' can't be used"),
        ("s3://bucket?colour=red", "'colour' is not an option of such an address"),
    ],
)
def test_addresses_that_cannot_be_used(publish: Publish, target: str, message: str) -> None:
    [problem] = publish(target, "--yes", code=1)["problems"]
    assert problem["message"] == message
    assert problem["code"] == "publish" and problem["hint"]


def test_a_target_by_its_name(root: Path, publish: Publish) -> None:
    settings = root / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "publish:\n  archive: zip:archive.zip\n", "utf-8")
    assert publish("archive", "--yes")["published"]
    assert (root / "archive.zip").is_file()
    told = publish("arch", "--yes", code=1)
    assert told["problems"][0]["hint"] == "targets in site.yaml: archive; or write an address: folder:/srv/www/site"


def test_nobody_is_there_to_ask(root: Path, publish: Publish) -> None:
    with pytest.raises(click.UsageError, match="add --yes"):
        publish("zip:site.zip")
    assert not (root / "site.zip").exists()


def test_what_people_read(root: Path) -> None:
    line = ["publish", "zip:site.zip", "--source", str(root), "--as-of", DAY.isoformat(), "--yes"]
    done = CliRunner().invoke(commands, line, standalone_mode=False)
    assert done.return_value == 0
    assert done.stdout.startswith("Published ") and " files to zip:site.zip" in done.stdout
    assert " new\n  + /" in done.stderr and "0 changed\n0 removed" in done.stderr


def test_nothing_to_go_back_to(publish: Publish, bare_repository: Path, tmp_path: Path) -> None:
    for target in ("zip:site.zip", f"git:{bare_repository}", f"folder:{tmp_path / 'www'}"):
        told = publish(target, "--rollback", "--yes", code=1)
        assert told["problems"][0]["message"] == "no earlier release is kept there"


def test_the_ledger_is_kept_and_a_stale_one_stops_it(root: Path, publish: Publish) -> None:
    page = root / "content/pages/extra.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("---\ntitle: Extra\n---\nMore.\n", "utf-8")
    publish("zip:site.zip", "--dry-run")
    assert not (root / "addresses.csv").exists()
    publish("zip:site.zip", "--yes")
    assert "\n/extra/," in (root / "addresses.csv").read_text("utf-8")
    page.unlink()
    [problem] = [one for one in publish("zip:site.zip", "--yes", code=1)["problems"] if one["code"] == "vanished"]
    assert "/extra/ was published" in problem["message"]
    (root / "addresses.csv").unlink()  # as in a copy of the sources from before
    [problem] = publish("zip:site.zip", "--yes", code=1)["problems"]
    assert problem["message"].startswith("/extra/ and 3 more would vanish: served now, but neither in this site")
    with zipfile.ZipFile(root / "site.zip") as archive:
        assert "extra/index.html" in archive.namelist()
    assert publish("zip:site.zip", "--yes", "--let-go")["published"]
