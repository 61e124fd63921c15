"""What follows from the program alone is made once for all sites, and kept beside the program where that can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from ogpsite.memory import beside
from ogpsite.memory.shelves import Memory

LONG = "words " * 1000


class Kept:
    """A folder beside a program, and how often something is made."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.monkeypatch, self.made = folder, monkeypatch, 0
        self.begin()

    def begin(self, writable: bool = True) -> None:
        """Another process begins."""
        self.monkeypatch.setattr(beside, "OWN", Memory(self.folder))
        self.monkeypatch.setattr(beside, "can_keep", lambda: writable)

    def ask(self, key: str = "a") -> str:
        def make() -> str:
            self.made += 1
            return key + LONG

        return beside.always("step", key, make)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    return Kept(tmp_path, monkeypatch)


def test_it_is_made_once_for_all_processes(kept: Kept) -> None:
    assert [kept.ask(), kept.ask(), kept.ask("b")] == ["a" + LONG, "a" + LONG, "b" + LONG]
    kept.begin()
    assert [kept.ask("b"), kept.ask()] == ["b" + LONG, "a" + LONG]
    assert kept.made == 2


def test_what_others_asked_for_is_not_forgotten(kept: Kept) -> None:
    kept.ask()
    kept.begin()
    kept.ask("b")
    kept.begin()
    kept.ask()
    assert kept.made == 2


def test_of_many_only_those_that_are_asked_for_are_kept(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "MOST", 2)
    for key in ("a", "b", "c"):
        kept.begin()
        kept.ask(key)
    kept.begin()
    kept.ask("c")
    assert kept.made == 3
    kept.ask("a")
    assert kept.made == 4


def test_what_is_damaged_is_made_again(kept: Kept) -> None:
    kept.ask()
    path = kept.folder / "step"
    path.write_bytes(path.read_bytes().replace(b"words", b"swords", 1))
    kept.begin()
    assert kept.ask() == "a" + LONG
    assert kept.made == 2


def test_without_a_place_for_it_it_is_made_by_each_process(kept: Kept) -> None:
    kept.begin(writable=False)
    assert kept.ask() == kept.ask()
    assert not list(kept.folder.iterdir())
