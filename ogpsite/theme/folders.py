"""Where a theme lies, and which others it extends."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from ogpsite import load
from ogpsite.problems import Place, Problem, Refused, did_you_mean, phrase

PACKAGE = Path(__file__).parent.parent
SHIPPED = (PACKAGE / "_themes", PACKAGE.parent / "themes")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_shipped(path: str) -> bool:
    """Whether a template is one of the program's own."""
    return any(path.startswith(f"{folder}{os.sep}") for folder in SHIPPED)


def theme_folders(name: str, root: Path, place: Place | None = None) -> tuple[Path, ...]:
    """The folders of a theme and of all that it extends; `place` names it.

    Raises Refused where it, or one that it extends, is missing or faulty.
    """
    folders: list[Path] = []
    wanted, place = name, place or Place("site.yaml")
    while wanted:
        found = folders_of(wanted, root)
        if not found or wanted in {folder.name for folder in folders}:
            raise Refused(unknown_theme(wanted, place, root, bool(found)))
        folders.extend(found)
        place = Place(f"themes/{wanted}/theme.yaml", 1)
        wanted = parent_of(found, place)
    return tuple(folders)


def folders_of(name: str, root: Path) -> list[Path]:
    """The folders of one theme: the site's own first, then the shipped one of the same name."""
    if not NAME.fullmatch(name):
        return []
    bases = (root / "themes", *SHIPPED)
    places = dict.fromkeys((base / name).resolve() for base in bases)
    return [folder for folder in places if (folder / "theme.yaml").is_file()]


def declared(folder: Path, key: str) -> Any:
    """What theme.yaml says under a key: a text, or nodes; None where it says nothing."""
    node = load.parse_yaml(f"themes/{folder.name}/theme.yaml", (folder / "theme.yaml").read_text("utf-8-sig"), 1, [])
    if node is None or not isinstance(node.value, dict) or key not in node.value:
        return None
    return node.value[key].value


def parent_of(folders: list[Path], place: Place) -> str:
    """The theme that a theme extends, or an empty text."""
    problems: list[Problem] = []
    for folder in folders:
        node = load.parse_yaml(place.path, (folder / "theme.yaml").read_text("utf-8-sig"), 1, problems)
        if problems:
            raise Refused(*problems)
        extends = node.value.get("extends") if node and isinstance(node.value, dict) else None
        if extends and isinstance(extends.value, str):
            return extends.value
    return ""


def unknown_theme(name: str, place: Place, root: Path, circle: bool) -> Problem:
    if circle:
        message = phrase("the theme {name} would extend itself", name=repr(name))
        return Problem(place, "theme", message, phrase("correct `extends` in its theme.yaml"))
    bases = [root / "themes", *SHIPPED]
    known = sorted({path.parent.name for base in bases for path in base.glob("*/theme.yaml")})
    hint = did_you_mean(name, known, phrase("themes here: {known}", known=", ".join(known)))
    return Problem(place, "theme", phrase("there is no theme {name}", name=repr(name)), hint)
