"""What `check --privacy` looks for: personal data that would be published, with its place. All of it are warnings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ogpsite.model import records
from ogpsite.model.fields import attribute, fields_of
from ogpsite.model.personal import EMAIL, PHONE
from ogpsite.model.site import Site
from ogpsite.model.values import Text
from ogpsite.problems import Phrase, Place, Problem, of_field, phrase

MASK = phrase("leave it out, or mask it as […], and note `moderation: redacted`")
OFFICE = phrase("is it an office's?")
OFFICIAL = ("contact", "submit_email", "report_error")  # fields that are there to be written to


def findings(site: Site) -> Iterator[Problem]:
    """Every mailbox, telephone number and small number of people in the texts that would be published."""
    for record in site.by_uid.values():
        public = isinstance(record, records.Contribution)
        for field, text in words_of(record):
            if field.split(".")[0] in OFFICIAL and not public:
                continue
            place = Place(record.meta.place.path, record.meta.lines.get(field, record.meta.place.line))
            hint = MASK if public else OFFICE
            for found in EMAIL.finditer(text):
                message = mailbox(masked(found[0]), public)
                yield Problem(place, "privacy", of_field(field, message), hint, fatal=False)
            for found in PHONE.finditer(text):
                message = telephone(f"…{found[0][-3:]}", public)
                yield Problem(place, "privacy", of_field(field, message), hint, fatal=False)
        yield from of_people(record)


def mailbox(shown: str, public: bool) -> Phrase:
    if public:
        return phrase("the words of a contributor hold an e-mail address: {shown}", shown=shown)
    return phrase("the text holds an e-mail address: {shown}", shown=shown)


def telephone(shown: str, public: bool) -> Phrase:
    if public:
        return phrase("the words of a contributor hold a telephone number: {shown}", shown=shown)
    return phrase("the text holds a telephone number: {shown}", shown=shown)


def of_people(record: records.Record) -> Iterator[Problem]:
    """Names that are published, and small numbers of people."""
    place = record.meta.place
    if isinstance(record, records.Contribution) and record.attribution == "named" and record.author:
        basis = str(record.consent.basis) if record.consent and record.consent.basis else phrase("none")
        message = of_field("author", phrase("the name of a person is published; ground: {basis}", basis=basis))
        yield Problem(place, "privacy", message, phrase("is the consent still on file?"), fatal=False)
    attendance = getattr(record, "attendance", None)
    if attendance is not None and attendance.small_cells:
        message = of_field("attendance", phrase("numbers under 5 are shown (`small_cells: yes`)"))
        yield Problem(place, "privacy", message, phrase("can nobody be recognised by them?"), fatal=False)


def masked(box: str) -> str:
    """A mailbox so that its owner knows it, and nobody else: this list is printed in logs."""
    name, _, host = box.partition("@")
    return f"{name[:1]}…@{host}"


def words_of(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a record, with the name of its field as editors know it."""
    if isinstance(value, Text):
        yield from ((path, value[language]) for language in value)
    elif isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from words_of(one, f"{path}.{number}" if path else str(number))
    elif hasattr(value, "__dataclass_fields__"):
        declared: Any = type(value)
        for spec in fields_of(declared):
            name = f"{path}.{spec.name}" if path else spec.name
            yield from words_of(getattr(value, attribute(spec.name)), name)
        if isinstance(value, records.Record):
            yield from words_of(value.body, "body")
