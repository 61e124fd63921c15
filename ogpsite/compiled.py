"""How templates become Python: as Jinja does it, with short ways for what a page does hundreds of times.

Views hold plain values, and the words of a language are plain functions; nothing that a template calls asks for Jinja's
context. So a value's name is looked up in its dict at once, calls are made directly, and what is shown is escaped
without being wrapped. Everything else, and whatever isn't as expected, is left to Jinja.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import Any

import jinja2
from jinja2 import nodes, runtime
from jinja2.compiler import CodeGenerator, Frame
from jinja2.utils import missing

from ogpsite.htmlwords import marked

METHODS = frozenset(dir(dict))
FILTERS = frozenset({"d", "default", "e", "escape", "safe"})  # they leave words as they are
TESTS = frozenset({"defined", "undefined", "none"})


class Macro(runtime.Macro):
    """A macro that fills in what it isn't given quickly, where nothing but values in their order is given."""

    def __init__(
        self, environment: Any, func: Any, name: str, arguments: Any, kwargs: bool, varargs: bool, caller: bool, _: bool
    ) -> None:
        super().__init__(environment, func, name, arguments, kwargs, varargs, caller, True)
        self.is_plain = not (kwargs or varargs or caller)

    @jinja2.pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        more = self._argument_count - len(args)
        if more < 0 or kwargs or not self.is_plain or (args and type(args[0]) is nodes.EvalContext):
            return super().__call__(*args, **kwargs)
        return marked(self._func(*args, *(missing,) * more))


class Pieces:
    """What stands where a template's code would gather what it shows: the same as one text."""

    extend = staticmethod("".join)

    @staticmethod
    def append(piece: str) -> str:
        return piece


class Compiler(CodeGenerator):
    """Jinja's compiler, whose code calls directly, finds a view's values at once, and wraps nothing that it shows."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("shown, Macro, pieces = environment.shown, environment.macro, environment.pieces")

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
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("shown(")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        special = forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(one.key) for one in node.kwargs)
        if special or frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:  # macros are told of it by the context
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
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
        self.write(f"({holder}[{node.attr!r}] if type({holder} := ")
        self.visit(node.node, frame)
        self.write(f") is dict and {node.attr!r} in {holder} else environment.getattr({holder}, {node.attr!r}))")


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
