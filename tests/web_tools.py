"""Real servers on loopback for tests of the network: of a folder, and of answers as bad as they come."""

from __future__ import annotations

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A folder, without a word to the terminal."""

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    """A server that is gone when its test is, whatever its answers are waiting for."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # the other side hung up, as it should


@contextlib.contextmanager
def served(handler: Callable[..., http.server.BaseHTTPRequestHandler], address: str = "127.0.0.1") -> Iterator[str]:
    """A server on a free port; gives its address."""
    with Server((address, 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield f"http://{address}:{server.server_address[1]}"
        finally:
            server.shutdown()


def folder(
    path: Path, kind: type[http.server.SimpleHTTPRequestHandler] = Quiet
) -> Callable[..., http.server.BaseHTTPRequestHandler]:
    return partial(kind, directory=str(path))
