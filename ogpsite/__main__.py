"""The command `ogpsite`, also as `python -m ogpsite`: it ends at once, where Python would first take all it made apart.

To let go of a site's records and pages one by one takes a fifth of a small build, and the system does it anyway.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading

gc.set_threshold(100_000)  # what is opened stays, and most commands end soon; those that build set their own

from ogpsite import opening  # noqa: E402

opening.begin()  # before all else that it spares to compile

from ogpsite.cli import main  # noqa: E402


def run() -> None:
    """Runs the command, and ends the process with its exit code."""
    try:
        main()
    except SystemExit as end:
        opening.BESIDE.keep()
        if not isinstance(end.code, int) or threading.active_count() > 1 or not flushed():
            raise
        atexit._run_exitfuncs()
        os._exit(end.code)


def flushed() -> bool:
    """Whether all that was said has gone out; where it can't, Python tells of it."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    run()
