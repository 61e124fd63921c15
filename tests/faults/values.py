"""Faults in what fields hold: missing and unknown ones, dates, choices, numbers, addresses, files, translations."""

from __future__ import annotations

from sites import SMALL

from faults.table import (
    BODIES,
    CHECKS,
    COMMITMENT,
    CONSULTATION,
    FOLDER,
    FORUM,
    FRENCH,
    MEETING,
    PLAN,
    REPORT,
    SITE,
    TIMELINE,
    WORDS,
    Fault,
    added,
    record,
    swap,
)

TITLE = "title: Open clinics"
ASSESSMENT = "content/assessments/2026-review.md"
EVENT = "content/events/2026-01-01-talk.md"
LETTER = "content/documents/letter.md"

DATES = [
    swap("a month without such a day", PLAN, "end: 2028-12-31", "end: 2028-06-31", """?"""),
    swap("a February without such a day", PLAN, "end: 2028-12-31", "end: 2027-02-29", """?"""),
    swap("a month 13", PLAN, "end: 2028-12-31", "end: 2028-13-01", """?"""),
    swap("a day in another order", PLAN, "end: 2028-12-31", "end: 31/12/2028", """?"""),
    swap("a day in words", PLAN, "end: 2028-12-31", "end: 31 December 2028", """?"""),
    swap("a day without noughts", PLAN, "end: 2028-12-31", "end: 2028-6-1", """?"""),
    swap("a month where a day should be", PLAN, "end: 2028-12-31", "end: 2028-12", """?"""),
    swap("a day with a time", PLAN, "end: 2028-12-31", "end: 2028-12-31 12:30", """?"""),
    swap("a year 0", PLAN, "end: 2028-12-31", "end: 0000-12-31", """?"""),
    swap("a week as due date", COMMITMENT, "due: 2025-12", "due: 2026-W12", """?"""),
    swap("a fiscal year of two years", COMMITMENT, "due: 2025-12", "due: FY2026-28", """?"""),
    swap("a season without a year", COMMITMENT, "due: 2025-12", "due: autumn", """?"""),
    swap("a fifth quarter", COMMITMENT, "due: 2025-12", "due: 2026-Q5", """?"""),
    swap("a thirteenth month as due date", COMMITMENT, "due: 2025-12", "due: 2026-13", """?"""),
    swap("a slip in a year", COMMITMENT, "due: 2025-12", "due: 20225", """?"""),
    swap("a year that can't be meant", COMMITMENT, "due: 2025-12", "due: 0225-12", """?"""),
    swap("words as due date", COMMITMENT, "due: 2025-12", "due: as soon as possible", """?"""),
    swap("a due date of fields without words", COMMITMENT, "due: 2025-12", "due: {by: 2025-12-31}", """?"""),
    swap(
        "a due date in words with a wrong day", COMMITMENT, "due: 2025-12", "due: {text: soon, by: 2025-12-32}", """?"""
    ),
    swap("an end before the start", PLAN, "end: 2028-12-31", "end: 2024-12-31", """?"""),
    swap(
        "a commitment that ends before it begins",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nstart: 2026-01-01\nend: 2025-01-01",
        """?""",
    ),
    swap(
        "a consultation that closes before it opens", CONSULTATION, "closes: 2024-06-01", "closes: 2024-04-01", """?"""
    ),
    swap("a milestone due before it begins", COMMITMENT, "due: 2025-12", "start: 2026-Q1\n    due: 2025-12", """?"""),
    swap(
        "a member that leaves before it comes",
        FORUM,
        "organisation: watch",
        "organisation: watch\n    from: 2026-01-01\n    to: 2025-01-01",
        """?""",
    ),
    added(
        "a phase that ends before it begins",
        {
            TIMELINE: "- published_on: 2024-04-15\n  phases:\n    - title: Ideas\n      start: 2024-05-01\n      end: 2024-04-01\n"
        },
        """?""",
    ),
    added(
        "a comment period that ends before it begins",
        {
            ASSESSMENT: record(
                "title: Review\nkind: independent-review\npublished_on: 2026-02-01\ncomment_period: {from: 2026-03-01, to: 2026-02-01}"
            )
        },
        """?""",
    ),
    added(
        "a report whose name is no period",
        {f"{FOLDER}/progress/spring.md": record("reported_on: 2026-07-10\nstatus: limited")},
        """?""",
    ),
    added(
        "a report on a month 13",
        {f"{FOLDER}/progress/2026-13.md": record("reported_on: 2026-07-10\nstatus: limited")},
        """?""",
    ),
    added(
        "a period without an end",
        {
            f"{FOLDER}/progress/spring.md": record(
                "reported_on: 2026-07-10\nstatus: limited\nperiod: {start: 2026-03-01}"
            )
        },
        """?""",
    ),
    added(
        "a period that is a text",
        {f"{FOLDER}/progress/spring.md": record("reported_on: 2026-07-10\nstatus: limited\nperiod: 2026-03")},
        """?""",
    ),
    added(
        "a period that ends before it begins",
        {
            f"{FOLDER}/progress/spring.md": record(
                "reported_on: 2026-07-10\nstatus: limited\nperiod: {start: 2026-03-01, end: 2026-02-01}"
            )
        },
        """?""",
    ),
]

UNKNOWN = [
    swap("a misspelt field", COMMITMENT, TITLE, f"{TITLE}\nsumary: Short", """?"""),
    swap("a field with a capital", COMMITMENT, "lead: health", "lead: health\nBudget: none", """?"""),
    swap("a field that nothing resembles", COMMITMENT, TITLE, f"{TITLE}\nxyz: 1", """?"""),
    swap("a misspelt field of an item", COMMITMENT, "    due: 2025-12", "    dew: 2025-12", """?"""),
    swap("a field of another record", CONSULTATION, "opens:", "start: 2024-05-01\nopens:", """?"""),
    swap("a misspelt setting", SITE, "country: Testland", "country: Testland\ntime_zone: UTC", """?"""),
    swap("a misspelt field of a group", SITE, "  email: unit", "  mail: x@y.example\n  email: unit", """?"""),
    swap("a misspelt choice", REPORT, "status: limited", "status: limted", """?"""),
    swap("a choice written with a blank", REPORT, "status: in_progress", "status: In progress", """?"""),
    swap("a choice that nothing resembles", BODIES, "sector: civil-society", "sector: 7", """?"""),
    swap("a choice among others", MEETING, "[forum, results]", "[forum, resluts]", """?"""),
    swap("a choice as a list", CHECKS, "result: disputed", "result: [disputed]", """?"""),
]

TYPES = [
    swap("a list where a text should be", COMMITMENT, TITLE, "title: [Open, clinics]", """?"""),
    swap("fields where a text should be", COMMITMENT, TITLE, "title:\n  short: Open\n  long: Open clinics", """?"""),
    swap("a list in a translated text", COMMITMENT, TITLE, "title:\n  en: [Open]\n  fr: Ouvert", """?"""),
    swap(
        "a text where a list of items should be", COMMITMENT, "milestones:\n", "milestones: none\nrelated:\n", """?"""
    ),
    swap("texts where items should be", FORUM, "  - organisation: watch", "  - watch", """?"""),
    swap(
        "a text where fields should be",
        SITE,
        "contact:\n  name: Open Government Unit\n  email: unit@testland.example",
        "contact: unit@testland.example",
        """?""",
    ),
    swap(
        "a list where fields should be",
        SITE,
        "contact:\n  name: Open Government Unit\n  email: unit@testland.example",
        "contact: [unit@testland.example]",
        """?""",
    ),
    swap("fields where a reference should be", COMMITMENT, "lead: health", "lead: {body: health}", """?"""),
    swap("a list where a day should be", PLAN, "end: 2028-12-31", "end: [2028-12-31]", """?"""),
    swap(
        "a text where a mapping should be",
        REPORT,
        "milestones:\n  m1:\n    status: in_progress\n    summary: Half of the clinics.",
        "milestones: m1",
        """?""",
    ),
    swap(
        "a text for a milestone's report",
        REPORT,
        "  m1:\n    status: in_progress\n    summary: Half of the clinics.",
        "  m1: in_progress",
        """?""",
    ),
    swap("a number that is a word", COMMITMENT, "due: 2025-12", "weight: half", """?"""),
    swap("a number with a comma", COMMITMENT, "due: 2025-12", "weight: 0,5", """?"""),
    swap("a share over 100", REPORT, "status: in_progress", "status: in_progress\n    percent: 120", """?"""),
    swap("a share below 0", REPORT, "status: in_progress", "status: in_progress\n    percent: -5", """?"""),
    swap(
        "a whole number that is a word",
        SITE,
        "country: Testland",
        "country: Testland\nminutes_within_days: thirty",
        """?""",
    ),
    swap("a count below 0", MEETING, "kind: [forum, results]", "attendance: {attended: -3}", """?"""),
    swap("neither yes nor no", PLAN, "start:", "draft: maybe\nstart:", """?"""),
    swap(
        "neither yes nor no, in a choice",
        MEETING,
        "kind: [forum, results]",
        "recording: {url: 'https://v.example/1', captions: some}",
        """?""",
    ),
    swap("a mail address without a host", SITE, "unit@testland.example", "unit@", """?"""),
    swap("a mail address with blanks", SITE, "unit@testland.example", "unit at testland.example", """?"""),
    swap("a Sustainable Development Goal 18", COMMITMENT, TITLE, f"{TITLE}\nsdgs: [16, 18]", """?"""),
    swap("an id that OGP doesn't give", COMMITMENT, TITLE, f"{TITLE}\nogp_id: Test-1", """?"""),
    swap("a policy area that nobody knows", COMMITMENT, TITLE, f"{TITLE}\npolicy_areas: [helth]", """?"""),
    swap("a policy area with its name", COMMITMENT, TITLE, f"{TITLE}\npolicy_areas: [Open contracting]", """?"""),
]

ADDRESSES = [
    swap("an address of the disk", COMMITMENT, TITLE, f"{TITLE}\nevidence: ['file:///home/me/report.pdf']", """?"""),
    swap("a drive letter", COMMITMENT, TITLE, f"{TITLE}\nevidence: ['C:\\reports\\report.pdf']", """?"""),
    swap("a share of the office", COMMITMENT, TITLE, f"{TITLE}\nevidence: ['\\\\server\\report.pdf']", """?"""),
    swap(
        "an address with blanks",
        BODIES,
        "sector: civil-society",
        "sector: civil-society\n  url: https://watch.example/a report.pdf",
        """?""",
    ),
    swap(
        "an address that runs code",
        BODIES,
        "sector: civil-society",
        "sector: civil-society\n  url: javascript:alert(1)",
        """?""",
    ),
    swap(
        "an address without its beginning",
        BODIES,
        "sector: civil-society",
        "sector: civil-society\n  url: www.watch.example",
        """?""",
    ),
    swap("an address without a host", SITE, "https://ogp.testland.example/", "https://", """?"""),
    swap("evidence that isn't there", COMMITMENT, TITLE, f"{TITLE}\nevidence: [report.pdf]", """?"""),
    added(
        "evidence with a slip in its name",
        {
            COMMITMENT: SMALL[COMMITMENT].replace(TITLE, f"{TITLE}\nevidence: [reprot.pdf]"),
            f"{FOLDER}/report.pdf": b"%PDF",
        },
        """?""",
    ),
    swap("evidence outside the content", COMMITMENT, TITLE, f"{TITLE}\nevidence: [../../../../../secret.pdf]", """?"""),
    swap("evidence of the machine", COMMITMENT, TITLE, f"{TITLE}\nevidence: [/etc/passwd]", """?"""),
    swap("evidence that says nothing", COMMITMENT, TITLE, f"{TITLE}\nevidence:\n  - type: letter", """?"""),
    swap("evidence as a list in a list", COMMITMENT, TITLE, f"{TITLE}\nevidence:\n  - [a, b]", """?"""),
    swap("a record as evidence", COMMITMENT, TITLE, f"{TITLE}\nevidence: [commitment.md]", """?"""),
    swap("a folder as evidence", COMMITMENT, TITLE, f"{TITLE}\nevidence: [progress]", """?"""),
    added(
        "a file named as address",
        {LETTER: record("title: Letter\ndate: 2026-01-01\nurl: letter.pdf"), "content/documents/letter.pdf": b"%PDF"},
        """?""",
    ),
    swap("an old address that is none", PLAN, "start:", "aliases: [old plan]\nstart:", """?"""),
    swap("an old address on another site", PLAN, "start:", "aliases: ['https://old.example/plan']\nstart:", """?"""),
]

REQUIRED = [
    swap("no title", PLAN, "title: Third action plan\n", "", """?"""),
    swap("an empty title", PLAN, "title: Third action plan", "title:", """?"""),
    swap("a title of blanks", PLAN, "title: Third action plan", 'title: " "', """?"""),
    swap("no lead", COMMITMENT, "lead: health\n", "", """?"""),
    swap("an empty list of leads", COMMITMENT, "lead: health", "lead: []", """?"""),
    swap("no title of a milestone", COMMITMENT, "    title: Publish prices\n", "", """?"""),
    swap("no key of a milestone", COMMITMENT, "  - key: m2\n    title", "  - title", """?"""),
    swap("no status of a milestone's report", REPORT, "    status: in_progress\n", "", """?"""),
    swap(
        "no sector of a body",
        BODIES,
        "  name: Citizens' Watch\n  sector: civil-society\n",
        "  name: Citizens' Watch\n",
        """?""",
    ),
    swap("no attribution of a contribution", WORDS, "  attribution: anonymous\n", "", """?"""),
    swap("no words of a contribution", WORDS, "  text: Shorter waiting times, please.\n", "", """?"""),
    swap("a name without consent", WORDS, "attribution: anonymous", "attribution: named\n  author: Ada", """?"""),
    swap(
        "a consent without its ground",
        WORDS,
        "attribution: anonymous",
        "attribution: named\n  author: Ada\n  consent: {on: 2024-05-01}",
        """?""",
    ),
    swap("a name beside anonymous", WORDS, "attribution: anonymous", "attribution: anonymous\n  author: Ada", """?"""),
    added("a document without file and url", {LETTER: record("title: Letter\ndate: 2026-01-01")}, """?"""),
    swap("a milestone that is part of itself", COMMITMENT, "key: m2", "key: m2\n    part_of: m2", """?"""),
    added(
        "two milestones that are part of each other",
        {
            COMMITMENT: SMALL[COMMITMENT]
            .replace("key: m2", "key: m2\n    part_of: m1")
            .replace("key: m1", "key: m1\n    part_of: m2")
        },
        """?""",
    ),
    swap("a withdrawal without its reason", COMMITMENT, TITLE, f"{TITLE}\nwithdrawn: {{on: 2026-01-01}}", """?"""),
    added(
        "a code without its commitment",
        {
            ASSESSMENT: record(
                "title: Review\nkind: independent-review\npublished_on: 2026-02-01\ncodes:\n  - completion: limited"
            )
        },
        """?""",
    ),
    added("an assessment without its day", {ASSESSMENT: record("title: Review\nkind: independent-review")}, """?"""),
    added(
        "a timeline without its day",
        {TIMELINE: "- phases:\n    - {title: Ideas, start: 2024-05-01, end: 2024-06-01}\n"},
        """?""",
    ),
    added("a timeline without phases", {TIMELINE: "- published_on: 2024-04-15\n"}, """?"""),
    added("an event without its kind", {EVENT: record("title: Talk\ndate: 2026-01-01")}, """?"""),
]

TRANSLATIONS = [
    swap("a text in an unknown language", COMMITMENT, TITLE, "title: {en: Clinics, es: Clínicas}", """?"""),
    swap("a text without the first language", COMMITMENT, TITLE, "title: {fr: Cliniques}", """?"""),
    added(
        "a text given twice",
        {
            COMMITMENT: SMALL[COMMITMENT].replace(TITLE, "title: {en: Clinics, fr: Cliniques}"),
            FRENCH: record("title: Cliniques ouvertes"),
        },
        """?""",
    ),
    added("a list for a translated text", {FRENCH: record("title: [Cliniques]")}, """?"""),
    added("a day in a translation", {FRENCH: record("title: Cliniques\nstart: 2026-01-01")}, """?"""),
    added("a misspelt field in a translation", {FRENCH: record("titel: Cliniques")}, """?"""),
    added(
        "an unknown key in a translated list", {FRENCH: record("milestones:\n  - key: m3\n    title: Publier")}, """?"""
    ),
    added(
        "a due day in a translated item",
        {FRENCH: record("milestones:\n  - key: m1\n    title: Publier\n    lead: office")},
        """?""",
    ),
    added(
        "fewer items in a translation",
        {
            MEETING: SMALL[MEETING].replace("kind:", "agenda: [One, Two]\nkind:"),
            MEETING.replace(".md", ".fr.md"): record("agenda: [Un]"),
        },
        """?""",
    ),
    added(
        "more items in a translation",
        {
            PLAN: SMALL[PLAN].replace("themes:", "criteria:\n  - title: Impact\nthemes:"),
            PLAN.replace(".md", ".fr.md"): record("criteria:\n  - title: Effet\n  - title: Coût"),
        },
        """?""",
    ),
    added("a list for the fields of a translation", {FRENCH: record("- title: Cliniques")}, """?"""),
    added("a text for the items of a translation", {FRENCH: record("milestones: Publier")}, """?"""),
    added("broken YAML in a translation", {FRENCH: record("title: Cliniques: ouvertes", "Texte.\n")}, """?"""),
]

SETTINGS = [
    added("no settings", {SITE: None}, """?"""),
    added("empty settings", {SITE: ""}, """?"""),
    added("a text for the settings", {SITE: "Open government\n"}, """?"""),
    added("a list for the settings", {SITE: "- title: Open government\n"}, """?"""),
    swap("settings without languages", SITE, "languages: [en, fr]\n", "", """?"""),
    swap("one language as a text", SITE, "languages: [en, fr]", "languages: english", """?"""),
    swap("a language that is no code", SITE, "languages: [en, fr]", "languages: [en, French]", """?"""),
    swap("a language twice", SITE, "languages: [en, fr]", "languages: [en, en]", """?"""),
    swap("a time zone that is none", SITE, "country: Testland", "country: Testland\ntimezone: +1:00", """?"""),
    swap(
        "a time zone that nobody knows",
        SITE,
        "country: Testland",
        "country: Testland\ntimezone: Africa/Tunnis",
        """?""",
    ),
    swap(
        "a fiscal year that begins nowhere",
        SITE,
        "country: Testland",
        "country: Testland\nfiscal_year_start: 13-01",
        """?""",
    ),
    swap("seasons of the east", SITE, "country: Testland", "country: Testland\nseasons: east", """?"""),
    swap("a colour without quotes", SITE, "country: Testland", "country: Testland\nbrand:\n  accent: #1a5fb4", """?"""),
    swap("a colour that is a word", SITE, "country: Testland", "country: Testland\nbrand:\n  accent: blue", """?"""),
    swap("a logo that isn't there", SITE, "country: Testland", "country: Testland\nbrand:\n  logo: logo.svg", """?"""),
    swap("redirects as a list", SITE, "country: Testland", "country: Testland\nredirects: [/old/]", """?"""),
    swap(
        "a redirect to nowhere",
        SITE,
        "country: Testland",
        "country: Testland\nredirects:\n  /old/: /plans/2025/",
        """?""",
    ),
    swap(
        "a redirect that runs code",
        SITE,
        "country: Testland",
        "country: Testland\nredirects:\n  /old/: javascript:alert(1)",
        """?""",
    ),
    swap(
        "a redirect from another site",
        SITE,
        "country: Testland",
        "country: Testland\nredirects:\n  https://old.example/: /plans/",
        """?""",
    ),
    swap(
        "a redirect at a page's address",
        SITE,
        "country: Testland",
        "country: Testland\nredirects:\n  /news/: /plans/\n  /plans/2025-2028/: /plans/",
        """?""",
    ),
    swap("an alias at a page's address", COMMITMENT, TITLE, f"{TITLE}\naliases:\n  - /plans/", """?"""),
    added(
        "two aliases alike",
        {
            COMMITMENT: SMALL[COMMITMENT].replace(TITLE, f"{TITLE}\naliases: [/old/]"),
            PLAN: SMALL[PLAN].replace("start:", "aliases: [/old/]\nstart:"),
        },
        """?""",
    ),
    swap(
        "a menu entry that leads nowhere",
        SITE,
        "country: Testland",
        "country: Testland\nmenu:\n  - title: Plans",
        """?""",
    ),
    swap(
        "a mail address that is no way to report",
        SITE,
        "country: Testland",
        "country: Testland\nreport_error: the office",
        """?""",
    ),
    swap("an unknown rule set", SITE, "country: Testland", "country: Testland\nrules: national-2023", """?"""),
    swap(
        "a source that can't stand in a policy",
        SITE,
        "country: Testland",
        "country: Testland\ncsp:\n  img-src: [\"'unsafe-inline'; x\"]",
        """?""",
    ),
]

VALUES: list[Fault] = [*DATES, *UNKNOWN, *TYPES, *ADDRESSES, *REQUIRED, *TRANSLATIONS, *SETTINGS]
