"""The commands that make the site or look for its faults: `build` and `check`."""

from __future__ import annotations

import gc
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ogpsite.cli.keeping import Kept, Wanted
from ogpsite.cli.telling import (
    Said,
    counts_of,
    job_of,
    prefix_of,
    progress,
    refused_rules,
    said,
    site_options,
    speak,
    voice_of,
)
from ogpsite.memory import seal

if TYPE_CHECKING:
    from ogpsite.build import Job, Result, Tell
    from ogpsite.memory.shelves import Memory

PATIENT = (500_000, 20, 20)  # a build makes much that lasts: to look for garbage at every turn is in vain


@click.command()
@site_options
@click.option("--output", "-o", metavar="DIR", help="Where to build to (default: `output` beside site.yaml).")
@click.option("--offline", is_flag=True, help="Make links that work when the site is opened from disk.")
@click.option("--no-cache", is_flag=True, help="Build as if nothing were known of earlier builds (.ogpsite/cache).")
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
    no_cache: bool,
) -> int:
    """Build the site."""
    if output is not None and not output.strip():
        raise click.UsageError("--output is empty; name a folder.")
    if publish and drafts:
        raise click.UsageError("--publish is for what is public; leave --drafts out.")
    started, began = time.monotonic(), time.time_ns()
    wanted = Wanted(source, as_of, output, drafts, base_url, strict, refuse, offline)
    kept = None if no_cache or publish else Kept(wanted, began)
    if kept and (again := kept.again()):
        return finished(again, as_json, wanted.target, started)
    gc.set_threshold(*PATIENT)
    from ogpsite import early
    from ogpsite.memory import shelves

    memory = shelves.Memory(None if no_cache else seal.cache_folder(Path(source)), began)
    inside = kept.inside if kept and kept.sources else {}
    with early.begun(Path(source), memory.shelf("prose"), inside) as texts:
        from ogpsite import build as pipeline  # opened while another process converts texts

        job = job_of(source, as_of, drafts, base_url, strict, offline)
        job = replace(job, refuse=refused_rules(refuse), publish=publish, inside=inside, texts=[texts])
        result, counts = memory.trusted(lambda: counted(pipeline.build(job, wanted.target, progress(as_json), memory)))
    told = said(result.problems, job, counts | {"output": str(wanted.target)}, result.ok)
    if kept and result.ok and result.edition:
        kept.keep(told, result.edition.site.settings.timezone, job.day, result.written.mark)
    return finished(told, as_json, wanted.target, started)


def finished(told: Said, as_json: bool, target: Path, started: float) -> int:
    """Tells what was built, and how long it took."""
    seconds = time.monotonic() - started
    sum_up = told["sums"].get("built", "").replace("{seconds}", f"{seconds:.1f}").replace("{folder}", str(target))
    return speak(told, as_json, sum_up)


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
@click.option("--privacy", "private", is_flag=True, help="List the personal data that would be published, with places.")
def check(
    source: str,
    as_of: str | None,
    drafts: bool,
    base_url: str,
    strict: bool,
    refuse: tuple[str, ...],
    as_json: bool,
    form: str,
    private: bool,
) -> int:
    """Find everything that a build would, without writing anything."""
    if as_json and form != "text":
        raise click.UsageError("--json and --format can't be used together.")
    wanted = Wanted(source, as_of, None, drafts, base_url, strict, refuse, writes=False)
    kept = Kept(wanted, time.time_ns())
    if form == "text" and not private and (again := kept.again()):
        return checked(again, as_json)
    gc.set_threshold(*PATIENT)
    from ogpsite.memory import shelves

    job = job_of(source, as_of, drafts, base_url, strict, False)
    job = replace(job, refuse=refused_rules(refuse), inside=kept.inside)
    folder = seal.cache_folder(job.root)
    memory = shelves.Memory(folder if folder.is_dir() else None)  # what nobody remembered needn't be compared
    result, counts = memory.trusted(lambda: counted(examined(job, progress(as_json), memory, private)))
    if form != "text":
        from ogpsite.cli import formats

        found = formats.FORMATS[form](result.problems, prefix_of(job), voice_of(job.root))
        if found:
            click.echo(found)
        return 0 if result.ok else 1
    told = said(result.problems, job, counts, result.ok)
    if result.ok and result.edition and not private:
        kept.keep(told, result.edition.site.settings.timezone, job.day)
    return checked(told, as_json)


def counted(result: Result) -> tuple[Result, dict[str, Any]]:
    """A result with what is counted of it, for which records may be read. Raises Damaged."""
    return result, counts_of(result)


def examined(job: Job, tell: Tell, memory: Memory, private: bool) -> Result:
    """What a check finds: everything that is wrong, or the personal data. Raises Damaged."""
    from ogpsite import build as pipeline

    result = pipeline.make(job, tell, memory, None)
    return replace(result, problems=pipeline.personal(job, result)) if private and result.edition else result


def checked(told: Said, as_json: bool) -> int:
    """Tells what was checked."""
    return speak(told, as_json, told["sums"].get("checked", ""))
