"""Where the files of open data lie, and which of them a site has."""

from __future__ import annotations

from ogpsite.model.facts import Edition

DATA = "data"
WORKBOOK = "workbook.xlsx"
SEMICOLONS = "-semicolon.csv"
PACKAGE, CSVW, CATALOG = "datapackage.json", "csv-metadata.json", "catalog.jsonld"
API, OPENAPI, SCHEMAS, WELL_KNOWN = "api/v1", "openapi.json", "schemas", ".well-known/ogp.json"
# where the comma is the decimal sign, spreadsheets expect semicolons between the cells of a CSV file
SEMICOLON = frozenset(
    "az be bg bs ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk lt lv mk nb nl nn no pl pt ro ru sk sl sq sr "
    "sv tr uk uz vi".split()
)


def wants_semicolons(edition: Edition) -> bool:
    """Whether one of the site's languages writes decimals with a comma, or the files were published before."""
    site = edition.site
    page = next((row for row in edition.ledger if row.address == f"/{DATA}/"), None)
    if page and any(form.endswith(SEMICOLONS) for form in page.forms):
        return True
    return any(language.split("-")[0] in SEMICOLON for language in site.languages)
