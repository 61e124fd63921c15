"""What Babel says is kept for later builds: the same words, without opening it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from ogpsite import locales
from ogpsite.locales import ANSWERS, CATALOGUES, SAID
from ogpsite.memory.shelves import Memory
from ogpsite.words import Words

DAY = datetime.date(2026, 11, 1)
FRENCH = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Plans"\nmsgstr "Les plans"\n'


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """Each test begins and ends with nothing known."""
    ANSWERS.keep_in(Memory())
    yield
    ANSWERS.keep_in(Memory())


def said(french: Words) -> list[str]:
    """Something of every kind."""
    amounts = [french.number(1234), french.number(1234.5), french.percent(1, 3), french.money(1234.5, "EUR")]
    days = [french.day(DAY), french.day(DAY, "short"), french.month(DAY)]
    names = [french.direction, french.name_of("ar"), locales.name_of("ar"), locales.direction("ar"), french.digits]
    return [*amounts, *days, *names, str(french.say("Plans"))]


def kept(folder: Path, catalogue: bytes = FRENCH) -> list[str]:
    """What a build says, which keeps it."""
    memory = Memory(folder)
    ANSWERS.keep_in(memory)
    found = said(Words("fr", (catalogue,)))
    memory.save()
    return found


def without_babel(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("babel", "babel.numbers", "babel.dates", "babel.messages"):
        monkeypatch.setitem(__import__("sys").modules, name, None)  # to open it is an ImportError
    locales.locale_of.cache_clear()


def test_what_was_said_is_said_again_without_babel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept(tmp_path)
    assert first[4:7] == ["1er novembre 2026", "01/11/2026", "novembre 2026"]
    without_babel(monkeypatch)
    assert kept(tmp_path) == first
    assert kept(tmp_path) == first, "what is used again is kept again"
    with pytest.raises(ImportError):
        locales.day_words(datetime.date(2026, 11, 2), "long", "fr")


def test_what_another_build_said_stays(tmp_path: Path) -> None:
    """A build that makes one page says few words; the next one needs others."""
    kept(tmp_path)
    memory = Memory(tmp_path)
    ANSWERS.keep_in(memory)
    Words("fr").day(datetime.date(2027, 1, 2))
    memory.save()
    known = Memory(tmp_path).shelf(SAID).known
    assert {"1er novembre 2026", "2 janvier 2027"} <= {*known.values()}


def test_of_very_many_only_those_stay_that_are_of_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(tmp_path)
    monkeypatch.setattr(locales, "ANSWERS_KEPT", 3)
    memory = Memory(tmp_path)
    ANSWERS.keep_in(memory)
    Words("fr").day(DAY)
    memory.save()
    assert {*Memory(tmp_path).shelf(SAID).known.values()} == {"ltr", "latn", "1er novembre 2026"}


def test_another_catalogue_is_read_anew_and_the_old_one_is_forgotten(tmp_path: Path) -> None:
    kept(tmp_path)
    assert kept(tmp_path, FRENCH.replace(b"Les plans", b"Nos plans"))[-1] == "Nos plans"
    assert len(Memory(tmp_path).shelf(CATALOGUES).known) == 1


def test_a_faulty_catalogue_is_faulty_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="misformatted"):
            kept(tmp_path, b"this is no catalogue\n")


@pytest.mark.parametrize("name", [SAID, CATALOGUES])
def test_where_they_are_damaged_babel_is_asked(tmp_path: Path, name: str) -> None:
    first = kept(tmp_path)
    data = bytearray((tmp_path / name).read_bytes())
    data[-3] ^= 1
    (tmp_path / name).write_bytes(data)
    assert kept(tmp_path) == first


def test_each_number_is_said_as_what_it_is() -> None:
    english = Words("en")
    assert [english.number(one) for one in (1, 1.0, 1.5, 0, 12345)] == ["1", "1", "1.5", "0", "12,345"]
