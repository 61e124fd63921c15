"""Completion rates of some commitments, by each voice for itself, and by the IRM's ambition; each with its list."""

from __future__ import annotations

from collections.abc import Iterable

from ogpsite.derive.progress import AMBITIOUS, complete_by
from ogpsite.model.facts import AmbitionFacts, CommitmentFacts, ProgressFacts, Rate
from ogpsite.views import evidence, paged
from ogpsite.views.tongue import Tongue, View

OGP_FIGURES = "https://www.opengovpartnership.org/ogp-vital-signs-10-years-of-data-in-review"
RATE_WORDS = {
    ("all", "government"): "Of all commitments, withdrawn and unreported ones included",
    ("reported", "government"): "Of the commitments that were reported on",
    ("kept", "government"): "Of the commitments that were not withdrawn",
    ("milestones", "government"): "Of all milestones",
    ("all", "others"): "Of all commitments, unchecked ones included",
    ("checked", "others"): "Of the commitments that others looked at",
    ("all", "irm"): "Of all commitments, uncoded ones included",
    ("coded", "irm"): "Of the commitments that the IRM coded",
    ("high", "irm"): "Substantial or complete, of the commitments that the IRM coded",
}
LEVEL_WORDS = {
    "ambition:substantial": "Substantial",
    "ambition:modest": "Modest",
    "ambition:unclear": "Unclear",
    "impact:transformative": "Transformative",
    "impact:moderate": "Moderate",
    "impact:minor": "Minor",
    "impact:none": "None",
    "impact:worsens": "Worsens",
    "": "Not coded by the IRM",
}


def rates(tongue: Tongue, facts: ProgressFacts) -> list[View]:
    """Completion by each voice, over totals that are named."""
    return [rate(tongue, one) for one in facts.rates if one.whole and complete_by(facts, one.voice) is not None]


def rate(tongue: Tongue, one: Rate) -> View:
    voice = {
        "government": tongue.say("Government"),
        "others": tongue.say("Others"),
        "irm": tongue.say("The IRM"),
    }[one.voice]
    return {
        "voice": voice,
        "voice_key": one.voice,
        "key": one.key,
        "words": tongue.say(RATE_WORDS[one.key, one.voice]),
        "anchor": f"complete-{one.voice}-{one.key}",
        "commitments": commitment_links(tongue, paged.top(one.commitments)),
        "steps": [evidence.step_link(tongue, step) for step in paged.top(one.steps)],
        "part": one.part,
        "whole": one.whole,
        "share": tongue.said.percent(one.part, one.whole),
        "percent": round(100 * one.part / one.whole, 2),
        "main": one.key == "all",
    }


def ambition(tongue: Tongue, facts: ProgressFacts) -> View:
    """Completion by the IRM's ambition, each voice for itself, beside figures of all of OGP that are only recalled."""
    levels = [level(tongue, one) for one in facts.ambition] if any(one.level for one in facts.ambition) else []
    coded = [one for one in facts.ambition if one.level]
    high = [one for one in coded if one.level.partition(":")[2] in AMBITIOUS]
    total = sum(len(one.commitments) for one in coded)
    ambitious = sum(len(one.commitments) for one in high)
    both = sum(len(one.complete_irm) for one in high)
    return {
        "ambition": levels,
        "ambition_total": total,
        "ambitious_anchor": next((level_anchor(one) for one in high), ""),
        "ambitious": ambitious,
        "ambitious_share": tongue.said.percent(ambitious, total),
        "ambitious_complete": both if complete_by(facts, "irm") is not None else None,
        "ambitious_complete_share": tongue.said.percent(both, total),
        "ogp": {"ambitious": tongue.said.percent(20, 100), "both": tongue.said.percent(5, 100), "href": OGP_FIGURES},
    }


def level_anchor(one: AmbitionFacts) -> str:
    return f"ambition-{one.level.partition(':')[2] or 'none-coded'}"


def level(tongue: Tongue, one: AmbitionFacts) -> View:
    return {
        "level": one.level,
        "anchor": level_anchor(one),
        "words": tongue.say(LEVEL_WORDS[one.level]),
        "commitments": commitment_links(tongue, one.commitments),
        "reported": commitment_links(tongue, one.complete_reported),
        "irm": commitment_links(tongue, one.complete_irm),
    }


def commitment_links(tongue: Tongue, found: Iterable[CommitmentFacts]) -> list[View]:
    return [commitment_link(tongue, one) for one in found]


def commitment_link(tongue: Tongue, facts: CommitmentFacts) -> View:
    return {**tongue.to(facts.commitment), "number": facts.commitment.number}
