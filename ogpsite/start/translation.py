"""The sibling of a record to be translated (`translate`): every text that is missing, with the original above it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from ogpsite.model import kinds, records
from ogpsite.model.fields import Field, attribute, fields_of
from ogpsite.model.values import Text
from ogpsite.problems import Problem, Refused, phrase
from ogpsite.start.writing import quoted


def translation_path(path: str, language: str) -> str:
    """The sibling of a record's file in a language."""
    return f"{path.removesuffix('.md')}.{language}.md"


def translation_file(record: records.Record, first: str, language: str) -> tuple[str, str]:
    """The path and text of a record's translation, to be filled in; it is valid as it is, and says nothing yet.

    Raises Refused where the record has no file of its own, or no text is missing.
    """
    place = record.meta.place
    if kinds.KINDS[record.meta.kind].holds != "file" and not place.path.endswith(".md"):
        line = f"title: {{{first}: …, {language}: …}}"
        hint = phrase("write the translation beside the text: {line}", line=line)
        raise Refused(Problem(place, "language", phrase("this record shares its file with others"), hint))
    lines = list(fields(record, first, language))
    body = record.body[first] if not record.body[language] else ""
    if not lines and not body:
        message = phrase("every text of this record is there in {language} already", language=repr(language))
        raise Refused(Problem(place, "language", message))
    note = f"# The texts of {place.path.rpartition('/')[2]} in {language!r}. Write each behind its colon; what stays"
    found = ["---", note, f"# empty is shown in {first!r}. A # begins a line that nobody else sees."]
    found += lines
    if body:
        found += ["# The free text goes below the next line ---. In the original it is:", *commented(body, "")]
    return translation_path(place.path, language), "\n".join([*found, "---", "", ""])


def fields(value: Any, first: str, language: str, indent: str = "") -> Iterator[str]:
    """The lines of a record or group: each text that is missing, with its original as a comment."""
    kind: type = type(value)
    for spec in fields_of(kind):
        inner = getattr(value, attribute(spec.name))
        yield from field(spec, inner, first, language, indent)


def field(spec: Field, inner: Any, first: str, language: str, indent: str) -> Iterator[str]:
    """The lines of one field; none where it holds nothing to translate."""
    if isinstance(inner, Text) and spec.localised:
        if inner[first] and not inner[language]:
            yield from commented(inner[first], indent)
            yield f"{indent}{spec.name}:"
    elif isinstance(inner, tuple) and inner and (spec.localised or dataclasses.is_dataclass(inner[0])):
        yield from several(spec, inner, first, language, indent)
    elif spec.of and dataclasses.is_dataclass(inner):
        lines = list(fields(inner, first, language, f"{indent}  "))
        if lines:
            yield from (f"{indent}{spec.name}:", *lines)


def several(spec: Field, values: tuple[Any, ...], first: str, language: str, indent: str) -> Iterator[str]:
    """The lines of a list: items with a key by their key, others all of them in their order."""
    if spec.localised:
        if any(one[first] and not one[language] for one in values):
            yield f"{indent}{spec.name}:"
            for one in values:
                yield from commented(one[first], f"{indent}  ")
                yield f"{indent}  - {quoted(one[language]) if one[language] else ''}".rstrip()
        return
    items = [list(fields(one, first, language, f"{indent}    ")) for one in values]
    if not any(items):
        return
    yield f"{indent}{spec.name}:"
    keyed = all(getattr(one, "key", "") for one in values)
    for one, lines in zip(values, items, strict=True):
        if keyed and spec.kind == "map" and lines:
            yield from (f"{indent}  {one.key}:", *lines)
        elif keyed and lines:
            yield from (f"{indent}  - key: {one.key}", *lines)
        elif not keyed:
            yield from unkeyed(lines, indent)


def unkeyed(lines: list[str], indent: str) -> Iterator[str]:
    """An item that is found by its place in the list: it stands there even where it has nothing to translate."""
    if not lines:
        yield f"{indent}  - {{}}"
        return
    at = next(n for n, line in enumerate(lines) if not line.lstrip().startswith("#"))
    yield from lines[:at]
    yield f"{indent}  - {lines[at].lstrip()}"
    yield from lines[at + 1 :]


def commented(text: str, indent: str) -> Iterator[str]:
    """A text as a comment."""
    yield from (f"{indent}# {line}".rstrip() for line in text.split("\n"))
