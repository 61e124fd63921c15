"""nginx, Caddy and Apache serve a built site by its host files: status, headers, redirects, 404, ranges, languages."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
import pytest

from hosting.servers import Server
from ogpsite.hosting import RULES, rules

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hosting")]


@pytest.fixture
def site(server: Server, sites: dict[str, Path]) -> Path:
    return sites[server.base] / server.base.strip("/")


@pytest.fixture
def model(site: Path) -> rules.Hosting:
    found = rules.read((site / RULES).read_bytes())
    assert found
    return found


def asset(site: Path) -> str:
    """The address of the style, as the first page names it."""
    found = re.search(r'rel="stylesheet" href="([^"]+)"', (site / "index.html").read_text("utf-8"))
    assert found
    return f"/{found[1]}"


PATHS = (
    # what is asked for, and the file that answers
    ("/", "index.html"),
    ("/fr/plans/2025-2028/", "fr/plans/2025-2028/index.html"),
    ("/plans/2025-2028/index.json", "plans/2025-2028/index.json"),
    ("/feed.xml", "feed.xml"),
    ("/fr/feed.json", "fr/feed.json"),
    ("/data/commitments.csv", "data/commitments.csv"),
    ("/data/workbook.xlsx", "data/workbook.xlsx"),
    ("/sitemap.xml", "sitemap.xml"),
    ("/.well-known/ogp.json", ".well-known/ogp.json"),
    ("/files/plans/2025-2028/plan.pdf", "files/plans/2025-2028/plan.pdf"),
    ("/assets/style.css", "assets/style.css"),
    ("/assets/card.png", "assets/card.png"),
    ("/manifest-sha256.txt", "manifest-sha256.txt"),
)


@pytest.mark.parametrize(("address", "path"), PATHS)
def test_headers_are_those_of_the_model(
    server: Server, site: Path, model: rules.Hosting, address: str, path: str
) -> None:
    answer = server.get(address)
    assert (answer.status, answer.body) == (200, (site / path).read_bytes())
    wanted = {name.lower(): value for name, value in model.headers(path).items()}
    found = {name: answer.headers.get(name) for name in wanted}
    assert {**found, "content-type": (found["content-type"] or "").lower()} == wanted
    for name in ("access-control-allow-origin", "x-frame-options", "content-language"):
        assert (name in answer.headers) == (name in wanted), name
    assert server.get(address, "HEAD").headers.get("content-type", "").lower() == wanted["content-type"]


def test_what_is_named_by_its_content_is_kept_for_ever(server: Server, site: Path) -> None:
    address = asset(site)
    answer = server.get(address)
    assert answer.status == 200 and answer.body == (site / "assets/style.css").read_bytes()
    assert answer.headers["cache-control"] == rules.FOREVER
    assert answer.headers["content-type"].lower() == "text/css; charset=utf-8"
    older = server.get(re.sub(r"[0-9a-f]{16}", "0" * 16, address))  # a page of the release before is still open
    assert older.status == 302 and older.headers["location"].endswith(f"{server.base}/assets/style.css")
    assert older.headers["cache-control"] in (rules.BRIEFLY, rules.HOUR)
    gone = server.get(f"{address}.map")
    assert gone.status in (302, 404) and "immutable" not in gone.headers["cache-control"]


def test_what_was_seen_is_not_sent_again(server: Server) -> None:
    first = server.get("/data/commitments.csv")
    again = server.get("/data/commitments.csv", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


REDIRECTS = (
    ("/plans/third/", "/plans/2025-2028/"),
    ("/plans/third", "/plans/2025-2028/"),
    ("/fr/plans/third/", "/fr/plans/2025-2028/"),
    ("/news/launch/", "https://archive.example/launch?year=2024&a=b"),
    ("/ancien-plan-%C3%A9t%C3%A9/", "/plans/2025-2028/"),
    ("/old-letter.pdf", "/plans/"),
    ("/es/plans/2025-2028/", "/plans/2025-2028/"),
    ("/es/nothing-of-the-kind/", "/nothing-of-the-kind/"),
    ("/cost/100%25/", "/data/"),
)


@pytest.mark.parametrize(("old", "new"), REDIRECTS)
def test_old_addresses_lead_on(server: Server, old: str, new: str) -> None:
    answer = server.get(old)
    assert answer.status == 301
    wanted = f"{server.base}{new}" if new.startswith("/") else new
    there = answer.headers["location"].removeprefix(f"http://127.0.0.1:{server.port}")
    assert there == wanted
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_folder_without_its_slash_leads_to_it(server: Server) -> None:
    answer = server.get("/plans")
    assert answer.status in (301, 308)
    assert answer.headers["location"].removeprefix(f"http://127.0.0.1:{server.port}") == f"{server.base}/plans/"


@pytest.mark.parametrize(
    ("address", "language"), [("/no/such/page/", "en"), ("/fr/rien/", "fr"), ("/files/no.pdf", "en")]
)
def test_what_is_not_there(server: Server, site: Path, model: rules.Hosting, address: str, language: str) -> None:
    answer = server.get(address)
    page = "404.html" if language == "en" else f"{language}/404.html"
    assert (answer.status, answer.body) == (404, (site / page).read_bytes())
    assert answer.headers["content-type"].lower() == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == model.headers(page)["Content-Security-Policy"]
    assert answer.headers["content-language"] == language
    assert answer.headers["cache-control"] == rules.BRIEFLY


@pytest.mark.parametrize("path", ["/.ogpsite.json", "/_host/nginx.conf", "/_headers", "/.htaccess"])
def test_what_is_for_the_host_is_not_served(server: Server, path: str) -> None:
    assert server.get(path).status in (403, 404)


def test_a_part_of_a_file(server: Server, site: Path) -> None:
    whole = (site / "files/plans/2025-2028/plan.pdf").read_bytes()
    answer = server.get("/files/plans/2025-2028/plan.pdf", Range="bytes=100-199")
    assert (answer.status, answer.body) == (206, whole[100:200])
    assert answer.headers["content-range"] == f"bytes 100-199/{len(whole)}"
    assert server.get("/files/plans/2025-2028/plan.pdf", Range=f"bytes={len(whole)}-").status == 416


@pytest.mark.parametrize("address", ["/plans/2025-2028/", "/data/commitments.json", "/assets/style.css", "/feed.xml"])
def test_packed_for_those_who_can_unpack(server: Server, address: str) -> None:
    plain = server.get(address)
    assert "content-encoding" not in plain.headers
    answer = server.get(address, Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip" and gzip.decompress(answer.body) == plain.body
    assert answer.headers["content-type"] == plain.headers["content-type"]
    assert "accept-encoding" in answer.headers["vary"].lower()
    if server.name != "apache":  # Apache packs on the fly, by gzip
        smaller = server.get(address, Accept_Encoding="br, gzip")
        assert smaller.headers["content-encoding"] == "br" and brotli.decompress(smaller.body) == plain.body
        assert smaller.headers["content-type"] == plain.headers["content-type"]
        assert len(smaller.body) < len(answer.body)


def test_every_page_and_every_link_of_it_answers(server: Server, site: Path) -> None:
    for path in ("index.html", "fr/plans/2025-2028/index.html", "404.html"):
        html = (site / path).read_text("utf-8")
        base = f"/{path.removesuffix('index.html')}"
        for link in set(re.findall(r'(?:href|src)="([^"#?:]+)"', html)):
            there = link.removeprefix(server.base) if link.startswith("/") else resolved(base, link)
            assert server.get(there).status == 200, (path, link)


def resolved(base: str, link: str) -> str:
    """A link from a page, as browsers read it."""
    from urllib.parse import urljoin

    return urljoin(base, link)
