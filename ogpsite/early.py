"""Texts converted ahead of their use, by another process, while this one reads, checks and relates the records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
        self.large = self.are_begun = False
        self.results: Iterator[dict[str, prose.Cleaned]] = iter(())

    def begin(self, sizes: Mapping[str, int]) -> None:
        """Begins with the files of a site, unless somebody has begun already."""
        if self.are_begun:
            return
        files = iter([(path, size) for path, size in sizes.items() if path.endswith(".md")])
        shares = list(iter(lambda: tuple(islice(files, prose.SHARE)), ()))
        self.large = len(shares) * prose.SHARE > prose.LARGE
        if self.shelf is not None and not self.shelf.at_first and len(shares) * prose.SHARE >= ENOUGH:
            work = partial(converted, self.root)
            crew = self.enter_context(workers.begun(work, shares, self.processes))
            if crew:
                self.results, self.are_begun = crew.all_made(), True

    def finish(self, meanwhile: Callable[[], None]) -> None:
        """Waits for what isn't converted yet, and joins in the work; then `prose` knows these texts.

        `meanwhile`: what this process does first, where another one has begun.
        """
        if self.are_begun:
            meanwhile()
        for found in self.results:
            prose.learn(found, self.large)


def begun(root: Path, shelf: Shelf, inside: load.Inside) -> Texts:
    """Who has begun with the texts below a site's folders, as far as these were just looked at."""
    texts = Texts(root, shelf, None)
    if inside:
        texts.begin(texts_in(inside))
    return texts


def texts_in(inside: load.Inside) -> dict[str, int]:
    """The files below a site's folders that may hold texts, with their sizes, as far as was just found."""
    return {
        f"{folder}/{one.name}": one.stat().st_size
        for folder, entries in inside.items()
        if folder.partition("/")[0] == "content"
        for one in entries
        if one.name.endswith(".md") and one.is_file(follow_symlinks=False)
    }


def converted(root: Path, files: tuple[File, ...]) -> dict[str, prose.Cleaned]:
    """The Markdown of some files, with what is made of it."""
    texts = [text for path, size in files if (text := load.markdown_of(root, path, size))]
    return dict(zip(texts, prose.cleaned_all(texts), strict=True))
