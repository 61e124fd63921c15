"""The commands of editors: `init`, `new`, and the preview `serve`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ogpsite.cli.telling import asked, job_of, today

if TYPE_CHECKING:
    from ogpsite.build import Job


@click.command()
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


@click.command()
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


@click.command()
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
