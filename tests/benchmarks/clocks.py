"""Clocks around functions, set from outside: what each takes beside what it calls that has a clock, too.

A function is clocked by putting other code into it, so that it is clocked however it is reached: by name, from a table,
as a method, or under a decorator. A module is fitted when it is opened, so the program opens what it would anyway.
"""

from __future__ import annotations

import gc
import sys
import types
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from resource import RUSAGE_SELF, getrusage
from typing import Any

IMPORTING: Any = sys.modules["_frozen_importlib"]  # where every `import` asks for a module that isn't open
GENERATES = 0x20  # the flag of code that makes a generator
Around = Callable[[Callable[..., Any]], Callable[..., Any]]


class Clocks:
    """A stack of clocks, of which the uppermost runs: no time is counted twice.

    `user` and `system` are seconds of the processor by step; `calls` how often each was entered. Within a step that is
    `whole` no other clock runs but that of opening modules.
    """

    def __init__(self, steps: Sequence[str], whole: Sequence[str] = ()) -> None:
        self.steps = list(steps)
        self.whole = {self.steps.index(one) for one in whole}
        self.user = [0.0] * len(self.steps)
        self.system = [0.0] * len(self.steps)
        self.calls = [0] * len(self.steps)
        self.stack: list[int] = []
        self.last = (0.0, 0.0)  # a process begins at nothing

    def enter(self, step: int) -> None:
        """Stops the clock that runs, and lets that of a step run. The first has run since the process began."""
        if self.stack:
            self.count(self.stack[-1])
        self.stack.append(step)
        self.calls[step] += 1

    def leave(self) -> None:
        self.count(self.stack.pop())

    def count(self, step: int) -> None:
        """Gives a step what was used since the last count."""
        used = getrusage(RUSAGE_SELF)
        self.user[step] += used.ru_utime - self.last[0]
        self.system[step] += used.ru_stime - self.last[1]
        self.last = used.ru_utime, used.ru_stime

    def around(self, name: str) -> Around:
        """What puts the clock of a step around a function."""
        step, stack, whole, enter, leave = self.steps.index(name), self.stack, self.whole, self.enter, self.leave

        def turning(found: Iterator[Any]) -> Generator[Any, None, Any]:
            while True:
                enter(step)
                try:
                    one = next(found)
                except StopIteration as end:
                    return end.value
                finally:
                    leave()
                yield one

        def clocked(function: Callable[..., Any]) -> Callable[..., Any]:
            generates = function.__code__.co_flags & GENERATES

            def one(*args: Any, **more: Any) -> Any:
                if stack and stack[-1] in whole:
                    return function(*args, **more)
                if generates:
                    return turning(function(*args, **more))
                enter(step)
                try:
                    return function(*args, **more)
                finally:
                    leave()

            return one

        return clocked

    def collecting(self, name: str) -> None:
        """Lets the clock of a step run while Python looks for garbage."""
        step = self.steps.index(name)
        gc.callbacks.append(lambda phase, _: self.enter(step) if phase == "start" else self.leave())


class Fitter:
    """Fits functions when their modules are opened; `opening` is told of each module that is opened."""

    def __init__(self, wanted: Mapping[str, Around], clocks: Clocks | None = None, opening: str = "") -> None:
        self.wanted: dict[str, dict[str, Around]] = {}
        self.used: set[str] = set()
        for target, around in wanted.items():
            self.wanted.setdefault(target.partition(":")[0], {})[target] = around
        self.find = IMPORTING._find_and_load
        self.clocks, self.step = clocks, clocks.steps.index(opening) if clocks else 0

    def start(self) -> None:
        """Fits what is open already, and waits for the rest."""
        for name in [name for name in self.wanted if name in sys.modules]:
            self.fit(name)
        IMPORTING._find_and_load = self.opened

    def end(self) -> None:
        """Fits nothing more."""
        IMPORTING._find_and_load = self.find

    def opened(self, name: str, import_: Any) -> Any:
        if self.clocks:
            self.clocks.enter(self.step)
        try:
            return self.find(name, import_)
        finally:
            if self.clocks:
                self.clocks.leave()
            if name in self.wanted and name in sys.modules:
                self.fit(name)

    def fit(self, module: str) -> None:
        for target, around in self.wanted.pop(module).items():
            replace(found(target), self.noting(target, around))

    def noting(self, target: str, around: Around) -> Around:
        """As `around`, and notes that the function was called."""

        def noted(function: Callable[..., Any]) -> Callable[..., Any]:
            inner = around(function)

            def first(*args: Any, **more: Any) -> Any:
                self.used.add(target)
                return inner(*args, **more)

            return first

        return noted


def found(target: str) -> types.FunctionType:
    """The function that `module:name` or `module:Class.name` names, in an open module, out of all that wraps it.

    Raises LookupError where there is none: it was renamed, and the table that names it must follow.
    """
    module, _, path = target.partition(":")
    one: Any = sys.modules[module]
    for name in path.split("."):
        if name not in vars(one):
            raise LookupError(f"{target} is gone: say in tests/benchmarks/ what does its work now")
        one = vars(one)[name]
    while not isinstance(one, types.FunctionType) or hasattr(one, "__wrapped__"):
        inner = next(
            (getattr(one, name) for name in ("__wrapped__", "__func__", "fget", "func") if hasattr(one, name)), None
        )
        if inner is None:
            raise LookupError(f"{target} is no function: say in tests/benchmarks/ what does its work now")
        one = inner
    if one.__code__.co_freevars:
        raise LookupError(f"{target} holds values of a function around it, so no clock can be put into it")
    return one


def replace(function: types.FunctionType, around: Around) -> None:
    """Puts other code into a function, which calls what `around` makes of it as it was."""
    before = types.FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__)
    before.__kwdefaults__ = function.__kwdefaults__
    name = f"__clocked_{id(function)}__"
    function.__globals__[name] = around(before)
    made: dict[str, Any] = {}
    exec(f"def clocked(*args, **more):\n    return {name}(*args, **more)", made)
    function.__code__ = made["clocked"].__code__
    function.__defaults__ = function.__kwdefaults__ = None


def none_missing(targets: Sequence[str]) -> None:
    """Opens every module of some functions, and raises LookupError with all that are gone."""
    gone = []
    for target in targets:
        __import__(target.partition(":")[0])
        try:
            found(target)
        except LookupError as fault:
            gone.append(str(fault.args[0]))
    if gone:
        raise LookupError("\n".join(gone))
