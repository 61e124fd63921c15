"""What stands in the files, whatever its faults: for what a door needs before it builds."""

from __future__ import annotations

from pathlib import Path

from ogpsite import load, validate
from ogpsite.build.job import NO_SITE
from ogpsite.model import kinds, records
from ogpsite.model.values import Source
from ogpsite.problems import Problem, Refused


def settings_of(root: Path) -> records.Settings:
    """The settings of a site, as far as they can be read: for what a door needs before it builds."""
    faults: list[Problem] = []
    sources: list[Source] = []
    if load.has_site(root):
        text = load.read_text(root, "site.yaml", (root / "site.yaml").stat().st_size, faults)
        found = kinds.match("site.yaml")
        if found:
            sources = list(load.sources_of("site.yaml", found, text, faults))
    return validate.settings(sources, ())[0]


def known_ids(root: Path) -> dict[str, list[str]]:
    """The ids of the records that are there, by kind, whatever their faults. Raises Refused where there is no site."""
    found: dict[str, list[str]] = {}
    for source in sources(root):
        if source.id and source.id not in found.setdefault(source.kind, []):
            found[source.kind].append(source.id)
    return found


def sources(root: Path) -> tuple[Source, ...]:
    """What stands in the files, whatever its faults. Raises Refused where there is no site."""
    if not load.has_site(root):
        raise Refused(NO_SITE)
    return load.load(root)[0].sources


def numbers(root: Path, kind: str, parent: str) -> list[str]:
    """The numbers of the records of a kind below one parent, as they are written."""
    return [
        found.value
        for source in sources(root)
        if (source.kind, source.parent) == (kind, parent) and isinstance(source.node.value, dict)
        if (found := source.node.value.get("number")) and isinstance(found.value, str)
    ]
