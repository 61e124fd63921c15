"""Problems in the formats of code hosts and their tools: annotations, code quality, SARIF, Checkstyle."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any
from xml.sax.saxutils import quoteattr

from ogpsite import __version__
from ogpsite.problems import CODES, Problem, Say, said

Problems = Iterable[Problem]
SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def words_of(problem: Problem, say: Say) -> str:
    """The message with what to do."""
    words = said(say(problem.message))
    return f"{words} ({said(say(problem.hint))})" if problem.hint else words


def github(problems: Problems, prefix: str, say: Say = str) -> str:
    """Annotations, as GitHub Actions (and Forgejo's) read them from the output of a step."""
    lines = []
    for problem in problems:
        values = {"file": f"{prefix}{problem.place.path}", "line": str(problem.place.line or 1), "title": problem.code}
        given = ",".join(f"{name}={escaped(value, in_value=True)}" for name, value in values.items())
        lines.append(f"::{problem.severity} {given}::{escaped(words_of(problem, say))}")
    return "\n".join(lines)


def escaped(text: str, in_value: bool = False) -> str:
    """A text as a workflow command holds it."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_value else text


def gitlab(problems: Problems, prefix: str, say: Say = str) -> str:
    """A Code Quality report for GitLab's merge requests."""
    seen: dict[str, int] = {}
    items: list[dict[str, Any]] = []
    for problem in problems:
        own = f"{problem.place.path}|{problem.code}|{problem.message}"
        seen[own] = seen.get(own, 0) + 1
        items.append(
            {
                "description": words_of(problem, say),
                "check_name": problem.code,
                "fingerprint": hashlib.sha256(f"{own}|{seen[own]}".encode()).hexdigest(),
                "severity": "major" if problem.fatal else "minor",
                "location": {
                    "path": f"{prefix}{problem.place.path}",
                    "lines": {"begin": problem.place.line or 1},
                },
            }
        )
    return json.dumps(items, ensure_ascii=False, indent=1)


def sarif(problems: Problems, prefix: str, say: Say = str) -> str:
    """SARIF 2.1.0, which code scanners and editors read."""
    found = list(problems)
    codes = sorted({problem.code for problem in found})
    rules = [{"id": code, "fullDescription": {"text": CODES.get(code, code)}} for code in codes]
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": problem.severity,
            "message": {"text": words_of(problem, say)},
            "locations": [location(f"{prefix}{problem.place.path}", problem.place.line)],
        }
        | (
            {"relatedLocations": [location(f"{prefix}{problem.other.path}", problem.other.line)]}
            if problem.other
            else {}
        )
        for problem in found
    ]
    driver = {"name": "ogpsite", "version": __version__, "rules": rules}
    whole = {"$schema": SARIF, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def location(path: str, line: int) -> dict[str, Any]:
    from urllib.parse import quote

    region = {"region": {"startLine": line}} if line else {}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(path)}, **region}}


def checkstyle(problems: Problems, prefix: str, say: Say = str) -> str:
    """Checkstyle's XML, which most build servers read."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(f"{prefix}{problem.place.path}", []).append(problem)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="8.0">']
    for path, found in by_file.items():
        lines.append(f"  <file name={attribute(path)}>")
        for problem in found:
            values = {
                "line": str(problem.place.line or 1),
                "severity": problem.severity,
                "message": words_of(problem, say),
                "source": f"ogpsite.{problem.code}",
            }
            lines.append(f"    <error {' '.join(f'{name}={attribute(value)}' for name, value in values.items())}/>")
        lines.append("  </file>")
    return "\n".join([*lines, "</checkstyle>"])


def attribute(text: str) -> str:
    """A text as an XML attribute; signs that XML can't hold are left out."""
    clean = "".join(char for char in text if char in "\t\n\r" or (char >= " " and not "\ud800" <= char <= "\udfff"))
    return quoteattr(clean.replace("\ufffe", "").replace("\uffff", ""), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


FORMATS: dict[str, Callable[[Problems, str, Say], str]] = {
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
    "checkstyle": checkstyle,
}
