"""What is read alike of documents of every format: their pictures, and tables in cells of tables."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ogpsite.importers.archive import Archive
from ogpsite.importers.minutes import pictures
from ogpsite.importers.minutes.blocks import Block, Grid, Lost, Paragraph, Picture, Span


class Reading:
    """One document while it is read."""

    parts: Archive
    lost: Lost
    pictures: dict[str, Picture]

    def picture_at(self, path: str, alt: str) -> Iterator[Span]:
        """A picture that lies in the document."""
        if path not in self.pictures:
            known = pictures.known(self.parts.read(path, pictures.LARGEST))
            if known is None:
                self.lost.add(f"pictures of a kind that browsers do not show ({posixpath.basename(path)})")
                return
            self.pictures[path] = known
        yield Span(picture=path, alt=" ".join(alt.split()))

    def flat(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """The blocks of a cell, a table in it as paragraphs."""
        for block in blocks:
            if isinstance(block, Grid):
                self.lost.add("tables in cells of tables (kept as lines)")
                yield from (Paragraph((Span(" – ".join(filter(None, row))),)) for row in block.words() if any(row))
            else:
                yield block
