"""Addresses for ever: what was published answers, or the build refuses and says what to do."""

from __future__ import annotations

import csv
import datetime
import json
from pathlib import Path

import feedparser
import icalendar
import pytest
from click.testing import CliRunner, Result
from sites import DAY, ROOT, SMALL, Files, bare, bare_theme, check_site, words, write_site

from ogpsite import build, cli, load
from ogpsite.model.ledger import COLUMNS, Address
from ogpsite.model.manifest import is_listed
from ogpsite.model.site import Output
from ogpsite.permanence import rows

pytestmark = pytest.mark.slow  # each builds sites of its own

COMMITMENT = "content/plans/2025-2028/commitments/open-clinics"
WHOLE = [name for name in SMALL if name.startswith(COMMITMENT)]
GONE: Files = dict.fromkeys(WHOLE)
ANSWERS = "content/consultations/2024-ideas/responses.yaml"
REST: Files = {**GONE, ANSWERS: None}  # nothing else mentions the commitment
RENAMED: Files = {
    **REST,
    **{name.replace("open-clinics", "clear-clinics"): SMALL[name] for name in WHOLE},
}
LATER = DAY + datetime.timedelta(days=30)


REDIRECT = ROOT / "themes/default/templates/redirect.html"


def site_yaml(more: str = "", languages: str = "[en, fr]") -> Files:
    return {
        "themes/bare/templates/redirect.html": REDIRECT.read_text("utf-8"),
        "site.yaml": bare(SMALL["site.yaml"].replace("[en, fr]", languages)) + more,
    }


def published(folder: Path, *changes: Files) -> Path:
    """The small site, built and published in a folder."""
    root = write_site(folder, bare_theme(), site_yaml(), *changes)
    result = build.build(build.Job(root, DAY, publish=True), root / "output")
    assert result.ok, "\n".join(words(result.problems))
    return root


def changed(
    root: Path, changes: Files, day: datetime.date = LATER, drafts: bool = False, publish: bool = False
) -> build.Result:
    """A later build with files changed, replaced, or (None) taken away."""
    for name, text in changes.items():
        path = root / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return build.build(build.Job(root, day, drafts, publish=publish), root / "output")


def ledger(root: Path) -> dict[str, Address]:
    return {row.address: row for row in load.load(root)[0].ledger}


def told(result: build.Result) -> str:
    return "\n".join(words(tuple(one for one in result.problems if one.code == "vanished")))


def outputs(result: build.Result) -> dict[str, Output]:
    assert result.ok, "\n".join(words(result.problems))
    return {output.path: output for output in result.outputs}


def text(result: build.Result, path: str) -> str:
    return outputs(result)[path].data.decode()


# the ledger


def test_the_ledger_holds_what_was_published(tmp_path: Path) -> None:
    root = published(tmp_path)
    known = ledger(root)
    page = known["/plans/2025-2028/open-clinics/"]
    assert page.languages == ("en", "fr")
    assert set(page.forms) >= {"calendar.ics*", "feed.xml*", "index.json"}
    assert (page.record, page.title, page.since) == ("commitment:2025-2028/open-clinics", "Open clinics", DAY)
    assert known["/plans/2025-2028/open-clinics/#milestone-m1"].record == "milestone:2025-2028/open-clinics#m1"
    assert known["/plans/2025-2028/open-clinics/#report-2026-06"].record == "progress:2025-2028/open-clinics@2026-06"
    assert "commitments.csv" in known["/data/"].forms
    assert "openapi.json" in known["/"].forms
    assert "/.well-known/ogp.json" in known and "/api/v1/plans.json" in known
    assert not [one for one in known if one.startswith(("/assets", "/fr/", "/404"))]
    assert known["/consultations/2024-ideas/c-1/"].title == "", "the public's words aren't kept"


def test_every_file_is_in_the_ledger(tmp_path: Path) -> None:
    """What the ledger says was published is what lies in the folder, but for the look of the site."""
    root = published(tmp_path)
    said = set()
    for row in ledger(root).values():
        said |= {full for full, _ in row.full("en")} | {full for full, _, _ in row.files("en")}
    there = {
        f"/{path.relative_to(root / 'output').as_posix()}" for path in (root / "output").rglob("*") if path.is_file()
    }
    there = {path.removesuffix("index.html") for path in there}
    left = {path for path in there - said if not path.startswith(("/assets/", "/search/", "/fr/search/"))}
    left = {path for path in left if is_listed(path[1:]) or path == "/manifest-sha256.txt"}
    assert {path.rpartition("/")[2] for path in left} <= {
        ".ogpsite.json", "404.html", "favicon.ico", "robots.txt", "sitemap.xml", "manifest-sha256.txt",
    }  # fmt: skip
    assert not {one for one in said if "#" not in one} - there


def test_it_stays_the_same_where_nothing_was_added(tmp_path: Path) -> None:
    root = published(tmp_path)
    before = (root / "addresses.csv").read_bytes()
    assert changed(root, {}, publish=True).ok
    assert (root / "addresses.csv").read_bytes() == before


def test_packed_copies_have_no_address_of_their_own(tmp_path: Path) -> None:
    """Hosts send them at the address of what they are copies of; evidence that is packed keeps its address."""
    packed = {
        "content/news/n.md": "---\ntitle: N\ndate: 2026-01-01\n---\n[Data](a.csv.gz)\n",
        "content/news/a.csv.gz": "x",
    }
    root = published(tmp_path, site_yaml("compress: [gzip]\n"), packed)
    assert len([*(root / "output").rglob("*.json.gz")]) > 5
    held = ledger(root)
    assert [address for address in held if address.endswith(".gz")] == ["/files/news/a.csv.gz"]
    assert not [one for row in held.values() for one in row.forms if ".gz" in one]
    assert build.make(build.Job(root, DAY, publish=True)).ok


def test_what_is_new_is_added(tmp_path: Path) -> None:
    root = published(tmp_path)
    assert changed(root, {"content/news/new.md": "---\ntitle: News\ndate: 2026-12-01\n---\n"}, publish=True).ok
    assert ledger(root)["/news/new/"].since == LATER
    assert ledger(root)["/plans/"].since == DAY


def test_only_publish_writes_it(tmp_path: Path) -> None:
    root = write_site(tmp_path, bare_theme(), site_yaml())
    assert build.build(build.Job(root, DAY), root / "output").ok
    assert not (root / "addresses.csv").exists()


def test_the_past_owes_nothing_to_the_future(tmp_path: Path) -> None:
    """A build for a day before an address was published doesn't miss it."""
    root = published(tmp_path)
    assert changed(root, REST, DAY - datetime.timedelta(days=1)).ok
    assert not changed(root, {}, DAY).ok


def test_lines_can_be_merged() -> None:
    day = datetime.date(2026, 1, 1)
    old = Address("/a/", ("en",), ("index.json", "feed.xml"), "plan:a", "A", day, "ab")
    new = Address("/a/", ("fr",), ("feed.xml*",), "", "", LATER, "")
    (found,) = rows.joined((old,), (new,))
    assert found == Address("/a/", ("en", "fr"), ("feed.xml*", "index.json"), "plan:a", "A", day, "ab")


# what would vanish


def test_a_record_removed_by_hand(tmp_path: Path) -> None:
    """The build refuses, says what is lost, and proposes what to do; the output stays as it was."""
    root = published(tmp_path)
    before = (root / "output/plans/2025-2028/open-clinics/index.html").read_bytes()
    result = changed(root, REST)
    assert not result.ok
    lost = told(result)
    assert (
        "error: /plans/2025-2028/open-clinics/ was published (commitment '2025-2028/open-clinics', “Open clinics”)"
        in (lost)
    )
    assert "would vanish" in lost and "[vanished]" in lost
    assert 'redirects: {"/plans/2025-2028/open-clinics/": NEW_ADDRESS}' in lost
    assert (
        'notices: [{address: "/plans/2025-2028/open-clinics/", title: "Open clinics", on: 2026-12-24, reason: WHY}]'
        in lost
    )
    assert "withdrawn: {on: DAY, reason: WHY}" in lost
    assert lost.count("[vanished]") == 2, "the commitment, and the answer that went with it"
    assert (root / "output/plans/2025-2028/open-clinics/index.html").read_bytes() == before


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (f"{COMMITMENT}/progress/2026-06.md", "/plans/2025-2028/open-clinics/#report-2026-06"),
        (f"{COMMITMENT}/checks.yaml", "/plans/2025-2028/open-clinics/#check-1"),
        (ANSWERS, "/consultations/2024-ideas/#response-r-1"),
        ("content/forum/meetings/2026-05-05-results.md", "/forum/2026-05-05-results/"),
    ],
)
def test_every_kind_of_record(tmp_path: Path, path: str, address: str) -> None:
    root = published(tmp_path)
    assert f"{address} was published" in told(changed(root, {path: None}))
    notice = f'notices:\n  - address: "{address}"\n    title: It\n    on: 2026-12-01\n    reason: An error.\n'
    result = changed(root, site_yaml(notice))
    page = address.partition("#")[0].strip("/")
    assert outputs(result)[f"{page}/index.html"]


def test_a_contribution_and_a_milestone(tmp_path: Path) -> None:
    root = published(tmp_path)
    contributions = "content/consultations/2024-ideas/contributions.yaml"
    less = SMALL[contributions].partition("- key: c-2")[0]
    milestones = SMALL[f"{COMMITMENT}/commitment.md"].replace("key: m2", "key: m3")
    lost = told(changed(root, {contributions: less, f"{COMMITMENT}/commitment.md": milestones}))
    assert "/consultations/2024-ideas/c-2/ was published (contribution '2024-ideas/c-2')" in lost
    assert "/plans/2025-2028/open-clinics/#milestone-m2 was published" in lost
    withdrawn = SMALL[contributions] + "  withdrawn: {on: 2026-12-01, reason: Asked for.}\n"
    assert "c-2" not in told(changed(root, {contributions: withdrawn}))


def test_a_draft_vanishes_too(tmp_path: Path) -> None:
    root = published(tmp_path)
    meeting = "content/forum/meetings/2026-05-05-results.md"
    draft = SMALL[meeting].replace("title:", "draft: true\ntitle:")
    lost = told(changed(root, {meeting: draft}))
    assert "/forum/2026-05-05-results/ was published" in lost and "is it a draft now" in lost


def test_in_a_preview_it_is_a_warning(tmp_path: Path) -> None:
    root = published(tmp_path)
    result = changed(root, REST, drafts=True)
    assert result.ok
    assert "warning: /plans/2025-2028/open-clinics/ was published" in told(result)


def test_a_plan_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    """One error for the whole, and one notice answers for the whole."""
    root = published(tmp_path)
    plan = {**REST, "content/plans/2025-2028/plan.md": None}
    consultation = "content/consultations/2024-ideas/consultation.md"
    plan[consultation] = SMALL[consultation].replace("plan: 2025-2028\n", "")
    lost = told(changed(root, plan))
    assert "error: /plans/2025-2028/ was published (action plan '2025-2028', “Third action plan”)" in lost
    assert "and with it" in lost and "below it" in lost
    assert "/plans/2025-2028/open-clinics/ was" not in lost
    notice = (
        "notices:\n"
        "  - {address: /plans/2025-2028/, title: Third action plan, on: 2026-12-01, reason: Never adopted.}\n"
        '  - {address: "/consultations/2024-ideas/#response-r-1", title: Answer, on: 2026-12-01, reason: Void.}\n'
    )
    result = changed(root, site_yaml(notice))
    found = outputs(result)
    for path in ("plans/2025-2028", "plans/2025-2028/open-clinics", "fr/plans/2025-2028/open-clinics"):
        assert f"{path}/index.html" in found
    assert json.loads(found["plans/2025-2028/index.json"].data)["withdrawn"]["on"] == "2026-12-01"
    assert b"withdrawn" in found["plans/2025-2028/open-clinics/index.json"].data


def test_a_language_taken_away(tmp_path: Path) -> None:
    root = published(tmp_path)
    lost = told(changed(root, site_yaml(languages="[en]")))
    assert "addresses in the language 'fr' were published, and would vanish" in lost
    assert 'redirects: {"/fr/*": "/*"}' in lost
    result = changed(root, site_yaml('redirects: {"/fr/*": "/*"}\n', "[en]"))
    assert 'url=../../../../plans/2025-2028/open-clinics/"' in text(
        result, "fr/plans/2025-2028/open-clinics/index.html"
    )
    assert feedparser.parse(outputs(result)["fr/feed.xml"].data).entries
    assert "data/plans-semicolon.csv" in outputs(result), "a file that was published stays"


# what answers


def test_a_renamed_record(tmp_path: Path) -> None:
    """The new name is found, the alias proposed, and with it everything below leads on."""
    root = published(tmp_path)
    place = f"{COMMITMENT.replace('open-clinics', 'clear-clinics')}/commitment.md"
    lost = told(changed(root, RENAMED))
    assert f"write `aliases: [/plans/2025-2028/open-clinics/]` into {place}" in lost
    commitment = SMALL[f"{COMMITMENT}/commitment.md"]
    aliased = commitment.replace("lead: health", "lead: health\naliases: [/plans/2025-2028/open-clinics/]")
    answer = SMALL[ANSWERS].replace("open-clinics", "clear-clinics")
    result = changed(root, {place: aliased, ANSWERS: answer})
    old, new = "plans/2025-2028/open-clinics", "plans/2025-2028/clear-clinics"
    found = outputs(result)
    assert 'url=../clear-clinics/"' in text(result, f"{old}/index.html")
    assert 'url=../clear-clinics/"' in text(result, f"fr/{old}/index.html")
    for name in ("index.json", "feed.xml", "calendar.ics"):
        assert found[f"{old}/{name}"].data == found[f"{new}/{name}"].data
    assert found[f"fr/{old}/feed.xml"].data == found[f"fr/{new}/feed.xml"].data
    assert f"changes/by-commitment/{old.removeprefix('plans/')}/index.html" in found, "lists lead to the list above"


def test_a_renamed_plan(tmp_path: Path) -> None:
    """An alias of a plan leads everything below it to the same below the new name."""
    root = published(tmp_path)
    moved = {name: None for name in SMALL if name.startswith("content/plans/")}
    moved |= {name.replace("2025-2028", "third"): SMALL[name] for name in moved}  # type: ignore[misc]
    plan = SMALL["content/plans/2025-2028/plan.md"].replace("\nstart:", "\naliases: [/plans/2025-2028/]\nstart:")
    moved["content/plans/third/plan.md"] = plan  # type: ignore[assignment]
    for name in (ANSWERS, "content/consultations/2024-ideas/consultation.md"):
        moved[name] = SMALL[name].replace("2025-2028", "third")  # type: ignore[assignment]
    result = changed(root, moved)
    assert 'url=../../third/open-clinics/"' in text(result, "plans/2025-2028/open-clinics/index.html")
    assert 'url=../../third/cycle/"' in text(result, "plans/2025-2028/cycle/index.html")


def test_a_redirect_elsewhere(tmp_path: Path) -> None:
    root = published(tmp_path)
    meeting = {"content/forum/meetings/2026-05-05-results.md": None}
    settings = site_yaml("redirects:\n  /forum/2026-05-05-results/: https://archive.example/results\n")
    result = changed(root, {**meeting, **settings})
    assert "url=https://archive.example/results" in text(result, "forum/2026-05-05-results/index.html")
    moved = json.loads(text(result, "forum/2026-05-05-results/index.json"))
    assert moved == {"moved": "https://archive.example/results"}


def test_a_circle_of_redirects(tmp_path: Path) -> None:
    root = published(tmp_path)
    result = changed(root, site_yaml("redirects:\n  /a/: /b/\n  /b/: /a/\n  /c/: /d/\n  /d/: /plans/\n"))
    assert "\n".join(words(result.problems)).count("which the site doesn't have") == 2
    assert 'url=../plans/"' in text(result, "c/index.html")


def test_notices_say_what_when_and_why(tmp_path: Path) -> None:
    """In the theme that ships: page, corrections, feed, JSON, calendar."""
    root = write_site(tmp_path)
    assert build.build(build.Job(root, DAY, publish=True), root / "output").ok
    notice = (
        "notices:\n"
        "  - address: /plans/2025-2028/open-clinics/\n    title: {en: Open clinics, fr: Cliniques ouvertes}\n"
        "    on: 2026-12-01\n    reason: {en: The ministry was *dissolved*., fr: Le ministère est dissous.}\n"
        '  - address: "/consultations/2024-ideas/#response-r-1"\n    title: An answer\n'
        "    on: 2026-12-02\n    reason: It was void.\n"
    )
    result = changed(root, {**REST, "site.yaml": SMALL["site.yaml"] + notice})
    old = "plans/2025-2028/open-clinics"
    page = text(result, f"{old}/index.html")
    assert "Withdrawn: Open clinics" in page and "1 December 2026" in page and "<em>dissolved</em>" in page
    assert "Cliniques ouvertes" in text(result, f"fr/{old}/index.html")
    feed = feedparser.parse(outputs(result)[f"fr/{old}/feed.xml"].data)
    assert [one.title for one in feed.entries] == ["Retiré : Cliniques ouvertes"] or len(feed.entries) == 1
    calendar = icalendar.Calendar.from_ical(outputs(result)[f"{old}/calendar.ics"].data)
    (event,) = calendar.walk("VEVENT")
    assert str(event["SUMMARY"]) == "Withdrawn: Open clinics"
    whole = feedparser.parse(outputs(result)["feed.xml"].data)
    assert "Withdrawn: Open clinics" in {one.title for one in whole.entries}
    assert "Open clinics" in text(result, "changes/corrections/index.html")
    consultation = text(result, "consultations/2024-ideas/index.html")
    assert 'id="response-r-1"' in consultation and "It was void." in consultation
    assert old not in text(result, "sitemap.xml")


def test_a_part_that_moved(tmp_path: Path) -> None:
    root = write_site(tmp_path)
    assert build.build(build.Job(root, DAY, publish=True), root / "output").ok
    old, new = (f"/plans/2025-2028/open-clinics/#milestone-{key}" for key in ("m2", "prices"))
    commitment = SMALL[f"{COMMITMENT}/commitment.md"].replace("key: m2", "key: prices")
    settings = SMALL["site.yaml"] + f'redirects:\n  "{old}": "{new}"\n'
    result = changed(root, {f"{COMMITMENT}/commitment.md": commitment, "site.yaml": settings})
    page = text(result, "plans/2025-2028/open-clinics/index.html")
    assert 'id="milestone-m2"' in page and 'href="./#milestone-prices"' in page


def test_lists_that_became_empty_lead_to_the_list_above(tmp_path: Path) -> None:
    """Nobody can be asked to keep a filter: what the site computes leads on by itself."""
    news = {"content/news/n.md": "---\ntitle: N\ndate: 2019-01-01\n---\n"}
    root = published(tmp_path, news)
    assert "/changes/by-year/2019/" in ledger(root)
    gone: Files = {**dict.fromkeys(news), **site_yaml("redirects:\n  /news/n/: /news/\n")}
    result = changed(root, gone)
    assert 'url=../../"' in text(result, "changes/by-year/2019/index.html")


def test_a_calendar_without_a_day_left(tmp_path: Path) -> None:
    root = published(tmp_path)
    assert "calendar.ics*" in ledger(root)["/organisations/health/"].forms
    commitment = (
        SMALL[f"{COMMITMENT}/commitment.md"].replace("    due: 2025-12\n", "").replace("    due: 2027-Q2\n", "")
    )
    result = changed(root, {f"{COMMITMENT}/commitment.md": commitment})
    found = icalendar.Calendar.from_ical(outputs(result)["organisations/health/calendar.ics"].data)
    assert not found.walk("VEVENT")


DOCUMENT = "---\ntitle: Letter\ndate: 2026-01-01\nfile: letter.pdf\n---\n"
LETTER: Files = {"content/documents/letter.md": DOCUMENT, "content/documents/letter.pdf": b"%PDF-1.4 a letter"}


def test_a_file_that_moved_is_known_by_its_bytes(tmp_path: Path) -> None:
    root = published(tmp_path, LETTER)
    assert len(ledger(root)["/files/documents/letter.pdf"].sha256) == 64
    moved: Files = {
        "content/documents/letter.pdf": None,
        "content/documents/signed.pdf": LETTER["content/documents/letter.pdf"],
        "content/documents/letter.md": DOCUMENT.replace("letter.pdf", "signed.pdf"),
    }
    result = changed(root, moved, publish=True)
    assert outputs(result)["files/documents/letter.pdf"].copy_of == "documents/signed.pdf"
    assert (root / "output/files/documents/letter.pdf").read_bytes() == LETTER["content/documents/letter.pdf"]
    assert changed(root, {}, publish=True).ok
    assert len(ledger(root)["/files/documents/letter.pdf"].sha256) == 64


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    root = published(tmp_path, LETTER)
    gone: Files = {
        "content/documents/letter.pdf": None,
        "content/documents/letter.md": DOCUMENT.replace("file: letter.pdf", "url: https://example.org/letter"),
    }
    lost = told(changed(root, gone))
    assert "/files/documents/letter.pdf was published and would vanish" in lost
    notice = "notices:\n  - {address: /files/documents/letter.pdf, title: Letter, on: 2026-12-01, reason: Private.}\n"
    result = changed(root, site_yaml(notice))
    assert "files/documents/letter.pdf/index.html" in outputs(result), "every host answers a folder with its page"


def test_other_bytes_are_told(tmp_path: Path) -> None:
    root = published(tmp_path, LETTER)
    result = changed(root, {"content/documents/letter.pdf": b"%PDF-1.4 another letter"}, publish=True)
    (found,) = [one for one in result.problems if one.code == "changed-file"]
    assert "/files/documents/letter.pdf was published on 2026-11-24 with other bytes" in found.message
    assert not [one for one in changed(root, {}).problems if one.code == "changed-file"]


# what is wrong with the ledger or the notices


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("plans/,en,,,,2026-01-01,", "'plans/' is not an address of the site"),
        ("/../etc/,en,,,,2026-01-01,", "'/../etc/' is not an address of the site"),
        ("/plans/,en,,,,soon,", "'soon' is not a day"),
        ("/plans/,<script>,,,,2026-01-01,", "'<script>' is not a list of languages"),
        ("/plans/,en,../x,,,2026-01-01,", "'../x' are not files beside a page"),
        ("/plans/,en", "2 cells stand here, where 7 are expected"),
        ("<<<<<<< HEAD", "1 cells stand here, where 7 are expected"),
        ("/plans/,en,,,,2026-01-01,\n/plans/,fr,,,,2026-01-01,", "the address /plans/ stands here twice"),
        ('/plans/,"en,,,,2026-01-01,', "this line of the ledger of addresses can't be read"),
    ],
)
def test_a_damaged_ledger(tmp_path: Path, line: str, message: str) -> None:
    result = check_site(tmp_path, {"addresses.csv": f"{','.join(COLUMNS)}\n{line}\n"})
    assert not result.ok
    assert message in "\n".join(words(result.problems))
    assert {one.code for one in result.problems} == {"ledger"}


def test_no_ledger_at_all(tmp_path: Path) -> None:
    result = check_site(tmp_path, {"addresses.csv": "some,thing\n"})
    assert "the first line of the ledger of addresses is not" in "\n".join(words(result.problems))


def test_a_notice_where_something_is(tmp_path: Path) -> None:
    notice = "notices:\n  - {address: /plans/2025-2028/, title: Plan, on: 2026-01-01, reason: None.}\n"
    result = check_site(tmp_path, {"site.yaml": SMALL["site.yaml"] + notice})
    assert "site.yaml:10: error: /plans/2025-2028/ is withdrawn here, but something is still published there" in (
        "\n".join(words(result.problems))
    )


# the command


def run(*args: str) -> Result:
    return CliRunner().invoke(cli.commands, list(args), standalone_mode=False)


def test_the_command(tmp_path: Path) -> None:
    root = write_site(tmp_path, bare_theme(), site_yaml())
    assert run("build", "-s", str(root), "--as-of", str(DAY), "--publish").return_value == 0
    with (root / "addresses.csv").open(newline="", encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    assert tuple(found[0]) == COLUMNS
    (root / "content/forum/meetings/2026-05-05-results.md").unlink()
    for words_ in (("build", "--publish"), ("build",), ("check",)):
        outcome = run(words_[0], "-s", str(root), "--as-of", str(LATER), *words_[1:])
        assert outcome.return_value == 1
        assert "/forum/2026-05-05-results/ was published" in outcome.stderr
    outcome = run("audit", "-s", str(root), "--as-of", str(LATER))
    assert outcome.return_value == 0


def test_drafts_are_never_published(tmp_path: Path) -> None:
    outcome = run("build", "-s", str(write_site(tmp_path)), "--publish", "--drafts")
    assert "leave --drafts out" in str(outcome.exception)
