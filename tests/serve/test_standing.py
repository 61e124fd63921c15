"""What the preview shows, in one process: the last good site, faults of its own, and pages on demand."""

from __future__ import annotations

import datetime
from contextlib import suppress
from pathlib import Path

import pytest
from sites import DAY, LONE, write_site

from ogpsite import build, load
from ogpsite.model.again import Again
from ogpsite.model.manifest import NAME as MANIFEST
from ogpsite.model.manifest import is_listed
from ogpsite.problems import worded
from ogpsite.serve.standing import BEFORE, Overtaken, Standing

PAGE = "plans/2025-2028/open-clinics/index.html"
COMMITMENT = "content/plans/2025-2028/commitments/open-clinics/commitment.md"


def standing(root: Path) -> Standing:
    def job(day: str) -> build.Job:
        return build.Job(root, datetime.date.fromisoformat(day) if day else DAY, drafts=True)

    found = Standing(job, print)
    found.renew(frozenset({""}))
    return found


def test_a_fault_of_ours_is_told_and_the_site_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = standing(write_site(tmp_path))
    assert found.shown
    before = found.shown.page(PAGE)

    def broken(*given: object) -> build.Glance:
        raise RuntimeError("out of luck")

    with monkeypatch.context() as patched:
        patched.setattr(build, "glance", broken)
        found.renew(frozenset({COMMITMENT}))
        assert worded(found.problems[0]).split("\n")[0] == (
            "site.yaml: error: ogpsite has a fault of its own: RuntimeError: out of luck (in test_standing.py)  [fault]"
        )
        assert found.shown.page(PAGE) == before
    found.renew(frozenset({COMMITMENT}))
    assert found.problems == ()


def test_evidence_that_cannot_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (write_site(tmp_path) / COMMITMENT).read_text("utf-8")
    paper = (tmp_path / COMMITMENT).with_name("paper.txt")
    paper.write_text("words", "utf-8")
    (tmp_path / COMMITMENT).write_text(text.replace("lead: health", "lead: health\nevidence: [paper.txt]"), "utf-8")
    real = load.stored

    def refusing(root: Path, path: str, again: Again | None = None) -> object:
        if path.endswith("paper.txt"):
            raise PermissionError(13, "Permission denied")
        return real(root, path)

    monkeypatch.setattr(load, "stored", refusing)
    result = build.make(build.Job(tmp_path, DAY))
    line = next(n for n, one in enumerate((tmp_path / COMMITMENT).read_text("utf-8").split("\n"), 1) if "paper" in one)
    assert worded(result.problems[0]) == (
        f"{COMMITMENT}:{line}: error: the file 'paper.txt' can't be read: Permission denied  [file]\n"
        f"     {line} | evidence: [paper.txt]\n"
        "       = check its rights"
    )
    assert result.outputs == ()


@pytest.mark.slow
def test_every_page_on_demand_is_that_of_a_build(tmp_path: Path) -> None:
    found = standing(write_site(tmp_path, LONE))
    assert found.shown
    made = build.make(build.Job(tmp_path, DAY, drafts=True)).outputs
    for output in made:
        if not is_listed(output.path) and output.path != MANIFEST:
            continue  # for hosts, not for readers: the preview is a host itself
        assert found.shown.answer(output.path).data == output.data, output.path
    assert set(found.shown.pages) == {one.path for one in made if one.path in found.shown.pages}
    assert {one.path for one in made if one.path.endswith("index.html")} - set(found.shown.pages) == set()


def test_a_faulty_template_leaves_the_last_good_page(tmp_path: Path) -> None:
    write_site(tmp_path, {"themes/own/theme.yaml": "name: Own\nextends: default\n"})
    template = tmp_path / "themes/own/templates/plans/list.html"
    template.parent.mkdir(parents=True)
    template.write_text("<p>good</p>", "utf-8")
    settings = tmp_path / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "theme: own\n", "utf-8")
    found = standing(tmp_path)
    assert found.shown
    assert found.shown.page("plans/index.html") == b"<p>good</p>"
    template.write_text("<p>{{ nothing.at.all }}</p>", "utf-8")
    found.renew(frozenset({"themes/own/templates/plans/list.html"}))
    assert found.shown.page("plans/index.html") == b"<p>good</p>"
    assert [(one.place.path, one.place.line) for one in found.all_problems()] == [
        ("themes/own/templates/plans/list.html", 1)
    ]
    template.write_text("<p>mended</p>", "utf-8")
    found.renew(frozenset({"themes/own/templates/plans/list.html"}))
    assert found.shown.page("plans/index.html") == b"<p>mended</p>"
    assert found.all_problems() == ()


@pytest.mark.slow
def test_work_overtaken_at_any_step_leaves_nothing_half_made(tmp_path: Path) -> None:
    file = write_site(tmp_path, {"themes/own/theme.yaml": "name: Own\nextends: default\n"}) / COMMITMENT
    template = tmp_path / "themes/own/templates/plans/commitment.html"
    template.parent.mkdir(parents=True)
    template.write_text('{% extends "default/plans/commitment.html" %}', "utf-8")
    settings = tmp_path / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "theme: own\n", "utf-8")
    found, idle, felt, last, overtaken = standing(tmp_path), False, 0, 0, 0

    def rests(begins: bool) -> None:
        nonlocal idle
        idle = begins

    def feel() -> bool:
        nonlocal felt, overtaken
        felt += idle
        overtaken += idle and felt == last
        return idle and felt == last

    found.background, found.overtaken = rests, feel
    for number in range(40):
        felt, last = 0, number * number + 1
        file.write_text(f"{file.read_text('utf-8')}\n\nWords {number}.\n", "utf-8")
        found.renew(frozenset({COMMITMENT}))
        with suppress(Overtaken):
            rests(True)
            found.check()
            assert list(found.rest())
        rests(False)
        assert found.shown
        assert f"Words {number}." in found.shown.page(PAGE).decode()
    assert overtaken > 20
    found.overtaken = lambda: False
    found.renew(frozenset({COMMITMENT}))
    assert found.shown
    made = build.make(build.Job(tmp_path, DAY, drafts=True)).outputs
    for output in made:
        if is_listed(output.path) and output.path != MANIFEST:
            assert found.shown.answer(output.path).data == output.data, output.path


def test_few_sites_are_kept_behind_the_one_that_is_shown(tmp_path: Path) -> None:
    file = write_site(tmp_path) / COMMITMENT
    found = standing(tmp_path)
    list(found.rest())
    good = found.shown
    for number in range(9):
        file.write_text(f"{file.read_text('utf-8')}\n\nWords {number}.\n", "utf-8")
        found.renew(frozenset({COMMITMENT}))
    kept, one = [], found.shown
    while one:
        kept.append(one)
        one = one.before
    assert len(kept) == BEFORE + 2
    assert kept[-1] is good
    list(found.rest())
    assert found.shown
    assert found.shown.before is None


def test_pages_of_the_shipped_templates_are_not_made_for_nothing(tmp_path: Path) -> None:
    found = standing(write_site(tmp_path))
    assert list(found.rest()) == []
    (tmp_path / "themes/own/templates/plans").mkdir(parents=True)
    (tmp_path / "themes/own/theme.yaml").write_text("name: Own\nextends: default\n", "utf-8")
    (tmp_path / "themes/own/templates/plans/list.html").write_text("<p>{{ nothing.here }}</p>", "utf-8")
    settings = tmp_path / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "theme: own\n", "utf-8")
    found.renew(frozenset({"site.yaml", "themes/own/theme.yaml"}))
    assert [path.split("/")[-2:] for path in found.rest()] == [["plans", "index.html"]] * len(
        found.shown.edition.site.languages if found.shown else ()
    )
    assert [one.place.path for one in found.all_problems()][:1] == ["themes/own/templates/plans/list.html"]


def test_an_old_address_of_a_style_makes_nothing_else(tmp_path: Path) -> None:
    found = standing(write_site(tmp_path))
    assert found.shown
    assert found.shown.answer("assets/0123456789abcdef/style.css").status == 404
    assert set(found.shown.others) == {"assets"}
    assert found.shown.answer("assets/style.css").status == 200
