"""Addresses of targets: `folder:/srv/www`, `zip:site.zip`, `git:origin#pages`, `sftp://me@host/path`, `s3://bucket`."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

from ogpsite.model.vocabulary import PUBLISH_KINDS
from ogpsite.nouns import dataclass
from ogpsite.problems import did_you_mean, phrase
from ogpsite.publish.release import failed

EXAMPLES = {
    "folder": "folder:/srv/www/opengov",
    "zip": "zip:site.zip",
    "git": "git:origin#pages",
    "sftp": "sftp://me@www.example.org/srv/www/opengov",
    "rsync": "rsync://me@www.example.org/srv/www/opengov",
    "s3": "s3://bucket/prefix",
}
FALSE_PATH = "name the folder that the web server shows, from the root of the disk"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a site is published to. `place` is a path, a git remote, or a bucket; `text` is all as it was written."""

    kind: str
    text: str
    place: str
    host: str = ""
    user: str = ""
    port: int | None = None
    branch: str = ""
    options: tuple[tuple[str, str], ...] = ()


def parsed(text: str) -> Address:
    """Reads an address. Raises Refused where it isn't one, or where it holds a password."""
    kind, colon, rest = text.partition(":")
    if not colon or kind not in PUBLISH_KINDS:
        hint = did_you_mean(kind, PUBLISH_KINDS, phrase("for example: {example}", example=", ".join(EXAMPLES.values())))
        raise failed(text, f"{text!r} is no place to publish to", hint)
    if kind in ("folder", "zip"):
        return filled(Address(kind, text, rest))
    if kind == "git":
        remote, _, branch = rest.partition("#")
        if "://" in remote and urlsplit(remote).password:
            raise failed(kind, "the address holds a password", "leave it out; git asks its own credential helper")
        return filled(Address(kind, text, remote, branch=branch or "pages"))
    return filled(of_url(kind, text))


def of_url(kind: str, text: str) -> Address:
    """An address with a host or a bucket."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise failed(text, f"{text!r} can't be read", f"write it as {EXAMPLES[kind]}") from None
    if parts.password is not None:
        raise failed(kind, "the address holds a password", "leave it out; keys and passwords belong to ssh or to AWS")
    host = parts.hostname or ""
    path = unquote(parts.path)
    if kind == "s3":
        return Address(kind, text, parts.netloc, host=path.strip("/"), options=tuple(parse_qsl(parts.query)))
    if host and len([one for one in path.split("/") if one not in ("", ".", "..")]) < 2:
        raise failed(text, f"{path or '/'!r} is too near the root of the host's disk", FALSE_PATH)
    return Address(kind, text, path.rstrip("/") if host else "", host, parts.username or "", port)


def filled(address: Address) -> Address:
    """The same address. Raises Refused where it names no place, or one that tools would read as an option."""
    if not address.place.strip():
        raise failed(address.text, f"{address.text!r} names no place", f"write it as {EXAMPLES[address.kind]}")
    for word in (address.place, address.host, address.user, address.branch):
        if word.startswith("-") or any(ord(sign) < 32 for sign in word):
            raise failed(address.text, f"{address.text!r} can't be used", "it holds a hyphen or a sign in a bad place")
    return address
