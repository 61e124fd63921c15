"""The command of the preview: `serve`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ogpsite.cli.telling import both_ways, job_of, refused

if TYPE_CHECKING:
    from ogpsite.build import Job


@click.command()
@click.option("--source", "-s", default=".", metavar="DIR", help="The folder that holds site.yaml.")
@click.option("--as-of", metavar="DAY", help="The day to show the site for (default: today).")
@click.option("--drafts/--no-drafts", default=True, help="Show drafts and embargoed records, marked (default: yes).")
@click.option("--port", "-p", default=8000, show_default=True, help="Port; the next free one is taken.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--open", "-o", "open_browser", is_flag=True, help="Open the site in the browser.")
@click.option("--editor", default="", metavar="NAME", help="Open files in: vscode, vscodium, cursor, zed, idea, …")
@click.option("--poll", is_flag=True, help="Look at all files twice a second: for network and cloud folders.")
@click.option("--bar/--no-bar", default=True, help="Show the preview bar (default: yes).")
def serve(source: str, as_of: str | None, drafts: bool, **given: Any) -> int:
    """Preview the site; it is built anew and shown again with every change."""
    from ogpsite import serve as preview
    from ogpsite.problems import Refused
    from ogpsite.serve.editors import editor_of

    job_of(source, as_of, drafts, "", False, False)
    try:
        editor_of(given["editor"])
    except ValueError as error:
        raise click.UsageError(f"--editor: {error}") from None

    def job(day: str) -> Job:
        return job_of(source, day or as_of, drafts, "", False, False)

    try:
        return preview.serve(
            job, preview.Wanted(**given, both_ways=both_ways()), lambda words: click.echo(words, err=True)
        )
    except Refused as refusal:
        return refused(refusal, source=source)
