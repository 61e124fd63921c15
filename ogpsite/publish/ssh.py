"""A host that is reached over ssh: releases lie side by side, and one link is moved from the old to the new.

`PATH` is a link to `.NAME.releases/RELEASE` beside it. Everything is there before the link moves, in one step (POSIX
rename over sftp), so a broken line leaves the old site. Files that did not change are hard links to the release before.
Names and passwords are those of OpenSSH: its keys, its agent, its `~/.ssh/config`.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ogpsite.publish.address import Address
from ogpsite.publish.release import Plan, Release, Where, failed, listed, listing, nothing_before
from ogpsite.publish.running import attempt, run
from ogpsite.write.manifest import MANIFEST as STATE

RELEASE = ".ogpsite-release"  # in each release: its own name
NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{12}")


class SftpTarget:
    """`sftp://USER@HOST:PORT/PATH`: needs nothing on the host but sftp."""

    def __init__(self, address: Address, where: Where) -> None:
        self.address, self.where = address, where
        self.path = address.place
        folder, _, name = self.path.rpartition("/")
        self.releases = f"{folder}/.{name}.releases"
        self.next = f"{folder}/.{name}.next"
        self.inner = f".{name}.releases"
        self.has_links = True

    def published(self) -> Mapping[str, str]:
        found = self.read(f"{self.path}/{STATE}")
        if not found and self.holds_foreign_files():
            message = f"{self.path} on {self.address.host} is a folder that ogpsite did not make"
            hint = "move it away there, or name a path that is not there yet; the web server then shows that one"
            raise failed(self.address.text, message, hint)
        return listed(found)

    def send(self, release: Release, plan: Plan) -> None:
        name = f"{self.where.moment}Z-{release.digest}"
        old = self.current()
        with tempfile.TemporaryDirectory() as folder:
            extra = {STATE: listing(release.files), RELEASE: f"{name}\n".encode()}
            for path, data in extra.items():
                (Path(folder) / path).write_bytes(data)
            self.transfer(release, plan, name, old)
            self.batch(
                f"put {quoted(Path(folder) / path)} {quoted(f'{self.releases}/{name}/{path}')}" for path in extra
            )
        self.show(name)
        self.forget(self.names()[: -self.where.keep], name)

    def rollback(self) -> str:
        current = self.current()
        before = [name for name in self.names() if name < current]
        if not before:
            raise nothing_before(self.address.text)
        self.show(before[-1])
        return before[-1]

    def transfer(self, release: Release, plan: Plan, name: str, old: str) -> None:
        """All files of a release into a folder of its own."""
        base, kept = f"{self.releases}/{name}", f"{self.releases}/{old}"
        sent = {*plan.added, *plan.changed} if old else set(release.files)
        folders = sorted({parent for path in release.files for parent in parents(path)})
        lines = [f"-mkdir {quoted(self.releases)}", f"mkdir {quoted(base)}"]
        lines += [f"mkdir {quoted(f'{base}/{one}')}" for one in folders]
        self.batch(lines)
        links = [path for path in sorted(release.files) if path not in sent]
        if links and not self.tried(f"ln {quoted(f'{kept}/{path}')} {quoted(f'{base}/{path}')}" for path in links):
            sent |= set(links)  # this host knows no hard links: everything is sent again
        files = sorted(sent)
        for start in range(0, len(files), 500):
            self.where.tell(f"Sending {start:,} of {len(files):,} files")
            part = files[start : start + 500]
            self.batch(f"put {quoted(release.folder / path)} {quoted(f'{base}/{path}')}" for path in part)

    def show(self, name: str) -> None:
        """Moves the link, in one step."""
        self.batch(
            [
                f"-rm {quoted(self.next)}",
                f"-rmdir {quoted(self.path)}",  # an empty folder may stand there; a link or a full one resists
                f"ln -s {quoted(f'{self.inner}/{name}')} {quoted(self.next)}",
                f"rename {quoted(self.next)} {quoted(self.path)}",
            ]
        )

    def current(self) -> str:
        """The name of the release that is shown; empty before the first time."""
        name = self.read(f"{self.path}/{RELEASE}").decode("ascii", "replace").strip()
        return name if NAME.fullmatch(name) else ""

    def names(self) -> list[str]:
        """The releases that are whole, oldest first."""
        _, out, _ = self.sftp([f"-ls -1a {quoted(self.releases)}"])
        found = {line.rsplit("/", 1)[-1].strip() for line in out.decode("utf-8", "replace").splitlines()}
        return sorted(name for name in found if NAME.fullmatch(name))

    def forget(self, names: Iterable[str], shown: str) -> None:
        """Removes old releases. A file that resists stays; it is in nobody's way."""
        for name in names:
            if name == shown:
                continue
            base = f"{self.releases}/{name}"
            files = [*listed(self.read(f"{base}/{STATE}")), STATE, RELEASE]
            folders = sorted({parent for path in files for parent in parents(path)}, key=lambda one: -one.count("/"))
            lines = [f"-rm {quoted(f'{base}/{path}')}" for path in files]
            self.sftp([*lines, *(f"-rmdir {quoted(f'{base}/{one}')}" for one in folders), f"-rmdir {quoted(base)}"])

    def holds_foreign_files(self) -> bool:
        """Whether the path is a folder or a file of others; a link that leads nowhere is not."""
        code, out, _ = self.sftp([f"ls -la {quoted(self.path)}"])
        names = {
            line.split()[-1].rsplit("/", 1)[-1] for line in out.decode("utf-8", "replace").splitlines()[1:] if line
        }
        return not code and bool(names - {".", ".."})

    def read(self, path: str) -> bytes:
        """A file on the host; empty where it isn't there."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            self.sftp([f"-get {quoted(path)} {quoted(copy)}"])
            return copy.read_bytes() if copy.is_file() else b""

    def batch(self, lines: Iterable[str]) -> None:
        """Runs lines of sftp; the first that fails ends them all. Raises Refused with its words."""
        run(self.address.text, self.words(), "\n".join((*lines, "")).encode())

    def tried(self, lines: Iterable[str]) -> bool:
        return not attempt(self.address.text, self.words(), "\n".join((*lines, "")).encode())[0]

    def sftp(self, lines: Sequence[str]) -> tuple[int, bytes, bytes]:
        """Runs lines that may fail. Raises Refused where the host can't be reached at all (255)."""
        code, out, err = attempt(self.address.text, self.words(), "\n".join((*lines, "")).encode())
        if code == 255:
            said = err.decode("utf-8", "replace").strip().splitlines()
            hint = "try it by hand: ssh to this host; the keys and names are those of ssh"
            raise failed(self.address.text, f"the host can't be reached: {said[-1] if said else 'no answer'}", hint)
        return code, out, err

    def words(self) -> list[str]:
        one = self.address
        port = ["-P", str(one.port)] if one.port else []
        config = ["-F", self.where.ssh_config] if self.where.ssh_config else []
        return ["sftp", "-q", "-b", "-", *config, *port, f"{one.user}@{one.host}" if one.user else one.host]


class RsyncTarget(SftpTarget):
    """`rsync://USER@HOST:PORT/PATH`: as sftp, but the files travel by rsync over ssh, which is quicker."""

    def transfer(self, release: Release, plan: Plan, name: str, old: str) -> None:
        one = self.address
        base = f"{self.releases}/{name}"
        self.batch([f"-mkdir {quoted(self.releases)}", f"mkdir {quoted(base)}"])
        shell = ["ssh", *(["-F", self.where.ssh_config] if self.where.ssh_config else [])]
        shell += ["-p", str(one.port)] if one.port else []
        link = [f"--link-dest=../{old}"] if old else []
        options = ["-rc", "--chmod=D755,F644", "--from0", "--files-from=-", "--secluded-args", *link]
        place = f"{one.user}@{one.host}:{base}/" if one.user else f"{one.host}:{base}/"
        files = "\0".join(sorted(release.files)).encode()
        run(one.text, ["rsync", *options, "-e", " ".join(shell), f"{release.folder}/", place], files)


def parents(path: str) -> list[str]:
    """The folders above a path, outermost first."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def quoted(path: str | Path) -> str:
    """A path as sftp's own command line reads it; inside quotes it expands nothing."""
    text = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
