"""What the steps of one build got and gave, caught while it ran in this process: the inputs of the floors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

from benchmarks.clocked import alone, ended
from benchmarks.clocks import Fitter


class Inputs:
    """A build with a cache, beside nothing, of the site in the current folder."""

    def __init__(self, command: list[str]) -> None:
        """Builds, and keeps what was given to each function of `CAUGHT`. Raises LookupError where one wasn't called."""
        self.calls: dict[str, list[tuple[tuple[Any, ...], Any]]] = {name: [] for name in CAUGHT}
        fitter = Fitter({f"ogpsite.{name}": self.catching(name) for name in CAUGHT} | {"ogpsite.workers:cores": alone})
        fitter.start()
        before = set(sys.modules)
        argv, sys.argv = sys.argv, ["ogpsite", *command]
        if ended():
            raise RuntimeError(f"{command} failed")
        sys.argv = argv
        fitter.end()
        self.opened = [one for one in sys.modules if one not in before and one.partition(".")[0] != "ogpsite"]
        missing = [name for name, calls in self.calls.items() if not calls]
        if missing:
            raise LookupError(f"never called: {', '.join(missing)}; say in {__file__} what does their work now")

    def catching(self, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        def caught(function: Callable[..., Any]) -> Callable[..., Any]:
            def one(*args: Any, **more: Any) -> Any:
                made = function(*args, **more)
                self.calls[name].append(((*args, *more.values()), made))
                return made

            return one

        return caught

    def given(self, name: str, number: int) -> list[Any]:
        """What was given to a function as an argument, call by call."""
        return [args[number] for args, _ in self.calls[name]]

    def made(self, name: str) -> list[Any]:
        """What a function gave, call by call."""
        return [made for _, made in self.calls[name]]

    def files(self) -> dict[str, bytes]:
        """The files of the output that aren't copies of what editors put there, by path."""
        return {one.path: one.data for one in self.given("write:write", 0)[0] if not one.copy_of}

    def of_makers(self, *names: str) -> dict[str, bytes]:
        """The files that some makers made; those that none made, without a name."""
        made = {
            one.path: args[1].partition("/")[0] for args, found in self.calls["outputs:Work.outputs"] for one in found
        }
        pages = {path for path in self.files() if path.endswith(".html")}
        wanted = {path: data for path, data in self.files().items() if made.get(path, "") in (names or ("",))}
        return {path: data for path, data in wanted.items() if path not in pages}


CAUGHT = (
    *("load.syntax:parse_yaml", "validate:validate", "relate:as_known", "converter:convert", "prose:render"),
    *(
        "outputs.listing:listed",
        "making:Making.__init__",
        "outputs:Work.outputs",
        "tables:share",
        "outputs.pages:Batch.view",
    ),
    *("theme:Theme.render", "outputs.relative:Links.made_relative", "tables.workbook:written", "pictures:card"),
    *("pictures:emblem_png", "engine:Compiled.load_bytecode", "write:write"),
)


def plain(value: Any, known: dict[int, Any] | None = None, top: bool = True) -> Any:
    """A value as what Python can write and read by itself: nouns as tuples of their fields, the same ones once.

    A record within something else is its identity: it is made once, with the records.
    """
    known = {} if known is None else known
    if value is None or type(value) in (str, int, float, bool, bytes):
        return value
    if id(value) not in known:
        known[id(value)] = made_plain(value, known, top), value  # held, so that nothing else gets its number
    return known[id(value)][0]


def made_plain(value: Any, known: dict[int, Any], top: bool) -> Any:
    if isinstance(value, str):
        return str(value)[:]
    if isinstance(value, Mapping):
        return {plain(key, known, False): plain(one, known, False) for key, one in value.items()}
    if isinstance(value, Sequence):
        return tuple(plain(one, known, False) for one in value)
    if isinstance(value, Set):
        return tuple(sorted(map(str, value)))
    if not top and hasattr(value, "uid"):
        return str(value.uid)
    if hasattr(type(value), "__dataclass_fields__"):
        return tuple(plain(getattr(value, name, None), known, False) for name in type(value).__dataclass_fields__)
    return str(value)
