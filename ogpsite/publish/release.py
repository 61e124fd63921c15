"""What is published: a release, what a target shows now, and the difference."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from ogpsite.nouns import dataclass
from ogpsite.problems import Phrase, Place, Problem, Refused
from ogpsite.write.manifest import entry, is_inside, read

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Where:
    """From where a site is published: its folder, the moment (UTC, `20261124T101500`), and the way to tell progress."""

    root: Path
    moment: str
    tell: Tell = lambda words: None
    ssh_config: str = ""
    keep: int = 5  # releases that a target keeps, the present one among them


@dataclass(frozen=True, slots=True)
class Release:
    """A built site: its folder, and the SHA-256 of each file by path."""

    folder: Path
    files: Mapping[str, str]

    @staticmethod
    def of(folder: Path) -> Release:
        """The site that the last build wrote to a folder."""
        return Release(folder, {path: one.sha256 for path, one in read(folder).files.items()})

    @property
    def digest(self) -> str:
        """A short name of this content: the same files give the same."""
        return hashlib.sha256(listing(self.files)).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing would do, as paths."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def empty(self) -> bool:
        return not (self.added or self.changed or self.removed)

    @staticmethod
    def between(old: Mapping[str, str], new: Mapping[str, str]) -> Plan:
        """From the files of one release to those of another."""
        return Plan(
            tuple(sorted(set(new) - set(old))),
            tuple(sorted(path for path in set(new) & set(old) if new[path] != old[path])),
            tuple(sorted(set(old) - set(new))),
        )


class Target(Protocol):
    """Where a site is served from."""

    def published(self) -> Mapping[str, str]:
        """What it serves now: SHA-256 by path; empty before the first time. Raises Refused where it can't be asked."""

    def send(self, release: Release, plan: Plan) -> None:
        """Serves the release instead of what was there. Raises Refused; then the old one is still served."""

    def rollback(self) -> str:
        """Serves the release before the present one, and says which. Raises Refused where there is none."""


def failed(place: str, message: str, hint: str) -> Refused:
    """A fault of publishing, in plain words: English, as no editor but who publishes sees them."""
    return Refused(Problem(Place(place), "publish", Phrase(message, {}), Phrase(hint, {})))


def nothing_before(place: str) -> Refused:
    return failed(place, "no earlier release is kept there", "publish once more from the sources of that day")


def listing(files: Mapping[str, str]) -> bytes:
    """The list of a release's files, as it travels with them."""
    about = "files written by ogpsite; do not edit"
    return (json.dumps({"about": about, "files": dict(sorted(files.items()))}, indent=0) + "\n").encode()


def listed(data: bytes) -> dict[str, str]:
    """The files of such a list; a damaged one counts as empty, so that all is sent again."""
    try:
        found = json.loads(data)["files"]
        return {path: entry(said).sha256 for path, said in found.items() if isinstance(said, str) and is_inside(path)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
