"""When the memory is searched for what nobody uses any more: while nobody waits for a page.

Python searches all objects now and then, when many were made. At 1,500 records that takes a fifth of a second, in which
nothing else goes on. Here it searches only young objects by itself, which takes a few thousandths.
"""

from __future__ import annotations

import gc

YOUNG, MIDDLE = 700, 10  # as Python has it: new objects until they are searched, and such searches until the next
WHOLE = 10_000  # searches of the middle ones until all are searched: never, before somebody asks for it
SOME, MOST = 3, 10  # sites that one after the other may leave something behind until the next pause, and at all


class Heap:
    """The objects of the preview's process. Those in use for long are set apart, and not searched each time."""

    def __init__(self) -> None:
        self.left = 0  # sites that were replaced since the last search
        gc.set_threshold(YOUNG, MIDDLE, WHOLE)

    def first(self) -> None:
        """The first site is there: it is set apart with the program. Takes no time."""
        gc.freeze()
        self.left = SOME

    def replaced(self) -> None:
        """Another site stands in the place of the one before."""
        self.left += 1
        if self.left >= MOST:
            self.search()

    def pause(self) -> None:
        """Nothing was saved for a while."""
        if self.left >= SOME:
            self.search()

    def rest(self) -> None:
        """All is done: everything is searched, and what is in use is set apart."""
        if self.left >= SOME:
            gc.unfreeze()
            self.search()
            gc.freeze()

    def search(self) -> None:
        """Lets go what nobody uses, but for what is set apart."""
        gc.collect()
        self.left = 0
