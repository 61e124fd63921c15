"""Fixtures of all tests."""

from __future__ import annotations

import errno
import itertools
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from sites import DAY, REAL, ROOT, SMALL, Files, check_site, text_of, understood, words, write_site

from ogpsite import build, workers
from ogpsite.model.facts import Edition
from ogpsite.write import swap

# jsonschema's check of IRIs makes 38 grammars as it is loaded: four seconds in every process. No schema here asks for
# it; test_schema.py holds that.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

pytest_plugins = ["browser_tools"]

# the same examples in every run, and no test that fails because a machine is slow; `make fuzz` looks for new ones
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("fuzz", deadline=None, max_examples=2_000, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("OGPSITE_HYPOTHESIS", "same"))

__all__ = ["DAY", "REAL", "ROOT", "SMALL", "Files", "check_site", "text_of", "words", "write_site"]

Site = Callable[..., build.Result]
QUICK = "not slow and not browser"
RAM = Path("/dev/shm")
WHOLE_FILE = re.compile(r"(?m)^pytestmark = .*\bmark\.(?:slow|browser)\b")
WHOLE = {"sample", "outputs", "built"}  # fixtures that make the whole sample: ten seconds in every process
Known = Callable[..., Edition]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """For the quick tests (`make check`), files that are slow as a whole are not even read: that takes seconds, too."""
    if config.option.markexpr != QUICK or collection_path.suffix != ".py":
        return None
    return True if WHOLE_FILE.search(collection_path.read_text("utf-8")) else None


def pytest_configure(config: pytest.Config) -> None:
    """The quick tests write thousands of small files: into memory, where there is room; a third of their
    time was to delete these from a disk.

    All others, and every test that is run by itself, use the disk.
    """
    if config.option.markexpr == QUICK and RAM.is_dir() and shutil.disk_usage(RAM).free > 1 << 30:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(RAM))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the whole sample are slow ones, whoever forgot to say so; the longest come first."""
    for item in items:
        if WHOLE.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda one: one.get_closest_marker("long") is None)


@pytest.fixture(autouse=True)
def one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests run side by side already; those about several processes say how many they want."""
    monkeypatch.setattr(workers, "cores", lambda: 1)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A function that makes the small site with changes."""
    return lambda *changes, **options: check_site(tmp_path / "site", *changes, **options)


@pytest.fixture
def known(tmp_path: Path) -> Known:
    """A function that reads the small site with changes, which must be without errors: its records and facts."""

    folders = (tmp_path / f"site-{n}" for n in itertools.count())

    def read(*changes: Files, **options: Any) -> Edition:
        result = understood(next(folders), *changes, **options)
        assert result.edition, "\n".join(words(result.problems))
        return result.edition

    return read


@pytest.fixture(scope="session")
def sample() -> build.Result:
    """The project's own sample content, made once."""
    result = build.make(build.Job(ROOT, DAY))
    assert result.ok, "\n".join(words(result.problems))
    return result


@pytest.fixture
def real() -> Path:
    """The folder of real data; tests that need it are skipped, with a reason, where it is absent."""
    if not REAL.is_dir():
        pytest.skip("the real data (../shared/real, or OGPSITE_REAL) is not here")
    return REAL


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Lets no folder of a name be moved, on a system that can't exchange two in one step."""
    rename = Path.rename

    def stick(name: str) -> None:
        def renamed(path: Path, to: Path) -> Path:
            if path.name == name:
                raise OSError(errno.EBUSY, "busy")
            return rename(path, to)

        monkeypatch.setattr(swap, "at_once", lambda one, other: False)
        monkeypatch.setattr(Path, "rename", renamed)

    return stick
