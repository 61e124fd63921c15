"""Arguments in, words and exit code out: the only printing and the only clock. Heavy rooms are opened on demand.

Exit codes: 0 fine, 1 content problems, 2 usage, 130 interrupted.
"""

from __future__ import annotations

import datetime
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ogpsite import __version__

if TYPE_CHECKING:
    from ogpsite.build import Job, Result
    from ogpsite.importers.report import Report
    from ogpsite.problems import Problem

F = TypeVar("F", bound=Callable[..., Any])
ISSUES = "see CONTRIBUTING.md of ogpsite for how to report it"


def main() -> None:
    """The command `ogpsite`. A fault of ours is told as one, with how to report it."""
    try:
        code = commands.main(prog_name="ogpsite", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except KeyboardInterrupt:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if os.environ.get("OGPSITE_DEBUG"):
            raise
        click.echo(f"ogpsite {__version__} has a fault of its own: {type(error).__name__}: {error}", err=True)
        click.echo(f"This is not a fault of your content. Run again with OGPSITE_DEBUG=1, and {ISSUES}.", err=True)
        sys.exit(70)
    sys.exit(code if isinstance(code, int) else 0)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="ogpsite")
def commands() -> None:
    """Turns a folder of Markdown and YAML into a complete, multilingual, permanent OGP repository."""


def site_options(function: F) -> F:
    """The options of every command that reads a site."""
    for option in (
        click.option("--source", "-s", default=".", metavar="DIR", help="The folder that holds site.yaml."),
        click.option("--as-of", metavar="DAY", help="The day to build for, as 2026-06-30 (default: today)."),
        click.option("--drafts", is_flag=True, help="Show drafts and embargoed records, marked."),
        click.option("--base-url", metavar="URL", default="", help="The public address, instead of that in site.yaml."),
        click.option("--strict", is_flag=True, help="Let every warning stand in the way."),
        click.option("--json", "as_json", is_flag=True, help="Tell the result as one JSON document."),
    ):
        function = option(function)
    return function


@commands.command()
@site_options
@click.option("--output", "-o", metavar="DIR", help="Where to build to (default: `output` beside site.yaml).")
@click.option("--offline", is_flag=True, help="Make links that work when the site is opened from disk.")
def build(
    source: str,
    as_of: str | None,
    drafts: bool,
    base_url: str,
    strict: bool,
    as_json: bool,
    output: str | None,
    offline: bool,
) -> int:
    """Build the site."""
    from ogpsite import build as pipeline

    if output is not None and not output.strip():
        raise click.UsageError("--output is empty; name a folder.")
    started = time.monotonic()
    job = job_of(source, as_of, drafts, base_url, strict, offline)
    target = Path(output) if output else job.root / "output"
    result = pipeline.build(job, target, progress(as_json))
    seconds = time.monotonic() - started
    counts = counts_of(result) | {"output": str(target)}
    pages, files = counts["pages"], counts["files"]
    summary = f"Built {pages:,} pages, {files:,} files in {seconds:.1f} s: {target}"
    return tell(result.problems, job, as_json, summary, counts, result.ok)


@commands.command()
@site_options
def check(source: str, as_of: str | None, drafts: bool, base_url: str, strict: bool, as_json: bool) -> int:
    """Find everything that a build would, without writing anything."""
    from ogpsite import build as pipeline

    job = job_of(source, as_of, drafts, base_url, strict, False)
    result = pipeline.make(job, progress(as_json))
    counts = counts_of(result)
    records, pages = counts["records"], counts["pages"]
    return tell(result.problems, job, as_json, f"Checked {records:,} records, {pages:,} pages", counts, result.ok)


STATES = ("met", "not-met", "at-risk", "not-yet-due", "cannot-tell", "not-applicable")


@commands.command()
@click.option("--source", "-s", default=".", metavar="DIR", help="The folder that holds site.yaml.")
@click.option("--as-of", metavar="DAY", help="The day to check for, past or future, as 2026-06-30 (default: today).")
@click.option("--drafts", is_flag=True, help="Count drafts and embargoed records, too.")
@click.option("--json", "as_json", is_flag=True, help="Tell everything as one JSON document (docs/audit.md).")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "html"]), help="Form of the report.")
@click.option(
    "--fail-on", multiple=True, type=click.Choice(STATES), help="Exit with 1 where this is found; repeatable."
)
def audit(
    source: str, as_of: str | None, drafts: bool, as_json: bool, form: str | None, fail_on: tuple[str, ...]
) -> int:
    """Check the records against the standards of OGP. This is a self-check; only the IRM decides."""
    from ogpsite import build as pipeline
    from ogpsite.audit import data, report
    from ogpsite.model.records import Plan

    if as_json and form:
        raise click.UsageError("--json and --format ask for two forms; give one of them.")
    job = job_of(source, as_of, drafts, "", False, False)
    result = pipeline.examine(job, progress(as_json))
    edition = result.edition
    if not result.ok or edition is None:
        return tell(result.problems, job, as_json, "", counts_of(result), False)
    site, findings = edition.site, edition.findings
    title = site.settings.title.best(*site.languages)[1]
    rules = site.settings.rules or "national-2022"
    if as_json:
        found = data.report_data(findings, site.day, rules, title)
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        plans = {one.id: one.title.best(*site.languages)[1] for one in site.all(Plan)}
        click.echo(report.FORMATS[form or "text"](findings, report.Head(title, site.day, rules, plans)), nl=False)
    wanted = {state.replace("-", "_") for state in fail_on}
    return 1 if any(one.state in wanted for one in findings) else 0


def job_of(source: str, as_of: str | None, drafts: bool, base_url: str, strict: bool, offline: bool) -> Job:
    """What to build, from the command's words. Raises a usage error for a day or an address that isn't one."""
    from ogpsite.build import Job
    from ogpsite.model import dates

    root = Path(source)
    if not root.is_dir():
        raise click.UsageError(f"There is no folder {source!r}.")
    if base_url and not base_url.startswith(("https://", "http://")):
        raise click.UsageError(f"--base-url {base_url!r} is not an address; it begins with https://")
    try:
        day = dates.day(as_of) if as_of else today(root)
    except dates.NotADate as fault:
        raise click.UsageError(f"--as-of: {fault}; {dates.DAY_HINT}.") from None
    return Job(root, day, drafts, base_url, offline, strict)


def today(root: Path) -> datetime.date:
    """The day in the site's own time zone; that of SOURCE_DATE_EPOCH where it is set."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from ogpsite.build import settings_of

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        zone: datetime.tzinfo = ZoneInfo(settings_of(root).timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = datetime.UTC
    seconds = int(epoch) if epoch.isdigit() else time.time()
    return datetime.datetime.fromtimestamp(seconds, zone).date()


def progress(silent: bool) -> Callable[[str], None]:
    """Tells what is being done, where somebody watches."""
    watched = sys.stderr.isatty() and not silent and not os.environ.get("CI")
    return (lambda words: click.echo(f"{words} …", err=True)) if watched else (lambda words: None)


def counts_of(result: Result) -> dict[str, Any]:
    """How many records, pages and files there are, and what was done with them."""
    site = result.edition.site if result.edition else None
    return {
        "records": len(site.by_uid) if site else 0,
        "day": site.day.isoformat() if site else None,
        "untranslated": dict(result.edition.facts.untranslated) if result.edition else {},
        "pages": sum(output.path.endswith(".html") for output in result.outputs),
        "files": len(result.outputs),
        "written": result.written.written,
        "unchanged": result.written.unchanged,
        "removed": result.written.removed,
    }


def tell(
    problems: Iterable[Problem], job: Job, as_json: bool, summary: str, counts: Mapping[str, Any], ok: bool
) -> int:
    """Tells the problems and one summary line, or everything as JSON; gives the exit code."""
    from ogpsite.problems import as_data, worded

    found = list(problems)
    errors = sum(problem.fatal for problem in found)
    warnings = len(found) - errors
    if as_json:
        data = {"ok": ok, "errors": errors, "warnings": warnings, **counts, "problems": [as_data(one) for one in found]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return 0 if ok else 1
    prefix = "" if job.root == Path() else f"{job.root.as_posix()}/"
    for problem in found:
        click.echo(worded(problem, prefix), err=True)
    if ok:
        notes = [number(warnings, "warning")] if warnings else []
        notes += [f"{number(count, 'text')} not in {code}" for code, count in counts["untranslated"].items() if count]
        also = f" ({'; '.join(notes)})" if notes else ""
        click.echo(f"{summary}{also}")
        return 0
    also = f", {number(warnings, 'warning')}" if warnings else ""
    click.echo(f"Nothing was written: {number(errors, 'error')}{also}.", err=True)
    return 1


def number(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


@commands.command()
@click.option("--source", "-s", default=".", metavar="DIR", help="The folder that holds site.yaml.")
@click.option("--as-of", metavar="DAY", help="The day to show the site for (default: today).")
@click.option("--drafts/--no-drafts", default=True, help="Show drafts and embargoed records, marked (default: yes).")
@click.option("--port", "-p", default=8000, show_default=True, help="Port; the next free one is taken.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--open", "-o", "open_browser", is_flag=True, help="Open the site in the browser.")
def serve(source: str, as_of: str | None, drafts: bool, port: int, host: str, open_browser: bool) -> int:
    """Preview the site; it is built anew and shown again with every change."""
    from ogpsite import serve as preview

    def job() -> Job:
        return job_of(source, as_of, drafts, "", False, False)

    return preview.serve(job, host, port, open_browser, lambda words: click.echo(words, err=True))


@commands.command()
@click.argument("folder", metavar="DIR")
@click.option("--member", help="Country or city whose repository this is.")
@click.option("--languages", help="Language codes; the first is the default one: en,fr")
@click.option("--lead-agency", help="The body that leads the OGP process.")
@click.option("--url", help="Where the site will be published.")
@click.option("--email", help="The mailbox that readers write to.")
def init(
    folder: str, member: str | None, languages: str | None, lead_agency: str | None, url: str | None, email: str | None
) -> int:
    """Make a new site in the folder DIR: asks for what it needs, or takes it from the options."""
    from ogpsite import start
    from ogpsite.problems import Refused, worded

    member = member or asked("Country or city", "Our country")
    languages = languages or asked("Languages (the first is the default one)", "en")
    lead_agency = lead_agency or asked("Body that leads the OGP process", "Open Government Unit")
    url = url or asked("Public address", "https://opengov.example.org/")
    email = email or asked("Mailbox for readers", "open.government@example.org")
    codes = tuple(code for code in languages.replace(",", " ").split() if code)
    answers = start.Answers(member, codes, lead_agency, url, email)
    root = Path(folder)
    try:
        made = start.create(root, start.site_files(answers, today(root)))
    except Refused as refusal:
        for problem in refusal.problems:
            click.echo(worded(problem), err=True)
        return 1
    for path in made:
        click.echo(f"wrote {path.as_posix()}")
    click.echo(f"Next: cd {folder} && ogpsite build, or ogpsite serve to see it while you write.")
    return 0


def asked(question: str, default: str) -> str:
    """An answer from the terminal; the default where nobody is there to ask."""
    return str(click.prompt(question, default=default)) if sys.stdin.isatty() else default


@commands.command()
@click.argument("kind")
@click.argument("key")
@click.option("--source", "-s", default=".", metavar="DIR", help="The folder that holds site.yaml.")
def new(kind: str, key: str, source: str) -> int:
    """Write a new record of a KIND (plan, commitment, progress, meeting …) with helpful comments.

    KEY is written as in references: 2025-2028, 2025-2028/open-contracting, 2025-2028/open-contracting@2026-06.
    """
    from ogpsite import build as pipeline
    from ogpsite import start
    from ogpsite.problems import Refused, worded

    root = Path(source)
    try:
        path, text = start.record_file(kind, key, pipeline.known_ids(root), today(root))
        made = start.create(root, [(path, text)])
    except Refused as refusal:
        for problem in refusal.problems:
            click.echo(worded(problem), err=True)
        return 1
    click.echo(f"wrote {made[0].as_posix()}")
    return 0


@commands.command()
@click.argument("kind", required=False)
def schema(kind: str | None) -> int:
    """Print the JSON Schema of a KIND of record; without one, the names of all kinds."""
    from ogpsite import schema as schemas
    from ogpsite.model.kinds import KINDS
    from ogpsite.problems import did_you_mean

    if kind is None:
        click.echo("\n".join(KINDS))
        return 0
    if kind not in KINDS:
        hint = did_you_mean(kind, KINDS, f"kinds: {', '.join(KINDS)}")
        raise click.UsageError(f"There is no kind {kind!r}; {hint}")
    click.echo(json.dumps(schemas.schema_of(kind), ensure_ascii=False, indent=2))
    return 0


@commands.command()
@click.argument("language")
@click.option("--source", "-s", default=".", metavar="DIR", help="The folder that holds site.yaml.")
@click.option("--missing", is_flag=True, help="Only list what isn't translated yet.")
def words(language: str, source: str, missing: bool) -> int:
    """Print the catalogue (.po) of a LANGUAGE with every message, keeping what is translated.

    Save it as themes/NAME/locale/LANGUAGE.po, and translate it with any .po editor.
    """
    from ogpsite import catalogue
    from ogpsite import words as tongues
    from ogpsite.build import settings_of
    from ogpsite.theme import open_theme

    root = Path(source)
    theme = open_theme(settings_of(root).theme or "default", root)
    messages = catalogue.all_messages(theme)
    old = next(iter(theme.catalogues(language)), b"")
    if missing:
        click.echo("\n".join(one for one, _ in tongues.untranslated(messages, old)))
    else:
        click.echo(tongues.catalogue(messages, language, old).decode(), nl=False)
    return 0


@commands.group(name="import")
def import_() -> None:
    """Bring over what a team already has."""


@import_.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--map", "mapping", required=True, help="The map: a file, or the name of one that ships with ogpsite.")
@click.option("--into", required=True, metavar="DIR", type=click.Path(path_type=Path), help="The site's folder.")
@click.option("--dry-run", is_flag=True, help="Tell what would be written; write nothing.")
@click.option("--overwrite", is_flag=True, help="Replace files that were edited by hand, too.")
@click.option("--json", "as_json", is_flag=True, help="Tell the report as one JSON document.")
def table(files: tuple[Path, ...], mapping: str, into: Path, dry_run: bool, overwrite: bool, as_json: bool) -> int:
    """Turn spreadsheets (xlsx, ods, csv) into content, as a map says."""
    from ogpsite.importers import IMPORTERS, ImportFault, find_map

    try:
        report = IMPORTERS["table"](files, find_map(mapping), into, dry_run=dry_run, overwrite=overwrite)
    except ImportFault as fault:
        click.echo(f"error: {fault}", err=True)
        return 1
    click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1) if as_json else "\n".join(report.lines()))
    return 0


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
    return imported(lambda: importer.run(files, importer.Options(tell=progress(as_json), **given)), as_json)


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

    return imported(lambda: importer.run(files, importer.Options(tell=progress(as_json), **given)), as_json)


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
