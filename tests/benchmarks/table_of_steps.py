"""The steps of a build, and the functions of the program that do each: where the clocks of `benchmarks.steps` are put.

A function that is gone, or that a cold build never calls, ends the run: what it did would silently go to another step.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Step(NamedTuple):
    """A step and its functions, named as `module:name` below `ogpsite`. A `whole` one is clocked with all it calls."""

    name: str
    functions: tuple[str, ...]
    whole: bool = False


WHY = {  # why a step takes more than its floor, for the table in docs/speed.md
    "opening the program and its libraries": "the program's own modules; record types and nouns, without their methods",
    "templates opened": "what each names is looked for, hashed and kept; the looks of the site",
    "files found and read": "each name is matched with the kinds of records, each file asked for its size and times",
    "front matter (YAML)": "each value becomes a node with its line, and is checked for what YAML may not say here",
    "validation": "each field is read as its declaration says, and may be wrong in many ways",
    "relations": "references, texts and files are looked for in the fields that may hold them",
    "Markdown to HTML": "less than the library by itself: nothing looks whose sign isn't in the text (`converter.py`)",
    "sanitising": "links and pictures are noted, and tags that may change looked at after nh3",
    "texts set into pages": "headings get their levels and anchors, links their targets, wherever a text is shown",
    "list of pages": "filters and facts decide which lists have pages",
    "addresses and links checked": "each address and link is looked up, and nothing is made",
    "facts": "pure arithmetic over all records, in Python",
    "self-check": "each rule asks all records; texts are searched for addresses of people",
    "history of the requirements": "every rule on some 30 days; only records that come, go or turn are looked at again",
    "rows of the tables, as CSV and JSON": "each column is asked of each record; cells may not begin formulas",
    "views": "words, links and marks of each page; what many pages show is made once",
    "templates": "nothing",
    "links relative to the page": "the way from the page to each of its 50 addresses",
    "names of pages": "a digest of what each is made by; views are digested by later builds, which compare them",
    "pages filled in and hashed": "the day is filled in, wherever it stands",
    "the workbook": "each cell is written as XML; packed in pieces, so that few are packed anew",
    "icons and cards": "Pillow's own",
    "records as JSON": "each field is asked for, and JSON that people can read is written in Python",
    "figures and charts": "the same, and drawings of SVG",
    "texts of the search": "the bare words of each text",
    "feeds, calendars, site map": "each entry is put together from words and days, escaped and folded",
    "descriptions of the data": "schemas are made of the declarations",
    "what is kept for the next build": "numbers for what each output read, compared, joined and packed",
    "writing": "the output looked through, a list of files, one exchange, the old site taken away",
    "search for garbage": "what lasts is looked through again as more is made",
    "between the steps (not covered)": "calls between them; all outputs in one list",
}


OPENING = "opening the program and its libraries"
GARBAGE = "search for garbage"
REST = "between the steps (not covered)"

STEPS = (
    Step(OPENING, ()),
    Step("templates opened", ("theme:open_theme", "theme:Theme.prepare", "brand:look"), whole=True),
    Step(
        "files found and read",
        ("load.files:listing", "load.files:text_in", "load:load", "cli.keeping:Kept.__init__", "cli.keeping:Kept.keep"),
    ),
    Step("front matter (YAML)", ("load.syntax:parse_yaml", "load:read")),
    Step("validation", ("validate:validate", "validate:settings")),
    Step(
        "relations",
        ("relate:relate", "relate:as_known", "relate:unread_files", "links:sights", "build.edition:used_files"),
    ),
    Step("Markdown to HTML", ("converter:convert",)),
    Step("sanitising", ("prose:clean_all",)),
    Step("texts set into pages", ("prose:render", "prose:relinked", "prose:prepare")),
    Step("list of pages", ("outputs.listing:listed",)),
    Step("addresses and links checked", ("build.edition:misled", "links:dead", "permanence.losses:unanswered")),
    Step(
        "facts",
        (
            *("derive.commitments:commitment_facts", "derive.plans:plan_facts", "derive.plans:current_plan"),
            *("derive.answers:consultation_facts", "derive.gatherings:gathering_facts"),
            *("derive.gatherings:forum_facts", "derive.changes:all_changes", "derive.changes:with_counts"),
            *("derive.changes:last_updates", "derive.changes:dated_changes", "derive.changes:corrections"),
            *("derive.texts:untranslated", "derive.progress:progress_of_all", "derive.cycle:cycle_facts"),
            *("derive.proofs:all_proofs", "derive.proofs:all_updates", "derive.facets:all_facets", "derive:ready"),
        ),
    ),
    Step("self-check", ("audit:audit",)),
    Step("history of the requirements", ("build.edition:history",), whole=True),
    Step(
        "rows of the tables, as CSV and JSON",
        (
            *("tables:share", "tables:summed", "tables:printed", "tables:csv_of", "tables:json_of"),
            "outputs.tables:part",
        ),
    ),
    Step("views", ("outputs.pages:Batch.view",)),
    Step("templates", ("theme:Theme.render",)),
    Step("links relative to the page", ("outputs.relative:Links.made_relative",)),
    Step("names of pages", ("outputs.pages:Batch.made",)),
    Step(
        "pages filled in and hashed",
        ("outputs.filling:closed", "outputs.pages:Batch.filled", "outputs.pages:Batch.waiting"),
    ),
    Step("the workbook", ("tables.workbook:written",)),
    Step("icons and cards", ("outputs.assets:make",)),
    Step("records as JSON", ("outputs.data:of_record",)),
    Step("figures and charts", ("outputs.figures:part", "outputs.charts:part")),
    Step("texts of the search", ("outputs.search:part",)),
    Step("feeds, calendars, site map", ("outputs.feeds:make", "outputs.calendars:make", "outputs.sitemap:make")),
    Step(
        "descriptions of the data",
        (
            *("outputs.datapackage:make", "outputs.schemas:make", "outputs.api:part", "outputs.catalog:make"),
            *("outputs.wellknown:make", "permanence.answers:make", "permanence.checksums:make", "hosting:make"),
        ),
    ),
    Step(
        "what is kept for the next build",
        (
            *("making:recalled", "making:Before.__init__", "making:Before.learn", "making:Before.keep"),
            *("making:Before.keep_history", "making:Before.save"),
            *("outputs.past:known", "memory.shelves:Memory.save", "memory.shelves:Memory.write_ahead"),
        ),
    ),
    Step("writing", ("write:write", "write:look", "outputs.pages:Batch.laid")),
    Step(GARBAGE, ()),
    Step(REST, ()),
)


def functions() -> Iterator[tuple[str, str]]:
    """Every function that is clocked, as `module:name`, with its step."""
    for step in STEPS:
        yield from ((f"ogpsite.{one}", step.name) for one in step.functions)
