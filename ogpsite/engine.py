"""Jinja as themes use it: where its templates come from, what of them is kept compiled, how a view is asked."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import runtime
from jinja2.bccache import Bucket
from jinja2.utils import missing

from ogpsite import compiled, htmlwords
from ogpsite.memory.beside import OWN, can_keep
from ogpsite.memory.shelves import Shelf
from ogpsite.parts import Part, again

DICTS = (dict, Part)
CODES: dict[tuple[str, str], Any] = {}  # templates compiled in this process, by name and file, and source


class Compiled(jinja2.BytecodeCache):
    """Compiled templates: each is compiled once for all themes, and for all builds that share a shelf.

    Those of the shipped themes are kept beside the program for every site, whatever theme the site itself has.
    """

    def __init__(self, shelf: Shelf, is_shipped: Callable[[str], bool]) -> None:
        """`is_shipped` tells by its path whether a template is one of the program's own."""
        self.shelf, self.is_shipped = shelf, is_shipped
        self.news = False  # whether a shipped template was compiled

    def load_bytecode(self, bucket: Bucket) -> None:
        name = f"{bucket.key}{bucket.checksum}"
        bucket.code = CODES.get((bucket.key, bucket.checksum))
        kept = OWN.shelf("templates").get(name)
        if kept is None and (kept := self.shelf.get(name)) is None:
            if bucket.code is not None:
                self.put(bucket)
        elif bucket.code is None:
            bucket.code = marshal.loads(kept)
            CODES[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        CODES[bucket.key, bucket.checksum] = bucket.code
        self.put(bucket)

    def put(self, bucket: Bucket) -> None:
        """Keeps a compiled template on its shelf; on the site's own where the program's folder can't be written."""
        name, data = f"{bucket.key}{bucket.checksum}", marshal.dumps(bucket.code)
        if self.is_shipped(bucket.code.co_filename) and can_keep():  # type: ignore[union-attr]
            OWN.shelf("templates").keep(name, data)
            self.news = True
        else:
            self.shelf.keep(name, data)


class Names(dict[str, Any]):
    """What a template finds by its name, asked without a function of Python."""

    def __missing__(self, name: str) -> Any:
        return missing


class Context(runtime.Context):
    """What is given to a template, and what it sets by itself, in one dict."""

    def __init__(self, environment: Any, parent: Any, name: Any, blocks: Any, globals: Any = None) -> None:
        super().__init__(environment, parent, name, blocks, globals)
        self.parent = self.vars = Names(parent)
        self.resolve_or_missing = self.parent.__getitem__  # type: ignore[assignment]


class Template(jinja2.Template):
    """A template whose macros are made once: all templates of a language have the same words."""

    @cached_property
    def known(self) -> dict[str, Any]:
        """The names that every page has, found once: Jinja keeps them in several dicts, one behind the other."""
        return dict(self.globals)

    def new_context(self, vars: Any = None, shared: bool = False, locals: Any = None) -> Any:
        if shared or locals:
            return super().new_context(vars, shared, locals)
        return Context(self.environment, {**self.known, **(vars or {})}, self.name, self.blocks)

    def _get_default_module(self, ctx: Any = None) -> Any:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class Environment(jinja2.Environment):
    """Jinja, which asks a view (a dict) for its value first, and for a method of dicts only where it has that name."""

    code_generator_class, template_class, context_class = compiled.Compiler, Template, Context
    macro, pieces, said, quoted = compiled.Macro, compiled.Pieces, compiled.Fixed(), compiled.Fixed()
    shown, showing = staticmethod(htmlwords.shown), staticmethod(compiled.showing)
    escaped, kinds, part = staticmethod(htmlwords.escaped), htmlwords.KINDS, Part

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.opened: dict[str, jinja2.Template] = {}

    def speak(self, say: Callable[..., Any], quote: Callable[..., Any]) -> None:
        """Says the fixed messages of templates: `say` as HTML, `quote` as words within a mark of HTML."""
        self.said, self.quoted = compiled.Fixed(say), compiled.Fixed(quote)
        self.opened = {}

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Any:
        """A template by its name. Each page asks for a dozen, so those that were opened are given without more ado."""
        found = self.opened.get(name) if type(name) is str and not globals else None
        if found is None:
            found = super().get_template(name, parent, globals)
            if type(name) is str and not globals:
                self.opened[name] = found
        return found

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The value of a name after a dot: as Jinja finds it, but without a fault for every value of a view."""
        if type(obj) in DICTS and attribute not in compiled.METHODS:
            try:
                return obj[attribute]
            except KeyError:
                pass
        return super().getattr(obj, attribute)


def environment_of(folders: Sequence[Path], kept: Compiled) -> Environment:
    """Jinja's environment of a theme with the folders that are asked in order; `kept` is what is compiled already.

    A template of the second folder or a later one may also be named with the name of its theme before it.
    """
    paths = [str(folder / "templates") for folder in folders]
    parents = {folder.name: jinja2.FileSystemLoader(str(folder / "templates")) for folder in folders[1:]}
    made = Environment(
        loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(paths), jinja2.PrefixLoader(parents)]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=kept,
    )
    made.globals["again"] = again
    return made


def keep(kept: Compiled) -> None:
    """Keeps the compiled templates of the shipped themes for every site that this program will build."""
    if kept.news:
        shelf = OWN.shelf("templates")
        shelf.used = set(shelf.known)
        OWN.save()
        kept.news = False
