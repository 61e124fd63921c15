"""The record types of the content model, one frozen dataclass each, with their fields declared by kind.

This is the one place where a field is written down. Reading, checking, references, JSON Schema and the field
reference in the docs follow from it. The rules behind the fields: OGP's templates of 2022 and 2015, the
Participation and Co-Creation Standards, and the IRM's published vocabulary. Longer than other rooms, because it is a
table, not a program.
"""

from __future__ import annotations

import datetime
import marshal
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from functools import cached_property
from typing import Any

from ogpsite.folded import FOLD, OPEN, TEXT, Filing, Late, folded, piece, unfold
from ogpsite.model import vocabulary as words
from ogpsite.model.fields import ANY, EMPTY, declare, fields_of
from ogpsite.model.limits import USUAL, Limits
from ogpsite.model.noted import APART_SIGN, Noted
from ogpsite.model.values import Due, FileRef, Party, Period, Ref, Text
from ogpsite.nouns import dataclass
from ogpsite.problems import Place

Day = datetime.date
GIVEN = OPEN | {"uid"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Meta:
    """A record's identity, and where it stands: not written by editors, but known from its file."""

    kind: str = ""
    key: str = ""
    id: str = ""
    parent: str = ""
    place: Place = Place("")
    places: bytes | Late = field(default=marshal.dumps({}, 2), compare=False)  # the lines of its fields; few ask
    translations: tuple[str, ...] = ()
    partial: bool = False  # its file could not be read whole: parts of it may be unknown

    @property
    def lines(self) -> Mapping[str, int]:
        """The line of each field, group and item, by its path."""
        found: dict[str, int] = marshal.loads(piece(self.places))
        return found

    def __getstate__(self) -> tuple[Any, ...]:
        return self.state(piece(self.places))

    def filed(self, shelf: Filing) -> tuple[Any, ...]:
        """As it lies in a file of pieces: its lines apart."""
        return Meta, self.state(shelf.moved(self.places))

    def state(self, places: bytes | Late) -> tuple[Any, ...]:
        return (self.kind, self.key, self.id, self.parent, self.place, places, self.translations, self.partial)


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every record has: its identity, its free text, and the fields allowed everywhere."""

    meta: Meta = Meta()
    body: Text = EMPTY

    draft: bool = declare("boolean", "Not yet public: the record, its files and every mention of it are left out.")
    published_on: Day | None = declare("day", "The day from which the record is public.")
    aliases: tuple[str, ...] = declare("address", "Old addresses that lead here.", many=True)

    def __getstate__(self) -> dict[str, Any]:
        """What another process is given: what it asks each record for, and all else folded (`folded.py`)."""
        unfold(self, "body")
        return {**self.apart(GIVEN), FOLD: folded(self)}

    def apart(self, given: Collection[str]) -> dict[str, Any]:
        """What each build asks for, by name."""
        kept: dict[Any, Any] = vars(self)  # what is kept of functions with values has no text for its name
        names = [name for name in kept if type(name) is str and (name in given or name.startswith(APART_SIGN))]
        return {name: kept[name] for name in names}

    def filed(self, shelf: Filing) -> tuple[Any, ...]:
        """As it lies in a file of pieces: what each build asks for, and where the rest lies there."""
        known = vars(self)
        fields = shelf.moved(known[FOLD] if isinstance(known.get(FOLD), tuple) else folded(self))
        if TEXT in known:
            file, variants = known[TEXT]
            texts = [(language, shelf.moved((file, at))) for language, at in variants]
        else:
            texts = [(language, shelf.text(text)) for language, text in known["body"].variants]
        late = (fields[0], tuple((language, at) for language, (_, at) in texts))
        return type(self), {**self.apart(("meta", "uid")), FOLD: fields, TEXT: late}

    @staticmethod
    def text_of(variants: Iterable[tuple[str, str]]) -> Text:
        """The text of these variants."""
        return Text(tuple(variants))

    @property
    def key(self) -> str:
        """The permanent name inside its folder or list."""
        return self.meta.key

    @property
    def id(self) -> str:
        """The identity among records of its kind, as references are written."""
        return self.meta.id

    @cached_property
    def uid(self) -> str:
        """The identity over all kinds."""
        return f"{self.meta.kind}:{self.meta.id}"

    def at(self, path: str) -> Place:
        """The line of a field, such as `milestones.2.due`; the line of its list or group where it has none."""
        lines = self.meta.lines
        while path and path not in lines:
            path = path.rpartition(".")[0]
        return Place(self.meta.place.path, lines.get(path, self.meta.place.line))


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A proof: a local copy, an address, or both; written as a mapping or as one address or file."""

    title: Text = declare("text", "What it is.")
    url: str = declare("url", "Where it was published.")
    file: FileRef | None = declare("file", "The local copy.")
    archive_url: str = declare("url", "A copy in a web archive.")
    type: str = declare("word", "What sort of document it is (see document types).")
    date: Day | None = declare("day", "The document's own day.")
    captured: Day | None = declare(
        "day", "The day on which the local copy was made (default: that of its publication)."
    )
    publisher: Party | None = declare("party", "Who published it.")
    language: str = declare("word", "The document's language.")
    licence: str = declare("word", "Its licence, where it isn't the site's.")
    page: str = declare("word", "Page or section that proves the claim.")
    accessible: str | None = declare(
        "choice", "Whether people with disabilities can read it.", choices=words.ACCESSIBLE
    )


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom to write to about a commitment."""

    name: Text = declare("text", "The unit or person that answers.")
    role: Text = declare("text", "Their function.")
    email: str = declare("email", "The address to write to.")


@dataclass(frozen=True, kw_only=True)
class SiteContact:
    """The member's point of contact."""

    name: Text = declare("text", "The unit or person that answers.")
    role: Text = declare("text", "Their function.")
    email: str = declare("email", "The address to write to.")
    phone: str = declare("word", "Telephone.")
    address: Text = declare("text", "Postal address.")


@dataclass(frozen=True, kw_only=True)
class Member:
    """The member of OGP whose repository this is."""

    slug: str = declare("word", "The member's name in addresses on OGP's own site.")
    kind: str | None = declare("choice", "National or local member.", choices=words.MEMBER_KIND)
    ogp_prefix: str = declare("word", "The letters with which OGP's ids of the member's commitments begin.")
    status: str | None = declare("choice", "Status of the membership.", choices=words.MEMBER_STATUS)
    since: str = declare("word", "Year or day of joining.")


@dataclass(frozen=True, kw_only=True)
class Brand:
    """Logo, colours and font; files lie relative to site.yaml."""

    logo: str = declare("word", "Logo file.")
    favicon: str = declare("word", "Icon file: SVG, or a square PNG of 180 pixels or more.")
    card: str = declare("word", "Picture for shared links: PNG or JPEG of 1200 × 630 pixels.")
    accent: str = declare("colour", "Main colour, as #rrggbb.")
    accent_dark: str = declare("colour", "Main colour on dark ground, as #rrggbb.")
    font: str = declare("word", "Name of a font, or a font file.")


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """An entry of the menu or the footer."""

    title: Text = declare("text", "The words of the link.", required=True)
    url: str = declare("link", "An address.")
    page: Ref | None = declare("ref", "A free page.", to=("page",))


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What became of an address that was published and isn't there any more; it holds for all below the address."""

    address: str = declare("address", "The address that was published.", required=True)
    title: Text = declare("text", "What stood there.", required=True)
    on: Day = declare("day", "The day on which it was withdrawn.", required=True)
    reason: Text = declare("prose", "Why.", required=True)


@dataclass(frozen=True, kw_only=True)
class OwnLimits:
    """How large and dense content may be. Beyond a limit, a file is an error."""

    text_file: int | None = declare("whole", "Largest Markdown, YAML or CSV file, in MB (default 10).")
    text: int | None = declare("whole", "Longest text of one field or body, in characters (default 1,000,000).")
    values: int | None = declare("whole", "Most values in one file (default 300,000).")
    nesting: int | None = declare("whole", "Deepest nesting of fields and folders (default 30).")
    files: int | None = declare("whole", "Most files below content/ (default 100,000).")
    evidence: int | None = declare("whole", "Largest file that is published as it is, in MB (default 500).")
    picture: int | None = declare("whole", "Largest picture, in millions of pixels (default 100).")
    signs: int | None = declare("whole", "Most Markdown signs of one sort in a paragraph (default 1,000).")

    def used(self) -> Limits:
        """These limits, with the usual ones where nothing is said."""
        return USUAL.with_given({spec.name: str(getattr(self, spec.name)) for spec in fields_of(OwnLimits)})


@dataclass(frozen=True, kw_only=True)
class Settings(Record):
    """site.yaml: what holds for the whole site."""

    model: int | None = declare("whole", "Version of the content model (default 1).")
    title: Text = declare("text", "The site's name.", required=True)
    tagline: Text = declare("text", "One line under the name.")
    description: Text = declare("text", "What the site is, for search engines and feeds.")
    url: str = declare("url", "The public address, with a path where the site lies in a sub-folder.", required=True)
    languages: tuple[str, ...] = declare("languages", "Language codes; the first is the default.", required=True)
    country: Text = declare("text", "Name of the country or city.", required=True)
    member: Member | None = declare("group", "The member in OGP's terms.", of=Member)
    lead_agency: Ref | None = declare(
        "ref", "The body that leads the OGP process.", required=True, to=("organisation",)
    )
    contact: SiteContact = declare("group", "The member's point of contact.", required=True, of=SiteContact)
    licence: str = declare("word", "Licence of the content: SPDX id or address (default CC-BY-4.0).")
    rules: str | None = declare("choice", "Rule set of the self-check (default national-2022).", choices=words.RULES)
    timezone: str = declare("zone", "Time zone, such as Africa/Tunis (default UTC).")
    seasons: str | None = declare(
        "choice", "How seasons in due dates are understood (default north).", choices=words.SEASONS
    )
    fiscal_year_start: str = declare("month-day", "First day of the fiscal year, as 04-01 (the default).")
    theme: str = declare("word", "Name of the theme (default `default`).")
    brand: Brand | None = declare("group", "Logo, colours and font.", of=Brand)
    menu: tuple[MenuItem, ...] = declare("items", "The menu, instead of the default one.", of=MenuItem)
    footer: tuple[MenuItem, ...] = declare("items", "Links at the foot of every page.", of=MenuItem)
    edit_url: str = declare("word", "Address pattern of a source file in its editor, with {path}.")
    report_error: str = declare(
        "contact", "Where readers report an error: an e-mail address, or a form (`{page}` and `{title}` are filled in)."
    )
    policy_areas: tuple[tuple[str, Text], ...] = declare("names", "Policy areas of your own: key and name.")
    minutes_within_days: int | None = declare("whole", "Days within which minutes are to be out (default 30).")
    stale_after_months: int | None = declare(
        "whole", "Months without a report that make a commitment stale (default 6)."
    )
    barrier_hosts: tuple[str, ...] = declare(
        "word", "Hosts where evidence is weak, added to the built-in list.", many=True
    )
    barrier_hosts_replace: bool = declare("boolean", "Your list replaces the built-in one.")
    redirects: tuple[tuple[str, str], ...] = declare(
        "pairs", "Old address and new address; `/old/*: /new/*` leads everything below one to the same below another."
    )
    limits: OwnLimits | None = declare("group", "How large and dense content may be.", of=OwnLimits)
    notices: tuple[Notice, ...] = declare("items", "Addresses whose records are gone: what, when and why.", of=Notice)
    search: str | None = declare(
        "choice", "Whether there is a search (default on), or one by Pagefind.", choices=words.SEARCH
    )
    publish: tuple[tuple[str, str], ...] = declare("targets", "Where the site is published to.")
    csp: tuple[tuple[str, tuple[str, ...]], ...] = declare(
        "csp",
        "Extra sources by directive of the content policy; `frame-ancestors` names who may show pages in a frame.",
    )
    compress: tuple[str, ...] = declare(
        "choice", "Ways in which copies are packed ahead, for hosts that serve them.", many=True, choices=words.COMPRESS
    )


@dataclass(frozen=True, kw_only=True)
class Organisation(Record):
    """A body of the register: ministry, court, association, university …"""

    name: Text = declare("text", "Full name.", required=True)
    acronym: Text = declare("text", "Short name.")
    sector: str = declare("choice", "To which sector it belongs.", required=True, choices=words.SECTOR)
    url: str = declare("url", "Its own site.")
    parent: Ref | None = declare("ref", "The body it belongs to.", to=("organisation",))


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A theme of a plan."""

    key: str = declare("key", "Its key.", required=True)
    title: Text = declare("text", "Its name.", required=True)
    description: Text = declare("prose", "What belongs to it.")


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """A criterion by which proposals were selected."""

    title: Text = declare("text", "Its name.")
    text: Text = declare("prose", "What it asks.")


@dataclass(frozen=True, kw_only=True)
class Plan(Record):
    """An action plan: two or four years of commitments."""

    title: Text = declare("text", "Its title.", required=True)
    number: str = declare("word", "Its number among the member's plans.")
    start: Day = declare("day", "First day of implementation.", required=True)
    end: Day = declare("day", "Last day of implementation.", required=True)
    status: str | None = declare("choice", "Derived from the dates where absent.", choices=words.PLAN_STATUS)
    development_start: Day | None = declare("day", "First day of co-creation.")
    development_end: Day | None = declare("day", "Last day of co-creation.")
    delivered_on: Day | None = declare("day", "Day of delivery to OGP.")
    previous: Ref | None = declare("ref", "The plan before.", to=("plan",))
    themes: tuple[Theme, ...] = declare("items", "Themes that group the commitments.", of=Theme)
    criteria: tuple[Criterion, ...] = declare("items", "Criteria of selection.", of=Criterion)
    documents: tuple[Evidence, ...] = declare("evidence", "The plan as published, and what belongs to it.")
    summary: Text = declare("prose", "The plan in a few sentences.")


@dataclass(frozen=True, kw_only=True)
class Opportunity:
    """An announced way to take part in a phase."""

    title: Text = declare("text", "What it is.")
    how: Text = declare("prose", "How to take part.")
    url: str = declare("url", "Where.")
    consultation: Ref | None = declare("ref", "Its consultation.", to=("consultation",))
    event: Ref | None = declare("ref", "Its event or meeting.", to=("event", "meeting"))


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A phase of co-creation."""

    title: Text = declare("text", "Its name.", required=True)
    start: Day = declare("day", "Its first day.", required=True)
    end: Day = declare("day", "Its last day.", required=True)
    opportunities: tuple[Opportunity, ...] = declare("items", "Ways to take part.", of=Opportunity)


@dataclass(frozen=True, kw_only=True)
class Timeline(Record):
    """One published version of a plan's co-creation timeline (requirement 3.1 looks at the first)."""

    published_on: Day | None = declare("day", "The day on which it was published.", required=True)
    note: Text = declare("prose", "What changed against the version before.")
    phases: tuple[Phase, ...] = declare("items", "The phases.", required=True, of=Phase)


@dataclass(frozen=True, kw_only=True)
class Version(Record):
    """The text of a plan as it stood on a day."""

    date: Day = declare("day", "The day of this version.", required=True)
    label: Text = declare("text", "Its name, such as “First draft”.")
    summary: Text = declare("prose", "What it says, in plain words; shown first.")


@dataclass(frozen=True, kw_only=True)
class Supporting:
    """Who supports a commitment or milestone."""

    government: tuple[Party, ...] = declare("party", "Public bodies.", many=True)
    civil_society: tuple[Party, ...] = declare("party", "Civil society.", many=True)
    other: tuple[Party, ...] = declare("party", "Others, such as parliament or the private sector.", many=True)
    bodies: tuple[Party, ...] = declare("party", "Bodies in one list, where they aren't grouped.", many=True)


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """That something was withdrawn: when and why."""

    on: Day = declare("day", "The day.", required=True)
    reason: Text = declare("prose", "Why.", required=True)


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A step of a commitment with its output and due date; `part_of` makes a third level."""

    key: str = declare("key", "Its permanent key.", required=True)
    title: Text = declare("text", "What will be done.", required=True)
    number: str = declare("word", "Its number in the plan.")
    outputs: Text = declare("prose", "Expected outputs.")
    verification: Text = declare("prose", "How anyone can verify it.")
    indicator: Text = declare("prose", "What is measured.")
    baseline: Text = declare("prose", "The value at the start.")
    target: Text = declare("prose", "The value aimed at.")
    start: Due | None = declare("since", "When it begins; precise or fuzzy.")
    due: Due | None = declare("due", "When it is to be done; precise or fuzzy.")
    lead: tuple[Ref, ...] = declare(
        "ref", "Who leads, where it isn't the commitment's lead.", many=True, to=("organisation",)
    )
    supporting: Supporting | None = declare("supporting", "Who supports.", of=Supporting)
    weight: float | None = declare("number", "Its share in the commitment.")
    part_of: Ref | None = declare("ref", "The milestone of which it is a part.", to=("milestone",))
    evidence: tuple[Evidence, ...] = declare("evidence", "Proof.")


@dataclass(frozen=True, kw_only=True)
class Commitment(Record):
    """A promise, with the questions of OGP's template of 2022."""

    title: Text = declare("text", "Its title.", required=True)
    number: str = declare("word", "Its number in the plan.")
    ogp_id: str = declare("ogp-id", "The id that OGP gave it, such as US0113.")
    theme: Ref | None = declare("ref", "Key of one of the plan's themes.", to=("theme",))
    lead: tuple[Ref, ...] = declare("ref", "Who leads it.", required=True, many=True, to=("organisation",))
    supporting: Supporting | None = declare("supporting", "Who supports it.", of=Supporting)
    contact: Contact | None = declare("group", "Whom to ask.", of=Contact)
    start: Day | None = declare("day", "First day (default: the plan's).")
    end: Day | None = declare("day", "Last day (default: the plan's).")
    summary: Text = declare("prose", "The commitment in one or two sentences.")
    problem: Text = declare("prose", "What problem does it aim to address?")
    causes: Text = declare("prose", "What are the causes of the problem?")
    done_so_far: Text = declare("prose", "What has been done so far?")
    solution: Text = declare("prose", "What solution is proposed?")
    results: Text = declare("prose", "What results are sought?")
    transparency: Text = declare("prose", "How will it promote transparency?")
    accountability: Text = declare("prose", "How will it help foster accountability?")
    participation: Text = declare("prose", "How will it improve citizen participation?")
    values: tuple[str, ...] = declare("choice", "OGP values.", many=True, choices=words.OGP_VALUE)
    policy_areas: tuple[str, ...] = declare("policy-area", "Policy areas.", many=True)
    challenge_areas: tuple[str, ...] = declare("word", "Areas of the Open Gov Challenge.", many=True)
    sdgs: tuple[str, ...] = declare("sdg", "Sustainable Development Goals (1 to 17) or targets (16.7).", many=True)
    budget: Text = declare("text", "Money and its source.")
    baseline: Text = declare("prose", "How things were before.")
    origin: tuple[Ref, ...] = declare("ref", "Contributions that shaped it.", many=True, to=("contribution",))
    carried_over_from: Ref | None = declare("ref", "The earlier commitment it continues.", to=("commitment",))
    related: tuple[Ref, ...] = declare("ref", "Related commitments.", many=True, to=("commitment",))
    evidence: tuple[Evidence, ...] = declare("evidence", "Proof for the commitment as a whole.")
    withdrawn: Withdrawal | None = declare("group", "That it was withdrawn.", of=Withdrawal)
    milestones: tuple[Milestone, ...] = declare("items", "Its milestones.", of=Milestone)


@dataclass(frozen=True, kw_only=True)
class MilestoneReport:
    """What a progress report says of one milestone."""

    key: str = ""
    status: str = declare("choice", "Its status.", required=True, choices=words.STATUS)
    raw_status: str = declare("word", "The source's own words for the status.")
    percent: float | None = declare("percent", "Share done, 0 to 100.")
    summary: Text = declare("prose", "What was done.")
    challenges: Text = declare("prose", "What stood in the way.")
    evidence: tuple[Evidence, ...] = declare("evidence", "Proof.")
    due: Due | None = declare("due", "A new date, shown beside the first one.")


@dataclass(frozen=True, kw_only=True)
class Progress(Record):
    """A report on a commitment for one period; append-only."""

    period: Period = declare("period", "The period, where the file's name does not say it.")
    reported_on: Day = declare("day", "The day of the report.", required=True)
    reported_by: Ref | None = declare("ref", "Who reports (default: the first lead).", to=("organisation",))
    status: str = declare("choice", "Status of the commitment.", required=True, choices=words.STATUS)
    raw_status: str = declare("word", "The source's own words for the status.")
    summary: Text = declare("prose", "What was done (or the body).")
    challenges: Text = declare("prose", "What stood in the way.")
    next_steps: Text = declare("prose", "What comes next.")
    evidence: tuple[Evidence, ...] = declare("evidence", "Proof for the report as a whole.")
    milestones: tuple[MilestoneReport, ...] = declare(
        "map", "What is said of each milestone, by key.", of=MilestoneReport
    )
    correction_of: Ref | None = declare("ref", "The report that this one corrects.", to=("progress",))


@dataclass(frozen=True, kw_only=True)
class Check(Record):
    """What somebody outside government verified or disputed."""

    by: Party = declare("party", "Who checked.", required=True)
    on: Day = declare("day", "The day.", required=True)
    milestone: Ref | None = declare("ref", "The milestone, where it isn't the whole commitment.", to=("milestone",))
    result: str = declare("choice", "What was found.", required=True, choices=words.CHECK_RESULT)
    status: str | None = declare("choice", "The status as they see it.", choices=words.STATUS)
    note: Text = declare("prose", "Their words.")
    evidence: tuple[Evidence, ...] = declare("evidence", "Their proof.")


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many were reached by a consultation."""

    invited: int | None = declare("whole", "Invited.")
    registered: int | None = declare("whole", "Registered.")
    attended: int | None = declare("whole", "Took part.")
    contributions: int | None = declare("whole", "Contributions received, published or not.")


@dataclass(frozen=True, kw_only=True)
class Consultation(Record):
    """A way for the public to contribute, with its dates."""

    title: Text = declare("text", "Its title.", required=True)
    plan: Ref | None = declare("ref", "The plan it belongs to.", to=("plan",))
    mechanism: str = declare("choice", "How people take part.", required=True, choices=words.MECHANISM)
    opens: Day = declare("day", "First day.", required=True)
    closes: Day = declare("day", "Last day.", required=True)
    status: str | None = declare(
        "choice", "Derived from the dates; `cancelled` is written.", choices=words.CONSULTATION_STATUS
    )
    announced_on: Day | None = declare("day", "The day from which it is shown.")
    purpose: Text = declare("prose", "What it is for.")
    audience: tuple[Text, ...] = declare("text", "Whom it addresses.", many=True)
    invited: tuple[Party, ...] = declare("party", "Who was invited.", many=True)
    how_to_take_part: Text = declare("prose", "What to do to take part.")
    submit_url: str = declare("url", "Where to contribute.")
    submit_email: str = declare("email", "Where to write.")
    platform_url: str = declare("url", "Its page on a participation platform.")
    themes: tuple[Ref, ...] = declare("ref", "The plan's themes it asks about.", many=True, to=("theme",))
    about: tuple[Ref, ...] = declare(
        "ref", "Commitments or versions it asks about.", many=True, to=("commitment", "version")
    )
    privacy_notice: Ref | None = declare("ref", "The page with its privacy notice.", to=("page",))
    counts: Counts | None = declare("group", "How many took part.", of=Counts)
    documents: tuple[Evidence, ...] = declare("evidence", "Its papers.")


@dataclass(frozen=True, kw_only=True)
class Consent:
    """On what ground a name is published."""

    basis: str = declare("word", "The ground, such as `form` or `e-mail`.")
    on: Day | None = declare("day", "The day it was given.")


@dataclass(frozen=True, kw_only=True)
class Votes:
    """Votes on a contribution."""

    for_: int | None = declare("whole", "For.")
    against: int | None = declare("whole", "Against.")


@dataclass(frozen=True, kw_only=True)
class Contribution(Record):
    """The public's words. Their text is always treated as hostile."""

    title: Text = declare("text", "A heading.")
    text: Text = declare("text", "The words (or the body).")
    received_on: Day | None = declare("day", "The day they came.")
    channel: str = declare("word", "How they came.")
    attribution: str = declare("choice", "How their author is shown.", required=True, choices=words.ATTRIBUTION)
    author: str = declare("word", "The author's name.")
    organisation: Party | None = declare("party", "The organisation that speaks.")
    sector: str | None = declare("choice", "The author's sector.", choices=words.SECTOR)
    consent: Consent | None = declare("group", "Ground for publishing the name (required when named).", of=Consent)
    moderation: str | None = declare("choice", "What moderation decided.", choices=words.MODERATION)
    moderation_reason: Text = declare("text", "Why.")
    about: tuple[Ref, ...] = declare(
        "ref", "Themes or commitments it speaks of.", many=True, to=("theme", "commitment")
    )
    votes: Votes | None = declare("group", "Votes.", of=Votes)
    attachments: tuple[Evidence, ...] = declare("evidence", "Attached papers.")
    withdrawn: Withdrawal | None = declare("group", "That its author withdrew it.", of=Withdrawal)


@dataclass(frozen=True, kw_only=True)
class Response(Record):
    """A reasoned response to one, several or all contributions (requirement 4.1)."""

    answers: tuple[Ref, ...] = declare(
        "answers", "Keys of contributions, or `all`.", required=True, many=True, to=("contribution",)
    )
    heard: Text = declare("prose", "What was heard.")
    decision: str = declare("choice", "What was decided.", required=True, choices=words.DECISION)
    reasons: Text = declare("prose", "Why.", required=True)
    effects: tuple[Ref, ...] = declare(
        "ref",
        "What changed: commitments, milestones, versions.",
        many=True,
        to=("commitment", "milestone", "version"),
    )
    by: Party | None = declare("party", "Who answers.")
    on: Day = declare("day", "The day of the answer.", required=True)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """A version of a forum's rules."""

    title: Text = declare("text", "Its title.")
    date: Day | None = declare("day", "Its day.")
    file: FileRef | None = declare("file", "The local copy.")
    url: str = declare("url", "Where it was published.")
    note: Text = declare("prose", "What changed.")


@dataclass(frozen=True, kw_only=True)
class Membership:
    """A seat in the forum."""

    organisation: Ref = declare("ref", "The member body.", required=True, to=("organisation",))
    person: str = declare("word", "Who speaks for it.")
    role: str | None = declare("choice", "Function (default member).", choices=words.ROLE)
    from_: Day | None = declare("day", "First day.")
    to: Day | None = declare("day", "Last day.")
    selected_by: str | None = declare("choice", "How the seat was filled.", choices=words.SELECTED_BY)


@dataclass(frozen=True, kw_only=True)
class Forum(Record):
    """The space for ongoing dialogue of requirement 1.1."""

    title: Text = declare("text", "Its name.", required=True)
    mandate: Text = declare("prose", "Its mandate.")
    decides: str | None = declare("choice", "How it decides.", choices=words.FORUM_DECIDES)
    rules: tuple[Rules, ...] = declare("items", "All versions of its rules.", of=Rules)
    quorum: str = declare("word", "Its quorum.")
    members: tuple[Membership, ...] = declare("items", "Its members over time.", of=Membership)


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Who came, in numbers; a cell under 5 is suppressed unless `small_cells: yes`.

    `suppressed` names the cells that `relate` took away.
    """

    suppressed: tuple[str, ...] = ()

    invited: int | None = declare("whole", "Invited.")
    registered: int | None = declare("whole", "Registered.")
    attended: int | None = declare("whole", "Came.")
    government: int | None = declare("whole", "From government.")
    civil_society: int | None = declare("whole", "From civil society.")
    other: int | None = declare("whole", "Others.")
    women: int | None = declare("whole", "Women.")
    men: int | None = declare("whole", "Men.")
    young: int | None = declare("whole", "Young people.")
    small_cells: bool = declare("boolean", "Numbers under 5 may be shown.")


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision of a meeting."""

    key: str = declare("key", "Its key.")
    text: Text = declare("text", "What was decided.", required=True)
    owner: Party | None = declare("party", "Who carries it out.")
    due: Due | None = declare("due", "By when.")
    status: str | None = declare("choice", "Where it stands (default open).", choices=words.DECISION_STATUS)


@dataclass(frozen=True, kw_only=True)
class Recording:
    """A recording of a meeting."""

    url: str = declare("url", "Where it is.")
    captions: str | None = declare("choice", "Whether it has captions.", choices=words.YES_NO)
    transcript: Evidence | None = declare("proof", "Its transcript: address or file.")


@dataclass(frozen=True, kw_only=True)
class Gathering(Record):
    """What meetings and events have in common."""

    title: Text = declare("text", "Its title.", required=True)
    date: Day = declare("day", "Its day.", required=True)
    place: Text = declare("text", "Where it was held.")
    online_url: str = declare("url", "Where to join.")
    open: str | None = declare("choice", "Who may come.", choices=words.OPEN_TO)
    attribution: str | None = declare("choice", "Whether speakers are named.", choices=words.ATTRIBUTION_RULE)
    announced_on: Day | None = declare("day", "The day of the announcement.")
    minutes_published_on: Day | None = declare("day", "The day on which the minutes came out.")
    agenda: tuple[Text, ...] = declare("text", "Points of the agenda.", many=True)
    attendance: Attendance | None = declare("group", "Who came, in numbers.", of=Attendance)
    organisations: tuple[Party, ...] = declare("party", "Bodies that took part.", many=True)
    results_presented_on: tuple[Ref, ...] = declare(
        "ref", "Commitments whose results were presented.", many=True, to=("commitment",)
    )
    comments_collected: int | Ref | None = declare(
        "count-or-ref", "Number of comments, or their consultation.", to=("consultation",)
    )
    decisions: tuple[Decision, ...] = declare("items", "What was decided.", of=Decision)
    documents: tuple[Evidence, ...] = declare("evidence", "Papers.")
    recording: Recording | None = declare("group", "The recording.", of=Recording)


@dataclass(frozen=True, kw_only=True)
class Meeting(Gathering):
    """A meeting of the forum; the body is its minutes."""

    forum: Ref | None = declare("ref", "Its forum (default: the only one).", to=("forum",))
    kind: tuple[str, ...] = declare("choice", "What sort of meeting.", many=True, choices=words.MEETING_KIND)


@dataclass(frozen=True, kw_only=True)
class Event(Gathering):
    """A workshop, outreach, training or exchange."""

    kind: tuple[str, ...] = declare("choice", "What sort of event.", required=True, many=True, choices=words.EVENT_KIND)
    provider: Party | None = declare("party", "Who offers it.")
    plan: Ref | None = declare("ref", "The plan it belongs to.", to=("plan",))
    commitments: tuple[Ref, ...] = declare("ref", "Commitments it is about.", many=True, to=("commitment",))


@dataclass(frozen=True, kw_only=True)
class CommentPeriod:
    """When a draft was open for comment."""

    from_: Day | None = declare("day", "First day.")
    to: Day | None = declare("day", "Last day.")


@dataclass(frozen=True, kw_only=True)
class Codes:
    """The IRM's codes of a commitment; never merged with what government reports."""

    commitment: Ref = declare("ref", "The commitment.", required=True, to=("commitment",))
    verifiable: str | None = declare("choice", "Verifiability.", choices=words.YES_NO)
    specificity: str | None = declare("choice", "Specificity (until 2018).", choices=words.SPECIFICITY)
    relevance: tuple[str, ...] = declare(
        "choice",
        "Open government lens: yes, no, or values.",
        many=True,
        choices=words.YES_NO | words.OGP_VALUE,
    )
    ambition: str | None = declare("choice", "Potential for results.", choices=words.AMBITION)
    impact: str | None = declare("choice", "Potential impact (until 2019).", choices=words.IMPACT)
    completion: str | None = declare("choice", "Completion.", choices=words.COMPLETION)
    early_results: str | None = declare("choice", "Early results.", choices=words.EARLY_RESULTS)
    opened_government: str | None = declare(
        "choice", "Did it open government? (until 2020)", choices=words.OPENED_GOVERNMENT
    )
    promising: str | None = declare("choice", "Promising commitment.", choices=words.YES_NO)
    starred: str | None = declare("choice", "Starred commitment (until 2019).", choices=words.YES_NO)


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """A recommendation, and what was done with it."""

    key: str = declare("key", "Its key.", required=True)
    text: Text = declare("prose", "What is recommended.", required=True)
    response: str | None = declare("choice", "The government's response.", choices=words.RECOMMENDATION_RESPONSE)
    response_text: Text = declare("prose", "The response in words.")
    action: Ref | None = declare("ref", "The commitment that carries it out.", to=("commitment",))
    status: str | None = declare("choice", "Where it stands.", choices=words.RECOMMENDATION_STATUS)


@dataclass(frozen=True, kw_only=True)
class RequirementFinding:
    """What the assessment found on a minimum requirement."""

    number: str = declare("word", "Its number, such as 4.1.")
    phase: str | None = declare("choice", "Phase of the plan.", choices=words.PHASE)
    met: str | None = declare("choice", "Whether it was met.", choices=words.YES_NO)
    note: Text = declare("prose", "The reason.")


@dataclass(frozen=True, kw_only=True)
class Assessment(Record):
    """An IRM product, a self-assessment, an independent review or a notice."""

    title: Text = declare("text", "Its title.", required=True)
    kind: str = declare("choice", "What it is.", required=True, choices=words.ASSESSMENT_KIND)
    stage: str | None = declare("choice", "Draft for comment, or final.", choices=words.STAGE)
    plan: Ref | None = declare("ref", "The plan it assesses.", to=("plan",))
    by: Party | None = declare("party", "Who wrote it.")
    published_on: Day | None = declare("day", "The day on which it was published.", required=True)
    comment_period: CommentPeriod | None = declare("group", "When it was open for comment.", of=CommentPeriod)
    documents: tuple[Evidence, ...] = declare("evidence", "The report itself, and what belongs to it.")
    codes: tuple[Codes, ...] = declare("items", "Codes by commitment.", of=Codes)
    recommendations: tuple[Recommendation, ...] = declare("items", "Recommendations.", of=Recommendation)
    requirements: tuple[RequirementFinding, ...] = declare(
        "items", "Findings on minimum requirements.", of=RequirementFinding
    )


@dataclass(frozen=True, kw_only=True)
class Amount:
    """An amount of money."""

    value: float | None = declare("number", "How much.")
    currency: str = declare("word", "In which currency (ISO 4217).")


@dataclass(frozen=True, kw_only=True)
class Support(Record):
    """Support asked for and received: grants, technical help, peer exchange."""

    title: Text = declare("text", "Its title.", required=True)
    kind: str = declare("choice", "What sort of support.", required=True, choices=words.SUPPORT_KIND)
    provider: Party = declare("party", "Who gives it.", required=True)
    status: str | None = declare("choice", "Where it stands.", choices=words.SUPPORT_STATUS)
    from_: Day | None = declare("day", "First day.")
    to: Day | None = declare("day", "Last day.")
    amount: Amount | None = declare("group", "Amount.", of=Amount)
    plan: Ref | None = declare("ref", "The plan it helps.", to=("plan",))
    commitments: tuple[Ref, ...] = declare("ref", "The commitments it helps.", many=True, to=("commitment",))
    events: tuple[Ref, ...] = declare("ref", "Its events.", many=True, to=("event", "meeting"))
    outcome: Text = declare("prose", "What came of it.")
    documents: tuple[Evidence, ...] = declare("evidence", "Papers.")


@dataclass(frozen=True, kw_only=True)
class Document(Record):
    """Anything else that is part of the record: letters, decrees, presentations."""

    title: Text = declare("text", "Its title.", required=True)
    type: str = declare("word", "What sort of document (see document types).")
    date: Day = declare("day", "Its own day.", required=True)
    publisher: Party | None = declare("party", "Who published it.")
    language: str = declare("word", "Its language.")
    file: FileRef | None = declare("file", "The local copy.")
    url: str = declare("url", "Where it was published.")
    about: tuple[Ref, ...] = declare("ref", "The records it is about.", many=True, to=ANY)
    supersedes: Ref | None = declare("ref", "The document it replaces.", to=("document",))


@dataclass(frozen=True, kw_only=True)
class News(Record):
    """A short piece of news."""

    title: Text = declare("text", "Its headline.", required=True)
    date: Day = declare("day", "Its day.", required=True)
    summary: Text = declare("prose", "It in a sentence.")
    about: tuple[Ref, ...] = declare("ref", "The records it is about.", many=True, to=ANY)


@dataclass(frozen=True, kw_only=True)
class Barrier:
    """Content that not everybody can use yet."""

    text: Text = declare("text", "What it is.", required=True)
    reason: str | None = declare("choice", "Why (default non-compliance).", choices=words.EXEMPTION)
    alternative: Text = declare("text", "What people can use instead.")
    until: Day | None = declare("day", "The day by which it is to be mended.")


@dataclass(frozen=True, kw_only=True)
class Enforcement:
    """Whom to turn to when an answer doesn't help."""

    name: Text = declare("text", "The body.", required=True)
    text: Text = declare("text", "What it does.")
    url: str = declare("url", "Its site.")
    email: str = declare("email", "Its mailbox.")


@dataclass(frozen=True, kw_only=True)
class Statement:
    """An accessibility statement, by the model of Implementing Decision (EU) 2018/1523; `reviewed_on` is the page's."""

    conformance: str = declare("choice", "How far the standard is met.", required=True, choices=words.CONFORMANCE)
    standard: str = declare("word", "The standard (default EN 301 549, WCAG 2.2 AA).")
    law: Text = declare("text", "The law that asks for it.")
    prepared_on: Day | None = declare("day", "The day on which it was written.")
    assessed: str | None = declare("choice", "How it was found out (default self).", choices=words.ASSESSED)
    barriers: tuple[Barrier, ...] = declare("items", "Content that not everybody can use yet.", of=Barrier)
    answer_within_days: int | None = declare("whole", "Days within which messages are answered.")
    enforcement: Enforcement | None = declare("group", "Whom to turn to when an answer doesn't help.", of=Enforcement)


@dataclass(frozen=True, kw_only=True)
class Page(Record):
    """A free page."""

    title: Text = declare("text", "Its title.", required=True)
    nav: float | None = declare("number", "Its place in the menu; absent: not in the menu.")
    toc: str | None = declare("choice", "Whether it shows its contents.", choices=words.YES_NO)
    reviewed_on: Day | None = declare(
        "day", "The day on which it was last reviewed (an accessibility statement: yearly)."
    )
    statement: Statement | None = declare("group", "Makes the page an accessibility statement.", of=Statement)


@dataclass(frozen=True, kw_only=True)
class Home(Record):
    """The introduction on the home page."""

    title: Text = declare("text", "A heading, instead of the site's title.")
    summary: Text = declare("prose", "A lead sentence.")


def watch(kind: type[Record]) -> None:
    """Makes the fields of a record type, and of those made of it, note that they are read (`noted.py`)."""
    for name in kind.__annotations__:
        if name != "meta":
            setattr(kind, name, Noted(name))
    for other in kind.__subclasses__():
        watch(other)


watch(Record)
