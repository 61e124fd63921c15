"""Pelican: gives each template the record of its article, or those of its list."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from filters import FILTERS, STATUSES
from records import its, page_template, template, told

SITENAME = "Open government in Testland"
SITEURL = "https://ogp.testland.example"
PATH = "content"
TIMEZONE = "UTC"
THEME = "theme"
DIRECT_TEMPLATES = []
TAG_SAVE_AS = CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ""
DEFAULT_PAGINATION = False
LOAD_CONTENT_CACHE = True
CACHE_CONTENT = True
MARKDOWN = {
    "extension_configs": {f"markdown.extensions.{name}": {} for name in ("tables", "footnotes", "attr_list", "meta")},
    "output_format": "html5",
}
JINJA_FILTERS = FILTERS | {"told": told, "its": its, "template": template, "page_template": page_template}
JINJA_GLOBALS = {"statuses": STATUSES, "generator": "Pelican"}
