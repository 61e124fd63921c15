"""The floors of the steps: each takes what a build got and gave, and says what is to be done at least.

A floor readies its inputs first, and gives a function without arguments: only that is clocked. It uses libraries and
Python's own modules in C, and nothing of the program, but for templates and pictures, which are made again.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import json
import marshal
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any

from benchmarks.inputs import Inputs, plain

Doing = Callable[[], object]
NUMBERS = count()  # of folders that are written to


def all_of(inputs: Inputs, times: int) -> dict[str, tuple[float, str]]:
    """Every floor: seconds of the processor, the least of some runs, and what was done."""
    found = {}
    for step, (what, ready) in FLOORS.items():
        doing = ready(inputs)
        gc.collect()
        gc.disable()
        found[step] = (min(seconds(doing) for _ in range(times)), what)
        gc.enable()
    return found


def seconds(doing: Doing) -> float:
    before = getrusage(RUSAGE_SELF)
    doing()
    used = getrusage(RUSAGE_SELF)
    return used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime


def values(found: Any) -> Doing:
    """To make plain values anew from bytes, by C."""
    data = marshal.dumps(found)
    return lambda: marshal.loads(data)


def same(function: str) -> Callable[[Inputs], Doing]:
    """To make anew what a function gave."""
    return lambda inputs: values(plain(inputs.made(function)))


def edition(inputs: Inputs) -> Any:
    return inputs.given("making:Making.__init__", 1)[0]


def templates_opened(inputs: Inputs) -> Doing:
    codes = [bucket.code for bucket in inputs.given("engine:Compiled.load_bytecode", 1) if bucket.code]
    data = [marshal.dumps(code) for code in codes]
    environment = inputs.given("theme:Theme.render", 0)[0].environment

    def open_all() -> None:
        for one in data:
            exec(marshal.loads(one), {"environment": environment})

    return open_all


def read(_: Inputs) -> Doing:
    def read_all() -> None:
        for folder in walked("content"):
            for path in folder:
                file = os.open(path, os.O_RDONLY)
                os.read(file, 1 << 24).decode()
                os.close(file)

    return read_all


def walked(folder: str) -> Iterable[list[str]]:
    """The files of each folder below one."""
    files: list[str] = []
    folders: list[str] = []
    with os.scandir(folder) as found:
        for one in found:
            (folders if one.is_dir() else files).append(one.path)
    yield files
    for inner in folders:
        yield from walked(inner)


def front_matter(inputs: Inputs) -> Doing:
    import yaml

    texts = inputs.given("load.syntax:parse_yaml", 1)

    def parse_all() -> None:
        for text in texts:
            loader = yaml.CSafeLoader(text)
            while loader.get_event() is not None:
                pass

    return parse_all


def relations(inputs: Inputs) -> Doing:
    site = inputs.made("relate:as_known")[-1]
    children = {uid: tuple(one.uid for one in found) for uid, found in site.children.items()}
    known: dict[int, Any] = {}
    return values((tuple(plain(one, known) for one in site.by_uid.values()), plain(site.mentions), children))


def validated(inputs: Inputs) -> Doing:
    known: dict[int, Any] = {}
    found = [one for made in inputs.made("validate:validate") for one in made[0]]
    return values(tuple(plain(one, known) for one in found))


def markdown(*extensions: str) -> Callable[[Inputs], Doing]:
    """The texts of the benchmark use no more extensions than tables and footnotes."""

    def ready(inputs: Inputs) -> Doing:
        import markdown

        texts = inputs.given("converter:convert", 0)
        converter = markdown.Markdown(extensions=list(extensions), output_format="html")

        def convert_all() -> None:
            for text in texts:
                converter.reset()
                converter.convert(text)

        return convert_all

    return ready


def sanitised(inputs: Inputs) -> Doing:
    import nh3

    from ogpsite.prose import ATTRIBUTES, SCHEMES, TAGS

    raw = inputs.made("converter:convert")
    given: dict[str, Any] = {"tags": TAGS, "attributes": ATTRIBUTES, "url_schemes": SCHEMES, "link_rel": None}

    def clean_all() -> None:
        for one in raw:
            nh3.clean(one, **given)

    return clean_all


def facts(inputs: Inputs) -> Doing:
    from ogpsite.derive import FACTS

    found = edition(inputs).facts
    return values(plain({name: getattr(found, name) for name in FACTS}))


def rows(inputs: Inputs) -> list[list[tuple[Any, ...]]]:
    day = edition(inputs).site.day
    return [share.rows(day) for share in inputs.made("tables:share")]


def tables(inputs: Inputs) -> Doing:
    found = rows(inputs)
    made, write_json = values(plain(found)), json.JSONEncoder(ensure_ascii=False, check_circular=False).encode

    def write_all() -> None:
        made()
        for some in found:
            csv.writer(io.StringIO(newline="")).writerows(some)
            write_json(some).encode()

    return write_all


def views(inputs: Inputs) -> list[Any]:
    known: dict[int, Any] = {}
    return [plain(dict(view), known) for view in inputs.made("outputs.pages:Batch.view")]


def rendered(inputs: Inputs) -> Doing:
    """The templates of the site with the values that they got, which are all made already."""
    calls = [args for args, _ in inputs.calls["theme:Theme.render"]]
    pages = [(theme.in_language(language).get_template(name), view) for theme, name, view, language, *_ in calls]

    def render_all() -> None:
        for template, view in pages:
            template.render(view)

    return render_all


def rendered_by_jinja(inputs: Inputs) -> Doing:
    """The same as Jinja compiles and runs templates when nobody helps it."""
    import jinja2

    calls = inputs.calls["theme:Theme.render"]
    theme, language = calls[0][0][0], calls[0][0][3]
    ours = theme.in_language(language)
    environment = jinja2.Environment(
        loader=ours.loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(ours.filters)
    environment.tests.update(ours.tests)
    environment.globals.update(ours.globals)
    some = [(args[1], args[2], made) for args, made in calls if args[3] == language]
    pages = [(environment.get_template(name), view) for name, view, _ in some]
    if any(
        template.render(view).encode(errors="surrogatepass") != made
        for (template, view), (_, _, made) in zip(pages, some, strict=True)
    ):
        raise ValueError("Jinja by itself makes other pages, so what it takes can't be compared")

    def render_all() -> None:
        for template, view in pages:
            template.render(view)

    return render_all


def relative(inputs: Inputs) -> Doing:
    pages = inputs.given("outputs.relative:Links.made_relative", 1)

    def cut_all() -> None:
        for page in pages:
            b'="'.join(page.split(b'="/'))

    return cut_all


def hashed(inputs: Inputs) -> Doing:
    files = inputs.files()
    pages = [data.decode() for path, data in files.items() if path.endswith(".html")]
    others = [data for path, data in files.items() if not path.endswith(".html")]

    def hash_all() -> None:
        for page in pages:
            hashlib.sha256(page.encode()).hexdigest()
        for data in others:
            hashlib.sha256(data).hexdigest()

    return hash_all


def sheets(inputs: Inputs) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(inputs.made("tables.workbook:written")[0])) as book:
        return [book.read(name) for name in book.namelist()]


def workbook(inputs: Inputs) -> Doing:
    parts = sheets(inputs)

    def pack_all() -> None:
        for data in parts:
            packer = zlib.compressobj(6, zlib.DEFLATED, -15)
            packer.compress(data), packer.flush(), zlib.crc32(data)

    return pack_all


def by_xlsxwriter(inputs: Inputs) -> Doing:
    import xlsxwriter

    found = rows(inputs)

    def write_all() -> None:
        book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True, "constant_memory": True})
        for some in found:
            sheet = book.add_worksheet()
            for line, row in enumerate(some):
                for column, value in enumerate(row):
                    if isinstance(value, int | float):
                        sheet.write_number(line, column, value)
                    elif value:
                        sheet.write_string(line, column, value if isinstance(value, str) else "|".join(value))
        book.close()

    return write_all


def drawn(inputs: Inputs) -> Doing:
    from ogpsite import pictures

    cards = [args for args, _ in inputs.calls["pictures:card"]]
    emblems = [args for args, _ in inputs.calls["pictures:emblem_png"]]

    def draw_all() -> None:
        for one in cards:
            pictures.card.__wrapped__(*one)
        for one in emblems:
            pictures.emblem_png.__wrapped__(*one)

    return draw_all


DATA = (".json", ".js")
CALL = re.compile(rb"^\w+\((.*)\)\n$", re.S)  # a script that calls a function with data


def made_by(*makers: str) -> Callable[[Inputs], Doing]:
    """To write the JSON of some makers by C, and to make the lines of their other files anew."""

    def ready(inputs: Inputs) -> Doing:
        files = inputs.of_makers(*makers)
        scripts = {path: CALL.sub(rb"\1", one) for path, one in files.items()}
        data = [json.loads(one) for path, one in scripts.items() if path.endswith(DATA)]
        encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
        lines = values([one.decode().split("\n") for path, one in files.items() if not path.endswith(DATA)])

        def write_all() -> None:
            for one in data:
                encode(one).encode()
            lines()

        return write_all

    return ready


def kept(inputs: Inputs) -> Doing:
    cache = {path.name: path.read_bytes() for path in Path(".ogpsite").rglob("*") if path.is_file()}
    return lambda: put_all({f"{number}": data for number, data in enumerate(cache.values())})


def written(inputs: Inputs) -> Doing:
    files = inputs.files()
    return lambda: put_all(files)


def put_all(files: dict[str, bytes]) -> None:
    """Writes files into a new folder."""
    base = Path(f"../least-{next(NUMBERS)}").absolute()
    for folder in sorted({one for path in files for one in above(path)}):
        os.mkdir(f"{base}/{folder}")  # noqa: PTH102 - without Python's paths in between
    for path, data in files.items():
        file = os.open(f"{base}/{path}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        os.write(file, data)
        os.close(file)


def above(path: str) -> list[str]:
    """The folders of a path, from the outermost."""
    parts = path.split("/")[:-1]
    return ["", *("/".join(parts[:n]) for n in range(1, len(parts) + 1))]


VALUES = "the same values made anew by C"
FILES = "the same data as JSON by C, lines of other files made anew by C"
FLOORS: dict[str, tuple[str, Callable[[Inputs], Doing]]] = {
    "templates opened": ("the compiled templates read (marshal) and run once", templates_opened),
    "files found and read": ("each folder listed, each file read and decoded", read),
    "front matter (YAML)": ("libyaml's events of the same texts (CSafeLoader)", front_matter),
    "validation": (VALUES, validated),
    "relations": (VALUES, relations),
    "Markdown to HTML": (
        "python-markdown of the same texts, with tables and footnotes",
        markdown("tables", "footnotes"),
    ),
    "sanitising": ("nh3 of the same HTML", sanitised),
    "texts set into pages": (VALUES, same("prose:render")),
    "list of pages": (VALUES, same("outputs.listing:listed")),
    "facts": (VALUES, facts),
    "self-check": (VALUES, lambda inputs: values(plain(edition(inputs).findings))),
    "history of the requirements": (VALUES, lambda inputs: values(plain(edition(inputs).history))),
    "rows of the tables, as CSV and JSON": (f"{VALUES}, csv.writer and JSON by C", tables),
    "views": (VALUES, lambda inputs: values(views(inputs))),
    "templates": ("the same templates with values that are made already", rendered),
    "links relative to the page": ("each page cut at its addresses and joined", relative),
    "pages filled in and hashed": ("SHA-256 of all bytes", hashed),
    "the workbook": ("its parts packed (zlib)", workbook),
    "icons and cards": ("the same pictures drawn again (Pillow)", drawn),
    "records as JSON": (FILES, made_by("data")),
    "figures and charts": (FILES, made_by("figures", "charts")),
    "texts of the search": (FILES, made_by("search")),
    "feeds, calendars, site map": (FILES, made_by("feeds", "calendars", "sitemap")),
    "descriptions of the data": (
        FILES,
        made_by("datapackage", "schemas", "api", "catalog", "wellknown", ""),
    ),
    "what is kept for the next build": ("the same bytes written to a new folder", kept),
    "writing": ("the same folders and files made in a new folder", written),
    "templates by Jinja as it comes": ("the same, as Jinja compiles and runs them by itself", rendered_by_jinja),
    "Markdown without extensions": ("python-markdown of the same texts as it comes", markdown()),
    "the workbook by its library": ("the same cells by xlsxwriter (constant_memory)", by_xlsxwriter),
}
