"""The command `audit`: the self-check in the forms that people and machines read."""

from __future__ import annotations

import json

import click

from ogpsite.cli.telling import counts_of, job_of, progress, tell

STATES = ("met", "not-met", "at-risk", "not-yet-due", "cannot-tell", "not-applicable")


@click.command()
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
    site, findings = edition.site, tuple(edition.findings)
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
