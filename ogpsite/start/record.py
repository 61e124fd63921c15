"""The first file of a record (`new`): valid, with the fields that it may have as comments."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping

from ogpsite.model import dates, kinds
from ogpsite.model.fields import Field, fields_of
from ogpsite.model.kinds import ALSO, slug
from ogpsite.problems import Phrase, Place, Problem, Refused, did_you_mean, of_field, phrase, small
from ogpsite.start.writing import quoted


def record_file(
    kind: str,
    name: str,
    known: Mapping[str, Iterable[str]],
    day: datetime.date,
    given: Mapping[str, str] | None = None,
) -> tuple[str, str]:
    """The path and text of a new record; `known` gives the ids of the records that are there, by kind.

    `name` is its id as references write it: `2025-2028`, `2025-2028/open-contracting`,
    `2025-2028/open-contracting@2026-06`, `2024-priorities/c-012`. `given` holds values of fields, in the words of
    the person who was asked. Raises Refused in plain words.
    """
    check_kind(kind)
    parent, key = parted(kind, name)
    check_names(kind, name, parent, key, known)
    path = path_of(kind, parent, key, known)
    return path, text_of(kinds.KINDS[kind].record, kind, parent, key, known, day, checked(kind, given or {}, known))


def check_kind(kind: str) -> None:
    """Raises Refused for a kind of record that is no file of its own."""
    allowed = [one.name for one in kinds.TABLE if one.holds == "file" and one.name not in ("settings", "home")]
    allowed.append("contribution")
    if kind not in allowed:
        hint = did_you_mean(kind, allowed, phrase("kinds: {known}", known=", ".join(sorted(allowed))))
        if kind in kinds.KINDS or kind in kinds.PARTS:
            file = kinds.KINDS[kinds.PARTS[kind]].files[1] if kind in kinds.PARTS else kinds.KINDS[kind].files[0]
            hint = phrase("write it into {file}", file=re.sub(r"\{(\w+)\}", lambda name: name[1].upper(), file))
        message = phrase("there is no kind {kind} that has a file of its own", kind=repr(kind))
        raise Refused(Problem(Place(kind), "value", message, hint))


def checked(kind: str, given: Mapping[str, str], known: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Values as they stand in a file. Raises Refused for a field that isn't there, a code or a key that nobody has."""
    specs = {spec.name: spec for spec in fields_of(type_of(kind))}
    found: dict[str, str] = {}
    for name, words in given.items():
        spec = specs.get(name)
        if spec is None:
            hint = did_you_mean(name, specs, phrase("fields of a {kind}: {fields}", kind=kind, fields=", ".join(specs)))
            message = phrase("a {kind} has no field {name}", kind=kind, name=repr(name))
            raise Refused(Problem(Place(name), "unknown-key", message, hint))
        values = [one.strip() for one in words.split(",")] if spec.many else [words.strip()]
        for value in values:
            check_value(spec, value, known)
        written = [quoted(value) if must_be_quoted(spec, value) else value for value in values]
        found[name] = f"[{', '.join(written)}]" if spec.many and len(written) > 1 else ", ".join(written)
    return found


def type_of(kind: str) -> type:
    return kinds.KINDS[kind].record


def check_value(spec: Field, value: str, known: Mapping[str, Iterable[str]]) -> None:
    """Raises Refused in plain words for a value that the field can't take."""
    place = Place(spec.name)
    if spec.choices and value not in spec.choices:
        hint = did_you_mean(value, spec.choices, phrase("one of: {known}", known=", ".join(spec.choices)))
        message = of_field(spec.name, phrase("{value} can't stand here", value=repr(value)))
        raise Refused(Problem(place, "value", message, hint))
    try:
        if spec.kind == "day":
            dates.day(value)
        elif spec.kind == "due":
            dates.due(value, dates.Calendar())
    except dates.NotADate as fault:
        hint = dates.DAY_HINT if spec.kind == "day" else dates.DUE_HINT
        raise Refused(Problem(place, "value", of_field(spec.name, fault.args[0]), hint)) from None
    if spec.kind == "ref" and spec.to != ("*",) and len(spec.to) == 1 and "/" not in value:
        there = [*known.get(spec.to[0], ())]
        if value not in there and not any(one.endswith(f"/{value}") for one in there):
            known_ones = phrase("known: {known}", known=", ".join(sorted(there)) or phrase("none"))
            message = of_field(spec.name, no_record(spec.to[0], value))
            raise Refused(Problem(place, "reference", message, did_you_mean(value, there, known_ones)))


def no_record(kind: str, name: str) -> Phrase:
    return phrase("there is no {kind} {written}", kind=small(kinds.KINDS[kind].singular), written=repr(name))


PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./@_-]*")


def must_be_quoted(spec: Field, value: str) -> bool:
    """Whether YAML could misread a value that stands bare."""
    return spec.localised or not PLAIN.fullmatch(value)


def next_number(numbers: Iterable[str]) -> str:
    """The number after the greatest of some; an empty text where they aren't counted."""
    counted = [int(number) for number in numbers if number.isdigit()]
    return str(max(counted) + 1) if counted else ""


def parted(kind: str, name: str) -> tuple[str, str]:
    """The parent's id and the key, of an id as references write it."""
    sign = kinds.KINDS[kind].join
    if not sign or sign not in name:
        return "", name
    parent, _, key = name.rpartition(sign)
    return parent, key


def check_names(kind: str, name: str, parent: str, key: str, known: Mapping[str, Iterable[str]]) -> None:
    """Raises Refused where the key can't be an address, or the parent isn't there."""
    if not kinds.KEY.fullmatch(key):
        hint = phrase("write small letters a-z, digits and hyphens")
        if slug(key):
            hint = phrase("write {value}", value=repr(slug(key)))
        raise Refused(Problem(Place(name), "name", phrase("{key} can't be an address", key=repr(key)), hint))
    above = kinds.KINDS[kind].parent
    if parent and parent not in known.get(above, ()):
        first = phrase("make it first: {command}", command=f"ogpsite new {above} {parent}")
        hint = did_you_mean(parent, known.get(above, ()), first)
        raise Refused(Problem(Place(name), "reference", no_record(above, parent), hint))
    if not parent and above and kind not in ("commitment", "meeting"):
        sign = kinds.KINDS[kind].join
        example = {"version": "2025-2028@draft-1", "progress": "2025-2028/open-data@2026-06"}.get(
            kind, f"parent{sign}{key}"
        )
        message = phrase("say to which {kind} it belongs", kind=above)
        raise Refused(Problem(Place(name), "name", message, phrase("for example: {example}", example=example)))


def path_of(kind: str, parent: str, key: str, known: Mapping[str, Iterable[str]]) -> str:
    """Where the record's file lies."""
    groups = parent.split("/") if parent else []
    if kind == "forum":
        return "content/forum/forum.md" if key == "forum" else f"content/forum/{key}/forum.md"
    for pattern in reversed(kinds.KINDS[kind].files):
        names = [name for name in re.findall(r"\{(\w+)\}", pattern) if name != "key"]
        if len(names) == len(groups) and "{key}" in pattern and (kind in FOLDERS) == pattern.endswith(f"/{kind}.md"):
            return pattern.format(**dict(zip(names, groups, strict=True)), key=key)
    pattern = next(one for one in kinds.KINDS[kind].files if "{key}" in one and one.count("{") == len(groups) + 1)
    names = [name for name in re.findall(r"\{(\w+)\}", pattern) if name != "key"]
    return pattern.format(**dict(zip(names, groups, strict=True)), key=key)


FOLDERS = frozenset({"plan", "commitment", "consultation"})  # records that soon have files of their own


def text_of(
    type_: type,
    kind: str,
    parent: str,
    key: str,
    known: Mapping[str, Iterable[str]],
    day: datetime.date,
    given: Mapping[str, str],
) -> str:
    """A valid record: required fields and those given filled in, the others as comments."""
    lines = ["---"]
    invented = False
    for spec in fields_of(type_):
        if spec.name in ("draft", "published_on", "aliases") and not spec.required and spec.name not in given:
            continue
        value = given.get(spec.name) or example(spec, kind, key, known, day)
        needed = spec.required or (kind, spec.name) in ALSO or spec.name in given
        lines.append(f"{'' if needed else '# '}{spec.name}: {value}".rstrip() + f"  # {spec.doc}")
        invented = invented or (needed and spec.name not in given and value == EXAMPLES.get(spec.kind))
    lines += [DRAFT if invented else f"# {DRAFT_TOO}", "---", ""]
    lines.append(WORDS.get(kind, "<!-- Write the text here, instead of this line. -->"))
    return "\n".join(lines) + "\n"


WORDS = {
    "progress": "<!-- Write here what was done in this period, instead of this line. -->",
    "meeting": "",
    "contribution": "",
    "document": "",
}


def example(spec: Field, kind: str, key: str, known: Mapping[str, Iterable[str]], day: datetime.date) -> str:
    """A value that a field accepts, to be replaced."""
    if spec.name in ("title", "name"):
        return quoted(title_of(kind, key))
    if spec.kind == "choice":
        code = DEFAULTS.get((kind, spec.name), next(iter(spec.choices)))
        return f"[{code}]" if spec.many else code
    if spec.kind == "ref":
        found = next((one for target in spec.to for one in known.get(target, ())), "")
        return f"[{found}]" if spec.many else found
    if spec.kind == "day":
        return day_for(spec.name, key, day).isoformat()
    return EXAMPLES.get(spec.kind, "") if spec.required or (kind, spec.name) in ALSO else ""


def day_for(name: str, key: str, day: datetime.date) -> datetime.date:
    """A first value for a day: what the key says (2025-2028, 2026-05-14-meeting), else today or a while later."""
    years = re.fullmatch(r"((?:19|20|21)\d\d)-((?:19|20|21)\d\d)", key)
    if years and years[1] <= years[2] and name in ("start", "end"):
        return datetime.date(int(years[1]), 1, 1) if name == "start" else datetime.date(int(years[2]), 12, 31)
    if name == "date" and (said := re.match(r"\d{4}-\d{2}-\d{2}", key)):
        try:
            return datetime.date.fromisoformat(said[0])
        except ValueError:
            return day
    return day + datetime.timedelta(days=LATER.get(name, 0))


# A first file that holds invented words or a false address is a draft: nobody may publish them by mistake.
DRAFT = "draft: true  # Write what stands here only as an example, then take this line away."
DRAFT_TOO = "draft: true  # Take the first sign away to keep it out of the published site."
DEFAULTS = {("contribution", "attribution"): "anonymous", ("event", "kind"): "workshop"}
LATER = {"end": 729, "closes": 28}
EXAMPLES = {
    "text": '"Write the words here"',
    "prose": '"Write the words here"',
    "party": '"Name of the body"',
    "url": "https://example.org/document",
    "period": "",
}


def title_of(kind: str, key: str) -> str:
    """A first title, from the key."""
    words = re.sub(r"^\d{4}(-\d{2}){0,2}-(?=[a-z])", "", key).replace("-", " ")
    return words[:1].upper() + words[1:] if kind != "plan" else f"Action plan {key}"
