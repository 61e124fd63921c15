"""The command `publish`: builds, shows what will change, asks once, and brings the site to where it is served from."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ogpsite.cli.telling import counts_of, job_of, number, progress, tell

if TYPE_CHECKING:
    from ogpsite.publish.release import Plan

SHOWN = 5  # paths of each sort that are listed


@click.command()
@click.argument("target", required=False)
@click.option("--source", "-s", default=".", metavar="DIR", help="The folder that holds site.yaml.")
@click.option("--as-of", metavar="DAY", help="The day to build for, as 2026-06-30 (default: today).")
@click.option("--base-url", metavar="URL", default="", help="The public address, instead of that in site.yaml.")
@click.option("--output", "-o", metavar="DIR", help="Where to build to (default: `output` beside site.yaml).")
@click.option("--strict", is_flag=True, help="Let every warning stand in the way.")
@click.option("--dry-run", is_flag=True, help="Build, and tell what would change; publish nothing.")
@click.option("--let-go", is_flag=True, help="Let pages vanish that the ledger of addresses does not know.")
@click.option("--yes", "-y", is_flag=True, help="Don't ask.")
@click.option("--rollback", is_flag=True, help="Go back to the release before; nothing is built.")
@click.option("--keep", default=5, show_default=True, type=click.IntRange(1, 100), help="Releases kept to go back to.")
@click.option("--ssh-config", metavar="FILE", default="", help="Another configuration of ssh than your own.")
@click.option("--json", "as_json", is_flag=True, help="Tell the result as one JSON document.")
def publish(target: str | None, source: str, as_json: bool, rollback: bool, **given: Any) -> int:
    """Build the site and publish it to TARGET: a name from `publish` in site.yaml, or an address.

    \b
    folder:/srv/www/site         a folder of this machine
    zip:site.zip                 one file
    git:origin#pages             a branch (Pages of GitHub, GitLab, Codeberg)
    sftp://me@host/srv/www/site  a host over ssh
    rsync://me@host/srv/www/site the same, quicker, where the host has rsync
    s3://bucket/prefix           object storage
    """
    from ogpsite.problems import Refused, worded

    try:
        if rollback:
            return gone_back(target, source, as_json, given)
        return published(target, source, as_json, given)
    except Refused as refusal:
        if as_json:
            return tell(refusal.problems, job_of(source, None, False, "", False, False), True, "", {}, False)
        for problem in refusal.problems:
            click.echo(worded(problem), err=True)
        return 1


def gone_back(name: str | None, source: str, as_json: bool, given: Mapping[str, Any]) -> int:
    """Shows the release before."""
    from ogpsite import publish as room

    job = job_of(source, None, False, "", False, False)
    target = room.target_of(*named(name, job.root), where_of(job.root, as_json, given))
    if not agreed(f"Go back to the release before, at {name}?", given["yes"]):
        return 1
    release = target.rollback()
    click.echo(json.dumps({"ok": True, "release": release}) if as_json else f"Went back: {release}")
    return 0


def published(name: str | None, source: str, as_json: bool, given: Mapping[str, Any]) -> int:
    """Builds, tells what changes, asks, publishes."""
    from ogpsite import build as pipeline
    from ogpsite import publish as room
    from ogpsite.build.known import settings_of
    from ogpsite.publish.release import Release

    job = replace(job_of(source, given["as_of"], False, given["base_url"], given["strict"], False), ledger=True)
    where = where_of(job.root, as_json, given)
    target = room.target_of(*named(name, job.root), where)
    folder = Path(given["output"]) if given["output"] else job.root / "output"
    left = tuple(room.examples(settings_of(job.root), given["base_url"]))
    if left and given["strict"]:
        return tell(left, job, as_json, "", {}, False)
    result = pipeline.build(job, folder, where.tell)
    counts = counts_of(result) | {"target": name, "published": False}
    problems = (*left, *result.problems)
    if not result.ok:
        return tell(problems, job, as_json, "", counts, False)
    release = Release.of(folder)
    plan = room.plan(release, target)
    counts |= {"added": list(plan.added), "changed": list(plan.changed), "gone": list(plan.removed)}
    room.owed(plan, given["let_go"])
    if plan.empty:
        return tell(problems, job, as_json, f"Nothing has changed since the last time: {name}", counts, True)
    if not as_json:
        click.echo("\n".join(shown(plan)), err=True)
    if given["dry_run"]:
        return tell(problems, job, as_json, "Nothing was published (--dry-run)", counts, True)
    if not agreed(f"Publish to {name}?", given["yes"]):
        return 1
    pipeline.note(job, result)
    target.send(release, plan)
    summary = f"Published {number(len(release.files), 'file')} to {name}"
    return tell(problems, job, as_json, summary, counts | {"published": True}, True)


def named(name: str | None, root: Path) -> tuple[str, dict[str, str]]:
    """The target that is meant, and those that `site.yaml` names; the only one where none was said."""
    from ogpsite.build.known import settings_of

    known = dict(settings_of(root).publish)
    if name is None and len(known) == 1:
        return next(iter(known)), known
    if name is None:
        names = f"targets in site.yaml: {', '.join(known)}" if known else "or name one in site.yaml, below `publish:`"
        raise click.UsageError(f"Say where to publish to, as in: ogpsite publish folder:/srv/www/site ({names}).")
    return name, known


def where_of(root: Path, as_json: bool, given: Mapping[str, Any]) -> Any:
    """What a target needs to know of this run; the moment gives a release its name."""
    from ogpsite.publish.release import Where

    moment = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
    return Where(root, moment, progress(as_json), given["ssh_config"], given["keep"])


def shown(plan: Plan) -> list[str]:
    """What will change, in numbers and with the first paths."""
    lines = []
    for paths, sign, word in ((plan.added, "+", "new"), (plan.changed, "~", "changed"), (plan.removed, "-", "removed")):
        lines.append(f"{len(paths):,} {word}")
        lines += [f"  {sign} /{path}" for path in paths[:SHOWN]]
        lines += [f"  … and {len(paths) - SHOWN:,} more"] if len(paths) > SHOWN else []
    return lines


def agreed(question: str, yes: bool) -> bool:
    """Whether the person says yes. Raises a usage error where nobody is there to ask."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise click.UsageError("Nobody is here to ask; add --yes to publish without a question.")
    return click.confirm(question, err=True)
