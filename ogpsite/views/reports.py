"""What is reported of a commitment: by the government and by others, in checks, and in the codes of the IRM."""

from __future__ import annotations

from collections.abc import Mapping

from ogpsite.model import records, vocabulary
from ogpsite.model.facts import CommitmentFacts, IrmCodes
from ogpsite.model.values import Text
from ogpsite.views.tongue import Shown, Tongue, View


def status_words(tongue: Tongue, status: str) -> object:
    """A status in words; without a report it says so, and not "not started"."""
    return tongue.label(vocabulary.STATUS, status) or tongue.say("No report")


def report(tongue: Tongue, facts: CommitmentFacts, one: records.Progress) -> View:
    """A progress report, whole."""
    origin = one.meta.place.path
    titles = {item.milestone.key: item.milestone.title for item in facts.milestones}
    corrected_by = facts.corrections.get(one.uid, "")
    reporter = tongue.link(one.reported_by) or (
        tongue.link(facts.commitment.lead[0]) if facts.commitment.lead else None
    )
    return {
        "key": one.key,
        "title": tongue.title(one),
        "reported_on": tongue.day(one.reported_on),
        "by": reporter,
        "others": not facts.is_own(one),
        "status": one.status,
        "status_words": status_words(tongue, one.status),
        "raw_status": one.raw_status,
        "summary": tongue.long(one.summary, f"report-{one.key}-summary", 4, origin),
        "body": tongue.long(one.body, f"report-{one.key}-text", 4, origin),
        "challenges": tongue.long(one.challenges, f"report-{one.key}-challenges", 4, origin),
        "next_steps": tongue.long(one.next_steps, f"report-{one.key}-next", 4, origin),
        "evidence": tongue.proofs(one.evidence),
        "corrected_by": corrected_by.rpartition("@")[2],
        "correction_of": one.correction_of.target.rpartition("@")[2] if one.correction_of else "",
        "draft": bool(one.draft or (one.published_on and one.published_on > tongue.site.day)),
        "milestones": [reported_milestone(tongue, one, item, titles) for item in one.milestones],
    }


def reported_milestone(
    tongue: Tongue, report: records.Progress, one: records.MilestoneReport, titles: Mapping[str, Text]
) -> View:
    """What a report says of a milestone; `titles` are those of the commitment's milestones by key."""
    origin = report.meta.place.path
    return {
        "key": one.key,
        "title": tongue.text(titles[one.key]) if one.key in titles else Shown(one.key),
        "status": one.status,
        "status_words": status_words(tongue, one.status),
        "raw_status": one.raw_status,
        "percent": one.percent,
        "percent_words": tongue.said.percent(one.percent, 100) if one.percent is not None else "",
        "summary": tongue.long(one.summary, f"report-{report.key}-{one.key}-summary", 5, origin),
        "challenges": tongue.long(one.challenges, f"report-{report.key}-{one.key}-challenges", 5, origin),
        "evidence": tongue.proofs(one.evidence),
        "due": tongue.due(one.due),
    }


def check(tongue: Tongue, one: records.Check) -> View:
    """What somebody outside government found, with the note and the proofs."""
    note = tongue.long(one.note, f"check-{one.key}", 4, one.meta.place.path)
    return found(tongue, one) | {"note": note, "evidence": tongue.proofs(one.evidence)}


def found(tongue: Tongue, one: records.Check) -> View:
    """What somebody outside government found, in short."""
    return {
        "key": one.key,
        "by": tongue.party(one.by),
        "on": tongue.day(one.on),
        "milestone": tongue.link(one.milestone),
        "result": one.result,
        "result_words": tongue.label(vocabulary.CHECK_RESULT, one.result),
        "status": one.status,
        "status_words": tongue.label(vocabulary.STATUS, one.status),
    }


def irm(tongue: Tongue, found: IrmCodes) -> View:
    """The IRM's codes from one assessment."""
    codes = found.codes
    rows = (
        ("verifiable", tongue.say("Verifiable"), [codes.verifiable], vocabulary.YES_NO),
        ("specificity", tongue.say("Specificity"), [codes.specificity], vocabulary.SPECIFICITY),
        ("relevance", tongue.say("Open government lens"), codes.relevance, vocabulary.YES_NO | vocabulary.OGP_VALUE),
        ("ambition", tongue.say("Potential for results"), [codes.ambition], vocabulary.AMBITION),
        ("impact", tongue.say("Potential impact"), [codes.impact], vocabulary.IMPACT),
        ("completion", tongue.say("Completion"), [codes.completion], vocabulary.COMPLETION),
        ("early_results", tongue.say("Early results"), [codes.early_results], vocabulary.EARLY_RESULTS),
        (
            "opened_government",
            tongue.say("Did it open government?"),
            [codes.opened_government],
            vocabulary.OPENED_GOVERNMENT,
        ),
        ("promising", tongue.say("Promising"), [codes.promising], vocabulary.YES_NO),
        ("starred", tongue.say("Starred"), [codes.starred], vocabulary.YES_NO),
    )
    return {
        "assessment": tongue.to(found.assessment),
        "published_on": tongue.day(found.assessment.published_on),
        "completion": codes.completion or "",
        "completion_words": tongue.label(vocabulary.COMPLETION, codes.completion),
        "codes": [
            {"key": key, "name": name, "words": [tongue.label(vocabulary_, code) for code in given if code]}
            for key, name, given, vocabulary_ in rows
            if any(given)
        ],
    }
