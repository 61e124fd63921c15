"""What came in to a consultation, and what was answered."""

from __future__ import annotations

import datetime

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
    return ConsultationFacts(
        consultation=consultation,
        status=consultation_status(consultation, site.day, bool(owed), not unanswered),
        contributions=contributions,
        responses=responses,
        owed=owed,
        unanswered=unanswered,
        unanswered_days=(site.day - consultation.closes).days if unanswered and closed else 0,
        answers={uid: tuple(found) for uid, found in answers.items()},
        decisions={code: sum(one.decision == code for one in responses) for code in DECISION},
    )


def consultation_status(consultation: records.Consultation, day: datetime.date, owed: bool, answered: bool) -> str:
    """Announced, open, closed or answered, by the day; what is written wins."""
    if consultation.status:
        return consultation.status
    if day < consultation.opens:
        return "planned"
    if day <= consultation.closes:
        return "open"
    return "answered" if owed and answered else "closed"
