"""Which messages the interface has: those of the templates, of the views, and of the model's closed lists."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from importlib.abc import InspectLoader
from types import ModuleType
from typing import TypeGuard, cast

import ogpsite
from ogpsite import audit, tables, views
from ogpsite.model import dates, findings, kinds, vocabulary
from ogpsite.model.policy_areas import POLICY_AREAS
from ogpsite.theme import Theme, messages
from ogpsite.views import tongue
from ogpsite.words import Message, identity


def all_messages(theme: Theme) -> tuple[Message, ...]:
    """Every message that a page or a check may say, as (one, many), sorted."""
    found = {*messages(theme), *of_the_model(), *of_the_views(), *of_the_problems()}
    return tuple(sorted(found))


def of_the_model() -> Iterator[Message]:
    """The English words of codes, kinds and policy areas."""
    for codes in vocabulary.VOCABULARIES.values():
        yield from ((identity(words), "") for words in codes.values())
    for kind in kinds.TABLE:
        if kind.name != "settings":
            yield from ((kind.singular, ""), (kind.plural, ""))
    yield from ((tongue.singular(part), "") for part in kinds.PARTS)
    yield from ((name, "") for name in POLICY_AREAS.values())
    yield from of_the_self_check()


def of_the_self_check() -> Iterator[Message]:
    """States, gaps, remarks, and what each rule asks, of every rule set."""
    for table in (
        findings.STATES,
        findings.CONFIDENCE,
        findings.PHASES,
        findings.GROUPS,
        findings.GAPS,
        findings.OF_ONE,
        findings.REMARKS,
    ):
        yield from ((words, "") for words in table.values() if words != "{detail}")
    yield findings.NOTICE, ""
    for name in audit.SETS:
        yield from ((words, "") for rule in audit.rules_of(name).values() for words in (rule.title, rule.wording))
    yield from ((words, "") for words in tables.messages())


def of_the_views() -> Iterator[Message]:
    """What the views say: in calls of `say` and `count`, and in their tables (constants in capitals)."""
    names = [info.name for info in pkgutil.iter_modules(views.__path__, "ogpsite.views.")]
    for name in (*names, "ogpsite.words", "ogpsite.serve.bar"):
        module = importlib.import_module(name)
        yield from ((identity(words), "") for words in in_context(module))
        tree = ast.parse(inspect.getsource(module))
        yield from (message for node in ast.walk(tree) if (message := said_by(node)))
        for node in tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and in_capitals(node):
                yield from ((text, "") for text in sentences(node.value))


def of_the_problems() -> Iterator[Message]:
    """What editors are told: in calls of `phrase` and `small` in every room but UNTOLD, names of months, and what
    `new` asks for."""
    yield from ((month, "") for month in dates.MONTHS)
    first = (kind.name for kind in kinds.TABLE if kind.holds == "file" and kind.files != ("site.yaml",))
    yield from ((spec.doc, "") for name in (*first, "contribution") for spec in kinds.asked_fields(name))
    for source in sources(ogpsite.__path__, "ogpsite."):
        if any(f"{maker}(" in source for maker in MAKERS):
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                    yield from ((str(text.value), "") for text in node.args[:1] if is_text(text))


def sources(folders: Iterable[str], prefix: str) -> Iterator[str]:
    """The text of every module of a package, except in rooms that say nothing to editors."""
    for info in pkgutil.iter_modules(folders, prefix):
        spec = importlib.util.find_spec(info.name) if info.name.split(".")[1] not in UNTOLD else None
        if spec is not None:
            loader = cast("InspectLoader", spec.loader)
            yield loader.get_source(info.name) or ""
            yield from sources(spec.submodule_search_locations or (), f"{info.name}.")


MAKERS = ("phrase", "small")
UNTOLD = ("importers",)  # what it says of a table is English


def is_text(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def in_context(module: ModuleType) -> Iterator[str]:
    """The words of a module's tables that have a context."""
    for table in vars(module).values():
        if isinstance(table, Mapping):
            yield from (words for words in table.values() if isinstance(words, vocabulary.InContext))


def said_by(node: ast.AST) -> Message | None:
    """The message of a call of `say` or `count` with literal words."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    if node.func.attr not in ("say", "count"):
        return None
    texts = [one.value for one in node.args[:2] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return (texts[0], texts[1] if node.func.attr == "count" and len(texts) > 1 else "") if texts else None


def in_capitals(node: ast.Assign | ast.AnnAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    return bool(names) and names[0].isupper()


def sentences(node: ast.AST) -> Iterator[str]:
    """The constants that are words for people: they begin with a capital letter."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "about":
        return  # words with a context
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value[:1].isupper():
            yield one.value
