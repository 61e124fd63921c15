"""Addresses in cells and texts: which are addresses at all, what is wrong with the others, what can be mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from ogpsite.nouns import dataclass

TWICE = re.compile(r"https?:/{0,2}(https?://.*)", re.IGNORECASE)
DRIVE = re.compile(r"(?:file:/*|/+)?[a-z]:[/\\]|file:", re.IGNORECASE)
BARE = re.compile(r"www\.[^\s/]+\.[^\s]+", re.IGNORECASE)
TARGET = re.compile(r"\[([^\[\]]*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
FORBIDDEN = re.compile(r'[<>"{}|\\^`\x00-\x20\x7f]')


@dataclass(frozen=True, slots=True)
class Judged:
    """An address: `url` is what may stand in a field (empty: nothing may), `fault` what is wrong with it as written."""

    url: str
    fault: str = ""
    mended: bool = False


def judge(raw: str, mend: frozenset[str] = frozenset(), base: str = "") -> Judged:
    """Whether a text is a web address; a faulty one is mended only where `mend` names its fault."""
    if twice := TWICE.fullmatch(raw):
        return judged(twice[1], "a scheme stands twice", "double-scheme" in mend)
    if DRIVE.match(raw):
        return Judged("", "a place on the drive of somebody's own computer")
    if BARE.fullmatch(raw):
        return judged(f"https://{raw}", "no scheme (https://) before it", "missing-scheme" in mend)
    if raw.startswith("/") and not raw.startswith("//"):
        return judged(urljoin(base, raw) if base else "", "an address inside the old site", "site-relative" in mend)
    if not re.match(r"https?://", raw, re.IGNORECASE):
        return Judged("", "not a web address")
    if re.search(r"\s", raw):
        return judged(re.sub(r" ", "%20", raw), "blanks in it", "spaces" in mend)
    return Judged("", "characters that no address has, or no host") if malformed(raw) else Judged(raw)


def judged(mended: str, fault: str, allowed: bool) -> Judged:
    """A faulty address, mended where that is allowed and gives an address."""
    return Judged(mended, fault, True) if allowed and mended and not malformed(mended) else Judged("", fault)


def malformed(url: str) -> bool:
    """Whether an http address has no usable host, or characters that none has."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return True
    return not host or "." not in host or bool(FORBIDDEN.search(url))


def suspicious(text: str) -> Iterator[tuple[str, str]]:
    """The links of a Markdown text that lead nowhere, or show no words: the target and what is wrong."""
    for found in TARGET.finditer(text):
        words, target = found[1].strip(), found[2].strip()
        if not target or target.startswith("#") or re.match(r"(?:mailto|tel):", target, re.IGNORECASE):
            continue
        fault = judge(target).fault
        if fault:
            yield target, fault
        elif not words:
            yield target, "a link without words"
