"""Decidim's open data: CSV files of proposals with state and answer, debates, comments, meetings and results."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ogpsite.importers.cells import Cell, Table
from ogpsite.importers.contributions import moments
from ogpsite.importers.contributions.nouns import Encounter, Entry, Ground, Harvest, Reply, Texts
from ogpsite.importers.contributions.sheet import DECISIONS, at, fold_plain
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.markup import words_of
from ogpsite.nouns import dataclass

WANTED = re.compile(
    r"(?:^|[/\\_-])(proposals|debates|meetings|results|participatory_processes|\w*comments)\.csv\Z", re.I
)
PREFIX = {"proposal": "p", "debate": "d", "comment": "c", "result": "result", "meeting": "meeting"}
READ = frozenset(
    "id title body description state answer answered_at published_at created_at url withdrawn withdrawn_at votes "
    "supports participatory_space/url author/name locale depth commentable_id commentable_type "
    "root_commentable_url start_time address location attendees contributions organizations published "
    "status/name progress proposal_urls slug "
    "start_date end_date short_description instructions user_group/name state_published_at".split()
)
AUTHORS = frozenset({"author/name", "author/id", "author/url", "authors_names", "user_group/name", "user_group/id"})
NOT_DECIDED = ("", "not_answered", "withdrawn", "published")


@dataclass(frozen=True)
class Record:
    """One row of a Decidim table, asked by the names of its columns."""

    kind: str
    names: Mapping[str, int]
    cells: tuple[Cell, ...]
    zone: datetime.tzinfo

    def __getitem__(self, name: str) -> str:
        """The words of a column."""
        return at(self.cells, self.names[name]).text.strip() if name in self.names else ""

    def texts(self, name: str) -> Texts:
        """A text in its languages: from `title/en`, `title/fr`, or from one column; HTML as plain words."""
        found = {
            column.removeprefix(f"{name}/"): at(self.cells, number).text
            for column, number in self.names.items()
            if column.startswith(f"{name}/") and column.count("/") == name.count("/") + 1
        } or by_language(self[name])
        return {language: words for language, text in found.items() if (words := words_of(text).strip())}

    def day(self, *names: str) -> datetime.date | None:
        """The first day among some columns."""
        cells = (at(self.cells, self.names[name]) for name in names if name in self.names)
        return next((day for cell in cells if (day := moments.day_of(cell, "dmy", self.zone))), None)

    def number(self, *names: str) -> int | None:
        """The first whole number among some columns."""
        return next((int(self[name]) for name in names if self[name].isdigit()), None)

    @property
    def at(self) -> str:
        """Its place."""
        return next((cell.at for cell in self.cells if cell.at), "")

    @property
    def id(self) -> str:
        """Its id in the import."""
        return f"{PREFIX.get(self.kind, self.kind)}-{self['id']}"

    @property
    def author(self) -> str:
        """Who is named as author: a group before a person."""
        group = next(iter(self.texts("user_group/name").values()), "")
        return group or self["author/name"] or self["authors_names"]


def by_language(text: str) -> Texts:
    """A text that may itself be a mapping by language, as some versions write it."""
    if text.startswith("{") and text.endswith("}"):
        try:
            found = json.loads(re.sub(r'"\s*=>\s*', '": ', text))
        except ValueError:
            return {"": text}
        if isinstance(found, dict) and all(isinstance(value, str) for value in found.values()):
            return {str(language): value for language, value in found.items()}
    return {"": text}


def wanted(name: str) -> bool:
    """Whether a part of the open data zip is read."""
    return bool(WANTED.search(name))


def kind_of(table: Table) -> str:
    """What the rows of a table are; empty where it is none of Decidim's."""
    names = {cell.text.strip().partition("/")[0] for cell in table.rows[0]} if table.rows else set()
    whole = {cell.text.strip() for cell in table.rows[0]} if table.rows else set()
    if {"commentable_id", "body"} <= names and names & {"alignment", "root_commentable_url", "depth"}:
        return "comment"
    if {"participatory_space/id", "component/id", "component/url"} & whole or "participatory_space" in names:
        for kind, marks in (
            ("meeting", {"start_time", "attendees"}),
            ("proposal", {"body", "state"}),
            ("debate", {"instructions"}),
            ("result", {"progress", "proposal_urls"}),
        ):
            if marks <= names:
                return kind
    if {"progress", "proposal_urls"} <= names:
        return "result"
    return "process" if {"slug", "title", "participatory_scope", "end_date"} & names >= {"slug", "end_date"} else ""


def harvest(tables: Sequence[Table], ground: Ground) -> Harvest:
    """All proposals, debates and comments of one participatory space, with the answers, meetings and results."""
    groups: dict[str, list[Record]] = {}
    rows: list[tuple[str, int]] = []
    for table in tables:
        kind = kind_of(table)
        if not kind:
            ground.notes.add("unread", table.name, "not a table of proposals, debates, comments, meetings or results")
            continue
        found = list(records(table, kind, ground))
        rows.append((table.name, len(found)))
        groups.setdefault(kind, []).extend(found)
    space = chosen(groups, ground)
    kept = {kind: [one for one in found if fits(one, space)] for kind, found in groups.items()}
    note_others(groups, kept, space, ground)
    roots = roots_in(kept)
    bound = bool(space) and any(one["participatory_space/url"] for found in groups.values() for one in found)
    comments = [one for one in kept.get("comment", ()) if about_kept(one, roots, bound, ground)]
    entries = [*map(proposal, [*kept.get("proposal", ()), *kept.get("debate", ())])]
    official = [one for one in comments if one["author/name"] in ground.options.officials]
    entries += [comment(one, roots) for one in comments if one not in official]
    replies = [
        *(made for one in kept.get("proposal", ()) for made in answer(one, ground)),
        *(spoken(one, roots) for one in official),
        *(made for one in kept.get("result", ()) for made in result(one, roots, ground)),
    ]
    days = [
        day for found in kept.values() for one in found if (day := one.day("answered_at", "published_at", "created_at"))
    ]
    return Harvest(
        channel="Decidim",
        mechanism="platform",
        entries=tuple(entries),
        replies=tuple(replies),
        encounters=tuple(made for one in kept.get("meeting", ()) for made in encounter(one, ground)),
        rows=tuple(rows),
        consultation=described(space, groups.get("process", ())),
        last_day=max(days, default=None),
    )


def roots_in(kept: Mapping[str, list[Record]]) -> dict[str, Record]:
    """What comments may be about, by its address."""
    kinds = ("proposal", "debate", "meeting", "result")
    return {one["url"]: one for kind in kinds for one in kept.get(kind, ()) if one["url"]}


def records(table: Table, kind: str, ground: Ground) -> Iterator[Record]:
    """The rows of a table; columns that nobody reads are noted."""
    names = {cell.text.strip(): number for number, cell in enumerate(table.rows[0]) if cell.text.strip()}
    unread = [name for name in names if name not in READ and name.partition("/")[0] not in READ and name not in AUTHORS]
    if unread:
        ground.notes.add("unread", table.name, f"columns that are not read: {', '.join(unread)}")
    if AUTHORS & set(names) and not ground.options.names:
        ground.notes.add("unread", table.name, "the authors' names are left out (--names publishes them)")
    for cells in table.rows[1:]:
        if any(cell.text.strip() for cell in cells):
            yield Record(kind, names, cells, ground.zone)


def chosen(groups: Mapping[str, Sequence[Record]], ground: Ground) -> str:
    """The participatory space that is meant. Raises ImportFault where there are several and none was chosen."""
    spaces = Counter(
        one["participatory_space/url"]
        for kind in ("proposal", "debate")
        for one in groups.get(kind, ())
        if one["participatory_space/url"]
    )
    wish = ground.options.space
    if wish:
        found = [space for space in sorted(spaces) if space == wish or wish in space.rstrip("/").split("/")]
        if len(found) != 1:
            raise ImportFault(f"--space {wish!r} fits {len(found)} processes of the export", listed(spaces))
        return found[0]
    if len(spaces) > 1:
        raise ImportFault(f"the export holds contributions of {len(spaces)} processes", f"choose one: {listed(spaces)}")
    return next(iter(spaces), "")


def listed(spaces: Mapping[str, int]) -> str:
    """The processes with how many contributions each has."""
    few = [f"--space {space.rstrip('/').rpartition('/')[2]} ({count})" for space, count in sorted(spaces.items())[:20]]
    return ", ".join(few) + (f" and {len(spaces) - 20} more" if len(spaces) > 20 else "")


def fits(one: Record, space: str) -> bool:
    """Whether a row belongs to the chosen space, as far as it says."""
    return not space or one["participatory_space/url"] in ("", space)


def note_others(
    groups: Mapping[str, Sequence[Record]], kept: Mapping[str, Sequence[Record]], space: str, ground: Ground
) -> None:
    """Note how many rows belong elsewhere."""
    for kind, found in groups.items():
        count = len(found) - len(kept[kind])
        if count:
            ground.notes.add("skipped", kind, f"{count} rows belong to other processes than {space}")


def about_kept(one: Record, roots: Mapping[str, Record], bound: bool, ground: Ground) -> bool:
    """Whether a comment is on something that is taken over; where one process was chosen, others fall away."""
    if not bound or one["root_commentable_url"] in roots or not one["root_commentable_url"]:
        return True
    ground.notes.add("skipped", one.at, "a comment on something outside the chosen process")
    return False


def proposal(one: Record) -> Entry:
    """A proposal or a debate."""
    gone = one["withdrawn"].lower() == "true" or one["state"] == "withdrawn" or bool(one["withdrawn_at"])
    return Entry(
        id=one.id,
        at=one.at,
        title=one.texts("title"),
        text=one.texts("body") or one.texts("description") or one.texts("title"),
        day=one.day("published_at", "created_at"),
        author=one.author,
        pseudonym=True,
        state="withdrawn" if gone else "published",
        withdrawn_on=one.day("withdrawn_at", "updated_at"),
        votes=(one.number("votes", "supports"), None),
        attachments=({"title": "Decidim", "url": one["url"]},) if one["url"].startswith("http") else (),
    )


def comment(one: Record, roots: Mapping[str, Record]) -> Entry:
    """A comment; its title says what it is on."""
    root = roots.get(one["root_commentable_url"])
    titles = root.texts("title") if root else {}
    url = one["root_commentable_url"]
    return Entry(
        id=one.id,
        at=one.at,
        title={language: f"Re: {title}" for language, title in titles.items()},
        text={one["locale"]: words_of(one["body"]).strip()},
        day=one.day("created_at"),
        author=one.author,
        pseudonym=True,
        attachments=({"title": "Decidim", "url": url},) if url.startswith("http") else (),
    )


def answer(one: Record, ground: Ground) -> Iterator[Reply]:
    """What officials answered to a proposal: its state and their reasons."""
    reasons = one.texts("answer")
    state = one["state"]
    decision = DECISIONS.get(fold_plain(state), "")
    if not reasons:
        if state not in NOT_DECIDED:
            words = f"{one.id} is {state}, but no reasons are given: no response was written"
            ground.notes.add("skipped", one.at, words)
        return
    if not decision and state not in NOT_DECIDED:
        ground.notes.add("unknown", one.at, f"“{state}” is no state of a proposal that is known")
    yield Reply(
        id=one.id,
        at=one.at,
        answers=(one.id,),
        reasons=reasons,
        decision=decision,
        day=one.day("answered_at", "state_published_at"),
    )


def spoken(one: Record, roots: Mapping[str, Record]) -> Reply:
    """An official's comment as an answer to what it is on."""
    root = roots.get(one["root_commentable_url"])
    return Reply(
        id=one.id,
        at=one.at,
        answers=(root.id,) if root else (),
        reasons={one["locale"]: words_of(one["body"]).strip()},
        day=one.day("created_at"),
        by=one["author/name"],
    )


def result(one: Record, roots: Mapping[str, Record], ground: Ground) -> Iterator[Reply]:
    """A result as the answer to the proposals that it carries out; one without proposals is noted."""
    urls = [url.strip() for url in re.split(r"[,;\s]+", one["proposal_urls"]) if url.strip()]
    answers = tuple(roots[url].id for url in urls if url in roots)
    if not answers:
        words = f"{one.id}: a result without proposals in this export; bring it over as a commitment (import table)"
        ground.notes.add("skipped", one.at, words)
        return
    state = next(iter(one.texts("status/name").values()), "") or next(iter(one.texts("status").values()), "")
    done = ", ".join(filter(None, (state, f"{one['progress']} %" if one["progress"] else "")))
    titles, texts = one.texts("title"), one.texts("description")
    reasons = {
        language: "\n\n".join(filter(None, (title, texts.get(language, ""), f"({done})" if done else "")))
        for language, title in titles.items()
    }
    yield Reply(
        id=one.id,
        at=one.at,
        answers=answers,
        reasons=reasons,
        decision="accepted",
        day=one.day("created_at", "start_date"),
    )


def encounter(one: Record, ground: Ground) -> Iterator[Encounter]:
    """A meeting of the process; one that is not published is noted and left out."""
    day = one.day("start_time")
    if one["published"].lower() == "false":
        ground.notes.add("skipped", one.at, "a meeting that is not published")
    elif day is None:
        ground.notes.add("skipped", one.at, "a meeting without a day")
    else:
        place = next((text for name in ("location", "address") for text in one.texts(name).values()), "")
        bodies = re.split(r"[;\n]+|,\s+", words_of(one["organizations"]))
        yield Encounter(
            id=one["id"],
            at=one.at,
            title=one.texts("title"),
            day=day,
            text=one.texts("description"),
            place=place,
            attended=one.number("attendees") or None,
            organisations=tuple(name.strip() for name in bodies if name.strip()),
            comments=one.number("contributions") or None,
            url=one["url"],
        )


def described(space: str, processes: Sequence[Record]) -> dict[str, object]:
    """What the export says of the process itself."""
    found: dict[str, object] = {"platform_url": space} if space.startswith("http") else {}
    slug = space.rstrip("/").rpartition("/")[2]
    for one in processes:
        if slug and one["slug"] == slug:
            found["title"] = next(iter(one.texts("title").values()), "")
            days = (("opens", one.day("start_date")), ("closes", one.day("end_date")))
            found |= {name: day.isoformat() for name, day in days if day}
    return found
