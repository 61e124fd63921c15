"""Links are relative to their page by the short way as by the long one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ogpsite.outputs import relative

NAMES = st.lists(st.sampled_from(["plans", "plan", "plans-2", "a", "b.html", ".x", "..", ".", "", "é"]), max_size=4)
TAILS = st.sampled_from(["", "/", "#a", "/#a/b", "/?q=//x", "?x=/.y", "/index.html"])
ADDRESSES = st.builds(lambda names, tail: f"/{'/'.join(names)}{tail}", NAMES, TAILS)
PLACES = st.lists(st.sampled_from(["plans", "plan", "plans-2", "a", "é"]), max_size=4)
PAGES = st.builds(lambda names: f"/{''.join(f'{name}/' for name in names)}", PLACES) | st.just("/404.html")


@given(PAGES, ADDRESSES.filter(lambda one: not one.startswith("//")), st.booleans())
def test_links_are_relative_to_their_page(page: str, target: str, offline: bool) -> None:
    made = relative.with_relative_links(f'<a href="{target}">'.encode(), page, offline).decode()
    folder = page.rpartition("/")[0] or "/"
    assert made == f'<a href="{relative.relative(target, folder, offline)}">'


@given(st.lists(st.tuples(PAGES, st.lists(ADDRESSES.filter(lambda one: not one.startswith("//")))), max_size=6))
def test_what_was_found_for_one_page_is_right_for_the_next(pages: list[tuple[str, list[str]]]) -> None:
    links = relative.Links(offline=False, newer={"/a": "/plans/a", "/plans/plan/a": "/b.html"})
    for page, targets in pages:
        html = "".join(f'<a href="{one}">' for one in [*targets, page, "/plans/plan/a", "/a"]).encode()
        assert links.made_relative(html, page) == relative.with_relative_links(html, page, False, newer=links.newer)
