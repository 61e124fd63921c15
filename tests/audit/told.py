"""What the self-check finds in each case, whole: state, proofs, gaps, notes, figures and years, as in the open data.

cd tests && python -m audit.told    writes findings.txt anew; read what changed in it before you commit it
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from audit.cases import Asked
from audit.edges import ALL
from audit.republic import day, findings
from ogpsite.audit.data import figures
from ogpsite.model.findings import Figure, Finding, Gap, Window

FILE = Path(__file__).with_name("findings.txt")
HEAD = "== "


def title(asked: Asked) -> str:
    return f"{HEAD}{asked.rule}: {asked.name} ({asked.on})"


def lines(one: Finding) -> Iterator[str]:
    """All of a finding, a line for each thing; what is empty is left out."""
    yield f"{one.state}{f', turns on {one.turns_on}' if one.turns_on else ''}"
    yield from (f"remark: {code}" for code in one.remarks)
    yield from (f"proof: {uid}" for uid in one.proofs)
    yield from (f"gap: {of_gap(gap)}" for gap in one.gaps)
    yield from (f"note: {of_gap(gap)}" for gap in one.notes)
    yield from (f"figure: {name} = {figure!r}" for name, figure in figures(one.figures).items())
    for window in one.windows:
        yield from of_window(window)


def of_gap(gap: Gap) -> str:
    parts = {"in": gap.record, "from": gap.since, "to": gap.until, "count": gap.count, "detail": gap.detail}
    return " ".join([gap.code, *(f"{name} {value}" for name, value in parts.items() if value not in ("", None))])


def of_window(one: Window) -> Iterator[str]:
    figures: dict[str, Figure] = dict(one.figures)
    yield f"{one.reading} {one.label!r} {one.start} to {one.end}: {one.state} {figures or ''}".rstrip()
    yield from (f"  proof: {uid}" for uid in one.proofs)
    yield from (f"  gap: {of_gap(gap)}" for gap in one.gaps)


def told(one: Finding) -> str:
    return "\n".join(lines(one))


def expected() -> dict[str, str]:
    """What is to be told in each case, by its title."""
    blocks = FILE.read_text("utf-8").split(f"\n\n{HEAD}")
    pairs = (block.removeprefix(HEAD).split("\n", 1) for block in blocks)
    return {f"{HEAD}{name}": rest.strip("\n") for name, rest in pairs}


def main() -> None:
    blocks = []
    for asked in ALL:
        folder = Path(tempfile.mkdtemp())
        found = findings(folder, asked.change or {}, on=day(asked.on))[asked.rule]
        blocks.append(f"{title(asked)}\n{told(found)}")
        shutil.rmtree(folder)
    FILE.write_text("\n\n".join(blocks) + "\n", "utf-8")


if __name__ == "__main__":
    main()
