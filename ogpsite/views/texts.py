"""The versions of a plan's text, the parts of each by commitment, and where two of them are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from ogpsite import differences, prose
from ogpsite.model import records
from ogpsite.model.site import Site
from ogpsite.nouns import dataclass
from ogpsite.views.tongue import Tongue, View

Pair = tuple[records.Version, records.Version]
Paragraphs = tuple[differences.Paragraph, ...]


def compared_before(tongue: Tongue, version: records.Version) -> str:
    """Where a version is compared with the one before it; empty for the first one."""
    plan = tongue.site.by_uid.get(f"plan:{version.meta.parent}")
    if isinstance(plan, records.Plan):
        for old, new in pairwise(versions(tongue.site, plan)):
            if new is version:
                return tongue.href(address(old, new))
    return ""


def changed(tongue: Tongue, version: records.Version) -> View | None:
    """How many words were put in and taken out since the version before; None for the first one."""
    plan = tongue.site.by_uid[f"plan:{version.meta.parent}"]
    assert isinstance(plan, records.Plan)
    before = [old for old, new in pairwise(versions(tongue.site, plan)) if new is version]
    if not before:
        return None
    languages = shared_language(tongue, before[0], version)
    old, new = (parts(one.body.best(*languages)[1]) for one in (before[0], version))
    changes = (one for pair in matched(old, new) for one in chain(*part_changes(*pair)))
    out, into = differences.amount(changes)
    return {"out": out, "in": into, "href": tongue.href(address(before[0], version))}


def part_changes(old: Part | None, new: Part | None) -> tuple[Paragraphs, Paragraphs]:
    """The heading and the paragraphs of a part with their changes."""
    heading = differences.compare(*(((one.heading,) if one and one.heading else ()) for one in (old, new)))
    return heading, differences.compare(old.paragraphs if old else (), new.paragraphs if new else ())


@dataclass(frozen=True)
class Part:
    """A part of a plan's text: that of a commitment (by the `{#key}` of its heading), or another one by its title."""

    name: str
    heading: str
    anchor: str
    paragraphs: tuple[str, ...]


def versions(site: Site, plan: records.Plan) -> list[records.Version]:
    """The versions of a plan's text, the oldest first."""
    return sorted(site.parts(plan, records.Version), key=lambda one: (one.date, one.key))


def pairs(found: Sequence[records.Version]) -> list[Pair]:
    """Which versions are compared: each with the next, and the first with the last."""
    return [*pairwise(found), *([(found[0], found[-1])] if len(found) > 2 else [])]


def address(old: records.Version, new: records.Version) -> str:
    return f"/plans/{new.meta.parent}/versions/compare/{old.key}/{new.key}/"


def compared(tongue: Tongue, plan: records.Plan, one: records.Version | None = None) -> list[View]:
    """Links to the comparisons of a plan's versions, or to those of one version."""
    return [
        {
            "title": tongue.say("{first} and {second}", first=tongue.title(old), second=tongue.title(new)),
            "href": tongue.href(address(old, new)),
            "old": tongue.title(old),
            "new": tongue.title(new),
        }
        for old, new in pairs(versions(tongue.site, plan))
        if one is None or one in (old, new)
    ]


def parts(text: str) -> tuple[Part, ...]:
    """The parts of a text. A heading that names a commitment begins one, and so does any heading of no lower rank."""
    found: list[tuple[prose.Block | None, list[str]]] = [(None, [])]
    for block in prose.blocks(text):
        above = found[-1][0]
        if block.level and (block.anchor or above is None or block.level <= above.level):
            found.append((block, []))
        else:
            found[-1][1].append(block.words)
    named: dict[str, Part] = {}
    for heading, paragraphs in found:
        if heading or paragraphs:
            part = part_of(heading, paragraphs)
            name = part.name
            while name in named:
                name += "+"
            named[name] = Part(name, part.heading, part.anchor, part.paragraphs)
    return tuple(named.values())


def part_of(heading: prose.Block | None, paragraphs: Iterable[str]) -> Part:
    """A part by its heading; without `{#key}` it is known by its words, whatever its number."""
    if heading is None:
        return Part("", "", "", tuple(paragraphs))
    words = heading.words.lstrip("0123456789.() ").casefold()
    return Part(heading.anchor or f"~{words}", heading.words, heading.anchor, tuple(paragraphs))


def shared_language(tongue: Tongue, old: records.Version, new: records.Version) -> tuple[str, ...]:
    """The languages in which two versions are read: one that both have, the page's own first."""
    both = [code for code in tongue.languages if old.body[code] and new.body[code]]
    return tuple(dict.fromkeys((*both, *tongue.languages)))


def matched(old: Sequence[Part], new: Sequence[Part]) -> list[tuple[Part | None, Part | None]]:
    """The parts of two texts side by side, in the order of the new one; what is gone stands where it stood."""
    before = {part.name: part for part in old}
    after = {part.name for part in new}
    found: list[tuple[Part | None, Part | None]] = [(before.get(part.name), part) for part in new]
    at = 0
    for part in old:
        places = [n for n, (first, _) in enumerate(found) if first and first.name == part.name]
        if part.name in after:
            at = places[0] + 1
        else:
            found.insert(at, (part, None))
            at += 1
    return found


def history(tongue: Tongue, commitment: records.Commitment) -> list[View]:
    """A commitment's part in each version of its plan's text, and what changed since the version before."""
    plan = tongue.site.plan_of(commitment)
    rows: list[View] = []
    before: tuple[records.Version, Part] | None = None
    for one in versions(tongue.site, plan) if plan else ():
        part = own_part(tongue, one, commitment.key, one)
        if part is None:
            continue
        row: View = {**tongue.to(one), "date": tongue.day(one.date), "compare": None}
        row["href"] = f"{row['href']}#text-{part.anchor}"
        if before:
            old = before[0]
            first, second = (own_part(tongue, each, commitment.key, old, one) for each in (old, one))
            if first and second:
                row["compare"] = tongue.href(f"{address(old, one)}#part-{part.anchor}")
                paragraphs = differences.compare(
                    (first.heading, *first.paragraphs), (second.heading, *second.paragraphs)
                )
                row["out"], row["in"] = differences.amount(paragraphs)
        rows.append(row)
        before = (one, part)
    return rows


def own_part(tongue: Tongue, version: records.Version, key: str, *others: records.Version) -> Part | None:
    """The part of a version that belongs to a commitment, read in a language that the `others` have too."""
    languages = shared_language(tongue, others[0], others[-1])
    return next((part for part in parts(version.body.best(*languages)[1]) if part.anchor == key), None)
