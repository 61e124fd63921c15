"""Host files: how a site is to be served, for every kind of host, from one model of headers and redirects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ogpsite.hosting import rules, servers, services
from ogpsite.hosting.rules import Hosting
from ogpsite.model.facts import Edition
from ogpsite.model.site import Output

RULES = "_host/rules.json"
WRITERS: dict[str, Callable[[Hosting], str]] = {
    # each file with what writes it; one that would be empty isn't written
    "_headers": services.headers,
    "_redirects": services.redirects,
    "CNAME": services.cname,
    ".htaccess": servers.apache,
    "_host/nginx.conf": servers.nginx,
    "_host/Caddyfile": servers.caddy,
    "_host/s3-website.json": services.s3_website,
    "_host/s3-cors.json": services.s3_cors,
    "_host/cdn-headers.json": services.cdn_headers,
}


def make(edition: Edition, outputs: Iterable[Output]) -> Iterator[Output]:
    """The host files of a site with these outputs."""
    site = rules.of(edition, outputs)
    yield Output(".nojekyll")
    yield Output(RULES, site.as_json())
    for path, write in WRITERS.items():
        if text := write(site):
            yield Output(path, text.encode())
