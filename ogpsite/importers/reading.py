"""Which reader reads which file, and that a table is found under one name only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ogpsite.importers import commas, workbook
from ogpsite.importers.cells import Table
from ogpsite.importers.commas import Form
from ogpsite.importers.fault import ImportFault

UNSAID = Form()


def read(files: Sequence[Path], form: Form = UNSAID) -> tuple[Table, ...]:
    """All tables of all files; `form` says how CSV files are written, where it can't be seen."""
    if not files:
        raise ImportFault("no file was given", "name a workbook (.xlsx, .ods) or one or more .csv files")
    tables = tuple(found for path in files for found in read_one(path, form))
    seen: dict[str, str] = {}
    for table in tables:
        if table.name.casefold() in seen:
            raise ImportFault(
                f"the table {table.name!r} is in {seen[table.name.casefold()]} and again in {table.file}",
                "give each table once: the workbook, or its CSV files",
            )
        seen[table.name.casefold()] = table.file
    return tables


def read_one(path: Path, form: Form = UNSAID) -> tuple[Table, ...]:
    """The tables of one file."""
    if not path.is_file():
        raise ImportFault(f"there is no file {path}", "look at the spelling and the folder")
    ending = path.suffix.lower()
    if path.stat().st_size == 0:
        raise ImportFault(f"{path.name} is empty", "export it again")
    if ending in workbook.ENDINGS:
        return workbook.read(path)
    if ending in commas.ENDINGS:
        return (commas.read(path, form),)
    raise ImportFault(
        f"{path.name}: files ending in {ending or 'nothing'} are not read",
        "save it as .xlsx, .ods or .csv",
    )
