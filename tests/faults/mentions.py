"""Faults between records: references, drafts, links in running text, words still to be written, and the theme's."""

# ruff: noqa: E501 - what an editor reads stands on one line

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
    swap(
        "a lead that isn't in the register",
        COMMITMENT,
        "lead: health",
        "lead: helth",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: there is no organisation 'helth'  [reference]
     3 | lead: helth
       = did you mean 'health'?
""",
    ),
    swap(
        "a lead that nothing resembles",
        COMMITMENT,
        "lead: health",
        "lead: [health, xyz]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: there is no organisation 'xyz'  [reference]
     3 | lead: [health, xyz]
       = known: health, office, watch
""",
    ),
    swap(
        "a lead by its name",
        COMMITMENT,
        "lead: health",
        "lead: Ministry of Health",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: there is no organisation 'Ministry of Health'  [reference]
     3 | lead: Ministry of Health
       = write its key: health
""",
    ),
    swap(
        "a lead agency that isn't there",
        SITE,
        "lead_agency: office",
        "lead_agency: offices",
        """\
site.yaml:5: error: there is no organisation 'offices'  [reference]
     5 | lead_agency: offices
       = did you mean 'office'?
""",
    ),
    swap(
        "a member that isn't there",
        FORUM,
        "organisation: watch",
        "organisation: wach",
        """\
content/forum/forum.md:5: error: there is no organisation 'wach'  [reference]
     5 |   - organisation: wach
       = did you mean 'watch'?
""",
    ),
    swap(
        "a body above that isn't there",
        BODIES,
        "sector: civil-society",
        "sector: civil-society\n  parent: coalition",
        """\
content/organisations.yaml:10: error: there is no organisation 'coalition'  [reference]
    10 |   parent: coalition
       = known: health, office, watch
""",
    ),
    swap(
        "a plan that isn't there",
        CONSULTATION,
        "plan: 2025-2028",
        "plan: 2025-2027",
        """\
content/consultations/2024-ideas/consultation.md:3: error: there is no action plan '2025-2027'  [reference]
     3 | plan: 2025-2027
       = did you mean '2025-2028'?
""",
    ),
    swap(
        "a theme that isn't there",
        COMMITMENT,
        "theme: health",
        "theme: heath",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:4: error: there is no theme 'heath'  [reference]
     4 | theme: heath
       = did you mean 'health'?
""",
    ),
    swap(
        "a commitment that isn't there",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nrelated: [open-clincs]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: there is no commitment 'open-clincs'  [reference]
     3 | related: [open-clincs]
       = did you mean 'open-clinics'?
""",
    ),
    swap(
        "a commitment of another plan",
        ANSWERS,
        "2025-2028/open-clinics#m1",
        "2023/open-clinics",
        """\
content/consultations/2024-ideas/responses.yaml:5: error: there is no commitment '2023/open-clinics'  [reference]
     5 |   effects: ["2023/open-clinics"]
       = did you mean 'open-clinics'?
""",
    ),
    swap(
        "a milestone that isn't there",
        ANSWERS,
        "open-clinics#m1",
        "open-clinics#m9",
        """\
content/consultations/2024-ideas/responses.yaml:5: error: there is no milestone '2025-2028/open-clinics#m9'  [reference]
     5 |   effects: ["2025-2028/open-clinics#m9"]
       = did you mean '2025-2028/open-clinics#m2'?
""",
    ),
    swap(
        "a milestone above that isn't there",
        COMMITMENT,
        "key: m2",
        "key: m2\n    part_of: m0",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:10: error: there is no milestone 'm0'  [reference]
    10 |     part_of: m0
       = known: m1, m2
""",
    ),
    swap(
        "a report on a milestone that isn't there",
        REPORT,
        "  m1:",
        "  m3:",
        """\
content/plans/2025-2028/commitments/open-clinics/progress/2026-06.md:5: error: there is no milestone 'm3'  [reference]
     5 |   m3:
       = known: m1, m2
""",
    ),
    swap(
        "a check of a milestone that isn't there",
        CHECKS,
        "result: disputed",
        "result: disputed\n  milestone: m3",
        """\
content/plans/2025-2028/commitments/open-clinics/checks.yaml:4: error: there is no milestone 'm3'  [reference]
     4 |   milestone: m3
       = known: m1, m2
""",
    ),
    swap(
        "a contribution that isn't there",
        ANSWERS,
        "answers: [c-1]",
        "answers: [c-1, c-9]",
        """\
content/consultations/2024-ideas/responses.yaml:2: error: there is no contribution 'c-9'  [reference]
     2 |   answers: [c-1, c-9]
       = did you mean 'c-2'?
""",
    ),
    swap(
        "a contribution elsewhere",
        COMMITMENT,
        TITLE,
        f"{TITLE}\norigin: [2024-ideas/c-1, 2024-ideas/c-7]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: there is no contribution '2024-ideas/c-7'  [reference]
     3 | origin: [2024-ideas/c-1, 2024-ideas/c-7]
       = did you mean '2024-ideas/c-2'?
""",
    ),
    swap(
        "a report that isn't there",
        REPORT,
        "status: limited",
        "status: limited\ncorrection_of: 2025-12",
        """\
content/plans/2025-2028/commitments/open-clinics/progress/2026-06.md:4: error: there is no progress report '2025-12'  [reference]
     4 | correction_of: 2025-12
       = known: 2026-06
""",
    ),
    swap(
        "a version that isn't there",
        CONSULTATION,
        "mechanism",
        "about: ['2025-2028@draft-1']\nmechanism",
        """\
content/consultations/2024-ideas/consultation.md:4: error: there is no version of the text '2025-2028@draft-1'  [reference]
     4 | about: ['2025-2028@draft-1']
       = there is none yet
""",
    ),
    swap(
        "a page that isn't there",
        CONSULTATION,
        "mechanism",
        "privacy_notice: privacy\nmechanism",
        """\
content/consultations/2024-ideas/consultation.md:4: error: there is no page 'privacy'  [reference]
     4 | privacy_notice: privacy
       = there is none yet
""",
    ),
    added(
        "a document that isn't there",
        {LETTER: record("title: Letter\ndate: 2026-01-01\nurl: https://x.example/\nsupersedes: lettre")},
        """\
content/documents/letter.md:5: error: there is no document 'lettre'  [reference]
     5 | supersedes: lettre
       = did you mean 'letter'?
""",
    ),
    added(
        "anything that isn't there",
        {LETTER: record("title: Letter\ndate: 2026-01-01\nurl: https://x.example/\nabout: [helth]")},
        """\
content/documents/letter.md:5: error: there is no record 'helth'  [reference]
     5 | about: [helth]
       = did you mean 'health'?
""",
    ),
    added(
        "a record of a kind that can't be meant",
        {
            LETTER: record(
                "title: Letter\ndate: 2026-01-01\nurl: https://x.example/\nabout: ['meeting:2026-05-06-results']"
            )
        },
        """\
content/documents/letter.md:5: error: there is no meeting '2026-05-06-results'  [reference]
     5 | about: ['meeting:2026-05-06-results']
       = did you mean 'meeting:2026-05-05-results'?
""",
    ),
    swap(
        "a reference of the wrong kind",
        COMMITMENT,
        "lead: health",
        "lead: 'plan:2025-2028'",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: 'plan:2025-2028' can't stand here: this field takes only: organisation  [reference]
     3 | lead: 'plan:2025-2028'
       = name another record
""",
    ),
    swap(
        "a reference with an unknown kind",
        COMMITMENT,
        "lead: health",
        "lead: 'ministry:health'",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: there is no organisation 'ministry:health'  [reference]
     3 | lead: 'ministry:health'
       = did you mean 'health'?
""",
    ),
    added(
        "an opportunity with an event that isn't there",
        {
            TIMELINE: "- published_on: 2024-04-15\n  phases:\n    - title: Ideas\n      start: 2024-05-01\n      end: 2024-06-01\n      opportunities:\n        - title: Talk\n          event: talk\n"
        },
        """\
content/plans/2025-2028/timeline.yaml:8: error: there is no event or meeting 'talk'  [reference]
     8 |           event: talk
       = known: 2026-05-05-results
""",
    ),
    swap(
        "a forum that isn't there",
        MEETING,
        "kind:",
        "forum: forums\nkind:",
        """\
content/forum/meetings/2026-05-05-results.md:4: error: there is no forum 'forums'  [reference]
     4 | forum: forums
       = did you mean 'forum'?
""",
    ),
    swap(
        "a plan before that isn't there",
        PLAN,
        "start:",
        "previous: 2023-2024\nstart:",
        """\
content/plans/2025-2028/plan.md:3: error: there is no action plan '2023-2024'  [reference]
     3 | previous: 2023-2024
       = did you mean '2025-2028'?
""",
    ),
    swap(
        "a body's key with a slip, where words may stand",
        CHECKS,
        "by: watch",
        "by: wach",
        """\
content/plans/2025-2028/commitments/open-clinics/checks.yaml:1: warning: 'wach' is not in the register of organisations, and is shown as it is written  [near-miss]
     1 | - by: wach
       = did you mean 'watch'?
""",
    ),
]

DRAFTS = [
    added(
        "a mention of a draft",
        {
            DRAFT: record("title: Open courts\nlead: office\ndraft: true"),
            COMMITMENT: SMALL[COMMITMENT].replace(TITLE, f"{TITLE}\nrelated: [open-courts]"),
        },
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: warning: 'open-courts' is a draft; this mention of it is left out  [draft-mention]
     3 | related: [open-courts]
       = publish it, or remove the mention
""",
    ),
    added(
        "a required mention of a draft",
        {BODIES: SMALL[BODIES].replace("  name: Citizens' Watch", "  draft: true\n  name: Citizens' Watch")},
        """\
content/forum/forum.md:5: warning: 'watch' is a draft; this mention of it is left out  [draft-mention]
     5 |   - organisation: watch
       = publish it, or remove the mention
content/plans/2025-2028/commitments/open-clinics/checks.yaml:1: warning: 'watch' is a draft; this mention of it is left out  [draft-mention]
     1 | - by: watch
       = publish it, or remove the mention
""",
    ),
]

LINKS = [
    swap(
        "a link to a file that isn't there",
        COMMITMENT,
        "Why it matters.",
        "Why it\nmatters: [the report](report.pdf).",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:14: warning: the text: the link 'report.pdf' leads nowhere  [link]
    14 | matters: [the report](report.pdf).
       = it is neither a page of the site, nor a file beside the record or below content/
""",
    ),
    swap(
        "a link to a page that isn't there",
        COMMITMENT,
        "Why it matters.",
        "See [the plan](/plans/2024-2025/).",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:13: warning: the text: the link '/plans/2024-2025/' leads nowhere  [link]
    13 | See [the plan](/plans/2024-2025/).
       = it is neither a page of the site, nor a file beside the record or below content/
""",
    ),
    swap(
        "a link to the disk",
        COMMITMENT,
        "Why it matters.",
        "See [the plan](file:///C:/plan.pdf).",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:13: warning: the text: the link 'file:///C:/plan.pdf' leads to a path on somebody's own computer  [link]
    13 | See [the plan](file:///C:/plan.pdf).
       = put the file beside the record and link to its name, or to its address on the web
""",
    ),
    swap(
        "a link that runs code",
        COMMITMENT,
        "Why it matters.",
        "See [the plan](javascript:alert(1)).",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:13: warning: the text: the link 'javascript:alert(1)' has a form that can't be published  [link]
    13 | See [the plan](javascript:alert(1)).
       = links begin with https://, mailto:, tel:, or are addresses or files of this site
""",
    ),
    swap(
        "a picture that isn't there",
        COMMITMENT,
        "Why it matters.",
        "![A clinic](clinic.jpg)",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:13: warning: the text: the link 'clinic.jpg' leads nowhere  [link]
    13 | ![A clinic](clinic.jpg)
       = it is neither a page of the site, nor a file beside the record or below content/
""",
    ),
    swap(
        "a link in a long field",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nproblem: |\n  Long queues,\n  see [the study](study.pdf).",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:5: warning: problem: the link 'study.pdf' leads nowhere  [link]
     5 |   see [the study](study.pdf).
       = it is neither a page of the site, nor a file beside the record or below content/
""",
    ),
    added(
        "a link in a translation's text",
        {FRENCH: record("title: Cliniques", "Le texte.\n\nVoir [le rapport](rapport.pdf).\n")},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:6: warning: the text: the link 'rapport.pdf' leads nowhere  [link]
     6 | Voir [le rapport](rapport.pdf).
       = it is neither a page of the site, nor a file beside the record or below content/
""",
    ),
    added(
        "a link in a translated field",
        {FRENCH: record("title: Cliniques\nproblem: |\n  Voir\n  [le rapport](rapport.pdf).")},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:5: warning: problem: the link 'rapport.pdf' leads nowhere  [link]
     5 |   [le rapport](rapport.pdf).
       = it is neither a page of the site, nor a file beside the record or below content/
""",
    ),
    swap(
        "a link in the translation beside the text",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nproblem:\n  en: Long.\n  fr: Voir [le rapport](rapport.pdf).",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:5: warning: problem: the link 'rapport.pdf' leads nowhere  [link]
     5 |   fr: Voir [le rapport](rapport.pdf).
       = it is neither a page of the site, nor a file beside the record or below content/
""",
    ),
]

PLACEHOLDERS = [
    swap(
        "a value still to be written",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nbudget: TBD",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: warning: budget: 'TBD' is still to be written  [placeholder]
     3 | budget: TBD
       = write it, or leave the field out
""",
    ),
    swap(
        "a paragraph still to be written",
        COMMITMENT,
        "Why it matters.",
        "Why it matters.\n\nLorem ipsum dolor sit amet.",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:15: warning: the text: 'Lorem ipsum dolor sit amet.' is still to be written  [placeholder]
    15 | Lorem ipsum dolor sit amet.
       = write it, or leave the field out
""",
    ),
    added(
        "a translation still to be written",
        {FRENCH: record("title: Cliniques\nsummary: XXX", "Texte.\n\nTODO\n")},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:3: warning: summary: 'XXX' is still to be written  [placeholder]
     3 | summary: XXX
       = write it, or leave the field out
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:7: warning: the text: 'TODO' is still to be written  [placeholder]
     7 | TODO
       = write it, or leave the field out
""",
    ),
    swap(
        "a value still to be written, in a strict build",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nbudget: TBD",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: budget: 'TBD' is still to be written  [placeholder]
     3 | budget: TBD
       = write it, or leave the field out
""",
        strict=True,
    ),
]

PAGE = "themes/bare/templates/plans/commitment.html"
THEMES = [
    swap(
        "a theme with a slip",
        SITE,
        "country: Testland",
        "country: Testland\ntheme: defualt",
        """\
site.yaml:5: error: there is no theme 'defualt'  [theme]
     5 | theme: defualt
       = did you mean 'default'?
""",
    ),
    swap(
        "a theme that leads out of its folder",
        SITE,
        "country: Testland",
        "country: Testland\ntheme: ../bare",
        """\
site.yaml:5: error: there is no theme '../bare'  [theme]
     5 | theme: ../bare
       = did you mean 'bare'?
""",
    ),
    added(
        "a theme that extends itself",
        {"themes/bare/theme.yaml": "name: Bare\nextends: bare\n"},
        """\
themes/bare/theme.yaml:1: error: the theme 'bare' would extend itself  [theme]
       = correct `extends` in its theme.yaml
""",
    ),
    added(
        "a theme that extends one that isn't there",
        {"themes/bare/theme.yaml": "name: Bare\nextends: bar\n"},
        """\
themes/bare/theme.yaml:1: error: there is no theme 'bar'  [theme]
       = did you mean 'bare'?
""",
    ),
    added(
        "a theme whose settings are broken",
        {"themes/bare/theme.yaml": "name: Bare: one\n"},
        """\
themes/bare/theme.yaml:1: error: a text with a colon must stand in quotes  [yaml]
       = write name: "Bare: one"
""",
    ),
    added(
        "a template that isn't closed",
        {PAGE: "<p>\n{% if title %}\n</p>\n"},
        """\
themes/bare/templates/plans/commitment.html:3: error: the template can't be used: Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'.  [template]
       = mend the template; the views of all pages are listed in “themes” in the docs
       = see also content/plans/2025-2028/commitments/open-clinics/commitment.md:2
""",
    ),
    added(
        "a template with an unknown sign",
        {PAGE: "<p>\n{{ title | shout }}\n</p>\n"},
        """\
themes/bare/templates/plans/commitment.html:2: error: the template can't be used: No filter named 'shout'.  [template]
       = mend the template; the views of all pages are listed in “themes” in the docs
       = see also content/plans/2025-2028/commitments/open-clinics/commitment.md:2
""",
    ),
    added(
        "a template that asks for what isn't there",
        {PAGE: "<p>\n\n{{ titel }}</p>\n"},
        """\
themes/bare/templates/plans/commitment.html:3: error: the template can't be used: 'titel' is undefined  [template]
       = the template asks for something that the page's view doesn't hold; see “themes” in the docs
       = see also content/plans/2025-2028/commitments/open-clinics/commitment.md:2
""",
    ),
    added(
        "a template that asks for what isn't there, deep inside",
        {PAGE: "{% include 'part.html' %}", "themes/bare/templates/part.html": "<p>\n{{ lang.words.title }}</p>\n"},
        """\
themes/bare/templates/part.html:2: error: the template can't be used: 'lang' is undefined  [template]
       = the template asks for something that the page's view doesn't hold; see “themes” in the docs
       = see also content/plans/2025-2028/commitments/open-clinics/commitment.md:2
""",
    ),
    added(
        "a template that divides by nought",
        {PAGE: "{{ 1 / 0 }}"},
        """\
themes/bare/templates/plans/commitment.html:1: error: the template can't be used: division by zero  [template]
       = mend the template; the views of all pages are listed in “themes” in the docs
       = see also content/plans/2025-2028/commitments/open-clinics/commitment.md:2
""",
    ),
    added(
        "a template that isn't there",
        {PAGE: None},
        """\
themes/bare/templates/plans/commitment.html: error: there is no template 'plans/commitment.html'  [template]
       = the theme, or one that it extends, needs this file
       = see also content/plans/2025-2028/commitments/open-clinics/commitment.md:2
""",
    ),
    added(
        "a template that includes what isn't there",
        {PAGE: "<p>\n{% include 'cards.html' %}"},
        """\
themes/bare/templates/plans/commitment.html:2: error: there is no template 'cards.html'  [template]
       = did you mean 'changes.html'?
       = see also content/plans/2025-2028/commitments/open-clinics/commitment.md:2
""",
    ),
    added(
        "a template that isn't UTF-8",
        {PAGE: "<p>é</p>".encode("latin-1")},
        """\
themes/bare/templates/plans/commitment.html: error: the template is not UTF-8  [template]
       = save it again with the encoding UTF-8
""",
    ),
    added(
        "a theme with a broken catalogue",
        {"themes/bare/locale/fr.po": 'msgid "Plans"\nplan = plans\n'},
        """\
themes/bare/locale/fr.po: error: this catalogue can't be read: Unknown or misformatted keyword on 1  [theme]
       = open it in a .po editor
""",
    ),
]

MENTIONS: list[Fault] = [*REFERENCES, *DRAFTS, *LINKS, *PLACEHOLDERS, *THEMES]
