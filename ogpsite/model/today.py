"""The day of a build, which notes what is asked of it: so it is known what another day changes, and what it doesn't.

Whoever compares it with a day has read on which side it lies, which stays the same until that day has come. Whoever
prints it, counts from it or takes it as a key has read the day itself.
"""

from __future__ import annotations

import datetime
from typing import Any, TypeGuard

from ogpsite.model.noted import FRAMES

SIGN = "@"  # what was read of the day begins with it: no field of a record does
ITSELF = f"{SIGN}="
BEFORE = f"{SIGN}<"
Plain = datetime.date


class Today(datetime.date):
    """A day that notes what is asked of it; in all else a `datetime.date`, as which it is pickled."""

    __slots__ = ()

    @classmethod
    def of(cls, day: datetime.date) -> Today:
        return cls.fromordinal(Plain.toordinal(day))

    def whole(self) -> datetime.date:
        """The day as any other, noted as read."""
        ordinal = Plain.toordinal(self)
        if FRAMES:
            FRAMES[-1].others.add(f"{ITSELF}{ordinal}")
        return Plain.fromordinal(ordinal)

    def is_before(self, ordinal: int) -> bool:
        """Whether it lies before a day, which is noted."""
        found = Plain.toordinal(self) < ordinal
        if FRAMES:
            FRAMES[-1].others.add(f"{BEFORE}{ordinal}:1" if found else f"{BEFORE}{ordinal}:0")
        return found

    def __lt__(self, other: Any) -> Any:
        return self.is_before(Plain.toordinal(other)) if is_day(other) else NotImplemented

    def __le__(self, other: Any) -> Any:
        return self.is_before(Plain.toordinal(other) + 1) if is_day(other) else NotImplemented

    def __gt__(self, other: Any) -> Any:
        return not self.is_before(Plain.toordinal(other) + 1) if is_day(other) else NotImplemented

    def __ge__(self, other: Any) -> Any:
        return not self.is_before(Plain.toordinal(other)) if is_day(other) else NotImplemented

    def __eq__(self, other: object) -> Any:
        if not is_day(other):
            return NotImplemented
        ordinal = Plain.toordinal(other)
        return not self.is_before(ordinal) and self.is_before(ordinal + 1)

    def __ne__(self, other: object) -> Any:
        same = self.__eq__(other)
        return same if same is NotImplemented else not same

    def __hash__(self) -> int:
        return hash(self.whole())

    def __sub__(self, other: Any) -> Any:
        return self.whole() - other

    def __rsub__(self, other: Any) -> Any:
        return other - self.whole()

    def __add__(self, other: Any) -> Any:
        return self.whole() + other

    __radd__ = __add__

    @property
    def year(self) -> int:
        """Its year; read is only that it lies in it."""
        found = int(Plain.year.__get__(self))
        self.is_before(Plain(found, 1, 1).toordinal())
        self.is_before(Plain(found, 12, 31).toordinal() + 1)
        return found

    def first_of_month(self) -> datetime.date:
        """The first day of its month; read is only that it lies in it."""
        plain = Plain.fromordinal(Plain.toordinal(self))
        first = plain.replace(day=1)
        self.is_before(first.toordinal())
        self.is_before((first + datetime.timedelta(days=31)).replace(day=1).toordinal())
        return first

    @property
    def month(self) -> int:
        return self.whole().month

    @property
    def day(self) -> int:
        return self.whole().day

    def toordinal(self) -> int:
        return self.whole().toordinal()

    def weekday(self) -> int:
        return self.whole().weekday()

    def isoweekday(self) -> int:
        return self.whole().isoweekday()

    def isocalendar(self) -> Any:
        return self.whole().isocalendar()

    def timetuple(self) -> Any:
        return self.whole().timetuple()

    def isoformat(self) -> str:
        return self.whole().isoformat()

    def ctime(self) -> str:
        return self.whole().ctime()

    def strftime(self, form: str, /) -> str:
        return self.whole().strftime(form)

    def replace(self, *given: Any, **named: Any) -> Any:
        return self.whole().replace(*given, **named)

    def __format__(self, form: str, /) -> str:
        return format(self.whole(), form)

    def __str__(self) -> str:
        return str(self.whole())

    def __repr__(self) -> str:
        return repr(self.whole())

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self.whole().__reduce_ex__(protocol)

    def __reduce__(self) -> Any:
        return self.whole().__reduce__()


def is_day(value: object) -> TypeGuard[datetime.date]:
    """Whether it is a date without a time, as only those can be compared."""
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def is_other(name: str, day: datetime.date) -> bool:
    """Whether what was read of the day under a name would be another on this one."""
    ordinal = Plain.toordinal(day)
    if name.startswith(ITSELF):
        return name != f"{ITSELF}{ordinal}"
    border, _, found = name.removeprefix(BEFORE).partition(":")
    return (ordinal < int(border)) != (found == "1")
