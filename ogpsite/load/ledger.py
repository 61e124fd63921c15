"""Reading of the ledger of published addresses, which `build --publish` keeps beside site.yaml."""

from __future__ import annotations

import csv
import datetime
import io
import re
from pathlib import Path

from ogpsite.load.files import read_text
from ogpsite.model.ledger import COLUMNS, NAME, Address, Ledger
from ogpsite.problems import Faults, Phrase, Place, Problem, phrase

ADDRESS = re.compile(r"/[^\s\\?#<>\"]*(#[^\s\\?#<>\"]+)?")
FORM = re.compile(r"[A-Za-z0-9._-]+\*?")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")
HINT = phrase("restore the line from an earlier version of the file; `ogpsite build --publish` writes it, people don't")


def ledger(root: Path, faults: Faults) -> Ledger:
    """Every address that was published; a line that can't be read is a fault. No ledger gives no address."""
    path = root / NAME
    if not path.exists():
        return ()
    size = path.stat().st_size if path.is_file() else 0
    text = read_text(root, NAME, size, faults)
    if text is None:
        return ()
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: dict[str, Address] = {}
    try:
        head = next(rows, [])
        if tuple(head) != COLUMNS:
            message = phrase(
                "the first line of the ledger of addresses is not {columns}", columns=repr(",".join(COLUMNS))
            )
            faults.append(Problem(Place(NAME, 1), "ledger", message, HINT))
            return ()
        for row in rows:
            if row:
                read = address(row, rows.line_num, faults)
                if read and found.setdefault(read.address, read) is not read:
                    message = phrase("the address {address} stands here twice", address=read.address)
                    hint = phrase("keep one of the two lines; this happens where two versions of the file were merged")
                    faults.append(Problem(Place(NAME, rows.line_num), "ledger", message, hint))
    except csv.Error as error:
        message = phrase("this line of the ledger of addresses can't be read: {error}", error=error)
        faults.append(Problem(Place(NAME, rows.line_num), "ledger", message, HINT))
    return tuple(found.values())


def address(row: list[str], line: int, faults: Faults) -> Address | None:
    """One line of the ledger, or None with a fault."""
    wrong: Phrase | None = None
    since = datetime.date.min
    if len(row) != len(COLUMNS):
        wrong = phrase("{count} cells stand here, where {expected} are expected", count=len(row), expected=len(COLUMNS))
        faults.append(Problem(Place(NAME, line), "ledger", wrong, HINT))
        return None
    where, languages, forms, record, title, day, sha256 = row
    try:
        since = datetime.date.fromisoformat(day)
    except ValueError:
        wrong = phrase("{text} is not a day", text=repr(day))
    if not ADDRESS.fullmatch(where) or "/../" in f"{where}/" or "//" in where:
        wrong = phrase("{text} is not an address of the site", text=repr(where))
    elif not all(LANGUAGE.fullmatch(one) for one in languages.split()):
        wrong = phrase("{text} is not a list of languages", text=repr(languages))
    elif not all(FORM.fullmatch(one) for one in forms.split()):
        wrong = phrase("{text} are not files beside a page", text=repr(forms))
    if wrong:
        faults.append(Problem(Place(NAME, line), "ledger", wrong, HINT))
        return None
    return Address(where, tuple(languages.split()), tuple(forms.split()), record, title, since, sha256, line)
