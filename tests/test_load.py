"""Files → sources: YAML as people mean it, front matter, tables, what is ignored by rule."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sites import SMALL, write_site

from ogpsite import load
from ogpsite.memory import seal
from ogpsite.model import kinds
from ogpsite.model.values import Node, Packed, Source
from ogpsite.problems import Problem


def plain(node: Node) -> Any:
    """A node without its lines."""
    if isinstance(node.value, tuple):
        return [plain(one) for one in node.value]
    if isinstance(node.value, dict):
        return {name: plain(one) for name, one in node.value.items()}
    return node.value


def parsed(text: str) -> Node:
    faults: list[Problem] = []
    node = load.parse_yaml("x.yaml", text, 1, faults)
    assert node is not None and not faults, faults
    return node


MEANT = [
    ("no", "no"),
    ("yes", "yes"),
    ("on", "on"),
    ("12:30", "12:30"),
    ("2024-03", "2024-03"),
    ("2024-03-01", "2024-03-01"),
    ("01", "01"),
    ("1.10", "1.10"),
    ("1_000", "1_000"),
    ("0x10", "0x10"),
    ("1e3", "1e3"),
    (".5", ".5"),
    ("=", "="),
    ("true", "true"),
    ("'no'", "no"),
    ('"null"', "null"),
    ("''", ""),
    ("null", None),
    ("~", None),
    ("", None),
    ("Null", None),
    ("nullify", "nullify"),
    ("a # b", "a"),
    ("a#b", "a#b"),
    ("https://x.example/a?b=c#d", "https://x.example/a?b=c#d"),
    ("É – “x” 中", "É – “x” 中"),
    ("[no, 01, 2024-03]", ["no", "01", "2024-03"]),
    ("{en: no, fr: 01}", {"en": "no", "fr": "01"}),
    ("|\n  One.\n  Two.\n", "One.\nTwo.\n"),
    (">-\n  One\n  two.\n", "One two."),
]


@pytest.mark.parametrize(("written", "meant"), MEANT)
def test_yaml_as_people_mean_it(written: str, meant: Any) -> None:
    assert plain(parsed(f"value: {written}")) == {"value": meant}


def test_keys_are_words_too() -> None:
    assert plain(parsed("no: a\nnull: b\n~: c\n01: d\n2024-03: e")) == {
        "no": "a",
        "null": "b",
        "~": "c",
        "01": "d",
        "2024-03": "e",
    }


def test_every_value_knows_its_line() -> None:
    node = parsed("a: 1\nb:\n  - c: 2\n    d: |\n      x\n      y\n  - e\nf: {g: 3,\n    h: 4}\n")
    assert isinstance(node.value, dict)
    b, f = node.value["b"], node.value["f"]
    assert isinstance(b.value, tuple) and isinstance(f.value, dict)
    assert [b.line, *(one.line for one in b.value)] == [2, 3, 7]
    first = b.value[0].value
    assert isinstance(first, dict)
    assert [first["c"].line, first["d"].line, f.line, f.value["g"].line, f.value["h"].line] == [3, 4, 8, 8, 9]


def test_both_parsers_of_the_library_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a:\nb: ~\nc: ''\nd: [x, ~]\ne: 'null'\n"
    fast = parsed(text)
    monkeypatch.setattr(load.syntax, "LOADER", yaml.SafeLoader)
    assert parsed(text) == fast
    assert plain(fast) == {"a": None, "b": None, "c": "", "d": ["x", None], "e": "null"}


YAMLISH = st.text(st.sampled_from("ab01 \n\t-:#'\"[]{},&*!|>%@`?.=~<éא\u2028\ufeff\U0001f600"), max_size=60)


@given(st.one_of(st.text(max_size=200), YAMLISH))
def test_any_text_is_yaml_or_is_refused_in_words(text: str) -> None:
    faults: list[Problem] = []
    node = load.parse_yaml("x.yaml", text, 5, faults)
    assert (node is None) <= bool(faults)
    assert all(fault.place.line >= 5 and fault.message for fault in faults)


# front matter


def markdown(text: str) -> tuple[Source, list[Problem]]:
    faults: list[Problem] = []
    found = kinds.match("content/news/a.md")
    assert found
    return load.markdown_source("content/news/a.md", found, text, faults), faults


@given(st.one_of(st.text(max_size=200), YAMLISH.map(lambda text: f"---\n{text}\n---\nWords.")))
def test_any_text_is_a_record_or_is_refused(text: str) -> None:
    source, faults = markdown(text)
    assert source.broken <= bool(faults)


def test_front_matter_and_body() -> None:
    source, faults = markdown("---  \ntitle: A\n--- \n\n\nOne.\n\n---\n\nTwo.\n\n\n")
    assert not faults
    assert (plain(source.node), source.body, source.body_line) == ({"title": "A"}, "One.\n\n---\n\nTwo.", 6)
    assert markdown("---\ntitle: A\n---")[0].body == ""


def test_three_points_may_end_the_fields() -> None:
    assert markdown("---\ntitle: A\n...\nWords.")[0].body == "Words."


def test_a_page_without_fields_is_no_fault_for_the_home_page() -> None:
    faults: list[Problem] = []
    found = kinds.match("content/home.md")
    assert found
    source = load.markdown_source("content/home.md", found, "Welcome.\n", faults)
    assert (source.body, source.body_line, faults) == ("Welcome.", 1, [])


# tables


def table(text: str) -> tuple[list[Any], list[Problem]]:
    faults: list[Problem] = []
    node = load.csv_node("c.csv", text, faults)
    return (plain(node) if node else []), faults


def test_a_table_with_nested_columns_and_languages() -> None:
    head = "key,text,text.fr,consent.on,votes.for,votes.against,private.email"
    rows, faults = table(f"{head}\nc-1,Hello,Bonjour,2024-05-01,3,,a@b.example\nc-2,Hi,,,,,\n")
    assert not faults
    assert rows[0] == {
        "key": "c-1",
        "text": {"": "Hello", "fr": "Bonjour"},
        "consent": {"on": "2024-05-01"},
        "votes": {"for": "3", "against": None},
        "private": {"email": "a@b.example"},
    }
    assert rows[1] == {"key": "c-2", "text": {"": "Hi", "fr": None}}
    assert table("key,text.fr,text\nc-1,Bonjour,Hello\n")[0] == [{"key": "c-1", "text": {"fr": "Bonjour", "": "Hello"}}]


@pytest.mark.parametrize("sign", [",", ";"])
def test_commas_and_semicolons(sign: str) -> None:
    rows, faults = table(f'key{sign}text\nc-1{sign}"One{sign} ""two"""\n\n{sign}\n')
    assert (rows, faults) == ([{"key": "c-1", "text": f'One{sign} "two"'}], [])


def test_a_very_long_cell_of_a_csv_file_is_no_bad_quotation_mark() -> None:
    rows, faults = table(f'key,text\nc-1,"{"word " * 40_000}"\nc-2,short\n')
    assert not faults
    assert [len(row["text"].split()) for row in rows] == [40_000, 1]


def test_rows_know_the_lines_in_which_they_begin() -> None:
    faults: list[Problem] = []
    node = load.csv_node("c.csv", 'key,text\nc-1,"a\nb\n"\nc-2,c\n\nc-3,d\n', faults)
    assert node is not None and isinstance(node.value, tuple)
    assert [item.line for item in node.value] == [2, 5, 7]


def test_an_empty_table() -> None:
    assert table("") == ([], [])
    assert table("key,text\n") == ([], [])


@given(
    st.one_of(st.text(max_size=200), st.text(st.sampled_from('abk ey,;"\n.|'), max_size=60).map("key,a.b\n".__add__))
)
def test_any_text_is_a_table_or_is_refused(text: str) -> None:
    faults: list[Problem] = []
    node = load.csv_node("c.csv", text.replace("\r", "\n"), faults)
    assert (node is None) <= bool(faults)


# files


def test_what_is_ignored_by_rule(tmp_path: Path) -> None:
    root = write_site(
        tmp_path,
        {
            "content/_drafts/idea.md": "x",
            "content/.hidden/a.txt": "x",
            "content/news/.DS_Store": "x",
            "content/news/README.md": "x",
            "content/plans/2025-2028/_drafts/b.md": "x",
            "notes.txt": "x",
        },
    )
    (root / "content/events/empty").mkdir(parents=True)
    tree, faults = load.load(root)
    assert (tree.files, faults) == ({}, ())
    assert {source.path for source in tree.sources} == set(SMALL)


def test_files_are_read_in_order_whatever_the_disk_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(tmp_path)
    before = load.load(root)
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda path: sorted(listed(path), reverse=True))
    assert load.load(root) == before


def test_line_ends_and_byte_order_marks_make_no_difference(tmp_path: Path) -> None:
    path = "content/plans/2025-2028/plan.md"
    forms = [SMALL[path].encode(), SMALL[path].replace("\n", "\r\n").encode(), SMALL[path].encode("utf-8-sig")]
    trees = [load.load(write_site(tmp_path, {path: data}))[0] for data in forms]
    assert trees[0] == trees[1] == trees[2]


def test_what_is_known_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.pdf").write_bytes(b"%PDF")
    stored = load.stored(tmp_path, "a.pdf")
    assert (stored.size, stored.media_type) == (4, "application/pdf")
    assert stored.sha256 == hashlib.sha256(b"%PDF").hexdigest()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.PDF", "application/pdf"),
        ("a.csv", "text/csv"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.webp", "image/webp"),
        ("a.odt", "application/vnd.oasis.opendocument.text"),
        ("a.unknown", "application/octet-stream"),
        ("a", "application/octet-stream"),
    ],
)
def test_media_types_are_the_same_everywhere(name: str, kind: str) -> None:
    assert load.media_type(name) == kind


# paths

PATHS = [
    ("site.yaml", "settings", "settings", "", ""),
    ("content/home.md", "home", "home", "", ""),
    ("content/home.fr.md", "home", "home", "", "fr"),
    ("content/organisations.yaml", "organisation", "", "", ""),
    ("content/pages/about.pt-BR.md", "page", "about", "", "pt-BR"),
    ("content/plans/2024-2028.md", "plan", "2024-2028", "", ""),
    ("content/plans/2024-2028/plan.md", "plan", "2024-2028", "", ""),
    ("content/plans/2024-2028/timeline.yaml", "timeline", "", "2024-2028", ""),
    ("content/plans/2024-2028/versions/draft-1.md", "version", "draft-1", "2024-2028", ""),
    ("content/plans/2024-2028/commitments/a.md", "commitment", "a", "2024-2028", ""),
    ("content/plans/2024-2028/commitments/a/commitment.fr.md", "commitment", "a", "2024-2028", "fr"),
    ("content/plans/2024-2028/commitments/a/progress/2025-06.md", "progress", "2025-06", "2024-2028/a", ""),
    ("content/plans/2024-2028/commitments/a/checks.yaml", "check", "", "2024-2028/a", ""),
    ("content/commitments/a/commitment.md", "commitment", "a", "", ""),
    ("content/commitments/a/progress/2025.md", "progress", "2025", "a", ""),
    ("content/consultations/c/consultation.md", "consultation", "c", "", ""),
    ("content/consultations/c/contributions.csv", "contribution", "", "c", ""),
    ("content/consultations/c/contributions/c-1.md", "contribution", "c-1", "c", ""),
    ("content/consultations/c/responses.yaml", "response", "", "c", ""),
    ("content/forum/forum.md", "forum", "forum", "", ""),
    ("content/forum/south/forum.md", "forum", "south", "", ""),
    ("content/forum/meetings/m.md", "meeting", "m", "", ""),
    ("content/forum/south/meetings/m.md", "meeting", "m", "south", ""),
    ("content/events/e/event.md", "event", "e", "", ""),
    ("content/assessments/a.md", "assessment", "a", "", ""),
    ("content/support/s.md", "support", "s", "", ""),
    ("content/documents/d.fr.md", "document", "d", "", "fr"),
    ("content/news/n.md", "news", "n", "", ""),
]


@pytest.mark.parametrize(("path", "kind", "key", "parent", "language"), PATHS)
def test_what_a_path_says(path: str, kind: str, key: str, parent: str, language: str) -> None:
    found = kinds.match(path)
    assert found
    assert (found.kind.name, found.key, found.parent, found.language) == (kind, key, parent, language)


@pytest.mark.parametrize(
    "path", ["content/a.md", "content/plans/a/b.md", "content/news/a/b.md", "news/a.md", "plan.md"]
)
def test_paths_that_no_rule_covers(path: str) -> None:
    assert kinds.match(path) is None


ADDRESSES = [
    (("plan", "a", "a", ""), "/plans/a/"),
    (("commitment", "b", "a/b", "a"), "/plans/a/b/"),
    (("commitment", "b", "b", ""), "/commitments/b/"),
    (("progress", "2025-06", "a/b@2025-06", "a/b"), "/plans/a/b/#report-2025-06"),
    (("progress", "2025-06", "b@2025-06", "b"), "/commitments/b/#report-2025-06"),
    (("version", "draft-1", "a@draft-1", "a"), "/plans/a/versions/draft-1/"),
    (("contribution", "c-1", "c/c-1", "c"), "/consultations/c/c-1/"),
    (("response", "r-1", "c@r-1", "c"), "/consultations/c/#response-r-1"),
    (("forum", "forum", "forum", ""), "/forum/"),
    (("forum", "south", "south", ""), "/forum/south/"),
    (("meeting", "m", "m", "south"), "/forum/m/"),
    (("page", "about", "about", ""), "/about/"),
    (("home", "home", "home", ""), "/"),
    (("support", "s", "s", ""), "/support/s/"),
]


@pytest.mark.parametrize(("identity", "address"), ADDRESSES)
def test_addresses(identity: tuple[str, str, str, str], address: str) -> None:
    assert kinds.address(*identity) == address


@given(st.text(max_size=40))
def test_a_proposed_key_is_a_key(name: str) -> None:
    assert not kinds.slug(name) or kinds.KEY.fullmatch(kinds.slug(name))


@pytest.mark.parametrize(
    ("name", "key"),
    [("Café Ütopia", "cafe-utopia"), ("  A__b--C ", "a-b-c"), ("новости", ""), ("Œuvre №5", "uvre-no5")],
)
def test_proposed_keys(name: str, key: str) -> None:
    assert kinds.slug(name) == key


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("A \u202eevil\u202c", "202E"), ("A \u202devil", "202D"), ("A \u2066isolate", "2066"), ("\u202bA", "202B"),
        ("\u202bA\u202c \u2067B", "2067"),
    ],
)  # fmt: skip
def test_signs_that_turn_words_round_are_told(tmp_path: Path, words: str, sign: str) -> None:
    news = f'---\ntitle: "{words}"\ndate: 2026-01-01\n---\nWords.\n'
    root = write_site(tmp_path, {"content/news/2026-01-01-a.md": news})
    (told,) = load.load(root)[1]
    assert (str(told.place), told.code, told.fatal) == ("content/news/2026-01-01-a.md:2", "encoding", False)
    assert told.message == f"line 2 holds an invisible sign that turns words round (U+{sign})"


@pytest.mark.parametrize("words", ["\u202bقرار\u202c", "\u2067قرار\u2069 (2026)", "\u200fقرار\u200e", "A\u202c", "A"])
def test_signs_in_pairs_are_fine(tmp_path: Path, words: str) -> None:
    news = f'---\ntitle: "{words}"\ndate: 2026-01-01\n---\nWords.\n'
    assert load.load(write_site(tmp_path, {"content/news/2026-01-01-a.md": news}))[1] == ()


def test_lines_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_bytes(b"\xef\xbb\xbftitle: A\r\nurl: b")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/home.md").write_bytes(b"\xff\xfe")
    tree, _ = load.load(tmp_path)
    assert tree.texts["site.yaml"] == ("title: A", "url: b")
    assert tree.texts["content/home.md"] == ()
    assert tree.texts.get("content/other.md") is None
    assert list(tree.texts) == ["site.yaml", "content/home.md"]


def test_fields_are_kept_packed_and_say_the_same() -> None:
    cell = Node("a|b", 7, False, True)
    node = Node({"a": Node((Node(None, 3), cell), 2), "b": Node({}, 4)}, 1)
    kept = pickle.loads(pickle.dumps(Packed.of(node)))
    assert (kept.value, kept.line, kept.plain, kept.cell, kept.empty) == (node.value, 1, True, False, False)
    assert Packed.of(cell).value == "a|b"
    assert Packed.of(Node(None, 9)).empty


def test_what_was_just_found_in_folders_serves_once(tmp_path: Path) -> None:
    """Whoever marks the sources hands on what it found; a second reading looks by itself."""
    news = "---\ntitle: News\ndate: 2026-01-01\n---\nWords.\n"
    root = write_site(tmp_path, {"content/news/2026-01-01-a.md": news, "content/.hidden.md": "x"})
    inside: seal.Inside = {}
    assert seal.source_mark(root, root / "output", 4_000_000_000_000_000_000, inside)
    assert {"", "content", "content/news"} <= inside.keys()
    (root / "content/news/2026-01-02-b.md").write_text(news, "utf-8")
    before = load.load(root, inside=inside)[0].sources
    assert [one.key for one in before if one.kind == "news"] == ["2026-01-01-a"], "the folder isn't opened again"
    assert "content/news" not in inside
    after = load.load(root, inside=inside)
    assert [one.key for one in after[0].sources if one.kind == "news"] == ["2026-01-01-a", "2026-01-02-b"]
    assert after == load.load(root)
