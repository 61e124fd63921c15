"""Other people's programs (git, ssh, rsync): run without a shell, their last words told when they fail."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from ogpsite.publish.release import failed

HOURS = 6 * 3600  # a limit for hangs: a slow line may need long for the first time


def run(place: str, words: Sequence[str], given: bytes = b"") -> bytes:
    """What a program printed. Raises Refused, with its last words, where it is missing or failed."""
    code, out, err = attempt(place, words, given)
    if code:
        said = " / ".join(line.strip() for line in err.decode("utf-8", "replace").splitlines()[-3:] if line.strip())
        hint = "mend that, then publish again; what was served before is still served"
        raise failed(place, f"{words[0]} stopped: {said or f'exit code {code}'}", hint)
    return out


def attempt(place: str, words: Sequence[str], given: bytes = b"") -> tuple[int, bytes, bytes]:
    """Exit code, output and errors of a program. Raises Refused where it isn't installed."""
    try:
        done = subprocess.run(list(words), input=given, capture_output=True, check=False, timeout=HOURS)
    except FileNotFoundError:
        raise failed(
            place, f"the program {words[0]} is not installed", f"install {words[0]}, then publish again"
        ) from None
    except subprocess.TimeoutExpired:
        raise failed(place, f"{words[0]} did not come to an end", "look at the line and at the other side") from None
    return done.returncode, done.stdout, done.stderr
