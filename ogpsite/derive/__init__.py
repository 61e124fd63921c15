"""What follows from the records and the day: statuses, lateness, answers, changes. Pure arithmetic.

The counting rules are those of content-model section 4; the day is the site's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from ogpsite.derive.answers import consultation_facts
from ogpsite.derive.changes import all_changes, corrections, dated_changes, last_updates, with_counts
from ogpsite.derive.checks import Checks
from ogpsite.derive.commitments import commitment_facts, strength
from ogpsite.derive.cycle import cycle_facts
from ogpsite.derive.facets import all_facets
from ogpsite.derive.gatherings import forum_facts, gathering_facts
from ogpsite.derive.plans import current_plan, plan_facts
from ogpsite.derive.progress import progress_of_all
from ogpsite.derive.proofs import all_proofs, all_updates
from ogpsite.derive.texts import untranslated
from ogpsite.model import records
from ogpsite.model.facts import Facts
from ogpsite.model.late import LateEach, LateMap
from ogpsite.model.noted import FRAMES, noted, read
from ogpsite.model.site import Site

__all__ = ["Checks", "derive", "ready", "strength"]


def derive(site: Site, pulse: Callable[[], None] = lambda: None) -> Facts:
    """All facts of a site, each made when it is first asked for: a page needs few of them.

    `pulse` is called before each; it may end the work.
    """
    return Derived(site, pulse)


class Derived(Facts):
    """The facts of a site. All of it is pure arithmetic, so it may as well be done late, and is done once."""

    site: Site

    def __init__(self, site: Site, pulse: Callable[[], None]) -> None:
        vars(self).update(site=site, pulse=pulse)

    def __reduce__(self) -> tuple[Any, ...]:
        return whole, ({name: getattr(self, name) for name in FACTS},)


def whole(facts: Mapping[str, Any]) -> Facts:
    """Facts that are all made: for other processes, which can't be asked to make them."""
    return Facts(**facts)


def ready(facts: Facts) -> Facts:
    """The facts with all of them made: where every page is to be made, workers share them."""
    for name in FACTS:
        found = getattr(facts, name)
        if isinstance(found, Mapping):
            dict(found)
    return facts


def of_each(
    make: Callable[[Site, Any], Any], *types: type[records.Record]
) -> Callable[[Site, Facts], Mapping[str, Any]]:
    """The facts of every record of some types, by identity, each made when it is first asked for."""
    return lambda site, facts: LateMap(
        (one.uid for type_ in types for one in site.all(type_)), lambda uid: make(pulsed(site, facts), site.by_uid[uid])
    )


def pulsed(site: Site, facts: Facts) -> Site:
    """The site, after the pulse of its facts."""
    vars(facts).get("pulse", lambda: None)()
    return site


FACTS: dict[str, Callable[[Site, Facts], Any]] = {
    "commitments": of_each(commitment_facts, records.Commitment),
    "plans": lambda site, facts: LateMap(
        (one.uid for one in site.all(records.Plan)),
        lambda uid: plan_facts(site, cast("records.Plan", site.by_uid[uid]), facts.commitments),
    ),
    "consultations": of_each(consultation_facts, records.Consultation),
    "gatherings": of_each(gathering_facts, records.Meeting, records.Event),
    "changes": lambda site, facts: with_counts(all_changes(site), facts.updates),
    "updated": lambda site, facts: LateEach("updated", lambda: last_updates(site, dated_changes(site))),
    "current": lambda site, facts: current_plan(facts.plans.values()),
    "untranslated": lambda site, facts: untranslated(site),
    "progress": lambda site, facts: progress_of_all(site, facts.commitments),
    "forums": lambda site, facts: forum_facts(site),
    "cycles": of_each(cycle_facts, records.Plan),
    "corrections": lambda site, facts: corrections(site),
    "proofs": lambda site, facts: tuple(all_proofs(site)),
    "updates": lambda site, facts: all_updates(site),
    "facets": all_facets,
}


WHOLE = ("updated",)  # made as a whole, and noted value by value


def late(name: str) -> Any:
    """A fact as an attribute that is made once, and remembers what was read for it."""

    def fact(facts: Derived) -> Any:
        known = vars(facts)
        found = known.get(name)
        if found is None:
            found = known[name] = noted(lambda: FACTS[name](pulsed(facts.site, facts), facts))
        if FRAMES:
            read(found[1])
        return found[0]

    return property(fact)


for _name in FACTS:
    setattr(Derived, _name, late(_name))
