"""All that is known of a country in which everything happens once, on three days of its plan."""

from __future__ import annotations

import pytest

from ogpsite.model import kinds, records
from ogpsite.model.facts import Edition
from whole.country import DAYS
from whole.told import first_difference, folder_of, known, told


@pytest.fixture(scope="module", params=DAYS)
def on_a_day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Edition]:
    return request.param, known(tmp_path_factory.mktemp("country"), DAYS[request.param])


def test_all_that_is_known(on_a_day: tuple[str, Edition]) -> None:
    name, edition = on_a_day
    for file, text in told(edition):
        wanted = (folder_of(name) / file).read_text("utf-8")
        assert not first_difference(text, wanted), f"{file}: python -m whole.told makes it anew"


def test_every_kind_of_record_is_there(on_a_day: tuple[str, Edition]) -> None:
    name, edition = on_a_day
    if name == "half-way":
        assert set(edition.site.by_kind) == set(kinds.KINDS)
        assert len(edition.site.all(records.Assessment)) == 3
