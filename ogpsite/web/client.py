"""One request after another, each bounded: by time, by size, by the number of redirects, by where it may lead.

The address that a name resolves to is looked at before anything is sent, and the connection goes to that very
address, so that no name can lead into a private network: neither at first, nor after a redirect. Answers are asked for
as they are and never decompressed, so that no small answer can become a large one.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from urllib.parse import quote, urljoin, urlsplit

from ogpsite.nouns import dataclass
from ogpsite.problems import phrase

AGENT = "ogpsite-links/1 (+https://pypi.org/project/ogpsite/)"
MOVED = (301, 302, 303, 307, 308)
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# what no public host has, and older versions of Python take for public: site-local addresses, those of protocols and
# relays, those for documentation, local translation
NOBODY = tuple(
    ipaddress.ip_network(one) for one in ("fec0::/10", "192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "64:ff9b:1::/48")
)
PIECE = 1 << 16


@dataclass(frozen=True)
class Limits:
    """How far a request may go: seconds for one answer with its redirects apart, bytes of a body, redirects.

    hashed asks for the SHA-256 of the body (in hexadecimal) instead of the body. `hosts` are names or addresses in
    private networks that may be asked all the same.
    """

    seconds: float = 10.0
    size: int = PIECE
    redirects: int = 10
    hashed: bool = False
    hosts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Answer:
    """What came back: the last address, its status, headers (names in small letters) and the beginning of its body.

    fault is a code (`FAULTS`) where nothing came that could be read; status is 0 then. moves are the redirects on the
    way, as (status, address).
    """

    url: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    fault: str = ""
    moves: tuple[tuple[int, str], ...] = ()
    whole: bool = True


FAULTS = {
    "name": phrase("the name of the host is not known"),
    "refused": phrase("nothing answers there"),
    "timeout": phrase("no whole answer in time"),
    "certificate": phrase("the certificate is not valid"),
    "private": phrase("it leads into a private network"),
    "circle": phrase("it leads in a circle, or on and on"),
    "answer": phrase("what came back is no answer of the web"),
    "address": phrase("the address can't be read"),
}
Turn = Callable[[str], contextlib.AbstractContextManager[object]]


def anybody(host: str) -> contextlib.AbstractContextManager[object]:
    """No waiting for a turn."""
    return contextlib.nullcontext()


def ask(
    url: str, method: str, limits: Limits, turn: Turn = anybody, may: Callable[[str], str] = lambda url: ""
) -> Answer:
    """An answer, redirects followed. `turn` is entered for each request to a host; `may` says why an address must not
    be asked (a fault), or an empty text."""
    moves: list[tuple[int, str]] = []
    seen: set[str] = set()
    while True:
        if url in seen or len(moves) > limits.redirects:
            return Answer(url, fault="circle", moves=tuple(moves))
        seen.add(url)
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return Answer(url, fault="address", moves=tuple(moves))
        fault = may(url)
        if fault:
            return Answer(url, fault=fault, moves=tuple(moves))
        with turn(host):
            answer = once(url, method, limits)
        target = sent_as_utf8(answer.headers.get("location", ""))
        if answer.status not in MOVED or not target:
            return Answer(
                url, answer.status, answer.headers, answer.body, answer.fault, tuple(moves), whole=answer.whole
            )
        try:
            url = urljoin(url, escaped(target)).partition("#")[0]
        except ValueError:
            return Answer(url, fault="address", moves=tuple(moves))
        moves.append((answer.status, url))
        if not url.startswith(("http://", "https://")):
            return Answer(url, fault="address", moves=tuple(moves))


def once(url: str, method: str, limits: Limits) -> Answer:
    """One request, without following anything."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        host = host.encode("idna").decode() if not host.isascii() else host
        path = escaped(parts.path or "/") + (f"?{escaped(parts.query)}" if parts.query else "")
    except (ValueError, UnicodeError):
        return Answer(url, fault="address")
    until = time.monotonic() + limits.seconds
    try:
        address = resolved(host, port, limits)
    except PrivateAddressError:
        return Answer(url, fault="private")
    except (OSError, UnicodeError):
        return Answer(url, fault="name")
    with contextlib.ExitStack() as stack:
        watch = Watch(max(0.05, until - time.monotonic()))
        try:
            link = stack.enter_context(contextlib.closing(connected(address, host, parts.scheme, watch)))
            named = f"[{host}]" if ":" in host else host
            answer = exchanged(url, method, path, f"{named}:{parts.port}" if parts.port else named, link, limits, watch)
            return replace(answer, whole=answer.whole and not watch.over)
        except ssl.SSLCertVerificationError:
            return Answer(url, fault="certificate")
        except ConnectionRefusedError:
            return Answer(url, fault="timeout" if watch.over else "refused")
        except TimeoutError:
            return Answer(url, fault="timeout")
        except ssl.SSLError:
            return Answer(url, fault="timeout" if watch.over else "certificate")
        except (http.client.HTTPException, ValueError):
            return Answer(url, fault="timeout" if watch.over else "answer")
        except OSError:
            return Answer(url, fault="timeout" if watch.over else "refused")
        finally:
            watch.stop()


class PrivateAddressError(Exception):
    """A name that leads only into private networks."""


def resolved(host: str, port: int, limits: Limits) -> tuple[int, tuple[str, int]]:
    """Family and address of a host that may be asked. Raises PrivateAddressError or OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for family, _, _, _, place in found:
        name = str(place[0])
        if host.lower() in limits.hosts or name in limits.hosts or is_public(name):
            return family, (name, port)
    raise PrivateAddressError(host)


def is_public(name: str) -> bool:
    """Whether an IP address lies in the public network; addresses that hide another one are looked into."""
    address = ipaddress.ip_address(name.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    if any(address in network for network in NOBODY if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class Watch:
    """Ends a conversation when its time is over, however slowly the other side speaks."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.over = seconds, False
        self.line: socket.socket | None = None
        self.timer = threading.Timer(seconds, self.end)
        self.timer.daemon = True
        self.timer.start()

    def end(self) -> None:
        self.over = True
        if self.line is not None:
            with contextlib.suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        self.timer.cancel()


def connected(address: tuple[int, tuple[str, int]], host: str, scheme: str, watch: Watch) -> socket.socket:
    """A line to an address, encrypted where the scheme asks for it."""
    line = socket.socket(address[0], socket.SOCK_STREAM)
    watch.line = line
    try:
        line.settimeout(watch.seconds)
        line.connect(address[1])
        if scheme == "https":
            context = ssl.create_default_context()
            line = context.wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)
            watch.line = line
            line.do_handshake()
    except BaseException:
        line.close()
        raise
    return line


def exchanged(url: str, method: str, path: str, host: str, line: socket.socket, limits: Limits, watch: Watch) -> Answer:
    """A question and its answer."""
    head = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {AGENT}\r\n"
    line.sendall(f"{head}Accept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n".encode("ascii"))
    answer = http.client.HTTPResponse(line, method=method)
    try:
        answer.begin()
        if watch.over:  # a head that was cut off looks like a whole one
            return Answer(url, fault="timeout")
        headers = {name.lower(): value for name, value in answer.getheaders()}
        digest, kept, size = hashlib.sha256(), [], 0
        for piece in pieces(answer, limits.size) if method != "HEAD" else ():
            size += len(piece)
            digest.update(piece)
            kept += [] if limits.hashed else [piece]
        body = digest.hexdigest().encode() if limits.hashed else b"".join(kept)[: limits.size]
        return Answer(url, answer.status, headers, body, whole=size <= limits.size)
    finally:
        answer.close()


def pieces(answer: http.client.HTTPResponse, size: int) -> Iterator[bytes]:
    """The body up to one byte more than `size`."""
    left = size + 1
    while left > 0 and (piece := answer.read1(min(left, PIECE))):
        left -= len(piece)
        yield piece


def sent_as_utf8(words: str) -> str:
    """A header's value, whose bytes the library reads as Latin-1 although most hosts send UTF-8."""
    try:
        return words.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return words


def escaped(address: str) -> str:
    """An address in ASCII, without what could end the line that it stands in."""
    return quote(address, safe="/%:;?=&@+$,!~*'()#[]")
