"""Values of one line or text: days, choices, numbers, addresses, codes, texts in several languages."""

from __future__ import annotations

import datetime
import re
from typing import Any
from urllib.parse import urlsplit

from ogpsite.model import dates, kinds, vocabulary
from ogpsite.model.fields import EMPTY, Field
from ogpsite.model.values import Node, Text
from ogpsite.problems import did_you_mean, near, of_field, phrase
from ogpsite.validate.reading import FALSE, NONE, TRUE, Fault, Reading, Siblings, as_list

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ADDRESS = re.compile(r"https?://[^\s/?#.][^\s/?#]*(?:[/?#]\S*)?", re.I)
PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9-][A-Za-z0-9.-]*(?:[/?#]\S*)?")  # whose host needn't be looked at
MAIL = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+\.[^\s@<>,;:.]+")


def scalar(node: Node) -> str:
    """The text of a scalar. Raises Fault for a list or a mapping."""
    if isinstance(node.value, str):
        return node.value.strip()
    if isinstance(node.value, dict) and any(name and " " in name for name in node.value):
        raise Fault(phrase("here should stand one text"), phrase("a text with a colon must stand in quotes"))
    raise Fault(phrase("here should stand one value, not a list or several fields"), phrase("write it on one line"))


def read_word(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    if reading.source.kind != "contribution":
        reading.look_for_placeholders(word, node.line, "", path)
    return word


def read_text(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> Text:
    """A text of the site's first language, or a mapping by language, with the siblings' texts."""
    languages = reading.context.languages
    if not siblings and isinstance(node.value, str):  # as most are
        word = read_word(reading, spec, node, path, siblings)
        return Text(((languages[0], word),)) if word else EMPTY
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
                    phrase("the text in {language} should be one text", language=repr(language)),
                    phrase("write it on one line, or after `|`"),
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
        message = of_field(reading.said(path), phrase("this text is also given in {path}", path=reading.source.path))
        reading.add(other.line, "twice", message, phrase("keep one of them"), path=place)
    elif isinstance(other.value, str):
        texts[language] = other.value.strip()
    elif not other.empty:
        message = of_field(reading.said(path), phrase("here should stand one text"))
        reading.add(other.line, "value", message, phrase("write it on one line"), path=place)


def unknown_language(reading: Reading, language: str, node: Node, path: str) -> None:
    """Tells of a language that the site doesn't have, or of fields where a text should stand."""
    known = reading.context.languages
    if LANGUAGE.fullmatch(language):
        hint = did_you_mean(language, known, phrase("the site's languages: {known}", known=", ".join(known)))
        message = of_field(
            reading.said(path), phrase("{language} is not a language of this site", language=repr(language))
        )
        reading.add(node.line, "language", message, hint)
        return
    hint = (
        phrase("a text with a colon must stand in quotes")
        if " " in language
        else phrase("languages here: {known}", known=", ".join(known))
    )
    raise Fault(phrase("here should stand a text, or a text for each language"), hint, "language", node.line)


def read_day(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> datetime.date:
    return dates.day(scalar(node))


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
    known = phrase("one of: {codes}", codes=", ".join(spec.choices))
    raise Fault(
        phrase("{word} is not understood", word=repr(word)),
        phrase("did you mean {guess}? ({known})", guess=repr(guess), known=known) if guess else known,
    )


def read_number(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> float:
    word = scalar(node)
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", word):
        raise Fault(
            phrase("{word} is not a number", word=repr(word)),
            phrase("write digits only, with a point for decimals: 1250000.50"),
        )
    return float(word)


def read_percent(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> float:
    word = scalar(node).removesuffix("%").strip()
    if not re.fullmatch(r"\d+(\.\d+)?", word) or not 0 <= float(word) <= 100:
        raise Fault(phrase("{word} is not a share from 0 to 100", word=repr(word)), phrase("write 40 for 40 %"))
    return float(word)


def read_whole(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> int:
    word = scalar(node)
    if not re.fullmatch(r"\d{1,15}", word):
        raise Fault(phrase("{word} is not a whole number", word=repr(word)), phrase("write digits only: 1250"))
    return int(word)


def read_boolean(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> bool:
    word = scalar(node).lower()
    if word not in (*TRUE, *FALSE):
        raise Fault(phrase("{word} is neither yes nor no", word=repr(scalar(node))), phrase("write true or false"))
    return word in TRUE


def read_url(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    if is_address(word):
        return word
    if " " in word and ADDRESS.match(word):
        raise Fault(
            phrase("{word} is not an address: it holds a blank", word=repr(word)), phrase("write %20 for each blank")
        )
    if word.startswith("www."):
        raise Fault(phrase("{word} is not a whole address", word=repr(word)), phrase("write https://{word}", word=word))
    if re.match(r"(file:|/?[A-Za-z]:[\\/]|\\\\)", word):
        raise Fault(
            phrase("{word} is a path on somebody's own computer", word=repr(word)),
            phrase("put the file beside the record, and name it as `file`"),
        )
    hint = phrase("an address begins with https://; a file beside the record is named as `file`")
    raise Fault(phrase("{word} is not a web address", word=repr(word)), hint)


def is_address(word: str) -> bool:
    """Whether a text is an address of the web whose host and port can be told apart: `http://[` is none."""
    if PLAIN_ADDRESS.fullmatch(word):
        return True
    try:
        parts = urlsplit(word)
        return bool(ADDRESS.fullmatch(word) and parts.hostname) and parts.port != 0
    except ValueError:
        return False


def read_link(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    """An address of the web, of a mailbox, or of the site itself."""
    word = scalar(node)
    if re.match(r"(/(?!/)|mailto:|tel:)", word):
        return word
    return str(read_url(reading, spec, node, path, siblings))


def read_email(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node).removeprefix("mailto:")
    if not MAIL.fullmatch(word):
        raise Fault(phrase("{word} is not an e-mail address", word=repr(word)), phrase("write it as name@example.org"))
    return word


def read_contact(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node).removeprefix("mailto:")
    if not MAIL.fullmatch(word) and not is_address(word):
        hint = phrase("write it as name@example.org or https://example.org/contact")
        raise Fault(phrase("{word} is neither an e-mail address nor a web address", word=repr(word)), hint)
    return word


def read_address(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    if not re.fullmatch(r"/[^\s\\?#<>\"]*(#[A-Za-z0-9_-]+)?", word) or "//" in word or "/../" in f"{word}/":
        raise Fault(
            phrase("{word} is not an address of this site", word=repr(word)), phrase("write it as /old/address/")
        )
    return word


def read_key(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    if not kinds.KEY.fullmatch(word):
        raise Fault(kinds.no_key(word), kinds.proposal(word), "name")
    return word


def read_languages(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> tuple[str, ...]:
    words = tuple(scalar(item) for item in as_list(node))
    for word in words:
        if not LANGUAGE.fullmatch(word):
            raise Fault(
                phrase("{word} is not a language code", word=repr(word)),
                phrase("write codes such as en, fr, pt-BR"),
                "language",
            )
    if len(set(words)) < len(words):
        raise Fault(phrase("a language stands here twice"), phrase("name each once"), "language")
    return words


def read_zone(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*", word):
        raise Fault(phrase("{word} is not a time zone", word=repr(word)), phrase("write it as Africa/Tunis or UTC"))
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(word)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = zoneinfo.available_timezones()
        if known:  # some machines know none at all
            hint = did_you_mean(word, known, phrase("write it as Africa/Tunis"))
            raise Fault(phrase("no time zone {word} is known", word=repr(word)), hint) from None
    return word


def read_month_day(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    try:
        dates.day(f"2001-{word}")
    except dates.NotADate:
        raise Fault(
            phrase("{word} is not a day of the year", word=repr(word)), phrase("write it as 04-01 for 1 April")
        ) from None
    return word


def read_colour(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", word):
        raise Fault(phrase("{word} is not a colour", word=repr(word)), phrase('write it in quotes as "#1a5fb4"'))
    return word.lower()


def read_ogp_id(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    if not re.fullmatch(r"[A-Z]{2,3}\d{4}", word):
        raise Fault(
            phrase("{word} is not an id of OGP", word=repr(word)),
            phrase("two or three letters and four digits, such as US0113"),
        )
    return word


def read_sdg(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    word = scalar(node)
    goal = re.fullmatch(r"(\d{1,2})(\.[0-9a-f]{1,2})?", word)
    if not goal or not 1 <= int(goal[1]) <= 17:
        raise Fault(
            phrase("{word} is not a Sustainable Development Goal", word=repr(word)),
            phrase("write a goal from 1 to 17, or a target such as 16.7"),
        )
    return word


def read_policy_area(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> str:
    """A key of OGP's list or of site.yaml; an unknown one is shown as written, with a warning."""
    word = scalar(node)
    if not kinds.KEY.fullmatch(word):
        raise Fault(kinds.no_key(word), kinds.proposal(word), "name")
    if word not in reading.context.policy_areas:
        hint = did_you_mean(
            word, reading.context.policy_areas, phrase("add it to `policy_areas` in site.yaml with its name")
        )
        message = of_field(reading.said(path), phrase("no policy area {word} is known", word=repr(word)))
        reading.add(node.line, "near-miss", message, hint, fatal=False)
    return word


def read_names(
    reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings
) -> tuple[tuple[str, Text], ...]:
    """A mapping from keys to names."""
    if not isinstance(node.value, dict):
        raise Fault(
            phrase("here should stand a key and a name on each line"),
            phrase("for example `open-budgets: Open budgets`"),
        )
    return tuple((key, read_text(reading, spec, value, f"{path}.{key}", NONE)) for key, value in node.value.items())


def read_pairs(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> tuple[tuple[str, str], ...]:
    """A mapping from old to new addresses."""
    if not isinstance(node.value, dict):
        raise Fault(
            phrase("here should stand an old and a new address on each line"), phrase("for example `/old/: /new/`")
        )
    found = []
    for key, value in node.value.items():
        reading.lines[f"{path}.{key}"] = value.line
        try:
            old = read_address(reading, spec, Node(key, value.line), path, NONE)
            found.append((old, read_link(reading, spec, value, path, NONE)))
        except Fault as fault:
            reading.add(value.line, fault.code, of_field(path, fault.message), fault.hint)
    return tuple(found)


TARGET_HINT = phrase("for example `web: sftp://me@www.example.org/srv/www/opengov`, or `pages: git:origin#gh-pages`")


def read_targets(
    reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings
) -> tuple[tuple[str, str], ...]:
    """A mapping from a target's name to its address; keys and passwords have no place in a file of content."""
    if not isinstance(node.value, dict):
        raise Fault(phrase("here should stand a name and an address on each line"), TARGET_HINT)
    found = []
    for name, value in node.value.items():
        text = value.value if isinstance(value.value, str) else ""
        kind, colon, rest = text.partition(":")
        if not (colon and rest) or kind not in vocabulary.PUBLISH_KINDS:
            hint = did_you_mean(kind, vocabulary.PUBLISH_KINDS, TARGET_HINT)
            reading.add(
                value.line,
                "value",
                phrase(
                    "{field}.{name}: {value} is no place to publish to",
                    field=path,
                    name=name,
                    value=repr(text or "this"),
                ),
                hint,
            )
        elif re.search(r"://[^/@]*:[^/@]*@", rest if kind == "git" else text):
            message = phrase("{field}.{name}: the address holds a password", field=path, name=name)
            reading.add(
                value.line, "value", message, phrase("leave it out; keys and passwords belong to ssh, git or AWS")
            )
        else:
            found.append((name, text))
    return tuple(found)


def read_csp(reading: Reading, spec: Field, node: Node, path: str, siblings: Siblings) -> tuple[Any, ...]:
    if not isinstance(node.value, dict):
        raise Fault(
            phrase("here should stand a directive and its sources on each line"),
            phrase("for example `img-src: [https://example.org]`"),
        )
    found = []
    for name, value in node.value.items():
        sources = tuple(scalar(item) for item in as_list(value))
        if not re.fullmatch(r"[a-z-]+", name) or any(re.search(r"[\s;,'\"]", source) for source in sources):
            hint = phrase("write each source as an address: https://example.org")
            raise Fault(
                phrase("{name} has a source that can't stand in a content policy", name=repr(name)),
                hint,
                line=value.line,
            )
        found.append((name, sources))
    return tuple(found)
