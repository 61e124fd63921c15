"""Rule sets as data: complete, honest about their sources, and what each leaves out."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import ogpsite.audit
from audit.republic import REPUBLIC, day, findings, meeting, swap
from ogpsite.audit import RULES, SETS, rules_of
from ogpsite.audit.guide import NAMED
from ogpsite.model.findings import CONFIDENCE, GAPS, GROUPS, PHASES, REMARKS
from ogpsite.model.vocabulary import RULES as NAMES

IDS = (
    "MR1.1-a MR1.1-b MR1.1-c MR2.1 MR2.2-a MR2.2-b MR2.2-c MR2.2-d MR2.2-e MR3.1 MR3.2 MR3.3 MR4.1-a MR4.1-b MR4.1-c "
    "MR5.1 CTP-1 CTP-2 CTP-3 CTP-R PLAN-1 PLAN-2 PLAN-3 PROG-1 PROG-2 PROG-3 PROG-4 SA-1 SA-2 IRM-1 MIN-1 LANG-1 "
    "A11Y-1 PRIV-1 PERM-1 LINK-1 PLACE-1"
).split()


def test_all_checks_are_there() -> None:
    assert list(RULES) == IDS
    assert set(SETS) == set(NAMES)
    assert list(NAMED) == IDS


@pytest.mark.parametrize("name", SETS)
def test_rules_say_where_they_come_from(name: str) -> None:
    for rule in rules_of(name).values():
        assert rule.group in GROUPS
        assert rule.phase in PHASES
        assert rule.confidence in CONFIDENCE
        assert rule.wording.endswith(".")
        assert rule.counted.endswith(".")
        assert (rule.confidence == "own") == (not rule.source), rule.id
        assert bool(rule.read_on) == bool(rule.source)
        assert not rule.source or rule.source.startswith("https://")


def test_only_what_was_read_is_called_verified() -> None:
    """Requirements whose wording could not be read in stored text say so."""
    recalled = {one for one, rule in rules_of("national-2022").items() if rule.confidence == "recalled"}
    assert {"MR3.1", "MR3.2", "MR3.3", "MR4.1-a", "MR4.1-b", "MR2.2-b", "PLAN-1"} <= recalled
    assert not {"MR1.1-a", "MR1.1-b", "MR2.2-a", "MR5.1", "CTP-1"} & recalled


def literals() -> set[str]:
    """Every literal text in the rules."""
    found: set[str] = set()
    for path in sorted(Path(ogpsite.audit.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_code_has_words_and_every_word_a_use() -> None:
    said = literals()
    for codes in (GAPS, REMARKS):
        assert set(codes) - said == set(), "words that no rule says"
    for path in sorted(Path(ogpsite.audit.__file__).parent.glob("*.py")):
        for code in re.findall(r'Gap\(\s*code="([a-z-]+)"', path.read_text("utf-8")):
            assert code in GAPS, code


def test_local_members_have_requirements_of_their_own(tmp_path: Path) -> None:
    found = findings(tmp_path, swap("site.yaml", ("country:", "rules: local\ncountry:")))
    left_out = {rule for rule, one in found.items() if one.state == "not_applicable"}
    assert left_out == {rule for rule in IDS if rule.startswith(("MR", "CTP", "SA", "IRM", "PLAN-1"))}
    assert all(found[rule].remarks == ("left-out",) and found[rule].turns_on is None for rule in left_out)


def test_rules_of_2017(tmp_path: Path) -> None:
    old = swap("site.yaml", ("country:", "rules: national-2017\ncountry:"))
    found = findings(tmp_path, old)
    assert {rule for rule, one in found.items() if one.state == "not_applicable"} == {"MR2.2-a", "CTP-2"}
    assert found["MR1.1-b"].state == "not_met", "the forum met every six months, not every three"
    assert str(found["CTP-1"].turns_on) == "2027-03-31"
    assert findings(tmp_path, old, on=day("2027-05-01"))["CTP-1"].state == "not_met"


def test_the_member_may_set_its_own_limit_for_minutes(tmp_path: Path) -> None:
    late = meeting("2026-06-18", "results", "minutes_published_on: 2026-06-24\n")
    change = {"content/forum/meetings/2026-06-18-five.md": late}
    own = {"site.yaml": f"{REPUBLIC['site.yaml']}minutes_within_days: 5\n"}
    assert findings(tmp_path, change)["MIN-1"].state == "met"
    assert findings(tmp_path, change, own)["MIN-1"].state == "not_met"


def test_a_local_member_of_the_national_rules_has_its_city_as_government(tmp_path: Path) -> None:
    change = swap("content/forum/forum.md", ("office", "city"))
    local = swap("site.yaml", ("country:", "member: {kind: local}\ncountry:"))
    assert findings(tmp_path, change)["MR1.1-a"].state == "not_met"
    assert findings(tmp_path, change, local)["MR1.1-a"].state == "met"
