"""Addresses in fields: those that are written plainly needn't be taken apart."""

from __future__ import annotations

import re

import pytest

from ogpsite.validate import words

ADDRESSES = (
    *("https://a.example", "http://a.example/x?y#z", "https://A-1.example?q=http://[", "https://-", "https://a..b/"),
    *("https://.a", "https://", "https:///x", "https://[", "https://[::1]/", "https://a:0", "https://a:99999/x"),
    *(
        "https://u:p@a.example/",
        "https://a b",
        "https://\u2100.example",
        "https://münchen.example/",
        "ftp://a",
        "HTTPS://a",
    ),
    *(
        "https://a.example/\u2100",
        "https://a.example\\x",
        "https://a.example/\\x",
        "https://a%41.example",
        "https://a_b",
    ),
)


@pytest.mark.parametrize("word", ADDRESSES)
def test_an_address_whose_host_is_plain_is_one_by_the_long_way_too(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = words.is_address(word)
    monkeypatch.setattr(words, "PLAIN_ADDRESS", re.compile("(?!)"))  # which nothing matches
    assert words.is_address(word) is found


def test_an_address_with_a_plain_host_is_not_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "urlsplit", None)
    assert words.is_address("https://www.example.org/a?b=c#d")
