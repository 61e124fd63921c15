"""The table of importers: foreign tables, exports and documents → content files; one entry a format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ogpsite.importers import table
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.mapping import find_map
from ogpsite.importers.report import Report

__all__ = ["IMPORTERS", "ImportFault", "Importer", "Report", "find_map"]


class Importer(Protocol):
    """What every importer offers."""

    def __call__(
        self, files: Sequence[Path], mapping: Path, into: Path, *, dry_run: bool, overwrite: bool
    ) -> Report: ...


IMPORTERS: dict[str, Importer] = {"table": table.run}
