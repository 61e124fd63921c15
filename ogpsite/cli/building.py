"""The commands that make the site or look for its faults: `build` and `check`."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import click

from ogpsite.cli.telling import counts_of, job_of, prefix_of, progress, refused_rules, site_options, tell


@click.command()
@site_options
@click.option("--output", "-o", metavar="DIR", help="Where to build to (default: `output` beside site.yaml).")
@click.option("--offline", is_flag=True, help="Make links that work when the site is opened from disk.")
@click.option("--publish", is_flag=True, help="Note every address in addresses.csv, so that none is ever lost.")
def build(
    source: str,
    as_of: str | None,
    drafts: bool,
    base_url: str,
    strict: bool,
    refuse: tuple[str, ...],
    as_json: bool,
    output: str | None,
    offline: bool,
    publish: bool,
) -> int:
    """Build the site."""
    from ogpsite import build as pipeline

    if output is not None and not output.strip():
        raise click.UsageError("--output is empty; name a folder.")
    if publish and drafts:
        raise click.UsageError("--publish is for what is public; leave --drafts out.")
    started = time.monotonic()
    job = job_of(source, as_of, drafts, base_url, strict, offline)
    job = replace(job, refuse=refused_rules(refuse), publish=publish)
    target = Path(output) if output else job.root / "output"
    result = pipeline.build(job, target, progress(as_json))
    seconds = time.monotonic() - started
    counts = counts_of(result) | {"output": str(target)}
    pages, files = counts["pages"], counts["files"]
    summary = f"Built {pages:,} pages, {files:,} files in {seconds:.1f} s: {target}"
    return tell(result.problems, job, as_json, summary, counts, result.ok)


FORMATS = ("text", "github", "gitlab", "sarif", "checkstyle")


@click.command()
@site_options
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="Tell the problems as other programs read them.",
)
def check(
    source: str,
    as_of: str | None,
    drafts: bool,
    base_url: str,
    strict: bool,
    refuse: tuple[str, ...],
    as_json: bool,
    form: str,
) -> int:
    """Find everything that a build would, without writing anything."""
    from ogpsite import build as pipeline

    if as_json and form != "text":
        raise click.UsageError("--json and --format can't be used together.")
    job = replace(job_of(source, as_of, drafts, base_url, strict, False), refuse=refused_rules(refuse))
    result = pipeline.make(job, progress(as_json))
    if form != "text":
        from ogpsite.cli import formats

        found = formats.FORMATS[form](result.problems, prefix_of(job))
        if found:
            click.echo(found)
        return 0 if result.ok else 1
    counts = counts_of(result)
    records, pages = counts["records"], counts["pages"]
    return tell(result.problems, job, as_json, f"Checked {records:,} records, {pages:,} pages", counts, result.ok)
