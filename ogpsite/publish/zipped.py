"""One zip file that holds the site, for hosts with an upload form, for archives, for a copy on a stick."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from ogpsite.publish.address import Address
from ogpsite.publish.release import Plan, Release, Where, failed, listed, listing, nothing_before
from ogpsite.write.manifest import MANIFEST as STATE

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file can name: the same site gives the same bytes


class ZipTarget:
    """`zip:FILE`, relative to the site's folder. The one before stays beside it as `FILE.previous`."""

    def __init__(self, address: Address, where: Where) -> None:
        self.path = (where.root / address.place).absolute()
        self.previous = self.path.with_name(f"{self.path.name}.previous")

    def published(self) -> Mapping[str, str]:
        if not self.path.exists():
            return {}
        try:
            with zipfile.ZipFile(self.path) as archive:
                return listed(archive.read(STATE))
        except (OSError, zipfile.BadZipFile, KeyError, RuntimeError):
            message = "this file is there, and ogpsite did not make it"
            raise failed(str(self.path), message, "name another file, or move this one away") from None

    def send(self, release: Release, plan: Plan) -> None:
        part = self.path.with_name(f"{self.path.name}.part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
                for path in sorted(release.files):
                    pack(archive, path, (release.folder / path).read_bytes())
                pack(archive, STATE, listing(release.files))
            if self.path.exists():
                keep(self.path, self.previous)
            part.replace(self.path)
        except OSError as error:
            hint = "look at the free space and at your rights; the file that was there is as it was"
            raise failed(str(self.path), f"it can't be written: {error.strerror or error}", hint) from None
        finally:
            part.unlink(missing_ok=True)

    def rollback(self) -> str:
        if not self.previous.exists():
            raise nothing_before(str(self.path))
        self.previous.replace(self.path)
        return self.path.name


def pack(archive: zipfile.ZipFile, path: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(path, LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # as on Unix, on every system
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def keep(path: Path, previous: Path) -> None:
    """A second name for the file that is about to be replaced; a copy where the disk knows no second names."""
    previous.unlink(missing_ok=True)
    try:
        previous.hardlink_to(path)
    except OSError:
        previous.write_bytes(path.read_bytes())
