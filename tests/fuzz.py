"""A fuzzer over front matter and Markdown, for a bounded time: `make fuzz`. What crashes it is left in a file.

python tests/fuzz.py front 60     seconds over front matter
python tests/fuzz.py markdown 60  seconds over Markdown
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import atheris

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

with atheris.instrument_imports(include=["ogpsite", "markdown"]):
    from ogpsite import load, prose
    from ogpsite.load.files import CONTROL
    from ogpsite.model import kinds
    from ogpsite.problems import Problem

from security.malformed import FRONT, YAML  # noqa: E402 - what is instrumented comes first
from security.sound import unsound  # noqa: E402
from security.vectors import VECTORS  # noqa: E402

COMMITMENT = "content/plans/2025-2028/commitments/open-clinics/commitment.md"
LONGEST = 4_000  # bytes of an input


def front(data: bytes) -> None:
    """Any bytes as a record: read, or told with a line that the file has."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    if CONTROL.search(text):
        return  # told by whoever reads the file
    found = kinds.match(COMMITMENT)
    assert found
    faults: list[Problem] = []
    load.markdown_source(COMMITMENT, found, text, faults)
    lines = text.count("\n") + 1
    assert all(0 < fault.place.line <= lines for fault in faults), faults


def markdown(data: bytes) -> None:
    """Any bytes as Markdown: sound HTML."""
    text = CONTROL.sub("", data.decode("utf-8", "replace"))
    prose.CLEANED.clear()
    made = prose.relinked(prose.render.__wrapped__(text).html, lambda target: target)
    wrong = unsound(made)
    assert not wrong, (wrong, made)


TARGETS = {"front": (front, [f"---\n{text}\n---\n" for text in YAML] + FRONT), "markdown": (markdown, list(VECTORS))}


def main() -> None:
    """Runs one target for some seconds, from what the tests know already."""
    name, seconds = sys.argv[1], sys.argv[2]
    target, known = TARGETS[name]
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(known):
            (Path(folder) / str(number)).write_text(text, "utf-8", "replace")
        limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=5", "-rss_limit_mb=1500", "-seed=9"]
        left = os.environ.get("OGPSITE_FUZZ", f"{tempfile.gettempdir()}/")
        atheris.Setup([sys.argv[0], *limits, "-print_final_stats=1", f"-artifact_prefix={left}", folder], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
