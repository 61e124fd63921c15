"""The kinds of value, in a table: how the text of a field becomes what it means."""

from __future__ import annotations

import datetime
import re
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ogpsite.model import dates, kinds, records
from ogpsite.model.fields import Field, declare, fields_of
from ogpsite.model.values import Due, FileRef, Node, Party, Period, Ref, Text
from ogpsite.problems import Place, did_you_mean, near
from ogpsite.validate.reading import FALSE, TRUE, Fault, Reader, Reading, Siblings, as_list, counted

NONE: Siblings = {}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ADDRESS = re.compile(r"https?://[^\s/?#.][^\s/?#]*(?:[/?#]\S*)?", re.I)
MAIL = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+\.[^\s@<>,;:.]+")


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


def scalar(node: Node) -> str:
    """The text of a scalar. Raises Fault for a list or a mapping."""
    if isinstance(node.value, str):
        return node.value.strip()
    if isinstance(node.value, dict) and any(name and " " in name for name in node.value):
        raise Fault("here should stand one text", "a text with a colon must stand in quotes")
    raise Fault("here should stand one value, not a list or several fields", "write it on one line")


def read_word(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    return scalar(node)


def read_text(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> Text:
    """A text of the site's first language, or a mapping by language, with the siblings' texts."""
    languages = reading.context.languages
    texts: dict[str, str] = {}
    if isinstance(node.value, dict):
        for given, value in node.value.items():
            language = given or languages[0]  # a column `text` beside `text.fr`
            if language not in languages:
                unknown_language(reading, language, value, path)
            elif isinstance(value.value, str):
                texts[language] = value.value.strip()
                reading.lines[f"{path}@{language}"] = value.line
            elif not value.empty:
                raise Fault(
                    f"the text in {language!r} should be one text",
                    "write it on one line, or after `|`",
                    line=value.line,
                )
    elif not node.empty:
        texts[languages[0]] = scalar(node)
    for language, other in siblings.items():
        translated(reading, texts, language, other, path)
    if reading.source.kind != "contribution":
        for language, text in texts.items():
            place, line = "", node.line
            if language in siblings:
                place, line = reading.siblings[language].path, siblings[language].line
            reading.look_for_placeholders(text, reading.lines.get(f"{path}@{language}", line), place, path)
    return Text(tuple((language, texts[language]) for language in languages if texts.get(language)))


def translated(reading: Reading, texts: dict[str, str], language: str, other: Node, path: str) -> None:
    """Adds a sibling's text."""
    place = reading.siblings[language].path
    if language in texts and not other.empty:
        message = f"{reading.said(path)}: this text is also given in {reading.source.path}"
        reading.add(other.line, "twice", message, "keep one of them", path=place)
    elif isinstance(other.value, str):
        texts[language] = other.value.strip()
    elif not other.empty:
        message = f"{reading.said(path)}: here should stand one text"
        reading.add(other.line, "value", message, "write it on one line", path=place)


def unknown_language(reading: Reading, language: str, node: Node, path: str) -> None:
    """Tells of a language that the site doesn't have, or of fields where a text should stand."""
    known = reading.context.languages
    if LANGUAGE.fullmatch(language):
        hint = did_you_mean(language, known, f"the site's languages: {', '.join(known)}")
        message = f"{reading.said(path)}: {language!r} is not a language of this site"
        reading.add(node.line, "language", message, hint)
        return
    hint = "a text with a colon must stand in quotes" if " " in language else f"languages here: {', '.join(known)}"
    raise Fault("here should stand a text, or a text for each language", hint, "language", node.line)


def read_day(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> datetime.date:
    return dates.day(scalar(node))


def read_due(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> Due:
    """One of the written forms, or `{text: …, by: …}`."""
    if isinstance(node.value, str):
        only_here(reading, path, siblings)
        return dates.due(node.value.strip(), reading.context.calendar)
    values = reading.fields(DueGroup, node, path, siblings)
    if not isinstance(node.value, dict) or not values["text"]:
        raise Fault("this is not a date", dates.DUE_HINT)
    return Due("text", values["text"], by=values["by"])


def only_here(reading: Reading, path: str, siblings: Siblings) -> None:
    """Tells of translations of a value that has no words to translate."""
    for language, other in siblings.items():
        message = f"{reading.said(path)}: only texts are translated; this field stands in {reading.source.path}"
        reading.add(other.line, "language", message, "remove it here", path=reading.siblings[language].path)


def read_since(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> Due:
    return dates.since(scalar(node), reading.context.calendar)


def read_choice(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    """A code of a closed list; yes and no may be written as true and false."""
    word = scalar(node)
    if word in spec.choices:
        return word
    if "yes" in spec.choices and word.lower() in (*TRUE, *FALSE):
        return "yes" if word.lower() in TRUE else "no"
    if "on" in spec.choices and word.lower() in (*TRUE, *FALSE):
        return "on" if word.lower() in TRUE else "off"
    folded = re.sub(r"[\s_-]+", "-", word.lower())
    guess = next((code for code in spec.choices if code.replace("_", "-") == folded), "") or near(word, spec.choices)
    known = f"one of: {', '.join(spec.choices)}"
    raise Fault(f"{word!r} is not understood", f"did you mean {guess!r}? ({known})" if guess else known)


def read_number(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> float:
    word = scalar(node)
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", word):
        raise Fault(f"{word!r} is not a number", "write digits only, with a point for decimals: 1250000.50")
    return float(word)


def read_percent(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> float:
    word = scalar(node).removesuffix("%").strip()
    if not re.fullmatch(r"\d+(\.\d+)?", word) or not 0 <= float(word) <= 100:
        raise Fault(f"{word!r} is not a share from 0 to 100", "write 40 for 40 %")
    return float(word)


def read_whole(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> int:
    word = scalar(node)
    if not re.fullmatch(r"\d{1,15}", word):
        raise Fault(f"{word!r} is not a whole number", "write digits only: 1250")
    return int(word)


def read_boolean(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> bool:
    word = scalar(node).lower()
    if word not in (*TRUE, *FALSE):
        raise Fault(f"{scalar(node)!r} is neither yes nor no", "write true or false")
    return word in TRUE


def read_url(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    if ADDRESS.fullmatch(word):
        return word
    if " " in word and ADDRESS.match(word):
        raise Fault(f"{word!r} is not an address: it holds a blank", "write %20 for each blank")
    if word.startswith("www."):
        raise Fault(f"{word!r} is not a whole address", f"write https://{word}")
    if re.match(r"(file:|/?[A-Za-z]:[\\/]|\\\\)", word):
        raise Fault(
            f"{word!r} is a path on somebody's own computer", "put the file beside the record, and name it as `file`"
        )
    hint = "an address begins with https://; a file beside the record is named as `file`"
    raise Fault(f"{word!r} is not a web address", hint)


def read_link(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    """An address of the web, of a mailbox, or of the site itself."""
    word = scalar(node)
    if re.match(r"(/(?!/)|mailto:|tel:)", word):
        return word
    return str(read_url(reading, spec, node, path, siblings))


def read_email(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node).removeprefix("mailto:")
    if not MAIL.fullmatch(word):
        raise Fault(f"{word!r} is not an e-mail address", "write it as name@example.org")
    return word


def read_contact(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node).removeprefix("mailto:")
    if not MAIL.fullmatch(word) and not ADDRESS.fullmatch(word):
        hint = "write it as name@example.org or https://example.org/contact"
        raise Fault(f"{word!r} is neither an e-mail address nor a web address", hint)
    return word


def read_address(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    if not re.fullmatch(r"/[^\s\\?#<>\"]*", word) or "//" in word or "/../" in f"{word}/":
        raise Fault(f"{word!r} is not an address of this site", "write it as /old/address/")
    return word


def read_file(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> FileRef:
    """A path relative to the record's own file, or to `content/` when it begins with `/`."""
    return FileRef(found_file(reading, scalar(node)), Place(reading.source.path, node.line))


def found_file(reading: Reading, word: str) -> str:
    """The path below `content/` of a file that exists. Raises Fault."""
    try:
        path = content_path(reading.source.path, word)
    except ValueError:
        raise Fault(f"{word!r} lies outside the content folder", "put the file beside the record", "file") from None
    if path not in reading.context.files:
        raise Fault(f"there is no file {word!r}", file_hint(reading, path), "file")
    return path


def file_hint(reading: Reading, path: str) -> str:
    """The file that was probably meant by a path that leads nowhere."""
    folder = path.rpartition("/")[0]
    names = {known.rpartition("/")[2]: known for known in sorted(reading.context.files)}
    names |= {known.rpartition("/")[2]: known for known in reading.context.files if known.rpartition("/")[0] == folder}
    found = names.get(near(path.rpartition("/")[2], names), "")
    if not found:
        return "put the file beside the record, or correct its name"
    beside = found.rpartition("/")[0] == reading.source.path.removeprefix("content/").rpartition("/")[0]
    return f"did you mean {found.rpartition('/')[2] if beside else f'/{found}'!r}?"


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
            reading.add(fault.line or item.line, fault.code, f"{reading.said(here)}: {fault.message}", fault.hint)
    return tuple(values)


def read_proof(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> records.Evidence:
    if isinstance(node.value, str):
        word = node.value.strip()
        if "://" in word or re.match(r"(www\.|/?[A-Za-z]:[\\/]|\\\\|mailto:)", word):
            return records.Evidence(url=read_url(reading, spec, node, path, siblings))
        return records.Evidence(file=read_file(reading, spec, node, path, siblings))
    if not isinstance(node.value, dict):
        raise Fault("evidence is an address, a file, or fields such as title and url", "begin each item with `- `")
    values = reading.fields(records.Evidence, node, path, siblings)
    if (
        not (values["title"] or values["url"] or values["file"])
        and "file" not in node.value
        and "url" not in node.value
    ):
        raise Fault("this evidence has neither title nor url nor file", "add `file: …` or `url: …`")
    return records.Evidence(**values)


def matched(reading: Reading, items: Sequence[Node], siblings: Siblings, path: str) -> list[dict[str, Node]]:
    """For each item its translations: matched by `key` where the items have keys, else by order."""
    found: list[dict[str, Node]] = [{} for _ in items]
    keys = {key_of(item): n for n, item in enumerate(items) if key_of(item)}
    for language, node in siblings.items():
        others = as_list(node)
        source = reading.siblings[language]
        if not keys and len(others) != len(items):
            message = f"{reading.said(path)}: {counted(len(others))} in the translation, {len(items)} in the record"
            reading.add(node.line, "language", message, "give one for each, in the same order", path=source.path)
            continue
        for n, other in enumerate(others):
            at = keys.get(key_of(other)) if keys else n
            if not isinstance(other.value, dict) and keys:
                message = f"{reading.said(path)}: here should stand items with their `key`, as in {reading.source.path}"
                reading.add(other.line, "value", message, "begin each item `- key: …`", path=source.path)
            elif at is None:
                hint = did_you_mean(key_of(other), keys, f"keys there: {', '.join(keys)}")
                message = f"{reading.said(path)}: no item of {reading.source.path} has the key {key_of(other)!r}"
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
        raise Fault("here should stand fields, each on its own line below", f"fields here: {names}")
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
        raise Fault("here should stand a list: each item begins with `- ` on a line of its own")
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
            reading.add(item.line, "value", f"{reading.said(here)}: here should stand fields", f"fields here: {names}")
            reading.lost = True
            continue
        key = key_of(item)
        if key and key in seen:
            message = f"{reading.said(path)}: the key {key!r} is already used in line {seen[key]}"
            reading.add(item.line, "collision", message, "give one of them another key")
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
        raise Fault("here should stand a key for each item, with its fields below", "for example `m1:`")
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
            message = f"{reading.said(here)}: here should stand fields such as `status: …`"
            reading.add(item.line, "value", message, "indent them below the key")
    return tuple(values)


def read_key(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    if not kinds.KEY.fullmatch(word):
        raise Fault(f"{word!r} {kinds.NOT_A_KEY}", kinds.proposal(word), "name")
    return word


def read_languages(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> tuple[str, ...]:
    words = tuple(scalar(item) for item in as_list(node))
    for word in words:
        if not LANGUAGE.fullmatch(word):
            raise Fault(f"{word!r} is not a language code", "write codes such as en, fr, pt-BR", "language")
    if len(set(words)) < len(words):
        raise Fault("a language stands here twice", "name each once", "language")
    return words


def read_zone(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*", word):
        raise Fault(f"{word!r} is not a time zone", "write it as Africa/Tunis or UTC")
    try:
        zoneinfo.ZoneInfo(word)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = zoneinfo.available_timezones()
        if known:  # some machines know none at all
            hint = did_you_mean(word, known, "write it as Africa/Tunis")
            raise Fault(f"no time zone {word!r} is known", hint) from None
    return word


def read_month_day(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    try:
        dates.day(f"2001-{word}")
    except dates.NotADate:
        raise Fault(f"{word!r} is not a day of the year", "write it as 04-01 for 1 April") from None
    return word


def read_colour(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", word):
        raise Fault(f"{word!r} is not a colour", 'write it in quotes as "#1a5fb4"')
    return word.lower()


def read_ogp_id(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    if not re.fullmatch(r"[A-Z]{2,3}\d{4}", word):
        raise Fault(f"{word!r} is not an id of OGP", "two or three letters and four digits, such as US0113")
    return word


def read_sdg(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    goal = re.fullmatch(r"(\d{1,2})(\.[0-9a-f]{1,2})?", word)
    if not goal or not 1 <= int(goal[1]) <= 17:
        raise Fault(
            f"{word!r} is not a Sustainable Development Goal", "write a goal from 1 to 17, or a target such as 16.7"
        )
    return word


def read_policy_area(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    """A key of OGP's list or of site.yaml; an unknown one is shown as written, with a warning."""
    word = scalar(node)
    if not kinds.KEY.fullmatch(word):
        raise Fault(f"{word!r} {kinds.NOT_A_KEY}", kinds.proposal(word), "name")
    if word not in reading.context.policy_areas:
        hint = did_you_mean(word, reading.context.policy_areas, "add it to `policy_areas` in site.yaml with its name")
        message = f"{reading.said(path)}: no policy area {word!r} is known"
        reading.add(node.line, "near-miss", message, hint, fatal=False)
    return word


def read_names(
    reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings
) -> tuple[tuple[str, Text], ...]:
    """A mapping from keys to names."""
    if not isinstance(node.value, dict):
        raise Fault("here should stand a key and a name on each line", "for example `open-budgets: Open budgets`")
    return tuple((key, read_text(reading, spec, value, f"{path}.{key}", NONE)) for key, value in node.value.items())


def read_pairs(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> tuple[tuple[str, str], ...]:
    """A mapping from old to new addresses."""
    if not isinstance(node.value, dict):
        raise Fault("here should stand an old and a new address on each line", "for example `/old/: /new/`")
    found = []
    for key, value in node.value.items():
        reading.lines[f"{path}.{key}"] = value.line
        try:
            old = read_address(reading, spec, Node(key, value.line), path, NONE)
            found.append((old, read_link(reading, spec, value, path, NONE)))
        except Fault as fault:
            reading.add(value.line, fault.code, f"{path}: {fault.message}", fault.hint)
    return tuple(found)


def read_opaque(
    reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings
) -> tuple[tuple[str, str], ...]:
    """Settings of another command; kept as plain words."""
    if not isinstance(node.value, dict):
        raise Fault("here should stand a name for each target, with its settings below")
    return tuple((key, str(value.value)) for key, value in node.value.items())


def read_csp(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> tuple[Any, ...]:
    if not isinstance(node.value, dict):
        raise Fault(
            "here should stand a directive and its sources on each line", "for example `img-src: [https://example.org]`"
        )
    found = []
    for name, value in node.value.items():
        sources = tuple(scalar(item) for item in as_list(value))
        if not re.fullmatch(r"[a-z-]+", name) or any(re.search(r"[\s;,'\"]", source) for source in sources):
            hint = "write each source as an address: https://example.org"
            raise Fault(f"{name!r} has a source that can't stand in a content policy", hint, line=value.line)
        found.append((name, sources))
    return tuple(found)


def read_period(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> Period | None:
    if not isinstance(node.value, dict) and not node.empty:
        raise Fault("here should stand the first and the last day", PERIOD_HINT)
    values = reading.fields(PeriodGroup, node, path, siblings)
    named = None
    try:
        named = dates.period(reading.source.key)
    except dates.NotADate:
        if not (values["start"] and values["end"]):
            raise Fault("start and end are needed, because the file's name says no period", PERIOD_HINT) from None
    start = values["start"] or (named.start if named else None)
    end = values["end"] or (named.end if named else None)
    if start and end and end < start:
        raise Fault(f"its last day ({end}) lies before its first ({start})", "put the two days in order")
    return Period(start, end, values["label"]) if start and end else None


PERIOD_HINT = "write `period: {start: 2026-01-01, end: 2026-06-30}`"


READERS: dict[str, Reader] = {
    "word": read_word,
    "text": read_text,
    "prose": read_text,
    "key": read_key,
    "day": read_day,
    "due": read_due,
    "since": read_since,
    "choice": read_choice,
    "number": read_number,
    "percent": read_percent,
    "whole": read_whole,
    "boolean": read_boolean,
    "url": read_url,
    "link": read_link,
    "email": read_email,
    "contact": read_contact,
    "address": read_address,
    "file": read_file,
    "evidence": read_evidence,
    "proof": read_proof,
    "ref": read_ref,
    "answers": read_ref,
    "count-or-ref": read_count_or_ref,
    "party": read_party,
    "group": read_group,
    "supporting": read_supporting,
    "items": read_items,
    "map": read_map,
    "languages": read_languages,
    "zone": read_zone,
    "month-day": read_month_day,
    "colour": read_colour,
    "ogp-id": read_ogp_id,
    "sdg": read_sdg,
    "policy-area": read_policy_area,
    "names": read_names,
    "pairs": read_pairs,
    "opaque": read_opaque,
    "csp": read_csp,
    "period": read_period,
}
