"""How a noun is made of its declaration: as by `dataclasses.dataclass`, but each method when it is first asked for.

Python's own decorator writes and runs code for six methods of every class, needed or not: for the classes that a build
opens that took a tenth of a second of every start. A run needs few of them. What differs: fields may not be `InitVar`,
what is pickled of a class with slots is the tuple of its fields, and a class without words of its own gets none.
`tests/test_nouns.py` compares every noun with Python's own.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import attrgetter
from reprlib import recursive_repr
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any

from ogpsite.opening import code

FIELDS = "__dataclass_fields__"  # where Python keeps the fields of a class
ORDER = (operator.lt, operator.le, operator.gt, operator.ge)
ODD = ("ClassVar", "InitVar", "KW_ONLY")  # annotations of what is no field
UNSAID: Any = object()  # stands for a value that a factory makes

Kind = Any  # a class, of which much is found and set by name
Method = Callable[..., Any]


class Later:
    """Something of a class that is made when it is first asked for, and stands in the class from then on."""

    __slots__ = ("kind", "make", "name")

    def __init__(self, kind: Kind, name: str, make: Callable[[Kind], Any]) -> None:
        self.kind, self.name, self.make = kind, name, make

    def __get__(self, noun: object, asked: Kind) -> Any:
        made = self.make(self.kind)
        setattr(self.kind, self.name, made)
        return made.__get__(noun, asked) if hasattr(made, "__get__") else made


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(kind=None, /, **options):
        """As `dataclasses.dataclass`, with `frozen`, `slots`, `kw_only`, `order` and `repr`."""
        return noun(kind, **options) if kind is not None else lambda kind: noun(kind, **options)


def noun(kind: Kind, *, frozen: bool = False, slots: bool = False, kw_only: bool = False, **rest: bool) -> Kind:
    """The class with all that its fields give it; what it has of its own stays."""
    given = {name: kind.__dict__[name] for name in kind.__annotations__ if name in kind.__dict__}
    kind = with_slots(kind) if slots else with_defaults(kind, given)
    late: dict[str, Callable[[Kind], Any]] = {
        FIELDS: lambda kind: fields_of(kind, given, kw_only),
        "__dataclass_params__": lambda kind: parameters(frozen=frozen, slots=slots, kw_only=kw_only, **rest),
        "__match_args__": lambda kind: tuple(one.name for one in fields(kind) if one.init and not one.kw_only),
        "__init__": lambda kind: init_of(kind, frozen),
        "__eq__": partial(compared, operator.eq),
    }
    if rest.get("repr", True):
        late["__repr__"] = shown_of
    if rest.get("order"):
        late |= {f"__{ask.__name__}__": partial(compared, ask) for ask in ORDER}
    if frozen:
        late |= {name: partial(refused_of, name) for name in ("__setattr__", "__delattr__")}
    if frozen and slots:
        late |= {"__getstate__": state_of, "__setstate__": restored_of}
    own = set(kind.__dict__)
    if kind.__dict__.get("__hash__") is None:  # Python itself puts None there, beside an `__eq__` of its own
        kind.__hash__ = Later(kind, "__hash__", hash_of) if frozen else None
    for name in late.keys() - own:
        setattr(kind, name, Later(kind, name, late[name]))
    return kind


def with_slots(kind: Kind) -> Kind:
    """The class anew, with a slot for each field."""
    held = {name for base in kind.__mro__[1:-1] for name in base.__dict__.get("__slots__", ())}
    names = kind.__annotations__
    inside = {
        name: one
        for name, one in kind.__dict__.items()
        if name not in names and name not in ("__dict__", "__weakref__")
    }
    inside["__slots__"] = tuple(name for name in names if name not in held)
    made = type(kind)(kind.__name__, kind.__bases__, inside)
    made.__qualname__ = kind.__qualname__
    return made


def with_defaults(kind: Kind, given: dict[str, Any]) -> Kind:
    """The class, whose attributes are what its fields hold where nothing is given."""
    for name, one in given.items():
        if isinstance(one, dataclasses.Field):
            if one.default is dataclasses.MISSING:
                delattr(kind, name)
            else:
                setattr(kind, name, one.default)
    return kind


def is_noun(found: object) -> bool:
    """Whether something is a class that is made of its fields; they are not made for that."""
    return isinstance(found, type) and any(FIELDS in base.__dict__ for base in found.__mro__)


def fields_of(kind: Kind, given: dict[str, Any], kw_only: bool) -> dict[str, Any]:
    """The fields of a class with those of what it is made of, as Python reads them from its declaration."""
    found: dict[str, Any] = {}
    for base in kind.__mro__[:0:-1]:
        if FIELDS in base.__dict__:
            found |= getattr(base, FIELDS)
    own = kind.__annotations__
    if any(not isinstance(said, str) or any(word in said for word in ODD) for said in own.values()):
        return found | declared(kind, given, kw_only)
    if any(type(one).__hash__ is None for one in given.values()):  # Python says what is wrong with it
        return found | declared(kind, given, kw_only)
    return found | {
        name: field_of(name, said, given.get(name, dataclasses.MISSING), kw_only) for name, said in own.items()
    }


def field_of(name: str, said: str, given: Any, kw_only: bool) -> Any:
    """A field as Python makes it of a plain declaration."""
    one: Any = given if isinstance(given, dataclasses.Field) else dataclasses.field(default=given)
    one.name, one.type, one._field_type = name, said, dataclasses._FIELD  # type: ignore[attr-defined]
    if one.kw_only is dataclasses.MISSING:
        one.kw_only = kw_only
    return one


def declared(kind: Kind, given: dict[str, Any], kw_only: bool) -> dict[str, Any]:
    """The same of any declaration, by Python itself, which looks longer at each."""
    inside = {"__module__": kind.__module__, "__annotations__": kind.__annotations__, "__doc__": "its fields", **given}
    alone: Any = type(kind.__name__, (), inside)
    dataclasses.dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=kw_only)(alone)
    found: dict[str, Any] = alone.__dataclass_fields__
    return found


def fields(kind: Kind) -> Iterator[dataclasses.Field[Any]]:
    return iter(dataclasses.fields(kind))


def parameters(**options: bool) -> Any:
    """What Python keeps of how a class was declared."""
    declared: Any = dataclasses.dataclass(**options)(type("Declared", (), {}))
    return declared.__dataclass_params__


def init_of(kind: Kind, frozen: bool) -> Method:
    """The method that gives each field its value, written as code."""
    known: dict[str, Any] = {"unsaid__": UNSAID}
    places: list[str] = []
    named: list[str] = []
    lines: list[str] = []
    for one in fields(kind):
        value, usual = one.name, ""
        if one.default_factory is not dataclasses.MISSING:
            known[made := f"{one.name}__made"] = one.default_factory
            value, usual = (
                (f"{made}() if {one.name} is unsaid__ else {one.name}" if one.init else f"{made}()"),
                "=unsaid__",
            )
        elif one.default is not dataclasses.MISSING:
            known[said := f"{one.name}__usual"] = one.default
            value, usual = (one.name if one.init else said), f"={said}"
        if one.init:
            (named if one.kw_only else places).append(f"{one.name}{usual}")
        if one.init or usual:
            lines.append(put(kind, one.name, value, frozen, known))
    lines += ["self.__post_init__()"] if hasattr(kind, "__post_init__") else []
    given = ", ".join(["self", *places, *(["*"] if named else []), *named])
    exec(code(f"def __init__({given}):\n " + "\n ".join(lines or ["pass"])), known)
    return named_of(kind, "__init__", known["__init__"])


def put(kind: Kind, name: str, value: str, frozen: bool, known: dict[str, Any]) -> str:
    """The line that gives a field its value; straight into its slot, or among the attributes where it has none."""
    if not frozen:
        return f"self.{name} = {value}"
    if isinstance(getattr(kind, name, None), MemberDescriptorType):
        known[f"{name}__put"] = getattr(kind, name).__set__
        return f"{name}__put(self, {value})"
    return f"self.__dict__[{name!r}] = {value}"


def named_of(kind: Kind, name: str, method: Method) -> Method:
    """The method with the name that it has in its class, for tracebacks and for who asks it."""
    method.__name__, method.__qualname__, method.__module__ = name, f"{kind.__qualname__}.{name}", kind.__module__
    return method


def values_of(names: Iterable[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of some fields as a tuple."""
    found = tuple(names)
    if len(found) > 1:
        return attrgetter(*found)
    return (lambda self: (getattr(self, found[0]),)) if found else lambda self: ()


def compared(ask: Callable[[Any, Any], Any], kind: Kind) -> Method:
    """A comparison of two nouns of the same class by their fields."""
    values = values_of(one.name for one in fields(kind) if one.compare)

    def compare(self: Any, other: Any) -> Any:
        if other.__class__ is self.__class__:
            return ask(values(self), values(other))
        return NotImplemented

    return named_of(kind, f"__{ask.__name__}__", compare)


def hash_of(kind: Kind) -> Method:
    values = values_of(one.name for one in fields(kind) if (one.compare if one.hash is None else one.hash))

    def hash_(self: Any) -> int:
        return hash(values(self))

    return named_of(kind, "__hash__", hash_)


def shown_of(kind: Kind) -> Method:
    names = [one.name for one in fields(kind) if one.repr]
    form, values = ", ".join(f"{name}={{!r}}" for name in names), values_of(names)

    @recursive_repr()
    def shown(self: Any) -> str:
        return f"{self.__class__.__qualname__}({form.format(*values(self))})"

    return named_of(kind, "__repr__", shown)


def state_of(kind: Kind) -> Method:
    values = values_of(one.name for one in fields(kind))

    def state(self: Any) -> tuple[Any, ...]:
        return values(self)

    return named_of(kind, "__getstate__", state)


def restored_of(kind: Kind) -> Method:
    """The method that gives each slot its value, written as code: a build with a memory calls it for each noun."""
    names = [one.name for one in fields(kind)]
    known: dict[str, Any] = {f"{name}__put": getattr(kind, name).__set__ for name in names}
    taken = "".join(f"{name}__new, " for name in names)
    lines = [f"{name}__put(self, {name}__new)" for name in names]
    exec(code(f"def __setstate__(self, state__):\n [{taken}] = state__\n " + "\n ".join(lines or ["pass"])), known)
    return named_of(kind, "__setstate__", known["__setstate__"])


def refused_of(what: str, kind: Kind) -> Method:
    """Nobody sets or deletes a field; a class made of a noun may have other attributes."""
    names = frozenset(one.name for one in fields(kind))

    def refuse(self: Any, name: str, *value: Any) -> None:
        if type(self) is kind or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")
        getattr(super(kind, self), what)(name, *value)

    return named_of(kind, what, refuse)
