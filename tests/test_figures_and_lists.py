"""Every number of the accountability pages is the length of the list behind it, and stands in the open data."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest
from sites import text_of

from ogpsite.build import Result

VOID = {"meta", "link", "img", "input", "br", "hr", "wbr", "source"}
PAGES = ("2025-2028", "2022-2024", "outside-plans", "by-organisation/justice", "by-organisation/finance")
ENTRIES = {
    # what one entry of each list is, by the place of the list; of the rest a list item
    "differences": "row",
    "slipped": "row",
}
DATA = {
    "voices": "commitments",
    "differences": "voices_differ",
    "overdue": "milestones_overdue",
    "slipped": "milestones_put_off",
    "stale": "without_recent_report",
    "unproven": "complete_without_evidence",
    "unchecked": "never_checked",
}


class Places(HTMLParser):
    """What stands inside each place of a page that has an id: items, rows, links; and the figures with their links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.stack: list[tuple[str, str]] = []
        self.inside: dict[str, Counter[str]] = {}
        self.figures: list[tuple[str, int]] = []
        self.states: list[tuple[str, int]] = []
        self.link = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        found = dict(attrs)
        self.stack.append((tag, found.get("id") or ""))
        if found.get("id"):
            self.inside[str(found["id"])] = Counter()
        self.link = found.get("href") or "" if tag == "a" else self.link
        outer = tag == "li" and sum(name == "li" for name, _ in self.stack) == 1
        for _, place in self.stack:
            if place:
                self.inside[place]["item"] += outer
                self.inside[place]["row"] += tag == "tr" and any(name == "tbody" for name, _ in self.stack)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.link = ""
        if tag not in VOID and self.stack:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        names = [name for name, _ in self.stack]
        number = data.strip().replace(",", "")
        if number.isdigit() and "a" in names and "#" in self.link:
            place = (self.link.partition("#")[2], int(number))
            if "dl" in names:
                self.figures.append(place)
            elif place[0].startswith("state-"):
                self.states.append(place)


def as_data(sample: Result, path: str) -> Any:
    return json.loads(text_of(sample, path))


@pytest.mark.parametrize("name", PAGES)
def test_figures_of_progress_are_the_lengths_of_their_lists(sample: Result, name: str) -> None:
    html = text_of(sample, f"progress/{name}/index.html")
    page = Places(html)
    whole = as_data(sample, f"progress/{name}/index.json")
    data = whole["figures"]
    late = re.split(r"</section>|whose period is over", html.partition('id="overdue"')[2])[0]
    apart = {"overdue": late.count('class="entry"'), "voices": sum(map(len, whole["government"].values()))}
    assert len(page.figures) >= 8
    for place, number in page.figures:
        assert place in page.inside, place
        listed = apart.get(place, page.inside[place][ENTRIES.get(place, "item")])
        assert listed == number, (place, number, listed)
        voice = re.fullmatch(r"complete-(\w+)-all", place)
        assert number == (data["complete"][voice[1]] if voice else data[DATA[place]])


def test_every_rate_has_its_list(sample: Result) -> None:
    html = text_of(sample, "progress/2025-2028/index.html")
    page = Places(html)
    rates = as_data(sample, "progress/2025-2028/index.json")["rates"]
    shown = {place: found["item"] for place, found in page.inside.items() if place.startswith("complete-")}
    assert len(shown) >= 6
    for one in rates:
        place = f"complete-{one['voice']}-{one['of']}"
        if place in shown:
            assert shown[place] == one["part"], place


def test_states_of_the_self_check_are_the_lengths_of_their_lists(sample: Result) -> None:
    page = Places(text_of(sample, "standards/index.html"))
    counts = as_data(sample, "standards/index.json")["counts"]
    assert dict(page.states) == {f"state-{state.replace('_', '-')}": n for state, n in counts.items() if n}
    for place, number in page.states:
        assert page.inside[place]["item"] == number, place
