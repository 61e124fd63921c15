"""What references mean: from the words of a mention to the record, or to what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from ogpsite.model import kinds, records
from ogpsite.model.fields import ANY
from ogpsite.model.once import lasting
from ogpsite.model.values import Party, Ref
from ogpsite.nouns import dataclass
from ogpsite.problems import Place, Problem, did_you_mean, meant, near, phrase, small
from ogpsite.relate.walking import parent_uid, rewritten

ANYTHING = ("organisation", "plan", "commitment")  # kinds that `about` takes without `kind:`


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


@lasting
def named_by(record: records.Record) -> tuple[object, ...]:
    """All that an index takes from a record; where none of it changes, neither does what references mean."""
    plan = getattr(record, "plan", None)
    parts: tuple[object, ...] = ()
    if isinstance(record, records.Commitment):
        parts = tuple(one.key for one in record.milestones)
    elif isinstance(record, records.Plan):
        parts = tuple(one.key for one in record.themes)
    elif isinstance(record, records.Organisation):
        parts = (record.name, record.acronym)
    written = plan.written if isinstance(plan, Ref) else ""
    return record.uid, record.meta.parent, record.meta.place.path, record.meta.partial, written, parts


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
        message = phrase(
            "this belongs to the {kind} {identifier}, which is missing",
            kind=small(kinds.KINDS[kind].singular),
            identifier=repr(identifier),
        )
        hint = phrase("its own file is called {kind}.md; look for a slip in the names of files and folders", kind=kind)
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
    made: records.Record = rewritten(record, visit)
    return made


def unknown_milestones(report: records.Progress, here: Standpoint, index: Index) -> Iterator[Problem]:
    """Milestones of which a report speaks, but which its commitment doesn't have."""
    for one in report.milestones:
        target = f"milestone:{here.commitment}#{one.key}"
        if target not in index.uids and not target.startswith(index.doubtful):
            yield broken(Ref(one.key, report.at(f"milestones.{one.key}"), ("milestone",)), here, index)


def resolved_ref(ref: Ref, here: Standpoint, index: Index, problems: list[Problem]) -> Ref:
    if ref.written == "all" and ref.kinds == ("contribution",):
        return replace(ref, target="all")
    meant = tuple(identities(ref, here))
    target = next((identity for identity in meant if identity in index.uids), "")
    if not target and not any(identity.startswith(index.doubtful) for identity in meant):
        problems.append(broken(ref, here, index))
    return Ref(ref.written, ref.place, ref.kinds, target)


def resolved_party(party: Party, index: Index, problems: list[Problem]) -> Party:
    """An organisation of the register where its key is written, else the words."""
    if party.ref is None:
        return party
    target = f"organisation:{party.ref.written.removeprefix('organisation:')}"
    if target in index.uids:
        return Party(replace(party.ref, target=target))
    guess = near(party.ref.written, index.by_kind.get("organisation", ()))
    if guess and kinds.KEY.fullmatch(party.ref.written):
        message = phrase(
            "{written} is not in the register of organisations, and is shown as it is written",
            written=repr(party.ref.written),
        )
        problems.append(Problem(party.ref.place, "near-miss", message, meant(guess), fatal=False))
    return Party(None, party.name)


def broken(ref: Ref, here: Standpoint, index: Index) -> Problem:
    """A reference that leads nowhere, with the nearest key."""
    prefix, written = prefix_of(ref)
    if prefix and ref.kinds != ANY and prefix not in ref.kinds:
        message = phrase(
            "{written} can't stand here: this field takes only: {kinds}",
            written=repr(ref.written),
            kinds=named(ref.kinds),
        )
        return Problem(ref.place, "reference", message, phrase("name another record"))
    wanted = (prefix,) if prefix else likely(ref)
    known = {said(kind, identifier, here, ref) for kind in wanted for identifier in index.by_kind.get(kind, ())}
    some = sorted(known)
    otherwise = (
        phrase("known: {known}", known=f"{', '.join(some[:8])}{' …' if len(some) > 8 else ''}")
        if some
        else phrase("there is none yet")
    )
    hint = did_you_mean(ref.written, known, did_you_mean(ref.written.rpartition(":")[2], known, otherwise))
    if "organisation" in wanted and written.casefold() in index.bodies:
        hint = phrase("write its key: {key}", key=index.bodies[written.casefold()])
    words = small("Record") if ref.kinds == ANY and not prefix else named(wanted)
    return Problem(
        ref.place, "reference", phrase("there is no {kind} {written}", kind=words, written=repr(written)), hint
    )


def likely(ref: Ref) -> tuple[str, ...]:
    """The kinds that a reference may lead to, by its form where there are several."""
    if ref.kinds == ANY:
        return tuple(kinds.KINDS)
    signs = {"milestone": "#", "version": "@", "progress": "@", "response": "@"}
    sign = next((sign for sign in "#@" if sign in ref.written), "")
    return tuple(kind for kind in ref.kinds if signs.get(kind, "") == sign) or ref.kinds


def named(wanted: Collection[str]) -> str:
    """The names of kinds: `plan`, `event or meeting`."""
    *others, last = (small(one.title() if one in kinds.PARTS else kinds.KINDS[one].singular) for one in wanted)
    found = last
    for n, one in enumerate(reversed(others)):
        found = phrase("{one}, {more}", one=one, more=found) if n else phrase("{one} or {other}", one=one, other=found)
    return found


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
