"""The commands for evidence that lasts: `verify` and `links`."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import click

from ogpsite.cli.telling import counts_of, job_of, number, progress, refused, tell

if TYPE_CHECKING:
    from ogpsite.model.checked import Checked, Outward
    from ogpsite.model.site import Site


@click.command()
@click.argument("where", default="output", metavar="[DIR|URL]")
@click.option("--manifest", "against", default="", metavar="DIR|FILE|URL", help="Check against this manifest instead.")
@click.option("--strict", is_flag=True, help="Let files that the manifest doesn't name be faults, too.")
@click.option("--json", "as_json", is_flag=True, help="Tell the result as one JSON document.")
def verify(where: str, against: str, strict: bool, as_json: bool) -> int:
    """Check a built, downloaded or published copy of a site against manifest-sha256.txt."""
    from ogpsite.problems import Refused
    from ogpsite.web import verify as checking

    try:
        found = checking.verify(where, against, progress(as_json))
    except Refused as refusal:
        return refused(refusal, as_json)
    ok = found.ok and not (strict and found.more)
    if as_json:
        data = {
            "ok": ok,
            "manifest_sha256": found.digest,
            "good": len(found.good),
            "changed": found.changed,
            "missing": found.missing,
            "unread": dict(found.unread),
            "more": found.more,
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return 0 if ok else 1
    lines = [(path, "is not what was published") for path in found.changed]
    lines += [(path, "is missing") for path in found.missing]
    lines += [(path, f"could not be read: {why}") for path, why in found.unread]
    for path, words in sorted(lines):
        click.echo(f"{path}: error: {words}", err=True)
    for path in found.more:
        click.echo(f"{path}: {'error' if strict else 'warning'}: the manifest doesn't name this file", err=True)
    faults = len(lines) + (len(found.more) if strict else 0)
    total = len(found.good) + len(lines)
    words = "every one is as published" if not lines else f"{number(faults, 'fault')}"
    click.echo(f"Checked {number(total, 'file')}: {words}. SHA-256 of the manifest: {found.digest}", err=not ok)
    return 0 if ok else 1


@click.command()
@click.option("--source", "-s", default=".", metavar="DIR", help="The folder that holds site.yaml.")
@click.option("--as-of", metavar="DAY", help="The day on which links are checked (default: today).")
@click.option(
    "--timeout", default=5.0, show_default=True, type=click.FloatRange(0.1, 300), help="Seconds for an answer."
)
@click.option("--again", default=1, show_default=True, type=click.IntRange(0, 5), help="How often to try again.")
@click.option(
    "--max-age", default=7, show_default=True, type=click.IntRange(0), help="Days for which a good link is believed."
)
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="HOST",
    help="A host in a private network that may be asked; repeatable.",
)
@click.option("--cached", is_flag=True, help="Tell what links.csv says; ask nobody.")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", help="Form of the report."
)
def links(
    source: str,
    as_of: str | None,
    timeout: float,
    again: int,
    max_age: int,
    hosts: tuple[str, ...],
    cached: bool,
    form: str,
) -> int:
    """Check the links to other sites, politely, and note what is found in links.csv.

    Exit code 1 where a link is broken.
    """
    from ogpsite import build as pipeline
    from ogpsite import links as outside
    from ogpsite.problems import Refused
    from ogpsite.web import checking

    job = job_of(source, as_of, False, "", False, False)
    result = pipeline.examine(job, progress(form != "text"))
    if not result.ok or result.edition is None:
        return tell(result.problems, job, form == "json", "", counts_of(result), False)
    started = time.monotonic()
    held = outside.outward(result.edition.site)
    known = {one.url: one for one in result.edition.checked}
    urls = {link.url for link in held}
    due = [] if cached else checking.due(urls, known, job.day, max_age)
    progress(form != "text")(f"Asking for {number(len(due), 'link')}")
    manner = checking.Manner(timeout, again, frozenset(host.lower() for host in hosts))
    try:
        found = checking.remembered(urls, known, checking.check(due, manner, job.day))
        if not cached:
            checking.keep(job.root, found)
    except Refused as refusal:
        return refused(refusal, form == "json")
    asked = f"{len(due)} asked in {time.monotonic() - started:.1f} s"
    return tell_links(result.edition.site, held, found, form, asked)


def tell_links(site: Site, held: tuple[Outward, ...], found: tuple[Checked, ...], form: str, asked: str) -> int:
    """Tells what was found, by commitment; gives the exit code."""
    from ogpsite.web import report

    groups = report.by_commitment(site, held, {one.url: one for one in found})
    data = report.as_data(groups, found)
    if form == "json":
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    elif form == "markdown":
        click.echo(report.markdown(groups), nl=False)
    else:
        click.echo(report.text(groups), nl=False)
        words = ", ".join(f"{count} {state}" for state, count in data["counts"].items() if count)
        click.echo(f"{number(len(found), 'link')} ({asked}): {words or 'none'}")
    return 1 if data["counts"]["broken"] else 0
