"""Mutation testing of the rooms that decide what is true, by mutmut: a sample of each room, the same in every run.

    python tests/mutate.py 40    40 mutants of each room

mutmut makes every mutant of `only_mutate` (pyproject.toml) in `mutants/`, learns which of the rooms' tests run which
function, and runs those alone against each mutant of the sample. Prints the score, and what survived.
"""

# ruff: noqa: T201 - a command of developers

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
ROOMS = ("validate", "relate", "derive", "audit", "write")
KILLED = {1, 3, -24, 24, 36, 152, 255}  # a test failed, or ran for ever


def outcomes(room: str) -> dict[str, int | None]:
    """The exit code of each mutant of a room; None where it was not tried."""
    found: dict[str, int | None] = {}
    for path in sorted((ROOT / "mutants" / "ogpsite" / room).glob("*.meta")):
        found |= json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return found


def mutmut(*names: str, **how: Any) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "mutmut"), "run", *names]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT / "mutants")}
    return subprocess.run(command, cwd=ROOT, env=surroundings, check=False, text=True, **how)


def learn() -> None:
    """Makes the mutants, and learns which tests run what: mutmut does so before it finds that none is called `none`."""
    (ROOT / "mutants").mkdir(exist_ok=True)  # Python looks only in folders that were there when it began
    said = mutmut("ogpsite.none", stderr=subprocess.PIPE).stderr
    if "nothing matches" not in said:
        sys.exit(f"mutmut could not begin:\n{said}")


def main() -> int:
    """Samples, runs, and tells; 1 where less than 85 of 100 mutants are noticed."""
    size = int(sys.argv[1])
    learn()
    chosen: dict[str, list[str]] = {}
    for room in ROOMS:
        names = sorted(outcomes(room))
        random.Random(9).shuffle(names)
        chosen[room] = names[:size]
    mutmut(*(name for names in zip(*chosen.values(), strict=False) for name in names))
    whole: Counter[bool] = Counter()
    for room, names in chosen.items():
        found = outcomes(room)
        tried = {name: code for name in names if (code := found[name]) is not None}
        noticed = Counter(code in KILLED for code in tried.values())
        whole += noticed
        print(f"{room}: {noticed[True]} of {len(tried)} mutants noticed ({len(found)} in all)")
        for name, code in tried.items():
            if code not in KILLED:
                print(f"  survived: {name}  (mutmut show {name})")
    share = 100 * whole[True] / max(1, whole.total())
    print(f"{share:.0f} % of {whole.total()} mutants noticed")
    return int(share < 85)


if __name__ == "__main__":
    sys.exit(main())
