"""The table of importers: foreign tables, exports and documents → content files; one entry a format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ogpsite.importers import table
from ogpsite.importers.commas import form_of as csv_form
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.mapping import find_map
from ogpsite.importers.report import Report
from ogpsite.importers.suggest import save_map, suggest
from ogpsite.importers.table import Wishes

__all__ = ["IMPORTERS", "ImportFault", "Importer", "Report", "Wishes", "csv_form", "find_map", "save_map", "suggest"]


class Importer(Protocol):
    """What every importer offers."""

    def __call__(self, files: Sequence[Path], mapping: Path, into: Path, wishes: Wishes) -> Report: ...


IMPORTERS: dict[str, Importer] = {"table": table.run}
