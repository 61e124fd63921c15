"""What the commands share: what to build, the day, and how problems and counts are told."""

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

if TYPE_CHECKING:
    from ogpsite.build import Job, Result
    from ogpsite.problems import Phrase, Problem, Refused

Said = Mapping[str, Any]
IN_ORDER = "\u2067"  # begins a line of words that are read from the right, on terminals that put them in order
F = TypeVar("F", bound=Callable[..., Any])


def site_options(function: F) -> F:
    """The options of every command that reads a site."""
    for option in (
        click.option("--source", "-s", default=".", metavar="DIR", help="The folder that holds site.yaml."),
        click.option("--as-of", metavar="DAY", help="The day to build for, as 2026-06-30 (default: today)."),
        click.option("--drafts", is_flag=True, help="Show drafts and embargoed records, marked."),
        click.option("--base-url", metavar="URL", default="", help="The public address, instead of that in site.yaml."),
        click.option("--strict", is_flag=True, help="Let every warning stand in the way."),
        click.option(
            "--refuse",
            multiple=True,
            metavar="RULE",
            help="Let this rule of the self-check stand in the way where it isn't met; repeatable.",
        ),
        click.option("--json", "as_json", is_flag=True, help="Tell the result as one JSON document."),
    ):
        function = option(function)
    return function


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


def refused_rules(names: Iterable[str]) -> tuple[str, ...]:
    """The rules that `--refuse` names. Raises a usage error for a name that is none."""
    if not (names := tuple(names)):
        return ()
    from ogpsite.audit.refusal import rules_named

    try:
        return tuple(dict.fromkeys(rule for name in names for rule in rules_named(name)))
    except ValueError as fault:
        raise click.UsageError(f"--refuse: {fault}.") from None


def today(root: Path) -> datetime.date:
    """The day in the site's own time zone; that of SOURCE_DATE_EPOCH where it is set."""
    from ogpsite.build.known import settings_of

    return day_in(settings_of(root).timezone)


def day_in(name: str) -> datetime.date:
    """The day in a time zone; in UTC where it is unknown."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        zone: datetime.tzinfo = ZoneInfo(name or "UTC")
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
    return speak(said(problems, job, counts, ok), as_json, summary)


def said(problems: Iterable[Problem], job: Job, counts: Mapping[str, Any], ok: bool) -> Said:
    """All that is to be told of a build, as data that can be kept and told again."""
    from ogpsite.problems import as_data, phrase, worded

    found = list(problems)
    prefix, say = prefix_of(job), voice_of(job.root)
    errors = sum(problem.fatal for problem in found)
    warnings = len(found) - errors
    totals = phrase("1 error") if errors == 1 else phrase("{count} errors", count=f"{errors:,}")
    many = phrase("1 warning") if warnings == 1 else phrase("{count} warnings", count=f"{warnings:,}")
    if warnings:
        totals = phrase("{one}, {more}", one=totals, more=many)
    return {
        "ok": ok,
        "errors": errors,
        "warnings": warnings,
        "counts": dict(counts),
        "problems": [as_data(one) for one in found],
        "worded": [worded(one, prefix, say) for one in found],
        "refusal": "" if ok else say(phrase("Nothing was written: {counts}.", counts=totals)),
        "notes": "; ".join(map(say, ([many] if warnings else []) + untranslated(counts))),
        "sums": {name: say(words) for name, words in sums(counts).items()} if ok else {},
    }


def sums(counts: Mapping[str, Any]) -> dict[str, Phrase]:
    """How many things were made; how long it took, and where they are, is filled in when it is told."""
    from ogpsite.problems import phrase

    given = {name: f"{counts.get(name, 0):,}" for name in ("records", "pages", "files")}
    later = {"seconds": "{seconds}", "folder": "{folder}"}
    return {
        "checked": phrase("Checked {records} records, {pages} pages", records=given["records"], pages=given["pages"]),
        "built": phrase("Built {pages} pages, {files} files in {seconds} s: {folder}", **given, **later),
    }


def untranslated(counts: Mapping[str, Any]) -> list[Phrase]:
    """How many texts are missing in each language."""
    from ogpsite.problems import phrase

    found = [(code, count) for code, count in counts.get("untranslated", {}).items() if count]
    return [
        phrase("1 text not in {language}", language=code)
        if count == 1
        else phrase("{count} texts not in {language}", count=f"{count:,}", language=code)
        for code, count in found
    ]


def speak(told: Said, as_json: bool, summary: str) -> int:
    """Tells it; gives the exit code."""
    ok = told["ok"]
    if as_json:
        data = {
            "ok": ok,
            "errors": told["errors"],
            "warnings": told["warnings"],
            **told["counts"],
            "problems": told["problems"],
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return 0 if ok else 1
    for words in told["worded"]:
        click.echo(words, err=True)
    if ok:
        also = f" ({told['notes']})" if told["notes"] else ""
        click.echo(f"{summary}{also}")
        return 0
    click.echo(told["refusal"], err=True)
    return 1


def voice_of(root: Path) -> Callable[[str], str]:
    """What puts the words of problems into the site's first language."""
    from ogpsite.voice import voice

    return voice(root, both_ways())


def both_ways() -> bool:
    """Whether words are told on a terminal that puts those from the right and from the left in order: one of GNOME
    and its kin, Konsole, mlterm. Others would show the signs that keep them apart, and files and programs keep them."""
    known = ("VTE_VERSION", "KONSOLE_VERSION", "MLTERM")
    return sys.stdout.isatty() and sys.stderr.isatty() and any(os.environ.get(name) for name in known)


def prefix_of(job: Job) -> str:
    """What leads from here to the site's folder, before the path of a file."""
    return "" if job.root == Path() else f"{job.root.as_posix()}/"


def refused(refusal: Refused, as_json: bool = False, source: str = ".") -> int:
    """Tells why a command can't go on, in the first language of the site in `source`; gives the exit code."""
    from ogpsite.problems import as_data, worded

    if as_json:
        click.echo(json.dumps({"ok": False, "problems": [as_data(one) for one in refusal.problems]}, indent=1))
    else:
        say = voice_of(Path(source))
        for problem in refusal.problems:
            click.echo(worded(problem, say=say), err=True)
    return 1


def number(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def asked(question: str, default: str) -> str:
    """An answer from the terminal; the default where nobody is there to ask."""
    return str(click.prompt(question, default=default)) if sys.stdin.isatty() else default
