"""The words of OGP in plain language, and on which pages each is explained."""

from __future__ import annotations

from ogpsite.parts import Several
from ogpsite.views.retold import retold
from ogpsite.views.tongue import Tongue, View

ADDRESS = "/glossary/"
TERMS = {
    "ogp": (
        "Open Government Partnership (OGP)",
        "Countries and cities that make plans together with civil society to govern more openly, and let "
        "others check what came of them.",
    ),
    "action-plan": (
        "Action plan",
        "What a government promises for two to four years, written together with civil society.",
    ),
    "commitment": (
        "Commitment",
        "One promise of an action plan: the problem, what will be done about it, by whom and until when.",
    ),
    "milestone": (
        "Milestone",
        "A step of a commitment that can be checked, with the day by which it is due.",
    ),
    "co-creation": (
        "Co-creation",
        "Government and others write a plan together: they agree on problems, and everybody hears what "
        "became of their ideas.",
    ),
    "forum": (
        "Multi-stakeholder forum",
        "The group of government and civil society that leads the work and meets regularly. Its minutes are public.",
    ),
    "point-of-contact": (
        "Point of contact",
        "The office in government that answers for the work in OGP.",
    ),
    "reasoned-response": (
        "Reasoned response",
        "The government's answer to what people proposed: what it takes up, what it doesn't, and why.",
    ),
    "irm": (
        "Independent Reporting Mechanism (IRM)",
        "Researchers of OGP who are not part of government. They judge each plan and its results.",
    ),
    "ambition": (
        "Potential for results",
        "How much a commitment could change if it were carried out, in the view of the IRM.",
    ),
    "evidence": (
        "Evidence",
        "What shows that something was done: a law, a data set, a photograph. The best kind is kept here,"
        " so that it can't vanish.",
    ),
    "overdue": (
        "Overdue",
        "The day that was first promised is over, and it isn't done. A later day that is announced "
        "doesn't change that.",
    ),
}

QUESTIONS = {
    # what a reader asks where a word stands first
    "ogp": "What is the Open Government Partnership?",
    "action-plan": "What is an action plan?",
    "commitment": "What is a commitment?",
    "milestone": "What is a milestone?",
    "co-creation": "What is co-creation?",
    "forum": "What is a multi-stakeholder forum?",
    "point-of-contact": "What is a point of contact?",
    "reasoned-response": "What is a reasoned response?",
    "irm": "What is the IRM?",
    "ambition": "What is the potential for results?",
    "evidence": "What counts as evidence?",
    "overdue": "When is one overdue?",
}
SECTIONS = {
    # the words that come first in each section of the site, by the first part of its addresses; pages of
    # commitments explain theirs beside the parts in which they stand
    "": ("ogp", "commitment", "milestone", "overdue"),
    "plans": ("action-plan", "co-creation", "milestone", "overdue"),
    "commitments": ("commitment", "milestone", "overdue"),
    "policy-areas": ("commitment", "milestone", "overdue"),
    "organisations": ("commitment", "milestone"),
    "progress": ("milestone", "overdue", "evidence", "irm"),
    "standards": ("ogp", "co-creation", "irm"),
    "consultations": ("co-creation", "reasoned-response", "commitment"),
    "forum": ("forum", "co-creation", "point-of-contact"),
    "assessments": ("irm", "ambition"),
    "support": ("ogp", "co-creation"),
    "changes": ("commitment", "milestone", "reasoned-response"),
}


def term(tongue: Tongue, key: str) -> View:
    word, meaning = TERMS[key]
    return {"word": tongue.say(word), "meaning": tongue.say(meaning)}


@retold
def of_places(tongue: Tongue, section: str) -> list[View]:
    """The explanations at the head of the pages of a section."""
    return Several({"key": key, **found} for key, found in explained(tongue, *SECTIONS.get(section, ())).items())


def explained(tongue: Tongue, *keys: str) -> View:
    """The explanations that a page gives where it uses the words."""
    return {
        key: {**term(tongue, key), "question": tongue.say(QUESTIONS[key]), "href": tongue.href(f"{ADDRESS}#{key}")}
        for key in keys
    }


def of_section(tongue: Tongue, address: str, kind: str = "") -> list[View]:
    """The explanations that stand at the head of a page, by its address and the kind of its record."""
    return [] if kind == "commitment" else of_places(tongue, address.split("/")[1])
