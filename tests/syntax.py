"""The program's own syntax trees, read once in a process, for tests of its laws."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import ogpsite

PACKAGE = Path(ogpsite.__file__).parent
PATHS = [
    path
    for path in sorted(one.relative_to(PACKAGE).as_posix() for one in PACKAGE.rglob("*.py"))
    if path != "__init__.py"
]


def room_of(path: str) -> str:
    """The room of a module: its first folder, or itself."""
    return path.partition("/")[0].removesuffix(".py")


ROOMS = sorted({room_of(path) for path in PATHS})


@functools.cache
def tree_of(path: str) -> ast.Module:
    """The syntax tree of a module, by its path in the package."""
    return ast.parse((PACKAGE / path).read_text("utf-8"))


@functools.cache
def nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """All nodes of a tree, gathered once."""
    return tuple(ast.walk(tree))


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    """Every module: its room, its path, its syntax tree."""
    return ((room_of(path), path, tree_of(path)) for path in PATHS)


def modules_of(room: str) -> Iterator[tuple[str, ast.Module]]:
    """The modules of a room: their paths and syntax trees."""
    return ((path, tree_of(path)) for path in PATHS if room_of(path) == room)
