"""Nothing that is a telephone number is missed by the quick look that comes before, or taken for one by it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ogpsite.model.personal import PHONE, has_phone

AROUND = st.text("0123456789 ()./-+,:tel\nmobileهاتف٣x", max_size=30)


@given(AROUND, st.from_regex(PHONE) | AROUND, AROUND)
@example("x" * 20, "mobile:::: 12345678", "")
@example("", "mobile:::: 12345678", "-")
@example("on 2024-05-01, ", "2024-05-01 07 12345678", " or so")
def test_a_telephone_number_is_found_wherever_it_stands(before: str, number: str, after: str) -> None:
    text = f"{before}{number}{after}"
    assert has_phone(text) == bool(PHONE.search(text))


@pytest.mark.parametrize(
    "text", ["(202) 555-0143", "mobile:(( +49 30 1234567", "هاتف: ٠٦١٢٣٤٥٦٧٨٩", "2024-05-01, tel. 01234567"]
)
def test_whatever_stands_before_its_digits_belongs_to_it(text: str) -> None:
    assert has_phone(text)
    assert has_phone(f"{'word ' * 9}{text}.")


@pytest.mark.parametrize("text", ["x+1234567890", "2024-05-01", "a0612345678", "0612345678901234"])
def test_what_stands_beside_it_can_make_it_something_else(text: str) -> None:
    assert not has_phone(text)
