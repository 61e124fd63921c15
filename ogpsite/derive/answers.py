"""What came in to a consultation, and what was answered."""

from __future__ import annotations

import datetime
import re

from ogpsite.model import records
from ogpsite.model.facts import (
    ConsultationFacts,
)
from ogpsite.model.site import Site
from ogpsite.model.vocabulary import DECISION


def consultation_facts(site: Site, consultation: records.Consultation) -> ConsultationFacts:
    """What came in and what was answered."""
    contributions = site.parts(consultation, records.Contribution)
    responses = tuple(sorted(site.parts(consultation, records.Response), key=lambda one: (one.on, one.id)))
    owed = tuple(one for one in contributions if one.moderation != "rejected" and not one.withdrawn)
    answers: dict[str, list[records.Response]] = {}
    for response in responses:
        for ref in response.answers:
            for uid in [one.uid for one in owed] if ref.target == "all" else [ref.target]:
                answers.setdefault(uid, []).append(response)
    unanswered = tuple(one for one in owed if one.uid not in answers)
    closed = consultation.closes < site.day
    counted = consultation.counts.contributions if consultation.counts else None
    states = {one.uid: state_of(one, one.uid in answers, closed) for one in contributions}
    return ConsultationFacts(
        consultation=consultation,
        status=consultation_status(consultation, site.day, bool(owed), not unanswered),
        contributions=contributions,
        responses=responses,
        owed=owed,
        unanswered=unanswered,
        late_on=site.day if unanswered and closed else None,
        answers={uid: tuple(found) for uid, found in answers.items()},
        decisions={code: sum(one.decision == code for one in responses) for code in DECISION},
        received=max(len(contributions), counted or 0),
        states=states,
        answer_days={
            uid: max(0, (min(one.on for one in found) - consultation.closes).days) for uid, found in answers.items()
        },
        without_reasons=tuple(one for one in responses if not has_reasons(one)),
    )


def state_of(one: records.Contribution, answered: bool, closed: bool) -> str:
    """Where a contribution stands: withdrawn, rejected, answered, waiting, or unanswered after the close."""
    if one.withdrawn:
        return "withdrawn"
    if one.moderation == "rejected":
        return "rejected"
    if answered:
        return "answered"
    return "unanswered" if closed else "waiting"


NO_REASONS = frozenset({"", "tbd", "tba", "xxx", "na", "n/a", "none", "no", "lorem ipsum", "todo"})


def has_reasons(response: records.Response) -> bool:
    """Whether an answer says why: any words in any language that are more than a placeholder."""
    texts = (response.reasons[language] for language in response.reasons)
    return any(re.sub(r"[^\w/ ]+", "", text).strip().lower() not in NO_REASONS for text in texts)


def consultation_status(consultation: records.Consultation, day: datetime.date, owed: bool, answered: bool) -> str:
    """Announced, open, closed or answered, by the day; what is written wins."""
    if consultation.status:
        return consultation.status
    if day < consultation.opens:
        return "planned"
    if day <= consultation.closes:
        return "open"
    return "answered" if owed and answered else "closed"
