"""The command `publish` in a process of its own, which can be killed at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from sites import DAY


def command(root: Path, target: str, *words: str) -> list[str]:
    day = ["--as-of", DAY.isoformat()]
    return [sys.executable, "-m", "ogpsite", "publish", target, "--source", str(root), *day, "--json", *words]


def killed_after(words: list[str], seconds: float) -> bool:
    """Starts it and kills it, with all that it started; True where it had ended before."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(seconds)
        return True
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
