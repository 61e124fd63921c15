"""The columns of a map's table: by field the heading, and how its cells are read; every way to get one wrong."""

from __future__ import annotations

from ogpsite.importers import declared, fields
from ogpsite.importers.atlas import Column, fold
from ogpsite.importers.declared import Faults, Given

COLUMN = frozenset(
    {"column", "split", "before", "before_last", "after", "take", "values", "item", "optional", "fill_down"}
    | {"order", "scale", "above", "from", "with", "marked"}
)
ONE_OF = {
    "take": ("number", "words"),
    "order": ("day-month", "month-day"),
    "scale": ("fraction", "percent"),
    "from": ("sheet",),
}
ITEM = "title - url"
BLANKS = {"newline": "\n", "tab": "\t"}


def columns_of(
    record: str, given: Given | None, table: Given, languages: tuple[str, ...], faults: Faults
) -> tuple[Column, ...]:
    """The columns of a table, by field."""
    if given is None:
        faults.add(table, "`columns:` is missing")
        return ()
    faults.strange(given, fields.columns(record), f"field of a {record}")
    known = fields.columns(record)
    return tuple(
        column_of(name, value, record, languages, faults)
        for name, value in declared.mapping(given).items()
        if name in known
    )


def column_of(name: str, given: Given, record: str, languages: tuple[str, ...], faults: Faults) -> Column:
    """One column: a heading, several, one for each language, or a mapping with `column:` and how to read it."""
    inner = declared.mapping(given)
    if not COLUMN & set(inner):
        return Column(name, headings_of(given, languages, faults))
    faults.strange(given, COLUMN)
    values = declared.mapping(inner["values"]) if "values" in inner else {}
    choices(record, name, values.values(), faults)
    if declared.word(inner.get("item")) not in ("", ITEM):
        faults.add(inner["item"], f"the only form known is `{ITEM}`")
    for key, allowed in ONE_OF.items():
        if key in inner and declared.word(inner[key]) not in allowed:
            faults.add(inner[key], f"write {' or '.join(allowed)}")
    elsewhere = bool({"above", "from", "marked", "with"} & set(inner))
    if "column" not in inner and not elsewhere:
        faults.add(given, "the heading of the column is missing: `column: …`")
    word = {key: declared.word(value) for key, value in inner.items()}
    return Column(
        name,
        headings_of(inner["column"], languages, faults) if "column" in inner else {},
        split=tuple(BLANKS.get(mark, mark) for mark in declared.words(inner.get("split"))),
        before=word.get("before", ""),
        before_last=word.get("before_last", ""),
        after=word.get("after", ""),
        take=word.get("take", ""),
        item=word.get("item", ""),
        order=word.get("order", ""),
        scale=word.get("scale", ""),
        above=word.get("above", ""),
        values={fold(word): declared.word(value) for word, value in values.items()},
        optional=declared.truth(inner.get("optional")),
        fill_down=declared.truth(inner.get("fill_down")),
        from_sheet="from" in inner,
        below=declared.words(inner.get("with")),
        marked=declared.words(inner.get("marked")),
    )


def headings_of(given: Given, languages: tuple[str, ...], faults: Faults) -> dict[str, tuple[str, ...]]:
    """The headings by language; without languages they hold the first one."""
    inner = declared.mapping(given)
    for language, value in inner.items():
        if language not in languages:
            faults.add(
                value,
                f"{language!r} is neither `column` nor one of the map's languages ({', '.join(languages)})",
            )
    found = {language: declared.words(value) for language, value in inner.items()} or {
        languages[0]: declared.words(given)
    }
    if not all(any(names) for names in found.values()):
        faults.add(given, "the heading of the column is missing")
    return found


def choices(record: str, name: str, values: object, faults: Faults) -> None:
    """That words are read as codes that the field has."""
    known = fields.fields(record).get(name)
    if known is None or not known.choices:
        return
    for value in values:  # type: ignore[attr-defined]
        if declared.word(value) not in known.choices:
            faults.add(value, f"{declared.word(value)!r} is not one of {', '.join(known.choices)}")
