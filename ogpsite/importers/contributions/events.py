"""Meetings of a platform's process → events of the site."""

from __future__ import annotations

from collections.abc import Iterator

from ogpsite.importers.contributions.nouns import Encounter, Ground, Harvest
from ogpsite.importers.contributions.shape import body, cleaned, said
from ogpsite.importers.layout import Draft
from ogpsite.importers.register import Register
from ogpsite.importers.render import markdown
from ogpsite.importers.slugs import slug, unique


def drafts(harvest: Harvest, register: Register, ground: Ground) -> Iterator[Draft]:
    """One file for each meeting."""
    taken: set[str] = set()
    for one in harvest.encounters:
        title = said({language: cleaned(text) for language, text in one.title.items()}, one.at, ground)
        words = next(iter(title.values())) if isinstance(title, dict) else str(title)
        key = unique(f"{one.day}-{slug(words or one.id, 50)}", taken)
        front = event(one, title or f"{one.day}", register, ground)
        text = said({language: cleaned(words) for language, words in one.text.items()}, one.at, ground)
        yield Draft(f"content/events/{key}.md", markdown(front, escaped(text) if isinstance(text, str) else ""))


def event(one: Encounter, title: object, register: Register, ground: Ground) -> dict[str, object]:
    """The fields of an event; its kind is for an editor to say."""
    attendance = {"attendance": {"attended": one.attended}} if one.attended else {}
    bodies = [body(name, register) for name in one.organisations]
    ground.notes.add("remark", one.at, "a meeting of the platform, written as an event of kind `other`")
    return {
        "title": title,
        "date": one.day,
        "kind": ["other"],
        **({"place": said({"": cleaned(one.place)}, one.at, ground)} if one.place else {}),
        **({"online_url": one.url} if one.url.startswith("http") else {}),
        **attendance,
        **({"organisations": bodies} if bodies else {}),
        **({"comments_collected": one.comments} if one.comments else {}),
    }


def escaped(text: str) -> str:
    """Plain words as Markdown: nothing in them becomes HTML or a heading by chance."""
    return "\n".join(
        f"\\{line}" if line.startswith(("#", ">", "+ ", "    ")) else line
        for line in text.replace("<", "&lt;").split("\n")
    )
