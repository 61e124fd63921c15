"""Faults in the form of files: characters, YAML, front matter, tables, names, places."""

# ruff: noqa: E501 - what an editor reads stands on one line

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
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: a character of line 2 is not UTF-8 (byte 0xe9)  [encoding]
       = save the file again with the encoding UTF-8
""",
    ),
    added(
        "a file in UTF-16",
        {COMMITMENT: SMALL[COMMITMENT].encode("utf-16")},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:1: error: the file is saved as UTF-16, not as UTF-8  [encoding]
       = save the file again with the encoding UTF-8
""",
    ),
    swap(
        "a NUL in the text",
        COMMITMENT,
        "Why it",
        "Why\0 it",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:13: error: line 13 holds an invisible control character (code 0)  [encoding]
       = delete it; it often comes with pasted text
""",
    ),
    swap(
        "a control character that came with pasted words",
        COMMITMENT,
        "Why it",
        "Why\v it",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:13: error: line 13 holds an invisible control character (code 11)  [encoding]
       = delete it; it often comes with pasted text
""",
    ),
]

FIELDS = [
    swap(
        "a text with a colon",
        COMMITMENT,
        TITLE,
        "title: Budget: the next step",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: a text with a colon must stand in quotes  [yaml]
     2 | title: Budget: the next step
       = write title: "Budget: the next step"
""",
    ),
    swap(
        "a text with a colon in a list",
        COMMITMENT,
        "title: Publish prices",
        "title: Prices: publish them",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:10: error: a text with a colon must stand in quotes  [yaml]
    10 |     title: Prices: publish them
       = write title: "Prices: publish them"
""",
    ),
    swap(
        "a colon at the end of a text",
        COMMITMENT,
        TITLE,
        "title: Open clinics:",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: a text with a colon must stand in quotes  [yaml]
     2 | title: Open clinics:
       = write title: "Open clinics:"
""",
    ),
    swap(
        "a tab before a field",
        COMMITMENT,
        "    title: Publish waiting",
        "\ttitle: Publish waiting",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:7: error: the line is indented with a tab  [yaml]
     7 | →   title: Publish waiting times
       = use spaces: two for each level
""",
    ),
    swap(
        "a tab in a whole YAML file",
        BODIES,
        "  sector: civil",
        "\tsector: civil",
        """\
content/organisations.yaml:9: error: the line is indented with a tab  [yaml]
     9 | →   sector: civil-society
       = use spaces: two for each level
""",
    ),
    swap(
        "a double quote that is never closed",
        COMMITMENT,
        TITLE,
        'title: "Open clinics',
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: a quotation mark opens here and is never closed  [yaml]
     2 | title: "Open clinics
       = close it, or leave both quotation marks out
""",
    ),
    swap(
        "a single quote that is never closed",
        COMMITMENT,
        TITLE,
        "title: 'Open clinics",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: a quotation mark opens here and is never closed  [yaml]
     2 | title: 'Open clinics
       = close it, or leave both quotation marks out
""",
    ),
    swap(
        "an apostrophe that begins a text",
        CHECKS,
        "We saw",
        "'t Was",
        """\
content/plans/2025-2028/commitments/open-clinics/checks.yaml:4: error: a quotation mark opens here and is never closed  [yaml]
     4 |   note: 't Was a quarter of the clinics.
       = close it, or leave both quotation marks out
""",
    ),
    swap(
        "words behind a closing quote",
        COMMITMENT,
        TITLE,
        'title: "Open" clinics',
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: words stand behind a closing quotation mark  [yaml]
     2 | title: "Open" clinics
       = put the whole text in one pair of quotation marks
""",
    ),
    swap(
        "words behind a closing single quote",
        COMMITMENT,
        TITLE,
        "title: 'Open' clinics",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: words stand behind a closing quotation mark  [yaml]
     2 | title: 'Open' clinics
       = put the whole text in one pair of quotation marks
""",
    ),
    swap(
        "a field twice",
        COMMITMENT,
        TITLE,
        f"{TITLE}\ntitle: Clinics",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: title: this field stands here twice, first in line 2  [duplicate-key]
     3 | title: Clinics
       = keep one of them
""",
    ),
    swap(
        "a field twice inside an item",
        COMMITMENT,
        "    due: 2025-12",
        "    due: 2025-12\n    due: 2026-12",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:9: error: due: this field stands here twice, first in line 8  [duplicate-key]
     9 |     due: 2026-12
       = keep one of them
""",
    ),
    swap(
        "a body twice in the register",
        BODIES,
        "watch:",
        "health:",
        """\
content/forum/forum.md:5: error: there is no organisation 'watch'  [reference]
     5 |   - organisation: watch
       = known: health, office
content/organisations.yaml:7: error: health: this field stands here twice, first in line 4  [duplicate-key]
     7 | health:
       = keep one of them
""",
    ),
    swap(
        "a text that begins with a star",
        COMMITMENT,
        TITLE,
        "title: *Open* clinics",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: a text that begins with * must stand in quotes  [yaml]
     2 | title: *Open* clinics
       = put the whole text in quotes
""",
    ),
    swap(
        "an alias",
        COMMITMENT,
        "lead: health",
        "lead: *body",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: `*body` stands for another value  [alias]
     3 | lead: *body
       = write the value out, or quote it
""",
    ),
    swap(
        "an anchor",
        COMMITMENT,
        "lead: health",
        "lead: &body health",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: `&body` names a value  [alias]
     3 | lead: &body health
       = remove the name, or put the text in quotes
""",
    ),
    swap(
        "a tag",
        COMMITMENT,
        TITLE,
        "title: !!str Open clinics",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: the tag `!!str` is not used here  [alias]
     2 | title: !!str Open clinics
       = remove it, or put the text in quotes
""",
    ),
    swap(
        "a text that begins with an exclamation mark",
        COMMITMENT,
        TITLE,
        "title: !Open clinics",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: the tag `!Open` is not used here  [alias]
     2 | title: !Open clinics
       = remove it, or put the text in quotes
""",
    ),
    swap(
        "a text that begins with @",
        COMMITMENT,
        TITLE,
        "title: @clinics",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: a text that begins with @ must stand in quotes  [yaml]
     2 | title: @clinics
       = put the whole text in quotes
""",
    ),
    swap(
        "a text that begins with %",
        COMMITMENT,
        TITLE,
        "title: %clinics",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: a text that begins with % must stand in quotes  [yaml]
     2 | title: %clinics
       = put the whole text in quotes
""",
    ),
    swap(
        "a text that begins with a backtick",
        COMMITMENT,
        TITLE,
        "title: `clinics`",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: a text that begins with ` must stand in quotes  [yaml]
     2 | title: `clinics`
       = put the whole text in quotes
""",
    ),
    swap(
        "a bracket that is never closed",
        COMMITMENT,
        "lead: health",
        "lead: [health, office",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: a bracket `[` or `{` opens here and is never closed, or a comma is missing  [yaml]
     3 | lead: [health, office
       = close it, or put the text in quotes
""",
    ),
    swap(
        "a brace that is never closed",
        COMMITMENT,
        TITLE,
        "title: {en: Open clinics",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: a bracket `[` or `{` opens here and is never closed, or a comma is missing  [yaml]
     2 | title: {en: Open clinics
       = close it, or put the text in quotes
""",
    ),
    swap(
        "a closing bracket alone",
        COMMITMENT,
        "lead: health",
        "lead: health]",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: there is no organisation 'health]'  [reference]
     3 | lead: health]
       = did you mean 'health'?
""",
    ),
    swap(
        "an indentation that fits nothing",
        COMMITMENT,
        "    title: Publish prices",
        "   title: Publish prices",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:10: error: the indentation does not fit the lines above  [yaml]
    10 |    title: Publish prices
       = items of one list or record begin in one column
""",
    ),
    swap(
        "a field indented too far",
        COMMITMENT,
        "lead: health",
        "  lead: health",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: a colon stands where none can be  [yaml]
     3 |   lead: health
       = is the line before indented rightly, or a quote missing?
""",
    ),
    swap(
        "a line without a colon",
        COMMITMENT,
        "lead: health",
        "lead health",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: this line is neither a field (`name: value`) nor part of one  [yaml]
     3 | lead health
       = add `name:` before it, or indent it further
""",
    ),
    swap(
        "a first line without a colon",
        COMMITMENT,
        "title: Open clinics",
        "title Open clinics",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: this line is neither a field (`name: value`) nor part of one  [yaml]
     2 | title Open clinics
       = add `name:` before it, or indent it further
""",
    ),
    swap(
        "a first line without a blank behind its colon",
        COMMITMENT,
        "title: Open clinics",
        "title:Open clinics",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:2: error: a blank is missing behind the colon  [yaml]
     2 | title:Open clinics
       = write `name: value`
""",
    ),
    swap(
        "no blank behind the colon",
        COMMITMENT,
        "lead: health",
        "lead:health",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: a blank is missing behind the colon  [yaml]
     3 | lead:health
       = write `name: value`
""",
    ),
    swap(
        "a list item beside a field",
        COMMITMENT,
        "lead: health",
        "lead: - health",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: a list can't begin on this line  [yaml]
     3 | lead: - health
       = begin each item `- ` on a line of its own
""",
    ),
    swap(
        "a list for a name",
        COMMITMENT,
        "lead: health",
        "? [lead]\n: health",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: a field needs a name before its colon  [yaml]
     3 | ? [lead]
       = write `name: value`
""",
    ),
    added(
        "a list where fields should stand",
        {FORUM: "---\n- title: Forum\n---\n"},
        """\
content/forum/forum.md:2: error: here should stand fields such as `title: …`, each on its own line  [value]
     2 | - title: Forum
       = see the examples in the docs
""",
    ),
    added(
        "a text where fields should stand",
        {FORUM: "---\nThe forum\n---\n"},
        """\
content/forum/forum.md:2: error: here should stand fields such as `title: …`, each on its own line  [value]
     2 | The forum
       = see the examples in the docs
""",
    ),
    added(
        "another document inside",
        {BODIES: SMALL[BODIES].replace("watch:", "---\nwatch:")},
        """\
content/organisations.yaml:7: error: a second `---` begins another document inside the fields  [yaml]
     7 | ---
       = a record has one block of fields; remove the line `---`
""",
    ),
    swap(
        "nesting without an end",
        COMMITMENT,
        "lead: health",
        f"lead: {'[' * 40}health{']' * 40}",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:3: error: the fields are nested deeper than 30 levels  [yaml]
     3 | lead: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[health]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
       = simplify the record
""",
    ),
]

FRONT_MATTER = [
    swap(
        "no first line of hyphens",
        COMMITMENT,
        "---\ntitle",
        "title",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:1: error: the file does not begin with a line `---`  [front-matter]
     1 | title: Open clinics
       = a record begins with `---`, its fields (such as `title: …`), and another `---`
""",
    ),
    swap(
        "no second line of hyphens",
        COMMITMENT,
        "2027-Q2\n---\n",
        "2027-Q2\n\n",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:1: error: the fields begin with `---`, but no second `---` ends them  [front-matter]
     1 | ---
       = put a line `---` after the last field, before the text
""",
    ),
    added(
        "an empty record",
        {COMMITMENT: ""},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:1: error: the file does not begin with a line `---`  [front-matter]
       = a record begins with `---`, its fields (such as `title: …`), and another `---`
""",
    ),
    added(
        "a record without any field",
        {FORUM: "---\n---\nWords.\n"},
        """\
content/forum/forum.md:1: error: title: this field is required  [missing]
     1 | ---
       = add a line `title: …`
""",
    ),
]

SHAPES = [
    added(
        "a list where the register should be",
        {BODIES: "- name: Office\n  sector: government\n"},
        """\
content/organisations.yaml:1: error: here should stand a key for each record, followed by its fields  [value]
     1 | - name: Office
       = see the examples in the docs
""",
    ),
    added(
        "a text for a body",
        {BODIES: SMALL[BODIES] + "court: The court\n"},
        """\
content/organisations.yaml:10: error: here should stand fields below 'court', each on its own line  [value]
    10 | court: The court
       = see the examples in the docs
""",
    ),
    added(
        "a text for the whole register",
        {BODIES: "office\n"},
        """\
content/organisations.yaml:1: error: here should stand a key for each record, followed by its fields  [value]
     1 | office
       = see the examples in the docs
""",
    ),
    added(
        "fields where a list should be",
        {CHECKS: "by: watch\non: 2026-08-01\nresult: disputed\n"},
        """\
content/plans/2025-2028/commitments/open-clinics/checks.yaml:1: error: here should stand a list: each record begins with `- `  [value]
     1 | by: watch
       = see the examples in the docs
""",
    ),
    added(
        "a text in a list of records",
        {WORDS: SMALL[WORDS] + "- Please.\n"},
        """\
content/consultations/2024-ideas/contributions.yaml:9: error: here should stand fields, each on its own line  [value]
     9 | - Please.
       = see the examples in the docs
""",
    ),
    swap(
        "an item without a key",
        WORDS,
        "- key: c-2\n  text",
        "- text",
        """\
content/consultations/2024-ideas/contributions.yaml:5: error: key: this item has no key  [missing]
     5 | - text: Publish the prices.
       = add a line such as `key: c-001`; it is permanent
""",
    ),
    swap(
        "an item with an empty key",
        WORDS,
        "key: c-2",
        "key:",
        """\
content/consultations/2024-ideas/contributions.yaml:5: error: key: this item has no key  [missing]
     5 | - key:
       = add a line such as `key: c-001`; it is permanent
""",
    ),
    swap(
        "an item with a key that is no key",
        WORDS,
        "key: c-2",
        "key: C 2",
        """\
content/consultations/2024-ideas/contributions.yaml:5: error: key: 'C 2' holds more than small letters a-z, digits and hyphens  [name]
     5 | - key: C 2
       = write 'c-2'
""",
    ),
    swap(
        "two items alike",
        WORDS,
        "key: c-2",
        "key: c-1",
        """\
content/consultations/2024-ideas/contributions.yaml:5: error: the key 'c-1' is already used by another contribution  [collision]
     5 | - key: c-1
       = give one of them another key
       = see also content/consultations/2024-ideas/contributions.yaml:1
""",
    ),
    swap(
        "two milestones alike",
        COMMITMENT,
        "key: m2",
        "key: m1",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:9: error: milestones: the key 'm1' is already used in line 6  [collision]
     9 |   - key: m1
       = give one of them another key
""",
    ),
    swap(
        "a milestone's key that is no key",
        COMMITMENT,
        "key: m2",
        "key: M 2",
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.md:9: error: milestones.M 2.key: 'M 2' holds more than small letters a-z, digits and hyphens  [name]
     9 |   - key: M 2
       = write 'm-2'
""",
    ),
    swap(
        "a body's key that is no key",
        BODIES,
        "watch:",
        "Citizens Watch:",
        """\
content/forum/forum.md:5: error: there is no organisation 'watch'  [reference]
     5 |   - organisation: watch
       = known: Citizens Watch, health, office
content/organisations.yaml:7: error: the key 'Citizens Watch' holds more than small letters a-z, digits and hyphens  [name]
     7 | Citizens Watch:
       = write 'citizens-watch'
""",
    ),
]

TABLES = [
    added(
        "a column that no field has",
        {WORDS: None, TABLE: "key,text,atribution\nc-1,Hello,anonymous\nc-2,Hi,anonymous\n"},
        """\
content/consultations/2024-ideas/contributions.csv:1: error: atribution: there is no such column  [unknown-key]
     1 | key,text,atribution
       = did you mean 'attribution'?
""",
    ),
    added(
        "a row with too many cells",
        {WORDS: None, TABLE: HEAD + 'c-1,"Hello,\nyou",anonymous,\nc-2,Hello, you,anonymous,form\n'},
        """\
content/consultations/2024-ideas/contributions.csv:4: error: the row has 5 cells, but only 4 columns have names  [value]
     4 | c-2,Hello, you,anonymous,form
       = a cell that holds the sign between the cells must stand in quotation marks
""",
    ),
    added(
        "a quote that is never closed",
        {WORDS: None, TABLE: HEAD + 'c-1,"Hello,anonymous,\n'},
        """\
content/consultations/2024-ideas/contributions.csv:2: error: a quotation mark opens in this row and is never closed  [value]
     2 | c-1,"Hello,anonymous,
       = put the whole cell in quotation marks, and write those inside it twice: "He said ""yes""."
""",
    ),
    added(
        "words behind a quote",
        {WORDS: None, TABLE: HEAD + 'c-1,Hello,anonymous,\nc-2,"Hello" you,anonymous,\n'},
        """\
content/consultations/2024-ideas/contributions.csv:3: error: words stand behind a closing quotation mark  [value]
     3 | c-2,"Hello" you,anonymous,
       = put the whole cell in quotation marks, and write those inside it twice: "He said ""yes""."
""",
    ),
    added(
        "a row without a key",
        {WORDS: None, TABLE: HEAD + "c-1,Hello,anonymous,\n,Hello,anonymous,\n"},
        """\
content/consultations/2024-ideas/contributions.csv:3: error: key: this item has no key  [missing]
     3 | ,Hello,anonymous,
       = fill the cell in the column key, for example with c-001; it is permanent
""",
    ),
    added(
        "two rows alike",
        {WORDS: None, TABLE: HEAD + "c-1,Hello,anonymous,\nc-1,Hello,anonymous,\n"},
        """\
content/consultations/2024-ideas/contributions.csv:3: error: the key 'c-1' is already used by another contribution  [collision]
     3 | c-1,Hello,anonymous,
       = give one of them another key
       = see also content/consultations/2024-ideas/contributions.csv:2
""",
    ),
    added(
        "a wrong choice in a row",
        {WORDS: None, TABLE: HEAD + 'c-1,"Hello\nyou",anonymous,\nc-2,"Hello\n\nyou",nobody,\n'},
        """\
content/consultations/2024-ideas/contributions.csv:4: error: attribution: 'nobody' is not understood  [value]
     4 | c-2,"Hello
       = one of: named, organisation, pseudonym, anonymous, withheld
""",
    ),
    added(
        "a table without a key column",
        {WORDS: None, ANSWERS: None, TABLE: "text;attribution\nHello;anonymous\n"},
        """\
content/consultations/2024-ideas/contributions.csv:1: error: key: the table has no such column, and it is required  [missing]
     1 | text;attribution
       = the first line names the columns, for example: key,text,attribution
""",
    ),
    added(
        "a column that stands twice",
        {WORDS: None, TABLE: "key,text,text,attribution\nc-1,A,B,anonymous\n"},
        """\
content/consultations/2024-ideas/contributions.csv:1: error: text: this column stands here twice  [duplicate-key]
     1 | key,text,text,attribution
       = keep one of them
""",
    ),
    added(
        "a table beside the list, with one key in both",
        {TABLE: HEAD + "c-1,Hello,anonymous,\n"},
        """\
content/consultations/2024-ideas/contributions.yaml:1: error: the key 'c-1' is already used by another contribution  [collision]
     1 | - key: c-1
       = give one of them another key
       = see also content/consultations/2024-ideas/contributions.csv:2
""",
    ),
]

NAMES = [
    added(
        "capitals in a name",
        {"content/pages/About-Us.md": record("title: About")},
        """\
content/pages/About-Us.md: error: the name 'About-Us' holds more than small letters a-z, digits and hyphens  [name]
       = rename it to 'about-us'
""",
    ),
    added(
        "blanks in a name",
        {"content/pages/about us.md": record("title: About")},
        """\
content/pages/about us.md: error: the name 'about us' holds more than small letters a-z, digits and hyphens  [name]
       = rename it to 'about-us'
""",
    ),
    added(
        "an accent in a name",
        {"content/news/santé.md": record("title: Health\ndate: 2026-01-01")},
        """\
content/news/santé.md: error: the name 'santé' holds more than small letters a-z, digits and hyphens  [name]
       = rename it to 'sante'
""",
    ),
    added(
        "a name in another script",
        {"content/news/новости.md": record("title: News\ndate: 2026-01-01")},
        """\
content/news/новости.md: error: the name 'новости' holds more than small letters a-z, digits and hyphens  [name]
       = rename it with the letters a-z
""",
    ),
    added(
        "a point in a name",
        {"content/pages/about.us-now.md": record("title: About")},
        """\
content/pages/about.us-now.md: error: a translation into 'us-now', which `languages` in site.yaml doesn't list  [language]
       = the site's languages: en, fr
""",
    ),
    added(
        "capitals in a folder's name",
        {"content/plans/Plan-4/plan.md": record("title: P\nstart: 2029-01-01\nend: 2030-12-31")},
        """\
content/plans/Plan-4/plan.md: error: the name 'Plan-4' holds more than small letters a-z, digits and hyphens  [name]
       = rename it to 'plan-4'
""",
    ),
    added(
        "a misspelt file name",
        {COMMITMENT: None, f"{FOLDER}/comitment.md": SMALL[COMMITMENT], ANSWERS: None},
        """\
content/plans/2025-2028/commitments/open-clinics/checks.yaml: error: this belongs to the commitment '2025-2028/open-clinics', which is missing  [reference]
       = its own file is called commitment.md; look for a slip in the names of files and folders
content/plans/2025-2028/commitments/open-clinics/comitment.md: error: nothing reads this file  [unread]
       = did you mean 'commitment.md'?
""",
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
        """\
content/plans/2025-2028/plan.yml: error: nothing reads this file  [unread]
       = did you mean 'plan.md'?
""",
    ),
    added(
        "a wrong ending of the register",
        {"content/organisations.yml": "court:\n  name: Court\n"},
        """\
content/organisations.yml: error: nothing reads this file  [unread]
       = did you mean 'organisations.yaml'?
""",
    ),
    added(
        "a file that no rule covers",
        {"content/notes.txt": "x"},
        """\
content/notes.txt: error: nothing reads this file  [unread]
       = move it, or mention it in a record
""",
    ),
    added(
        "a record in the wrong folder",
        {"content/meetings/2026-01-01-talk.md": record("title: Talk\ndate: 2026-01-01")},
        """\
content/meetings/2026-01-01-talk.md: error: nothing reads this file  [unread]
       = move it, or mention it in a record
""",
    ),
    added(
        "a page in a folder of pages",
        {"content/pages/more/about.md": record("title: About")},
        """\
content/pages/more/about.md: error: nothing reads this file  [unread]
       = move it, or mention it in a record
""",
    ),
    added(
        "a file that nobody mentions, in a record's own folder",
        {f"{FOLDER}/waiting.pdf": b"%PDF"},
        """\
content/plans/2025-2028/commitments/open-clinics/waiting.pdf: warning: nothing mentions this file; it is not published  [unmentioned]
       = add it to `evidence` or `documents`, or move it away
""",
    ),
    added(
        "two files that differ by capitals",
        {
            "content/news/a/news.md": record("title: News\ndate: 2026-01-01\n", "![](photo.jpg) ![](Photo.jpg)"),
            "content/news/a/photo.jpg": b"1",
            "content/news/a/Photo.jpg": b"2",
        },
        """\
content/news/a/photo.jpg: error: this file and 'content/news/a/Photo.jpg' differ only by capital letters  [collision]
       = many computers can't tell them apart; rename one
       = see also content/news/a/Photo.jpg
""",
    ),
    added(
        "two records at one address",
        {f"{FOLDER}.md": record("title: Clinics\nlead: health")},
        """\
content/plans/2025-2028/commitments/open-clinics.md: error: the key 'open-clinics' is already used by another commitment  [collision]
       = give one of them another key
       = see also content/plans/2025-2028/commitments/open-clinics/commitment.md
""",
    ),
    added(
        "a meeting with the name of a forum",
        {
            "content/forum/south/forum.md": record("title: South"),
            "content/forum/meetings/south.md": record("title: South\ndate: 2026-01-01\nforum: forum"),
        },
        """\
content/forum/meetings/south.md:2: error: this record would be published at /forum/south/, where another one already is  [collision]
     2 | title: South
       = rename one of them
       = see also content/forum/south/forum.md:2
""",
    ),
    added(
        "a page at an address of the site's own",
        {"content/pages/plans.md": record("title: Plans")},
        """\
content/pages/plans.md:2: error: this record would be published at /plans/, an address that the site itself needs  [collision]
     2 | title: Plans
       = give it another name
""",
    ),
    added(
        "a page with the name of a language",
        {"content/pages/fr.md": record("title: France")},
        """\
content/pages/fr.md:2: error: this record would be published at /fr/, an address that the site itself needs  [collision]
     2 | title: France
       = give it another name
""",
    ),
    added(
        "a contribution where the list of all is",
        {
            WORDS: None,
            ANSWERS: None,
            "content/consultations/2024-ideas/contributions/contributions.md": record(
                "text: Hello\nattribution: anonymous"
            ),
        },
        """\
content/consultations/2024-ideas/contributions/contributions.md:2: error: this record would be published at /consultations/2024-ideas/contributions/, an address that the site itself needs  [collision]
     2 | text: Hello
       = give it another name
""",
    ),
    added(
        "a translation without its original",
        {"content/pages/about.fr.md": record("title: À propos")},
        """\
content/pages/about.fr.md: error: this is a translation, but the record it translates is missing  [unread]
       = the record's own file has the same name without .fr
""",
    ),
    added(
        "a translation into an unknown language",
        {f"{FOLDER}/commitment.es.md": record("title: Clínicas")},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.es.md: error: a translation into 'es', which `languages` in site.yaml doesn't list  [language]
       = the site's languages: en, fr
""",
    ),
    added(
        "a translation into the first language",
        {f"{FOLDER}/commitment.en.md": record("title: Clinics")},
        """\
content/plans/2025-2028/commitments/open-clinics/commitment.en.md: error: this is a translation into 'en', the site's first language  [language]
       = write these words into the record's own file, whose name has no .en
""",
    ),
]

READING: list[Fault] = [*CHARACTERS, *FIELDS, *FRONT_MATTER, *SHAPES, *TABLES, *NAMES]
