"""From an empty folder to a site that nginx serves with its headers, by the commands of docs/hosting.md only."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from sites import ROOT

from hosting.servers import free_port, program, wait_for
from ogpsite.hosting import RULES, rules

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hosting")]


def block(kind: str, number: int) -> str:
    """A fenced block of the page."""
    found: list[str] = re.findall(rf"^```{kind}\n(.*?)^```", (ROOT / "docs/hosting.md").read_text("utf-8"), re.S | re.M)
    return found[number]


def test_from_an_empty_folder_to_nginx() -> None:
    program("nginx", "nginx-light")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="ogpsite-nothing-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx's workers are nobody
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}{os.pathsep}/usr/sbin"
        environment = {**os.environ, "PATH": path}
        done = subprocess.run(
            ["bash", "-e", "-c", block("sh", 0)],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        (folder / "nginx.conf").write_text(block("nginx", 0).replace("8080", str(port)), "utf-8")
        start = block("sh", 1).splitlines()[0].partition("   #")[0]
        with (folder / "said.txt").open("wb") as said:
            words = ["bash", "-c", f"exec {start}"]
            server = subprocess.Popen(words, cwd=folder, env=environment, stdout=said, stderr=said)
        try:
            wait_for(server, port, folder)
            model = rules.read((folder / "www" / RULES).read_bytes())
            assert model
            for address, page in (
                ("/", "index.html"),
                ("/fr/", "fr/index.html"),
                ("/data/plans.csv", "data/plans.csv"),
            ):
                line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                line.request("GET", address)
                answer = line.getresponse()
                assert answer.read() == (folder / "www" / page).read_bytes()
                found = {name: answer.getheader(name) for name in model.headers(page)}
                assert found == model.headers(page)
                line.close()
        finally:
            server.terminate()
            server.wait(60)
