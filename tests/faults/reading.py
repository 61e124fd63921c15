"""Faults in the form of files: characters, YAML, front matter, tables, names, places."""

from __future__ import annotations

from sites import SMALL

from faults.table import (
    ANSWERS,
    BODIES,
    CHECKS,
    COMMITMENT,
    CONSULTATION,
    FOLDER,
    FORUM,
    PLAN,
    REPORT,
    TABLE,
    WORDS,
    Fault,
    added,
    record,
    swap,
)

TITLE = "title: Open clinics"
HEAD = "key,text,attribution,consent.basis\n"

CHARACTERS = [
    added(
        "bytes that aren't UTF-8",
        {COMMITMENT: SMALL[COMMITMENT].replace("Open clinics", "Santé").encode("latin-1")},
        """?""",
    ),
    added("a file in UTF-16", {COMMITMENT: SMALL[COMMITMENT].encode("utf-16")}, """?"""),
    swap("a NUL in the text", COMMITMENT, "Why it", "Why\0 it", """?"""),
    swap("a control character that came with pasted words", COMMITMENT, "Why it", "Why\v it", """?"""),
]

FIELDS = [
    swap("a text with a colon", COMMITMENT, TITLE, "title: Budget: the next step", """?"""),
    swap("a text with a colon in a list", COMMITMENT, "title: Publish prices", "title: Prices: publish them", """?"""),
    swap("a colon at the end of a text", COMMITMENT, TITLE, "title: Open clinics:", """?"""),
    swap("a tab before a field", COMMITMENT, "    title: Publish waiting", "\ttitle: Publish waiting", """?"""),
    swap("a tab in a whole YAML file", BODIES, "  sector: civil", "\tsector: civil", """?"""),
    swap("a double quote that is never closed", COMMITMENT, TITLE, 'title: "Open clinics', """?"""),
    swap("a single quote that is never closed", COMMITMENT, TITLE, "title: 'Open clinics", """?"""),
    swap("an apostrophe that begins a text", CHECKS, "We saw", "'t Was", """?"""),
    swap("words behind a closing quote", COMMITMENT, TITLE, 'title: "Open" clinics', """?"""),
    swap("words behind a closing single quote", COMMITMENT, TITLE, "title: 'Open' clinics", """?"""),
    swap("a field twice", COMMITMENT, TITLE, f"{TITLE}\ntitle: Clinics", """?"""),
    swap("a field twice inside an item", COMMITMENT, "    due: 2025-12", "    due: 2025-12\n    due: 2026-12", """?"""),
    swap("a body twice in the register", BODIES, "watch:", "health:", """?"""),
    swap("a text that begins with a star", COMMITMENT, TITLE, "title: *Open* clinics", """?"""),
    swap("an alias", COMMITMENT, "lead: health", "lead: *body", """?"""),
    swap("an anchor", COMMITMENT, "lead: health", "lead: &body health", """?"""),
    swap("a tag", COMMITMENT, TITLE, "title: !!str Open clinics", """?"""),
    swap("a text that begins with an exclamation mark", COMMITMENT, TITLE, "title: !Open clinics", """?"""),
    swap("a text that begins with @", COMMITMENT, TITLE, "title: @clinics", """?"""),
    swap("a text that begins with %", COMMITMENT, TITLE, "title: %clinics", """?"""),
    swap("a text that begins with a backtick", COMMITMENT, TITLE, "title: `clinics`", """?"""),
    swap("a bracket that is never closed", COMMITMENT, "lead: health", "lead: [health, office", """?"""),
    swap("a brace that is never closed", COMMITMENT, TITLE, "title: {en: Open clinics", """?"""),
    swap("a closing bracket alone", COMMITMENT, "lead: health", "lead: health]", """?"""),
    swap(
        "an indentation that fits nothing", COMMITMENT, "    title: Publish prices", "   title: Publish prices", """?"""
    ),
    swap("a field indented too far", COMMITMENT, "lead: health", "  lead: health", """?"""),
    swap("a line without a colon", COMMITMENT, "lead: health", "lead health", """?"""),
    swap("no blank behind the colon", COMMITMENT, "lead: health", "lead:health", """?"""),
    swap("a list item beside a field", COMMITMENT, "lead: health", "lead: - health", """?"""),
    swap("a list for a name", COMMITMENT, "lead: health", "? [lead]\n: health", """?"""),
    swap(
        "a list where fields should stand", COMMITMENT, TITLE + "\nlead: health\ntheme: health\n", "- Open\n", """?"""
    ),
    added("a text where fields should stand", {FORUM: "---\nThe forum\n---\n"}, """?"""),
    added("another document inside", {BODIES: SMALL[BODIES].replace("watch:", "---\nwatch:")}, """?"""),
    swap("nesting without an end", COMMITMENT, "lead: health", f"lead: {'[' * 40}health{']' * 40}", """?"""),
]

FRONT_MATTER = [
    swap("no first line of hyphens", COMMITMENT, "---\ntitle", "title", """?"""),
    swap("no second line of hyphens", COMMITMENT, "2027-Q2\n---\n", "2027-Q2\n\n", """?"""),
    added("an empty record", {COMMITMENT: ""}, """?"""),
    added("a record without any field", {FORUM: "---\n---\nWords.\n"}, """?"""),
]

SHAPES = [
    added("a list where the register should be", {BODIES: "- name: Office\n  sector: government\n"}, """?"""),
    added("a text for a body", {BODIES: SMALL[BODIES] + "court: The court\n"}, """?"""),
    added("a text for the whole register", {BODIES: "office\n"}, """?"""),
    added("fields where a list should be", {CHECKS: "by: watch\non: 2026-08-01\nresult: disputed\n"}, """?"""),
    added("a text in a list of records", {WORDS: SMALL[WORDS] + "- Please.\n"}, """?"""),
    swap("an item without a key", WORDS, "- key: c-2\n  text", "- text", """?"""),
    swap("an item with an empty key", WORDS, "key: c-2", "key:", """?"""),
    swap("an item with a key that is no key", WORDS, "key: c-2", "key: C 2", """?"""),
    swap("two items alike", WORDS, "key: c-2", "key: c-1", """?"""),
    swap("two milestones alike", COMMITMENT, "key: m2", "key: m1", """?"""),
    swap("a milestone's key that is no key", COMMITMENT, "key: m2", "key: M 2", """?"""),
    swap("a body's key that is no key", BODIES, "watch:", "Citizens Watch:", """?"""),
]

TABLES = [
    added(
        "a column that no field has",
        {WORDS: None, TABLE: "key,text,atribution\nc-1,Hello,anonymous\nc-2,Hi,anonymous\n"},
        """?""",
    ),
    added(
        "a row with too many cells",
        {WORDS: None, TABLE: HEAD + 'c-1,"Hello,\nyou",anonymous,\nc-2,Hello, you,anonymous,\n'},
        """?""",
    ),
    added("a quote that is never closed", {WORDS: None, TABLE: HEAD + 'c-1,"Hello,anonymous,\n'}, """?"""),
    added(
        "words behind a quote",
        {WORDS: None, TABLE: HEAD + 'c-1,Hello,anonymous,\nc-2,"Hello" you,anonymous,\n'},
        """?""",
    ),
    added("a row without a key", {WORDS: None, TABLE: HEAD + "c-1,Hello,anonymous,\n,Hello,anonymous,\n"}, """?"""),
    added("two rows alike", {WORDS: None, TABLE: HEAD + "c-1,Hello,anonymous,\nc-1,Hello,anonymous,\n"}, """?"""),
    added(
        "a wrong choice in a row",
        {WORDS: None, TABLE: HEAD + 'c-1,"Hello\nyou",anonymous,\nc-2,"Hello\n\nyou",nobody,\n'},
        """?""",
    ),
    added(
        "a table without a key column",
        {WORDS: None, ANSWERS: None, TABLE: "text;attribution\nHello;anonymous\n"},
        """?""",
    ),
    added(
        "a column that stands twice", {WORDS: None, TABLE: "key,text,text,attribution\nc-1,A,B,anonymous\n"}, """?"""
    ),
    added("a table beside the list, with one key in both", {TABLE: HEAD + "c-1,Hello,anonymous,\n"}, """?"""),
]

NAMES = [
    added("capitals in a name", {"content/pages/About-Us.md": record("title: About")}, """?"""),
    added("blanks in a name", {"content/pages/about us.md": record("title: About")}, """?"""),
    added("an accent in a name", {"content/news/santé.md": record("title: Health\ndate: 2026-01-01")}, """?"""),
    added("a name in another script", {"content/news/новости.md": record("title: News\ndate: 2026-01-01")}, """?"""),
    added("a point in a name", {"content/pages/about.us-now.md": record("title: About")}, """?"""),
    added(
        "capitals in a folder's name",
        {"content/plans/Plan-4/plan.md": record("title: P\nstart: 2029-01-01\nend: 2030-12-31")},
        """?""",
    ),
    added(
        "a misspelt file name", {COMMITMENT: None, f"{FOLDER}/comitment.md": SMALL[COMMITMENT], ANSWERS: None}, """?"""
    ),
    added(
        "another ending",
        {
            PLAN: None,
            "content/plans/2025-2028/plan.yml": "title: P\n",
            COMMITMENT: None,
            REPORT: None,
            CHECKS: None,
            CONSULTATION: None,
            WORDS: None,
            ANSWERS: None,
        },
        """?""",
    ),
    added("a wrong ending of the register", {"content/organisations.yml": "court:\n  name: Court\n"}, """?"""),
    added("a file that no rule covers", {"content/notes.txt": "x"}, """?"""),
    added(
        "a record in the wrong folder",
        {"content/meetings/2026-01-01-talk.md": record("title: Talk\ndate: 2026-01-01")},
        """?""",
    ),
    added("a page in a folder of pages", {"content/pages/more/about.md": record("title: About")}, """?"""),
    added("a file that nobody mentions, in a record's own folder", {f"{FOLDER}/waiting.pdf": b"%PDF"}, """?"""),
    added(
        "two files that differ by capitals",
        {
            "content/news/a/news.md": record("title: News\ndate: 2026-01-01\n", "![](photo.jpg) ![](Photo.jpg)"),
            "content/news/a/photo.jpg": b"1",
            "content/news/a/Photo.jpg": b"2",
        },
        """?""",
    ),
    added("two records at one address", {f"{FOLDER}.md": record("title: Clinics\nlead: health")}, """?"""),
    added(
        "a meeting with the name of a forum",
        {
            "content/forum/south/forum.md": record("title: South"),
            "content/forum/meetings/south.md": record("title: South\ndate: 2026-01-01\nforum: forum"),
        },
        """?""",
    ),
    added("a page at an address of the site's own", {"content/pages/plans.md": record("title: Plans")}, """?"""),
    added("a page where another kind lives", {"content/pages/assets.md": record("title: Assets")}, """?"""),
    added(
        "a contribution where the list of all is",
        {
            WORDS: None,
            ANSWERS: None,
            "content/consultations/2024-ideas/contributions/contributions.md": record(
                "text: Hello\nattribution: anonymous"
            ),
        },
        """?""",
    ),
    added("a translation without its original", {"content/pages/about.fr.md": record("title: À propos")}, """?"""),
    added("a translation into an unknown language", {f"{FOLDER}/commitment.es.md": record("title: Clínicas")}, """?"""),
    added("a translation into the first language", {f"{FOLDER}/commitment.en.md": record("title: Clinics")}, """?"""),
]

READING: list[Fault] = [*CHARACTERS, *FIELDS, *FRONT_MATTER, *SHAPES, *TABLES, *NAMES]
