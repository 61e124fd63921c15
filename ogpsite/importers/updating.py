"""Next quarter's file over what stands there: three-way, so that what an editor changed by hand is never lost.

For every value there are three: what the file said at the last import (the ledger remembers), what it says now, and
what stands in the content. What only the file changed is taken over; what only the editor changed stays; where both
changed it differently, it stays and is listed as a conflict. What the file no longer says stays, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path

import yaml

from ogpsite.importers import ledger, patch, render
from ogpsite.importers.layout import Draft
from ogpsite.importers.ledger import Outcome, Past
from ogpsite.nouns import dataclass

ATOMIC = frozenset({"due", "start", "end"})
"""Values of several parts that are one thing: words of a deadline with the day that they mean."""
BODY = "(text)"
ABSENT = object()


@dataclass(frozen=True)
class Conflict:
    """A value that the editor and the file changed differently; `field` is its path, such as `milestones.m1.due`."""

    path: str
    field: str
    yours: object
    theirs: object

    def __str__(self) -> str:
        return f"{self.path}: {self.field}: yours: {said(self.yours)}; the file's: {said(self.theirs)}"


@dataclass
class Merge:
    """One file while it is put together: what changes, conflicts, and what the file no longer says."""

    path: str
    changes: dict[patch.Path, object] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


@dataclass
class Update:
    """What becomes of all files, the conflicts, what changes and what is gone (by file), and what to remember."""

    write: list[Draft] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    changed: list[tuple[str, str]] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    memory: dict[str, object] = field(default_factory=dict)
    by_hand: set[str] = field(default_factory=set)

    @property
    def outcome(self) -> Outcome:
        """What becomes of every file, as the ledger writes it."""
        return Outcome(tuple(self.write), tuple(self.unchanged), tuple(self.kept), tuple(self.again))

    def put(self, draft: Draft, text: str | None) -> None:
        """Write a file, unless it stands there already."""
        if draft.text == text:
            self.unchanged.append(draft.path)
        else:
            self.write.append(draft)


@dataclass(frozen=True)
class Terms:
    """How files are put together. `overwrite`: the file is right wherever it says something; `settle`: the editor is,
    and conflicts are not told again until the file says something new. `said`: what the file really said, by path,
    where that is not what its draft holds.
    """

    past: Past
    overwrite: bool = False
    settle: bool = False
    said: Mapping[str, object] = field(default_factory=dict)


def decide(drafts: Sequence[Draft], into: Path, terms: Terms) -> Update:
    """What becomes of every file."""
    update = Update(memory=dict(terms.past.values))
    for draft in drafts:
        ledger.refuse_outside(into, draft.path)
        one(draft, into, terms, update)
    return update


def one(draft: Draft, into: Path, terms: Terms, update: Update) -> None:
    """What becomes of one file."""
    past, overwrite = terms.past, terms.overwrite
    text = ledger.on_disk(into / draft.path)
    base = base_of(draft.path, text, past)
    why = ledger.reason_to_keep(draft, into, text, past.prints, overwrite)
    if base is not None and why == ledger.EDITED:
        why = "" if readable(text) else "it is not valid YAML; `ogpsite check` says where"
    theirs = terms.said[draft.path] if draft.path in terms.said else values_of(draft.text)
    if text == draft.text or (not why and (text is None or overwrite or base is None)):
        update.memory[draft.path] = theirs
        update.put(draft, text)
        if text is None and draft.path in past.prints:
            update.again.append(draft.path)
    elif why:
        update.kept.append((draft.path, why))
    else:
        assert text is not None and base is not None
        together(draft, text, base, terms, update)


def base_of(path: str, text: str | None, past: Past) -> object | None:
    """What the file said at the last import; of imports that did not remember it, what nobody has edited since."""
    if path in past.values:
        return past.values[path]
    untouched = text is not None and past.prints.get(path) == ledger.fingerprint(text) and readable(text)
    return values_of(text) if untouched and text is not None else None


def together(draft: Draft, text: str, base: object, terms: Terms, update: Update) -> None:
    """One file put together from what it said, what it says, and what stands there."""
    theirs, yours = values_of(draft.text), values_of(text)
    merge = Merge(draft.path)
    compare((), base, theirs, yours, merge)
    wanted = yours
    for path, new in merge.changes.items():
        wanted = put_at(wanted, path, new)
    edited = terms.past.prints.get(draft.path) != ledger.fingerprint(text)
    made = text
    if merge.changes and not edited:
        made = draft.text if wanted == theirs else rewritten(draft.path, wanted)
    elif merge.changes:
        made = patched(text, yours, merge)
    if edited:
        update.by_hand.add(draft.path)
    update.conflicts += merge.conflicts
    update.changed += [
        (draft.path, f"{dotted(path)}: {said(found(yours, path))} → {said(new)}") for path, new in merge.changes.items()
    ]
    update.gone += [(draft.path, name) for name in merge.gone]
    left = set() if terms.settle else {conflict.field for conflict in merge.conflicts}
    update.memory[draft.path] = overlaid((), base, terms.said.get(draft.path, theirs), left)
    update.put(Draft(draft.path, made), text)


def compare(path: patch.Path, base: object, theirs: object, yours: object, merge: Merge) -> None:
    """Compare the three, part by part; what only the file changed becomes a change, other differences a conflict."""
    if theirs in (base, yours):
        return
    if isinstance(theirs, Mapping) and isinstance(yours, Mapping) and (not path or path[-1] not in ATOMIC):
        known = base if isinstance(base, Mapping) else {}
        for name, value in theirs.items():
            compare((*path, name), known.get(name, ABSENT), value, yours.get(name, ABSENT), merge)
        merge.gone += [dotted((*path, name)) for name in known if name not in theirs and name in yours]
    elif keyed(theirs) and keyed(yours):
        items, known, mine = by_key(theirs), by_key(base), by_key(yours)
        for key, value in items.items():
            compare((*path, f"#{key}"), known.get(key, ABSENT), value, mine.get(key, ABSENT), merge)
        merge.gone += [dotted((*path, f"#{key}")) for key in known if key not in items and key in mine]
    elif yours == base:
        merge.changes[path] = theirs
    elif isinstance(theirs, list) and isinstance(yours, list) and isinstance(base, list) and more(base, theirs):
        new = [item for item in theirs if item not in base and item not in yours]
        if new:
            merge.changes[path] = [*yours, *new]
    else:
        merge.conflicts.append(Conflict(merge.path, dotted(path), yours, theirs))


def more(base: Sequence[object], theirs: Sequence[object]) -> bool:
    """Whether a list has only become longer: then what is new is added to what an editor made of it."""
    return all(item in theirs for item in base)


def patched(text: str, yours: object, merge: Merge) -> str:
    """The edited text with the changes put in; a change that cannot be put in is told as a conflict."""
    front, body = parted(text)
    values = front_of(yours)
    for path, new in list(merge.changes.items()):
        if path == (BODY,):
            body = str(new)
            continue
        after = patch.at_path(values, path, new)
        try:
            front, values = patch.put(front, path, values, after), after
        except (patch.Unpatchable, yaml.YAMLError, StopIteration, KeyError):
            del merge.changes[path]
            merge.conflicts.append(Conflict(merge.path, dotted(path), found(yours, path), new))
    return assembled(text, front, body)


def put_at(values: object, path: patch.Path, new: object) -> object:
    """The values with another one at a path."""
    return patch.at_path(values, path, new)


def found(value: object, path: patch.Path) -> object:
    """The value at a path, ABSENT where there is none."""
    try:
        return patch.at(value, path)
    except (KeyError, StopIteration):
        return ABSENT


def overlaid(path: patch.Path, base: object, theirs: object, left: set[str]) -> object:
    """What to remember: what the file says now, over what it said before; conflicts keep what it said before them."""
    if dotted(path) in left:
        return base
    if isinstance(base, Mapping) and isinstance(theirs, Mapping) and (not path or path[-1] not in ATOMIC):
        new = {name: overlaid((*path, name), base.get(name, ABSENT), value, left) for name, value in theirs.items()}
        return {name: value for name, value in {**base, **new}.items() if value is not ABSENT}
    if keyed(base) and keyed(theirs):
        old = by_key(base)
        merged = {
            key: overlaid((*path, f"#{key}"), old.get(key, ABSENT), value, left)
            for key, value in by_key(theirs).items()
        }
        return [value for value in {**old, **merged}.values() if value is not ABSENT]
    return theirs


def keyed(value: object) -> bool:
    """Whether a value is a list of records with a key each."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) and "key" in one for one in value)


def by_key(value: object) -> dict[str, object]:
    """The items of such a list by their key."""
    items = value if isinstance(value, list) else []
    return {str(item["key"]): item for item in items if isinstance(item, Mapping) and "key" in item}


def dotted(path: patch.Path) -> str:
    """A path as people write it."""
    return ".".join(step.removeprefix("#") for step in path)


def said(value: object) -> str:
    """A value in a line of the report."""
    if value is ABSENT:
        return "(nothing)"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {said(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(said(item) for item in value) + "]"
    return f"“{value}”"


def parted(text: str) -> tuple[str, str]:
    """The front matter and the body of a Markdown file; a YAML file is all front matter."""
    if not text.startswith("---\n"):
        return text, ""
    front, mark, body = text[4:].partition("\n---\n")
    return (f"{front}\n", body.strip("\n")) if mark else (front.removesuffix("\n---") + "\n", "")


def assembled(text: str, front: str, body: str) -> str:
    """The file put together again."""
    if not text.startswith("---\n"):
        return front
    return f"---\n{front}---\n" + (f"\n{body}\n" if body else "")


def values_of(text: str) -> object:
    """All values of a file as texts; the free text of a Markdown file beside its fields."""
    front, body = parted(text)
    values = render.parsed(front)
    if not text.startswith("---\n"):
        return values
    return {**(values if isinstance(values, Mapping) else {}), **({BODY: body} if body else {})}


def front_of(values: object) -> object:
    """The values without the free text."""
    return {name: value for name, value in values.items() if name != BODY} if isinstance(values, Mapping) else values


def readable(text: str | None) -> bool:
    """Whether a file is such that its values can be read."""
    try:
        return text is not None and values_of(text) is not None
    except yaml.YAMLError:
        return False


def rewritten(path: str, values: object) -> str:
    """A file that nobody edited, written anew from its values."""
    front = render.tidy(front_of(values))
    if path.endswith(".md"):
        assert isinstance(front, Mapping) and isinstance(values, Mapping)
        return render.markdown(front, str(values.get(BODY, "")))
    assert isinstance(front, Mapping | list)
    return render.document(front)
