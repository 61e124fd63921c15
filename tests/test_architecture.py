"""The laws of docs/architecture.md, held by reading the project's own imports and syntax trees."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from syntax import PACKAGE, ROOMS, modules, modules_of, nodes

from ogpsite.model import fields, kinds, records

pytestmark = pytest.mark.xdist_group("syntax")  # one process reads the trees, for all that asks for them

FLOORS = {
    "cli": 4, "web": 4, "serve": 4, "publish": 4, "automation": 4, "migrate": 4, "start": 4, "catalogue": 4,
    "importers": 4, "__main__": 4,
    "build": 3, "voice": 3,
    "permanence": 2, "figured": 2, "hosting": 2,
    "outputs": 2, "views": 2, "tables": 2, "theme": 2, "engine": 2, "compiled": 2, "brand": 2, "album": 2, "links": 2,
    "early": 2, "reference": 2, "making": 2,
    "load": 1, "validate": 1, "relate": 1, "derive": 1, "audit": 1, "write": 1, "prose": 1, "words": 1, "schema": 1,
    "converter": 1, "plainlinks": 1, "jsonwords": 1, "htmlwords": 1, "parts": 1, "locales": 1,
    "published": 1, "policy": 1,
    "differences": 1, "privacy": 1, "colours": 1, "pictures": 1, "imprint": 1, "xmlwords": 1,
    "model": 0, "problems": 0, "nouns": 0, "opening": 0, "folded": 0, "memory": 0, "workers": 0, "forks": 0,
}  # fmt: skip
SIDEWAYS = {
    # the few ways along a floor: doors open into each other from the command line only, outputs rest on views and theme
    "cli": {"web", "serve", "publish", "automation", "migrate", "start", "catalogue", "importers"},
    "serve": {"start"},
    "__main__": {"cli"},
    "outputs": {"figured", "views", "tables", "theme", "links"},
    "making": {"outputs", "theme"},
    "hosting": {"outputs", "permanence"},
    "permanence": {"outputs", "views", "theme", "links"},
    "views": {"links", "tables"},
    "nouns": {"opening"},
    "opening": {"memory"},
    "forks": {"opening"},
    "workers": {"forks"},
    "theme": {"compiled", "engine"},
    "engine": {"compiled"},
    "brand": {"theme"},
    "prose": {"converter", "plainlinks"},
    "converter": {"plainlinks"},
    "words": {"htmlwords", "locales"},
    "album": {"links"},
    "voice": {"build"},
    "tables": {"links"},
    "model": {"problems", "nouns", "folded"},
    "memory": {"nouns", "folded", "opening"},
    "folded": {"nouns"},
    "problems": {"nouns"},
}
ONLY = {
    "yaml": {"load", "importers"},
    "jinja2": {"theme", "engine", "compiled"},
    "markdown": {"converter"},
    "nh3": {"prose"},
    "watchdog": {"serve"},
    "livereload": {"serve"},
    "tornado": {"serve"},
    "babel": {"locales", "words"},
    "click": {"cli"},
    "xlsxwriter": {"tables"},
    "multiprocessing": {"workers"},
    "pickle": {"memory", "workers", "forks", "folded"},
    "http": {"web"},
    "ssl": {"web"},
    "protego": {"web"},
    "PIL": {"pictures"},
    "boto3": {"publish"},
    "brotli": {"hosting"},
    "zlib": {"hosting", "pictures", "importers", "memory", "load", "tables"},
}
IMPURE = {
    # what must not be used below the doors, and the rooms that may nevertheless
    "time": {"cli", "serve", "web"}, "random": set(), "secrets": {"serve"}, "locale": set(),
    "subprocess": {"publish"}, "socket": {"serve", "web"},
}  # fmt: skip


def imports(tree: ast.Module) -> Iterator[str]:
    """The modules that a module imports, wherever the import stands."""
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("room", ROOMS)
def test_imports_go_down(room: str) -> None:
    assert room in FLOORS, f"{room}: a room without a floor"
    for path, name in ((path, name) for path, tree in modules_of(room) for name in imports(tree)):
        first, *rest = name.split(".")
        if first == "ogpsite" and rest and rest[0] in FLOORS and rest[0] != room:
            other = rest[0]
            allowed = FLOORS[other] < FLOORS[room] or other in SIDEWAYS.get(room, set())
            assert allowed, f"{path} imports {other}: upward or sideways"
        assert room in ONLY.get(first, {room}), f"{path} imports {first}, which only {ONLY[first]} may"
        assert room in IMPURE.get(first, {room}), f"{path} imports {first}"


def test_outputs_do_not_know_each_other() -> None:
    common = {"options", "listing", "relative", "filling"}  # which addresses there are, the ways between them, blanks
    for path, tree in modules_of("outputs"):
        if path != "outputs/__init__.py":
            for name in imports(tree):
                parts = name.split(".")
                if parts[:2] == ["ogpsite", "outputs"]:
                    other = parts[2]
                    assert other in common or f"outputs/{other}.py" == path, f"{path} imports {other}"


@pytest.mark.parametrize("room", ROOMS)
def test_what_must_never_happen(room: str) -> None:
    for path, tree in modules_of(room):
        never_in(room, path, tree)


def never_in(room: str, path: str, tree: ast.Module) -> None:
    assert ast.get_docstring(tree), f"{path} doesn't say what it alone knows"
    name = Path(path).stem
    assert name not in ("utils", "helpers", "common", "core", "misc", "manager")
    for node in nodes(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called != "print", f"{path}:{node.lineno} prints"
            assert called not in ("sys.exit", "exit") or room == "cli", f"{path}:{node.lineno} exits"
            clock = called.endswith((".now", ".today", ".utcnow")) or called == "time.time"
            assert not clock or room == "cli", f"{path}:{node.lineno} asks the clock"
            written = called.endswith((".write_text", ".write_bytes", ".mkdir", ".unlink", ".rmdir", "shutil.copyfile"))
            writers = ("write", "importers", "start", "publish", "migrate", "memory")
            assert not written or room in writers, f"{path}:{node.lineno} writes"
            read = called.endswith((".read_text", ".read_bytes")) and not called.startswith("load.")
            doors = ("load", "theme", "write", "importers", "start", "publish", "automation", "migrate", "memory")
            assert not read or room in doors, f"{path}:{node.lineno} reads"
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "os.environ":
            assert room == "cli", f"{path}:{node.lineno} asks the environment"
        if isinstance(node, ast.ExceptHandler):
            swallows = len(node.body) == 1 and isinstance(node.body[0], ast.Pass)
            broad = node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException")
            assert not (swallows and broad), f"{path}:{node.lineno} swallows every exception"
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 40, f"{path}:{node.lineno} {node.name} is too long"


NOTED = {"derive", "views", "tables", "audit"}  # what they read of records is noted (model/noted.py)
PLAIN = {"str", "int", "float", "bool", "datetime.date", "tuple[str, ...]"}


def hidden_reads(tree: ast.Module) -> Iterator[int]:
    """The lines where what was made of nouns is kept so that nobody notes what was read: next time nothing is."""
    for node in nodes(tree):
        if isinstance(node, ast.FunctionDef):
            names = {ast.unparse(one).partition("(")[0].rpartition(".")[2] for one in node.decorator_list}
            given = {ast.unparse(one.annotation) for one in node.args.args if one.annotation}
            if "cached_property" in names or (names & {"cache", "lru_cache"} and not given <= PLAIN):
                yield node.lineno


def test_what_is_read_of_records_is_noted() -> None:
    """`once` and `Late…` note what was read for what they keep; functools doesn't, and pages would grow stale."""
    for room, path, tree in modules():
        if room in NOTED:
            assert not list(hidden_reads(tree)), f"{path}: keep it by `once`, not by functools"
    bad = "@functools.lru_cache(maxsize=9)\ndef f(one: Record) -> str: ...\n@cached_property\ndef g(self) -> str: ...\n"
    assert len(list(hidden_reads(ast.parse(f"{bad}@cache\ndef h(name: str) -> str: ...\n")))) == 2


def test_nouns_are_frozen() -> None:
    for info in pkgutil.iter_modules([str(PACKAGE / "model")]):
        module = importlib.import_module(f"ogpsite.model.{info.name}")
        for value in vars(module).values():
            if isinstance(value, type) and dataclasses.is_dataclass(value):
                assert value.__dataclass_params__.frozen, f"{value} is not frozen"  # type: ignore[attr-defined]


def test_every_kind_is_declared_once() -> None:
    types = {value for value in vars(records).values() if isinstance(value, type) and issubclass(value, records.Record)}
    abstract = {records.Record, records.Gathering}
    assert types - abstract == {kind.record for kind in kinds.TABLE}


def test_every_field_has_words_and_a_reader() -> None:
    from ogpsite.validate.readers import READERS

    for value in vars(records).values():
        if isinstance(value, type) and dataclasses.is_dataclass(value):
            for spec in fields.fields_of(value):
                assert spec.kind in READERS, f"{value.__name__}.{spec.name}: no reader for {spec.kind}"
                assert spec.doc.endswith((".", "?", ")")), f"{value.__name__}.{spec.name}: say what it is"
                assert spec.kind != "choice" or spec.choices
                assert spec.kind != "ref" or spec.to
