"""Faults between records: references, drafts, links in running text, words still to be written, and the theme's."""

from __future__ import annotations

from sites import SMALL

from faults.table import (
    ANSWERS,
    BODIES,
    CHECKS,
    COMMITMENT,
    CONSULTATION,
    FORUM,
    FRENCH,
    MEETING,
    PLAN,
    REPORT,
    SITE,
    TIMELINE,
    Fault,
    added,
    record,
    swap,
)

TITLE = "title: Open clinics"
LETTER = "content/documents/letter.md"
DRAFT = "content/plans/2025-2028/commitments/open-courts/commitment.md"

REFERENCES = [
    swap("a lead that isn't in the register", COMMITMENT, "lead: health", "lead: helth", """?"""),
    swap("a lead that nothing resembles", COMMITMENT, "lead: health", "lead: [health, xyz]", """?"""),
    swap("a lead by its name", COMMITMENT, "lead: health", "lead: Ministry of Health", """?"""),
    swap("a lead agency that isn't there", SITE, "lead_agency: office", "lead_agency: offices", """?"""),
    swap("a member that isn't there", FORUM, "organisation: watch", "organisation: wach", """?"""),
    swap(
        "a body above that isn't there",
        BODIES,
        "sector: civil-society",
        "sector: civil-society\n  parent: coalition",
        """?""",
    ),
    swap("a plan that isn't there", CONSULTATION, "plan: 2025-2028", "plan: 2025-2027", """?"""),
    swap("a theme that isn't there", COMMITMENT, "theme: health", "theme: heath", """?"""),
    swap("a commitment that isn't there", COMMITMENT, TITLE, f"{TITLE}\nrelated: [open-clincs]", """?"""),
    swap("a commitment of another plan", ANSWERS, "2025-2028/open-clinics#m1", "2023/open-clinics", """?"""),
    swap("a milestone that isn't there", ANSWERS, "open-clinics#m1", "open-clinics#m9", """?"""),
    swap("a milestone above that isn't there", COMMITMENT, "key: m2", "key: m2\n    part_of: m0", """?"""),
    swap("a report on a milestone that isn't there", REPORT, "  m1:", "  m3:", """?"""),
    swap(
        "a check of a milestone that isn't there",
        CHECKS,
        "result: disputed",
        "result: disputed\n  milestone: m3",
        """?""",
    ),
    swap("a contribution that isn't there", ANSWERS, "answers: [c-1]", "answers: [c-1, c-9]", """?"""),
    swap("a contribution elsewhere", COMMITMENT, TITLE, f"{TITLE}\norigin: [2024-ideas/c-1, 2024-ideas/c-7]", """?"""),
    swap("a report that isn't there", REPORT, "status: limited", "status: limited\ncorrection_of: 2025-12", """?"""),
    swap("a version that isn't there", CONSULTATION, "mechanism", "about: ['2025-2028@draft-1']\nmechanism", """?"""),
    swap("a page that isn't there", CONSULTATION, "mechanism", "privacy_notice: privacy\nmechanism", """?"""),
    added(
        "a document that isn't there",
        {LETTER: record("title: Letter\ndate: 2026-01-01\nurl: https://x.example/\nsupersedes: lettre")},
        """?""",
    ),
    added(
        "anything that isn't there",
        {LETTER: record("title: Letter\ndate: 2026-01-01\nurl: https://x.example/\nabout: [helth]")},
        """?""",
    ),
    added(
        "a record of a kind that can't be meant",
        {
            LETTER: record(
                "title: Letter\ndate: 2026-01-01\nurl: https://x.example/\nabout: ['meeting:2026-05-06-results']"
            )
        },
        """?""",
    ),
    swap("a reference of the wrong kind", COMMITMENT, "lead: health", "lead: 'plan:2025-2028'", """?"""),
    swap("a reference with an unknown kind", COMMITMENT, "lead: health", "lead: 'ministry:health'", """?"""),
    added(
        "an opportunity with an event that isn't there",
        {
            TIMELINE: "- published_on: 2024-04-15\n  phases:\n    - title: Ideas\n      start: 2024-05-01\n      end: 2024-06-01\n      opportunities:\n        - title: Talk\n          event: talk\n"
        },
        """?""",
    ),
    swap("a forum that isn't there", MEETING, "kind:", "forum: forums\nkind:", """?"""),
    swap("a plan before that isn't there", PLAN, "start:", "previous: 2023-2024\nstart:", """?"""),
    swap("a body's key with a slip, where words may stand", CHECKS, "by: watch", "by: wach", """?"""),
]

DRAFTS = [
    added(
        "a mention of a draft",
        {
            DRAFT: record("title: Open courts\nlead: office\ndraft: true"),
            COMMITMENT: SMALL[COMMITMENT].replace(TITLE, f"{TITLE}\nrelated: [open-courts]"),
        },
        """?""",
    ),
    added(
        "a required mention of a draft",
        {BODIES: SMALL[BODIES].replace("  name: Citizens' Watch", "  draft: true\n  name: Citizens' Watch")},
        """?""",
    ),
]

LINKS = [
    swap(
        "a link to a file that isn't there",
        COMMITMENT,
        "Why it matters.",
        "Why it\nmatters: [the report](report.pdf).",
        """?""",
    ),
    swap(
        "a link to a page that isn't there",
        COMMITMENT,
        "Why it matters.",
        "See [the plan](/plans/2024-2025/).",
        """?""",
    ),
    swap("a link to the disk", COMMITMENT, "Why it matters.", "See [the plan](file:///C:/plan.pdf).", """?"""),
    swap("a link that runs code", COMMITMENT, "Why it matters.", "See [the plan](javascript:alert(1)).", """?"""),
    swap("a picture that isn't there", COMMITMENT, "Why it matters.", "![A clinic](clinic.jpg)", """?"""),
    swap(
        "a link in a long field",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nproblem: |\n  Long queues,\n  see [the study](study.pdf).",
        """?""",
    ),
    added(
        "a link in a translation's text",
        {FRENCH: record("title: Cliniques", "Le texte.\n\nVoir [le rapport](rapport.pdf).\n")},
        """?""",
    ),
    added(
        "a link in a translated field",
        {FRENCH: record("title: Cliniques\nproblem: |\n  Voir\n  [le rapport](rapport.pdf).")},
        """?""",
    ),
    swap(
        "a link in the translation beside the text",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nproblem:\n  en: Long.\n  fr: Voir [le rapport](rapport.pdf).",
        """?""",
    ),
]

PLACEHOLDERS = [
    swap("a value still to be written", COMMITMENT, TITLE, f"{TITLE}\nbudget: TBD", """?"""),
    swap(
        "a paragraph still to be written",
        COMMITMENT,
        "Why it matters.",
        "Why it matters.\n\nLorem ipsum dolor sit amet.",
        """?""",
    ),
    added(
        "a translation still to be written",
        {FRENCH: record("title: Cliniques\nsummary: XXX", "Texte.\n\nTODO\n")},
        """?""",
    ),
    swap(
        "a value still to be written, in a strict build",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nbudget: TBD",
        """?""",
        strict=True,
    ),
]

PAGE = "themes/bare/templates/plans/commitment.html"
THEMES = [
    swap("a theme that isn't there", SITE, "country: Testland", "country: Testland\ntheme: defualt", """?"""),
    swap(
        "a theme that leads out of its folder", SITE, "country: Testland", "country: Testland\ntheme: ../bare", """?"""
    ),
    added("a theme that extends itself", {"themes/bare/theme.yaml": "name: Bare\nextends: bare\n"}, """?"""),
    added(
        "a theme that extends one that isn't there", {"themes/bare/theme.yaml": "name: Bare\nextends: bar\n"}, """?"""
    ),
    added("a theme whose settings are broken", {"themes/bare/theme.yaml": "name: Bare: one\n"}, """?"""),
    added("a template that isn't closed", {PAGE: "<p>\n{% if title %}\n</p>\n"}, """?"""),
    added("a template with an unknown sign", {PAGE: "<p>\n{{ title | shout }}\n</p>\n"}, """?"""),
    added("a template that asks for what isn't there", {PAGE: "<p>\n\n{{ titel }}</p>\n"}, """?"""),
    added(
        "a template that asks for what isn't there, deep inside",
        {PAGE: "{% include 'part.html' %}", "themes/bare/templates/part.html": "<p>\n{{ lang.words.title }}</p>\n"},
        """?""",
    ),
    added("a template that divides by nought", {PAGE: "{{ 1 / 0 }}"}, """?"""),
    added("a template that isn't there", {PAGE: None}, """?"""),
    added("a template that includes what isn't there", {PAGE: "<p>\n{% include 'cards.html' %}"}, """?"""),
    added("a template that isn't UTF-8", {PAGE: "<p>é</p>".encode("latin-1")}, """?"""),
    added("a catalogue that is none", {"themes/bare/locale/fr.po": 'msgid "Plans"\nmsgstr "Plans\n'}, """?"""),
]

MENTIONS: list[Fault] = [*REFERENCES, *DRAFTS, *LINKS, *PLACEHOLDERS, *THEMES]
