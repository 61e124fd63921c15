"""All examples of the CommonMark specification: none runs long, none breaks out, and how many give the same result."""

from __future__ import annotations

import re
import sys
import time
from html.parser import HTMLParser

import pytest
from browser_tools import TOOLS, missing

from ogpsite import prose
from security.sound import Broken

# The specification comes from npm, which only `make test` asks for.
pytestmark = pytest.mark.slow


def examples() -> list[tuple[str, str]]:
    """Markdown and HTML of each example; the specification is a checker's package from npm, not part of ogpsite."""
    path = TOOLS / "commonmark-spec" / "spec.txt"
    if not path.is_file():
        missing("the CommonMark specification", "run `make tools` where npm is installed")
    text = path.read_text("utf-8").replace("→", "\t")
    return re.findall(r"(?ms)^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", text)


class Shape(HTMLParser):
    """HTML as elements and words, without what we add or take away on purpose: ids, levels of headings, rel."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = [f"{name}={value}" for name, value in attrs if name in ("href", "src", "alt", "title", "start")]
        self.found.append(f"<{re.sub('h[1-6]', 'h', tag)} {' '.join(kept)}>")

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"</{re.sub('h[1-6]', 'h', tag)}>")

    def handle_data(self, data: str) -> None:
        self.found.extend(data.split())


def shape(html: str) -> list[str]:
    reader = Shape()
    reader.feed(html)
    reader.close()
    return reader.found


@pytest.fixture(scope="module")
def all_examples() -> list[tuple[str, str]]:
    return examples()


def test_no_example_runs_long_or_breaks_out(all_examples: list[tuple[str, str]]) -> None:
    assert len(all_examples) > 600
    for markdown, _ in all_examples:
        begun = time.process_time()
        html = prose.render(markdown).html
        assert time.process_time() - begun < 1, markdown
        reader = Broken()
        reader.feed(html)
        reader.close()
        assert not reader.found, (markdown, reader.found)
        assert html.count("<div") == html.count("</div>")


def test_how_many_examples_give_the_same(
    all_examples: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """We speak the Markdown of docs/security.md, which isn't CommonMark; the share is printed, and may not fall."""
    same = sum(shape(prose.render(markdown).html) == shape(html) for markdown, html in all_examples)
    share = same / len(all_examples)
    with capsys.disabled():
        sys.stdout.write(f"\nCommonMark examples with the same result: {same} of {len(all_examples)} ({share:.0%})\n")
    assert share > 0.5
