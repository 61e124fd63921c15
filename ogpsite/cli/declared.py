"""The commands that print what is declared: `schema`, and the catalogue of a language, `words`."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command()
@click.argument("kind", required=False)
def schema(kind: str | None) -> int:
    """Print the JSON Schema of a KIND of record; without one, the names of all kinds."""
    from ogpsite import schema as schemas
    from ogpsite.model.kinds import KINDS
    from ogpsite.problems import did_you_mean, phrase

    if kind is None:
        click.echo("\n".join(KINDS))
        return 0
    if kind not in KINDS:
        hint = did_you_mean(kind, KINDS, phrase("kinds: {known}", known=", ".join(KINDS)))
        raise click.UsageError(f"There is no kind {kind!r}; {hint}")
    click.echo(json.dumps(schemas.schema_of(kind), ensure_ascii=False, indent=2))
    return 0


@click.command()
@click.argument("language")
@click.option("--source", "-s", default=".", metavar="DIR", help="The folder that holds site.yaml.")
@click.option("--missing", is_flag=True, help="Only list what isn't translated yet.")
def words(language: str, source: str, missing: bool) -> int:
    """Print the catalogue (.po) of a LANGUAGE with every message, keeping what is translated.

    Save it as themes/NAME/locale/LANGUAGE.po, and translate it with any .po editor.
    """
    from ogpsite import catalogue
    from ogpsite import words as tongues
    from ogpsite.build.known import settings_of
    from ogpsite.theme import open_theme

    root = Path(source)
    theme = open_theme(settings_of(root).theme or "default", root)
    messages = catalogue.all_messages(theme)
    old = next(iter(theme.catalogues(language)), b"")
    if missing:
        click.echo("\n".join(tongues.shown(one) for one, _ in tongues.untranslated(messages, old)))
        return 0
    made = tongues.catalogue(messages, language, old)
    click.echo(made.decode(), nl=False)
    left = len(tongues.untranslated(messages, made))
    click.echo(f"{len(set(messages)):,} messages, {left:,} still to be translated", err=True)
    return 0
