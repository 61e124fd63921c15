"""Nothing leaks: canary words in every draft, embargoed, private and withdrawn place are in no byte of the output."""

# ruff: noqa: E501 - records on one line each

from __future__ import annotations

import getpass
import io
import itertools
import socket
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from sites import DAY, SMALL, Files, words, write_site

from ogpsite import build, load
from ogpsite.cli import commands

pytestmark = pytest.mark.slow  # each builds sites of its own

FOLDER = "content/plans/2025-2028/commitments/open-clinics"
WORDS = "content/consultations/2024-ideas"
NUMBERS = itertools.count(1)
PLANTED: list[str] = []
LATER = "2027-03-01"


def canary() -> str:
    """A word that stands nowhere else."""
    word = f"canary{next(NUMBERS):03d}x"
    PLANTED.append(word)
    return word


def bird(head: str, *, body: bool = True) -> str:
    """A Markdown record with a canary in its title, in a private field, and in its body."""
    fields = f"---\ntitle: {canary()}\n{head}\nprivate: {{note: {canary()}, by: [{canary()}]}}\n---\n"
    return f"{fields}{canary() if body else ''} <!-- {canary()} -->\n"


def hidden(state: str) -> dict[str, str]:
    """A record of every kind that is a draft, or that is to be published later."""
    name = state.split(":")[0].replace("_", "-")
    plan = f"content/plans/hidden-{name}"
    return {
        f"content/news/n-{name}.md": bird(f"{state}\ndate: 2026-01-01\nsummary: {canary()}"),
        f"content/pages/p-{name}.md": bird(f"{state}\nnav: 99"),
        f"content/documents/d-{name}.md": bird(f"{state}\ndate: 2026-01-01\nfile: d-{name}.csv"),
        f"content/documents/d-{name}.csv": canary(),
        f"content/events/e-{name}.md": bird(f"{state}\ndate: 2026-02-01\nkind: workshop\nplace: {canary()}"),
        f"content/forum/meetings/2026-02-01-{name}.md": bird(f"{state}\ndate: 2026-02-01\nplace: {canary()}"),
        f"content/assessments/a-{name}.md": bird(f"{state}\nkind: independent-review\n")
        if "published_on" in state
        else bird(f"{state}\nkind: independent-review\npublished_on: 2026-01-01"),
        f"content/support/s-{name}.md": bird(f"{state}\nkind: guidance\nprovider: {canary()}"),
        # `published_on` of a plan hides nothing, so a plan that is to be hidden is always a draft
        f"{plan}/plan.md": bird("draft: true\nstart: 2029-01-01\nend: 2030-12-31"),
        f"{plan}/commitments/c.md": bird(f"lead: health\nmilestones: [{{key: m1, title: {canary()}}}]"),
        f"{plan}/versions/draft-1.md": f"---\nlabel: {canary()}\ndate: 2026-01-01\n---\n{canary()}\n",
        f"{plan}/timeline.yaml": f"- published_on: 2026-01-01\n  phases: [{{title: {canary()}, start: 2026-01-01, end: 2026-02-01}}]\n",
        f"content/plans/2025-2028/commitments/k-{name}/commitment.md": bird(f"{state}\nlead: health"),
        f"content/plans/2025-2028/commitments/k-{name}/progress/2026-06.md": f"---\nreported_on: 2026-07-01\nstatus: limited\nsummary: {canary()}\n---\n{canary()}\n",
        f"content/plans/2025-2028/commitments/k-{name}/checks.yaml": f"- by: watch\n  on: 2026-08-01\n  result: disputed\n  note: {canary()}\n",
        f"{FOLDER}/progress/2025-{'06' if name == 'draft' else '12'}.md": f"---\n{state}\nreported_on: 2026-01-02\nstatus: limited\nsummary: {canary()}\n---\n{canary()}\n",
        f"content/consultations/q-{name}/consultation.md": bird(f"{state}\nmechanism: survey\nopens: 2026-01-01\ncloses: 2026-02-01"),
        f"content/consultations/q-{name}/contributions.yaml": f"- key: c-1\n  text: {canary()}\n  attribution: named\n  author: {canary()}\n  consent: {{basis: form}}\n",
    }  # fmt: skip


def planted() -> Files:
    contributions = f"""\
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
  text: {canary()}
  title: {canary()}
  attribution: named
  author: {canary()}
  consent: {{basis: form}}
  received_on: 2024-05-04
  withdrawn: {{on: 2024-06-01, reason: asked for it}}
- key: c-4
  text: {canary()}
  title: {canary()}
  attribution: anonymous
  moderation: rejected
  moderation_reason: off topic
- key: c-5
  text: Withheld.
  attribution: withheld
  author: {canary()}
  organisation: {canary()}
"""
    table = f"key,text,attribution,private.email,private.note\nt-1,Fine.,anonymous,{canary()}@x.example,{canary()}\n"
    head = f"private: {{who: {canary()}}}\n# {canary()}\n"
    return {
        **hidden("draft: true"),
        **hidden(f"published_on: {LATER}"),
        f"{WORDS}/contributions.yaml": contributions,
        "content/consultations/table/consultation.md": "---\ntitle: T\nmechanism: survey\nopens: 2026-01-01\ncloses: 2026-02-01\n---\n",
        "content/consultations/table/contributions.csv": table,
        "content/_drafts/x.md": canary(),
        f"{FOLDER}/_drafts/y.md": canary(),
        "content/.hidden.md": canary(),
        "content/README.md": canary(),
        "content/organisations.yaml": SMALL["content/organisations.yaml"] + f"  private: {{x: {canary()}}}\n# {canary()}\n",
        f"{FOLDER}/commitment.md": SMALL[f"{FOLDER}/commitment.md"].replace(
            "title: Open clinics", f"title: Open clinics\n{head}contact: {{name: Desk, private: {canary()}}}"
        ),
        f"{FOLDER}/progress/2026-06.md": SMALL[f"{FOLDER}/progress/2026-06.md"].replace("status: limited", f"status: limited\n{head}", 1),
        "content/forum/forum.md": SMALL["content/forum/forum.md"].replace("members:", f"{head}members:"),
        "content/plans/2025-2028/plan.md": SMALL["content/plans/2025-2028/plan.md"].replace("end:", f"{head}end:", 1),
        "site.yaml": SMALL["site.yaml"] + head,
    }  # fmt: skip


FILES = planted()


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of the output, and what is packed in archives and workbooks."""
    found: dict[str, bytes] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            name, data = path.relative_to(folder).as_posix(), path.read_bytes()
            found[name] = data
            if zipfile.is_zipfile(io.BytesIO(data)):
                with zipfile.ZipFile(io.BytesIO(data)) as package:
                    found |= {f"{name}!{part}": package.read(part) for part in package.namelist()}
    return found


def test_there_are_enough_places() -> None:
    assert len(PLANTED) >= 60


@pytest.mark.slow
def test_no_canary_sings(tmp_path: Path) -> None:
    """Pages, search, feeds, data, calendars, archives, names of files; and nothing of the machine either."""
    root = write_site(tmp_path / "secretplace", FILES)
    result = build.build(build.Job(root, DAY), tmp_path / "output")
    assert result.ok, "\n".join(words(result.problems))
    found = bytes_of(tmp_path / "output")
    assert len(found) > 50
    singing = [
        (name, word)
        for name, data in found.items()
        for word in PLANTED
        if word.encode() in data.lower() or word in name
    ]
    assert not singing, singing[:5]
    machine = {str(tmp_path), "secretplace", socket.gethostname()} | ({getpass.getuser()} - {"root"})
    told = [(name, word) for name, data in found.items() for word in machine if len(word) > 5 and word.encode() in data]
    assert not told, told[:5]


@pytest.mark.slow
def test_the_canaries_would_be_heard(tmp_path: Path) -> None:
    """The other way round: with drafts shown, those that are merely hidden are there, and the private ones are not."""
    root = write_site(tmp_path / "site", FILES)
    result = build.build(build.Job(root, DAY, drafts=True), tmp_path / "output")
    assert result.ok, "\n".join(words(result.problems))
    everything = b"".join(bytes_of(tmp_path / "output").values())
    heard = [word for word in PLANTED if word.encode() in everything]
    assert len(heard) > 40
    private = [word for word in PLANTED if any(word in line and "private" in line for line in lines_of(FILES))]
    assert private and not set(private) & set(heard)


def lines_of(files: Files) -> list[str]:
    return [line for text in files.values() for line in str(text).splitlines()]


def test_a_withdrawn_contribution_leaves_a_tombstone(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", FILES)
    result = build.make(build.Job(root, DAY))
    page = next(one.data.decode() for one in result.outputs if one.path == "consultations/2024-ideas/c-3/index.html")
    assert "asked for it" in page and "canary" not in page
    for output in result.outputs:
        if "search" in output.path or output.path.endswith((".json", ".csv", ".xml", ".ics")):
            assert b"canary" not in output.data, output.path


# what check --privacy lists


def checked(root: Path, *options: str) -> tuple[int, str]:
    command = ["check", "-s", str(root), "--as-of", DAY.isoformat(), "--privacy", *options]
    outcome = CliRunner().invoke(commands, command, standalone_mode=False)
    assert not outcome.exception, outcome.exception
    return int(outcome.return_value), outcome.output


def office(parts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return packed.getvalue()


CORE = "<cp:coreProperties><dc:creator>Jane Typist</dc:creator><cp:lastModifiedBy>Joe Boss</cp:lastModifiedBy></cp:coreProperties>"
META = "<office:meta><meta:initial-creator>Ana Writer</meta:initial-creator><dc:creator>Bo Editor</dc:creator></office:meta>"
DOCUMENTS = {
    "a.docx": (office({"docProps/core.xml": CORE}), ("Jane Typist", "Joe Boss")),
    "a.xlsx": (office({"docProps/core.xml": CORE, "docProps/app.xml": "<Properties><Company>Acme &amp; Co</Company></Properties>"}), ("Jane Typist", "Acme & Co")),
    "a.odt": (office({"meta.xml": META}), ("Ana Writer", "Bo Editor")),
    "a.pdf": (b"%PDF-1.4\n1 0 obj<</Author (Jos\\351 P\\(C\\)) /Title (x)>>endobj\n", ("José P(C)",)),
    "b.pdf": (b"%PDF-1.4\n1 0 obj<</Author <FEFF0041006E0061>>>endobj\n", ("Ana",)),
    "c.pdf": (b"%PDF-1.7\n<rdf:RDF><dc:creator><rdf:Seq><rdf:li>Xavier Mp</rdf:li></rdf:Seq></dc:creator></rdf:RDF>", ("Xavier Mp",)),
}  # fmt: skip
SILENT = {
    "empty.docx": b"",
    "broken.docx": b"PK\x03\x04 not a package",
    "plain.pdf": b"%PDF-1.4\n1 0 obj<</Author () /Title (x)>>endobj\n",
    "no-author.odt": office({"meta.xml": "<office:meta/>"}),
    "bomb.docx": office({"docProps/core.xml": "<a>" * 9_000_000}),
    "torn.pdf": b"%PDF /Author <zz> /Author (open",
}


@pytest.mark.parametrize("name", [*DOCUMENTS, *SILENT])
def test_documents_that_name_people(name: str, tmp_path: Path) -> None:
    path = tmp_path / "content" / name
    path.parent.mkdir()
    path.write_bytes(DOCUMENTS[name][0] if name in DOCUMENTS else SILENT[name])
    told = " ".join(load.told_by(tmp_path, name))
    assert all(who in told for who in DOCUMENTS[name][1]) if name in DOCUMENTS else told == ""


def test_the_list(tmp_path: Path) -> None:
    commitment = SMALL[f"{FOLDER}/commitment.md"].replace("lead:", "evidence: [a.docx]\nlead:")
    contributions = """\
- key: c-1
  text: Write to me at jane.doe@mail.example or call +44 20 7946 0958.
  attribution: named
  author: Jane Doe
  consent: {basis: web form}
- key: c-2
  text: Fine.
  attribution: anonymous
"""
    meeting = SMALL["content/forum/meetings/2026-05-05-results.md"]
    root = write_site(
        tmp_path,
        {
            f"{FOLDER}/commitment.md": commitment,
            f"{FOLDER}/a.docx": DOCUMENTS["a.docx"][0],
            f"{WORDS}/contributions.yaml": contributions,
            "content/forum/meetings/2026-05-05-results.md": meeting.replace(
                "date:", "attendance: {attended: 20, women: 3, small_cells: yes}\ndate:"
            ).replace("Minutes.", "Ask Joe, tel. 020 7946 0958."),
        },
    )
    code, told = checked(root)
    assert code == 0
    for part in (
        f"{WORDS}/contributions.yaml:2: warning: text: the words of a contributor hold an e-mail address: j…@mail.example  [privacy]",
        f"{WORDS}/contributions.yaml:2: warning: text: the words of a contributor hold a telephone number: …958  [privacy]",
        "warning: author: the name of a person is published; ground: web form  [privacy]",
        f"{FOLDER}/commitment.md:3: warning: the file 'a.docx' names people in its properties (author: Jane Typist",
        "warning: body: the text holds a telephone number: …958  [privacy]",
        "warning: attendance: numbers under 5 are shown (`small_cells: yes`)  [privacy]",
    ):
        assert part in told, (part, told)
    assert "jane.doe@mail.example" not in told.replace("Write to me at jane.doe@mail.example", "")
    assert checked(root, "--strict")[0] == 1
    assert '"code": "privacy"' in checked(root, "--json")[1]
