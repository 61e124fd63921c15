"""The commands for evidence that lasts: `verify` and `links`."""

from __future__ import annotations

import json

import click

from ogpsite.cli.telling import number, progress, refused


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
