"""The files for hosts that are services: Netlify, Cloudflare, Pages of GitHub and others, object storage with a CDN."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

from ogpsite.hosting.rules import FOREVER, OPEN, SAFE, Hosting
from ogpsite.hosting.servers import target

OWN_NAMES = (
    ".github.io",
    ".gitlab.io",
    ".codeberg.page",
    ".pages.dev",
    ".netlify.app",
)  # hosts' own names need no CNAME
ROUTES = 50  # rules that S3 takes


def headers(site: Hosting) -> str:
    """`_headers`. These hosts add up the headers of all patterns that fit, so none may name one that another names."""
    pages = dict(site.rules[-1].headers)["Content-Security-Policy"]
    lines = ["# Headers for Netlify and Cloudflare Pages; written by ogpsite."]
    lines += [f"{site.base}/*", f"  Content-Security-Policy: {pages}"]
    lines += [f"  {name}: {value}" for name, value in (*site.always, *OPEN)]
    if site.version:
        lines += [f"{site.base}/assets/{site.version}/*", f"  Cache-Control: {FOREVER}"]
    for code in site.languages[1:]:
        lines += [f"{site.base}/{code}/*", f"  Content-Language: {code}"]
    return "\n".join((*lines, ""))


def redirects(site: Hosting) -> str:
    """`_redirects`; an address that is there is shown, whatever pattern fits it."""
    lines = ["# Redirects for Netlify and Cloudflare Pages; written by ogpsite."]
    for one in site.redirects:
        old = quote(f"{site.base}{one.old}", safe=SAFE)
        if one.below:
            lines.append(f"{old}* {target(site, one)}:splat 301")
        else:
            lines.append(f"{old} {target(site, one)} 301!")
    lines.append(f"{site.base}/assets/:version/* {site.base}/assets/:splat 302")
    lines += [f"{site.base}/{code}/* {site.base}/{code}/404.html 404" for code in site.languages[1:]]
    return "\n".join((*lines, ""))


def cname(site: Hosting) -> str:
    """`CNAME` for Pages of GitHub: the site's own name; nothing where it has none, or lies below a path."""
    own = site.host and "." in site.host and not site.host.endswith(OWN_NAMES) and not site.base
    return f"{site.host}\n" if own else ""


def s3_website(site: Hosting) -> str:
    """What `aws s3api put-bucket-website` takes. Single old addresses are objects that redirect (publish/objects)."""
    return as_json(
        {
            "IndexDocument": {"Suffix": "index.html"},
            "ErrorDocument": {"Key": "404.html"},
            **({"RoutingRules": rules} if (rules := list(routes(site))[:ROUTES]) else {}),
        }
    )


def routes(site: Hosting) -> Iterator[dict[str, object]]:
    """Everything below one address to the same below another, where nothing is there any more."""
    for one in site.redirects:
        if one.below and one.new.startswith("/"):
            yield {
                "Condition": {"KeyPrefixEquals": one.old.lstrip("/"), "HttpErrorCodeReturnedEquals": "404"},
                "Redirect": {"ReplaceKeyPrefixWith": target(site, one).lstrip("/"), "HttpRedirectCode": "301"},
            }


def s3_cors(site: Hosting) -> str:
    """What `aws s3api put-bucket-cors` takes: anybody's program may read the open data."""
    return as_json({"CORSRules": [{"AllowedOrigins": ["*"], "AllowedMethods": ["GET", "HEAD"], "MaxAgeSeconds": 3600}]})


def cdn_headers(site: Hosting) -> str:
    """The headers that object storage can't send itself, in the form of a policy of CloudFront; others copy them."""
    pages = dict(site.rules[-1].headers)["Content-Security-Policy"]
    every = (*site.always, ("Content-Security-Policy", pages))
    items = [{"Header": name, "Value": value, "Override": True} for name, value in every]
    return as_json({"Name": "ogpsite", "CustomHeadersConfig": {"Quantity": len(items), "Items": items}})


def as_json(data: object) -> str:
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n"
