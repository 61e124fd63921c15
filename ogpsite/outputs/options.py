"""How outputs are wanted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """`offline`: links name `index.html`, so that the site can be opened from disk."""

    offline: bool = False
