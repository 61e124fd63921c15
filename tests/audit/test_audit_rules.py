"""Each rule on a small republic: met, broken by a day or a record, not due, not to be told; and all that it finds."""

from __future__ import annotations

from typing import Literal

import pytest

from audit.cases import Asked
from audit.edges import ALL
from audit.republic import Standing, day
from audit.told import expected, title, told
from ogpsite.audit import RULES

TOLD = expected()


def how_long(fixture_name: str, config: pytest.Config) -> Literal["function", "module"]:
    """One republic for all questions; where mutants are judged one for each, so that what a test runs is its own."""
    return "module" if config.pluginmanager.hasplugin("xdist") else "function"


@pytest.fixture(scope=how_long)
def standing(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    return Standing(tmp_path_factory.mktemp("republic"))


@pytest.mark.parametrize("asked", ALL, ids=[f"{one.rule}: {one.name}" for one in ALL])
def test_rule(asked: Asked, standing: Standing) -> None:
    found = standing.findings(asked.change or {}, on=day(asked.on))[asked.rule]
    assert found.state == asked.state, found
    if asked.breaks is not None:
        assert found.breaks == asked.breaks
    if asked.turns_on != "unasked":
        assert (found.turns_on.isoformat() if found.turns_on else None) == asked.turns_on
    assert told(found) == TOLD[title(asked)]


def test_every_rule_is_asked() -> None:
    assert {one.rule for one in ALL} == set(RULES)
    assert list(TOLD) == [title(one) for one in ALL], "findings.txt is made anew by `python -m audit.told`"


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_can_be_met_or_not(rule: str) -> None:
    states = {one.state for one in ALL if one.rule == rule}
    assert "met" in states or rule == "CTP-R"
    assert "not_met" in states or rule in ("LANG-1", "MR2.2-a", "MR2.2-b"), "these have tests of their own"
