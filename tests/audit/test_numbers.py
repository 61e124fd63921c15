"""Nothing that is a telephone number is missed by the quick look that comes before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ogpsite.model.personal import NUMBER, PHONE


@given(st.from_regex(PHONE))
def test_whatever_is_a_telephone_number_has_a_number(text: str) -> None:
    assert NUMBER.search(text)
