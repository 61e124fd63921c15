"""Where the files of open data lie, and which of them a site has."""

from __future__ import annotations

from ogpsite.model.site import Site

DATA = "data"
WORKBOOK = "workbook.xlsx"
PACKAGE, CSVW, CATALOG = "datapackage.json", "csv-metadata.json", "catalog.jsonld"
API, OPENAPI, SCHEMAS, WELL_KNOWN = "api/v1", "openapi.json", "schemas", ".well-known/ogp.json"
# where the comma is the decimal sign, spreadsheets expect semicolons between the cells of a CSV file
SEMICOLON = frozenset(
    "az be bg bs ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk lt lv mk nb nl nn no pl pt ro ru sk sl sq sr "
    "sv tr uk uz vi".split()
)


def wants_semicolons(site: Site) -> bool:
    """Whether one of the site's languages writes decimals with a comma."""
    return any(language.split("-")[0] in SEMICOLON for language in site.languages)
