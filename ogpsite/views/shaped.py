"""What shaped a commitment: contributions, the answers that speak of it, meetings, recommendations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from ogpsite import prose
from ogpsite.model import records, vocabulary
from ogpsite.views.shell import lead
from ogpsite.views.tongue import Shown, Tongue, View, related


def shaped_by(tongue: Tongue, one: records.Commitment) -> View:
    """Contributions that shaped a commitment, the answers that speak of it, and where it was presented."""
    uids = {one.uid, *(f"milestone:{one.id}#{item.key}" for item in one.milestones)}
    contributions = dict.fromkeys(
        (*(tongue.site.get(ref) for ref in one.origin), *tongue.site.mentioned_by(one.uid, "contribution", "about"))
    )
    responses = dict.fromkeys(
        found for uid in sorted(uids) for found in tongue.site.mentioned_by(uid, "response", "effects")
    )
    meetings = dict.fromkeys(
        found for kind in ("meeting", "event") for found in tongue.site.mentioned_by(one.uid, kind)
    )
    return {
        "contributions": [contribution_line(tongue, item) for item in contributions if item],
        "responses": [response_line(tongue, item) for item in responses if isinstance(item, records.Response)],
        "meetings": [
            {**tongue.to(item), "date": tongue.day(item.date)}
            for item in sorted(cast("Iterable[records.Gathering]", meetings), key=lambda item: (item.date, item.id))
        ],
        "news": related(tongue, one, "news"),
        "documents": related(tongue, one, "document"),
        "support": related(tongue, one, "support"),
        "recommendations": recommendations_for(tongue, one),
    }


def contribution_line(tongue: Tongue, one: records.Record) -> View:
    assert isinstance(one, records.Contribution)
    language, found = (one.text or one.body).best(*tongue.languages)
    words = Shown(prose.cut(" ".join(found.split()), 160), "" if language == tongue.language else language)
    return {**tongue.to(one), "key": one.key, "words": words}


def response_line(tongue: Tongue, one: records.Response) -> View:
    return {
        **tongue.to(one),
        "decision": one.decision,
        "decision_words": tongue.label(vocabulary.DECISION, one.decision),
        "reasons": lead(tongue, one.reasons),
        "on": tongue.day(one.on),
    }


def recommendations_for(tongue: Tongue, one: records.Commitment) -> list[View]:
    """Recommendations that this commitment carries out."""
    return [
        {"assessment": tongue.to(assessment), "text": lead(tongue, item.text), "key": item.key}
        for assessment in tongue.site.all(records.Assessment)
        for item in assessment.recommendations
        if item.action and item.action.target == one.uid
    ]
