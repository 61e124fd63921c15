"""The memory of builds: always right, safe to lose, never trusted when damaged; and work in many processes."""

from __future__ import annotations

import datetime
import json
import os
import pickle
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from benchmarks import records, site_ogpsite
from sites import DAY, LONE, ROOT, SMALL, write_site

from ogpsite import build, load, opening, prose, relate, tables, validate, workers
from ogpsite.build import edition
from ogpsite.differences import Paragraph
from ogpsite.memory import files, seal, understood
from ogpsite.memory.shelves import Memory
from ogpsite.model import today
from ogpsite.model.noted import Node, noted, noting
from ogpsite.model.values import Node as Written
from ogpsite.outputs import pages
from ogpsite.outputs.options import Options
from ogpsite.relate.mentions import Index
from ogpsite.tables.nouns import Line, Table, Value
from ogpsite.theme import Theme
from ogpsite.views.tongue import Shown
from ogpsite.words import Said

COMMITMENT = "content/plans/2025-2028/commitments/open-clinics/commitment.md"
REPORT = "content/plans/2025-2028/commitments/open-clinics/progress/2026-06.md"
TEXT = "Why it *matters*: [the law](https://example.org/law).\n\n- one\n- two\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", {COMMITMENT: SMALL[COMMITMENT] + TEXT})


@pytest.fixture
def lone(tmp_path: Path) -> Path:
    """As `small`, in one language: half the pages, for quick tests that build it more than once."""
    return write_site(tmp_path / "site", LONE, {COMMITMENT: SMALL[COMMITMENT] + TEXT})


def folder(path: Path) -> dict[str, bytes]:
    """Every file of a folder but the list of what was written, which holds the same digests."""
    found = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith(".ogpsite"))
    return {one.relative_to(path).as_posix(): one.read_bytes() for one in found}


def built(
    root: Path, target: Path, memory: Memory | None = None, processes: int = 1, day: datetime.date = DAY
) -> dict[str, bytes]:
    result = build.build(build.Job(root, day, processes=processes), target, memory=memory)
    assert result.ok, result.problems
    return folder(target)


def kept(root: Path) -> Memory:
    return Memory(root / ".ogpsite/cache", time.time_ns())


# edits, each of one spot


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text, f"{path} holds no {old!r}"
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


def own_theme(root: Path) -> Path:
    """A theme of the site's own over the shipped one."""
    theme = root / "themes/own"
    if not theme.is_dir():
        (theme / "templates").mkdir(parents=True)
        (theme / "locale").mkdir()
        (theme / "theme.yaml").write_text("name: Own\nextends: default\n", "utf-8")
        with (root / "site.yaml").open("a", encoding="utf-8") as file:
            file.write("theme: own\n")
    return theme


def edit_text(root: Path, draw: random.Random) -> None:
    with (root / COMMITMENT).open("a", encoding="utf-8") as file:
        file.write(f"\nA sentence {draw.random()}, with **weight**.\n")


def edit_title(root: Path, draw: random.Random) -> None:
    text = (root / COMMITMENT).read_text("utf-8")
    (root / COMMITMENT).write_text(re.sub(r"title: Open.*", f"title: Open clinics {draw.random()}", text), "utf-8")


def edit_status(root: Path, draw: random.Random) -> None:
    text = (root / REPORT).read_text("utf-8")
    status = draw.choice(("limited", "substantial", "complete", "not_started"))
    (root / REPORT).write_text(re.sub(r"^status: .*", f"status: {status}", text, flags=re.M), "utf-8")


def edit_template(root: Path, draw: random.Random) -> None:
    page = own_theme(root) / "templates/page.html"
    page.write_text(
        f'{{% extends "default/page.html" %}}{{% block footer %}}<p>{draw.random()}</p>{{% endblock %}}', "utf-8"
    )


def edit_macro(root: Path, draw: random.Random) -> None:
    """A template that others only name by a value."""
    templates = own_theme(root) / "templates"
    (templates / "piece.html").write_text(f"<p>{draw.random()}</p>", "utf-8")
    piece = '{% set name = "piece.html" %}{% block aside %}{% include name %}{% endblock %}'
    text = f'{{% extends "default/home.html" %}}{piece}'
    (templates / "home.html").write_text(text, "utf-8")


def edit_catalogue(root: Path, draw: random.Random) -> None:
    words = f'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\nmsgid "Home"\nmsgstr "Accueil {draw.random()}"\n'
    (own_theme(root) / "locale/fr.po").write_text(words, "utf-8")


def edit_settings(root: Path, draw: random.Random) -> None:
    text = (root / "site.yaml").read_text("utf-8")
    (root / "site.yaml").write_text(re.sub(r"title: .*", f"title: Open {draw.random()}", text, count=1), "utf-8")


def edit_style(root: Path, draw: random.Random) -> None:
    (own_theme(root) / "extra.css").write_text(f".x {{ order: {draw.randint(1, 99)} }}\n", "utf-8")


def new_page(root: Path, draw: random.Random) -> None:
    page = root / f"content/pages/p-{draw.randint(1, 9)}.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(f"---\ntitle: Page {draw.random()}\n---\nSee [the plan](/plans/2025-2028/).\n", "utf-8")


def no_page(root: Path, draw: random.Random) -> None:
    found = sorted((root / "content").glob("pages/*.md"))
    if found:
        draw.choice(found).unlink()


def no_output(root: Path, draw: random.Random) -> None:
    """Somebody takes away, or writes over, what a build made."""
    found = sorted(root.parent.glob("kept/**/index.html"))
    for one in draw.sample(found, min(2, len(found))):
        one.write_text("foreign words", "utf-8") if draw.random() < 0.5 else one.unlink()


def no_cache(root: Path, draw: random.Random) -> None:
    """Somebody takes away, cuts or fills what is remembered."""
    for one in sorted(path for path in (root / ".ogpsite/cache").rglob("*") if path.is_file()):
        data = one.read_bytes()
        draw.choice((one.unlink, lambda one=one, data=data: one.write_bytes(data[: len(data) // 2]), lambda: None))()


FIELDS = re.compile(
    r"^(\s*(?:- )?(?:status|decision|kind|sector|lead|due|date|reported_on|received_on|title|summary): )(.*)$"
)


def edit_field(root: Path, draw: random.Random) -> None:
    """A value of a field takes the place of another value of such a field, anywhere in the content."""
    found = [
        (path, number, match)
        for path in sorted((root / "content").rglob("*"))
        if path.suffix in (".md", ".yaml")
        for number, line in enumerate(path.read_text("utf-8").split("\n"))
        if (match := FIELDS.match(line))
    ]
    path, number, match = draw.choice(found)
    others = [other[2] for _, _, other in found if other[1].strip(" -") == match[1].strip(" -")]
    lines = path.read_text("utf-8").split("\n")
    lines[number] = match[1] + (draw.choice(others) if "title" not in match[1] else f"Title {draw.random()}")
    path.write_text("\n".join(lines), "utf-8")


def edit_in_place(root: Path, draw: random.Random) -> None:
    """Another word of the same length, with the times of before: as some programs for synchronising do."""
    path = root / COMMITMENT
    data, seen = path.read_bytes(), path.stat()
    path.write_bytes(re.sub(rb"title: (.)", b"title: " + draw.choice("ABCDEFGH").encode(), data, count=1))
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))


def edit_by_moving(root: Path, draw: random.Random) -> None:
    """A file of the same length and time takes the place of another, as `mv` of an older copy does."""
    path = root / COMMITMENT
    seen = path.stat()
    other = path.with_name(".other")
    other.write_bytes(re.sub(rb"title: (.)", b"title: " + draw.choice("JKLMNOPQ").encode(), path.read_bytes(), count=1))
    os.utime(other, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    other.replace(path)


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    edit_text, edit_title, edit_status, edit_template, edit_macro, edit_catalogue, edit_settings, edit_style,
    new_page, no_page, no_output, no_cache, edit_field, edit_in_place, edit_by_moving,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_the_same_bytes_with_memory_and_from_many_processes(small: Path, seed: int) -> None:
    """After each of many edits: from nothing in one process, in three, and from what is remembered."""
    draw = random.Random(seed)
    for number in range(50):
        edit = EDITS[number] if number < len(EDITS) else draw.choice(EDITS)
        edit(small, draw)
        told = f"edit {number}: {edit.__name__}"
        prose.CLEANED.clear()
        alone = build.build(build.Job(small, DAY, processes=1), small.parent / "fresh")
        assert alone.ok, alone.problems
        prose.CLEANED.clear()
        together = build.make(build.Job(small, DAY, processes=3))
        assert [(one.path, one.data) for one in together.outputs] == [(o.path, o.data) for o in alone.outputs], told
        assert built(small, small.parent / "kept", kept(small)) == folder(small.parent / "fresh"), told


@pytest.mark.slow
def test_the_same_bytes_after_edits_of_many_records(tmp_path: Path) -> None:
    """Twelve records that refer to each other: what reads a field of one of them is made again, and nothing else."""
    root = tmp_path / "site"
    site_ogpsite.write(root, records.records(12))
    draw = random.Random(3)
    made = []
    for number in range(20):
        before = {path: path.read_bytes() for path in root.rglob("content/**/*") if path.is_file()}
        edit_field(root, draw)
        result = build.build(build.Job(root, DAY, processes=1 + number % 2), tmp_path / "kept", memory=kept(root))
        if not result.ok:  # the value doesn't fit there: an editor would take it back
            for path, data in before.items():
                path.write_bytes(data)
            continue
        made.append(result.written.written)
        assert folder(tmp_path / "kept") == built(root, tmp_path / "fresh"), f"edit {number}"
    assert min(made[1:]) < len(folder(tmp_path / "kept")) / 4


def settled(root: Path) -> Memory:
    """A memory that is asked a good while after the last change."""
    return Memory(root / ".ogpsite/cache", time.time_ns() + 10**10)


def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The content files that are read from now on."""
    seen: list[str] = []
    real = load.read

    def watched(root: Path, path: str, *more: Any) -> Any:
        seen.append(path)
        return real(root, path, *more)

    monkeypatch.setattr(load, "read", watched)
    return seen


@pytest.mark.slow
def test_only_a_changed_file_is_read_again_in_another_process(lone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(lone, lone.parent / "kept", settled(lone))
    seen = files_read(monkeypatch)
    edit_text(lone, random.Random(1))
    again = built(lone, lone.parent / "kept", settled(lone))
    assert seen == [COMMITMENT]
    assert again == built(lone, lone.parent / "fresh")


@pytest.mark.slow
def test_a_cold_build_and_one_from_what_is_remembered_make_the_same_digests(lone: Path) -> None:
    """Else the first sentence after a cold build would have everything made again."""
    built(lone, lone.parent / "kept", settled(lone))
    edit_text(lone, random.Random(1))
    result = build.build(build.Job(lone, DAY, processes=1), lone.parent / "kept", memory=settled(lone))
    assert result.written.written < result.written.unchanged / 4


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of thirty records, with what a build remembers of it."""
    root = tmp_path_factory.mktemp("many") / "site"
    site_ogpsite.write(root, records.records(30))
    built(root, root.parent / "kept", settled(root))
    return root


def add_sentence(root: Path, number: int) -> str:
    """Adds a sentence to a commitment; gives its file."""
    file = sorted(root.glob("content/plans/*/commitments/*/commitment.md"))[number]
    with file.open("a", encoding="utf-8") as text:
        text.write(f"\nSentence {time.time_ns()}.\n")
    return file.relative_to(root).as_posix()


@pytest.mark.slow
def test_what_changed_is_kept_beside_what_did_not(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One change writes one record; the next build reads both files, and no content but what changed since."""
    cache = many / ".ogpsite/cache"
    whole = (cache / understood.NAME).read_bytes()
    for number in range(2):
        seen = files_read(monkeypatch)
        changed = add_sentence(many, number)
        built(many, many.parent / "kept", settled(many))
        assert seen == [changed]
        assert (cache / understood.NAME).read_bytes() == whole
        assert (cache / understood.MORE).stat().st_size < len(whole) / 8
        monkeypatch.undo()
    assert folder(many.parent / "kept") == built(many, many.parent / "fresh")


@pytest.mark.slow
def test_rows_of_other_records_are_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of sixteen records are kept together; here of two."""
    monkeypatch.setattr(tables, "SHARE", 2)
    many = tmp_path / "site"
    site_ogpsite.write(many, records.records(20))
    built(many, many.parent / "kept", settled(many))
    rows: list[tuple[str, str]] = []
    columns_made = tables.columns_made

    def seen(table: Table, lines: Sequence[Line], languages: Sequence[str]) -> list[Sequence[Value]]:
        rows.extend((table.name, line.record.uid if line.record else "") for line in lines)
        return columns_made(table, lines, languages)

    monkeypatch.setattr(tables, "columns_made", seen)
    changed = add_sentence(many, 5)
    made = built(many, many.parent / "kept", settled(many))
    assert {name for name, _ in rows} == {"commitments", "ogp-commitments"}
    assert {uid for _, uid in rows} <= {uid for name, uid in rows if name == "commitments"}
    assert len(rows) == 4 and any(uid.rpartition("/")[2] in changed for _, uid in rows)
    assert made == built(many, many.parent / "fresh")


@pytest.mark.slow
@pytest.mark.parametrize("harm", ["gone", "cut", "of another"])
def test_what_changed_is_taken_with_what_it_belongs_to_alone(
    many: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = many / ".ogpsite/cache"
    before = add_sentence(many, 4)
    built(many, many.parent / "kept", settled(many))
    more = cache / understood.MORE
    if harm == "gone":
        more.unlink()
    elif harm == "cut":
        more.write_bytes(more.read_bytes()[:-1])
    else:
        entries = list(reversed(Memory(cache).nouns()))
        files.keep_pieces(cache / understood.NAME, partial(understood.Whole.of, entries))
    seen = files_read(monkeypatch)
    changed = add_sentence(many, 5)
    assert built(many, many.parent / "kept", settled(many)) == built(many, many.parent / "fresh")
    assert {changed} <= set(seen)
    assert (before in seen[: seen.index(changed) + 1]) == (harm != "of another")


@pytest.mark.slow
@pytest.mark.parametrize("moment", [0, 1], ids=["nobody knows the time", "the clock was set back"])
def test_files_without_a_sure_time_are_read_again(lone: Path, moment: int, monkeypatch: pytest.MonkeyPatch) -> None:
    built(lone, lone.parent / "kept", Memory(lone / ".ogpsite/cache", moment))
    seen = files_read(monkeypatch)
    built(lone, lone.parent / "kept", settled(lone))
    assert COMMITMENT in seen
    assert "site.yaml" in seen


@pytest.mark.slow
def test_a_moved_site_is_understood_anew_or_as_before(lone: Path) -> None:
    built(lone, lone.parent / "kept", settled(lone))
    other = lone.parent / "other"
    lone.rename(other)
    edit_title(other, random.Random(1))
    assert built(other, other.parent / "kept", settled(other)) == built(other, other.parent / "fresh")


@pytest.mark.slow
def test_two_builds_at_once_remember_no_half(small: Path) -> None:
    """Two processes that build one site to two folders, while it is changed; and what the next build makes of it."""
    for number in range(3):
        edit_title(small, random.Random(number))
        command = [sys.executable, "-m", "ogpsite", "build", "-s", str(small), "--as-of", DAY.isoformat(), "-o"]
        running = [subprocess.Popen([*command, str(small.parent / name)]) for name in ("one", "two")]
        assert [one.wait() for one in running] == [0, 0]
        edit_text(small, random.Random(number))
    assert built(small, small.parent / "one", settled(small)) == built(small, small.parent / "fresh")


def test_what_is_nested_too_deep_is_read_anew(tmp_path: Path) -> None:
    node = Written("x", 1)
    for _ in range(2_000):
        node = Written({"a": node}, 1)
    memory = Memory(tmp_path, 1)
    memory.understood = lambda: [node]
    memory.save()
    assert Memory(tmp_path).nouns() == []


class Call:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("exit 1",)


class Strange(Index):
    """No noun of the program's own."""


HOSTILE = {
    "a call": Call(),
    "a stranger": Strange(()),
    "a service": Memory(),
    "a type": os.stat_result,
    "a function": build.build,
}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_what_is_understood_holds_nouns_alone(tmp_path: Path, value: object) -> None:
    files.keep_pieces(tmp_path / understood.NAME, lambda pile: pickle.dumps([value]))
    assert Memory(tmp_path).nouns() == []
    files.keep_pieces(tmp_path / understood.NAME, lambda pile: pickle.dumps([1]))
    assert Memory(tmp_path).nouns() == [1]


def harm_pieces(file: Path, draw: random.Random, part: float) -> None:
    """Damages a part of all bytes behind the first line and before the index."""
    data = bytearray(file.read_bytes())
    first = data.index(b"\n")
    begin, end = first + 1, int(data[:first].split()[2], 16)
    for place in range(begin, end) if part == 1 else draw.sample(range(begin, end), int(part * (end - begin))):
        data[place] ^= 1 << draw.randrange(8)
    file.write_bytes(data)


@pytest.mark.slow
@pytest.mark.parametrize("part", [1, 0.001, 0.00005])
def test_what_proves_damaged_when_it_is_asked_for_is_read_anew(
    many: Path, part: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any piece of any file: what editors wrote, texts, rows; the next build is whole again."""
    draw = random.Random(part)
    for file in (path for path in (many / ".ogpsite/cache").rglob("*") if path.is_file()):
        if file.suffix not in (".more", ".json") and file.name != ".gitignore":
            harm_pieces(file, draw, part)
    forgotten = 0
    forget = understood.Understood.forget

    def seen(kept: understood.Understood) -> None:
        nonlocal forgotten
        forgotten += 1
        forget(kept)

    monkeypatch.setattr(understood.Understood, "forget", seen)
    for number in range(2):
        add_sentence(many, 6 + number)
        assert built(many, many.parent / "kept", settled(many)) == built(many, many.parent / "fresh")
    assert forgotten <= 1 and (forgotten == 1 or part < 1)


@pytest.mark.slow
def test_a_check_that_meets_damage_says_the_same(many: Path) -> None:
    add_sentence(many, 3)
    built(many, many.parent / "kept", settled(many))
    command = [sys.executable, "-m", "ogpsite", "check", "-s", str(many), "--as-of", DAY.isoformat(), "--privacy"]
    whole = subprocess.run(command, capture_output=True, text=True, check=False)
    harm_pieces(many / ".ogpsite/cache" / understood.NAME, random.Random(1), 1)
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (again.stdout, again.stderr, again.returncode) == (whole.stdout, whole.stderr, 0)


@pytest.mark.slow
def test_all_is_written_anew_with_what_nobody_read(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces go from the old file to the new one, damaged ones, too."""
    monkeypatch.setattr(understood, "PART", 10**9)
    monkeypatch.setattr(understood, "FEW", 0)
    cache = many / ".ogpsite/cache"
    for harmed in (False, True):
        changed = add_sentence(many, 8)
        built(many, many.parent / "kept", settled(many))
        assert not (cache / understood.MORE).exists()
        seen = files_read(monkeypatch)
        assert add_sentence(many, 8) == changed
        assert built(many, many.parent / "kept", settled(many)) == built(many, many.parent / "fresh")
        assert seen[0] == changed and seen[1] != changed, "the others were known"
        if harmed:
            memory = settled(many)
            entries = memory.nouns()
            harm_pieces(cache / understood.NAME, random.Random(1), 1)
            memory.kept().mark = ""
            memory.kept().save(entries)
            assert Memory(cache).nouns()
            add_sentence(many, 9)
            assert built(many, many.parent / "kept", settled(many)) == built(many, many.parent / "fresh")


@pytest.mark.slow
@pytest.mark.parametrize("days", [range(1, 2), (-1, 1, 6), (40, -400), (0, 900, -2000, 365)])
def test_the_same_bytes_on_other_days(tmp_path: Path, days: Iterable[int]) -> None:
    """From one day to another, forth and back, and with an edit between: what a page says of the day is never old."""
    root = write_site(tmp_path / "site", SMALL)
    site_ogpsite.write(root, records.records(8))
    draw, day = random.Random(4), DAY
    built(root, tmp_path / "kept", kept(root), day=day)
    for number, step in enumerate(days):
        day += datetime.timedelta(step)
        if number % 3 == 2:
            edit_settings(root, draw)
        without = built(root, tmp_path / "fresh", day=day)
        assert built(root, tmp_path / "kept", kept(root), 1 + number % 2, day) == without, f"on {day}"


@pytest.mark.slow
def test_a_new_day_makes_again_what_reads_it_only(lone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(lone, lone.parent / "kept", kept(lone))
    seen: list[str] = []
    real = pages.Batch.made

    def watched(batch: pages.Batch, number: int) -> pages.Made:
        seen.append(batch.path(number))
        return real(batch, number)

    monkeypatch.setattr(pages.Batch, "made", watched)
    late = "plans/2025-2028/open-clinics/index.html"  # it says how many days something is late
    before = (lone.parent / "kept" / late).read_bytes()
    after = built(lone, lone.parent / "kept", kept(lone), day=DAY + datetime.timedelta(1))
    assert late not in seen and after[late] != before, "these places alone are filled in anew"
    assert "data/index.html" in seen, "it says the day of its figures"
    assert "changes/by-year/2026/index.html" not in seen, "it tells what was"


@pytest.mark.slow
def test_a_new_day_reads_no_record_anew_and_finds_no_past_again(lone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(lone, lone.parent / "kept", settled(lone), 1)
    made: list[str] = []

    def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*given: Any, **named: Any) -> Any:
            made.append(name)
            return real(*given, **named)

        return asked

    for room, name in ((validate, "record_of"), (relate, "resolved_with_faults"), (edition, "history")):
        monkeypatch.setattr(room, name, watched(name, getattr(room, name)))
    built(lone, lone.parent / "kept", settled(lone), 1, DAY + datetime.timedelta(1))
    assert made == []
    built(lone, lone.parent / "kept", settled(lone), 1, DAY + datetime.timedelta(40))
    assert made == ["history"], "a month has ended"


def days_read(node: Node | None) -> set[str]:
    """What was read of the day for something, and for what it was made from."""
    assert node
    found: set[str] = set()
    queue, seen = [node], {node}
    while queue:
        for one in queue.pop().others:
            if isinstance(one, str):
                found |= {one} if one.startswith(today.SIGN) else set()
            elif isinstance(one, Node) and one not in seen:
                seen.add(one)
                queue.append(one)
    return found


@pytest.mark.slow
def test_a_page_that_says_no_day_counts_from_none() -> None:
    """What a page says of its figures' day is true: without one, it is the same until a day that stands on it."""
    job = build.Job(ROOT, DAY, processes=1)
    with noting(True):
        result = build.examine(job)
        assert result.edition
        batch = pages.Batch(*build.dressed(job, result.edition), Options())
        still = 0
        for number, (page, language) in enumerate(batch.pages):
            if language != "en":
                continue
            view, node = noted(partial(batch.view, number))
            if not view["page"]["day"]:
                still += 1
                assert not any(one.startswith(today.ITSELF) for one in days_read(node)), page.address
                assert DAY.isoformat() not in str(view["page"]["citation"]["day"]) or page.address == "/404.html"
    assert still > len(batch.pages) / 12


TODAY: dict[str, tuple[Callable[[datetime.date], object], int, int]] = {
    # what is asked of the day, and how many days earlier and later it is still the same
    "before": (lambda day: day < DAY + datetime.timedelta(3), 9, 2),
    "after": (lambda day: DAY - datetime.timedelta(2) < day, 1, 9),
    "not after": (lambda day: day <= DAY, 9, 0),
    "from": (lambda day: day >= DAY, 0, 9),
    "the day itself": (lambda day: day == DAY, 0, 0),
    "not that day": (lambda day: day != DAY - datetime.timedelta(5), 4, 9),
    "the earlier": (lambda day: min(day, DAY - datetime.timedelta(4)), 3, 9),
    "in a tuple": (lambda day: (DAY + datetime.timedelta(4), 1) > (day, 1), 9, 3),
    "its year": (lambda day: day.year, 9, 9),
    "days since": (lambda day: (day - DAY).days, 0, 0),
    "days until": (lambda day: (DAY - day).days, 0, 0),
    "later": (lambda day: day + datetime.timedelta(1), 0, 0),
    "as text": (lambda day: f"{day} {day:%d}", 0, 0),
    "told": (lambda day: day.isoformat(), 0, 0),
    "shown": (repr, 0, 0),
    "as a key": (lambda day: {DAY: 1}.get(day), 0, 0),
    "kept": (pickle.dumps, 0, 0),
    "counted": (lambda day: day.toordinal(), 0, 0),
    "its month": (lambda day: day.month, 0, 0),
    "nothing": (lambda day: bool(day), 9, 9),
}


@pytest.mark.parametrize("ask", TODAY)
def test_a_day_notes_what_is_asked_of_it(ask: str) -> None:
    question, earlier, later = TODAY[ask]
    with noting(True):
        answer, node = noted(lambda: question(today.Today.of(DAY)))
        assert node
        assert answer == question(DAY), "it answers as any other day"
    for days in range(-9, 10):
        other = DAY + datetime.timedelta(days)
        same = not any(today.is_other(name, other) for name in node.others)
        assert same == (-earlier <= days <= later), f"{days} days on: {node.others}"
        assert not same or question(other) == answer


@pytest.mark.slow
def test_only_what_reads_a_field_is_made_again(lone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(lone, lone.parent / "kept", kept(lone))
    edit_text(lone, random.Random(1))
    seen: list[str] = []
    real = pages.Batch.made

    def watched(batch: pages.Batch, number: int) -> pages.Made:
        seen.append(batch.path(number))
        return real(batch, number)

    monkeypatch.setattr(pages.Batch, "made", watched)
    built(lone, lone.parent / "kept", kept(lone))
    assert "plans/2025-2028/open-clinics/index.html" in seen
    assert "forum/index.html" not in seen
    assert "glossary/index.html" not in seen


@pytest.mark.slow
def test_views_are_compared_from_the_second_time_they_are_made(lone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build from nothing has nothing to compare with. Each new address has every view made again."""
    rendered: list[str] = []
    real = Theme.render

    def watched(theme: Theme, template: str, *given: Any) -> bytes:
        rendered.append(template)
        return real(theme, template, *given)

    monkeypatch.setattr(Theme, "render", watched)
    made: list[int] = []
    for name in ("", "a", "b"):
        if name:
            news = f"---\ntitle: News {name}\ndate: 2026-11-0{len(made)}\n---\nWords.\n"
            write_site(lone, LONE, {COMMITMENT: SMALL[COMMITMENT] + TEXT, f"content/news/2026-{name}.md": news})
        rendered.clear()
        found = built(lone, lone.parent / "kept", settled(lone))
        made.append(len(rendered))
        assert found == built(lone, lone.parent / "fresh")
    assert made[1] > made[0] > 20
    assert made[2] < made[0] / 2


def checked(root: Path, memory: Memory | None = None) -> build.Result:
    return build.make(build.Job(root, DAY, processes=1), memory=memory, held=None)


def pages_made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are made from now on."""
    seen: list[str] = []
    real = pages.Batch.made

    def watched(batch: pages.Batch, number: int) -> pages.Made:
        seen.append(batch.path(number))
        return real(batch, number)

    monkeypatch.setattr(pages.Batch, "made", watched)
    return seen


@pytest.mark.parametrize("keeps", [True, False])
def test_a_page_has_a_key_where_a_later_build_will_ask_for_it(lone: Path, keeps: bool) -> None:
    memory = kept(lone) if keeps else Memory()
    result = build.build(build.Job(lone, DAY, processes=1), lone.parent / "kept", memory=memory)
    assert result.ok
    keys = memory.shelf("pages").used
    assert len(keys) > 20 if keeps else not keys


def test_a_check_makes_no_page_of_the_shipped_theme(lone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = {path for path in built(lone, lone.parent / "kept") if path.endswith(".html")}
    seen = pages_made(monkeypatch)
    result = checked(lone)
    assert result.ok
    assert seen == []
    assert {one.path for one in result.outputs if one.path.endswith(".html")} == there


def test_a_check_makes_the_pages_of_own_templates(lone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = own_theme(lone) / "templates/plans/commitment.html"
    own.parent.mkdir()
    own.write_text('{% extends "default/plans/commitment.html" %}', "utf-8")
    seen = pages_made(monkeypatch)
    assert checked(lone).ok
    assert seen == []  # so plain a template can't be wrong
    own.write_text('{% extends "default/plans/commitment.html" %}{% block head %}{{ super() }}{% endblock %}', "utf-8")
    assert checked(lone).ok
    assert "plans/2025-2028/open-clinics/index.html" in seen
    assert "forum/index.html" not in seen
    own.write_text('{% extends "default/plans/commitment.html" %}{% block head %}{{ nothing.there }}{% endblock %}')
    (problem,) = checked(lone).problems
    assert (problem.place.path, problem.code) == ("themes/own/templates/plans/commitment.html", "template")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("templates/base.html", '{% extends "default/base.html" %}{% if %}'),
        *(
            pytest.param(*one, marks=pytest.mark.slow)
            for one in (
                ("templates/macros/lists.html", "{% macro filters() %}{{ 1 / 0 }}{% endmacro %}"),
                ("templates/forum/forum.html", '{% include "nowhere.html" %}'),
                (
                    "templates/home.html",
                    '{% extends "default/home.html" %}{% block aside %}{% include 1 ~ "" %}{% endblock %}',
                ),
                ("locale/en.po", 'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "Home"\nmsgstr "{nothing}"\n'),
            )
        ),
        ("locale/en.po", "no catalogue"),
    ],
)
def test_a_check_says_of_an_own_theme_what_a_build_says(lone: Path, name: str, text: str) -> None:
    path = own_theme(lone) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    told = build.make(build.Job(lone, DAY, processes=1)).problems
    assert checked(lone).problems == told


@pytest.mark.parametrize("text", ["Open clinics", "Water, for all. And soon!", "Été 2026", "follow-up"])
def test_words_without_a_sign_of_markdown_stay(text: str) -> None:
    assert prose.NO_SIGN.fullmatch(text)
    assert prose.words_of(text) == text == re.sub(r"<[^>]+>", "", prose.clean(text)[0]).strip()


@pytest.mark.parametrize(
    "text", ["1. one", "a_b_c", "www.x.org", "x -- y", "# a", "a: b", "*a*", "a\nb", "&amp;", "(c)"]
)
def test_words_with_a_sign_are_converted(text: str) -> None:
    assert not prose.NO_SIGN.fullmatch(text)


@pytest.mark.slow
def test_the_same_bytes_where_there_is_no_fork(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = build.make(build.Job(small, DAY, processes=1)).outputs
    ways: list[str] = []
    real = workers.way

    def way(shares: int) -> str:
        ways.append(real(shares))
        return ways[-1]

    monkeypatch.delattr(os, "fork")
    monkeypatch.setattr(workers, "ENOUGH_STARTED", 2)
    monkeypatch.setattr(workers, "way", way)
    together = build.make(build.Job(small, DAY, processes=2)).outputs
    assert "spawn" in ways
    assert [(one.path, one.data) for one in alone] == [(one.path, one.data) for one in together]


@pytest.mark.slow
def test_nothing_is_made_twice(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(small, small.parent / "kept", kept(small))
    prose.CLEANED.clear()
    monkeypatch.setattr("ogpsite.converter.convert", lambda text: pytest.fail(f"converted again: {text}"))
    monkeypatch.setattr(Theme, "render", lambda *given: pytest.fail(f"rendered again: {given[1]}"))
    result = build.build(build.Job(small, DAY, processes=1), small.parent / "kept", memory=kept(small))
    assert result.written.written == 0
    monkeypatch.undo()
    data = {output.path: output.data for output in result.outputs if not output.copy_of}
    assert data == folder(small.parent / "kept")


PLAIN = (str, bool, int, float, type(None), datetime.date, Said, Shown, Paragraph)


def test_views_hold_plain_values_only(small: Path) -> None:
    """A page is remembered by the words of its view: whatever a template reads must show in them."""

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list | tuple | set | frozenset):
            for inner in value:
                walk(inner)
        else:
            assert isinstance(value, PLAIN), f"{type(value)} in a view: give it a repr that tells all, and name it here"

    job = build.Job(small, DAY, processes=1)
    result = build.examine(job)
    assert result.edition
    batch = pages.Batch(*build.dressed(job, result.edition), Options())
    for number in range(len(batch.pages)):
        walk(batch.view(number))


# shelves


def test_a_shelf_is_taken_whole_or_not_at_all(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.shelf("step").keep("a", ("made", b"bytes"))
    memory.save()
    assert Memory(tmp_path).shelf("step").get("a") == ("made", b"bytes")
    data = (tmp_path / "step").read_bytes()
    for damaged in (
        b"",
        data[:-1],
        data + b"x",
        data[:40],
        data.replace(b"made", b"mad3"),
        b"\xff\xfe\n",
        b"no\n" + data,
    ):
        (tmp_path / "step").write_bytes(damaged)
        assert Memory(tmp_path).shelf("step").get("a") is None


def large(tmp_path: Path) -> tuple[Path, Path]:
    """A shelf of two hundred results, of which one was made later and one is no longer used; its two files."""
    memory = Memory(tmp_path)
    for number in range(200):
        memory.shelf("step").keep(f"{number:03}", f"{number:03}" * 300)
    memory.save()
    whole, more = tmp_path / "step", tmp_path / "step.more"
    before = whole.read_bytes()
    assert not more.exists()
    later = Memory(tmp_path)
    for number in range(1, 200):
        later.shelf("step").get(f"{number:03}")
    later.shelf("step").keep("new", "y")
    later.save()
    assert whole.read_bytes() == before and more.stat().st_size < 1000
    return whole, more


def test_what_is_new_on_a_large_shelf_lies_beside_it(tmp_path: Path) -> None:
    large(tmp_path)
    known = Memory(tmp_path).shelf("step").known
    assert len(known) == 200 and known["new"] == "y" and "000" not in known
    again = Memory(tmp_path)
    again.shelf("step").used = set(again.shelf("step").known)
    again.shelf("step").keep("newer", "z" * 30_000)
    again.save()
    assert not (tmp_path / "step.more").exists(), "much is new: all is written anew"
    assert Memory(tmp_path).shelf("step").known == known | {"newer": "z" * 30_000}


@pytest.mark.parametrize("harm", ["cut", "of another", "gone", "without the large one"])
def test_what_is_new_is_taken_with_what_it_belongs_to_alone(tmp_path: Path, harm: str) -> None:
    whole, more = large(tmp_path)
    if harm == "cut":
        more.write_bytes(more.read_bytes()[:-1])
    elif harm == "gone":
        more.unlink()
    elif harm == "of another":
        other = Memory(tmp_path / "other")
        other.shelf("step").keep("other", 1)
        other.save()
        (tmp_path / "other" / "step").replace(whole)
    else:
        whole.unlink()
    found = {"of another": ["other"], "without the large one": []}
    wanted = found.get(harm, [f"{number:03}" for number in range(200)])
    assert list(Memory(tmp_path).shelf("step").known) == wanted


def test_what_stands_in_the_place_of_another_lies_beside_it(tmp_path: Path) -> None:
    """It stays there while other things change."""
    large(tmp_path)
    for number, renewed in enumerate(("007", "008", "")):
        shelf = (memory := Memory(tmp_path)).shelf("step")
        shelf.used = set(shelf.known)
        assert shelf.renew("009", shelf.known["009"]) == "009" * 300 and not shelf.renewed
        if renewed:
            shelf.renew(renewed, "other")
        shelf.keep(f"more {number}", 1)
        memory.save()
        assert (tmp_path / "step.more").stat().st_size < 1000
    known = Memory(tmp_path).shelf("step").known
    assert known["007"] == known["008"] == "other" and known["009"] == "009" * 300
    shelf = (memory := Memory(tmp_path)).shelf("step")
    shelf.used = set(shelf.known) - {"007"}
    memory.save()
    shelf = (memory := Memory(tmp_path)).shelf("step")
    shelf.used = set(shelf.known)
    shelf.keep("007", "again")
    memory.save()
    assert Memory(tmp_path).shelf("step").known["007"] == "again"


def test_most_of_a_large_shelf_is_forgotten_at_once(tmp_path: Path) -> None:
    whole, more = large(tmp_path)
    size = whole.stat().st_size
    later = Memory(tmp_path)
    later.shelf("step").get("new")
    later.save()
    assert not more.exists() and whole.stat().st_size < size / 100
    assert Memory(tmp_path).shelf("step").known == {"new": "y"}


def test_a_shelf_of_another_program_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(tmp_path)
    memory.shelf("step").keep("a", 1)
    memory.save()
    monkeypatch.setattr(files, "maker", lambda: "another")
    assert Memory(tmp_path).shelf("step").get("a") is None


def test_another_python_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept packed is written as this Python writes it."""
    before = files.maker.__wrapped__()
    assert files.maker.__wrapped__() == before
    monkeypatch.setattr(sys.implementation, "cache_tag", "cpython-99")
    assert files.maker.__wrapped__() != before


def test_the_digest_of_the_program_is_kept_until_a_file_of_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By names, sizes and times; not where a file is so young that its next change might not be seen."""
    beside = opening.Beside()
    beside.path = str(tmp_path / "kept")
    package = tmp_path / "package"
    package.mkdir()
    (package / "one.py").write_text("one = 1", "utf-8")
    (package / "one.html").write_text("no part of the source", "utf-8")
    monkeypatch.setattr(files, "PACKAGE", package)
    monkeypatch.setattr(files, "BESIDE", beside)
    looks = files.program.__wrapped__
    first = looks()
    monkeypatch.setattr(files, "program", lambda: first)
    files.learn_program(first.born)
    assert not beside.new
    files.learn_program(first.born + seal.COARSE)
    assert list(beside.new.values()) == [first.digest]
    beside.new.clear()
    files.learn_program(first.born + seal.COARSE)
    assert not beside.new
    with monkeypatch.context() as within:
        within.setattr(Path, "read_bytes", lambda _: pytest.fail("the source is read"))
        assert looks() == first
    os.utime(package / "one.py", ns=(1, 1))
    assert looks().digest == first.digest
    time.sleep(0.02)
    (package / "one.py").write_text("one = 2", "utf-8")
    assert looks().digest != first.digest
    (package / "one.py").write_text("one = 1", "utf-8")
    (package / "one.py").rename(package / "two.py")
    assert looks().digest != first.digest


class Harm:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("harm",)


@pytest.mark.parametrize("small", [True, False], ids=["in the index", "as a piece"])
def test_reading_a_shelf_runs_nothing(tmp_path: Path, small: bool, capsys: pytest.CaptureFixture[str]) -> None:
    def fill(pile: files.Pile) -> bytes:
        if not small:
            pile.add(pickle.dumps(Harm()))
        return pickle.dumps(((), {"a": Harm()}) if small else (["a"], {}))

    files.keep_pieces(tmp_path / "step", fill)
    assert Memory(tmp_path).shelf("step").get("a") is None
    assert capsys.readouterr().out == ""


def pieces(folder: Path, count: int = 200) -> Path:
    """A shelf of large results, as it lies in a file."""
    memory = Memory(folder)
    for number in range(count):
        memory.shelf("step").keep(f"{number:03}", f"{number:03}" * 1000)
    memory.save()
    return folder / "step"


def test_a_result_is_read_when_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces(tmp_path)
    read, piece = [], files.Pieces.piece

    def seen(file: files.Pieces, number: int) -> bytes:
        read.append(number)
        return piece(file, number)

    monkeypatch.setattr(files.Pieces, "piece", seen)
    memory = Memory(tmp_path)
    shelf = memory.shelf("step")
    assert shelf.get("007") == shelf.get("007") == "007" * 1000 and shelf.hold("008") and not shelf.hold("other")
    assert read == [7]
    memory.save()
    assert read == [7], "what is written anew is taken over as it lies"
    assert Memory(tmp_path).shelf("step").known == {key: key * 1000 for key in ("007", "008")}


def test_one_damaged_result_is_made_again(tmp_path: Path) -> None:
    file = pieces(tmp_path)
    file.write_bytes(file.read_bytes().replace(b"007007", b"007008", 1))
    for made, known in (("other", None), ("", "other")):
        memory = Memory(tmp_path)
        shelf = memory.shelf("step")
        assert all(shelf.hold(f"{number:03}") for number in range(200))
        assert shelf.get("007") == known and shelf.get("006") == "006" * 1000
        if made:
            shelf.keep("007", made)
        memory.save()
    assert (tmp_path / "step.more").stat().st_size < 1000
    shelf = (memory := Memory(tmp_path)).shelf("step")
    shelf.used = {f"{number:03}" for number in range(50)}
    memory.save()
    assert Memory(tmp_path).shelf("step").get("007") == "other", "all is written anew"


def test_a_damaged_result_that_nobody_reads_is_left_out_when_all_is_written(tmp_path: Path) -> None:
    file = pieces(tmp_path)
    file.write_bytes(file.read_bytes().replace(b"007007", b"007008", 1))
    shelf = (memory := Memory(tmp_path)).shelf("step")
    assert all(shelf.hold(f"{number:03}") for number in range(50))
    memory.save()
    assert sorted(Memory(tmp_path).shelf("step").known) == [f"{number:03}" for number in range(50) if number != 7]


@pytest.mark.parametrize("harm", ["cut", "emptied", "written over", "replaced", "removed"])
def test_a_file_that_is_harmed_while_it_is_open(tmp_path: Path, harm: str) -> None:
    """What was replaced or removed is still read; of what was cut or written over, what is whole."""
    file = pieces(tmp_path)
    shelf = Memory(tmp_path).shelf("step")
    assert shelf.get("000")
    if harm == "replaced":
        other = Memory(tmp_path)
        other.shelf("step").keep("other", 1)
        other.save()
    elif harm == "removed":
        file.unlink()
    elif harm == "written over":
        file.write_bytes(b"x" * file.stat().st_size)
    else:
        with file.open("rb+") as data:
            data.truncate(16_000 if harm == "cut" else 0)
    left = {"cut": 5, "emptied": 1, "written over": 1}.get(harm, 200)
    assert list(shelf.known) == [f"{number:03}" for number in range(left)]


def test_every_damaged_byte_is_seen(tmp_path: Path) -> None:
    """Wherever it lies: each result is as it was, or isn't known."""
    file = pieces(tmp_path, 40)
    data, draw = file.read_bytes(), random.Random(1)
    for place in (*range(120), *draw.sample(range(len(data)), 200), *range(len(data) - 60, len(data))):
        file.write_bytes(data[:place] + bytes([data[place] ^ 1 << draw.randrange(8)]) + data[place + 1 :])
        known = Memory(tmp_path).shelf("step").known
        assert len(known) in (0, 39) and all(made == key * 1000 for key, made in known.items())


def test_a_shelf_goes_to_a_process_that_was_not_forked(tmp_path: Path) -> None:
    """It opens the file itself; where that is another one by now, nothing of it is known."""
    file = pieces(tmp_path)
    sent = pickle.dumps(Memory(tmp_path).shelf("step"))
    assert pickle.loads(sent).get("007") == "007" * 1000
    file.unlink()
    assert pickle.loads(sent).get("007") is None


def test_workers_give_back_what_is_new_alone(tmp_path: Path) -> None:
    pieces(tmp_path)
    worker, memory = Memory(tmp_path), Memory(tmp_path)
    worker.shelf("step").get("007")
    worker.shelf("step").keep("new", "made")
    assert worker.gained("step") == {}  # as long as it is the process that saves
    worker.owner = 0
    gained = worker.gained("step", "nothing")
    assert gained == {"step": {"007": None, "new": "made"}} and worker.gained("step") == {"step": {}}
    memory.take({**gained, "other": {"lost": None}})
    assert memory.shelf("step").used == {"007", "new"} and not memory.shelf("other").used


def test_what_is_not_used_is_forgotten(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.shelf("step").keep("a", 1)
    memory.shelf("step").keep("b", 2)
    memory.save()
    later = Memory(tmp_path)
    later.shelf("step").get("b")
    later.save()
    assert Memory(tmp_path).shelf("step").known == {"b": 2}


# the seal, as people meet it


def run(root: Path, *words: str) -> str:
    command = [sys.executable, "-m", "ogpsite", "build", "--source", str(root), "--as-of", DAY.isoformat(), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def again(root: Path, *words: str) -> bool:
    """Whether a build sees that nothing has changed."""
    found = json.loads(run(root, "--json", *words))
    return bool(found["written"] == 0 and found["unchanged"] == found["files"])


@pytest.mark.slow
def test_every_change_is_seen(small: Path) -> None:
    run(small)
    assert again(small)
    change(small, COMMITMENT, "Open clinics", "Open clinicz")  # of the same length
    assert not again(small)
    page = next((small / "output").rglob("index.html"))
    page.write_text(page.read_text("utf-8").replace("Open", "Opem", 1), "utf-8")
    run(small)
    assert "Opem" not in page.read_text("utf-8")
    shutil.rmtree(small / "output")
    run(small)
    assert page.is_file()


def test_a_seal_is_whole_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "seal.json"
    seal.keep(path, {"sources": "a"})
    assert seal.opened(path) == {"sources": "a"}
    for damaged in ("", "{}", "[]", path.read_text("utf-8").replace('"a"', '"b"'), '{"body": 1, "check": 2}'):
        path.write_text(damaged, "utf-8")
        assert seal.opened(path) == {}


def test_marks_see_names_sizes_and_times(small: Path) -> None:
    later = 4_000_000_000_000_000_000
    first = seal.source_mark(small, small / "output", later)
    assert first
    assert seal.source_mark(small, small / "output", later) == first
    (small / "output").mkdir()
    (small / "output/page.html").write_text("x", "utf-8")
    assert seal.source_mark(small, small / "output", later) == first, "what a build writes is no source"
    assert seal.source_mark(small, small / "output", 0) == "", "a file that is younger than the build can change unseen"
    (small / "content/new.md").write_text("x", "utf-8")
    assert seal.source_mark(small, small / "output", later) != first


def test_marks_go_round_no_circle(small: Path) -> None:
    (small / "content/circle").symlink_to(small / "content")
    assert seal.source_mark(small, small / "output", 4_000_000_000_000_000_000)
