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


CALLED = re.compile(r"(?:\+|(?:tel|phone|tél|mobile|هاتف)\W{1,5})$", re.I)
DIGITS = 9  # of a number as people write it at home, at least


def has_phone(text: str) -> bool:
    """Whether a text holds a telephone number: looked for around what may be its digits, as most of them are days."""
    return any(
        PHONE.search(text, max(0, one.start() - LEAD), one.end() + 1)
        for one in NUMBER.finditer(text)
        if may_be_dialled(text, one)
    )


def may_be_dialled(text: str, number: re.Match[str]) -> bool:
    """Whether some digits may be a telephone number by how many they are, or by what stands before them."""
    found = number[0]
    if "00" in found or sum(map(str.isdigit, found)) >= DIGITS:
        return True
    return CALLED.search(text, max(0, number.start() - LEAD), number.start()) is not None
