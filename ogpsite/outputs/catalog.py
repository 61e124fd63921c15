"""The catalogue of the open data: DCAT-AP as JSON-LD, so that data portals can harvest it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ogpsite import jsonwords, tables
from ogpsite.model.facts import Edition
from ogpsite.model.licences import licence_of
from ogpsite.model.site import Output, Site
from ogpsite.model.values import Text
from ogpsite.outputs.options import Options
from ogpsite.tables import workbook
from ogpsite.tables.files import CATALOG, DATA, OPENAPI, PACKAGE, WORKBOOK
from ogpsite.tables.nouns import Table
from ogpsite.theme import Theme

Data = dict[str, Any]
EU = "http://publications.europa.eu/resource/authority"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA = "https://www.iana.org/assignments/media-types"


def make(edition: Edition, theme: Theme, options: Options) -> Iterator[Output]:
    """`data/catalog.jsonld`; its context is inside it, so nothing has to be fetched to read it."""
    graph = [catalog(edition), publisher(edition), *(dataset(edition, theme, table) for table in tables.TABLES)]
    graph += [service(edition), whole(edition)]
    document = {"@context": CONTEXT, "@graph": graph}
    yield Output(f"{DATA}/{CATALOG}", f"{jsonwords.written(document)}\n".encode())


def at(edition: Edition, path: str) -> str:
    return f"{edition.site.settings.url.rstrip('/')}/{path}"


def identity(edition: Edition, name: str) -> str:
    return f"{at(edition, f'{DATA}/')}#{name}"


def node(address: str) -> Data:
    return {"@id": address}


def tagged(text: Text) -> list[Data]:
    """A text in its languages."""
    return [{"@value": words, "@language": language} for language, words in text.variants]


def day(edition: Edition) -> Data:
    return {"@value": tables.last_change(edition).isoformat(), "@type": "xsd:date"}


def licence(edition: Edition) -> Data:
    _, name, address = licence_of(edition.site.settings.licence)
    return {"dct:license": node(address)} if address else {"dct:license": {"dct:title": name}}


def languages(site: Site) -> list[Data]:
    return [node(f"http://id.loc.gov/vocabulary/iso639-1/{code.split('-')[0].lower()}") for code in site.languages]


def catalog(edition: Edition) -> Data:
    """The catalogue itself."""
    settings = edition.site.settings
    named = [*(node(identity(edition, table.name)) for table in tables.TABLES), node(identity(edition, "package"))]
    return {
        "@id": identity(edition, "catalog"),
        "@type": "dcat:Catalog",
        "dct:title": tagged(settings.title),
        "dct:description": tagged(settings.description or settings.title),
        "dct:publisher": node(identity(edition, "publisher")),
        "dct:language": languages(edition.site),
        "dct:modified": day(edition),
        "foaf:homepage": node(at(edition, f"{DATA}/")),
        "dcat:themeTaxonomy": node(f"{EU}/data-theme"),
        "dcat:dataset": named,
        "dcat:service": node(identity(edition, "api")),
    } | licence(edition)


def publisher(edition: Edition) -> Data:
    settings = edition.site.settings
    agency = edition.site.get(settings.lead_agency)
    name = getattr(agency, "name", None) or settings.country
    return {
        "@id": identity(edition, "publisher"),
        "@type": "foaf:Agent",
        "foaf:name": tagged(name),
        "foaf:homepage": node(at(edition, "")),
        "dct:type": node("http://purl.org/adms/publishertype/NationalAuthority"),
    }


def contact(edition: Edition) -> Data:
    """The point of contact, where the site names one."""
    found = edition.site.settings.contact
    if found is None or not (found.email or found.name):
        return {}
    card: Data = {"@type": "vcard:Organization", "vcard:fn": tagged(found.name or edition.site.settings.title)}
    if found.email:
        card["vcard:hasEmail"] = node(f"mailto:{found.email}")
    return {"dcat:contactPoint": card}


def dataset(edition: Edition, theme: Theme, table: Table) -> Data:
    """A table as a dataset with its files."""
    return {
        "@id": identity(edition, table.name),
        "@type": "dcat:Dataset",
        "dct:identifier": f"{DATA}/{table.name}",
        "dct:title": said(edition, theme, table.title),
        "dct:description": said(edition, theme, table.what),
        "dcat:keyword": tagged(edition.site.settings.country),
        "dcat:theme": node(f"{EU}/data-theme/GOVE"),
        "dct:publisher": node(identity(edition, "publisher")),
        "dct:language": languages(edition.site),
        "dct:modified": day(edition),
        "dct:accrualPeriodicity": node(f"{EU}/frequency/IRREG"),
        "dct:accessRights": node(f"{EU}/access-right/PUBLIC"),
        "dcat:landingPage": node(at(edition, f"{DATA}/")),
        "dcat:distribution": [
            distribution(edition, f"{table.name}.csv", "text/csv", "CSV", tables.printed(edition, table.name)),
            distribution(edition, f"{table.name}.json", "application/json", "JSON"),
        ],
    } | contact(edition)


def said(edition: Edition, theme: Theme, words: str) -> list[Data]:
    """Words of the interface in every language that has them."""
    found = ((code, theme.words(code).say(words)) for code in edition.site.languages)
    return [{"@value": str(one), "@language": one.language or code} for code, one in found]


def distribution(edition: Edition, name: str, media: str, form: str, known: tuple[int, str] = (0, "")) -> Data:
    """A file of a dataset."""
    address = at(edition, f"{DATA}/{name}")
    found: Data = {
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:accessURL": node(at(edition, f"{DATA}/")),
        "dcat:downloadURL": node(address),
        "dcat:mediaType": node(f"{MEDIA}/{media}"),
        "dct:format": node(f"{EU}/file-type/{form}"),
    } | licence(edition)
    size, sha256 = known
    if sha256:
        found["dcat:byteSize"] = {"@value": str(size), "@type": "xsd:nonNegativeInteger"}
        checksum = {"@value": sha256, "@type": "xsd:hexBinary"}
        algorithm = node("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")
        found["spdx:checksum"] = {
            "@type": "spdx:Checksum",
            "spdx:algorithm": algorithm,
            "spdx:checksumValue": checksum,
        }
    return found


def whole(edition: Edition) -> Data:
    """All tables together: the data package and, where it is made, the workbook."""
    excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    files = [distribution(edition, PACKAGE, "application/json", "JSON")]
    if workbook.is_possible():
        files.append(distribution(edition, WORKBOOK, excel, "XLSX"))
    settings = edition.site.settings
    return {
        "@id": identity(edition, "package"),
        "@type": "dcat:Dataset",
        "dct:identifier": f"{DATA}/{PACKAGE}",
        "dct:title": tagged(settings.title),
        "dct:description": tagged(settings.description or settings.title),
        "dcat:theme": node(f"{EU}/data-theme/GOVE"),
        "dct:publisher": node(identity(edition, "publisher")),
        "dct:modified": day(edition),
        "dct:accessRights": node(f"{EU}/access-right/PUBLIC"),
        "dcat:distribution": files,
    } | contact(edition)


def service(edition: Edition) -> Data:
    """The static API."""
    return {
        "@id": identity(edition, "api"),
        "@type": "dcat:DataService",
        "dct:title": "JSON",
        "dcat:endpointURL": node(at(edition, "api/v1/index.json")),
        "dcat:endpointDescription": node(at(edition, OPENAPI)),
        "dcat:servesDataset": [node(identity(edition, table.name)) for table in tables.TABLES],
        "dct:publisher": node(identity(edition, "publisher")),
    } | licence(edition)
