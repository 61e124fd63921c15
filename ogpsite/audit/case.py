"""What a rule is given, what it answers, and the arithmetic that rules share: windows, years, limits."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from operator import attrgetter

from ogpsite.model import records
from ogpsite.model.dates import months_later
from ogpsite.model.facts import Change, CommitmentFacts, Facts, Proof
from ogpsite.model.findings import Day, Figure, Gap, Rule, Window, worst
from ogpsite.model.ledger import Address
from ogpsite.model.once import once
from ogpsite.model.site import Site
from ogpsite.nouns import dataclass

DAY = datetime.timedelta(days=1)
NO_PLAN = records.Plan()


@dataclass(frozen=True, kw_only=True)
class Case:
    """One rule, to be decided for one plan (or for the site) on a day.

    The site holds what is known on its own day. `day` is that day, or a later one, to see what time alone will change:
    nothing that is to happen after the site's day counts as having happened. `dead` holds, by record, the links in its
    texts that lead nowhere, `lost` the published addresses that no longer answer (None without a ledger), `changed`
    the files that were published with other bytes. `rules` are all rules of the set.
    """

    site: Site
    facts: Facts
    rule: Rule
    day: Day
    plan: records.Plan = NO_PLAN
    dead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lost: tuple[Address, ...] | None = None
    changed: tuple[Address, ...] = ()
    rules: Mapping[str, Rule] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """A figure of the rule."""
        return int(self.rule.figures[name])

    @property
    def opening(self) -> Day:
        """The first day of the plan's development; of the plan, where that isn't known."""
        return self.plan.development_start or self.plan.start

    @property
    def closing(self) -> Day:
        """The last day of the plan's development: the final plan is out; else the day before the plan begins."""
        known = [day for day in (self.plan.development_end, self.plan.published_on) if day]
        return max(known) if known else self.plan.start - DAY

    @property
    def until(self) -> Day:
        """The day itself; for an ended plan its last day."""
        return min(self.day, self.plan.end)

    @property
    def published(self) -> Day | None:
        """The day of the final plan, once it is out."""
        day = self.plan.published_on
        return day if day and day <= self.day else None

    @property
    def commitments(self) -> tuple[CommitmentFacts, ...]:
        """The plan's commitments that aren't withdrawn."""
        found = self.facts.plans[self.plan.uid].commitments
        return tuple(one for one in found if not one.commitment.withdrawn)

    @property
    def nothing_promised(self) -> tuple[str]:
        """The remark on a plan without such commitments: it has none, or took all of them back."""
        return ("all-withdrawn" if self.facts.plans[self.plan.uid].commitments else "no-commitments",)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a rule answers. `borders` are the first days on which time alone may change the state."""

    state: str
    proofs: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[Gap, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    windows: tuple[Window, ...] = ()
    remarks: tuple[str, ...] = ()
    borders: tuple[Day, ...] = ()


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a plan: `end` is its last day, cut off by the plan's; `days` those of the whole year."""

    number: int
    start: Day
    end: Day
    days: int

    @property
    def whole(self) -> bool:
        return (self.end - self.start).days + 1 == self.days


def plan_years(plan: records.Plan) -> Iterator[Year]:
    """The years of a plan: twelve months each from its first day; the last may be cut off."""
    number = 1
    while (start := months_later(plan.start, 12 * (number - 1))) <= plan.end:
        after = months_later(plan.start, 12 * number)
        yield Year(number, start, min(after - DAY, plan.end), (after - start).days)
        number += 1


def needed(year: Year, figure: int) -> int:
    """How many of `figure` a year a plan's year asks for: all, or the whole number of its share where it is cut off."""
    return figure if year.whole else figure * ((year.end - year.start).days + 1) // year.days


def by_windows(windows: tuple[Window, ...], **rest: object) -> Verdict:
    """A verdict that is the worst of its windows, with their proofs and gaps together."""
    proofs = unique(uid for window in windows for uid in window.proofs)
    gaps = tuple(gap for window in windows for gap in window.gaps)
    state = worst(window.state for window in windows)
    return Verdict(state=state, proofs=proofs, gaps=gaps, windows=windows, **rest)  # type: ignore[arg-type]


def within(updates: tuple[Change, ...], first: Day, last: Day) -> tuple[Change, ...]:
    """Those updates, which are in order, that lie between two days, with these."""
    start = bisect_left(updates, first, key=day_of)
    return updates[start : bisect_right(updates, last, lo=start, key=day_of)]


day_of: Callable[[Change], Day] = attrgetter("day")


def unique(uids: Iterable[str]) -> tuple[str, ...]:
    """The identities once each, in their order."""
    return tuple(dict.fromkeys(uids))


def by_holder(case: Case) -> dict[str, list[Proof]]:
    """The proofs that are more than a title, by the record that holds them."""
    return grouped(case.facts)


@once
def grouped(facts: Facts) -> dict[str, list[Proof]]:
    found: dict[str, list[Proof]] = {}
    for proof in facts.proofs:
        if proof.strength != "none":
            found.setdefault(proof.source, []).append(proof)
    return found


def development_consultations(case: Case, cancelled: bool = False) -> tuple[records.Consultation, ...]:
    """The consultations on the making of the plan: its own (or nobody's) that open before its development closes.

    Those that were cancelled are left out, unless they are asked for.
    """
    found = []
    for one in case.site.all(records.Consultation):
        own = one.plan is not None and one.plan.target == case.plan.uid
        free = one.plan is None and case.plan.development_start is not None and one.opens >= case.opening
        if (own or free) and (cancelled or one.status != "cancelled") and one.opens <= case.closing:
            found.append(one)
    return tuple(sorted(found, key=lambda one: (one.opens, one.id)))


def papers(case: Case, types: tuple[str, ...], own_day: bool = False) -> Iterator[tuple[Day | None, str]]:
    """Documents and listed papers of some types that belong to the plan's development: their day, and their holder.

    The day is that of publication; with `own_day` the paper's own, and documents count, too, that say of no record
    that they are about it.
    """
    about = {case.plan.uid, *(one.uid for one in development_consultations(case))}
    for document in case.site.all(records.Document):
        if document.type in types and (
            (own_day and not document.about) or any(r.target in about for r in document.about)
        ):
            yield document.date if own_day else document.published_on or document.date, document.uid
    for holder, proofs in by_holder(case).items():
        if holder in about:
            yield from ((proof.evidence.date, holder) for proof in proofs if proof.evidence.type in types)
