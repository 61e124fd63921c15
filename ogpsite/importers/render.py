"""Records → the text of content files: YAML that reads well and survives every reader, Markdown with front matter."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

ODD = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


class Writer(yaml.SafeDumper):
    """PyYAML's writer with lists indented below their key, no aliases, and long texts as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists too."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        """Write a value twice rather than point to it: the content model has no aliases."""
        return True

    def analyze_scalar(self, scalar: str) -> Any:
        """Allow blocks for texts whose lines end in blanks: two blanks are a line break in Markdown, and survive."""
        analysis = super().analyze_scalar(scalar)
        if analysis.multiline and not ODD.search(scalar) and not scalar[-1:].isspace():
            analysis.allow_block = True
        return analysis


def text_node(writer: Writer, text: str) -> yaml.ScalarNode:
    """A text: several lines as a block, one line plain or in quotes as YAML needs it."""
    style = '"' if ODD.search(text) else "|" if "\n" in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


class Quoted(Writer):
    """The same without blocks: what a block would change stands in quotes."""


def quoted_node(writer: Quoted, text: str) -> yaml.ScalarNode:
    """A text in double quotes if it has several lines."""
    return writer.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if "\n" in text or ODD.search(text) else None
    )


Writer.add_representer(str, text_node)
Quoted.add_representer(str, quoted_node)


def document(data: Mapping[str, object] | Sequence[object]) -> str:
    """A YAML file. What was written is read back and compared; texts that a block would change are quoted."""
    text = dumped(data, Writer)
    return text if parsed(text) == as_text(data) else dumped(data, Quoted)


def parsed(text: str) -> object:
    """A YAML text as nothing but texts, lists and mappings."""
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def dumped(data: object, writer: type[yaml.SafeDumper]) -> str:
    """YAML in block style, in the order given."""
    text: str = yaml.dump(
        data, Dumper=writer, sort_keys=False, allow_unicode=True, default_flow_style=False, width=1_000_000
    )
    return text


def markdown(front: Mapping[str, object], body: str = "") -> str:
    """A Markdown file with front matter."""
    return f"---\n{document(front)}---\n" + (f"\n{body}\n" if body else "")


def as_text(value: object) -> object:
    """The value as a reader that knows only texts has it."""
    if isinstance(value, Mapping):
        return {str(key): as_text(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_text(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def tidy(value: object) -> object:
    """Texts of a map that are days or whole numbers as such, so that they stand without quotes."""
    if isinstance(value, Mapping):
        return {key: tidy(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [tidy(item) for item in value]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            return value
    return int(value) if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,8}", value) else value
