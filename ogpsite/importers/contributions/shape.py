"""Entries → contributions and responses of the content model: who is named, what is masked, what stays out and why."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence

from ogpsite.importers.atlas import fold
from ogpsite.importers.contributions import personal
from ogpsite.importers.contributions.nouns import Entry, Ground, Harvest, Reply, Texts
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.register import Register
from ogpsite.importers.slots import CONTROL
from ogpsite.importers.slugs import slug, unique
from ogpsite.model import dates, vocabulary
from ogpsite.model.kinds import KEY
from ogpsite.nouns import dataclass

Item = dict[str, object]
LEFT_OUT = {
    "rejected": "moderated out (--include rejected takes it over, marked; its words are then in the file, on no page)",
    "withdrawn": "withdrawn by its author (--include withdrawn takes it over, marked)",
    "unsubmitted": "never sent: the form was left before its end (--include unsubmitted takes it over)",
    "refused": "its author did not agree to its publication",
}
REASON = {
    "en": "E-mail addresses and telephone numbers are masked.",
    "es": "Se han ocultado direcciones de correo y números de teléfono.",
    "fr": "Les adresses électroniques et les numéros de téléphone sont masqués.",
    "pt": "Endereços de e-mail e números de telefone foram ocultados.",
    "ar": "أُخفيت عناوين البريد الإلكتروني وأرقام الهواتف.",
}


@dataclass(frozen=True)
class Shaped:
    """The items of contributions.yaml and responses.yaml, and what was counted on the way."""

    contributions: tuple[Item, ...]
    responses: tuple[Item, ...]
    left_out: Mapping[str, int]
    emails: int
    phones: int


def shaped(harvest: Harvest, register: Register, ground: Ground) -> Shaped:
    """Every contribution that may be written, in the order of the export, and the responses to them."""
    left: Counter[str] = Counter()
    found: Counter[str] = Counter()
    keys: dict[str, str] = {}
    taken: set[str] = set()
    items: list[Item] = []
    for entry in harvest.entries:
        if entry.state in LEFT_OUT and entry.state not in ground.options.include:
            left[entry.state] += 1
            ground.notes.add("skipped", entry.at, LEFT_OUT[entry.state])
            continue
        key = unique(key_of(entry.id), taken)
        keys.setdefault(entry.id, key)
        items.append(contribution(entry, key, harvest.channel, register, ground, found))
    note_drafts(items, ground)
    responses = [made for reply in harvest.replies if (made := response(reply, keys, harvest, register, ground))]
    return Shaped(tuple(items), tuple(responses), dict(left), found["email"], found["phone"])


def key_of(identity: str) -> str:
    """The permanent key of an entry."""
    return identity if KEY.fullmatch(identity) else slug(identity)


def contribution(entry: Entry, key: str, channel: str, register: Register, ground: Ground, found: Counter[str]) -> Item:
    """One contribution, its fields in the order of the content model."""
    title, masked_title = masked(entry.title, entry.at, ground, found)
    text, masked_text = masked(entry.text, entry.at, ground, found)
    item: Item = {"key": key}
    if entry.state == "unmoderated":
        item["draft"] = True
    item |= {"title": title} if title else {}
    item |= {"text": text}
    item |= {"received_on": entry.day} if entry.day else {}
    item |= {"channel": channel} if channel else {}
    item |= author(entry, register, ground)
    item |= {"sector": entry.sector} if entry.sector in vocabulary.SECTOR else {}
    item |= moderation(entry, masked_title or masked_text, ground)
    item |= {"about": list(entry.about)} if entry.about else {}
    votes = {name: number for name, number in zip(("for", "against"), entry.votes, strict=True) if number is not None}
    item |= {"votes": votes} if votes else {}
    item |= {"attachments": [dict(one) for one in entry.attachments]} if entry.attachments else {}
    item |= withdrawn(entry)
    if entry.private and ground.options.private:
        item["private"] = {name: cleaned(value) for name, value in entry.private.items()}
    return item


def author(entry: Entry, register: Register, ground: Ground) -> Item:
    """Who is shown: the name only with the author's consent, or the ground that the importing person states."""
    allowed = entry.consent == "yes" or (bool(ground.options.names) and entry.consent != "no")
    if allowed and entry.organisation:
        return {"attribution": "organisation", "organisation": body(entry.organisation, register)}
    if allowed and entry.author and entry.pseudonym:
        return {"attribution": "pseudonym", "author": entry.author}
    if allowed and entry.author:
        basis = "form" if entry.consent == "yes" else ground.options.names
        consent: Item = {"basis": basis} | ({"on": entry.day} if entry.consent == "yes" and entry.day else {})
        return {"attribution": "named", "author": entry.author, "consent": consent}
    return {"attribution": "withheld" if entry.author or entry.organisation else "anonymous"}


def body(name: str, register: Register) -> str:
    """An organisation's key where the register knows it, else its name."""
    return register.known.get(fold(name), name)


def moderation(entry: Entry, is_masked: bool, ground: Ground) -> Item:
    """What moderation decided; masking makes a contribution one that is published in part."""
    if entry.state == "rejected":
        return {"moderation": "rejected"} | ({"moderation_reason": local(entry.reason, ground)} if entry.reason else {})
    if is_masked:
        language = ground.languages[0].partition("-")[0]
        return {"moderation": "redacted", "moderation_reason": REASON.get(language, REASON["en"])}
    return {"moderation": "published"} if entry.moderated and entry.state == "published" else {}


def withdrawn(entry: Entry) -> Item:
    """That its author withdrew it; the day of the contribution where no other is known."""
    day = entry.withdrawn_on or entry.day
    if entry.state != "withdrawn" or day is None:
        return {}
    return {"withdrawn": {"on": day, "reason": entry.reason or "–"}}


def masked(texts: Texts, at: str, ground: Ground, found: Counter[str]) -> tuple[object, bool]:
    """A text as the content model has it, without personal addresses in it."""
    made: dict[str, str] = {}
    emails = phones = 0
    for language, text in texts.items():
        clean = cleaned(text)
        if clean:
            made[language], more_emails, more_phones = personal.masked(clean)
            emails, phones = emails + more_emails, phones + more_phones
    found["email"] += emails
    found["phone"] += phones
    if emails or phones:
        ground.notes.add("remark", at, f"masked in the text: {emails} e-mail addresses, {phones} telephone numbers")
    return said(made, at, ground), bool(emails or phones)


def cleaned(text: str) -> str:
    """A text without control characters and blanks around it."""
    return CONTROL.sub("", text.replace("\x0b", "\n").replace("\x0c", "\n")).strip()


def said(texts: Texts, at: str, ground: Ground) -> object:
    """A text in the site's languages: plain in the first one, else by language; an empty text where there is none."""
    given: dict[str, str] = {}
    for language, text in texts.items():
        given.setdefault(matched(language, ground) or ground.language, text)
    known = {language: given[language] for language in ground.languages if given.get(language)}
    if not known and given:
        language, text = next(iter(given.items()))
        ground.notes.add(
            "remark", "", f"texts in {language}: site.yaml does not list it, so they stand in {ground.language}"
        )
        known = {ground.language: text}
    elif len(known) < len(given):
        more = ", ".join(sorted(set(given) - set(known)))
        ground.notes.add("skipped", at, f"the texts in {more} are left out: site.yaml does not list these languages")
    return known[ground.languages[0]] if list(known) == [ground.languages[0]] else known or ""


def matched(language: str, ground: Ground) -> str:
    """The site's own code of a language: `pt-BR` is `pt` where the site has only that."""
    base = language.partition("-")[0]
    near = [one for one in ground.languages if one.partition("-")[0] == base]
    return language if language in ground.languages or not near else near[0]


def local(text: str, ground: Ground) -> object:
    """A text in the language of the import."""
    return said({"": cleaned(text)}, "", ground)


def note_drafts(items: Sequence[Item], ground: Ground) -> None:
    """Note what is written but not published."""
    count = sum(1 for item in items if item.get("draft"))
    if count:
        words = f"{count} not yet moderated are written as drafts: remove the line `draft: true` to publish one"
        ground.notes.add("remark", "contributions", words)


def response(
    reply: Reply, keys: Mapping[str, str], harvest: Harvest, register: Register, ground: Ground
) -> Item | None:
    """One response; without a decision in the export it is a draft, without a day the last day of the export counts."""
    answers = [keys[identity] for identity in reply.answers if identity in keys]
    reasons = said({language: cleaned(text) for language, text in reply.reasons.items()}, reply.at, ground)
    if not answers or not reasons:
        ground.notes.add("skipped", reply.at, "an answer to contributions that are not taken over")
        return None
    decision = reply.decision or ground.options.decision
    day = reply.day or wished_day(ground.options.answered_on, "--answered-on") or harvest.last_day
    if day is None:
        raise ImportFault(f"{reply.at}: the answer has no day", "give the day of the answers: --answered-on 2026-06-30")
    if reply.day is None and not ground.options.answered_on:
        ground.notes.add("date", reply.at, f"the answer has no day: {day}, the last day of the export, was taken")
    if not decision:
        words = "the answer says no decision: written as a draft with `deferred`; put it right, or give --decision"
        ground.notes.add("remark", reply.at, words)
    by = reply.by or ground.options.answered_by
    key = key_of(reply.id)
    return {
        "key": key if key.startswith("r-") else f"r-{key}",
        **({} if decision else {"draft": True}),
        "answers": answers,
        "decision": decision or "deferred",
        "reasons": reasons,
        **({"by": body(by, register)} if by else {}),
        "on": day,
    }


def wished_day(text: str, name: str) -> datetime.date | None:
    """A day of the command line. Raises ImportFault where it is none."""
    try:
        return dates.day(text) if text else None
    except dates.NotADate as fault:
        raise ImportFault(f"{name}: {fault}", dates.DAY_HINT) from None
