"""Cells → values, by the kind that the model declares for a field; what a cell does not say is noted, never guessed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping

from ogpsite.importers import dues, habits, proofs, tongues
from ogpsite.importers.atlas import Column, TableMap, fold
from ogpsite.importers.cells import Cell
from ogpsite.importers.fields import fields
from ogpsite.importers.rows import Row
from ogpsite.importers.slots import Desk, Pairs, Slot, clean, language_of, unknown
from ogpsite.model.fields import Field

NUMBERS: Mapping[str, tuple[str, str]] = {
    "number": (r"-?\d+(?:\.\d+)?", "not a number"),
    "percent": (r"\d+(?:\.\d+)?", "not a share from 0 to 100"),
    "whole": (r"\d{1,15}", "not a whole number"),
    "count-or-ref": (r"\d{1,15}", "not a whole number"),
}
CODES: Mapping[str, tuple[str, str]] = {
    "ogp-id": (r"[A-Z]{2,3}\d{4}", "not an id of OGP such as US0113"),
    "sdg": (r"(?:1[0-7]|[1-9])(?:\.[0-9a-f]{1,2})?", "not a goal from 1 to 17 or a target such as 16.7"),
    "policy-area": (r"[a-z0-9]+(?:-[a-z0-9]+)*", "not a key; translate the word under `values:`"),
}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
BLANK = "(blank)"


def filled(row: Row, table: TableMap, desk: Desk) -> dict[str, object]:
    """All fields that a row gives, then the map's constants for those it does not give."""
    known = fields(table.record)
    found: dict[str, object] = {}
    for column in table.columns:
        if column.field in known and column.field in row.cells:
            cells = {language: clean(cell, column, desk.notes) for language, cell in row.cells[column.field].items()}
            slot = Slot(column.field, known[column.field], column, cells, row)
            for name, value in read(slot, desk):
                put(found, name, value)
    for name, value in table.constants.items():
        if name in known and name not in found and (name, table.record) != ("lead", "commitment"):
            put(found, name, constant(value, known[name], desk))
    return grouped(in_order(found, row, desk))


def in_order(found: dict[str, object], row: Row, desk: Desk) -> dict[str, object]:
    """The fields without an end that lies before its start; it is noted."""
    start = day_of(found.get("start"), desk)
    for name in ("end", "due"):
        end = day_of(found.get(name), desk)
        if start and end and end < start:
            drop = "end" if name == "end" else "start"
            desk.notes.add("unknown", row.at, f"{name} ({end}) lies before start ({start}): {drop} was left out")
            found = {key: value for key, value in found.items() if key != drop}
    return found


def day_of(value: object, desk: Desk) -> datetime.date | None:
    """The day that a date or deadline means."""
    if isinstance(value, Mapping):
        return day_of(value.get("by"), desk)
    return value if isinstance(value, datetime.date) else dues.latest_day(str(value), desk.calendar) if value else None


def constant(value: object, field: Field, desk: Desk) -> object:
    """A constant of the map: a text is in the map's first language, a body becomes a key of the register."""
    if field.localised and isinstance(value, str):
        return desk.say({desk.map.languages[0]: value})
    if "organisation" in field.to:
        names = value if isinstance(value, list) else [value]
        keys = [desk.register.key(str(name)) for name in names]
        return keys if field.many else keys[0]
    return value


def put(found: dict[str, object], name: str, value: object) -> None:
    """Add a value; lists for one field are joined."""
    before = found.get(name)
    found[name] = [*before, *value] if isinstance(before, list) and isinstance(value, list) else value


def grouped(found: dict[str, object]) -> dict[str, object]:
    """Fields with a dot as groups: `supporting.other` inside `supporting`."""
    result: dict[str, object] = {}
    for name, value in found.items():
        head, _, tail = name.partition(".")
        if tail:
            inner = result.setdefault(head, {})
            assert isinstance(inner, dict)
            inner[tail] = value
        else:
            result[name] = value
    return result


def read(slot: Slot, desk: Desk) -> Pairs:
    """The value of a field, or several where a cell says more than one thing; nothing for a blank cell."""
    blank = not any(cell.text for cell in slot.cells.values())
    if slot.field.kind == "choice" and not slot.field.many:
        yield from choice(slot, desk)
    elif not blank:
        yield from READERS.get(slot.field.kind, as_word)(slot, desk)


def as_text(slot: Slot, desk: Desk) -> Pairs:
    """A text in one or several languages; a list of texts where the field holds several."""
    for cell in slot.cells.values():
        proofs.note_links(cell, desk.notes)
    if slot.field.many:
        yield slot.name, [desk.say({language_of(slot): piece.text}) for piece in slot.pieces()]
    else:
        yield slot.name, desk.say({language: cell.text for language, cell in slot.cells.items()})


def as_word(slot: Slot, desk: Desk) -> Pairs:
    """A word, or a list of words; words that the map translates are translated."""
    found = [slot.column.values.get(fold(piece.text), piece.text) for piece in slot.pieces()]
    yield slot.name, found if slot.field.many else found[0]


def as_email(slot: Slot, desk: Desk) -> Pairs:
    """An e-mail address."""
    if EMAIL.fullmatch(slot.first.text):
        yield slot.name, slot.first.text
    else:
        unknown(slot, slot.first, desk.notes, "not an e-mail address")


def as_number(slot: Slot, desk: Desk) -> Pairs:
    """A number; a percent sign is taken off, a decimal comma read; a share of 1 becomes one of 100."""
    text = slot.first.text.removesuffix("%").strip().replace(",", ".")
    form, why = NUMBERS[slot.field.kind]
    if slot.field.kind == "percent":
        value = percent(slot.first, slot.column)
        text = text if value is None else f"{value:g}"
    if re.fullmatch(form, text) and (slot.field.kind != "percent" or float(text) <= 100):
        yield slot.name, int(text) if text.isdigit() else text
    else:
        unknown(slot, slot.first, desk.notes, why)


def percent(cell: Cell, column: Column) -> float | None:
    """A share of 100: 40 for `40 %`, and for 0.4 where the column counts in shares of 1."""
    value = habits.share(cell)
    if value is None or "%" in cell.text or column.scale != "fraction":
        return value
    return round(value * 100, 2)


def as_code(slot: Slot, desk: Desk) -> Pairs:
    """Words with a fixed form, by the map's `values:` or as they are; others are left out."""
    form, why = CODES[slot.field.kind]
    good = []
    for piece in slot.pieces():
        word = slot.column.values.get(fold(piece.text), piece.text)
        if re.fullmatch(form, word):
            good.append(word)
        else:
            unknown(slot, piece, desk.notes, why)
    if good:
        yield slot.name, good if slot.field.many else good[0]


def as_start(slot: Slot, desk: Desk) -> Pairs:
    """The beginning of something, in one of the forms of due dates."""
    text = slot.first.text
    if dues.contract_form(text, desk.calendar) and text.lower() != "ongoing":
        yield slot.name, dues.exact_day(text) or text
    elif (form := dues.form_of(dues.plain(text))) and dues.contract_form(form, desk.calendar):
        desk.notes.add("date", slot.first.at, f"“{text}” read as {form}")
        yield slot.name, form
    else:
        yield from as_day(slot, desk)


def as_day(slot: Slot, desk: Desk) -> Pairs:
    """A day; one that is written in words or figures is noted."""
    text = slot.first.text
    day = day_in(slot) or edge(slot, desk)
    if day is None or not 1900 <= day.year <= 2200:
        unknown(slot, slot.first, desk.notes, why_no_day(text))
        return
    if not text.startswith(day.isoformat()):
        desk.notes.add("date", slot.first.at, f"“{text}” read as {day}")
    yield slot.name, day


def edge(slot: Slot, desk: Desk) -> datetime.date | None:
    """The first day of a month, quarter or year for a `start`, the last one for an `end`."""
    text = slot.first.text
    if slot.name == "end":
        return dues.latest_day(text, desk.calendar, slot.column.order)
    return dues.first_day(text) if slot.name == "start" else None


def day_in(slot: Slot) -> datetime.date | None:
    """The one day that the cell names; of a spreadsheet's number the day that it counts."""
    text = slot.first.text
    return dues.exact_day(text, slot.column.order) or dues.serial_day(text)


def why_no_day(text: str) -> str:
    """Why a cell names no day."""
    if habits.NUMERIC.fullmatch(text) and dues.exact_day(text, habits.DAY_FIRST):
        return "the day or the month first? Write `order: day-month` or `order: month-day` for this column in the map"
    return "not a day; write it as 2026-06-30"


def as_due(slot: Slot, desk: Desk) -> Pairs:
    """A deadline as it is written, with the latest day it can mean where the words are nothing but a date."""
    texts = {language: cell.text for language, cell in slot.cells.items() if cell.text}
    text = slot.first.text
    if slot.first.kind == "date" or (len(texts) == 1 and desk.own and dues.contract_form(text, desk.calendar)):
        day = dues.latest_day(text, desk.calendar)
        yield slot.name, day if day and text.startswith(day.isoformat()) else text
        return
    counted = dues.serial_day(text)
    by = counted or (dues.latest_day(text, desk.calendar, slot.column.order) if text else None)
    if by:
        desk.notes.add("date", slot.first.at, f"“{text}” read as {by}")
    else:
        odd = habits.NUMERIC.fullmatch(text)
        why = f" ({why_no_day(text)})" if odd else ""
        desk.notes.add("date", slot.first.at, f"“{text}” kept in its own words, without a day{why}")
    if by and (counted or habits.NUMERIC.fullmatch(text)):
        yield slot.name, by
    else:
        yield slot.name, {"text": desk.say(texts), **({"by": by} if by else {})}


def choice(slot: Slot, desk: Desk) -> Pairs:
    """A code of a closed list, by the map's `values:` or its own name; for a status the words are kept beside it."""
    cell = slot.first
    code = code_of(cell.text, slot)
    if code is None:
        if cell.text or slot.name == "status":
            unknown(slot, cell, desk.notes, f"not among the map's `values:` for {slot.name}")
        return
    if not cell.text:
        desk.notes.add("blank", cell.at, f"blank {slot.name} read as {code}, as the map says")
    yield slot.name, code
    if slot.name == "status":
        yield "raw_status", " ".join(slot.row.word(slot.name).split()) or BLANK


def as_choices(slot: Slot, desk: Desk) -> Pairs:
    """Several codes of a closed list."""
    codes = []
    for piece in slot.pieces():
        code = code_of(piece.text, slot)
        if code is None:
            unknown(slot, piece, desk.notes, f"not among the map's `values:` for {slot.name}")
        else:
            codes.append(code)
    if codes:
        yield slot.name, codes


def code_of(text: str, slot: Slot) -> str | None:
    """The code that a word stands for: by the map, by its own name, by the usual words of four languages."""
    if fold(text) in slot.column.values:
        return slot.column.values[fold(text)]
    if (value := percent(Cell(text, ""), slot.column)) is not None and habits.has_ranges(slot.column):
        return in_range(value, slot.column)
    for code, name in slot.field.choices.items():
        if fold(text) in (code, fold(name)):
            return code
    found = tongues.code(slot.name, text)
    return found if found in slot.field.choices else None


def in_range(value: float, column: Column) -> str | None:
    """The code of the number, or of the range (`1-99`, all between its neighbours) in which a share lies."""
    for words, code in column.values.items():
        low, _, high = (part.strip() for part in words.replace("–", "-").partition("-"))
        if low.isdigit() and (value == int(low) or (high.isdigit() and int(low) - 1 < value < int(high) + 1)):
            return code
    return None


def as_reference(slot: Slot, desk: Desk) -> Pairs:
    """Keys of other records: organisations go into the register, themes are found by title."""
    if "theme" in slot.field.to:
        key = theme(slot.first, slot.column, desk)
        if key:
            yield slot.name, key
    elif "organisation" in slot.field.to:
        yield from as_organisations(slot, desk)
    else:
        yield from as_word(slot, desk)


def as_organisations(slot: Slot, desk: Desk) -> Pairs:
    """Bodies named in a cell, each once."""
    sector = {"supporting.civil_society": "civil-society", "supporting.other": "other"}.get(slot.name, "")
    keys = [desk.register.key(piece.text, sector) for piece in slot.pieces()]
    yield slot.name, list(dict.fromkeys(keys)) if slot.field.many else keys[0]


def theme(cell: Cell, column: Column, desk: Desk) -> str:
    """The key of a theme of the plan, by its title in any language, its key, or the map's `values:`."""
    themes = desk.map.plan.get("themes", [])
    assert isinstance(themes, list)
    wanted = fold(column.values.get(fold(cell.text), cell.text))
    for entry in themes:
        title = entry.get("title", "")
        titles = title.values() if isinstance(title, Mapping) else [title]
        if wanted in {fold(entry.get("key", "")), *(fold(text) for text in titles)}:
            return str(entry["key"])
    if cell.text:
        desk.notes.add("unknown", cell.at, f"“{cell.text}” is not a theme of the plan: left out")
    return ""


def theme_keys(desk: Desk) -> set[str]:
    """The keys of the plan's themes in the map."""
    themes = desk.map.plan.get("themes", [])
    return {str(entry.get("key")) for entry in themes} if isinstance(themes, list) else set()


def as_boolean(slot: Slot, desk: Desk) -> Pairs:
    """Yes or no."""
    word = fold(slot.column.values.get(fold(slot.first.text), slot.first.text))
    answer = "yes" if word == "1" else "no" if word == "0" else tongues.yes_or_no(word)
    if answer:
        yield slot.name, answer
    else:
        unknown(slot, slot.first, desk.notes, "neither yes nor no")


READERS: Mapping[str, Callable[[Slot, Desk], Pairs]] = {
    "text": as_text,
    "prose": as_text,
    "email": as_email,
    "number": as_number,
    "percent": as_number,
    "whole": as_number,
    "count-or-ref": as_number,
    "ogp-id": as_code,
    "sdg": as_code,
    "policy-area": as_code,
    "since": as_start,
    "day": as_day,
    "due": as_due,
    "choice": as_choices,
    "ref": as_reference,
    "party": as_organisations,
    "evidence": proofs.as_evidence,
    "proof": proofs.as_evidence,
    "url": proofs.as_url,
    "boolean": as_boolean,
}
