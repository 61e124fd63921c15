"""A country in which everything happens once: every kind of record, every field, every voice, late and in time.

Its third plan runs from 2025 to 2028. What is known of it is told whole on three days (`told.py`).
"""

# ruff: noqa: E501 - the lines of the files are what an editor writes

from __future__ import annotations

import datetime
import textwrap

PLAN = "content/plans/2025-2028"
OPEN = f"{PLAN}/commitments"
DAYS = {
    "in the making": datetime.date(2024, 7, 1),
    "half-way": datetime.date(2026, 11, 24),
    "after the end": datetime.date(2029, 6, 1),
}


def page(fields: str, body: str = "") -> str:
    return f"---\n{textwrap.dedent(fields).strip()}\n---\n{body}"


def listed(text: str) -> str:
    return textwrap.dedent(text).lstrip("\n")


def commitment(fields: str, body: str = "") -> str:
    return page(fields, body)


COUNTRY: dict[str, str] = {
    "site.yaml": listed("""
        title: {en: Open government in Wholia, fr: Gouvernement ouvert en Wholia}
        tagline: What we promised
        description: {en: Plans and proof.}
        url: https://www.ogp.wholia.example/open/
        languages: [en, fr]
        country: Wholia
        member: {slug: wholia, kind: national, ogp_prefix: WH, status: active, since: 2015}
        lead_agency: office
        contact:
          name: {en: Open Government Unit, fr: Cellule}
          role: Point of contact
          email: mailto:unit@wholia.example
          phone: "+99 1 234"
          address: 1 Main Street
        licence: CC0-1.0
        rules: national-2022
        timezone: Africa/Tunis
        seasons: south
        fiscal_year_start: 07-01
        brand: {accent: "#1A5FB4", font: Inter}
        menu:
          - {title: Plans, url: /plans/}
          - {title: {en: Privacy, fr: Vie privée}, page: privacy}
        footer: [{title: Write to us, url: "mailto:unit@wholia.example"}]
        edit_url: https://code.example/edit/{path}
        report_error: unit@wholia.example
        policy_areas: {rivers: {en: Rivers, fr: Rivières}}
        minutes_within_days: 14
        stale_after_months: 7
        barrier_hosts: Vault.example
        redirects: {/old/: /plans/}
        limits: {text: 5000}
        publish: {web: "sftp://me@www.example.org/srv/www", pages: "git:origin#gh-pages"}
        csp: {img-src: [https://pics.example]}
    """),
    "content/organisations.yaml": listed("""
        office: {name: {en: Office of the Government, fr: Bureau}, acronym: OG, sector: government, url: https://og.example}
        health: {name: Ministry of Health, sector: government, parent: office}
        watch: {name: Citizens' Watch, sector: civil-society, url: https://www.watch.example}
        river: {name: River Keepers, sector: civil-society}
        house: {name: The House, sector: legislature}
        chamber: {name: Chamber of Trade, sector: private-sector}
    """),
    f"{PLAN}/plan.md": page(
        """
        title: {en: Third plan, fr: Troisième plan}
        number: 3
        start: 2025-01-01
        end: 2028-12-31
        development_start: 2024-04-15
        development_end: 2024-11-30
        published_on: 2024-12-10
        delivered_on: 2024-12-16
        previous: 2023
        themes:
          - {key: health, title: Health, description: Of all.}
          - {key: money, title: {en: Money, fr: Argent}}
        criteria: [{title: Reach, text: Many people.}]
        documents: [{title: The plan, file: plan.pdf, type: action-plan-final, date: 2024-12-10, accessible: yes}]
        summary: In short.
        """,
        "The plan.\n",
    ),
    f"{PLAN}/plan.fr.md": page("summary: Bref.", "Le plan.\n"),
    f"{PLAN}/plan.pdf": "%PDF-1.4 the plan",
    "content/plans/2023.md": page("""
        title: Second plan
        start: 2023-01-01
        end: 2024-06-30
        development_start: 2022-06-01
        themes: [{key: old, title: Old}]
    """),
    "content/plans/2029.md": page("title: Fourth plan\nstart: 2029-07-01\nend: 2031-06-30\n"),
    f"{PLAN}/timeline.yaml": listed("""
        - published_on: 2024-04-15
          phases:
            - title: {en: Ideas, fr: Idées}
              start: 2024-05-01
              end: 2024-06-01
              opportunities:
                - {title: Write, how: By post., url: https://ogp.example/write, consultation: 2024-ideas}
                - {title: Come, event: 2024-06-15-fair}
            - {title: Drafts, start: 2024-07-01, end: 2024-08-31}
            - {title: Vote, start: 2024-09-01, end: 2024-09-30}
        - published_on: 2024-06-20
          note: The drafts take longer.
          phases:
            - {title: Ideas, start: 2024-05-01, end: 2024-06-01}
            - {title: Drafts, start: 2024-07-01, end: 2024-09-15}
            - {title: Comments, start: 2024-09-16, end: 2024-10-15}
            - {title: Last words, start: 2024-11-01, end: 2024-11-30}
    """),
    f"{PLAN}/versions/draft-1.md": page("date: 2024-07-01\nlabel: First draft\nsummary: Six ideas.", "The draft.\n"),
    f"{PLAN}/versions/final.md": page("date: 2024-12-10\nlabel: Final", "The end.\n"),
    f"{OPEN}/clinics/commitment.md": page(
        """
        title: {en: Open clinics, fr: Cliniques ouvertes}
        number: 10
        ogp_id: WH0010
        theme: health
        lead: [health, office]
        supporting: {government: [office], civil_society: [watch, The neighbours], other: [house]}
        contact: {name: The unit, role: Desk, email: desk@health.example}
        start: 2025-02-01
        end: 2028-06-30
        summary: Waiting times.
        problem: Long queues.
        causes: Few rooms.
        done_so_far: Little.
        solution: Publish.
        results: Shorter queues.
        transparency: Numbers.
        accountability: Names.
        participation: Meetings.
        values: [transparency, participation]
        policy_areas: [rivers]
        challenge_areas: [open-data]
        sdgs: [3, 16.7]
        budget: {en: 1.10 million, fr: "1,10 million"}
        baseline: Nothing.
        origin: [2024-ideas/c-1]
        carried_over_from: 2023/clinics
        related: [budgets, rights]
        evidence:
          - https://news.example/clinics
          - {title: A film, url: https://drive.google.com/film, archive_url: https://web.archive.org/film, date: 2025-03-01}
        milestones:
          - {key: m1, title: Rooms, number: 1, outputs: A list, verification: Count, indicator: Rooms, baseline: 0, target: 9,
             start: 2025-Q1, due: 2025-12, weight: 0.5, lead: health, evidence: [https://news.example/rooms]}
          - {key: m1-a, title: Part, part_of: m1, due: ongoing}
          - {key: m2, title: {en: Prices, fr: Prix}, due: "2027-Q2", supporting: [river, Some firm]}
          - {key: m3, title: Doors, due: {text: {en: Before the vote, fr: Avant le vote}, by: 2026-05-01}}
          - {key: m4, title: Lights, due: 2026-H1}
          - {key: m5, title: Plants, due: winter 2026}
        """,
        "Why it matters.\n",
    ),
    f"{OPEN}/clinics/commitment.fr.md": page(
        """
        summary: Les délais.
        milestones:
          - {key: m1, title: Salles}
          - {key: m3, outputs: Une porte}
        """,
        "Pourquoi.\n",
    ),
    f"{OPEN}/clinics/progress/2025-h2.md": page(
        """
        reported_on: 2026-01-15
        status: not_started
        milestones:
          m1: {status: limited, percent: 20%, raw_status: Begun, summary: A room., due: 2026-06-30}
          m2: {status: complete, challenges: None.}
        """,
        "First words.\n",
    ),
    f"{OPEN}/clinics/progress/2026-06.md": page(
        """
        reported_on: 2026-07-10
        published_on: 2026-07-12
        reported_by: health
        status: in_progress
        raw_status: Under way
        summary: {en: Half., fr: La moitié.}
        challenges: Money.
        next_steps: More.
        evidence: [{title: Count, file: count.csv, accessible: unknown, date: 2026-07-01}]
        milestones:
          m1:
            status: in_progress
            percent: 50
            evidence: [https://news.example/half, {title: Only words}]
            due: 2027-01-31
          m3: {status: withdrawn}
        """
    ),
    f"{OPEN}/clinics/progress/count.csv": "clinic,minutes\n",
    f"{OPEN}/clinics/progress/2026-06-again.md": page(
        "reported_on: 2026-08-01\nstatus: limited\ncorrection_of: 2026-06\nsummary: We counted twice."
    ),
    f"{OPEN}/clinics/progress/2026-09-watch.md": page(
        "reported_on: 2026-10-01\nstatus: substantial\nreported_by: watch", "They do more than they say.\n"
    ),
    f"{OPEN}/clinics/checks.yaml": listed("""
        - {by: watch, on: 2026-08-01, result: confirmed, status: limited, note: Yes., evidence: [https://watch.example/a]}
        - {by: watch, on: 2026-09-01, result: disputed, status: not_started, note: {en: No., fr: Non.}}
        - {by: river, on: 2026-09-02, result: cannot_verify, milestone: m2}
        - {by: office, on: 2026-09-03, result: confirmed, status: complete}
        - {by: A neighbour, on: 2026-09-04, result: confirmed}
    """),
    f"{OPEN}/budgets.md": page("""
        title: Open budgets
        number: 9
        theme: money
        lead: office
        evidence:
          - https://news.example/1
          - https://news.example/2
          - https://other.example/3
          - https://ogp.wholia.example/here
          - https://drive.google.com/x
        milestones: [{key: m1, title: Print, due: 2026-01-31}]
    """),
    f"{OPEN}/budgets/progress/2026-06.md": page(
        "reported_on: 2026-07-01\nstatus: complete\nmilestones: {m1: {status: complete}}"
    ),
    f"{OPEN}/budgets/checks.yaml": "- {by: river, on: 2026-08-02, result: confirmed, status: complete}\n",
    f"{OPEN}/rights.md": page("""
        title: Rights
        lead: house
        withdrawn: {on: 2026-02-01, reason: {en: No majority., fr: Pas de majorité.}}
        milestones: [{key: m1, title: Law, due: 2025-06}]
    """),
    f"{OPEN}/rights/progress/2025-06.md": page("reported_on: 2025-07-01\nstatus: limited", "A draft.\n"),
    f"{OPEN}/silent.md": page("title: Silent\nnumber: 2b\nlead: river\nend: 2026-10-31\ntheme: money"),
    f"{OPEN}/silent/progress/2026-03-river.md": page("reported_on: 2026-04-01\nreported_by: watch\nstatus: complete"),
    f"{OPEN}/proofless.md": page("title: Proofless\nlead: health\nevidence: [{title: We say so}]"),
    f"{OPEN}/proofless/progress/2026-06.md": page("reported_on: 2026-06-30\nstatus: complete"),
    "content/plans/2023/commitments/clinics.md": page("title: Old clinics\nlead: health\ntheme: old"),
    "content/plans/2023/commitments/clinics/progress/2024-06.md": page("reported_on: 2024-06-30\nstatus: substantial"),
    "content/commitments/alone.md": page("title: Alone\nlead: watch\nstart: 2026-01-01"),
    "content/consultations/2024-ideas/consultation.md": page(
        """
        title: Ideas
        plan: 2025-2028
        mechanism: survey
        opens: 2024-05-01
        closes: 2024-06-01
        announced_on: 2024-04-20
        purpose: To hear.
        audience: [Everybody, {en: Patients, fr: Patients et proches}]
        invited: [watch, The press]
        how_to_take_part: Write.
        submit_url: https://ogp.wholia.example/form
        submit_email: ideas@wholia.example
        platform_url: https://decide.example/ideas
        themes: [health]
        about: [clinics]
        privacy_notice: privacy
        counts: {invited: 100, registered: 12, attended: 9, contributions: 40}
        documents: [{title: Guide, url: https://ogp.wholia.example/guide, type: consultation-report}]
        """,
        "Words.\n",
    ),
    "content/consultations/2024-ideas/contributions.yaml": listed("""
        - {key: c-1, title: Queues, text: Shorter queues., attribution: named, author: Ann Onym, organisation: watch,
           sector: civil-society, consent: {basis: form, on: 2024-05-02}, received_on: 2024-05-02, channel: form,
           about: [2025-2028/clinics, health], votes: {for: 3, against: 1}, attachments: [https://news.example/letter]}
        - {key: c-2, text: Publish prices., attribution: anonymous, received_on: 2024-05-02}
        - {key: c-3, text: Buy my soap., attribution: anonymous, moderation: rejected, moderation_reason: An advert.}
        - {key: c-4, text: Forget it., attribution: organisation, organisation: chamber, received_on: 2024-05-09,
           withdrawn: {on: 2024-06-10, reason: A mistake.}}
        - {key: c-5, text: And now?, attribution: anonymous, received_on: 2024-05-31}
    """),
    "content/consultations/2024-ideas/responses.yaml": listed("""
        - {key: r-1, answers: [c-1], heard: Queues., decision: accepted, reasons: "Yes, now.",
           effects: ["2025-2028/clinics#m1", "2025-2028@final"], by: office, on: 2024-09-01}
        - {key: r-2, answers: [c-2, c-1], decision: not_accepted, reasons: TBD, on: 2024-05-20}
        - {key: r-3, answers: [c-2], decision: deferred, reasons: {en: Later., fr: Plus tard.},
           effects: ["2025-2028/budgets#m1"], on: 2024-12-24}
    """),
    "content/consultations/2026-rivers/consultation.md": page(
        "title: Rivers\nmechanism: workshop\nopens: 2026-11-01\ncloses: 2026-11-24\n"
    ),
    "content/consultations/2026-rivers/contributions.yaml": "- {key: c-1, text: Hm., attribution: anonymous}\n",
    "content/consultations/2027-next/consultation.md": page(
        "title: Next\nplan: 2029\nmechanism: survey\nopens: 2029-05-01\ncloses: 2029-07-01\nannounced_on: 2026-11-01\n"
    ),
    "content/consultations/2025-stop/consultation.md": page(
        "title: Stopped\nplan: 2025-2028\nmechanism: survey\nopens: 2024-08-01\ncloses: 2024-09-01\nstatus: cancelled\n"
    ),
    "content/forum/forum.md": page(
        """
        title: The forum
        mandate: To meet.
        decides: consensus
        quorum: 5
        rules:
          - {title: Rules, date: 2024-01-10, url: https://ogp.wholia.example/rules, note: First.}
          - {title: New rules, date: 2026-01-10, file: rules.pdf}
        members:
          - {organisation: office, person: Ms A, role: co-chair, from: 2024-01-01, selected_by: appointment}
          - {organisation: watch, role: co-chair, from: 2024-06-01, to: 2026-12-31}
          - {organisation: river, from: 2026-01-01}
          - {organisation: house, role: observer}
          - {organisation: chamber, role: alternate, from: 2025-01-01}
        """,
        "About it.\n",
    ),
    "content/forum/rules.pdf": "%PDF-1.4 rules",
    "content/forum/meetings/2024-03-05-first.md": page("title: First\ndate: 2024-03-05\nkind: forum", "Minutes.\n"),
    "content/forum/meetings/2026-05-05-results.md": page(
        """
        title: Results
        date: 2026-05-05
        kind: [forum, results]
        place: Hall
        online_url: https://meet.example/a
        open: open
        attribution: named
        announced_on: 2026-04-01
        minutes_published_on: 2026-06-01
        agenda: [One, {en: Two, fr: Deux}]
        attendance: {invited: 30, registered: 20, attended: 18, government: 9, civil_society: 7, other: 2, women: 10, men: 8}
        organisations: [watch, The press]
        results_presented_on: [2025-2028/clinics]
        comments_collected: 4
        decisions:
          - {key: d-1, text: Count again, owner: health, due: 2026-09, status: open}
          - {key: d-2, text: Print, owner: The printer, due: 2027-01-01}
          - {key: d-3, text: Rest, status: done}
          - {key: d-4, text: Think}
        documents: [{title: Slides, url: https://news.example/slides}]
        recording: {url: https://video.example/a, captions: yes, transcript: https://video.example/a.txt}
        """,
        "Minutes of May.\n",
    ),
    "content/forum/meetings/2026-10-20-quiet.md": page("title: Quiet\ndate: 2026-10-20\nkind: forum"),
    "content/forum/meetings/2027-01-20-next.md": page("title: Next\ndate: 2027-01-20\nkind: [results]"),
    "content/events/2024-06-15-fair.md": page(
        "title: Fair\ndate: 2024-06-15\nkind: [outreach]\nprovider: watch\nplan: 2025-2028\ncommitments: [2025-2028/clinics]",
        "It was.\n",
    ),
    "content/assessments/brief.md": page(
        """
        title: Review
        kind: irm-action-plan-review
        stage: final
        plan: 2025-2028
        by: The IRM
        published_on: 2025-04-20
        documents: [{title: Review, url: https://irm.example/review}]
        codes:
          - {commitment: 2025-2028/clinics, verifiable: yes, ambition: modest, relevance: transparency}
          - {commitment: 2025-2028/budgets, verifiable: no, ambition: substantial}
        recommendations:
          - {key: r-1, text: Go on., response: accepted, response_text: We do., action: 2025-2028/clinics, status: open}
          - {key: r-2, text: Say why.}
        requirements:
          - {number: "1.1", phase: co-creation, met: yes}
          - {number: "4.1", phase: co-creation, met: no, note: Late.}
        """
    ),
    "content/assessments/results-draft.md": page("""
        title: Draft results
        kind: irm-results-report
        stage: for-comment
        plan: 2025-2028
        published_on: 2029-04-01
        codes: [{commitment: 2025-2028/clinics, completion: complete}]
    """),
    "content/assessments/results.md": page("""
        title: Results
        kind: irm-results-report
        plan: 2025-2028
        published_on: 2029-05-10
        codes:
          - {commitment: 2025-2028/clinics, completion: substantial, early_results: moderate}
          - {commitment: 2025-2028/budgets, completion: complete}
          - {commitment: 2025-2028/rights, completion: not_started}
    """),
    "content/assessments/between.md": page(
        "title: Between\nkind: irm-progress-report\nplan: 2025-2028\npublished_on: 2026-10-10\n"
        "codes: [{commitment: 2025-2028/budgets, completion: limited}, {commitment: 2025-2028/clinics, completion: limited}]"
    ),
    "content/assessments/old.md": page(
        "title: Old\nkind: irm-end-of-term-report\nplan: 2023\npublished_on: 2024-10-30\n"
        "codes: [{commitment: 2023/clinics, impact: transformative, completion: complete}]"
    ),
    "content/assessments/mid.md": page(
        "title: Middle\nkind: self-assessment-mid-term\nplan: 2025-2028\npublished_on: 2026-12-20\n"
        "comment_period: {from: 2026-11-20, to: 2026-12-05}\n",
        "We did well.\n",
    ),
    "content/assessments/end.md": page(
        "title: End\nkind: self-assessment-end-of-term\nplan: 2025-2028\npublished_on: 2029-03-20\n"
        "documents: [{url: https://ogp.wholia.example/end, language: fr, type: contribution}]\n"
    ),
    "content/support/grant.md": page("""
        title: Grant
        kind: micro-grant
        provider: A bank
        status: closed
        from: 2025-01-01
        to: 2025-06-30
        amount: {value: 11500.5, currency: USD}
        plan: 2025-2028
        commitments: [2025-2028/clinics]
        events: [2024-06-15-fair]
        outcome: Buses.
        documents: [{title: Account, url: https://news.example/account, type: deliverable, date: 2025-07-01}]
    """),
    "content/documents/letter.md": page(
        "title: Letter\ndate: 2024-05-01\ntype: outreach-invitation\nurl: https://ogp.wholia.example/letter\n"
        "publisher: office\nlanguage: en\nabout: ['plan:2025-2028', 'consultation:2024-ideas']"
    ),
    "content/documents/letter-2.md": page(
        "title: Letter, mended\ndate: 2024-05-03\npublished_on: 2024-05-05\nfile: letter.pdf\nsupersedes: letter\n"
        "about: [2025-2028/clinics]"
    ),
    "content/documents/letter.pdf": "%PDF-1.4 letter",
    "content/documents/count.md": page(
        "title: Count\ndate: 2026-10-01\ntype: progress-report\nurl: https://news.example/count"
    ),
    "content/news/vote.md": page(
        "title: {fr: Vote, en: Vote}\ndate: 2026-03-03\nsummary: Soon.\nabout: [2025-2028/rights]", "News.\n"
    ),
    "content/pages/privacy.md": page("title: Privacy\nnav: 3\ntoc: yes\naliases: [/data/]", "None.\n"),
    "content/pages/accessibility.md": page(
        """
        title: Accessibility
        reviewed_on: 2026-03-01
        statement:
          conformance: partial
          law: Act 7
          prepared_on: 2024-01-01
          assessed: self
          barriers: [{text: Old scans, reason: disproportionate-burden, alternative: Ask, until: 2027-01-01}]
          answer_within_days: 10
          enforcement: {name: Ombudsman, text: Hears., url: https://om.example, email: om@om.example}
        """,
        "We try.\n",
    ),
    "content/home.md": page("title: Welcome\nsummary: Look.", "Home.\n"),
}
