"""CSV files of contributions: rows → nodes, nested columns by their dots."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any

from ogpsite.model.limits import USUAL, Limits
from ogpsite.model.values import Node
from ogpsite.problems import Faults, Place, Problem, of_field, phrase

LONGEST_CELL = 2**31 - 1
"""Characters of a cell: no limit of its own, for `limits.` bounds whole files, and Python's would seem a bad quote."""


def csv_node(path: str, text: str, faults: Faults, limits: Limits = USUAL) -> Node | None:
    """A CSV file as a list of items: columns named as fields, nested ones with a dot."""
    head = text.split("\n", 1)[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    rows = csv_rows(path, text, delimiter, faults)
    if not rows:
        return Node((), 1) if rows is not None else None
    columns = [column.strip() for column in rows[0][1]]
    wrong = csv_too_much(path, rows, limits) or csv_head_fault(path, columns)
    if wrong:
        faults.append(wrong)
        return None
    filled = ((start, row) for start, row in rows[1:] if any(cell.strip() for cell in row))
    return Node(tuple(csv_item(path, columns, row, start, faults) for start, row in filled), 1)


def csv_rows(path: str, text: str, delimiter: str, faults: Faults) -> list[tuple[int, list[str]]] | None:
    """The rows of a CSV file with the lines in which they begin; None with a fault where they can't be told apart."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for row in reader:
            rows.append((start, row))
            start = reader.line_num + 1
    except csv.Error as error:
        message = phrase("a quotation mark opens in this row and is never closed")
        if "expected after" in str(error):
            start, message = reader.line_num, phrase("words stand behind a closing quotation mark")
        hint = phrase('put the whole cell in quotation marks, and write those inside it twice: "He said ""yes""."')
        faults.append(Problem(Place(path, start), "value", message, hint))
        return None
    return rows


def csv_head_fault(path: str, columns: list[str]) -> Problem | None:
    """What is wrong with the names of the columns."""
    counts = Counter(columns)
    twice = next((name for name in columns if name and counts[name] > 1), "")
    if twice:
        return Problem(
            Place(path, 1),
            "duplicate-key",
            of_field(twice, phrase("this column stands here twice")),
            phrase("keep one of them"),
        )
    torn = next((name for name in columns if name and not all(name.split("."))), "")
    if torn:
        hint = phrase("write it as a field, such as consent.on or text.fr")
        return Problem(Place(path, 1), "unknown-key", of_field(torn, phrase("there is no such column")), hint)
    if "key" not in columns:
        hint = phrase("the first line names the columns, for example: key,text,attribution")
        return Problem(
            Place(path, 1), "missing", of_field("key", phrase("the table has no such column, and it is required")), hint
        )
    return None


def csv_too_much(path: str, rows: list[tuple[int, list[str]]], limits: Limits) -> Problem | None:
    """A table with more cells than a site is made for."""
    count = 0
    for line, row in rows:
        count += len(row)
        if count > limits.values:
            hint = phrase("split it, or raise `limits.values` in site.yaml")
            return Problem(
                Place(path, line),
                "limit",
                phrase("the table holds more than {count} cells", count=f"{limits.values:,}"),
                hint,
            )
    return None


def csv_item(path: str, columns: list[str], row: list[str], line: int, faults: Faults) -> Node:
    """A row as a mapping; `consent.on` becomes `on` inside `consent`."""
    nameless = any(cell.strip() for cell, column in zip(row, columns, strict=False) if not column)
    if nameless or any(cell.strip() for cell in row[len(columns) :]):
        message = phrase(
            "the row has {cells} cells, but only {columns} columns have names",
            cells=len(row),
            columns=len([name for name in columns if name]),
        )
        hint = phrase("a cell that holds the sign between the cells must stand in quotation marks")
        faults.append(Problem(Place(path, line), "value", message, hint))
        columns = [column if column == "key" else "" for column in columns]
    item: dict[str, Any] = {}
    for column, cell in zip(columns, row, strict=False):
        if column:
            put_cell(item, column.split("."), Node(cell.strip() or None, line, cell=True))
    return mapping_of_cells(item, line)


def put_cell(item: dict[str, Any], names: list[str], cell: Node) -> None:
    """A cell at its place; where a group has a cell of its own (`text` beside `text.fr`), that has no name in it."""
    for name in names[:-1]:
        inner = item.setdefault(name, {})
        if isinstance(inner, Node):
            inner = item[name] = {"": inner}
        item = inner
    last = names[-1]
    if isinstance(item.get(last), dict):
        item, last = item[last], ""
    item[last] = cell


def mapping_of_cells(item: dict[str, Any], line: int) -> Node:
    """Cells by column as a node; groups in which nothing stands are left out."""
    found: dict[str, Node] = {}
    for name, inner in item.items():
        node = inner if isinstance(inner, Node) else mapping_of_cells(inner, line)
        if isinstance(inner, Node) or any(not one.empty for one in (node.value or {}).values()):  # type: ignore[union-attr]
            found[name] = node
    return Node(found, line, cell=True)
