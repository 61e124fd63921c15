"""The consultation that the contributions belong to: found in the site, or made from flags, the map and the export."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from ogpsite.importers.contributions.nouns import Ground, Harvest
from ogpsite.importers.contributions.shape import cleaned, said, wished_day
from ogpsite.importers.fault import ImportFault
from ogpsite.importers.layout import Draft
from ogpsite.importers.markup import words_of
from ogpsite.importers.render import markdown, tidy
from ogpsite.model import vocabulary
from ogpsite.model.fields import fields_of
from ogpsite.model.kinds import KEY, slug
from ogpsite.model.records import Consultation
from ogpsite.problems import near


def folder(key: str) -> str:
    """Where a consultation lies. Raises ImportFault for a key that is none."""
    if not KEY.fullmatch(key):
        meant = slug(key)
        raise ImportFault(
            f"--consultation {key!r} is not a key: small letters, digits and hyphens",
            f"for example {meant}" if meant else "for example 2026-priorities",
        )
    return f"content/consultations/{key}"


def exists(key: str, into: Path) -> str:
    """The path of the consultation's own file, where there is one."""
    paths = (f"{folder(key)}/consultation.md", f"{folder(key)}.md")
    return next((path for path in paths if (into / path).is_file()), "")


def draft(harvest: Harvest, ground: Ground) -> Draft | None:
    """The consultation's file, where there is none yet."""
    options = ground.options
    there = exists(options.consultation, options.into)
    if there:
        ground.notes.add("remark", there, "the consultation is there already; its own file was left as it is")
        return None
    given = dict(harvest.consultation) | wished(ground)
    days = [entry.day for entry in harvest.entries if entry.day and entry.state != "unsubmitted"]
    title = str(given.pop("title", "")) or options.consultation.replace("-", " ")
    if title == options.consultation.replace("-", " "):
        ground.notes.add("remark", options.consultation, f"no title is known: “{title}”; give --title, or write one")
    front: dict[str, object] = {"title": said({"": cleaned(title)}, "", ground)}
    front |= {name: value for name, value in given.items() if name in ("plan",)}
    front["mechanism"] = mechanism(str(given.pop("mechanism", "")) or harvest.mechanism)
    front["opens"] = bound(given.pop("opens", ""), days, "opens", ground)
    front["closes"] = bound(given.pop("closes", ""), days, "closes", ground)
    if front["closes"] < front["opens"]:  # type: ignore[operator]
        raise ImportFault(f"--closes {front['closes']} lies before --opens {front['opens']}", "put the two in order")
    given.pop("plan", "")
    front |= others(given, ground)
    counts = {"contributions": sum(1 for entry in harvest.entries if entry.state != "unsubmitted")}
    if harvest.attended:
        counts = {"attended": harvest.attended} | counts
    front["counts"] = counts
    return Draft(f"{folder(options.consultation)}/consultation.md", markdown(in_order(front)))


def wished(ground: Ground) -> dict[str, object]:
    """What the flags say."""
    options = ground.options
    flags = ("title", "opens", "closes", "mechanism", "plan")
    return {name: getattr(options, name) for name in flags if getattr(options, name)}


def mechanism(code: str) -> str:
    """The way of taking part. Raises ImportFault for one that isn't known."""
    if code not in vocabulary.MECHANISM:
        meant = near(code, vocabulary.MECHANISM)
        known = ", ".join(vocabulary.MECHANISM)
        raise ImportFault(
            f"--mechanism {code!r} is not one of {known}", f"did you mean {meant!r}?" if meant else "choose one of them"
        )
    return code


def bound(given: object, days: list[datetime.date], name: str, ground: Ground) -> datetime.date:
    """The first or last day: as given, else that of the contributions, which is noted."""
    wish = wished_day(str(given), f"--{name}") if given else None
    if wish:
        return wish
    if not days:
        raise ImportFault(
            f"the day on which the consultation {name} is not known, and no contribution has a day",
            f"give it: --{name} 2026-06-30",
        )
    day = min(days) if name == "opens" else max(days)
    words = f"{name}: {day}, the day of the {'first' if name == 'opens' else 'last'} contribution (give --{name})"
    ground.notes.add("date", ground.options.consultation, words)
    return day


def others(given: Mapping[str, object], ground: Ground) -> dict[str, object]:
    """Further fields of the consultation, from the export or the map; unknown ones are refused."""
    known = {field.name: field for field in fields_of(Consultation)}
    found: dict[str, object] = {}
    for name, value in given.items():
        if name not in known:
            raise ImportFault(f"a consultation has no field {name!r}", f"fields: {', '.join(known)}")
        if known[name].localised and isinstance(value, str):
            found[name] = said({"": cleaned(words_of(value))}, "", ground)
        elif value:
            found[name] = tidy(value)
    return found


def in_order(front: dict[str, object]) -> dict[str, object]:
    """The fields in the order of their declaration."""
    places = [field.name for field in fields_of(Consultation)]
    return dict(sorted(front.items(), key=lambda pair: places.index(pair[0])))
