"""The first files of a site (`init`): it builds, and passes its own checks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ogpsite.model.kinds import slug
from ogpsite.nouns import dataclass
from ogpsite.start.writing import quoted


@dataclass(frozen=True)
class Answers:
    """What a new site is told: member, languages, lead agency, address, mailbox."""

    member: str
    languages: tuple[str, ...]
    lead_agency: str
    url: str
    email: str


def site_files(answers: Answers, day: datetime.date) -> Iterator[tuple[str, str]]:
    """The files of a small site that builds and passes its own checks, by path."""
    agency = slug(answers.lead_agency) or "lead-agency"
    yield (
        "site.yaml",
        SITE.format(
            title=quoted(f"Open government in {answers.member}"),
            country=quoted(answers.member),
            languages=", ".join(answers.languages),
            url=quoted(answers.url),
            agency=agency,
            agency_name=quoted(answers.lead_agency),
            email=quoted(answers.email),
        ),
    )
    yield "content/organisations.yaml", ORGANISATIONS.format(agency=agency, name=quoted(answers.lead_agency))
    yield "content/home.md", HOME.format(member=answers.member, agency=answers.lead_agency)
    yield "content/pages/about.md", ABOUT.format(member=answers.member, agency=answers.lead_agency)
    yield "content/pages/accessibility.md", ACCESSIBILITY
    yield "content/forum/forum.md", FORUM
    yield ".gitignore", "/output/\n/.ogpsite/cache/\n"


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
HOME = """\
---
---

This is the open government repository of {member}, kept by {agency}. It holds the action plans, how they were made
with the public, what the forum discussed, and what became of each commitment, with the evidence.
"""
ABOUT = """\
---
title: About this site
nav: 10
---

## What this is

{member} takes part in the Open Government Partnership (OGP). {agency} leads the process and keeps this repository.

## Who answers

Write to the contact at the foot of every page. Every page says when it was last updated.
"""
ACCESSIBILITY = """\
---
title: Accessibility
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
title: Open government forum
# mandate: What the forum is for.
# decides: consensus
# members:
#   - organisation: KEY
#     role: member
#     from: 2026-01-01
---
"""
