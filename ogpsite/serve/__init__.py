"""The preview: watch, build what is looked at, show it. A faulty change never ends it.

The only watchdog and livereload. `watching` knows what changed, `standing` what is shown, `room` who looks at it,
`answering` is the server, `guard` knows who may ask, `bar` what is said about a page.
"""

from __future__ import annotations

from collections.abc import Callable

from ogpsite import build
from ogpsite.nouns import dataclass

Tell = Callable[[str], None]
Job = Callable[[str], build.Job]


@dataclass(frozen=True)
class Wanted:
    """How the preview is wanted. `editor` is a name or a pattern for addresses that open a file."""

    host: str = "127.0.0.1"
    port: int = 8000
    open_browser: bool = False
    poll: bool = False
    editor: str = ""
    bar: bool = True
    both_ways: bool = False  # whether the terminal puts words from the right and from the left in order


def serve(job: Job, wanted: Wanted, tell: Tell) -> int:
    """Serves the site until it is stopped; every change of its files is shown. `job` says what to build for a day."""
    from ogpsite.serve.running import run

    return run(job, wanted, tell)
