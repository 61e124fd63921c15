"""What templates of the alike sites ask of a record, for generators whose templates are Jinja's."""

import calendar
import datetime
import functools
import json
from urllib.parse import urlsplit

TODAY = datetime.date(2026, 11, 24)
STATUSES = ["complete", "substantial", "in_progress", "limited", "not_started"]


@functools.cache
def last_day(month):
    year, number = map(int, month.split("-"))
    return f"{month}-{calendar.monthrange(year, number)[1]}"


@functools.cache
def days_late(due, status):
    if status == "complete":
        return 0
    return max(0, (TODAY - datetime.date.fromisoformat(last_day(due))).days)


def late(step):
    return days_late(step["due"], step["status"])


@functools.cache
def day(iso):
    found = datetime.date.fromisoformat(str(iso))
    return f"{found.day} {found:%B %Y}"


@functools.cache
def month(iso):
    return f"{datetime.date.fromisoformat(f'{iso}-01'):%B %Y}"


@functools.cache
def human(word):
    return word.replace("_", " ").capitalize()


def along(step, start):
    return round((int(step["due"][:4]) - start) * 20 + int(step["due"][5:7]) * 1.6, 1)


def linked_data(one):
    page = f"https://ogp.testland.example{one['url']}"
    crumbs = [{"@type": "ListItem", "position": 1, "name": "Home", "item": "https://ogp.testland.example/"}] + [
        {"@type": "ListItem", "position": n, "name": name, "item": f"https://ogp.testland.example{url}"}
        for n, (name, url) in enumerate(one["above"], 2)
    ]
    graph = [
        {"@id": page, "@type": "WebPage", "name": one["title"], "url": page, "inLanguage": "en",
         "description": one["summary"], "license": "https://creativecommons.org/licenses/by/4.0/"},
        {"@type": "BreadcrumbList", "itemListElement": crumbs},
    ]  # fmt: skip
    if one.get("kind"):
        graph.append(
            {"@id": f"{page}#record", "@type": "CreativeWork", "name": one["title"], "dateModified": str(one["day"]),
             "creativeWorkStatus": one.get("status"), "author": one.get("lead"),
             "license": "https://creativecommons.org/licenses/by/4.0/"}
        )  # fmt: skip
    return json.dumps({"@context": "https://schema.org", "@graph": graph})


def number(count):
    return f"{count:,}"


def start(group):
    return int(group[:4])


def host(url):
    return urlsplit(url).netloc


def first(found, most):
    return found[:most]


def most_late(steps):
    return max(map(late, steps), default=0)


def late_ones(steps):
    return sum(1 for step in steps if late(step))


def with_status(steps, status):
    return sum(1 for step in steps if step["status"] == status)


SHARED = (late, day, month, human, along, last_day, linked_data, number, start, host, first)
FILTERS = {each.__name__: each for each in (*SHARED, most_late, late_ones, with_status)}


def chosen(ones, wanted):
    """The records of a list: those whose field has the value, or all of a section, in its order."""
    value = wanted.get("value")
    found = [one for one in ones if value is None or str(one.get(wanted["field"])) == str(value)]
    order = wanted.get("order")
    return sorted(found, key=lambda one: str(one.get(order)), reverse=order == "day") if order else found
