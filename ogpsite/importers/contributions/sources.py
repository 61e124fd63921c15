"""Which files come from which platform or form: opens them, recognises the source, and has it harvested."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ogpsite.importers import archive, commas, reading
from ogpsite.importers.cells import Table
from ogpsite.importers.contributions import consul, decidim, forms, mapped, polis
from ogpsite.importers.contributions.nouns import Ground, Harvest
from ogpsite.importers.contributions.sheet import headings
from ogpsite.importers.fault import ImportFault
from ogpsite.nouns import dataclass
from ogpsite.problems import near

LARGEST_JSON = 40_000_000


@dataclass(frozen=True)
class Opened:
    """What the files hold: tables, and JSON documents with the names of their files."""

    tables: tuple[Table, ...]
    documents: tuple[tuple[str, object], ...] = ()


Reader = Callable[[Opened, Ground], Harvest]


def form(name: str) -> Reader:
    """The reader of one kind of form."""
    return lambda opened, ground: forms.harvest(name, opened.tables, ground)


SOURCES: Mapping[str, Reader] = {
    "polis": lambda opened, ground: polis.harvest(opened.tables, ground),
    "decidim": lambda opened, ground: decidim.harvest(opened.tables, ground),
    "consul": lambda opened, ground: consul.harvest(opened.tables, opened.documents, ground),
    "google-forms": form("google-forms"),
    "microsoft-forms": form("microsoft-forms"),
    "eusurvey": form("eusurvey"),
    "limesurvey": form("limesurvey"),
    "table": lambda opened, ground: mapped.harvest(opened.tables, ground),
}


def harvest(files: Sequence[Path], ground: Ground) -> Harvest:
    """All that the files give. Raises ImportFault where nobody knows their source, or they can't be read."""
    wish = ground.options.source
    if wish and wish not in SOURCES:
        meant = near(wish, SOURCES)
        known = ", ".join(SOURCES)
        raise ImportFault(f"--from {wish!r} is not one of {known}", f"did you mean {meant!r}?" if meant else "")
    opened = opened_all(files, ground)
    for table in opened.tables:
        for remark in table.remarks:
            ground.notes.add("remark", table.file, remark)
    if ground.options.mapping is not None:
        return mapped.harvest(opened.tables, ground)
    source = wish or recognised(opened)
    if not wish:
        ground.notes.add("remark", "source", f"recognised as {source} (--from says otherwise)")
    return SOURCES[source](opened, ground)


def opened_all(files: Sequence[Path], ground: Ground) -> Opened:
    """The tables and documents of all files."""
    if not files:
        raise ImportFault("no file was given", "name the export: a .csv, .xlsx, .ods, .zip or .json file")
    tables: list[Table] = []
    documents: list[tuple[str, object]] = []
    for path in files:
        ending = path.suffix.lower()
        if ending == ".zip":
            tables += unzipped(path, ground)
        elif ending == ".json":
            documents.append((path.name, document(path)))
        else:
            tables += reading.read_one(path)
    if any(polis.recognise(table) for table in tables) and not any(polis.is_summary(table) for table in tables):
        beside = files[0].with_name("summary.csv")
        if beside.is_file():
            tables += reading.read_one(beside)
            ground.notes.add("remark", beside.name, f"read too: it lies beside {files[0].name}")
    return Opened(tuple(tables), tuple(documents))


def unzipped(path: Path, ground: Ground) -> list[Table]:
    """The tables of a zip file that an importer can use; every other part is noted."""
    tables: list[Table] = []
    with archive.opened(path, "a zip file") as parts, tempfile.TemporaryDirectory() as folder:
        for name in parts.strange():
            ground.notes.add("unread", path.name, f"a part named {archive.shown(name)} leads out of the file: not read")
        names = parts.names()
        wanted = [name for name in names if decidim.wanted(name)] or [name for name in names if is_table(name)]
        unread = [name for name in names if name not in wanted]
        if unread:
            ground.notes.add("unread", path.name, f"parts that are not read: {archive.few(unread, 40)}")
        if not wanted:
            raise ImportFault(f"{path.name} holds no CSV file of contributions", f"it holds {archive.few(names)}")
        for number, name in enumerate(wanted):
            data = parts.read(name)
            if not data.strip():
                continue
            copy = Path(folder) / str(number) / f"{stem(name)}.csv"
            copy.parent.mkdir()
            copy.write_bytes(data)
            tables.append(commas.read(copy))
    return tables


def is_table(name: str) -> bool:
    """Whether a part is a CSV file."""
    return name.lower().endswith(".csv")


def stem(name: str) -> str:
    """A part's name as that of a table: the last step, without ending, only plain signs."""
    last = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    return "".join(char if char.isalnum() or char in "-_. " else "-" for char in last)[:80] or "part"


def document(path: Path) -> object:
    """A JSON file. Raises ImportFault where it is none, or too large."""
    if not path.is_file():
        raise ImportFault(f"there is no file {path}", "look at the spelling and the folder")
    if path.stat().st_size > LARGEST_JSON:
        raise ImportFault(f"{path.name} is larger than {LARGEST_JSON // 1_000_000} MB", "divide it")
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ImportFault(f"{path.name} is not UTF-8, so it is no JSON file", "export it again") from None
    except RecursionError:
        raise ImportFault(f"{path.name} is nested too deeply", "this is no export of a platform") from None
    except ValueError as fault:
        raise ImportFault(f"{path.name} is not valid JSON: {fault}", "it may be cut short; export it again") from None


def recognised(opened: Opened) -> str:
    """The source that the files themselves show. Raises ImportFault where they don't."""
    if opened.documents:
        return "consul"
    for table in opened.tables:
        if polis.recognise(table):
            return "polis"
        if decidim.kind_of(table):
            return "decidim"
        if consul.recognise(table):
            return "consul"
        found = forms.recognise(table)
        if found:
            return found
    first = opened.tables[0].rows[:1] if opened.tables else ()
    raise ImportFault(
        f"nobody knows where this export comes from; its columns are {headings(first[0] if first else ())}",
        f"say --from {', '.join(SOURCES)}; or write a map (--map, see docs/import-contributions.md)",
    )
