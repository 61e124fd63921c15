"""What is said once for many pages: the same answer, with the languages it fell back to and all that it read."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from told_nodes import each

from ogpsite.model import noted
from ogpsite.views import retold


@dataclass(frozen=True)
class Noun:
    words: str


class Edition:
    pass


class Speaker:
    def __init__(self, edition: Edition, words: object = "en", leaves: bool = False) -> None:
        self.fallen: set[str] = set()
        self.retold = retold.of_edition(edition, words, leaves)


asked: list[str] = []


@retold.retold
def said(speaker: Speaker, noun: Noun, *more: object) -> tuple[str, ...]:
    asked.append(noun.words)
    speaker.fallen.add("fr")
    noted.read_field(f"news:{noun.words}.title")
    return (noun.words, *map(str, more))


@pytest.fixture(autouse=True)
def nobody_asked() -> None:
    asked.clear()


def test_it_is_said_once_and_falls_back_each_time() -> None:
    edition, noun = Edition(), Noun("a")
    speakers = [Speaker(edition), Speaker(edition)]
    assert said(speakers[0], noun) is said(speakers[1], noun)
    assert asked == ["a"]
    assert [one.fallen for one in speakers] == [{"fr"}, {"fr"}]


def test_it_is_said_anew_of_another_noun_edition_or_language_and_where_the_day_is_left_open() -> None:
    edition, noun = Edition(), Noun("a")
    said(Speaker(edition), noun)
    said(Speaker(edition), Noun("a"))  # an equal one is another: it may have been read anew
    said(Speaker(edition), noun, "more")
    said(Speaker(Edition()), noun)
    said(Speaker(edition, "fr"), noun)
    said(Speaker(edition, leaves=True), noun)
    assert len(asked) == 6


def test_further_words_are_told_apart_by_what_they_say() -> None:
    edition, noun = Edition(), Noun("a")
    first, same, other = ("".join(one) for one in (["mo", "re"], ["mor", "e"], ["le", "ss"]))
    assert first is not same
    assert said(Speaker(edition), noun, first) is said(Speaker(edition), noun, same)
    assert said(Speaker(edition), noun, other)[1] == "less"
    assert asked == ["a", "a"]


def test_who_asks_again_has_read_the_same() -> None:
    edition, noun = Edition(), Noun("a")
    with noted.noting(True):
        nodes = [noted.noted(lambda: said(Speaker(edition), noun))[1] for _ in range(2)]
        told = {number: (fields, read) for number, fields, _, read in each(noted.told())}
        title = [noted.PLACES["news:a"] + noted.FIELDS["title"]]
        for node in nodes:  # they read nothing else, so what was read for the answer stands for them
            assert node is not None
            assert told[node.number] == (title, [])
    assert asked == ["a"]


def test_a_large_site_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retold, "ROOM", 2)
    edition = Edition()
    nouns = [Noun(one) for one in "abc"]
    for noun in (*nouns, *nouns):
        said(Speaker(edition), noun)
    assert asked == ["a", "b", "c", "c"]


def test_a_fault_leaves_the_speaker_as_it_was() -> None:
    @retold.retold
    def faulty(speaker: Speaker, noun: Noun) -> None:
        speaker.fallen.add("ar")
        raise ValueError(noun.words)

    speaker = Speaker(Edition())
    speaker.fallen.add("fr")
    with pytest.raises(ValueError, match="a"):
        faulty(speaker, Noun("a"))
    assert speaker.fallen == {"fr"}
