"""Real web servers from Debian's packages, started on loopback with the host files of a built site."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from browser_tools import missing

PATIENCE = 60  # seconds; for hangs only
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


@dataclass(frozen=True)
class Answer:
    """What a server says; header names are small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A server that runs, and the path of the site's address."""

    name: str
    port: int
    base: str = ""

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """One request, whose redirects are not followed."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            words = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request(method, f"{self.base}{path}", headers=words)
            answer = line.getresponse()
            return Answer(answer.status, {name.lower(): one for name, one in answer.getheaders()}, answer.read())
        finally:
            line.close()


def program(name: str, package: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        missing(name, f"install it (Debian: apt-get install {package})")
    return found


def nginx(root: Path, snippet: Path, work: Path, port: int) -> list[str]:
    """The command, with a configuration as docs/hosting.md has it."""
    command = program("nginx", "nginx-light libnginx-mod-http-brotli-static")
    text = snippet.read_text("utf-8")
    module = f"load_module {BROTLI};" if BROTLI.exists() else ""
    if "brotli_static" in text:
        if not module:
            missing("nginx's module for brotli", "install it (Debian: apt-get install libnginx-mod-http-brotli-static)")
        snippet = work / "snippet.conf"
        snippet.write_text(text.replace("# brotli_static", "brotli_static"), "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    folders = " ".join(
        f"{name}_temp_path {work}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (work / "nginx.conf").write_text(
        f"{module}{user} daemon off; pid {work}/pid; error_log {work}/error.log; worker_processes 1; "
        f"events {{ worker_connections 64; }} http {{ access_log off; {folders} "
        f"server {{ listen 127.0.0.1:{port}; root {root}; include {snippet}; }} }}\n",
        "utf-8",
    )
    return [command, "-p", str(work), "-e", f"{work}/error.log", "-c", f"{work}/nginx.conf"]


def caddy(root: Path, snippet: Path, work: Path, port: int) -> list[str]:
    command = program("caddy", "caddy")
    (work / "Caddyfile").write_text(
        f"{{\n\tadmin off\n\tauto_https off\n}}\nhttp://127.0.0.1:{port} {{\n\troot * {root}\n\timport {snippet}\n}}\n",
        "utf-8",
    )
    return [command, "run", "--config", f"{work}/Caddyfile", "--adapter", "caddyfile"]


APACHE_MODULES = "mpm_event authz_core mime dir headers rewrite setenvif filter deflate".split()


def apache(root: Path, snippet: Path, work: Path, port: int) -> list[str]:
    """`.htaccess` lies in the site; only the class FileInfo is allowed, as on careful hosts."""
    command = program("apache2", "apache2")
    modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in APACHE_MODULES)
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    (work / "apache.conf").write_text(
        f"ServerRoot {work}\nPidFile {work}/pid\nErrorLog {work}/error.log\nServerName localhost\n{modules}\n{user}\n"
        f"Listen 127.0.0.1:{port}\nTypesConfig /dev/null\nDocumentRoot {root}\nDirectoryIndex index.html\n"
        f"<Directory {root}>\nAllowOverride FileInfo\nRequire all granted\n</Directory>\n",
        "utf-8",
    )
    return [command, "-f", f"{work}/apache.conf", "-DFOREGROUND"]


SERVERS: dict[str, tuple[str, Callable[[Path, Path, Path, int], list[str]]]] = {
    "nginx": ("_host/nginx.conf", nginx),
    "caddy": ("_host/Caddyfile", caddy),
    "apache": (".htaccess", apache),
}


@contextlib.contextmanager
def running(name: str, root: Path, site: Path, work: Path, base: str = "") -> Iterator[Server]:
    """A server of a folder `root` in which the site lies at `site`."""
    work.mkdir(parents=True, exist_ok=True)
    snippet, command = SERVERS[name]
    port = free_port()
    words = command(root, site / snippet, work, port)
    home = {"HOME": str(work), "XDG_CONFIG_HOME": str(work), "XDG_DATA_HOME": str(work)}
    with (work / "said.txt").open("wb") as said:
        process = subprocess.Popen(words, stdout=said, stderr=said, env={**os.environ, **home}, cwd=work)
    try:
        wait_for(process, port, work)
        yield Server(name, port, base)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(process: subprocess.Popen[bytes], port: int, work: Path) -> None:
    for _ in range(PATIENCE * 20):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    log = work / "error.log"
    told = (work / "said.txt").read_text("utf-8") + (log.read_text("utf-8") if log.is_file() else "")
    raise AssertionError(f"the server did not start:\n{told[-3000:]}")
