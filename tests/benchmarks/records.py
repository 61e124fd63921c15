"""Made-up records of any number, the same for the same seed: what every benchmark builds."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

WORDS = (
    "government open data public service citizens report budget contract ministry health school water clinic law "
    "council agency forum meeting answer question plan year month result delay evidence register register access "
    "information request right young people women region city village road bridge tender price supplier company owner "
    "court judge police energy climate forest farm land tax money audit office staff training portal website form "
    "list table map figure number share half third first second last next early late done open closed"
).split()
WORDS_OF_A_TEXT = 400
SIZES = {"small": 150, "medium": 1_500, "large": 10_000}
BODIES = ("health", "education", "finance", "justice", "environment", "interior", "transport", "digital")
STATUSES = ("not_started", "limited", "in_progress", "substantial", "complete")
FIRST_YEAR = 2000


@dataclass(frozen=True)
class Milestone:
    key: str
    title: str
    due: str
    status: str


@dataclass(frozen=True)
class Report:
    day: datetime.date
    status: str
    text: str
    evidence: tuple[tuple[str, str], ...]  # title, address


@dataclass(frozen=True)
class Record:
    """One content record. `kind` is commitment, meeting or contribution; `group` its plan or consultation."""

    kind: str
    key: str
    group: str
    title: str
    day: datetime.date
    body: str
    lead: str = ""
    milestones: tuple[Milestone, ...] = field(default=())
    reports: tuple[Report, ...] = field(default=())


def records(number: int, seed: int = 7) -> Iterator[Record]:
    """`number` records: four in ten commitments, three in ten meetings, the rest contributions to consultations."""
    draw = random.Random(seed)
    commitments, meetings = number * 4 // 10, number * 3 // 10
    of_a_plan = max(30, commitments // 6)
    for n in range(commitments):
        yield commitment(draw, n, f"{FIRST_YEAR + 4 * (n // of_a_plan)}-{FIRST_YEAR + 4 * (n // of_a_plan) + 3}")
    for n in range(meetings):
        day = datetime.date(2026, 10, 31) - datetime.timedelta(days=n)
        key = f"{day.isoformat()}-results"
        yield Record("meeting", key, "forum", sentence(draw, 6)[:-1], day, text(draw))
    for n in range(number - commitments - meetings):
        day = datetime.date(2024, 5, 1) + datetime.timedelta(days=n % 30)
        yield Record("contribution", f"c-{n:05}", f"2024-ideas-{n // 300}", sentence(draw, 6)[:-1], day, plain(draw))


def commitment(draw: random.Random, n: int, plan: str) -> Record:
    start = int(plan[:4])
    steps = tuple(
        Milestone(
            f"m{m}", sentence(draw, 7)[:-1], f"{start + 1 + m % 3}-{draw.randint(1, 12):02}", draw.choice(STATUSES)
        )
        for m in range(1, 5)
    )
    reports = tuple(
        Report(
            datetime.date(start + 1 + r, 7, 10),
            draw.choice(("limited", "substantial", "not_started")),
            " ".join(sentence(draw, 12) for _ in range(3)),
            tuple((sentence(draw, 4)[:-1], f"https://data.example.org/{plan}/{n}/{r}/{e}") for e in range(2)),
        )
        for r in range(2)
    )
    day = datetime.date(start, 1, 1)
    title = sentence(draw, 5)[:-1]
    return Record("commitment", f"c{n:05}", plan, title, day, text(draw), draw.choice(BODIES), steps, reports)


def sentence(draw: random.Random, length: int) -> str:
    return f"{' '.join(draw.choice(WORDS) for _ in range(length)).capitalize()}."


def paragraph(draw: random.Random, words: int) -> str:
    return " ".join(sentence(draw, 12) for _ in range(max(1, words // 12)))


def plain(draw: random.Random) -> str:
    """A text as the public writes it: paragraphs and nothing else."""
    return "\n\n".join(paragraph(draw, 100) for _ in range(WORDS_OF_A_TEXT // 100))


def text(draw: random.Random) -> str:
    """About four hundred words of Markdown: headings, emphasis, a list, a table, links, a footnote."""
    items = "\n".join(f"- {sentence(draw, 8)}" for _ in range(5))
    rows = "\n".join(f"| {draw.choice(WORDS)} | {draw.randint(1, 900)} | {sentence(draw, 3)} |" for _ in range(5))
    return (
        f"## {sentence(draw, 4)[:-1]}\n\n{paragraph(draw, 70)} **{sentence(draw, 4)}** {paragraph(draw, 24)}\n\n"
        f"{items}\n\n{paragraph(draw, 60)} See [the {draw.choice(WORDS)}](https://example.org/{draw.randint(1, 9999)}) "
        f"and *{sentence(draw, 3)}*[^1]\n\n## {sentence(draw, 4)[:-1]}\n\n"
        f"| What | How many | Note |\n| --- | ---: | --- |\n{rows}\n\n"
        f"1. {sentence(draw, 9)}\n2. {sentence(draw, 9)}\n3. {sentence(draw, 9)}\n\n"
        f"{paragraph(draw, 60)} [A {draw.choice(WORDS)}](https://example.org/a/{draw.randint(1, 9999)}). "
        f"{paragraph(draw, 48)}\n\n[^1]: {sentence(draw, 10)}\n"
    )
