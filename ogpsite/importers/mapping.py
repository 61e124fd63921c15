"""The map: which sheet is which record and which column which field; knows its keys and every way to get it wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from ogpsite.importers import columnmap, commas, declared, fields
from ogpsite.importers.atlas import Column as Column
from ogpsite.importers.atlas import Map as Map
from ogpsite.importers.atlas import Organisations as Organisations
from ogpsite.importers.atlas import RollUp as RollUp
from ogpsite.importers.atlas import TableMap as TableMap
from ogpsite.importers.atlas import fold as fold
from ogpsite.importers.commas import Form
from ogpsite.importers.declared import Faults, Given
from ogpsite.importers.fault import ImportFault
from ogpsite.problems import near

TOP = frozenset(
    {
        "about",
        "languages",
        "site",
        "plan",
        "forum",
        "consultations",
        "organisations",
        "links",
        "tables",
        "unread_sheets",
        "csv",
    }
)
TABLE = frozenset(
    {
        "record",
        "sheet",
        "sheets",
        "beside",
        "optional",
        "header",
        "first_row",
        "last_row",
        "stop",
        "layout",
        "once",
        "each",
        "columns",
        "constants",
    }
    | {"unread", "where", "periods", "roll_up", "lead_from", "consultation", "contribution", "after_body"}
)
CSV = frozenset({"encoding", "separator"})
ORGANISATIONS = frozenset({"sector", "cells", "same_as", "register"})
LINKS = frozenset({"mend", "base"})
MENDS = frozenset({"double-scheme", "missing-scheme", "spaces", "site-relative"})
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def find_map(name_or_path: str | Path) -> Path:
    """The file of a map: a path, or the bare name of one that ogpsite brings along (`us-nap5`)."""
    path = Path(name_or_path)
    if path.is_file():
        return path
    shipped = shipped_maps()
    if str(name_or_path) in shipped:
        return shipped[str(name_or_path)]
    meant = near(path.stem, shipped)
    raise ImportFault(
        f"there is no map {str(name_or_path)!r}",
        (f"did you mean {meant!r}? " if meant else "")
        + f"ready maps: {', '.join(shipped)}; or give the path of a file",
    )


def shipped_maps() -> dict[str, Path]:
    """The ready maps by name."""
    folder = Path(str(resources.files("ogpsite.importers") / "maps"))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def read_map(path: Path) -> Map:
    """A map from its file; all its faults at once."""
    return whole_map(declared.read(path), path.stem)


def whole_map(top: Given, name: str) -> Map:
    """A map from its text; all its faults at once."""
    faults = Faults(f"{name}.yaml")
    faults.strange(top, TOP)
    entries = declared.mapping(top)
    languages = declared.words(entries.get("languages")) or ("en",)
    key, plan = plan_of(entries, top, faults)
    consultations = sections(entries.get("consultations"))
    given_tables = declared.mapping(entries.get("tables", Given({}, top.line)))
    tables = tuple(table_of(name, given, languages, consultations, faults) for name, given in given_tables.items())
    for table in tables:
        above_is_known(table, tables, given_tables[table.name], faults)
    if not tables:
        faults.add(top, "no `tables:`; nothing would be read")
    mend, base = links_of(entries.get("links"), faults)
    organisations = organisations_of(entries.get("organisations"), faults)
    form = form_of(entries.get("csv"), faults)
    faults.stop()
    return Map(
        name=name,
        languages=languages,
        plan_key=key,
        plan=plan,
        tables=tables,
        site=section(entries.get("site")),
        forum=section(entries.get("forum")),
        consultations=consultations,
        organisations=organisations,
        mend=mend,
        base=base,
        unread_sheets=declared.words(entries.get("unread_sheets")),
        csv=form,
    )


def form_of(given: Given | None, faults: Faults) -> Form:
    """How CSV files are written."""
    if given is None:
        return Form()
    faults.strange(given, CSV)
    inner = declared.mapping(given)
    try:
        return commas.form_of(declared.word(inner.get("encoding")), declared.word(inner.get("separator")))
    except ImportFault as fault:
        faults.add(given, str(fault))
        return Form()


def plan_of(entries: dict[str, Given], top: Given, faults: Faults) -> tuple[str, dict[str, object]]:
    """The plan's key and its fields."""
    given = entries.get("plan")
    if given is None:
        faults.add(top, "no `plan:` with key, title, start and end; commitments need one")
        return "", {}
    inner = declared.mapping(given)
    key = declared.word(inner.get("key"))
    if not SLUG.match(key):
        faults.add(inner.get("key", given), f"the plan's key {key!r} must be small letters, digits and hyphens")
    for name in ("title", "start", "end"):
        if name not in inner:
            faults.add(given, f"`{name}` is missing")
    return key, {name: declared.plain(value) for name, value in inner.items() if name != "key"}


def section(given: Given | None) -> dict[str, object]:
    """A part of the map that is copied into a record as it stands."""
    return {key: declared.plain(value) for key, value in declared.mapping(given).items()} if given else {}


def sections(given: Given | None) -> dict[str, dict[str, object]]:
    """Several such parts, by key."""
    return {key: section(value) for key, value in declared.mapping(given).items()} if given else {}


def links_of(given: Given | None, faults: Faults) -> tuple[frozenset[str], str]:
    """Which faults of addresses are mended, and against which address relative ones are read."""
    if given is None:
        return frozenset(), ""
    faults.strange(given, LINKS)
    inner = declared.mapping(given)
    mends = declared.words(inner.get("mend"))
    for mend in mends:
        if mend not in MENDS:
            faults.add(inner["mend"], f"{mend!r} cannot be mended; possible: {', '.join(sorted(MENDS))}")
    base = declared.word(inner.get("base"))
    if "site-relative" in mends and not base:
        faults.add(given, "`site-relative` needs `base:`, the address of the old site")
    return frozenset(mends), base


def organisations_of(given: Given | None, faults: Faults) -> Organisations:
    """How the register is filled."""
    if given is None:
        return Organisations()
    faults.strange(given, ORGANISATIONS)
    inner = declared.mapping(given)
    cells = declared.word(inner.get("cells")) or "names"
    if cells not in ("names", "codes"):
        faults.add(inner["cells"], "write `names` (cells hold names) or `codes` (cells hold short keys)")
    same_as = declared.mapping(inner["same_as"]) if "same_as" in inner else {}
    return Organisations(
        sector=declared.word(inner.get("sector")) or "government",
        codes=cells == "codes",
        same_as={fold(name): declared.word(value) for name, value in same_as.items()},
        register=sections(inner.get("register")),
    )


def table_of(
    name: str, given: Given, languages: tuple[str, ...], consultations: Mapping[str, object], faults: Faults
) -> TableMap:
    """One entry of `tables:`."""
    faults.strange(given, TABLE)
    inner = declared.mapping(given)
    record = declared.word(inner.get("record"))
    if record not in fields.RECORDS:
        meant = near(record, fields.RECORDS)
        asked = f"; did you mean {meant!r}?" if meant else ""
        faults.add(given, f"`record: {record}` is not one of {', '.join(fields.RECORDS)}{asked}")
        return TableMap(name, "commitment", (), ())
    columns = columnmap.columns_of(record, inner.get("columns"), given, languages, faults)
    table = TableMap(
        name=name,
        record=record,
        sheets=declared.words(inner.get("sheets")) or declared.words(inner.get("sheet")) or (name,),
        columns=columns,
        beside=declared.words(inner.get("beside")),
        every="sheets" in inner,
        optional=declared.truth(inner.get("optional")),
        first_row=int(number_of(inner.get("first_row"), faults) or 0),
        last_row=int(number_of(inner.get("last_row"), faults) or 0),
        stop=tuple(fold(word) for word in declared.words(inner.get("stop"))),
        form=layout_of(inner.get("layout"), faults),
        once=declared.truth(inner.get("once")),
        each=declared.words(inner.get("each")),
        header=header_of(inner.get("header"), faults),
        constants=constants_of(record, inner.get("constants"), faults),
        unread=declared.words(inner.get("unread")),
        where=where_of(inner.get("where")),
        periods=sections(inner.get("periods")),
        roll_up=roll_up_of(inner.get("roll_up"), faults),
        lead_from=declared.word(inner.get("lead_from")),
        consultation=declared.word(inner.get("consultation")),
        contribution=section(inner["contribution"]) if "contribution" in inner else None,
        after_body=declared.word(inner.get("after_body")),
    )
    complete(table, given, consultations, faults)
    return table


def complete(table: TableMap, given: Given, consultations: Mapping[str, object], faults: Faults) -> None:
    """What a table of its kind cannot do without."""
    names = {column.field for column in table.columns} | set(table.constants)
    for alternatives in fields.NEEDED.get(table.record, ()):
        if not names & set(alternatives):
            faults.add(given, f"a column for `{'` or `'.join(alternatives)}` is missing")
    lead = {"lead"} if table.lead_from else set()
    dated = {"reported_on"} if table.record == "progress" else set()
    for name in fields.required(table.record):
        if table.once and name not in ("title", "status"):
            continue
        if (
            name not in names | lead | dated
            and not (table.once and table.form)
            and not (name == "status" and table.roll_up)
        ):
            faults.add(given, f"`{name}` is required: name its column, or give it under `constants:`")
    if table.record == "progress" and "milestone" in names and not table.roll_up:
        faults.add(given, "`roll_up:` is missing: say how a commitment's status follows from its milestones'")
    if table.record == "response" and table.consultation not in consultations:
        faults.add(given, f"`consultation: {table.consultation}` is not described under `consultations:`")
    if table.record == "response" and table.contribution is None and "answers" not in names:
        faults.add(given, "say what is answered: a column for `answers`, or `contribution:` for one to each row")
    for name in table.each:
        if table.column(name) is None:
            faults.add(given, f"`each: {name}` names no field that has a column here")
    if table.lead_from not in ("", "milestones"):
        faults.add(given, "`lead_from:` can only be `milestones`")


def above_is_known(table: TableMap, tables: tuple[TableMap, ...], given: Given, faults: Faults) -> None:
    """That `above:` names another table of the map, which reads the same sheet."""
    for column in table.columns:
        other = next((one for one in tables if one.name == column.above), None)
        if column.above and (other is None or not {*map(fold, other.sheets)} & {*map(fold, table.sheets)}):
            names = ", ".join(one.name for one in tables if one is not table)
            faults.add(given, f"`{column.field}: above: {column.above}` names no table of this sheet; tables: {names}")


def constants_of(record: str, given: Given | None, faults: Faults) -> dict[str, object]:
    """Values for what no cell gives."""
    if given is None:
        return {}
    faults.strange(given, fields.constants(record), f"field of a {record}")
    for name, value in declared.mapping(given).items():
        items = value.value if isinstance(value.value, list) else [value]
        columnmap.choices(record, name, items, faults)
    return section(given)


def where_of(given: Given | None) -> dict[str, tuple[str, ...]]:
    """Which rows of the sheet are meant: by field, or by heading, the words that the cell may hold.

    `*` stands for any words, `#` for a number, `(alone)` for words with nothing else in the row.
    """
    inner = declared.mapping(given) if given is not None else {}
    return {name: tuple(fold(word) for word in declared.words(value)) for name, value in inner.items()}


def roll_up_of(given: Given | None, faults: Faults) -> RollUp | None:
    """The rule for the status of a commitment."""
    if given is None:
        return None
    faults.strange(given, frozenset({"all", "otherwise"}))
    inner = declared.mapping(given)
    every = declared.mapping(inner["all"]) if "all" in inner else {}
    otherwise = declared.word(inner.get("otherwise"))
    if not otherwise:
        faults.add(given, "`otherwise:` is missing")
    else:
        columnmap.choices("progress", "status", [inner["otherwise"], *every.values()], faults)
    return RollUp({key: declared.word(value) for key, value in every.items()}, otherwise)


def header_of(given: Given | None, faults: Faults) -> tuple[int, ...]:
    """The row with the headings, counted from 1; several where headings take more than one row."""
    if given is None:
        return (1,)
    found = declared.words(given)
    if len(found) == 1 and (span := re.fullmatch(r"([1-9]\d*)\s*[-–]\s*([1-9]\d*)", found[0])):
        found = tuple(str(number) for number in range(int(span[1]), int(span[2]) + 1))
    rows = [int(text) for text in found if re.fullmatch(r"[1-9]\d{0,6}", text)]
    if len(rows) != len(found) or not rows or rows != list(range(rows[0], rows[0] + len(rows))):
        faults.add(given, "write the number of the row with the headings; of several, the first and the last: 3-4")
        return (1,)
    return tuple(rows)


def number_of(given: Given | None, faults: Faults) -> str:
    """The number of a row."""
    text = declared.word(given)
    if given is not None and not re.fullmatch(r"[1-9]\d{0,6}", text):
        faults.add(given, "write the number of a row")
        return ""
    return text


def layout_of(given: Given | None, faults: Faults) -> bool:
    """Whether the sheet is a form: headings below each other, with the values beside them."""
    if given is not None and declared.word(given) not in ("form", "table"):
        faults.add(given, "write `form` (headings below each other) or `table`")
    return declared.word(given) == "form"
