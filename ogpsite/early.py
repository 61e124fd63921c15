"""Texts converted ahead of their use, by another process, while this one reads, checks and relates the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path

from ogpsite import load, prose, workers
from ogpsite.memory.shelves import Shelf

ENOUGH = 100  # files from which on it pays to begin a process
File = tuple[str, int]  # path and size


class Texts(ExitStack):
    """Converts the Markdown below the front matter of files, where `shelf` holds nothing of earlier builds."""

    def __init__(self, root: Path, shelf: Shelf | None, processes: int | None) -> None:
        super().__init__()
        self.root, self.shelf, self.processes = root, shelf, processes
        self.large = False
        self.results: Iterator[dict[str, prose.Cleaned]] = iter(())

    def begin(self, sizes: Mapping[str, int]) -> None:
        """Begins with the files of a site."""
        files = iter([(path, size) for path, size in sizes.items() if path.endswith(".md")])
        shares = list(iter(lambda: tuple(islice(files, prose.SHARE)), ()))
        self.large = len(shares) * prose.SHARE > prose.LARGE
        if self.shelf is not None and not self.shelf.at_first and len(shares) * prose.SHARE >= ENOUGH:
            work = partial(converted, self.root)
            crew = self.enter_context(workers.begun(work, shares, self.processes))
            self.results = crew.all_made() if crew else self.results

    def finish(self) -> None:
        """Waits for what isn't converted yet, and joins in the work; then `prose` knows these texts."""
        for found in self.results:
            prose.learn(found, self.large)


def converted(root: Path, files: tuple[File, ...]) -> dict[str, prose.Cleaned]:
    """The Markdown of some files, with what is made of it."""
    texts = (load.markdown_of(root, path, size) for path, size in files)
    return {text: prose.cleaned(text) for text in texts if text}
