"""The commands of editors: `init`, `new`, `report`, `translate`, `editors`."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from ogpsite.cli.telling import asked, job_of, refused, today, voice_of

F = TypeVar("F", bound=Callable[..., Any])
SOURCE = click.option("--source", "-s", default=".", metavar="DIR", help="The folder that holds site.yaml.")
OPEN = click.option(
    "--open/--no-open", "opened", default=None, help="Open the file (default: at a terminal, if EDITOR is set)."
)


def refusing(function: F) -> F:
    """A command that tells what is refused in plain words, with exit code 1."""

    @functools.wraps(function)
    def told(*arguments: Any, **options: Any) -> int:
        from ogpsite.problems import Refused

        try:
            return int(function(*arguments, **options))
        except Refused as refusal:
            return refused(refusal, source=options.get("source", "."))

    return told  # type: ignore[return-value]


@click.command()
@click.argument("folder", metavar="DIR")
@click.option("--member", help="Country or city whose repository this is.")
@click.option("--languages", help="Language codes; the first is the default one: en,fr")
@click.option("--lead-agency", help="The body that leads the OGP process.")
@click.option("--url", help="Where the site will be published.")
@click.option("--email", help="The mailbox that readers write to.")
@click.option("--ci", type=click.Choice(["github", "gitlab", "none"]), default="none", help="Let this host build it.")
@refusing
def init(
    folder: str,
    member: str | None,
    languages: str | None,
    lead_agency: str | None,
    url: str | None,
    email: str | None,
    ci: str,
) -> int:
    """Make a new site in the folder DIR: asks for what it needs, or takes it from the options."""
    from ogpsite import automation, start
    from ogpsite.build.known import settings_of
    from ogpsite.model import placeholders
    from ogpsite.problems import phrase
    from ogpsite.voice import voice_in

    member = member or asked("Country or city", "Our country")
    languages = languages or asked("Languages (the first is the default one)", "en")
    lead_agency = lead_agency or asked("Body that leads the OGP process", "Open Government Unit")
    url = url or asked("Public address", "https://opengov.example.org/")
    email = email or asked("Mailbox for readers", "open.government@example.org")
    codes = tuple(code for code in languages.replace(",", " ").split() if code)
    answers = start.Answers(member, codes, lead_agency, url, email)
    root = Path(folder)
    say = voice_in(codes[0] if codes else "", root)
    made = start.create(root, (*start.site_files(answers, today(root), say), *automation.files(ci)))
    made += start.renew(root, start.workbench_files(), start.MARK)[0]
    wrote(made, root)
    command = f"cd {folder} && ogpsite build"
    words = phrase("Next: {command}, or ogpsite serve to see it while you write.", command=command)
    click.echo(voice_of(root)(words))
    if left := ", ".join(name for name, _ in placeholders.examples_in(settings_of(root))):
        words = phrase("Still examples in site.yaml: {names}. Write your own before you publish.", names=left)
        click.echo(voice_of(root)(words))
    return 0


@click.command()
@click.argument("kind", required=False)
@click.argument("key", required=False)
@SOURCE
@click.option("--title", help="The title.")
@click.option("--set", "values", multiple=True, metavar="FIELD=VALUE", help="The value of a field; may be given again.")
@OPEN
@refusing
def new(
    kind: str | None, key: str | None, source: str, title: str | None, values: tuple[str, ...], opened: bool | None
) -> int:
    """Write a new record of a KIND (plan, commitment, progress, meeting …) with helpful comments.

    KEY is written as in references: 2025-2028, 2025-2028/open-contracting, 2025-2028/open-contracting@2026-06.
    At a terminal it asks for what is required; elsewhere KIND and KEY are needed.
    """
    from ogpsite import start
    from ogpsite.build.known import known_ids
    from ogpsite.cli import asking

    given = dict(named(value) for value in values) | ({"title": title} if title is not None else {})
    root = Path(source)
    there = sys.stdin.isatty()
    if not there and (kind is None or key is None):
        raise click.UsageError(f"Missing argument '{'KIND' if kind is None else 'KEY'}'.")
    known = known_ids(root)
    if there:
        kind, key, given = asking.record(root, kind, key, given, known, today(root))
    assert kind is not None and key is not None
    path, text = start.record_file(kind, key, known, today(root), given)
    made = start.create(root, [(path, text)])
    wrote(made, root)
    open_in_editor(made[0], opened)
    return 0


def wrote(made: Iterable[Path], root: Path) -> None:
    """Tells which files were written, in the site's first language."""
    from ogpsite.problems import phrase

    say = voice_of(root)
    for path in made:
        click.echo(say(phrase("wrote {file}", file=path.as_posix())))


def named(value: str) -> tuple[str, str]:
    """A field and its value, of `FIELD=VALUE`."""
    name, sign, words = value.partition("=")
    if not sign:
        raise click.UsageError(f"--set {value!r}: write it as FIELD=VALUE")
    return name.strip(), words


def open_in_editor(file: Path, wanted: bool | None) -> None:
    """Opens a file in the person's editor, where somebody is there."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if wanted is None:
        wanted = bool(editor) and sys.stdin.isatty()
    if wanted and editor:
        click.edit(filename=str(file))
    elif wanted:
        click.launch(str(file))


@click.command()
@click.argument("plan")
@click.option("--period", required=True, metavar="PERIOD", help="2026-12, 2026-q4, 2026-h2 or 2026.")
@SOURCE
@refusing
def report(plan: str, period: str, source: str) -> int:
    """Write the empty progress reports of all commitments of a PLAN for a period, as drafts to be filled in."""
    from ogpsite import start
    from ogpsite.problems import phrase

    root = Path(source)
    files, left = start.report_files(known_site(source), plan, period, today(root))
    say = voice_of(root)
    wrote(start.create(root, files), root)
    for words in left:
        click.echo(say(phrase("left out: {commitment}", commitment=words)))
    if not files:
        click.echo(say(phrase("There was nothing to write.")))
    return 0


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("language")
@SOURCE
@OPEN
@refusing
def translate(file: Path, language: str, source: str, opened: bool | None) -> int:
    """Write the file in which the record in FILE is translated to LANGUAGE: every text is there, to be filled in."""
    from ogpsite import start
    from ogpsite.problems import Place, Problem, Refused, did_you_mean, phrase

    root = Path(source)
    site = known_site(source)
    path = below(root, file)
    record = next((one for one in site.by_uid.values() if one.meta.place.path == path), None)
    if record is None:
        known = [one.meta.place.path for one in site.by_uid.values()]
        example = phrase("name the file of a record, such as {file}", file="content/pages/about.md")
        message = phrase("no record of the site stands in this file")
        raise Refused(Problem(Place(path), "reference", message, did_you_mean(path, known, example)))
    if language not in site.languages[1:]:
        hint = phrase("languages to translate to: none; add it to `languages` in site.yaml")
        if site.languages[1:]:
            hint = phrase("languages to translate to: {known}", known=", ".join(site.languages[1:]))
        message = phrase("the site isn't translated to {language}", language=repr(language))
        raise Refused(Problem(Place("site.yaml"), "language", message, hint))
    made = start.create(root, [start.translation_file(record, site.languages[0], language)])
    wrote(made, root)
    open_in_editor(made[0], opened)
    return 0


def below(root: Path, file: Path) -> str:
    """A file as the site names it, whether it is named from here or from the site's folder."""
    for candidate in (file, root / file):
        if candidate.is_file() and candidate.resolve().is_relative_to(root.resolve()):
            return candidate.resolve().relative_to(root.resolve()).as_posix()
    return file.as_posix()


def known_site(source: str) -> Any:
    """The records of the site, drafts too. Raises Refused with everything that is wrong where they can't be read."""
    from ogpsite import build as pipeline
    from ogpsite.problems import Refused

    result = pipeline.examine(job_of(source, None, True, "", False, False))
    if result.edition is None:
        raise Refused(*(problem for problem in result.problems if problem.fatal))
    return result.edition.site


@click.command()
@SOURCE
@refusing
def editors(source: str) -> int:
    """Write what helps editors' programs: schemas and snippets for VS Code, and a check before each commit.

    Renews what an earlier version wrote, and leaves alone what is yours.
    """
    from ogpsite import start
    from ogpsite.build import NO_SITE
    from ogpsite.problems import Refused, phrase

    root = Path(source)
    if not (root / "site.yaml").is_file():
        raise Refused(NO_SITE)
    made, left = start.renew(root, start.workbench_files(), start.MARK)
    say = voice_of(root)
    wrote(made, root)
    for path in left:
        click.echo(say(phrase("left alone, because it is yours: {file}", file=path.as_posix())))
    if not made:
        click.echo(say(phrase("Everything is up to date.")))
    return 0
