"""The nouns of a whole build: the immutable site, its mentions, and the outputs made from it."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cached_property
from typing import Any, TypeVar, cast

from ogpsite.model import kinds, records
from ogpsite.model.values import Picture, Ref, Stored
from ogpsite.nouns import dataclass

R = TypeVar("R", bound=records.Record)
NAMES = {kind.record: kind.name for kind in kinds.TABLE}


@dataclass(frozen=True, slots=True)
class Mention:
    """That a record mentions another one, and in which field."""

    source: str
    field: str


@dataclass(frozen=True, kw_only=True)
class Site:
    """All published records on a day, with their relations both ways. Nothing here is absent on that day."""

    settings: records.Settings
    day: datetime.date
    drafts: bool = False
    by_kind: Mapping[str, tuple[records.Record, ...]] = field(default_factory=dict)
    by_uid: Mapping[str, records.Record] = field(default_factory=dict)
    children: Mapping[str, tuple[records.Record, ...]] = field(default_factory=dict)
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    files: Mapping[str, Stored] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # shown in running text, by the path of their file

    @cached_property  # not noted each time: with other settings every view is made again (`imprint.of_the_rest`)
    def languages(self) -> tuple[str, ...]:
        return self.settings.languages

    def all(self, record: type[R]) -> tuple[R, ...]:
        """All records of a type, in the order of their ids."""
        return cast("tuple[R, ...]", self.by_kind.get(NAMES[record], ()))

    def parts(self, parent: records.Record, record: type[R]) -> tuple[R, ...]:
        """The records of a type that belong to `parent`, in the order of their ids."""
        return tuple(child for child in self.children.get(parent.uid, ()) if isinstance(child, record))

    def get(self, ref: Ref | None) -> records.Record | None:
        """The record that a resolved reference leads to; for a part (milestone, theme) the record that holds it."""
        if ref is None or not ref.target:
            return None
        kind, _, identifier = ref.target.partition(":")
        if kind == "milestone":
            return self.by_uid.get(f"commitment:{identifier.partition('#')[0]}")
        if kind == "theme":
            return self.by_uid.get(f"plan:{identifier.rpartition('/')[0]}")
        return self.by_uid.get(ref.target)

    def plan_of(self, commitment: records.Commitment) -> records.Plan | None:
        """The plan of a commitment; None for one that stands alone."""
        return cast("records.Plan | None", self.by_uid.get(f"plan:{commitment.meta.parent}"))

    def mentioned_by(self, uid: str, kind: str, *fields: str) -> tuple[records.Record, ...]:
        """Records of a kind that mention `uid` (in one of `fields`, or anywhere), each once."""
        found = dict.fromkeys(
            mention.source
            for mention in self.mentions.get(uid, ())
            if mention.source.startswith(f"{kind}:") and (not fields or mention.field.split(".")[0] in fields)
        )
        return tuple(self.by_uid[source] for source in found if source in self.by_uid)


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a site's own brand adds to its theme: rules of style, files below `/assets/`, and what the shell shows.

    statics are the files of the theme and of the brand, by name below `/assets/`, as readers get them.
    pictures are the clean copies of what running text shows, by name below `/assets/`.
    logo, icon and card are names below `/assets/`, empty where the theme's own or a drawn one is used. plate and ink
    are the colours of the emblem.
    """

    css: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    statics: Mapping[str, bytes] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    logo: str = ""
    logo_size: tuple[int, int] = (0, 0)
    icon: str = ""
    card: str = ""
    card_size: tuple[int, int] = (1200, 630)
    plate: str = "#0b4a5a"
    ink: str = "#ffffff"

    @cached_property
    def version(self) -> str:
        """The digest of all statics: the folder below `/assets/` from which pages load them; it never changes."""
        whole = hashlib.sha256()
        for name, data in sorted(self.statics.items()):
            whole.update(f"{name} {len(data)}\n".encode() + data)
        return whole.hexdigest()[:16]

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """From the plain address of each static file to the one from which pages load it."""
        return {f"/assets/{name}": f"/assets/{self.version}/{name}" for name in self.statics}


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site: its path below the output folder, and its bytes, or the content file it is a copy of.

    `sha256` is what is known of the bytes, in hexadecimal: a copied file that changed meanwhile is not published.
    `leads_to` is the new address (`/new/`, or one of another site) where a page does nothing but lead on.
    """

    path: str
    data: bytes = b""
    copy_of: str = ""
    sha256: str = ""
    leads_to: str = ""


class Remembered(Output):
    """A file whose digest and size are known from an earlier build; its bytes are made when they are asked for."""

    __slots__ = ("make", "size")
    size: int

    def __init__(self, path: str, sha256: str, size: int, make: Callable[[], bytes]) -> None:
        given = (("path", path), ("copy_of", ""), ("leads_to", ""), ("sha256", sha256), ("size", size), ("make", make))
        for name, value in given:
            object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[Any, ...]:
        return Remembered, (self.path, self.sha256, self.size, object.__getattribute__(self, "make"))

    @property
    def data(self) -> bytes:
        make: Callable[[], bytes] = object.__getattribute__(self, "make")
        return make()
