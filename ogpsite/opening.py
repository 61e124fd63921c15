"""What is compiled while the program opens, kept beside it as Python keeps its modules: patterns, methods of nouns.

Both are pure functions of their text; to compile them anew took 50 ms of each build, and 30 of a check. Only a command
keeps and takes anything (`begin`); elsewhere all is compiled as Python does it. What is kept is taken whole or not at
all, and by the same Python only. Of patterns only those are kept that stand in the text of a program: none that was
made of what somebody wrote.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from contextlib import suppress
from importlib.util import source_hash
from io import open_code
from types import CodeType, FrameType
from typing import Any

HEAD = f"{sys.version}\n".encode()
DIGEST = len(source_hash(b""))
MOST = 4_000  # things that are kept; beyond them, what this command had no use for is forgotten
ABOVE = 4  # calls from which a pattern may have been handed on to who compiles it
OPTIMIZED = 0x0001  # marks the code of functions: that of modules and of classes isn't
OTHERS = int(re.DEBUG | re.LOCALE)  # patterns that are always compiled
SAMPLE = r"(?P<one>[^a-c]\b)|(é){2,}?"  # shows whether patterns are compiled as they were when this was written
WORD = "I"  # how the numbers of a compiled pattern are written

Key = tuple[str, str | bytes, int]  # what it is, its text, and a pattern's flags


class Beside:
    """What lies beside the program. Until it is opened nothing is known, and nothing is kept."""

    def __init__(self) -> None:
        self.path = ""
        self.known: dict[Key, Any] = {}
        self.used: set[Key] = set()
        self.new: dict[Key, Any] = {}

    def open(self, path: str) -> None:
        self.path = path
        self.known = read(path)

    def get(self, key: Key) -> Any:
        """What is kept of something; None where it isn't known."""
        found = self.known.get(key)
        if found is not None:
            self.used.add(key)
        return found

    def put(self, key: Key, made: Any) -> None:
        self.known[key] = self.new[key] = made
        self.used.add(key)

    def keep(self) -> None:
        """Keeps what was compiled since, beside what other processes kept meanwhile."""
        if not self.new or sys.dont_write_bytecode:
            return
        from pathlib import Path

        from ogpsite.memory.files import replacing

        found = {**read(self.path), **self.new}
        if len(found) > MOST:
            found = {key: made for key, made in self.known.items() if key in self.used}
        self.new = {}
        body = marshal.dumps(found)
        with replacing(Path(self.path)) as file:
            file.write(HEAD + source_hash(body) + body)


def read(path: str) -> dict[Key, Any]:
    """What lies in a file; nothing where there is none, another Python wrote it, or it is damaged."""
    with suppress(OSError, EOFError, ValueError, TypeError), open_code(path) as file:
        head, body = file.read(len(HEAD) + DIGEST), file.read()
        if head == HEAD + source_hash(body):
            found: dict[Key, Any] = marshal.loads(body)
            return found
    return {}


BESIDE = Beside()


def begin() -> None:
    """Opens what is kept, before anything else is opened; from here on patterns that are known aren't compiled."""
    own = __spec__.cached if __spec__ else None  # where Python keeps this module
    if BESIDE.path or not own:
        return
    BESIDE.open(own.removesuffix("pyc") + "kept")
    with suppress(AttributeError, ImportError, KeyError, RuntimeError, TypeError, ValueError):
        patterns = Patterns()
        if patterns.are_right():  # else this Python compiles them in another way
            patterns.begin()


def code(text: str) -> CodeType:
    """The code of a text."""
    key = ("code", text, 0)
    if kept := BESIDE.get(key):
        found: CodeType = marshal.loads(kept)
        return found
    made = compile(text, "<string>", "exec")
    if BESIDE.path:
        BESIDE.put(key, marshal.dumps(made))
    return made


class Patterns:
    """How Python compiles patterns, with what is kept of them: their numbers, as its matcher takes them."""

    def __init__(self) -> None:
        self.compiler: Any = re._compiler  # type: ignore[attr-defined]
        self.plain, self.parse, self.code_of = self.compiler.compile, self.compiler._parser.parse, self.compiler._code
        self.make = self.compiler._sre.compile

    def begin(self) -> None:
        self.compiler.compile = self.compile

    def are_right(self) -> bool:
        """Whether a pattern that is put together from its parts is the one that Python makes."""
        found: re.Pattern[Any] = self.plain(SAMPLE, re.I)
        made = self.made(SAMPLE, self.parts(SAMPLE, re.I))
        return (made, made.groupindex, made.groups) == (found, found.groupindex, found.groups)

    def compile(self, text: Any, flags: int = 0) -> re.Pattern[Any]:
        """As `re._compiler.compile`."""
        if type(text) not in (str, bytes) or flags & OTHERS:
            plain: re.Pattern[Any] = self.plain(text, flags)
            return plain
        key = (type(text).__name__, text, flags)
        if kept := BESIDE.get(key):
            return self.made(text, kept)
        found: re.Pattern[Any] = self.plain(text, flags)
        if is_written(text, sys._getframe(1)):
            kept = self.parts(text, flags)
            if self.made(text, kept) == found and found.groupindex == kept[3]:
                BESIDE.put(key, kept)
        return found

    def parts(self, text: Any, flags: int) -> tuple[Any, ...]:
        """What the matcher is given of a pattern, as `re._compiler.compile` finds it."""
        parsed = self.parse(text, flags)
        state, named = parsed.state, {number: name for name, number in parsed.state.groupdict.items()}
        names = tuple(map(named.get, range(state.groups)))
        numbers = array(WORD, self.code_of(parsed, flags)).tobytes()
        return flags | state.flags, numbers, state.groups - 1, dict(state.groupdict), names

    def made(self, text: Any, kept: tuple[Any, ...]) -> re.Pattern[Any]:
        flags, numbers, *rest = kept
        found: re.Pattern[Any] = self.make(text, flags, array(WORD, numbers).tolist(), *rest)
        return found


def is_written(text: object, frame: FrameType | None) -> bool:
    """Whether a pattern stands in a program: the code that asks for it, or the module of that code, holds this very
    text, or a module of our own puts it together while it is opened (others do so from sets, in any order)."""
    above = 0
    while frame is not None and above < ABOVE:
        module = str(frame.f_globals.get("__name__"))
        if module not in ("re", __name__):
            if not frame.f_code.co_flags & OPTIMIZED and module.startswith("ogpsite."):
                return True
            if any(one is text for held in (frame.f_code.co_consts, frame.f_globals.values()) for one in held):
                return True
            above += 1
        frame = frame.f_back
    return False
