"""Content written for an older version of the content model is carried forward; nothing of it is lost.

A version of the model is a number. A name of the model may be changed only together with a step here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from ogpsite import MODEL, load
from ogpsite.load import read_text
from ogpsite.problems import Place, Problem, Refused, of_field, of_system, phrase

Step = Callable[[str, str], str]  # path and text of a file → its text in the next version; one line for each rule
STEPS: Mapping[int, Step] = {}  # the step from each version to the next; version 1 is the first, so there is none yet
VERSION = re.compile(r"^model:[ \t]*(\S*)[ \t]*(?:#.*)?$", re.M)
FENCE = re.compile(r"^---[ \t]*$", re.M)


def version_of(root: Path) -> int:
    """The version for which a site is written; 1 where site.yaml doesn't say. Raises Refused where there is no site."""
    if not load.has_site(root):
        message, hint = phrase("there is no site.yaml in this folder"), phrase("name it: --source")
        raise Refused(Problem(Place("site.yaml"), "source", message, hint))
    found = VERSION.search(text_of(root, "site.yaml"))
    if found and not found[1].isdigit():
        message = of_field("model", phrase("{text} is not a number", text=repr(found[1])))
        raise Refused(Problem(Place("site.yaml"), "value", message, phrase("write {value}", value=MODEL)))
    return int(found[1]) if found else 1


def changes(root: Path, steps: Mapping[int, Step] = STEPS, newest: int = MODEL) -> dict[str, tuple[str, str]]:
    """What migrating changes: (text now, text then) by path; empty where the content is of the newest version.

    Raises Refused where the content is newer than this program.
    """
    version = version_of(root)
    if version > newest:
        message = phrase(
            "this site is written in version {version} of the content model; this ogpsite knows {newest}",
            version=version,
            newest=newest,
        )
        raise Refused(Problem(Place("site.yaml"), "settings", message, phrase("install a newer ogpsite")))
    if version == newest:
        return {}
    old = {path: text_of(root, path) for path in paths(root)}
    new = dict(old)
    for step in range(version, newest):
        new = {path: steps[step](path, text) for path, text in new.items()}
    new["site.yaml"] = said(new["site.yaml"], newest)
    return {path: (old[path], text) for path, text in new.items() if text != old[path]}


def migrate(root: Path, changed: Mapping[str, tuple[str, str]], version: int) -> Path:
    """Writes the changes. The files as they were are kept in the folder that is given back. Raises Refused."""
    kept = root / ".ogpsite" / f"model-{version}"
    try:
        for path in changed:
            copy = kept / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes((root / path).read_bytes())
        for path, (_, text) in changed.items():
            part = root / f"{path}.part"
            part.write_text(text, "utf-8", newline="\n")
            part.replace(root / path)
    except OSError as error:
        message = phrase("the content could not be written: {reason}", reason=of_system(error))
        folder = kept.relative_to(root).as_posix()
        hint = phrase("the files as they were are in {folder}; mend that, then migrate again", folder=folder)
        raise Refused(Problem(Place(str(root)), "output", message, hint)) from None
    return kept


def paths(root: Path) -> list[str]:
    """Every text file that may hold records."""
    found = [path for path in sorted((root / "content").rglob("*")) if path.suffix in (".md", ".yaml", ".csv")]
    return ["site.yaml", *(path.relative_to(root).as_posix() for path in found if path.is_file())]


def text_of(root: Path, path: str) -> str:
    """A file's text. Raises Refused where it can't be read: half a migration would be worse than none."""
    faults: list[Problem] = []
    text = read_text(root, path, (root / path).stat().st_size, faults)
    if text is None:
        raise Refused(*faults)
    return text


def said(text: str, version: int) -> str:
    """The settings with their version."""
    line = f"model: {version}"
    return VERSION.sub(line, text, count=1) if VERSION.search(text) else f"{line}\n{text}"


def renamed(text: str, old: str, new: str) -> str:
    """A field of a record under its new name, with its comments and its place: what most steps need."""
    head, rest = text, ""
    fences = list(FENCE.finditer(text))
    if text.startswith("---") and len(fences) > 1:
        head, rest = text[: fences[1].start()], text[fences[1].start() :]
    return re.sub(rf"^{re.escape(old)}(?=[ \t]*:)", new, head, flags=re.M) + rest
