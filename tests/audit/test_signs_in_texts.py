"""The texts of a record are looked through together: what is found is what each of them holds by itself."""

from __future__ import annotations

import itertools

import pytest

from ogpsite.audit import public
from ogpsite.model.personal import EMAIL, has_phone

ENDS = (
    "Call tel",
    "tel: +",
    "00",
    "06 12 34",
    "a.b",
    "someone@",
    "(202)",
    "to be",
    "|",
    "| |",
    "Words",
    "",
    "\0\0tel",
    "1",
)
STARTS = (
    "12 345 6789",
    "1 555 0143 22",
    "@host.example",
    "host.example",
    "555-0143",
    "defined",
    " | |",
    "|---|",
    "",
    "a.b@c.d",
)
WHOLE = (
    "tel. 12 345 6789",
    "TBD",
    "A line\nto be confirmed\nmore",
    "| | |",
    "| a |\n|---|\n|  | |",
    "x@gmail.com.",
    "xxx",
)


def found_in(monkeypatch: pytest.MonkeyPatch, *texts: str) -> public.Signs:
    monkeypatch.setattr(public, "texts_of", lambda record: [(f"field{n}", text) for n, text in enumerate(texts)])
    found: public.Signs = public.signs_in.__wrapped__(None)  # type: ignore[attr-defined]
    return found


def test_nothing_reaches_from_one_text_into_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    for one, other in itertools.product((*ENDS, *WHOLE), (*STARTS, *WHOLE)):
        boxes, phone, todo = found_in(monkeypatch, one, other)
        texts = (one, other)
        assert boxes == tuple(sorted({m[0].lower().rstrip(".") for text in texts for m in EMAIL.finditer(text)}))
        assert phone == any(map(has_phone, texts)), texts
        alone = [found_in(monkeypatch, text)[2] for text in texts]
        expected = (*alone[0], *((code, detail.replace("field0", "field1")) for code, detail in alone[1]))
        assert todo == expected, texts


def test_what_is_still_to_be_written_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found_in(monkeypatch, "Words", "A\nTBD\nB", "| | |\n", "| | |\n|---|---|\n")[2] == (
        ("placeholder", "field1: TBD"),
        ("empty-row", "field2"),
    )
