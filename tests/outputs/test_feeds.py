"""Feeds: read by feedparser and by a JSON Schema; they change only where the content did."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from sites import ROOT, SMALL

from ogpsite.build import Result
from ogpsite.views import follow
from outputs.conftest import Make, Outputs

pytestmark = pytest.mark.slow  # each builds sites of its own

ATOM = "{http://www.w3.org/2005/Atom}"
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*")  # RFC 4151
DAY = datetime.date(2026, 11, 24)


def atoms(outputs: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in outputs.items() if path.endswith("feed.xml")}


def entries(data: bytes) -> dict[str, ElementTree.Element]:
    found = ElementTree.fromstring(data).findall(f"{ATOM}entry")
    return {one.findtext(f"{ATOM}id") or "": one for one in found}


def text(one: ElementTree.Element) -> str:
    return ElementTree.tostring(one, encoding="unicode")


def content(one: ElementTree.Element) -> str:
    return one.findtext(f"{ATOM}content") or ""


@pytest.mark.filterwarnings("ignore::DeprecationWarning:feedparser")
def test_feedparser_reads_every_feed(outputs: Outputs) -> None:
    found = atoms(outputs)
    assert len(found) > 150
    for path, data in found.items():
        read: Any = feedparser.parse(data)
        assert not read.bozo, f"{path}: {read.get('bozo_exception')}"
        assert read.version == "atom10"
        assert read.feed.title and read.feed.id and read.feed.updated_parsed
        for one in read.entries:
            assert one.id and one.title and one.link and one.updated_parsed, path
            assert one.get("content") or one.summary


def test_the_rules_of_atom(outputs: Outputs) -> None:
    """What RFC 4287 asks of a feed and of its entries; the identities are tag URIs, and different."""
    identities: dict[str, str] = {}
    for path, data in atoms(outputs).items():
        feed = ElementTree.fromstring(data)
        for name in ("id", "title", "updated", "author"):
            assert len(feed.findall(f"{ATOM}{name}")) == 1, path
        own = feed.findtext(f"{ATOM}id") or ""
        assert TAG.fullmatch(own), own
        assert identities.setdefault(own, path) == path
        links = {(one.get("rel"), one.get("hreflang")): one.get("href") for one in feed.findall(f"{ATOM}link")}
        assert links["self", None] == f"https://opengov.nouria.example/{path}"
        found = entries(data)
        assert len(found) == len(feed.findall(f"{ATOM}entry")) <= 100
        for identity, one in found.items():
            assert TAG.fullmatch(identity), identity
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT12:00:00Z", one.findtext(f"{ATOM}updated") or "")
        days = [one.findtext(f"{ATOM}updated") or "" for one in found.values()]
        assert days == sorted(days, reverse=True)
        assert not days or feed.findtext(f"{ATOM}updated") == days[0]


ITEM = {
    "type": "object",
    "required": ["id", "url", "title", "content_text", "date_published"],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "url": {"type": "string", "pattern": "^https?://"},
        "content_text": {"type": "string", "minLength": 1},
        "date_published": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
}
JSON_FEED = {
    # https://www.jsonfeed.org/version/1.1/
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "home_page_url": {"type": "string", "pattern": "^https?://"},
        "feed_url": {"type": "string", "pattern": "^https?://.*/feed.json$"},
        "language": {"type": "string"},
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "items": {"type": "array", "items": ITEM},
    },
    "additionalProperties": False,
}
JSON_FEED["properties"] |= {"title": {"type": "string"}, "description": {"type": "string"}}  # type: ignore[operator]


@pytest.mark.parametrize("prefix", ["", "fr/", "ar/"])
def test_json_feed(prefix: str, outputs: Outputs) -> None:
    found = json.loads(outputs[f"{prefix}feed.json"])
    assert list(Draft202012Validator(JSON_FEED, format_checker=FormatChecker()).iter_errors(found)) == []
    assert [one["id"] for one in found["items"]] == list(entries(outputs[f"{prefix}feed.xml"]))


def test_every_feed_is_named_by_its_page(outputs: Outputs) -> None:
    """Discovery links lead to feeds and calendars that are there, and every one of these is named by its page."""
    named: set[str] = set()
    for path, data in outputs.items():
        if not path.endswith("index.html") or b'http-equiv="refresh"' in data:
            continue
        folder = path.removesuffix("index.html")
        types = r"application/atom\+xml|application/feed\+json|text/calendar"
        found = re.findall(rf'<link rel="alternate" type="(?:{types})"[^>]*href="([^"]*)"', data.decode())
        assert found, path
        for href in found:
            parts = [*folder.split("/")[:-1], *href.split("/")]
            while ".." in parts:
                at = parts.index("..")
                del parts[at - 1 : at + 1]
            target = "/".join(part for part in parts if part != ".")
            assert target in outputs, f"{path}: {href}"
            named.add(target)
    made = {path for path in outputs if path.endswith(("feed.xml", "feed.json", "calendar.ics"))}
    assert made == named


def test_whose_feeds_there_are(outputs: Outputs, sample: Result) -> None:
    assert sample.edition
    site = sample.edition.site
    wanted = {f"{address.strip('/')}/feed.xml" for address, _ in follow.subjects(sample.edition)}
    count = sum(len(site.by_kind.get(kind, ())) for kind in ("plan", "commitment", "consultation", "organisation"))
    assert len(wanted) == count
    areas = {path for path in outputs if re.fullmatch(r"policy-areas/[^/]+/feed.xml", path)}
    first = {path for path in atoms(outputs) if not path.startswith(("fr/", "ar/"))}
    assert first == wanted | areas | {"feed.xml"}


REPORT = "content/plans/2025-2028/commitments/open-clinics/progress/2026-12.md"
LATER = {
    REPORT: """\
---
reported_on: 2026-12-10
status: substantial
milestones:
  m1:
    status: complete
  m2:
    status: in_progress
    due: 2028-Q1
---
Nearly there.
"""
}
NEXT_YEAR = datetime.date(2027, 1, 15)


def test_what_changed_in_words(made: Make) -> None:
    found = entries(made("feeds", changes=LATER, day=NEXT_YEAR)["plans/2025-2028/open-clinics/feed.xml"])
    one = found["tag:ogp.testland.example,2011:/en/progress:2025-2028/open-clinics@2026-12"]
    assert one.findtext(f"{ATOM}title") == "Progress report: Report on December 2026 – Open clinics"
    assert content(one) == (
        "<p>Status: Substantial; before: Limited</p><p>Publish waiting times: Complete</p>"
        "<p>Publish prices: In progress</p><p>Publish prices: now expected Quarter 1 of 2028</p><p>Nearly there.</p>"
    )
    check = found["tag:ogp.testland.example,2011:/en/check:2025-2028/open-clinics~1"]
    assert content(check) == "<p>Citizens' Watch: Disputed</p><p>We saw a quarter of the clinics.</p>"


def test_in_the_words_of_each_language(made: Make) -> None:
    found = entries(made("feeds")["fr/plans/2025-2028/open-clinics/feed.xml"])
    one = found["tag:ogp.testland.example,2011:/fr/progress:2025-2028/open-clinics@2026-06"]
    link = one.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://ogp.testland.example/fr/plans/2025-2028/open-clinics/#report-2026-06"
    assert "Limité" in content(one)


def test_a_report_is_in_the_feeds_of_all_whom_it_concerns(made: Make) -> None:
    area = {
        "content/plans/2025-2028/commitments/open-clinics/commitment.md": SMALL[
            "content/plans/2025-2028/commitments/open-clinics/commitment.md"
        ].replace("theme: health", "theme: health\npolicy_areas: [health-and-nutrition]")
    }
    found = made("feeds", changes=area)
    identity = "tag:ogp.testland.example,2011:/en/progress:2025-2028/open-clinics@2026-06"
    inside = {path for path, data in atoms(found).items() if identity in entries(data)}
    assert inside == {
        "feed.xml",
        "plans/2025-2028/feed.xml",
        "plans/2025-2028/open-clinics/feed.xml",
        "organisations/health/feed.xml",
        "policy-areas/health-and-nutrition/feed.xml",
    }


# two builds of two days


def test_another_day_changes_nothing(made: Make) -> None:
    """Nothing in the content lies between these days: not one byte differs."""
    first = made("feeds", "calendars", day=datetime.date(2026, 11, 1))
    second = made("feeds", "calendars", day=datetime.date(2026, 11, 30))
    assert first == second


def test_only_what_is_new_comes_in(made: Make) -> None:
    """A report that comes out between two days is one entry more; every other entry stays as it was."""
    before = made("feeds", changes=LATER, day=DAY)
    after = made("feeds", changes=LATER, day=NEXT_YEAR)
    concerned = {"", "plans/2025-2028/", "plans/2025-2028/open-clinics/", "organisations/health/"}
    changed = {path for path in before if before[path] != after[path]}
    wanted = {f"{prefix}{folder}feed.xml" for prefix in ("", "fr/") for folder in concerned}
    assert changed == wanted | {"feed.json", "fr/feed.json"}
    for path in wanted:
        old, new = entries(before[path]), entries(after[path])
        [added] = set(new) - set(old)
        assert added.endswith("progress:2025-2028/open-clinics@2026-12")
        assert {key: text(one) for key, one in new.items() if key != added} == {key: text(old[key]) for key in old}


def test_the_same_identity_after_a_correction_of_words(made: Make) -> None:
    check = "content/plans/2025-2028/commitments/open-clinics/checks.yaml"
    before = entries(made("feeds")["feed.xml"])
    after = entries(made("feeds", changes={check: SMALL[check].replace("a quarter", "a third")})["feed.xml"])
    assert list(before) == list(after)
    assert sum(text(before[key]) != text(after[key]) for key in before) == 1


def test_announced_then_held(made: Make) -> None:
    """A meeting is announced once; its minutes are something new, and the announcement stays as it was."""
    meeting = {
        "content/forum/meetings/2026-12-09-next.md": "---\ntitle: Next\ndate: 2026-12-09\nannounced_on: 2026-11-01\n"
        "minutes_published_on: 2026-12-20\n---\nWhat was said.\n"
    }
    before = entries(made("feeds", changes=meeting, day=DAY)["feed.xml"])
    after = entries(made("feeds", changes=meeting, day=NEXT_YEAR)["feed.xml"])
    base = "tag:ogp.testland.example,2011:/en/meeting:2026-12-09-next"
    assert base in before and f"{base}/minutes" not in before
    assert {base, f"{base}/minutes"} <= set(after)
    assert "What was said" in content(after[f"{base}/minutes"])
    assert text(after[base]) == text(before[base])


def test_ugly_words(made: Make) -> None:
    """Markup, control characters and other scripts in titles and texts: the feed stays well-formed, the words whole."""
    ugly = '---\ntitle: "<b>A & B</b> ]]> \\u0007 عربي"\ndate: 2026-10-01\n---\nx <y> & z\n'
    news = {"content/news/2026-10-01-ugly.md": ugly}
    feed = made("feeds", changes=news)
    one = next(one for key, one in entries(feed["feed.xml"]).items() if "news:" in key)
    assert one.findtext(f"{ATOM}title") == "News: <b>A & B</b> ]]>  عربي"
    item = next(one for one in json.loads(feed["feed.json"])["items"] if "news:" in one["id"])
    assert item["title"] == "News: <b>A & B</b> ]]>  عربي"


def test_a_site_in_a_folder(made: Make) -> None:
    site = SMALL["site.yaml"].replace("ogp.testland.example/", "www.testland.example/open/gov/")
    feed = made("feeds", changes={"site.yaml": site})["feed.xml"]
    assert b"<id>tag:www.testland.example,2011:open/gov/en/</id>" in feed
    assert b'href="https://www.testland.example/open/gov/feed.xml"' in feed


def test_the_script_of_the_docs(made: Make, tmp_path: Path) -> None:
    """The script of docs/notify.md tells what is new, once."""
    code = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "notify.md").read_text("utf-8"), re.S)
    assert code
    (tmp_path / "news.py").write_text(code[1], "utf-8")
    feed = tmp_path / "feed.json"
    command = [sys.executable, "news.py", feed.as_uri(), "seen.txt"]

    def told(day: datetime.date) -> str:
        feed.write_bytes(made("feeds", changes=LATER, day=day)["feed.json"])
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True)
        return done.stdout

    assert "Report on June 2026" in told(DAY)
    assert told(DAY) == ""
    new = told(NEXT_YEAR)
    assert "Status: Substantial; before: Limited" in new and "June 2026" not in new
