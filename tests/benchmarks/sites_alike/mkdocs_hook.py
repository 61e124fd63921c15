"""MkDocs: gives each template the record of its page, or those of its list."""

from filters import FILTERS, STATUSES, chosen

FOUND = {}


def on_pre_build(config):
    FOUND.clear()


def on_page_content(html, page, config, files):
    one = page.meta.get("one")
    if one:
        FOUND[one["id"]] = one
        one["content"] = html
    return html


def on_env(env, config, files):
    env.filters.update(FILTERS)
    env.globals.update(statuses=STATUSES, generator="MkDocs")
    return env


def on_page_context(context, page, config, nav):
    meta = page.meta
    context["content"] = page.content
    context["one"] = meta["one"] if "one" in meta else FOUND[meta["of"]] if "of" in meta else meta["list"]
    context["ones"] = (
        [FOUND[meta["of"]]] if "of" in meta else chosen(FOUND.values(), meta["list"]) if "list" in meta else []
    )
    return context
