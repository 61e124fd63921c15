"""A site with something of every sort that hosts treat in their own way, built at the root and below a path."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import DAY, SMALL, words, write_site

from hosting.servers import SERVERS, Server, running
from ogpsite import build

BASES = ("", "/opengov")
CHANGES: dict[str, str | bytes | None] = {
    "site.yaml": SMALL["site.yaml"]
    + """\
compress: [gzip, brotli]
redirects:
  /news/launch/: https://archive.example/launch?year=2024&a=b
  /ancien-plan-été/: /plans/2025-2028/
  /old-letter.pdf: /plans/
  "/es/*": "/*"
  /cost/100%/: /data/
""",
    "content/plans/2025-2028/plan.md": SMALL["content/plans/2025-2028/plan.md"].replace(
        "themes:", "aliases: [/plans/third/]\ndocuments:\n  - title: The plan\n    file: plan.pdf\nthemes:"
    ),
    "content/plans/2025-2028/plan.pdf": b"%PDF-1.4\n" + bytes(range(256)) * 40,
}


@pytest.fixture(scope="session")
def sites() -> Iterator[dict[str, Path]]:
    """The folder to serve for each path of an address; servers that give up their rights may read it."""
    with tempfile.TemporaryDirectory(prefix="ogpsite-hosting-") as name:
        top = Path(name)
        top.chmod(0o755)
        root = write_site(top / "source", CHANGES)
        found = {}
        for base in BASES:
            folder = top / f"www{base.replace('/', '-')}"
            job = build.Job(root, DAY, base_url=f"https://ogp.testland.example{base}/")
            result = build.build(job, folder / base.strip("/") if base else folder)
            assert result.ok, words(result.problems)
            found[base] = folder
        yield found


@pytest.fixture(scope="session", params=[f"{name}{base}" for name in SERVERS for base in BASES])
def server(request: pytest.FixtureRequest, sites: dict[str, Path]) -> Iterator[Server]:
    """Every kind of server, with the site at its root and below a path."""
    name, _, rest = request.param.partition("/")
    base = f"/{rest}" if rest else ""
    root = sites[base]
    work = Path(tempfile.mkdtemp(prefix="ogpsite-server-"))
    try:
        with running(name, root, root / base.strip("/"), work, base) as found:
            yield found
    finally:
        shutil.rmtree(work, ignore_errors=True)
