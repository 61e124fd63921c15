"""What a page says of the day itself, left open until its bytes are made: then another day changes these places alone.

`Days` are counted up to the day of a build when somebody looks at them. A `Blank` is words that hold the day or such a
number. In a page it stands as a mark; whoever uses it otherwise gets the words of today, and has read the day itself.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any, Protocol

from markupsafe import Markup, escape

from ogpsite.model.today import Today
from ogpsite.model.vocabulary import InContext, about

Spec = tuple[Any, ...]  # what is said in a blank, as plain values: what kind it is, then by what it is said
OPENS, CLOSES = "\ud800", "\ud801"  # no text that can be written holds these
TIME, NUMBER, DAYS, SAY, COUNT, HTML, SHARE = "time", "number", "days", "say", "count", "html", "share"
REST = "rest"  # what such a share leaves of the whole
ISO, GROUPED = "iso", "grouped"  # in data files: the day as 2026-06-30, and a number of days as 1,234


class Speaker(Protocol):
    """The words of a language, as far as blanks need them."""

    def say(self, message: str, **values: Any) -> Any: ...
    def count(self, one: str, many: str, number: Any, **values: Any) -> Any: ...
    def number(self, value: Any) -> Any: ...
    def day(self, day: datetime.date, form: str = "long") -> str: ...


NOBODY: Any = None  # says what is the same in every language


class Marks:
    """The number of everything that was said in a blank of this process."""

    def __init__(self) -> None:
        self.specs: list[Spec] = []
        self.numbers: dict[Spec, int] = {}

    def of(self, spec: Spec) -> str:
        number = self.numbers.get(spec)
        if number is None:
            number = self.numbers[spec] = len(self.specs)
            self.specs.append(spec)
        return f"{OPENS}{number}{CLOSES}"


MARKS = Marks()


class Days:
    """The number of days from a day to that of the build; as a number it is read as a whole, compared only its side."""

    __slots__ = ("since", "today")

    def __init__(self, since: datetime.date, today: Today) -> None:
        self.since, self.today = since, today

    def __reduce__(self) -> tuple[Any, ...]:
        return counted, (self.since, self.today)  # another process has a plain day, and so a plain number

    def __int__(self) -> int:
        return (self.today.whole() - self.since).days

    __index__ = __int__

    def is_below(self, number: int) -> bool:
        return self.today.is_before(self.since.toordinal() + number)

    def __lt__(self, other: Any) -> bool:
        return self.since > other.since if isinstance(other, Days) else self.is_below(other)

    def __gt__(self, other: Any) -> bool:
        return self.since < other.since if isinstance(other, Days) else not self.is_below(other + 1)

    def __le__(self, other: Any) -> bool:
        return not self > other

    def __ge__(self, other: Any) -> bool:
        return not self < other

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Days):
            return self.since == other.since
        return isinstance(other, int) and not self.is_below(other) and self.is_below(other + 1)

    def __hash__(self) -> int:
        return hash(self.since)

    def __bool__(self) -> bool:
        return self != 0

    def __float__(self) -> float:
        return float(int(self))

    def __round__(self, digits: int | None = None) -> int:
        return int(self)

    def __add__(self, other: Any) -> Any:
        return int(self) + other

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return int(self) - other

    def __rsub__(self, other: Any) -> Any:
        return other - int(self)

    def __mul__(self, other: Any) -> Any:
        return int(self) * other

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        return int(self) / other

    def __floordiv__(self, other: Any) -> Any:
        return int(self) // other

    def __mod__(self, other: Any) -> Any:
        return int(self) % other

    def __neg__(self) -> int:
        return -int(self)

    def __str__(self) -> str:
        return str(int(self))

    def __format__(self, form: str) -> str:
        return format(int(self), form)

    def __html__(self) -> str:
        return MARKS.of((DAYS, self.since.toordinal()))

    def __repr__(self) -> str:
        return f"Days({self.since.toordinal()})"


class Blank:
    """Words with the day in them, or with a number of days up to it."""

    __slots__ = ("said", "spec", "today")

    def __init__(self, said: Speaker, spec: Spec, today: Today) -> None:
        self.said, self.spec, self.today = said, spec, today

    def __html__(self) -> str:
        return MARKS.of(self.spec)

    @property
    def whole(self) -> Any:
        """What is said today."""
        return filled(self.spec, self.said, self.today.whole())

    @property
    def text(self) -> Markup:
        return Markup(self.whole.text)

    @property
    def language(self) -> str:
        return str(self.whole.language)

    def __str__(self) -> str:
        return str(self.whole)

    def __bool__(self) -> bool:
        return True  # something is always said, and to ask for that is not to read it

    def __len__(self) -> int:
        return len(str(self))

    def __iter__(self) -> Iterator[str]:
        return iter(str(self))

    def __getitem__(self, place: Any) -> str:
        return str(self)[place]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Blank):
            return self.spec == other.spec
        return bool(self.whole == other)

    def __hash__(self) -> int:
        return hash(self.spec)

    def __repr__(self) -> str:
        return f"Blank({self.spec})"


def counted(since: datetime.date, day: datetime.date) -> int | Days:
    """The number of days from a day to another; where that is the day of a build, it is counted when it is shown."""
    return Days(since, day) if isinstance(day, Today) else (day - since).days


def left(value: Days | Today) -> str:
    """The day, or a number of days up to it, left open in a data file (`outputs/filling.py`): a mark that says it all,
    as the next process must understand it too."""
    return f"{OPENS}{ISO} 0{CLOSES}" if isinstance(value, Today) else f"{OPENS}{DAYS} {value.since.toordinal()}{CLOSES}"


OPENING, CLOSING = (sign.encode(errors="surrogatepass") for sign in (OPENS, CLOSES))  # as they stand in bytes
LEFT = re.compile(rb"%b(\w+)[ ,](\d+)%b" % (OPENING, CLOSING))
RARE = OPENING[:1]  # bytes without it hold none of them, which is seen many times faster


def leaves_open(data: bytes) -> bool:
    """Whether there is a mark in data."""
    return RARE in data and OPENING in data


def said_in(data: bytes, day: datetime.date) -> bytes:
    """Data with what it leaves open filled in, for which the day is read where there is any."""
    if not leaves_open(data):
        return data
    plain = datetime.date.fromordinal(day.toordinal())
    return LEFT.sub(lambda found: str(filled((found[1].decode(), int(found[2])), NOBODY, plain)).encode(), data)


def iso(day: datetime.date) -> str:
    """A day as it stands in a data file."""
    return left(day) if isinstance(day, Today) else day.isoformat()


def left_grouped(days: Days) -> str:
    """As `left`, with commas between thousands. Where one will stand, one is in the mark, so that a cell of CSV
    with it is put in quotes."""
    return left(days) if days < 1000 else f"{OPENS}{GROUPED},{days.since.toordinal()}{CLOSES}"


OPEN = frozenset({Days, Blank})


def is_open(values: Any) -> bool:
    """Whether the day stands in one of some values, and isn't read yet."""
    return not OPEN.isdisjoint(map(type, values))


def saying(said: Speaker, message: str, values: dict[str, Any]) -> Blank:
    """A message with values of which one holds the day, as `Words.say`."""
    context = message.context if isinstance(message, InContext) else ""
    return Blank(said, (SAY, str(message), context, packed(values)), day_of(values))


def counting(said: Speaker, one: str, many: str, number: Any, values: dict[str, Any]) -> Blank:
    """A message in the plural form of a number, as `Words.count`, where one of all these holds the day."""
    spec = (COUNT, str(one), str(many), spec_of(number), packed(values))
    return Blank(said, spec, day_of({**values, "": number}))


def numbered(said: Speaker, days: Days) -> Blank:
    """A number of days in the digits of a language."""
    return Blank(said, (NUMBER, days.since.toordinal()), days.today)


def dated(said: Speaker, today: Today) -> Blank:
    """The day itself."""
    return Blank(said, (TIME,), today)


def day_of(values: dict[str, Any]) -> Today:
    return next(one.today for one in values.values() if isinstance(one, Days | Blank))


def packed(values: dict[str, Any]) -> Spec:
    return tuple((name, spec_of(value)) for name, value in values.items())


def spec_of(value: Any) -> Any:
    """A value as plain values; what isn't plain as the HTML that it is in a page."""
    if type(value) is Blank:
        return value.spec
    if type(value) is Days:
        return (DAYS, value.since.toordinal())
    if value is None or type(value) in (str, int, float, bool):
        return value
    return (HTML, str(escape(value)))


def filled(spec: Any, said: Speaker, day: datetime.date) -> Any:
    """What is said in a blank on a day."""
    if type(spec) is not tuple:
        return spec
    kind, *rest = spec
    if kind == TIME:
        return time(said, day)
    if kind == ISO:
        return day.isoformat()
    if kind in (DAYS, NUMBER, GROUPED):
        days = day.toordinal() - rest[0]
        return said.number(days) if kind == NUMBER else f"{days:,}" if kind == GROUPED else days
    if kind == HTML:
        return Markup(rest[0])
    if kind in (SHARE, REST):
        found = share(day.toordinal() - rest[0], *rest[1:])
        return found if kind == SHARE else 100 - found
    values = {name: filled(value, said, day) for name, value in rest[-1]}
    if kind == SAY:
        message = about(rest[1], {"": rest[0]})[""] if rest[1] else rest[0]
        return said.say(message, **values)
    return said.count(rest[0], rest[1], filled(rest[2], said, day), **values)


def share(days: int, whole: int, less: float, least: float | None) -> float:
    """So many days as a share of the whole, in percent; with `least`, how far that is from a place in it, at least."""
    found = round(100 * days / whole, 2)
    return found if least is None else round(max(least, found - less), 2)


def time(said: Speaker, day: datetime.date) -> Markup:
    """A day in words, and as machines read it."""
    return Markup(f'<time datetime="{day.isoformat()}">{escape(said.day(day))}</time>')
