"""What `new` asks at a terminal: the kind, where the record belongs, its key, and what is required."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from ogpsite.cli.telling import voice_of

Known = Mapping[str, list[str]]
Given = dict[str, str]


def record(
    root: Path, kind: str | None, key: str | None, given: Given, known: Known, day: datetime.date
) -> tuple[str, str, Given]:
    """The kind, the key and the values of a record: what was given, and the answers to what wasn't."""
    from ogpsite.model import kinds
    from ogpsite.problems import Phrase, phrase
    from ogpsite.start import record as start

    say = voice_of(root)
    examples = "plan, commitment, progress, meeting, event, news …"
    kind = kind or ask(say(phrase("Kind ({examples})", examples=examples)), "commitment")
    start.check_kind(kind)
    parent, name = start.parted(kind, key) if key else (parent_of(kind, known, say), "")
    given = dict(given)
    for spec in kinds.asked_fields(kind):
        if spec.name not in given:
            default = default_of(root, spec, kind, parent, name, known, day)
            words = ask(f"{spec.name} – {say(Phrase(spec.doc, {}))}", default, required=spec.required)
            if words:
                given[spec.name] = words
        start.checked(kind, {name: value for name, value in given.items() if name == spec.name}, known)
    if not name:
        question = say(phrase("Key: its permanent name in addresses (a-z, 0-9, -)"))
        name = ask(question, key_of(kind, parent, given, known, day))
    sign = kinds.KINDS[kind].join
    return kind, f"{parent}{sign}{name}" if parent and sign else name, given


def ask(question: str, default: str, required: bool = True) -> str:
    """An answer; an empty one where nothing is required."""
    shown = bool(default)
    while True:
        words = str(click.prompt(question, default=default, show_default=shown)).strip()
        if words or not required:
            return words


def parent_of(kind: str, known: Known, say: Callable[[str], str]) -> str:
    """The record that the new one belongs to."""
    from ogpsite.model import kinds
    from ogpsite.problems import Phrase, phrase

    above = kinds.KINDS[kind].parent
    there = sorted(known.get(above, ()))
    if not above or kind == "meeting" or not there:
        return ""
    several = Phrase(kinds.KINDS[above].plural, {})
    click.echo(say(phrase("{field}: {words}", field=several, words=", ".join(there))))
    question = phrase("To which {kind} does it belong?", kind=above)
    return ask(say(question), there[-1])


def default_of(root: Path, spec: object, kind: str, parent: str, name: str, known: Known, day: datetime.date) -> str:
    """A sensible answer."""
    from ogpsite.build.known import numbers
    from ogpsite.model.fields import Field
    from ogpsite.start import record as start

    assert isinstance(spec, Field)
    if spec.name == "number":
        return start.next_number(numbers(root, kind, parent))
    if spec.name in ("title", "text") and not name:
        return ""
    made = start.example(spec, kind, name, known, day)
    return made.strip('[]"')


def key_of(kind: str, parent: str, given: Given, known: Known, day: datetime.date) -> str:
    """A key from what is known: the years of a plan, the period of a report, the day and title of a meeting."""
    from ogpsite.model.kinds import slug

    title = slug(given.get("title", ""))[:60].strip("-")
    if kind == "plan":
        return "-".join(dict.fromkeys((given.get("start", "")[:4], given.get("end", "")[:4]))).strip("-")
    if kind == "progress":
        return given.get("reported_on", day.isoformat())[:7]
    if kind == "contribution":
        there = [one for one in known.get("contribution", ()) if one.startswith(f"{parent}/")]
        return f"c-{len(there) + 1:03}"
    dated = kind in ("meeting", "event", "news")
    return f"{given.get('date', day.isoformat())}-{title}".strip("-") if dated else title
