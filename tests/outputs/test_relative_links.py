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
    made = relative.with_relative_links(f'<a href="{target}">', page, offline)
    folder = page.rpartition("/")[0] or "/"
    assert made == f'<a href="{relative.relative(target, folder, offline)}">'
