"""References both ways; drafts, embargoed records and what is still to come left out → the immutable Site."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from ogpsite.model import kinds, records
from ogpsite.model.fields import fields_of
from ogpsite.model.site import Mention, Site
from ogpsite.model.values import FileRef, Party, Ref, Text
from ogpsite.problems import Place, Problem, did_you_mean, near

ANYTHING = ("organisation", "plan", "commitment")  # kinds that `about` takes without `kind:`
OWN_DAY: Mapping[str, str] = {
    # what can only be written after the event isn't there before its own day, where no published_on says another
    "progress": "reported_on",
    "check": "on",
    "contribution": "received_on",
    "response": "on",
    "assessment": "published_on",
    "document": "date",
    "news": "date",
    "timeline": "published_on",
    "version": "date",
}
SMALL = 5  # cells of attendance below are suppressed unless the record says otherwise (content-model 3)
CELLS = ("invited", "registered", "attended", "government", "civil_society", "other", "women", "men", "young")
WHOLES = (("attended", ("government", "civil_society", "other")), ("attended", ("women", "men")))
ANNOUNCED = ("consultation", "meeting", "event")  # shown as planned, once announced


def relate(
    found: Iterable[records.Record], settings: records.Settings, day: datetime.date, drafts: bool = False
) -> tuple[Site, tuple[Problem, ...]]:
    """The site on a day, and every reference that leads nowhere.

    Embargoed records are absent without a word; drafts too, but published records that mention them are warned of.
    """
    everything = tuple(sorted((settings, *found), key=lambda record: (record.meta.kind, record.id)))
    index = Index(everything)
    problems: list[Problem] = list(collisions(everything))
    resolved = [resolve(record, index, problems) for record in everything]
    hidden = absent(resolved, day, drafts)
    shown = without_hidden(resolved, hidden, problems)
    final = tuple(as_of(record, day) for record in shown)
    return site_of(final, day, drafts), tuple(problems)


class Index:
    """What every reference may lead to: identities of all records, and of the parts inside them."""

    def __init__(self, everything: Iterable[records.Record]) -> None:
        self.uids: set[str] = set()
        self.by_kind: dict[str, list[str]] = {}
        self.plan_of: dict[str, str] = {}
        for record in everything:
            self.add(record.meta.kind, record.id)
            plan = getattr(record, "plan", None)
            if isinstance(plan, Ref):
                self.plan_of[record.uid] = plan.written
            if isinstance(record, records.Commitment):
                for milestone in record.milestones:
                    self.add("milestone", f"{record.id}#{milestone.key}")
            if isinstance(record, records.Plan):
                for theme in record.themes:
                    self.add("theme", f"{record.id}/{theme.key}")

    def add(self, kind: str, identifier: str) -> None:
        self.uids.add(f"{kind}:{identifier}")
        self.by_kind.setdefault(kind, []).append(identifier)


@dataclass(frozen=True)
class Standpoint:
    """Where a reference stands: the plan, commitment and consultation that short forms are completed with."""

    plan: str = ""
    commitment: str = ""
    consultation: str = ""


def standpoint(record: records.Record, index: Index) -> Standpoint:
    """The surroundings of a record's references."""
    meta = record.meta
    if meta.kind == "plan":
        return Standpoint(plan=meta.id)
    if meta.kind == "commitment":
        return Standpoint(plan=meta.parent, commitment=meta.id)
    if meta.kind in ("progress", "check"):
        return Standpoint(plan=meta.parent.rpartition("/")[0], commitment=meta.parent)
    if meta.kind in ("timeline", "version"):
        return Standpoint(plan=meta.parent)
    if meta.kind in ("contribution", "response"):
        return Standpoint(plan=index.plan_of.get(f"consultation:{meta.parent}", ""), consultation=meta.parent)
    if meta.kind == "consultation":
        return Standpoint(plan=index.plan_of.get(record.uid, ""), consultation=meta.id)
    return Standpoint(plan=index.plan_of.get(record.uid, ""))


def candidates(written: str, kind: str, here: Standpoint) -> Iterator[str]:
    """The ids that a reference may mean, the likeliest first."""
    if kind == "commitment":
        if "/" not in written and here.plan:
            yield f"{here.plan}/{written}"
        yield written
    elif kind == "milestone":
        commitment, sign, key = written.rpartition("#")
        if commitment:
            yield from (f"{one}#{key}" for one in candidates(commitment, "commitment", here))
        elif here.commitment:
            yield f"{here.commitment}#{key if sign else written}"
    elif kind == "progress":
        commitment, sign, key = written.rpartition("@")
        if commitment:
            yield from (f"{one}@{key}" for one in candidates(commitment, "commitment", here))
        elif here.commitment:
            yield f"{here.commitment}@{key if sign else written}"
    elif kind in ("version", "theme", "contribution", "response"):
        sign = kinds.KINDS[kind].join if kind in kinds.KINDS else "/"
        around = here.consultation if kind in ("contribution", "response") else here.plan
        if sign not in written.lstrip("@") and around:
            yield f"{around}{sign}{written.lstrip('@')}"
        yield written
    else:
        yield written


def find(ref: Ref, here: Standpoint, index: Index) -> str:
    """The identity that a reference leads to, or an empty text."""
    prefix, sign, rest = ref.written.partition(":")
    anything = ref.kinds == ("*",)
    if sign and (prefix in kinds.KINDS or prefix in kinds.PARTS):
        allowed: tuple[str, ...] = (prefix,) if anything or prefix in ref.kinds else ()
        written = rest
    else:
        allowed = general(ref.written) if anything else ref.kinds
        written = ref.written
    for kind in allowed:
        for identifier in candidates(written, kind, here):
            if f"{kind}:{identifier}" in index.uids:
                return f"{kind}:{identifier}"
    return ""


def general(written: str) -> tuple[str, ...]:
    """The kinds that a reference to any record may mean without `kind:`, by its form."""
    if "#" in written:
        return ("milestone",)
    if "@" in written:
        return ("version", "progress", "response")
    return (*ANYTHING, "contribution") if "/" in written else ANYTHING


def resolve(record: records.Record, index: Index, problems: list[Problem]) -> records.Record:
    """The record with every reference resolved; those that lead nowhere are told."""
    here = standpoint(record, index)

    def visit(value: Any) -> Any:
        if isinstance(value, Ref):
            return resolved_ref(value, here, index, problems)
        return resolved_party(value, index, problems)

    return cast("records.Record", rewritten(record, visit))


def resolved_ref(ref: Ref, here: Standpoint, index: Index, problems: list[Problem]) -> Ref:
    if ref.written == "all" and ref.kinds == ("contribution",):
        return replace(ref, target="all")
    target = find(ref, here, index)
    if not target:
        problems.append(broken(ref, here, index))
    return replace(ref, target=target)


def resolved_party(party: Party, index: Index, problems: list[Problem]) -> Party:
    """An organisation of the register where its key is written, else the words."""
    if party.ref is None:
        return party
    target = f"organisation:{party.ref.written.removeprefix('organisation:')}"
    if target in index.uids:
        return Party(replace(party.ref, target=target))
    guess = near(party.ref.written, index.by_kind.get("organisation", ()))
    if guess and kinds.KEY.fullmatch(party.ref.written):
        message = f"{party.ref.written!r} is not in the register of organisations, and is shown as it is written"
        problems.append(Problem(party.ref.place, "near-miss", message, f"did you mean {guess!r}?", fatal=False))
    return Party(None, party.name)


def broken(ref: Ref, here: Standpoint, index: Index) -> Problem:
    """A reference that leads nowhere, with the nearest key."""
    wanted = tuple(kinds.KINDS) if ref.kinds == ("*",) else ref.kinds
    known = {short(kind, identifier, here) for kind in wanted for identifier in index.by_kind.get(kind, ())}
    words = " or ".join(one if one in kinds.PARTS else kinds.KINDS[one].singular.lower() for one in wanted)
    if ref.kinds == ("*",):
        words = "record"
    some = sorted(known)
    otherwise = f"known: {', '.join(some[:8])}{' …' if len(some) > 8 else ''}" if some else f"there is no {words} yet"
    message = f"there is no {words} {ref.written!r}"
    return Problem(ref.place, "reference", message, did_you_mean(ref.written, known, otherwise))


def short(kind: str, identifier: str, here: Standpoint) -> str:
    """An id as it may be written from `here`."""
    around = {
        "commitment": f"{here.plan}/",
        "milestone": f"{here.commitment}#",
        "progress": f"{here.commitment}@",
        "contribution": f"{here.consultation}/",
        "theme": f"{here.plan}/",
    }.get(kind, "")
    return identifier.removeprefix(around) if len(around) > 1 else identifier


def rewritten(value: Any, visit: Callable[[Any], Any]) -> Any:
    """A record, group or list with `visit` applied to every reference and party in it; the same where none changed."""
    if isinstance(value, Ref | Party):
        return visit(value)
    if isinstance(value, tuple):
        made = tuple(rewritten(one, visit) for one in value)
        return value if all(a is b for a, b in zip(made, value, strict=True)) else made
    if dataclasses.is_dataclass(value) and not isinstance(value, type) and fields_of(type(value)):
        changed = {}
        for name in attributes(type(value)):
            old = getattr(value, name)
            if old and (new := rewritten(old, visit)) is not old:
                changed[name] = new
        return replace(value, **changed) if changed else value
    return value


def attributes(type_: type) -> tuple[str, ...]:
    """The attributes of a type that hold declared fields."""
    return tuple(field.name for field in dataclasses.fields(type_) if "field" in field.metadata)


def is_embargoed(record: records.Record, day: datetime.date) -> bool:
    """Whether a record's own words say that it is to be published later."""
    if record.meta.kind == "plan":
        return False
    if record.meta.kind in ANNOUNCED and (announced := getattr(record, "announced_on", None)) and announced > day:
        return True
    return record.published_on is not None and record.published_on > day


def is_still_to_come(record: records.Record, day: datetime.date) -> bool:
    """Whether a record tells of something that hasn't happened by that day."""
    name = OWN_DAY.get(record.meta.kind)
    own = getattr(record, name) if name else None
    return record.published_on is None and own is not None and own > day


def absent(everything: Iterable[records.Record], day: datetime.date, drafts: bool) -> dict[str, str]:
    """The identities that aren't there: draft, embargoed or still to come; and why. Children go with their parents."""
    hidden: dict[str, str] = {}
    for record in everything:
        if record.draft and not drafts:
            hidden[record.uid] = "draft"
        elif (is_embargoed(record, day) and not drafts) or is_still_to_come(record, day):
            hidden[record.uid] = "embargoed"
    while more := {
        record.uid: hidden[above]
        for record in everything
        if record.uid not in hidden and (above := parent_uid(record)) in hidden
    }:
        hidden |= more
    return hidden


def parent_uid(record: records.Record) -> str:
    """The identity of the record that holds this one, or an empty text."""
    above = kinds.KINDS[record.meta.kind].parent
    return f"{above}:{record.meta.parent}" if above and record.meta.parent else ""


def without_hidden(
    everything: Iterable[records.Record], hidden: dict[str, str], problems: list[Problem]
) -> list[records.Record]:
    """The records that are there, without any mention of those that aren't.

    Where a mention was required, the item that requires it goes too, and so on.
    """
    kept = [record for record in everything if record.uid not in hidden]
    while True:
        cleaned = [cleared(record, hidden, problems) for record in kept]
        gone = {old.uid: "embargoed" for old, new in zip(kept, cleaned, strict=True) if new is None}
        if not gone:
            return [record for record in cleaned if record is not None]
        hidden |= gone
        kept = [record for record in kept if record.uid not in hidden]


def cleared(value: Any, hidden: Mapping[str, str], problems: list[Problem]) -> Any:
    """A value without mentions of hidden records; None where a required mention is gone."""
    if isinstance(value, Ref):
        return None if is_hidden(value, hidden, problems) else value
    if isinstance(value, Party):
        gone = value.ref is not None and is_hidden(value.ref, hidden, problems)
        return None if gone else value
    if isinstance(value, tuple):
        made = tuple(new for one in value if (new := cleared(one, hidden, problems)) is not None)
        return value if len(made) == len(value) and all(a is b for a, b in zip(made, value, strict=True)) else made
    if dataclasses.is_dataclass(value) and not isinstance(value, type) and fields_of(type(value)):
        changed = {}
        for spec, name in zip(fields_of(type(value)), attributes(type(value)), strict=True):
            old = getattr(value, name)
            if not old:
                continue
            new = cleared(old, hidden, problems)
            if new is old:
                continue
            if spec.required and not new:
                return None
            changed[name] = new
        return replace(value, **changed) if changed else value
    return value


def is_hidden(ref: Ref, hidden: Mapping[str, str], problems: list[Problem]) -> bool:
    """Whether a reference leads to something that isn't there; mentions of drafts are warned of."""
    holder = holder_of(ref.target)
    why = hidden.get(holder, "")
    if why == "draft":
        message = f"{ref.written!r} is a draft; this mention of it is left out"
        problem = Problem(ref.place, "draft-mention", message, "publish it, or remove the mention", fatal=False)
        if problem not in problems:
            problems.append(problem)
    return bool(why)


def holder_of(target: str) -> str:
    """The record that a part (milestone, theme) is written in; any other identity itself."""
    kind, _, identifier = target.partition(":")
    if kind == "milestone":
        return f"commitment:{identifier.partition('#')[0]}"
    if kind == "theme":
        return f"plan:{identifier.rpartition('/')[0]}"
    return target


def as_of(record: records.Record, day: datetime.date) -> records.Record:
    """The record as it could be known on that day: nothing that can only be written after an event still to come."""
    changes: dict[str, Any] = {}
    if isinstance(record, records.Gathering):
        changes = gathering_as_of(record, day)
    elif isinstance(record, records.Contribution):
        changes = contribution_as_of(record, day)
    elif isinstance(record, records.Commitment) and record.withdrawn and record.withdrawn.on > day:
        changes = {"withdrawn": None}
    known: records.Record = replace(record, **changes) if changes else record
    return cast("records.Record", dated(known, day))


def gathering_as_of(record: records.Gathering, day: datetime.date) -> dict[str, Any]:
    """What a meeting still to come can't have, and minutes that aren't out."""
    changes: dict[str, Any] = {}
    if record.attendance and not record.attendance.small_cells:
        changes["attendance"] = without_small_cells(record.attendance)
    if record.date > day:
        changes = {
            "attendance": None,
            "results_presented_on": (),
            "comments_collected": None,
            "decisions": (),
            "recording": None,
        }
    out = record.minutes_published_on or record.date
    if out > day:
        changes |= {"body": Text(), "minutes_published_on": None, "decisions": ()}
    return changes


def without_small_cells(found: records.Attendance) -> records.Attendance:
    """Attendance without the cells that could point at persons."""
    values = {name: getattr(found, name) for name in CELLS if getattr(found, name) is not None}
    hidden = sorted(small_cells(values))
    nothing: dict[str, Any] = dict.fromkeys(hidden)
    return replace(found, suppressed=tuple(hidden), **nothing)


def small_cells(values: dict[str, int]) -> set[str]:
    """The cells not to be shown: those from 1 to 4, and the next smallest where one alone could be computed."""
    hidden = {name for name, value in values.items() if 0 < value < SMALL}
    for whole, parts in WHOLES:
        there = [name for name in parts if name in values]
        gone = [name for name in there if name in hidden]
        complete = whole in values and sum(values[name] for name in there) == values[whole]
        if len(gone) == 1 and complete and whole not in hidden:
            rest = sorted((name for name in there if name not in hidden), key=lambda name: (values[name], name))
            hidden.update(rest[:1] or [whole])
    return hidden


def contribution_as_of(record: records.Contribution, day: datetime.date) -> dict[str, Any]:
    """Rejected and withdrawn words appear nowhere; a withheld name neither (content-model 6)."""
    changes: dict[str, Any] = {}
    withdrawn = record.withdrawn is not None and record.withdrawn.on <= day
    if record.withdrawn and not withdrawn:
        changes["withdrawn"] = None
    if withdrawn or record.moderation == "rejected":
        changes |= {
            "text": Text(),
            "title": Text(),
            "body": Text(),
            "attachments": (),
            "author": "",
            "organisation": None,
        }
    if record.attribution == "withheld":
        changes |= {"author": "", "organisation": None}
    if record.attribution == "organisation":
        changes["author"] = ""
    return changes


def dated(value: Any, day: datetime.date) -> Any:
    """A record without evidence and documents of a later day."""
    if isinstance(value, records.Evidence):
        return None if value.date and value.date > day else value
    if isinstance(value, tuple):
        made = tuple(new for one in value if (new := dated(one, day)) is not None)
        return value if len(made) == len(value) and all(a is b for a, b in zip(made, value, strict=True)) else made
    if dataclasses.is_dataclass(value) and not isinstance(value, type) and fields_of(type(value)):
        changed = {}
        for name in attributes(type(value)):
            old = getattr(value, name)
            if old and (new := dated(old, day)) is not old:
                changed[name] = new
        return replace(value, **changed) if changed else value
    return value


def site_of(final: Iterable[records.Record], day: datetime.date, drafts: bool) -> Site:
    """The site with its relations both ways."""
    by_kind: dict[str, list[records.Record]] = {}
    by_uid: dict[str, records.Record] = {}
    children: dict[str, list[records.Record]] = {}
    mentions: dict[str, dict[Mention, None]] = {}
    settings = records.Settings()
    for record in final:
        if isinstance(record, records.Settings):
            settings = record
        by_uid[record.uid] = record
        by_kind.setdefault(record.meta.kind, []).append(record)
        if above := parent_uid(record):
            children.setdefault(above, []).append(record)
        for path, ref in references(record, ""):
            if ref.target:
                mentions.setdefault(ref.target, {})[Mention(record.uid, path)] = None
    return Site(
        settings=settings,
        day=day,
        drafts=drafts,
        by_kind={kind: tuple(found) for kind, found in by_kind.items()},
        by_uid=by_uid,
        children={uid: tuple(found) for uid, found in children.items()},
        mentions={uid: tuple(found) for uid, found in mentions.items()},
    )


def references(value: Any, path: str) -> Iterator[tuple[str, Ref]]:
    """Every reference in a record, with the path of its field."""
    if isinstance(value, Ref):
        yield path, value
    elif isinstance(value, Party):
        if value.ref:
            yield path, value.ref
    elif isinstance(value, tuple):
        for one in value:
            yield from references(one, path)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for name in attributes(type(value)):
            inner = getattr(value, name)
            if inner:
                yield from references(inner, f"{path}.{name}" if path else name)


def files_of(value: Any) -> Iterator[FileRef]:
    """Every file that a record names in its fields."""
    if isinstance(value, FileRef):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from files_of(one)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for name in attributes(type(value)):
            inner = getattr(value, name)
            if inner:
                yield from files_of(inner)


def unread_files(
    everything: Iterable[records.Record], files: Iterable[str], shown: Collection[str], known: Iterable[str]
) -> tuple[Problem, ...]:
    """Files that nobody mentions: a warning in a record's own folder, an error elsewhere (content-model 6).

    `shown` are files that running text shows or links; `known` the file names that rules of the model read.
    """
    everything = tuple(everything)
    mentioned = {file.path for record in everything for file in files_of(record)} | set(shown)
    folders = {own_folder(record.meta.place.path) for record in everything} - {""}
    names = {name.rpartition("/")[2] for name in known}
    return tuple(unread(path, folders, names) for path in sorted(files) if path not in mentioned)


def own_folder(path: str) -> str:
    """The folder below `content/` that belongs to the record of a file, or an empty text for shared folders."""
    folder, _, name = path.removeprefix("content/").rpartition("/")
    stem = name.partition(".")[0]
    return folder if stem in kinds.KINDS or stem in ("plan", "contributions", "responses", "checks", "timeline") else ""


def unread(path: str, folders: Collection[str], names: Collection[str]) -> Problem:
    place = Place(f"content/{path}")
    folder, _, name = path.rpartition("/")
    guess = near(name, names)
    misspelt = bool(guess) and guess != name
    while folder:
        if folder in folders and not misspelt and not path.endswith((".md", ".yaml", ".yml")):
            return Problem(place, "unmentioned", "nothing mentions this file; it is not published", UNMENTIONED, False)
        folder = folder.rpartition("/")[0]
    hint = f"did you mean {guess!r}?" if misspelt else "move it, or mention it in a record"
    return Problem(place, "unread", "nothing reads this file", hint)


UNMENTIONED = "add it to `evidence` or `documents`, or move it away"


def collisions(everything: Iterable[records.Record]) -> Iterator[Problem]:
    """Two records at one address."""
    seen: dict[str, records.Record] = {}
    for record in everything:
        if record.meta.kind == "settings":
            continue
        address = kinds.address_of(record)
        first = seen.setdefault(address, record)
        if first is not record:
            message = f"this record would be published at {address}, where another one already is"
            yield Problem(record.meta.place, "collision", message, "rename one of them", other=first.meta.place)
