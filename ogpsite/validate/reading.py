"""The reading of one source: fields in turn, translations beside them, every fault noted with its line."""

from __future__ import annotations

import datetime
import marshal
import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from functools import cache, lru_cache
from typing import Any

from ogpsite.model import dates, kinds, records
from ogpsite.model.fields import Field, attribute, blank, fields_of
from ogpsite.model.placeholders import PLACEHOLDER, may_be_unfinished
from ogpsite.model.policy_areas import POLICY_AREAS
from ogpsite.model.values import Node, Source, Text
from ogpsite.nouns import dataclass
from ogpsite.problems import NOTHING, Phrase, Place, Problem, did_you_mean, near, of_field, phrase

Siblings = Mapping[str, Node]  # the translations of a value: language → node
NONE: Siblings = {}
TRUE, FALSE = ("true", "yes", "on"), ("false", "no", "off")


@dataclass(frozen=True)
class Context:
    """What the reading of a record depends on beside its own text."""

    languages: tuple[str, ...] = ("en",)
    calendar: dates.Calendar = dates.Calendar()
    files: frozenset[str] = frozenset()
    policy_areas: frozenset[str] = frozenset(POLICY_AREAS)


@dataclass
class Fault(Exception):  # noqa: N818 - ends the reading of one value
    """Why a value can't be understood."""

    message: Phrase
    hint: Phrase = NOTHING
    code: str = "value"
    line: int = field(default=0)


Reader = Callable[["Reading", Field, Node, str, Siblings], Any]


class Reading:
    """The reading of one source, with its translation siblings."""

    def __init__(
        self, source: Source, siblings: Mapping[str, Source], context: Context, readers: Mapping[str, Reader]
    ) -> None:
        self.source, self.context, self.readers = source, context, readers
        self.siblings = siblings
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}
        self.names: dict[str, str] = {}
        self.lost = False

    def add(
        self, line: int, code: str, message: Phrase, hint: Phrase = NOTHING, fatal: bool = True, path: str = ""
    ) -> None:
        self.problems.append(Problem(Place(path or self.source.path, line), code, message, hint, fatal))

    def said(self, path: str) -> str:
        """The path of a field for people: items of lists by their key, or counted from 1."""
        parts = path.split(".")
        steps = (".".join(parts[: n + 1]) for n in range(len(parts)))
        counted = (str(int(part) + 1) if part.isdigit() else part for part in parts)
        return ".".join(self.names.get(step) or part for step, part in zip(steps, counted, strict=True))

    def record(self, type_: type[Any]) -> Any:
        """The record, as far as it could be read."""
        nodes = {name: one.node for name, one in self.siblings.items()}
        extra = ("key",) if kinds.KINDS[self.source.kind].holds == "list" else ()
        values = self.fields(type_, self.source.node, "", nodes, extra)
        body = self.body()
        languages = {name for name, one in self.siblings.items() if one.body or one.node.value}
        meta = records.Meta(
            kind=self.source.kind,
            key=self.source.key,
            id=self.source.id,
            parent=self.source.parent,
            place=Place(self.source.path, max(self.source.node.line, 1)),
            places=marshal.dumps(self.lines, 2),
            translations=tuple(name for name in self.context.languages if name in languages),
            partial=self.source.broken or self.lost,
        )
        return type_(meta=meta, body=body, **values)

    def body(self) -> Text:
        """The free text in every language that has one."""
        bodies = {self.context.languages[0]: self.source.body}
        bodies |= {name: one.body for name, one in self.siblings.items()}
        self.lines["body"] = self.source.body_line
        for name, one in self.siblings.items():
            self.lines[f"body@{name}"] = one.body_line
        if self.source.kind != "contribution":
            for name, text in bodies.items():
                source = self.siblings.get(name, self.source)
                self.look_for_placeholders(text, source.body_line, source.path, "the text")
        return Text(tuple((name, bodies[name]) for name in self.context.languages if bodies.get(name)))

    def look_for_placeholders(self, text: str, line: int, path: str, name: str) -> None:
        """Warns of paragraphs that are still to be written."""
        first = 1 if "\n" in text and name != "the text" else 0  # below a field, the text begins on the next line
        if not may_be_unfinished(text):
            return
        for number, paragraph in enumerate(text.split("\n"), first):
            if paragraph.strip() and PLACEHOLDER.fullmatch(paragraph.strip()):
                where = phrase("the text") if name == "the text" else self.said(name)
                message = of_field(where, phrase("{words} is still to be written", words=repr(paragraph.strip()[:60])))
                self.add(line + number, "placeholder", message, phrase("write it, or leave the field out"), False, path)

    def fields(
        self, type_: type, node: Node, path: str, siblings: Siblings, extra: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """The values of a record or group by attribute; unknown and missing fields are told."""
        inside = node.value  # asked for once: it may be kept packed
        given = inside if isinstance(inside, dict) else {}
        declared, blanks = laid_out(type_)
        meant = self.unknown(given, declared, path, extra)
        translations = []
        for language, other in siblings.items():
            self.unknown_in_translation(language, other, declared, path)
            if isinstance(fields := other.value, dict):
                translations.append((language, fields))
        values = dict(blanks)
        for name, held_as, spec, translated, required in rows_of(type_, tuple(given), bool(translations)):
            found, others = given.get(name), NONE
            if translations and translated:
                others = {language: one[name] for language, one in translations if name in one}
                if found is None and not others and not required:
                    continue
            here = f"{path}.{name}" if path else name
            before = len(self.problems)
            value = self.field(spec, found, here, others)
            if value is not None:
                values[held_as] = value
            if required and len(self.problems) == before and name not in meant and not self.source.broken:
                self.look_for_words(spec, value, here, found, node)
        return values

    def look_for_words(self, spec: Field, value: Any, path: str, found: Node | None, node: Node) -> None:
        """Tells that a required field is missing or empty, or a text in the site's first language."""
        first = self.context.languages[0]
        if value is None or (not value and value in ("", (), Text())):
            self.missing(path, spec.name, node, found)
        elif isinstance(value, Text) and not value[first] and self.source.kind != "contribution":
            line = found.line if found else node.line
            hint = phrase("write it as {{first}: …, {other}: …}", first=first, other=next(iter(value)))
            message = of_field(
                self.said(path),
                phrase("the words in {first}, the site's first language, are missing", first=repr(first)),
            )
            self.add(line, "language", message, hint, fatal=False)

    def missing(self, path: str, name: str, node: Node, found: Node | None) -> None:
        """Tells that a required field is missing; in a table, that its column is."""
        line, message = (found or node).line, of_field(self.said(path), phrase("this field is required"))
        hint = (
            phrase("add a line `{name}: …`", name=name)
            if "." not in path
            else phrase("add `{name}: …` to this item", name=name)
        )
        if found is not None:
            hint = phrase("write it behind the colon")
        if node.cell:
            hint = phrase("fill its cell, or take the row out")
            if isinstance(node.value, dict) and name not in node.value:
                line, message = 1, of_field(self.said(path), phrase("the table has no such column, and it is required"))
                hint = phrase("add the column")
        self.add(line, "missing", message, hint)

    def unknown(
        self, given: Mapping[str, Node], declared: Mapping[str, Field], path: str, extra: tuple[str, ...]
    ) -> set[str]:
        """Tells of unknown fields; gives the fields that were probably meant by them."""
        meant = set()
        for name, node in given.items():
            if name in declared or name == "private" or name in extra:
                continue
            where = self.said(f"{path}.{name}" if path else name)
            hint = did_you_mean(name, declared, phrase("fields here: {known}", known=", ".join(sorted(declared))))
            line = 1 if node.cell else node.line
            what = phrase("there is no such column") if node.cell else phrase("there is no such field")
            self.add(line, "unknown-key", of_field(where, what), hint)
            meant.add(near(name, declared))
        return meant

    def unknown_in_translation(self, language: str, node: Node, declared: Mapping[str, Field], path: str) -> None:
        source, inside = self.siblings[language], node.value
        if not isinstance(inside, dict):
            if not node.empty:
                message = of_field(
                    self.said(path), phrase("here should stand fields such as in {path}", path=self.source.path)
                )
                self.add(node.line, "value", message, phrase("each field on its own line"), path=source.path)
            return
        for name, value in inside.items():
            if name == "key" or (not path and name in ("draft", "published_on")):
                continue
            spec = declared.get(name)
            where = self.said(f"{path}.{name}" if path else name)
            if spec is None:
                hint = did_you_mean(name, declared)
                self.add(
                    value.line, "unknown-key", of_field(where, phrase("there is no such field")), hint, path=source.path
                )
            elif not translatable(spec):
                message = of_field(
                    where, phrase("only texts are translated; this field stands in {path}", path=self.source.path)
                )
                self.add(value.line, "language", message, phrase("remove it here"), path=source.path)

    def field(self, spec: Field, node: Node | None, path: str, siblings: Siblings) -> Any:
        """The value of a field, or None where nothing (or nothing that could be understood) was given."""
        if node is not None:
            self.lines[path] = node.line
        absent = node is None or (not node.value and node.empty)
        if absent and not siblings:
            if node is not None and spec.kind == "colour":
                hint = phrase('a colour must stand in quotes, because # begins a comment: "#1a5fb4"')
                self.add(node.line, "value", of_field(self.said(path), phrase("nothing stands here")), hint)
            return None
        if spec.many and spec.kind not in ("items", "evidence"):
            return self.several(spec, node, path, siblings)
        try:
            return self.readers[spec.kind](self, spec, node or Node(None, 0), path, siblings)
        except Fault as fault:
            line = fault.line or (node.line if node else 0)
            self.lost = self.lost or spec.kind == "items"
            self.add(line, fault.code, of_field(self.said(path), fault.message), fault.hint)
        except dates.NotADate as fault:
            general = dates.DUE_HINT if spec.kind in ("due", "since") else dates.DAY_HINT
            hint = dates.hint(str(node.value).strip(), general) if node and node.value else general
            self.add(node.line if node else 0, "value", of_field(self.said(path), fault.args[0]), hint)
        return None

    def several(self, spec: Field, node: Node | None, path: str, siblings: Siblings) -> tuple[Any, ...]:
        """The values of a list; one value alone is a list of one."""
        items = as_list(node)
        if node and len(items) == 1 and (parts := run_together(spec, items[0])):
            message = phrase("{word} is one value, where several seem to be meant", word=repr(items[0].value))
            hint = phrase("write a list: {value}", value=f"[{', '.join(parts)}]")
            if node.cell:
                hint = phrase("put a bar between them: {value}", value="|".join(parts))
            self.add(items[0].line, "value", of_field(self.said(path), message), hint)
            return ()
        listed = node is not None and (node.cell or isinstance(node.value, tuple))
        others = {language: as_list(other) for language, other in siblings.items()}
        for language, other in list(others.items()):
            if len(other) != len(items):
                line = siblings[language].line
                message = of_field(
                    self.said(path),
                    phrase(
                        "{there} in the translation, {here} in the record", there=counted(len(other)), here=len(items)
                    ),
                )
                place = self.siblings[language].path
                self.add(line, "language", message, phrase("give one for each, in the same order"), path=place)
                del others[language]
        one = single(spec)
        values = (
            self.field(one, item, f"{path}.{n}" if listed else path, {name: other[n] for name, other in others.items()})
            for n, item in enumerate(items)
        )
        return tuple(value for value in values if value is not None)


def single(spec: Field) -> Field:
    """The declaration of one value of several."""
    known = SINGLE.get(id(spec))
    if known is None or known[0] is not spec:
        known = SINGLE[id(spec)] = spec, replace(spec, many=False)
    return known[1]


SINGLE: dict[int, tuple[Field, Field]] = {}  # by the identity of what was declared for several


def is_out(sibling: Source, day: datetime.date, drafts: bool) -> bool:
    """Whether a translation is published on a day: it may be a draft, or have a day of its own."""
    inside = sibling.node.value
    node = inside if isinstance(inside, dict) else {}
    said = {name: str(node[name].value).lower() for name in ("draft", "published_on") if name in node}
    return drafts or (said.get("draft") not in TRUE and said.get("published_on", "") <= day.isoformat())


Row = tuple[str, str, Field, bool, bool]


@cache
def laid_out(type_: type) -> tuple[Mapping[str, Field], Mapping[str, Any]]:
    """The declared fields of a record or group by name; and what its attributes hold where nothing is given."""
    found = fields_of(type_)
    return {spec.name: spec for spec in found}, {attribute(spec.name): blank(spec) for spec in found}


@lru_cache(maxsize=2_000)
def rows_of(type_: type, given: tuple[str, ...], translations: bool) -> tuple[Row, ...]:
    """The fields of a record or group to be looked at where some are given, in the order of their declaration: these,
    those that are required, and with `translations` those that may have one. Each with its attribute, whether a
    translation may hold it and whether it is required."""
    rows = ((spec.name, attribute(spec.name), spec, translatable(spec), spec.required) for spec in fields_of(type_))
    return tuple(row for row in rows if row[0] in given or row[4] or (translations and row[3]))


def translatable(spec: Field) -> bool:
    """Whether a translation may hold the field: texts, and what has texts inside."""
    return bool(spec.localised or spec.of) or spec.kind in ("evidence", "due", "proof", "period")


def counted(number: int) -> Phrase:
    return phrase("1 item") if number == 1 else phrase("{count} items", count=number)


def run_together(spec: Field, node: Node) -> list[str]:
    """The values that stand in one text, as in `values: transparency, participation`; none where it is one value."""
    if spec.kind not in ("choice", "ref", "policy-area", "sdg") or not isinstance(node.value, str):
        return []
    parts = [part for part in re.split(r"\s*[,;،؛]\s*", node.value.strip()) if part]
    if len(parts) == 1 and spec.choices and all(word in spec.choices for word in node.value.split()):
        parts = node.value.split()
    return parts if len(parts) > 1 and all(re.fullmatch(r"[\w./#@:~-]+", part) for part in parts) else []


def as_list(node: Node | None) -> tuple[Node, ...]:
    """A node as a list; a cell of a CSV file is split at `|`."""
    if node is None or node.empty:
        return ()
    if isinstance(node.value, tuple):
        return node.value
    if node.cell and isinstance(node.value, str):
        parts = [part.strip() for part in node.value.split("|")]
        return tuple(Node(part, node.line, node.plain, True) for part in parts if part)
    return (node,)
