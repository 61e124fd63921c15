"""How the long texts of a record begin, as bare words: what lists, descriptions, feeds and the search show of them.

Who asks for a beginning has not read the text: a sentence added at its end changes no list.
"""

from __future__ import annotations

from collections.abc import Iterable

from ogpsite import prose
from ogpsite.model import records
from ogpsite.model.once import apart_folding
from ogpsite.model.values import Text
from ogpsite.views.tongue import Shown, Tongue

LONGEST = 300  # letters; a longer beginning can't be asked for
FIELDS = ("summary", "purpose", "mandate", "outcome", "solution", "problem", "text", "description", "body")


@apart_folding
def beginnings(record: records.Record) -> tuple[tuple[str, Text], ...]:
    """The beginning of each long text of a record, by its field, in every language; with one letter more than can be
    asked for, so that it shows whether more follows."""
    found = ((name, getattr(record, name, None)) for name in FIELDS)
    return tuple((name, Text(begun(name, text))) for name, text in found if isinstance(text, Text) and text)


def begun(name: str, text: Text) -> tuple[tuple[str, str], ...]:
    """The public's words (`text`) are no Markdown."""
    bare = (lambda words: " ".join(words.split())) if name == "text" else prose.words_of
    return tuple((language, bare(text[language])[: LONGEST + 1]) for language in text)


def beginning(tongue: Tongue, record: records.Record, *names: str, length: int = 200) -> str:
    """The first words of the first of some fields that there is, cut at a blank; in the page's language if possible.

    For what has no place to say in which language it is: descriptions, calendars.
    """
    return prose.cut(first_of(tongue, record, names)[1], length)


def opening(tongue: Tongue, record: records.Record, *names: str) -> Shown:
    """The same for readers, in its own language and direction where it isn't translated."""
    language, found = first_of(tongue, record, names)
    return tongue.shown(language, prose.cut(found, 200))


def first_of(tongue: Tongue, record: records.Record, names: Iterable[str]) -> tuple[str, str]:
    known = dict(beginnings(record))
    found = (known[name].best(*tongue.languages) for name in names if name in known)
    return next((one for one in found if one[1]), ("", ""))
