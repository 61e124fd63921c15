"""Words that may be in no byte of an output, planted in every place that isn't public; and ears that hear them
through every wrapping."""

# ruff: noqa: E501 - records on one line each

from __future__ import annotations

import base64
import contextlib
import gzip
import html
import io
import itertools
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

import brotli
from sites import SMALL, Files

PLAN = "content/plans/2025-2028"
FOLDER = f"{PLAN}/commitments/open-clinics"
WORDS = "content/consultations/2024-ideas"
TABLE = "content/consultations/table"
NUMBERS = itertools.count(1)
PLANTED: list[str] = []
LATER = "2027-03-01"
HIDDEN = ("draft: true", f"published_on: {LATER}")


def canary() -> str:
    """A word that stands nowhere else."""
    word = f"canary{next(NUMBERS):03d}x"
    PLANTED.append(word)
    return word


def bird(head: str, *, body: bool = True) -> str:
    """A Markdown record with a canary in its title, in a private field, and in its body."""
    fields = f"---\ntitle: {canary()}\n{head}\nprivate: {{note: {canary()}, by: [{canary()}]}}\n---\n"
    return f"{fields}{canary() if body else ''} <!-- {canary()} -->\n"


def hidden(state: str) -> dict[str, str | bytes]:
    """A record of every kind that is a draft, or that is to be published later; their names sing, too."""
    month = "06" if state == HIDDEN[0] else "12"
    one = canary()
    plan = f"content/plans/hidden-{canary()}"
    commitment = f"{PLAN}/commitments/k-{canary()}"
    consultation = f"content/consultations/q-{canary()}"
    proof, picture = canary(), canary()
    when = f"{state}\ndate: 2026-01-01"
    news = bird(f"{when}\nsummary: {canary()}\naliases: [/old/{canary()}/]")
    return {
        f"content/news/n-{one}.md": f"{news}\n![{canary()}]({picture}.svg)\n",
        f"content/news/{picture}.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><title>{canary()}</title></svg>",
        f"content/pages/p-{canary()}.md": bird(f"{state}\nnav: 99"),
        f"content/documents/d-{one}.md": bird(f"{when}\nfile: d-{one}.csv"),
        f"content/documents/d-{one}.csv": canary(),
        f"content/events/e-{one}.md": bird(f"{state}\ndate: 2026-02-01\nkind: workshop\nplace: {canary()}"),
        f"content/forum/meetings/2026-02-01-{one}.md": bird(f"{state}\ndate: 2026-02-01\nplace: {canary()}\nagenda: [{canary()}]"),
        f"content/assessments/a-{one}.md": bird(f"{state}\nkind: independent-review\n") if "published_on" in state else bird(f"{state}\nkind: independent-review\npublished_on: 2026-01-01"),
        f"content/support/s-{one}.md": bird(f"{state}\nkind: guidance\nprovider: {canary()}"),
        # `published_on` of a plan hides nothing, so a plan that is to be hidden is always a draft
        f"{plan}/plan.md": bird("draft: true\nstart: 2029-01-01\nend: 2030-12-31"),
        f"{plan}/commitments/c.md": bird(f"lead: health\nmilestones: [{{key: m1, title: {canary()}}}]"),
        f"{plan}/versions/draft-1.md": f"---\nlabel: {canary()}\ndate: 2026-01-01\n---\n{canary()}\n",
        f"{plan}/timeline.yaml": f"- published_on: 2026-01-01\n  phases: [{{title: {canary()}, start: 2026-01-01, end: 2026-02-01}}]\n",
        f"{commitment}/commitment.md": bird(f"{state}\nlead: health\nevidence: [{proof}.csv, 'https://{canary()}.example/']"),
        f"{commitment}/{proof}.csv": canary(),
        f"{commitment}/progress/2026-06.md": f"---\nreported_on: 2026-07-01\nstatus: limited\nsummary: {canary()}\n---\n{canary()}\n",
        f"{commitment}/checks.yaml": f"- by: watch\n  on: 2026-08-01\n  result: disputed\n  note: {canary()}\n",
        f"{FOLDER}/progress/2025-{month}.md": f"---\n{state}\nreported_on: 2026-01-02\nstatus: limited\nsummary: {canary()}\nevidence: [{proof}.csv]\n---\n{canary()}\n",
        f"{FOLDER}/progress/{proof}.csv": canary(),
        f"{consultation}/consultation.md": bird(f"{state}\nmechanism: survey\nopens: 2026-01-01\ncloses: 2026-02-01"),
        f"{consultation}/contributions.yaml": f"- key: c-1\n  text: {canary()}\n  attribution: named\n  author: {canary()}\n  consent: {{basis: form}}\n",
        f"{consultation}/responses.yaml": f"- key: r-1\n  answers: [c-1]\n  decision: accepted\n  heard: {canary()}\n  reasons: {canary()}\n  on: 2026-03-01\n",
        f"{PLAN}/versions/v-{canary()}.md": f"---\n{state}\nlabel: {canary()}\ndate: 2026-01-01\nsummary: {canary()}\n---\n{canary()}\n",
    }  # fmt: skip


def hidden_items(state: str, number: int) -> dict[str, str]:
    """Items of lists that are hidden one by one."""
    head = state.replace("\n", "\n  ")
    return {
        f"{WORDS}/contributions.yaml": f"- key: h-{canary()}\n  {head}\n  text: {{en: {canary()}, fr: {canary()}}}\n  title: {canary()}\n  attribution: named\n  author: {canary()}\n  consent: {{basis: {canary()}}}\n",
        f"{WORDS}/responses.yaml": f"- key: h-{canary()}\n  {head}\n  answers: [c-2]\n  decision: not_accepted\n  heard: {canary()}\n  reasons: {canary()}\n  on: 2024-09-01\n",
        f"{FOLDER}/checks.yaml": f"- by: watch\n  {head}\n  on: 2026-09-0{number}\n  result: disputed\n  note: {canary()}\n",
        f"{PLAN}/timeline.yaml": f"- published_on: {LATER if number == 2 else '2024-04-01'}\n  draft: {'true' if number == 1 else 'false'}\n  note: {canary()}\n  phases: [{{title: {canary()}, start: 2024-05-01, end: 2024-06-01}}]\n",
        "content/organisations.yaml": f"o-{canary()}:\n  {head}\n  name: {canary()}\n  sector: media\n",
    }  # fmt: skip


def withdrawn() -> str:
    """Contributions whose words may not be shown, and private fields of those that may."""
    return f"""\
- key: c-1
  text: Shorter waiting times, please.
  attribution: anonymous
  received_on: 2024-05-02
  private: {{email: {canary()}@x.example, phone: {canary()}}}
- key: c-2
  text: Publish the prices.
  attribution: anonymous
  received_on: 2024-05-03
- key: c-3
  text: {{en: {canary()}, fr: {canary()}}}
  title: {canary()}
  attribution: named
  author: {canary()}
  organisation: {canary()}
  channel: {canary()}
  consent: {{basis: {canary()}}}
  received_on: 2024-05-04
  attachments: [{{title: {canary()}, file: papers.csv}}, 'https://{canary()}.example/']
  withdrawn: {{on: 2024-06-01, reason: asked for it}}
- key: c-4
  text: {canary()}
  title: {canary()}
  attribution: anonymous
  moderation: rejected
  moderation_reason: off topic
  attachments: [more.csv]
- key: c-5
  text: Withheld.
  attribution: withheld
  author: {canary()}
  organisation: {canary()}
"""


def with_private(path: str, before: str, *, list_item: bool = False) -> str:
    """A file of the small site with private fields and comments before a line of it."""
    lines = f"private: {{who: {canary()}, list: [{{x: {canary()}}}]}}\n# {canary()}\n"
    if list_item:
        lines = lines.replace("\n", "\n  ").rstrip(" ") + "  "
    text = SMALL[path]
    assert before in text
    return text.replace(before, f"{lines}{before}", 1)


def planted() -> Files:
    """The small site, with canaries in every place that isn't public."""
    lists = {
        f"{WORDS}/contributions.yaml": withdrawn(),
        f"{WORDS}/responses.yaml": SMALL[f"{WORDS}/responses.yaml"] + f"  private: {{x: {canary()}}}\n",
        f"{FOLDER}/checks.yaml": SMALL[f"{FOLDER}/checks.yaml"] + f"  private: {{x: {canary()}}}\n  # {canary()}\n",
        f"{PLAN}/timeline.yaml": f"- published_on: 2024-04-16\n  private: {{x: {canary()}}}\n  phases: [{{title: Asking, start: 2024-05-01, end: 2024-06-01}}]\n",
        "content/organisations.yaml": SMALL["content/organisations.yaml"] + f"  private: {{x: {canary()}}}\n# {canary()}\n",
    }  # fmt: skip
    for number, state in enumerate(HIDDEN, 1):
        for path, text in hidden_items(state, number).items():
            lists[path] += text
    commitment = with_private(f"{FOLDER}/commitment.md", "lead:")
    commitment = commitment.replace("lead:", f"contact: {{name: Desk, private: {canary()}}}\nlead:", 1)
    return {
        **hidden(HIDDEN[0]),
        **hidden(HIDDEN[1]),
        **lists,
        f"{WORDS}/papers.csv": canary(),
        f"{WORDS}/more.csv": canary(),
        f"{TABLE}/consultation.md": "---\ntitle: T\nmechanism: survey\nopens: 2026-01-01\ncloses: 2026-02-01\n---\n",
        f"{TABLE}/contributions.csv": f"key,text,attribution,private.email,private.note,withdrawn.on,withdrawn.reason,draft\nt-1,Fine.,anonymous,{canary()}@x.example,{canary()},,,\nt-2,{canary()},anonymous,,{canary()},2026-03-01,asked,\nt-3,{canary()},anonymous,,,,,true\n",
        "content/news/open.md": "---\ntitle: Open\ndate: 2026-01-01\n---\nWords.\n",
        "content/news/open.fr.md": f"---\ntitle: {canary()}\ndraft: true\n---\n{canary()}\n",
        "content/home.md": f"---\nprivate: {{x: {canary()}}}\n---\nWelcome. <!-- {canary()} -->\n\n[//]: # ({canary()})\n\n[unused]: https://{canary()}.example/ '{canary()}'\n",
        "content/_drafts/x.md": canary(),
        f"{FOLDER}/_drafts/y.md": canary(),
        "content/.hidden.md": canary(),
        "content/README.md": canary(),
        f"{FOLDER}/spare-{canary()}.pdf": f"%PDF-1.4 {canary()}",
        f"{FOLDER}/commitment.md": commitment,
        f"{FOLDER}/progress/2026-06.md": with_private(f"{FOLDER}/progress/2026-06.md", "status: limited"),
        "content/forum/forum.md": with_private("content/forum/forum.md", "members:"),
        "content/forum/meetings/2026-05-05-results.md": with_private("content/forum/meetings/2026-05-05-results.md", "date:"),
        f"{WORDS}/consultation.md": with_private(f"{WORDS}/consultation.md", "opens:"),
        f"{PLAN}/plan.md": with_private(f"{PLAN}/plan.md", "end:"),
        "site.yaml": f"{SMALL['site.yaml']}compress: [gzip, brotli]\n# {canary()}\nprivate: {{who: {canary()}}}\n",
        "themes/.notes.md": canary(),
        ".env": canary(),
        ".git/config": f"[user]\n\tname = {canary()}\n\temail = {canary()}@x.example\n",
        "notes.txt": canary(),
    }  # fmt: skip


FILES = planted()

# ears


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """What a file packs, one layer down; names of members, comments and extra fields are bytes of the file itself."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield from ((part, package.read(part)) for part in package.namelist())
    if data[:2] == b"\x1f\x8b":
        yield "gzip", gzip.decompress(data)
    if data[:5] == b"%PDF-":
        for number, stream in enumerate(re.findall(rb"stream\r?\n(.*?)endstream", data, re.S)):
            with contextlib.suppress(zlib.error):
                yield f"stream {number}", zlib.decompress(stream)
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        for number, text in enumerate(re.findall(rb"zTXt[^\0]+\0\0(.+?)(?:tEXt|IDAT|IEND)", data, re.S)):
            with contextlib.suppress(zlib.error):
                yield f"text {number}", zlib.decompressobj().decompress(text)


def strings(value: object) -> Iterator[str]:
    """Every text in a JSON value, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def readings(data: bytes) -> Iterator[bytes]:
    """The bytes as they are, and as whoever undoes an escape reads them."""
    yield data
    text = data.decode("utf-8", "replace")
    if "%" in text:
        yield unquote_to_bytes(data)
    if "&" in text:
        yield html.unescape(text).encode()
    if "\\" in text:
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text).encode("utf-8", "replace")
        yield text.replace("\\", "").encode()
    if "\n " in text or "\n\t" in text or "=\n" in text:
        yield re.sub(r"\r?\n[ \t]|=\r?\n", "", text).encode()  # lines that calendars and mails fold
    if "\0" in text[:200]:
        yield data.replace(b"\0", b"")
    with contextlib.suppress(ValueError, RecursionError):
        yield "\n".join(strings(json.loads(text))).encode("utf-8", "replace")


@cache
def cores(word: str) -> tuple[bytes, ...]:
    """What every base64 of a text with that word holds, whatever stands before and behind it."""
    found = []
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + word.encode())
        found.append(whole[(0, 2, 3)[before] : -4])
    return tuple(found)


@lru_cache
def sign_of(words: frozenset[str]) -> re.Pattern[bytes]:
    return re.compile("|".join(map(re.escape, sorted(words))).encode())


@lru_cache
def stems(words: frozenset[str]) -> frozenset[str]:
    """The beginnings of all words, few in number: what has none of them needs no closer look."""
    return frozenset(word[:6] for word in words)


def told_by(reading: bytes, words: frozenset[str]) -> set[str]:
    """The words that stand in some bytes, in small letters or capitals."""
    small = reading.lower()
    if not any(stem.encode() in small for stem in stems(words)):
        return set()
    return {found.decode() for found in sign_of(words).findall(small)}


def heard(name: str, data: bytes, words: frozenset[str]) -> set[str]:
    """Which words a file tells, by its name or by any byte of it, however wrapped."""
    found = told_by(name.encode(), words).union(*(told_by(reading, words) for reading in readings(data)))
    if any(core in data for stem in stems(words) for core in cores(stem)):
        found |= {word for word in words if any(core in data for core in cores(word))}
    if name.endswith(".br"):
        found |= heard(name.removesuffix(".br"), brotli.decompress(data), words)
    for part, inside in members(data):
        found |= heard(f"{name}!{part}", inside, words)
    return found


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def singing(files: dict[str, bytes], words: frozenset[str]) -> list[tuple[str, str]]:
    """Each file that tells a word, with the word. What is the same, byte for byte, is listened to once."""
    known: dict[bytes, set[str]] = {}
    told = []
    for name, data in sorted(files.items()):
        original = files.get(name.rpartition(".")[0]) if name.endswith((".gz", ".br")) else None
        if original is not None and original in (unpacked(name, data), data):
            data = original
        if data not in known:
            known[data] = heard("", data, words) if original is not None else heard(name, data, words)
        told += [(name, word) for word in sorted(known[data] | told_by(name.encode(), words))]
    return told


def unpacked(name: str, data: bytes) -> bytes:
    return gzip.decompress(data) if name.endswith(".gz") else bytes(brotli.decompress(data))
