"""Templates and their inheritance. A template's fault becomes a problem with two places.

Jinja (`engine.py`) is opened when a page is made, or a template is looked through: most checks do neither.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ogpsite import locales, words
from ogpsite.memory.shelves import Memory, digest
from ogpsite.model.paced import go_on, in_steps
from ogpsite.problems import Place, Problem, Refused, phrase
from ogpsite.theme.folders import declared, is_shipped, theme_folders

if TYPE_CHECKING:
    from ogpsite.engine import Compiled, Environment

NAMES = re.compile(
    r"""\{%[-+]?\s*(?:extends|include|import|from)\b\s*"""
    r"""(?:["']([^"']+)["'](?=\s*(?:[-+]?%\}|(?:import|as|ignore|with|without)\b)))?"""
)  # the names of templates in a template; an empty one where it is a value
PLAIN = re.compile(  # a template that can't be wrong in itself: fixed words in blocks of another
    r"""\s*\{% extends "([a-z0-9/._-]+)" %\}\s*(?:\{% block ([a-z]\w*) %\}(?:[^{]|\{(?![{%#]))*\{% endblock %\}\s*)*""",
    re.A,
)
BLOCK = re.compile(r"\{% block (\w+) %\}", re.A)


class Theme:
    """A theme with all that it extends. `folders` are asked in order: a site's own before the shipped ones."""

    def __init__(self, name: str, folders: tuple[Path, ...], memory: Memory | None = None) -> None:
        self.name = name
        self.folders = folders
        self.marks: dict[tuple[str, str], str] = {}
        self.memory = memory or Memory()
        self.pulse: Callable[[], None] = go_on  # called between small parts of a page; may end the work
        self.spoken: dict[str, words.Words] = {}
        self.speaking: dict[str, Environment] = {}
        self.sources: dict[str, tuple[str, Path | None]] = {}
        self.named: dict[str, tuple[str, ...]] = {}
        self.prints: dict[str, str] = {}
        self.said: dict[str, str] = {}
        self.leaving: dict[str, bool] = {}
        self.having: dict[tuple[str, str], bool] = {}
        self.ours: dict[Path, tuple[bool, tuple[str, ...]]] = {}  # by a site's folder: own words, own folders

    @cached_property
    def environment(self) -> Environment:
        """Jinja with the templates of this theme."""
        from ogpsite import engine

        return engine.environment_of(self.folders, self.compiled)

    @cached_property
    def compiled(self) -> Compiled:
        """What is compiled of these templates."""
        from ogpsite import engine

        return engine.Compiled(self.memory.shelf("templates"), is_shipped)

    def is_own(self, template: str, root: Path) -> bool:
        """Whether a page of this template shows words or templates from a site's folder, or one that isn't there.

        All others are shipped beside the program, and can't be at fault for what a site holds.
        """
        files = map(self.file, self.closure(template))
        return self.own(root)[0] or any(file is None or self.lies_in(file, root) for file in files)

    def own(self, root: Path) -> tuple[bool, tuple[str, ...]]:
        """Whether a site has catalogues of its own, and which folders of this theme lie in the site's."""
        if root not in self.ours:
            home = root.resolve()
            own = [folder for folder in self.folders if folder.resolve().is_relative_to(home)]
            spoken = any(any((folder / "locale").glob("*.po")) for folder in own)
            self.ours[root] = spoken, tuple(f"{folder}{os.sep}" for folder in own)
        return self.ours[root]

    def lies_in(self, file: Path, root: Path) -> bool:
        """Whether a template lies in a site's folder."""
        return str(file).startswith(self.own(root)[1])

    def is_fixed(self, template: str, root: Path) -> bool:
        """Whether nothing about a page of this template is a site's own but fixed words, the same on each page."""
        others = (name for name in self.closure(template) if name != template)
        if any(file is None or self.lies_in(file, root) for file in map(self.file, others)) or self.own(root)[0]:
            return False
        from jinja2 import TemplateError

        from ogpsite import compiled

        with suppress(TemplateError):
            return compiled.is_fixed(self.environment.parse(self.source(template)))
        return False

    def is_sure(self, template: str, root: Path) -> bool:
        """Whether a template of a site can't be at fault: it is fixed, and so plain that Jinja needn't be asked."""
        found = PLAIN.fullmatch(self.source(template))
        blocks = BLOCK.findall(self.source(template))
        if not found or len(blocks) != len(set(blocks)) or self.own(root)[0]:
            return False
        others = self.closure(found[1])
        files = map(self.file, others)
        return template not in others and all(file and not self.lies_in(file, root) for file in files)

    def leaves(self, template: str) -> bool:
        """Whether a template may be given a view in which the day is left open: one of the program's own may, and one
        of a site that only shows what is in its view, with all that they extend, include or import."""
        if template not in self.leaving:
            self.leaving[template] = all(map(self.only_shows, self.closure(template)))
        return self.leaving[template]

    def only_shows(self, name: str) -> bool:
        file = self.file(name)
        if file is None:
            return False
        if is_shipped(str(file)):
            return True
        from jinja2 import TemplateError

        from ogpsite import compiled

        with suppress(TemplateError):
            return compiled.only_shows(self.environment.parse(self.source(name)))
        return False

    def file(self, template: str) -> Path | None:
        """Where a template lies; None where it can't be read."""
        return self.found(template)[1]

    def found(self, template: str) -> tuple[str, Path | None]:
        """The text of a template and where it lies, read once; nothing where it can't be read."""
        if template not in self.sources:
            path = self.path(template)
            try:
                self.sources[template] = (path.read_text("utf-8") if path else ""), path
            except (UnicodeDecodeError, OSError):
                self.sources[template] = "", None
        return self.sources[template]

    def path(self, template: str) -> Path | None:
        """The file of a template, found as Jinja's loaders find it (`engine.environment_of`)."""
        prefix, _, rest = template.partition("/")
        named = [folder for folder in self.folders[1:] if folder.name == prefix][-1:] if rest else []
        for folders, name in ((self.folders, template), (named, rest)):
            parts = name.split("/")
            if os.pardir in parts or (os.sep != "/" and os.sep in name):
                continue
            for folder in folders:
                path = folder.joinpath("templates", *(part for part in parts if part))
                if path.is_file():
                    return path
        return None

    def render(self, template: str, view: Mapping[str, Any], language: str, place: Place) -> bytes:
        """The bytes of a page, in which what its view left open is still marked (`outputs/filling.py`).

        Raises Refused with the template's line and the record's `place` where a template is faulty.
        """
        try:
            pieces = self.in_language(language).get_template(template).generate(view)
            shown = pieces if self.pulse is go_on else in_steps(pieces, self.pulse)
            return b"".join([one.encode("utf-8", "surrogatepass") for one in shown])
        except template_errors() as error:
            raise Refused(self.fault(error, template, place)) from None
        except (TypeError, ValueError, KeyError, AttributeError, ZeroDivisionError, RecursionError) as error:
            raise Refused(self.fault(error, template, place)) from None

    def in_language(self, language: str) -> Environment:
        """The templates with the words of a language, which their macros have without being given them each time."""
        if language not in self.speaking:
            said = self.words(language)
            spoken = self.environment.overlay(cache_size=-1)
            say, quote = said.say, lambda *a, **k: str(said.say(*a, **k))
            plain = {"_": say, "_a": quote, "n_": said.count, "_n": said.figure}
            spoken.globals = {**self.environment.globals, **plain}
            spoken.speak(say, quote)
            self.speaking[language] = spoken
        return self.speaking[language]

    def __reduce__(self) -> tuple[type[Theme], tuple[str, tuple[Path, ...]]]:
        return Theme, (self.name, self.folders)

    def mark(self, template: str, language: str) -> str:
        """The digest of all that a page is made by: its template with those it names, and the words of a language."""
        if (template, language) not in self.marks:
            sources = map(self.print_of, self.closure(template))
            self.marks[template, language] = digest(template, language, *sources, self.words_mark((language,)))
        return self.marks[template, language]

    def print_of(self, template: str) -> str:
        """The digest of one template with its name."""
        if template not in self.prints:
            self.prints[template] = digest(template, self.source(template))
        return self.prints[template]

    def words_mark(self, languages: Iterable[str]) -> str:
        """The digest of the interface words of some languages."""
        return digest(*(part for code in languages for part in (code, self.said_mark(code))))

    def said_mark(self, language: str) -> str:
        if language not in self.said:
            self.said[language] = digest(*(hashlib.sha256(data).hexdigest() for data in self.catalogues(language)))
        return self.said[language]

    def closure(self, template: str) -> tuple[str, ...]:
        """A template and all that it extends, includes or imports; every template, where it names one by a value."""
        found: dict[str, None] = {}
        queue = [template]
        while queue:
            name = queue.pop()
            if name in found:
                continue
            found[name] = None
            if name not in self.named:
                self.named[name] = tuple(NAMES.findall(self.source(name)))
            for quoted in self.named[name]:
                if not quoted:
                    return self.templates
                queue.append(quoted)
        return tuple(sorted(found))

    def has(self, template: str, words: str) -> bool:
        """Whether some words stand in a template, or in one that it extends, includes or imports."""
        if (template, words) not in self.having:
            self.having[template, words] = any(words in self.source(name) for name in self.closure(template))
        return self.having[template, words]

    def source(self, template: str) -> str:
        """The text of a template; an empty one where it can't be read, which is told when a page needs it."""
        return self.found(template)[0]

    def prepare(self, templates: Iterable[str], languages: Iterable[str]) -> None:
        """Opens templates ahead of their use. What is faulty in them is told when a page needs it."""
        from jinja2 import TemplateError

        names = sorted({one for template in templates for one in self.closure(template)})
        for language in languages:
            for name in names:
                with suppress(TemplateError, UnicodeDecodeError):
                    self.in_language(language).get_template(name)
        self.keep()

    def keep(self) -> None:
        """Keeps the compiled templates of the shipped themes for every site that this program will build."""
        from ogpsite import engine

        engine.keep(self.compiled)

    def words(self, language: str) -> words.Words:
        """The interface words of a language, from this theme's catalogues and those it extends."""
        if language not in self.spoken:
            self.spoken[language] = words.Words(language, self.catalogues(language))
        return self.spoken[language]

    def catalogues(self, language: str) -> list[bytes]:
        """The catalogues of a language, this theme's own first. Raises Refused where one can't be read."""
        found = []
        for path in self.catalogue_paths(language):
            found.append(path.read_bytes())
            try:
                locales.translations(found[-1], language)
            except ValueError as error:
                message = phrase("this catalogue can't be read: {error}", error=error)
                hint = phrase("open it in a .po editor")
                raise Refused(Problem(Place(self.shown(path)), "theme", message, hint)) from None
        return found

    def catalogue_paths(self, language: str) -> Iterator[Path]:
        """The catalogues of a language; one for `pt-BR` before one for `pt`."""
        for folder in self.folders:
            for name in dict.fromkeys((language, language.split("-")[0])):
                path = folder / "locale" / f"{name}.po"
                if path.is_file():
                    yield path

    def statics(self) -> Iterator[tuple[str, bytes]]:
        """Every static file by its path below `/assets/`, and its bytes; a theme's own hides one that it extends.

        What a theme says in `extra.css` stands at the end of style.css: readers ask for one file only.
        """
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            base = folder / "static"
            if base.is_dir():
                found |= {path.relative_to(base).as_posix(): path for path in base.rglob("*") if path.is_file()}
        for name, path in sorted(found.items()):
            yield name, path.read_bytes() + (self.extra_style() if name == "style.css" else b"")

    def extra_style(self) -> bytes:
        """The rules that this theme, and those that it extends, add to the style; its own come last."""
        paths = (folder / "extra.css" for folder in reversed(self.folders))
        return b"".join(b"\n" + path.read_bytes() for path in paths if path.is_file())

    def grounds(self) -> dict[str, tuple[str, ...]]:
        """The colours on which words stand, light and dark, the surface first: `grounds` in theme.yaml.

        A theme without them has those of the theme that it extends.
        """
        for folder in self.folders:
            found = declared(folder, "grounds")
            if isinstance(found, dict) and {"light", "dark"} <= set(found):
                return {mode: tuple(str(one.value) for one in found[mode].value) for mode in ("light", "dark")}
        return {"light": ("#ffffff",), "dark": ("#000000",)}

    def plate(self) -> str:
        """The colour of the theme's emblem: `accent` in theme.yaml."""
        found = (declared(folder, "accent") for folder in self.folders)
        return next((one for one in found if isinstance(one, str) and one), "#0b4a5a")

    def card_font(self) -> bytes:
        """The font of the card for sharing; empty where no theme has one."""
        paths = (folder / "fonts" / "card.ttf" for folder in self.folders)
        return next((path.read_bytes() for path in paths if path.is_file()), b"")

    @cached_property
    def templates(self) -> tuple[str, ...]:
        """The names of all templates."""
        return tuple(name for name in self.environment.list_templates() if "/." not in name)

    def fault(self, error: Exception, template: str, place: Place) -> Problem:
        """The template's line and the record whose page was being made."""
        from ogpsite.theme import faults

        return faults.fault(self, error, template, place)

    def shown(self, path: Path) -> str:
        """A theme's file as an editor knows it: `themes/NAME/…`, wherever the theme lies."""
        for folder in self.folders:
            if path.is_absolute() and path.is_relative_to(folder):
                return f"themes/{folder.name}/{path.relative_to(folder).as_posix()}"
        return f"themes/{self.name}/templates/{path.as_posix()}"


def template_errors() -> type[Exception]:
    """What Jinja says of a faulty template."""
    from jinja2 import TemplateError

    return TemplateError


def open_ahead(languages: Iterable[str]) -> None:
    """Opens what all pages need, Jinja and what days and numbers are said with, before it is known which there are."""
    from ogpsite import engine  # noqa: F401

    for language in languages:
        words.Words(language).prepare()


def open_theme(name: str, root: Path, place: Place | None = None, memory: Memory | None = None) -> Theme:
    """The theme of a site; `place` names it. Raises Refused where it, or one that it extends, is missing or faulty."""
    return Theme(name, theme_folders(name, root, place), memory)


def messages(theme: Theme) -> Iterator[tuple[str, str]]:
    """Every message of the theme's templates, as (one, many); `many` is empty where it has no plural."""
    from jinja2 import nodes

    for name in theme.templates:
        source, _, _ = theme.environment.loader.get_source(theme.environment, name)  # type: ignore[union-attr]
        for call in theme.environment.parse(source).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in ("_", "_a", "n_"):
                texts = [
                    one.value for one in call.args[:2] if isinstance(one, nodes.Const) and isinstance(one.value, str)
                ]
                if texts:
                    yield texts[0], texts[1] if call.node.name == "n_" and len(texts) > 1 else ""
