"""Links to other sites, checked in parallel and politely: at most two requests at once to a host, HEAD before GET."""

from __future__ import annotations

import contextlib
import datetime
import threading
import time
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from ogpsite import write
from ogpsite.model.checked import NAME, Checked
from ogpsite.nouns import dataclass
from ogpsite.problems import Place, Problem, Refused, phrase
from ogpsite.web import client, report
from ogpsite.web.robots import Robots

PER_HOST = 2
AT_ONCE = 40
GUARDED = (401, 402, 403, 407, 418, 429, 451, 999)  # it is there, but not for everybody, or not for programs
AGAIN = (
    "timeout",
    "refused",
    "answer",
    "closed",
    "500",
    "502",
    "503",
    "504",
    "429",
)  # what may be better a moment later
GOOD_FOR_ALL = (301, 308)
SURE = ("name", "refused", "timeout", "certificate", "circle")  # what a second question would not change
MANY = 5  # hosts
BODY = 1024  # bytes that are read to see that an answer comes


@dataclass(frozen=True)
class Manner:
    """How links are checked: seconds for an answer, how often again after a failure, hosts that may be private."""

    seconds: float = 10.0
    again: int = 1
    hosts: frozenset[str] = frozenset()
    pause: float = 1.0


class Turns:
    """Who may ask a host now: two at once, and not before the pause that the host asks for is over."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.places: dict[str, threading.BoundedSemaphore] = {}
        self.pauses: dict[str, float] = {}
        self.free: dict[str, float] = {}

    @contextlib.contextmanager
    def turn(self, host: str) -> Iterator[None]:
        host = host.lower()
        with self.lock:
            places = self.places.setdefault(host, threading.BoundedSemaphore(PER_HOST))
        with places:
            with self.lock:
                pause = self.pauses.get(host, 0.0)
                begin = max(time.monotonic(), self.free.get(host, 0.0))
                self.free[host] = begin + pause
            if pause:
                time.sleep(max(0.0, begin - time.monotonic()))
            yield


class Checker:
    """One check of many links."""

    def __init__(self, manner: Manner, day: datetime.date) -> None:
        self.manner, self.day = manner, day
        self.turns = Turns()
        self.limits = client.Limits(seconds=manner.seconds, size=BODY, hosts=manner.hosts)
        self.robots = Robots(self.limits, self.turns.turn)

    def may(self, url: str) -> str:
        """Why an address isn't asked, or an empty text."""
        rules = self.robots.rules(url)
        if rules.pause:
            self.turns.pauses[(urlsplit(url).hostname or "").lower()] = rules.pause
        return rules.why_not(url)

    def check(self, url: str, again: bool = False) -> Checked:
        """One link. It is asked for its head; where that fails, for its body, of which only the beginning is read.

        Where nothing came in time, the body is asked for the second time only: one slow answer at a time is enough.
        """
        asked = url.partition("#")[0]
        found = None if again else self.judged(url, client.ask(asked, "HEAD", self.limits, self.turns.turn, self.may))
        if found is None or (found.state in ("broken", "unsure") and found.detail not in SURE):
            found = self.judged(url, client.ask(asked, "GET", self.limits, self.turns.turn, self.may))
        return found

    def judged(self, url: str, answer: client.Answer) -> Checked:
        """What an answer means for a link."""
        if answer.fault in ("robots", "closed", "private", "address"):
            return Checked(url, "unchecked", answer.fault, self.day)
        if answer.fault:
            return Checked(url, "broken", answer.fault, self.day)
        if answer.status in GUARDED:
            return Checked(url, "unsure", str(answer.status), self.day)
        if not 200 <= answer.status < 300:
            return Checked(url, "broken", str(answer.status), self.day)
        if answer.moves and all(status in GOOD_FOR_ALL for status, _ in answer.moves):
            return Checked(url, "moved", str(answer.moves[0][0]), self.day, moved_to=answer.url)
        return Checked(url, "good", str(answer.status), self.day)


def check(urls: Collection[str], manner: Manner, day: datetime.date) -> dict[str, Checked]:
    """Every link, each host's in a row of its own; what failed in a way that may pass is tried again at the end.

    Raises Refused where no name of many hosts is known: then it is this machine that isn't on the network.
    """
    checker = Checker(manner, day)
    found = in_parallel(checker, urls)
    if len({host_of(url) for url in urls}) >= MANY and all(one.detail == "name" for one in found.values()):
        message = phrase("no host is known by its name: this machine seems to have no way to the internet")
        hint = phrase("nothing was noted; try again where there is a connection")
        raise Refused(Problem(Place(NAME), "network", message, hint))
    for _ in range(manner.again):
        failed = [url for url, one in found.items() if one.state != "good" and one.detail in AGAIN]
        if not failed:
            break
        time.sleep(manner.pause)
        checker.robots.forget()
        found |= in_parallel(checker, failed, again=True)
    return found


def in_parallel(checker: Checker, urls: Collection[str], again: bool = False) -> dict[str, Checked]:
    """Links host by host, two at once for each, many hosts at once."""
    rows: dict[str, deque[str]] = {}
    for url in urls:
        rows.setdefault((host_of(url)), deque()).append(url)
    found: dict[str, Checked] = {}

    def work(row: deque[str]) -> None:
        while True:
            try:
                url = row.popleft()
            except IndexError:
                return
            found[url] = checker.check(url, again)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for job in [pool.submit(work, row) for row in rows.values() for _ in range(min(PER_HOST, len(row)))]:
            job.result()
    return found


def host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def due(urls: Collection[str], known: Mapping[str, Checked], day: datetime.date, days: int) -> list[str]:
    """The links to be checked now: new ones, and all but those that were good within the last `days`."""
    fresh = {
        url for url, one in known.items() if one.state in ("good", "moved") and 0 <= (day - one.checked).days < days
    }
    return sorted(set(urls) - fresh)


def keep(root: Path, found: Iterable[Checked]) -> None:
    """Writes what is known of every link beside site.yaml. Raises Refused where it can't."""
    write.keep(root / NAME, report.as_csv(found))


def remembered(
    urls: Collection[str], known: Mapping[str, Checked], found: Mapping[str, Checked]
) -> tuple[Checked, ...]:
    """What is known of every link now. The day on which one was first found broken stays until it answers."""
    result = []
    for url in sorted(set(urls)):
        one = found.get(url) or known.get(url)
        if one is None:
            continue
        before = known.get(url)
        if one.state == "broken":
            since = before.broken_since if before and before.broken_since else one.checked
            one = replace(one, broken_since=since)
        elif one.state in ("unsure", "unchecked") and before and before.broken_since:
            one = replace(one, broken_since=before.broken_since)
        else:
            one = replace(one, broken_since=None)
        result.append(one)
    return tuple(result)
