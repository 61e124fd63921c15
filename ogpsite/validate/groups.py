"""Values that hold others, or point at others: groups, lists, evidence, files, references, due dates."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from ogpsite.model import dates, records
from ogpsite.model.fields import Field, declare, fields_of
from ogpsite.model.values import Due, FileRef, Node, Party, Period, Ref, Text
from ogpsite.nouns import dataclass
from ogpsite.problems import Phrase, Place, did_you_mean, meant, near, of_field, phrase
from ogpsite.validate.reading import Fault, Reading, Siblings, as_list, counted
from ogpsite.validate.words import read_text, read_url, scalar

PERIOD_HINT = phrase("write `period: {start: 2026-01-01, end: 2026-06-30}`")


@dataclass(frozen=True, kw_only=True)
class DueGroup:
    """A due date in the plan's own words."""

    text: Text = declare("text", "The words.")
    by: datetime.date | None = declare("day", "The latest day they can mean.")


@dataclass(frozen=True, kw_only=True)
class PeriodGroup:
    """A reporting period that the file's name doesn't say."""

    label: Text = declare("text", "Its name.")
    start: datetime.date | None = declare("day", "First day.")
    end: datetime.date | None = declare("day", "Last day.")


def read_due(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> Due:
    """One of the written forms, or `{text: …, by: …}`."""
    if isinstance(node.value, str):
        only_here(reading, path, siblings)
        return dates.due(node.value.strip(), reading.context.calendar)
    values = reading.fields(DueGroup, node, path, siblings)
    if not isinstance(node.value, dict) or not values["text"]:
        raise Fault(phrase("this is not a date"), dates.DUE_HINT)
    return Due("text", values["text"], by=values["by"])


def only_here(reading: Reading, path: str, siblings: Siblings) -> None:
    """Tells of translations of a value that has no words to translate."""
    for language, other in siblings.items():
        message = of_field(
            reading.said(path),
            phrase("only texts are translated; this field stands in {path}", path=reading.source.path),
        )
        reading.add(other.line, "language", message, phrase("remove it here"), path=reading.siblings[language].path)


def read_since(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> Due:
    return dates.since(scalar(node), reading.context.calendar)


def read_period(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> Period | None:
    if not isinstance(node.value, dict) and not node.empty:
        raise Fault(phrase("here should stand the first and the last day"), PERIOD_HINT)
    values = reading.fields(PeriodGroup, node, path, siblings)
    named = None
    try:
        named = dates.period(reading.source.key)
    except dates.NotADate:
        if not (values["start"] and values["end"]):
            raise Fault(
                phrase("start and end are needed, because the file's name says no period"), PERIOD_HINT
            ) from None
    start = values["start"] or (named.start if named else None)
    end = values["end"] or (named.end if named else None)
    if start and end and end < start:
        raise Fault(
            phrase("its last day ({end}) lies before its first ({start})", end=end, start=start),
            phrase("put the two days in order"),
        )
    return Period(start, end, values["label"]) if start and end else None


def read_file(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> FileRef:
    """A path relative to the record's own file, or to `content/` when it begins with `/`."""
    return FileRef(found_file(reading, scalar(node)), Place(reading.source.path, node.line))


HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/")  # how an address without https:// begins


def found_file(reading: Reading, word: str) -> str:
    """The path below `content/` of a file that exists. Raises Fault."""
    try:
        path = content_path(reading.source.path, word)
    except ValueError:
        raise Fault(
            phrase("{word} lies outside the content folder", word=repr(word)),
            phrase("put the file beside the record"),
            "file",
        ) from None
    if path in reading.context.files:
        return path
    spelled = respelled(reading, path)
    if not spelled:
        hint = phrase("write https://{word}", word=word) if HOST.match(word) else file_hint(reading, path)
        raise Fault(phrase("there is no file {file}", file=repr(word)), hint, "file")
    return spelled


def respelled(reading: Reading, path: str) -> str:
    """The file whose name is the same but for how accents are coded: macOS and others spell `é` in one sign or two."""
    wanted = unicodedata.normalize("NFC", path)
    if wanted.isascii():
        return ""
    return next((one for one in sorted(reading.context.files) if unicodedata.normalize("NFC", one) == wanted), "")


def file_hint(reading: Reading, path: str) -> Phrase:
    """The file that was probably meant by a path that leads nowhere."""
    folder = path.rpartition("/")[0]
    names = {known.rpartition("/")[2]: known for known in sorted(reading.context.files)}
    names |= {known.rpartition("/")[2]: known for known in reading.context.files if known.rpartition("/")[0] == folder}
    found = names.get(near(path.rpartition("/")[2], names), "")
    if not found:
        return phrase("put the file beside the record, or correct its name")
    beside = found.rpartition("/")[0] == reading.source.path.removeprefix("content/").rpartition("/")[0]
    return meant(found.rpartition("/")[2] if beside else f"/{found}")


def content_path(origin: str, word: str) -> str:
    """A file's path below `content/`, from the record's path and the words in it. Raises ValueError outside."""
    parts = [] if word.startswith("/") else origin.removeprefix("content/").split("/")[:-1]
    for part in word.replace("\\", "/").split("/"):
        if part == "..":
            if not parts:
                raise ValueError(word)
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def read_evidence(
    reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings
) -> tuple[records.Evidence, ...]:
    """A list of proofs; each an address, a file, or a mapping."""
    items = as_list(node)
    others = matched(reading, items, siblings, path)
    values = []
    for n, item in enumerate(items):
        here = f"{path}.{n}"
        reading.lines[here] = item.line
        try:
            values.append(read_proof(reading, spec, item, here, others[n]))
        except Fault as fault:
            reading.add(fault.line or item.line, fault.code, of_field(reading.said(here), fault.message), fault.hint)
    return tuple(values)


def read_proof(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> records.Evidence:
    if isinstance(node.value, str):
        word = node.value.strip()
        if "://" in word or re.match(r"(www\.|/?[A-Za-z]:[\\/]|\\\\|mailto:)", word):
            return records.Evidence(url=read_url(reading, spec, node, path, siblings))
        return records.Evidence(file=read_file(reading, spec, node, path, siblings))
    if not isinstance(node.value, dict):
        raise Fault(
            phrase("evidence is an address, a file, or fields such as title and url"),
            phrase("begin each item with `- `"),
        )
    values = reading.fields(records.Evidence, node, path, siblings)
    if (
        not (values["title"] or values["url"] or values["file"])
        and "file" not in node.value
        and "url" not in node.value
    ):
        raise Fault(phrase("this evidence has neither title nor url nor file"), phrase("add `file: …` or `url: …`"))
    return records.Evidence(**values)


def matched(reading: Reading, items: Sequence[Node], siblings: Siblings, path: str) -> list[dict[str, Node]]:
    """For each item its translations: matched by `key` where the items have keys, else by order."""
    found: list[dict[str, Node]] = [{} for _ in items]
    keys = {key_of(item): n for n, item in enumerate(items) if key_of(item)}
    for language, node in siblings.items():
        others = as_list(node)
        source = reading.siblings[language]
        if not keys and len(others) != len(items):
            message = of_field(
                reading.said(path),
                phrase("{there} in the translation, {here} in the record", there=counted(len(others)), here=len(items)),
            )
            reading.add(
                node.line, "language", message, phrase("give one for each, in the same order"), path=source.path
            )
            continue
        for n, other in enumerate(others):
            at = keys.get(key_of(other)) if keys else n
            if not isinstance(other.value, dict) and keys:
                message = of_field(
                    reading.said(path),
                    phrase("here should stand items with their `key`, as in {path}", path=reading.source.path),
                )
                reading.add(other.line, "value", message, phrase("begin each item `- key: …`"), path=source.path)
            elif at is None:
                hint = did_you_mean(key_of(other), keys, phrase("keys there: {known}", known=", ".join(keys)))
                message = of_field(
                    reading.said(path),
                    phrase("no item of {path} has the key {key}", path=reading.source.path, key=repr(key_of(other))),
                )
                reading.add(other.line, "language", message, hint, path=source.path)
            else:
                found[at][language] = other
    return found


def key_of(node: Node) -> str:
    """The `key` that an item of a list says, or an empty text."""
    key = node.value.get("key") if isinstance(node.value, dict) else None
    return key.value if key is not None and isinstance(key.value, str) else ""


def read_ref(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> Ref:
    return Ref(scalar(node), Place(reading.source.path, node.line), spec.to)


def read_count_or_ref(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> int | Ref:
    word = scalar(node)
    return int(word) if re.fullmatch(r"\d{1,15}", word) else read_ref(reading, spec, node, path, siblings)


def read_party(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> Party:
    """An organisation's key, or words where no organisation has that key (`relate` decides)."""
    if isinstance(node.value, dict):
        return Party(name=read_text(reading, spec, node, path, siblings))
    word = scalar(node)
    text = read_text(reading, spec, node, path, siblings)
    return Party(Ref(word, Place(reading.source.path, node.line), ("organisation",)), text)


def read_group(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> Any:
    assert spec.of is not None
    if not isinstance(node.value, dict) and not node.empty:
        names = ", ".join(one.name for one in fields_of(spec.of))
        raise Fault(
            phrase("here should stand fields, each on its own line below"), phrase("fields here: {known}", known=names)
        )
    return spec.of(**reading.fields(spec.of, node, path, siblings))


def read_supporting(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> records.Supporting:
    """Supporters in groups, or in one list."""
    if isinstance(node.value, dict) or node.empty:
        return records.Supporting(**reading.fields(records.Supporting, node, path, siblings))
    bodies = reading.several(Field("bodies", "party", "", many=True), node, path, siblings)
    return records.Supporting(bodies=bodies)


def read_items(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> tuple[Any, ...]:
    assert spec.of is not None
    if isinstance(node.value, str):
        raise Fault(phrase("here should stand a list: each item begins with `- ` on a line of its own"))
    items = as_list(node)
    others = matched(reading, items, siblings, path)
    values = []
    seen: dict[str, int] = {}
    keys = [spec_.name for spec_ in fields_of(spec.of) if spec_.kind == "key"]
    for n, item in enumerate(items):
        here = f"{path}.{n}"
        reading.lines[here] = item.line
        if not isinstance(item.value, dict):
            names = ", ".join(one.name for one in fields_of(spec.of))
            reading.add(
                item.line,
                "value",
                of_field(reading.said(here), phrase("here should stand fields")),
                phrase("fields here: {known}", known=names),
            )
            reading.lost = True
            continue
        key = key_of(item)
        if key and key in seen:
            message = of_field(
                reading.said(path),
                phrase("the key {key} is already used in line {line}", key=repr(key), line=seen[key]),
            )
            reading.add(item.line, "collision", message, phrase("give one of them another key"))
        seen.setdefault(key, item.line)
        reading.names[here] = key
        values.append(spec.of(**reading.fields(spec.of, item, here, others[n])))
        reading.lost = reading.lost or any(not getattr(values[-1], name) for name in keys)
    return tuple(values)


def read_map(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> tuple[Any, ...]:
    """A mapping from keys to groups."""
    assert spec.of is not None
    if not isinstance(node.value, dict):
        if node.empty:
            return ()
        raise Fault(phrase("here should stand a key for each item, with its fields below"), phrase("for example `m1:`"))
    values = []
    for key, item in node.value.items():
        here = f"{path}.{key}"
        reading.lines[here] = item.line
        reading.names[here] = key
        others = {
            language: other.value[key]
            for language, other in siblings.items()
            if isinstance(other.value, dict) and key in other.value
        }
        if isinstance(item.value, dict):
            values.append(spec.of(key=key, **reading.fields(spec.of, item, here, others)))
        else:
            message = of_field(reading.said(here), phrase("here should stand fields such as `status: …`"))
            reading.add(item.line, "value", message, phrase("indent them below the key"))
    return tuple(values)
