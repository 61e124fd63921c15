"""The register of organisations: finds the key of a name, and appends to organisations.yaml what is missing there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

import yaml

from ogpsite.importers import render
from ogpsite.importers.atlas import Organisations, fold
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.slugs import slug, unique
from ogpsite.nouns import dataclass

FILE = "content/organisations.yaml"


@dataclass
class Register:
    """What the register holds, and what this import adds to it, in order of first mention."""

    rules: Organisations
    text: str = ""
    known: dict[str, str] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    added: dict[str, dict[str, object]] = field(default_factory=dict)

    def key(self, name: str, sector: str = "") -> str:
        """The key of an organisation as a cell names it; new ones are added."""
        name = self.rules.same_as.get(fold(name), name)
        if fold(name) in self.known:
            return self.known[fold(name)]
        if self.rules.codes or name in self.rules.register:
            key = name if name in self.rules.register else slug(name)
        else:
            key = unique(slug(name, 80), self.keys | set(self.rules.register))
        self.keys.add(key)
        self.known[fold(name)] = key
        self.added[key] = self.entry(key, name, sector)
        return key

    def entry(self, key: str, name: str, sector: str) -> dict[str, object]:
        """A new entry: as the map's `register:` has it, else the name and the sector."""
        given = dict(self.rules.register.get(key, {}))
        return {
            "name": given.pop("name", name.upper() if self.rules.codes else name),
            **{k: v for k, v in given.items() if k != "sector"},
            "sector": given.get("sector", sector or self.rules.sector),
        }

    def merged(self) -> str:
        """The text of organisations.yaml with the new entries after what stands there; nothing else is touched."""
        if not self.added:
            return self.text
        before = self.text if not self.text or self.text.endswith("\n") else self.text + "\n"
        after = (before + "\n" if before else "") + render.document(self.added)
        old, new = entries(self.text), entries(after)
        if new != {**old, **entries(render.document(self.added))}:
            raise ImportFault(
                f"{FILE}: new organisations cannot be added at its end", "write one entry below the other"
            )
        return after


def read(text: str, rules: Organisations) -> Register:
    """The register as it stands, its names and acronyms known in every language."""
    found = entries(text)
    known = {fold(key): key for key in found}
    for key, entry in found.items():
        for name in names(entry):
            known.setdefault(fold(name), key)
    return Register(rules, text, known, set(found))


def entries(text: str) -> dict[str, object]:
    """The entries of a register's text."""
    try:
        found = render.parsed(text)
    except yaml.YAMLError as fault:
        raise ImportFault(f"{FILE} is not valid YAML: {getattr(fault, 'problem', fault)}", "`ogpsite check`") from None
    if not found:
        return {}
    if not isinstance(found, dict):
        raise ImportFault(f"{FILE} is not a mapping of keys to organisations", "`ogpsite check` says where")
    return {str(key): value for key, value in found.items()}


def names(entry: object) -> Iterator[str]:
    """The names and acronyms of an entry."""
    if isinstance(entry, Mapping):
        for field_name in ("name", "acronym"):
            value = entry.get(field_name, "")
            yield from (str(text) for text in (value.values() if isinstance(value, Mapping) else [value]) if text)
