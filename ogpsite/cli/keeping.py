"""What the last build or check of a kind told, to be told again where nothing has changed since."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ogpsite import __version__
from ogpsite.cli.telling import IN_ORDER, Said, both_ways, day_in
from ogpsite.memory import seal
from ogpsite.nouns import dataclass


@dataclass(frozen=True)
class Wanted:
    """How a build is wanted, in the command's words."""

    source: str
    as_of: str | None
    output: str | None
    drafts: bool
    base_url: str
    strict: bool
    refuse: tuple[str, ...]
    offline: bool = False
    writes: bool = True

    @property
    def target(self) -> Path:
        return Path(self.output) if self.output else Path(self.source) / "output"


class Kept:
    """What the last build of this kind told, good for as long as nothing has changed: files, program, or day."""

    def __init__(self, wanted: Wanted, began: int) -> None:
        self.wanted = wanted
        self.root = Path(wanted.source)
        self.path = seal.seal_path(self.root, asdict(wanted) | {"version": __version__})
        self.inside: seal.Inside = {}
        self.sources = seal.source_mark(self.root, wanted.target, began, self.inside)

    def again(self) -> Said | None:
        """What is to be told where nothing has changed; None where the site must be built."""
        body = seal.opened(self.path)
        if not body or not self.sources or body["sources"] != self.sources:
            return None
        if not self.wanted.as_of and body["day"] != day_in(body["zone"]).isoformat():
            return None
        if body["target"] != self.target():
            return None
        told: dict[str, Any] = body["told"]
        if not both_ways() and any(IN_ORDER in words for words in told["worded"]):
            return None  # it was told on a terminal that another one, or a file, is not like
        counts = told["counts"] | {"written": 0, "unchanged": told["counts"]["files"], "removed": 0}
        return told | {"counts": counts}

    def keep(self, told: Said, zone: str, day: datetime.date, mark: str = "") -> None:
        """Keeps what was told, and the mark of the output, where it is known already.

        What writes nothing keeps it only where a build has begun to.
        """
        if self.sources and (self.wanted.writes or self.path.parent.is_dir()):
            body = {"sources": self.sources, "target": mark or self.target(), "told": told}
            seal.keep(self.path, body | {"zone": zone, "day": day.isoformat()})

    def target(self) -> str:
        return seal.target_mark(self.wanted.target) if self.wanted.writes else ""
