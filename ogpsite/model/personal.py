"""What personal data looks like in a text: mailboxes and telephone numbers, and whose mailboxes they are."""

from __future__ import annotations

import re

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
NUMBER = re.compile(r"\d[\d ()./-]{6,}")  # holds the digits of every telephone number, and is found faster
LEAD = 11  # signs before these at most: mobile, and up to five signs
PHONE = re.compile(
    r"(?<![\w/+.-])(?:(?:\+|00 ?)[1-9]|(?:tel|phone|tél|mobile|هاتف)\W{1,5}\d)[\d ()./-]{6,18}\d(?![\w/-])"
    # as people write them at home: 06 12 34 56 78, (202) 555-0143; but no days such as 01.02.2024
    r"|(?<![\w/+.,-])(?!\d\d[.-]\d\d[.-]\d{4})0[1-9](?:[ .-]?\d){7,9}(?![\w/-])"
    r"|(?<![\w/+.,-])(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])",
    re.I,
)


def has_phone(text: str) -> bool:
    """Whether a text holds a telephone number: looked for around what may be its digits, as most of them are days."""
    return any(PHONE.search(text, max(0, one.start() - LEAD), one.end() + 1) for one in NUMBER.finditer(text))
