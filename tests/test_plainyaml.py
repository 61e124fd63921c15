"""YAML that is read line by line: the same as what the library reads, with its lines, or nothing at all."""

# ruff: noqa: E501 - pieces stand side by side
from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpsite.load.plainyaml import plain_yaml
from ogpsite.load.syntax import parse_yaml
from ogpsite.model.limits import USUAL
from ogpsite.problems import Faults

BEGINNINGS = ["", "", "", "  ", "  ", "    ", "- ", "- ", "  - ", "    - ", "      ", "- - ", " ", "-", "-  ", "   "]
KEYS = ["a: ", "b: ", "c:", "d:", "en: ", "long_name-2.x: ", "a : ", "a:", "1: ", '"q": ', "é: ", "? ", "<<: ", "", ""]
VALUES = [
    "word", "two words", "2024-06", "1.1", "no", "null", "~", "", "", "", "é «x»", "عربي", "https://e.org/a?b=1#c", "a:b", "a: b", "a #b", "a#b", "(x)", "../a.pdf", "./b", ".5", "...", "---", "a  ", "a:", "x - y", "it's", 'say "x"', '"x"', '"x y"  ', '""', "''", "'x'", "'it''s'", '"a\\nb"', '"a\\"b"', '"a\\\\b"', '"a\\x41"', '"a" b', '"open', "'open", "[]", "[ ]", "[a]", "[a, b c]", "[a,b]", "[a, ]", "[, a]", '["x", y]', '["a]"]', "[a: b]", "[a:b]", "[[a]]", "[null, ~]", "[a", "{}", "{a: b}", "{a: b, c: 'd'}", "{a: b, a: c}", "{a:b}", '{en: "x, y", fr: z}', "{a}", "{a: [b]}", "{a: http://x.y}", "{a: b c, }", "{a: it's}", "|", "|", "|-", "|+", ">", "|2", "| ", "&a b", "*a", "!t b", "@a", "`a`", "%a", "# c", "a # c", "|x", "\ta", "a\tb", "\ufeffa", "\x85", "a\u2028b", "\U0001f600", "a\xa0b", "\xa0", "\xa0a", "a\x7fb", "a\x00b", "\ue000", "-1", "+1", "=", "?", ":", "-", "a?b", "a [b]", "a {b}", "a, b", "[a?b]", "[a ?]", "[a - b]", "[-1]", "[a#b]", "[a #b]", "[a\xa0]", "_", "a|b", "a>b", "a&b",
]  # fmt: skip


def library(text: str) -> tuple[str, Faults]:
    faults: Faults = []
    return repr(parse_yaml("a.yaml", text, 2, faults)), faults


def agrees(text: str) -> bool:
    """Whether a text was decided; it is then as the library reads it, without a fault, in the same order."""
    found = plain_yaml(text, 2)
    if found is not None:
        assert (repr(found), []) == library(text), text
    return found is not None


def of_lines(draw: random.Random) -> str:
    """Some lines of fields, of which many fit together."""
    calm = draw.random() < 0.7
    values = VALUES[:12] + VALUES[34:44] if calm else VALUES
    lines = [
        f"{draw.choice(BEGINNINGS[:10] if calm else BEGINNINGS)}{draw.choice(KEYS[:6] if calm else KEYS)}"
        f"{draw.choice(values)}"
        for _ in range(draw.randint(1, 7))
    ]
    return "\n".join(lines) + draw.choice(["", "\n", "\n\n", "\n  \n"])


def of_a_tree(draw: random.Random, column: int = 0, depth: int = 0) -> list[str]:
    """The lines of fields below one another, most of them as editors write them."""
    lines: list[str] = []
    for name in draw.sample(["a", "b", "title", "en", "milestones", "due", "x.y-z"], draw.randint(1, 4)):
        kind = draw.choice(["value"] * 4 + ["map", "list", "items", "text", "comment"])
        start = f"{' ' * column}{name}:"
        if depth > 3 or kind == "value":
            lines.append(f"{start} {draw.choice(VALUES)}")
        elif kind == "map":
            lines += [start, *of_a_tree(draw, column + draw.choice([1, 2, 2, 4]), depth + 1)]
        elif kind == "list":
            at = column + draw.choice([0, 2, 2, 1])
            lines += [start, *(f"{' ' * at}- {draw.choice(VALUES)}" for _ in range(draw.randint(1, 3)))]
        elif kind == "items":
            at = column + draw.choice([0, 2, 2, 3])
            lines.append(start)
            for _ in range(draw.randint(1, 2)):
                first, *rest = of_a_tree(draw, at + 2, depth + 1)
                lines += [f"{' ' * at}- {first.lstrip(' ')}", *rest]
        elif kind == "text":
            at = column + draw.choice([1, 2, 2, 0])
            lines.append(f"{start} {draw.choice(['|', '|-', '| ', '|+', '>'])}")
            said = ["some words", "", "- x", "  deeper", "# no comment", "a: b", "end  ", "   ", "'"]
            lines += [
                f"{' ' * at}{draw.choice(said)}".rstrip(draw.choice(["", " "])) for _ in range(draw.randint(0, 4))
            ]
        else:
            lines += [f"{' ' * draw.randint(0, 6)}# why", draw.choice(["", "   "]), f"{start} x"]
    return lines


def decided(seed: int, count: int) -> int:
    draw = random.Random(seed)
    made = (
        of_lines(draw) if n % 3 == 0 else "\n".join(of_a_tree(draw)) + draw.choice(["", "\n"]) for n in range(count)
    )
    return sum(map(agrees, made))


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_read_is_what_the_library_reads(seed: int) -> None:
    assert decided(seed, 2_000) > 200


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 9))
def test_many_more_texts(seed: int) -> None:
    assert decided(seed, 15_000) > 1_500


@given(st.text(alphabet="ab:-  \n\n\"'|[]{},#é\\", max_size=40))
def test_signs_without_order(text: str) -> None:
    agrees(text)
    agrees(f"a:\n  b: |\n    {text}\nc: d")


@pytest.mark.parametrize(
    "text",
    [
        "title: Open clinics\nnumber: 1\nlead: [health, digital-agency]\n",
        "milestones:\n  - key: m1\n    title: \"Two words\"\n    due: 2024-06\n  - key: m2\n    evidence:\n    - url: https://e.org/a#b\n",
        "title:\n  en: One\n  fr: L'une\n# why\nproblem: |\n  First line.\n\n  - second\nstart: 2024-01-01",
        "- key: c-1\n  text: \"One.\\nTwo.\"\n- {key: c-2, text: 'three, four'}\n",
    ],
)  # fmt: skip
def test_texts_of_editors_are_plain(text: str) -> None:
    assert agrees(text)


@pytest.mark.parametrize("text", ["", "\n", "# why", "word", "a: b\na: c", "a: {b: c, b: d}", "a: b\n c", "a: &x b", "a: *x", "a:\tb", "a: 'it''s'"])  # fmt: skip
def test_what_is_empty_wrong_or_rare_is_left_to_the_library(text: str) -> None:
    assert plain_yaml(text, 1) is None


def test_limits_are_the_librarys() -> None:
    deep = "".join(f"{'  ' * n}a:\n" for n in range(40))
    assert plain_yaml(deep, 1) is None
    assert plain_yaml("a: [b, c]", 1, USUAL.with_given({"values": "4"})) is None
    assert plain_yaml("a:\n  b: c", 1, USUAL.with_given({"nesting": "1"})) is None
    for nesting in range(1, 8):
        limits = USUAL.with_given({"nesting": str(nesting)})
        faults: Faults = []
        parse_yaml("a.yaml", text := "a:\n  - b:\n      c: [d]\n      e: {f: g}", 1, faults, limits)
        assert not (faults and plain_yaml(text, 1, limits))


@pytest.mark.parametrize(
    "text", ["a: x{0}: y", "a: [b{0}: c]", 'a: "x{0}', "a: '{0}' b", "{0}a{0}", "a{1}: b", "a: {2}", "a: [{2}]"]
)
def test_no_text_holds_up_a_build(text: str) -> None:
    """Long runs of signs are read in one go: a thousand times as long is not a million times as slow."""
    plain_yaml(text.format(" " * 200_000, "b" * 200_000, "b," * 100_000), 1)
