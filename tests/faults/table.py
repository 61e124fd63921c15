"""The rows of the tables of faults: a name, the broken spot, and what an editor reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sites import SMALL, Files

SITE = "site.yaml"
BODIES = "content/organisations.yaml"
PLAN = "content/plans/2025-2028/plan.md"
FOLDER = "content/plans/2025-2028/commitments/open-clinics"
COMMITMENT = f"{FOLDER}/commitment.md"
REPORT = f"{FOLDER}/progress/2026-06.md"
CHECKS = f"{FOLDER}/checks.yaml"
CONSULTATION = "content/consultations/2024-ideas/consultation.md"
WORDS = "content/consultations/2024-ideas/contributions.yaml"
TABLE = "content/consultations/2024-ideas/contributions.csv"
ANSWERS = "content/consultations/2024-ideas/responses.yaml"
FORUM = "content/forum/forum.md"
MEETING = "content/forum/meetings/2026-05-05-results.md"
TIMELINE = "content/plans/2025-2028/timeline.yaml"
FRENCH = f"{FOLDER}/commitment.fr.md"


@dataclass(frozen=True)
class Fault:
    """One broken spot. `expected` is everything that is told, word for word."""

    name: str
    changes: Files
    expected: str
    strict: bool = False


def swap(name: str, path: str, old: str, new: str, expected: str, strict: bool = False) -> Fault:
    """A fault in a file of the small site: some of its words replaced by others."""
    text = SMALL[path]
    assert text.count(old) >= 1, f"{name}: {old!r} is not in {path}"
    return Fault(name, {path: text.replace(old, new, 1)}, expected, strict)


def added(name: str, files: Mapping[str, str | bytes | None], expected: str, strict: bool = False) -> Fault:
    """A fault in files that are added, replaced or taken away."""
    return Fault(name, files, expected, strict)


def record(fields: str, body: str = "") -> str:
    """A Markdown record of some fields."""
    return f"---\n{fields.strip(chr(10))}\n---\n{body}"
