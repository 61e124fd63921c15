"""What the page that compares two versions of a plan shows: word by word, part by part, and who asked for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ogpsite import differences, locales
from ogpsite.model import kinds, records
from ogpsite.views import texts
from ogpsite.views.shaped import response_line
from ogpsite.views.shell import PLANS, Frame, shell
from ogpsite.views.texts import Part
from ogpsite.views.tongue import Shown, Tongue, View


def page(tongue: Tongue, plan: records.Plan, old: records.Version, new: records.Version) -> View:
    """Two versions of a plan, compared by words."""
    languages = texts.shared_language(tongue, old, new)
    first, second = (one.body.best(*languages) for one in (old, new))
    language = second[0] if second[0] != tongue.language else ""
    found = texts.matched(texts.parts(first[1]), texts.parts(second[1]))
    parts = [part(tongue, plan, pair, n, (old, new), language) for n, pair in enumerate(found)]
    if language:
        tongue.fallen.add(language)
    shown = {one["uid"] for item in parts for one in item["responses"]}
    view = {
        "plan": tongue.to(plan),
        "old": {**tongue.to(old), "date": tongue.day(old.date)},
        "new": {**tongue.to(new), "date": tongue.day(new.date)},
        "others": [
            one | {"current": one["href"] == tongue.href(texts.address(old, new))}
            for one in texts.compared(tongue, plan)
        ],
        "language": language,
        "direction": locales.direction(language) if language else "",
        "parts": parts,
        "out": sum(one["out"] for one in parts),
        "put_in": sum(one["in"] for one in parts),
        "responses": [
            line for one in responses_to(tongue, new.uid) if (line := response_line(tongue, one))["uid"] not in shown
        ],
    }
    titles = {"first": tongue.title(old), "second": tongue.title(new)}
    title = tongue.say("What changed from “{first}” to “{second}”", **titles)
    crumbs = ((tongue.say(PLANS), "/plans/"), (tongue.title(plan), kinds.address_of(plan)))
    headings = tuple((one["anchor"], one["title"]) for one in parts if one["state"] != "same" and one["title"])
    return view | shell(tongue, Frame(title, texts.address(old, new), "", crumbs, None, "", headings, turning=False))


def part(
    tongue: Tongue,
    plan: records.Plan,
    pair: tuple[Part | None, Part | None],
    number: int,
    span: tuple[records.Version, records.Version],
    language: str,
) -> View:
    """A part of the text in both versions, with its changes and the answers that led to them."""
    old, new = pair
    known = new or old
    assert known
    heading, paragraphs = texts.part_changes(old, new)
    out, into = differences.amount((*heading, *paragraphs))
    commitment = tongue.site.by_uid.get(f"commitment:{plan.id}/{known.anchor}") if known.anchor else None
    answers = responses_for(tongue, commitment, span) if isinstance(commitment, records.Commitment) else ()
    return {
        "anchor": f"part-{known.anchor or number}",
        "title": Shown(known.heading, language),
        "state": "gone" if new is None else "new" if old is None else "changed" if out or into else "same",
        "heading": heading,
        "paragraphs": paragraphs,
        "out": out,
        "in": into,
        "commitment": tongue.to(commitment) if commitment else None,
        "responses": [response_line(tongue, one) for one in answers],
    }


def responses_to(tongue: Tongue, uid: str) -> list[records.Response]:
    """The answers whose effects name a record, in the order of their days."""
    found = tongue.site.mentioned_by(uid, "response", "effects")
    return sorted((one for one in found if isinstance(one, records.Response)), key=lambda one: (one.on, one.id))


def responses_for(
    tongue: Tongue, commitment: records.Commitment, span: tuple[records.Version, records.Version]
) -> Iterator[records.Response]:
    """The answers that changed a commitment between two versions.

    Where an answer names versions, it counts for those; else its day decides (a late one counts for the last version).
    """
    plan = tongue.site.plan_of(commitment)
    known = texts.versions(tongue.site, plan) if plan else []
    between = {one.uid for one in known if span[0].date < one.date <= span[1].date}
    uids = (commitment.uid, *(f"milestone:{commitment.id}#{one.key}" for one in commitment.milestones))
    found = dict.fromkeys(one for uid in uids for one in responses_to(tongue, uid))
    for one in sorted(found, key=lambda one: (one.on, one.id)):
        named = {ref.target for ref in one.effects if ref.target.startswith("version:")}
        if named & between if named else first_after(known, one.on) in between:
            yield one


def first_after(known: list[records.Version], day: datetime.date) -> str:
    """The version that an answer of a day could change: the first one after it, or the last one."""
    later = [one.uid for one in known if one.date >= day]
    return later[0] if later else known[-1].uid if known else ""
