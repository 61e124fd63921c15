"""Rules of the self-check that may stand in the way of a build: only those that somebody chose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ogpsite.audit.data import gap_phrase
from ogpsite.audit.rules import RULES
from ogpsite.model.findings import Finding, Gap
from ogpsite.model.site import Site
from ogpsite.problems import Phrase, Place, Problem, did_you_mean, phrase


def rules_named(name: str) -> tuple[str, ...]:
    """The rules that a name means: a rule (`MR2.2-e`), a requirement (`MR2.2`) or a family (`MR`, `PROG`).

    Raises ValueError, with words for a person, where there is none.
    """
    wanted = name.strip().upper()
    found = tuple(one for one in RULES if wanted and (one.upper() == wanted or family(one, wanted)))
    if not found:
        hint = did_you_mean(name.strip(), RULES, phrase("the rules stand in docs/audit.md, such as PLACE-1 or MR2.2"))
        raise ValueError(f"{name!r} is no rule of the self-check; {hint}")
    return found


def family(rule: str, wanted: str) -> bool:
    """Whether a rule belongs to a family: what comes before a sign or digit that isn't part of the name."""
    return rule.upper().startswith(wanted) and not rule[len(wanted) :][:1].isalpha()


def refusals(findings: Iterable[Finding], site: Site, chosen: Iterable[str]) -> Iterator[Problem]:
    """What breaks the chosen rules, as errors at the records that break them."""
    names = frozenset(chosen)
    for finding in findings:
        if finding.rule.id in names and finding.state == "not_met":
            for gap in finding.gaps:
                yield refusal(finding, gap, site)


def refusal(finding: Finding, gap: Gap, site: Site) -> Problem:
    """One gap as an error."""
    rule = finding.rule
    words = phrase("{rule} is not met: {gap}", rule=rule.id, gap=gap_phrase(gap))
    if finding.plan:
        words = phrase("{rule} is not met ({plan}): {gap}", rule=rule.id, plan=finding.plan, gap=gap_phrase(gap))
    hint = phrase(
        "{title}: mend the records, or build without --refuse; `ogpsite audit` tells more", title=Phrase(rule.title, {})
    )
    return Problem(place_of(gap.record or f"plan:{finding.plan}", site), "self-check", words, hint)


def place_of(uid: str, site: Site) -> Place:
    """Where a record, or the record that a milestone is written in, stands; site.yaml where there is none."""
    holder = uid.partition("#")[0].replace("milestone:", "commitment:", 1)
    record = site.by_uid.get(holder)
    return record.meta.place if record and record.meta.place.path else Place("site.yaml")
