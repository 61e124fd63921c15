"""What the robots.txt of a host allows (RFC 9309); asked once for each host."""

from __future__ import annotations

import threading
from dataclasses import replace
from urllib.parse import urlsplit

from protego import Protego

from ogpsite.nouns import dataclass
from ogpsite.web import client

DEAD = ("name", "refused", "timeout", "certificate", "private")  # where nothing answers, no link does
SIZE = 512_000  # bytes of a robots.txt that are read
LONGEST = 10.0  # seconds that a host may ask to wait between two requests


@dataclass(frozen=True)
class Rules:
    """The rules of one host; without any, everything is allowed.

    fault says why none of its addresses needs to be asked: `closed` (it could not say what it allows; RFC 9309), or a
    code of `client.FAULTS` where nothing answers there at all.
    """

    rules: Protego | None = None
    fault: str = ""

    def why_not(self, url: str) -> str:
        """Why an address must not, or need not, be asked; an empty text where it may."""
        if self.fault or self.rules is None:
            return self.fault
        return "" if self.rules.can_fetch(url, client.AGENT) else "robots"

    @property
    def pause(self) -> float:
        """Seconds between two requests."""
        asked = self.rules.crawl_delay(client.AGENT) if self.rules else None
        return min(float(asked), LONGEST) if asked else 0.0


class Robots:
    """The rules of all hosts that were asked."""

    def __init__(self, limits: client.Limits, turn: client.Turn) -> None:
        self.limits = replace(limits, size=SIZE, redirects=5)
        self.turn = turn
        self.known: dict[str, Rules] = {}
        self.locks: dict[str, threading.Lock] = {}
        self.lock = threading.Lock()

    def rules(self, url: str) -> Rules:
        """The rules for an address, fetched where they aren't known yet."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        with self.lock:
            lock = self.locks.setdefault(origin, threading.Lock())
        with lock:
            if origin not in self.known:
                self.known[origin] = self.fetched(origin)
            return self.known[origin]

    def forget(self) -> None:
        """Hosts that did not answer are asked again."""
        with self.lock:
            self.known = {origin: rules for origin, rules in self.known.items() if not rules.fault}

    def fetched(self, origin: str) -> Rules:
        """What a host says."""
        answer = client.ask(f"{origin}/robots.txt", "GET", self.limits, self.turn)
        if answer.status >= 500:
            return Rules(fault="closed")
        if answer.fault in DEAD:
            return Rules(fault=answer.fault)
        if answer.fault or answer.status != 200:
            return Rules()
        try:
            return Rules(Protego.parse(answer.body.decode("utf-8", "replace")))
        except (ValueError, RecursionError):
            return Rules()
