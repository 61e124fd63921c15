"""Pages leave the day open: on another one only its places are filled in, with the bytes of a page made whole."""

from __future__ import annotations

import datetime
import os
import pickle
import shutil
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jinja2
import pytest
from sites import ROOT, SMALL, write_site

from ogpsite import build, compiled, jsonwords, outputs
from ogpsite.audit.data import gap_data, gap_words
from ogpsite.memory.shelves import Memory
from ogpsite.model.blanks import LEFT, OPENS, Blank, Days, counted, iso, leaves_open, left, said_in
from ogpsite.model.findings import Gap
from ogpsite.model.noted import FRAMES, frame_of_nothing
from ogpsite.model.site import Output
from ogpsite.model.today import Today
from ogpsite.outputs import filling, pages
from ogpsite.tables import cells, lines
from ogpsite.tables.nouns import Column, Value
from ogpsite.words import Words

DAY = datetime.date(2026, 11, 24)
DUE = datetime.date(2026, 6, 30)
OWN = '{{% extends "default/plans/commitment.html" %}}{{% block head %}}{inside}{{% endblock %}}'
AS_IT_IS = '<meta name="day" content="{{ page.title }}">{{ n_("{count} day", "{count} days", overdue_days) }}'
CLOSER = '{% set said %}{{ n_("{count} day", "{count} days", overdue_days) }}{% endset %}'
CLOSER += "{{ said|length }}"


@pytest.fixture
def frame() -> Iterator[set[str]]:
    """What is read."""
    FRAMES.append(frame_of_nothing())
    yield FRAMES[-1].others
    FRAMES.pop()


def test_days_that_are_only_shown_are_not_read(frame: set[str]) -> None:
    days = counted(DUE, Today.of(DAY))
    assert isinstance(days, Days) and not any(one.startswith("@") for one in frame)
    assert days > 30 and days and not days < 1
    assert frame and all(one.startswith("@<") for one in frame)  # on which side the day lies
    assert isinstance(days.__html__(), str) and not any(one.startswith("@=") for one in frame)
    assert (int(days), f"{days}", days + 1) == (147, "147", 148)
    assert type(pickle.loads(pickle.dumps(days))) is int  # in another process, which notes nothing
    assert any(one.startswith("@=") for one in frame)


def test_the_words_of_a_blank_are_those_that_would_have_been_said(frame: set[str]) -> None:
    said, today = Words("fr"), Today.of(DAY)
    days = counted(DUE, today)
    blank = said.count("{count} day of {title}", "{count} days of {title}", days, title="<b>")
    assert isinstance(blank, Blank) and not frame
    whole = said.say("It is {late}.", late=blank)
    open_page = f"<p>é {whole.__html__()}</p>".encode(errors="surrogatepass")
    for day, number in ((DAY, 147), (datetime.date(2026, 7, 1), 1)):
        data, places = filling.closed(open_page, filling.Filler(said, day))
        late = said.count("{count} day of {title}", "{count} days of {title}", number, title="<b>")
        plain = said.say("It is {late}.", late=late)
        assert data.decode() == f"<p>é {plain.__html__()}</p>"
        today_ = filling.Filler(said, DAY)
        assert filling.anew(data, places, today_) == filling.closed(open_page, today_)


@pytest.mark.parametrize("ask", ["{{ said|length }}", "{% for one in said %}{{ one }}.{% endfor %}", "{{ said[0] }}"])
def test_who_looks_closer_at_a_blank_sees_its_words_and_has_read_the_day(frame: set[str], ask: str) -> None:
    english = Words("en")
    blank = english.count("{count} day", "{count} days", counted(DUE, Today.of(DAY)))
    template = jinja2.Environment(autoescape=True).from_string("{% if said %}" + ask + "{% endif %}")
    assert not frame
    assert template.render(said=blank) == template.render(said="147 days")
    assert any(one.startswith("@=") for one in frame)


@pytest.mark.parametrize(("inside", "leaves"), [(AS_IT_IS, True), (CLOSER, False)])
def test_only_a_template_that_shows_what_it_is_given_leaves_anything_open(inside: str, leaves: bool) -> None:
    assert compiled.only_shows(jinja2.Environment().parse(OWN.format(inside=inside))) == leaves


def built(root: Path, day: datetime.date, memory: Path | None) -> dict[str, bytes]:
    """The site as it lies on disk, built with a memory or without."""
    shelf = Memory(memory, 1) if memory else Memory()
    target = root / "output"
    result = build.build(build.Job(root, day, processes=1), target, memory=shelf)
    assert result.ok, result.problems
    return {str(path.relative_to(target)): path.read_bytes() for path in target.rglob("*") if path.is_file()}


def site(folder: Path, inside: str = "") -> Path:
    """A site in two languages with a late milestone, and a template of its own where there is something in it."""
    settings = SMALL["site.yaml"].replace("[en, fr]", "[en, ar]") + ("theme: own\n" if inside else "")
    theme = {
        "themes/own/theme.yaml": "extends: default\n",
        "themes/own/templates/plans/commitment.html": OWN.format(inside=inside),
    }
    return write_site(folder, {"site.yaml": settings}, theme if inside else {})


@pytest.mark.slow
@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("", id="the shipped theme"),
        pytest.param(AS_IT_IS, id="shows"),
        pytest.param(CLOSER, id="looks closer"),
    ],
)
def test_another_day_gives_the_same_bytes_as_a_site_made_whole(
    inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, fresh, memory = site(tmp_path / "a", inside), site(tmp_path / "b", inside), tmp_path / "cache"
    built(root, DAY, memory)
    made: list[str] = []
    whole, outputs_of = pages.composed, outputs.Work.outputs

    def outputs_made(work: outputs.Work, name: str) -> list[Output]:
        made.append(name)
        return outputs_of(work, name)

    def composed(*given: Any) -> bytes:
        made.append(given[2].address)
        return whole(*given)

    monkeypatch.setattr(pages, "composed", composed)

    def sheet_made(columns: Sequence[Column], first: int, rows: Sequence[Sequence[Value]]) -> bytes:
        made.append(f"sheet with {columns[-1].name}")
        return lines_of(columns, first, rows)

    lines_of = lines.lines
    monkeypatch.setattr(lines, "lines", sheet_made)
    monkeypatch.setattr(outputs.Work, "outputs", outputs_made)
    for day in (*(DAY + datetime.timedelta(days=n) for n in (1, 2, 3)), datetime.date(2027, 1, 1)):
        made.clear()
        again = built(root, day, memory)
        late = [address for address in made if address.startswith("/plans/2025-2028/open-clinics/")]
        assert bool(late) == (inside == CLOSER), made
        assert "data/commitment:2025-2028/open-clinics" not in made and "tables/workbook.xlsx" in made
        if day.month == DAY.month:  # nothing turns, and only the self-check says a number of days within words
            assert {one for one in made if one.startswith("sheet")} <= {"sheet with confidence"}
            assert not {"figures/standards", "figures/answers", "charts/commitments/0", "charts/plans"} & set(made)
        assert sorted(path for path, data in built(fresh, day, None).items() if data != again.get(path)) == []


@pytest.mark.parametrize("late", [9, 10, 99, 999, 1000, 12345])
def test_data_leave_open_what_stands_there_on_another_day(late: int, frame: set[str]) -> None:
    """A number gets longer; with a comma in it, its cell gets quotes."""
    since = DAY - datetime.timedelta(days=9)

    def data(day: datetime.date) -> str:
        days, gap = counted(since, day), Gap(code="overdue", since=since, until=day, count=counted(since, day))
        columns: list[list[Value]] = [[days], [gap_words(gap, leaves=True)], [iso(day)]]
        return cells.written(columns) + jsonwords.written({"days": days, "gap": gap_data(gap, leaves=True)})

    then = since + datetime.timedelta(days=late)
    words = data(Today.of(then))
    assert not any(one.startswith("@=") for one in frame) and OPENS in words
    assert said_in(words.encode(errors="surrogatepass"), then).decode() == data(then)
    if late < 1000:
        pieces = LEFT.split(words.encode(errors="surrogatepass"))
        marks = zip(pieces[1::3], pieces[2::3], strict=True)
        which = [int(value) * len(filling.KINDS) + filling.NUMBERS[kind] for kind, value in marks]
        said = [filling.Said(day).__getitem__ for day in (then, DAY)]
        made, places = filling.joined(pieces[::3], said[0], which)
        assert made.decode() == data(then)
        again, moved = filling.filled_in(made, places, said[1])
        assert again.decode() == data(DAY)
        assert filling.filled_in(again, moved, said[0]) == (made, places)


@pytest.mark.slow
def test_a_page_that_was_changed_by_hand_is_made_again(tmp_path: Path) -> None:
    root, fresh, memory = site(tmp_path / "a"), site(tmp_path / "b"), tmp_path / "cache"
    built(root, DAY, memory)
    for name in ("index.html", "index.json", "milestones.csv"):
        page = root / "output/plans/2025-2028/open-clinics" / name
        stat = page.stat()
        data = page.read_bytes()
        page.write_bytes(data.replace(b"e", b"o"))  # of the same size, and with the same times
        assert page.read_bytes() != data
        os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    tomorrow = DAY + datetime.timedelta(days=1)
    assert built(root, tomorrow, memory) == built(fresh, tomorrow, None)


@pytest.mark.slow
def test_every_page_of_the_sample_is_the_same_on_another_day(tmp_path: Path) -> None:
    roots = [tmp_path / "a", tmp_path / "b"]
    for root in roots:
        shutil.copytree(ROOT / "content", root / "content")
        shutil.copy(ROOT / "site.yaml", root)
    built(roots[0], DAY, tmp_path / "cache")
    day = datetime.date(2026, 12, 31)
    again = built(roots[0], day, tmp_path / "cache")
    assert sorted(path for path, data in built(roots[1], day, None).items() if data != again.get(path)) == []


def test_blanks_are_filled_in_among_letters_whose_bytes_begin_as_their_marks_do() -> None:
    said, today = Words("en"), Today.of(DAY)
    days = counted(DUE, today)
    assert isinstance(days, Days)
    for before, after in (("힣", "한"), ("", ""), ("é", "힣")):
        page = f"{before}{days.__html__()}{after}{days.__html__()}".encode(errors="surrogatepass")
        data, places = filling.closed(page, filling.Filler(said, DAY))
        assert data.decode() == f"{before}147{after}147"
        numbers, specs = array("I", places[0]), places[1]
        found = [
            (data[at : at + size], specs[n]) for at, size, n in zip(*(numbers[k::3] for k in range(3)), strict=True)
        ]
        assert found == [(b"147", ("days", DUE.toordinal()))] * 2


@pytest.mark.parametrize("words", ["\ud800", "\ud805", "\ud8001", "\udc80x\ud800"])
def test_words_that_cannot_be_written_are_in_no_page(words: str) -> None:
    with pytest.raises((UnicodeError, ValueError, IndexError)):
        filling.closed(f"<p>{words}</p>".encode(errors="surrogatepass"), filling.Filler(Words("en"), DAY))


@pytest.mark.parametrize("words", ["a plain text", "나라의 약속", "\ud7ff", ""])
def test_letters_that_begin_as_a_mark_does_are_none(words: str) -> None:
    assert not leaves_open(words.encode())
    assert leaves_open(f"{words}{left(Days(DAY, Today.of(DAY)))}".encode(errors="surrogatepass"))
