"""Fixtures: the sample's outputs by their path, and as files for programs that read folders."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sites import DAY, Files, words, write_site

from ogpsite import build, load
from ogpsite.outputs import MAKERS
from ogpsite.outputs.options import Options
from ogpsite.theme import open_theme

Outputs = Mapping[str, bytes]
Make = Callable[..., Outputs]


@pytest.fixture(scope="session")
def outputs(sample: build.Result) -> Outputs:
    """Every file of the sample that isn't a copy, by its path."""
    return {output.path: output.data for output in sample.outputs if not output.copy_of}


@pytest.fixture(scope="session")
def published(outputs: Outputs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's folder of open data, on disk."""
    folder = tmp_path_factory.mktemp("published")
    for path, data in outputs.items():
        if path.startswith("data/") and not path.endswith(".html"):
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(data)
    return folder / "data"


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """A function that makes some outputs of the small site with changes, by path."""

    def make(*makers: str, changes: Files | None = None, day: datetime.date = DAY) -> Outputs:
        root = write_site(tmp_path / "site", changes or {})
        tree, faults = load.load(root)
        edition, problems = build.understand(build.Job(root, day), tree, faults)
        assert edition, "\n".join(words((*faults, *problems)))
        theme = open_theme("default", root)
        found = (output for maker in makers for output in MAKERS[maker](edition, theme, Options()))
        return {output.path: output.data for output in found}

    return make
