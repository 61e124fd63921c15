"""What the home page shows: what was promised, what is done, what is late, how to take part."""

from __future__ import annotations

from ogpsite.model import records
from ogpsite.views import changes, consultations, forum, library
from ogpsite.views.commitments import overdue_row
from ogpsite.views.plans import plan_card
from ogpsite.views.shell import Frame, shell
from ogpsite.views.tongue import Tongue, View


def home(tongue: Tongue) -> View:
    """The home page."""
    intro = next(iter(tongue.site.all(records.Home)), None)
    settings = tongue.site.settings
    current = tongue.facts.current
    gatherings = sorted(
        (*tongue.site.all(records.Meeting), *tongue.site.all(records.Event)), key=lambda one: (one.date, one.id)
    )
    facts = sorted(tongue.facts.consultations.values(), key=lambda one: (one.consultation.closes, one.consultation.id))
    answered = [one for one in facts if one.late_on]
    news = sorted(tongue.site.all(records.News), key=lambda one: (one.date, one.id), reverse=True)
    heading = tongue.text(intro.title) if intro and intro.title else tongue.text(settings.title)
    origin = intro.meta.place.path if intro else ""
    view = {
        "heading": heading,
        "lead": tongue.long(intro.summary, "summary", 2, origin) if intro else "",
        "body": tongue.long(intro.body, "text", 2, origin) if intro else "",
        "plan": plan_card(tongue, current) | {"progress_href": tongue.href(f"/progress/{current.plan.key}/")}
        if current
        else None,
        "overdue": [overdue_row(tongue, *pair) for pair in current.overdue[:5]] if current else [],
        "disputed_count": sum(any(check.result == "disputed" for check in one.checks) for one in current.commitments)
        if current
        else 0,
        "open": [consultations.card(tongue, one) for one in facts if one.status == "open"],
        "planned": [consultations.card(tongue, one) for one in facts if one.status == "planned"],
        "unanswered": [consultations.card(tongue, one) for one in answered],
        "coming": [forum.card(tongue, one) for one in gatherings if one.date > tongue.site.day][:4],
        "changes": changes.newest(tongue, 8),
        "news": [library.news_card(tongue, one) for one in news[:3]],
    }
    return view | shell(tongue, Frame(tongue.text(settings.title), "/"))
