"""A server for tests that compresses what it gives, as the hosts of real sites do."""

from __future__ import annotations

import gzip
import http.server
import io
from pathlib import Path
from typing import BinaryIO

TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv")


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Gives files with gzip to who takes it, and lets them be kept for a day."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.partition("?")[0].endswith("/") else path
        if not path.is_file() or path.suffix not in TEXT or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return super().send_head()
        data = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        kind = self.guess_type(str(path))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=86400")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)
