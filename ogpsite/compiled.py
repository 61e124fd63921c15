"""How templates become Python: as Jinja does it, with short ways for what a page does hundreds of times.

Views hold plain values, and the words of a language are plain functions; nothing that a template calls asks for Jinja's
context. So a value's name is looked up in its dict at once, calls are made directly, and what is shown is escaped
without being wrapped. Everything else, and whatever isn't as expected, is left to Jinja.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import Any, TypeGuard

import jinja2
from jinja2 import nodes, runtime
from jinja2.compiler import CodeGenerator, Frame
from jinja2.utils import missing

from ogpsite.htmlwords import marked, shown

METHODS = frozenset(dir(dict))
FILTERS = frozenset({"d", "default", "e", "escape", "safe"})  # they leave words as they are
TESTS = frozenset({"defined", "undefined", "none"})
FUNCTIONS = frozenset(
    {"_", "_a", "_n", "n_", "again", "super", "loop"}
)  # what else is called by its name is mostly a macro
FIXED = {"_": "said", "_a": "quoted"}  # what says a message, and what holds those that were said


class Macro(runtime.Macro):
    """A macro that fills in what it isn't given quickly, where nothing but values in their order is given."""

    def __init__(
        self, environment: Any, func: Any, name: str, arguments: Any, kwargs: bool, varargs: bool, caller: bool, _: bool
    ) -> None:
        super().__init__(environment, func, name, arguments, kwargs, varargs, caller, True)
        self.inner, self.most = func, -1  # what makes its HTML, and how many values it may be given in their order
        if not (kwargs or varargs or caller):
            self.most = len(arguments)
            func.__defaults__ = (missing,) * self.most

    @jinja2.pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if len(args) > self.most or kwargs or (args and type(args[0]) is nodes.EvalContext):
            return super().__call__(*args, **kwargs)
        return marked(self.inner(*args))


class Fixed(dict[str, str]):
    """Messages without values as they stand in a page, each said once for all pages of a language."""

    __slots__ = ("say",)

    def __init__(self, say: Any = missing) -> None:
        """`say` is the function that templates call."""
        self.say = say

    def __missing__(self, message: str) -> str:
        found = self[message] = shown(self.say(message))
        return found


def showing(function: Any) -> Any:
    """A function whose results stand in a page."""
    return lambda *values: shown(function(*values))


class Pieces:
    """What stands where a template's code would gather what it shows: the same as one text."""

    extend = staticmethod("".join)

    @staticmethod
    def append(piece: str) -> str:
        return piece


class Compiler(CodeGenerator):
    """Jinja's compiler, whose code calls directly, finds a view's values at once, and wraps nothing that it shows."""

    ends = ")"  # what stands behind the value that is shown
    shows: nodes.Node | None = None  # the call of a macro whose HTML is shown

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("shown, showing, escaped = environment.shown, environment.showing, environment.escaped")
        self.writeline("kinds, Part = environment.kinds, environment.part")
        self.writeline("Macro, pieces = environment.macro, environment.pieces")
        self.writeline("said, quoted = environment.said, environment.quoted")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """What stands together is given on as one text: it passes through every template that the page extends."""
        gathers = frame.buffer is not None or len(node.nodes) < 2
        if not gathers:
            frame.buffer = "yield pieces"  # Jinja's code goes on with `.extend((…))`
        try:
            super().visit_Output(node, frame)
        finally:
            if not gathers:
                frame.buffer = None

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Words, HTML, a fixed message and what a macro makes are shown without a call."""
        self.ends = ")"
        if not is_escaping(frame):
            super()._output_child_pre(node, frame, finalize)
        elif is_macro(node):
            self.shows, self.ends = node, ""
        elif found := fixed_message(node):
            function, fixed, message = found
            self.write(f"({fixed}[{message!r}] if ")
            self.visit(function, frame)
            self.write(f" is {fixed}.say else shown(")
            self.ends = "))"
        else:
            value = self.temporary_identifier()
            self.write(f"(escaped({value}) if type({value} := ")
            self.ends = f") is str else {value} if type({value}) is Markup else kinds[type({value})]({value}))"

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(self.ends)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if forward_caller or not is_direct(node) or not is_escaping(frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        if self.shows is node:
            macro = self.temporary_identifier()
            self.write(f"({macro}.inner if type({macro} := ")
            self.visit(node.node, frame)
            self.write(f") is Macro and {macro}.most >= {len(node.args)} else showing({macro}))")
        else:
            self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if node.attr in METHODS:
            super().visit_Getattr(node, frame)
            return
        holder = self.temporary_identifier()
        self.write(f"({holder}[{node.attr!r}] if (type({holder} := ")
        self.visit(node.node, frame)
        self.write(f") is dict or type({holder}) is Part) and {node.attr!r} in {holder} ")
        self.write(f"else environment.getattr({holder}, {node.attr!r}))")


def is_escaping(frame: Frame) -> bool:
    """Whether all that is shown here is escaped: then macros needn't be told of it by the context."""
    return bool(frame.eval_ctx.autoescape and not frame.eval_ctx.volatile)


def is_direct(call: nodes.Call) -> bool:
    """Whether a call says each value that it gives, so that it may be written as it stands."""
    return not (call.dyn_args or call.dyn_kwargs or any(iskeyword(one.key) for one in call.kwargs))


def is_macro(node: nodes.Node) -> TypeGuard[nodes.Call]:
    """Whether a macro may be called, with nothing but values in their order."""
    if not isinstance(node, nodes.Call) or not is_direct(node) or node.kwargs:
        return False
    return not isinstance(node.node, nodes.Name) or node.node.name not in FUNCTIONS


def fixed_message(node: nodes.Node) -> tuple[nodes.Node, str, str] | None:
    """What says a message without values: the function, what holds its messages, and the message."""
    if not isinstance(node, nodes.Call) or not is_direct(node) or node.kwargs or len(node.args) != 1:
        return None
    function, (message,) = node.node, node.args
    if not isinstance(function, nodes.Name) or function.name not in FIXED:
        return None
    if not isinstance(message, nodes.Const) or type(message.value) is not str:
        return None
    return function, FIXED[function.name], message.value


def only_shows(tree: nodes.Template) -> bool:
    """Whether a template shows the values of its view as they are, and looks at none more closely.

    Then a value may be left open, and be filled in when the page is made. Whoever measures, cuts or changes words needs
    them all.
    """
    alone = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Slice)
    modules = {one.target for one in tree.find_all(nodes.Import)}
    return (
        not any(tree.find_all(alone))
        and all(one.name in FILTERS for one in tree.find_all(nodes.Filter))
        and all(one.name in TESTS for one in tree.find_all(nodes.Test))
        and all(is_named(one.node, modules) for one in tree.find_all(nodes.Call))
        and all(is_plain(one) for one in tree.find_all(nodes.Compare))
    )


def is_fixed(tree: nodes.Template) -> bool:
    """Whether a template only puts fixed words, and the words that stood there, into blocks of the one it extends.

    Then it can't be at fault for what a view holds: where one page can be made, all can.
    """
    for one in tree.body:
        if isinstance(one, nodes.Extends):
            if not isinstance(one.template, nodes.Const):
                return False
        elif not all(map(is_fixed_part, one.body if isinstance(one, nodes.Block) else [one])):
            return False
    return any(isinstance(one, nodes.Extends) for one in tree.body)


def is_fixed_part(part: nodes.Node) -> bool:
    """Whether fixed words are shown, or what stands in the block of the template that is extended."""
    return isinstance(part, nodes.Output) and all(
        isinstance(one, nodes.TemplateData) or one == nodes.Call(nodes.Name("super", "load"), [], [], None, None)
        for one in part.nodes
    )


def is_named(called: nodes.Node, modules: set[str]) -> bool:
    """Whether a function or macro is called, and no method of a value."""
    if isinstance(called, nodes.Getattr):
        return isinstance(called.node, nodes.Name) and called.node.name in modules
    return isinstance(called, nodes.Name)


def is_plain(one: nodes.Compare) -> bool:
    """Whether a value is compared with a number, or asked whether it is the same as another."""
    return all(part.op in ("eq", "ne") or isinstance(part.expr, nodes.Const) for part in one.ops) and all(
        part.op not in ("in", "notin") for part in one.ops
    )
