"""A template's fault as a problem with two places. Opened, with Jinja, where something is at fault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from ogpsite.problems import Place, Problem, did_you_mean, phrase

if TYPE_CHECKING:
    from ogpsite.theme import Theme


def fault(theme: Theme, error: Exception, template: str, place: Place) -> Problem:
    """The template's line and the record whose page was being made."""
    where = line_of(theme, error, template)
    if isinstance(error, jinja2.TemplateNotFound):
        names = [name for name in theme.templates if not name.startswith(("default/", f"{theme.name}/"))]
        hint = phrase("the theme, or one that it extends, needs this file")
        if error.message != template:
            hint = did_you_mean(str(error.message), names, hint)
        message = phrase("there is no template {name}", name=repr(error.message))
        return Problem(where, "template", message, hint, other=place)
    if isinstance(error, UnicodeDecodeError):
        hint = phrase("save it again with the encoding UTF-8")
        return Problem(where, "template", phrase("the template is not UTF-8"), hint)
    message = phrase("the template can't be used: {error}", error=str(error).strip() or type(error).__name__)
    hint = phrase("mend the template; the views of all pages are listed in “themes” in the docs")
    if isinstance(error, jinja2.UndefinedError):
        hint = phrase("the template asks for something that the page's view doesn't hold; see “themes” in the docs")
    return Problem(where, "template", message, hint, other=place)


def line_of(theme: Theme, error: Exception, template: str) -> Place:
    """The line of a template in which an error arose."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Place(theme.shown(Path(error.filename or error.name or template)), error.lineno)
    name, line, trace = template, 0, error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename.endswith((".html", ".xml", ".txt")) and "templates" in Path(filename).parts:
            name, line = filename, trace.tb_lineno
        trace = trace.tb_next
    return Place(theme.shown(Path(name)), line)
