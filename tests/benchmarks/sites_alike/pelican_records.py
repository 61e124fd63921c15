"""Pelican: the record of an article, or those of a list; a module of its own, so that its cache can be read again."""

import json

from filters import chosen

FOUND = {}


def told(content):
    if not hasattr(content, "record"):
        content.record = json.loads(content.told)
        if content.record.get("of"):
            shown = {"title": content.title, "url": f"/{content.url}", "day": "2026-11-24"}
            content.record |= shown | {"above": [], "summary": content.title}
        elif content.record.get("kind"):
            content.record["content"] = content.content
    return content.record


def its(page, articles):
    """The records of a page that isn't a record's own."""
    if not FOUND:
        FOUND.update({told(one)["id"]: told(one) for one in articles})
    wanted = told(page)
    return [FOUND[wanted["of"]]] if wanted.get("of") else chosen(FOUND.values(), wanted)


def template(one):
    return "commitment.html" if one.get("status") else "single.html"


def page_template(page):
    wanted = told(page)
    return wanted.get("template_name") or wanted["template"]
