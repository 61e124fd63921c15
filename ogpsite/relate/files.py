"""Files beside the records: those that nobody mentions."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ogpsite.model import kinds, records
from ogpsite.problems import Place, Problem, meant, near, phrase
from ogpsite.relate.walking import files_of

UNMENTIONED = phrase("add it to `evidence` or `documents`, or move it away")


def unread_files(
    everything: Iterable[records.Record], files: Iterable[str], shown: Collection[str], known: Iterable[str]
) -> tuple[Problem, ...]:
    """Files that nobody mentions: a warning in a record's own folder, an error elsewhere (content-model 6).

    `shown` are files that running text shows or links; `known` the file names that rules of the model read.
    """
    everything = tuple(everything)
    mentioned = {file.path for record in everything for file in files_of(record)} | set(shown)
    folders = {own_folder(record.meta.place.path) for record in everything} - {""}
    names = {name.rpartition("/")[2] for name in known}
    return tuple(unread(path, folders, names) for path in sorted(files) if path not in mentioned)


def own_folder(path: str) -> str:
    """The folder below `content/` that belongs to the record of a file, or an empty text for shared folders."""
    folder, _, name = path.removeprefix("content/").rpartition("/")
    stem = name.partition(".")[0]
    return folder if stem in kinds.KINDS or stem in ("plan", "contributions", "responses", "checks", "timeline") else ""


def unread(path: str, folders: Collection[str], names: Collection[str]) -> Problem:
    place = Place(f"content/{path}")
    folder, _, name = path.rpartition("/")
    stems = {one.partition(".")[0]: one for one in names}
    guess = stems.get(near(name.partition(".")[0], stems, 0.8), "")
    misspelt = bool(guess) and guess != name
    while folder:
        if folder in folders and not misspelt and not path.endswith((".md", ".yaml", ".yml")):
            return Problem(
                place, "unmentioned", phrase("nothing mentions this file; it is not published"), UNMENTIONED, False
            )
        folder = folder.rpartition("/")[0]
    hint = meant(guess) if misspelt else phrase("move it, or mention it in a record")
    return Problem(place, "unread", phrase("nothing reads this file"), hint)
