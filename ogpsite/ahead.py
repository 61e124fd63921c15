"""Texts converted ahead of their use, by another process, while this one checks and relates the records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from ogpsite import prose, workers
from ogpsite.memory.shelves import Shelf
from ogpsite.model.values import Source

ENOUGH = 100  # texts from which on it pays to begin a process


@contextmanager
def converting(sources: Sequence[Source], shelf: Shelf, processes: int | None) -> Iterator[Callable[[], None]]:
    """Converts the Markdown that stands below the front matter of files, where `shelf` holds nothing of earlier builds.

    Gives what waits for it, and joins in the work; then `prose` knows these texts.
    """
    texts = [] if shelf.at_first else list(dict.fromkeys(bodies(sources)))
    shares = [texts[n : n + prose.SHARE] for n in range(0, len(texts), prose.SHARE)]
    if len(texts) < ENOUGH:
        yield lambda: None
        return
    with workers.begun(prose.cleaned_all, shares, processes) as results:
        yield lambda: prose.learn(texts, (made for found in results() for made in found))


def bodies(sources: Sequence[Source]) -> Iterator[str]:
    """The Markdown below the front matter of files. The public's words are none."""
    return (source.body for source in sources if source.kind != "contribution" and source.body)
