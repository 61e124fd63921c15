"""Nasty sites: what people, programs and enemies leave in a site's folder. Each breaks the small site in one way.

Many are no fault at all (an empty value is as good as none); what matters is that each is told with its place, or
built, and that nothing else ever happens.
"""

# ruff: noqa: E501 - many short texts

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sites import SMALL

FOLDER = "content/plans/2025-2028/commitments/open-clinics"
COMMITMENT = f"{FOLDER}/commitment.md"
REPORT = f"{FOLDER}/progress/2026-06.md"
PLAN = "content/plans/2025-2028/plan.md"
BODIES = "content/organisations.yaml"
IDEAS = "content/consultations/2024-ideas"
WORDS = f"{IDEAS}/contributions.yaml"
MEETING = "content/forum/meetings/2026-05-05-results.md"
Prepare = Callable[[Path], object]


@dataclass(frozen=True)
class Nasty:
    """One broken spot, how it comes about, and the file that is told, where it is one alone."""

    name: str
    prepare: Prepare
    place: str = ""

    @property
    def group(self) -> str:
        return self.name.split()[0]


def put(path: str, data: str | bytes) -> Prepare:
    """A file written over, or beside, those of the small site."""

    def prepare(root: Path) -> None:
        target = root / os.fsdecode(path.encode("utf-8", "surrogateescape"))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))

    return prepare


def field(path: str, name: str, value: str) -> Prepare:
    """A field of a record replaced, or added as the first."""
    text = SMALL[path]
    line = re.compile(rf"(?m)^{name}:.*\n((?:  .*\n)*)")
    if line.search(text):
        return put(path, line.sub(lambda _: f"{name}: {value}\n", text, count=1))
    begin = "---\n" if path.endswith(".md") else ""
    return put(path, text.replace(begin, f"{begin}{name}: {value}\n", 1))


def as_folder(path: str) -> Prepare:
    """A folder where a file is expected."""

    def prepare(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        (root / path).mkdir(parents=True)

    return prepare


def as_file(path: str) -> Prepare:
    """A file where a folder is expected."""

    def prepare(root: Path) -> None:
        for file in sorted((root / path).rglob("*"), reverse=True):
            file.unlink() if file.is_file() else file.rmdir()
        if (root / path).is_dir():
            (root / path).rmdir()
        (root / path).write_text("x")

    return prepare


def fifo(path: str) -> Prepare:
    def prepare(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(root / path)

    return prepare


def link(path: str, target: str) -> Prepare:
    def prepare(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)

    return prepare


def named(raw: bytes, folder: str = FOLDER, data: bytes = b"x") -> Prepare:
    """A file whose name is these bytes."""

    def prepare(root: Path) -> None:
        (root / folder / os.fsdecode(raw)).write_bytes(data)

    return prepare


HUGE = "9" * 5000
SETTINGS = [
    "", "\n\n", "null", "~", "[]", "{}", "- a", "x", "42", "title: x", "title: [x]\nurl: {a: b}\nlanguages: 3\ncountry: [[]]\n", "---\n", "--- x", "\ufeff",
    "languages: en", "languages: []", "languages: {en: fr}", "languages: [[en]]", "languages: [xx-yy-zz-ww]", "languages: ['']", "languages: [en, en]", "languages: [../..]",
    "languages: [en, 'e n']", "url: x", "url: ''", "url: 'http://'", "url: 'http://['", "url: 'http://a:99999999/'", "url: 'javascript:x'", "url: 'https://\\ud800.example'", "url: ['https://a.example/']", "url: 'https://user:pass@a.example/'",
    "url: 'https://a.example/a b?c#d'", "timezone: Mars/Olympus", "timezone: ../../etc/passwd", "timezone: [UTC]", "timezone: /etc/localtime", "fiscal_year_start: 13-45", "fiscal_year_start: 02-29",
    "fiscal_year_start: {a: b}", "seasons: east", "theme: ../../..", "theme: /etc", "theme: nothing-here", "theme: [default]", "theme: ''", "theme: \"a\\0b\"", "brand: x", "brand: {logo: ../../../etc/passwd}", "brand: {logo: /etc/passwd}",
    "brand: {logo: content}", "brand: {accent: red}", "brand: {accent: '#12'}", "brand: {accent: [1, 2]}", "brand: {font: site.yaml}", "brand: {favicon: site.yaml}", "menu: x", "menu: [x]", "menu: [{title: x}]", "menu: {a: b}", "menu: [{url: 'javascript:x', title: x}]",
    "footer: [[]]", "edit_url: x", "edit_url: '{path'", "edit_url: '{path.__class__}'", "report_error: 'javascript:x'", "policy_areas: [a]", "policy_areas: {A B: c}", "minutes_within_days: -1", "minutes_within_days: 1e9", f"minutes_within_days: {HUGE}",
    f"stale_after_months: {HUGE}", "stale_after_months: 999999999", "stale_after_months: .inf", "barrier_hosts: {a: b}", "barrier_hosts: ['[']", "redirects: [a]", "redirects: {a: b}", "redirects: {/a/: //evil.example}", "redirects: {/a/: /a/}",
    "redirects: {/a/: /b/, /b/: /a/}", "redirects: {'/../x/': /}", "redirects: {\"/a\\n b/\": /}", "search: maybe", "publish: x", "publish: [x]", "publish: {a: 'nonsense:x'}", "csp: x", "csp: {script-src: [\"'unsafe-inline'\"]}", "csp: {\"img-src; script-src\": ['*']}",
    "csp: {img-src: [\"x; script-src *\"]}", "limits: {files: -1}", f"limits: {{files: {HUGE}}}", "limits: []", "rules: nonsense", "rules: [national-2022]", "member: x", "member: {kind: x}", "licence: [x]", "licence: 'javascript:x'", "lead_agency: nobody", "lead_agency: [office]",
    "contact: x", "contact: {email: x}", "contact: {email: \"a@b.example\\nbcc: c\"}", "member: {since: 99999-01-01}", "a: *b", "a: &b c", "a: !!python/object/apply:os.system [id]", "a: !!python/name:os.system", "? [a]\n: b", "'': x", "a:\n\tb: c", "a: \"\\ud800\"",
]  # fmt: skip
DAYS = [
    "0000-01-01", "0000-00-00", "9999-12-31", "10000-01-01", "99999999999999999999", "-1", "2025-02-29", "2025-13-01", "1-1-1", "2025-W01", "2025-Q0", "2025-Q5", "2025-H3", "0001", "0000", "FY0000-01",
    "FY9999-10000", "FY9999-00", "FY2026-99", "autumn 0000", "autumn 9999", "winter 9999", "spring", "ongoing ongoing", "{text: x}", "{by: 2025-01-01}", "{text: x, by: [2025]}", "{text: {xx: y}, by: 2025-01-01}", "[2025-01-01]", "[[[]]]", "2025-06-30T25:61:61", "12:30", "1e400", ".nan", ".inf", "0x7E9",
    "2025-06-30 ", "٢٠٢٥-٠٦-٣٠", "２０２５-06-30", "2025‑06‑30", "2025-06-30\u200b", HUGE, "''", "null", "true", "!!timestamp 2025-06-30",
]  # fmt: skip
SHAPES = ["x", "''", "null", "42", HUGE, "-0", "1e400", "true", "[]", "[x]", "[[x]]", "[null]", "[[], {}]", "{}", "{a: b}", "{en: x}", "{en: [x]}", "{xx: y}", "{'': x}", "{en: {fr: x}}", '"\\ud800"', '"\\0"', '"\\u202e"', "*a", "&a x", "!!binary x", "!!python/tuple [1]"]  # fmt: skip
COMMITMENT_FIELDS = (
    "title number ogp_id theme lead supporting contact start end summary values policy_areas sdgs budget origin carried_over_from related evidence withdrawn milestones draft published_on aliases private"
).split()
OTHER_FIELDS = [
    (PLAN, "title number start end status development_start published_on previous themes criteria documents".split()),
    (REPORT, "period reported_on reported_by status raw_status milestones evidence correction_of".split()),
    (MEETING, "title date forum kind place open attendance agenda organisations decisions documents recording minutes_published_on".split()),
    (f"{IDEAS}/consultation.md", "title plan mechanism opens closes status audience counts documents themes about submit_url".split()),
    ("content/forum/forum.md", "title decides rules quorum members".split()),
]  # fmt: skip
NAMES = [
    b"a" * 251 + b".pdf", b"a\nb.pdf", b"a\rb.pdf", b"\xff\xfe.pdf", b"caf\xe9.pdf", b"-rf", b"--help", b"~", b"$(id).pdf", b"`id`.pdf", b"a\x1b[31mb.pdf", b"\xe2\x80\xae.pdf", b" ", b". .pdf", b"...", b"%00.pdf", b"%2e%2e%2fx.pdf",
    b"..\\x.pdf", b"a|b.pdf", b"*.pdf", b"a'b\"c.pdf", b"index.html", b"index.json", b"{{x}}.pdf", b"=1+1.csv", b"commitment.md.bak", b"commitment.MD", b"COMMITMENT.md", b"commitment.xx.md", b"commitment..md", b".md", b"commitment.fr.fr.md",
    b"\xed\xa0\x80.pdf", b"\xf0\x9f\x8f\xb4.pdf", b"con.md",
]  # fmt: skip
FRONT_BYTES = [
    b"---\ntitle: x\n---\n\x00", b"\xef\xbb\xbf\xef\xbb\xbf---\ntitle: x\nlead: health\n---\n", "---\ntitle: x\n---\n".encode("utf-16-be"), "---\ntitle: x\n---\n".encode("utf-32-be"), b"---\rtitle: x\rlead: health\r---\r",
    b"---\ntitle: \xff\n---\n", b"---\ntitle: \xed\xb0\x80\n---\n", b"---\ntitle: x\x85y\nlead: health\n---\n", b"---\n" + b"a" * 200_000 + b": b\n---\n", b"---\n" + b"- " * 5_000 + b"x\n---\n", b"---\na: " + b"[" * 50_000 + b"\n---\n",
    b"---\na: " + b"{a: " * 20_000 + b"\n---\n", b"---\n" + b"a: b\n" * 50_000 + b"---\n", b"---\n? " + b"? " * 5_000 + b"\n---\n", b"---\ntitle: '" + b"''" * 50_000 + b"\n---\n", b"---\ntitle: \"" + b"\\\\" * 50_000 + b"\n---\n", b"%" * 100_000,
    b"---\na: &a [*a]\n---\n", b"---\n<<: *a\n---\n", b"---\na: !!set {b, c}\n---\n", b"---\na: !!omap [b: c]\n---\n", b"---\n!!python/object/new:os.system [id]\n---\n", b"---\ntitle: x\nlead: health\n---\n" + b"<" * 100_000, b"---\ntitle: x\nlead: health\n---\n" + b"> " * 3_000 + b"x",
    b"---\ntitle: x\nlead: health\n---\n" + b"[a](" * 20_000, b"---\ntitle: x\nlead: health\n---\n" + b"![" * 20_000, b"---\ntitle: x\nlead: health\n---\n" + b"`" * 100_000, b"---\ntitle: x\nlead: health\n---\n" + b"*a_" * 30_000,
    b"---\ntitle: x\nlead: health\n---\n" + b"|" * 50_000 + b"\n|" + b"-|" * 50_000, b"---\ntitle: x\nlead: health\n---\n" + b"&#x110000;&#0;&#xD800;&#99999999999;", b"---\ntitle: x\nlead: health\n---\n" + b"[^a]" * 10_000 + b"\n\n[^a]: [^a]", b"---\ntitle: x\nlead: health\n---\n" + b"<div>" * 20_000,
]  # fmt: skip


def files_and_folders() -> list[Nasty]:
    out = [
        Nasty(f"folder {path}", as_folder(path), path)
        for path in ("site.yaml", COMMITMENT, PLAN, BODIES, WORDS, REPORT, MEETING, f"{IDEAS}/responses.yaml")
    ]
    out += [
        Nasty(f"file {path}", as_file(path))
        for path in ("content", "content/plans", FOLDER, f"{FOLDER}/progress", "content/forum", IDEAS)
    ]
    out += [Nasty(f"pipe {path}", fifo(path), path) for path in ("site.yaml", COMMITMENT, PLAN, BODIES, WORDS)]
    out += [Nasty(f"pipe {path}", fifo(path)) for path in ("addresses.csv", "links.csv", "content/home.md")]
    for path in ("site.yaml", COMMITMENT, BODIES, "addresses.csv", "content/home.md"):
        for target in ("nowhere", "/dev/zero", "/dev/tty", "/proc/self/mem", ".", "/etc/passwd"):
            out.append(Nasty(f"link {path} {target}", link(path, target)))
    for path in ("addresses.csv", "links.csv"):
        out.append(Nasty(f"folder {path}", as_folder(path)))
        for number, data in enumerate(
            (b"", b"\x00", b"\xff\xfe", b"a,b\n", b'"', b"," * 100_000, HUGE.encode(), b"address\n/../x\n")
        ):
            out.append(Nasty(f"bytes {path} {number}", put(path, data)))
    for path, data in (("themes", b"x"), ("output", b"x"), (".ogpsite", b"x"), (".ogpsite/cache", b"x")):
        out.append(Nasty(f"a file {path}", put(path, data)))
    out += [Nasty(f"name {number} {raw[:20]!r}", named(raw)) for number, raw in enumerate(NAMES)]
    out += [Nasty(f"record {raw!r}", named(raw, "content/forum/meetings", SMALL[MEETING].encode())) for raw in (b"2026-05-05-results.MD", b"2026-13-45-x.md", b"x\ny.md", b"\xff.md", b"a" * 252 + b".md", b"..md", b"-.md", b"2026-05-05-results.fr.en.md", b"2026-05-05-results.xx.md")]  # fmt: skip
    return out


def all_nasty() -> list[Nasty]:
    """Every nasty site."""
    out = [
        Nasty(f"settings {number}", put("site.yaml", text), "site.yaml") for number, text in enumerate(SETTINGS[:14])
    ]
    for number, text in enumerate(SETTINGS[14:], 14):
        name, _, value = text.partition(": ")
        known = re.fullmatch(r"[a-z_]+", name) and "\n" not in text and name != "a"
        whole = field("site.yaml", name, value) if known else put("site.yaml", SMALL["site.yaml"] + text)
        out.append(Nasty(f"settings {number}", whole))
    for name in ("start", "due", "published_on"):
        for number, day in enumerate(DAYS):
            if name == "due":
                out.append(
                    Nasty(f"due {number}", put(COMMITMENT, SMALL[COMMITMENT].replace("due: 2025-12", f"due: {day}")))
                )
            else:
                out.append(Nasty(f"{name} {number}", field(COMMITMENT, name, day)))
    for path, names in [(COMMITMENT, COMMITMENT_FIELDS), *OTHER_FIELDS]:
        for name in names:
            for number, shape in enumerate(SHAPES):
                out.append(Nasty(f"{path.rpartition('/')[2]} {name} {number}", field(path, name, shape)))
    out += [Nasty(f"front {number}", put(COMMITMENT, data)) for number, data in enumerate(FRONT_BYTES)]
    return out + files_and_folders()
