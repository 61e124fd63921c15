"""What the site in a folder says already, as far as an import needs it: languages, time zone, register of bodies."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from ogpsite.importers import ledger, register, render
from ogpsite.importers.atlas import Organisations
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.register import Register
from ogpsite.nouns import dataclass


@dataclass(frozen=True)
class Site:
    """The folder, whether it holds a site, and what site.yaml and organisations.yaml say."""

    into: Path
    there: bool
    languages: tuple[str, ...]
    zone: datetime.tzinfo
    zone_name: str
    register: Register


def look(into: Path, language: str = "") -> Site:
    """The site in a folder; without site.yaml its only language is `language`, else English."""
    if into.exists() and not into.is_dir():
        raise ImportFault(f"{into} is not a folder", "give the folder that holds site.yaml")
    text = ledger.on_disk(into / "site.yaml")
    settings = parsed(text or "")
    given = settings.get("languages")
    languages = tuple(str(one) for one in given) if isinstance(given, list) and given else (language or "en",)
    zone, name = zone_of(settings)
    known = register.read(ledger.on_disk(into / register.FILE) or "", Organisations())
    return Site(into, text is not None, languages, zone, name, known)


def parsed(text: str) -> Mapping[str, object]:
    """The settings of the site."""
    try:
        found = render.parsed(text)
    except yaml.YAMLError as fault:
        raise ImportFault(f"site.yaml is not valid YAML: {fault}", "`ogpsite check` says where") from None
    return found if isinstance(found, Mapping) else {}


def zone_of(settings: Mapping[str, object]) -> tuple[datetime.tzinfo, str]:
    """The site's time zone: a moment near midnight is a day there."""
    name = str(settings.get("timezone", "") or "UTC")
    try:
        return ZoneInfo(name), name
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return datetime.UTC, "UTC"
