"""Links to other sites that no longer answer, as the last check found them (`ogpsite links`)."""

from __future__ import annotations

import datetime
from urllib.parse import urlsplit

from ogpsite import links
from ogpsite.model.checked import Checked, Outward
from ogpsite.views.tongue import Tongue, View


def broken(tongue: Tongue) -> View:
    """The broken links with the records that hold them, the longest broken first; the day of the check, a count of
    all links. Nothing where no check was made by the site's day."""
    day = tongue.site.day
    known = {one.url: one for one in tongue.edition.checked if one.checked <= day}
    if not known:
        return {"broken_links": [], "links_checked": None, "links_count": 0}
    held = [(link, known[link.url]) for link in links.outward(tongue.site) if link.url in known]
    faulty = [(link, one) for link, one in held if one.state == "broken"]
    faulty.sort(key=lambda pair: (since(pair[1], day), pair[0].commitment == "", pair[0].commitment, pair[0].url))
    return {
        "broken_links": [shown(tongue, link, one) for link, one in faulty],
        "links_checked": tongue.day(max(one.checked for one in known.values())),
        "links_count": len({link.url for link, _ in held}),
    }


def since(one: Checked, day: datetime.date) -> datetime.date:
    return one.broken_since or day


def shown(tongue: Tongue, link: Outward, one: Checked) -> View:
    """A link, where it stands, since when it is broken, and whether a copy is kept."""
    record = tongue.site.by_uid[link.record]
    commitment = tongue.site.by_uid.get(link.commitment)
    return {
        "url": link.url,
        "host": (urlsplit(link.url).hostname or "").removeprefix("www."),
        "record": tongue.to(record) if record.meta.kind not in ("settings", "home") else None,
        "commitment": tongue.to(commitment) if commitment and commitment is not record else None,
        "since": tongue.day(since(one, tongue.site.day)),
    }
