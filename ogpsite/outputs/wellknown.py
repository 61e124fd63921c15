"""What this site says of itself to machines at `/.well-known/ogp.json`, so that many countries can be read together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ogpsite import jsonwords, tables
from ogpsite.model import kinds, manifest
from ogpsite.model.blanks import iso
from ogpsite.model.facts import Edition, PlanFacts
from ogpsite.model.findings import NOTICE, STATES
from ogpsite.model.licences import licence_of
from ogpsite.model.site import Output, Site
from ogpsite.outputs.filling import output
from ogpsite.outputs.options import Options
from ogpsite.published import closed
from ogpsite.tables import workbook
from ogpsite.tables.files import (
    API,
    CATALOG,
    CSVW,
    DATA,
    OPENAPI,
    PACKAGE,
    SCHEMAS,
    WELL_KNOWN,
    WORKBOOK,
)
from ogpsite.theme import Theme
from ogpsite.views import follow

Data = dict[str, Any]
VERSION = 1  # of this file's form; a name may be added without a new number


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """`.well-known/ogp.json`, and its JSON Schema."""
    yield output(edition, WELL_KNOWN, written(itself(edition)))
    base = edition.site.settings.url.rstrip("/")
    yield output(edition, f"{SCHEMAS}/ogp.json", written({"$id": f"{base}/{SCHEMAS}/ogp.json", **SCHEMA}))


def written(data: Data) -> str:
    return f"{jsonwords.written(data)}\n"


def itself(edition: Edition) -> Data:
    """Member, plans, languages, licence, addresses, generator, and what the self-check found."""
    site, settings = edition.site, edition.site.settings
    base = settings.url.rstrip("/")
    spdx, name, address = licence_of(settings.licence)
    return {
        "version": VERSION,
        "title": dict(settings.title.variants),
        "url": f"{base}/",
        "member": member(site),
        "languages": list(site.languages),
        "licence": {key: value for key, value in (("spdx", spdx), ("name", name), ("url", address)) if value},
        "updated": tables.last_change(edition).isoformat(),
        "as_of": iso(site.day),
        "plans": [plan(base, facts) for facts in edition.facts.plans.values()],
        "standalone_commitments": sum(not one.meta.parent for one in site.by_kind.get("commitment", ())),
        "data": addresses(base, edition),
        "feeds": feeds(base, edition),
        "self_check": self_check(edition),
        "generator": {"name": "ogpsite", "version": edition.version},
    }


def member(site: Site) -> Data:
    """The member in OGP's terms, and its own names."""
    found = site.settings.member
    agency = site.get(site.settings.lead_agency)
    own: Data = {"name": dict(site.settings.country.variants)}
    if agency:
        own["lead_agency"] = agency.id
    if found:
        fields = (("slug", found.slug), ("kind", found.kind), ("ogp_prefix", found.ogp_prefix))
        more = (("status", found.status), ("since", found.since))
        own |= {name: value for name, value in (*fields, *more) if value}
    return own


def plan(base: str, facts: PlanFacts) -> Data:
    """A plan at a glance."""
    one = facts.plan
    address = f"{base}{kinds.address_of(one)}"
    return {
        "id": one.id,
        "title": dict(one.title.variants),
        "number": one.number or None,
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
        "status": facts.status,
        "commitments": len(facts.commitments),
        "url": address,
        "data": f"{address}index.json",
    }


def addresses(base: str, edition: Edition) -> Data:
    """Where the open data is."""
    found = {
        "page": f"{DATA}/",
        "datapackage": f"{DATA}/{PACKAGE}",
        "csvw": f"{DATA}/{CSVW}",
        "dcat": f"{DATA}/{CATALOG}",
        "openapi": OPENAPI,
        "api": f"{API}/index.json",
        "records": "index.json",
        "ogp_commitments": f"{DATA}/ogp-commitments.csv",
        "manifest": manifest.NAME,
    }
    if workbook.is_possible():
        found["workbook"] = f"{DATA}/{WORKBOOK}"
    csv = {table.name: f"{base}/{DATA}/{table.name}.csv" for table in tables.TABLES}
    return {name: f"{base}/{path}" for name, path in found.items()} | {"csv": csv}


def feeds(base: str, edition: Edition) -> Data:
    """Feeds and calendars of the whole site, by language."""
    site = edition.site
    prefixes = {code: "" if code == site.languages[0] else f"/{code}" for code in site.languages}
    found = {"atom": follow.FEED, "json": follow.JSON_FEED}
    if follow.has_calendar(edition, follow.WHOLE):
        found["calendar"] = follow.CALENDAR
    return {name: {code: f"{base}{prefix}/{file}" for code, prefix in prefixes.items()} for name, file in found.items()}


def self_check(edition: Edition) -> Data:
    """How many rules are in which state, by plan; the findings themselves are in the records' own files."""
    plans: dict[str, dict[str, int]] = {}
    for one in edition.findings:
        states = plans.setdefault(one.plan or "site", dict.fromkeys(STATES, 0))
        states[one.state] += 1
    return {"notice": NOTICE, "rules": edition.site.settings.rules or "national-2022", "states": plans}


STRING: Data = {"type": "string"}
NAMES: Data = {"type": "object", "additionalProperties": STRING}
COUNT: Data = {"type": "integer", "minimum": 0}
DAY: Data = {"type": "string", "format": "date"}
PLAN = dict.fromkeys(("id", "status", "url", "data"), STRING) | {
    "title": NAMES,
    "number": {"type": ["string", "null"]},
    "start": DAY,
    "end": DAY,
    "commitments": COUNT,
}
SCHEMA: Data = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A repository of a member of the Open Government Partnership, described by itself",
    **closed(
        {
            "version": {"const": VERSION},
            "title": NAMES,
            "url": STRING,
            "member": {"type": "object", "properties": {"name": NAMES}, "required": ["name"]},
            "languages": {"type": "array", "items": STRING, "minItems": 1},
            "licence": NAMES,
            "updated": DAY,
            "as_of": DAY,
            "plans": {"type": "array", "items": closed(PLAN, ("id", "title", "start", "end", "status", "url"))},
            "standalone_commitments": COUNT,
            "data": {"type": "object", "additionalProperties": {"anyOf": [STRING, NAMES]}},
            "feeds": {"type": "object", "additionalProperties": NAMES},
            "self_check": closed(
                {
                    "notice": STRING,
                    "rules": STRING,
                    "states": {"type": "object", "additionalProperties": {"type": "object"}},
                },
                ("notice", "rules", "states"),
            ),
            "generator": NAMES,
        },
        ("version", "title", "url", "member", "languages", "licence", "plans", "data", "feeds", "generator"),
    ),
}
