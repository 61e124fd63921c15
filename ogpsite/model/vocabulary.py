"""The closed lists of the content model: code → English words. The words are message ids of the catalogues."""

from __future__ import annotations

from collections.abc import Mapping


class InContext(str):
    """English words that say for translators what they are said of: one English word may need several of theirs."""

    __slots__ = ("context",)
    context: str


def about(context: str, words: Mapping[str, str]) -> dict[str, str]:
    """The words of a closed list, all said of the same thing."""
    found: dict[str, str] = {}
    for code, text in words.items():
        found[code] = InContext(text)
        found[code].context = context  # type: ignore[attr-defined]
    return found


PUBLISH_KINDS = ("folder", "zip", "git", "sftp", "rsync", "s3")  # the kinds of targets of `publish`
SECTOR = {
    "government": "Government",
    "legislature": "Legislature",
    "judiciary": "Judiciary",
    "independent-body": "Independent public body",
    "local-government": "Local government",
    "civil-society": "Civil society",
    "academia": "Academia",
    "private-sector": "Private sector",
    "media": "Media",
    "multilateral": "Multilateral organisation",
    "other": "Other",
}
PLAN_STATUS = about(
    "plan",
    {
        "planned": "Planned",
        "co-creation": "In co-creation",
        "submitted": "Submitted",
        "implementation": "In implementation",
        "ended": "Ended",
    },
)
STATUS = about(
    "commitment",
    {
        "not_started": "Not started",
        "limited": "Limited",
        "in_progress": "In progress",
        "substantial": "Substantial",
        "complete": "Complete",
        "withdrawn": "Withdrawn",
    },
)
CHECK_RESULT = {"confirmed": "Confirmed", "disputed": "Disputed", "cannot_verify": "Cannot verify"}
OGP_VALUE = {
    "transparency": "Transparency",
    "participation": "Participation",
    "accountability": "Accountability",
    "inclusion": "Inclusion",
    "technology": "Technology",
}
CHALLENGE_AREA = {
    "access-to-information": "Access to Information",
    "anti-corruption": "Anti-Corruption",
    "civic-space": "Civic Space",
    "climate-and-environment": "Climate and Environment",
    "digital-governance": "Digital Governance",
    "fiscal-openness": "Fiscal Openness",
    "gender-and-inclusion": "Gender and Inclusion",
    "justice": "Justice",
    "media-freedom": "Media Freedom",
    "public-participation": "Public Participation",
}
MECHANISM = {
    "online-form": "Online form",
    "email": "E-mail",
    "workshop": "Workshop",
    "survey": "Survey",
    "assembly": "Assembly",
    "petition": "Petition",
    "platform": "Participation platform",
    "hearing": "Hearing",
    "other": "Other way of taking part",
}
CONSULTATION_STATUS = about(
    "consultation",
    {
        "planned": "Announced",
        "open": "Open",
        "closed": "Closed",
        "answered": "Answered",
        "cancelled": "Cancelled",
    },
)
ATTRIBUTION = about(
    "contribution",
    {
        "named": "Named",
        "organisation": "On behalf of an organisation",
        "pseudonym": "Under a pseudonym",
        "anonymous": "Anonymous",
        "withheld": "Name withheld",
    },
)
MODERATION = about(
    "contribution", {"published": "Published", "redacted": "Published in part", "rejected": "Not published"}
)
DECISION = about(
    "contribution",
    {
        "accepted": "Accepted",
        "partly_accepted": "Partly accepted",
        "already_covered": "Already covered",
        "not_accepted": "Not accepted",
        "out_of_scope": "Out of scope",
        "deferred": "Deferred",
        "referred": "Referred elsewhere",
        "needs_clarification": "Needs clarification",
    },
)
FORUM_DECIDES = {"advisory": "Advisory", "consensus": "By consensus", "vote": "By vote"}
ROLE = {
    "co-chair": "Co-chair",
    "member": "Member",
    "alternate": "Alternate",
    "secretariat": "Secretariat",
    "observer": "Observer",
}
SELECTED_BY = {
    "election": "Election",
    "invitation": "Invitation",
    "self-selection": "Self-selection",
    "appointment": "Appointment",
}
MEETING_KIND = {
    "forum": "Forum meeting",
    "results": "Presentation of results",
    "co-creation": "Co-creation",
    "public": "Public meeting",
    "subgroup": "Subgroup",
}
EVENT_KIND = {
    "outreach": "Outreach",
    "awareness": "Awareness raising",
    "workshop": "Workshop",
    "co-creation": "Co-creation",
    "training": "Training",
    "peer-exchange": "Peer exchange",
    "study-visit": "Study visit",
    "conference": "Conference",
    "hackathon": "Hackathon",
    "other": "Other event",
}
OPEN_TO = {"open": "Open to all", "invitation": "By invitation", "members": "Members only"}
ATTRIBUTION_RULE = {
    "named": "Speakers are named",
    "chatham-house": "Chatham House rule",
    "anonymous": "Speakers are not named",
}
DECISION_STATUS = about("decision", {"open": "Open", "done": "Done", "dropped": "Dropped"})
ASSESSMENT_KIND = {
    "irm-co-creation-brief": "IRM Co-Creation Brief",
    "irm-action-plan-review": "IRM Action Plan Review",
    "irm-results-report": "IRM Results Report",
    "irm-design-report": "IRM Design Report",
    "irm-implementation-report": "IRM Implementation Report",
    "irm-progress-report": "IRM Progress Report",
    "irm-end-of-term-report": "IRM End-of-Term Report",
    "self-assessment-mid-term": "Mid-term self-assessment",
    "self-assessment-end-of-term": "End-of-term self-assessment",
    "independent-review": "Independent review",
    "notice": "Notice",
}
STAGE = {"for-comment": "For comment", "final": "Final"}
YES_NO = {"yes": "Yes", "no": "No"}
ACCESSIBLE = {"yes": "Accessible", "no": "Not accessible", "unknown": "Accessibility not checked"}
SPECIFICITY = about("specificity", {"none": "None", "low": "Low", "medium": "Medium", "high": "High"})
AMBITION = about("ambition", {"unclear": "Unclear", "modest": "Modest", "substantial": "Substantial"})
IMPACT = about(
    "impact",
    {
        "worsens": "Worsens",
        "none": "None",
        "minor": "Minor",
        "moderate": "Moderate",
        "transformative": "Transformative",
    },
)
COMPLETION = about(
    "commitment",
    {
        "no_evidence": "No evidence available",
        "not_started": "Not started",
        "limited": "Limited",
        "substantial": "Substantial",
        "complete": "Complete",
    },
)
EARLY_RESULTS = about("early results", {"none": "None", "moderate": "Moderate", "significant": "Significant"})
OPENED_GOVERNMENT = about(
    "opening of government",
    {
        "worsened": "Worsened",
        "did_not_change": "Did not change",
        "marginal": "Marginal",
        "major": "Major",
        "outstanding": "Outstanding",
    },
)
RECOMMENDATION_RESPONSE = about(
    "recommendation",
    {
        "accepted": "Accepted",
        "partly": "Partly accepted",
        "rejected": "Rejected",
        "none": "No response",
    },
)
RECOMMENDATION_STATUS = about(
    "recommendation", {"open": "Open", "in_progress": "In progress", "done": "Done", "dropped": "Dropped"}
)
PHASE = {"co-creation": "Co-creation", "implementation": "Implementation"}
SUPPORT_KIND = {
    "guidance": "Guidance",
    "outreach": "Outreach",
    "political-engagement": "Political engagement",
    "technical-assistance": "Technical assistance",
    "convening": "Convening",
    "peer-exchange": "Peer exchange",
    "micro-grant": "Micro-grant",
    "trust-fund": "Trust fund",
    "learning": "Learning",
    "other": "Other support",
}
SUPPORT_STATUS = about(
    "support", {"requested": "Requested", "agreed": "Agreed", "received": "Received", "closed": "Closed"}
)
MEMBER_KIND = {"national": "National member", "local": "Local member"}
MEMBER_STATUS = about(
    "member of OGP",
    {
        "active": "Active",
        "under-review": "Under procedural review",
        "inactive": "Inactive",
        "suspended": "Suspended",
        "withdrawn": "Withdrawn",
    },
)
SEASONS = {"north": "Northern seasons", "south": "Southern seasons"}
COMPRESS = {"gzip": "Gzip", "brotli": "Brotli"}
SEARCH = {"on": "On", "off": "Off", "pagefind": "By Pagefind"}
RULES = {
    "national-2022": "National rules of 2022",
    "national-2017": "National rules of 2017",
    "local": "Local rules",
}
DOCUMENT_TYPE = {
    "letter-of-intent": "Letter of intent",
    "action-plan-draft": "Draft action plan",
    "action-plan-final": "Action plan",
    "action-plan-amendment": "Amendment of the action plan",
    "commitment-letter": "Letter of commitment",
    "co-creation-timeline": "Co-creation timeline",
    "methodology": "Methodology",
    "selection-criteria": "Selection criteria",
    "stakeholder-map": "Stakeholder map",
    "outreach-invitation": "Invitation",
    "outreach-report": "Outreach report",
    "consultation-notice": "Notice of consultation",
    "consultation-report": "Consultation report",
    "contribution": "Contribution",
    "reasoned-response": "Reasoned response",
    "forum-rules": "Rules of the forum",
    "membership-list": "List of members",
    "agenda": "Agenda",
    "minutes": "Minutes",
    "presentation": "Presentation",
    "transcript": "Transcript",
    "recording": "Recording",
    "attendance-summary": "Summary of attendance",
    "progress-report": "Progress report",
    "deliverable": "Deliverable",
    "independent-review": "Independent review",
    "self-assessment-draft": "Draft self-assessment",
    "self-assessment-final": "Self-assessment",
    "irm-brief": "IRM brief",
    "irm-review": "IRM review",
    "irm-results": "IRM results report",
    "irm-government-response": "Government's response to the IRM",
    "contrary-to-process-letter": "Letter on acting contrary to process",
    "delay-letter": "Letter on a delay",
    "press": "Press",
    "dataset": "Dataset",
    "accessibility-statement": "Accessibility statement",
    "privacy-notice": "Privacy notice",
}

VOCABULARIES = {name: value for name, value in sorted(globals().items()) if name.isupper() and isinstance(value, dict)}

# accessibility statements, by the model of Implementing Decision (EU) 2018/1523
CONFORMANCE = {
    "full": "Fully compliant",
    "partial": "Partially compliant",
    "none": "Not compliant",
    "unknown": "Not assessed yet",
}
EXEMPTION = {
    "non-compliance": "Not compliant with the standard",
    "disproportionate-burden": "Disproportionate burden",
    "outside-scope": "Outside the scope of the law",
}
ASSESSED = {"self": "A self-assessment", "external": "An assessment by others"}
