"""The first files of a site (`init`): it builds, and passes its own checks."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterator, Mapping

from ogpsite.model.kinds import slug
from ogpsite.nouns import dataclass
from ogpsite.problems import Say, phrase
from ogpsite.start.writing import quoted


@dataclass(frozen=True)
class Answers:
    """What a new site is told: member, languages, lead agency, address, mailbox."""

    member: str
    languages: tuple[str, ...]
    lead_agency: str
    url: str
    email: str


def site_files(answers: Answers, day: datetime.date, say: Say = str) -> Iterator[tuple[str, str]]:
    """The files of a small site that builds and passes its own checks, by path.

    `say` puts what readers will see into the site's first language; comments for editors are English.
    """
    named = {"member": answers.member, "agency": answers.lead_agency}
    agency = slug(answers.lead_agency) or "lead-agency"
    yield (
        "site.yaml",
        SITE.format(
            title=quoted(say(phrase("Open government in {member}", member=answers.member))),
            country=quoted(answers.member),
            languages=", ".join(answers.languages),
            url=quoted(answers.url),
            agency=agency,
            agency_name=quoted(answers.lead_agency),
            email=quoted(answers.email),
        ),
    )
    yield "content/organisations.yaml", ORGANISATIONS.format(agency=agency, name=quoted(answers.lead_agency))
    welcome = phrase(
        "This is the open government repository of {member}, kept by {agency}. It holds the action plans, how they "
        "were made with the public, what the forum discussed, and what became of each commitment, with the evidence.",
        **named,
    )
    yield "content/home.md", f"---\n---\n\n{paragraph(say(welcome))}"
    yield "content/pages/about.md", about(named, say)
    yield "content/pages/accessibility.md", ACCESSIBILITY.format(title=quoted(say(phrase("Accessibility"))))
    yield "content/forum/forum.md", FORUM.format(title=quoted(say(phrase("Open government forum"))))
    yield ".gitignore", "/output/\n/.ogpsite/cache/\n"


def about(named: Mapping[str, str], say: Say) -> str:
    """The page on who keeps the site."""
    leads = phrase(
        "{member} takes part in the Open Government Partnership (OGP). {agency} leads the process and keeps this "
        "repository.",
        **named,
    )
    answers = phrase("Write to the contact at the foot of every page. Every page says when it was last updated.")
    return ABOUT.format(
        title=quoted(say(phrase("About this site"))),
        what=say(phrase("What this is")),
        leads=paragraph(say(leads)),
        who=say(phrase("Who answers")),
        answers=paragraph(say(answers)),
    )


def paragraph(words: str) -> str:
    """A paragraph in lines that are no longer than an editor's window."""
    return textwrap.fill(words, 115, break_long_words=False, break_on_hyphens=False) + "\n"


SITE = """\
# Settings of the site. Every field is described in the field reference of the docs.
model: 1
title: {title}
country: {country}
# Languages of the site; the first is the default one. Add others here, then translate: NAME.fr.md beside NAME.md.
languages: [{languages}]
# Where the site will be published, with its path if it lies in a sub-folder.
url: {url}
# A key of content/organisations.yaml.
lead_agency: {agency}
contact:
  name: {agency_name}
  email: {email}
# Where readers report an error; without it, the contact above.
# report_error: {email}
licence: CC-BY-4.0
"""
ORGANISATIONS = """\
# The register of bodies: a key for each, which commitments, meetings and responses then use.
# Sectors: government, legislature, judiciary, independent-body, local-government, civil-society, academia,
# private-sector, media, multilateral, other.
{agency}:
  name: {name}
  sector: government
"""
ABOUT = """\
---
title: {title}
nav: 10
---

## {what}

{leads}
## {who}

{answers}"""
ACCESSIBILITY = """\
---
title: {title}
# Check the site once a year (the self-check A11Y-1 asks for it), then say here when, and what you found.
# reviewed_on: 2026-01-31
statement:
  # full, partial or none, as soon as you have checked; barriers are what not everybody can use yet.
  conformance: unknown
  # prepared_on: 2026-01-31
  # answer_within_days: 14
  # barriers:
  #   - text: Older PDF files are scans.
  #     alternative: We type one when you ask for it.
  # enforcement:
  #   name: Whom people turn to when your answer doesn't help
---
"""
FORUM = """\
---
title: {title}
# mandate: What the forum is for.
# decides: consensus
# members:
#   - organisation: KEY
#     role: member
#     from: 2026-01-01
---
"""
