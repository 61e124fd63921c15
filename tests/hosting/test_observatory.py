"""The scoring rules of Mozilla's HTTP Observatory, applied to the headers and pages of a built site: A+.

The rules are those of its page “Tests & Scoring”: 100 to begin with, penalties first, bonuses only from 90 on; A+ is
100 and more. Redirection from http is the host's business; it is judged as given (0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from sites import SMALL, check_site, text_of

from ogpsite import policy
from ogpsite.build import Result
from ogpsite.hosting import RULES, rules
from ogpsite.serve.guard import HEADERS

pytestmark = pytest.mark.slow  # builds sites of its own

HALF_A_YEAR = 15_768_000
BROAD = {"http:", "https:", "*", "http://*", "https://*", "data:", "blob:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def directives(text: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for part in text.split(";") if (words := part.split())}


def content_policy(found: Mapping[str, list[str]]) -> int:
    script = found.get("script-src", found.get("default-src"))
    objects = found.get("object-src", found.get("default-src"))
    style = found.get("style-src", found.get("default-src", []))
    if script is None or objects is None or (set(script) | set(objects)) & BROAD or "'unsafe-inline'" in script:
        return -20
    if any(source.startswith("http:") for sources in found.values() for source in sources):
        return -20
    if "'unsafe-eval'" in script:
        return -10
    if "'unsafe-inline'" in style or set(style) & BROAD:
        return 0
    return 10 if found.get("default-src") == ["'none'"] else 5


def marks(headers: Mapping[str, str], html: str) -> Iterator[tuple[str, int]]:
    """Each rule with its points."""
    found = {name.lower(): value for name, value in headers.items()}
    csp = directives(found.get("content-security-policy", ""))
    yield "cookies", 0 if "set-cookie" not in found else -40
    yield "content security policy", content_policy(csp) if csp else -25
    age = re.match(r"max-age=(\d+)", found.get("strict-transport-security", ""))
    yield "strict transport security", -20 if not age else 0 if int(age[1]) >= HALF_A_YEAR else -10
    yield "referrer policy", 5 if found.get("referrer-policy") in PRIVATE else 0
    scripts = re.findall(r'<script\b[^>]*\bsrc="([^"]*)"', html)
    yield "subresource integrity", -50 if any(re.match(r"(https?:)?//", one) for one in scripts) else 0
    yield "content type options", 0 if found.get("x-content-type-options") == "nosniff" else -5
    framed = csp.get("frame-ancestors", ["*"])
    safe = found.get("x-frame-options", "").upper() in ("DENY", "SAMEORIGIN")
    yield "frames", 5 if "*" not in framed else 0 if safe else -20
    resource = found.get("cross-origin-resource-policy", "")
    yield "cross-origin resource policy", 10 if resource in ("same-origin", "same-site") else 0


def score(points: Iterator[tuple[str, int]]) -> int:
    every = [one for _, one in points]
    base = 100 + sum(one for one in every if one < 0)
    return base + (sum(one for one in every if one > 0) if base >= 90 else 0)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Result:
    result = check_site(tmp_path_factory.mktemp("observatory"))
    assert result.ok
    return result


@pytest.fixture(scope="module")
def model(site: Result) -> rules.Hosting:
    found = rules.read(text_of(site, RULES).encode())
    assert found
    return found


def test_every_page_has_a_plus(site: Result, model: rules.Hosting) -> None:
    pages = [output for output in site.outputs if output.path.endswith(".html")]
    assert len(pages) > 50
    for page in pages:
        assert score(marks(model.headers(page.path), page.data.decode())) >= 125, page.path


def test_hosts_that_add_up_headers_have_a_plus_too(site: Result) -> None:
    """`_headers` of Netlify and Cloudflare Pages: what the pattern for everything says."""
    lines = text_of(site, "_headers").split("\n/*\n")[1].split("\n/")[0].splitlines()
    headers = dict(line.strip().split(": ", 1) for line in lines)
    assert score(marks(headers, text_of(site, "index.html"))) >= 115


def test_the_test_can_fail(model: rules.Hosting) -> None:
    good = model.headers("index.html")
    assert score(marks({}, "")) < 50
    bad = good | {"Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline'"}
    assert score(marks(bad, "")) < 90
    assert score(marks(good, '<script src="https://cdn.example/x.js">')) < 90


def test_page_and_header_agree(site: Result, model: rules.Hosting) -> None:
    """The same sources; the page names the hash of its linked data, the header who may frame it."""
    header = directives(model.headers("index.html")["Content-Security-Policy"])
    assert header.pop("frame-ancestors") == ["'none'"]
    for output in site.outputs:
        written = re.search(rb'http-equiv="Content-Security-Policy" content="([^"]*)"', output.data)
        if not output.path.endswith(".html") or output.leads_to:
            continue
        assert written, output.path
        page = directives(written[1].decode().replace("&#39;", "'"))
        page["script-src"] = [one for one in page["script-src"] if not one.startswith("'sha256-")]
        assert page == header, output.path


def test_who_may_frame_a_site_is_its_own_word(tmp_path: Path) -> None:
    text = "csp:\n  frame-ancestors: [https://www.gov.example]\n  img-src: [https://maps.gov.example]\n"
    result = check_site(tmp_path, {"site.yaml": SMALL["site.yaml"] + text})
    found = rules.read(text_of(result, RULES).encode())
    assert found
    headers = found.headers("plans/index.html")
    policy_ = directives(headers["Content-Security-Policy"])
    assert policy_["frame-ancestors"] == ["'self'", "https://www.gov.example"]
    assert policy_["img-src"] == ["'self'", "data:", "https://maps.gov.example"]
    assert "X-Frame-Options" not in headers
    assert "frame-ancestors" not in text_of(result, "index.html").partition("<title>")[0]


def test_no_policy_has_an_unsafe_word(model: rules.Hosting) -> None:
    for rule in model.rules:
        assert "unsafe" not in dict(rule.headers)["Content-Security-Policy"]
    assert "unsafe" not in policy.FILES


def test_the_preview_sends_the_same(model: rules.Hosting) -> None:
    """What both say they say alike; only the preview's pages are never kept."""
    pages = model.headers("index.html")
    shared = set(HEADERS) & set(pages)
    assert {"X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"} <= shared
    assert {name for name in shared if HEADERS[name] != pages[name]} == {"Cache-Control"}
