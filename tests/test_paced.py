"""Work in small steps: the pulse of those who go through all records, and what several threads may share."""

from __future__ import annotations

import pickle

from ogpsite.model.noted import FRAMES, noting, unnoted
from ogpsite.model.paced import STEP, go_on, in_steps, paced

FOUND = {number: str(number) for number in range(10 * STEP + 1)}


def test_values_and_pairs_feel_the_pulse_every_few_steps() -> None:
    felt: list[int] = []
    found = paced(FOUND, lambda: felt.append(1))
    assert list(found.values()) == list(FOUND.values())
    assert len(felt) == 11
    assert list(found.items()) == list(FOUND.items())
    assert len(felt) == 22
    assert sorted(found.values()) == sorted(FOUND.values())  # they may be gone through again
    assert len(felt) == 33


def test_the_rest_is_that_of_a_dict() -> None:
    found = paced(FOUND, lambda: None)
    assert found == FOUND
    assert found[3] == "3"
    assert found.get(-1) is None
    assert len(found.values()) == len(found.items()) == len(found) == len(FOUND)
    assert "3" in found.values()
    assert (3, "3") in found.items()
    assert list(found) == list(FOUND)
    assert dict(found) == {**found} == FOUND


def test_it_passes_to_another_process_as_a_plain_dict() -> None:
    passed = pickle.loads(pickle.dumps(paced(FOUND, lambda: None)))
    assert type(passed) is dict
    assert passed == FOUND


def test_without_a_pulse_it_is_the_mapping_itself() -> None:
    assert paced(FOUND, go_on) is FOUND


def test_steps_end_where_the_pulse_ends_them() -> None:
    seen: list[int] = []

    def pulse() -> None:
        if seen:
            raise InterruptedError

    try:
        for one in in_steps(iter(range(100)), pulse):
            seen.append(one)
    except InterruptedError:
        assert len(seen) == STEP
    else:
        raise AssertionError("the pulse was not felt")


def test_where_nobody_notes_no_frame_is_opened() -> None:
    """The threads of a preview share the frames: one would read what another just closed."""
    seen: list[int] = []
    unnoted(lambda: seen.append(len(FRAMES)))
    with noting(False):
        unnoted(lambda: seen.append(len(FRAMES)))
    with noting(True):
        unnoted(lambda: seen.append(len(FRAMES)))
    assert seen == [0, 0, 1]
