"""How rows of one table name the records of another: by the same id, a part of it, its digits, or the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ogpsite.importers.atlas import fold
from ogpsite.importers.suggest.entry import Entry, Spec, cut, spec
from ogpsite.importers.suggest.layouts import listed
from ogpsite.importers.suggest.regions import at
from ogpsite.importers.suggest.roles import Part

GOOD = 0.75
CUTS: tuple[dict[str, object], ...] = (
    {},
    {"take": "number"},
    {"before_last": "."},
    {"before": "."},
    {"before_last": "-"},
    {"before": "-"},
    {"before": ":"},
    {"before": "/"},
)


def names_of(entry: Entry) -> list[tuple[str, str]]:
    """The id and the title of every record that an entry gives; the title is the id where it has none."""
    found = []
    for number in entry.region.numbers:
        key, title = (value_of(entry, name, number) for name in ("key", "title"))
        if key or title:
            found.append((key or title, title or key))
    return list(dict.fromkeys(found))


def value_of(entry: Entry, name: str, number: int) -> str:
    """What one row of an entry says for a field, cut as its column says."""
    given = entry.columns.get(name)
    if given is None:
        return ""
    if isinstance(given, dict) and "from" in given:
        return entry.region.name
    col = next((col for col in entry.region.cols if col.name in listed(given)), None)
    if col is None:
        return ""
    if entry.region.form:
        return col.cells[0].text.strip()
    text = at(entry.region.table, number, col.place).text.strip()
    return cut(text, given) if isinstance(given, dict) else text


def reference(part: Part, owner: Entry) -> Spec | None:
    """How the cells of a column name the records of an entry; None where they don't."""
    names = names_of(owner)
    ids = {fold(key): key for key, _ in names}
    texts = [cell.text.strip() for cell in part.col.filled]
    if not ids or not texts:
        return None
    for options in CUTS:
        if hits([cut(text, options) for text in texts], ids) >= GOOD:
            return spec(part, **options)
    for options in CUTS:
        values = dict(translated([cut(text, options) for text in texts], names))
        if values and hits([cut(text, options) for text in texts], {fold(word): "" for word in values}) >= GOOD:
            return spec(part, **options, values=values)
    return None


def hits(texts: Sequence[str], ids: dict[str, str]) -> float:
    """The share of the texts that are ids."""
    return sum(fold(text) in ids for text in texts) / len(texts) if texts else 0.0


def translated(texts: Sequence[str], names: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Words of a column with the id that they mean: by the title, or by the same digits under other letters."""
    by_title = {fold(title): key for key, title in names}
    by_digits = {digits(key): key for key, _ in names if digits(key)}
    unique = len(by_digits) == len({key for key, _ in names if digits(key)})
    for text in dict.fromkeys(texts):
        key = by_title.get(fold(text)) or (by_digits.get(digits(text)) if unique and len(text) < 40 else None)
        if key:
            yield text, key


def digits(text: str) -> str:
    """The number in an id without its letters: `M-01.2` → `1.2`."""
    found = re.search(r"\d+(?:[.\-]\d+)*", text)
    return ".".join(str(int(part)) for part in re.findall(r"\d+", found[0])) if found else ""
