"""What holds for the whole site: languages, accessibility, privacy, permanence, unfinished text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import urlsplit

from ogpsite.audit.case import DAY, Case, Verdict
from ogpsite.model import records
from ogpsite.model.dates import months_later
from ogpsite.model.fields import LEAVES, PLAIN, declared
from ogpsite.model.findings import Gap
from ogpsite.model.once import apart
from ogpsite.model.personal import EMAIL, has_phone
from ogpsite.model.placeholders import PLACEHOLDER, may_be_unfinished
from ogpsite.model.values import Text

# hosts of mailboxes that anybody can open: an address there is a person's own, and no office's
PRIVATE_BOXES = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com aol.com "
    "proton.me protonmail.com gmx.com gmx.de gmx.net web.de mail.com mail.ru yandex.com yandex.ru zoho.com "
    "hotmail.fr yahoo.fr outlook.fr orange.fr free.fr laposte.net hotmail.es yahoo.es qq.com 163.com".split()
)
ROW = re.compile(r"\s*\|(?:\s*\|)+\s*")
RULER = re.compile(r"\s*\|?\s*:?-{2,}.*")


def languages(case: Case) -> Verdict:
    """LANG-1: every page in every language; what isn't translated says from which language it is."""
    missing = case.facts.untranslated
    notes = tuple(
        Gap(code="falls-back", count=number, detail=language) for language, number in missing.items() if number
    )
    several = len(case.site.languages) > 1
    return Verdict(
        state="met",
        notes=notes,
        figures={"languages": len(case.site.languages)} | {f"untranslated:{name}": n for name, n in missing.items()},
        remarks=("by-construction", *(("translation-age-unknown",) if several else ())),
    )


def accessibility(case: Case) -> Verdict:
    """A11Y-1: a statement, linked from every page and reviewed within a year; every file says if it is accessible."""
    page = case.site.by_uid.get("page:accessibility")
    files = [proof for proof in case.facts.proofs if proof.evidence.file]
    papers = [proof for proof in files if proof.source.startswith(("document:", "forum:"))]
    gaps = [] if page else [Gap(code="no-statement")]
    gaps += [
        Gap(code="no-accessibility-value", record=proof.source, detail=proof.evidence.file.path)
        for proof in files
        if proof not in papers and proof.evidence.accessible is None and proof.evidence.file
    ]
    without = len([gap for gap in gaps if gap.record])
    reviewed = page.reviewed_on if isinstance(page, records.Page) else None
    reviewed = reviewed if reviewed and reviewed <= case.site.day else None
    last = months_later(reviewed, case.number("months")) if reviewed else None
    if page and last and case.day > last:
        gaps.append(Gap(code="statement-old", record=page.uid, since=reviewed, until=last))
    unknown = ("review-day-unknown",) if page and not reviewed else ()
    return Verdict(
        state="not_met" if gaps else "met" if reviewed else "cannot_tell",
        proofs=(page.uid,) if page else (),
        gaps=tuple(gaps),
        figures={"files": len(files), "without_value": without},
        remarks=(*unknown, *(("document-files",) if papers else ())),
        borders=(last + DAY,) if last else (),
    )


def privacy(case: Case) -> Verdict:
    """PRIV-1: no address or telephone number of a private person; every named contribution has a ground."""
    official = official_boxes(case)
    gaps: list[Gap] = []
    notes: list[Gap] = []
    for record in case.site.by_uid.values():
        if isinstance(record, records.Settings | records.Organisation | records.Page | records.Home):
            continue
        public = isinstance(record, records.Contribution)
        for code in personal(record, official):
            sure = public or code == "private-email"
            (gaps if sure else notes).append(Gap(code=code, record=record.uid))
        named = isinstance(record, records.Contribution) and record.attribution == "named" and record.author
        if named and not (isinstance(record, records.Contribution) and record.consent and record.consent.basis):
            gaps.append(Gap(code="no-consent", record=record.uid))
    return Verdict(
        state="not_met" if gaps else "met",
        gaps=tuple(gaps),
        notes=tuple(notes),
        figures={"contributions": len(case.site.all(records.Contribution)), "violations": len(gaps)},
        remarks=("by-construction",),
    )


def personal(record: records.Record, official: frozenset[str]) -> Iterator[str]:
    """Which patterns of personal data the texts of a record hold."""
    boxes, phone, _ = signs_in(record)
    hosts = {box.rpartition("@")[2] for box in boxes if not is_official(box, official)}
    if hosts & PRIVATE_BOXES:
        yield "private-email"
    if hosts - PRIVATE_BOXES:
        yield "email"
    if phone:
        yield "phone"


Signs = tuple[tuple[str, ...], bool, tuple[tuple[str, str], ...]]
APART = f"\n{6 * chr(0)}\n"  # between two texts: more than may stand within a telephone number


@apart
def signs_in(record: records.Record) -> Signs:
    """What the texts of a record hold: e-mail addresses, whether a telephone number is among them, and what is still
    to be written. They are looked through together, and one by one only where there is something."""
    texts = texts_of(record)
    whole = APART.join([text for _, text in texts])
    boxes = {found[0].lower().rstrip(".") for found in EMAIL.finditer(whole)} if "@" in whole else ()
    written = not may_be_unfinished(whole)
    todo = [one for path, text in texts if "|" in text or not written for one in unfinished(path, text, written)]
    return tuple(sorted(boxes)), has_phone(whole), tuple(todo)


def is_official(box: str, official: frozenset[str]) -> bool:
    """Whether a mailbox is that of a body: named as theirs, or on a host of theirs, or below it."""
    host = box.rpartition("@")[2]
    return box in official or any(host == one or host.endswith(f".{one}") for one in official)


def official_boxes(case: Case) -> frozenset[str]:
    """The mailboxes of the bodies that the site names, and the hosts of these and of their own sites.

    A mailbox at a service where anybody can open one makes nobody else's mailbox there official.
    """
    site = case.site
    boxes = [site.settings.contact.email if site.settings.contact else "", site.settings.report_error]
    boxes += [one.contact.email for one in site.all(records.Commitment) if one.contact]
    boxes += [one.submit_email for one in site.all(records.Consultation)]
    named = {box.removeprefix("mailto:").lower() for box in boxes if "@" in box}
    hosts = {box.rpartition("@")[2] for box in named}
    urls = [site.settings.url, *(one.url for one in site.all(records.Organisation))]
    hosts |= {(urlsplit(url).hostname or "").removeprefix("www.") for url in urls if url}
    return frozenset((hosts - {""} - PRIVATE_BOXES) | named)


def texts_of(value: object, path: str = "") -> list[tuple[str, str]]:
    """Every text of a record or group in every language, with the name of its field."""
    found: list[tuple[str, str]] = []
    gather(value, path, found)
    return found


def gather(value: object, path: str, found: list[tuple[str, str]]) -> None:
    """Adds the texts of a value to those that were found."""
    if isinstance(value, Text):
        found += [(path, words) for _, words in value.variants]
    elif isinstance(value, tuple):
        for one in value:
            gather(one, path, found)
    else:
        for attribute, name, is_word in worded(type(value)):
            here = getattr(value, attribute)
            if is_word and isinstance(here, str):
                found.append((f"{path}.{name}" if path else name, here))
            elif here and type(here) not in LEAVES:
                gather(here, f"{path}.{name}" if path else name, found)
        if isinstance(value, records.Record):
            gather(value.body, "body", found)


def worded_by(type_: type) -> tuple[tuple[str, str, bool], ...]:
    """The fields of a type that may hold words: attribute, name, and whether it holds a plain word."""
    return tuple(
        (attribute, spec.name, spec.kind == "word")
        for attribute, spec in declared(type_)
        if spec.kind == "word" or spec.kind not in PLAIN
    )


worded: Callable[[type], tuple[tuple[str, str, bool], ...]] = cache(worded_by)


def permanence(case: Case) -> Verdict:
    """PERM-1: no address of an earlier build is lost, no file changed. Without a ledger of them, nobody can tell."""
    if case.lost is None:
        return Verdict(state="cannot_tell", remarks=("no-ledger",))
    lost = [Gap(code="lost-address", detail=row.address) for row in case.lost]
    changed = [Gap(code="changed-file", since=row.since, detail=row.address) for row in case.changed]
    return Verdict(
        state="not_met" if lost or changed else "met",
        gaps=(*lost, *changed),
        figures={"lost": len(lost), "changed_files": len(changed)},
    )


def placeholders(case: Case) -> Verdict:
    """PLACE-1: no text that is still to be written; the public's words are not meant."""
    gaps = [
        Gap(code=code, record=record.uid, detail=detail)
        for record in case.site.by_uid.values()
        if not isinstance(record, records.Contribution)
        for code, detail in signs_in(record)[2]
    ]
    found = tuple(dict.fromkeys(gaps))
    return Verdict(state="not_met" if found else "met", gaps=found, figures={"placeholders": len(found)})


def unfinished(path: str, text: str, written: bool) -> Iterator[tuple[str, str]]:
    """The paragraphs of a text that are still to be written, and rows of tables that nobody filled in.

    `written`: it surely holds no such paragraph.
    """
    lines = text.split("\n")
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if not written and line.strip() and PLACEHOLDER.fullmatch(line.strip()):
            yield "placeholder", f"{path}: {line.strip()[:60]}"
        elif "|" in line and ROW.fullmatch(line) and not RULER.fullmatch(after):
            yield "empty-row", path
