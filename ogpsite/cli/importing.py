"""The commands that bring over what a team already has: `import table`, `contributions`, `minutes`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ogpsite.cli.telling import F, today

if TYPE_CHECKING:
    from ogpsite.importers.report import Report


@click.group(name="import")
def import_() -> None:
    """Bring over what a team already has."""


@import_.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--map", "mapping", default="", help="The map: a file, or the name of one that ships with ogpsite.")
@click.option("--suggest", is_flag=True, help="Propose a map; it is printed, or written to the file named by --map.")
@click.option("--into", metavar="DIR", type=click.Path(path_type=Path), help="The site's folder.")
@click.option("--period", default="", help="The period of reports, where the map gives one for all: 2025-06, 2025-Q2.")
@click.option("--dry-run", is_flag=True, help="Tell what would be written and changed; write nothing.")
@click.option("--overwrite", is_flag=True, help="Take the file's values, also where somebody edited by hand.")
@click.option("--keep-mine", "keep", is_flag=True, help="Settle conflicts: what was edited by hand stays.")
@click.option("--encoding", default="", help="Encoding of CSV files, where it can't be seen: cp1251, shift_jis …")
@click.option("--separator", default="", help="What separates the columns of CSV files: , ; | or tab.")
@click.option("--json", "as_json", is_flag=True, help="Tell the report as one JSON document.")
def table(
    files: tuple[Path, ...],
    mapping: str,
    suggest: bool,
    into: Path | None,
    encoding: str,
    separator: str,
    as_json: bool,
    **given: Any,
) -> int:
    """Turn spreadsheets (xlsx, xls, ods, csv) into content, as a map says.

    Without a map yet: --suggest looks at the files, shows what it understands, and proposes one.
    """
    from ogpsite.importers import IMPORTERS, Wishes, csv_form, find_map

    if suggest:
        return suggested(files, mapping, into, encoding, separator, as_json, given["overwrite"])
    if not mapping:
        raise click.UsageError("Say which map: --map FILE. Without one yet, let --suggest propose it.")
    if into is None:
        raise click.UsageError("Say into which site: --into DIR.")

    def run() -> Report:
        wishes = Wishes(form=csv_form(encoding, separator), tell=steps(as_json), **given)
        return IMPORTERS["table"](files, find_map(mapping), into, wishes)

    return imported(run, as_json)


def suggested(
    files: tuple[Path, ...],
    mapping: str,
    into: Path | None,
    encoding: str,
    separator: str,
    as_json: bool,
    overwrite: bool,
) -> int:
    """Tells a suggested map, or writes it to a new file and tells what was understood; gives the exit code."""
    from ogpsite.importers import ImportFault, csv_form, save_map, suggest

    day = today(into or Path())
    try:
        found = suggest(files, into, day, csv_form(encoding, separator), mapping, steps(as_json))
        if mapping:
            save_map(Path(mapping), found.text, overwrite)
    except ImportFault as fault:
        click.echo(f"error: {fault}", err=True)
        return 1
    if as_json:
        click.echo(json.dumps({**found.data, "written": mapping}, ensure_ascii=False, indent=1))
    elif mapping:
        click.echo("\n".join([*found.lines(), "", f"Wrote the map {mapping}. Read it, then:", f"  {found.command}"]))
    else:
        click.echo(found.text, nl=False)
    return 0


def steps(silent: bool) -> Callable[[str], None]:
    """Tells each step of an import on the error stream, also where nobody watches: it may take a while."""
    return (lambda words: None) if silent else (lambda words: click.echo(f"{words} …", err=True))


def import_options(function: F) -> F:
    """The options of every import that needs no map."""
    for option in (
        click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path)),
        click.option(
            "--into", required=True, metavar="DIR", type=click.Path(path_type=Path), help="The site's folder."
        ),
        click.option(
            "--language", default="", metavar="CODE", help="Language of the texts (default: the site's first)."
        ),
        click.option("--dry-run", is_flag=True, help="Tell what would be written; write nothing."),
        click.option("--overwrite", is_flag=True, help="Replace files that were edited by hand, too."),
        click.option("--json", "as_json", is_flag=True, help="Tell the report as one JSON document."),
    ):
        function = option(function)
    return function


@import_.command()
@import_options
@click.option("--consultation", required=True, metavar="KEY", help="The consultation; it is made if it isn't there.")
@click.option("--from", "source", default="", metavar="SOURCE", help="Where the export comes from: polis, decidim …")
@click.option("--map", "mapping", type=click.Path(path_type=Path), help="A map that says which column is what.")
@click.option("--title", default="", help="Title of a consultation that isn't there.")
@click.option("--opens", default="", metavar="DAY", help="Its first day.")
@click.option("--closes", default="", metavar="DAY", help="Its last day.")
@click.option("--mechanism", default="", help="How people took part: online-form, survey, platform …")
@click.option("--plan", default="", metavar="KEY", help="The plan it belongs to.")
@click.option(
    "--names", default="", metavar="GROUND", help="Publish names; say on what ground, such as “consent form”."
)
@click.option("--private", is_flag=True, help="Keep personal columns below `private:`; they are on no page.")
@click.option("--include", multiple=True, help="Take over, marked: rejected, withdrawn or unsubmitted ones.")
@click.option("--official", "officials", multiple=True, metavar="NAME", help="A user whose comments are answers.")
@click.option("--decision", default="", metavar="CODE", help="The decision of answers that don't say one.")
@click.option("--answered-on", default="", metavar="DAY", help="The day of answers that don't say one.")
@click.option("--answered-by", default="", metavar="KEY", help="The body that answered.")
@click.option("--space", default="", metavar="NAME", help="The process that is meant, where the export holds several.")
@click.option("--dates", default="", metavar="ORDER", help="How days are written: day-first or month-first.")
def contributions(files: tuple[Path, ...], as_json: bool, **given: Any) -> int:
    """Turn an export of a platform or form into contributions and responses.

    Sources: polis, decidim, consul, google-forms, microsoft-forms, eusurvey, limesurvey, and any table with a map.
    """
    from ogpsite.importers import contributions as importer

    given |= {name: frozenset(given[name]) for name in ("include", "officials")}
    return imported(lambda: importer.run(files, importer.Options(tell=steps(as_json), **given)), as_json)


@import_.command()
@import_options
@click.option("--forum", default="", metavar="KEY", help="The forum, where the site has several.")
@click.option("--kind", multiple=True, help="forum, results, co-creation, public or subgroup; may be given again.")
@click.option("--date", default="", metavar="DAY", help="The day of the meeting, where the text doesn't say it.")
@click.option("--title", default="", help="The title, instead of the document's own.")
@click.option("--key", default="", help="The permanent key, instead of day and title.")
@click.option("--published-on", default="", metavar="DAY", help="The day on which the minutes came out.")
@click.option("--no-names", is_flag=True, help="Leave the columns of names out of tables of people.")
def minutes(files: tuple[Path, ...], as_json: bool, **given: Any) -> int:
    """Turn minutes in Word (.docx) or OpenDocument (.odt) into meetings of the forum."""
    from ogpsite.importers import minutes as importer

    return imported(lambda: importer.run(files, importer.Options(tell=steps(as_json), **given)), as_json)


def imported(run: Callable[[], Report], as_json: bool) -> int:
    """Tells the report of an import, or its fault; gives the exit code."""
    from ogpsite.importers import ImportFault

    try:
        report = run()
    except ImportFault as fault:
        click.echo(f"error: {fault}", err=True)
        return 1
    click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1) if as_json else "\n".join(report.lines()))
    return 0
