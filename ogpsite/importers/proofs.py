"""Cells with addresses → evidence, documents and single addresses; what is no address is kept as words, and noted."""

from __future__ import annotations

from collections import Counter

from ogpsite.importers import links
from ogpsite.importers.cells import Cell
from ogpsite.importers.pieces import divided
from ogpsite.importers.report import Notes
from ogpsite.importers.slots import Desk, Pairs, Slot, language_of


def as_evidence(slot: Slot, desk: Desk) -> Pairs:
    """Proofs: addresses where they are addresses; anything else is kept as a title, so that no word is lost."""
    if len([cell for cell in slot.cells.values() if cell.text]) > 1 and not any(
        links.judge(piece.text).url for piece in slot.pieces()
    ):
        yield slot.name, [{"title": desk.say({language: cell.text for language, cell in slot.cells.items()})}]
        return
    found: list[dict[str, object]] = []
    for language, cell in slot.cells.items():
        for piece in divided(cell, slot.column.split):
            one = proof(piece, language, slot, desk)
            if language == language_of(slot) or one not in found:
                found.append(one)
    yield slot.name, found


def proof(piece: Cell, language: str, slot: Slot, desk: Desk) -> dict[str, object]:
    """One piece of evidence."""
    title, raw = titled(piece.text) if slot.column.item else ("", piece.text)
    judged = links.judge(raw, desk.map.mend, desk.map.base)
    if judged.fault:
        outcome = f"mended: {judged.url}" if judged.mended else "kept as a title, because it is no address"
        desk.notes.add("link", piece.at, f"{raw} ({judged.fault}); {outcome}")
    if not judged.url or judged.mended:
        title = piece.text
    return {
        **({"title": desk.say({language: title})} if title else {}),
        **({"url": judged.url} if judged.url else {}),
    }


def titled(text: str) -> tuple[str, str]:
    """A line `title - address`: its two parts; without such a mark it is all address."""
    title, mark, raw = text.rpartition(" - ")
    return (title.strip(), raw.strip()) if mark else ("", text)


def as_url(slot: Slot, desk: Desk) -> Pairs:
    """One web address; of several, the others become documents of the record."""
    for number, piece in enumerate(slot.pieces()):
        judged = links.judge(piece.text, desk.map.mend, desk.map.base)
        if number == 0 and judged.url:
            yield slot.name, judged.url
        elif "documents" in fields_beside(slot):
            yield "documents", [proof(piece, language_of(slot), slot, desk)]
        else:
            desk.notes.add("link", piece.at, f"{piece.text} ({judged.fault or 'a second address'}): left out")


def fields_beside(slot: Slot) -> frozenset[str]:
    """Fields that can take what does not fit into this one."""
    return frozenset({"documents"}) if slot.name == "recording.url" else frozenset()


def note_links(cell: Cell, notes: Notes) -> None:
    """Note links in running text that lead nowhere; the text itself stays as it is."""
    for (target, fault), times in Counter(links.suspicious(cell.text)).items():
        often = f", {times} times" if times > 1 else ""
        notes.add("link", cell.at, f"in the text: {target} ({fault}{often}); the text is kept as it is")
