"""CONSUL Democracy: the answers of its GraphQL interface (JSON), and its CSV exports, as the same nodes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ogpsite.importers.cells import Cell, Table
from ogpsite.importers.contributions import moments
from ogpsite.importers.contributions.nouns import Entry, Ground, Harvest, Reply
from ogpsite.importers.daywords import folded
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.markup import words_of

Node = Mapping[str, object]
Found = tuple[str, Node, str, str]
KINDS = {"proposals": "p", "debates": "d", "comments": "c", "investments": "i", "budget_investments": "i"}
PARENTS = {"proposal": "p", "debate": "d", "budget::investment": "i", "comment": "c"}
SINGLE = {"proposal": "proposals", "debate": "debates", "comment": "comments", "investment": "investments"}
CSV_MARKS = frozenset(
    "cached_votes_up cached_votes_total public_created_at public_author confidence_score hot_score".split()
)
HEADINGS = {
    # folded headings of CSV exports in English, Spanish, Portuguese and French → names of the interface
    "id": "id",
    **dict.fromkeys(("title", "titulo", "titre"), "title"),
    **dict.fromkeys(("description", "descripcion", "descricao"), "description"),
    **dict.fromkeys(("summary", "resumen", "resumo", "resume"), "summary"),
    **dict.fromkeys(("author", "autor", "auteur", "public author", "author username"), "public_author"),
    **dict.fromkeys(("supports", "apoyos", "apoios", "soutiens", "votes", "votos"), "cached_votes_up"),
    **dict.fromkeys(
        ("created at", "created", "fecha de creacion", "date de creation", "public created at"), "public_created_at"
    ),
    **dict.fromkeys(("unfeasibility explanation", "informe de inviabilidad"), "unfeasibility_explanation"),
    **dict.fromkeys(("body", "comment", "comentario", "commentaire"), "body"),
}
OTHER_READ = frozenset(
    "cached_votes_down cached_votes_total retired_at retired_reason retired_explanation commentable_id "
    "commentable_type external_url video_url feasibility selected comments username ancestry".split()
)
DEPTH = 12


def recognise(table: Table) -> bool:
    """Whether a CSV file is one of CONSUL."""
    names = {snake(cell.text) for cell in table.rows[0]} if table.rows else set()
    plain = {plain_heading(cell.text) for cell in table.rows[0]} if table.rows else set()
    return (
        len(names & CSV_MARKS) >= 1 or "unfeasibility explanation" in plain or {"commentable_id", "ancestry"} <= names
    )


def nodes_in(
    tables: Sequence[Table], documents: Sequence[tuple[str, object]], ground: Ground
) -> tuple[list[Found], Counter[str]]:
    """What is in all files: kind, node, the node that it is about, and its place; and how many of each file."""
    found: list[Found] = []
    rows: Counter[str] = Counter()
    for name, data in documents:
        data = {kind_in(name): data} if isinstance(data, list) and kind_in(name) else data
        for kind, node, parent in collected(data, name, ground):
            found.append((kind, node, parent, f"{name}:{kind}:{word(node, 'id') or '?'}"))
            rows[f"{name}: {kind}"] += 1
    for table in tables:
        kind, nodes = rows_of(table, ground)
        found += [(kind, node, "", at) for node, at in nodes]
        rows[table.name] += len(nodes)
    return found, rows


def harvest(tables: Sequence[Table], documents: Sequence[tuple[str, object]], ground: Ground) -> Harvest:
    """Proposals, debates, investments and comments; comments of officials become answers."""
    found, rows = nodes_in(tables, documents, ground)
    if not found:
        raise ImportFault(
            "no proposals, debates, investments or comments are in this export", "see docs/import-contributions.md"
        )
    found = once(found, ground)
    titles = {f"{KINDS[kind]}-{word(node, 'id')}": word(node, "title") for kind, node, _, _ in found}
    entries: list[Entry] = []
    replies: list[Reply] = []
    for kind, node, parent, at in found:
        made = entry(kind, node, parent or parent_of(node), titles, at, ground)
        if made is None:
            ground.notes.add("skipped", at, "no words")
        elif kind == "comments" and made.author in ground.options.officials and made.author:
            answered = parent or parent_of(node)
            replies.append(
                Reply(id=made.id, at=at, answers=(answered,), reasons=made.text, day=made.day, by=made.author)
            )
        else:
            entries.append(made)
            replies.extend(feasibility(node, made))
    days = [one.day for one in entries if one.day] + [one.day for one in replies if one.day]
    return Harvest(
        channel="CONSUL Democracy",
        mechanism="platform",
        entries=tuple(entries),
        replies=tuple(replies),
        rows=tuple(rows.items()),
        last_day=max(days, default=None),
    )


def once(found: list[Found], ground: Ground) -> list[Found]:
    """Each node once: a comment may be in the answer twice, below its proposal and in the list of comments."""
    seen: dict[str, int] = {}
    kept: list[Found] = []
    for kind, node, parent, at in found:
        key = f"{KINDS[kind]}-{word(node, 'id')}"
        if word(node, "id") and key in seen:
            ground.notes.add("remark", at, "is in the export twice; taken once")
        else:
            seen[key] = len(kept)
            kept.append((kind, node, parent, at))
    return kept


def collected(
    data: object, at: str, ground: Ground, parent: str = "", depth: int = 0
) -> Iterator[tuple[str, Node, str]]:
    """Every node of a known collection, wherever it stands in the answer; other collections are noted."""
    if depth > DEPTH:
        raise ImportFault(f"{at} is nested deeper than {DEPTH} levels", "the interface of CONSUL never answers so")
    if isinstance(data, list):
        for item in data:
            yield from collected(item, at, ground, parent, depth + 1)
        return
    if not isinstance(data, Mapping):
        return
    if isinstance(data.get("errors"), list):
        ground.notes.add(
            "remark", at, f"the interface answered with {len(data['errors'])} errors; parts may be missing"
        )
    for name, value in data.items():
        kind = SINGLE.get(snake(str(name)), snake(str(name)))
        if kind in KINDS and isinstance(value, Mapping | list):
            for node in nodes_of(value):
                yield kind, node, parent
                note_unread(kind, node, at, ground)
                yield from collected(inner(node), at, ground, f"{KINDS[kind]}-{word(node, 'id')}", depth + 1)
        elif isinstance(value, Mapping | list):
            if nodes_of(value) and isinstance(value, Mapping) and {"edges", "nodes"} & set(value):
                ground.notes.add("unread", at, f"`{name}` is not taken over")
            else:
                yield from collected(value, at, ground, parent, depth + 1)


def note_unread(kind: str, node: Node, at: str, ground: Ground) -> None:
    """Note what a node holds that is not taken over."""
    for name, value in node.items():
        known = {*HEADINGS.values(), *OTHER_READ, *KINDS, "created_at"}
        if value and snake(name) not in known:
            ground.notes.add("unread", at, f"`{name}` of {kind} is not taken over")


def inner(node: Node) -> Node:
    """The known collections below a node, without its own values and those of the author."""
    return {name: value for name, value in node.items() if snake(name) in KINDS}


def nodes_of(value: object) -> list[Node]:
    """The nodes of a collection: `edges` with `node`, `nodes`, a list, or a single node."""
    if isinstance(value, Mapping):
        if isinstance(value.get("edges"), list):
            return [
                edge["node"]
                for edge in value["edges"]
                if isinstance(edge, Mapping) and isinstance(edge.get("node"), Mapping)
            ]
        if isinstance(value.get("nodes"), list):
            return [node for node in value["nodes"] if isinstance(node, Mapping)]
        return [value] if "id" in value else []
    return [node for node in value if isinstance(node, Mapping)] if isinstance(value, list) else []


def rows_of(table: Table, ground: Ground) -> tuple[str, list[tuple[Node, str]]]:
    """The rows of a CSV file as nodes; columns that nobody reads are noted."""
    names = [HEADINGS.get(plain_heading(cell.text), snake(cell.text)) for cell in table.rows[0]]
    unread = [
        cell.text
        for cell, name in zip(table.rows[0], names, strict=True)
        if name and name not in {*HEADINGS.values(), *OTHER_READ}
    ]
    if unread:
        ground.notes.add("unread", table.name, f"columns that are not read: {', '.join(unread)}")
    kind = kind_in(table.name)
    if "commentable_id" in names:
        kind = "comments"
    elif "unfeasibility_explanation" in names or "feasibility" in names:
        kind = "investments"
    found: list[tuple[Node, str]] = []
    for row in table.rows[1:]:
        if any(cell.text.strip() for cell in row):
            found.append((dict(zip(names, (cell.text.strip() for cell in row), strict=False)), row[0].at))
    return kind or "proposals", found


def kind_in(name: str) -> str:
    """The kind of contribution that a file's name says: `proposals.csv`, `comments-2.json`."""
    return next((kind for kind in KINDS if kind.rstrip("s") in folded(name)), "")


def entry(kind: str, node: Node, parent: str, titles: Mapping[str, str], at: str, ground: Ground) -> Entry | None:
    """One node as a contribution."""
    title = words_of(word(node, "title"))
    parts = [words_of(word(node, name)).strip() for name in ("summary", "description", "body")]
    text = "\n\n".join(dict.fromkeys(filter(None, parts))) or title
    if not text:
        return None
    retired = word(node, "retired_at")
    if kind == "comments" and titles.get(parent):
        title = f"Re: {titles[parent]}"
    why = ": ".join(filter(None, (word(node, "retired_reason"), words_of(word(node, "retired_explanation")))))
    links = [word(node, name) for name in ("external_url", "video_url")]
    return Entry(
        id=f"{KINDS[kind]}-{word(node, 'id')}",
        at=at,
        title={"": title} if title else {},
        text={"": text},
        day=moments.day_of(Cell(word(node, "public_created_at") or word(node, "created_at"), at), "dmy", ground.zone),
        author=author(node),
        pseudonym=True,
        state="withdrawn" if retired else "published",
        withdrawn_on=moments.day_of(Cell(retired, at), "dmy", ground.zone),
        reason=why,
        votes=(number(node, "cached_votes_up"), number(node, "cached_votes_down")),
        attachments=tuple({"url": link} for link in links if re.match(r"https?://\S+\Z", link)),
    )


def feasibility(node: Node, made: Entry) -> Iterator[Reply]:
    """Officials' explanation why an investment can't be carried out."""
    reasons = words_of(word(node, "unfeasibility_explanation")).strip()
    if reasons:
        yield Reply(id=made.id, at=made.at, answers=(made.id,), reasons={"": reasons}, decision="not_accepted")


def parent_of(node: Node) -> str:
    """What a comment is on, as it says itself."""
    prefix = PARENTS.get(word(node, "commentable_type").lower(), "")
    return f"{prefix}-{word(node, 'commentable_id')}" if prefix and word(node, "commentable_id") else ""


def author(node: Node) -> str:
    """The public name of the author."""
    found = value(node, "public_author")
    return str(found.get("username") or "") if isinstance(found, Mapping) else str(found or "")


def value(node: Node, name: str) -> object:
    """A value by its name, written with underscores or in camel case."""
    return next((found for key, found in node.items() if snake(key) == name), None)


def word(node: Node, name: str) -> str:
    """A value as words."""
    found = value(node, name)
    return str(found).strip() if isinstance(found, str | int | float) and not isinstance(found, bool) else ""


def number(node: Node, name: str) -> int | None:
    """A whole number."""
    text = word(node, name)
    return int(text) if text.isdigit() else None


def snake(name: str) -> str:
    """`publicCreatedAt` → `public_created_at`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip()).lower()


def plain_heading(text: str) -> str:
    """A heading as it is compared."""
    return " ".join(folded(text.replace("_", " ")).split())
