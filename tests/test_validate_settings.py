"""Faults in settings, tables and groups, word for word; beside the large tables in `faults`, and quick."""

# ruff: noqa: E501 - what an editor reads stands on one line

from __future__ import annotations

import pytest
from conftest import Known, Site
from faults.table import ANSWERS, COMMITMENT, FRENCH, PLAN, SITE, TABLE, WORDS, record
from sites import SMALL, Files, words


def with_setting(lines: str) -> Files:
    """The settings with more lines."""
    return {SITE: SMALL[SITE].replace("country: Testland", f"country: Testland\n{lines}")}


FAULTS: list[tuple[str, Files, str]] = [
    (
        "a newer version of the model",
        with_setting("model: 2"),
        """\
site.yaml:5: error: model: this site is written in version 2 of the content model; this ogpsite reads 1  [settings]
     5 | model: 2
       = install a newer ogpsite
""",
    ),
    (
        "an older version of the model",
        with_setting("model: 0"),
        """\
site.yaml:5: error: model: this site is written in version 0 of the content model; this ogpsite reads 1  [settings]
     5 | model: 0
       = carry it forward: ogpsite migrate --dry-run
""",
    ),
    (
        "minutes within ten years and more",
        with_setting("minutes_within_days: 3651"),
        """\
site.yaml:5: error: minutes_within_days: 3651 is more than 3650  [settings]
     5 | minutes_within_days: 3651
       = write the number that is meant
""",
    ),
    (
        "reports after fifty years and more",
        with_setting("stale_after_months: 601"),
        """\
site.yaml:5: error: stale_after_months: 601 is more than 600  [settings]
     5 | stale_after_months: 601
       = write the number that is meant
""",
    ),
    (
        "policy areas as a list",
        with_setting("policy_areas: [rivers]"),
        """\
site.yaml:5: error: policy_areas: here should stand a key and a name on each line  [value]
     5 | policy_areas: [rivers]
       = for example `open-budgets: Open budgets`
""",
    ),
    (
        "places to publish to as a text",
        with_setting("publish: web"),
        """\
site.yaml:5: error: publish: here should stand a name and an address on each line  [value]
     5 | publish: web
       = for example `web: sftp://me@www.example.org/srv/www/opengov`, or `pages: git:origin#gh-pages`
""",
    ),
    (
        "a place to publish to that is none",
        with_setting("publish:\n  web: stfp://me@x.example/a\n  old: nothing\n  list: [a]"),
        """\
site.yaml:6: error: publish.web: 'stfp://me@x.example/a' is no place to publish to  [value]
     6 |   web: stfp://me@x.example/a
       = did you mean 'sftp'?
site.yaml:7: error: publish.old: 'nothing' is no place to publish to  [value]
     7 |   old: nothing
       = for example `web: sftp://me@www.example.org/srv/www/opengov`, or `pages: git:origin#gh-pages`
site.yaml:8: error: publish.list: 'this' is no place to publish to  [value]
     8 |   list: [a]
       = for example `web: sftp://me@www.example.org/srv/www/opengov`, or `pages: git:origin#gh-pages`
""",
    ),
    (
        "a place to publish to with a password",
        with_setting("publish:\n  web: sftp://me:secret@x.example/a\n  pages: git:https://me:secret@x.example/a"),
        """\
site.yaml:6: error: publish.web: the address holds a password  [value]
     6 |   web: sftp://me:secret@x.example/a
       = leave it out; keys and passwords belong to ssh, git or AWS
site.yaml:7: error: publish.pages: the address holds a password  [value]
     7 |   pages: git:https://me:secret@x.example/a
       = leave it out; keys and passwords belong to ssh, git or AWS
""",
    ),
    (
        "a content policy as a list",
        with_setting("csp: [a]"),
        """\
site.yaml:5: error: csp: here should stand a directive and its sources on each line  [value]
     5 | csp: [a]
       = for example `img-src: [https://example.org]`
""",
    ),
    (
        "a content policy with two sources in one",
        with_setting('csp:\n  img-src: ["https://a.example https://b.example"]'),
        """\
site.yaml:6: error: csp: 'img-src' has a source that can't stand in a content policy  [value]
     6 |   img-src: ["https://a.example https://b.example"]
       = write each source as an address: https://example.org
""",
    ),
    (
        "a content policy with a strange name",
        with_setting("csp: {Img: [https://a.example]}"),
        """\
site.yaml:5: error: csp: 'Img' has a source that can't stand in a content policy  [value]
     5 | csp: {Img: [https://a.example]}
       = write each source as an address: https://example.org
""",
    ),
    (
        "an entry of the foot that leads nowhere",
        with_setting("footer: [{title: Nowhere}]"),
        """\
site.yaml:5: error: footer.1: this entry leads nowhere  [settings]
     5 | footer: [{title: Nowhere}]
       = add `page: …` or `url: …`
""",
    ),
    (
        "a group in a translation as a text",
        {
            COMMITMENT: SMALL[COMMITMENT].replace("lead: health", "lead: health\ncontact: {name: Desk}"),
            FRENCH: record("contact: Bureau\nmilestones:\n  - {key: m1, due: 2026}\n"),
        },
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:2: error: contact: here should stand fields such as in content/plans/2025-2028/commitments/open-clinics/commitment.md  [value]
     2 | contact: Bureau
       = each field on its own line
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:4: error: milestones.m1.due: only texts are translated; this field stands in content/plans/2025-2028/commitments/open-clinics/commitment.md  [language]
     4 |   - {key: m1, due: 2026}
       = remove it here
""",
    ),
    (
        "a table without a column",
        {WORDS: None, TABLE: "key,text\nc-1,One\n", ANSWERS: None},
        """\
content/consultations/2024-ideas/contributions.csv:1: error: attribution: the table has no such column, and it is required  [missing]
     1 | key,text
       = add the column
""",
    ),
    (
        "a table with an empty cell",
        {WORDS: None, TABLE: "key,text,attribution\nc-1,One,\nc-2,Two,anonymous\n"},
        """\
content/consultations/2024-ideas/contributions.csv:2: error: attribution: this field is required  [missing]
     2 | c-1,One,
       = fill its cell, or take the row out
""",
    ),
    (
        "names of policy areas",
        {SITE: f"{SMALL[SITE]}policy_areas: {{rivers: [a, b]}}\n"},
        """\
site.yaml:9: error: policy_areas: here should stand one value, not a list or several fields  [value]
     9 | policy_areas: {rivers: [a, b]}
       = write it on one line
""",
    ),
    (
        "a list of items whose own list is wrong",
        {PLAN: SMALL[PLAN].replace("title: Health", "title: [a]")},
        """\
content/plans/2025-2028/plan.md:8: error: themes.health.title: here should stand one value, not a list or several fields  [value]
     8 |     title: [a]
       = write it on one line
""",
    ),
    (
        "milestones in a circle",
        {
            COMMITMENT: SMALL[COMMITMENT]
            .replace("key: m1", "key: m1\n    part_of: m2")
            .replace("key: m2", "key: m2\n    part_of: m1")
        },
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:7: error: milestones.m1.part_of: 'm1' would be a part of itself  [value]
     7 |     part_of: m2
       = name another milestone, or take the line out
content/plans/2025-2028/commitments/open-clinics/commitment.md:11: error: milestones.m2.part_of: 'm2' would be a part of itself  [value]
    11 |     part_of: m1
       = name another milestone, or take the line out
""",
    ),
]


@pytest.mark.parametrize(("name", "changes", "expected"), FAULTS, ids=[row[0] for row in FAULTS])
def test_what_an_editor_reads(site: Site, name: str, changes: Files, expected: str) -> None:
    result = site(changes)
    assert "\n".join(words(result.problems)) == expected.strip()
    assert not result.ok and not result.outputs


FINE = [
    "model: 1\nminutes_within_days: 3650\nstale_after_months: 600",
    "minutes_within_days: 0",
    "policy_areas: {rivers: {en: Rivers, fr: Rivières}}",
    "publish: {web: 'sftp://me@x.example/a', pages: 'git:https://me@x.example/a', old: 'git:origin#gh-pages'}",
    "csp: {img-src: [https://a.example, 'https://b.example:8443'], frame-src: https://c.example}",
    "footer: [{title: Plans, url: /plans/}]",
]


@pytest.mark.parametrize("lines", FINE)
def test_settings_without_fault(known: Known, lines: str) -> None:
    settings = known(with_setting(lines)).site.settings
    names = [line.partition(":")[0] for line in lines.splitlines()]
    assert all(name in settings.meta.lines for name in names)


def test_values_of_settings(known: Known) -> None:
    settings = known(with_setting("\n".join(FINE[2:]))).site.settings
    assert [(key, name["fr"]) for key, name in settings.policy_areas] == [("rivers", "Rivières")]
    assert dict(settings.publish) == {
        "web": "sftp://me@x.example/a",
        "pages": "git:https://me@x.example/a",
        "old": "git:origin#gh-pages",
    }
    assert settings.csp == (
        ("img-src", ("https://a.example", "https://b.example:8443")),
        ("frame-src", ("https://c.example",)),
    )
