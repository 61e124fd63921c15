"""The command `migrate`: content of an older model, carried forward after it was shown what changes."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from ogpsite.cli.telling import number


@click.command()
@click.option("--source", "-s", default=".", metavar="DIR", help="The folder that holds site.yaml.")
@click.option("--dry-run", is_flag=True, help="Show every line that would change; write nothing.")
def migrate(source: str, dry_run: bool) -> int:
    """Carry content of an older version of the content model forward. The files as they were are kept."""
    from ogpsite import MODEL
    from ogpsite import migrate as room
    from ogpsite.problems import Refused, worded

    root = Path(source)
    try:
        version = room.version_of(root)
        changed = room.changes(root)
        if dry_run:
            for path, (old, new) in changed.items():
                lines = difflib.unified_diff(old.splitlines(), new.splitlines(), path, path, lineterm="", n=1)
                click.echo("\n".join(lines))
            click.echo(f"{number(len(changed), 'file')} would change; nothing was written.")
            return 0
        if not changed:
            click.echo(f"The content is of version {MODEL} already; nothing was written.")
            return 0
        kept = room.migrate(root, changed, version)
    except Refused as refusal:
        for problem in refusal.problems:
            click.echo(worded(problem), err=True)
        return 1
    click.echo(f"Carried {number(len(changed), 'file')} forward from version {version} to {MODEL}.")
    click.echo(f"As they were: {kept.as_posix()}. Next: ogpsite check")
    return 0
