"""The table of content types: where each lies in `content/`, what it is called, and where it is published."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from ogpsite.model import records
from ogpsite.model.fields import Field, fields_of
from ogpsite.nouns import dataclass
from ogpsite.problems import Phrase, phrase


@dataclass(frozen=True, slots=True)
class Kind:
    """A content type.

    `files` are path patterns below the site's folder. `holds` says whether a file is one record (`file`), a list of
    them (`list`) or a mapping by key (`map`). `parent` is the kind it belongs to, `join` the sign between the
    parent's id and its own key (without a sign the key alone is the id). `address` is its public address, with
    `{id}`, `{key}` and `{parent}`; one that begins with `#` is a part of its parent's page.
    """

    name: str
    record: type[records.Record]
    files: tuple[str, ...]
    address: str = ""
    singular: str = ""
    plural: str = ""
    holds: str = "file"
    parent: str = ""
    join: str = ""


COMMITMENT_FOLDERS = ("content/plans/{plan}/commitments/{commitment}", "content/commitments/{commitment}")


def either(folder: str, name: str) -> tuple[str, ...]:
    """A record that may be a file of its own, or the file `NAME.md` in a folder of its own."""
    return (f"{folder}/{{key}}.md", f"{folder}/{{key}}/{name}.md")


TABLE = (
    Kind("settings", records.Settings, ("site.yaml",), "", "Settings", "Settings"),
    Kind("home", records.Home, ("content/home.md",), "/", "Home page", "Home page"),
    Kind("page", records.Page, ("content/pages/{key}.md",), "/{key}/", "Page", "Pages"),
    Kind(
        "organisation",
        records.Organisation,
        ("content/organisations.yaml",),
        "/organisations/{key}/",
        "Organisation",
        "Organisations",
        holds="map",
    ),
    Kind("plan", records.Plan, either("content/plans", "plan"), "/plans/{key}/", "Action plan", "Action plans"),
    Kind(
        "timeline",
        records.Timeline,
        ("content/plans/{plan}/timeline.yaml",),
        "#timeline-{key}",
        "Timeline version",
        "Timeline versions",
        holds="list",
        parent="plan",
        join="~",
    ),
    Kind(
        "version",
        records.Version,
        ("content/plans/{plan}/versions/{key}.md",),
        "/plans/{parent}/versions/{key}/",
        "Version of the text",
        "Versions of the text",
        parent="plan",
        join="@",
    ),
    Kind(
        "commitment",
        records.Commitment,
        (
            *either("content/plans/{plan}/commitments", "commitment"),
            *either("content/commitments", "commitment"),
        ),
        "/plans/{id}/",
        "Commitment",
        "Commitments",
        parent="plan",
        join="/",
    ),
    Kind(
        "progress",
        records.Progress,
        tuple(f"{folder}/progress/{{key}}.md" for folder in COMMITMENT_FOLDERS),
        "#report-{key}",
        "Progress report",
        "Progress reports",
        parent="commitment",
        join="@",
    ),
    Kind(
        "check",
        records.Check,
        tuple(f"{folder}/checks.yaml" for folder in COMMITMENT_FOLDERS),
        "#check-{key}",
        "Check by others",
        "Checks by others",
        holds="list",
        parent="commitment",
        join="~",
    ),
    Kind(
        "consultation",
        records.Consultation,
        either("content/consultations", "consultation"),
        "/consultations/{key}/",
        "Consultation",
        "Consultations",
    ),
    Kind(
        "contribution",
        records.Contribution,
        (
            "content/consultations/{consultation}/contributions.yaml",
            "content/consultations/{consultation}/contributions.csv",
            "content/consultations/{consultation}/contributions/{key}.md",
        ),
        "/consultations/{parent}/{key}/",
        "Contribution",
        "Contributions",
        holds="list",
        parent="consultation",
        join="/",
    ),
    Kind(
        "response",
        records.Response,
        ("content/consultations/{consultation}/responses.yaml",),
        "#response-{key}",
        "Response",
        "Responses",
        holds="list",
        parent="consultation",
        join="@",
    ),
    Kind(
        "forum",
        records.Forum,
        ("content/forum/forum.md", "content/forum/{key}/forum.md"),
        "/forum/{key}/",
        "Forum",
        "Forums",
    ),
    Kind(
        "meeting",
        records.Meeting,
        (*either("content/forum/meetings", "meeting"), *either("content/forum/{forum}/meetings", "meeting")),
        "/forum/{key}/",
        "Meeting",
        "Meetings",
        parent="forum",
    ),
    Kind("event", records.Event, either("content/events", "event"), "/events/{key}/", "Event", "Events"),
    Kind(
        "assessment",
        records.Assessment,
        either("content/assessments", "assessment"),
        "/assessments/{key}/",
        "Assessment",
        "Assessments",
    ),
    Kind(
        "support",
        records.Support,
        either("content/support", "support"),
        "/support/{key}/",
        "Support",
        "Support received",
    ),
    Kind(
        "document",
        records.Document,
        either("content/documents", "document"),
        "/documents/{key}/",
        "Document",
        "Documents",
    ),
    Kind("news", records.News, either("content/news", "news"), "/news/{key}/", "News", "News"),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in TABLE})
PARTS = {"milestone": "commitment", "theme": "plan"}  # named by references, but written inside a record of this kind
KEY = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")


def slug(name: str) -> str:
    """A key made from a name: small letters, digits, hyphens; accents are left out."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")


def proposal(name: str) -> Phrase:
    """What to write instead of a name that is no key."""
    key = slug(name)
    return phrase("write {word}", word=repr(key)) if key else phrase("write it with the letters a-z")


def no_key(name: str) -> Phrase:
    """What is wrong with a name that can't be a key."""
    return phrase("{name} holds more than small letters a-z, digits and hyphens", name=repr(name))


@dataclass(frozen=True, slots=True)
class Match:
    """What a path says of a file: its kind, key, parent's id, and the language of a translation sibling."""

    kind: Kind
    key: str
    parent: str
    language: str
    named: tuple[str, ...]
    single: bool


@cache
def patterns() -> Mapping[int, list[tuple[Kind, str, str]]]:
    """Every file pattern by how deep the file lies, with how its path begins."""
    found: dict[int, list[tuple[Kind, str, str]]] = {}
    for kind in TABLE:
        for file in kind.files:
            found.setdefault(file.count("/"), []).append((kind, file, file.removesuffix(".md").partition("{")[0]))
    return found


@cache
def expression(file: str) -> re.Pattern[str]:
    """A file pattern as a regular expression; before `.md` a language may stand."""
    escaped = re.escape(file).replace(r"\{", "{").replace(r"\}", "}")
    named = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+?)", escaped)
    if named.endswith(r"\.md"):
        named = named[: -len(r"\.md")] + r"(?:\.(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*))?\.md"
    return re.compile(named)


def match(path: str) -> Match | None:
    """The rule that covers a path (relative to the site's folder), or None where nothing reads the file."""
    for kind, file, begin in patterns().get(path.count("/"), ()):
        if path.startswith(begin) and (found := expression(file).fullmatch(path)):
            single = "{key}" in file or kind.holds == "file"  # whether the file is one record
            groups = {name: value for name, value in found.groupdict().items() if value}
            language = groups.pop("language", "")
            key = groups.pop("key", "") or default_key(kind)
            parent = "/".join(groups.values())
            return Match(
                kind, key, parent, language, (*groups.values(), key) if key else tuple(groups.values()), single
            )
    return None


def default_key(kind: Kind) -> str:
    """The key of a record whose file has a fixed name."""
    return {"forum": "forum", "home": "home", "settings": "settings"}.get(kind.name, "")


def identity(kind: Kind, key: str, parent: str) -> str:
    """The id of a record among its kind."""
    return f"{parent}{kind.join}{key}" if parent and kind.join else key


def address_of(record: records.Record) -> str:
    """The public address of a record, from the root of the site; parts have their parent's with an anchor."""
    meta = record.meta
    return address(meta.kind, meta.key, meta.id, meta.parent)


ALSO = frozenset({("contribution", "text"), ("document", "url")})  # not required of a record, but of its first file


def asked_fields(kind: str) -> list[Field]:
    """The fields of a new record that a person is asked for: what is required, and the number."""
    record: type = KINDS[kind].record
    declared = fields_of(record)
    found = [spec for spec in declared if spec.required or (kind, spec.name) in ALSO]
    return [*found, *(spec for spec in declared if spec.name == "number" and not spec.required)]


@lru_cache(maxsize=50_000)
def address(kind: str, key: str, identifier: str, parent: str) -> str:
    """As `address_of`, from the identity alone."""
    if kind == "commitment" and not parent:
        return f"/commitments/{key}/"
    if kind == "forum" and key == "forum":
        return "/forum/"
    pattern = KINDS[kind].address
    if not pattern.startswith("#"):
        return pattern.format(key=key, id=identifier, parent=parent)
    above = KINDS[kind].parent
    grand, _, parent_key = parent.rpartition("/")
    return address(above, parent_key, parent, grand) + pattern.format(key=key)
