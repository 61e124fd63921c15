"""Linked data: the catalogue for data portals (DCAT-AP), and what pages say of themselves (schema.org)."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from typing import Any

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Namespace, URIRef
from sites import SMALL

from ogpsite import tables
from ogpsite.build import Result
from ogpsite.outputs import listing
from outputs.conftest import Make, Outputs

Data = dict[str, Any]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # of its own older parts
SCHEMA = Namespace("https://schema.org/")
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def catalogue(outputs: Outputs) -> Graph:
    return Graph().parse(data=outputs["data/catalog.jsonld"], format="json-ld")


def linked(page: bytes) -> Data:
    found = SCRIPT.findall(page.decode())
    assert len(found) == 1
    data: Data = json.loads(found[0])
    return data


def graph_of(data: Data) -> Graph:
    """The statements of a page; the context is put in by hand, so that nothing is fetched."""
    assert data["@context"] == "https://schema.org"
    return Graph().parse(data=json.dumps({**data, "@context": {"@vocab": str(SCHEMA)}}), format="json-ld")


# the catalogue


def test_catalogue_says_what_dcat_ap_asks(outputs: Outputs) -> None:
    graph = catalogue(outputs)
    [whole] = graph.subjects(RDF.type, DCAT.Catalog)
    for wanted in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license):
        assert list(graph.objects(whole, wanted)), wanted
    [publisher] = graph.objects(whole, DCTERMS.publisher)
    assert (publisher, RDF.type, FOAF.Agent) in graph
    assert {str(name.language) for name in graph.objects(publisher, FOAF.name)} == {"en", "fr", "ar"}  # type: ignore[attr-defined]
    datasets = set(graph.objects(whole, DCAT.dataset))
    assert datasets == set(graph.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == len(tables.TABLES) + 1
    for one in datasets:
        for wanted in (DCTERMS.title, DCTERMS.description, DCAT.distribution, DCAT.contactPoint):
            assert list(graph.objects(one, wanted)), (one, wanted)


def test_every_distribution_is_there(outputs: Outputs) -> None:
    graph = catalogue(outputs)
    found = list(graph.subjects(RDF.type, DCAT.Distribution))
    assert len(found) == 2 * len(tables.TABLES) + 2
    for one in found:
        [address] = graph.objects(one, DCAT.downloadURL)
        assert isinstance(address, URIRef)
        path = str(address).removeprefix("https://opengov.nouria.example/")
        assert path in outputs
        [licence] = graph.objects(one, DCTERMS.license)
        assert str(licence) == "https://creativecommons.org/licenses/by/4.0/"
        for size in graph.objects(one, DCAT.byteSize):
            assert int(size) == len(outputs[path])  # type: ignore[call-overload]


def test_the_api_is_a_service(outputs: Outputs) -> None:
    graph = catalogue(outputs)
    [service] = graph.subjects(RDF.type, DCAT.DataService)
    assert list(graph.objects(service, DCAT.endpointDescription)) == [
        URIRef("https://opengov.nouria.example/openapi.json")
    ]


# the pages


def test_every_page_says_what_it_is(outputs: Outputs) -> None:
    """Every page but redirects: parsed as RDF, it is a WebPage of its own address in its own language."""
    for path, data in outputs.items():
        if path.endswith("index.html") and b'http-equiv="refresh"' not in data:
            said = linked(data)
            page = said["@graph"][0]
            assert page["@type"] == "WebPage"
            canonical = re.search(rb'<link rel="canonical" href="([^"]*)"', data)
            assert canonical and page["url"] == html.unescape(canonical[1].decode()), path
            assert f'lang="{page["inLanguage"]}"'.encode() in data[:400]


def test_the_content_policy_names_it(outputs: Outputs) -> None:
    """The hash in the page's own policy is that of its linked data: nothing else inline may ever run."""
    for path, data in outputs.items():
        if path.endswith("index.html") and b'http-equiv="refresh"' not in data:
            text = SCRIPT.findall(data.decode())[0]
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', data.decode())
            assert policy and f"script-src 'self' 'sha256-{digest}'" in html.unescape(policy[1]), path
            assert "unsafe" not in policy[1]


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("plans/2025-2028/index.html", "Report"),
        ("plans/2025-2028/open-contracting/index.html", "CreativeWork"),
        ("fr/plans/2025-2028/open-contracting/index.html", "CreativeWork"),
        ("organisations/integrity-watch/index.html", "NGO"),
        ("consultations/2024-priorities/index.html", "Event"),
        ("consultations/2024-priorities/c-001/index.html", "Comment"),
        ("forum/2025-11-20-year-one-results/index.html", "Event"),
        ("assessments/2024-irm-results-report/index.html", "Report"),
        ("documents/forum-decree-2023/index.html", "DigitalDocument"),
        ("news/2024-12-16-third-plan-delivered/index.html", "NewsArticle"),
    ],
)
def test_records_by_their_type(path: str, type_: str, outputs: Outputs) -> None:
    graph = graph_of(linked(outputs[path]))
    [page] = graph.subjects(RDF.type, SCHEMA.WebPage)
    [record] = graph.objects(page, SCHEMA.mainEntity)
    assert (record, RDF.type, SCHEMA[type_]) in graph
    assert list(graph.objects(record, SCHEMA.name))


def test_home_and_the_way_to_a_page(outputs: Outputs) -> None:
    home = graph_of(linked(outputs["index.html"]))
    assert list(home.subjects(RDF.type, SCHEMA.WebSite))
    assert list(home.subjects(RDF.type, SCHEMA.GovernmentOrganization))
    way = linked(outputs["plans/2025-2028/open-contracting/index.html"])["@graph"][1]["itemListElement"]
    assert [one["position"] for one in way] == [1, 2, 3, 4]
    assert way[0]["item"] == "https://opengov.nouria.example/"
    assert way[-1]["item"] == "https://opengov.nouria.example/plans/2025-2028/open-contracting/"


HOSTILE = "</script><script>alert(1)</script><!-- & \u2028 ]]>"


def test_hostile_words_stay_words(made: Make) -> None:
    """The public's words can't end the element; they come out as they went in."""
    content = {
        "content/consultations/2024-ideas/contributions.yaml": json.dumps(
            [{"key": "c-1", "text": HOSTILE, "title": HOSTILE, "attribution": "pseudonym", "author": HOSTILE}]
        ),
    }
    page = made("pages", changes={**content})["consultations/2024-ideas/c-1/index.html"]
    said = linked(page)
    comment = next(one for one in said["@graph"] if one["@type"] == "Comment")
    assert comment["text"] == HOSTILE
    assert comment["author"]["name"] == HOSTILE
    assert b"<script>alert" not in page


def test_names_withheld_are_not_said(made: Make) -> None:
    content = "- key: c-1\n  text: Words.\n  attribution: withheld\n  author: Secret Author\n"
    files = {**SMALL, "content/consultations/2024-ideas/contributions.yaml": content}
    page = made("pages", changes=files)["consultations/2024-ideas/c-1/index.html"]
    comment = next(one for one in linked(page)["@graph"] if one["@type"] == "Comment")
    assert "author" not in comment
    assert b"Secret Author" not in page


def test_the_lists_of_a_commitment_are_found_without_listing_all_pages(
    sample: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The preview asks for them with every save of a commitment in a large site."""
    assert sample.edition
    every = {page.address for page in listing.all_pages(sample.edition) if "/by-commitment/" in page.address}
    lists = {one for one in every if one.startswith(("/changes/", "/documents/"))}
    found = listing.Found(sample.edition)
    monkeypatch.setattr(listing, "all_pages", None)
    assert lists and all(one in found for one in lists)
    monkeypatch.undo()
    assert "/changes/by-commitment/nowhere/" not in found
