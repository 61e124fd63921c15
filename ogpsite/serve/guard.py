"""Who may ask: the preview answers its own pages on this computer, and nobody else's."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

from ogpsite.nouns import dataclass

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
HEADERS = {
    # what other sites in the same browser may do with an answer: nothing
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Guard:
    """The host that the preview listens on and its port, and the word that every write has to bring."""

    host: str
    port: int
    token: str

    def refusal(self, headers: Mapping[str, str]) -> str:
        """Why a request is not answered, in words; an empty text where it is.

        A made-up Host header means that a foreign name was pointed at this computer; a foreign Origin, or a request
        that another site's page makes, that the page tries to read what is previewed here.
        """
        host = headers.get("Host", "")
        if not self.own(host):
            return f"the preview answers to its own address only, not to {host!r}"
        origin = headers.get("Origin")
        if origin is not None and (urlsplit(origin).scheme, urlsplit(origin).netloc) != ("http", host):
            return f"the preview answers its own pages only, not those of {origin}"
        site = headers.get("Sec-Fetch-Site", "same-origin")
        if site in ("cross-site", "same-site") and headers.get("Sec-Fetch-Mode") != "navigate":
            return "the preview answers its own pages only"
        if site in ("cross-site", "same-site") and headers.get("Sec-Fetch-Dest", "document") != "document":
            return "the preview can't be shown inside another page"
        return ""

    def own(self, host: str) -> bool:
        """Whether a Host header names this server: its name and its port."""
        try:
            found = urlsplit(f"//{host}")
            name, port = found.hostname or "", found.port or 80
        except ValueError:
            return False
        if port != self.port or "@" in host or found.path or found.query:
            return False
        if name in LOOPBACK or name == self.host:
            return True
        if not self.everywhere:
            return False
        return is_address(name) or name == socket.gethostname().lower()

    @property
    def everywhere(self) -> bool:
        """Whether it listens on all of this computer's addresses: an address can't be pointed elsewhere, a name can."""
        return self.host in ("0.0.0.0", "::", "")


def is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
