"""Every internal link, anchor, picture and download resolves: at `/`, in a sub-folder, and opened from disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from crawl import broken_links
from sites import DAY, REAL, ROOT

from ogpsite import build
from ogpsite.cli import commands

WAYS: dict[str, tuple[dict[str, Any], str, bool]] = {
    "at the root": ({"base_url": "https://ogp.example/"}, "/", False),
    "in a sub-folder": ({"base_url": "https://ogp.example/a/b/"}, "/a/b/", False),
    "from disk": ({"offline": True}, "/home/somebody/site/", True),
}


def crawled(root: Path, way: str) -> list[str]:
    options, base, from_disk = WAYS[way]
    job = replace(build.Job(root, DAY), **options)
    result = build.make(job)
    assert result.ok
    return list(broken_links(result, base, from_disk=from_disk))


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_sample(way: str) -> None:
    assert crawled(ROOT, way) == []


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """The real sites, imported as the README says."""
    if not REAL.is_dir():
        pytest.skip("the real data (../shared/real, or OGPSITE_REAL) is not here")
    made = {}
    sources = {"us-nap5": REAL / "us-nap5" / "us-nap5.xlsx", "canada-nap6": REAL / "canada-nap6" / "canada-nap6.xlsx"}
    for name, source in sources.items():
        root = tmp_path_factory.mktemp(name)
        result = CliRunner().invoke(commands, ["import", "table", str(source), "--map", name, "--into", str(root)])
        assert result.exit_code == 0, result.output
        made[name] = root
    yield made


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["us-nap5", "canada-nap6"])
def test_real_sites(imported: dict[str, Path], name: str, way: str) -> None:
    assert crawled(imported[name], way) == []
