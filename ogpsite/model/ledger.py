"""The nouns of permanence: addresses that were published, and what became of those that are no longer made."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import field

from ogpsite.nouns import dataclass

NAME = "addresses.csv"  # the ledger, beside site.yaml
COLUMNS = ("address", "languages", "forms", "record", "title", "since", "sha256")
EVERY = "*"  # ends the name of a form that there is in every language of the page


@dataclass(frozen=True, slots=True)
class Address:
    """One line of the ledger: an address that was published.

    address is written without its language: a page (`/plans/2024/`), a part of one (`/plans/2024/one/#m1`) or a file
    (`/files/letter.pdf`). languages are those in which it was published (none for a file), forms the names of files
    beside the page (with `*` where each language has its own), record the identity of the record that it showed, since
    the day of the build that first published it. sha256 is that of a file of evidence. line is the line in the ledger.
    """

    address: str
    languages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    record: str = ""
    title: str = ""
    since: datetime.date = datetime.date.min
    sha256: str = ""
    line: int = field(default=0, compare=False)

    @property
    def page(self) -> str:
        """The address without the part of its page."""
        return self.address.partition("#")[0]

    @property
    def anchor(self) -> str:
        """The part of the page that is meant, or an empty text."""
        return self.address.partition("#")[2]

    @property
    def is_page(self) -> bool:
        """Whether it is a page or a part of one, and no file."""
        return self.page.endswith("/")

    def files(self, default: str) -> Iterator[tuple[str, str, str]]:
        """The files beside the page: address, name, language."""
        for form in self.forms:
            name = form.removesuffix(EVERY)
            for language in self.languages if form.endswith(EVERY) else (default,):
                yield f"{localised(self.page, language, default)}{name}", name, language

    def full(self, default: str) -> Iterator[tuple[str, str]]:
        """The address in each of its languages, with the language; `default` has no prefix."""
        for language in self.languages or ("",):
            yield localised(self.address, language, default), language


def localised(address: str, language: str, default: str) -> str:
    """An address of the site in a language."""
    return address if language in ("", default) else f"/{language}{address}"


Ledger = tuple[Address, ...]
