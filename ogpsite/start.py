"""First files: a new site (`init`), and a new record with helpful comments (`new`). Never overwrites anything."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ogpsite.model import kinds
from ogpsite.model.fields import Field, fields_of
from ogpsite.model.kinds import slug
from ogpsite.problems import Place, Problem, Refused, did_you_mean


@dataclass(frozen=True)
class Answers:
    """What a new site is told: member, languages, lead agency, address, mailbox."""

    member: str
    languages: tuple[str, ...]
    lead_agency: str
    url: str
    email: str


def quoted(text: str) -> str:
    """A text as YAML holds it safely on one line."""
    return json.dumps(text, ensure_ascii=False)


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
    yield "content/forum/forum.md", FORUM
    yield ".gitignore", "/output/\n/.ogpsite/cache/\n"


def create(root: Path, files: Iterable[tuple[str, str]]) -> list[Path]:
    """Writes files below a folder. Raises Refused, before writing any, where one is already there."""
    found = list(files)
    there = [path for path, _ in found if (root / path).exists()]
    if there:
        message = f"{there[0]} is already there"
        hint = "choose another name or folder; nothing was written"
        raise Refused(Problem(Place(str(root)), "output", message, hint))
    made = []
    for path, text in found:
        target = root / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="\n")
        except OSError as error:
            raise Refused(Problem(Place(str(target)), "output", f"it can't be written: {error.strerror}", "")) from None
        made.append(target)
    return made


def record_file(kind: str, name: str, known: Mapping[str, Iterable[str]], day: datetime.date) -> tuple[str, str]:
    """The path and text of a new record; `known` gives the ids of the records that are there, by kind.

    `name` is its id as references write it: `2025-2028`, `2025-2028/open-contracting`,
    `2025-2028/open-contracting@2026-06`, `2024-priorities/c-012`. Raises Refused in plain words.
    """
    allowed = [one.name for one in kinds.TABLE if one.holds == "file" and one.name not in ("settings", "home")]
    allowed.append("contribution")
    if kind not in allowed:
        hint = did_you_mean(kind, allowed, f"kinds: {', '.join(sorted(allowed))}")
        raise Refused(Problem(Place(kind), "value", f"there is no kind {kind!r} that has a file of its own", hint))
    parent, key = parted(kind, name)
    check_names(kind, name, parent, key, known)
    path = path_of(kind, parent, key, known)
    return path, text_of(kinds.KINDS[kind].record, kind, parent, key, known, day)


def parted(kind: str, name: str) -> tuple[str, str]:
    """The parent's id and the key, of an id as references write it."""
    sign = kinds.KINDS[kind].join
    if not sign or sign not in name:
        return "", name
    parent, _, key = name.rpartition(sign)
    return parent, key


def check_names(kind: str, name: str, parent: str, key: str, known: Mapping[str, Iterable[str]]) -> None:
    """Raises Refused where the key can't be an address, or the parent isn't there."""
    if not kinds.KEY.fullmatch(key):
        hint = f"write {slug(key)!r}" if slug(key) else "write small letters a-z, digits and hyphens"
        raise Refused(Problem(Place(name), "name", f"{key!r} can't be an address", hint))
    above = kinds.KINDS[kind].parent
    if parent and parent not in known.get(above, ()):
        hint = did_you_mean(parent, known.get(above, ()), f"make it first: ogpsite new {above} {parent}")
        raise Refused(
            Problem(Place(name), "reference", f"there is no {kinds.KINDS[above].singular.lower()} {parent!r}", hint)
        )
    if not parent and above and kind not in ("commitment", "meeting"):
        sign = kinds.KINDS[kind].join
        example = {"version": "2025-2028@draft-1", "progress": "2025-2028/open-data@2026-06"}.get(
            kind, f"parent{sign}{key}"
        )
        raise Refused(Problem(Place(name), "name", f"say to which {above} it belongs", f"for example: {example}"))


def path_of(kind: str, parent: str, key: str, known: Mapping[str, Iterable[str]]) -> str:
    """Where the record's file lies."""
    groups = parent.split("/") if parent else []
    if kind == "forum":
        return "content/forum/forum.md" if key == "forum" else f"content/forum/{key}/forum.md"
    for pattern in reversed(kinds.KINDS[kind].files):
        names = [name for name in re.findall(r"\{(\w+)\}", pattern) if name != "key"]
        if len(names) == len(groups) and "{key}" in pattern and (kind in FOLDERS) == pattern.endswith(f"/{kind}.md"):
            return pattern.format(**dict(zip(names, groups, strict=True)), key=key)
    pattern = next(one for one in kinds.KINDS[kind].files if "{key}" in one and one.count("{") == len(groups) + 1)
    names = [name for name in re.findall(r"\{(\w+)\}", pattern) if name != "key"]
    return pattern.format(**dict(zip(names, groups, strict=True)), key=key)


FOLDERS = frozenset({"plan", "commitment", "consultation"})  # records that soon have files of their own


def text_of(
    type_: type, kind: str, parent: str, key: str, known: Mapping[str, Iterable[str]], day: datetime.date
) -> str:
    """A valid record: required fields filled in, the others as comments."""
    lines = ["---"]
    for spec in fields_of(type_):
        if spec.name in ("draft", "published_on", "aliases") and not spec.required:
            continue
        value = example(spec, kind, key, known, day)
        needed = spec.required or (kind, spec.name) in ALSO
        lines.append(f"{'' if needed else '# '}{spec.name}: {value}".rstrip() + f"  # {spec.doc}")
    lines += ["# draft: true  # Take the first sign away to keep it out of the published site.", "---", ""]
    lines.append(WORDS.get(kind, "<!-- Write the text here, instead of this line. -->"))
    return "\n".join(lines) + "\n"


ALSO = frozenset({("contribution", "text"), ("document", "url")})
WORDS = {
    "progress": "<!-- Write here what was done in this period, instead of this line. -->",
    "meeting": "",
    "contribution": "",
    "document": "",
}


def example(spec: Field, kind: str, key: str, known: Mapping[str, Iterable[str]], day: datetime.date) -> str:
    """A value that a field accepts, to be replaced."""
    if spec.name in ("title", "name"):
        return quoted(title_of(kind, key))
    if spec.kind == "choice":
        code = DEFAULTS.get((kind, spec.name), next(iter(spec.choices)))
        return f"[{code}]" if spec.many else code
    if spec.kind == "ref":
        found = next((one for target in spec.to for one in known.get(target, ())), "")
        return f"[{found}]" if spec.many else found
    if spec.kind == "day":
        return day_for(spec.name, key, day).isoformat()
    return EXAMPLES.get(spec.kind, "") if spec.required or (kind, spec.name) in ALSO else ""


def day_for(name: str, key: str, day: datetime.date) -> datetime.date:
    """A first value for a day: what the key says (2025-2028, 2026-05-14-meeting), else today or a while later."""
    years = re.fullmatch(r"((?:19|20|21)\d\d)-((?:19|20|21)\d\d)", key)
    if years and years[1] <= years[2] and name in ("start", "end"):
        return datetime.date(int(years[1]), 1, 1) if name == "start" else datetime.date(int(years[2]), 12, 31)
    if name == "date" and (said := re.match(r"\d{4}-\d{2}-\d{2}", key)):
        try:
            return datetime.date.fromisoformat(said[0])
        except ValueError:
            return day
    return day + datetime.timedelta(days=LATER.get(name, 0))


DEFAULTS = {("contribution", "attribution"): "anonymous", ("event", "kind"): "workshop"}
LATER = {"end": 729, "closes": 28}
EXAMPLES = {
    "text": '"Write the words here"',
    "prose": '"Write the words here"',
    "party": '"Name of the body"',
    "url": "https://example.org/document",
    "period": "",
}


def title_of(kind: str, key: str) -> str:
    """A first title, from the key."""
    words = re.sub(r"^\d{4}(-\d{2}){0,2}-(?=[a-z])", "", key).replace("-", " ")
    return words[:1].upper() + words[1:] if kind != "plan" else f"Action plan {key}"


SITE = """\
# Settings of the site. Every field is described in the field reference of the docs.
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
