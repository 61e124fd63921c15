"""What the parts beside the text of a Word document say: its styles, its lists, where its links lead."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ogpsite.importers.archive import Archive
from ogpsite.importers.minutes.xmltree import attribute, local, tree
from ogpsite.nouns import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says: its English name, its outline level, its list, the style it is based on."""

    name: str = ""
    outline: int = -1
    numbering: tuple[str, int] = ("", 0)
    base: str = ""


def relations(parts: Archive, part: str) -> dict[str, str]:
    """The targets of links and pictures of a part, by id."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    if not parts.has(path):
        return {}
    return {attribute(one, "Id"): attribute(one, "Target") for one in tree(parts.name, path, parts.read(path))}


def styles(parts: Archive) -> dict[str, Style]:
    """The paragraph styles by id; their names are English in every language of the program."""
    path = "word/styles.xml"
    if not parts.has(path):
        return {}
    known: dict[str, Style] = {}
    for one in tree(parts.name, path, parts.read(path)):
        if local(one) != "style" or attribute(one, "type") not in ("paragraph", ""):
            continue
        given = {local(child): child for child in one}
        properties = given.get("pPr")
        outline = next((attribute(p, "val") for p in children(properties) if local(p) == "outlineLvl"), "")
        listed = next((p for p in children(properties) if local(p) == "numPr"), None)
        known[attribute(one, "styleId")] = Style(
            attribute(given["name"], "val").lower() if "name" in given else "",
            int(outline) if outline.isdigit() else -1,
            list_of(listed) if listed is not None else ("", 0),
            attribute(given["basedOn"], "val") if "basedOn" in given else "",
        )
    return known


def formats(parts: Archive) -> dict[tuple[str, int], str]:
    """How each level of each list is numbered."""
    path = "word/numbering.xml"
    if not parts.has(path):
        return {}
    root = tree(parts.name, path, parts.read(path))
    abstract: dict[str, dict[int, str]] = {}
    for one in root:
        if local(one) == "abstractNum":
            levels = {}
            for level in (child for child in one if local(child) == "lvl"):
                kind = next((attribute(p, "val") for p in level if local(p) == "numFmt"), "decimal")
                levels[int(attribute(level, "ilvl") or 0)] = kind
            abstract[attribute(one, "abstractNumId")] = levels
    known: dict[tuple[str, int], str] = {}
    for one in root:
        if local(one) == "num":
            target = next((attribute(child, "val") for child in one if local(child) == "abstractNumId"), "")
            known |= {(attribute(one, "numId"), level): kind for level, kind in abstract.get(target, {}).items()}
    return known


def list_of(properties: Element) -> tuple[str, int]:
    """The number of a list, and the level in it."""
    number = next((attribute(one, "val") for one in properties if local(one) == "numId"), "")
    level = next((attribute(one, "val") for one in properties if local(one) == "ilvl"), "0")
    return number, min(int(level), 8) if level.isdigit() else 0


def children(element: Element | None) -> Iterator[Element]:
    """The elements right below one, none where there is none."""
    return iter(element) if element is not None else iter(())
