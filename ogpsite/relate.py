"""References both ways; drafts, embargoed records and what is still to come left out → the immutable Site."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from ogpsite.model import kinds, records
from ogpsite.model.fields import ANY, fields_of
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
    found: Iterable[records.Record],
    settings: records.Settings,
    day: datetime.date,
    drafts: bool = False,
    unread: Collection[tuple[str, str]] = (),
) -> tuple[tuple[records.Record, ...], tuple[Problem, ...]]:
    """The records that are there on a day, their references resolved, and every reference that leads nowhere.

    Embargoed records are absent without a word; drafts too, but published records that mention them are warned of.
    `unread` names kinds and parents whose lists could not be read: what is missing there isn't told again.
    """
    everything = tuple(sorted((settings, *found), key=lambda record: (record.meta.kind, record.id)))
    index = Index(everything, unread)
    problems: list[Problem] = [*collisions(everything), *orphans(everything, index)]
    resolved = [resolve(record, index, problems) for record in everything]
    hidden = absent(resolved, day, drafts)
    return tuple(without_hidden(resolved, hidden, problems)), tuple(problems)


def as_known(visible: Iterable[records.Record], day: datetime.date, drafts: bool = False) -> Site:
    """The site of the records that are there, each as it could be known on that day. They must be without fault."""
    return site_of(tuple(as_of(record, day) for record in visible), day, drafts)


class Index:
    """What every reference may lead to: identities of all records, and of the parts inside them.

    `doubtful` are beginnings of identities that may well exist, in files that could not be read.
    """

    def __init__(self, everything: Iterable[records.Record], unread: Collection[tuple[str, str]] = ()) -> None:
        self.uids: set[str] = set()
        self.by_kind: dict[str, list[str]] = {}
        self.plan_of: dict[str, str] = {}
        self.bodies: dict[str, str] = {}
        self.doubtful = tuple(f"{kind}:{parent}{kinds.KINDS[kind].join if parent else ''}" for kind, parent in unread)
        for record in everything:
            self.add(record.meta.kind, record.id)
            plan = getattr(record, "plan", None)
            if isinstance(plan, Ref):
                self.plan_of[record.uid] = plan.written
            if isinstance(record, records.Commitment):
                for milestone in record.milestones:
                    self.add("milestone", f"{record.id}#{milestone.key}")
                self.doubtful += (f"milestone:{record.id}#",) if record.meta.partial else ()
            if isinstance(record, records.Plan):
                for theme in record.themes:
                    self.add("theme", f"{record.id}/{theme.key}")
                self.doubtful += (f"theme:{record.id}/",) if record.meta.partial else ()
            if isinstance(record, records.Organisation):
                for text in (record.name, record.acronym):
                    self.bodies |= {text[language].casefold(): record.id for language in text}

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


def identities(ref: Ref, here: Standpoint) -> Iterator[str]:
    """The identities that a reference may mean, the likeliest first."""
    prefix, written = prefix_of(ref)
    anything = ref.kinds == ANY
    if prefix:
        allowed: tuple[str, ...] = (prefix,) if anything or prefix in ref.kinds else ()
    else:
        allowed = general(written) if anything else ref.kinds
    for kind in allowed:
        yield from (f"{kind}:{identifier}" for identifier in candidates(written, kind, here))


def prefix_of(ref: Ref) -> tuple[str, str]:
    """The kind that a reference names before a colon, or an empty text; and the rest."""
    prefix, sign, rest = ref.written.partition(":")
    return (prefix, rest) if sign and (prefix in kinds.KINDS or prefix in kinds.PARTS) else ("", ref.written)


def general(written: str) -> tuple[str, ...]:
    """The kinds that a reference to any record may mean without `kind:`, by its form."""
    if "#" in written:
        return ("milestone",)
    if "@" in written:
        return ("version", "progress", "response")
    return (*ANYTHING, "contribution") if "/" in written else ANYTHING


def orphans(everything: Iterable[records.Record], index: Index) -> Iterator[Problem]:
    """Records that lie in the folder of one that isn't there; told once for each that is missing."""
    missing: dict[str, records.Record] = {}
    for record in everything:
        above = parent_uid(record)
        if above and above not in index.uids and not above.startswith(index.doubtful):
            missing.setdefault(above, record)
    for above, record in missing.items():
        kind, _, identifier = above.partition(":")
        index.doubtful += (f"milestone:{identifier}#", f"theme:{identifier}/")
        message = f"this belongs to the {kinds.KINDS[kind].singular.lower()} {identifier!r}, which is missing"
        hint = f"its own file is called {kind}.md; look for a slip in the names of files and folders"
        yield Problem(Place(record.meta.place.path), "reference", message, hint)


def resolve(record: records.Record, index: Index, problems: list[Problem]) -> records.Record:
    """The record with every reference resolved; those that lead nowhere are told."""
    here = standpoint(record, index)

    def visit(value: Any) -> Any:
        if isinstance(value, Ref):
            return resolved_ref(value, here, index, problems)
        return resolved_party(value, index, problems)

    if isinstance(record, records.Progress):
        problems.extend(unknown_milestones(record, here, index))
    return cast("records.Record", rewritten(record, visit))


def unknown_milestones(report: records.Progress, here: Standpoint, index: Index) -> Iterator[Problem]:
    """Milestones of which a report speaks, but which its commitment doesn't have."""
    for one in report.milestones:
        ref = Ref(one.key, report.at(f"milestones.{one.key}"), ("milestone",))
        target = f"milestone:{here.commitment}#{one.key}"
        if target not in index.uids and not target.startswith(index.doubtful):
            yield broken(ref, here, index)


def resolved_ref(ref: Ref, here: Standpoint, index: Index, problems: list[Problem]) -> Ref:
    if ref.written == "all" and ref.kinds == ("contribution",):
        return replace(ref, target="all")
    meant = tuple(identities(ref, here))
    target = next((identity for identity in meant if identity in index.uids), "")
    if not target and not any(identity.startswith(index.doubtful) for identity in meant):
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
    prefix, written = prefix_of(ref)
    if prefix and ref.kinds != ANY and prefix not in ref.kinds:
        message = f"{ref.written!r} can't stand here: this field takes only: {named(ref.kinds)}"
        return Problem(ref.place, "reference", message, "name another record")
    wanted = (prefix,) if prefix else likely(ref)
    known = {said(kind, identifier, here, ref) for kind in wanted for identifier in index.by_kind.get(kind, ())}
    some = sorted(known)
    otherwise = f"known: {', '.join(some[:8])}{' …' if len(some) > 8 else ''}" if some else "there is none yet"
    hint = did_you_mean(ref.written, known, did_you_mean(ref.written.rpartition(":")[2], known, otherwise))
    if "organisation" in wanted and written.casefold() in index.bodies:
        hint = f"write its key: {index.bodies[written.casefold()]}"
    words = "record" if ref.kinds == ANY and not prefix else named(wanted)
    return Problem(ref.place, "reference", f"there is no {words} {written!r}", hint)


def likely(ref: Ref) -> tuple[str, ...]:
    """The kinds that a reference may lead to, by its form where there are several."""
    if ref.kinds == ANY:
        return tuple(kinds.KINDS)
    signs = {"milestone": "#", "version": "@", "progress": "@", "response": "@"}
    sign = next((sign for sign in "#@" if sign in ref.written), "")
    return tuple(kind for kind in ref.kinds if signs.get(kind, "") == sign) or ref.kinds


def named(wanted: Collection[str]) -> str:
    """The names of kinds: `plan`, `event or meeting`."""
    names = [one if one in kinds.PARTS else kinds.KINDS[one].singular.lower() for one in wanted]
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def said(kind: str, identifier: str, here: Standpoint, ref: Ref) -> str:
    """An id as it may be written from `here`; with its kind where that must be said."""
    key = short(kind, identifier, here)
    return f"{kind}:{key}" if prefix_of(ref)[0] or (ref.kinds == ANY and kind not in ANYTHING) else key


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
    stems = {one.partition(".")[0]: one for one in names}
    guess = stems.get(near(name.partition(".")[0], stems, 0.8), "")
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
