"""Publishing over ssh, against a real OpenSSH server on this machine: whole releases, one link, nothing half."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_tools import missing

from publish.conftest import CHANGED, Publish, built, retold
from publish.killing import command, killed_after

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The host's address and the ssh configuration that leads there, with keys made for this run."""
    program = shutil.which("sshd") or "/usr/sbin/sshd"
    if not Path(program).exists() or not shutil.which("sftp"):
        missing("OpenSSH's server", "install it (Debian: apt-get install openssh-server)")
    folder = tmp_path_factory.mktemp("ssh")
    for name in ("host", "me"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    shutil.copy(folder / "me.pub", folder / "authorized")
    lines = [
        f"Port {port}", "ListenAddress 127.0.0.1", f"HostKey {folder}/host", f"AuthorizedKeysFile {folder}/authorized",
        "StrictModes no", "PermitRootLogin yes", "UsePAM no", f"PidFile {folder}/pid", "Subsystem sftp internal-sftp",
    ]  # fmt: skip
    (folder / "sshd_config").write_text("\n".join((*lines, "")))
    (folder / "ssh_config").write_text(
        f"Host *\n IdentityFile {folder}/me\n IdentitiesOnly yes\n UserKnownHostsFile {folder}/known\n"
        " StrictHostKeyChecking accept-new\n LogLevel ERROR\n BatchMode yes\n"
    )
    Path("/run/sshd").mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen([program, "-D", "-e", "-f", str(folder / "sshd_config")], stderr=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"127.0.0.1:{port}", folder / "ssh_config"
    process.terminate()
    process.wait(10)


@pytest.fixture(params=["sftp", "rsync"])
def kind(request: pytest.FixtureRequest) -> str:
    if not shutil.which(request.param):
        missing(request.param, f"install it (Debian: apt-get install {request.param})")
    return str(request.param)


def served(link: Path) -> dict[str, bytes]:
    """What the web server of the host would show."""
    folder = link.resolve()
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".ogpsite")
    }


def test_there_and_back(root: Path, publish: Publish, server: tuple[str, Path], kind: str, tmp_path: Path) -> None:
    host, config = server
    www = tmp_path / "srv/www site/opengov"
    www.parent.mkdir(parents=True)
    words = (f"{kind}://{host}{str(www).replace(' ', '%20')}", "--yes", "--ssh-config", str(config))
    publish(*words)
    first = built(root)
    assert www.is_symlink() and served(www) == first
    old = www.resolve()
    retold(root, "Another name")
    (root / "content/news").mkdir()
    (root / "content/news/2026-11-01-news.md").write_text("---\ntitle: News\ndate: 2026-11-01\n---\nNews.\n")
    told = publish(*words)
    assert CHANGED in told["changed"] and told["added"]
    assert served(www) == built(root)
    page = "robots.txt"
    assert (www / page).stat().st_ino == (old / page).stat().st_ino, "what did not change is sent once"
    assert publish(*words)["published"] is False
    publish(words[0], "--rollback", *words[1:])
    assert served(www) == first


def test_old_releases_go(root: Path, publish: Publish, server: tuple[str, Path], kind: str, tmp_path: Path) -> None:
    host, config = server
    www = tmp_path / "srv/opengov"
    www.parent.mkdir()
    for number in range(4):
        retold(root, f"Third action plan {number}")
        publish(f"{kind}://{host}{www}", "--yes", "--keep", "2", "--ssh-config", str(config))
        time.sleep(1.1)  # releases are named by the second
    assert len(list((tmp_path / "srv/.opengov.releases").iterdir())) == 2
    assert served(www) == built(root)


def test_a_folder_of_others_is_left_alone(
    root: Path, publish: Publish, server: tuple[str, Path], kind: str, tmp_path: Path
) -> None:
    host, config = server
    www = tmp_path / "srv/opengov"
    www.mkdir(parents=True)
    (www / "mine.txt").write_text("mine")
    told = publish(f"{kind}://{host}{www}", "--yes", "--ssh-config", str(config), code=1)
    assert "is a folder that ogpsite did not make" in told["problems"][0]["message"]
    assert [path.name for path in www.iterdir()] == ["mine.txt"]


def test_an_empty_folder_may_stand_there(
    root: Path, publish: Publish, server: tuple[str, Path], kind: str, tmp_path: Path
) -> None:
    host, config = server
    www = tmp_path / "srv/opengov"
    www.mkdir(parents=True)
    publish(f"{kind}://{host}{www}", "--yes", "--ssh-config", str(config))
    assert served(www) == built(root)


def test_a_host_that_is_not_there(root: Path, publish: Publish, server: tuple[str, Path], tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = publish(f"sftp://127.0.0.1:{port}/srv/www", "--yes", "--ssh-config", str(server[1]), code=1)
    assert told["problems"][0]["message"].startswith("the host can't be reached: ")


def test_interrupted_at_any_moment_readers_see_the_old_or_the_new_site(
    root: Path, publish: Publish, server: tuple[str, Path], kind: str, tmp_path: Path
) -> None:
    host, config = server
    www = tmp_path / "srv/opengov"
    www.parent.mkdir()
    line = ["--yes", "--ssh-config", str(config)]
    publish(f"{kind}://{host}{www}", *line)
    first = built(root)
    retold(root, "Another name")
    words = command(root, f"{kind}://{host}{www}", *line)
    publish(f"{kind}://{host}{www}", "--dry-run", *line)
    new = built(root)
    for number in range(12):
        finished = killed_after(words, 0.9 + number * 0.25)
        found = served(www)
        assert found in (first, new), "neither the old site nor the new"
        if finished:
            break
    publish(f"{kind}://{host}{www}", *line)
    assert served(www) == built(root)
