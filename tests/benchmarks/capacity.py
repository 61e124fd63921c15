"""What grows with the number of records, and how many readers nginx serves from the built site (docs/scale.md).

    python -m benchmarks.capacity small medium      (in tests/)

Builds each size from nothing, counts what came of it, then lets wrk ask nginx on loopback for one page and for eight
different ones, without and with copies that are packed ahead. Without nginx or wrk only the first part is done.
"""

# ruff: noqa: T201 - its words are its result
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hosting.servers import running

from benchmarks import site_ogpsite
from benchmarks.records import SIZES, records
from benchmarks.run import DAY, measured

PAGES = (
    "/",
    "/plans/",
    "/progress/",
    "/commitments/",
    "/forum/meetings/",
    "/standards/",
    "/feed.xml",
    "/data/commitments.csv",
)
MIXED = """\
local paths = { %s }
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", paths[n %% #paths + 1], { ["Accept-Encoding"] = "gzip" })
end
"""


def main(sizes: list[str]) -> None:
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="ogpsite-capacity-") as name:
            root = Path(name)
            root.chmod(0o755)
            for packed in (False, True):
                site_ogpsite.write(root, records(SIZES[size]))
                if packed:
                    settings = root / "site.yaml"
                    settings.write_text(f"{settings.read_text('utf-8')}compress: [gzip]\n", "utf-8")
                run = measured([sys.executable, "-m", "ogpsite", "build", "--as-of", DAY], root)
                print(f"{size}{', packed ahead' if packed else ''}: {run}; {counted(root / 'output')}", flush=True)
                if shutil.which("wrk"):
                    print("\n".join(asked(root / "output", root / f"server-{packed}")), flush=True)


def counted(folder: Path) -> str:
    """How many files there are, how many of them pages, and megabytes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return f"{len(files)} files, {pages} pages, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB"


def asked(folder: Path, work: Path) -> Iterator[str]:
    """What wrk says: requests in a second, how long half of them and all but one in a hundred took."""
    with running("nginx", folder, folder, work) as server:
        script = work / "mixed.lua"
        script.write_text(MIXED % ", ".join(f'"{path}"' for path in PAGES), "utf-8")
        for what, words in (("one page", ["-H", "Accept-Encoding: gzip"]), ("eight pages", ["-s", str(script)])):
            address = f"http://127.0.0.1:{server.port}/"
            line = ["wrk", "-t1", "-c50", "-d10s", "--latency", *words, address]
            told = subprocess.run(line, capture_output=True, text=True, check=True, env=os.environ).stdout
            found = re.findall(r"(?:50%|99%|Requests/sec:)\s+(\S+)", told)
            yield f"    {what}: half within {found[0]}, 99% within {found[1]}, {found[2]} requests in a second"


if __name__ == "__main__":
    main(sys.argv[1:] or ["small"])
