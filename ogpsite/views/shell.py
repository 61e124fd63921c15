"""What surrounds every page: title, languages, menu, breadcrumbs, citation, foot."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from ogpsite import locales, policy, prose
from ogpsite.model import kinds, records
from ogpsite.model.facts import Edition
from ogpsite.model.licences import licence_of
from ogpsite.model.once import once
from ogpsite.model.site import Look, Site
from ogpsite.model.values import Text
from ogpsite.nouns import dataclass
from ogpsite.parts import Part
from ogpsite.views import anchors, follow, terms
from ogpsite.views.linked import linked
from ogpsite.views.retold import retold
from ogpsite.views.tongue import Shown, Tongue, View

STATEMENT = "accessibility"  # the page of the accessibility statement
PLANS = "Action plans"  # the section of plans, their versions and commitments
Crumbs = Sequence[tuple[object, str]]


@dataclass(frozen=True)
class Frame:
    """What a page says of itself to its shell.

    `turning` says whether anything on it is another on another day: a state, an age, a lateness.
    """

    title: object
    address: str
    description: object = ""
    crumbs: Crumbs = ()
    record: records.Record | None = None
    data: str = ""
    headings: tuple[tuple[str, object], ...] = ()
    updated: datetime.date | None = None
    turning: bool = True
    pager: View | None = None  # the ways to the other pages of a long list (`paged.py`)


def data_address(record: records.Record) -> str:
    """Where a record's JSON lies: beside its page in the site's first language."""
    return f"{kinds.address_of(record)}index.json"


def shell(tongue: Tongue, frame: Frame) -> View:
    """The part of a view that every template may read, as `page` and `site`."""
    return {"page": page_view(tongue, frame), "site": site_view(tongue, tongue.site)}


def page_view(tongue: Tongue, frame: Frame) -> View:
    settings = tongue.site.settings
    base = settings.url.rstrip("/")
    href = tongue.href(frame.address)
    data = linked(tongue, frame.title, frame.address, str(frame.description), list(frame.crumbs), frame.record)
    gone = anchors.parts(tongue, frame.address)
    updated = frame.updated or (tongue.facts.updated.get(frame.record.uid) if frame.record else None)
    return {
        "title": frame.title,
        "description": str(frame.description) or str(tongue.text(settings.description)),
        "lang": tongue.language,
        "dir": tongue.said.direction,
        "digits": tongue.said.digits,
        "href": href,
        "canonical": f"{base}{href}",
        "data": frame.data,
        "home": frame.address == "/",
        "crumbs": [{"title": title, "href": tongue.href(address)} for title, address in frame.crumbs],
        "headings": [{"anchor": anchor, "words": title} for anchor, title in frame.headings],
        "languages": [language_view(tongue, frame.address, code, base) for code in tongue.site.languages],
        "updated": tongue.day(updated),
        "citation": citation(tongue, frame, updated),
        "day": tongue.day(tongue.site.day) if is_turning(frame) else "",
        "pager": frame.pager,
        "fallbacks": [tongue.said.name_of(code) for code in sorted(tongue.fallen)],
        "draft": draft_mark(tongue, frame.record),
        "edit_href": edit_href(settings, frame.record),
        "report_href": report_href(settings, frame, base, href),
        "gone": gone,
        "section": frame.address.split("/")[1] if frame.address != "/" else "",
        "feeds": follow.links(tongue, frame.record, frame.address, frame.title),
        "facets": facets_of(tongue, frame.record),
        "terms": terms.of_section(tongue, frame.address, frame.record.meta.kind if frame.record else ""),
        "linked": data,
        "csp": policy.of_page(settings, data),
        "card": card_view(tongue, base),
    }


STILL = frozenset({"version", "document", "news", "page", "assessment", "support"})  # kinds that tell what was
STILL_PLACES = ("/changes/", "/documents/", "/news/", "/assessments/", "/support/", "/glossary/", "/site-map/", "/404.")


def is_turning(frame: Frame) -> bool:
    """Whether a page says of which day its figures are; one that only tells what was is the same on every day."""
    if frame.record:
        return frame.turning and frame.record.meta.kind not in STILL
    return frame.turning and not frame.address.startswith(STILL_PLACES)


@once
def last_change(edition: Edition) -> datetime.date | None:
    """The day of the site's newest change."""
    return max(edition.facts.updated.values(), default=None)


def has_pixels(look: Look) -> bool:
    """Whether there are icons in pixels: not where the site's own icon is a drawing."""
    return not look.icon.endswith(".svg")


def card_path(edition: Edition, language: str) -> str:
    """Where the picture for shared links lies, in the output folder."""
    if edition.look.card:
        return f"assets/{edition.look.card}"
    return "assets/card.png" if language == edition.site.languages[0] else f"assets/card-{language}.png"


@retold
def card_view(tongue: Tongue, base: str) -> View:
    """The picture for shared links: whole address, size, and words for those who don't see it."""
    width, height = tongue.edition.look.card_size
    settings = tongue.site.settings
    words = [str(tongue.text(text)) for text in (settings.title, settings.tagline)]
    alt = ". ".join(one for one in words if one)
    return {"url": f"{base}/{card_path(tongue.edition, tongue.language)}", "width": width, "height": height, "alt": alt}


def icons(look: Look) -> list[View]:
    """The icons of the site, as links in the head of every page."""
    found = []
    if has_pixels(look):
        found.append({"rel": "icon", "href": "/favicon.ico", "type": "image/x-icon", "sizes": "32x32"})
        found.append({"rel": "apple-touch-icon", "href": "/assets/icon-180.png", "type": "image/png", "sizes": ""})
    if not look.icon or look.icon.endswith(".svg"):
        href = f"/assets/{look.icon or 'icon.svg'}"
        found.append({"rel": "icon", "href": href, "type": "image/svg+xml", "sizes": "any"})
    return found


def logo_view(look: Look) -> View | None:
    """The site's own logo, as high as the emblem that it stands for."""
    if not look.logo:
        return None
    width, height = look.logo_size
    return {"href": f"/assets/{look.logo}", "width": max(1, round(48 * width / max(1, height))), "height": 48}


def facets_of(tongue: Tongue, record: records.Record | None) -> list[str]:
    """The facets of a record's page as Pagefind reads them; nothing where the site's own search is used."""
    if record is None or tongue.site.settings.search != "pagefind":
        return []
    found = tongue.facts.facets.get(record.uid, {})
    return [f"{name}:{key}" for name, keys in found.items() for key in keys]


def language_view(tongue: Tongue, address: str, code: str, base: str) -> View:
    href = address if code == tongue.default else f"/{code}{address}"
    return {
        "code": code,
        "name": locales.name_of(code),
        "dir": locales.direction(code),
        "href": href,
        "canonical": f"{base}{href}",
        "current": code == tongue.language,
    }


def citation(tongue: Tongue, frame: Frame, updated: datetime.date | None) -> View:
    """How to cite the page: words and permanent address."""
    settings = tongue.site.settings
    known = updated or (None if is_turning(frame) else last_change(tongue.edition))
    return {
        "title": frame.title,
        "publisher": tongue.text(settings.country),
        "site": tongue.text(settings.title),
        "day": tongue.day(known or tongue.site.day),
        "address": f"{settings.url.rstrip('/')}{tongue.href(frame.address)}",
    }


def draft_mark(tongue: Tongue, record: records.Record | None) -> object:
    """Words for a preview that shows what isn't public yet."""
    if record is None:
        return ""
    if record.draft:
        return tongue.say("Draft: not published yet")
    if record.published_on and record.published_on > tongue.site.day and record.meta.kind != "plan":
        return tongue.say("Not public before {day}", day=tongue.day(record.published_on))
    return ""


def edit_href(settings: records.Settings, record: records.Record | None) -> str:
    return settings.edit_url.replace("{path}", quote(record.meta.place.path)) if record and settings.edit_url else ""


def report_href(settings: records.Settings, frame: Frame, base: str, href: str) -> str:
    """Where a reader reports an error: the page is named in an e-mail's subject, or as `page` in a form's address.

    A form that takes other names has `{page}` and `{title}` in its address. Without one: the contact in the footer.
    """
    where = settings.report_error or (settings.contact.email if settings.contact else "")
    if "://" in where:
        page = quote(f"{base}{href}", safe="")
        if "{page}" in where or "{title}" in where:
            return where.replace("{page}", page).replace("{title}", quote(str(frame.title), safe=""))
        address, hash_, rest = where.partition("#")
        return f"{address}{'&' if '?' in address else '?'}page={page}{hash_}{rest}"
    if not where:
        return "#site-contact"
    return f"mailto:{where}?subject={quoted(f'{frame.title} – {base}')}{href if PLAIN.fullmatch(href) else quote(href)}"


PLAIN = re.compile(r"[\w./~-]*", re.A)  # an address that `quote` leaves as it is


def quoted(text: str) -> str:
    """A text as it stands in an address: `quote`, word by word, as most words stand in many titles."""
    return "%20".join(map(quoted_word, text.split(" ")))


quoted_word = lru_cache(maxsize=5_000)(quote)


@retold
def site_view(tongue: Tongue, site: Site) -> View:
    """What every page of a language shows of the site."""
    settings, entries = site.settings, menu(tongue)
    return Part(
        {
            "title": tongue.text(settings.title),
            "tagline": tongue.text(settings.tagline),
            "country": tongue.text(settings.country),
            "home_href": tongue.href("/"),
            "menu": entries,
            "menu_hrefs": tuple(one["href"] for one in entries),
            "footer": [one for item in settings.footer if (one := menu_item(tongue, item))],
            "lead_agency": tongue.link(settings.lead_agency),
            "contact": contact_view(tongue, settings.contact),
            "licence": licence_view(settings.licence),
            "version": tongue.edition.version,
            "logo": logo_view(tongue.edition.look),
            "icons": icons(tongue.edition.look),
            "accessibility_href": tongue.href(f"/{STATEMENT}/"),
            "feed_href": tongue.href(f"/{follow.FEED}"),
            "search_href": tongue.href("/search/") if settings.search != "off" else "",
        }
    )


def contact_view(tongue: Tongue, contact: records.SiteContact | None) -> View:
    if contact is None:
        return {"name": Shown(""), "role": Shown(""), "email": "", "phone": "", "address": Shown("")}
    return {
        "name": tongue.text(contact.name),
        "role": tongue.text(contact.role),
        "email": contact.email,
        "phone": contact.phone,
        "address": tongue.text(contact.address),
    }


def licence_view(licence: str) -> View:
    _, name, href = licence_of(licence)
    return {"name": name, "href": href}


def menu(tongue: Tongue) -> list[View]:
    """The menu of site.yaml, or the sections that have something, and the free pages that ask for a place."""
    settings = tongue.site.settings
    if settings.menu:
        return [one for item in settings.menu if (one := menu_item(tongue, item))]
    sections = [
        {"title": tongue.say(title), "href": tongue.href(address), "section": address.strip("/")}
        for title, address, kind in SECTIONS
        if kind is None or tongue.site.by_kind.get(kind)
    ]
    pages = sorted(
        (one for one in tongue.site.all(records.Page) if one.nav is not None), key=lambda one: (one.nav, one.key)
    )
    return sections + [
        {"title": tongue.title(one), "href": tongue.href(kinds.address_of(one)), "section": one.key} for one in pages
    ]


SECTIONS: tuple[tuple[str, str, str | None], ...] = (
    ("Action plans", "/plans/", None),
    ("Progress", "/progress/", None),
    ("Consultations", "/consultations/", None),
    ("Forum", "/forum/", None),
    ("Standards", "/standards/", None),
    ("Assessments", "/assessments/", "assessment"),
    ("Documents", "/documents/", None),
    ("News", "/news/", "news"),
)


def menu_item(tongue: Tongue, item: records.MenuItem) -> View | None:
    """An entry of the menu or the foot; None where its page isn't there."""
    title = tongue.text(item.title)
    if item.page is not None:
        page = tongue.link(item.page)
        return {"title": title, "href": page["href"], "section": item.page.written} if page else None
    href = item.url
    if href.startswith("/"):
        href = tongue.target(href, "") or href
    return {"title": title, "href": href, "section": item.url.strip("/")}


def lead(tongue: Tongue, text: Text) -> Shown:
    """How a long text begins, as a plain sentence."""
    language, found = text.best(*tongue.languages)
    return tongue.shown(language, prose.excerpt(found) if found else "")
