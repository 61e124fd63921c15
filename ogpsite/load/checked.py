"""Reading of `links.csv`: what was found when links to other sites were last checked."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

from ogpsite.load.files import read_text
from ogpsite.model.checked import COLUMNS, NAME, STATES, Checked
from ogpsite.problems import Faults, Phrase, Place, Problem, phrase

HINT = phrase("`ogpsite links` writes this file anew; a line that can't be read is left out")


def checked(root: Path, faults: Faults) -> tuple[Checked, ...]:
    """What is known of each link. A line that can't be read is a warning: the next check finds out again."""
    path = root / NAME
    if not path.is_file():
        return ()
    wrong: Faults = []
    text = read_text(root, NAME, path.stat().st_size, wrong)
    found: dict[str, Checked] = {}
    rows = csv.reader(io.StringIO(text or "", newline=""))
    try:
        for row in rows:
            line = rows.line_num
            if line == 1 or not row:
                if line == 1 and tuple(row) != COLUMNS:
                    wrong.append(fault(1, phrase("the first line is not {columns}", columns=repr(",".join(COLUMNS)))))
                    break
                continue
            one = read(row, line)
            if isinstance(one, Problem):
                wrong.append(one)
            else:
                found[one.url] = one
    except csv.Error as error:
        wrong.append(fault(rows.line_num, phrase("this line can't be read: {error}", error=error)))
    faults.extend(Problem(one.place, "links", one.message, one.hint, fatal=False) for one in wrong)
    return tuple(found.values())


def read(row: list[str], line: int) -> Checked | Problem:
    """One line."""
    if len(row) != len(COLUMNS):
        found = phrase("{count} cells stand here, where {expected} are expected", count=len(row), expected=len(COLUMNS))
        return fault(line, found)
    url, state, detail, day, since, moved_to = row
    if state not in STATES:
        return fault(line, phrase("{text} is not a state of a link", text=repr(state)))
    try:
        broken = datetime.date.fromisoformat(since) if since else None
        return Checked(url, state, detail, datetime.date.fromisoformat(day), broken, moved_to, line)
    except ValueError:
        return fault(line, phrase("a day in this line is not one"))


def fault(line: int, message: Phrase) -> Problem:
    return Problem(Place(NAME, line), "links", message, HINT, fatal=False)
