"""XML from strangers → a tree: no entities, no document type, bounded in size and depth."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ogpsite.importers.fault import ImportFault

MOST_ELEMENTS = 400_000
DEEPEST = 120


class Loader:
    """Builds the tree of one part. Names are `{namespace}name`, as ElementTree writes them."""

    def __init__(self, file: str, part: str) -> None:
        self.file, self.part = file, part
        self.builder = TreeBuilder()
        self.count = self.depth = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.builder.data

    def refuse(self, *_: object) -> None:
        """A document type or an entity: office programs write none, so somebody wants to do harm with it."""
        raise ImportFault(
            f"{self.file}: the part {self.part} declares a document type or entities, which are never read",
            "office programs write no such files; save it again with one of them",
        )

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        self.count += 1
        self.depth += 1
        if self.count > MOST_ELEMENTS or self.depth > DEEPEST:
            what = f"more than {MOST_ELEMENTS:,} elements" if self.depth <= DEEPEST else f"more than {DEEPEST} levels"
            raise ImportFault(f"{self.file}: the part {self.part} has {what}", "divide the document")
        self.builder.start(braced(name), {braced(key): value for key, value in given.items()})

    def end(self, name: str) -> None:
        """An element ends."""
        self.depth -= 1
        self.builder.end(braced(name))

    def tree(self, data: bytes) -> Element:
        """The root of the tree."""
        try:
            self.parser.Parse(data, True)
            return self.builder.close()
        except expat.ExpatError as fault:
            raise ImportFault(f"{self.file}: the part {self.part} is damaged: {fault}", "save the file again") from None


def braced(name: str) -> str:
    """`ns}name` → `{ns}name`."""
    return "{" + name if "}" in name else name


def tree(file: str, part: str, data: bytes) -> Element:
    """The tree of a part. Raises ImportFault where it is no XML, or is made to do harm."""
    return Loader(file, part).tree(data)


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name, in any namespace."""
    found = element.attrib.get(name)
    if found is not None:
        return found
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
