"""The only writing of first files: never over anything that somebody wrote."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path

from ogpsite.problems import Place, Problem, Refused, of_system, phrase


def quoted(text: str) -> str:
    """A text as YAML holds it safely on one line."""
    return json.dumps(text, ensure_ascii=False)


def create(root: Path, files: Iterable[tuple[str, str]]) -> list[Path]:
    """Writes files below a folder. Raises Refused, before writing any, where one is already there."""
    found = list(files)
    there = [path for path, _ in found if (root / path).exists()]
    if there:
        message = phrase("{file} is already there", file=there[0])
        hint = phrase("choose another name or folder; nothing was written")
        raise Refused(Problem(Place(str(root)), "output", message, hint))
    made = []
    for path, text in found:
        target = root / path
        made.append(target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="\n")
            if text.startswith("#!"):
                target.chmod(0o755)
        except OSError as error:
            taken_back(made)
            message = phrase("it can't be written: {reason}", reason=of_system(error))
            hint = phrase("nothing was written; make room, or check the rights of the folder")
            raise Refused(Problem(Place(str(target)), "output", message, hint)) from None
    return made


def taken_back(made: list[Path]) -> None:
    """Takes back what was begun: half of it would stand in the way of the next attempt."""
    for path in made:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def renew(root: Path, files: Iterable[tuple[str, str]], mark: str) -> tuple[list[Path], list[Path]]:
    """Writes files anew that carry `mark`, or aren't there; gives those written, and those of others left alone."""
    made: list[Path] = []
    left: list[Path] = []
    for path, text in files:
        target = root / path
        try:
            old = target.read_text("utf-8") if target.is_file() else None
            if old is not None and mark not in old:
                left.append(target)
                continue
            if old != text:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, "utf-8", newline="\n")
                made.append(target)
            if text.startswith("#!"):
                target.chmod(0o755)
        except (OSError, UnicodeDecodeError) as error:
            reason = of_system(error) if isinstance(error, OSError) else error
            message = phrase("it can't be written: {reason}", reason=reason)
            raise Refused(Problem(Place(str(target)), "output", message)) from None
    return made, left
