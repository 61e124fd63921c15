"""Records whose fields are folded: the same record, opened by whoever asks for a field, and by nobody else."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import pytest
from sites import DAY, SMALL, understood, write_site

from ogpsite import build, links, load
from ogpsite.folded import FOLD, Damaged, folding
from ogpsite.memory.understood import EACH, Numbered, Understood, change
from ogpsite.model import records
from ogpsite.model.again import Again
from ogpsite.model.values import Source
from ogpsite.views.beginnings import beginnings


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[records.Record, ...]:
    """The records of a site, with what was asked of them."""
    result = understood(tmp_path_factory.mktemp("site"), {})
    assert result.edition
    for one in result.edition.site.by_uid.values():
        beginnings(one)
        links.targets_in(one)
    return tuple(result.edition.site.by_uid.values())


def again(record: records.Record) -> Any:
    """The record as another process is given it."""
    return pickle.loads(pickle.dumps(record, protocol=5))


def test_a_folded_record_is_the_same(found: tuple[records.Record, ...]) -> None:
    assert len({type(one) for one in found}) > 8
    for record in found:
        given = again(record)
        assert FOLD in vars(given)
        assert given == record
        assert FOLD not in vars(given)
        assert repr(given) == repr(record)


def test_what_each_build_asks_for_opens_nothing(found: tuple[records.Record, ...]) -> None:
    for record in found:
        given = again(record)
        assert (given.uid, given.id, given.key, given.body) == (record.uid, record.id, record.key, record.body)
        assert given.at("title") == record.at("title")
        assert links.targets_in(given) == links.targets_in(record)
        assert FOLD in vars(given)


def test_what_is_folded_with_the_fields_comes_with_them(found: tuple[records.Record, ...]) -> None:
    given = next(again(one) for one in found if beginnings(one))
    name = next(name for name in vars(found[0]) if "beginnings" in str(name))
    assert name not in vars(given)
    assert beginnings(given)
    assert name in vars(given) and FOLD not in vars(given)


def test_a_folded_record_is_handed_on_unopened(found: tuple[records.Record, ...]) -> None:
    for record in found:
        given = again(record)
        other = again(given)
        assert FOLD in vars(given)
        assert other == record


def test_a_field_that_no_record_has_is_told(found: tuple[records.Record, ...]) -> None:
    given = again(found[0])
    with pytest.raises(AttributeError, match="nothing_such"):
        given.nothing_such  # noqa: B018
    vars(given).clear()
    with pytest.raises(AttributeError, match="draft"):
        given.draft  # noqa: B018


class Call:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("ran",)


def test_opening_runs_nothing(
    found: tuple[records.Record, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = again(found[0])
    kind: Any = type(given)
    hostile: tuple[Any, ...] = ((Call(),) * len(folding(kind)), {})
    vars(given)[FOLD] = pickle.dumps(hostile, protocol=5)
    with pytest.raises(pickle.UnpicklingError, match="is no noun"):
        given.draft  # noqa: B018
    assert not Path("ran").exists()


def test_what_others_speak_of_is_found_by_its_number(tmp_path: Path) -> None:
    root = write_site(tmp_path, SMALL)
    known = Again()
    tree, faults = load.load(root, known)
    build.understand(build.Job(root, DAY), tree, faults, again=known)
    entries = known.told(lambda value: True)
    numbered = Numbered(entries)
    numbers = numbered.numbers()
    spoken = [one for _, nouns, _, result in entries if result == EACH for pair in nouns for one in pair]
    assert len(spoken) > 50
    assert all(numbered[numbers[id(one)]] is one for one in spoken)
    index = next(entry for entry in entries if entry[0] == "index")[3]
    assert numbered[numbers[id(index[0])]] is index[0]
    for number in (-1, len(numbered)):
        with pytest.raises(IndexError):
            numbered[number]


def test_only_the_pairs_that_changed_are_told() -> None:
    first, second, third = [1], [2], [3]
    pairs = ((first, "a"), (second, "b"))
    before = ("key", pairs, (), EACH)
    assert change(before, ("key", pairs, (), EACH)) is None
    new = (third, "c")
    assert change(before, ("key", (pairs[0], new), (), EACH)) == ("key", (new,), (), EACH, frozenset({1}))
    other = (second, "d")
    assert change(before, ("key", (pairs[0], other), (), EACH)) == ("key", (other,), (), EACH, frozenset({1}))


def test_what_another_process_told_is_told_as_it_was() -> None:
    told = [("key", (), (1,), "made"), ("each", (([1], "a"),), (), EACH)]
    known = Again.of(told)
    assert known.kept("key", (), (1,), lambda: "other") == "made"
    known.each("each", [told[1][1][0][0]], (), lambda one: "other")
    again_ = known.told(lambda value: False)  # nothing is sure any more; it was
    assert again_[0] is told[0]
    assert len(again_) == 2


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """What a build tells of a site to later ones."""
    root = write_site(tmp_path_factory.mktemp("told"), SMALL)
    known = Again()
    tree, faults = load.load(root, known)
    build.understand(build.Job(root, DAY), tree, faults, again=known)
    return known.told(lambda value: True)


def test_what_is_read_late_is_the_same(entries: list[Any], tmp_path: Path) -> None:
    """Also when it is written once more, opened or not."""
    folders = [tmp_path / name for name in ("one", "two", "three")]
    told = entries
    for number, folder in enumerate(folders):
        Understood(folder).save(told)
        told = Understood(folder).load()
        pairs = zip(parts_of(entries), parts_of(told), strict=True)
        for before, after in pairs if number != 1 else ():  # which is written on unopened
            assert after.kind == before.kind if isinstance(before, Source) else after.meta == before.meta
            assert fields_of(after) == fields_of(before)
    assert sum(file.stat().st_size for file in folders[2].iterdir()) < 1.1 * sum(
        file.stat().st_size for file in folders[0].iterdir()
    )


def parts_of(told: list[Any]) -> list[Any]:
    """The sources and records that entries hold."""
    found = [one for key, _, _, result in told if key[0] == "file" for one in result[0]]
    pairs = [
        pair for key, nouns, _, result in told if result == EACH and key in ("records", "resolved") for pair in nouns
    ]
    return found + [pair[1][0] for pair in pairs]


def fields_of(found: Any) -> list[Any]:
    kind: Any = type(found)
    names = ["node", "body", "body_line"] if isinstance(found, Source) else ["body", *folding(kind)]
    more = [found.meta.lines] if isinstance(found, records.Record) else []
    return [getattr(found, name) for name in names] + more


def test_a_source_that_is_read_late_goes_to_another_process(entries: list[Any], tmp_path: Path) -> None:
    Understood(tmp_path).save(entries)
    for one in parts_of(Understood(tmp_path).load()):
        assert fields_of(again(one)) == fields_of(one)


def test_a_damaged_piece_is_told_when_it_is_asked_for(entries: list[Any], tmp_path: Path) -> None:
    Understood(tmp_path).save(entries)
    late = parts_of(Understood(tmp_path).load())
    (tmp_path / "understood").write_bytes(b"")
    for one in late:
        assert one.id is not None
        with pytest.raises(Damaged):
            fields_of(one)
