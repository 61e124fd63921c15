"""Faults in what fields hold: missing and unknown ones, dates, choices, numbers, addresses, files, translations."""

# ruff: noqa: E501 - what an editor reads stands on one line

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
    swap(
        "a month without such a day",
        PLAN,
        "end: 2028-12-31",
        "end: 2028-06-31",
        """\
content/plans/2025-2028/plan.md:4: error: end: '2028-06-31' is not a day: June has 30 days  [value]
     4 | end: 2028-06-31
       = write a day as 2026-06-30
""",
    ),
    swap(
        "a February without such a day",
        PLAN,
        "end: 2028-12-31",
        "end: 2027-02-29",
        """\
content/plans/2025-2028/plan.md:4: error: end: '2027-02-29' is not a day: February 2027 has 28 days  [value]
     4 | end: 2027-02-29
       = write a day as 2026-06-30
""",
    ),
    swap(
        "a month 13",
        PLAN,
        "end: 2028-12-31",
        "end: 2028-13-01",
        """\
content/plans/2025-2028/plan.md:4: error: end: '2028-13-01' is not a day: there is no month 13  [value]
     4 | end: 2028-13-01
       = write a day as 2026-06-30
""",
    ),
    swap(
        "a day in another order",
        PLAN,
        "end: 2028-12-31",
        "end: 31/12/2028",
        """\
content/plans/2025-2028/plan.md:4: error: end: '31/12/2028' is not a day  [value]
     4 | end: 31/12/2028
       = write 2028-12-31
""",
    ),
    swap(
        "a day in words",
        PLAN,
        "end: 2028-12-31",
        "end: 31 December 2028",
        """\
content/plans/2025-2028/plan.md:4: error: end: '31 December 2028' is not a day  [value]
     4 | end: 31 December 2028
       = write 2028-12-31
""",
    ),
    swap(
        "a day without noughts",
        PLAN,
        "end: 2028-12-31",
        "end: 2028-6-1",
        """\
content/plans/2025-2028/plan.md:4: error: end: '2028-6-1' is not a day  [value]
     4 | end: 2028-6-1
       = write 2028-06-01
""",
    ),
    swap(
        "a month where a day should be",
        PLAN,
        "end: 2028-12-31",
        "end: 2028-12",
        """\
content/plans/2025-2028/plan.md:4: error: end: '2028-12' is not a day  [value]
     4 | end: 2028-12
       = write a day as 2026-06-30
""",
    ),
    swap(
        "a day with points",
        PLAN,
        "end: 2028-12-31",
        "end: 31.12.2028",
        """\
content/plans/2025-2028/plan.md:4: error: end: '31.12.2028' is not a day  [value]
     4 | end: 31.12.2028
       = write 2028-12-31
""",
    ),
    swap(
        "a day with long dashes",
        PLAN,
        "end: 2028-12-31",
        "end: 2028–12–31",
        """\
content/plans/2025-2028/plan.md:4: error: end: '2028–12–31' is not a day  [value]
     4 | end: 2028–12–31
       = write 2028-12-31
""",
    ),
    swap(
        "a day that may be two",
        PLAN,
        "end: 2028-12-31",
        "end: 1/2/2028",
        """\
content/plans/2025-2028/plan.md:4: error: end: '1/2/2028' is not a day  [value]
     4 | end: 1/2/2028
       = write 2028-02-01 or 2028-01-02, as it is meant
""",
    ),
    swap(
        "a day with a time",
        PLAN,
        "end: 2028-12-31",
        "end: 2028-12-31 12:30",
        """\
content/plans/2025-2028/plan.md:4: error: end: '2028-12-31 12:30' is not a day  [value]
     4 | end: 2028-12-31 12:30
       = write a day as 2026-06-30
""",
    ),
    swap(
        "a year 0",
        PLAN,
        "end: 2028-12-31",
        "end: 0000-12-31",
        """\
content/plans/2025-2028/plan.md:4: error: end: '0000-12-31' is not a day: there is no year 0  [value]
     4 | end: 0000-12-31
       = write a day as 2026-06-30
""",
    ),
    swap(
        "a week as due date",
        COMMITMENT,
        "due: 2025-12",
        "due: 2026-W12",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:8: error: milestones.m1.due: '2026-W12' is not a date  [value]
     8 |     due: 2026-W12
       = write a day as 2026-06-30, a month as 2026-06, or a quarter as 2026-Q2 (also 2026-H1, 2026, FY2026-27, autumn 2026, ongoing, or {text: …, by: 2026-06-30})
""",
    ),
    swap(
        "a fiscal year of two years",
        COMMITMENT,
        "due: 2025-12",
        "due: FY2026-28",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:8: error: milestones.m1.due: 'FY2026-28' is not a fiscal year: after 2026 comes 2027  [value]
     8 |     due: FY2026-28
       = write a day as 2026-06-30, a month as 2026-06, or a quarter as 2026-Q2 (also 2026-H1, 2026, FY2026-27, autumn 2026, ongoing, or {text: …, by: 2026-06-30})
""",
    ),
    swap(
        "a season without a year",
        COMMITMENT,
        "due: 2025-12",
        "due: autumn",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:8: error: milestones.m1.due: 'autumn' is not a date  [value]
     8 |     due: autumn
       = write a day as 2026-06-30, a month as 2026-06, or a quarter as 2026-Q2 (also 2026-H1, 2026, FY2026-27, autumn 2026, ongoing, or {text: …, by: 2026-06-30})
""",
    ),
    swap(
        "a fifth quarter",
        COMMITMENT,
        "due: 2025-12",
        "due: 2026-Q5",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:8: error: milestones.m1.due: '2026-Q5' is not a date  [value]
     8 |     due: 2026-Q5
       = write a day as 2026-06-30, a month as 2026-06, or a quarter as 2026-Q2 (also 2026-H1, 2026, FY2026-27, autumn 2026, ongoing, or {text: …, by: 2026-06-30})
""",
    ),
    swap(
        "a thirteenth month as due date",
        COMMITMENT,
        "due: 2025-12",
        "due: 2026-13",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:8: error: milestones.m1.due: '2026-13' is not a month: there is no month 13  [value]
     8 |     due: 2026-13
       = write a day as 2026-06-30, a month as 2026-06, or a quarter as 2026-Q2 (also 2026-H1, 2026, FY2026-27, autumn 2026, ongoing, or {text: …, by: 2026-06-30})
""",
    ),
    swap(
        "a slip in a year",
        COMMITMENT,
        "due: 2025-12",
        "due: 20225",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:8: error: milestones.m1.due: '20225' is not a date  [value]
     8 |     due: 20225
       = write a day as 2026-06-30, a month as 2026-06, or a quarter as 2026-Q2 (also 2026-H1, 2026, FY2026-27, autumn 2026, ongoing, or {text: …, by: 2026-06-30})
""",
    ),
    swap(
        "a year that can't be meant",
        COMMITMENT,
        "due: 2025-12",
        "due: 0225-12",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:8: error: milestones.m1.due: '0225-12' is not a date: the year 0225 can't be meant  [value]
     8 |     due: 0225-12
       = write a day as 2026-06-30, a month as 2026-06, or a quarter as 2026-Q2 (also 2026-H1, 2026, FY2026-27, autumn 2026, ongoing, or {text: …, by: 2026-06-30})
""",
    ),
    swap(
        "words as due date",
        COMMITMENT,
        "due: 2025-12",
        "due: as soon as possible",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:8: error: milestones.m1.due: 'as soon as possible' is not a date  [value]
     8 |     due: as soon as possible
       = write a day as 2026-06-30, a month as 2026-06, or a quarter as 2026-Q2 (also 2026-H1, 2026, FY2026-27, autumn 2026, ongoing, or {text: …, by: 2026-06-30})
""",
    ),
    swap(
        "a due date of fields without words",
        COMMITMENT,
        "due: 2025-12",
        "due: {by: 2025-12-31}",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:8: error: milestones.m1.due: this is not a date  [value]
     8 |     due: {by: 2025-12-31}
       = write a day as 2026-06-30, a month as 2026-06, or a quarter as 2026-Q2 (also 2026-H1, 2026, FY2026-27, autumn 2026, ongoing, or {text: …, by: 2026-06-30})
""",
    ),
    swap(
        "a due date in words with a wrong day",
        COMMITMENT,
        "due: 2025-12",
        "due: {text: soon, by: 2025-12-32}",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:8: error: milestones.m1.due.by: '2025-12-32' is not a day: December has 31 days  [value]
     8 |     due: {text: soon, by: 2025-12-32}
       = write a day as 2026-06-30
""",
    ),
    swap(
        "an end before the start",
        PLAN,
        "end: 2028-12-31",
        "end: 2024-12-31",
        """\
content/plans/2025-2028/plan.md:4: error: end: 2024-12-31 lies before start (2025-01-01)  [value]
     4 | end: 2024-12-31
       = put the two days in order
""",
    ),
    swap(
        "a commitment that ends before it begins",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nstart: 2026-01-01\nend: 2025-01-01",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:4: error: end: 2025-01-01 lies before start (2026-01-01)  [value]
     4 | end: 2025-01-01
       = put the two days in order
""",
    ),
    swap(
        "a consultation that closes before it opens",
        CONSULTATION,
        "closes: 2024-06-01",
        "closes: 2024-04-01",
        """\
content/consultations/2024-ideas/consultation.md:6: error: closes: 2024-04-01 lies before opens (2024-05-01)  [value]
     6 | closes: 2024-04-01
       = put the two days in order
""",
    ),
    swap(
        "a milestone due before it begins",
        COMMITMENT,
        "due: 2025-12",
        "start: 2026-Q1\n    due: 2025-12",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:9: error: milestones.m1.due: 2025-12-31 lies before start (2026-01-01)  [value]
     9 |     due: 2025-12
       = put the two days in order
""",
    ),
    swap(
        "a member that leaves before it comes",
        FORUM,
        "organisation: watch",
        "organisation: watch\n    from: 2026-01-01\n    to: 2025-01-01",
        """\
content/forum/forum.md:7: error: members.2.to: 2025-01-01 lies before from (2026-01-01)  [value]
     7 |     to: 2025-01-01
       = put the two days in order
""",
    ),
    added(
        "a phase that ends before it begins",
        {
            TIMELINE: "- published_on: 2024-04-15\n  phases:\n    - title: Ideas\n      start: 2024-05-01\n      end: 2024-04-01\n"
        },
        """\
content/plans/2025-2028/timeline.yaml:5: error: phases.1.end: 2024-04-01 lies before start (2024-05-01)  [value]
     5 |       end: 2024-04-01
       = put the two days in order
""",
    ),
    added(
        "a comment period that ends before it begins",
        {
            ASSESSMENT: record(
                "title: Review\nkind: independent-review\npublished_on: 2026-02-01\ncomment_period: {from: 2026-03-01, to: 2026-02-01}"
            )
        },
        """\
content/assessments/2026-review.md:5: error: comment_period.to: 2026-02-01 lies before from (2026-03-01)  [value]
     5 | comment_period: {from: 2026-03-01, to: 2026-02-01}
       = put the two days in order
""",
    ),
    added(
        "a report whose name is no period",
        {f"{FOLDER}/progress/spring.md": record("reported_on: 2026-07-10\nstatus: limited")},
        """\
content/plans/2025-2028/commitments/open-clinics/progress/spring.md:1: error: period: the file name 'spring' is not a period such as 2025-06, 2025-q2, 2025-h1 or 2025  [value]
     1 | ---
       = rename the file, or add `period` with start and end
""",
    ),
    added(
        "a report on a month 13",
        {f"{FOLDER}/progress/2026-13.md": record("reported_on: 2026-07-10\nstatus: limited")},
        """\
content/plans/2025-2028/commitments/open-clinics/progress/2026-13.md:1: error: period: the file name '2026-13' is not a period such as 2025-06, 2025-q2, 2025-h1 or 2025  [value]
     1 | ---
       = rename the file, or add `period` with start and end
""",
    ),
    added(
        "a period without an end",
        {
            f"{FOLDER}/progress/spring.md": record(
                "reported_on: 2026-07-10\nstatus: limited\nperiod: {start: 2026-03-01}"
            )
        },
        """\
content/plans/2025-2028/commitments/open-clinics/progress/spring.md:4: error: period: start and end are needed, because the file's name says no period  [value]
     4 | period: {start: 2026-03-01}
       = write `period: {start: 2026-01-01, end: 2026-06-30}`
""",
    ),
    added(
        "a period that is a text",
        {f"{FOLDER}/progress/spring.md": record("reported_on: 2026-07-10\nstatus: limited\nperiod: 2026-03")},
        """\
content/plans/2025-2028/commitments/open-clinics/progress/spring.md:4: error: period: here should stand the first and the last day  [value]
     4 | period: 2026-03
       = write `period: {start: 2026-01-01, end: 2026-06-30}`
""",
    ),
    added(
        "a period that ends before it begins",
        {
            f"{FOLDER}/progress/spring.md": record(
                "reported_on: 2026-07-10\nstatus: limited\nperiod: {start: 2026-03-01, end: 2026-02-01}"
            )
        },
        """\
content/plans/2025-2028/commitments/open-clinics/progress/spring.md:4: error: period: its last day (2026-02-01) lies before its first (2026-03-01)  [value]
     4 | period: {start: 2026-03-01, end: 2026-02-01}
       = put the two days in order
""",
    ),
]

UNKNOWN = [
    swap(
        "a misspelt field",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nsumary: Short",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: sumary: there is no such field  [unknown-key]
     3 | sumary: Short
       = did you mean 'summary'?
""",
    ),
    swap(
        "a field with a capital",
        COMMITMENT,
        "lead: health",
        "lead: health\nBudget: none",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:4: error: Budget: there is no such field  [unknown-key]
     4 | Budget: none
       = did you mean 'budget'?
""",
    ),
    swap(
        "a field that nothing resembles",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nxyz: 1",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: xyz: there is no such field  [unknown-key]
     3 | xyz: 1
       = fields here: accountability, aliases, baseline, budget, carried_over_from, causes, challenge_areas, contact, done_so_far, draft, end, evidence, lead, milestones, number, ogp_id, origin, participation, policy_areas, problem, published_on, related, results, sdgs, solution, start, summary, supporting, theme, title, transparency, values, withdrawn
""",
    ),
    swap(
        "a misspelt field of an item",
        COMMITMENT,
        "    due: 2025-12",
        "    dew: 2025-12",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:8: error: milestones.m1.dew: there is no such field  [unknown-key]
     8 |     dew: 2025-12
       = did you mean 'due'?
""",
    ),
    swap(
        "a field of another record",
        CONSULTATION,
        "opens:",
        "start: 2024-05-01\nopens:",
        """\
content/consultations/2024-ideas/consultation.md:5: error: start: there is no such field  [unknown-key]
     5 | start: 2024-05-01
       = did you mean 'status'?
""",
    ),
    swap(
        "a misspelt setting",
        SITE,
        "country: Testland",
        "country: Testland\ntime_zone: UTC",
        """\
site.yaml:5: error: time_zone: there is no such field  [unknown-key]
     5 | time_zone: UTC
       = did you mean 'timezone'?
""",
    ),
    swap(
        "a misspelt field of a group",
        SITE,
        "  email: unit",
        "  mail: x@y.example\n  email: unit",
        """\
site.yaml:8: error: contact.mail: there is no such field  [unknown-key]
     8 |   mail: x@y.example
       = did you mean 'email'?
""",
    ),
    swap(
        "a misspelt choice",
        REPORT,
        "status: limited",
        "status: limted",
        """\
content/plans/2025-2028/commitments/open-clinics/progress/2026-06.md:3: error: status: 'limted' is not understood  [value]
     3 | status: limted
       = did you mean 'limited'? (one of: not_started, limited, in_progress, substantial, complete, withdrawn)
""",
    ),
    swap(
        "a choice written with a blank",
        REPORT,
        "status: in_progress",
        "status: In progress",
        """\
content/plans/2025-2028/commitments/open-clinics/progress/2026-06.md:6: error: milestones.m1.status: 'In progress' is not understood  [value]
     6 |     status: In progress
       = did you mean 'in_progress'? (one of: not_started, limited, in_progress, substantial, complete, withdrawn)
""",
    ),
    swap(
        "a choice that nothing resembles",
        BODIES,
        "sector: civil-society",
        "sector: 7",
        """\
content/organisations.yaml:9: error: sector: '7' is not understood  [value]
     9 |   sector: 7
       = one of: government, legislature, judiciary, independent-body, local-government, civil-society, academia, private-sector, media, multilateral, other
""",
    ),
    swap(
        "a choice among others",
        MEETING,
        "[forum, results]",
        "[forum, resluts]",
        """\
content/forum/meetings/2026-05-05-results.md:4: error: kind.2: 'resluts' is not understood  [value]
     4 | kind: [forum, resluts]
       = did you mean 'results'? (one of: forum, results, co-creation, public, subgroup)
""",
    ),
    swap(
        "a choice as a list",
        CHECKS,
        "result: disputed",
        "result: [disputed]",
        """\
content/plans/2025-2028/commitments/open-clinics/checks.yaml:3: error: result: here should stand one value, not a list or several fields  [value]
     3 |   result: [disputed]
       = write it on one line
""",
    ),
]

TYPES = [
    swap(
        "a list where a text should be",
        COMMITMENT,
        TITLE,
        "title: [Open, clinics]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: title: here should stand one value, not a list or several fields  [value]
     2 | title: [Open, clinics]
       = write it on one line
""",
    ),
    swap(
        "fields where a text should be",
        COMMITMENT,
        TITLE,
        "title:\n  short: Open\n  long: Open clinics",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: title: here should stand a text, or a text for each language  [language]
     3 |   short: Open
       = languages here: en, fr
""",
    ),
    swap(
        "a list in a translated text",
        COMMITMENT,
        TITLE,
        "title:\n  en: [Open]\n  fr: Ouvert",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: title: the text in 'en' should be one text  [value]
     3 |   en: [Open]
       = write it on one line, or after `|`
""",
    ),
    added(
        "a text where a list of items should be",
        {FORUM: record("title: Forum\nmembers: none")},
        """\
content/forum/forum.md:3: error: members: here should stand a list: each item begins with `- ` on a line of its own  [value]
     3 | members: none
""",
    ),
    swap(
        "texts where items should be",
        FORUM,
        "  - organisation: watch",
        "  - watch",
        """\
content/forum/forum.md:5: error: members.2: here should stand fields  [value]
     5 |   - watch
       = fields here: organisation, person, role, from, to, selected_by
""",
    ),
    swap(
        "a text where fields should be",
        SITE,
        "contact:\n  name: Open Government Unit\n  email: unit@testland.example",
        "contact: unit@testland.example",
        """\
site.yaml:6: error: contact: here should stand fields, each on its own line below  [value]
     6 | contact: unit@testland.example
       = fields here: name, role, email, phone, address
""",
    ),
    swap(
        "a list where fields should be",
        SITE,
        "contact:\n  name: Open Government Unit\n  email: unit@testland.example",
        "contact: [unit@testland.example]",
        """\
site.yaml:6: error: contact: here should stand fields, each on its own line below  [value]
     6 | contact: [unit@testland.example]
       = fields here: name, role, email, phone, address
""",
    ),
    swap(
        "fields where a reference should be",
        COMMITMENT,
        "lead: health",
        "lead: {body: health}",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: lead: here should stand one value, not a list or several fields  [value]
     3 | lead: {body: health}
       = write it on one line
""",
    ),
    swap(
        "a list where a day should be",
        PLAN,
        "end: 2028-12-31",
        "end: [2028-12-31]",
        """\
content/plans/2025-2028/plan.md:4: error: end: here should stand one value, not a list or several fields  [value]
     4 | end: [2028-12-31]
       = write it on one line
""",
    ),
    swap(
        "a text where a mapping should be",
        REPORT,
        "milestones:\n  m1:\n    status: in_progress\n    summary: Half of the clinics.",
        "milestones: m1",
        """\
content/plans/2025-2028/commitments/open-clinics/progress/2026-06.md:4: error: milestones: here should stand a key for each item, with its fields below  [value]
     4 | milestones: m1
       = for example `m1:`
""",
    ),
    swap(
        "a text for a milestone's report",
        REPORT,
        "  m1:\n    status: in_progress\n    summary: Half of the clinics.",
        "  m1: in_progress",
        """\
content/plans/2025-2028/commitments/open-clinics/progress/2026-06.md:5: error: milestones.m1: here should stand fields such as `status: …`  [value]
     5 |   m1: in_progress
       = indent them below the key
""",
    ),
    swap(
        "a number that is a word",
        COMMITMENT,
        "due: 2025-12",
        "weight: half",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:8: error: milestones.m1.weight: 'half' is not a number  [value]
     8 |     weight: half
       = write digits only, with a point for decimals: 1250000.50
""",
    ),
    swap(
        "a number with a comma",
        COMMITMENT,
        "due: 2025-12",
        "weight: 0,5",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:8: error: milestones.m1.weight: '0,5' is not a number  [value]
     8 |     weight: 0,5
       = write digits only, with a point for decimals: 1250000.50
""",
    ),
    swap(
        "a share over 100",
        REPORT,
        "status: in_progress",
        "status: in_progress\n    percent: 120",
        """\
content/plans/2025-2028/commitments/open-clinics/progress/2026-06.md:7: error: milestones.m1.percent: '120' is not a share from 0 to 100  [value]
     7 |     percent: 120
       = write 40 for 40 %
""",
    ),
    swap(
        "a share below 0",
        REPORT,
        "status: in_progress",
        "status: in_progress\n    percent: -5",
        """\
content/plans/2025-2028/commitments/open-clinics/progress/2026-06.md:7: error: milestones.m1.percent: '-5' is not a share from 0 to 100  [value]
     7 |     percent: -5
       = write 40 for 40 %
""",
    ),
    swap(
        "a whole number that is a word",
        SITE,
        "country: Testland",
        "country: Testland\nminutes_within_days: thirty",
        """\
site.yaml:5: error: minutes_within_days: 'thirty' is not a whole number  [value]
     5 | minutes_within_days: thirty
       = write digits only: 1250
""",
    ),
    swap(
        "a count below 0",
        MEETING,
        "kind: [forum, results]",
        "attendance: {attended: -3}",
        """\
content/forum/meetings/2026-05-05-results.md:4: error: attendance.attended: '-3' is not a whole number  [value]
     4 | attendance: {attended: -3}
       = write digits only: 1250
""",
    ),
    swap(
        "neither yes nor no",
        PLAN,
        "start:",
        "draft: maybe\nstart:",
        """\
content/plans/2025-2028/plan.md:3: error: draft: 'maybe' is neither yes nor no  [value]
     3 | draft: maybe
       = write true or false
""",
    ),
    swap(
        "neither yes nor no, in a choice",
        MEETING,
        "kind: [forum, results]",
        "recording: {url: 'https://v.example/1', captions: some}",
        """\
content/forum/meetings/2026-05-05-results.md:4: error: recording.captions: 'some' is not understood  [value]
     4 | recording: {url: 'https://v.example/1', captions: some}
       = one of: yes, no
""",
    ),
    swap(
        "a mail address without a host",
        SITE,
        "unit@testland.example",
        "unit@",
        """\
site.yaml:8: error: contact.email: 'unit@' is not an e-mail address  [value]
     8 |   email: unit@
       = write it as name@example.org
""",
    ),
    swap(
        "a mail address with blanks",
        SITE,
        "unit@testland.example",
        "unit at testland.example",
        """\
site.yaml:8: error: contact.email: 'unit at testland.example' is not an e-mail address  [value]
     8 |   email: unit at testland.example
       = write it as name@example.org
""",
    ),
    swap(
        "a Sustainable Development Goal 18",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nsdgs: [16, 18]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: sdgs.2: '18' is not a Sustainable Development Goal  [value]
     3 | sdgs: [16, 18]
       = write a goal from 1 to 17, or a target such as 16.7
""",
    ),
    swap(
        "an id that OGP doesn't give",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nogp_id: Test-1",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: ogp_id: 'Test-1' is not an id of OGP  [value]
     3 | ogp_id: Test-1
       = two or three letters and four digits, such as US0113
""",
    ),
    swap(
        "a policy area that nobody knows",
        COMMITMENT,
        TITLE,
        f"{TITLE}\npolicy_areas: [helth]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: warning: policy_areas.1: no policy area 'helth' is known  [near-miss]
     3 | policy_areas: [helth]
       = add it to `policy_areas` in site.yaml with its name
""",
    ),
    swap(
        "a policy area with its name",
        COMMITMENT,
        TITLE,
        f"{TITLE}\npolicy_areas: [Open contracting]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: policy_areas.1: 'Open contracting' holds more than small letters a-z, digits and hyphens  [name]
     3 | policy_areas: [Open contracting]
       = write 'open-contracting'
""",
    ),
]

ADDRESSES = [
    swap(
        "an address of the disk",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nevidence: ['file:///home/me/report.pdf']",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: evidence.1: 'file:///home/me/report.pdf' is a path on somebody's own computer  [value]
     3 | evidence: ['file:///home/me/report.pdf']
       = put the file beside the record, and name it as `file`
""",
    ),
    swap(
        "a drive letter",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nevidence: ['C:\\reports\\report.pdf']",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: evidence.1: 'C:\\reports\\report.pdf' is a path on somebody's own computer  [value]
     3 | evidence: ['C:\\reports\\report.pdf']
       = put the file beside the record, and name it as `file`
""",
    ),
    swap(
        "a share of the office",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nevidence: ['\\\\server\\report.pdf']",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: evidence.1: '\\\\server\\report.pdf' is a path on somebody's own computer  [value]
     3 | evidence: ['\\\\server\\report.pdf']
       = put the file beside the record, and name it as `file`
""",
    ),
    swap(
        "an address with blanks",
        BODIES,
        "sector: civil-society",
        "sector: civil-society\n  url: https://watch.example/a report.pdf",
        """\
content/organisations.yaml:10: error: url: 'https://watch.example/a report.pdf' is not an address: it holds a blank  [value]
    10 |   url: https://watch.example/a report.pdf
       = write %20 for each blank
""",
    ),
    swap(
        "an address that runs code",
        BODIES,
        "sector: civil-society",
        "sector: civil-society\n  url: javascript:alert(1)",
        """\
content/organisations.yaml:10: error: url: 'javascript:alert(1)' is not a web address  [value]
    10 |   url: javascript:alert(1)
       = an address begins with https://; a file beside the record is named as `file`
""",
    ),
    swap(
        "an address without its beginning",
        BODIES,
        "sector: civil-society",
        "sector: civil-society\n  url: www.watch.example",
        """\
content/organisations.yaml:10: error: url: 'www.watch.example' is not a whole address  [value]
    10 |   url: www.watch.example
       = write https://www.watch.example
""",
    ),
    swap(
        "an address without a host",
        SITE,
        "https://ogp.testland.example/",
        "https://",
        """\
site.yaml:2: error: url: 'https://' is not a web address  [value]
     2 | url: https://
       = an address begins with https://; a file beside the record is named as `file`
""",
    ),
    swap(
        "evidence whose address lacks its beginning",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nevidence: [health.example/report]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: evidence.1: there is no file 'health.example/report'  [file]
     3 | evidence: [health.example/report]
       = write https://health.example/report
""",
    ),
    swap(
        "evidence that isn't there",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nevidence: [report.pdf]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: evidence.1: there is no file 'report.pdf'  [file]
     3 | evidence: [report.pdf]
       = put the file beside the record, or correct its name
""",
    ),
    added(
        "evidence with a slip in its name",
        {
            COMMITMENT: SMALL[COMMITMENT].replace(TITLE, f"{TITLE}\nevidence: [reprot.pdf]"),
            f"{FOLDER}/report.pdf": b"%PDF",
        },
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: evidence.1: there is no file 'reprot.pdf'  [file]
     3 | evidence: [reprot.pdf]
       = did you mean 'report.pdf'?
content/plans/2025-2028/commitments/open-clinics/report.pdf: warning: nothing mentions this file; it is not published  [unmentioned]
       = add it to `evidence` or `documents`, or move it away
""",
    ),
    swap(
        "evidence outside the content",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nevidence: [../../../../../secret.pdf]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: evidence.1: '../../../../../secret.pdf' lies outside the content folder  [file]
     3 | evidence: [../../../../../secret.pdf]
       = put the file beside the record
""",
    ),
    swap(
        "evidence of the machine",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nevidence: [/etc/passwd]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: evidence.1: there is no file '/etc/passwd'  [file]
     3 | evidence: [/etc/passwd]
       = put the file beside the record, or correct its name
""",
    ),
    swap(
        "evidence that says nothing",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nevidence:\n  - type: letter",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:4: error: evidence.1: this evidence has neither title nor url nor file  [value]
     4 |   - type: letter
       = add `file: …` or `url: …`
""",
    ),
    swap(
        "evidence as a list in a list",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nevidence:\n  - [a, b]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:4: error: evidence.1: evidence is an address, a file, or fields such as title and url  [value]
     4 |   - [a, b]
       = begin each item with `- `
""",
    ),
    swap(
        "a record as evidence",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nevidence: [commitment.md]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: evidence.1: there is no file 'commitment.md'  [file]
     3 | evidence: [commitment.md]
       = put the file beside the record, or correct its name
""",
    ),
    swap(
        "a folder as evidence",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nevidence: [progress]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: evidence.1: there is no file 'progress'  [file]
     3 | evidence: [progress]
       = put the file beside the record, or correct its name
""",
    ),
    added(
        "a file named as address",
        {LETTER: record("title: Letter\ndate: 2026-01-01\nurl: letter.pdf"), "content/documents/letter.pdf": b"%PDF"},
        """\
content/documents/letter.md:4: error: url: 'letter.pdf' is not a web address  [value]
     4 | url: letter.pdf
       = an address begins with https://; a file beside the record is named as `file`
content/documents/letter.pdf: error: nothing reads this file  [unread]
       = move it, or mention it in a record
""",
    ),
    swap(
        "an old address that is none",
        PLAN,
        "start:",
        "aliases: [old plan]\nstart:",
        """\
content/plans/2025-2028/plan.md:3: error: aliases.1: 'old plan' is not an address of this site  [value]
     3 | aliases: [old plan]
       = write it as /old/address/
""",
    ),
    swap(
        "an old address on another site",
        PLAN,
        "start:",
        "aliases: ['https://old.example/plan']\nstart:",
        """\
content/plans/2025-2028/plan.md:3: error: aliases.1: 'https://old.example/plan' is not an address of this site  [value]
     3 | aliases: ['https://old.example/plan']
       = write it as /old/address/
""",
    ),
]

REQUIRED = [
    swap(
        "no title",
        PLAN,
        "title: Third action plan\n",
        "",
        """\
content/plans/2025-2028/plan.md:2: error: title: this field is required  [missing]
     2 | start: 2025-01-01
       = add a line `title: …`
""",
    ),
    swap(
        "an empty title",
        PLAN,
        "title: Third action plan",
        "title:",
        """\
content/plans/2025-2028/plan.md:2: error: title: this field is required  [missing]
     2 | title:
       = write it behind the colon
""",
    ),
    swap(
        "a title of blanks",
        PLAN,
        "title: Third action plan",
        'title: " "',
        """\
content/plans/2025-2028/plan.md:2: error: title: this field is required  [missing]
     2 | title: " "
       = write it behind the colon
""",
    ),
    swap(
        "no lead",
        COMMITMENT,
        "lead: health\n",
        "",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: lead: this field is required  [missing]
     2 | title: Open clinics
       = add a line `lead: …`
""",
    ),
    swap(
        "an empty list of leads",
        COMMITMENT,
        "lead: health",
        "lead: []",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: lead: this field is required  [missing]
     3 | lead: []
       = write it behind the colon
""",
    ),
    swap(
        "no title of a milestone",
        COMMITMENT,
        "    title: Publish prices\n",
        "",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:9: error: milestones.m2.title: this field is required  [missing]
     9 |   - key: m2
       = add `title: …` to this item
""",
    ),
    swap(
        "no key of a milestone",
        COMMITMENT,
        "  - key: m2\n    title",
        "  - title",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:9: error: milestones.2.key: this field is required  [missing]
     9 |   - title: Publish prices
       = add `key: …` to this item
""",
    ),
    swap(
        "no status of a milestone's report",
        REPORT,
        "    status: in_progress\n",
        "",
        """\
content/plans/2025-2028/commitments/open-clinics/progress/2026-06.md:5: error: milestones.m1.status: this field is required  [missing]
     5 |   m1:
       = add `status: …` to this item
""",
    ),
    swap(
        "no sector of a body",
        BODIES,
        "  name: Citizens' Watch\n  sector: civil-society\n",
        "  name: Citizens' Watch\n",
        """\
content/organisations.yaml:7: error: sector: this field is required  [missing]
     7 | watch:
       = add a line `sector: …`
""",
    ),
    swap(
        "no attribution of a contribution",
        WORDS,
        "  attribution: anonymous\n",
        "",
        """\
content/consultations/2024-ideas/contributions.yaml:1: error: attribution: this field is required  [missing]
     1 | - key: c-1
       = add a line `attribution: …`
""",
    ),
    swap(
        "no words of a contribution",
        WORDS,
        "  text: Shorter waiting times, please.\n",
        "",
        """\
content/consultations/2024-ideas/contributions.yaml:1: error: text: this field is required  [missing]
     1 | - key: c-1
       = add the words of the contribution
""",
    ),
    swap(
        "a name without consent",
        WORDS,
        "attribution: anonymous",
        "attribution: named\n  author: Ada",
        """\
content/consultations/2024-ideas/contributions.yaml:1: error: consent: its ground (`basis`) is required, because the author is named  [missing]
     1 | - key: c-1
       = write `consent: {basis: form, on: 2026-06-30}`, or choose another attribution
""",
    ),
    swap(
        "a consent without its ground",
        WORDS,
        "attribution: anonymous",
        "attribution: named\n  author: Ada\n  consent: {on: 2024-05-01}",
        """\
content/consultations/2024-ideas/contributions.yaml:5: error: consent: its ground (`basis`) is required, because the author is named  [missing]
     5 |   consent: {on: 2024-05-01}
       = write `consent: {basis: form, on: 2026-06-30}`, or choose another attribution
""",
    ),
    swap(
        "a name beside anonymous",
        WORDS,
        "attribution: anonymous",
        "attribution: anonymous\n  author: Ada",
        """\
content/consultations/2024-ideas/contributions.yaml:4: error: author: a name is given, but attribution is anonymous  [value]
     4 |   author: Ada
       = remove the name, or move it below `private:`
""",
    ),
    added(
        "a document without file and url",
        {LETTER: record("title: Letter\ndate: 2026-01-01")},
        """\
content/documents/letter.md:2: error: file: a document needs a file or a url  [missing]
     2 | title: Letter
       = add `file: …` or `url: …`
""",
    ),
    swap(
        "a milestone that is part of itself",
        COMMITMENT,
        "key: m2",
        "key: m2\n    part_of: m2",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:10: error: milestones.m2.part_of: 'm2' would be a part of itself  [value]
    10 |     part_of: m2
       = name another milestone, or take the line out
""",
    ),
    added(
        "two milestones that are part of each other",
        {
            COMMITMENT: SMALL[COMMITMENT]
            .replace("key: m2", "key: m2\n    part_of: m1")
            .replace("key: m1", "key: m1\n    part_of: m2")
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
    swap(
        "a withdrawal without its reason",
        COMMITMENT,
        TITLE,
        f"{TITLE}\nwithdrawn: {{on: 2026-01-01}}",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: withdrawn.reason: this field is required  [missing]
     3 | withdrawn: {on: 2026-01-01}
       = add `reason: …` to this item
""",
    ),
    added(
        "a code without its commitment",
        {
            ASSESSMENT: record(
                "title: Review\nkind: independent-review\npublished_on: 2026-02-01\ncodes:\n  - completion: limited"
            )
        },
        """\
content/assessments/2026-review.md:6: error: codes.1.commitment: this field is required  [missing]
     6 |   - completion: limited
       = add `commitment: …` to this item
""",
    ),
    added(
        "an assessment without its day",
        {ASSESSMENT: record("title: Review\nkind: independent-review")},
        """\
content/assessments/2026-review.md:2: error: published_on: this field is required  [missing]
     2 | title: Review
       = add a line `published_on: …`
""",
    ),
    added(
        "a timeline without its day",
        {TIMELINE: "- phases:\n    - {title: Ideas, start: 2024-05-01, end: 2024-06-01}\n"},
        """\
content/plans/2025-2028/timeline.yaml:1: error: published_on: this field is required  [missing]
     1 | - phases:
       = add a line `published_on: …`
""",
    ),
    added(
        "a timeline without phases",
        {TIMELINE: "- published_on: 2024-04-15\n"},
        """\
content/plans/2025-2028/timeline.yaml:1: error: phases: this field is required  [missing]
     1 | - published_on: 2024-04-15
       = add a line `phases: …`
""",
    ),
    added(
        "an event without its kind",
        {EVENT: record("title: Talk\ndate: 2026-01-01")},
        """\
content/events/2026-01-01-talk.md:2: error: kind: this field is required  [missing]
     2 | title: Talk
       = add a line `kind: …`
""",
    ),
]

TRANSLATIONS = [
    swap(
        "a text in an unknown language",
        COMMITMENT,
        TITLE,
        "title: {en: Clinics, es: Clínicas}",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: title: 'es' is not a language of this site  [language]
     2 | title: {en: Clinics, es: Clínicas}
       = the site's languages: en, fr
""",
    ),
    swap(
        "a text without the first language",
        COMMITMENT,
        TITLE,
        "title: {fr: Cliniques}",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: warning: title: the words in 'en', the site's first language, are missing  [language]
     2 | title: {fr: Cliniques}
       = write it as {en: …, fr: …}
""",
    ),
    added(
        "a text given twice",
        {
            COMMITMENT: SMALL[COMMITMENT].replace(TITLE, "title: {en: Clinics, fr: Cliniques}"),
            FRENCH: record("title: Cliniques ouvertes"),
        },
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:2: error: title: this text is also given in content/plans/2025-2028/commitments/open-clinics/commitment.md  [twice]
     2 | title: Cliniques ouvertes
       = keep one of them
""",
    ),
    added(
        "a list for a translated text",
        {FRENCH: record("title: [Cliniques]")},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:2: error: title: here should stand one text  [value]
     2 | title: [Cliniques]
       = write it on one line
""",
    ),
    added(
        "a day in a translation",
        {FRENCH: record("title: Cliniques\nstart: 2026-01-01")},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:3: error: start: only texts are translated; this field stands in content/plans/2025-2028/commitments/open-clinics/commitment.md  [language]
     3 | start: 2026-01-01
       = remove it here
""",
    ),
    added(
        "a misspelt field in a translation",
        {FRENCH: record("titel: Cliniques")},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:2: error: titel: there is no such field  [unknown-key]
     2 | titel: Cliniques
       = did you mean 'title'?
""",
    ),
    added(
        "an unknown key in a translated list",
        {FRENCH: record("milestones:\n  - key: m3\n    title: Publier")},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:3: error: milestones: no item of content/plans/2025-2028/commitments/open-clinics/commitment.md has the key 'm3'  [language]
     3 |   - key: m3
       = keys there: m1, m2
""",
    ),
    added(
        "a due day in a translated item",
        {FRENCH: record("milestones:\n  - key: m1\n    title: Publier\n    lead: office")},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:5: error: milestones.m1.lead: only texts are translated; this field stands in content/plans/2025-2028/commitments/open-clinics/commitment.md  [language]
     5 |     lead: office
       = remove it here
""",
    ),
    added(
        "fewer items in a translation",
        {
            MEETING: SMALL[MEETING].replace("kind:", "agenda: [One, Two]\nkind:"),
            MEETING.replace(".md", ".fr.md"): record("agenda: [Un]"),
        },
        """\
content/forum/meetings/2026-05-05-results.fr.md:2: error: agenda: 1 item in the translation, 2 in the record  [language]
     2 | agenda: [Un]
       = give one for each, in the same order
""",
    ),
    added(
        "more items in a translation",
        {
            PLAN: SMALL[PLAN].replace("themes:", "criteria:\n  - title: Impact\nthemes:"),
            PLAN.replace(".md", ".fr.md"): record("criteria:\n  - title: Effet\n  - title: Coût"),
        },
        """\
content/plans/2025-2028/plan.fr.md:2: error: criteria: 2 items in the translation, 1 in the record  [language]
     2 | criteria:
       = give one for each, in the same order
""",
    ),
    added(
        "a list for the fields of a translation",
        {FRENCH: record("- title: Cliniques")},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:2: error: here should stand fields such as `title: …`, each on its own line  [value]
     2 | - title: Cliniques
       = see the examples in the docs
""",
    ),
    added(
        "a text for the items of a translation",
        {FRENCH: record("milestones: Publier")},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:2: error: milestones: here should stand items with their `key`, as in content/plans/2025-2028/commitments/open-clinics/commitment.md  [value]
     2 | milestones: Publier
       = begin each item `- key: …`
""",
    ),
    added(
        "broken YAML in a translation",
        {FRENCH: record("title: Cliniques: ouvertes", "Texte.\n")},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.fr.md:2: error: a text with a colon must stand in quotes  [yaml]
     2 | title: Cliniques: ouvertes
       = write title: "Cliniques: ouvertes"
""",
    ),
]

SETTINGS = [
    added(
        "no settings",
        {SITE: None},
        """\
site.yaml: error: there is no site.yaml in this folder  [source]
       = go to the folder that holds site.yaml, name it with --source, or make one: ogpsite init FOLDER
""",
    ),
    added(
        "empty settings",
        {SITE: ""},
        """\
site.yaml:1: error: contact: this field is required  [missing]
       = add a line `contact: …`
site.yaml:1: error: country: this field is required  [missing]
       = add a line `country: …`
site.yaml:1: error: languages: this field is required  [missing]
       = add a line `languages: …`
site.yaml:1: error: lead_agency: this field is required  [missing]
       = add a line `lead_agency: …`
site.yaml:1: error: title: this field is required  [missing]
       = add a line `title: …`
site.yaml:1: error: url: this field is required  [missing]
       = add a line `url: …`
""",
    ),
    added(
        "a text for the settings",
        {SITE: "Open government\n"},
        """\
site.yaml:1: error: here should stand fields such as `title: …`, each on its own line  [value]
     1 | Open government
       = see the examples in the docs
""",
    ),
    added(
        "a list for the settings",
        {SITE: "- title: Open government\n"},
        """\
site.yaml:1: error: here should stand fields such as `title: …`, each on its own line  [value]
     1 | - title: Open government
       = see the examples in the docs
""",
    ),
    swap(
        "settings without languages",
        SITE,
        "languages: [en, fr]\n",
        "",
        """\
site.yaml:1: error: languages: this field is required  [missing]
     1 | title: Open government in Testland
       = add a line `languages: …`
""",
    ),
    swap(
        "one language as a text",
        SITE,
        "languages: [en, fr]",
        "languages: english",
        """\
site.yaml:3: error: languages: 'english' is not a language code  [language]
     3 | languages: english
       = write codes such as en, fr, pt-BR
""",
    ),
    swap(
        "a language that is no code",
        SITE,
        "languages: [en, fr]",
        "languages: [en, French]",
        """\
site.yaml:3: error: languages: 'French' is not a language code  [language]
     3 | languages: [en, French]
       = write codes such as en, fr, pt-BR
""",
    ),
    swap(
        "a language twice",
        SITE,
        "languages: [en, fr]",
        "languages: [en, en]",
        """\
site.yaml:3: error: languages: a language stands here twice  [language]
     3 | languages: [en, en]
       = name each once
""",
    ),
    swap(
        "a time zone that is none",
        SITE,
        "country: Testland",
        "country: Testland\ntimezone: +1:00",
        """\
site.yaml:5: error: timezone: '+1:00' is not a time zone  [value]
     5 | timezone: +1:00
       = write it as Africa/Tunis or UTC
""",
    ),
    swap(
        "a time zone that nobody knows",
        SITE,
        "country: Testland",
        "country: Testland\ntimezone: Africa/Tunnis",
        """\
site.yaml:5: error: timezone: no time zone 'Africa/Tunnis' is known  [value]
     5 | timezone: Africa/Tunnis
       = did you mean 'Africa/Tunis'?
""",
    ),
    swap(
        "a fiscal year that begins nowhere",
        SITE,
        "country: Testland",
        "country: Testland\nfiscal_year_start: 13-01",
        """\
site.yaml:5: error: fiscal_year_start: '13-01' is not a day of the year  [value]
     5 | fiscal_year_start: 13-01
       = write it as 04-01 for 1 April
""",
    ),
    swap(
        "seasons of the east",
        SITE,
        "country: Testland",
        "country: Testland\nseasons: east",
        """\
site.yaml:5: error: seasons: 'east' is not understood  [value]
     5 | seasons: east
       = one of: north, south
""",
    ),
    swap(
        "a colour without quotes",
        SITE,
        "country: Testland",
        "country: Testland\nbrand:\n  accent: #1a5fb4",
        """\
site.yaml:6: error: brand.accent: nothing stands here  [value]
     6 |   accent: #1a5fb4
       = a colour must stand in quotes, because # begins a comment: "#1a5fb4"
""",
    ),
    swap(
        "a colour that is a word",
        SITE,
        "country: Testland",
        "country: Testland\nbrand:\n  accent: blue",
        """\
site.yaml:6: error: brand.accent: 'blue' is not a colour  [value]
     6 |   accent: blue
       = write it in quotes as "#1a5fb4"
""",
    ),
    swap(
        "redirects as a list",
        SITE,
        "country: Testland",
        "country: Testland\nredirects: [/old/]",
        """\
site.yaml:5: error: redirects: here should stand an old and a new address on each line  [value]
     5 | redirects: [/old/]
       = for example `/old/: /new/`
""",
    ),
    swap(
        "a redirect to nowhere",
        SITE,
        "country: Testland",
        "country: Testland\nredirects:\n  /old/: /plans/2025/",
        """\
site.yaml:6: warning: the old address /old/ leads to /plans/2025/, which the site doesn't have  [settings]
     6 |   /old/: /plans/2025/
       = correct the new address
""",
    ),
    swap(
        "a redirect that runs code",
        SITE,
        "country: Testland",
        "country: Testland\nredirects:\n  /old/: javascript:alert(1)",
        """\
site.yaml:6: error: redirects: 'javascript:alert(1)' is not a web address  [value]
     6 |   /old/: javascript:alert(1)
       = an address begins with https://; a file beside the record is named as `file`
""",
    ),
    swap(
        "a redirect from another site",
        SITE,
        "country: Testland",
        "country: Testland\nredirects:\n  https://old.example/: /plans/",
        """\
site.yaml:6: error: redirects: 'https://old.example/' is not an address of this site  [value]
     6 |   https://old.example/: /plans/
       = write it as /old/address/
""",
    ),
    swap(
        "a redirect at a page's address",
        SITE,
        "country: Testland",
        "country: Testland\nredirects:\n  /news/: /plans/\n  /plans/2025-2028/: /plans/",
        """\
site.yaml:6: error: the old address /news/ is that of a page of this site  [collision]
     6 |   /news/: /plans/
       = take it out, or rename the page that is there
site.yaml:7: error: the old address /plans/2025-2028/ is that of a page of this site  [collision]
     7 |   /plans/2025-2028/: /plans/
       = take it out, or rename the page that is there
""",
    ),
    swap(
        "an alias at a page's address",
        COMMITMENT,
        TITLE,
        f"{TITLE}\naliases:\n  - /plans/",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: the old address /plans/ is that of a page of this site  [collision]
     3 | aliases:
       = take it out, or rename the page that is there
""",
    ),
    added(
        "two aliases alike",
        {
            COMMITMENT: SMALL[COMMITMENT].replace(TITLE, f"{TITLE}\naliases: [/old/]"),
            PLAN: SMALL[PLAN].replace("start:", "aliases: [/old/]\nstart:", 1),
        },
        """\
content/plans/2025-2028/plan.md:3: error: the old address /old/ would lead to two places  [collision]
     3 | aliases: [/old/]
       = keep one of them
       = see also content/plans/2025-2028/commitments/open-clinics/commitment.md:3
""",
    ),
    swap(
        "a menu entry that leads nowhere",
        SITE,
        "country: Testland",
        "country: Testland\nmenu:\n  - title: Plans",
        """\
site.yaml:6: error: menu.1: this entry leads nowhere  [settings]
     6 |   - title: Plans
       = add `page: …` or `url: …`
""",
    ),
    swap(
        "a mail address that is no way to report",
        SITE,
        "country: Testland",
        "country: Testland\nreport_error: the office",
        """\
site.yaml:5: error: report_error: 'the office' is neither an e-mail address nor a web address  [value]
     5 | report_error: the office
       = write it as name@example.org or https://example.org/contact
""",
    ),
    swap(
        "an unknown rule set",
        SITE,
        "country: Testland",
        "country: Testland\nrules: national-2023",
        """\
site.yaml:5: error: rules: 'national-2023' is not understood  [value]
     5 | rules: national-2023
       = did you mean 'national-2022'? (one of: national-2022, national-2017, local)
""",
    ),
    swap(
        "a source that can't stand in a policy",
        SITE,
        "country: Testland",
        "country: Testland\ncsp:\n  img-src: [\"'unsafe-inline'; x\"]",
        """\
site.yaml:6: error: csp: 'img-src' has a source that can't stand in a content policy  [value]
     6 |   img-src: ["'unsafe-inline'; x"]
       = write each source as an address: https://example.org
""",
    ),
]

VALUES: list[Fault] = [*DATES, *UNKNOWN, *TYPES, *ADDRESSES, *REQUIRED, *TRANSLATIONS, *SETTINGS]
