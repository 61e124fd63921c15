"""What a page may load, run and be framed by: the content security policy, in the page and in the host's header."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from ogpsite.model import records
from ogpsite.model.once import once

Sources = dict[str, list[str]]
POLICY: Mapping[str, tuple[str, ...]] = {
    # only what the site itself holds; nothing inline, and nothing that isn't named here
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "media-src": ("'self'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
    "object-src": ("'none'",),
}
# what browsers read in the header only, and complain of in a page
HEADER_ONLY = ("frame-ancestors", "sandbox", "report-uri", "report-to")
# files that are opened by themselves (documents, films, drawings) run nothing; the browser's own viewers may show them
FILES = "default-src 'self'; script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def of_page(settings: records.Settings, linked_data: str = "") -> str:
    """The policy that stands in a page, with the extra sources of site.yaml.

    Linked data is no script, and no browser runs it; its hash is named, so that strict checkers see that too.
    """
    before, after = around_scripts(settings)
    if not linked_data:
        return f"{before}{after}"
    digest = base64.b64encode(hashlib.sha256(linked_data.encode()).digest()).decode()
    return f"{before} 'sha256-{digest}'{after}"


@once
def around_scripts(settings: records.Settings) -> tuple[str, str]:
    """The policy of every page: up to the last source of scripts, and what comes after it."""
    found = {name: found for name, found in allowed(settings).items() if name not in HEADER_ONLY}
    names = [*found]
    last = names.index("script-src") + 1
    before, after = (written({name: found[name] for name in part}) for part in (names[:last], names[last:]))
    return before, f"; {after}" if after else ""


def of_header(settings: records.Settings) -> str:
    """The policy that a host sends with every page: the same, and who may show the page in a frame (usually nobody)."""
    return written({**allowed(settings), "frame-ancestors": framers(settings)})


def framers(settings: records.Settings) -> list[str]:
    """Which sites may show pages of this one in a frame: `frame-ancestors` below `csp`, else none."""
    named = dict(settings.csp).get("frame-ancestors", ())
    return ["'self'", *named] if named else ["'none'"]


def allowed(settings: records.Settings) -> Sources:
    """Every directive with its sources."""
    found = {name: list(sources) for name, sources in POLICY.items()}
    if settings.search == "pagefind":  # its search is WebAssembly, in a worker
        found["script-src"].append("'wasm-unsafe-eval'")
        found["worker-src"] = ["'self'"]
    for name, sources in settings.csp:
        own = found.setdefault(name, ["'self'"])
        own[:] = [*(one for one in own if one != "'none'"), *(one for one in sources if one not in own)]
    return found


def written(sources: Mapping[str, list[str]]) -> str:
    """A policy as browsers read it."""
    return "; ".join(f"{name} {' '.join(found)}" for name, found in sources.items())
